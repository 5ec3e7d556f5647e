"""data/law/quantities.yaml -> QuantityWords: number words, units, months and bounds of one
language, ready for matching.

Forms are found word by word through a dictionary of first words; each word that was met once is
answered from memory, so that a text costs one look a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ..files.shape import TEXT, Free, Key, Many, Record, Text, check_shape
from ..files.yaml_read import Document, Node, read_yaml
from ..model.problems import Problem, raise_errors

FOLDER = Path(__file__).parent.parent / "data" / "law" / "quantities"
LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")


class Bound(StrEnum):
    """How a value limits. WITHIN is the end of a time that runs (within, no later than, before)."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    EXACTLY = "exactly"
    WITHIN = "within"
    UNTIL = "until"
    FROM = "from"


class Role(StrEnum):
    """What a form is: the keys of a language's section."""

    CARDINAL = "cardinals"
    MULTIPLIER = "multipliers"
    ORDINAL = "ordinals"
    FRACTION = "fractions"
    MONTH = "months"
    TIMES = "times"
    UNIT = "units"
    WHOLE = "wholes"
    FREQUENCY = "frequencies"
    ADJECTIVE = "frequency_adjectives"
    OCCURRING = "occurring"
    BEFORE = "bounds_before"
    TIGHT = "bounds_tight"
    DATED = "bounds_of_dates"
    AFTER = "bounds_after"
    FILLER = "fillers"
    BETWEEN = "between"
    JOIN = "joins"
    AND = "number_joins"
    EACH = "each"
    PER = "per"
    TIMES_WORD = "times_words"
    ONE = "one_of_a_unit"
    OF_DATE = "of_date"
    LAST_DAY = "last_day_of"
    IN_YEAR = "in_year"
    YEAR_WORD = "year_words"
    ORDINAL_SIGN = "ordinal_signs"
    ORDINAL_MARK = "ordinal_marks"
    AGE_BEFORE = "age_before"
    AGE_AFTER = "age_after"
    REFERENCE = "references"
    NUMBER_SIGN = "number_signs"
    ACT = "acts"
    CITING = "citing"
    FUNCTION = "function_words"
    SHARE_BEFORE = "share_before"
    COUNTER = "counters"
    NAMED = "named_by_ordinals"
    SKIP = "no_quantity"


VALUED = (
    Role.CARDINAL,
    Role.MULTIPLIER,
    Role.ORDINAL,
    Role.FRACTION,
    Role.MONTH,
    Role.TIMES,
    Role.FREQUENCY,
    Role.ADJECTIVE,
)
BOUNDED = (Role.BEFORE, Role.TIGHT, Role.DATED, Role.AFTER)
MEASURED = (Role.UNIT, Role.WHOLE)
_LISTED = tuple(role for role in Role if role not in (*VALUED, *BOUNDED, *MEASURED))
_TRIGGERS = frozenset(
    {
        Role.CARDINAL,
        Role.ORDINAL,
        Role.FRACTION,
        Role.UNIT,
        Role.WHOLE,
        Role.FREQUENCY,
        Role.ADJECTIVE,
        Role.MULTIPLIER,
        Role.ORDINAL_MARK,
        Role.SHARE_BEFORE,
    }
)
"""Without a word of one of these, or a digit, a text holds no quantity. A one alone, and
first to third, are none."""

