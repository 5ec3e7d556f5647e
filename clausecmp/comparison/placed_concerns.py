"""Concerns at the clauses where they are shown, and the one order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from ..align.alignment import align_drafts
from ..files.concerns import Concern, ConcernBook
from ..files.links import Link
from ..model.draft import Draft
from ..model.refs import WHOLE
from ..model.sides import Sides
from ..model.vocabulary import Side, Via
from .carry import Carrier

DIVISIONS = ("part", "chapter", "section", "title", "subsection")
"""Kinds of clauses that hold articles: a concern about one stands at no article."""


class PlacedConcern(NamedTuple):
    """A concern where it is shown. `via`: whether it was raised about the left or the right draft,
    or carried from another one; `on`: the ref it was raised about; `whole`: whether it was raised
    about more than this clause; `score`: of the pair it was carried by; `verdict`: what became of
    the clause since, for a carried one."""

    concern: Concern
    via: Via
    on: str
    whole: bool = False
    score: float | None = None
    verdict: str | None = None


class GatheredConcerns(NamedTuple):
    """All concerns to show: by side and ref where they stand at a clause, and the `orphans`,
    raised about another version in which their clause has no sure successor here."""

    by_ref: Sides[dict[str, list[PlacedConcern]]]
    orphans: list[PlacedConcern]


_RANKS = {Via.LEFT: 0, Via.RIGHT: 1, Via.CARRIED: 2}


def order_placed_concerns(
    placed_concerns: Iterable[PlacedConcern], refs: Collection[str] = ()
) -> tuple[PlacedConcern, ...]:
    """Concerns in the order in which every view shows them.

    What was raised about the clause comes before what was raised about more than it (its article);
    then what was raised about the left draft, about the right one, and what was carried; then what
    was raised about one of `refs` before what was raised about a part of it. Within that they keep
    the order that they come in: clause by clause, and as the files have them.
    """
    return tuple(
        sorted(
            placed_concerns,
            key=lambda placed: (placed.whole, _RANKS[placed.via], placed.on not in refs),
        )
    )


def gather_placed_concerns(
    drafts: Sides[Draft],
    book: ConcernBook,
    others: Callable[[str], Draft] | None,
    links_between: Callable[[Draft, Draft], Sequence[Link]] | None,
) -> GatheredConcerns:
    """Every concern of the book at the clauses of the two drafts that it is about.

    Concerns about further versions of either instrument are carried: `others` loads a version by
    its name, `links_between` finds the links of two drafts. Nothing is carried from a version that
    is shown itself: its concerns stand there as they were raised.
    """
    gathered = GatheredConcerns(Sides({}, {}), [])
    shown = {drafts.left.name, drafts.right.name}
    for side, draft, by_ref in zip(Side, drafts, gathered.by_ref):
        for concern in book.concerns:
            for ref in concern.refs_in(draft.name):
                by_ref.setdefault(ref, []).append(place_concern(concern, Via(side), ref, draft))
        names = {
            name
            for concern in book.concerns
            for name, _ in concern.applies_to
            if name.partition("@")[0] == draft.instrument
        }
        for source in map(others, sorted(names - shown)) if others else ():
            links = links_between(source, draft) if links_between else ()
            carrier = Carrier(align_drafts(source, draft, links=links))
            _carry_placed_concerns(carrier, book, by_ref, gathered.orphans)
    return gathered


def place_concern(concern: Concern, via: Via, ref: str, draft: Draft) -> PlacedConcern:
    """A concern at a clause that its file names: as raised about it (`via`: left or right), or as
    carried, where the file says that it was carried there."""
    remark = concern.carried_to(draft.name)
    if remark:
        return PlacedConcern(concern, Via.CARRIED, ref, verdict=remark)
    return PlacedConcern(concern, via, ref)


def _carry_placed_concerns(
    carrier: Carrier,
    book: ConcernBook,
    by_ref: dict[str, list[PlacedConcern]],
    orphans: list[PlacedConcern],
) -> None:
    """Add the concerns about the carrier's left draft at their places in its right one. One that
    names the right draft itself is not carried."""
    source, draft = carrier.left.name, carrier.right.name
    for concern in book.concerns:
        for ref in () if concern.refs_in(draft) else concern.refs_in(source):
            successor = carrier.find_successor(ref)
            placed = PlacedConcern(
                concern,
                Via.CARRIED,
                f"{ref} of {source}",
                score=successor.score,
                verdict=str(successor),
            )
            for now in successor.refs:
                by_ref.setdefault(now, []).append(placed)
            if not successor.refs:
                orphans.append(placed)


def list_general_concerns(
    drafts: Sides[Draft], gathered: GatheredConcerns
) -> tuple[PlacedConcern, ...]:
    """The concerns about an instrument as such, or about chapters and other divisions."""
    return order_placed_concerns(
        placed
        for draft, by_ref in zip(drafts, gathered.by_ref)
        for ref, found in by_ref.items()
        if ref == WHOLE or _is_division(draft, ref)
        for placed in found
    )


def _is_division(draft: Draft, ref: str) -> bool:
    clause = draft.by_ref.get(ref)
    return clause is not None and clause.kind in DIVISIONS and ref != "title"
