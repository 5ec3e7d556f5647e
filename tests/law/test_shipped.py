"""The law of the shipped drafts: what negotiators know has changed is found at its place."""

from __future__ import annotations

from functools import cache

import pytest

from clausecmp.align.alignment import align_drafts
from clausecmp.align.pairs import Alignment
from clausecmp.files.drafts import load_draft
from clausecmp.files.links import find_links
from clausecmp.files.terms import load_glossary
from clausecmp.law.drafts import find_draft_law
from clausecmp.law.signals import DraftLaw, PairLaw, Signal
from clausecmp.model.draft import Draft
from clausecmp.model.vocabulary import Grade, Shift, Slot
from tests.conftest import ROOT

from .mirrors import mirror_law

BUDAPEST = load_draft(ROOT / "drafts" / "budapest" / "2001-11-23.yaml")
REV3, ADOPTED = (
    load_draft(ROOT / "drafts" / "un-cybercrime" / f"{version}.yaml")
    for version in ("2024-05-23", "2024-12-24")
)
FOLD = load_glossary([ROOT / "mappings" / "terms.yaml"]).fold_for("budapest", "un-cybercrime")
BOTH = pytest.mark.parametrize("right", [REV3, ADOPTED], ids=["rev3", "adopted"])


def read_law(left: Draft, right: Draft, *, linked: bool = True) -> DraftLaw:
    links = find_links([ROOT / "mappings"], left.name, right.name)[0] if linked else ()
    fold = FOLD if left.instrument != right.instrument else None
    return find_draft_law(left, right, align_drafts(left, right, fold=fold, links=links), fold=fold)


@cache
def by_words(version: str) -> tuple[Alignment, DraftLaw]:
    """Budapest against a draft without the reviewed links: what answers what, and the law."""
    alignment = align_drafts(BUDAPEST, REV3 if version == REV3.version else ADOPTED, fold=FOLD)
    return alignment, find_draft_law(*alignment.drafts, alignment, fold=FOLD)


@cache
def against(version: str) -> DraftLaw:
    return read_law(BUDAPEST, REV3 if version == REV3.version else ADOPTED)


def told(law: DraftLaw, *, left: str = "", right: str = "") -> set[str]:
    """`high offence dropped` for each signal of the pairs that hold a clause on a side."""
    return {
        f"{one.grade} {one.kind} {one.change}"
        for (lefts, rights), found in law.pairs.items()
        if (left in lefts if left else right in rights)
        for one in found.signals
    }


def list_signals(law: DraftLaw, left: str) -> list[Signal]:
    """The signals of the pairs that hold a clause of the left draft."""
    return [
        one for (lefts, _), found in law.pairs.items() if left in lefts for one in found.signals
    ]


@BOTH
def test_mirrored(right: Draft) -> None:
    _, forth = by_words(right.version)
    back = read_law(right, BUDAPEST, linked=False)
    assert mirror_law(forth, swap=True) == mirror_law(back)


@BOTH
def test_quotes_are_of_the_texts(right: Draft) -> None:
    for (lefts, rights), found in against(right.version).pairs.items():
        for one in (*found.signals, *found.phrases):
            for draft, refs, quote in ((BUDAPEST, lefts, one.left), (right, rights, one.right)):
                if quote is not None:
                    assert quote.ref in refs
                    assert draft.by_ref[quote.ref].words[quote.start : quote.end] == quote.text


def test_a_draft_with_itself_has_no_law() -> None:
    assert read_law(REV3, REV3) == ({}, "")


@BOTH
@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("10(1)", "high offence dropped"),  # copyright
        ("10(2)", "high offence dropped"),  # related rights
        ("32", "high power dropped"),  # data across borders with consent
    ],
)
def test_articles_that_went(right: Draft, ref: str, expected: str) -> None:
    assert expected in told(against(right.version), left=ref)


@BOTH
@pytest.mark.parametrize("heading", ["grooming", "intimate images", "Laundering"])
def test_offences_that_are_new(right: Draft, heading: str) -> None:
    (article,) = [clause for clause in right.by_ref.values() if heading in (clause.heading or "")]
    found = {
        right.article_of(ref).ref
        for (_, rights), law in against(right.version).pairs.items()
        for ref in rights
        for one in law.signals
        if (one.grade, one.kind, one.change) == (Grade.HIGH, "offence", Shift.ADDED)
    }
    assert article.ref in found


@BOTH
def test_changes_that_negotiators_know(right: Draft) -> None:
    law = against(right.version)
    # nationality: from a duty to a permission, by the words above the item alone
    found = [one for one in list_signals(law, "22(1)(d)") if one.slot is Slot.FORCE]
    assert [one.says.partition(":")[0] for one in found] == ["duty becomes permission"]
    assert found[0].grade is Grade.HIGH and found[0].right and found[0].right.ref == "22(2)(b)"
    # attempt: the same within one clause
    assert [one.says.partition(":")[0] for one in list_signals(law, "11(2)")] == [
        "duty becomes permission"
    ]
    assert "high reservation dropped" in told(law, left="6(1)(b)")  # a number of tools
    assert "high reservation dropped" in told(law, left="22(2)")
    assert "high reservation dropped" in told(law, left="11(3)")
    # the list of instruments of human rights
    assert "medium safeguard dropped" in told(law, left="15(1)")
    (reference,) = [one for one in list_signals(law, "19(4)") if one.slot is Slot.REFERENCE]
    assert reference.says.startswith("reference reaches further")


@BOTH
@pytest.mark.parametrize("ref", ["16(4)", "17(2)", "18(2)", "19(5)", "20(4)", "21(4)"])
def test_links_to_the_safeguards_that_went_are_of_low_grade(right: Draft, ref: str) -> None:
    """The article on safeguards reaches the powers by itself."""
    assert told(against(right.version), left=ref) == {"low link to safeguards dropped"}


@BOTH
def test_same_force_in_other_words_is_silent(right: Draft) -> None:
    """A Party `may reserve the right to require`, then `may require`."""
    assert list_signals(against(right.version), "4(2)") == []


def test_what_was_open_in_july_and_is_adopted() -> None:
    law = read_law(REV3, ADOPTED)
    for ref in ("45(1)", "45(2)", "46"):
        assert told(law, left=ref) == {"high duty changed"}
    assert told(law, right="52(4)") == {"high power added"}
    assert {one.grade for one in list_signals(law, "title")} == {Grade.LOW}


@BOTH
def test_unsure_pairs_and_recitals_have_only_low_signals(right: Draft) -> None:
    alignment, law = by_words(right.version)
    low = [
        one
        for pair in alignment.pairs
        if not pair.sure or (pair.left or pair.right)[0].startswith("preamble")
        for one in law.pairs.get((pair.left, pair.right), PairLaw()).signals
    ]
    assert low and {one.grade for one in low} == {Grade.LOW}
