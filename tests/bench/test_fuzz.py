"""A short run of the fuzz; `python -m tests.bench.fuzz` makes the long one."""

from __future__ import annotations

import sys

import pytest

pytest.importorskip("pypdfium2")
if not sys.platform.startswith("linux"):
    pytest.skip("the fuzz limits memory as Linux does", allow_module_level=True)

from tests.bench.fuzz import Outcome, run_cases


def test_damaged_files_and_arguments_never_crash() -> None:
    outcomes = list(run_cases(10, list(range(300)), jobs=1))
    assert len(outcomes) == 300
    assert [outcome for outcome in outcomes if outcome.fault] == []
    assert {outcome.exit_code for outcome in outcomes} == {0, 1, 2}


def test_a_crash_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fuzz can fail: a reader that stumbles over every file is noticed."""

    def stumble(*_: object, **__: object) -> Outcome:
        raise AssertionError("stumbled")

    monkeypatch.setattr("clausecmp.importers.imported.sniff_format", stumble)
    faults = [outcome.fault for outcome in run_cases(10, list(range(20)), jobs=1)]
    assert any("stumbled" in fault for fault in faults)
