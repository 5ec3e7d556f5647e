"""Two values that belong together: one of the left side, one of the right."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from .vocabulary import Side

T = TypeVar("T")


class Sides(NamedTuple, Generic[T]):
    """One value for the left side and one for the right."""

    left: T
    right: T

    def swap(self) -> Sides[T]:
        return Sides(self.right, self.left)

    def of(self, side: Side) -> T:
        """The value of one side."""
        return self.left if side is Side.LEFT else self.right
