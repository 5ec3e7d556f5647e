"""From single joins to pairs: split, merged, same, changed; and whether a clause was renumbered or
moved."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from ..model.tokens import Fold, tokenize
from ..model.vocabulary import Decider, Relation, Side
from .assign import Decision
from .pairs import Join, Pair
from .score import Edge, Scores
from .splits import list_partners
from .units import Unit

SURE_FROM = 0.85
"""An assigned join is sure from this probability on. On the twelve pairs 97.4 in 100 sure joins are
right; 95 are wanted, and the margin is for texts that are harder than these."""
SURE_EXTRA_FROM = 0.90
"""The same for a further partner: 18 of 19 were right on the twelve pairs, below it 6 to 7 in
10."""


RefsByText = dict[str, list[str]]
"""For each text the refs of the clauses that have it."""


def make_pairs(scores: Scores, decision: Decision, fold: Fold | None) -> list[Pair]:
    """Every unit in exactly one pair, in no particular order."""
    left, right = scores.units
    moved = {
        edge for edge in find_moved(left, right, decision.joins) if _is_sure(decision, edge)
    }  # of unsure ones 6 in 10 hold
    copies = _list_refs_by_text(left), _list_refs_by_text(right)
    pairs = [
        _make_pair(scores, decision, fold, moved, copies, *group)
        for group in group_joins(decision.joins, decision.tied)
    ]
    taken = {i for i, _ in decision.joins}, {j for _, j in decision.joins}
    pairs += [
        _unmatched_pair(unit.ref, Side.LEFT, linked=i in decision.settled[0])
        for i, unit in enumerate(left)
        if i not in taken[0]
    ]
    pairs += [
        _unmatched_pair(unit.ref, Side.RIGHT, linked=j in decision.settled[1])
        for j, unit in enumerate(right)
        if j not in taken[1]
    ]
    return pairs


def _unmatched_pair(ref: str, side: Side, *, linked: bool) -> Pair:
    by = Decider.LINK if linked else Decider.TEXT
    if side == Side.LEFT:
        return Pair((ref,), (), Relation.REMOVED, by=by)
    return Pair((), (ref,), Relation.ADDED, by=by)


def _make_pair(
    scores: Scores,
    decision: Decision,
    fold: Fold | None,
    moved: set[Edge],
    copies: tuple[RefsByText, RefsByText],
    lefts: tuple[int, ...],
    rights: tuple[int, ...],
    edges: tuple[tuple[int, int], ...],
) -> Pair:
    left, right = scores.units
    refs = tuple(left[i].ref for i in lefts), tuple(right[j].ref for j in rights)
    joins = tuple(
        Join(left[i].ref, right[j].ref, round(decision.joins[i, j], 4), _is_sure(decision, (i, j)))
        for i, j in edges
    )
    if len(edges) == 1:
        bags = scores.bags  # if their terms differ, reading word by word would find a change
        equal = not bags[0] or bags[0][lefts[0]].terms == bags[1][rights[0]].terms
        relation = (
            name_relation(left[lefts[0]].text, right[rights[0]].text, fold)
            if equal
            else Relation.CHANGED
        )
        if relation == Relation.SAME and _is_beyond_doubt(copies, left[lefts[0]], right[rights[0]]):
            joins = (Join(refs[0][0], refs[1][0], 1.0, True),)
    else:
        relation = (
            Relation.SPLIT
            if len(lefts) == 1
            else Relation.MERGED
            if len(rights) == 1
            else Relation.CHANGED
        )
    return Pair(
        *refs,
        relation,
        set(refs[0]).isdisjoint(refs[1]),
        not moved.isdisjoint(edges),
        min(join.score for join in joins),
        all(join.sure for join in joins),
        Decider.LINK if edges[0] in decision.linked else Decider.TEXT,
        joins=joins,
    )


def _is_beyond_doubt(copies: tuple[RefsByText, RefsByText], left: Unit, right: Unit) -> bool:
    """Whether equal words leave no doubt: as many clauses have them on the left as on the right,
    and these two stand at the same rank among them."""
    lefts, rights = copies[0][left.text], copies[1][right.text]
    return len(lefts) == len(rights) and lefts.index(left.ref) == rights.index(right.ref)


def _list_refs_by_text(units: Sequence[Unit]) -> RefsByText:
    copies: defaultdict[str, list[str]] = defaultdict(list)
    for unit in units:
        copies[unit.text].append(unit.ref)
    return copies


def _is_sure(decision: Decision, edge: tuple[int, int]) -> bool:
    return decision.joins[edge] >= (SURE_EXTRA_FROM if edge in decision.extra else SURE_FROM)


def find_moved(left: Sequence[Unit], right: Sequence[Unit], edges: Collection[Edge]) -> set[Edge]:
    """The joins whose clause changed its place: it went to another article than its siblings, or
    its article stands in another order among its paired neighbours. A shift of all articles by one
    moves nothing."""
    weights = Counter((left[i].article, right[j].article) for i, j in edges)
    main = _main_pairs(weights)
    places = _article_places(left), _article_places(right)
    kept = _heaviest_chain([(places[0][a], places[1][b], weights[a, b], (a, b)) for a, b in main])
    return {(i, j) for i, j in edges if (left[i].article, right[j].article) not in kept}


def _main_pairs(weights: Counter[tuple[str, str]]) -> set[tuple[str, str]]:
    """The article pairs that are the strongest of both their articles, and for an article that has
    none such (it was merged into another, or split off) its strongest."""
    best: tuple[dict[str, int], dict[str, int]] = ({}, {})
    for pair, weight in weights.items():
        for side in (0, 1):
            best[side][pair[side]] = max(weight, best[side].get(pair[side], 0))
    strong = [
        {pair for pair, weight in weights.items() if weight == best[side][pair[side]]}
        for side in (0, 1)
    ]
    mutual = strong[0] & strong[1]
    held = [{pair[side] for pair in mutual} for side in (0, 1)]
    return mutual.union(
        pair for side in (0, 1) for pair in strong[side] if pair[side] not in held[side]
    )


def _article_places(units: Sequence[Unit]) -> dict[str, int]:
    places: dict[str, int] = {}
    for unit in units:
        places.setdefault(unit.article, len(places))
    return places


def _heaviest_chain(
    points: Iterable[tuple[int, int, int, tuple[str, str]]],
) -> set[tuple[str, str]]:
    """The article pairs of the heaviest chain that runs forward (or stands still) on both sides.

    A staircase keeps, for each right place, the weight of the best chain that ends there or before;
    equal weights keep the earlier chain.
    """
    ends: list[int] = []
    # of the best chain that ends at or before ends[k]: its weight, and its last point in `order`
    best: list[tuple[int, int]] = []
    order = sorted(points)
    above: list[int] = []
    for index, (_, place, weight, _pair) in enumerate(order):
        at = bisect_right(ends, place)
        total = weight + (best[at - 1][0] if at else 0)
        above.append(best[at - 1][1] if at else -1)
        if at and ends[at - 1] == place:
            at -= 1
            ends[at], best[at] = place, (total, index)
        else:
            ends.insert(at, place)
            best.insert(at, (total, index))
        while at + 1 < len(ends) and best[at + 1][0] <= total:
            del ends[at + 1], best[at + 1]
    at, chain = (best[-1][1] if best else -1), set()
    while at >= 0:
        chain.add(order[at][3])
        at = above[at]
    return chain


def group_joins(
    joins: Collection[Edge], tied: Collection[Edge] = ()
) -> list[tuple[tuple[int, ...], tuple[int, ...], tuple[Edge, ...]]]:
    """What joins and ties hold together, one group for each pair: its left units, its right units
    and the joins among them, each in document order."""
    partners = list_partners(sorted({*joins, *tied}))
    groups, seen = [], set()
    for start in partners[0]:
        if start in seen:
            continue
        lefts, rights, queue = {start}, set(), [start]
        for i in queue:
            for j in partners[0][i]:
                if j not in rights:
                    rights.add(j)
                    fresh = [k for k in partners[1][j] if k not in lefts]
                    lefts.update(fresh)
                    queue.extend(fresh)
        seen |= lefts
        inside = tuple((i, j) for i in sorted(lefts) for j in partners[0][i] if (i, j) in joins)
        groups.append((tuple(sorted(lefts)), tuple(sorted(rights)), inside))
    return groups


def name_relation(left: str, right: str, fold: Fold | None) -> Relation:
    """`same`: equal words as written, but for case and spelling; `terms`: equal once terms are
    folded; else `changed`."""
    if left == right:
        return Relation.SAME
    tokens = tokenize(left, fold), tokenize(right, fold)
    if [token.folded for token in tokens[0]] != [token.folded for token in tokens[1]]:
        return Relation.CHANGED
    terms = [
        (one.text, other.text) for one, other in zip(*tokens) if one.term and one.text != other.text
    ]
    same = all(_fold_words(one) == _fold_words(other) for one, other in terms)
    return Relation.SAME if same else Relation.TERMS


def _fold_words(text: str) -> list[str]:
    return [token.folded for token in tokenize(text)]


def order_pairs(
    pairs: Iterable[Pair], left: Sequence[str], right: Sequence[str]
) -> tuple[Pair, ...]:
    """The pairs in the order of the right refs; a removed clause after the pair of the clause
    before it."""
    of_left: dict[str, Pair] = {}
    of_right: dict[str, Pair] = {}
    for pair in pairs:
        of_left.update(dict.fromkeys(pair.left, pair))
        of_right.update(dict.fromkeys(pair.right, pair))
    removed: defaultdict[str, list[Pair]] = defaultdict(list)  # by the first right ref before it
    before = ""
    for ref in left:
        if of_left[ref].right:
            before = of_left[ref].right[0]
        else:
            removed[before].append(of_left[ref])
    ordered, seen = removed[""], set[str]()
    for ref in right:
        first = of_right[ref].right[0]
        if first not in seen:
            seen.add(first)
            ordered += [of_right[ref], *removed[first]]
    return tuple(ordered)
