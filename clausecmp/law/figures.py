"""Figures with their units (days, years, per cent, money): thresholds and time limits that
differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model.numerals import CARDINALS, ORDINALS, is_decimal
from ..model.sides import Sides
from ..model.vocabulary import Grade, Side
from .directions import Direction
from .lexicon import Words
from .marks import REWRITTEN
from .texts import FoldedText, RawSignal, TextPair, overlap

SAME_NEAR = 0.5
"""The five words beside them must have this much in common too: `less than 200 or more than 75000`
has two figures in like surroundings."""
SAME_FIGURE = 0.35
"""Two figures of one kind are one threshold with another number when the words around them have
this much in common."""


class Figure(NamedTuple):
    """A number with its unit: `kind` of unit, `value` in base units, its words, and whether it
    limits a time."""

    kind: str
    value: float
    first: int
    last: int
    deadline: bool


_NUMBERS = {**CARDINALS, **{word: value for word, value in ORDINALS.items() if value > 3}}
"""Numbers in words; `first`, `second` and `third` seldom count anything."""
_BETWEEN = frozenset("working calendar consecutive business full clear or more".split())
_DATE = re.compile(
    r" \d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december) \d{4} "
)
_DIGITS = re.compile(r"([0-9]+)(?:st|nd|rd|th)?")


def find_threshold_changes(texts: TextPair, words: Words) -> Iterator[RawSignal]:
    """Figures with a unit that differ, or stand on one side only in sentences that answer each
    other."""
    if (
        not any([word in _NUMBERS or word[0].isdigit() for word in texts.changed])
        or texts.likeness < REWRITTEN
    ):
        return
    if any("[" in written for written in texts.written):
        # [30th / 40th / 60th] is not settled yet: alternatives are shown as such, and no figure is
        # claimed
        return
    left, right = read_figures(texts.left, words), read_figures(texts.right, words)
    lost, gained = _subtract(left, right), _subtract(right, left)
    says = words.sentences["threshold"]
    ranked = sorted(
        (-near - overlap(texts.left.window(one.first, 8), texts.right.window(other.first, 8)), n, m)
        for n, one in enumerate(lost)
        for m, other in enumerate(gained)
        if one.kind == other.kind
        and (near := overlap(_beside(texts.left, one), _beside(texts.right, other))) >= SAME_NEAR
    )
    used: Sides[set[int]] = Sides(set(), set())
    for score, n, m in ranked:
        if -score >= SAME_FIGURE + SAME_NEAR and n not in used.left and m not in used.right:
            used.left.add(n)
            used.right.add(m)
            yield _make_changed(texts, lost[n], gained[m], says)
    for n, m in _pair_single(texts, lost, gained, used):
        yield _make_changed(texts, lost[n], gained[m], says)
    for n, figure in enumerate(lost):
        if n not in used.left and _is_missing(figure, right, texts, Side.LEFT):
            yield _make_lost(texts.left, figure, says)
    for m, figure in enumerate(gained):
        if m not in used.right and _is_missing(figure, left, texts, Side.RIGHT):
            yield _make_lost(texts.right, figure, says).mirror()


def _beside(text: FoldedText, figure: Figure) -> Counter[str]:
    """The three words before a figure and the two behind: `of more than`, `at the latest`."""
    return Counter(
        [
            *text.words[max(0, figure.first - 3) : figure.first],
            *text.words[figure.last + 1 : figure.last + 3],
        ]
    )


def _pair_single(
    texts: TextPair, lost: Sequence[Figure], gained: Sequence[Figure], used: Sides[set[int]]
) -> Iterator[tuple[int, int]]:
    """Figures that are the only ones left of their kind, in sentences that answer each other."""
    for n, one in enumerate(lost):
        same = [
            m for m, other in enumerate(gained) if other.kind == one.kind and m not in used.right
        ]
        left = [
            k for k, figure in enumerate(lost) if figure.kind == one.kind and k not in used.left
        ]
        if (
            n not in used.left
            and len(left) == len(same) == 1
            and texts.answers.get(texts.left.sentence_of(one.first))
            == texts.right.sentence_of(gained[same[0]].first)
        ):
            used.left.add(n)
            used.right.add(same[0])
            yield n, same[0]


def _is_missing(figure: Figure, others: Sequence[Figure], texts: TextPair, side: Side) -> bool:
    """Whether the other side has no such figure, though it has a sentence that answers the one with
    the figure, and no new date: a period counted from entry into force is often printed as the day
    it ends."""
    text, other = texts.of(side), texts.of(side.opposite)
    answered = texts.answers.keys() if side is Side.LEFT else texts.answers.values()
    dates = (match.group()[1:-1] for match in _DATE.finditer(other.line))
    return (
        all((figure.kind, figure.value) != (one.kind, one.value) for one in others)
        and text.sentence_of(figure.first) in answered
        and all(date in text.line for date in dates)
    )


def _make_lost(text: FoldedText, figure: Figure, says: dict[str, str]) -> RawSignal:
    """The signal of a figure that only the left text has."""
    return RawSignal(
        "threshold",
        "figure",
        Direction.NEUTRAL,
        Grade.MEDIUM,
        text.quote(figure.first, figure.last),
        "",
        says["lost"],
        says["gained"],
    )


def _make_changed(texts: TextPair, one: Figure, other: Figure, says: dict[str, str]) -> RawSignal:
    """The signal of a figure for which the other side has another one."""
    direction, key, mirrored = Direction.NEUTRAL, "changed", "changed"
    if one.deadline and other.deadline:  # only of a time limit do the words tell the direction
        direction, key, mirrored = (
            (Direction.WEAKER, "longer", "shorter")
            if other.value > one.value
            else (Direction.STRONGER, "shorter", "longer")
        )
    return RawSignal(
        "threshold",
        "figure",
        direction,
        Grade.HIGH,
        texts.left.quote(one.first, one.last),
        texts.right.quote(other.first, other.last),
        says[key],
        says[mirrored],
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


def read_figures(text: FoldedText, words: Words) -> list[Figure]:
    """Every number that stands beside a unit, in order."""
    units = {form: kind for kind in words.units for form in kind.forms.forms}
    found, until = [], 0
    places = [n for n, word in enumerate(text.words) if word in _NUMBERS or word[0].isdigit()]
    for at in places:
        value, end = _read_number(text, at)
        if value is None or at < until:
            continue
        last = end
        while last < len(text.words) and last < end + 3 and text.words[last] in _BETWEEN:
            last += 1
        for size in (2, 1):
            kind = units.get(" ".join(text.words[last : last + size]))
            if kind:
                stop = min(last + size, len(text.words)) - 1
                found.append(
                    Figure(
                        kind.id,
                        value * kind.value,
                        at,
                        stop,
                        _limits_time(text, at, stop, words),
                    )
                )
                break
        else:
            kind = units.get(text.words[at - 1]) if at else None
            if kind and kind.id == "money":
                found.append(Figure(kind.id, value, at - 1, end - 1, False))
        until = end
    return found


def _limits_time(text: FoldedText, first: int, last: int, words: Words) -> bool:
    return bool(
        words.deadline.find(text.words[max(0, first - 5) : first])
        or text.words[last + 1 : last + 4] == ["at", "the", "latest"]
    )


def _read_number(text: FoldedText, at: int) -> tuple[float | None, int]:
    """The number that begins at `at` (`5 000 000`, `0,5`, `30th`, `ninety`), and the word after
    it."""
    words, word = text.words, text.words[at]
    if word in _NUMBERS:
        return float(_NUMBERS[word]), at + 1
    match = _DIGITS.fullmatch(word)
    if not match:
        return None, at + 1
    digits, at = match[1], at + 1
    while at < len(words) and len(words[at]) == 3 and is_decimal(words[at]) and len(digits) <= 9:
        digits, at = digits + words[at], at + 1
    if (
        at + 1 < len(words)
        and words[at] in (",", ".")
        and is_decimal(words[at + 1])
        and text.is_tight(at)
    ):
        grouped = len(words[at + 1]) == 3
        digits, at = digits + ("" if grouped else ".") + words[at + 1], at + 2
    return float(digits), at
