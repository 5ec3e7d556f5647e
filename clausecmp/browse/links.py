"""Where the cross-references of a clause lead, and where they stand in the rows that show it.

A reference is read in the whole text of its side. The pieces of the redline say where each word of
either side is shown, so a reference stays a link where its words changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from ..comparison.result import Change, Comparison
from ..model.draft import Draft
from ..model.references import find_clause, read_references
from ..model.sides import Sides
from ..model.vocabulary import Side
from ..redline.words import Edit, Redline
from ..render.redline_rows import inline_segments, side_segments, split_paragraphs
from ..render.rows import change_rows
from ..render.segments import Row

T = TypeVar("T")


def take_side(sides: Sides[T], side: Side) -> T:
    """The value of one side."""
    return sides.left if side is Side.LEFT else sides.right


def refs_of(change: Change, side: Side) -> tuple[str, ...]:
    """The clauses of one side that a change is about."""
    return change.pair.left if side is Side.LEFT else change.pair.right


class Link(NamedTuple):
    """A clause of one side, to which a reader can go."""

    side: Side
    ref: str


class LinkSpan(NamedTuple):
    """Words [start, end) of a text, and where they lead."""

    start: int
    end: int
    link: Link


class LinkedRow(NamedTuple):
    """A row, with the links in its left and its right column; a row of running text has its links
    at the left."""

    row: Row
    left: tuple[LinkSpan, ...] = ()
    right: tuple[LinkSpan, ...] = ()


def read_links(ref: str, side: Side, draft: Draft) -> list[LinkSpan]:
    """The cross-references in the words of a clause that lead to another clause of its draft."""
    return [
        LinkSpan(target.start, target.end, Link(side, found))
        for reference in read_references(draft.by_ref[ref].words, ref, draft)
        if not reference.own
        for target in reference.targets
        if (found := find_clause(target.ref, draft))
    ]


def list_links(change: Change, comparison: Comparison) -> list[Link]:
    """Where the cross-references of a clause lead, each once, in the order of the inline view."""
    rows = clause_rows(change, comparison, "inline")
    return list(dict.fromkeys(span.link for row in rows for span in sorted(row.left)))


def clause_rows(change: Change, comparison: Comparison, view: str) -> list[LinkedRow]:
    """The rows of a clause without its concerns, the links in its text marked. `view`: inline or
    side-by-side."""
    rows = list(change_rows(change, comparison, view, concerns=False))[1:]  # without the blank row
    lone = not (change.pair.left and change.pair.right)
    texts = list(
        _lone_spans(change, rows, comparison.drafts)
        if lone
        else _text_spans(change, comparison.drafts, view)
    )
    first = 0 if lone else 1  # below the head
    texts = [_NONE] * first + texts + [_NONE] * (len(rows) - first - len(texts))
    return [LinkedRow(row, *spans) for row, spans in zip(rows, texts, strict=True)]


_Spans = tuple[tuple[LinkSpan, ...], tuple[LinkSpan, ...]]
_NONE: _Spans = ((), ())


def _lone_spans(change: Change, rows: Sequence[Row], drafts: Sides[Draft]) -> Iterator[_Spans]:
    """The links of added or removed clauses, one row for each: a ref, two blanks, the text."""
    side = Side.LEFT if change.pair.left else Side.RIGHT
    draft = take_side(drafts, side)
    for ref, row in zip(refs_of(change, side), rows):
        yield _shift(read_links(ref, side, draft), len(row.left[0].text) + 2), ()


def _shift(spans: Iterable[LinkSpan], by: int) -> tuple[LinkSpan, ...]:
    return tuple(LinkSpan(start + by, end + by, link) for start, end, link in spans)


def _text_spans(change: Change, drafts: Sides[Draft], view: str) -> Iterator[_Spans]:
    """The links of each row that render.rows.text_rows makes of a pair."""
    pair = change.pair
    for join, redline in zip(pair.joins, change.redlines):
        left = read_links(join.left, Side.LEFT, drafts.left)
        right = read_links(join.right, Side.RIGHT, drafts.right)
        if len(pair.joins) > 1:
            yield _NONE  # the refs of the join
        if redline.left == redline.right or pair.relation == "same":
            yield tuple(right), ()
        elif view == "inline":
            own = _place_spans(right, redline, Side.RIGHT, None)
            other = _place_spans(left, redline, Side.LEFT, None)
            yield (*own, *(span for span in other if not _overlaps(span, own))), ()
        else:
            at_left = at_right = 0
            for part in split_paragraphs(redline):
                at_left = redline.left.index(part.left, at_left)
                at_right = redline.right.index(part.right, at_right)
                yield (
                    _place_spans(_shift(left, -at_left), part, Side.LEFT, Side.LEFT),
                    _place_spans(_shift(right, -at_right), part, Side.RIGHT, Side.RIGHT),
                )
                at_left += len(part.left)
                at_right += len(part.right)


def _overlaps(span: LinkSpan, others: Iterable[LinkSpan]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _place_spans(
    spans: Iterable[LinkSpan], redline: Redline, side: Side, shown: Side | None
) -> tuple[LinkSpan, ...]:
    """Spans in one side's text of the redline as spans in what is shown of it: the column of a
    side, or (None) both in one text. A reference that is cut by a change becomes several."""
    spans = list(spans)
    found: list[LinkSpan] = []
    row_at = text_at = 0
    for edit in redline.edits:
        text = edit.left if side is Side.LEFT else edit.right
        single = Redline((edit,), ())
        segments = inline_segments(single) if shown is None else side_segments(single, shown)
        visible = "".join(segment.text for segment in segments)
        words = _find_words(edit, text, visible, side if shown is None else None)
        if words is not None:
            lead = len(text) - len(text.lstrip())
            for start, end, link in spans:
                first = max(start - text_at, lead)
                last = min(end - text_at, len(text.rstrip()))
                if first < last:
                    shift = row_at + words - lead
                    found.append(LinkSpan(first + shift, last + shift, link))
        row_at += len(visible)
        text_at += len(text)
    return tuple(found)


def _find_words(edit: Edit, text: str, visible: str, side: Side | None) -> int | None:
    """Where the words of a side begin in what is shown of an edit; None where they are not shown.
    `side`: given where both sides are shown in one text."""
    words = text.strip()
    if not words or edit.op == "elsewhere":
        return None
    if side is Side.LEFT and edit.op in ("term", "spelling"):
        return None  # the words of the right side are shown
    first = visible.index("→") if side is Side.RIGHT and edit.op == "number" else 0
    return visible.index(words, first)
