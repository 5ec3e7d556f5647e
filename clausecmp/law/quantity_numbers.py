"""The tokens of one text, and the numbers that stand in them: digits, number words, ordinals."""

from __future__ import annotations

from typing import NamedTuple

from .quantity_words import Found, QuantityWords, Role, fold

MOST_DIGITS = 15
"""Longer numbers measure nothing, and a float does not hold them."""


class Number(NamedTuple):
    """A value and the token behind it; `word`: it is written in words."""

    value: float
    end: int
    word: bool = False


class Tokens:
    """A text as words, numbers and signs. Each `_read_...` gets a token and gives what begins
    there, with the token behind it."""

    def __init__(self, text: str, lexicon: QuantityWords) -> None:
        self._text, self._lexicon = text, lexicon
        self._written: list[str] = lexicon.token.findall(text)
        self._words = list(map(fold, self._written))
        self._spans: list[tuple[int, int]] = []

    def _span(self, at: int) -> tuple[int, int]:
        """Where a token stands in the text; most texts need none."""
        if not self._spans:
            self._spans = [match.span() for match in self._lexicon.token.finditer(self._text)]
        return self._spans[at]

    def _is_tight(self, at: int) -> bool:
        """Whether a token follows the one before it without a blank."""
        return self._span(at - 1)[1] == self._span(at)[0]

    def _match(self, at: int, *roles: Role) -> Found | None:
        return self._lexicon.match(self._words, at, *roles)

    def _is(self, at: int, *roles: Role) -> bool:
        return self._lexicon.match(self._words, at, *roles) is not None

    def _is_filler(self, at: int) -> bool:
        return 0 <= at < len(self._words) and any(
            form.role is Role.FILLER and not form.rest for form in self._lexicon[self._words[at]]
        )

    def _is_year(self, at: int) -> bool:
        word = self._words[at]
        return len(word) == 4 and word.isdecimal() and 1900 <= int(word) <= 2100

    def _read_year(self, at: int) -> tuple[int, int]:
        """A year of four digits, 0 if there is none, and the token behind it."""
        here = at
        if (
            here < len(self._words)
            and not self._words[here][0].isdecimal()
            and self._is_filler(here)
        ):
            here += 1
        if here < len(self._words) and self._is_year(here):
            end = here + 1
            return int(self._words[here]), end
        return 0, at

    def _read_plain_ordinal(self, at: int) -> Number | None:
        """`thirtieth`, `forty-fifth`."""
        if found := self._match(at, Role.ORDINAL):
            return Number(found.form.value, found.end, True)
        tens = self._match(at, Role.CARDINAL)
        if tens is None or tens.form.value < 20:
            return None
        ones_at = tens.end + (self._words[tens.end : tens.end + 1] == ["-"])
        ones = self._match(ones_at, Role.ORDINAL)
        if ones is None or ones.form.value > 9:
            return None
        return Number(tens.form.value + ones.form.value, ones.end, True)

    def _match_unit(self, at: int) -> Found | None:
        """The unit at a token, or behind words that may stand before it: `full`, `consecutive`."""
        for _ in range(4):
            if found := self._match(at, Role.UNIT):
                return found
            between = self._match(at, Role.BETWEEN)
            if between is None:
                return None
            at = between.end
        return None

    def _read_value(self, at: int) -> Number | None:
        """The number that begins at a token, in digits or words, with the same number in brackets
        behind it."""
        if at >= len(self._words):
            return None
        if self._words[at][0].isdecimal():
            value = self._read_digits(at)
            if value is None:
                return None
            end, word = at + 1, False
            if multiplier := self._match(end, Role.MULTIPLIER):
                value, end = value * multiplier.form.value, multiplier.end
        else:
            number = self._read_number_words(at)
            if number is None:
                return None
            value, end, word = number
        if self._words[end : end + 1] == ["("] and end + 2 < len(self._words):
            again = self._read_inside(end + 1)
            if again and again.value == value and self._words[again.end : again.end + 1] == [")"]:
                end = again.end + 1
        return Number(value, end, word)

    def _read_inside(self, at: int) -> Number | None:
        if self._words[at][0].isdecimal():
            value = self._read_digits(at)
            return None if value is None else Number(value, at + 1)
        return self._read_number_words(at)

    def _read_digits(self, at: int) -> float | None:
        """`75 000`, `1,5`, `1.000`; None for `2009/73` and `1.2.3`."""
        word = "".join(self._words[at].split())
        if "/" in word or len(word) > MOST_DIGITS:
            return None
        other = "," if self._lexicon.decimal == "." else "."
        head, *groups = word.split(other)
        if groups and all(len(group.split(self._lexicon.decimal)[0]) == 3 for group in groups):
            word = head + "".join(groups)
        word = word.replace(",", ".")
        try:
            return float(word)
        except ValueError:
            return None

    def _read_number_words(self, at: int) -> Number | None:
        """`ninety`, `one hundred and twenty`, `soixante-dix`."""
        if self._lexicon.by_letters and (number := self._read_row(at)):
            return number
        total, group, last, biggest, room, end = 0.0, 0.0, 0.0, 0.0, float("inf"), at
        while True:
            here = end
            if end > at and (join := self._match(end, Role.AND)):
                here = join.end
            found = self._match(here, Role.CARDINAL, Role.MULTIPLIER)
            if found is None:
                break
            value = found.form.value
            if found.form.role is Role.MULTIPLIER:
                if here > end:
                    break
                if value < 1000:
                    group, last, room = group - last + (last or 1) * value, 0.0, value
                elif total and value > biggest:
                    total, group, last, biggest, room = (
                        (total + group) * value,
                        0.0,
                        0.0,
                        value,
                        value,
                    )
                else:
                    total, group, last, biggest, room = (
                        total + (group or 1) * value,
                        0.0,
                        0.0,
                        value,
                        value,
                    )
            elif (
                self._lexicon.noun_first
                and 0 < last < 10
                and value >= 20
                and (self._words[here][0] == "و")
            ):
                group, last, room = group + value, value, 0
            elif value < room and not (room == float("inf") and end > at):
                group, last, room = group + value, value, _room(value)
            else:
                break
            end = found.end
        return Number(total + group, end, True) if end > at else None

    def _read_row(self, at: int) -> Number | None:
        """Digits in a row, each written as a word: the year in Chinese."""
        digits = ""
        while found := self._match(at + len(digits), Role.CARDINAL):
            digits += str(int(found.form.value))
        if not 2 < len(digits) <= MOST_DIGITS:
            return None
        return Number(float(digits), at + len(digits), True)


def _room(value: float) -> float:
    """What may still be added to a number word: less than ten behind `thirty`; behind 60 and 80
    less than twenty, as French counts."""
    if value == 0:
        return 10
    if value in (60, 80):
        return 20
    return 10 if value >= 20 and value % 10 == 0 else 0
