"""The directions of signals, and the grade below a grade."""

from __future__ import annotations

from enum import StrEnum

from ..model.vocabulary import Grade


class Direction(StrEnum):
    """How the right text differs from the left one: it binds more or less, it reaches more or less,
    or neither can be told."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    WIDER = "wider"
    NARROWER = "narrower"
    NEUTRAL = "neutral"

    @property
    def opposite(self) -> Direction:
        """The same difference, read from the other side."""
        return _OPPOSITE[self]


_OPPOSITE = {
    Direction.STRONGER: Direction.WEAKER,
    Direction.WEAKER: Direction.STRONGER,
    Direction.WIDER: Direction.NARROWER,
    Direction.NARROWER: Direction.WIDER,
    Direction.NEUTRAL: Direction.NEUTRAL,
}
LOWER = {Grade.HIGH: Grade.MEDIUM, Grade.MEDIUM: Grade.LOW, Grade.LOW: Grade.LOW}
"""The next grade below; the lowest stays."""
