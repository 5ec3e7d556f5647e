"""The labels of changes of law are well-formed, and what is scored with them is counted right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from clausecmp.files.links import Link
from clausecmp.law.signals import PairLaw, Quote
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.vocabulary import GRADES, Shift, Slot
from tests.conftest import make_signal, needs_shared

from . import signals
from .signal_texts import Texts, list_names, load_texts
from .signals import (
    LABELS,
    SECOND,
    Label,
    Refs,
    find_words,
    is_named,
    print_score,
    read_labels,
    score,
)

SLOTS = {*Slot, "safeguard", "refusal"}
"""The readers marked two sorts of statements by a name of their own."""
MOST_WORDS = 8


@pytest.mark.parametrize(
    ("path", "parts"), [(LABELS, {"open", "aside"}), (SECOND, {"double"})], ids=["first", "second"]
)
def test_labels_are_well_formed(path: Path, parts: set[str]) -> None:
    labels = read_labels(path)
    assert {label.part for label in labels} == parts
    for label in labels:
        texts, left, right = label.place
        assert texts in list_names() or not has_texts()
        assert left or right
        assert all(re.fullmatch(r"[\w.]+(?:[(\[]-?[\w.]+[)\]])*", ref) for ref in left + right), (
            label
        )
        if label.grade == "none":
            assert (label.slot, label.change, label.words) == ("", "", ("", "")), label
            continue
        assert label.grade in GRADES and label.slot in SLOTS and label.change in set(Shift), label
        assert any(label.words), label
        assert all(len(words.split()) <= MOST_WORDS for words in label.words), label


def test_a_pair_without_a_change_has_one_line() -> None:
    labels = read_labels()
    clean = [label.place for label in labels if label.grade == "none"]
    assert len(clean) == len(set(clean))
    assert not set(clean) & {label.place for label in labels if label.grade != "none"}


def test_no_pair_is_in_both_parts() -> None:
    places = {
        part: {label.place for label in read_labels() if label.part == part}
        for part in ("open", "aside")
    }
    assert not places["open"] & places["aside"]


def has_texts() -> bool:
    return len(list_names()) > 3


@needs_shared
def test_the_words_of_open_labels_stand_in_the_texts() -> None:
    """On the pairs of two texts; the others are read when they are scored."""
    places = [
        label
        for label in read_labels()
        if label.part == "open" and label.place[0] == "untoc--uncac"
    ]
    assert places
    missing = [
        label
        for label in places
        for side, words in enumerate(label.words)
        if words and not find_words(words, label.place, side)
    ]
    assert len(missing) <= 0.05 * len(places), missing


# a toy, counted by hand

TEXTS = {
    "1": ("The keeper shall ring the bell at noon.", "The keeper may ring the bell at noon."),
    "2": ("The owner pays. The keeper sleeps by day.", "The owner pays in gold coins."),
    "3": ("Owls sleep.", "Owls sleep."),
    "4": ("Gulls cry.", "Gulls cry loudly."),
}


def build(side: int) -> Draft:
    return Draft(
        "toy",
        str(side),
        "Toy",
        tuple(Clause("article", ref, ref, text=both[side]) for ref, both in TEXTS.items()),
    )


TOY = Texts("toy", build(0), build(1), tuple(Link((ref,), (ref,)) for ref in TEXTS))


def quote(ref: str, side: int, words: str) -> Quote:
    text = TEXTS[ref][side]
    return Quote(ref, text.index(words), text.index(words) + len(words), words)


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The toy in the place of all texts, with four signals."""
    force = make_signal(left=quote("1", 0, "shall ring"), right=quote("1", 1, "may ring"))
    gone = make_signal(grade=GRADES[1], left=quote("2", 0, "The keeper sleeps by day"))
    wrong = make_signal(left=quote("2", 0, "The owner"))
    noise = make_signal(grade=GRADES[1], right=quote("4", 1, "loudly"))
    law: dict[tuple[Refs, Refs], PairLaw] = {
        (("1",), ("1",)): PairLaw((force,)),
        (("2",), ("2",)): PairLaw((wrong, gone)),
        (("4",), ("4",)): PairLaw((noise,)),
    }
    monkeypatch.setattr(signals, "_load", lambda name: TOY)
    monkeypatch.setattr(signals, "read_law", lambda name: law)


def label(ref: str, grade: str, left: str = "", right: str = "") -> Label:
    slot, change = ("", "") if grade == "none" else ("force", "changed")
    return Label("open", ("toy", (ref,), (ref,)), grade, slot, change, (left, right))


HAND = [
    label("1", "high", "keeper shall ring", "may ring"),  # found, high
    label("2", "high", "keeper sleeps by day"),  # found, but of medium grade
    label("2", "medium", "", "in gold coins"),  # missed
    label("3", "none"),
    label("4", "none"),  # a signal of medium grade where nothing changed
]


def test_precision_and_recall_are_those_counted_by_hand(toy: None) -> None:
    result = score(HAND)
    assert [(one.grade, bool(found)) for one, found in result.labels] == [
        ("high", True),
        ("high", True),
        ("medium", False),
    ]
    assert [(claim.grade, len(found)) for _, claim, found in result.claims] == [
        ("high", 1),
        ("high", 0),
        ("medium", 1),
        ("medium", 0),
    ]
    assert [(place[1], len(claims)) for place, claims in result.clean] == [(("3",), 0), (("4",), 1)]


def test_the_figures_are_printed(toy: None, capsys: pytest.CaptureFixture[str]) -> None:
    print_score(score(HAND))
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    # claims, right, right of its grade | changes, found, found by its grade
    assert lines[1] == ["high", "2", "0.50", "0.50", "|", "2", "1.00", "0.50"]
    assert lines[2] == ["medium", "2", "0.50", "0.00", "|", "1", "0.00", "0.00"]
    assert lines[3] == ["low", "0", "–", "–", "|", "0", "–", "–"]
    text = "\n".join(" ".join(line) for line in lines)
    assert "high and medium claims 4, right 0.50; changes 3, found 0.67" in text
    assert "pairs without a change 2, with a high or medium signal 1" in text


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("shall ring", True),
        ("keeper SHALL  ring", True),
        ("shall ring the bell at noon", False),  # less than half
        ("the bell", False),
        ("no such words", False),
    ],
)
def test_a_signal_names_a_change_when_it_covers_half_of_its_words(
    toy: None, words: str, named: bool
) -> None:
    (claim,) = signals.list_claims(("toy", ("1",), ("1",)))
    assert is_named(label("1", "high", words), claim) is named


def list_refs(found: Sequence[tuple[str, int, int]]) -> list[str]:
    return [ref for ref, _, _ in found]


def test_words_are_found_on_their_side_alone(toy: None) -> None:
    place = ("toy", ("1",), ("1",))
    assert list_refs(find_words("may ring", place, 1)) == ["1"]
    assert find_words("may ring", place, 0) == [] == find_words("", place, 0)


@needs_shared
def test_texts_without_a_table_are_aligned_by_their_words() -> None:
    texts = load_texts("untoc--uncac")
    assert texts.links == () and any(pair.left and pair.right for pair in texts.align().pairs)
