"""Numbers of clauses: decimal digits, letters, Roman numerals, what is added to them (bis, ter),
and numbers in words.

Every part of the program that reads or writes such a number does it here. No text makes it fail:
what is no numeral is None, whatever its characters (`²`, `①`) and its length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

MOST_DIGITS = 18
"""Longer numbers are none: no clause has them, and Python refuses to read 4,300 digits."""
MOST_ROMAN = 399
"""Roman numerals are read and written up to here: D and M stand in no number of a clause."""
ADDED = ("bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies")
"""What is added to the number of a clause that was put in later, in order."""

_ROMAN = re.compile(r"(?=.)c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_SIGNS = (
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
CHINESE_DIGITS = "〇零一二两三四五六七八九十百"
"""The signs of Chinese numerals."""
_CHINESE_VALUES = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
_CHINESE_VALUES |= {"〇": 0, "两": 2, **{str(value): value for value in range(10)}}
_ARABIC_DIGITS = str.maketrans(
    "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8\u06f9",
    "01234567890123456789",
)
_WITH_ADDED = re.compile(r"([0-9]+)\s*([a-z]*)")
_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth"}
_IRREGULAR |= {"nine": "ninth", "twelve": "twelfth"}


def _list_cardinals() -> dict[str, int]:
    found = {word: value for value, word in enumerate(_ONES, 1)}
    for tens, word in enumerate(_TENS, 2):
        found[word] = 10 * tens
        found |= {f"{word}-{one}": 10 * tens + value for value, one in enumerate(_ONES[:9], 1)}
    return found | {"hundred": 100}


def _write_ordinal(cardinal: str) -> str:
    before, hyphen, last = cardinal.rpartition("-")
    return before + hyphen + _IRREGULAR.get(last, re.sub("y$", "ie", last) + "th")


CARDINALS: Mapping[str, int] = _list_cardinals()
"""`one` to `ninety-nine` and `hundred`, with their values."""
# the masculine form, the feminine one where it is not made with -a
_ARABIC_ONES = "حادي أول:أولى ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر".split()
_ARABIC_TENS = "عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()


def _list_arabic_ordinals() -> dict[str, int]:
    """`الأول` and `الأولى` to `التاسع والتسعون`, the number of an article in words."""
    ones: dict[int, tuple[str, ...]] = {}
    for value, word in enumerate(_ARABIC_ONES):
        masculine, _, feminine = word.partition(":")
        ones[value] = (masculine, feminine or masculine + "ة")
    found = {"ال" + form: value for value in range(1, 11) for form in ones[value]}
    for value in range(1, 10):
        for form in ones[value if value > 1 else 0]:
            found[f"ال{form} {'عشرة' if form.endswith('ة') else 'عشر'}"] = 10 + value
            for tens, word in enumerate(_ARABIC_TENS, 2):
                for ending in (word, word[:-2] + "ين"):
                    found[f"ال{form} وال{ending}"] = 10 * tens + value
    for tens, word in enumerate(_ARABIC_TENS, 2):
        for ending in (word, word[:-2] + "ين"):
            found["ال" + ending] = 10 * tens
    return found


ARABIC_ORDINALS: Mapping[str, int] = _list_arabic_ordinals()
"""Arabic ordinals with the article, 1 to 99."""
ORDINALS: Mapping[str, int] = {_write_ordinal(word): n for word, n in CARDINALS.items()}
"""`first` to `ninety-ninth` and `hundredth`, with their values."""


class System(StrEnum):
    """A way of counting."""

    DIGITS = "digits"
    LETTERS = "letters"
    ROMAN = "roman"


class Numeral(NamedTuple):
    """A number in one way of reading it. `added` is 1 for `bis` or `a` behind digits, 2 for
    `ter` or `b`, 0 for nothing."""

    system: System
    value: int
    added: int = 0


def is_decimal(text: str) -> bool:
    """Whether the text is ASCII digits and nothing else, so that `int` reads it (if it is not too
    long). `str.isdigit` also holds for `²` and `①`, which `int` refuses."""
    return text.isascii() and text.isdigit()


def read_decimal(text: str) -> int | None:
    """The value of ASCII digits; None for anything else and for more than MOST_DIGITS of them."""
    return int(text) if len(text) <= MOST_DIGITS and is_decimal(text) else None


def read_letters(text: str) -> int | None:
    """`a` 1 to `z` 26, `aa` 27, `bb` 28, in either case; None for anything else."""
    low = text.lower()
    if not (low.isascii() and low.isalpha()) or len(set(low)) > 1:
        return None
    return 26 * (len(low) - 1) + ord(low[0]) - 96


def read_roman(text: str) -> int | None:
    """A Roman numeral in its proper form, 1 to MOST_ROMAN, all small or all capital letters; None
    for anything else (`iiii`, `Iv`, `civil`)."""
    low = text.lower()
    if text not in (low, text.upper()) or not _ROMAN.fullmatch(low):
        return None
    value = at = 0
    for worth, sign in _ROMAN_SIGNS:
        while low.startswith(sign, at):
            value, at = value + worth, at + len(sign)
    return value


def read_chinese(written: str) -> int:
    """十五 as 15, 二百八十七 as 287, 二八七 digit by digit as 287; 0 for what is no numeral, and
    for more than MOST_DIGITS signs."""
    if len(written) > MOST_DIGITS:
        return 0
    total = digits = 0
    for sign in written:
        if sign in "十百":
            total, digits = total + (digits or 1) * (10 if sign == "十" else 100), 0
        elif sign in _CHINESE_VALUES:
            digits = 10 * digits + _CHINESE_VALUES[sign]
        else:
            return 0
    return total + digits


def fold_digits(text: str) -> str:
    """The text with Arabic digits as those of ASCII."""
    return text if text.isascii() else text.translate(_ARABIC_DIGITS)


def write_letters(value: int) -> str:
    """1 `a` to 26 `z`, 27 `aa`, 28 `bb`. Raises ValueError below 1."""
    if value < 1:
        raise ValueError(f"no letter stands for {value}")
    return chr(97 + (value - 1) % 26) * ((value - 1) // 26 + 1)


def write_roman(value: int) -> str:
    """A number as a Roman numeral in small letters. Raises ValueError below 1 and above
    MOST_ROMAN."""
    if not 1 <= value <= MOST_ROMAN:
        raise ValueError(f"{value} is not written as a Roman numeral")
    written = ""
    for worth, sign in _ROMAN_SIGNS:
        written += sign * (value // worth)
        value %= worth
    return written


def write_numeral(numeral: Numeral) -> str | None:
    """A number in its way of counting; None for a Roman one above MOST_ROMAN. Raises ValueError
    below 1 for letters and Roman numerals."""
    if numeral.system is System.DIGITS:
        return str(numeral.value)
    if numeral.system is System.LETTERS:
        return write_letters(numeral.value)
    return write_roman(numeral.value) if numeral.value <= MOST_ROMAN else None


def read_numerals(number: str) -> list[Numeral]:
    """Every way to read the number of a clause: `5`, `5 bis`, `5a`, `b`, `iv`; `i` is a letter or a
    Roman numeral. Empty for what is no number."""
    low = number.strip().lower()
    if match := _WITH_ADDED.fullmatch(low):
        value, added = read_decimal(match[1]), _read_added(match[2])
        return [] if value is None or added is None else [Numeral(System.DIGITS, value, added)]
    values = ((System.LETTERS, read_letters(low)), (System.ROMAN, read_roman(low)))
    return [Numeral(system, value) for system, value in values if value is not None]


def _read_added(word: str) -> int | None:
    """What `bis`, `ter` or a letter behind a number counts, 0 for nothing, None for other words."""
    if not word:
        return 0
    return ADDED.index(word) + 1 if word in ADDED else read_letters(word)


class Break(NamedTuple):
    """A place where numbers do not follow: its position, and what stood to be expected (None:
    nothing certain)."""

    at: int
    what: str
    expected: str | None


def find_breaks(numbers: Sequence[str]) -> list[Break]:
    """Where a row of numbers has a gap, a repetition or a wrong order, or does not begin with the
    first.

    The row is read in the way (digits, letters, Roman) that leaves the fewest breaks.
    """
    systems = {numeral.system for number in numbers for numeral in read_numerals(number)}
    rows = [_breaks_in(numbers, system) for system in sorted(systems)]
    return min(rows, key=len) if rows else []


def _breaks_in(numbers: Sequence[str], system: System) -> list[Break]:
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
            breaks.append(Break(at, what, write_numeral(expected)))
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
