"""Second and third partners of a clause (splits and merges), and how likely the candidates are that
are not claimed.

Both rest on new words: those that two clauses share and that are not already answered by a partner
that one of them has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from math import log
from typing import NamedTuple

from ..model.sides import Sides
from .assign import Decision, log_odds, logistic
from .pairs import Join, PossibleJoins
from .score import Edge, Scores

CLAIM_EXTRA_FROM = 0.53
"""Probability from which a further partner is suggested; from .45 to .60 F1 moves by .002."""
MOST_PARTNERS = 3
"""Most partners of one clause; 2, 3 and 6 give the same F1."""
POSSIBLE_FROM = 0.10
"""Probability from which a candidate of an unmatched clause is listed as possible."""
MOST_POSSIBLE = 5
"""Most possible candidates listed for one clause."""

PRIOR = 2.0
"""Added to the information of a clause, so that one word is not nearly all of a short clause; .5 to
4 give the same F1, 8 lowers it by .002."""


class CandidateWeights(NamedTuple):
    """Weights of a logistic regression: of a candidate's score, of the number of sides (0 to 2) for
    which it is the best candidate, of its articles being joined already (0 or 1), of its new words
    (0 to 1), and the constant."""

    score: float
    best: float
    articles: float
    new_words: float
    constant: float


EXTRA_WEIGHTS = CandidateWeights(3.3, 1.84, 2.0, 3.94, -6.6)
"""The probability that a further partner is right; fitted on the twelve pairs, rounded."""
UNCLAIMED_WEIGHTS = CandidateWeights(3.5, 1.2, 3.0, 4.1, -6.7)
"""The same for a candidate of an unmatched clause when all joins are claimed; fitted on the 9,978
that there are in the twelve pairs, of which 251 are right."""

Partners = tuple[defaultdict[int, list[int]], defaultdict[int, list[int]]]


class CandidateRater:
    """How likely candidates are, given the joins that are claimed."""

    def __init__(self, scores: Scores, decision: Decision) -> None:
        self.scores, self.rows = scores, decision.candidates[0]
        self.words = [[bag.words for bag in side] for side in scores.bags]
        self.own: dict[tuple[int, int], tuple[set[int], float]] = {}
        self.total = 1 + sum(map(len, scores.units))
        self.partners = list_partners(decision.joins)
        self.tops = [
            [max(line.values(), default=0.0) for line in side] for side in decision.candidates
        ]
        left, right = scores.units
        self.articles = {(left[i].article, right[j].article) for i, j in decision.joins}

    def sum_log_odds(
        self,
        i: int,
        j: int,
        weights: CandidateWeights,
        least: float = -99.0,
    ) -> float:
        """The log odds of the candidate (i, j). New words take long to find: they are left out
        where they could not lift it to `least`."""
        alike, best, articles, new_words, constant = weights
        score = self.rows[i].get(j) or self.scores.rows[i].get(j, 0.0)
        left, right = self.scores.units
        known = (
            alike * score
            + best * ((score >= self.tops[0][i]) + (score >= self.tops[1][j]))
            + constant
        )
        known += articles * ((left[i].article, right[j].article) in self.articles)
        if known + new_words < least:
            return known
        return known + new_words * self.weigh_new_words(i, j)

    def weigh_new_words(self, i: int, j: int) -> float:
        """The share, 0 to 1, of a clause's information that the other clause newly answers: of the
        clause that has no partner yet, else the larger of both shares."""
        free_left, free_right = i not in self.partners[0], j not in self.partners[1]
        sides = [self._weigh_side(0, i, j)] if free_left or not free_right else []
        sides += [self._weigh_side(1, j, i)] if free_right or not free_left else []
        return max(sides)

    def _weigh_side(self, side: int, own: int, other: int) -> float:
        if (side, own) not in self.own:
            words = set(self.words[side][own])
            self.own[side, own] = words, self._inform(words) + PRIOR
        words, information = self.own[side, own]
        new = words.intersection(self.words[1 - side][other])
        for partner in self.partners[1 - side].get(other, ()):
            new.difference_update(self.words[side][partner])
        return self._inform(new) / information if new else 0.0

    def _inform(self, words: Iterable[int]) -> float:
        """The information of the words together: ln of the inverse of their share of the
        clauses."""
        one, other = self.scores.sets.counts
        return sum([log(self.total / (one[word] + other[word])) for word in words])


def add_extra_partners(scores: Scores, decision: Decision) -> None:
    """Add further partners to the joins of a decision, likeliest first, as long as each pair keeps
    a single clause on one side."""
    rater, least = CandidateRater(scores, decision), log_odds(CLAIM_EXTRA_FROM)
    found = []
    for i, row in enumerate(decision.candidates[0]):
        for j in row:
            if (i, j) not in decision.joins:
                value = rater.sum_log_odds(i, j, EXTRA_WEIGHTS, least)
                if value >= least:
                    found.append((-value, i, j))
    partners = list_partners(decision.joins)
    for value, i, j in sorted(found):
        if _keeps_star(i, j, *partners) and _keeps_star(j, i, *reversed(partners)):
            decision.joins[i, j] = logistic(-value)
            decision.extra.add((i, j))
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
    own: int, other: int, partners: Mapping[int, list[int]], reverse: Mapping[int, list[int]]
) -> bool:
    """Whether `own` may get the partner `other`: it has none yet; or it has fewer than
    MOST_PARTNERS, none of which has a partner beside it, and `other` has none. `reverse`: the
    partners of the other side."""
    have = partners.get(own)
    return not have or (
        len(have) < MOST_PARTNERS
        and not reverse.get(other)
        and all(len(reverse[partner]) == 1 for partner in have)
    )


def list_possible(scores: Scores, decision: Decision) -> Sides[PossibleJoins]:
    """For the unmatched clauses of either side their candidates that are too weak to claim, best
    first; a clause without any is left out."""
    rater = CandidateRater(scores, decision)
    return Sides(
        _list_possible(scores, decision, rater, 0), _list_possible(scores, decision, rater, 1)
    )


def _list_possible(
    scores: Scores, decision: Decision, rater: CandidateRater, side: int
) -> dict[str, tuple[Join, ...]]:
    taken = {join[side] for join in decision.joins} | decision.settled[side]
    least = log_odds(POSSIBLE_FROM)
    found = {}
    for place, others in enumerate(decision.candidates[side]):
        if others and place not in taken:
            edges = [(other, place) if side else (place, other) for other in others]
            rated = sorted(
                [
                    (-logistic(rater.sum_log_odds(*edge, UNCLAIMED_WEIGHTS, least)), edge)
                    for edge in edges
                ]
            )
            joins = [
                _make_join(scores, edge, -value) for value, edge in rated if -value >= POSSIBLE_FROM
            ]
            if joins:
                found[scores.units[side][place].ref] = tuple(joins[:MOST_POSSIBLE])
    return found


def _make_join(scores: Scores, edge: Edge, chance: float) -> Join:
    left, right = (side[at].ref for side, at in zip(scores.units, edge))
    return Join(left, right, round(chance, 4), False)