DATES, SKIPS, TIMES, ORDINALS, FRACTIONS, MONEY, NUMBERS, UNITS = (1 << n for n in range(8))
"""What may begin with a word; each is a way of reading it."""
BEFORE_NUMBER, BEFORE_UNIT, ONE_ALONE, UNITISH = (1 << n for n in range(8, 12))
"""BEFORE_NUMBER: only where a number follows; BEFORE_UNIT: only where a unit or a number does;
ONE_ALONE: the same, or where a bound stands before; UNITISH: what may follow them."""
BARE = ("period", "working days")
_SILENT = (1, 2, 3)
_OPENS = {
    Role.LAST_DAY: DATES,
    Role.MONTH: DATES | BEFORE_NUMBER,
    Role.SKIP: SKIPS,
    Role.REFERENCE: SKIPS | BEFORE_NUMBER,
    Role.NUMBER_SIGN: SKIPS | BEFORE_NUMBER,
    Role.ACT: SKIPS | BEFORE_NUMBER,
    Role.FREQUENCY: TIMES,
    Role.ADJECTIVE: TIMES,
    Role.TIMES: TIMES,
    Role.EACH: TIMES | BEFORE_UNIT,
    Role.ORDINAL: ORDINALS | UNITISH,
    Role.ORDINAL_MARK: ORDINALS,
    Role.SHARE_BEFORE: FRACTIONS,
    Role.FRACTION: FRACTIONS,
    Role.CARDINAL: DATES | TIMES | ORDINALS | NUMBERS | UNITISH,
    Role.MULTIPLIER: TIMES | NUMBERS | UNITISH,
    Role.WHOLE: UNITS,
    Role.ONE: UNITS | BEFORE_UNIT,
    Role.UNIT: UNITISH,
    Role.BETWEEN: UNITISH,
    Role.TIMES_WORD: UNITISH,
    Role.AFTER: UNITISH,
    Role.AND: UNITISH,
}
_DIGITS_OPEN = DATES | SKIPS | TIMES | ORDINALS | NUMBERS | UNITISH
READS = DATES | SKIPS | TIMES | ORDINALS | FRACTIONS | MONEY | NUMBERS | UNITS
HINTS = BEFORE_NUMBER | BEFORE_UNIT | ONE_ALONE

_FORMS = Many(TEXT)
_NUMBER = Text(pattern=r"\d+(\.\d+)?", expected="a number")
_UNIT = Record(
    "a unit", {"kind": Key(TEXT, True), "per": Key(_NUMBER, True), "forms": Key(_FORMS, True)}
)
_EXAMPLE = Record(
    "an example",
    {
        "left": Key(TEXT, True),
        "right": Key(TEXT, True),
        "expect": Key(_FORMS, True, "LEFT > RIGHT: WORD, a missing side as -."),
    },
)
QUANTITIES = Record(
    "a file of quantities",
    {
        "language": Key(Text(LANGUAGES), True, "The language, as drafts name it."),
        "decimal": Key(Text((".", ",")), True, "The sign before the decimals."),
        "letters": Key(Text(("yes", "no")), about="yes: written without spaces."),
        "prefixes": Key(_FORMS, about="What may stand before a word, written with it."),
        "noun_first": Key(Text(("yes", "no")), about="yes: an ordinal follows its noun."),
        "bare_unit": Key(Text(("yes", "no")), about="yes: a unit alone means one of it."),
        **{role.value: Key(Free(_FORMS)) for role in VALUED},
        **{role.value: Key(Free(_FORMS, tuple(Bound))) for role in BOUNDED},
        **{role.value: Key(Many(_UNIT)) for role in MEASURED},
        **{role.value: Key(_FORMS) for role in _LISTED},
        "examples": Key(Many(_EXAMPLE), True),
    },
)

_NUMBERS = r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,/]\d+)*"
_TOKEN = re.compile(rf"[^\W\d_]+['’]?|{_NUMBERS}|[^\w\s]")
_LETTER = re.compile(rf"[a-zA-Z]+|[^\W\d_]|{_NUMBERS}|[^\w\s]")
_WORDS = re.compile(r"[^\W\d_]+|[%‰€$£¥]")
_LETTERS = re.compile(r"[^\W\d_]|[%‰€$£¥]")
_DIGITS = re.compile(r"\d[\d/.]*")
_NEXT_NUMBER = 12
"""So many characters may stand between two numbers of a reference: `5(1)(a) and 7`."""
_CITED = (Role.REFERENCE, Role.NUMBER_SIGN, Role.ACT)
_ARABIC_MARKS = re.compile("[\u064b-\u0652\u0640\u0670]")


class Form(NamedTuple):
    """The words behind the first one, what they are, and their value, bound or unit."""

    rest: tuple[str, ...]
    role: Role
    value: float = 0.0
    bound: Bound = Bound.EXACTLY
    kind: str = ""


class Found(NamedTuple):
    """A form that stands in a text, and the token behind it."""

    form: Form
    end: int


