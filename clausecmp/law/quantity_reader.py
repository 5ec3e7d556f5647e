"""One text -> [Quantity]: the periods, dates, frequencies, ages, shares, sums, ordinals and counts
that stand in it.

    quantity = bound filler* amount | amount bound     within a period of 30 days; 30 days or more
    amount   = number between* unit | money number | number counted noun | fraction
             | every [number] unit | once a unit | day month [year] | ordinal noun

Numbers that measure nothing are passed over: references, numbers and dates of acts, item marks.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from .quantity_numbers import Number, Tokens
from .quantity_words import (
    BEFORE_NUMBER,
    BEFORE_UNIT,
    BOUNDED,
    DATES,
    FRACTIONS,
    HINTS,
    MONEY,
    NUMBERS,
    ONE_ALONE,
    ORDINALS,
    READS,
    SKIPS,
    TIMES,
    UNITISH,
    UNITS,
    Bound,
    Found,
    QuantityWords,
    Role,
    load_quantity_words,
)

YEAR = 365.25
LARGE = 100
"""From here on a number with a bound is a threshold even where it counts nothing that is named."""
TIMED = ("period", "working days", "date", "day of year")
"""Kinds that run in time; only they are bounded by within, until and from."""
_BACK = 10
"""So many words before an amount its bound begins at the earliest: `not later than the expiry of a
period of`."""
_ACT_BACK = 45
"""So many words may stand between an act and its date: `Directive 2009/1/EC of ... of 1 May`."""
_DATE_BOUNDS = {
    Bound.AT_LEAST: Bound.FROM,
    Bound.MORE_THAN: Bound.FROM,
    Bound.AT_MOST: Bound.UNTIL,
    Bound.LESS_THAN: Bound.WITHIN,
}
_LEAP = 2000
"""The year in which the days of a date without a year are counted."""


class Quantity(NamedTuple):
    """An amount and its limit; `text` is the text's [start:end], with the words of the bound.

    `kind`: period, working days, date, day of year, frequency, age, share, count, `money EUR`,
    `ordinal instrument`, ...; `value` on one scale for its kind: days, the number of the day,
    times a year, years, per cent, ...; `of`: the noun that is counted, else ''.
    """

    kind: str
    value: float
    bound: Bound
    of: str
    start: int
    end: int
    text: str

    @property
    def family(self) -> str:
        """Kinds of one family answer each other: all money, all ordinals, all dates."""
        return self.kind.partition(" ")[0] if self.kind != "working days" else self.kind


def read_quantities(text: str, language: str = "en") -> list[Quantity]:
    """The quantities of a text in their order; none overlap. Empty for a language that is not
    read."""
    words = load_quantity_words(language)
    if words is None or not words.may_hold(text):
        return []
    return _Reading(text, words).read()


class _Reading(Tokens):
    """The tokens of one text and what is found in them. Each `_read_...` gets a token and gives the
    one behind what it has read, 0 if there is nothing of its sort."""

    def __init__(self, text: str, lexicon: QuantityWords) -> None:
        super().__init__(text, lexicon)
        self._until = 0
        self._floor = 0
        self._found: list[Quantity] = []

    def read(self) -> list[Quantity]:
        openers, words = self._lexicon.openers, self._words
        for at, opens in enumerate([openers[word] for word in words]):
            if opens & READS and at >= self._until and self._may_open(at, opens):
                self._until = self._read_at(at, opens) or self._until
        return self._found

    def _may_open(self, at: int, opens: int) -> bool:
        """Whether what stands beside a word lets anything begin with it."""
        if not opens & HINTS:
            return True
        if at + 1 == len(self._words):
            return False
        behind = self._words[at + 1]
        if opens & BEFORE_NUMBER and (
            behind[0].isdecimal() or behind in ("(", ".", "-", "°") or self._is_label(at + 1)
        ):
            return True
        if opens & (BEFORE_UNIT | ONE_ALONE) and self._lexicon.openers[behind] & UNITISH:
            return True
        return (
            bool(opens & ONE_ALONE) and at > 0 and (self._words[at - 1] in self._lexicon.bound_ends)
        )

    def _read_at(self, at: int, opens: int) -> int:
        if self._words[at][0].isdecimal() and self._is_mark(at):
            return at + 1
        end = 0
        if opens & DATES:
            end = self._read_date(at)
        if opens & SKIPS:
            end = end or self._skip(at)
        if opens & TIMES:
            end = end or self._read_frequency(at)
        if opens & ORDINALS:
            end = end or self._read_ordinal(at)
        if opens & FRACTIONS:
            end = end or self._read_fraction(at)
        if opens & MONEY:
            end = end or self._read_money(at)
        if opens & NUMBERS:
            end = end or self._read_number(at)
        if opens & UNITS:
            end = end or self._read_one_unit(at)
        return end

    def _add(
        self,
        kind: str,
        value: float,
        first: int,
        end: int,
        *,
        of: str = "",
        after: Bound | None = None,
        known: tuple[Bound, int] | None = None,
    ) -> int:
        """Note an amount of the tokens [first, end), with the bounds about it."""
        bound, begin = known or self._find_bound(first, kind)
        behind = self._match_behind(end)
        if behind and (limit := _limit(behind.form.bound, kind)):
            after, end = after or limit, behind.end
        if after and bound is Bound.EXACTLY:
            bound = after
        start, stop, self._floor = self._span(begin)[0], self._span(end - 1)[1], end
        self._found.append(Quantity(kind, value, bound, of, start, stop, self._text[start:stop]))
        return end

    def _match_behind(self, at: int) -> Found | None:
        """A bound behind an amount; not `or more` of `or more than`."""
        found = self._match(at, Role.AFTER)
        if found is None:
            return None
        for here in range(at, found.end):
            before = self._match(here, Role.BEFORE)
            if before and before.end > found.end:
                return None
        return found

    def _find_bound(self, first: int, kind: str) -> tuple[Bound, int]:
        """The nearest bound before an amount and the token it begins at; nothing but fillers may
        stand between."""
        fillers = first
        while fillers > self._floor and self._is_filler(fillers - 1):
            fillers -= 1
        found, until = (Bound.EXACTLY, first), 0
        for at in range(max(self._floor, first - _BACK), first):
            if at < until:
                continue  # `less than` of `not less than`
            for form in self._lexicon[self._words[at]]:
                if form.role not in (Role.BEFORE, Role.TIGHT, Role.DATED):
                    continue
                if form.role is Role.DATED and kind not in ("date", "day of year"):
                    continue
                end = at + 1 + len(form.rest)
                if end > first or end < (
                    first if form.role is Role.TIGHT and kind != "age" else fillers
                ):
                    continue
                limit = _limit(form.bound, kind)
                if limit and self._lexicon.fits(self._words, at + 1, form.rest):
                    found, until = (limit, at), end
                    break
        return found

    # what is no quantity

    def _skip(self, at: int) -> int:
        """Behind a phrase, a reference or an act's number at a token."""
        if found := self._match(at, Role.SKIP):
            return found.end
        if self._words[at][0].isdecimal():
            return 0
        found = self._match(at, Role.REFERENCE, Role.NUMBER_SIGN, Role.ACT)
        if found is None:
            return 0
        small = found.form.role is Role.NUMBER_SIGN and self._written[at].islower()
        if small and self._lexicon.decimal == ".":
            return 0  # `no 5 members`: in small letters it is a number sign in French alone
        return self._skip_numbers(found.end) or found.end

    def _skip_numbers(self, at: int) -> int:
        """Behind the numbers of a reference: `5(1), 7 and 9 to 12`; 0 if there are none."""
        end, here = 0, at
        while here < len(self._words):
            word = self._words[here]
            if word[0].isdecimal() or self._is_label(here):
                if self._is_amount(here):
                    break
                here += 1
                end = here
            elif (
                word in "()[]/,-–"
                or self._is(here, Role.JOIN, Role.NUMBER_SIGN)
                or end
                and self._is(here, Role.REFERENCE)
            ):
                here += 1
            else:
                break
            if not end and here > at + 4:
                break
        return end

    def _is_label(self, at: int) -> bool:
        """Whether a word is a letter or a Roman numeral: `(a)`, `IV`."""
        word = self._written[at]
        if len(word) == 1 and word.isalpha() and word.isascii():
            before = self._written[at - 1] if at else ""
            return before == "(" or word not in "aAyYeEoOuUàI"
        return word.isascii() and bool(word) and set(word.lower()) <= set("ivxlc") and len(word) < 6

    def _is_amount(self, at: int) -> bool:
        """Whether a number has a unit or a month behind it."""
        number = self._read_value(at)
        if number is None:
            return False
        unit = self._match_unit(number.end)
        return unit is not None or (
            self._is(number.end, Role.MONTH)
            and not self._is(number.end + 1, Role.SKIP)
            and number.value <= 31
            and self._written[number.end][0].isupper() == (self._lexicon.decimal == ".")
        )

    def _is_mark(self, at: int) -> bool:
        """Whether a number marks an item: `(1)`, `1)`, `1.` where a line begins."""
        words = self._words
        before = words[at - 1] if at else ""
        behind = words[at + 1] if at + 1 < len(words) else ""
        if behind == ")" and not self._is_filler(at - 1 if at else at):
            return True
        begins = (
            not before
            or before in ":;"
            or "\n" in self._text[self._span(at - 1)[1] : self._span(at)[0]]
        )
        return behind == "." and begins

    # times and dates

    def _read_date(self, at: int) -> int:
        """A date, a day of every year, a month of a year."""
        if last := self._match(at, Role.LAST_DAY):
            month = self._match(last.end, Role.MONTH)
            if month is None:
                return 0
            year, end = self._read_year(month.end)
            number = int(month.form.value)
            return self._note_date(at, end, year, number, monthrange(year or 2001, number)[1])
        if self._lexicon.by_letters:
            return self._read_year_first(at)
        if self._words[at][0].isdecimal():
            return self._read_day_first(at)
        month = self._match(at, Role.MONTH)
        if month is None:
            return 0
        if self._written[at].islower() and self._lexicon.decimal == ".":
            return 0
        year, end = self._read_year(month.end)
        if year:
            return self._note_date(at, end, year, int(month.form.value), None)
        day = self._read_day(month.end)
        if day is None:
            return 0
        end = day[1] + (self._words[day[1] : day[1] + 1] == [","])
        year, end = self._read_year(end)
        return self._note_date(at, end if year else day[1], year, int(month.form.value), day[0])

    def _read_day_first(self, at: int) -> int:
        parts = self._words[at].replace("/", ".").split(".")
        if len(parts) == 3 and len(parts[2]) == 4 and all(len(part) < 5 for part in parts):
            return self._note_date(at, at + 1, int(parts[2]), int(parts[1]), int(parts[0]))
        day = self._read_day(at)
        if day is None:
            return 0
        end = day[1]
        if self._is(end, Role.OF_DATE) or self._is(end, Role.JOIN) and self._words[end] == "of":
            end += 1
        month = self._match(end, Role.MONTH)
        if (
            month is None
            or self._written[end].islower()
            and self._lexicon.decimal == "."
            and (not self._lexicon.prefixes)
        ):
            return 0
        year, end = self._read_year(month.end)
        return self._note_date(at, end, year, int(month.form.value), day[0])

    def _read_year_first(self, at: int) -> int:
        """Year, month and day with their signs, in Chinese."""
        numbers, here = [], at
        for sign in "年月日":
            number = self._read_value(here)
            if number is None or self._words[number.end : number.end + 1] != [sign]:
                break
            numbers.append(int(number.value))
            here = number.end + 1
        if not numbers or not 1900 <= numbers[0] <= 2100:
            return 0
        numbers += [None] * (3 - len(numbers))  # type: ignore[list-item]
        return self._note_date(at, here, numbers[0], numbers[1] or 0, numbers[2])

    def _read_day(self, at: int) -> tuple[int, int] | None:
        if at >= len(self._words) or not self._words[at][0].isdecimal() or len(self._words[at]) > 2:
            return None
        end = at + 1
        if self._is(end, Role.ORDINAL_SIGN) and self._is_tight(end):
            end += 1
        return int(self._words[at]), end

    def _note_date(self, at: int, end: int, year: int, month: int, day: int | None) -> int:
        if year and self._is_citation(at):
            return end
        kind = "date" if year else "day of year"
        bound = self._find_bound(at, kind)
        late = bound[0] in (Bound.WITHIN, Bound.UNTIL)
        if not month:
            month, day = (12, 31) if late else (1, 1)
        elif day is None and 1 <= month <= 12:
            day = monthrange(year or 2001, month)[1] if late else 1
        try:
            found = date(year or _LEAP, month, day or 1)
        except ValueError:
            return 0
        value = found.toordinal() if year else found.timetuple().tm_yday
        return self._add(kind, float(value), at, end, known=bound)

    def _is_citation(self, at: int) -> bool:
        """Whether a date belongs to the name of an act: `Directive ... of 13 July 2009`, `Treaty
        signed at Rome on 25 March 1957`."""
        lexicon, words = self._lexicon, self._words
        if lexicon.by_letters:
            return "《" in words[at : at + 16]
        near = any(
            (found := lexicon.match(words, n, Role.OF_DATE, Role.CITING))
            and (found.end == at or found.form.role is Role.CITING and found.form.rest)
            for n in range(max(0, at - 7), at)
        )
        if not near:
            return False
        plain = 0
        for n in range(at - 1, max(-1, at - _ACT_BACK), -1):
            if lexicon.match(words, n, Role.ACT):
                return True
            if words[n] in ".;:":
                return False
            plain += self._written[n].islower() and not lexicon[words[n]]
            if plain > 4:
                return False
        return False

    def _read_frequency(self, at: int) -> int:
        if found := self._match(at, Role.FREQUENCY, Role.ADJECTIVE):
            if self._is_rate(at) or not self._recurs(at, found):
                return found.end
            return self._add("frequency", found.form.value, at, found.end)
        times, end = 1.0, at
        if found := self._match(at, Role.TIMES):
            times, end = found.form.value, found.end
        elif number := self._read_value(at):
            times_word = self._match(number.end, Role.TIMES_WORD)
            if times_word is None:
                return 0
            times, end = number.value, times_word.end
        if end > at:
            per = self._match(end, Role.PER) or self._match(end, Role.EACH)
        else:
            per = self._match(at, Role.EACH)
        if per is None:
            return end if end > at else 0
        number = self._read_value(per.end) or self._read_plain_ordinal(per.end)
        unit = self._match_unit(number.end if number else per.end)
        if unit is None or unit.form.kind != "period":
            return end if end > at else 0
        length = unit.form.value * (number.value if number else 1)
        if not length or not times or end == at and self._is_rate(at):
            return unit.end
        return self._add("frequency", times * YEAR / length, at, unit.end)

    def _recurs(self, at: int, found: Found) -> bool:
        """Whether a word such as `monthly` says how often, and not what is measured: beside a noun
        for what recurs (`monthly report`), or as an adverb."""
        if self._is(found.end, Role.OCCURRING) or at and self._is(at - 1, Role.OCCURRING):
            return True
        if not self._is(at, Role.ADJECTIVE):
            return True
        if not self._is(at, Role.FREQUENCY):
            return False
        if found.end >= len(self._words):
            return True
        return not self._words[found.end][0].isalpha() or self._is(found.end, Role.FUNCTION)

    def _is_rate(self, at: int) -> bool:
        """Whether a time stands behind an amount as its measure: `2 % each year`."""
        if not self._found:
            return False
        last = self._found[-1]
        near = (
            last.end <= self._span(at)[0] and not self._text[last.end : self._span(at)[0]].strip()
        )
        return near and last.family not in ("period", "date", "day", "frequency", "working days")

    def _read_one_unit(self, at: int) -> int:
        """`within a year`: a unit without a number, where a bound stands before it."""
        if whole := self._match(at, Role.WHOLE):
            return self._add(whole.form.kind, whole.form.value, at, whole.end)
        one = self._match(at, Role.ONE)
        if one is None:
            return self._read_bare_unit(at) if self._lexicon.bare_unit else 0
        unit = self._match_unit(one.end)
        if unit is None or unit.form.kind not in TIMED:
            return 0
        bound = self._find_bound(at, unit.form.kind)
        if (
            bound[0] is Bound.EXACTLY
            or unit.end < len(self._words)
            and self._is(unit.end, Role.OF_DATE)
            and unit.form.value < 1
        ):
            return 0
        return self._add(unit.form.kind, unit.form.value, at, unit.end, known=bound)

    def _read_bare_unit(self, at: int) -> int:
        """A unit right behind a bound, where the language needs no word for one."""
        unit = self._match_unit(at)
        if unit is None or unit.form.kind not in TIMED:
            return 0
        bound = self._find_bound(at, unit.form.kind)
        short = unit.form.value < 7 and bound[0] is Bound.FROM  # `from the day`
        if (
            short
            or bound[0] in (Bound.EXACTLY, Bound.UNTIL)
            or unit.end < len(self._words)
            and (self._words[unit.end][0].isdecimal())
        ):
            return 0
        return self._add(unit.form.kind, unit.form.value, at, unit.end, known=bound)

    # amounts

    def _read_ordinal(self, at: int) -> int:
        number = None
        if self._lexicon.by_letters:
            if self._is(at, Role.ORDINAL_MARK):
                number = self._read_value(at + 1)
                if number is None:
                    return 0
        elif self._words[at][0].isdecimal():
            value = self._read_digits(at)
            sign = at + 1
            if value and (found := self._match(sign, Role.ORDINAL_SIGN)) and self._is_tight(sign):
                number = Number(value, found.end)
        else:
            number = self._read_plain_ordinal(at)
        if number is None:
            return 0
        noun = self._leave_brackets(number.end)
        if self._lexicon.by_letters and (counter := self._match(noun, Role.COUNTER)):
            noun = counter.end
        if number.value < 4 or number.value % 1 or self._is(noun, Role.REFERENCE):
            return number.end
        if self._lexicon.noun_first:
            return self._note_ordinal_behind(at, number)
        if self._is_filler(noun) and not self._match_unit(noun):
            noun += 1  # `the twentieth such instrument`
        unit = self._match_unit(noun)
        if unit is not None and unit.form.kind in TIMED:
            if self._is(unit.end, Role.OF_DATE) and self._is(unit.end + 1, Role.MONTH):
                return unit.end  # `this nineteenth day of December`
            return self._add(unit.form.kind, number.value * unit.form.value, at, unit.end)
        of, end = self._read_noun(noun)
        if not of or any(self._is(n, Role.NAMED, Role.ACT) for n in range(noun, end)):
            return number.end
        end = number.end if "]" in self._words[number.end : noun] else end
        return self._add(f"ordinal {of.split()[0]}", number.value, at, end, of=of)

    def _note_ordinal_behind(self, at: int, number: Number) -> int:
        """An ordinal behind its noun; a plain number in Arabic looks the same and has a unit behind
        it."""
        if at == 0 or not self._written[at].startswith(("ال", "وال")):
            return 0
        if self._is(at - 1, Role.REFERENCE):
            return number.end
        if unit := self._match(at - 1, Role.UNIT):
            return self._add(unit.form.kind, number.value * unit.form.value, at, number.end)
        if self._match_unit(number.end):
            return 0
        noun = self._words[at - 1]
        return self._add(f"ordinal {noun}", number.value, at, number.end, of=noun)

    def _read_fraction(self, at: int) -> int:
        if prefix := self._match(at, Role.SHARE_BEFORE):
            number = self._read_value(prefix.end)
            return self._add("share", number.value, at, number.end) if number else prefix.end
        found = self._match(at, Role.FRACTION)
        return self._add("share", found.form.value, at, found.end) if found else 0

    def _read_money(self, at: int) -> int:
        """A currency before its sum."""
        unit = self._match(at, Role.UNIT)
        if unit is None or not unit.form.kind.startswith("money"):
            return 0
        number = self._read_value(unit.end)
        if number is None or number.word:
            return 0
        return self._add(unit.form.kind, number.value * unit.form.value, at, number.end)

    def _read_number(self, at: int) -> int:
        """A number with its unit or counted noun; the first of a range takes the unit of the
        second."""
        number = self._read_value(at)
        if number is None:
            return self._pass_number(at)
        after, end = None, number.end
        behind = self._match_behind(end)
        if behind and not self._is_year(at):
            after, end = behind.form.bound, behind.end
        end = self._leave_brackets(end)
        unit = self._match_unit(end)
        if unit:
            return self._note_measured(at, number, unit, after)
        if self._is_aged(at):
            return self._add("age", number.value, at, end, after=after)
        if not number.word and self._is_year(at) and after is None:
            return self._note_year(at)
        join = self._match(number.end, Role.JOIN)
        second = self._read_value(join.end) if join else None
        if second and (unit := self._match_unit(second.end)):
            return self._note_measured(at, number, unit._replace(end=number.end), after)
        return self._note_count(at, number, end, after)

    def _pass_number(self, at: int) -> int:
        """Behind a number that cannot be read, such as that of an act."""
        return at + 1 if self._words[at][0].isdecimal() else 0

    def _note_measured(self, at: int, number: Number, unit: Found, after: Bound | None) -> int:
        kind, value, end = unit.form.kind, number.value * unit.form.value, unit.end
        if unit.form.value == YEAR and not number.word and self._is_year(at) and after is None:
            return self._note_date(at, unit.end, int(number.value), 0, None)
        if kind == "period" and unit.form.value == YEAR:
            behind = self._match(end, Role.AGE_AFTER)
            if self._is_aged(at) or behind:
                kind, value = "age", number.value
                end = behind.end if behind else end
        return self._add(kind, value, at, end, after=after and _limit(after, kind))

    def _is_aged(self, at: int) -> bool:
        """Whether the words before a number are of an age."""
        here = at
        while here > max(0, at - 6):
            here -= 1
            found = self._match(here, Role.AGE_BEFORE)
            if found and found.end <= at:
                return self._find_gap(found.end, at)
        return False

    def _find_gap(self, first: int, end: int) -> bool:
        """Whether nothing but bounds and fillers stands between two tokens."""
        while first < end:
            if found := self._match(first, Role.BEFORE, Role.TIGHT):
                first = found.end
            elif self._is_filler(first):
                first += 1
            else:
                return False
        return True

    def _note_year(self, at: int) -> int:
        """A year, where the words before it say that it is one."""
        before = at - 1
        said = any(
            (found := self._match(n, Role.IN_YEAR, Role.YEAR_WORD)) and found.end == at
            for n in range(max(0, at - 3), at)
        )
        bound = self._find_bound(at, "date")
        if bound[0] is Bound.EXACTLY and not said or before < 0:
            return at + 1
        if not said and self._is_filler(before) and not self._is(before, *BOUNDED):
            return at + 1  # `by the 1972 Protocol`
        if self._is_citation(at):
            return at + 1
        return self._note_date(at, at + 1, int(self._words[at]), 0, None)

    def _note_count(self, at: int, number: Number, end: int, after: Bound | None) -> int:
        if self._lexicon.by_letters:
            counter = self._match(end, Role.COUNTER)
            if counter is None or number.word and number.value < 2:
                return number.end
            join = self._match(counter.end, Role.JOIN)
            again = self._read_value(join.end) if join else None
            if again and again.value == number.value:
                return counter.end
            return self._add(
                "count", number.value, at, counter.end, of=self._words[end], after=after
            )
        if not number.word and self._is_named(at):
            return number.end
        bound = self._find_bound(at, "count")
        if self._is(end, Role.FUNCTION, Role.REFERENCE, Role.TIMES_WORD):
            of, stop = "", end
        else:
            of, stop = self._read_noun(end)
        if not of and bound[0] is not Bound.EXACTLY and number.value >= LARGE:
            return self._add("count", number.value, at, number.end, known=bound)
        if not of or number.value < 2 and bound[0] is Bound.EXACTLY and after is None:
            return number.end
        return self._add(
            "count",
            number.value,
            at,
            stop,
            of=of,
            after=after and _limit(after, "count"),
            known=bound,
        )

    def _is_named(self, at: int) -> bool:
        """Whether a number belongs to a name before it: `Fund 3`."""
        return at > 0 and (
            self._written[at - 1][0].isupper() and not self._lexicon[self._words[at - 1]] and at > 1
        )

    def _read_noun(self, at: int) -> tuple[str, int]:
        """The noun that is counted with what describes it, at most three words, and the token
        behind it."""
        end = at
        if end < len(self._words) and self._words[end] == "-":
            end = at = at + 1
        while end < min(len(self._words), at + 3):
            word = self._words[end]
            if not word[0].isalpha() or len(word) < 2 and not self._lexicon.by_letters:
                break
            if self._is(end, Role.FUNCTION, Role.REFERENCE, Role.CARDINAL, Role.UNIT, Role.AFTER):
                break
            end += 1
        if end < len(self._words) and self._words[end] == "." and end == at:
            return "", at
        space = "" if self._lexicon.by_letters else " "
        return space.join(self._words[at:end]), end

    def _leave_brackets(self, at: int) -> int:
        """Behind the bracket, at a number that is one of several in it: `[30 / 60] days`."""
        if at < len(self._words) and self._words[at] in ("/", "]"):
            for end in range(at, min(len(self._words), at + 16)):
                if self._words[end] == "]":
                    return end + 1
        return at


def _limit(bound: Bound, kind: str) -> Bound | None:
    """A bound as it limits a kind; None where it cannot."""
    if kind in ("date", "day of year"):
        return _DATE_BOUNDS.get(bound, bound)
    if kind in ("period", "working days") or bound not in (Bound.WITHIN, Bound.UNTIL, Bound.FROM):
        return bound
    if kind.startswith("length") and bound is Bound.WITHIN:
        return Bound.AT_MOST
    return None
