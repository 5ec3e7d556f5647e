"""Figures with their units (days, years, per cent, money): thresholds and time limits that
differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .lexicon import Words
from .marks import REWRITTEN
from .readings import Facing, Found, Reading, share

SAME_NEAR = 0.5
"""And when the five words beside them do: `less than 200 or more than 75000` has two figures in
like surroundings."""
SAME_FIGURE = 0.35
"""Two figures of one kind are one threshold with another number when the words around them share
this much."""


class Figure(NamedTuple):
    """A number with its unit: `kind` of unit, `value` in base units, its words, and whether it
    limits a time."""

    kind: str
    value: float
    first: int
    last: int
    deadline: bool


_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: n for n, word in enumerate(_ONES, 1)} | {
    word: 10 * n for n, word in enumerate(_TENS, 2)
}
_NUMBERS |= {
    f"{ten}-{one}": value + n
    for ten, value in list(_NUMBERS.items())
    if ten in _TENS
    for n, one in enumerate(_ONES[:9], 1)
}
_NUMBERS |= {
    "hundred": 100,
    "thirtieth": 30,
    "sixtieth": 60,
    "ninetieth": 90,
    "fortieth": 40,
    "fifth": 5,
    "tenth": 10,
    "twentieth": 20,
}
_BETWEEN = frozenset("working calendar consecutive business full clear or more".split())
_DATE = re.compile(
    r" \d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december) \d{4} "
)
_DIGITS = re.compile(r"^(\d+)(?:st|nd|rd|th)?$")


def find_threshold_changes(facing: Facing, words: Words) -> Iterator[Found]:
    """Figures with a unit that differ, or stand on one side only in sentences that answer each
    other."""
    if (
        not any(word in _NUMBERS or word[0].isdigit() for word in facing.changed)
        or facing.likeness < REWRITTEN
    ):
        return
    if "[" in facing.left.text or "[" in facing.right.text:
        # [30th / 40th / 60th] is not settled yet: alternatives are shown as such, and no figure is
        # claimed
        return
    ours, theirs = read_figures(facing.left, words), read_figures(facing.right, words)
    lost, gained = _subtract(ours, theirs), _subtract(theirs, ours)
    says = words.sentences["threshold"]
    ranked = sorted(
        (-near - share(facing.left.window(one.first, 8), facing.right.window(other.first, 8)), n, m)
        for n, one in enumerate(lost)
        for m, other in enumerate(gained)
        if one.kind == other.kind
        and (near := share(_beside(facing.left, one), _beside(facing.right, other))) >= SAME_NEAR
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for score, n, m in ranked:
        if -score >= SAME_FIGURE + SAME_NEAR and n not in used[0] and m not in used[1]:
            used[0].add(n)
            used[1].add(m)
            yield _make_figure(facing, lost[n], gained[m], says)
    for n, m in _pair_single(facing, lost, gained, used):
        yield _make_figure(facing, lost[n], gained[m], says)
    there = [{(figure.kind, figure.value) for figure in side} for side in (theirs, ours)]
    for side, figures, reading in ((0, lost, facing.left), (1, gained, facing.right)):
        for n, figure in enumerate(figures):
            if (
                n not in used[side]
                and (figure.kind, figure.value) not in there[side]
                and _has_answer(facing, reading, figure.first)
                and not _gained_date(facing, reading)
            ):
                quote, said = (
                    reading.quote(figure.first, figure.last),
                    (says["lost"], says["gained"]),
                )
                yield Found(
                    "threshold",
                    "figure",
                    "neutral",
                    "medium",
                    *(("", quote) if side else (quote, "")),
                    *(said[::-1] if side else said),
                )


def _beside(reading: Reading, figure: Figure) -> Counter[str]:
    """The three words before a figure and the two behind: `of more than`, `at the latest`."""
    return Counter(
        [
            *reading.words[max(0, figure.first - 3) : figure.first],
            *reading.words[figure.last + 1 : figure.last + 3],
        ]
    )


def _pair_single(
    facing: Facing,
    lost: Sequence[Figure],
    gained: Sequence[Figure],
    used: tuple[set[int], set[int]],
) -> Iterator[tuple[int, int]]:
    """Figures that are the only ones left of their kind, in sentences that answer each other."""
    for n, one in enumerate(lost):
        same = [m for m, other in enumerate(gained) if other.kind == one.kind and m not in used[1]]
        alone = (
            len(same) == 1
            and sum(figure.kind == one.kind for k, figure in enumerate(lost) if k not in used[0])
            == 1
        )
        if (
            n not in used[0]
            and alone
            and facing.answers.get(facing.left.sentence_of(one.first))
            == facing.right.sentence_of(gained[same[0]].first)
        ):
            used[0].add(n)
            used[1].add(same[0])
            yield n, same[0]


def _gained_date(facing: Facing, reading: Reading) -> bool:
    """Whether the other side has a new date: a period counted from entry into force is often
    printed as the day it ends."""
    other = facing.right if reading is facing.left else facing.left
    return any(match.group()[1:-1] not in reading.line for match in _DATE.finditer(other.line))


def _has_answer(facing: Facing, reading: Reading, word: int) -> bool:
    sentence = reading.sentence_of(word)
    return sentence in (
        facing.answers.keys() if reading is facing.left else facing.answers.values()
    )


def _make_figure(facing: Facing, one: Figure, other: Figure, says: dict[str, str]) -> Found:
    direction, keys = "neutral", ("changed", "changed")
    if (
        one.deadline and other.deadline
    ):  # only a time limit has a direction that the words alone tell
        direction, keys = (
            ("weaker", ("longer", "shorter"))
            if other.value > one.value
            else ("stronger", ("shorter", "longer"))
        )
    return Found(
        "threshold",
        "figure",
        direction,
        "high",
        facing.left.quote(one.first, one.last),
        facing.right.quote(other.first, other.last),
        says[keys[0]],
        says[keys[1]],
    )


def _subtract(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    rest = [(figure.kind, figure.value) for figure in others]
    left = []
    for figure in figures:
        if (figure.kind, figure.value) in rest:
            rest.remove((figure.kind, figure.value))
        else:
            left.append(figure)
    return left


def read_figures(reading: Reading, words: Words) -> list[Figure]:
    """Every number that stands beside a unit, in order."""
    units = {form: kind for kind in words.units for form in kind.forms.forms}
    found, until = [], 0
    for at in [
        at
        for at, word in enumerate(reading.words)
        if word in _NUMBERS or word[0] in "0123456789" or word[0].isdigit()
    ]:
        value, end = _read_number(reading, at)
        if value is None or at < until:
            continue
        last = end
        while last < len(reading.words) and last < end + 3 and reading.words[last] in _BETWEEN:
            last += 1
        for size in (2, 1):
            kind = units.get(" ".join(reading.words[last : last + size]))
            if kind:
                stop = min(last + size, len(reading.words)) - 1
                found.append(
                    Figure(
                        kind.id,
                        value * kind.value,
                        at,
                        stop,
                        _limits_time(reading, at, stop, words),
                    )
                )
                break
        else:
            kind = units.get(reading.words[at - 1]) if at else None
            if kind and kind.id == "money":
                found.append(Figure(kind.id, value, at - 1, end - 1, False))
        until = end
    return found


def _limits_time(reading: Reading, first: int, last: int, words: Words) -> bool:
    return bool(
        words.deadline.find(reading.words[max(0, first - 5) : first])
        or reading.words[last + 1 : last + 4] == ["at", "the", "latest"]
    )


def _read_number(reading: Reading, at: int) -> tuple[float | None, int]:
    """The number that begins at `at` (`5 000 000`, `0,5`, `30th`, `ninety`), and the word after
    it."""
    words, word = reading.words, reading.words[at]
    if word in _NUMBERS:
        return float(_NUMBERS[word]), at + 1
    match = _DIGITS.match(word)
    if not match:
        return None, at + 1
    digits, at = match[1], at + 1
    while at < len(words) and len(words[at]) == 3 and words[at].isdigit() and len(digits) <= 9:
        digits, at = digits + words[at], at + 1
    if (
        at + 1 < len(words)
        and words[at] in (",", ".")
        and words[at + 1].isdigit()
        and reading.is_tight(at)
    ):
        grouped = len(words[at + 1]) == 3
        digits, at = digits + ("" if grouped else ".") + words[at + 1], at + 2
    return float(digits), at
