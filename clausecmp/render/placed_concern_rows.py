"""Rows of concerns at a clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .segments import Row, Segment, line

if TYPE_CHECKING:
    from ..comparison.placed_concerns import PlacedConcern
    from ..files.concerns import ConcernBook


def placed_concern_rows(
    placed_concerns: Iterable[PlacedConcern],
    book: ConcernBook,
    seen: set[str] | None = None,
    *,
    indent: int = 1,
    at: str | None = None,
) -> Iterator[Row]:
    """Concerns, each in full where it is met first; those in `seen` by their ids in one line. `at`:
    the ref that needs no naming."""
    again: dict[str, None] = {}
    met: set[str] = set()
    for placed in placed_concerns:
        name = placed.concern.id
        if name in met:
            continue  # raised about both sides of a pair
        met.add(name)
        if seen is not None and name in seen:
            again[name] = None
            continue
        if seen is not None:
            seen.add(name)
        yield placed_concern_row(
            placed, book, indent=indent, where=at is not None and placed.on != at
        )
    if again:
        yield line(
            Segment("* ", "concern"),
            Segment(f"also here, shown above: {', '.join(again)}", "dim"),
            indent=indent,
            hang=2,
        )


def placed_concern_row(
    placed: PlacedConcern, book: ConcernBook, *, indent: int = 1, where: bool = False
) -> Row:
    """One concern: kind, side, who, what, and where it is on record."""
    concern = placed.concern
    who = book.stakeholders[concern.stakeholder]
    segments = (
        Segment(f"* {concern.kind}, {who.side}: ", "concern"),
        Segment(str(who), "who"),
        Segment(f": {concern.summary}"),
        Segment(f" ({describe_source(placed, where)})", "dim"),
    )
    return Row("line", segments, (), indent, 2)


def describe_source(placed: PlacedConcern, where: bool) -> str:
    """`on 24 as a whole; diplo-2024, turn 1; kr-24-principles`, with how it got here and how sure
    that is."""
    concern = placed.concern
    shown = where or placed.whole or placed.via in ("left", "carried")
    place = concern.place
    parts = [
        f"on {placed.on}" + (" as a whole" if placed.whole else "") if shown else "",
        f"{concern.record}, {place}" if place else concern.record,
        concern.id,
    ]
    if placed.via == "carried":
        carried = [
            placed.verdict or "by the pair",
            f"{placed.score:.2f}" if placed.score is not None else "",
        ]
        parts.append("carried: " + ", ".join(filter(None, carried)))
    if concern.confidence != "high":
        parts.append(f"place of {concern.confidence} confidence")
    return "; ".join(filter(None, parts))
