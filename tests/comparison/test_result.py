"""What counts as unchanged, and how sameness is told."""

from __future__ import annotations

import pytest

from clausecmp.align.pairs import Pair
from clausecmp.comparison.result import Change
from clausecmp.model.vocabulary import Grade, Relation
from clausecmp.redline.words import make_redline
from tests.conftest import make_signal

SAME = Pair(("1",), ("2",), Relation.SAME, renumbered=True)
TEXT = "The master shall keep a log."
LINES = (make_redline(TEXT, TEXT),)


@pytest.mark.parametrize(
    ("grade", "unchanged"), [(Grade.LOW, True), (Grade.MEDIUM, False), (Grade.HIGH, False)]
)
def test_a_clause_with_a_signal_of_weight_is_not_unchanged(grade: Grade, unchanged: bool) -> None:
    """Equal words may mean more than before, where a definition changed."""
    signal = make_signal("definition changed: log", kind="definition", grade=grade)
    assert Change(SAME, LINES, signals=(signal,)).unchanged is unchanged


@pytest.mark.parametrize(
    "pair",
    [
        Pair(("1",), ("2",), Relation.SAME, moved=True),
        Pair(("1",), (), Relation.REMOVED),
        Pair((), ("2",), Relation.ADDED),
        Pair(("1",), ("2", "3"), Relation.SPLIT),
        Pair(("1", "2"), ("3",), Relation.MERGED),
    ],
)
def test_moved_added_removed_split_and_merged_clauses_are_not_unchanged(pair: Pair) -> None:
    assert not Change(pair, LINES).unchanged


def test_sameness_is_of_words_of_terms_or_but_for_spelling() -> None:
    assert Change(SAME, LINES).sameness == "same"
    terms = Pair(("1",), ("2",), Relation.TERMS)
    assert Change(terms, LINES).sameness == "terms"
    changed = Pair(("1",), ("2",), Relation.CHANGED)
    spelling = Change(changed, (make_redline(TEXT, TEXT.replace(" a log", " a Log;")),))
    assert spelling.sameness == "spelling"
    assert Change(SAME, LINES).exactly_same and not spelling.exactly_same
