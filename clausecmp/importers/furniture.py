"""What a printed page bears beside its text: heads, feet, page numbers, symbols, job numbers,
footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..model.languages import find_symbol, read_head

DEPTH = 8
"""Lines from the top or the foot of a page among which heads and feet are looked for; UN reports
have up to 5."""
TITLE_LINES = 5
"""Lines from a page's top that can repeat a title."""
REPEATED = 3
"""Pages on which a line must recur to be a head or foot (2 in documents of up to four pages)."""

MAX_LINE = 300
"""Characters of a line that are looked at; a head is shorter, and the patterns are slow on long
runs."""

_JOB = r"(?:[A-Z]{1,4}\.)?\d{2}-\d{5}(?:\s*\([A-Z]\))?"
_SYMBOL = r"(?:[A-Z]{1,4}/[A-Z0-9./()-]*\d[A-Z0-9./()-]*)"
_ALWAYS = re.compile(
    rf"^(?:{_JOB}|\*\d{{6,8}}\*|{_JOB}\s+\d+/\d+|\d+/\d+\s+{_JOB}|\d{{1,4}}/\d{{1,4}}|[-–—]\s*\d{{1,4}}\s*[-–—]|/\.\.\."
    rf"|{_SYMBOL}(?:\s+\d+/\d+)?|(?:Page|page|Página|Стр\.?)\s+\d{{1,4}}(?:\s*(?:of|de|/)\s*\d+)?"
    rf"|(?:English|French|Spanish|Russian|Chinese)(?:\s+Page\s+\d+)?"
    rf"|{_SYMBOL}\s+English\s+Page\s+\d+|{_JOB}\s+[*\d/ .-]{{1,40}}|第\s*\d+\s*页)$"
)
_PAGE_NUMBER = re.compile(r"^(?:\d{1,4}|[ivxl]{1,7})$")
_RULE = re.compile(r"^_{5,}$")


def find_furniture(pages: Sequence[Sequence[str]]) -> tuple[set[tuple[int, int]], str | None]:
    """The places (page, line, from 0) of heads, feet and ruled-off footnotes, and the document
    symbol they state.

    A line is taken only in an unbroken run from the page's edge, so that text which happens to
    recur stays.
    """
    filled = [
        [(at, " ".join(text[:MAX_LINE].split())) for at, text in enumerate(page) if text.strip()]
        for page in pages
    ]
    recurring = _find_recurring(filled)
    dropped: set[tuple[int, int]] = set()
    symbol = None
    opening = " ".join(text for _, text in filled[0]).casefold() if filled else ""
    for number, page in enumerate(filled):
        if number:
            dropped.update((number, at) for at in _find_title_head(page, opening))
        foot = _footnotes(page)
        dropped.update((number, at) for at, _ in page[foot:])
        body = page[:foot]
        for side, edge in (
            ("head", body[:DEPTH]),
            ("foot", page[::-1][:DEPTH]),
            ("foot", body[::-1][:DEPTH]),
        ):
            for rank, (at, text) in enumerate(edge):
                if not (
                    _ALWAYS.match(text)
                    or _PAGE_NUMBER.match(text)
                    or _recurs(side, rank, text, recurring)
                ):
                    break
                symbol = symbol or find_symbol(text)
                dropped.add((number, at))
    return dropped, symbol


def _find_title_head(page: Sequence[tuple[int, str]], opening: str) -> list[int]:
    """The lines of a head that repeats the document's title beside its symbol, as UN resolutions
    have it from their second page on; the title stands on the first page (`opening`)."""
    found: list[int] = []
    for count in range(1, TITLE_LINES + 1):
        lines = [text for _, text in page[:count]]
        head = " ".join(lines)
        bare = " ".join(re.sub(rf"(?:^|(?<=\s)){_SYMBOL}(?=\s|$)", " ", head).split()).casefold()
        if bare == " ".join(head.split()).casefold() and count == TITLE_LINES:
            break
        if len(bare) > 20 and bare in opening and not bare.endswith((".", ";", ",")):
            symbol_seen = any(re.search(rf"(?:^|\s){_SYMBOL}(?:\s|$)", text) for text in lines)
            found = [at for at, _ in page[:count]] if symbol_seen else found
    return found


def _find_recurring(pages: Sequence[Sequence[tuple[int, str]]]) -> frozenset[tuple[str, int, str]]:
    """Side, place from the page's edge and text of the lines that recur there. Ends of sentences
    recur by chance."""
    counts: Counter[tuple[str, int, str]] = Counter()
    for page in pages:
        for side, edge in (("head", page[:DEPTH]), ("foot", page[::-1][:DEPTH])):
            counts.update(
                {
                    (side, rank, _fold(text))
                    for rank, (_, text) in enumerate(edge)
                    if not read_head(text)
                }
            )
    least = max(REPEATED, len(pages) // 20) if len(pages) > 4 else 2
    return frozenset(
        key
        for key, count in counts.items()
        if count >= least and len(key[2]) > 3 and not key[2].endswith((".", ";", ":", ","))
    )


def _recurs(side: str, rank: int, text: str, recurring: frozenset[tuple[str, int, str]]) -> bool:
    """Whether a line recurs at this place or one off it (a symbol above it moves a title down)."""
    folded = _fold(text)
    return any((side, near, folded) in recurring for near in (rank - 1, rank, rank + 1))


def _fold(text: str) -> str:
    """A head as it recurs: without the symbol or page number that stands now left, now right of
    it."""
    text = re.sub(
        rf"(?:^|\s){_SYMBOL}(?=\s|$)|{_JOB}|\b\d+/\d+\b|^\d{{1,4}}\s+|\s+\d{{1,4}}$", " ", text
    )
    return " ".join(text.split()).lower()


def _footnotes(page: Sequence[tuple[int, str]]) -> int:
    """Where ruled-off footnotes begin on a page: after its last rule, if a note's number follows;
    else its end."""
    for place in range(len(page) - 1, -1, -1):
        if _RULE.match(page[place][1]):
            after = page[place + 1][1] if place + 1 < len(page) else ""
            return (
                place
                if re.match(r"^(?:\*+|\d{1,3}|[a-z])(?=\D)", after) or not after
                else len(page)
            )
    return len(page)
