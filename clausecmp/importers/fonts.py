"""Fonts that carry no usable letters: a PDF can print well and yet give signs that are no text.

The letters of such a font come out as signs of another place: rare letters (`Ɋ` for a Cyrillic
one), private ones, or all of them shifted, so that a word reads `%,2/2*,48(`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

MIN_SIGNS = 20
"""Signs on a page below which its letters are not judged: a page number tells nothing."""
RARE = 0.3
"""Share of rare and private letters from which a page counts as unreadable; the BBNJ agreement has
none in English, and more than 0.9 in the Russian PDF."""
FEW_LETTERS = 0.45
"""Share of letters among the signs of a page below which it counts as unreadable, unless it is one
of figures. A page of running text has more than 0.9."""
FIGURES = 0.35
"""Share of plain numbers among its words from which a page is one of figures."""
REFUSE_FROM = 0.5
"""Share of unreadable signs in a file from which it is refused as a whole."""

_RARE_LETTER = re.compile("[\u0180-\u01c3\u01dd-\u02af\ue000-\uf8ff\ufffd\u1d00-\u1dbf]")
_FIGURE = re.compile(r"[\d.,:%+–-]+$")
_GARBLED = re.compile(
    r"(?<![\w/])(?=\S*[^\W\d_])[^\s]*(?:[A-ZÀ-Þ][%$*=¶#&@<>]+[A-ZÀ-Þ]{2}|[%=$*][A-ZÀ-Þ]{3})\S*"
)


def find_unreadable(pages: Sequence[str]) -> tuple[list[int], float]:
    """The pages (from 1) whose letters are no text, with the blank ones between them, and the share
    of the file's signs that stand on them."""
    found: list[int] = []
    signs = bad = 0
    blank: list[int] = []
    for number, text in enumerate(pages, 1):
        inked = [sign for sign in text if not sign.isspace()]
        signs += len(inked)
        if len(inked) < MIN_SIGNS:
            blank.append(number)
        elif not _is_readable(inked, text):
            between = found and blank and blank[0] == found[-1] + 1
            found += [*blank, number] if between else [number]
            bad += len(inked)
            blank = []
        else:
            blank = []
    return found, bad / signs if signs else 0.0


def _is_readable(inked: Sequence[str], text: str) -> bool:
    total = len(inked)
    rare = sum(
        bool(_RARE_LETTER.match(sign)) or unicodedata.category(sign) in ("Cn", "Co", "Cc")
        for sign in inked
    )
    letters = sum(sign.isalpha() or unicodedata.category(sign)[0] == "M" for sign in inked)
    # dots that lead to a page number, and rules to be filled in, are neither
    fill = sum(sign in "._-…|" for sign in inked)
    if rare > RARE * total:
        return False
    return _holds_figures(text) or letters + fill >= FEW_LETTERS * total


def _holds_figures(text: str) -> bool:
    tokens = text.split()
    return sum(bool(_FIGURE.match(token)) for token in tokens) > FIGURES * len(tokens)


def tell_unreadable(pages: Sequence[int]) -> str:
    """What is said of pages whose fonts give no text."""
    return (
        f"the file's fonts give no readable text on {name_pages(pages)}; it needs OCR "
        "(for example `ocrmypdf --redo-ocr`)"
    )


def is_garbled(text: str) -> bool:
    """Whether a heading has signs amid its capital letters that no language writes there:
    `DURA%LE`, `=ONES`, `PRÉAM%ULE`."""
    return bool(_GARBLED.search(text))


def name_pages(pages: Iterable[int]) -> str:
    """`page 3`, `pages 1-4, 7`."""
    runs = list(_join_runs(sorted(set(pages))))
    shown = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
    return f"page{'s' if len(runs) > 1 or runs and runs[0][0] != runs[0][1] else ''} {shown}"


def _join_runs(pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for page in pages:
        if last is not None and first is not None and page > last + 1:
            yield first, last
            first = page
        first = page if first is None else first
        last = page
    if first is not None and last is not None:
        yield first, last
