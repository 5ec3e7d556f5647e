"""Signals: the test sentences of signals.yaml, golden clause pairs for every category, laws over
the shipped drafts."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest

from clausecmp.align.alignment import align_drafts
from clausecmp.files.drafts import load_draft
from clausecmp.files.links import find_links
from clausecmp.files.shape import TEXT, Free, Key, Many, Record, Text, check_shape
from clausecmp.files.terms import load_glossary
from clausecmp.files.yaml_read import Node, parse_yaml, read_yaml
from clausecmp.law.drafts import find_draft_signals
from clausecmp.law.lexicon import PATH, build_words, load_words
from clausecmp.law.references import Context, read_mentions
from clausecmp.law.signals import Signal, find_signals
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.sides import Sides
from clausecmp.model.vocabulary import GRADES

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "signals"
GLOSSARY = load_glossary([ROOT / "mappings" / "terms.yaml"])
FOLD = GLOSSARY.fold_for("budapest", "un-cybercrime")
WORDS = load_words()
TESTS = Free(
    Many(
        Record(
            "a test",
            {
                "left": Key(TEXT, True),
                "right": Key(Text(nullable=True), True),
                "expect": Key(Many(TEXT), True),
            },
        ),
        1,
    )
)


def load_tests() -> list[tuple[str, Node]]:
    """The test sentences with the entry that each is about; anything amiss in the file fails every
    test."""
    document = read_yaml(PATH.with_name("signals_tests.yaml"))
    assert document.root is not None and not [
        *document.problems,
        *check_shape(document.root, TESTS),
    ]
    return [(entry, test) for entry in document.root.value for test in document.root.items(entry)]


SENTENCES = load_tests()


def mirror(signals: tuple[Signal, ...]) -> set[tuple[str, ...]]:
    """The signals as they must come out with the sides exchanged."""
    return {
        (
            signal.id,
            signal.direction.opposite,
            signal.grade,
            signal.right,
            signal.left,
            signal.rule,
        )
        for signal in signals
    }


def key(signals: tuple[Signal, ...]) -> set[tuple[str, ...]]:
    return {
        (signal.id, signal.direction, signal.grade, signal.left, signal.right, signal.rule)
        for signal in signals
    }


# the sentences of signals.yaml
# ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "test"), SENTENCES, ids=[f"{name}:{test.location.line}" for name, test in SENTENCES]
)
def test_sentence(entry: str, test: object) -> None:
    left, right = test.text("left"), test.text("right")
    found = find_signals(left, right)
    assert sorted(f"{signal.id} {signal.direction}" for signal in found) == sorted(
        test.texts("expect")
    )
    assert key(find_signals(right, left)) == mirror(found)


def test_every_list_has_a_sentence_that_raises_it() -> None:
    raised = {
        signal.rule
        for _, test in SENTENCES
        for signal in find_signals(test.text("left"), test.text("right"))
    }
    assert not {entry.id for entry in WORDS.lists} - raised


def test_every_sentence_is_about_an_entry() -> None:
    others = {"force", "actor", "threshold", "scope", "enumeration", "definition"}
    assert {name for name, _ in SENTENCES} == {entry.id for entry in WORDS.lists} | others


def test_sentences_observe_and_never_advise() -> None:
    said = [sentence for entry in WORDS.lists for sentence in entry.sentences.values()]
    said += [
        sentence
        for group in WORDS.sentences.values()
        for sentence in group.values()
        if " " in sentence
    ]
    assert not [
        sentence
        for sentence in said
        if re.search(
            r"\b(?:should|ought|must consider|recommend|advis|beware|please|need to)\b", sentence
        )
    ]


def test_a_broken_file_names_its_places() -> None:
    text = "forces:\n  - {id: duty, value: strong, says: x, forms: [shall]}\nlistz: []\n"
    words, problems = build_words(parse_yaml(text, "signals.yaml"))
    assert words is None
    assert any(problem.location.line == 2 and "number" in problem.message for problem in problems)
    assert any(
        "listz" in problem.message and "lists" in (problem.hint or "") for problem in problems
    )


# golden pairs -------------------------------------------------------------------------------------
# ----------------


def read_cases(text: str) -> list[list[str]]:
    return [block.strip().split("\n") for block in text.strip().split("\n\n")]


def run_case(lines: list[str]) -> list[str]:
    """The lines of a case with what is found now. `A:` which ref answers which, `K:` the refs of
    the right draft."""
    given = [line for line in lines if not line.startswith(">")]
    value = {line[0]: line[2:].strip() for line in given if line[1:2] == ":"}
    context = None
    if "A" in value:
        pairs = [pair.strip().split("=") for pair in value["A"].split(",")]
        forth, back = (
            {left: [right] for left, right in pairs},
            {right: [left] for left, right in pairs},
        )
        known = [Clause("article", ref, ref) for ref in value.get("K", "").split()]
        right = Draft("known", "1", "Known", tuple(known)) if known else None
        context = Context(
            Sides("1", "1"),
            lambda ref: forth.get(ref, []),
            lambda ref: back.get(ref, []),
            Sides(None, right),
        )
    sides = [
        [part.strip() for part in value[side].split("|")] if value[side] else None for side in "LR"
    ]
    found = [
        f"> {signal.grade} {signal.id} {signal.direction}: «{signal.left}» | «{signal.right}» {signal.sentence} [{signal.rule}]"
        for signal in find_signals(*sides, context=context)
    ]
    return given + (found or ["> none"])


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    """Set UPDATE_GOLDEN=1 to write what is found now into the files; then read them."""
    cases = read_cases(path.read_text("utf-8"))
    now = [run_case(lines) for lines in cases]
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text("\n\n".join("\n".join(lines) for lines in now) + "\n", "utf-8")
        return
    assert now == cases


def test_golden_covers_every_signal() -> None:
    ids = {entry.signal for entry in WORDS.lists} | {
        "negation",
        "bound-actor",
        "actor",
        "definition",
        "cross-reference",
    }
    assert ids == {path.stem for path in GOLDEN.glob("*.txt")}
    for path in GOLDEN.glob("*.txt"):
        assert re.search(rf"^> \w+ {path.stem} ", path.read_text("utf-8"), re.M), path.name


# what the words alone must not do
# ---------------------------------------------------------------------------------


def test_a_rename_is_no_signal() -> None:
    left = "A Party may request another Party to search a computer system for computer data."
    right = "A State Party may request another State Party to search an information and communications technology system for electronic data."
    assert find_signals(left, right, fold=FOLD) == ()


def test_forms_meet_folded_terms() -> None:
    """Actors and figures that the glossary folds (`State Party`, `90 days`) are still read as
    such."""
    left, right = (
        "The Parties involved shall consult each other.",
        "The competent authorities of the States Parties involved shall consult each other.",
    )
    assert [signal.id for signal in find_signals(left, right, fold=FOLD)] == ["bound-actor"]
    assert [
        signal.id
        for signal in find_signals(
            "It shall last ninety days.", "It shall last 120 days.", fold=FOLD
        )
    ] == ["threshold"]


@pytest.mark.parametrize("text", ["", None, " ", "¶", "[...]", "1.", "(a)", "shall", ", ; : ."])
def test_odd_texts_do_no_harm(text: str | None) -> None:
    for other in ("Each Party shall keep a register within 30 days.", "may not", None, ""):
        find_signals(text, other)
        find_signals(other, text)


def test_a_split_pair_loses_nothing() -> None:
    whole = "Each Party shall punish theft committed intentionally. A Party may limit the offence to cases of 3 days or more."
    parts = [
        "Each Party shall punish theft committed intentionally.",
        "A Party may limit the offence to cases of 3 days or more.",
    ]
    assert find_signals(whole, parts) == ()
    assert {signal.id for signal in find_signals(whole, parts[0])} == {"optional"}


def test_a_doubtful_pair_says_less() -> None:
    left, right = (
        "The court shall order the seizure of property without delay.",
        "Ships shall fly a flag, unless the court allows otherwise.",
    )
    assert find_signals(left, right, sure=False) == ()


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        (
            "article 17, paragraph 1 (a) (i) or (ii) or (b) (i)",
            ("17(1)(a)(i)", "17(1)(a)(ii)", "17(1)(b)(i)"),
        ),
        (
            "articles 3 to 5, 7 and 9, paragraph 1 (a) and (c)",
            ("3", "4", "5", "7", "9(1)(a)", "9(1)(c)"),
        ),
        ("paragraphs 1 to 3 of this article", ("8(1)", "8(2)", "8(3)")),
        (
            "article 40, paragraph 21 (b) and (c) and paragraph 22",
            ("40(21)(b)", "40(21)(c)", "40(22)"),
        ),
        ("Article 35(4), (5) and (6)", ("35(4)", "35(5)", "35(6)")),
        ("article 5 of the Statute", ()),
        ("article 20.d of the Statute", ()),
        ("Article 3(1) of Directive 2003/6/EC", ()),
        ("as article 3 or the rest in this Convention says", ("3", "*")),
    ],
)
def test_mentions(text: str, refs: tuple[str, ...]) -> None:
    assert tuple(ref for mention in read_mentions(text, "8(2)") for ref in mention.refs) == refs


# the shipped drafts
# -----------------------------------------------------------------------------------------------

BUDAPEST = load_draft(ROOT / "drafts" / "budapest" / "2001-11-23.yaml")
REV3 = load_draft(ROOT / "drafts" / "un-cybercrime" / "2024-05-23.yaml")
LINKS = find_links([ROOT / "mappings"], BUDAPEST.name, REV3.name)[0]
ADOPTED = load_draft(ROOT / "drafts" / "un-cybercrime" / "2024-12-24.yaml")


def compare(left: object, right: object, fold: object = None) -> dict[tuple[str, str], set[str]]:
    """`id direction` of each join, by its refs."""
    alignment = align_drafts(left, right, fold=fold, links=LINKS if right is REV3 else ())
    found = find_draft_signals(left, right, alignment, fold=fold)
    return {
        (one, other): {f"{signal.id} {signal.direction}" for signal in signals}
        for (lefts, rights), signals in found.items()
        for one in lefts or ("",)
        for other in rights or ("",)
    }


def test_budapest_and_rev3() -> None:
    """What negotiators know has changed is found, at its place."""
    found = compare(BUDAPEST, REV3, FOLD)
    assert "safeguard weaker" in found["15(1)", "24(1)"]  # adequate protection
    assert {"safeguard stronger", "domestic-law weaker", "safeguard neutral"} <= found[
        "15(2)", "24(2)"
    ]  # remedy, domestic law, review
    assert "cross-reference wider" in found["19(4)", "28(4)"]  # paragraphs 1 and 2, 1 to 3
    assert "obligation weaker" in found["11(2)", "19(2)"]  # attempt: shall, may
    assert (
        "bound-actor neutral" in found["22(5)", "22(5)"]
    )  # the Parties, their competent authorities
    assert "optional weaker" in found["4(2)", "9(2)"]  # no reservation needed any more
    assert "optional stronger" in found["11(3)", ""]
    assert "refusal stronger" in found["29(5)(a)", ""]  # political offences
    assert "refusal stronger" not in found.get(
        ("29(5)", "42(6)"), ()
    )  # essential interests: 42(6) names 40(21)(b)
    assert ("10(3)", "") not in found  # a reservation to offences that are not there at all


def test_rev3_and_adopted() -> None:
    """Articles 45 and 46 were left open in July 2024 over shall and may; the adopted text has
    'shall endeavour'."""
    found = compare(REV3, ADOPTED)
    assert all("obligation weaker" in found[ref, ref] for ref in ("45(1)", "45(2)", "46"))


def test_a_draft_with_itself() -> None:
    assert find_draft_signals(REV3, REV3, align_drafts(REV3, REV3)) == {}


@pytest.mark.parametrize("right", [REV3, ADOPTED], ids=["rev3", "adopted"])
def test_mirrored(right: object) -> None:
    forth = align_drafts(BUDAPEST, right, fold=FOLD)
    back = align_drafts(right, BUDAPEST, fold=FOLD)
    here, there = (
        find_draft_signals(BUDAPEST, right, forth, fold=FOLD),
        find_draft_signals(right, BUDAPEST, back, fold=FOLD),
    )
    assert {
        (tuple(sorted(one)), tuple(sorted(other))): mirror(signals)
        for (one, other), signals in here.items()
    } == {
        (tuple(sorted(other)), tuple(sorted(one))): key(signals)
        for (one, other), signals in there.items()
    }


def test_words_are_of_the_texts() -> None:
    """What a signal quotes stands there, but for the terms of definitions."""
    alignment = align_drafts(BUDAPEST, REV3, fold=FOLD)
    for (lefts, rights), signals in find_draft_signals(
        BUDAPEST, REV3, alignment, fold=FOLD
    ).items():
        for draft, refs, side in ((BUDAPEST, lefts, "left"), (REV3, rights, "right")):
            text = " ".join(" ".join(draft.by_ref[ref].words.split()) for ref in refs)
            for signal in signals:
                assert signal.grade in GRADES
                quoted = getattr(signal, side).split(" · ") if signal.id != "definition" else []
                assert all(quote in text for quote in quoted), (lefts, rights, signal)


def test_the_judgements_hold_no_text() -> None:
    """The record of the sample names places and reasons; nothing of the acts is committed."""
    path = ROOT / "tests" / "bench" / "signal_sample.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows and list(rows[0]) == [
        "draw",
        "pair",
        "left",
        "right_ref",
        "signal",
        "direction",
        "rule",
        "right",
        "reason",
    ]
    assert all(row["right"] in ("yes", "no") and len(row["reason"].split()) <= 14 for row in rows)
