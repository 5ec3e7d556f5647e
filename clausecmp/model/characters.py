"""Characters that must never reach a reader: control, bidirectional and invisible ones."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and newline, bidirectional overrides and marks, invisible separators,
# tag characters; lone surrogates and U+FFFE, U+FFFF, which XML 1.0 (section 2.2) does not allow
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)

# after blanks and escape codes too: GitHub drops the blanks
_COMMAND = re.compile(r"^((?:\s|\x1b\[[0-9;]*m)*)::", re.MULTILINE)


def clean_text(text: str) -> str:
    """`text` without control, bidirectional and invisible characters; other characters
    untouched."""
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text


def hide_commands(text: str) -> str:
    """`text` without lines that begin with `::`, which GitHub Actions obeys in what a job prints;
    the two colons become one sign of the same width."""
    return _COMMAND.sub(r"\1∷ ", text) if "::" in text else text
