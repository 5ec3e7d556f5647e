"""align_drafts(): which clause of the left draft answers which of the right one."""

from __future__ import annotations

from collections.abc import Sequence

from ..files.links import Link
from ..model.detection import languages_of
from ..model.draft import Draft
from ..model.sides import Sides
from ..model.tokens import Fold
from .across import decide_across
from .assign import decide_joins
from .evidence import Evidence
from .pairs import Alignment, UnitAlignment, mirror_pair, mirror_possible
from .relate import make_pairs, order_pairs
from .score import Scores, score_units
from .splits import add_extra_partners, list_possible
from .units import Unit, read_units

ENGLISH = Sides("en", "en")


def align_drafts(
    left: Draft, right: Draft, *, fold: Fold | None = None, links: Sequence[Link] = ()
) -> Alignment:
    """Every clause with words of its own, of both drafts, in exactly one pair.

    Links are obeyed as they stand; a link to clauses that are not there, or that have no words of
    their own, is passed over. The result depends on nothing else, and is mirrored: the sides
    exchanged (and the links with them) give the same pairs, exchanged.
    """
    found = align_units(
        read_units(left),
        read_units(right),
        fold=fold,
        links=links,
        languages=Sides(*languages_of((left, right))),
    )
    return Alignment(found.pairs, found.possible, Sides(left, right))


def align_with_evidence(
    left: Draft, right: Draft, *, fold: Fold | None = None, links: Sequence[Link] = ()
) -> tuple[Alignment, Evidence]:
    """The same alignment, and what it was decided from: for explain.py and review.py. Slower where
    links settle every clause, because the texts are compared all the same."""
    evidence = decide_units(
        read_units(left),
        read_units(right),
        fold=fold,
        links=links,
        languages=Sides(*languages_of((left, right))),
    )
    found = make_alignment(evidence)
    return Alignment(found.pairs, found.possible, Sides(left, right)), evidence


def align_units(
    left: Sequence[Unit],
    right: Sequence[Unit],
    *,
    fold: Fold | None = None,
    links: Sequence[Link] = (),
    languages: Sides[str] = ENGLISH,
) -> UnitAlignment:
    """The same for plain units, whatever their refs look like."""
    settled = _is_settled(left, right, links)
    return make_alignment(_decide(left, right, fold, links, languages, compared=not settled))


def decide_units(
    left: Sequence[Unit],
    right: Sequence[Unit],
    *,
    fold: Fold | None = None,
    links: Sequence[Link] = (),
    languages: Sides[str] = ENGLISH,
) -> Evidence:
    """What the units are to be aligned by: the scores of their candidates, and what is decided."""
    return _decide(left, right, fold, links, languages, compared=True)


def make_alignment(evidence: Evidence) -> UnitAlignment:
    """The alignment that the evidence amounts to."""
    scores, decision = evidence.scores, evidence.decision
    pairs = make_pairs(scores, decision, evidence.fold)
    possible = list_possible(scores, decision)
    found = UnitAlignment(tuple(pairs), possible)
    if evidence.mirrored:
        found = _mirror(found)
    left, right = ([unit.ref for unit in side] for side in evidence.units)
    return UnitAlignment(order_pairs(found.pairs, left, right), found.possible)


def mirror_alignment(alignment: Alignment) -> Alignment:
    """The alignment as seen from the other side."""
    drafts, found = alignment.drafts.swap(), _mirror(alignment)
    left, right = ([unit.ref for unit in draft.units()] for draft in drafts)
    return Alignment(order_pairs(found.pairs, left, right), found.possible, drafts)


def _mirror(alignment: UnitAlignment) -> UnitAlignment:
    """Seen from the other side, the pairs still in the order that they had."""
    left, right = map(mirror_possible, alignment.possible)
    return UnitAlignment(tuple(map(mirror_pair, alignment.pairs)), Sides(right, left))


def _decide(
    left: Sequence[Unit],
    right: Sequence[Unit],
    fold: Fold | None,
    links: Sequence[Link],
    languages: Sides[str],
    *,
    compared: bool,
) -> Evidence:
    """The decision; which side is computed as the left one depends on the content alone, so that
    exchanged sides are computed alike. `compared` False leaves the texts unread."""
    mirrored = _rank_side(left, [link.left for link in links]) > _rank_side(
        right, [link.right for link in links]
    )
    if mirrored:
        left, right, links = right, left, [link.swap() for link in links]
        languages = languages.swap()
    if compared and languages.left != languages.right:
        scores, decision = decide_across(left, right, languages, links)
        return Evidence(scores, decision, None, mirrored, across=True)
    scores = (
        score_units(left, right, fold, languages.left) if compared else Scores.blank(left, right)
    )
    decision = decide_joins(scores, links)
    add_extra_partners(scores, decision)
    return Evidence(scores, decision, fold, mirrored)


def _rank_side(
    units: Sequence[Unit], links: Sequence[tuple[str, ...]]
) -> tuple[int, list[tuple[str, ...]], Sequence[tuple[str, ...]]]:
    return len(units), [unit[:5] for unit in units], links


def _is_settled(left: Sequence[Unit], right: Sequence[Unit], links: Sequence[Link]) -> bool:
    """Whether links alone decide everything: on one side they name every clause, and no link has
    several clauses on both sides, whose joins would have to be found."""
    known = {unit.ref for unit in left}, {unit.ref for unit in right}
    # a link whose clauses are not there is passed over (assign.place_links) and settles nothing
    links = [
        link
        for link in links
        if all(
            not refs or not there.isdisjoint(refs)
            for refs, there in zip((link.left, link.right), known)
        )
    ]
    linked = (
        {ref for link in links for ref in link.left},
        {ref for link in links for ref in link.right},
    )
    closed = any(refs <= named for refs, named in zip(known, linked))
    return closed and all(len(link.left) < 2 or len(link.right) < 2 for link in links)
