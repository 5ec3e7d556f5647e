"""Cross-references in the text of a clause ('article 40', 'paragraph 1 (a) of this article') and
where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..comparison.result import Change
from ..model.draft import Draft
from ..model.refs import article_of, parent_of
from ..model.sides import Sides
from ..render.segments import Row, Segment

_NUMBER = r"\d+(?:bis|ter|[a-z]\b)?(?:\s?\([0-9a-z]{1,4}\))*"
_LIST = (
    rf"{_NUMBER}(?:(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+)(?:{_NUMBER}|\([a-z]{{1,4}}\)))*"
)
_MENTION = re.compile(
    rf"\barticles?\s+(?P<articles>{_LIST})(?:,?\s+paragraphs?\s+(?P<within>{_LIST}))?"
    rf"|\bparagraphs?\s+(?P<paragraphs>{_LIST})(?:\s+of\s+article\s+(?P<of>\d+))?"
    r"|\bchapter\s+(?P<chapter>[IVXLC]+)\b",
    re.I,
)
_ONE = re.compile(rf"{_NUMBER}|\([a-z]{{1,4}}\)", re.I)
# 'article 57 of the Convention against Corruption', 'of Directive 2003/6/EC': clauses that this
# draft does not hold
_ELSEWHERE = re.compile(
    r"\s*,?\s*(?:of\s+(?!this\b|the\s+present\b|articles?\b|paragraphs?\b|that\s+(?:article|paragraph)\b)(?:the\b|that\b|an?\b|[A-Z])|thereof\b)"
)
_OTHER = {"left": "insert", "right": "delete"}
_MARKED = {"delete": 2, "insert": 2, "term": 1}
"""How many characters the redline marks of a style take at either end."""


class Mention(NamedTuple):
    """A cross-reference: text[start:end] names the clause `ref`."""

    start: int
    end: int
    ref: str


def find_mentions(text: str, own: str) -> Iterator[Mention]:
    """The cross-references in a text of clause `own`, in order. Those to other instruments are left
    out."""
    for match in _MENTION.finditer(text):
        if _ELSEWHERE.match(text, match.end()):
            continue
        if match["chapter"]:
            yield Mention(match.start(), match.end(), f"chapter {match['chapter'].upper()}")
        elif match["articles"]:
            yield from _list_articles(match)
        else:
            base = match["of"] or article_of(own)
            yield from _list_numbers(
                match, "paragraphs", match.start(), f"{base}(", ")", last=match.end()
            )


def _list_articles(match: re.Match[str]) -> Iterator[Mention]:
    """`articles 7 to 9, paragraph 1 (a) and (c)`: the paragraphs belong to the last article."""
    found = list(_list_numbers(match, "articles", match.start(), "", ""))
    if not match["within"]:
        yield from found
        return
    *before, last = found
    yield from before
    yield from _list_numbers(match, "within", last.start, f"{last.ref}(", ")")


def _list_numbers(
    match: re.Match[str],
    group: str,
    start: int,
    opening: str,
    closing: str,
    *,
    last: int | None = None,
) -> Iterator[Mention]:
    """A mention for each number of a list, the first with the words before it; `(c)` after `1 (a)`
    is 1(c)."""
    ones = list(_ONE.finditer(match.string, match.start(group), match.end(group)))
    ref = ""
    for n, one in enumerate(ones):
        if one[0].startswith("("):
            ref = (parent_of(ref) or ref) + one[0].lower()
        else:
            number, bracket, rest = one[0].replace(" ", "").partition("(")
            ref = f"{opening}{number}{closing}{bracket}{rest}"
        end = last if last and len(ones) == 1 else one.end()
        yield Mention(start if n == 0 else one.start(), end, ref)


def resolve_mention(ref: str, draft: Draft) -> str | None:
    """The clause of the draft that is meant: itself, else the nearest one above that exists; None
    if there is none."""
    at: str | None = ref
    while at and at not in draft.by_ref:
        at = parent_of(at)
    return at


def link_row(row: Row, change: Change, drafts: Sides[Draft]) -> Row:
    """The row with its cross-references marked: their pieces get the style `style@side:ref`. A
    signal stays as it is: it quotes both sides in one sentence."""
    if row.left and row.left[0].style.startswith("signal"):
        return row
    if row.kind == "sides":
        return row._replace(
            left=_link_pieces(row.left, change, drafts, ("left",)),
            right=_link_pieces(row.right, change, drafts, ("right",)),
        )
    return row._replace(left=_link_pieces(row.left, change, drafts, ("right", "left")))


def _link_pieces(
    pieces: Sequence[Segment], change: Change, drafts: Sides[Draft], sides: Sequence[str]
) -> tuple[Segment, ...]:
    """Each side's text is read without what is only in the other: 'article [-15-]{+28+}' leads to
    15 and to 28."""
    targets: dict[tuple[int, int], str] = {}
    for side in sides:
        refs, draft = getattr(change.pair, side), getattr(drafts, side)
        if not refs:
            continue
        places = _side_places(pieces, side)
        text = "".join(pieces[n].text[at] for n, at in places)
        for mention in find_mentions(text, refs[0]):
            if ref := resolve_mention(mention.ref, draft):
                for place in places[mention.start : mention.end]:
                    targets.setdefault(place, f"@{side}:{ref}")
    return tuple(_split_pieces(pieces, targets)) if targets else tuple(pieces)


def _side_places(pieces: Sequence[Segment], side: str) -> list[tuple[int, int]]:
    """(piece, offset) of every character of one side's text: without redline marks, notes and what
    the other side has."""
    places = []
    for n, (text, style) in enumerate(pieces):
        edge = _MARKED.get(style, 0) if text[:1] in ("[", "{", "<") else 0
        start, end = edge, len(text) - edge
        if style == "number" and "→" in text:  # 14→23, a number that differs
            start, end = (
                (0, text.index("→")) if side == "left" else (text.index("→") + 1, len(text))
            )
        if style not in (_OTHER[side], "dim", "ref"):
            places.extend((n, at) for at in range(start, end))
    return places


def _split_pieces(
    pieces: Sequence[Segment], targets: dict[tuple[int, int], str]
) -> Iterator[Segment]:
    for n, (text, style) in enumerate(pieces):
        start = 0
        for at in range(1, len(text) + 1):
            if at == len(text) or targets.get((n, at)) != targets.get((n, start)):
                yield Segment(text[start:at], style + targets.get((n, start), ""))
                start = at
