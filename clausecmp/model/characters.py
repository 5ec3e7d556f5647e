"""Characters that must never reach a reader: control, bidirectional and invisible ones."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and newline, bidirectional overrides and marks, invisible separators,
# tag characters; halves of surrogate pairs, U+FFFE and U+FFFF, which stand in no UTF-8 and no XML
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


def clean_text(text: str) -> str:
    """`text` without control, bidirectional and invisible characters; other characters
    untouched."""
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text
