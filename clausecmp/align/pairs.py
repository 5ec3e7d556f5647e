"""What comes out of an alignment: joins of single clauses, gathered in pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..model.draft import Draft
from ..model.sides import Sides
from ..model.vocabulary import Decider, Relation


@dataclass(frozen=True, slots=True)
class Join:
    """One left clause and the right clause that answers it. `score`: the probability, 0 to 1, that
    this is right."""

    left: str
    right: str
    score: float
    sure: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """The refs of clauses that answer each other; an empty side: added or removed. `score`: that of
    its weakest join; `joins`: which clause of the pair answers which."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    relation: Relation
    renumbered: bool = False
    moved: bool = False
    score: float | None = None
    sure: bool = True
    by: Decider = Decider.TEXT
    reasons: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()


PossibleJoins = Mapping[str, tuple[Join, ...]]
"""For a clause, by its ref, the joins that are too weak to claim, best first."""


@dataclass(frozen=True, slots=True)
class UnitAlignment:
    """Every clause of both sides in exactly one pair, in the order of the right side; a removed
    clause stands after the pair of the clause before it. `possible`: for clauses without
    counterpart, the candidates that are too weak to claim."""

    pairs: tuple[Pair, ...]
    possible: Sides[PossibleJoins]


@dataclass(frozen=True, slots=True)
class Alignment(UnitAlignment):
    """The same, with the drafts that were aligned."""

    drafts: Sides[Draft]


def mirror_join(join: Join) -> Join:
    """The join as seen from the other side."""
    return replace(join, left=join.right, right=join.left)


def mirror_pair(pair: Pair) -> Pair:
    """The pair as seen from the other side, its joins in document order."""
    joins = sorted(
        map(mirror_join, pair.joins),
        key=lambda join: (pair.right.index(join.left), pair.left.index(join.right)),
    )
    return replace(
        pair,
        left=pair.right,
        right=pair.left,
        relation=pair.relation.mirrored,
        joins=tuple(joins),
    )


def mirror_possible(possible: PossibleJoins) -> PossibleJoins:
    """The candidates as seen from the other side."""
    return {ref: tuple(map(mirror_join, joins)) for ref, joins in possible.items()}
