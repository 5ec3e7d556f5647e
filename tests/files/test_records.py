"""The coded records: every anchor stands in its record, and the record is the one that was
coded."""

from __future__ import annotations

import pytest

from clausecmp.files.concerns import load_concerns
from clausecmp.files.records import find_passage, fingerprint_record
from clausecmp.model.refs import WHOLE
from tests.conftest import ROOT, SHARED, needs_shared

BOOK = load_concerns([ROOT / "mappings"])
RECORDS = sorted(BOOK.records)


@needs_shared
@pytest.mark.parametrize("name", RECORDS)
def test_every_anchor_stands_in_its_record(name: str) -> None:
    text = (SHARED / "records" / f"{name}.txt").read_text(encoding="utf-8")
    assert fingerprint_record(text) == BOOK.records[name].sha256
    squeezed = " ".join(text.split())
    for concern in (concern for concern in BOOK.concerns if concern.record == name):
        assert concern.anchor and 4 <= len(concern.anchor.split()) <= 8, concern.id
        assert squeezed.count(concern.anchor) == 1, (concern.id, concern.anchor)
        passage = find_passage(text, concern.anchor)
        assert passage is not None and passage.exact, concern.id


@needs_shared
def test_no_anchor_is_found_in_the_other_record() -> None:
    texts = {
        name: (SHARED / "records" / f"{name}.txt").read_text(encoding="utf-8") for name in RECORDS
    }
    for concern in BOOK.concerns[::9]:
        assert all(
            find_passage(text, concern.anchor or "") is None
            for name, text in texts.items()
            if name != concern.record
        )


def test_the_coding_is_as_large_and_as_wide_as_the_records() -> None:
    assert len(BOOK.concerns) > 200 and len({concern.id for concern in BOOK.concerns}) == len(
        BOOK.concerns
    )
    assert 20 <= len(BOOK.themes) <= 30
    assert {concern.theme for concern in BOOK.concerns} == set(BOOK.themes)
    assert {concern.stakeholder for concern in BOOK.concerns} == set(BOOK.stakeholders)
    assert any(
        refs == ("5",)
        for concern in BOOK.concerns
        for draft, refs in concern.applies_to
        if draft.startswith("un-resolution")
    )
    assert any(WHOLE in refs for concern in BOOK.concerns for _, refs in concern.applies_to)
    assert any(not concern.applies_to for concern in BOOK.concerns)


def test_a_slightly_different_spelling_is_found() -> None:
    text = "Line one.\nThe draught fails to explicitely include crucial principals, she said.\nLine three."
    passage = find_passage(text, "fails to explicitly include crucial principles")
    assert passage is not None and passage.line == 2 and not passage.exact
    assert (
        passage.words == "fails to explicitely include crucial principals"
        and passage.before == "The draught "
    )
    assert find_passage(text, "whales have no business in a library") is None
    assert find_passage(text, "") is None
