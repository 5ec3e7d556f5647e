"""Numbers and letters at the head of paragraphs and items, read in every way they can be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..model.numerals import (
    MOST_ROMAN,
    fold_digits,
    read_chinese,
    read_decimal,
    read_letters,
    read_roman,
    write_letters,
    write_roman,
)

_TOKEN = (
    r"(?:[0-9\u0660-\u0669]{1,3}|[a-z]{1,6}|[A-Z]{1,5}|[а-я]|[\u0621-\u064a]\u0640?"
    r"|[零一二三四五六七八九十]{1,4})"
)
_BIS = r"(?:[ \xa0]?(?P<bis>bis|ter|quater|quinquies|sexies|septies|octies|(?:[Aa]lt\b)))?"
_FORMS = (
    ("(x)", re.compile(rf"[(（]\s?(?P<token>{_TOKEN}){_BIS}\s?[)）][.]?[ \t]*")),
    ("x)", re.compile(rf"(?P<token>{_TOKEN}){_BIS}[)）][ \t]*")),
    (
        "x.",
        re.compile(
            rf"(?P<token>[0-9]{{1,3}}|[a-zA-Zа-я]|[ivxl]{{1,6}}|[IVXL]{{1,5}}){_BIS}\s?[.．]"
            r"(?:[ \t]+|$|(?=[A-ZÀ-ÞА-Я“\"«(\[\u4e00-\u9fff]))"
        ),
    ),
    (  # `١ -` and `1 -` before Arabic words
        "x.",
        re.compile(
            r"(?P<token>[0-9\u0660-\u0669]{1,3})(?P<bis>)\s?[-.\u2013\u2014]\s*(?=[\u0621-\u064a])"
        ),
    ),
    ("x.", re.compile(r"(?P<token>[零一二三四五六七八九十]{1,4}|[0-9]{1,3})(?P<bis>)[、][ \t]*")),
    # the Council of Europe prints '1', 'a', 'i' bare, set off by a tab or a wide gap only
    (
        "x",
        re.compile(rf"(?P<token>[0-9]{{1,2}}|[a-z]|[ivxl]{{1,5}}){_BIS}(?:\t\s*|[ ]{{2,}})(?=\S)"),
    ),
)
_OPEN = re.compile(r"^[\[\s]*")
# 'Option 1: Each Party', 'Option (a):', 'OPTION II', 'Option 3: (paragraphs 3-5)'; not 'Option 1 of
# paragraph 2'
_OPTION = re.compile(
    r"(?:Option|OPTION|Alternative|ALTERNATIVE|Variant|VARIANT)\s?\(?(?P<token>[0-9]{1,2}|[IVX]{1,4}|[A-Ha-h])\)?"
    r"(?:\s*[:.]+\s*|\s*$|\s+(?=[\[(]))"
)
_OPTION_WITHIN = re.compile(r"\[\s*(?:option|alternative|variant)\s*(?:\d|[a-h]\b|[ivx]+\b)", re.I)
_SCOPE = re.compile(
    r"^\(\s*(?:paras?\.?|paragraphs?)\s+(?P<first>[0-9]{1,3})\w*(?:\s*(?:[-–—,]|and|to)\s*(?P<last>[0-9]{1,3})\w*)?\s*\)\s*:?\s*",
    re.I,
)
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
"""The Arabic letters in the order in which they count."""
_CIRCLED = (
    {chr(0x3220 + n): n + 1 for n in range(10)}
    | {chr(0x2474 + n): n + 1 for n in range(20)}
    | {chr(0x2460 + n): n + 1 for n in range(20)}
)
_MAX_ROMAN = 39
_MAX_LETTER = 52
_MAX_OPENED = 8
"""Markers at the head of one line that each open a list; treaties have three at most."""


@dataclass(frozen=True, slots=True)
class Marker:
    """One reading of a marker. `style` and `form` say which list it can belong to, `value` its
    place there. `first`, `last`: the paragraphs that an option says it holds (`Option 2:
    (paragraphs 3 to 5)`), 0 where it does not say; `printed`: an option's heading."""

    style: str
    form: str
    value: int
    number: str
    bis: str = ""
    first: int = 0
    last: int = 0
    printed: str | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text split after its marker: every reading, what stands before it (an open bracket) and the
    words after it."""

    readings: tuple[Marker, ...]
    open: str
    rest: str


def read_marker(text: str) -> Marked | None:
    """The marker that `text` begins with, or None. `[3. ...` is read with its bracket kept."""
    lead = _OPEN.match(text)
    assert lead
    body = text[lead.end() :]
    opening = lead[0].replace(" ", "").replace("\t", "")
    if body[:1] in _CIRCLED:
        value = _CIRCLED[body[0]]
        return Marked((Marker("circled", "x", value, str(value)),), opening, body[1:].strip())
    if option := _read_option(body):
        marker, rest = option
        return Marked((marker,), opening, rest)
    for form, pattern in _FORMS:
        match = pattern.match(body)
        if match:
            readings = tuple(_read_token(match["token"], form, match["bis"] or ""))
            if readings:
                return Marked(readings, opening, body[match.end() :].strip())
    return None


def _read_option(body: str) -> tuple[Marker, str] | None:
    """The marker of an option and the words after it; None for `[Option 1: grey] [option 2: blue]`,
    which are words of one clause."""
    match = _OPTION.match(body)
    if not match or _OPTION_WITHIN.search(body, match.end()):
        return None
    token, rest = match["token"], body[match.end() :].strip()
    value = read_decimal(token)
    form = "1"
    if value is None and token.isupper() and (roman := read_roman(token.lower())):
        value = roman
    elif value is None:
        value, form = read_letters(token.lower()) or 0, "a"
    scope = _SCOPE.match(rest)
    first = read_decimal(scope["first"]) or 0 if scope else 0
    last = read_decimal(scope["last"] or scope["first"]) or 0 if scope else 0
    # the printed words are its heading: 'Option I', 'Option (a)', 'Option 2: (paragraphs 3 to 5)'
    printed = match[0].strip(" .:")
    if scope:
        printed, rest = f"{printed}: {scope[0].strip(' :')}", rest[scope.end() :].strip()
    return Marker("option", form, value or 0, token, "", first, last, printed), rest


def _read_token(token: str, form: str, bis: str) -> list[Marker]:
    bis = bis.lower()
    if token[0] in _ABJAD:
        at = _ABJAD.index(token[0])
        return [Marker("abjad", form, at + 1, chr(97 + at) if at < 26 else str(at + 1))]
    if (value := read_decimal(fold_digits(token))) is not None:
        return [Marker("digit", form, value, f"{value}{bis}", bis)] if value else []
    if "\u4e00" <= token[0] <= "\u9fff":
        value = read_chinese(token)
        if form == "x.":  # 一、 numbers paragraphs; （一） stands where other languages have (a)
            return [Marker("digit", form, value, str(value))]
        return [Marker("chinese", form, value, chr(96 + value) if value <= 26 else str(value))]
    if token in _CYRILLIC:
        value = _CYRILLIC.index(token) + 1
        return [Marker("cyrillic", form, value, chr(96 + value) if value <= 26 else str(value))]
    upper = token.isupper()
    found = []
    if (roman := read_roman(token.lower())) and roman <= _MAX_ROMAN:
        found.append(Marker("ROMAN" if upper else "roman", form, roman, token + bis, bis))
    letter = read_letters(token) or 0
    if 1 <= letter <= _MAX_LETTER:
        found.append(Marker("LETTER" if upper else "letter", form, letter, token + bis, bis))
    if token in ("l", "I") and form == "x.":
        found.append(
            Marker("digit", form, 1, "1")
        )  # the UNTOC e-book prints 'l.' for '1.' in article 35
    return found


def write_number(style: str, value: int) -> str:
    """A list number in a style (digit, letter, LETTER, roman, ROMAN); digits stand for what the
    style cannot write."""
    low = style.lower()
    if low == "letter" and value > 0:
        written = write_letters(value)
    elif low == "roman" and 0 < value <= MOST_ROMAN:
        written = write_roman(value)
    else:
        return str(value)
    return written.upper() if style.isupper() else written


def can_start(marked: Marked) -> bool:
    """Whether one reading is the first of a list: 1, a, i, A."""
    return any(reading.value == 1 for reading in marked.readings)


def split_markers(text: str) -> list[tuple[str, Marked | None]]:
    """`text` with its marker; `(a) (i) Words` in two, where a list opens on the line of its
    parent's marker."""
    text = text.strip()
    pieces: list[tuple[str, Marked | None]] = []
    while marked := read_marker(text):
        inner = read_marker(marked.rest)
        if not inner or not _opens_list(marked, inner) or len(pieces) == _MAX_OPENED:
            return [*pieces, (text, marked)]
        pieces.append((text[: len(text) - len(marked.rest)].strip(), replace(marked, rest="")))
        text = marked.rest
    return [*pieces, (text, None)]


def _opens_list(marked: Marked, inner: Marked) -> bool:
    """Whether `inner` is the first of a list of another kind than `marked`: not the slip '2. 2
    Such', not '1. A. Smith'."""
    if not can_start(inner) or not inner.rest and inner.readings[0].style != "option":
        return False
    outer, first = marked.readings[0], inner.readings[0]
    if first.style == "option" or outer.style == "option":
        return True
    if first.form == "x." and first.style != "letter":
        return False
    return (outer.style, outer.form) != (first.style, first.form)
