"""How time and memory grow: the acts of all pairs one after the other, cut to a number of clauses a
side."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Sequence

from clausecmp.align.alignment import align_units
from clausecmp.align.units import Unit

from .gold import Case

SIZES = (100, 400, 1600, 6400)


def make_units(cases: Sequence[Case], size: int) -> tuple[list[Unit], list[Unit]]:
    """`size` units a side from all acts in turn; read again, with every word marked, when the acts
    are used up."""
    sides: tuple[list[Unit], list[Unit]] = ([], [])
    for side in (0, 1):
        units = [(case.name, unit) for case in cases for unit in (case.left, case.right)[side]]
        for at in range(size):
            name, unit = units[at % len(units)]
            lap = at // len(units)
            words = [
                word + "qx"[lap % 2] * lap if lap and len(word) > 6 else word
                for word in unit.text.split()
            ]
            sides[side].append(
                Unit(
                    f"{name}{lap}:{unit.ref}",
                    f"{name}{lap}:{unit.article}",
                    unit.kind,
                    unit.heading,
                    " ".join(words),
                    f"{name}{lap}:{unit.parent}" if unit.parent else None,
                )
            )
    return sides


def time_size(cases: Sequence[Case], size: int) -> tuple[float, float]:
    """Seconds of one alignment and the peak memory of the process in MB."""
    left, right = make_units(cases, size)
    start = time.perf_counter()
    align_units(left, right)
    return time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def print_scale(cases: Sequence[Case]) -> None:
    """Each size in a process of its own."""
    print(f"\n{'clauses a side':<15} {'s':>7} {'MB':>6}")
    for size in SIZES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            seconds, peak = pool.apply(time_size, (cases, size))
        print(f"{size:<15} {seconds:7.2f} {peak:6.0f}")
