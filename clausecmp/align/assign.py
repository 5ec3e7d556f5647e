"""Which clause goes with which: links as fixed points, the best one-to-one assignment, then splits and merges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import exp, log

from ..mappings import Link
from .pairs import Unit
from .score import Edge, Row, Scores

LOWEST = 0.1
"""Scores below take no part in the assignment."""
ACCEPT = 0.35
"""Probability from which an assigned pair is claimed (best of .30 to .45 on the twelve pairs, flat between)."""
ACCEPT_FURTHER = 0.40
"""Probability from which a further partner (split, merge) is suggested."""
FIRST = (4.5, 1.4, 1.8, -2.1)
"""Probability of an assigned pair: weights of its score, its lead over the left and over the right clause's next candidate,
and the constant; a logistic regression over the twelve pairs, rounded."""
FURTHER = (3.8, 2.1, 2.3, 4.5, -8.1)
"""The same for a further partner: score, for how many sides it is the best candidate, whether the articles are joined already,
new evidence, constant."""
PARTNERS = 3
"""Most partners of one clause; 2, 3 and 6 score the same on the twelve pairs."""
HINT = 0.10
"""Probability from which an unmatched clause's candidate is worth a look."""
HINT_SCORE = 0.15
"""Scores below cannot reach it."""
HINTS = 5
"""Most candidates listed for an unmatched clause."""
TIE = 1e-7
"""Equal scores are decided by the place in the draft: squared, so that repeated clauses keep their order."""

Candidates = dict[int, list[tuple[int, float]]]


@dataclass(slots=True)
class Decision:
    """The outcome by unit index: `joins` with their probabilities; `further`, those of the second pass; `linked`, those that a
    person decided; `closed`, the units of either side that links have settled."""

    joins: dict[Edge, float] = field(default_factory=dict)
    first: dict[Edge, float] = field(default_factory=dict)
    further: set[Edge] = field(default_factory=set)
    linked: set[Edge] = field(default_factory=set)
    closed: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))


def decide_links(scores: Scores, links: Sequence[Link]) -> Decision:
    """The joins of an alignment: what links say, then the assignment, then further partners."""
    decision = Decision()
    _place_links(scores, links, decision)
    rows, columns = _open_candidates(scores, decision.closed)
    chances = Chances(rows, columns)
    decision.first = rate_assignment(rows, columns, chances)
    decision.joins = {edge: 1.0 for edge in decision.linked}
    decision.joins.update((edge, chance) for edge, chance in decision.first.items() if chance >= ACCEPT)
    further = find_further(scores, rows, columns, decision.joins)
    decision.further = set(further)
    decision.joins.update(further)
    return decision


def _place_links(scores: Scores, links: Sequence[Link], decision: Decision) -> None:
    """Links as joins; a side whose refs are all unknown drops the link, an empty side closes the other side's units."""
    places = [{unit.ref: at for at, unit in enumerate(side)} for side in scores.units]
    for link in links:
        known = [[place[ref] for ref in refs if ref in place] for place, refs in zip(places, (link.left, link.right))]
        if any(refs and not found for refs, found in zip((link.left, link.right), known)):
            continue
        for closed, found in zip(decision.closed, known):
            closed.update(found)
        decision.linked |= cover_link(scores, *known)


def cover_link(scores: Scores, lefts: Sequence[int], rights: Sequence[int]) -> set[Edge]:
    """The best-scoring joins inside a link so that each of its clauses stands in one at least."""
    edges = sorted(((i, j) for i in lefts for j in rights), key=lambda edge: (-scores.rows[edge[0]].get(edge[1], 0.0), edge))
    seen: tuple[set[int], set[int]] = set(), set()
    chosen = set()
    for i, j in edges:
        if i not in seen[0] or j not in seen[1]:
            chosen.add((i, j))
            seen[0].add(i)
            seen[1].add(j)
    return chosen


def _open_candidates(scores: Scores, closed: tuple[set[int], set[int]]) -> tuple[list[Row], list[Row]]:
    if not closed[0] and not closed[1]:
        return scores.rows, scores.columns
    rows = [{} if i in closed[0] else {j: s for j, s in row.items() if j not in closed[1]} for i, row in enumerate(scores.rows)]
    columns = [{} if j in closed[1] else {i: s for i, s in column.items() if i not in closed[0]} for j, column in enumerate(scores.columns)]
    return rows, columns


def rate_assignment(rows: list[Row], columns: list[Row], chances: Chances) -> dict[Edge, float]:
    """The joins of the best assignment, each with the probability that it is right."""
    high, wide = max(len(rows), 1), max(len(columns), 1)
    strong = [{j: s - TIE * (i / high - j / wide) ** 2 for j, s in row.items() if s > LOWEST} for i, row in enumerate(rows)]
    return {(i, j): chances.rate(i, j, rows[i][j]) for i, j in enumerate(assign_rows(strong, len(columns))) if j >= 0}