class QuantityWords(dict[str, tuple[Form, ...]]):
    """A word, folded -> the forms that begin with it, longest first; empty for most words."""

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.decimal = node.text("decimal") or "."
        self.by_letters = node.text("letters") == "yes"
        self.noun_first = node.text("noun_first") == "yes"
        self.bare_unit = node.text("bare_unit") == "yes"
        self.prefixes = node.texts("prefixes")
        self.token = _LETTER if self.by_letters else _TOKEN
        self.word = _LETTERS if self.by_letters else _WORDS
        self._exact: dict[str, list[Form]] = {}
        self._stems: list[tuple[str, Form]] = []
        self._telling: list[list[str]] = []
        self.bound_ends: set[str] = set()
        self._ones: set[str] = set()
        for form, text in _list_forms(node):
            self._add(form, text)
        self.triggers = _Triggers(_choose_tellers(self._telling))
        self.openers = _Openers(self)

    def _add(self, form: Form, text: str) -> None:
        words = []
        for piece in text.split():
            found = [fold(word) for word in self.token.findall(piece.rstrip("*"))]
            words += [*found[:-1], found[-1] + "*" * piece.endswith("*")]
        form = form._replace(rest=tuple(words[1:]))
        if form.role in _TRIGGERS and form.value not in (
            _SILENT if form.role is Role.ORDINAL else (1,) if form.role is Role.CARDINAL else ()
        ):
            self._telling.append([word.rstrip("'") for word in words])
        if form.role is Role.CARDINAL and form.value == 1:
            self._ones.add(words[0])
        if form.role in (Role.BEFORE, Role.TIGHT):
            self.bound_ends.add(words[-1])
        if words[0].endswith("*"):
            self._stems.append((words[0][:-1], form))
        else:
            self._exact.setdefault(words[0], []).append(form)

    def __missing__(self, word: str) -> tuple[Form, ...]:
        forms = list(self._exact.get(word, ()))
        forms += [form for stem, form in self._stems if word.startswith(stem)]
        if not forms and self.prefixes:
            forms += self._find_prefixed(word)
        self[word] = found = tuple(sorted(forms, key=lambda form: -len(form.rest)))
        return found

    def _find_prefixed(self, word: str) -> list[Form]:
        """The forms of a word that is written with what stands before it."""
        for prefix in self.prefixes:
            bare = word[len(prefix) :]
            if word.startswith(prefix) and len(bare) > 1 and bare in self._exact:
                return self._exact[bare]
        return []

    def may_hold(self, text: str) -> bool:
        """Whether a text may hold a quantity at all; told fast, and wrongly at times."""
        words = self.word.findall(text)
        if any(map(self.triggers.__getitem__, words)):
            return True
        if not self._ones.isdisjoint(words) and any(
            word in self._ones and before.lower() in self.bound_ends
            for before, word in pairwise(words)
        ):
            return True
        return self._has_plain_number(text)

    def _has_plain_number(self, text: str) -> bool:
        """Whether a text has a number in digits that does not read as part of a reference."""
        until = -_NEXT_NUMBER
        for match in _DIGITS.finditer(text):
            start = match.start()
            if self.by_letters or self.noun_first:
                return True
            before = text[max(0, start - 24) : start]
            words = before.split()
            if "/" in match[0] or before[-1:] in ("(", "/"):
                pass
            elif not words:
                if text[match.end() : match.end() + 1] not in (".", ")"):
                    return True
            else:
                last = fold(words[-1].strip(".,;:()[]"))
                forms = self[last] if last else ()
                if not (
                    any(form.role in _CITED for form in forms)
                    or start - until < _NEXT_NUMBER
                    and (not last or any(form.role is Role.JOIN for form in forms))
                    or start - until <= 2
                ):
                    return True
            until = match.end()
        return False

    def match(self, words: Sequence[str], at: int, *roles: Role) -> Found | None:
        """The longest form of one of these roles that begins at a token."""
        if not 0 <= at < len(words):
            return None
        for form in self[words[at]]:
            if form.role in roles and (not form.rest or self.fits(words, at + 1, form.rest)):
                return Found(form, at + 1 + len(form.rest))
        return None

    def fits(self, words: Sequence[str], at: int, rest: tuple[str, ...]) -> bool:
        """Whether the words behind the first one of a form stand at a token."""
        if at + len(rest) > len(words):
            return False
        for part in rest:
            word = words[at]
            if word != part and not (part[-1] == "*" and word.startswith(part[:-1])):
                return False
            at += 1
        return True


