"""A report as text, JSON, GitHub annotations, GitLab Code Quality or for reviewdog; sarif.py and
junit.py hold the longer ones.

Each format is a function over the whole report and decides nothing: every finding is in every
format.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any

from ..model.problems import ERROR, WARNING, Problem
from .baseline import fingerprint_findings, relate_path
from .junit import format_junit
from .rules import Finding
from .run import Report
from .sarif import format_sarif

SHOWN = 100
"""Columns of a source line that are shown, around the place of the finding."""
_COLORS = {ERROR: "\x1b[1;31m", WARNING: "\x1b[1;33m", "place": "\x1b[1m", "mark": "\x1b[36m"}


def format_text(report: Report, *, color: bool = False) -> str:
    """Each finding with its line, a caret and the hint; last what was found in all."""

    def paint(text: str, how: str) -> str:
        return f"{_COLORS[how]}{text}\x1b[0m" if color else text

    blocks = [_format_finding(finding, paint) for finding in report.findings]
    return "".join(block + "\n" for block in blocks) + summarize(report) + "\n"


def summarize(report: Report) -> str:
    """`2 errors, 1 warning in 9 files (3 ignored by comments, 4 in the baseline)`."""
    counts = [
        _count(report.count(severity), severity)
        for severity in (ERROR, WARNING)
        if report.count(severity)
    ]
    aside = [f"{report.silenced} ignored by comments"] * bool(report.silenced) + [
        f"{report.known} in the baseline"
    ] * bool(report.known)
    return f"{', '.join(counts) or 'no findings'} in {_count(len(report.files), 'file')}" + (
        f" ({', '.join(aside)})" if aside else ""
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _format_finding(finding: Finding, paint: Callable[[str, str], str]) -> str:
    problem, place = finding.problem, finding.problem.location
    lines = [
        f"{paint(_plain(str(place)) + ':', 'place')} {paint(problem.severity + ':', problem.severity)} {problem.message} [{problem.rule}]"
    ]
    if finding.source.strip():
        shown, at = _cut_source(finding.source, place.column)
        margin = f"{place.line:>5} | "
        lines += [
            paint(margin, "mark") + shown,
            paint(" " * (len(margin) - 2) + "| ", "mark") + " " * at + paint("^", problem.severity),
        ]
    if problem.hint:
        lines.append(f"        hint: {problem.hint}")
    return "\n".join(lines)


def _plain(path: str) -> str:
    """A path that can be printed: undecodable bytes and controls escaped, and no `::` at its
    beginning, which CI services take for a command."""
    shown = "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode()
        for char in path
    )
    return f"./{shown}" if shown.lstrip().startswith("::") else shown


def _cut_source(source: str, column: int) -> tuple[str, int]:
    """A part of the line around a column (from 1), and how many cells stand before the caret."""
    line = source.replace("\t", " ").rstrip()
    start = max(0, min(column - 1 - SHOWN * 2 // 3, len(line) - SHOWN)) if len(line) > SHOWN else 0
    shown = line[start : start + SHOWN]
    before = shown[: max(0, column - 1 - start)]
    lead = "..." if start else ""
    return lead + shown + ("..." if start + SHOWN < len(line) else ""), len(lead) + sum(
        map(_cells, before)
    )


def _cells(char: str) -> int:
    return (
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
    )


def format_json(report: Report, *, color: bool = False) -> str:
    """The findings as DESIGN section 5 has them, `schema` 1."""
    problems = [describe_problem(problem) for problem in report.problems]
    return json.dumps({"schema": 1, "problems": problems}, ensure_ascii=True, indent=1) + "\n"


def describe_problem(problem: Problem) -> dict[str, str | int | None]:
    """One finding as plain data."""
    place = problem.location
    return {
        "rule": problem.rule,
        "severity": problem.severity,
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "message": problem.message,
        "hint": problem.hint,
    }


def format_github(report: Report, *, color: bool = False) -> str:
    """GitHub workflow commands, one line for each finding: they become annotations of the changed
    files."""
    return "".join(_format_command(problem) for problem in report.problems)


def _format_command(problem: Problem) -> str:
    place = problem.location
    fields = {
        "file": place.path.replace("\\", "/"),
        "line": place.line,
        "col": place.column,
        "title": f"clausecmp {problem.rule}",
    }
    shown = ",".join(
        f"{key}={_escape(_plain(str(value))).replace(':', '%3A').replace(',', '%2C')}"
        for key, value in fields.items()
    )
    return f"::{problem.severity} {shown}::{_escape(_join_hint(problem))}\n"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


GITLAB_SEVERITIES = {ERROR: "major", WARNING: "minor"}
"""Code Quality has info, minor, major, critical and blocker."""


def format_gitlab(report: Report, *, color: bool = False) -> str:
    """GitLab Code Quality: a list of issues. The fingerprint stays the same when lines shift."""
    issues = [
        {
            "description": _join_hint(finding.problem),
            "check_name": finding.problem.rule,
            "fingerprint": print_,
            "severity": GITLAB_SEVERITIES[finding.problem.severity],
            "location": {
                "path": relate_path(finding.problem.location.path),
                "lines": {"begin": finding.problem.location.line},
            },
        }
        for finding, print_ in zip(report.findings, fingerprint_findings(report.findings))
    ]
    return json.dumps(issues, ensure_ascii=True, indent=1) + "\n"


def format_rdjson(report: Report, *, color: bool = False) -> str:
    """Reviewdog Diagnostic Format: a fix is a suggestion; columns count bytes of UTF-8."""
    diagnostics = [_describe_diagnostic(finding) for finding in report.findings]
    source = {"name": "clausecmp"}
    return json.dumps({"source": source, "diagnostics": diagnostics}, indent=1) + "\n"


def _describe_diagnostic(finding: Finding) -> dict[str, Any]:
    problem, place = finding.problem, finding.problem.location
    start = {"line": place.line, "column": _count_bytes(finding.source, place.column)}
    diagnostic: dict[str, Any] = {
        "message": _join_hint(problem),
        "location": {"path": relate_path(place.path), "range": {"start": start}},
        "severity": "ERROR" if problem.severity == ERROR else "WARNING",
        "code": {"value": problem.rule},
    }
    if fix := finding.fix:
        column = _count_bytes(finding.source, fix.location.column)
        line, end = fix.location.line, column + len(fix.old.encode("utf-8", "surrogatepass"))
        span = {"start": {"line": line, "column": column}, "end": {"line": line, "column": end}}
        diagnostic["suggestions"] = [{"range": span, "text": fix.new}]
    return diagnostic


def _count_bytes(source: str, column: int) -> int:
    """A column (from 1) counted in bytes of UTF-8; as it is behind what is kept of the line."""
    before = source[: column - 1]
    return column + len(before.encode("utf-8", "surrogatepass")) - len(before)


def _join_hint(problem: Problem) -> str:
    return problem.message + (f" ({problem.hint})" if problem.hint else "")


FORMATS: dict[str, Callable[..., str]] = {
    "text": format_text,
    "json": format_json,
    "github": format_github,
    "gitlab": format_gitlab,
    "rdjson": format_rdjson,
    "sarif": format_sarif,
    "junit": format_junit,
}
"""Every format by its name: (report, *, color) -> text."""
