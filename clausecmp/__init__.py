"""clausecmp: which clause of one treaty answers which clause of another, what changed, and who is worried."""

__version__ = "0.1.0"
