"""What a comparison comes to: counts of pairs, signals, concerns, terms and open text, and one line
for each article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..model.vocabulary import Grade, Relation, Shift, Slot
from .segments import (
    Row,
    Segment,
    count_words,
    describe_counts,
    line,
    name_clause,
    name_many,
)
from .signal_rows import GRADE_MARKS, describe_note

if TYPE_CHECKING:
    from ..comparison.result import Block, Change, Comparison
    from ..law.signals import Signal
    from ..model.draft import Draft
    from ..model.sides import Sides

READ_FIRST = (
    "changed",
    "paired in two languages",
    "split",
    "merged",
    "added",
    "removed",
    "the same but moved",
    "of other force in the same words",
)
LABEL = 11
"""Columns of the labels of the summary."""


def overview_rows(comparison: Comparison, *, concerns: bool = True) -> Iterator[Row]:
    """Pairs by relation, signals by grade and kind and where the high ones are, changed phrases,
    concerns by side, terms, open text."""
    changes = comparison.changes
    yield Row("heading", (Segment("Summary"),))
    yield _fact("pairs", *_count_pairs(changes, len(comparison.alignment.pairs)))
    yield from signal_summary(comparison)
    if concerns:
        placed_concerns = comparison.list_placed_concerns()
        sides = Counter(
            map(comparison.book.side_of, (placed.concern for placed in placed_concerns.values()))
        )
        yield _fact("concerns", _describe_sides(sides, len(placed_concerns)))
    renamed = Counter(term for change in changes for term in change.terms)
    if renamed:
        yield _fact(
            "terms",
            "read as the same: "
            + describe_terms([term for term, _ in renamed.most_common()], comparison),
        )
    yield from open_summary(comparison)


def _fact(label: str, *parts: Segment | str) -> Row:
    return line(Segment(label.ljust(LABEL), "ref"), *parts, hang=LABEL)


def _count_pairs(changes: Sequence[Change], total: int) -> Iterator[Segment | str]:
    unchanged = Counter(change.sameness for change in changes if change.unchanged)
    counts = Counter(_name_change(change) for change in changes if not change.unchanged)
    flags = Counter(
        {
            "moved in all": sum(change.pair.moved for change in changes),
            "unsure": sum(not change.pair.sure for change in changes),
        }
    )
    shown = [describe_counts(counts, READ_FIRST)]
    shown.append(
        f"{sum(unchanged.values())} unchanged ({describe_sameness(unchanged)})" if unchanged else ""
    )
    shown.append(describe_counts(flags, ("moved in all", "unsure")))
    yield "; ".join(filter(None, shown)) or "none"
    if len(changes) < total:
        yield Segment(f"  ({len(changes)} of {total} pairs are shown)", "warn")


def _name_change(change: Change) -> str:
    relation = change.pair.relation
    if change.across:
        return READ_FIRST[1]
    return (
        relation
        if relation not in ("same", "terms")
        else READ_FIRST[-2]
        if change.pair.moved
        else READ_FIRST[-1]
    )


def describe_sameness(counts: Mapping[str, int]) -> str:
    """`3 in every word, 2 but for renamed terms`; without number where all are of one kind."""
    names = {
        "same": "in every word",
        "terms": "but for renamed terms",
        "spelling": "but for punctuation or spelling",
    }
    if len(counts) == 1:
        return names[next(iter(counts))]
    return ", ".join([f"{counts[kind]} {name}" for kind, name in names.items() if counts.get(kind)])


def signal_summary(comparison: Comparison) -> Iterator[Row]:
    """How many signals of each grade and kind, which articles have the high ones, most first, what
    is not read, and how many changed phrases no signal speaks of."""
    changes = comparison.changes
    signals = [signal for change in changes for signal in change.signals]
    note = describe_note(comparison.signals_note).removeprefix("signals: ")  # as the label says
    if signals:
        yield _fact(
            "signals", *_describe_grades(signals), Segment(f"; {note}" if note else "", "warn")
        )
        yield line(count_kinds(signals), indent=LABEL, hang=2)
        yield from _high_row(comparison)
    else:
        yield _fact("signals", Segment(note, "warn") if note else "none")
    phrases = [
        phrase
        for change in changes
        for phrase in change.phrases
        if phrase.slot is not Slot.STATEMENT
    ]
    if phrases:
        free = sum([not phrase.judged for phrase in phrases])
        yield _fact(
            "phrases",
            f"{len(phrases)} changed, {free} of them wording only: no signal speaks of them",
        )


def _describe_grades(signals: Sequence[Signal]) -> Iterator[str]:
    """`3 high !!!, 12 medium !!: changes of law`."""
    grades = Counter(signal.grade for signal in signals)
    marks = [
        f"{grades[grade]} {grade} {mark}" for grade, mark in GRADE_MARKS.items() if grades[grade]
    ]
    yield f"{', '.join(marks)}: changes of law"


def count_kinds(signals: Iterable[Signal]) -> str:
    """`offences 3 added; duties 5 dropped, 12 added`: the kinds in the order of their weight."""
    from ..comparison.ranking import STAKES

    counts: dict[str, Counter[Shift]] = {}
    for signal in signals:
        counts.setdefault(signal.kind, Counter())[signal.fate] += 1
    order = [*filter(counts.get, STAKES), *sorted(kind for kind in counts if kind not in STAKES)]
    return "; ".join(
        f"{name_many(kind) if counts[kind].total() > 1 else kind} "
        f"{describe_counts(counts[kind], (Shift.DROPPED, Shift.ADDED, Shift.CHANGED))}"
        for kind in order
    )


def _high_row(comparison: Comparison) -> Iterator[Row]:
    """The articles that have signals of high grade, most first."""
    counts = [
        sum(signal.grade == Grade.HIGH for change in block.changes for signal in change.signals)
        for block in comparison.blocks
    ]
    most = sorted([(-count, n) for n, count in enumerate(counts) if count])
    if most:
        names = [
            f"{_label_block(comparison.blocks[n])}{f' ({-count})' if count < -1 else ''}"
            for count, n in most
        ]
        yield line(
            Segment("high in", "signal-medium"), f" {', '.join(names)}", indent=LABEL, hang=8
        )


def _label_block(block: Block) -> str:
    clause = block.right or block.left[0]
    name = (
        clause.number if clause.kind == "article" and clause.number else name_clause(clause).lower()
    )
    return name if block.right else f"{name} (left)"


def _describe_sides(sides: Counter[str], total: int) -> str:
    return (
        f"{total}: " + ", ".join(f"{count} {side}" for side, count in sides.most_common())
        if total
        else "none"
    )


def describe_terms(terms: Iterable[str], comparison: Comparison) -> str:
    """`computer data = electronic data; ...` in the words of the two instruments."""
    names = comparison.drafts.left.instrument, comparison.drafts.right.instrument
    shown = [
        tuple(comparison.glossary.usual_form(term, name) or term for name in names)
        for term in terms
    ]
    return "; ".join([f"{one} = {other}" for one, other in shown])


def open_summary(comparison: Comparison) -> Iterator[Row]:
    """How many passages in square brackets either draft has, by article; nothing where there are
    none."""
    shown = []
    for draft in comparison.drafts:
        counts = count_open(draft)
        if counts:
            articles = ", ".join(
                f"{name}{f' ({count})' if count > 1 else ''}" for name, count in counts.items()
            )
            shown.append(f"{sum(counts.values())} in {draft.name}: {articles}")
    if shown:
        yield _fact("open text", "; ".join(shown), Segment("  (--view brackets)", "dim"))


def count_open(draft: Draft) -> Counter[str]:
    """Open passages of a draft by article."""
    units = [clause for clause in draft.units() if "[" in clause.words]
    if not units:
        return Counter()
    from ..comparison.brackets import find_open

    counts: Counter[str] = Counter()
    for clause in units:
        counts[draft.article_of(clause.ref).ref] += len(find_open(clause.words))
    return +counts


def article_rows(comparison: Comparison) -> Iterator[Row]:
    """One line for each article: what answers it, its pairs by relation, its signals and
    concerns."""
    for block in comparison.blocks:
        counts = Counter(change.pair.relation for change in block.changes)
        grades = Counter(signal.grade for change in block.changes for signal in change.signals)
        signals = "".join(
            f"  {mark} {grades[grade]}" for grade, mark in GRADE_MARKS.items() if grades[grade]
        )
        placed_concerns = block.list_placed_concerns()
        yield line(
            *block_heading(block, comparison.drafts),
            Segment(f"  {describe_counts(counts, Relation)}", "dim"),
            Segment(signals, "signal-high"),
            Segment(
                f"  {count_words(len(placed_concerns), 'concern')}" if placed_concerns else "",
                "concern",
            ),
            hang=4,
        )


def block_heading(block: Block, drafts: Sides[Draft]) -> tuple[Segment, ...]:
    """`Article 28 Search and seizure ← 19 Search and seizure of stored computer data`."""
    left = ", ".join([name_clause(clause, short=block.right is not None) for clause in block.left])
    if block.right is None:
        return (Segment(left), Segment("  removed: no counterpart in the right draft", "removed"))
    name = name_clause(block.right)
    segments = [Segment(name)]
    if left == name:
        return (Segment(name),)  # title and preamble have no number that could differ
    segments.append(
        Segment(f"  ← {left}", "heading-left")
        if left
        else Segment("  added: no counterpart in the left draft", "added")
    )
    return tuple(segments)
