"""Every format holds every finding; tools that others wrote can read them."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecmp.check.formats import FORMATS, format_github, format_json, format_text
from clausecmp.check.junit import format_junit
from clausecmp.check.rules import RULES, Finding
from clausecmp.check.run import Report
from clausecmp.check.sarif import format_sarif
from clausecmp.model.problems import Location, Problem

WORDS = st.text(max_size=30)
PROBLEM = st.builds(
    Problem,
    st.builds(
        Location,
        st.sampled_from(
            ["a.yaml", "b/c d.yaml", "\u00e9%#?.yaml", "/abs/x.yaml", "odd\udcff.yaml"]
        ),
        st.integers(1, 99),
        st.integers(1, 200),
    ),
    WORDS.map(lambda text: " ".join(text.split())),
    st.sampled_from(sorted(RULES)),
    st.sampled_from(["error", "warning"]),
    st.one_of(st.none(), WORDS),
)
REPORTS = st.builds(
    lambda problems, source: Report(
        tuple(Finding(problem, source) for problem in problems), ("a.yaml", "clean.yaml")
    ),
    st.lists(PROBLEM, max_size=8),
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200),
)


def make_report(*messages: str) -> Report:
    return Report(
        tuple(
            Finding(
                Problem(Location("a b.yaml", 3, 5), message, "unknown-ref", hint="try 2"),
                "  - refs: [9]",
            )
            for message in messages
        ),
        ("a b.yaml", "c.yaml"),
    )


@given(REPORTS)
def test_every_format_reports_the_same_count(report):
    count = len(report.findings)
    assert len(json.loads(format_json(report))["problems"]) == count
    lines = format_github(report).split("\n")[:-1]
    assert len(lines) == count and all(
        line.startswith(("::error ", "::warning ")) for line in lines
    )
    assert len(json.loads(format_sarif(report))["runs"][0]["results"]) == count
    tree = ElementTree.fromstring(format_junit(report).encode())
    assert len(tree.findall("*/testcase/failure")) == count == int(tree.get("failures"))
    text = format_text(report)
    assert (
        sum(
            any(
                f": {severity}: " in line and line.endswith("]")
                for severity in ("error", "warning")
            )
            for line in text.split("\n")
        )
        >= count
    )
    for form in FORMATS.values():
        form(report).encode("utf-8")


def test_json_is_the_contract():
    assert json.loads(format_json(make_report("m"))) == {
        "schema": 1,
        "problems": [
            {
                "rule": "unknown-ref",
                "severity": "error",
                "path": "a b.yaml",
                "line": 3,
                "column": 5,
                "message": "m",
                "hint": "try 2",
            }
        ],
    }


def test_github_commands_are_escaped():
    assert (
        format_github(make_report("100%: a,b"))
        == "::error file=a b.yaml,line=3,col=5,title=clausecmp unknown-ref::100%25: a,b (try 2)\n"
    )


def test_the_caret_stands_under_its_column():
    source = "  note: 中文 e\u0301 [x] " + "y" * 300
    at = source.index("[x]") + 1
    report = Report(
        (Finding(Problem(Location("a.yaml", 7, at), "m", "schema"), source),), ("a.yaml",)
    )
    _, shown, caret, _, _ = format_text(report).split("\n")
    cells = sum(
        2 if "\u4e00" <= char <= "\u9fff" else 0 if char == "\u0301" else 1
        for char in shown[: shown.index("[x]")]
    )
    assert caret.index("^") == cells and len(shown) < 120
    far = Report(
        (Finding(Problem(Location("a.yaml", 7, 250), "m", "schema"), source),), ("a.yaml",)
    )
    _, shown, caret, _, _ = format_text(far).split("\n")
    assert shown[caret.index("^")] == "y" if caret.index("^") < 60 else caret.index("^") < 120


def test_sarif_names_rules_files_and_lasting_fingerprints(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = json.loads(format_sarif(make_report("m", "m", "at line 4 n")))
    run = data["runs"][0]
    assert data["version"] == "2.1.0" and [
        rule["id"] for rule in run["tool"]["driver"]["rules"]
    ] == list(RULES)
    first = run["results"][0]
    assert (
        run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == first["ruleId"] == "unknown-ref"
    )
    place = first["locations"][0]["physicalLocation"]
    assert (
        place["artifactLocation"] == {"uri": "a%20b.yaml", "uriBaseId": "%SRCROOT%"}
        and place["region"]["startColumn"] == 5
    )
    prints = [result["partialFingerprints"]["clausecmp/v1"] for result in run["results"]]
    assert len(set(prints)) == 3
    moved = Report(
        tuple(
            finding._replace(
                problem=finding.problem._replace(
                    location=Location("a b.yaml", 30, 5),
                    message=finding.problem.message.replace("4", "31"),
                )
            )
            for finding in make_report("m", "m", "at line 4 n").findings
        ),
        (),
    )
    assert [
        result["partialFingerprints"]["clausecmp/v1"]
        for result in json.loads(format_sarif(moved))["runs"][0]["results"]
    ] == prints


def test_sarif_is_what_the_official_schema_asks_for():
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    path = os.environ.get("SARIF_SCHEMA", "")
    if not Path(path).is_file():
        pytest.skip(
            "SARIF_SCHEMA does not name the official sarif-schema-2.1.0.json (140 kB, not kept here)"
        )
    schema = json.loads(Path(path).read_text())
    jsonschema.validators.validator_for(schema)(schema).validate(
        json.loads(format_sarif(make_report("m", "n")))
    )


def test_sarif_tools_read_it(tmp_path):
    loader = pytest.importorskip("sarif.loader", reason="sarif-tools is not installed")
    (tmp_path / "x.sarif").write_text(format_sarif(make_report("m", "n")))
    found = loader.load_sarif_file(str(tmp_path / "x.sarif"))
    assert [record["Severity"] for record in found.get_records()] == ["error", "error"]
    assert {record["Location"] for record in found.get_records()} == {"a%20b.yaml"}


def test_junitparser_reads_it(tmp_path):
    junitparser = pytest.importorskip("junitparser", reason="junitparser is not installed")
    (tmp_path / "x.xml").write_text(
        format_junit(make_report("<m> & \u0007", "n")), encoding="utf-8"
    )
    found = junitparser.JUnitXml.fromfile(str(tmp_path / "x.xml"))
    assert (found.tests, found.failures, found.errors) == (3, 2, 0)
    assert [len(list(suite)) for suite in found] == [2, 1]
