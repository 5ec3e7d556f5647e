"""A report as JUnit XML: a suite for each file, a failed case for each finding, a passed one for a
file without."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from ..model.problems import Problem
from .run import Report

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def format_junit(report: Report, *, color: bool = False) -> str:
    """The XML text; `type` of a failure is the severity."""
    by_file: dict[str, list[Problem]] = {path: [] for path in report.files}
    for problem in report.problems:
        by_file.setdefault(problem.location.path, []).append(problem)
    suites = "".join(_format_suite(path, problems) for path, problems in by_file.items())
    tests = sum(max(1, len(problems)) for problems in by_file.values())
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="clausecmp check" tests="{tests}" failures="{len(report.problems)}" errors="0">\n'
        f"{suites}</testsuites>\n"
    )


def _format_suite(path: str, problems: Sequence[Problem]) -> str:
    cases = (
        "".join(_format_case(problem) for problem in problems)
        or f'    <testcase name={_quote(path)} classname="clausecmp"/>\n'
    )
    return f'  <testsuite name={_quote(path)} tests="{max(1, len(problems))}" failures="{len(problems)}" errors="0">\n{cases}  </testsuite>\n'


def _format_case(problem: Problem) -> str:
    place = problem.location
    name = _quote(f"{problem.rule} at line {place.line}, column {place.column}")
    return (
        f"    <testcase name={name} classname={_quote(place.path)}>\n"
        f"      <failure type={_quote(problem.severity)} message={_quote(problem.message)}>{escape(_clean(str(problem)))}</failure>\n    </testcase>\n"
    )


def _quote(text: str) -> str:
    return quoteattr(_clean(text))


def _clean(text: str) -> str:
    """`text` without what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
