"""How long `check` takes for 1,000 generated mapping files with 100,000 concerns, beside yamllint
on the same files.

    python -m tests.bench.checking [--files 1000] [--concerns 100] [--rounds 2] [--keep FOLDER]

Prints seconds (best of the rounds) and peak memory of each; exit 1 if check is slower or takes 1
GiB.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from clausecmp.files.drafts import load_draft

ROOT = Path(__file__).parent.parent.parent
DRAFT = ROOT / "drafts" / "un-cybercrime" / "2024-05-23.yaml"
GIBIBYTE = 1024.0
KINDS = ("concern", "demand", "support", "opposition", "prediction", "observation")
CONFIG = "{extends: relaxed, rules: {line-length: disable}}"
"""The lighter of yamllint's own settings, and no line too long: it has nothing to print."""


def write_files(folder: Path, files: int, concerns: int) -> None:
    """Mapping files as they look when people write them: every ref there, every name declared, no
    finding."""
    draw = random.Random(7)
    draft = load_draft(DRAFT)
    refs = [clause.ref for clause in draft.units()]
    words = sorted(
        {
            word
            for clause in draft.units()
            for word in clause.words.split()
            if word.isalpha() and word.islower()
        }
    )
    (folder / "concerns").mkdir(parents=True)
    people = [f"speaker-{n}" for n in range(400)]
    themes = [f"theme-{n}" for n in range(30)]
    write_lists(folder, people, themes, files)
    for number in range(files):
        entries = [
            write_concern(draw, f"c{number}-{n}", people, themes, refs, words, draft.name)
            for n in range(concerns)
        ]
        text = f"record: r{number}\nconcerns:\n" + "\n\n".join(entries) + "\n"
        (folder / "concerns" / f"r{number}.yaml").write_text(text, encoding="utf-8")


def write_lists(folder: Path, people: list[str], themes: list[str], files: int) -> None:
    """The names that the concerns use."""
    lists = {
        "stakeholders": "".join(
            f"  - {{id: {name}, name: Person {name}, side: academia}}\n" for name in people
        ),
        "themes": "".join(
            f"  - {{id: {name}, name: Theme {name}, sentence: About it.}}\n" for name in themes
        ),
        "records": "".join(
            f'  - {{id: r{n}, title: Meeting {n}, date: "2024-07-02", kind: transcript}}\n'
            for n in range(files)
        ),
    }
    for name, text in lists.items():
        (folder / f"{name}.yaml").write_text(f"{name}:\n{text}", encoding="utf-8")


def write_concern(
    draw: random.Random,
    name: str,
    people: list[str],
    themes: list[str],
    refs: list[str],
    words: list[str],
    draft: str,
) -> str:
    """One entry, in the style of the shipped files."""
    summary = " ".join(draw.sample(words, 22)).capitalize()
    chosen = draw.sample(refs, draw.randint(1, 4))
    return f"""  - id: {name}
    stakeholder: {draw.choice(people)}
    kind: {draw.choice(KINDS)}
    theme: {draw.choice(themes)}
    locator: {{turn: {draw.randint(1, 40)}}}
    anchor: {" ".join(draw.sample(words, 6))}
    summary: >-
      {summary[:90].strip()}
      {summary[90:].strip() or "and so on"}.
    cited: ["Article {chosen[0].partition("(")[0]}", "this provision"]
    applies_to:
      - {{draft: {draft}, refs: [{", ".join(f'"{ref}"' for ref in chosen)}]}}
    confidence: high
    note: as said in the discussion of this article"""


def measure(command: list[str]) -> tuple[float, float, int]:
    """Wall seconds, peak memory in MiB and exit code of a command whose output nobody reads."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--concerns", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="clausecmp-bench-"))
    if not (folder / "concerns").exists():
        write_files(folder, given.files, given.concerns)
    size = sum(path.stat().st_size for path in folder.rglob("*.yaml"))
    print(f"{given.files} files, {given.files * given.concerns:,} concerns, {size / 1e6:.0f} MB")
    commands = {
        "yamllint": [sys.executable, "-m", "yamllint", "-d", CONFIG, str(folder)],
        "check": [
            sys.executable,
            "-m",
            "clausecmp",
            "check",
            str(folder),
            "--mappings",
            str(folder),
            "--drafts",
            str(ROOT / "drafts"),
        ],
    }
    best: dict[str, tuple[float, float, int]] = {}
    for _ in range(given.rounds):
        for name, command in commands.items():
            best[name] = min(measure(command), best.get(name, (float("inf"), 0.0, 0)))
    for name, (seconds, memory, code) in best.items():
        print(f"{name:9} {seconds:7.1f} s {memory:7.0f} MiB  exit {code}")
    if not given.keep:
        shutil.rmtree(folder)
    failed = (
        best["check"][0] > best["yamllint"][0]
        or best["check"][1] >= GIBIBYTE
        or any(code for _, _, code in best.values())
    )
    sys.exit(failed)


if __name__ == "__main__":
    main()
