"""align_drafts(): which clause of the left draft answers which of the right one.

score.py says how alike two clauses are, assign.py which goes with which, relate.py what kind of relation it is, explain.py why,
review.py what a person should decide next.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..mappings import Link
from ..model import Draft, Sides
from ..text import Fold
from .assign import Decision, Edge, decide_links, list_possible
from .pairs import Alignment, Join, Pair, Unit
from .relate import find_moved, group_edges, name_relation, order_pairs
from .score import Scores, score_units

__all__ = ["Alignment", "Join", "Pair", "Unit", "align_drafts", "align_units", "read_units"]

SURE = 0.80
"""A first partner is sure from this probability on: 95 in 100 of those are right on the twelve pairs."""
SURE_FURTHER = 0.90
"""The same for a further partner; below it about 6 in 10 are right."""

NEAR = 0.9
"""Texts with a lower cosine cannot be the same but for terms; saves reading most of them again word by word."""
ALIKE = 0.9999
"""A cosine from which two texts have the same words; below 1 because of rounding."""


def align_drafts(left: Draft, right: Draft, *, fold: Fold | None = None, links: Sequence[Link] = (), reasons: bool = False) -> Alignment:
    """Every clause with words of its own, of both drafts, in exactly one pair.

    Links are obeyed as they stand; links to refs that are not there (or have no words of their own) are passed over.
    Deterministic, and mirrored: the sides exchanged (and the links swapped) give the same pairs, exchanged.
    """
    return replace(align_units(read_units(left), read_units(right), fold=fold, links=links), drafts=Sides(left, right))


def read_units(draft: Draft) -> list[Unit]:
    """The units of a draft as the aligner takes them."""
    units = []
    for clause in draft.units():
        article = draft.article_of(clause.ref)
        units.append(Unit(clause.ref, article.ref, clause.kind, article.heading or "", clause.words, draft.parents[clause.ref]))
    return units


def align_units(left: Sequence[Unit], right: Sequence[Unit], *, fold: Fold | None = None, links: Sequence[Link] = ()) -> Alignment:
    """The same for plain units, whatever their refs look like; `drafts` of the result is Sides(None, None)."""
    turned = _rank_side(left, [link.left for link in links]) > _rank_side(right, [link.right for link in links])
    if turned:
        left, right, links = right, left, [link.swap() for link in links]
    scores = score_units(left, right, fold)
    decision = decide_links(scores, links)
    pairs = _make_pairs(scores, decision, fold)
    possible = _make_possible(scores, decision)
    if turned:
        left, right, pairs, possible = right, left, [turn_pair(pair) for pair in pairs], _turn_possible(possible)
    return Alignment(Sides(None, None), order_pairs(pairs, [unit.ref for unit in left], [unit.ref for unit in right]), possible)


def _rank_side(units: Sequence[Unit], links: Sequence[tuple[str, ...]]) -> tuple:
    """Which side is computed as the left one is decided by content, so that exchanged sides are computed alike."""
    return len(units), [unit[:5] for unit in units], links


def _make_pairs(scores: Scores, decision: Decision, fold: Fold | None) -> list[Pair]:
    left, right = scores.units
    moved = find_moved(left, right, decision.joins)
    pairs = [_make_pair(scores, decision, fold, moved, *group) for group in group_edges(decision.joins)]
    taken = {i for i, _ in decision.joins}, {j for _, j in decision.joins}
    pairs += [_lone_pair(unit.ref, "left", i in decision.closed[0]) for i, unit in enumerate(left) if i not in taken[0]]
    pairs += [_lone_pair(unit.ref, "right", j in decision.closed[1]) for j, unit in enumerate(right) if j not in taken[1]]
    return pairs


def _lone_pair(ref: str, side: str, linked: bool) -> Pair:
    by = "link" if linked else "text"
    return Pair((ref,), (), "removed", by=by) if side == "left" else Pair((), (ref,), "added", by=by)


def _make_pair(scores: Scores, decision: Decision, fold: Fold | None, moved: set[tuple[int, int]], lefts: tuple[int, ...],
               rights: tuple[int, ...], edges: tuple[tuple[int, int], ...]) -> Pair:
    left, right = scores.units
    refs = tuple(left[i].ref for i in lefts), tuple(right[j].ref for j in rights)
    joins = tuple(Join(left[i].ref, right[j].ref, round(decision.joins[i, j], 4), _is_sure(decision, (i, j))) for i, j in edges)
    if len(edges) == 1:
        near = scores.space.compare(lefts[0], rights[0]) > NEAR
        relation = name_relation(left[lefts[0]].text, right[rights[0]].text, fold) if near else "changed"
        if relation == "same" and (lefts[0], rights[0]) not in decision.linked:
            joins = (Join(refs[0][0], refs[1][0], 1.0, True),) if _is_plain(scores, edges[0]) else joins
    else:
        relation = "split" if len(lefts) == 1 else "merged" if len(rights) == 1 else "changed"
    return Pair(*refs, relation, set(refs[0]).isdisjoint(refs[1]), not moved.isdisjoint(edges), min(join.score for join in joins),
                all(join.sure for join in joins), "link" if edges[0] in decision.linked else "text", joins=joins)


def _is_plain(scores: Scores, edge: Edge) -> bool:
    """Whether equal words leave no doubt: the articles are equal too, or no other candidate is as near."""
    i, j = edge
    own = scores.rows[i].get(j, 0.0)
    if scores.articles.get((scores.units[0][i].article, scores.units[1][j].article), 0.0) > ALIKE:
        return True
    return all(s < own * ALIKE for k, s in scores.rows[i].items() if k != j) and all(s < own * ALIKE for k, s in scores.columns[j].items() if k != i)


def _is_sure(decision: Decision, edge: tuple[int, int]) -> bool:
    return decision.joins[edge] >= (SURE_FURTHER if edge in decision.further else SURE)


def _make_possible(scores: Scores, decision: Decision) -> Sides[dict[str, tuple[Join, ...]]]:
    left, right = scores.units
    of_left, of_right = list_possible(decision, scores.rows, scores.columns)
    return Sides({left[i].ref: tuple(Join(left[i].ref, right[j].ref, round(p, 4), False) for j, p in found) for i, found in of_left.items()},
                 {right[j].ref: tuple(Join(left[i].ref, right[j].ref, round(p, 4), False) for i, p in found) for j, found in of_right.items()})


def turn_pair(pair: Pair) -> Pair:
    """The pair as seen from the other side."""
    turned = {"split": "merged", "merged": "split", "added": "removed", "removed": "added"}
    joins = tuple(sorted((turn_join(join) for join in pair.joins), key=lambda join: (pair.right.index(join.left), pair.left.index(join.right))))
    return replace(pair, left=pair.right, right=pair.left, relation=turned.get(pair.relation, pair.relation), joins=joins)


def turn_join(join: Join) -> Join:
    """The join as seen from the other side."""
    return replace(join, left=join.right, right=join.left)


def _turn_possible(possible: Sides[dict[str, tuple[Join, ...]]]) -> Sides[dict[str, tuple[Join, ...]]]:
    turned = [{ref: tuple(turn_join(join) for join in joins) for ref, joins in side.items()} for side in (possible.right, possible.left)]
    return Sides(*turned)
