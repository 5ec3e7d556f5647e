"""How many changes of law the signals find, and how many signals are right.

    python -m tests.bench.signals                 # the open part of the labels
    python -m tests.bench.signals --part aside    # the part set aside: scored once, at the end
    python -m tests.bench.signals --misses 40     # what was missed, and what was claimed without
    python -m tests.bench.signals --agreement     # two readers against each other

signal_labels.csv holds what a reader found, who read both texts of a pair before any program's
answer: part, texts, refs of both sides, grade (`none`: no change of law), slot, change, and up to
eight words of either side at which the change is found. Drawn at random from the twelve pairs of
acts in ../shared/alignment-gold, UNTOC to UNCAC and Budapest to a draft of the UN convention; four
acts and every third article of the treaties are set aside. A signal names a labelled change when
its words cover at least half of the label's words on a side where both have any.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from clausecmp.law.drafts import find_draft_law
from clausecmp.law.signals import PairLaw, Quote
from clausecmp.model.vocabulary import GRADES

from .signal_texts import Texts, load_texts

LABELS = Path(__file__).with_name("signal_labels.csv")
SECOND = Path(__file__).with_name("signal_labels_second.csv")
COVERED = 0.5
"""A signal names a change when it covers this share of the label's words."""

Refs = tuple[str, ...]
Place = tuple[str, Refs, Refs]
Spans = dict[str, list[tuple[int, int]]]


class Label(NamedTuple):
    """One change that a reader found, or one line `none` for a pair without any."""

    part: str
    place: Place
    grade: str
    slot: str
    change: str
    words: tuple[str, str]


class Claim(NamedTuple):
    """One signal of the program: its words on either side as places in the clauses."""

    grade: str
    slot: str
    says: str
    left: Quote | None
    right: Quote | None


class Score(NamedTuple):
    """Counts of one part: labels and claims, each with those that were met."""

    labels: list[tuple[Label, list[Claim]]]
    claims: list[tuple[Place, Claim, list[Label]]]
    clean: list[tuple[Place, list[Claim]]]


