"""align_drafts(): which clause of the left draft answers which of the right one.

words.py makes words of text, score.py says how alike two clauses are, assign.py which goes with
which, relate.py what kind of relation it is, explain.py why, review.py what a person should decide
next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..files.links import Link
from ..model.draft import Draft
from ..model.sides import Sides
from ..model.tokens import Fold
from .assign import decide_first
from .pairs import Alignment, Evidence, Join, Pair, Unit, turn_pair
from .relate import make_pairs, order_pairs
from .score import Scores, score_units
from .splits import Hints, add_further

__all__ = [
    "Alignment",
    "Join",
    "Pair",
    "Unit",
    "align_drafts",
    "align_units",
    "read_units",
    "turn_alignment",
]


def align_drafts(
    left: Draft,
    right: Draft,
    *,
    fold: Fold | None = None,
    links: Sequence[Link] = (),
    reasons: bool = False,
    evidence: bool = True,
) -> Alignment:
    """Every clause with words of its own, of both drafts, in exactly one pair.

    Links are obeyed as they stand; links to refs that are not there (or have no words of their own)
    are passed over. Deterministic, and mirrored: the sides exchanged (and the links swapped) give
    the same pairs, exchanged. `reasons` fills those of every pair and join, which costs about as
    much again as the alignment; `evidence` False spares what explaining and reviewing need, and
    with it the reading of the texts where links settle every clause.
    """
    alignment = align_units(
        read_units(left),
        read_units(right),
        fold=fold,
        links=links,
        reasons=reasons,
        evidence=evidence,
    )
    return replace(alignment, drafts=Sides(left, right))


def read_units(draft: Draft) -> list[Unit]:
    """The units of a draft as the aligner takes them."""
    units = []
    for clause in draft.units():
        article = draft.article_of(clause.ref)
        units.append(
            Unit(
                clause.ref,
                article.ref,
                clause.kind,
                article.heading or "",
                clause.words,
                draft.parents[clause.ref],
            )
        )
    return units


def align_units(
    left: Sequence[Unit],
    right: Sequence[Unit],
    *,
    fold: Fold | None = None,
    links: Sequence[Link] = (),
    reasons: bool = False,
    evidence: bool = True,
) -> Alignment:
    """The same for plain units, whatever their refs look like; `drafts` of the result is
    Sides(None, None)."""
    turned = _rank_side(left, [link.left for link in links]) > _rank_side(
        right, [link.right for link in links]
    )
    if turned:
        return turn_alignment(
            _align_ranked(right, left, fold, [link.swap() for link in links], reasons, evidence)
        )
    return _align_ranked(left, right, fold, links, reasons, evidence)


def _rank_side(units: Sequence[Unit], links: Sequence[tuple[str, ...]]) -> tuple:
    """Which side is computed as the left one is decided by content, so that exchanged sides are
    computed alike."""
    return len(units), [unit[:5] for unit in units], links


def _align_ranked(
    left: Sequence[Unit],
    right: Sequence[Unit],
    fold: Fold | None,
    links: Sequence[Link],
    reasons: bool,
    evidence: bool,
) -> Alignment:
    settled = not evidence and not reasons and _is_settled(left, right, links)
    scores = Scores.blank(left, right) if settled else score_units(left, right, fold)
    decision = decide_first(scores, links)
    add_further(scores, decision)
    pairs = make_pairs(scores, decision, fold)
    found = Evidence(scores, decision, fold)
    if reasons:
        from .explain import give_reasons

        pairs = give_reasons(found, pairs)
    ordered = order_pairs(pairs, *([unit.ref for unit in side] for side in (left, right)))
    return Alignment(
        Sides(None, None),
        ordered,
        Sides(Hints(scores, decision, 0), Hints(scores, decision, 1)),
        found,
    )


def _is_settled(left: Sequence[Unit], right: Sequence[Unit], links: Sequence[Link]) -> bool:
    """Whether links alone say all: no clause of one side is open, and no link leaves the joins
    inside it open."""
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
    closed = any(
        all(unit.ref in refs for unit in side) for side, refs in zip((left, right), linked)
    )
    return closed and all(len(link.left) < 2 or len(link.right) < 2 for link in links)


def turn_alignment(alignment: Alignment) -> Alignment:
    """The alignment as seen from the other side."""
    evidence = alignment.evidence.turn()
    pairs = order_pairs(
        map(turn_pair, alignment.pairs), *([unit.ref for unit in side] for side in evidence.sides)
    )
    possible = Sides(
        *(
            Hints(
                evidence.scores,
                evidence.decision,
                1 - side if evidence.turned else side,
                evidence.turned,
            )
            for side in (0, 1)
        )
    )
    return Alignment(alignment.drafts.swap(), pairs, possible, evidence)
