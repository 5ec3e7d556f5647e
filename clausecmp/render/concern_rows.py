"""Rows of concerns: listed, in full with the passage of the record, and as they stand on another
draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.draft import Draft
from .redline_rows import inline_segments
from .segments import BLANK, Row, Segment, line

if TYPE_CHECKING:
    from ..comparison.carry import Carried
    from ..files.concerns import Concern, ConcernBook
    from ..files.records import Passage


def concerns_rows(concerns: Sequence[Concern], book: ConcernBook) -> Iterator[Row]:
    """A list of concerns, each with its place in the drafts and in the record."""
    for concern in concerns:
        who = book.stakeholders[concern.stakeholder]
        yield line(
            Segment(f"{concern.id}  ", "ref"),
            Segment(f"{concern.kind}, {who.side}: ", "concern"),
            Segment(str(who), "who"),
            hang=4,
        )
        yield line(
            Segment(describe_places(concern), "relation"),
            Segment(
                f"  {book.themes[concern.theme].name}; {concern.record}, {concern.place}", "dim"
            ),
            indent=4,
            hang=2,
        )
        yield line(concern.summary, indent=4)
    sides = Counter(map(book.side_of, concerns))
    yield BLANK
    shown = ", ".join(f"{side} {count}" for side, count in sorted(sides.items()))
    yield line(
        Segment(
            f"{len(concerns)} concern{'s' * (len(concerns) != 1)}"
            + (f" ({shown})" if shown else ""),
            "dim",
        )
    )


def describe_places(concern: Concern) -> str:
    """`un-cybercrime@2024-05-23: 24(1), 24(2); ...`, or that it bears on no provision."""
    return concern.about or "on no provision"


def concern_rows(
    concern: Concern, book: ConcernBook, passage: Passage | None = None, source: str | None = None
) -> Iterator[Row]:
    """One concern in full, with the passage of the record where its text is at hand."""
    who, record = book.stakeholders[concern.stakeholder], book.records[concern.record]
    yield Row("heading", (Segment(concern.id),))
    yield line(concern.summary)
    yield BLANK
    facts = [
        ("who", f"{who} ({who.side})"),
        ("kind", concern.kind),
        ("theme", f"{book.themes[concern.theme].name}: {book.themes[concern.theme].sentence}"),
        ("about", describe_places(concern)),
        ("cited as", ", ".join(concern.cited)),
        ("confidence", f"{concern.confidence} (of the place)"),
        ("note", concern.note or ""),
        ("record", f"{record.title}, {record.date} ({record.kind}), {concern.place}"),
        ("anchor", concern.anchor or ""),
        ("caution", record.disclaimer or ""),
    ]
    for name, value in facts:
        if value:
            yield line(Segment(f"{name}: ", "ref"), value, hang=4)
    if passage:
        yield BLANK
        exact = "" if passage.exact else ", spelled differently"
        yield Row("heading", (Segment(f"{source}, line {passage.line}{exact}"),))
        yield line(passage.before, Segment(f">>{passage.words}<<", "insert"), passage.after)


def successor_rows(
    carried: Sequence[Carried], direct: Sequence[Concern], book: ConcernBook, draft: Draft
) -> Iterator[Row]:
    """Concerns as they stand on a draft: raised about it, carried from another version with a
    verdict, or orphaned."""
    yield Row("heading", (Segment(f"Concerns on {draft.name}"),))
    for concern in direct:
        remark = concern.carried_to(draft.name)
        how = f"carried: {remark}" if remark else "raised about this draft"
        yield line(
            Segment(f"{concern.id}  ", "ref"),
            Segment(", ".join(concern.refs_in(draft.name)), "relation"),
            f"  {how}: {concern.summary}",
            hang=4,
        )
    for entry in (entry for entry in carried if entry.successor.refs):
        yield line(
            Segment(f"{entry.concern.id}  ", "ref"),
            Segment(f"{entry.successor.ref} → {', '.join(entry.successor.refs)}", "relation"),
            f"  {entry.successor}"
            + (f", {entry.successor.score:.2f}" if entry.successor.score is not None else "")
            + f": {entry.concern.summary}",
            hang=4,
        )
        if entry.successor.redline:
            yield line(*inline_segments(entry.successor.redline), indent=4)
    orphans = [entry for entry in carried if not entry.successor.refs]
    if orphans:
        yield BLANK
        yield Row(
            "heading", (Segment(f"Orphans: no sure counterpart in {draft.name} ({len(orphans)})"),)
        )
    for entry in orphans:
        yield line(
            Segment(f"{entry.concern.id}  ", "ref"),
            Segment(entry.successor.ref, "relation"),
            f"  {entry.successor}: {entry.concern.summary}",
            hang=4,
        )
    yield BLANK
    verdicts = Counter(entry.successor.verdict for entry in carried)
    counts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    raised = sum(1 for concern in direct if not concern.carried_to(draft.name))
    written = f", {len(direct) - raised} carried before" if raised < len(direct) else ""
    yield line(
        Segment(
            f"{raised} raised about this draft{written}, {len(carried)} places carried"
            + (f" ({counts})" if counts else ""),
            "dim",
        )
    )
