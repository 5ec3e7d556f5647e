"""Quantities: the examples in the files of their words, what is read and passed over, and the
laws of comparing them."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecmp.files.yaml_read import Node, read_yaml
from clausecmp.law.quantities import Bound, QuantityChange, compare_quantities, read_quantities
from clausecmp.law.quantity_words import FOLDER, LANGUAGES, check_quantities


def load_examples(language: str) -> list[Node]:
    document = read_yaml(FOLDER / f"{language}.yaml")
    assert document.root is not None and not check_quantities(document)
    return document.root.items("examples")


EXAMPLES = [(language, one) for language in LANGUAGES for one in load_examples(language)]
SENTENCES = [
    (language, example.text(side) or "")
    for language, example in EXAMPLES
    for side in ("left", "right")
]


def compare(left: str, right: str, language: str) -> list[QuantityChange]:
    return compare_quantities(
        read_quantities(left, language), read_quantities(right, language), left, right
    )


def write(change: QuantityChange) -> str:
    left, right = (one.text if one else "-" for one in change[:2])
    return f"{left} > {right}: {change.says}"


@pytest.mark.parametrize(
    ("language", "example"),
    EXAMPLES,
    ids=[f"{language} line {one.line}" for language, one in EXAMPLES],
)
def test_examples(language: str, example: Node) -> None:
    changes = compare(example.text("left") or "", example.text("right") or "", language)
    assert [write(change) for change in changes] == list(example.texts("expect"))


@pytest.mark.parametrize(
    ("text", "kind", "value", "bound", "of"),
    [
        ("not more than one hundred and twenty days", "period", 120, Bound.AT_MOST, ""),
        ("a twelve-month period", "period", 365.25, Bound.EXACTLY, ""),
        ("on the ninetieth day after deposit", "period", 90, Bound.EXACTLY, ""),
        ("on the forty-fifth day after deposit", "period", 45, Bound.EXACTLY, ""),
        ("at least once every two years", "frequency", 0.5, Bound.AT_LEAST, ""),
        ("more than half of the members", "share", 50, Bound.MORE_THAN, ""),
        ("persons aged 16 or over", "age", 16, Bound.AT_LEAST, ""),
        ("32,5 % of the total", "share", 32.5, Bound.EXACTLY, ""),
        ("twelve members of the committee", "count", 12, Bound.EXACTLY, "members"),
        ("at least one member State", "count", 1, Bound.AT_LEAST, "member state"),
    ],
)
def test_one_quantity_is_read(text: str, kind: str, value: float, bound: Bound, of: str) -> None:
    (found,) = read_quantities(text)
    assert (found.kind, found.value, found.bound, found.of) == (kind, value, bound, of)


@pytest.mark.parametrize(
    "text",
    [
        "Articles 5(1), 7 and 9 to 12 shall apply, in accordance with paragraph 2, points (a) and (b).",
        "Regulation (EU) No 1095/2010 and Directive 2009/73/EC",
        "the Treaty signed at Rome on 25 March 1957 shall cease to apply",
        "(1) the first; 2. the second; c) the third",
        "one or more of the following, or one of the parties",
        "the annual percentage rate of charge",
        "a third party in a third country",
        "the Seventh Council Directive",
    ],
)
def test_numbers_that_measure_nothing_are_passed_over(text: str) -> None:
    assert read_quantities(text) == []


def test_an_unknown_language_has_no_quantities() -> None:
    assert read_quantities("30 Tage", "de") == []


PIECES = (
    "30 days|60 days|within|two months|by 6 June 2018|2030|every five years|annual report|[|]|/"
    "|EUR 75 000|at least|2 %|fortieth instrument|(30)|twelve members|of|the|shall apply|,|.|a year"
    "|10 working days|twenty-one|hundred|Article 5|99999999999999999999|31 February 2001|0|months"
)
TEXTS = st.lists(st.sampled_from(PIECES.split("|")), max_size=14).map(" ".join)
NOISE = st.one_of(
    TEXTS,
    st.text(max_size=60),
    st.text(alphabet="0123456789 .,/%[]()年月日第三十百分之个шести²①٣%-", max_size=30),
    st.lists(st.sampled_from(" ".join(text for _, text in SENTENCES).split()), max_size=14).map(
        " ".join
    ),
)


@settings(max_examples=150, deadline=None)
@given(NOISE, st.sampled_from(LANGUAGES))
def test_reading_never_fails_and_quotes_the_text(text: str, language: str) -> None:
    found = read_quantities(text, language)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_exchanged_sides_give_mirrored_changes(left: str, right: str) -> None:
    there, back = compare(left, right, "en"), compare(right, left, "en")
    assert sorted(map(repr, there)) == sorted(repr(change.mirrored) for change in back)
    assert compare(left, left, "en") == []


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_a_text_has_no_changes_to_itself(language: str, text: str) -> None:
    assert compare(text, text, language) == []


def test_two_thousand_clauses_are_read_at_once() -> None:
    clause = "Each Party shall, in accordance with its law, take such measures as may be necessary to ensure that it may, "
    texts = [
        clause * 2 + ("within 30 days of the request." if n % 4 == 0 else "") for n in range(2000)
    ]
    read_quantities(texts[0])
    begin = time.perf_counter()
    for text in texts:
        read_quantities(text)
    assert time.perf_counter() - begin < 1  # a tenth of it on an idle machine
