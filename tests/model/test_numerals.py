"""Numerals: read and written back, in a row, and hostile ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecmp.model.numerals import (
    CARDINALS,
    MOST_ROMAN,
    ORDINALS,
    Numeral,
    System,
    find_breaks,
    is_decimal,
    read_decimal,
    read_letters,
    read_numerals,
    read_roman,
    write_letters,
    write_roman,
)

NO_NUMBERS = [
    "²",
    "①",
    "٣",
    "",
    " ",
    "½",
    "ⅳ",
    "5" * 5000,
    "5²",
    "²5",
    "(",
    "é",
    "ß",
    "İ",
    "x" * 5000,
]


@pytest.mark.parametrize("value", range(1, MOST_ROMAN + 1))
def test_roman_numerals_are_read_back(value: int) -> None:
    written = write_roman(value)
    assert read_roman(written) == read_roman(written.upper()) == value


def test_only_the_proper_form_is_a_roman_numeral() -> None:
    assert {one: read_roman(one) for one in ("iv", "IX", "xl", "c", "l", "XCIX")} == {
        "iv": 4,
        "IX": 9,
        "xl": 40,
        "c": 100,
        "l": 50,
        "XCIX": 99,
    }
    wrong = ["iiii", "vx", "iix", "Iv", "civil", "mix", "d", "m", "", "ic", "cccc"]
    assert [one for one in wrong if read_roman(one) is not None] == []


@pytest.mark.parametrize("value", [0, -1, MOST_ROMAN + 1])
def test_what_no_roman_numeral_stands_for(value: int) -> None:
    with pytest.raises(ValueError, match="Roman"):
        write_roman(value)


@given(st.integers(1, 26 * 40))
def test_letters_are_read_back(value: int) -> None:
    assert read_letters(write_letters(value)) == read_letters(write_letters(value).upper()) == value


def test_every_way_to_read_a_number() -> None:
    assert read_numerals("5 bis") == [Numeral(System.DIGITS, 5, 1)]
    assert read_numerals("5b") == [Numeral(System.DIGITS, 5, 2)]
    assert read_numerals("i") == [Numeral(System.LETTERS, 9), Numeral(System.ROMAN, 1)]
    assert read_numerals("iv") == [Numeral(System.ROMAN, 4)]
    assert read_numerals("bb") == [Numeral(System.LETTERS, 28)]
    assert read_numerals("5 or so") == read_numerals("or") == []


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_nothing_fails_on_what_is_no_number(text: str) -> None:
    assert read_decimal(text) is None
    assert all(numeral.system is not System.DIGITS for numeral in read_numerals(text))
    assert read_roman(text) is None
    for row in ([text], [text, "2"], ["1", text, "3"]):
        find_breaks(row)


@given(st.text(max_size=12))
def test_any_text_is_read_without_failing(text: str) -> None:
    read_numerals(text), read_roman(text), read_letters(text)
    find_breaks([text, "1", text])
    if is_decimal(text):
        assert read_decimal(text) == int(text)


def test_numbers_in_words() -> None:
    assert (CARDINALS["one"], CARDINALS["twelve"], CARDINALS["ninety-nine"]) == (1, 12, 99)
    assert (ORDINALS["first"], ORDINALS["twelfth"], ORDINALS["thirtieth"]) == (1, 12, 30)
    assert (ORDINALS["forty-second"], ORDINALS["eighth"], ORDINALS["hundredth"]) == (42, 8, 100)
    assert len(CARDINALS) == len(ORDINALS) == 100


@pytest.mark.parametrize(
    ("row", "breaks"),
    [
        ("1 2 3", []),
        ("1 2 2bis 2ter 3", []),
        ("a b c", []),
        ("i ii iii iv", []),
        ("1 3", [(1, "leaves a gap", "2")]),
        ("a b b", [(2, "stands twice", "c")]),
        ("1 2 9 4", [(2, "leaves a gap", "3")]),
        ("1 ② 3", [(1, "is no number of this row", None), (2, "leaves a gap", "2")]),
    ],
)
def test_breaks_in_a_row(row: str, breaks: list[tuple[int, str, str | None]]) -> None:
    assert [tuple(one) for one in find_breaks(row.split())] == breaks
