"""One run over many files: each is read, judged by every chosen rule, and let go; the findings
stay."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..model.characters import clean_text
from ..model.problems import ERROR, WARNING, Location, Problem
from .files import CheckedFile, find_files, read_file
from .fixes import Fix
from .ignores import apply_ignores, judge_ignores, read_ignores
from .lookups import Lookups
from .rules import RULES, Finding

LONG = 500
"""Characters kept of a source line, a message and a hint."""


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

    @property
    def fixes(self) -> list[Fix]:
        """The fixes of the findings that have one."""
        return [finding.fix for finding in self.findings if finding.fix]

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
    unjudged = Unjudged()
    for done, path in enumerate(walk.files, 1):
        found, by_comments = check_file(read_file(path), look, chosen, unjudged)
        findings += found
        silenced += by_comments
        if progress:
            progress(done, len(walk.files))
    if "not-judged" in chosen:
        findings += [Finding(_clean_problem(problem), "") for problem in report_unjudged(unjudged)]
    return Report(tuple(sort_findings(findings)), tuple(walk.files), silenced)


class Unjudged(defaultdict[str, defaultdict[str, list[str]]]):
    """File that cannot be read -> rule -> the files that the rule could not judge without it."""

    def __init__(self) -> None:
        super().__init__(lambda: defaultdict(list))


def report_unjudged(unjudged: Unjudged) -> Iterator[Problem]:
    """One problem for each file that cannot be read and that others rest on."""
    for path, rules in unjudged.items():
        what = "; ".join(
            f"{rule} in {Path(files[0]).name if len(files) == 1 else f'{len(files)} files'}"
            for rule, files in sorted(rules.items())
        )
        yield Problem(
            Location(path),
            f"this file has errors, so what rests on it was not judged: {what}",
            "not-judged",
            WARNING,
            "mend it and check again",
        )


def check_file(
    file: CheckedFile, look: Lookups, chosen: Collection[str], unjudged: Unjudged
) -> tuple[list[Finding], int]:
    """The findings in one file, and how many its comments silence; what could not be judged is
    added to `unjudged`."""
    findings = [Finding(problem, "") for problem in file.problems]
    findings += _run_rules(file, look, chosen, unjudged)
    ignores = read_ignores(file)
    kept, silenced = apply_ignores(findings, ignores)
    kept += [Finding(problem, "") for problem in judge_ignores(ignores, chosen)]
    return [
        Finding(
            _clean_problem(finding.problem),
            clean_text(file.line(finding.problem.location.line)[:LONG]),
            finding.fix,
        )
        for finding in kept
        if finding.problem.rule in chosen
    ], silenced


def _run_rules(
    file: CheckedFile, look: Lookups, chosen: Collection[str], unjudged: Unjudged
) -> Iterator[Finding]:
    for rule in RULES.values():
        if rule.find and file.kind in rule.kinds and rule.id in chosen and file.root is not None:
            for place, message, hint, fix in rule.find(file, look):
                yield Finding(Problem(place, message, rule.id, rule.severity, hint), "", fix)
            for path in look.take_unread():
                if os.path.abspath(path) != os.path.abspath(file.path):
                    unjudged[path][rule.id].append(file.path)


def _clean_problem(problem: Problem) -> Problem:
    """A problem whose message and hint are one line of plain text; both may quote the file."""
    return problem._replace(
        message=_clean_line(problem.message),
        hint=_clean_line(problem.hint) if problem.hint else None,
    )


def _clean_line(text: str) -> str:
    """One line without control characters and without the stray bytes that a path may hold, at most
    LONG characters of it: a name in a hostile file may be as long as the file."""
    cut = text if len(text) <= LONG else f"{text[: LONG - 3]}..."
    return " ".join(clean_text(cut).encode("utf-8", "backslashreplace").decode().split())


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
