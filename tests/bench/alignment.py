"""How good the aligner is, measured on official correlation tables: `python -m
tests.bench.alignment`.

Prints precision, recall and F1 for each pair, the calibration of the probabilities, splits, merges
and moves, seconds and memory, and what was gained and lost against `scores.json`. `--rivals` adds
other methods, `--review` a simulated reviewer, `--scale` growth with size, `--record` writes the
scores.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tracemalloc
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from clausecmp.align.alignment import align_units
from clausecmp.align.pairs import Pair, UnitAlignment

from .gold import Case, Judge, has_gold, list_split_links, load_cases, meets_link, score_joins
from .treaties import measure_treaties, print_treaties

SCORES = Path(__file__).with_name("scores.json")
BINS = (0.35, 0.40, 0.50, 0.60, 0.70, 0.80, 0.90, 0.95, 0.98, 1.0)


@dataclass(frozen=True, slots=True)
class Result:
    """One pair measured."""

    case: Case
    alignment: UnitAlignment
    scores: dict[str, dict[str, float]]
    seconds: float
    megabytes: float


def measure_case(case: Case, repeat: int = 3, memory: bool = True) -> Result:
    """Align one pair: best time of `repeat` runs, then the peak of what one run allocates (0
    without `memory`)."""
    seconds = []
    for _ in range(repeat):
        start = time.perf_counter()
        alignment = align_units(case.left, case.right)
        seconds.append(time.perf_counter() - start)
    peak = measure_peak(case) if memory else 0.0
    return Result(
        case, alignment, score_joins(case, list_joins(alignment.pairs)), min(seconds), peak
    )


def measure_peak(case: Case) -> float:
    """What one alignment allocates at its peak, in MB."""
    tracemalloc.start()
    align_units(case.left, case.right)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def list_joins(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
    """Every single join of the pairs, as (left ref, right ref)."""
    return [(join.left, join.right) for pair in pairs for join in pair.joins]


def measure_means(results: Sequence[Result]) -> dict[str, float]:
    """The means that the targets are about."""
    return {
        level: round(mean(result.scores[level]["F1"] for result in results), 4)
        for level in ("paragraph", "article")
    }


def print_table(results: Sequence[Result], recorded: dict[str, dict]) -> None:
    """One line for each pair, with the change against the recorded scores."""
    print(
        f"{'pair':<12} {'P':>6} {'R':>6} {'F1':>6} {'art F1':>7} {'change':>8} {'size':>9} {'s':>6} {'MB':>6}"
    )
    for result in results:
        paragraph, article = result.scores["paragraph"], result.scores["article"]["F1"]
        old = recorded.get(result.case.name, {}).get("paragraph")
        change = f"{paragraph['F1'] - old:+8.4f}" if old is not None else f"{'new':>8}"
        size = f"{len(result.case.left)}x{len(result.case.right)}"
        print(
            f"{result.case.name:<12} {paragraph['P']:6.3f} {paragraph['R']:6.3f} {paragraph['F1']:6.3f} {article:7.3f} {change} "
            f"{size:>9} {result.seconds:6.3f} {result.megabytes:6.1f}"
        )
    means = measure_means(results)
    print(f"{'mean':<12} {'':6} {'':6} {means['paragraph']:6.4f} {means['article']:7.4f}")


def print_calibration(results: Sequence[Result]) -> None:
    """How many of the joins printed with a probability are right, and of those called sure."""
    judged = [(join, right) for result in results for join, right in judge_joins(result)]
    print("\nprobability   joins  right")
    for low, high in zip(BINS, (*BINS[1:], 1.01)):
        inside = [right for join, right in judged if low <= join.score < high]
        if inside:
            print(f"{low:.2f} - {min(high, 1):.2f}   {len(inside):6d}  {mean(inside):.3f}")
    for name, chosen in (
        ("sure", [r for j, r in judged if j.sure]),
        ("unsure", [r for j, r in judged if not j.sure]),
    ):
        print(f"{name:<11}   {len(chosen):6d}  {mean(chosen):.3f}" if chosen else f"{name}: none")


def judge_joins(result: Result) -> list[tuple[object, bool]]:
    """Every join about which the table says something, and whether it is right."""
    judge = Judge(result.case)
    joins = [join for pair in result.alignment.pairs for join in pair.joins]
    return [
        (join, right) for join in joins if (right := judge.judge(join.left, join.right)) is not None
    ]


def print_kinds(results: Sequence[Result]) -> None:
    """Recall of the table's 1-n and n-1 links; precision of what is shown as split, merged,
    moved."""
    print("\nkind            right   of  share")
    for kind in ("1-n", "n-1"):
        links = [
            (result, link) for result in results for link in list_split_links(result.case, kind)
        ]
        met = sum(meets_link(list_joins(result.alignment.pairs), link) for result, link in links)
        print(f"recall {kind:<6} {met:7d} {len(links):4d}  {met / max(len(links), 1):.3f}")
    for name in ("split", "merged", "moved"):
        judged = [right for result in results for join, right in judge_pairs(result, name)]
        print(
            f"precise {name:<6} {sum(judged):6d} {len(judged):4d}  {mean(judged) if judged else 0:.3f}"
        )


def judge_pairs(result: Result, name: str) -> list[tuple[object, bool]]:
    """The judged joins of pairs shown as split, merged or moved."""
    shown = {
        join
        for pair in result.alignment.pairs
        for join in pair.joins
        if pair.relation == name or (name == "moved" and pair.moved)
    }
    return [(join, right) for join, right in judge_joins(result) if join in shown]


def read_recorded() -> dict[str, dict]:
    """The committed scores; empty when there are none."""
    return json.loads(SCORES.read_text()) if SCORES.exists() else {}


def write_recorded(results: Sequence[Result]) -> None:
    """Make the present scores the ones to compare with."""
    lines = [
        f'"mean": {json.dumps(measure_means(results))}',
        f'"treaties": {json.dumps(measure_treaties())}',
    ]
    for result in results:
        found = {level: round(result.scores[level]["F1"], 4) for level in ("paragraph", "article")}
        joins = " ".join(f"{old}={new}" for old, new in list_joins(result.alignment.pairs))
        lines.append(
            f'"{result.case.name}": {json.dumps({**found, "joins": joins}, ensure_ascii=False)}'
        )
    SCORES.write_text("{" + ",\n ".join(lines) + "}\n")


def print_changes(results: Sequence[Result], recorded: dict[str, dict], most: int = 12) -> None:
    """Single joins gained and lost against the record: what a change of method costs."""
    for result in results:
        before = set(recorded.get(result.case.name, {}).get("joins", "").split())
        now = {f"{old}={new}" for old, new in list_joins(result.alignment.pairs)}
        judge = Judge(result.case)
        for sign, changed in (("+", now - before), ("-", before - now)):
            if before and changed:
                words = {True: "right", False: "wrong", None: "unjudged"}
                told = [
                    f"{join} ({words[judge.judge(*join.split('='))]})"
                    for join in sorted(changed)[:most]
                ]
                print(f"{result.case.name} {sign} {len(changed)}: {'; '.join(told)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; returns 1 when the gold data are missing."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.alignment", description=__doc__)
    parser.add_argument("pairs", nargs="*", help="only these pairs")
    for flag in ("rivals", "review", "scale", "record"):
        parser.add_argument(f"--{flag}", action="store_true")
    options = parser.parse_args(arguments)
    if not has_gold():
        print(
            "the gold data (../shared/alignment-gold beside the repository) are missing",
            file=sys.stderr,
        )
        return 1
    recorded = read_recorded()
    cases = load_cases(options.pairs)
    results = [measure_case(case) for case in cases]
    print_table(results, recorded)
    print_calibration(results)
    print_kinds(results)
    print_changes(results, recorded)
    print_treaties()
    run_extras(options, cases)
    if options.record and not options.pairs:
        write_recorded(results)
    return 0


def run_extras(options: argparse.Namespace, cases: Sequence[Case]) -> None:
    """The parts that take longer, when asked for."""
    if options.rivals:
        from .rivals import print_rivals

        print_rivals(cases)
    if options.review:
        from .reviewer import print_review

        print_review(cases)
    if options.scale:
        from .scale import print_scale

        print_scale(cases)


if __name__ == "__main__":
    sys.exit(main())
