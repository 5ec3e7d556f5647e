"""One run over many files: each is read, judged by every chosen rule, and let go; the findings
stay."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..model.characters import clean_text
from ..model.problems import ERROR, Problem
from .files import CheckedFile, find_files, read_file
from .ignores import apply_ignores, judge_ignores, read_ignores
from .lookups import Lookups
from .rules import RULES

LONG = 500
"""Characters kept of a source line; what is shown is cut further."""


class Finding(NamedTuple):
    """A problem with the line of the file it stands in, cleaned, without its line feed."""

    problem: Problem
    source: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a run: findings in the order of path, line, column and rule; the files that
    were checked; how many findings comments silenced, and how many a baseline held."""

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    silenced: int = 0
    known: int = 0

    @property
    def problems(self) -> list[Problem]:
        """The findings without their source lines."""
        return [finding.problem for finding in self.findings]

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(finding.problem.severity == severity for finding in self.findings)

    def fails(self, *, strict: bool = False) -> bool:
        """Whether there is an error, or with `strict` anything at all."""
        return bool(self.findings) if strict else self.count(ERROR) > 0


def check_paths(
    paths: Iterable[str | Path],
    *,
    drafts: Sequence[Path] = (),
    mappings: Sequence[Path] = (),
    chosen: Collection[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Check files and folders. `drafts`, `mappings`: the folders in which names and refs are looked
    up; `chosen`: ids of rules (default: all); `progress` is called with the files done and the
    files in all. Never raises for what a file holds."""
    walk = find_files(paths)
    chosen = set(RULES if chosen is None else chosen)
    look = Lookups(drafts, mappings)
    findings = [Finding(problem, "") for problem in walk.problems if problem.rule in chosen]
    silenced = 0
    for done, path in enumerate(walk.files, 1):
        found, quiet = check_file(read_file(path), look, chosen)
        findings += found
        silenced += quiet
        if progress:
            progress(done, len(walk.files))
    return Report(tuple(sort_findings(findings)), tuple(walk.files), silenced)


def check_file(
    file: CheckedFile, look: Lookups, chosen: Collection[str]
) -> tuple[list[Finding], int]:
    """The findings in one file, and how many its comments silence."""
    problems = [*file.problems, *_run_rules(file, look, chosen)]
    ignores = read_ignores(file)
    kept, silenced = apply_ignores(problems, ignores)
    kept += judge_ignores(ignores, chosen)
    return [
        Finding(_clean_problem(problem), clean_text(file.line(problem.location.line))[:LONG])
        for problem in kept
        if problem.rule in chosen
    ], silenced


def _run_rules(file: CheckedFile, look: Lookups, chosen: Collection[str]) -> Iterator[Problem]:
    for rule in RULES.values():
        if rule.find and file.kind in rule.kinds and rule.id in chosen and file.root is not None:
            for place, message, hint in rule.find(file, look):
                yield Problem(place, message, rule.id, rule.severity, hint)


def _clean_problem(problem: Problem) -> Problem:
    """A problem whose message and hint are one line of plain text; both may quote the file."""
    return problem._replace(
        message=_clean_line(problem.message),
        hint=_clean_line(problem.hint) if problem.hint else None,
    )


def _clean_line(text: str) -> str:
    """One line without control characters and without the stray bytes that a path may hold."""
    return " ".join(clean_text(text).encode("utf-8", "backslashreplace").decode().split())


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by path, line, column, rule and message; the same one twice is one."""
    once = {finding.problem: finding for finding in findings}
    return sorted(
        once.values(),
        key=lambda finding: (
            finding.problem.location,
            finding.problem.rule,
            finding.problem.message,
        ),
    )
