"""Further partners of a clause (splits, merges), and how likely the candidates are that nobody
claimed.

Both rest on new evidence: what a clause's counterpart says of it that the counterpart's present
partner does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from math import log

from .assign import Decision, logistic
from .pairs import Join
from .score import Edge, Scores

ACCEPT_FURTHER = 0.53
"""Probability from which a further partner is suggested (from .45 to .60 the mean F1 moves by
.002)."""
FURTHER = (3.3, 1.84, 2.0, 3.94, -6.6)
"""Probability of a further partner: weights of its score, of the number of sides (0 to 2) for which
it is the best candidate, of the articles being joined already, of its new evidence (0 to 1), and
the constant; fitted on the twelve pairs, rounded."""
UNCLAIMED = (3.5, 1.2, 3.0, 4.1, -6.7)
"""The same for a candidate of an unmatched clause after all that, among 9,978 of which 251 are
right."""
PARTNERS = 3
"""Most partners of one clause; 2, 3 and 6 score the same on the twelve pairs."""
HINT = 0.10
"""Probability from which an unmatched clause's candidate is worth a look."""
HINTS = 5
"""Most candidates listed for an unmatched clause."""

Partners = tuple[defaultdict[int, list[int]], defaultdict[int, list[int]]]


class Novelty:
    """The evidence for a candidate beside the joins there are."""

    def __init__(self, scores: Scores, decision: Decision) -> None:
        self.scores, self.rows = scores, decision.lines[0]
        self.words = [[bag.words for bag in side] for side in scores.bags]
        self.total = 1 + sum(map(len, scores.units))
        self.partners = list_partners(decision.joins)
        self.tops = [[max(line.values(), default=0.0) for line in side] for side in decision.lines]
        left, right = scores.units
        self.articles = {(left[i].article, right[j].article) for i, j in decision.joins}

    def sum_evidence(
        self,
        i: int,
        j: int,
        weights: tuple[float, float, float, float, float],
        least: float = -99.0,
    ) -> float:
        """The weighted evidence for a candidate; where even full new evidence would not reach
        `least`, that is not looked for."""
        alike, rank, joined, new, constant = weights
        score, (left, right) = (
            self.rows[i].get(j) or self.scores.rows[i].get(j, 0.0),
            self.scores.units,
        )
        known = (
            alike * score
            + rank * ((score >= self.tops[0][i]) + (score >= self.tops[1][j]))
            + constant
        )
        known += joined * ((left[i].article, right[j].article) in self.articles)
        return known + new * self.weigh_new(i, j) if known + new >= least else known

    def weigh_new(self, i: int, j: int) -> float:
        """From 0 to 1; of both directions the one whose clause is free, or the larger."""
        free_left, free_right = i not in self.partners[0], j not in self.partners[1]
        sides = [self._weigh_side(0, i, j)] if free_left or not free_right else []
        sides += [self._weigh_side(1, j, i)] if free_right or not free_left else []
        return max(sides)

    def _weigh_side(self, side: int, own: int, other: int) -> float:
        mine = set(self.words[side][own])
        new = mine.intersection(self.words[1 - side][other])
        for partner in self.partners[1 - side].get(other, ()):
            new.difference_update(self.words[side][partner])
        return self._inform(new) / (self._inform(mine) + 2) if new else 0.0

    def _inform(self, words: Iterable[int]) -> float:
        """The information of the words together: ln of the inverse of their share of the
        clauses."""
        one, other = self.scores.space.counts
        return sum([log(self.total / (one[word] + other[word])) for word in words])


def add_further(scores: Scores, decision: Decision) -> None:
    """Add further partners to a decision, best first, so that every group stays a star: one clause
    on one side."""
    novelty, least = Novelty(scores, decision), _log_odds(ACCEPT_FURTHER)
    found = []
    for i, row in enumerate(decision.lines[0]):
        for j, score in row.items():
            if (i, j) not in decision.joins and (
                score > 0.2 or score >= novelty.tops[0][i] or score >= novelty.tops[1][j]
            ):
                value = novelty.sum_evidence(i, j, FURTHER, least)
                if value >= least:
                    found.append((-value, i, j))
    partners = list_partners(decision.joins)
    for value, i, j in sorted(found):
        if _keeps_star(i, j, *partners) and _keeps_star(j, i, *reversed(partners)):
            decision.joins[i, j] = logistic(-value)
            decision.further.add((i, j))
            partners[0][i].append(j)
            partners[1][j].append(i)


def list_partners(joins: Collection[Edge]) -> Partners:
    """For each unit that has any, its partners, by side."""
    partners: Partners = (defaultdict(list), defaultdict(list))
    for i, j in joins:
        partners[0][i].append(j)
        partners[1][j].append(i)
    return partners


def _keeps_star(
    own: int, other: int, mine: Mapping[int, list[int]], theirs: Mapping[int, list[int]]
) -> bool:
    """Whether `own` may have one partner more: it has room, `other` is free then, and its partners
    have no other partner."""
    have = mine.get(own)
    return not have or (
        len(have) < PARTNERS
        and not theirs.get(other)
        and all(len(theirs[partner]) == 1 for partner in have)
    )


def list_possible(scores: Scores, decision: Decision, side: int) -> dict[str, tuple[Join, ...]]:
    """For the unmatched clauses of a side (0 or 1), by ref, their candidates that are too weak to
    claim, best first; a clause without any is left out."""
    taken = {join[side] for join in decision.joins} | decision.closed[side]
    novelty, least = Novelty(scores, decision), _log_odds(HINT)
    found = {}
    for place, line in enumerate(decision.lines[side]):
        if line and place not in taken:
            edges = [(other, place) if side else (place, other) for other in line]
            rated = sorted(
                [(-logistic(novelty.sum_evidence(*edge, UNCLAIMED, least)), edge) for edge in edges]
            )
            joins = [_make_join(scores, edge, -value) for value, edge in rated if -value >= HINT]
            if joins:
                found[scores.units[side][place].ref] = tuple(joins[:HINTS])
    return found


def _make_join(scores: Scores, edge: Edge, chance: float) -> Join:
    left, right = (side[at].ref for side, at in zip(scores.units, edge))
    return Join(left, right, round(chance, 4), False)


def _log_odds(chance: float) -> float:
    """The sum of evidence that makes a probability; the inverse of logistic()."""
    return log(chance / (1 - chance))