def _choose_tellers(forms: Sequence[Sequence[str]]) -> frozenset[str]:
    """For each form the word that tells of it: one that tells of another already, else the
    longest."""
    tellers = {form[0] for form in forms if len(form) == 1}
    for form in forms:
        if tellers.isdisjoint(form):
            tellers.add(max(form, key=len))
    return frozenset(tellers)


class _Triggers(dict[str, bool]):
    """A word as written -> whether a text with it may hold a quantity."""

    def __init__(self, tellers: frozenset[str]) -> None:
        super().__init__()
        self._words = frozenset(word for word in tellers if word[-1] != "*")
        self._stems = tuple(word[:-1] for word in tellers if word[-1] == "*")

    def __missing__(self, word: str) -> bool:
        low = fold(word)
        self[word] = found = low in self._words or low.startswith(self._stems)
        return found


class _Openers(dict[str, int]):
    """A word, folded -> what may begin with it, and on what condition; 0 for most words."""

    def __init__(self, words: QuantityWords) -> None:
        super().__init__()
        self._of = words

    def __missing__(self, word: str) -> int:
        self[word] = found = self._find(word)
        return found

    def _find(self, word: str) -> int:
        if word[0].isdecimal():
            return _DIGITS_OPEN
        sure, hinted, hints = 0, 0, 0
        for form in self._of[word]:
            opens = _OPENS.get(form.role, 0)
            if form.role is Role.ORDINAL and form.value < 4:
                opens = UNITISH
            elif form.role is Role.UNIT and (
                form.kind.startswith("money") or self._of.bare_unit and form.kind in BARE
            ):
                opens |= MONEY | UNITS
            elif self._of.by_letters:
                pass
            elif form.role is Role.CARDINAL and form.value == 1 and not form.rest:
                opens = opens & ~DATES | ONE_ALONE
            if form.rest and form.role is Role.EACH:
                opens &= ~BEFORE_UNIT
            if opens & HINTS:
                hints |= opens & HINTS
                hinted |= opens & ~HINTS
            else:
                sure |= opens
        if word == ")":
            return 0
        if sure & READS:
            return sure | hinted
        return sure | hinted | hints


class _Folded(dict[str, str]):
    def __missing__(self, word: str) -> str:
        self[word] = folded = _fold(word)
        return folded


def _fold(word: str) -> str:
    low = word.lower()
    if low.isascii():
        return low
    return _ARABIC_MARKS.sub("", low.replace("’", "'").replace("ё", "е"))


fold = _Folded().__getitem__
"""A word as it is compared: small letters, straight apostrophes, no Arabic vowel signs."""


def check_quantities(document: Document) -> list[Problem]:
    """Every problem of the file."""
    problems = list(document.problems)
    if document.root is not None:
        problems += check_shape(document.root, QUANTITIES, what="a file of quantities")
    return problems


@lru_cache
def load_quantity_words(language: str) -> QuantityWords | None:
    """The words of a language, by its code; None for one that is not read. Raises InputError with
    every problem of the file."""
    if language not in LANGUAGES:
        return None
    document = read_yaml(FOLDER / f"{language}.yaml")
    raise_errors(check_quantities(document))
    assert document.root is not None
    return QuantityWords(document.root)


def _list_forms(node: Node) -> Iterator[tuple[Form, str]]:
    for role in VALUED:
        for key, texts in _list_keyed(node, role):
            for text in texts:
                yield Form((), role, float(key)), text
    for role in BOUNDED:
        for key, texts in _list_keyed(node, role):
            for text in texts:
                yield Form((), role, bound=Bound(key)), text
    for role in MEASURED:
        for unit in node.items(role):
            form = Form((), role, float(unit.text("per") or 0), kind=unit.text("kind") or "")
            for text in unit.texts("forms"):
                yield form, text
    for role in _LISTED:
        for text in node.texts(role):
            yield Form((), role), text


def _list_keyed(node: Node, role: Role) -> Iterator[tuple[str, tuple[str, ...]]]:
    found = node.get(role)
    if found is not None and isinstance(found.value, dict):
        for key in found.value:
            yield key, found.texts(key)