class Chances:
    """The probability that two clauses answer each other, from their score and its lead over the runners-up of both."""

    def __init__(self, rows: list[Row], columns: list[Row]) -> None:
        self.leaders = [_two_best(row) for row in rows], [_two_best(column) for column in columns]

    def rate(self, i: int, j: int, score: float) -> float:
        """The probability for a candidate with this score."""
        best_left, next_left = self.leaders[0][i]
        best_right, next_right = self.leaders[1][j]
        lead_left = score - (next_left if score >= best_left else best_left)
        lead_right = score - (next_right if score >= best_right else best_right)
        return logistic(FIRST[0] * score + FIRST[1] * lead_left + FIRST[2] * lead_right + FIRST[3])


def _two_best(line: Row) -> tuple[float, float]:
    ranked = sorted(line.values(), reverse=True)[:2]
    return (ranked[0], ranked[1]) if len(ranked) > 1 else (ranked[0], 0.0) if ranked else (0.0, 0.0)


def logistic(x: float) -> float:
    return 1 / (1 + exp(-x)) if x > -700 else 0.0


def assign_rows(rows: Sequence[Row], width: int) -> list[int]:
    """For each row its column in the assignment of highest total score, or -1; a row may stay alone.

    Exact, by shortest augmenting paths from a start in which every row that can has its best column (Jonker and Volgenant
    1987, sparse). `rows` hold positive scores only.
    """
    matching = _Matching(rows, width)
    waiting = []
    for i, row in enumerate(rows):
        if row:
            j = max(row, key=lambda j: (row[j], -j))
            if matching.row_of[j] < 0:
                matching.row_of[j], matching.column_of[i] = i, j
            else:
                waiting.append(i)
    for i in waiting:
        matching.augment(i)
    return matching.column_of


@dataclass(slots=True)
class _Matching:
    """A partial assignment with the prices of its columns."""

    rows: Sequence[Row]
    width: int
    row_of: list[int] = field(default_factory=list)
    column_of: list[int] = field(default_factory=list)
    prices: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.row_of, self.column_of, self.prices = [-1] * self.width, [-1] * len(self.rows), [0.0] * self.width

    def augment(self, start: int) -> None:
        """Give row `start` a place, by the cheapest chain of changes; it may end with a row left alone."""
        reach: dict[int, float] = {}
        came: dict[int, int] = {}
        settled: dict[int, float] = {}
        heap: list[tuple[float, int]] = []
        alone = (self._relax(start, 0.0, reach, came, settled, heap), start)
        free, cost = -1, alone[0]
        while heap:
            distance, j = heappop(heap)
            if distance >= alone[0]:
                break
            if j in settled or distance > reach[j]:
                continue
            settled[j] = distance
            if self.row_of[j] < 0:
                free, cost = j, distance
                break
            end = self._relax(self.row_of[j], distance, reach, came, settled, heap)
            if end < alone[0]:
                alone = (end, self.row_of[j])
            cost = alone[0]
        for j, distance in settled.items():
            if distance < cost:
                self.prices[j] += cost - distance
        self._shift(start, free, alone[1], came)

    def _relax(self, i: int, base: float, reach: dict[int, float], came: dict[int, int], settled: dict[int, float],
               heap: list[tuple[float, int]]) -> float:
        """Offer row i's columns at their cost; returns the cost at which row i itself would stay alone."""
        row, prices, own = self.rows[i], self.prices, self.column_of[i]
        gain = max(0.0, max(s - prices[j] for j, s in row.items())) if own < 0 else row[own] - prices[own]
        for j, s in row.items():
            if j != own and j not in settled:
                distance = base + gain - s + prices[j]
                if j not in reach or distance < reach[j]:
                    reach[j], came[j] = distance, i
                    heappush(heap, (distance, j))
        return base + gain

    def _shift(self, start: int, free: int, alone: int, came: dict[int, int]) -> None:
        """Carry out the chain that ends at the free column, or at the row that stays alone."""
        j = free
        if j < 0:
            if alone == start:
                return
            j, self.column_of[alone] = self.column_of[alone], -1
        while True:
            i = came[j]
            self.row_of[j] = i
            self.column_of[i], j = j, self.column_of[i]
            if i == start:
                return


def find_further(scores: Scores, rows: list[Row], columns: list[Row], joins: dict[Edge, float]) -> dict[Edge, float]:
    """Further partners (splits, merges, pairs that the assignment passed over), best first, so that every group stays a
    star: one clause on one side."""
    return _pick_further(_rate_further(scores, rows, columns, joins), joins)


