"""Quantities of two statements that answer each other -> [QuantityChange]: which time runs longer,
which threshold is higher, what has a limit on one side only."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .quantity_reader import Quantity, read_quantities
from .quantity_words import Bound

__all__ = ["Bound", "Quantity", "QuantityChange", "compare_quantities", "read_quantities"]

SAME = 0.002
"""Values that differ by less than this share are one: 365 days and a year."""
NEAR = 0.02
"""Values that differ by less than this share are told as `differs`: 90 days and three months. Which
of them is the longer depends on the months."""
ALIKE = 0.2
"""Two amounts of one kind are one limit with another value when the words about them have this
share in common, unless each is the only one left of its kind."""
RETIMED = 0.1
"""The same for a time in another form: two years by a date, days by working days."""
FEW = 2
"""So many things, without a bound, are no limit: `between two banks`."""
_ABOUT = 5
_TIMES = frozenset({"period", "working days", "date", "day"})
_LOWER = frozenset({Bound.AT_LEAST, Bound.MORE_THAN})
_UPPER = frozenset({Bound.AT_MOST, Bound.LESS_THAN, Bound.WITHIN, Bound.UNTIL})
_END_OF = {
    bound: "upper" if bound in _UPPER else "lower" if bound in _LOWER else bound for bound in Bound
}
_ENDS = frozenset({Bound.WITHIN, Bound.UNTIL})
_WORD = re.compile(r"[\u3400-\u9fff]|\w+")
_BRACKET = re.compile(r"[\[\]]")
_MORE = {
    "period": ("longer", "shorter"),
    "working days": ("longer", "shorter"),
    "date": ("later", "earlier"),
    "day": ("later", "earlier"),
    "frequency": ("more often", "less often"),
}
_OPPOSITE = {
    one: other
    for more, less in [*_MORE.values(), ("higher", "lower"), ("added", "dropped")]
    for one, other in ((more, less), (less, more))
}


class QuantityChange(NamedTuple):
    """What became of a quantity from left to right: `longer`, `shorter`, `higher`, `lower`,
    `earlier`, `later`, `more often`, `less often`, `differs`, `added`, `dropped`."""

    left: Quantity | None
    right: Quantity | None
    says: str

    @property
    def mirrored(self) -> QuantityChange:
        """The same, read from the other side."""
        return QuantityChange(self.right, self.left, _OPPOSITE.get(self.says, self.says))


class _Placed(NamedTuple):
    """A quantity with the words about it; `open`: it stands in square brackets and is not
    agreed."""

    quantity: Quantity
    around: Counter[str]
    open: bool


def compare_quantities(
    left: Sequence[Quantity], right: Sequence[Quantity], left_text: str, right_text: str
) -> list[QuantityChange]:
    """The changes between the quantities of two statements that answer each other, in the order of
    the texts. Exchanged sides give the mirrored changes."""
    if not left and not right:
        return []
    ours, theirs = _place(left, left_text), _place(right, right_text)
    paired = _pair(ours, theirs)
    changes = [
        QuantityChange(ours[n].quantity, theirs[m].quantity, says)
        for n, m in paired
        if not ours[n].open and not theirs[m].open
        if (says := _compare(ours[n].quantity, theirs[m].quantity))
    ]
    used_left, used_right = {n for n, _ in paired}, {m for _, m in paired}
    for n, one in enumerate(ours):
        if n not in used_left and _counts(one, right_text):
            changes.append(QuantityChange(one.quantity, None, "dropped"))
    for m, one in enumerate(theirs):
        if m not in used_right and _counts(one, left_text):
            changes.append(QuantityChange(None, one.quantity, "added"))
    return sorted(changes, key=_place_of)


def _place_of(change: QuantityChange) -> tuple[int, int]:
    starts = [one.start for one in change[:2] if one]
    return min(starts), max(starts)


def _place(quantities: Sequence[Quantity], text: str) -> list[_Placed]:
    brackets = _find_open(text) if "[" in text else []
    return [
        _Placed(
            one,
            _read_around(one, text),
            any(start < one.end and one.start < end for start, end in brackets),
        )
        for one in quantities
    ]


def _find_open(text: str) -> list[tuple[int, int]]:
    """The stretches of a text in square brackets, with those inside them."""
    found, begins = [], []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            begins.append(match.start())
        elif begins:
            found.append((begins.pop(), match.end()))
    return found


def _read_around(one: Quantity, text: str) -> Counter[str]:
    before = _WORD.findall(text[max(0, one.start - 80) : one.start].lower())
    behind = _WORD.findall(text[one.end : one.end + 80].lower())
    return Counter([*before[-_ABOUT:], *behind[:_ABOUT]])


def _liken(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two places have in common, 0 to 1."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 1.0


def _pair(ours: Sequence[_Placed], theirs: Sequence[_Placed]) -> list[tuple[int, int]]:
    """Which quantity answers which: equal ones first, then those of one family, then times in
    another form; most alike first, each once."""
    likeness = {
        (n, m): _liken(one.around, other.around)
        for n, one in enumerate(ours)
        for m, other in enumerate(theirs)
    }
    pairs: list[tuple[int, int]] = []

    def take(candidates: list[tuple[int, int]], bonus: dict[tuple[int, int], float]) -> None:
        used_left, used_right = {n for n, _ in pairs}, {m for _, m in pairs}
        ranked = sorted(
            candidates,
            key=lambda at: (-likeness[at] - bonus.get(at, 0), at[0] + at[1], abs(at[0] - at[1])),
        )
        for n, m in ranked:
            if n not in used_left and m not in used_right:
                used_left.add(n)
                used_right.add(m)
                pairs.append((n, m))

    equal = [at for at in likeness if _is_equal(ours[at[0]].quantity, theirs[at[1]].quantity)]
    silent = {at: 1.0 for at in equal if not _compare(ours[at[0]].quantity, theirs[at[1]].quantity)}
    take([at for at in equal if at in silent or likeness[at] >= ALIKE], silent)
    for least, alone, kin in (
        (ALIKE, 0, _is_limit),
        (ALIKE, ALIKE, _is_kin),
        (RETIMED, RETIMED, _is_retimed),
    ):
        akin = [at for at in likeness if kin(ours[at[0]].quantity, theirs[at[1]].quantity)]
        take([at for at in akin if likeness[at] >= least], {})
        take([at for at in _list_single(akin, pairs) if likeness[at] >= alone], {})
    return pairs


def _list_single(
    akin: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The pairs of two quantities that have nothing else left to answer them."""
    used_left, used_right = {n for n, _ in pairs}, {m for _, m in pairs}
    left = [at for at in akin if at[0] not in used_left and at[1] not in used_right]
    by_left, by_right = Counter(n for n, _ in left), Counter(m for _, m in left)
    yield from (at for at in left if by_left[at[0]] == by_right[at[1]] == 1)


