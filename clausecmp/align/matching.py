"""The optimal one-to-one assignment over sparse scores."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from .score import Candidates


def assign_rows(rows: Sequence[Candidates], width: int) -> list[int]:
    """For each row its column in the assignment of highest total score, or -1; a row may stay
    alone.

    Exact, by shortest augmenting paths from a start in which every row that can has its best column
    (Jonker and Volgenant 1987, sparse). `rows` hold positive scores only.
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


class _Matching:
    """A partial assignment with the prices of its columns."""

    def __init__(self, rows: Sequence[Candidates], width: int) -> None:
        self.rows = rows
        self.row_of, self.column_of, self.prices = [-1] * width, [-1] * len(rows), [0.0] * width

    def augment(self, start: int) -> None:
        """Give row `start` a place, by the cheapest chain of changes; it may end with a row left
        alone."""
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

    def _relax(
        self,
        i: int,
        base: float,
        reach: dict[int, float],
        came: dict[int, int],
        settled: dict[int, float],
        heap: list[tuple[float, int]],
    ) -> float:
        """Offer row i's columns at their cost; returns the cost at which row i itself would stay
        alone."""
        row, prices, own = self.rows[i], self.prices, self.column_of[i]
        gain = (
            max(0.0, max(s - prices[j] for j, s in row.items()))
            if own < 0
            else row[own] - prices[own]
        )
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