def _rate_further(scores: Scores, rows: list[Row], columns: list[Row], joins: dict[Edge, float]) -> list[tuple[float, int, int]]:
    left, right = scores.units
    evidence = _Evidence(scores, joins)
    articles = {(left[i].article, right[j].article) for i, j in joins}
    top = [max(column.values(), default=0.0) for column in columns]
    alike, rank, joined, new, constant = FURTHER
    least = log(ACCEPT_FURTHER / (1 - ACCEPT_FURTHER)) - constant
    found = []
    for i, row in enumerate(rows):
        best = max(row.values(), default=0.0)
        for j, score in row.items():
            if score < 0.2 and score < best and score < top[j]:
                continue
            known = alike * score + rank * ((score >= best) + (score >= top[j])) + joined * ((left[i].article, right[j].article) in articles)
            if known + new >= least and (i, j) not in joins:
                value = known + new * evidence.weigh_new(i, j)
                if value >= least:
                    found.append((logistic(value + constant), i, j))
    return sorted(found, key=lambda entry: (-entry[0], entry[1], entry[2]))


class _Evidence:
    """How much of a leftover clause its counterpart accounts for that the counterpart's present partner does not."""

    def __init__(self, scores: Scores, joins: Iterable[Edge]) -> None:
        self.words = [[bag.words for bag in side] for side in scores.bags]
        self.counts, self.total = scores.space.counts, 1 + sum(map(len, scores.units))
        self.partners: tuple[defaultdict[int, list[int]], defaultdict[int, list[int]]] = (defaultdict(list), defaultdict(list))
        for i, j in joins:
            self.partners[0][i].append(j)
            self.partners[1][j].append(i)

    def weigh_new(self, i: int, j: int) -> float:
        """From 0 to 1; of both directions the one whose leftover is free, or the larger."""
        free_left, free_right = i not in self.partners[0], j not in self.partners[1]
        if free_left and not free_right:
            return self._weigh_side(0, i, j)
        if free_right and not free_left:
            return self._weigh_side(1, j, i)
        return max(self._weigh_side(0, i, j), self._weigh_side(1, j, i))

    def _weigh_side(self, side: int, own: int, other: int) -> float:
        mine = set(self.words[side][own])
        new = mine.intersection(self.words[1 - side][other])
        for partner in self.partners[1 - side].get(other, ()):
            new.difference_update(self.words[side][partner])
        return self._inform(new) / (self._inform(mine) + 2)

    def _inform(self, words: Iterable[int]) -> float:
        """The information of the words together: ln of the inverse of their share of the clauses."""
        one, other = self.counts
        return sum([log(self.total / (one[word] + other[word])) for word in words])


def _pick_further(found: Iterable[tuple[float, int, int]], joins: Collection[Edge]) -> dict[Edge, float]:
    partners: tuple[defaultdict[int, list[int]], defaultdict[int, list[int]]] = (defaultdict(list), defaultdict(list))
    for i, j in joins:
        partners[0][i].append(j)
        partners[1][j].append(i)
    chosen = {}
    for chance, i, j in found:
        if _keeps_star(i, j, *partners) and _keeps_star(j, i, *reversed(partners)):
            chosen[i, j] = chance
            partners[0][i].append(j)
            partners[1][j].append(i)
    return chosen


def _keeps_star(own: int, other: int, mine: defaultdict[int, list[int]], theirs: defaultdict[int, list[int]]) -> bool:
    """Whether `own` may have one partner more: it has room, `other` is free then, and its partners have no other partner."""
    if not mine[own]:
        return True
    return len(mine[own]) < PARTNERS and not theirs[other] and all(len(theirs[partner]) == 1 for partner in mine[own])


def list_possible(decision: Decision, rows: list[Row], columns: list[Row]) -> tuple[Candidates, Candidates]:
    """For each unit without a join (and not closed by a link) its candidates and their chances, best first."""
    chances = Chances(rows, columns)
    taken = {i for i, _ in decision.joins} | decision.closed[0], {j for _, j in decision.joins} | decision.closed[1]
    left = {i: [(chances.rate(i, j, s), j) for j, s in row.items() if s > HINT_SCORE] for i, row in enumerate(rows) if i not in taken[0]}
    right = {j: [(chances.rate(i, j, s), i) for i, s in column.items() if s > HINT_SCORE] for j, column in enumerate(columns) if j not in taken[1]}
    return _rank_hints(left), _rank_hints(right)


def _rank_hints(found: dict[int, list[tuple[float, int]]]) -> Candidates:
    ranked = {own: sorted(hints, key=lambda hint: (-hint[0], hint[1]))[:HINTS] for own, hints in found.items() if hints}
    kept = {own: [(other, chance) for chance, other in hints if chance >= HINT] for own, hints in ranked.items()}
    return {own: hints for own, hints in kept.items() if hints}
