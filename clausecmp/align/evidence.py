"""What an alignment is decided from: the scores of all candidates and what was decided by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model.sides import Sides
from ..model.tokens import Fold
from ..model.vocabulary import Side
from .assign import Decision
from .score import Scores
from .units import Unit


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two lists of units were aligned by; explaining and reviewing an alignment need it.
    `mirrored`: the left side of the user is the right one of `scores` and `decision`; `across`: the
    sides are in different languages."""

    scores: Scores
    decision: Decision
    fold: Fold | None = None
    mirrored: bool = False
    across: bool = False

    @property
    def units(self) -> Sides[Sequence[Unit]]:
        """The units, left and right as the user has them."""
        left, right = self.scores.units
        return Sides(right, left) if self.mirrored else Sides(left, right)

    def number_of(self, side: Side) -> int:
        """Which side of `scores` (0 or 1) is the user's `side`."""
        return int((side == Side.RIGHT) != self.mirrored)

    def rate(self, i: int, j: int) -> float:
        """The score of a candidate, with what its surroundings add; 0 if it is none."""
        return self.decision.candidates[0][i].get(j) or self.scores.rows[i].get(j, 0.0)
