"""Which clause answers which: links as they stand, and for all other clauses the best one-to-one
assignment, as far as it is likely. Splits and merges are added later, in splits.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import exp, log
from typing import NamedTuple

from ..files.links import Link
from .matching import assign_rows
from .score import Candidates, Edge, Scores
from .units import Unit

LOWEST_SCORE = 0.1
"""Candidates with a lower score take no part in the assignment; 0 lowers F1 by .002, .15 by
.001."""
CLAIM_FROM = 0.40
"""Probability from which an assigned join is claimed; of .30 to .50 the best, by little."""
FIRM_FROM = 0.5
"""Probability from which a join of the first assignment counts for the clauses around it; .3 to .7
give the same F1."""
NEIGHBOUR = 0.1
"""What a candidate gains when the clauses before both answer each other, and again for the clauses
after both. Together with FAMILY it raises F1 by .0015, and
that of articles by .0035."""
FAMILY = 0.1
"""What a candidate gains when the clauses above both answer each other: items follow their
paragraph."""
TIE_BREAK = 1e-7
"""Of candidates with the same score the one at the nearest place wins: this is taken off, times the
square of the distance, so that repeated clauses keep their order."""


class AssignedWeights(NamedTuple):
    """Weights of a logistic regression: of the score of an assigned join, of its lead over the left
    clause's next candidate and over the right clause's, and the constant."""

    score: float
    lead_left: float
    lead_right: float
    constant: float


ASSIGNED_WEIGHTS = AssignedWeights(4.5, 1.4, 1.8, -2.1)
"""The probability that an assigned join is right; fitted on the twelve pairs, rounded."""

CandidateTable = tuple[list[Candidates], list[Candidates]]
"""The candidates of every left unit, and the same of every right unit."""


@dataclass(slots=True)
class Decision:
    """What was decided, units by their place in the list. `candidates`: those that no link settles,
    with their scores and what their surroundings add; `joins`: every claimed join with its
    probability; `linked`: the joins that links name; `extra`: the joins that splits.py added;
    `tied`: units that a link holds together in one pair, joined or not; `settled`: the units of
    either side that links name; `claim_from`: the probability from which joins were claimed."""

    candidates: CandidateTable
    joins: dict[Edge, float]
    linked: set[Edge] = field(default_factory=set)
    extra: set[Edge] = field(default_factory=set)
    tied: set[Edge] = field(default_factory=set)
    settled: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    claim_from: float = CLAIM_FROM


def decide_joins(scores: Scores, links: Sequence[Link], claim_from: float = CLAIM_FROM) -> Decision:
    """The joins that links name, and the assignment of all other units as far as it is likely. It
    is computed twice: what is firm the first time raises the candidates around it."""
    decision = Decision((scores.rows, scores.columns), {}, claim_from=claim_from)
    place_links(scores, links, decision)
    candidates = _leave_settled_out(scores, decision.settled)
    firm = [edge for edge, chance in rate_assignment(candidates).items() if chance >= FIRM_FROM]
    decision.candidates = add_context(scores.units, sorted([*firm, *decision.linked]), candidates)
    decision.joins.update((edge, 1.0) for edge in sorted(decision.linked))
    decision.joins.update(
        (edge, chance)
        for edge, chance in rate_assignment(decision.candidates).items()
        if chance >= claim_from
    )
    return decision


def place_links(scores: Scores, links: Sequence[Link], decision: Decision) -> None:
    """Enter links into the decision: their joins and the units they settle. A link is passed over
    when it names clauses on a side and none of them is known; one with an empty side settles the
    units of the other side without a join."""
    places = (
        [{unit.ref: at for at, unit in enumerate(side)} for side in scores.units] if links else []
    )
    for link in links:
        lefts, rights = (
            [place[ref] for ref in refs if ref in place]
            for place, refs in zip(places, (link.left, link.right))
        )
        if bool(link.left) == bool(lefts) and bool(link.right) == bool(rights):
            decision.settled[0].update(lefts)
            decision.settled[1].update(rights)
            decision.linked |= join_link(scores, lefts, rights)
            decision.tied.update(
                [(i, j) for i in lefts for j in rights[:1]]
                + [(i, j) for i in lefts[:1] for j in rights]
            )


def join_link(scores: Scores, lefts: Sequence[int], rights: Sequence[int]) -> set[Edge]:
    """The best-scoring joins inside a link so that each of its clauses stands in one at least."""
    edges = sorted([(-scores.rows[i].get(j, 0.0), i, j) for i in lefts for j in rights])
    seen: tuple[set[int], set[int]] = set(), set()
    chosen = set()
    for _, i, j in edges:
        if i not in seen[0] or j not in seen[1]:
            chosen.add((i, j))
            seen[0].add(i)
            seen[1].add(j)
    return chosen


def _leave_settled_out(scores: Scores, settled: tuple[set[int], set[int]]) -> CandidateTable:
    if not settled[0] and not settled[1]:
        return scores.rows, scores.columns
    rows = [
        {} if i in settled[0] else {j: s for j, s in row.items() if j not in settled[1]}
        for i, row in enumerate(scores.rows)
    ]
    columns = [
        {} if j in settled[1] else {i: s for i, s in column.items() if i not in settled[0]}
        for j, column in enumerate(scores.columns)
    ]
    return rows, columns


def add_context(
    units: tuple[Sequence[Unit], Sequence[Unit]], firm: Sequence[Edge], candidates: CandidateTable
) -> CandidateTable:
    """The candidates, with a higher score where the clauses before, after or above both units
    answer each other (are among `firm`)."""
    rows, columns = [*candidates[0]], [*candidates[1]]
    high, copied = len(rows), set()
    for i, j, bonus in _list_context(units, firm):
        if 0 <= i < high and j in rows[i]:
            if i not in copied:
                copied.add(i)
                rows[i] = dict(rows[i])
            if ~j not in copied:
                copied.add(~j)
                columns[j] = dict(columns[j])
            rows[i][j] = columns[j][i] = rows[i][j] + bonus
    return rows, columns


def _list_context(
    units: tuple[Sequence[Unit], Sequence[Unit]], firm: Sequence[Edge]
) -> Iterable[tuple[int, int, float]]:
    below = [list_children(side) for side in units]
    for i, j in firm:
        yield i - 1, j - 1, NEIGHBOUR
        yield i + 1, j + 1, NEIGHBOUR
        if (own := below[0].get(units[0][i].ref)) and (other := below[1].get(units[1][j].ref)):
            yield from ((child, answer, FAMILY) for child in own for answer in other)


def list_children(units: Sequence[Unit]) -> dict[str, list[int]]:
    """For each ref the units directly below it."""
    children: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        if unit.parent:
            children.setdefault(unit.parent, []).append(at)
    return children


def rate_assignment(candidates: CandidateTable) -> dict[Edge, float]:
    """The joins of the best assignment, each with the probability that it is right."""
    rows, chances = candidates[0], AssignmentRater(candidates)
    high, wide = max(len(rows), 1), max(len(candidates[1]), 1)
    strong = [
        {j: s - TIE_BREAK * (i / high - j / wide) ** 2 for j, s in row.items() if s > LOWEST_SCORE}
        for i, row in enumerate(rows)
    ]
    return {
        (i, j): chances.rate(i, j, rows[i][j])
        for i, j in enumerate(assign_rows(strong, wide))
        if j >= 0
    }


class AssignmentRater:
    """The probability that two clauses answer each other, by their score and by its lead over the
    next candidates of both."""

    def __init__(self, candidates: CandidateTable) -> None:
        self.leaders = [list(map(_two_best, side)) for side in candidates]

    def rate(self, i: int, j: int, score: float) -> float:
        """The probability for the candidate (i, j) if it has this score."""
        weights = ASSIGNED_WEIGHTS
        return logistic(
            weights.score * score
            + weights.lead_left * _lead(self.leaders[0][i], score)
            + weights.lead_right * _lead(self.leaders[1][j], score)
            + weights.constant
        )


def _two_best(line: Candidates) -> tuple[float, float]:
    ranked = sorted(line.values(), reverse=True)
    return (ranked[0], ranked[1]) if len(ranked) > 1 else (ranked[0], 0.0) if ranked else (0.0, 0.0)


def _lead(leaders: tuple[float, float], score: float) -> float:
    return score - leaders[score >= leaders[0]]


def logistic(value: float) -> float:
    """The probability, 0 to 1, of these log odds."""
    return 1 / (1 + exp(-value)) if value > -700 else 0.0


def log_odds(chance: float) -> float:
    """The log odds of a probability between 0 and 1; the inverse of logistic()."""
    return log(chance / (1 - chance))
