"""What an alignment is made of: Unit (what goes in), Join and Pair (what comes out), Alignment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from ..model.draft import Draft
from ..model.sides import Sides

if TYPE_CHECKING:
    from ..model.tokens import Fold
    from .assign import Decision
    from .score import Scores


class Unit(NamedTuple):  # a tuple: a comparison makes a thousand
    """A clause as it is aligned: its ref, the key of its article, kind, the article's heading, its
    words, the ref above."""

    ref: str
    article: str
    kind: str
    heading: str
    text: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """One left clause and the right clause that answers it, with the probability that this is
    right."""

    left: str
    right: str
    score: float
    sure: bool
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Clauses that answer each other; an empty side: added or removed. `by` is "text" or "link"."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    relation: str
    renumbered: bool = False
    moved: bool = False
    score: float | None = None
    sure: bool = True
    by: str = "text"
    reasons: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an alignment was decided from. `turned`: its left side is the right one of `scores`."""

    scores: Scores
    decision: Decision
    fold: Fold | None = None
    turned: bool = False

    def turn(self) -> Evidence:
        """The same for the exchanged sides."""
        return replace(self, turned=not self.turned)

    @property
    def sides(self) -> tuple[Sequence[Unit], Sequence[Unit]]:
        """The units, left and right as the user has them."""
        left, right = self.scores.units
        return (right, left) if self.turned else (left, right)

    def rate(self, i: int, j: int) -> float:
        """The score of a candidate, with its surroundings; 0 if it is none."""
        return self.decision.lines[0][i].get(j) or self.scores.rows[i].get(j, 0.0)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Every clause with words of its own of both drafts, each in exactly one pair, in the order of
    the right draft with removed clauses after the pair of the clause that precedes them.
    `possible`: for a clause without counterpart, the candidates too weak to claim, best first.
    `evidence`: what explain.py and review.py need, not part of the result."""

    drafts: Sides[Draft]
    pairs: tuple[Pair, ...]
    possible: Sides[Mapping[str, tuple[Join, ...]]] = field(default_factory=lambda: Sides({}, {}))
    evidence: Evidence | None = field(default=None, compare=False, repr=False)


TURNED = {"split": "merged", "merged": "split", "added": "removed", "removed": "added"}
"""Relations that read differently from the other side."""


def turn_join(join: Join) -> Join:
    """The join as seen from the other side."""
    return replace(join, left=join.right, right=join.left)


def turn_pair(pair: Pair) -> Pair:
    """The pair as seen from the other side, joins in document order."""
    joins = sorted(
        map(turn_join, pair.joins),
        key=lambda join: (pair.right.index(join.left), pair.left.index(join.right)),
    )
    return replace(
        pair,
        left=pair.right,
        right=pair.left,
        relation=TURNED.get(pair.relation, pair.relation),
        joins=tuple(joins),
    )
