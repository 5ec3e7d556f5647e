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
from .lines import BREAK, Line, flatten


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A line that went into no clause, and its page (None where the format has no pages)."""

    text: str
    page: int | None


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
    account: Account | None = None,
) -> Summary:
    """The Summary of an imported draft: what it holds is counted, numbers that its sequences leave
    out are named."""
    count = Counter(clause.kind for clause in draft.walk())
    remarks = [*notes]
    if draft.title == draft.instrument:
        remarks.append("no title was found; the instrument's name stands for it")
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
        tuple(remarks),
        tuple(parts),
        tuple(LeftOver(flatten(line.text.replace(BREAK, "-")), line.page) for line in left),
        account,
    )


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
