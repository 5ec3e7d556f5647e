"""What rests on a file that cannot be read is not judged, and one line says so."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from clausecmp.check.run import Report, check_paths
from tests.conftest import ROOT, SHARED, needs_shared

REV3 = "drafts/un-cybercrime/2024-05-23.yaml"
LINKS = "mappings/links/budapest@2001-11-23--un-cybercrime@2024-05-23.yaml"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Copies of the shipped drafts and mappings, which have no finding."""
    for part in ("drafts", "mappings"):
        shutil.copytree(ROOT / part, tmp_path / part)
    return tmp_path


def check(place: Path, *parts: str) -> Report:
    return check_paths(
        [place / part for part in parts or ("drafts", "mappings")],
        drafts=[place / "drafts"],
        mappings=[place / "mappings"],
    )


def break_file(place: Path, name: str, old: str, new: str = "") -> None:
    path = place / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "unjudged"),
    [
        ("mappings/terms.yaml", "]", "", "syntax", ["link-conflict", "undefined-term"]),
        ("mappings/terms.yaml", "[", "", "schema", ["link-conflict", "undefined-term"]),
        ("mappings/terms.yaml", "\nterms:", "\ntermes:", "schema", ["link-conflict"]),
        ("mappings/themes.yaml", "\n", "\n[", "syntax", ["unknown-theme"]),
        ("mappings/stakeholders.yaml", "]", "", "syntax", ["unknown-stakeholder"]),
        ("mappings/records.yaml", "\n", "\n{", "syntax", ["unknown-record", "old-numbering"]),
        ("mappings/numbering/un-cybercrime.yaml", "]", "", "syntax", ["old-numbering"]),
        (REV3, "\nclauses:", "\nclauses: [", "syntax", ["unknown-ref", "link-conflict"]),
        (REV3, "\nversion:", "\nversoin:", "schema", ["unknown-ref", "link-conflict"]),
    ],
)
def test_one_slip_is_one_error_and_one_line(place, name, old, new, rule, unjudged):
    assert check(place).problems == []
    break_file(place, name, old, new)
    report = check(place)
    told = [problem for problem in report.problems if problem.rule == "not-judged"]
    others = {problem.rule for problem in report.problems} - {"not-judged"}
    assert others <= {rule, "unknown-file"} and rule in others
    assert {problem.location.path for problem in report.problems} == {str(place / name)}
    assert len(told) == 1 and all(name in told[0].message for name in unjudged)
    assert report.count("error") <= 2


def test_links_that_cannot_be_read_carry_nothing(place):
    """An orphan is told from what the links carry; without them nobody knows."""
    break_file(place, LINKS, "\nlinks:", "\nlinks: [")
    report = check(place)
    assert {problem.rule for problem in report.problems} <= {"syntax", "not-judged"}


def test_what_does_not_rest_on_the_file_is_judged(place):
    break_file(place, "mappings/terms.yaml", "]")
    break_file(place, "mappings/concerns/diplo-2024.yaml", "\n    theme: ", "\n    theme: x-")
    assert "unknown-theme" in {problem.rule for problem in check(place).problems}
    break_file(place, "mappings/themes.yaml", "\n", "\n[")
    assert "unknown-theme" not in {problem.rule for problem in check(place).problems}


def test_a_file_that_is_only_looked_up_is_named_too(place):
    break_file(place, "mappings/themes.yaml", "\n", "\n[")
    [problem] = check(place, "mappings/concerns/diplo-2024.yaml").problems
    assert problem.rule == "not-judged" and problem.location.path.endswith("themes.yaml")
    assert "unknown-theme in" in problem.message and problem.severity == "warning"


OFFICIAL = """instrument: act
version: "1"
title: Act on Cups
wording: %s
clauses:
  - {article: 1, text: Each Party shall keep a cup.}
  - {article: 4A, text: Article 99 applies.}
  - {article: 9, text: "It is [open."}
  - {article: 8, text: It is closed.}
"""


def test_nobody_is_blamed_for_the_numbers_of_an_official_text(tmp_path):
    path = tmp_path / "drafts" / "act" / "1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(OFFICIAL % "restated")
    assert Counter(problem.rule for problem in check(tmp_path, "drafts").problems) == {
        "numbering": 3,
        "broken-reference": 1,
        "brackets": 1,
    }
    path.write_text(OFFICIAL % "official")
    problems = check(tmp_path, "drafts").problems
    assert Counter(problem.rule for problem in problems) == {
        "numbering": 1,
        "broken-reference": 1,
        "brackets": 1,
    }
    numbers = next(problem for problem in problems if problem.rule == "numbering")
    assert numbers.message.startswith("the numbers do not follow in this official text in 3 places")
    assert numbers.severity == "warning" and "lines 7, 8, 9" in (numbers.hint or "")


@needs_shared
@pytest.mark.parametrize("name", ["md/vclt69.md", "akn/bungenix-act.xml", "md/crc.md"])
def test_an_import_has_no_error_and_at_most_one_warning_of_a_rule(name, tmp_path, run):
    path = tmp_path / "drafts" / "act" / "1.yaml"
    path.parent.mkdir(parents=True)
    given = SHARED / "documents" / name
    done = run("import", given, "--instrument", "act", "--version", "1", "--out", path)
    assert done.exit_code == 0
    report = check(tmp_path, "drafts")
    assert report.count("error") == 0
    assert all(count == 1 for count in Counter(one.rule for one in report.problems).values())
