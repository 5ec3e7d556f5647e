"""Every concern to be read with one clause of a draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..align.alignment import mirror_alignment
from ..files.concerns import ConcernBook
from ..model.draft import Draft
from ..model.vocabulary import Side, Via
from .carry import Carrier
from .placed_concerns import PlacedConcern, order_placed_concerns, place_concern
from .result import Comparison


def list_clause_concerns(
    draft: Draft, ref: str, comparisons: Sequence[Comparison], book: ConcernBook
) -> tuple[PlacedConcern, ...]:
    """The concerns to be read with the clause `ref`: raised about it, about what it holds or about
    the article that holds it; and those about the answering clauses of the other drafts, carried.

    `comparisons`: of this draft with each of the others, on either side. A concern about another
    version comes with what became of its clause, one about another instrument with the score of
    the pair.
    """
    found: dict[tuple[str, str], PlacedConcern] = {}
    for concern in book.concerns:
        for about in concern.refs_in(draft.name):
            if _is_read_with(draft, about, ref):
                found[concern.id, about] = place_concern(concern, Via.LEFT, about, draft)._replace(
                    whole=about != ref and draft.stands_in(ref, about)
                )
    for comparison in comparisons:
        side = Side.LEFT if comparison.drafts.left.name == draft.name else Side.RIGHT
        other = getattr(comparison.drafts, side.opposite)
        if other.instrument == draft.instrument:
            carried = _carry_from_version(comparison, side, ref)
        else:
            carried = _carry_by_pairs(comparison, side, ref)
        for placed in carried:
            if not placed.concern.refs_in(draft.name):
                found.setdefault((placed.concern.id, placed.on), placed)
    return order_placed_concerns(found.values(), (ref,))


def _is_read_with(draft: Draft, about: str, ref: str) -> bool:
    """Whether a concern about `about` is to be read with `ref`: it stands in it, or around it up to
    the article."""
    if about not in draft.by_ref:
        return False
    return (
        draft.stands_in(about, ref)
        or draft.stands_in(ref, about)
        and draft.by_ref[about].kind in ("article", "paragraph", "item", "option")
    )


def _carry_from_version(comparison: Comparison, side: Side, ref: str) -> Iterator[PlacedConcern]:
    """Concerns about another version of the instrument whose clause became one to be read with
    `ref`, a clause of `side`."""
    alignment = comparison.alignment
    carrier = Carrier(mirror_alignment(alignment) if side == Side.LEFT else alignment)
    draft, source = carrier.right, carrier.left.name
    for concern in comparison.book.concerns:
        for about in concern.refs_in(source):
            successor = carrier.find_successor(about)
            if any(_is_read_with(draft, now, ref) for now in successor.refs):
                yield PlacedConcern(
                    concern,
                    Via.CARRIED,
                    f"{about} of {source}",
                    all(now != ref and draft.stands_in(ref, now) for now in successor.refs),
                    successor.score,
                    str(successor),
                )


def _carry_by_pairs(comparison: Comparison, side: Side, ref: str) -> Iterator[PlacedConcern]:
    """Concerns about another instrument at the clauses that a pair joins to `ref`, a clause of
    `side`, or to what it holds."""
    draft: Draft = getattr(comparison.drafts, side)
    other: Draft = getattr(comparison.drafts, side.opposite)
    for change in comparison.changes:
        refs: tuple[str, ...] = getattr(change.pair, side)
        if any(draft.stands_in(one, ref) for one in refs):
            for placed in change.placed_concerns:
                if placed.via == Via(side.opposite):
                    yield placed._replace(
                        via=Via.CARRIED, on=f"{placed.on} of {other.name}", score=change.pair.score
                    )
