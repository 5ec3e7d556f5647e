"""How often a signal is right: draws signals at random over officially correlated provisions, to be
read and judged by a person.

    python -m tests.bench.signal_sample draw --seed 1 --count 100     # prints each with its two
    texts, to judge python -m tests.bench.signal_sample score                         # share of
    right ones in signal_sample.csv

The pairs are the 1-1 links of ../shared/alignment-gold (annexed correlation tables); with --kind
list those of equally long lists, with --kind split the provisions that went to several or came from
several, which were not looked at while the rules were written. signal_sample.csv keeps the
judgements and none of the acts' text: draw (seed), pair, left and right_ref, signal id, direction,
rule, right (yes or no), reason.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clausecmp.law.lexicon import load_words
from clausecmp.law.references import Context
from clausecmp.law.signals import Signal, find_signals
from clausecmp.law.texts import FoldedText
from clausecmp.model.sides import Sides

ROOT = Path(__file__).resolve().parents[2]


GOLD = ROOT.parent / "shared" / "alignment-gold"
JUDGED = Path(__file__).with_suffix(".csv")


class Drawn(NamedTuple):
    """A signal and where it was found: refs (several joined by +) and texts of either side."""

    act: str
    left: str
    right: str
    signal: Signal
    texts: tuple[tuple[str, ...], tuple[str, ...]]


@cache
def read_texts(act: str, name: str) -> dict[str, str]:
    """The provisions of an act by ref."""
    return {
        clause["ref"]: clause["text"]
        for clause in json.loads((GOLD / act / f"{name}.json").read_text("utf-8"))
    }


def list_joins(
    act: str, kind: str
) -> Iterator[tuple[list[str], list[str], tuple[str, ...], tuple[str, ...]]]:
    """The links of an act whose provisions are at hand and differ: refs and texts of either side.
    `split`: the rows of the table where one provision went to several, or several to one."""
    old, new = read_texts(act, "old"), read_texts(act, "new")
    rows: dict[object, tuple[dict[str, None], dict[str, None]]] = {}
    for number, link in enumerate(json.loads((GOLD / act / "gold.json").read_text("utf-8"))):
        wanted = link["kind"] in ("1-n", "n-1") if kind == "split" else link["kind"] == kind
        if wanted and not link.get("intro") and link["old"] and link["new"]:
            row = rows.setdefault(link["row"] if kind == "split" else number, ({}, {}))
            row[0][link["old"]], row[1][link["new"]] = None, None
    for lefts, rights in rows.values():
        if all(ref in old for ref in lefts) and all(ref in new for ref in rights):
            texts = tuple(old[ref] for ref in lefts), tuple(new[ref] for ref in rights)
            if texts[0] != texts[1]:
                yield list(lefts), list(rights), *texts


def read_answers(act: str, here: str, there: str) -> dict[str, list[str]]:
    """What the correlation table says answers each ref."""
    answers: dict[str, list[str]] = {}
    for link in json.loads((GOLD / act / "gold.json").read_text("utf-8")):
        if link[here] and link[there]:
            # the table counts subparagraphs too, 4(1)[2]; references end at the paragraph
            answers.setdefault(link[here].partition("[")[0], []).append(
                link[there].partition("[")[0]
            )
    return answers


def answer(answers: dict[str, list[str]], ref: str) -> Collection[str]:
    """The answers of a ref; of an article also those of its paragraphs."""
    return answers.get(ref) or [
        other for key, found in answers.items() if key.startswith(f"{ref}(") for other in found
    ]


def stands_near(signal: Signal, act: str, lefts: list[str], rights: list[str]) -> bool:
    """Whether the words of a word list that one side lacks stand elsewhere in its article, as
    find_draft_signals sees it."""
    entry = next(
        (entry for entry in load_words().lists if entry.id == signal.rule and not entry.within),
        None,
    )
    if entry is None or bool(signal.left) == bool(signal.right):
        return False
    refs, name = (rights, "new") if signal.left else (lefts, "old")
    articles = {re.split(r"[(\[]", ref)[0] for ref in refs}
    texts = [
        text
        for ref, text in read_texts(act, name).items()
        if re.split(r"[(\[]", ref)[0] in articles
    ]
    return bool(entry.forms.find(FoldedText(texts, None).words))


def find_all(kind: str = "1-1") -> list[Drawn]:
    """Every signal of every pair of acts, in a fixed order."""
    drawn = []
    for act in sorted(path.name for path in GOLD.iterdir() if path.is_dir()):
        forth, back = read_answers(act, "old", "new"), read_answers(act, "new", "old")
        for lefts, rights, ours, theirs in list_joins(act, kind):
            context = Context(
                Sides(lefts[0], rights[0]),
                lambda ref, a=forth: answer(a, ref),
                lambda ref, a=back: answer(a, ref),
                several=len(lefts) + len(rights) > 2,
            )
            for signal in find_signals(ours, theirs, context=context):
                if not stands_near(signal, act, lefts, rights):
                    drawn.append(
                        Drawn(act, "+".join(lefts), "+".join(rights), signal, (ours, theirs))
                    )
    return drawn


def print_draw(drawn: list[Drawn], seed: int, count: int) -> None:
    """The drawn signals with their texts, for reading only."""
    for number, one in enumerate(random.Random(seed).sample(drawn, min(count, len(drawn))), 1):
        signal = one.signal
        print(
            f"=== {number} {one.act} {one.left} -> {one.right}: {signal.id} {signal.direction} {signal.grade} [{signal.rule}] "
            f"«{signal.left}» | «{signal.right}»\n    {signal.sentence}\n  L {' | '.join(one.texts[0])}\n  R {' | '.join(one.texts[1])}"
        )


def print_score() -> None:
    """Right ones by draw and by signal."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for draw in dict.fromkeys(row["draw"] for row in rows):
        mine = [row for row in rows if row["draw"] == draw]
        right = sum(row["right"] == "yes" for row in mine)
        print(f"draw {draw}: {right} of {len(mine)} right")
        total, good = (
            Counter(row["signal"] for row in mine),
            Counter(row["signal"] for row in mine if row["right"] == "yes"),
        )
        for name, count in total.most_common():
            print(f"    {name}: {good[name]} of {count}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("draw", "score", "count"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument(
        "--kind",
        choices=("1-1", "list", "split"),
        default="1-1",
        help="links of the tables: 1-1, lists that go one with one, one provision to several or several to one",
    )
    options = parser.parse_args()
    if options.command == "score":
        print_score()
    elif not GOLD.is_dir():
        sys.exit(f"{GOLD} is not here; nothing to draw from")
    elif options.command == "draw":
        print_draw(find_all(options.kind), options.seed, options.count)
    else:
        drawn = find_all(options.kind)
        print(len(drawn), Counter((one.signal.id, one.signal.rule) for one in drawn).most_common())


if __name__ == "__main__":
    main()
