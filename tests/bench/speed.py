"""Whole commands, cold, against the import of their libraries in the same run.

usage: python -m tests.bench.speed [--runs 9] [--concerns 20000]

Each command runs in a process of its own, in turn with what it is held against, so that a machine
that slows down slows both; printed are medians of wall seconds and the median of the ratios, pair
by pair.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LIBRARIES = [sys.executable, "-c", "import click, rich.console, rapidfuzz, yaml"]
CLICK = [sys.executable, "-c", "import click"]
COMMAND = [str(Path(sys.executable).with_name("clausecmp"))]
DIFF = [*COMMAND, "diff", "budapest", "un-cybercrime@rev3"]


def time_once(command: list[str]) -> float:
    """Wall seconds of one run in the checkout, output thrown away."""
    start = time.perf_counter()
    subprocess.run(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - start


def compare_commands(name: str, one: list[str], other: list[str], runs: int, against: str) -> None:
    """Time two commands in turn and print medians and the ratio."""
    time_once(one), time_once(other)
    pairs = [(time_once(one), time_once(other)) for _ in range(runs)]
    first, second = (statistics.median(values) for values in zip(*pairs))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{name:34s} {first:7.3f} s   {against:26s} {second:7.3f} s   ratio {ratio:5.2f}")


def write_concerns(folder: Path, count: int) -> None:
    """A copy of the mappings with `count` concerns in all, made from the shipped ones under new
    ids."""
    shutil.copytree(ROOT / "mappings", folder)
    source = folder / "concerns" / "diplo-2024.yaml"
    head, _, body = source.read_text(encoding="utf-8").partition("concerns:\n")
    each = body.count("  - id: ")
    copies = max(0, count // each - 1)
    parts = [head, "concerns:\n", body] + [
        body.replace("  - id: ", f"  - id: copy{n}-") for n in range(copies)
    ]
    source.write_text("".join(parts), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--concerns", type=int, default=20_000)
    options = parser.parse_args()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors")
    compare_commands(
        "clausecmp diff (all, with concerns)",
        DIFF,
        LIBRARIES,
        options.runs,
        "import of its libraries",
    )
    compare_commands("clausecmp --help", [*COMMAND, "--help"], CLICK, options.runs, "import click")
    with tempfile.TemporaryDirectory() as folder:
        report = [
            *COMMAND,
            "report",
            "un-cybercrime@rev3",
            "--against",
            "budapest",
            "--out",
            f"{folder}/report",
        ]
        compare_commands("clausecmp report (68 articles)", report, DIFF, options.runs, "diff")
        write_concerns(Path(folder) / "mappings", options.concerns)
        many = [*report[:-1], f"{folder}/many", "--mappings", f"{folder}/mappings"]
        compare_commands(f"report with {options.concerns:,} concerns", many, report, 3, "report")


if __name__ == "__main__":
    main()
