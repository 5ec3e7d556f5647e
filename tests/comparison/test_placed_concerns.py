"""Concerns at the clauses where they are shown: what is inherited, what is carried, in which
order."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from clausecmp.comparison.clause_concerns import list_clause_concerns
from clausecmp.comparison.compare import compare_drafts
from clausecmp.comparison.placed_concerns import PlacedConcern, order_placed_concerns
from clausecmp.comparison.result import Change, Comparison
from clausecmp.files.concerns import ConcernBook, load_concerns
from clausecmp.model.draft import Draft
from clausecmp.model.vocabulary import Via
from tests.conftest import make_draft

FIRST = """
instrument: harbour
version: "1"
title: Harbour convention
wording: restated
clauses:
  - article: 1
    heading: Pilots
    clauses:
      - paragraph: 1
        text: "A ship shall take a pilot on board before it enters the harbour, except:"
        clauses:
          - {item: a, text: a fishing vessel under twelve metres.}
          - {item: b, text: a ship whose master holds an exemption certificate.}
      - paragraph: 2
        text: The port authority shall publish the fees for pilotage once a year.
  - article: 2
    heading: Ballast water
    clauses:
      - {paragraph: 1, text: Nobody may discharge ballast water inside the breakwater.}
"""
SECOND = FIRST.replace('version: "1"', 'version: "2"').replace("twelve metres", "fifteen metres")
THIRD = SECOND.replace('version: "2"', 'version: "3"').replace("once a year", "twice a year")

SHARED_FILES = {
    "themes.yaml": "themes:\n  - {id: safety, name: Safety, sentence: Whether ships arrive.}\n",
    "stakeholders.yaml": (
        "stakeholders:\n  - {id: pilot, name: A Pilot, organisation: Pilots, side: industry}\n"
    ),
    "records.yaml": (
        "records:\n  - {id: hearing, title: Hearing, date: '2020-01-01', kind: transcript}\n"
    ),
}


def make_concern(name: str, *places: str) -> str:
    """One concern about places such as `harbour@1: 1(1)`."""
    lines = [
        f"  - id: {name}",
        "    stakeholder: pilot",
        "    kind: concern",
        "    theme: safety",
        "    locator: {turn: 1}",
        "    summary: Something is wrong here.",
        "    confidence: high",
        "    applies_to:",
    ]
    for place in places:
        draft, _, ref = place.partition(": ")
        lines.append(f'      - {{draft: {draft}, refs: ["{ref}"]}}')
    return "\n".join(lines)


@pytest.fixture
def make_book(tmp_path: Path) -> Callable[..., ConcernBook]:
    """A book of concerns, each a name with the places it is about."""

    def make(**concerns: tuple[str, ...]) -> ConcernBook:
        for name, text in SHARED_FILES.items():
            (tmp_path / name).write_text(text)
        (tmp_path / "concerns").mkdir(exist_ok=True)
        entries = [make_concern(name, *places) for name, places in concerns.items()]
        (tmp_path / "concerns" / "hearing.yaml").write_text(
            "record: hearing\nconcerns:\n" + "\n".join(entries) + "\n"
        )
        return load_concerns([tmp_path])

    return make


def compare(left: str, right: str, book: ConcernBook) -> Comparison:
    versions: dict[str, Draft] = {
        draft.name: draft for draft in map(make_draft, (FIRST, SECOND, THIRD))
    }
    return compare_drafts(versions[left], versions[right], book=book, others=versions.__getitem__)


def find_change(comparison: Comparison, ref: str) -> Change:
    return next(change for change in comparison.changes if ref in change.pair.right)


def describe(placed_concerns: tuple[PlacedConcern, ...]) -> list[tuple[str, str, str, bool]]:
    return [(one.concern.id, str(one.via), one.on, one.whole) for one in placed_concerns]


def test_a_concern_about_a_paragraph_is_shown_at_its_items(make_book) -> None:
    book = make_book(duty=("harbour@2: 1(1)",), article=("harbour@2: 1",))
    comparison = compare("harbour@1", "harbour@2", book)
    assert describe(find_change(comparison, "1(1)(a)").placed_concerns) == [
        ("duty", "right", "1(1)", True),
        ("article", "right", "1", True),
    ]
    assert describe(find_change(comparison, "1(1)").placed_concerns) == [
        ("duty", "right", "1(1)", False),
        ("article", "right", "1", True),
    ]
    assert describe(find_change(comparison, "1(2)").placed_concerns) == [
        ("article", "right", "1", True)
    ]
    assert not find_change(comparison, "2(1)").placed_concerns


def test_concerns_about_another_version_are_carried_with_what_became_of_the_clause(
    make_book,
) -> None:
    book = make_book(fees=("harbour@1: 1(2)",), ballast=("harbour@1: 2(1)",))
    comparison = compare("harbour@3", "harbour@2", book)
    (fees,) = find_change(comparison, "1(2)").placed_concerns
    assert (fees.via, fees.on, fees.verdict) == (Via.CARRIED, "1(2) of harbour@1", "text changed")
    (ballast,) = find_change(comparison, "2(1)").placed_concerns
    assert (ballast.via, ballast.verdict) == (Via.CARRIED, "text unchanged")


def test_nothing_is_carried_from_a_version_that_is_shown_itself(make_book) -> None:
    book = make_book(fees=("harbour@1: 1(2)",))
    comparison = compare("harbour@1", "harbour@2", book)
    assert describe(find_change(comparison, "1(2)").placed_concerns) == [
        ("fees", "left", "1(2)", False)
    ]


def test_a_concern_that_names_a_draft_itself_is_not_carried_there(make_book) -> None:
    book = make_book(fees=("harbour@1: 1(2)", "harbour@3: 2(1)"))
    comparison = compare("harbour@2", "harbour@3", book)
    assert describe(find_change(comparison, "2(1)").placed_concerns) == [
        ("fees", "right", "2(1)", False)
    ]
    assert describe(find_change(comparison, "1(2)").placed_concerns) == [
        ("fees", "carried", "1(2) of harbour@1", False),
    ]


def test_there_is_one_order(make_book) -> None:
    """This clause before the article, left before right before carried, the clause itself before
    its parts; and whatever order they come in."""
    (concern,) = make_book(one=("harbour@1: 1(1)",)).concerns
    ordered = (
        PlacedConcern(concern, Via.LEFT, "1(1)"),
        PlacedConcern(concern, Via.LEFT, "1(1)(a)"),
        PlacedConcern(concern, Via.RIGHT, "1(1)"),
        PlacedConcern(concern, Via.CARRIED, "1(1) of harbour@0"),
        PlacedConcern(concern, Via.LEFT, "1", whole=True),
        PlacedConcern(concern, Via.CARRIED, "1 of harbour@0", whole=True),
    )
    for shuffled in itertools.permutations(ordered):
        assert order_placed_concerns(shuffled, ("1(1)",)) == ordered


def test_a_compared_pair_serves_to_read_one_clause_from_either_side(make_book) -> None:
    """What is kept of a comparison is enough to carry concerns by it, in both directions."""
    book = make_book(fees=("harbour@1: 1(2)",), mine=("harbour@2: 1",))
    comparison = compare("harbour@1", "harbour@2", book)
    right = list_clause_concerns(comparison.drafts.right, "1(2)", [comparison], book)
    assert describe(right) == [
        ("fees", "carried", "1(2) of harbour@1", False),
        ("mine", "left", "1", True),
    ]
    left = list_clause_concerns(comparison.drafts.left, "1(2)", [comparison], book)
    assert describe(left) == [
        ("fees", "left", "1(2)", False),
        ("mine", "carried", "1 of harbour@2", True),
    ]
