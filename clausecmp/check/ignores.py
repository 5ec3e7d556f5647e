"""Comments that silence a finding: `# clausecmp: ignore[rule-id] reason`, on its line or alone on
the line before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ..files.yaml_edit import find_spans
from ..model.problems import WARNING, Location, Problem, suggest
from .files import CheckedFile
from .rules import RULES, Finding

_IGNORE = re.compile(r"#[ \t]*clausecmp:[ \t]*ignore\b(?:\[(?P<ids>[^\]\n]*)\])?(?P<reason>[^\n]*)")


@dataclass(slots=True)
class Ignore:
    """One comment: its place, the rules it names, the line whose findings it silences, those it did
    silence."""

    location: Location
    ids: tuple[str, ...]
    reason: str
    line: int
    used: set[str] = field(default_factory=set)


def read_ignores(file: CheckedFile) -> list[Ignore]:
    """The ignoring comments of a file; the same words inside a text are none."""
    found = (
        [
            match
            for match in _IGNORE.finditer(file.text)
            if file.text[match.start() - 1 : match.start()] in ("", " ", "\t", "\n")
        ]
        if "clausecmp:" in file.text
        else []
    )
    if not found:
        return []
    inside = _find_covered(file) if file.root is not None else []
    return [
        _make_ignore(file, match)
        for match in found
        if not any(start <= match.start() < end for start, end in inside)
    ]


def _find_covered(file: CheckedFile) -> list[tuple[int, int]]:
    """The stretches of the text that scalars with such words take up; of a block, what follows its
    first line."""
    covered = []
    for (kind, _, _), span in find_spans(file.text).items():
        if kind is str and "clausecmp:" in file.text[span.start : span.end]:
            start = file.text.find("\n", span.start) if span.style in ("|", ">") else span.start
            covered.append((start, span.end))
    return covered


def _make_ignore(file: CheckedFile, match: re.Match[str]) -> Ignore:
    line = file.text.count("\n", 0, match.start()) + 1
    begin = file.offset(line)
    alone = not file.text[begin : match.start()].strip()
    target = line
    while (
        alone
        and (text := file.line(target).strip()) is not None
        and (not text or text.startswith("#"))
        and file.offset(target) < len(file.text)
    ):
        target += 1
    ids = tuple(name.strip() for name in (match["ids"] or "").split(",") if name.strip())
    return Ignore(
        Location(file.path, line, match.start() - begin + 1),
        ids,
        match["reason"].strip(" \t\r:-"),
        target,
    )


def apply_ignores(
    findings: Sequence[Finding], ignores: Sequence[Ignore]
) -> tuple[list[Finding], int]:
    """The findings that no comment silences, and how many are silenced; each comment notes what it
    was used for."""
    by_line: dict[int, list[Ignore]] = {}
    for ignore in ignores:
        by_line.setdefault(ignore.line, []).append(ignore)
    kept = []
    for finding in findings:
        rule, line = finding.problem.rule, finding.problem.location.line
        holders = [ignore for ignore in by_line.get(line, ()) if rule in ignore.ids]
        for ignore in holders:
            ignore.used.add(rule)
        if not holders:
            kept.append(finding)
    return kept, len(findings) - len(kept)


def judge_ignores(ignores: Sequence[Ignore], chosen: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the comments themselves; rules that were not chosen are not missed."""
    for ignore in ignores:
        if not ignore.ids:
            yield Problem(
                ignore.location,
                "the comment names no rule",
                "unused-ignore",
                WARNING,
                "write # clausecmp: ignore[rule-id] reason",
            )
        for name in ignore.ids:
            if name not in RULES:
                yield Problem(
                    ignore.location,
                    f"there is no rule '{name[:40]}'",
                    "unused-ignore",
                    WARNING,
                    suggest(name, RULES) or "see --list-rules",
                )
            elif name in chosen and name not in ignore.used:
                yield Problem(
                    ignore.location,
                    f"there is no finding of {name} in line {ignore.line}",
                    "unused-ignore",
                    WARNING,
                    "take the comment out",
                )
        if ignore.ids and not ignore.reason:
            yield Problem(
                ignore.location,
                "the comment does not say why",
                "ignore-reason",
                WARNING,
                "write # clausecmp: ignore[rule-id] reason",
            )
