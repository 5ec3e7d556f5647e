"""The aligner keeps its recorded level: the mean over the twelve pairs must not fall by more than
.005."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausecmp.align.alignment import align_units

from .alignment import list_joins, measure_case, measure_means, read_recorded
from .gold import has_gold, load_cases, score_joins
from .treaties import align_treaties, find_files

MOST = 0.005
needs_gold = pytest.mark.skipif(
    not has_gold(), reason="../shared/alignment-gold is not beside the checkout"
)


@needs_gold
def test_mean_has_not_fallen() -> None:
    means = measure_means([measure_case(case, repeat=1, memory=False) for case in load_cases()])
    recorded = read_recorded()["mean"]
    for level, value in means.items():
        assert value >= recorded[level] - MOST, (
            f"{level} F1 fell from {recorded[level]} to {value}; python -m tests.bench.alignment says where"
        )


@needs_gold
def test_mirrored_on_a_whole_act() -> None:
    case = next(case for case in load_cases(["sales"]))
    forth = sorted(list_joins(align_units(case.left, case.right).pairs))
    assert forth == sorted(
        (left, right) for right, left in list_joins(align_units(case.right, case.left).pairs)
    )


@needs_gold
@pytest.mark.parametrize("path", find_files(), ids=lambda path: path.stem)
def test_conventions_by_text_alone(path: Path) -> None:
    found = score_joins(*align_treaties(path))["paragraph"]["F1"]
    assert (
        found >= read_recorded()["treaties"][path.stem] - 2 * MOST
    )  # the drafts are still being corrected
