"""How a comparison is shown: rows.py says what and in which order, the other modules one medium each. Nothing is decided
here: no threshold, no matching, no reading of files."""
