"""What an import found, and what it was not sure of."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model.draft import Clause, Draft
from ..model.numerals import read_decimal
from .account import Account
from .lines import BREAK, Line, Remark, flatten

LEAST_ANCHOR = 3
"""Words of a passage by which it is still told from others."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A line that went into no clause, and its page (None where the format has no pages)."""

    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class PlacedRemark:
    """A comment or proposal of a Word file, and the clauses whose words it is about."""

    remark: Remark
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import found and was not sure of. `gaps` are numbers missing in a sequence; `parts`
    what else the file holds; `account`: where its words went."""

    format: str
    language: str
    part: str
    articles: int
    paragraphs: int
    items: int
    recitals: int
    pages: int | None = None
    gaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    left_over: tuple[LeftOver, ...] = ()
    remarks: tuple[PlacedRemark, ...] = ()
    account: Account | None = None


def summarise(
    draft: Draft,
    *,
    format: str,
    part: str = "main",
    pages: int | None = None,
    notes: Sequence[str] = (),
    parts: Sequence[str] = (),
    left: Sequence[Line] = (),
    remarks: Sequence[PlacedRemark] = (),
    account: Account | None = None,
) -> Summary:
    """The Summary of an imported draft: what it holds is counted, numbers that its sequences leave
    out are named."""
    count = Counter(clause.kind for clause in draft.walk())
    said = [*notes]
    if draft.title == draft.instrument:
        said.append("no title was found; the instrument's name stands for it")
    return Summary(
        format,
        draft.language,
        part,
        count["article"],
        count["paragraph"],
        count["item"],
        count["recital"],
        pages,
        tuple(find_gaps(draft)),
        tuple(said),
        tuple(parts),
        tuple(LeftOver(flatten(line.text.replace(BREAK, "-")), line.page) for line in left),
        tuple(remarks),
        account,
    )


def place_remarks(draft: Draft, remarks: Sequence[Remark]) -> list[PlacedRemark]:
    """Each remark with the clauses that hold the passage it is about: the deepest that holds its
    first words; none where they stand in several or nowhere."""
    folded = {clause.ref: _fold(_all_words(clause)) for clause in draft.units()}
    placed = []
    for remark in remarks:
        anchor = _fold(remark.anchor).split()
        # a passage may begin before the clause (`Article 1 ...`) or go on in the next
        parts = [anchor] + [
            part
            for size in range(len(anchor) - 1, LEAST_ANCHOR - 1, -1)
            for part in (anchor[:size], anchor[-size:])
        ]
        for part in parts if anchor else ():
            sought = f" {' '.join(part)} "
            found = [ref for ref, words in folded.items() if sought in f" {words} "]
            if found:
                break
        else:
            found = []
        placed.append(PlacedRemark(remark, tuple(found) if len(found) == 1 else ()))
    return placed


def _all_words(clause: Clause) -> str:
    return " ".join(filter(None, (clause.heading, clause.text, clause.closing)))


def _fold(text: str) -> str:
    """Words only, so that brackets and the number before a clause make no difference."""
    words = re.findall(r"\w+", text.lower())
    return " ".join(words)


def find_gaps(draft: Draft) -> list[str]:
    """Numbers that a sequence of articles, paragraphs or recitals leaves out."""
    gaps = []
    articles = [
        clause
        for clause in draft.walk()
        if clause.kind == "article" and clause.ref == clause.number
    ]
    groups = [(articles, "article")] + [
        (list(_list_paragraphs(clause)), f"{clause.ref}, paragraph")
        for clause in draft.walk()
        if clause.kind != "option"
    ]
    for siblings, what in groups:
        missing = list(itertools.islice(_find_missing(siblings), 13))
        if missing:
            more = " ..." if len(missing) > 12 else ""
            gaps.append(f"{what} {', '.join(map(str, missing[:12]))}{more} not found")
    return gaps


def _list_paragraphs(clause: Clause) -> Iterator[Clause]:
    """The paragraphs of a clause, with those that stand in its options."""
    for below in clause.clauses:
        if below.kind == "paragraph":
            yield below
        elif below.kind == "option":
            yield from _list_paragraphs(below)


def _find_missing(siblings: Sequence[Clause]) -> Iterator[int]:
    """The whole numbers between 1 and the highest number of the clauses that none of them has."""
    digits = (re.match(r"[0-9]*", clause.number or "") for clause in siblings)
    numbers = {read_decimal(match[0]) or 0 for match in digits if match}
    for before, after in itertools.pairwise(sorted(numbers | {0})):
        yield from range(before + 1, after)
