"""How often a signal is right: draws signals at random over officially correlated provisions, to be read and judged by a person.

    python tests/bench/signal_sample.py draw --seed 1 --count 100     # prints each with its two texts, to judge
    python tests/bench/signal_sample.py score                         # share of right ones in signal_sample.csv

The pairs are the 1-1 links of ../shared/alignment-gold (annexed correlation tables). signal_sample.csv keeps the judgements
and none of the acts' text: draw (seed), pair, left and right ref, signal id, direction, rule, right (yes or no), reason.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from clausecmp.signals import Context, Signal, find_signals  # noqa: E402

GOLD = ROOT.parent / "shared" / "alignment-gold"
JUDGED = Path(__file__).with_suffix(".csv")


class Drawn(NamedTuple):
    """A signal and where it was found."""

    act: str
    left: str
    right: str
    signal: Signal
    texts: tuple[str, str]


def read_texts(act: str, name: str) -> dict[str, str]:
    """The provisions of an act by ref."""
    return {clause["ref"]: clause["text"] for clause in json.loads((GOLD / act / f"{name}.json").read_text("utf-8"))}


def list_joins(act: str) -> Iterator[tuple[str, str, str, str]]:
    """The 1-1 links of an act whose provisions are both at hand and differ: refs and texts."""
    old, new = read_texts(act, "old"), read_texts(act, "new")
    for link in json.loads((GOLD / act / "gold.json").read_text("utf-8")):
        if link["kind"] == "1-1" and not link.get("intro") and link["old"] in old and link["new"] in new and old[link["old"]] != new[link["new"]]:
            yield link["old"], link["new"], old[link["old"]], new[link["new"]]


def read_answers(act: str, here: str, there: str) -> dict[str, list[str]]:
    """What the correlation table says answers each ref."""
    answers: dict[str, list[str]] = {}
    for link in json.loads((GOLD / act / "gold.json").read_text("utf-8")):
        if link[here] and link[there]:
            # the table counts subparagraphs too, 4(1)[2]; references end at the paragraph
            answers.setdefault(link[here].partition("[")[0], []).append(link[there].partition("[")[0])
    return answers


def answer(answers: dict[str, list[str]], ref: str) -> Collection[str]:
    """The answers of a ref; of an article also those of its paragraphs."""
    return answers.get(ref) or [other for key, found in answers.items() if key.startswith(f"{ref}(") for other in found]


def find_all() -> list[Drawn]:
    """Every signal of every pair of acts, in a fixed order."""
    drawn = []
    for act in sorted(path.name for path in GOLD.iterdir() if path.is_dir()):
        forth, back = read_answers(act, "old", "new"), read_answers(act, "new", "old")
        for left, right, ours, theirs in list_joins(act):
            context = Context((left, right), lambda ref, a=forth: answer(a, ref), lambda ref, a=back: answer(a, ref))
            drawn += [Drawn(act, left, right, signal, (ours, theirs)) for signal in find_signals(ours, theirs, context=context)]
    return drawn


def print_draw(drawn: list[Drawn], seed: int, count: int) -> None:
    """The drawn signals with their texts, for reading only."""
    for number, one in enumerate(random.Random(seed).sample(drawn, min(count, len(drawn))), 1):
        signal = one.signal
        print(f"=== {number} {one.act} {one.left} -> {one.right}: {signal.id} {signal.direction} {signal.grade} [{signal.rule}] "
              f"«{signal.left}» | «{signal.right}»\n    {signal.sentence}\n  L {one.texts[0]}\n  R {one.texts[1]}")


def print_score() -> None:
    """Right ones by draw and by signal."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for draw in dict.fromkeys(row["draw"] for row in rows):
        mine = [row for row in rows if row["draw"] == draw]
        right = sum(row["right"] == "yes" for row in mine)
        print(f"draw {draw}: {right} of {len(mine)} right")
        total, good = Counter(row["signal"] for row in mine), Counter(row["signal"] for row in mine if row["right"] == "yes")
        for name, count in total.most_common():
            print(f"    {name}: {good[name]} of {count}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("draw", "score", "count"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    if options.command == "score":
        print_score()
    elif not GOLD.is_dir():
        sys.exit(f"{GOLD} is not here; nothing to draw from")
    elif options.command == "draw":
        print_draw(find_all(), options.seed, options.count)
    else:
        drawn = find_all()
        print(len(drawn), Counter((one.signal.id, one.signal.rule) for one in drawn).most_common())


if __name__ == "__main__":
    main()
