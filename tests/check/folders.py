"""How the rule folders are read: tests/rules/<id>/ with good*.yaml and bad*.yaml, the expected
lines marked in them.

`# expect: rule-id` marks its line, `# expect-next: rule-id` the line below. What cannot bear a
comment stands in bad.expect as `file:line rule-id`; `x.yaml.link` becomes a symbolic link;
bad-baseline.json is a baseline for bad files.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import clausecmp.check
from clausecmp.check.baseline import apply_baseline, read_baseline
from clausecmp.check.rules import RULES
from clausecmp.check.run import Report

RULES_FOLDER = Path(__file__).parents[1] / "rules"
SHARED_FOLDER = RULES_FOLDER / "_shared"
_EXPECT = re.compile(r"# expect(-next)?: ([a-z-]+(?:, [a-z-]+)*)")

Marks = set[tuple[str, int, str]]


def list_rule_folders() -> list[str]:
    """The ids that have a folder."""
    return sorted(
        path.name
        for path in RULES_FOLDER.iterdir()
        if path.is_dir() and not path.name.startswith("_")
    )


def copy_folder(name: str, target: Path) -> Path:
    """A rule's folder as it is checked, with its links made."""
    folder = target / f"rule-{name}"  # a folder may not be taken for one of mappings
    shutil.copytree(RULES_FOLDER / name, folder)
    for link in folder.rglob("*.link"):
        link.with_suffix("").symlink_to(link.read_text().strip())
        link.unlink()
    return folder


def check_folder(folder: Path, which: str) -> Report:
    """The findings in the good or the bad files of a folder."""
    files = sorted(str(path) for path in folder.rglob(f"{which}*.yaml"))
    assert files, f"{folder.name} has no {which}.yaml"
    report = clausecmp.check.run.check_paths(
        files,
        drafts=[folder / "drafts", SHARED_FOLDER / "drafts"],
        mappings=[folder, SHARED_FOLDER],
    )
    baseline = folder / f"{which}-baseline.json"
    return (
        apply_baseline(report, read_baseline(str(baseline)), RULES) if baseline.exists() else report
    )


def read_marks(folder: Path, which: str) -> Marks:
    """(file, line, rule) of every expected finding."""
    marks: Marks = set()
    for path in folder.rglob(f"{which}*.yaml"):
        text = path.read_bytes().decode("latin-1") if path.exists() else ""
        for number, line in enumerate(text.split("\n"), 1):
            for match in _EXPECT.finditer(line):
                marks |= {
                    (path.relative_to(folder).as_posix(), number + bool(match[1]), rule)
                    for rule in match[2].split(", ")
                }
    beside = folder / f"{which}.expect"
    for line in beside.read_text().split("\n") if beside.exists() else ():
        if line.strip():
            place, rule = line.split()
            marks.add((place.rpartition(":")[0], int(place.rpartition(":")[2]), rule))
    return marks


def list_findings(report: Report, folder: Path) -> Marks:
    """(file, line, rule) of every finding."""
    return {
        (
            Path(problem.location.path).relative_to(folder).as_posix(),
            problem.location.line,
            problem.rule,
        )
        for problem in report.problems
    }
