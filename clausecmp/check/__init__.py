"""check_paths(): every finding of every rule in files of drafts and mappings.

files.py says what is checked, lookups.py against what; rules_*.py hold the rules, each a generator
over one file; ignores.py and baseline.py take out what is known; formats.py, sarif.py and junit.py
write what is left.
"""

from __future__ import annotations

from . import rules_concerns, rules_drafts, rules_links, rules_loading, rules_refs  # noqa: F401  (declares the rules, in this order)
from .run import Finding, Report, check_paths

__all__ = ["Finding", "Report", "check_paths"]
