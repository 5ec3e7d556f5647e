"""Which statement answers which, and where the words of one without answer may stand instead."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecmp.law.matching import (
    CONTAINED,
    CONTAINED_SHORT,
    RAREST,
    Match,
    Residue,
    Residues,
    Weights,
    compare_keys,
    is_replaced,
    match_statements,
)

from .readers import read, weigh

FLAT = Weights([])
"""Every word weighs the same: none is known."""


def pairs(left: str, right: str) -> list[tuple[int, int]]:
    """The numbers of the statements of two texts that answer each other."""
    found = match_statements(read(left), read(right), weigh(left, right))
    return [(one.left, one.right) for one in found]


def keys(text: str) -> list[str]:
    return text.split()


# weights


def test_the_rarer_a_word_the_more_it_tells() -> None:
    weights = Weights([["tower", "bell"], ["tower", "fog"], ["tower"]])
    assert weights["tower"] < weights["bell"] == weights["fog"] < weights["kraken"]
    assert weights["bell"] == pytest.approx(RAREST)
    assert weights["tower"] == pytest.approx(RAREST * math.log(5 / 4, 5 / 2))
    assert weights.sum(["tower", "bell", "bell"]) == pytest.approx(weights["tower"] + 2 * RAREST)


def test_a_word_of_one_clause_weighs_the_same_in_short_and_long_drafts() -> None:
    short, long = (Weights([["bell"], *[["fog"]] * count]) for count in (2, 500))
    assert short["bell"] == pytest.approx(long["bell"]) == pytest.approx(RAREST)


def test_a_word_counts_once_for_each_clause() -> None:
    assert Weights([["bell", "bell"], ["fog"]])["bell"] == Weights([["bell"], ["fog"]])["bell"]


# likeness


def test_likeness_of_two_sets_of_words() -> None:
    found = compare_keys(keys("ring bell fog noon"), keys("ring bell dusk owl"), FLAT)
    assert found == (pytest.approx(0.5), pytest.approx(0.5), False)
    assert found.value == pytest.approx(0.5)


def test_a_text_within_a_longer_one_is_alike_at_a_discount() -> None:
    short, long = keys("ring bell fog noon"), keys("ring bell fog noon " + "a b c d e f g h i j")
    found = compare_keys(short, long, FLAT)
    assert found.contained == pytest.approx(1)
    assert found.dice < found.value == pytest.approx(CONTAINED)
    tiny = compare_keys(keys("ring bell fog"), long, FLAT)
    assert tiny.short and tiny.value == pytest.approx(CONTAINED_SHORT)


def test_words_are_counted_by_weight() -> None:
    weights = Weights([["ring", "bell"]] * 9 + [["kraken"]])
    common = compare_keys(keys("ring bell kraken"), keys("ring bell owl"), weights)
    rare = compare_keys(keys("ring bell kraken"), keys("ring owl kraken"), weights)
    assert common.dice < 0.2 < 0.5 < rare.dice


def test_nothing_is_like_nothing() -> None:
    assert compare_keys([], keys("bell"), FLAT).value == 0
    assert compare_keys([], [], FLAT).value == 0


@pytest.mark.parametrize(
    ("left", "right", "replaced"),
    [
        ("ring bell fog noon", "ring owl dusk lamp", True),
        ("ring bell fog noon", "ring bell dusk lamp", False),
        ("ring bell fog noon", "ring bell fog a b c d e f g h i j k l m n o p q", False),
    ],
)
def test_replaced(left: str, right: str, replaced: bool) -> None:
    assert is_replaced(compare_keys(keys(left), keys(right), FLAT)) is replaced


# matching


def test_statements_answer_each_other_wherever_they_stand() -> None:
    left = "The keeper shall ring the bell. The owner shall paint the tower. Owls sleep by day."
    right = "Owls sleep by day. The keeper shall ring the bell. The owner shall paint the tower."
    assert pairs(left, right) == [(0, 1), (1, 2), (2, 0)]


def test_each_answers_once_and_the_most_alike_first() -> None:
    left = "The keeper shall ring the old bell. The keeper shall ring the bell at noon in fog."
    right = "The keeper shall ring the bell at noon in fog."
    assert pairs(left, right) == [(1, 0)]
    assert pairs(right, left) == [(0, 1)]


def test_the_place_decides_between_equals() -> None:
    text = "The keeper shall ring the bell. The keeper shall ring the bell."
    assert pairs(text, text) == [(0, 0), (1, 1)]


def test_the_force_decides_between_equals() -> None:
    left = "The keeper may ring the bell."
    right = "The keeper shall ring the bell. The keeper may ring the bell."
    assert pairs(left, right) == [(0, 1)]


def test_statements_with_hardly_a_word_in_common_do_not_answer_each_other() -> None:
    left = "The keeper shall ring the copper bell in every fog. Owls sleep."
    right = "The keeper shall buy wicks, oil and matches before noon. Owls sleep."
    assert pairs(left, right) == [(1, 1)]


def test_statements_with_some_words_in_common_answer_where_nothing_better_does() -> None:
    left = "The keeper shall ring the copper bell in every fog."
    right = "The keeper shall buy a bell from the smith before noon."
    assert pairs(left, right) == [(0, 0)]
    better = " The keeper shall ring the copper bell in storms."
    assert pairs(left, right + better) == [(0, 1)]


def test_nothing_answers_nothing() -> None:
    assert pairs("", "The keeper shall ring.") == [] == pairs("The keeper shall ring.", "")


def test_places_of_a_match() -> None:
    match = Match(2, 5, compare_keys(["a"], ["a"], FLAT))
    assert match.places == (2, 5)


SENTENCES = st.lists(
    st.lists(
        st.sampled_from("the keeper owner shall may ring paint bell tower fog noon owl".split()),
        min_size=1,
        max_size=7,
    ).map(lambda words: " ".join(words).capitalize() + "."),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(SENTENCES, SENTENCES)
def test_matches_are_mirrored_and_use_each_statement_once(left: str, right: str) -> None:
    found = pairs(left, right)
    assert len({one for one, _ in found}) == len({other for _, other in found}) == len(found)
    assert sorted((one, other) for other, one in pairs(right, left)) == found
    assert pairs(left, left) == [(n, n) for n, one in enumerate(read(left)) if one.keys]


# residues

RESIDUES = Residues(
    [
        Residue("1(1)", "1", frozenset(keys("ring bell fog"))),
        Residue("1(2)", "1", frozenset(keys("paint tower"))),
        Residue("1(2)", "1", frozenset(keys("feed owl"))),
        Residue("2(1)", "2", frozenset(keys("ring bell fog noon dusk"))),
    ],
    FLAT,
)


@pytest.mark.parametrize(
    ("refs", "share"),
    [(["1(1)"], 0.5), (["1(2)"], 0.5), (["1(1)", "1(2)"], 1.0), (["2(1)"], 0.5), ([], 0.0)],
)
def test_what_the_residues_of_clauses_hold_together(refs: list[str], share: float) -> None:
    assert RESIDUES.share_in_clauses(keys("ring bell tower owl"), refs) == pytest.approx(share)


@pytest.mark.parametrize(
    ("articles", "share"), [(["1"], 0.5), (["2"], 0.75), (["1", "2"], 0.75), ([], 0.0), (["9"], 0)]
)
def test_what_one_residue_of_articles_holds_at_most(articles: list[str], share: float) -> None:
    own = keys("ring bell noon owl")
    assert RESIDUES.share_in_articles(own, articles) == pytest.approx(share)


def test_the_clause_with_a_residue_that_holds_the_most() -> None:
    assert RESIDUES.find(keys("ring bell fog noon"), 0.8) == "2(1)"
    assert RESIDUES.find(keys("ring bell fog"), 0.8) == "1(1)"
    assert RESIDUES.find(keys("ring bell fog noon kraken"), 0.79) == "2(1)"
    assert RESIDUES.find(keys("ring bell squid noon kraken"), 0.8) is None
    assert RESIDUES.find([], 0.8) is None
    assert RESIDUES.find(keys("ring kraken"), 0.5) == "1(1)"  # as much as asked for, the first