def _is_equal(one: Quantity, other: Quantity) -> bool:
    return one.kind == other.kind and _differ(one.value, other.value, one.kind) < SAME


def _differ(one: float, other: float, kind: str) -> float:
    """How far two values differ, as a share of the larger; dates differ by a day or not at all."""
    if kind in ("date", "day of year"):
        return float(one != other)
    largest = max(abs(one), abs(other))
    return abs(one - other) / largest if largest else 0.0


def _is_kin(one: Quantity, other: Quantity) -> bool:
    if one.family != other.family:
        return False
    if one.family in ("date", "day") and _END_OF[one.bound] != _END_OF[other.bound]:
        return False
    return one.family != "count" or _name_same(one.of, other.of)


def _is_limit(one: Quantity, other: Quantity) -> bool:
    """Whether both are of one family and limit on the same side, as far as it is said."""
    ends = {_END_OF[one.bound], _END_OF[other.bound]}
    return _is_kin(one, other) and len(ends - {Bound.EXACTLY}) < 2


def _name_same(one: str, other: str) -> bool:
    """Whether two counted nouns share a word, by its first five letters."""
    return bool({word[:5] for word in one.split()} & {word[:5] for word in other.split()})


def _is_retimed(one: Quantity, other: Quantity) -> bool:
    return one.family in _TIMES and other.family in _TIMES and one.family != other.family


def _compare(left: Quantity, right: Quantity) -> str:
    """The word for the change between two quantities that answer each other, '' for none."""
    if left.family != right.family or left.kind != right.kind and left.family != "ordinal":
        return "differs"
    differ = _differ(left.value, right.value, left.kind)
    if differ >= SAME:
        if differ < NEAR and left.kind == "period":
            return "differs"
        more, less = _MORE.get(left.family, ("higher", "lower"))
        return more if right.value > left.value else less
    return "differs" if _is_bound_otherwise(left, right) else ""


def _is_bound_otherwise(left: Quantity, right: Quantity) -> bool:
    """Whether one value limits otherwise. The end of a time is said in many ways, `a period of` as
    well as `within`."""
    bounds = {left.bound, right.bound}
    if (
        len(bounds) == 1
        or bounds <= _ENDS | {Bound.EXACTLY}
        or bounds <= {Bound.FROM, Bound.EXACTLY}
    ):
        return False
    timed = left.family in _TIMES
    if timed and (bounds <= _UPPER or bounds <= _LOWER | {Bound.FROM}):
        return False
    return not (timed and bounds <= _UPPER | {Bound.EXACTLY})


def _counts(one: _Placed, other_text: str) -> bool:
    """Whether a quantity without counterpart is a change: it is agreed, and the other text has not
    the very words."""
    exact = one.quantity.kind == "count" and one.quantity.bound is Bound.EXACTLY
    return (
        not (one.open or exact and one.quantity.value <= FEW)
        and one.quantity.text.lower() not in other_text.lower()
    )