def read_labels(path: Path = LABELS) -> list[Label]:
    """Every row of a file of labels."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Label(
                row["part"],
                (row["texts"], _split(row["left"]), _split(row["right"])),
                row["grade"],
                row["slot"],
                row["change"],
                (row["left_words"], row["right_words"]),
            )
            for row in csv.DictReader(file)
        ]


def _split(refs: str) -> Refs:
    return tuple(filter(None, refs.split("+")))


@cache
def _load(name: str) -> Texts:
    return load_texts(name)


@cache
def read_law(name: str) -> dict[tuple[Refs, Refs], PairLaw]:
    """What the program finds in all pairs of two texts."""
    texts = _load(name)
    return find_draft_law(texts.left, texts.right, texts.align(), fold=texts.fold).pairs


def list_claims(place: Place) -> list[Claim]:
    """The signals of one pair."""
    law = read_law(place[0]).get(place[1:], PairLaw())
    return [Claim(one.grade, one.slot, one.says, one.left, one.right) for one in law.signals]


def find_words(words: str, place: Place, side: int) -> list[tuple[str, int, int]]:
    """Where the words of a label stand: (ref, start, end), case and white space aside."""
    if not words:
        return []
    texts = _load(place[0])
    draft = texts.right if side else texts.left
    pattern = r"\W*".join(map(re.escape, re.findall(r"\w+", words)))
    return [
        (ref, match.start(), match.end())
        for ref in place[1 + side]
        for match in re.finditer(pattern, draft.by_ref[ref].words, re.I)
    ]


def is_named(label: Label, claim: Claim) -> bool:
    """Whether the claim's words cover half of the label's on a side where both have any."""
    for side, quote in enumerate((claim.left, claim.right)):
        if quote is None:
            continue
        for ref, start, end in find_words(label.words[side], label.place, side):
            common = min(end, quote.end) - max(start, quote.start)
            if quote.ref == ref and common >= COVERED * (end - start):
                return True
    return False


def score(labels: Iterable[Label]) -> Score:
    """The claims of the program held against labels."""
    by_place: dict[Place, list[Label]] = defaultdict(list)
    for label in labels:
        by_place[label.place].append(label)
    result = Score([], [], [])
    for place, found in by_place.items():
        claims = list_claims(place)
        changes = [label for label in found if label.grade != "none"]
        if not changes:
            result.clean.append((place, claims))
        for label in changes:
            result.labels.append((label, [one for one in claims if is_named(label, one)]))
        for claim in claims:
            result.claims.append((place, claim, [one for one in changes if is_named(one, claim)]))
    return result


def print_score(result: Score) -> None:
    """Precision and recall by grade and by slot."""
    print("grade    claims  right  of its grade | changes  found  by its grade")
    for grade in GRADES:
        claims = [found for _, claim, found in result.claims if claim.grade == grade]
        labels = [found for label, found in result.labels if label.grade == grade]
        print(
            f"{grade:8} {len(claims):6} {_share(map(bool, claims), len(claims))} "
            f"{_share((any(one.grade == grade for one in found) for found in claims), len(claims))}"
            f"         | {len(labels):6} {_share(map(bool, labels), len(labels))} "
            f"{_share((any(one.grade == grade for one in found) for found in labels), len(labels))}"
        )
    for name, chosen in (("high and medium", ("high", "medium")), ("all", GRADES)):
        claims = [found for _, claim, found in result.claims if claim.grade in chosen]
        labels = [found for label, found in result.labels if label.grade in chosen]
        met = (any(one.grade in chosen for one in found) for found in labels)
        print(
            f"{name:15} claims {len(claims)}, right {_share(map(bool, claims), len(claims))}; "
            f"changes {len(labels)}, found {_share(met, len(labels))}"
        )
    loud = [place for place, claims in result.clean if any(c.grade != "low" for c in claims)]
    print(f"pairs without a change {len(result.clean)}, with a high or medium signal {len(loud)}")
    print("by slot of the label: found; by slot of the claim: right")
    slots = Counter(label.slot for label, _ in result.labels)
    for slot, count in slots.most_common():
        found = [bool(found) for label, found in result.labels if label.slot == slot]
        print(f"  label {slot:11} {count:4} {_share(found, count)}")
    for slot, _ in Counter(claim.slot for _, claim, _ in result.claims).most_common():
        for grade in GRADES:
            right = [
                bool(found)
                for _, claim, found in result.claims
                if claim.slot == slot and claim.grade == grade
            ]
            if right:
                print(f"  claim {slot:11} {grade:6} {len(right):4} {_share(right, len(right))}")


def _share(values: Iterable[bool], total: int) -> str:
    return f"{sum(values) / total:5.2f}" if total else "    –"


def print_misses(result: Score, count: int) -> None:
    """Labels that nothing named, and claims that name no label; for work on the open part."""
    for label, found in result.labels:
        if not found and label.grade != "low" and count > 0:
            count -= 1
            print("MISSED", label.grade, label.slot, label.change, label.place, label.words)
    for place, claim, found in result.claims:
        if not found and claim.grade != "low":
            print("CLAIMED", claim.grade, claim.slot, place, claim.says)


def print_agreement() -> None:
    """A second reader's list of changes against the first's, by the same rule as a program's."""
    first: dict[Place, list[Label]] = defaultdict(list)
    for label in read_labels():
        first[label.place].append(label)
    second: dict[Place, list[Label]] = defaultdict(list)
    for label in read_labels(SECOND):
        second[label.place].append(label)
    for name, these, those in (
        ("found by the second", first, second),
        ("by the first", second, first),
    ):
        for chosen in (("high",), ("high", "medium"), GRADES):
            total = met = 0
            for place in second:
                for label in these[place]:
                    if label.grade in chosen:
                        total += 1
                        met += any(_agree(label, other) for other in those[place])
            print(f"{'+'.join(chosen):16} {total:4} changes, {name}: {met / total:.2f}")
    quiet = sum(
        all(one.grade == "none" for one in first[place])
        == all(one.grade == "none" for one in second[place])
        for place in second
    )
    print(f"pairs in which both or neither found a change: {quiet} of {len(second)}")


def _agree(label: Label, other: Label) -> bool:
    quotes: Sequence[Quote | None] = [
        next(
            (Quote(*found, "") for found in find_words(other.words[side], other.place, side)), None
        )
        for side in (0, 1)
    ]
    claim = Claim(other.grade, other.slot, "", quotes[0], quotes[1])
    if is_named(label, claim):
        return True
    quotes = [
        next(
            (Quote(*found, "") for found in find_words(label.words[side], label.place, side)), None
        )
        for side in (0, 1)
    ]
    return is_named(other, Claim(label.grade, label.slot, "", quotes[0], quotes[1]))


def main() -> None:
    """Print the figures that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--part", choices=("open", "aside"), default="open")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--agreement", action="store_true")
    asked = parser.parse_args()
    if asked.agreement:
        print_agreement()
        return
    result = score(label for label in read_labels() if label.part == asked.part)
    print_score(result)
    if asked.misses and asked.part == "open":
        print_misses(result, asked.misses)


if __name__ == "__main__":
    main()
