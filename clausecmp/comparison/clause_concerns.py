"""Every concern to be read with one clause of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..align.alignment import turn_alignment
from ..files.concerns import ConcernBook
from ..model.draft import Draft
from .carry import Carrier
from .placed_concerns import PlacedConcern, place_concern
from .result import Comparison


def view_from(
    draft: Draft, ref: str, comparisons: Sequence[Comparison], book: ConcernBook
) -> list[PlacedConcern]:
    """The concerns to be read with a clause: raised about it, about the article that holds it or
    what it holds, and, carried with a verdict or the score of the pair, about the clauses of the
    other drafts that answer it."""
    found: dict[tuple[str, str], PlacedConcern] = {}
    for concern in book.concerns:
        for about in concern.refs_in(draft.name):
            if _is_read_with(draft, about, ref):
                found[concern.id, about] = place_concern(concern, "left", about, draft)._replace(
                    whole=about != ref and draft.stands_in(ref, about)
                )
    for comparison in comparisons:
        other = (
            comparison.drafts.right
            if comparison.drafts.left.name == draft.name
            else comparison.drafts.left
        )
        opposite = (
            _placed_concerns_of_version
            if other.instrument == draft.instrument
            else _placed_concerns_of_other
        )
        for placed in opposite(comparison, draft, other, ref):
            if not placed.concern.refs_in(draft.name):
                found.setdefault((placed.concern.id, placed.on), placed)
    return sorted(
        found.values(), key=lambda placed: (placed.whole, placed.via == "carried", placed.on != ref)
    )


def _is_read_with(draft: Draft, about: str, ref: str) -> bool:
    """Whether a concern about `about` is to be read with `ref`: in it, or around it up to the
    article."""
    if about not in draft.by_ref:
        return False
    return (
        draft.stands_in(about, ref)
        or draft.stands_in(ref, about)
        and draft.by_ref[about].kind in ("article", "paragraph", "item")
    )


def _placed_concerns_of_version(
    comparison: Comparison, draft: Draft, other: Draft, ref: str
) -> Iterable[PlacedConcern]:
    """Concerns about another version of the instrument whose clause became one to be read with
    `ref`."""
    own_left = comparison.drafts.left.name == draft.name
    carrier = Carrier(turn_alignment(comparison.alignment) if own_left else comparison.alignment)
    for concern in comparison.book.concerns:
        for about in concern.refs_in(other.name):
            successor = carrier.find_successor(about)
            if any(_is_read_with(draft, now, ref) for now in successor.refs):
                around = all(now != ref and draft.stands_in(ref, now) for now in successor.refs)
                yield PlacedConcern(
                    concern,
                    "carried",
                    f"{about} of {other.name}",
                    around,
                    successor.score,
                    str(successor),
                )


def _placed_concerns_of_other(
    comparison: Comparison, draft: Draft, other: Draft, ref: str
) -> Iterable[PlacedConcern]:
    """Placed concerns of another instrument at the clauses that a pair joins to `ref` or to what it
    holds."""
    own_left = comparison.drafts.left.name == draft.name
    for change in comparison.changes:
        own = change.pair.left if own_left else change.pair.right
        if any(draft.stands_in(one, ref) for one in own):
            for placed in change.placed_concerns:
                if placed.via == ("right" if own_left else "left"):
                    yield placed._replace(
                        via="carried", on=f"{placed.on} of {other.name}", score=change.pair.score
                    )
