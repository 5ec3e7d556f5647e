"""Pairs are chosen by where in their statements something changed."""

from __future__ import annotations

import pytest

from clausecmp.align.pairs import Pair
from clausecmp.comparison.filters import KINDS, SLOTS, WORDING, is_kind, list_slots
from clausecmp.comparison.result import Change
from clausecmp.law.signals import Phrase, Quote
from clausecmp.model.vocabulary import Relation, Slot
from tests.conftest import make_signal

PAIR = Pair(("1",), ("1",), Relation.CHANGED)
QUOTE = Quote("1", 0, 3, "bell")


def make_change(*slots: Slot, phrases: tuple[tuple[Slot, bool], ...] = ()) -> Change:
    return Change(
        PAIR,
        (),
        signals=tuple(make_signal(slot=slot) for slot in slots),
        phrases=tuple(Phrase(slot, QUOTE, None, judged) for slot, judged in phrases),
    )


def test_every_slot_but_wording_has_a_word() -> None:
    assert set(SLOTS.values()) == set(Slot) - {Slot.WORDING}
    assert len(set(KINDS)) == len(KINDS)


@pytest.mark.parametrize("name", SLOTS)
def test_a_signal_or_a_phrase_in_a_slot_is_a_change_there(name: str) -> None:
    slot = SLOTS[name]
    assert is_kind(make_change(slot), name)
    assert is_kind(make_change(phrases=((slot, False),)), name)
    assert not is_kind(make_change(phrases=((slot, False),)), name, graded=True)
    assert not is_kind(make_change(), name)


def test_wording_is_asked_of_pairs_of_which_no_signal_speaks() -> None:
    assert list_slots(make_change(phrases=((Slot.WORDING, False),))) == {WORDING}
    assert list_slots(make_change(phrases=((Slot.TIME, False),))) == {"times", WORDING}
    judged = make_change(Slot.TIME, phrases=((Slot.TIME, True), (Slot.WORDING, False)))
    assert list_slots(judged) == {"times"}
    assert list_slots(make_change()) == set()
