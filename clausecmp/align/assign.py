"""Which clause goes with which: links as fixed points, then the best one-to-one assignment, then
splits and merges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import exp

from ..files.links import Link
from .matching import assign_rows
from .score import Edge, Row, Scores
from .units import Unit

LOWEST = 0.1
"""Scores below take no part in the assignment."""
ACCEPT = 0.40
"""Probability from which an assigned pair is claimed (best of .30 to .50 on the twelve pairs, flat
between)."""
FIRM = 0.5
"""Probability from which a first assignment says something about the clauses around it."""
NEIGHBOUR = 0.1
"""What a pair gains for each neighbouring pair (the clauses before, the clauses after) that is
firm; with FAMILY worth .003."""
FAMILY = 0.1
"""What a pair gains when the clauses above it are a firm pair: the items of a paragraph follow
it."""
FIRST = (4.5, 1.4, 1.8, -2.1)
"""Probability of an assigned pair: weights of its score, its lead over the left and over the right
clause's next candidate, and the constant; a logistic regression over the twelve pairs, rounded."""
TIE = 1e-7
"""Equal scores are decided by the place in the draft: squared, so that repeated clauses keep their
order."""

Lines = tuple[list[Row], list[Row]]
"""Candidates with their scores, by row (left unit) and by column (right unit)."""


@dataclass(slots=True)
class Decision:
    """The outcome by unit index. `joins`: every claimed join with its probability; `linked` those
    that a person decided, `further` those of the second pass; `tied`: what links hold together in
    one pair without a join; `closed`: the units of either side that links have settled; `lines`:
    the open candidates, scored with their surroundings."""

    lines: Lines
    joins: dict[Edge, float]
    linked: set[Edge] = field(default_factory=set)
    further: set[Edge] = field(default_factory=set)
    tied: set[Edge] = field(default_factory=set)
    closed: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))


def decide_first(scores: Scores, links: Sequence[Link]) -> Decision:
    """What links say, and the assignment of the rest as far as it is likely enough."""
    decision = Decision((scores.rows, scores.columns), {})
    place_links(scores, links, decision)
    lines = _open_lines(scores, decision.closed)
    firm = [edge for edge, chance in rate_assignment(lines).items() if chance >= FIRM]
    decision.lines = add_context(scores.units, sorted([*firm, *decision.linked]), lines)
    decision.joins.update((edge, 1.0) for edge in sorted(decision.linked))
    decision.joins.update(
        (edge, chance)
        for edge, chance in rate_assignment(decision.lines).items()
        if chance >= ACCEPT
    )
    return decision


def place_links(scores: Scores, links: Sequence[Link], decision: Decision) -> None:
    """Links as joins, and the units they settle. A side whose refs are all unknown drops the link;
    an empty side settles the units of the other."""
    places = (
        [{unit.ref: at for at, unit in enumerate(side)} for side in scores.units] if links else []
    )
    for link in links:
        lefts, rights = (
            [place[ref] for ref in refs if ref in place]
            for place, refs in zip(places, (link.left, link.right))
        )
        if bool(link.left) == bool(lefts) and bool(link.right) == bool(rights):
            decision.closed[0].update(lefts)
            decision.closed[1].update(rights)
            decision.linked |= cover_link(scores, lefts, rights)
            decision.tied.update(
                [(i, j) for i in lefts for j in rights[:1]]
                + [(i, j) for i in lefts[:1] for j in rights]
            )


def cover_link(scores: Scores, lefts: Sequence[int], rights: Sequence[int]) -> set[Edge]:
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


def _open_lines(scores: Scores, closed: tuple[set[int], set[int]]) -> Lines:
    if not closed[0] and not closed[1]:
        return scores.rows, scores.columns
    rows = [
        {} if i in closed[0] else {j: s for j, s in row.items() if j not in closed[1]}
        for i, row in enumerate(scores.rows)
    ]
    columns = [
        {} if j in closed[1] else {i: s for i, s in column.items() if i not in closed[0]}
        for j, column in enumerate(scores.columns)
    ]
    return rows, columns


def add_context(
    units: tuple[Sequence[Unit], Sequence[Unit]], firm: Sequence[Edge], lines: Lines
) -> Lines:
    """The candidates, those raised whose neighbours or whose parents answer each other."""
    rows, columns = [*lines[0]], [*lines[1]]
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


def rate_assignment(lines: Lines) -> dict[Edge, float]:
    """The joins of the best assignment, each with the probability that it is right."""
    rows, chances = lines[0], Chances(lines)
    high, wide = max(len(rows), 1), max(len(lines[1]), 1)
    strong = [
        {j: s - TIE * (i / high - j / wide) ** 2 for j, s in row.items() if s > LOWEST}
        for i, row in enumerate(rows)
    ]
    return {
        (i, j): chances.rate(i, j, rows[i][j])
        for i, j in enumerate(assign_rows(strong, wide))
        if j >= 0
    }


class Chances:
    """The probability that two clauses answer each other, from their score and its lead over the
    runners-up of both."""

    def __init__(self, lines: Lines) -> None:
        self.leaders = [list(map(_two_best, side)) for side in lines]

    def rate(self, i: int, j: int, score: float) -> float:
        """The probability for a candidate with this score."""
        weight, left, right, constant = FIRST
        return logistic(
            weight * score
            + left * _lead(self.leaders[0][i], score)
            + right * _lead(self.leaders[1][j], score)
            + constant
        )


def _two_best(line: Row) -> tuple[float, float]:
    ranked = sorted(line.values(), reverse=True)
    return (ranked[0], ranked[1]) if len(ranked) > 1 else (ranked[0], 0.0) if ranked else (0.0, 0.0)


def _lead(leaders: tuple[float, float], score: float) -> float:
    return score - leaders[score >= leaders[0]]


def logistic(value: float) -> float:
    """From the sum of evidence to a probability."""
    return 1 / (1 + exp(-value)) if value > -700 else 0.0
