"""A baseline: the findings that were there before, so that only new ones fail.

A finding is known again by its rule, its file, its message without line numbers and the text of its
line; so it stays the same when lines shift, and is new when its line is changed. One entry stands
on one line of the file, for git.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from ..files.yaml_read import read_text
from ..model.problems import WARNING, InputError, Location, Problem
from .rules import Finding
from .run import Report, sort_findings

_LINES = re.compile(r"\bline \d+|:\d+(?::\d+)?(?=[,)\s]|$)")


class Identity(NamedTuple):
    """What makes a finding the same in another run."""

    path: str
    rule: str
    message: str
    text: str


def relate_path(path: str, folder: str = "") -> str:
    """A path as told from `folder` (the current one by default), with slashes."""
    with suppress(ValueError):  # another drive
        path = os.path.relpath(path, folder or ".")
    return Path(path).as_posix()


def identify(finding: Finding, folder: str) -> Identity:
    """The identity of a finding; its path is told from `folder`."""
    problem = finding.problem
    return Identity(
        relate_path(problem.location.path, folder),
        problem.rule,
        _LINES.sub("line", problem.message),
        " ".join(finding.source.split())[:200],
    )


def fingerprint_findings(findings: Iterable[Finding]) -> list[str]:
    """A short hash for each finding that stays the same when lines shift; of equal ones the first,
    the second and so on are told apart."""
    seen: Counter[Identity] = Counter()
    prints = []
    for finding in findings:
        identity = identify(finding, "")
        seen[identity] += 1
        data = json.dumps([*identity, seen[identity]])
        prints.append(hashlib.sha256(data.encode()).hexdigest()[:32])
    return prints


def write_baseline(findings: Iterable[Finding], path: str) -> str:
    """The text of a baseline file at `path` that holds these findings."""
    counts = Counter(identify(finding, os.path.dirname(path)) for finding in findings)
    entries = [
        json.dumps({**identity._asdict(), "count": count}, ensure_ascii=False)
        for identity, count in sorted(counts.items())
    ]
    return '{"schema": 1, "findings": [\n' + ",\n".join(entries) + "\n]}\n"


class Baseline(NamedTuple):
    """A baseline as read: how many findings of each identity it holds, and the line of each
    entry."""

    path: str
    counts: dict[Identity, int]
    lines: dict[Identity, int]


def read_baseline(path: str) -> Baseline:
    """A baseline file. Raises InputError if it is none."""
    text = read_text(path)
    try:
        data = json.loads(text)
        entries = [
            (Identity(*(str(entry[key]) for key in Identity._fields)), int(entry.get("count", 1)))
            for entry in data["findings"]
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise InputError(
            [
                Problem(
                    Location(path, line),
                    f"this is no baseline: {error}",
                    "schema",
                    hint="write one with --baseline FILE --write-baseline",
                )
            ]
        ) from None
    counts: Counter[Identity] = Counter()
    lines: dict[Identity, int] = {}
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        if '"rule"' in line and at < len(entries):
            lines.setdefault(entries[at][0], number)
            at += 1
    for identity, count in entries:
        counts[identity] += count
    return Baseline(path, dict(counts), lines)


def apply_baseline(report: Report, baseline: Baseline, chosen: Collection[str]) -> Report:
    """The report without the findings that the baseline holds, and with one for each entry that is
    no longer needed."""
    folder = os.path.dirname(baseline.path)
    left = Counter(baseline.counts)
    kept = []
    for finding in report.findings:
        identity = identify(finding, folder)
        if left[identity] > 0:
            left[identity] -= 1
        else:
            kept.append(finding)
    known = len(report.findings) - len(kept)
    if "baseline-unneeded" in chosen:
        kept += _find_unneeded(left, baseline, report, chosen, folder)
    return replace(report, findings=tuple(sort_findings(kept)), known=known)


def _find_unneeded(
    left: Counter[Identity],
    baseline: Baseline,
    report: Report,
    chosen: Collection[str],
    folder: str,
) -> Iterable[Finding]:
    checked = {os.path.abspath(path) for path in report.files}
    for identity, count in left.items():
        place = os.path.abspath(os.path.join(folder, identity.path))
        if (
            count > 0
            and identity.rule in chosen
            and (place in checked or not os.path.exists(place))
        ):
            message = f"{identity.path} has no such finding of {identity.rule} any more: {identity.message[:100]}"
            yield Finding(
                Problem(
                    Location(baseline.path, baseline.lines.get(identity, 1)),
                    message,
                    "baseline-unneeded",
                    WARNING,
                    "write the baseline anew with --write-baseline",
                ),
                "",
            )
