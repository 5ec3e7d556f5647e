"""Files of drafts and mappings -> every problem in them, in the formats of people and of CI.

files says what is checked, lookups against what; rules_* hold the rules, each a generator over one
file; ignores and baseline take out what is known; fixes carries out what has one answer; formats,
sarif and junit write what is left.
"""

from . import (  # noqa: F401 - declares the rules, in this order
    rules_concerns,
    rules_drafts,
    rules_files,  # isort: skip
    rules_groups,
    rules_links,
    rules_numbering,
    rules_refs,
    rules_terms,
)
