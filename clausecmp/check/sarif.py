"""A report as SARIF 2.1.0 (OASIS), for code scanning services."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from .. import __version__
from ..model.problems import ERROR
from .baseline import fingerprint_findings
from .fixes import Fix
from .rules import RULES, Finding, Rule
from .run import Report

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def format_sarif(report: Report, *, color: bool = False) -> str:
    """One run with every rule and every finding. Paths below the current folder are relative to
    SRCROOT; `partialFingerprints` stay the same when lines shift."""
    ids = {name: at for at, name in enumerate(RULES)}
    results = [
        _describe_result(finding, ids, print_)
        for finding, print_ in zip(report.findings, fingerprint_findings(report.findings))
    ]
    driver = {
        "name": "clausecmp",
        "version": __version__,
        "rules": [_describe_rule(rule) for rule in RULES.values()],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _level(severity: str) -> str:
    return "error" if severity == ERROR else "warning"


def _describe_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.sentence},
        "fullDescription": {"text": rule.about},
        "help": {"text": rule.about},
        "defaultConfiguration": {"level": _level(rule.severity)},
    }


def _describe_result(finding: Finding, ids: dict[str, int], print_: str) -> dict[str, Any]:
    problem, place = finding.problem, finding.problem.location
    region: dict[str, Any] = {"startLine": max(1, place.line), "startColumn": max(1, place.column)}
    if finding.source:
        region["snippet"] = {"text": finding.source}
    text = problem.message + (f" ({problem.hint})" if problem.hint else "")
    return {
        "ruleId": problem.rule,
        **({"ruleIndex": ids[problem.rule]} if problem.rule in ids else {}),
        "level": _level(problem.severity),
        "message": {"text": text},
        "locations": [
            {"physicalLocation": {"artifactLocation": _locate(place.path), "region": region}}
        ],
        "partialFingerprints": {"clausecmp/v1": print_},
        **({"fixes": [_describe_fix(finding.fix)]} if finding.fix else {}),
    }


def _describe_fix(fix: Fix) -> dict[str, Any]:
    line, column = fix.location.line, fix.location.column
    region = {"startLine": line, "startColumn": column, "endColumn": column + len(fix.old)}
    replacement = {"deletedRegion": region, "insertedContent": {"text": fix.new}}
    change = {"artifactLocation": _locate(fix.location.path), "replacements": [replacement]}
    return {"description": {"text": f"write {fix.value}"}, "artifactChanges": [change]}


def _locate(path: str) -> dict[str, str]:
    """The URI of a file: relative to the source root where it stands below it, else absolute."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        relative = os.pardir
    raw = os.fsencode(Path(relative).as_posix())
    if raw.startswith(b".."):
        return {"uri": "file://" + _escape(os.fsencode(Path(os.path.abspath(path)).as_posix()))}
    return {"uri": _escape(raw), "uriBaseId": "%SRCROOT%"}


def _escape(path: bytes) -> str:
    """A path as it stands in a URI (RFC 3986)."""
    return "".join(
        chr(byte)
        if byte < 128 and (chr(byte).isalnum() or chr(byte) in "/-._~")
        else f"%{byte:02X}"
        for byte in path
    )
