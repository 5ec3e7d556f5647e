"""More than 50 faults planted in copies of the shipped files are all reported, at their lines, and
nothing else is."""

from __future__ import annotations

import os
from pathlib import Path

from clausecmp.check.baseline import apply_baseline, identify, read_baseline
from clausecmp.check.rules import RULES
from clausecmp.check.run import Report, check_paths
from tests.check.seeded_faults import ROOT, plant_faults


def check_here(folder: Path) -> Report:
    """Both folders of data, each name looked up beside them."""
    return check_paths(
        [folder / "drafts", folder / "mappings"],
        drafts=[folder / "drafts"],
        mappings=[folder / "mappings"],
    )


def test_every_planted_fault_is_found_and_nothing_else(tmp_path):
    planter = plant_faults(tmp_path)
    report = apply_baseline(
        check_here(tmp_path), read_baseline(str(tmp_path / "baseline.json")), RULES
    )
    before = {identify(finding, str(ROOT)) for finding in check_here(ROOT).findings}
    found = {
        (
            os.path.relpath(finding.problem.location.path, tmp_path),
            finding.problem.location.line,
            finding.problem.rule,
        )
        for finding in report.findings
        if identify(finding, str(tmp_path)) not in before
    }
    assert sorted(planter.expected - found) == [], "planted and not found"
    assert sorted(found - planter.expected) == [], "found and not planted"
    assert len(planter.expected) >= 50
    assert {rule for _, _, rule in planter.expected} == set(RULES)
