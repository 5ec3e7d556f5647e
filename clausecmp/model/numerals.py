"""Numbers of clauses in a row: what follows what, in digits, letters and roman numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ORDINAL = (
    "",
    "bis",
    "ter",
    "quater",
    "quinquies",
    "sexies",
    "septies",
    "octies",
    "novies",
    "decies",
)
_NUMBER = re.compile(r"(\d+)\s*([a-z]*)")
_ROMAN_ONLY = re.compile(r"(?=.)(x{0,3})(ix|iv|v?i{0,3})|(?:x[lc]|l?x{0,3})(?:ix|iv|v?i{0,3})")


class Numeral(NamedTuple):
    """A number in one way of reading it: system (digits, letters, roman), value, and what is added
    to it (bis, a)."""

    system: str
    value: int
    added: int = 0


def read_numerals(number: str) -> list[Numeral]:
    """Every way to read a number: `5`, `5bis`, `b`, `iv`; `i` is a letter or a roman one."""
    low = number.strip().lower()
    if match := _NUMBER.fullmatch(low):
        word = match[2]
        added = _ORDINAL.index(word) if word in _ORDINAL else _letter_value(word)
        return [
            Numeral("digits", int(match[1][:18]), added)
        ]  # nobody counts further; Python refuses 4,300 digits
    found = []
    if low.isalpha() and low.isascii():
        if len(set(low)) == 1:
            found.append(Numeral("letters", 26 * (len(low) - 1) + ord(low[0]) - 96))
        if _ROMAN_ONLY.fullmatch(low):
            found.append(Numeral("roman", _roman_value(low)))
    return found


def _letter_value(word: str) -> int:
    return 26 * (len(word) - 1) + ord(word[0]) - 96 if word else 0


def _roman_value(word: str) -> int:
    values = [_ROMAN[letter] for letter in word]
    return sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))


class Break(NamedTuple):
    """A place where numbers do not follow: its position, and what stood to be expected (None:
    nothing certain)."""

    at: int
    what: str
    expected: str | None


def find_breaks(numbers: Sequence[str]) -> list[Break]:
    """Where a row of numbers has a gap, a repetition or a wrong order, or does not begin with the
    first.

    The row is read in the way (digits, letters, roman) that leaves the fewest breaks.
    """
    systems = {numeral.system for number in numbers for numeral in read_numerals(number)}
    rows = [_breaks_in(numbers, system) for system in sorted(systems)]
    return min(rows, key=len) if rows else []


def _breaks_in(numbers: Sequence[str], system: str) -> list[Break]:
    breaks: list[Break] = []
    before = Numeral(system, 0)
    row = [
        next((numeral for numeral in read_numerals(number) if numeral.system == system), None)
        for number in numbers
    ]
    for at, numeral in enumerate(row):
        expected = Numeral(system, before.value + 1)
        if numeral is None:
            breaks.append(Break(at, "is no number of this row", None))
            continue
        if what := _name_break(before, numeral):
            breaks.append(Break(at, what, _write_numeral(expected)))
            if at + 1 < len(row) and row[at + 1] == Numeral(system, before.value + 2):
                before = expected  # one wrong number: what follows is in order again
                continue
        if numeral[1:] > before[1:]:
            before = numeral
    return breaks


def _name_break(before: Numeral, numeral: Numeral) -> str | None:
    if numeral[1:] == before[1:]:
        return "stands twice"
    if numeral[1:] < before[1:]:
        return "stands in the wrong order"
    follows = (
        numeral.value == before.value + 1
        and numeral.added <= 1
        or numeral.value == before.value
        and numeral.added == before.added + 1
    )
    return None if follows else "leaves a gap"


def _write_numeral(numeral: Numeral) -> str:
    if numeral.system == "digits":
        return str(numeral.value)
    if numeral.system == "letters":
        return chr(97 + (numeral.value - 1) % 26) * ((numeral.value - 1) // 26 + 1)
    signs = ((90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written, rest = "", numeral.value
    for value, sign in signs:
        written += sign * (rest // value)
        rest %= value
    return written
