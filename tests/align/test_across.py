"""Two drafts in different languages: paired by structure, never redlined, concerns carried."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecmp.align.alignment import align_drafts, align_with_evidence, mirror_alignment
from clausecmp.align.explain import explain_ref, give_reasons
from clausecmp.comparison.brackets import compare_brackets
from clausecmp.comparison.compare import compare_drafts
from clausecmp.files.concerns import Concern, ConcernBook
from clausecmp.files.drafts import build_draft, dump_draft
from clausecmp.files.links import Link
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.model.detection import UNKNOWN, languages_of
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.vocabulary import Decider, Relation
from clausecmp.render.json import comparison_data
from clausecmp.render.segments import notes_on_languages

from ..texts import LANGUAGES, NUMBERS, TEXTS, make_treaty

BBNJ = Path(__file__).parents[2] / ".." / "shared" / "treaties" / "bbnj"
OTHERS = ("es", "fr", "ru", "zh")


def list_joins(left: Draft, right: Draft) -> list[tuple[str, str, bool]]:
    pairs = align_drafts(left, right).pairs
    return [(join.left, join.right, join.sure) for pair in pairs for join in pair.joins]


@pytest.mark.parametrize(("one", "other"), list(permutations(LANGUAGES, 2)))
def test_every_clause_finds_its_translation(one: str, other: str) -> None:
    joins = list_joins(make_treaty(one), make_treaty(other, "2"))
    assert {(left, right) for left, right, _ in joins} == {(r, r) for r in ["title", *NUMBERS]}


@pytest.mark.parametrize(("one", "other"), [("en", other) for other in LANGUAGES if other != "en"])
def test_renumbered_and_left_out(one: str, other: str) -> None:
    joins = list_joins(make_treaty(one), make_treaty(other, "2", renumbered=9))
    for left, right, _ in joins:
        if left != "title":
            assert int(right.partition("(")[0]) == int(left.partition("(")[0]) + 9
    joins = list_joins(make_treaty(one), make_treaty(other, "2", without=("3",)))
    assert all(left == right for left, right, sure in joins if sure)
    assert len(joins) == len(NUMBERS) + 1 - 2


def test_open_text_is_not_matched_across_languages() -> None:
    texts = {name: ["[" + text + "]" for text in TEXTS[name]] for name in ("en", "es")}
    left, right = (make_treaty(name, name, texts=texts[name]) for name in ("en", "es"))
    comparison = compare_drafts(left, right)
    assert not any(compare_brackets(change, comparison) for change in comparison.changes)


def test_a_short_text_in_an_unknown_language_is_compared_as_one_of_the_same() -> None:
    left, right = make_treaty("en"), make_treaty("en", "2", said=UNKNOWN)
    assert languages_of((left, right)) == ("en", "en")
    assert all(pair.relation is Relation.SAME for pair in align_drafts(left, right).pairs)
    assert notes_on_languages((left, right)) == []


def test_a_draft_that_does_not_say_its_language_is_looked_at() -> None:
    for language in LANGUAGES:
        written = dump_draft(make_treaty(language)).replace(f"language: {language}\n", "")
        draft, problems = build_draft(parse_yaml(written))
        assert not problems and draft is not None and draft.language == language


def test_mirrored() -> None:
    left, right = make_treaty("en"), make_treaty("zh", "2", without=("2",))
    assert mirror_alignment(align_drafts(left, right)).pairs == align_drafts(right, left).pairs


def test_links_are_obeyed() -> None:
    links = [Link(("1(1)",), ("5(3)",)), Link(("1(2)",), ())]
    pairs = align_drafts(make_treaty("en"), make_treaty("ru", "2"), links=links).pairs
    found = {(pair.left, pair.right): pair for pair in pairs if pair.by == Decider.LINK}
    assert set(found) == {(("1(1)",), ("5(3)",)), (("1(2)",), ())}


def test_reasons_name_what_needs_no_translation() -> None:
    alignment, evidence = align_with_evidence(make_treaty("en"), make_treaty("zh", "2"))
    pairs = {pair.left: pair for pair in give_reasons(alignment, evidence).pairs}
    assert "'30'" in pairs[("2(2)",)].reasons[0]
    assert explain_ref(evidence, "2(2)").candidates[0].right == "2(2)"


def test_no_redline_no_signals_and_the_head_says_so() -> None:
    comparison = compare_drafts(make_treaty("en"), make_treaty("fr", "2"))
    assert all(change.across and not change.signals for change in comparison.changes)
    notes = notes_on_languages(comparison.drafts)
    assert notes[0].startswith(
        "The drafts are in English and French: clauses are paired by structure"
    )
    data = comparison_data(comparison)
    assert data["notes"] == notes and data["language"] == {"left": "en", "right": "fr"}
    pair = next(pair for pair in data["pairs"] if pair["left"] == ["4"])
    assert pair["redline"] == [] and pair["texts"]["right"].startswith("Chaque gardien")


def test_concerns_are_carried_to_another_language() -> None:
    english, french = make_treaty("en"), make_treaty("fr", "1-fr", renumbered=2)
    concern = Concern(
        id="closing",
        record="r",
        stakeholder="s",
        kind="concern",
        theme="t",
        locator=(),
        anchor="",
        summary="",
        applies_to=(("harbours@1", ("2(3)",)),),
    )
    book = ConcernBook((concern,))
    comparison = compare_drafts(french, french, book=book, others=lambda name: english)
    placed = [
        (change.pair.right, one.verdict)
        for change in comparison.changes
        for one in change.placed_concerns
    ]
    assert placed[0][0] == ("4(3)",) and "in another language" in str(placed[0][1])


def test_one_language_that_is_not_read_is_said() -> None:
    german = make_treaty(
        "en", "2", texts=["Jeder Staat schützt seine Häfen vor Feuer. " * 30] * 11, said="de"
    )
    notes = notes_on_languages((make_treaty("en"), german))
    assert "'de' is not read" in notes[0]
    assert {ref for pair in align_drafts(make_treaty("en"), german).pairs for ref in pair.left} == {
        "title",
        *NUMBERS,
    }


@settings(max_examples=25, deadline=None)
@given(
    st.permutations([1, 2, 3, 4, 5]),
    st.sampled_from(OTHERS),
    st.sets(st.sampled_from("12345"), max_size=3),
)
def test_every_clause_stands_in_one_pair(
    order: list[int], language: str, without: set[str]
) -> None:
    left, right = make_treaty("en"), make_treaty(language, "2", without=tuple(without))
    clauses = sorted(right.clauses, key=lambda clause: order[int(clause.ref) - 1])
    right = Draft("harbours", "2", right.title, tuple(clauses), language=language)
    pairs = align_drafts(left, right).pairs
    for side, draft in (("left", left), ("right", right)):
        refs = [ref for pair in pairs for ref in getattr(pair, side)]
        assert sorted(refs) == sorted(unit.ref for unit in draft.units())


def load_bbnj(language: str, *, shift: int = 0, without: tuple[str, ...] = ()) -> Draft:
    """The articles of the BBNJ agreement, at the level of numbered paragraphs."""
    articles: dict[str, list[dict[str, str]]] = {}
    for row in json.loads((BBNJ / f"{language}.json").read_text(encoding="utf-8")):
        if row["article"] not in without:
            articles.setdefault(row["article"], []).append(row)
    clauses = []
    for article, rows in articles.items():
        number = str(int(article) + shift)
        below = tuple(
            Clause("paragraph", ref, f"{number}({ref})", text=row["text"])
            for row in rows
            if (ref := row["ref"].partition("(")[2].rstrip(")"))
        )
        text = None if below else rows[0]["text"]
        heading = rows[0]["heading"] or None
        clauses.append(Clause("article", number, number, heading=heading, text=text, clauses=below))
    return Draft("bbnj", f"{language}-{shift}", language, tuple(clauses), language=language)


@pytest.mark.skipif(not BBNJ.is_dir(), reason="../shared/treaties is not here")
@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(("shift", "without"), [(0, ()), (7, ()), (3, ("9", "21", "28", "60"))])
def test_bbnj_in_two_languages(language: str, shift: int, without: tuple[str, ...]) -> None:
    left, right = load_bbnj("en"), load_bbnj(language, shift=shift, without=without)
    wanted = {unit.ref for unit in left.units()} - {"title"}
    there = {_shift(unit.ref, -shift) for unit in right.units() if unit.ref != "title"}
    joins = [join for join in list_joins(left, right) if join[0] != "title"]
    good = [join for join in joins if join[0] == _shift(join[1], -shift)]
    assert len(good) >= 0.98 * len(wanted & there)
    assert len(good) >= 0.98 * len(joins)
    assert sum(join[2] for join in joins if join not in good) <= 1


def _shift(ref: str, by: int) -> str:
    article, bracket, rest = ref.partition("(")
    return f"{int(article) + by}{bracket}{rest}"
