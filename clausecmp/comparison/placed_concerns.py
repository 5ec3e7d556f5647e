"""Concerns at the clauses where they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..align.alignment import align_drafts
from ..files.concerns import Concern, ConcernBook
from ..files.links import Link
from ..model.draft import Draft
from ..model.refs import WHOLE
from ..model.sides import Sides
from .carry import Carrier


class PlacedConcern(NamedTuple):
    """A concern where it is shown. `via`: left or right (raised about this side), carried (raised
    about another version); `on`: the ref it was raised about; `whole`: raised about more than this
    clause; `verdict`: what became of the text since, for carried ones."""

    concern: Concern
    via: str
    on: str
    whole: bool = False
    score: float | None = None
    verdict: str | None = None


ORPHANS = ("", "")
"""Where gather_placed_concerns keeps concerns that stand at no clause of either draft."""


def gather_placed_concerns(
    drafts: Sides[Draft],
    book: ConcernBook,
    others: Callable[[str], Draft] | None,
    links_between: Callable[[Draft, Draft], Sequence[Link]] | None,
) -> dict[tuple[str, str], list[PlacedConcern]]:
    """Every placed by (side, ref it stands at)."""
    placed_concerns: dict[tuple[str, str], list[PlacedConcern]] = {}
    here = {drafts.left.name, drafts.right.name}
    for side, draft in (("left", drafts.left), ("right", drafts.right)):
        for concern in book.concerns:
            for ref in concern.refs_in(draft.name):
                placed_concerns.setdefault((side, ref), []).append(
                    place_concern(concern, side, ref, draft)
                )
        # not from a version that stands on the other side: there its concerns are shown as they are
        names = {
            name
            for concern in book.concerns
            for name, _ in concern.applies_to
            if name.partition("@")[0] == draft.instrument
        }
        for source in map(others, sorted(names - here)) if others else ():
            links = links_between(source, draft) if links_between else ()
            _carry_placed_concerns(
                side, Carrier(align_drafts(source, draft, links=links)), book, placed_concerns
            )
    return placed_concerns


def place_concern(concern: Concern, side: str, ref: str, draft: Draft) -> PlacedConcern:
    """A concern at a clause that its file names: as raised about it, or, where the file says that
    it was carried there, so."""
    remark = concern.carried_to(draft.name)
    return (
        PlacedConcern(concern, "carried", ref, verdict=remark)
        if remark
        else PlacedConcern(concern, side, ref)
    )


def _carry_placed_concerns(
    side: str,
    carrier: Carrier,
    book: ConcernBook,
    placed_concerns: dict[tuple[str, str], list[PlacedConcern]],
) -> None:
    """Concerns about another version of the same instrument, carried to this one."""
    source, draft = carrier.left.name, carrier.right.name
    for concern in book.concerns:
        for ref in () if concern.refs_in(draft) else concern.refs_in(source):
            successor = carrier.find_successor(ref)
            placed = PlacedConcern(
                concern,
                "carried",
                f"{ref} of {source}",
                score=successor.score,
                verdict=str(successor),
            )
            for place in [(side, now) for now in successor.refs] or [ORPHANS]:
                placed_concerns.setdefault(place, []).append(placed)


def general_placed_concerns(
    drafts: Sides[Draft], placed_concerns: dict[tuple[str, str], list[PlacedConcern]]
) -> tuple[PlacedConcern, ...]:
    """Placed concerns about the instrument as such, and about chapters and other divisions."""
    general = []
    for (side, ref), found in placed_concerns.items():
        draft = drafts.left if side == "left" else drafts.right
        if (
            ref == WHOLE
            or ref in draft.by_ref
            and draft.by_ref[ref].kind in ("part", "chapter", "section", "title", "subsection")
            and ref != "title"
        ):
            general.extend(found)
    return tuple(general)
