"""The redlines of a split or merged clause: words that went to another of its parts are no deletion
there."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from .words import Edit, Op, Redline

SHARED_WORDS = 4
"""So many words in a row must stand in another part of a split clause before they count as gone
there."""


class _Range(NamedTuple):
    """Characters [start, end) of the common text, kept in the part called `where`."""

    start: int
    end: int
    where: str


def share_parts(lines: Sequence[Redline], names: Sequence[str] = ()) -> list[Redline]:
    """The redlines of the joins of one split (or merged) clause, in each of which the words that
    went to (or came from) another part are no deletion (or insertion) but `elsewhere`. `names`: the
    ref of each part."""
    one_left = len({line.left for line in lines}) == 1
    kept = [
        _kept_ranges(line, one_left, name) for line, name in zip(lines, names or [""] * len(lines))
    ]
    return [
        _mark_elsewhere(
            line, [r for m, ranges in enumerate(kept) if m != n for r in ranges], one_left
        )
        for n, line in enumerate(lines)
    ]


def _kept_ranges(line: Redline, left: bool, name: str) -> list[_Range]:
    """Where the common text keeps words in this join."""
    ranges: list[_Range] = []
    at = 0
    for edit in line.edits:
        text = edit.left if left else edit.right
        if edit.op in (Op.EQUAL, Op.TERM, Op.NUMBER, Op.SPELLING):
            start = ranges.pop().start if ranges and ranges[-1].end == at else at
            ranges.append(_Range(start, at + len(text), name))
        at += len(text)
    whole = line.left if left else line.right
    return [one for one in ranges if len(whole[one.start : one.end].split()) >= SHARED_WORDS]


def _mark_elsewhere(line: Redline, ranges: Sequence[_Range], left: bool) -> Redline:
    edits: list[Edit] = []
    at = 0
    op = Op.DELETE if left else Op.INSERT
    for edit in line.edits:
        text = edit.left if left else edit.right
        if edit.op is not op:
            edits.append(edit)
        else:
            for start, end, where in _cut_ranges(at, at + len(text), ranges):
                _add_piece(edits, op, text[start - at : end - at], where, left)
        at += len(text)
    return Redline(tuple(edits), line.terms)


def _add_piece(edits: list[Edit], op: Op, piece: str, where: str | None, left: bool) -> None:
    """Words of one part; what no part has is deleted (or inserted), white space between parts goes
    with the one before."""
    last = edits[-1] if edits else None
    if (
        where is None
        and not any(map(str.isalnum, piece))
        and last is not None
        and last.op is Op.ELSEWHERE
    ):
        where = last.where
    kind = op if where is None else Op.ELSEWHERE
    if last is not None and last.op is kind is Op.ELSEWHERE and last.where == where:
        edits.pop()
        piece = (last.left if left else last.right) + piece
    edits.append(Edit(kind, piece if left else "", "" if left else piece, where or ""))


def _cut_ranges(
    start: int, end: int, ranges: Sequence[_Range]
) -> list[tuple[int, int, str | None]]:
    """[start, end) cut at the borders of `ranges`, each piece with the name of the first range that
    covers it."""
    borders = sorted(
        {start, end, *(border for one in ranges for border in one[:2] if start < border < end)}
    )
    return [
        (one, other, next((r.where for r in ranges if r.start <= one and other <= r.end), None))
        for one, other in itertools.pairwise(borders)
    ]
