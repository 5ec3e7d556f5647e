"""Several versions: a row for each clause with a column for each draft, or the versions below each
other; and as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..model.vocabulary import Relation
from .placed_concern_rows import placed_concern_rows
from .redline_rows import mark_text
from .segments import (
    BLANK,
    Row,
    Segment,
    count_words,
    describe_counts,
    head_rows,
    line,
    mark_ref,
    mark_refs,
    name_clause,
)
from .signal_rows import GRADE_MARKS, describe_note, signal_rows

if TYPE_CHECKING:
    from ..comparison.result import Change
    from ..comparison.versions import Group, Thread, Versions
    from ..model.draft import Draft

MARKS = {
    "new": ("{+", "+}", "insert"),
    "gone": ("[-", "-]", "delete"),
    "both": ("{+[-", "-]+}", "both"),
    "term": ("<", ">", "term"),
    "number": ("→", "", "number"),
}
VERSIONS_LEGEND = (
    "{+not in the version before+} [-not in the next one-] {+[-in this one alone-]+} <renamed term> →23 other number of a cross-reference "
    "than in the version before"
)
STEP_ORDER = (
    Relation.CHANGED,
    Relation.SPLIT,
    Relation.MERGED,
    Relation.ADDED,
    Relation.REMOVED,
    Relation.TERMS,
    Relation.SAME,
)


def version_rows(
    versions: Versions, beside: bool, *, concerns: bool = True, everything: bool = False
) -> Iterator[Row]:
    """Head, summary, then each clause through all versions, in columns or (not `beside`) below each
    other; unchanged runs as one line, unless `everything` is wanted."""
    yield from head_rows(versions.drafts)
    yield BLANK
    yield from _summary_rows(versions)
    yield BLANK
    yield line(Segment(VERSIONS_LEGEND, "dim"), hang=2)
    seen: set[str] = set()
    run: list[Thread] = []
    for group in versions.group_threads():
        shown = False
        for thread in group.threads:
            if not everything and thread.unchanged:
                run.append(thread)
                continue
            yield from _unchanged_rows(run, versions)
            run = []
            if not shown:
                shown = True
                yield BLANK
                yield from _head_group(versions, group, beside)
            yield BLANK
            yield from _thread_rows(versions, thread, beside)
            yield from _notes(versions, thread, seen, concerns)
        if shown:
            yield from _unchanged_rows(run, versions)
            run = []
            yield from _group_placed_concerns(versions, group, seen) if concerns else ()
    yield from _unchanged_rows(run, versions)
    general = [
        placed
        for comparison in versions.comparisons
        for placed in comparison.general
        if placed.via != "carried"
    ]
    if concerns and general:
        yield BLANK
        yield Row(
            "heading", (Segment("Concerns about the instruments as a whole, and about chapters"),)
        )
        yield from placed_concern_rows(general, versions.comparisons[0].book, seen, at="")


def _head_group(versions: Versions, group: Group, beside: bool) -> Iterator[Row]:
    gone = (
        (Segment(f"  last in {versions.drafts[group.at].name}", "removed"),)
        if group.at < len(versions.drafts) - 1
        else ()
    )
    yield Row("heading", (Segment(name_clause(group.article)), *gone))
    if beside:
        yield Row(
            "columns",
            indent=1,
            cells=tuple((Segment(draft.name, "ref"),) for draft in versions.drafts),
        )


def _group_placed_concerns(versions: Versions, group: Group, seen: set[str]) -> Iterator[Row]:
    """Concerns about the article as a whole, in any of the versions."""
    own = {change.pair for thread in group.threads for step in thread.steps for change in step}
    placed_concerns = [
        placed
        for comparison in versions.comparisons
        for block in comparison.blocks
        if block.placed_concerns and any(change.pair in own for change in block.changes)
        for placed in block.placed_concerns
        if placed.via != "carried"
    ]
    if placed_concerns:
        yield BLANK
        yield line(Segment(f"Concerns about {name_clause(group.article)} as a whole"), indent=1)
        yield from placed_concern_rows(
            placed_concerns, versions.comparisons[0].book, seen, at=group.article.ref
        )


def short_names(drafts: Sequence[Draft]) -> list[str]:
    """`rev3`, or `un-cybercrime@rev3` where the drafts are of several instruments."""
    several = len({draft.instrument for draft in drafts}) > 1
    return [
        (f"{draft.instrument}@" if several else "") + (draft.label or draft.version)
        for draft in drafts
    ]


def _summary_rows(versions: Versions) -> Iterator[Row]:
    yield Row("heading", (Segment("Summary"),))
    for one, other, comparison in zip(versions.drafts, versions.drafts[1:], versions.comparisons):
        counts = comparison.count_relations()
        grades = Counter(signal.grade for change in comparison.changes for signal in change.signals)
        signals = describe_counts(grades, GRADE_MARKS)
        note = describe_note(comparison.signals_note).removeprefix("signals: " if signals else "")
        yield line(
            Segment(f"{one.name} → {other.name}: ", "ref"),
            describe_counts(counts, STEP_ORDER),
            Segment(f"; signals: {signals}" if signals else ""),
            Segment(f"; {note}" if note else "", "warn"),
            hang=4,
        )
    same = sum(thread.unchanged for thread in versions.threads)
    yield line(
        f"{count_words(len(versions.threads), 'clause')} followed through {len(versions.drafts)} versions, {same} of them unchanged in all",
        hang=4,
    )


def _unchanged_rows(run: Sequence[Thread], versions: Versions) -> Iterator[Row]:
    if not run:
        return
    names = [
        " → ".join(mark_refs(refs, draft) for refs, draft in zip(thread.refs, versions.drafts))
        for thread in run
    ]
    shown = ", ".join(names) if len(names) <= 2 else f"{names[0]} to {names[-1]}"
    size = (
        f"{len(run)} clauses unchanged in all versions"
        if len(run) > 1
        else "unchanged in all versions"
    )
    yield BLANK
    yield line(
        Segment("= ", "dim"), Segment(shown, "ref"), Segment(f"  {size}", "dim"), indent=1, hang=2
    )


def _thread_rows(versions: Versions, thread: Thread, beside: bool) -> Iterator[Row]:
    cells = [_cell(versions, thread, k) for k in range(len(versions.drafts))]
    if beside:
        yield Row("columns", indent=1, hang=2, cells=tuple(cells))
        return
    for name, cell in zip(short_names(versions.drafts), cells):
        yield line(Segment(f"{name}  ", "dim"), *cell, indent=1, hang=4)


def _cell(versions: Versions, thread: Thread, k: int) -> tuple[Segment, ...]:
    """A clause in one version: its refs, how it came from the version before, its words."""
    draft = versions.drafts[k]
    if not thread.refs[k]:
        return (
            Segment(
                "–  removed" if k and thread.refs[k - 1] else "–",
                "removed" if k and thread.refs[k - 1] else "dim",
            ),
        )
    note = _describe_step(thread, k)
    if k and _repeats(versions, thread, k):
        return (
            Segment(mark_refs(thread.refs[k], draft), "ref"),
            Segment(f"  {note}", "relation"),
            Segment("  = as before", "dim"),
        )
    segments: list[Segment] = []
    for n, ref in enumerate(thread.refs[k]):
        segments += [
            Segment("\n" * (n > 0) + mark_ref(ref, draft), "ref"),
            Segment(f"  {note}  " if note and not n else "  ", "relation"),
        ]
        segments += _mark_cell(versions, thread, k, ref)
    return tuple(segments)


def _repeats(versions: Versions, thread: Thread, k: int) -> bool:
    """Whether the words need not be told again: they are those of the version before, and the next
    one keeps them."""
    from ..comparison.versions import mark_words

    texts = [
        [versions.drafts[at].by_ref[ref].words for ref in thread.refs[at]] for at in (k - 1, k)
    ]
    return texts[0] == texts[1] and not any(
        mark.kind in ("gone", "both")
        for ref in thread.refs[k]
        for mark in mark_words(versions, thread, k, ref)
    )


def _describe_step(thread: Thread, k: int) -> str:
    if k == 0:
        return ""
    if not thread.refs[k - 1]:
        return "added"
    pairs = [change.pair for change in thread.steps[k - 1]]
    flags = dict.fromkeys(
        [pair.relation for pair in pairs]
        + ["moved" for pair in pairs if pair.moved]
        + ["unsure" for pair in pairs if not pair.sure]
    )
    return ", ".join(flags)


def _mark_cell(versions: Versions, thread: Thread, k: int, ref: str) -> Iterator[Segment]:
    from ..comparison.versions import mark_words

    text, at = versions.drafts[k].by_ref[ref].words, 0
    for mark in mark_words(versions, thread, k, ref):
        if text[at : mark.start]:
            yield Segment(text[at : mark.start])
        start, end, style = MARKS[mark.kind]
        yield from mark_text(start, text[mark.start : mark.end], end, style)
        at = mark.end
    if text[at:]:
        yield Segment(text[at:])


def _notes(versions: Versions, thread: Thread, seen: set[str], concerns: bool) -> Iterator[Row]:
    """Signals of every step, then the concerns at any version."""
    names = short_names(versions.drafts)
    for k, (step, lone) in enumerate(zip(thread.steps, thread.lone)):
        where = f"{names[k]} → {names[k + 1]}"
        for change in (*step, *lone):
            for signal in change.signals:
                quotes = bool(change.pair.left and change.pair.right)
                yield from signal_rows(signal, where=where, quotes=quotes)
    if concerns:
        # only what was raised about a draft that is shown: the other placed_concerns of a step were
        # carried
        # for that step alone
        placed_concerns = [
            placed
            for step in thread.steps
            for change in step
            for placed in change.own_placed_concerns
            if placed.via != "carried"
        ]
        yield from placed_concern_rows(
            placed_concerns, versions.comparisons[0].book, seen, indent=3
        )


def versions_data(versions: Versions) -> dict[str, Any]:
    """The threads, each with its refs in every draft and, for each step, the changes as `diff` of
    two drafts has them; those of clauses added or removed apart, in `lone`."""
    from .json import SCHEMA, change_data

    def list_steps(steps: Sequence[Sequence[Change]]) -> list[list[dict[str, Any]]]:
        return [
            [change_data(change, comparison) for change in step]
            for step, comparison in zip(steps, versions.comparisons)
        ]

    return {
        "schema": SCHEMA,
        "drafts": [draft.name for draft in versions.drafts],
        "wording": [draft.wording for draft in versions.drafts],
        "signals_note": [comparison.signals_note for comparison in versions.comparisons],
        "threads": [
            {
                "refs": [list(refs) for refs in thread.refs],
                "steps": list_steps(thread.steps),
                "lone": list_steps(thread.lone),
            }
            for thread in versions.threads
        ],
    }
