"""The lowest versions that pyproject.toml declares are those that are tried (tests/lowest.txt)."""

from __future__ import annotations

import tomllib

from tests.conftest import ROOT


def test_lowest_versions_are_those_that_are_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = [*project["dependencies"], *extras["import"], *extras["browse"], *extras["test"]]
    lines = (ROOT / "tests" / "lowest.txt").read_text(encoding="utf-8").splitlines()
    tried = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    for requirement in declared:
        name, _, lowest = requirement.partition(">=")
        assert lowest, f"{requirement}: a lower bound is missing"
        assert tried[name].startswith(lowest), f"{name}: {lowest} declared, {tried[name]} tried"
    assert len(tried) == len(declared)


def test_types_ship_with_the_package() -> None:
    assert (ROOT / "clausecmp" / "py.typed").is_file()
