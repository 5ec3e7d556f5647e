"""The aligner: its laws (mirrored, deterministic, links obeyed), its relations, and what it tells a
person."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecmp.align.alignment import (
    align_units,
    align_with_evidence,
    decide_units,
    make_alignment,
)
from clausecmp.align.explain import explain_ref, give_reasons
from clausecmp.align.matching import assign_rows
from clausecmp.align.pairs import Join, Pair, UnitAlignment, mirror_pair
from clausecmp.align.relate import find_moved
from clausecmp.align.review import answer_question, list_questions
from clausecmp.align.units import Unit
from clausecmp.files.links import Link
from clausecmp.model.draft import Draft
from clausecmp.model.vocabulary import Side
from tests.conftest import make_draft

WORDS = "party data system offence access extradition preserve order request authority the of to shall may article 5 (a) fine evidence".split()

texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)


@st.composite
def unit_lists(draw: st.DrawFn) -> list[Unit]:
    """Up to nine clauses in up to four articles, many of them alike or equal."""
    units = []
    for number, text in enumerate(draw(st.lists(texts, max_size=9))):
        article = str(draw(st.integers(1, 4)))
        parent = (
            draw(st.sampled_from([unit.ref for unit in units] or [None]))
            if draw(st.booleans())
            else None
        )
        units.append(
            Unit(
                f"{article}({number})",
                article,
                "paragraph",
                draw(st.sampled_from(("", "Access", "Extradition"))),
                text,
                parent,
            )
        )
    return units


@st.composite
def link_lists(draw: st.DrawFn, left: list[Unit], right: list[Unit]) -> list[Link]:
    """Links that share no clause, some with an empty side, some to refs that are not there."""
    refs = [draw(st.permutations([unit.ref for unit in side])) for side in (left, right)]
    links = []
    for _ in range(draw(st.integers(0, 3))):
        sides = []
        for side in (0, 1):
            taken, refs[side] = refs[side][: (count := draw(st.integers(0, 2)))], refs[side][count:]
            sides.append(tuple(taken))
        if any(sides):
            links.append(Link(*sides))
    return links + ([Link(("999",), ("1(0)",))] if draw(st.booleans()) else [])


def sort_pairs(pairs: tuple[Pair, ...]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (pair.left, pair.right))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_mirrored_with_links(data: st.DataObject) -> None:
    left, right = data.draw(unit_lists()), data.draw(unit_lists())
    links = data.draw(link_lists(left, right))
    forth = align_units(left, right, links=links)
    back = align_units(right, left, links=[link.swap() for link in links])
    assert sort_pairs(forth.pairs) == sort_pairs(tuple(map(mirror_pair, back.pairs)))
    assert {ref: len(joins) for ref, joins in forth.possible.left.items()} == {
        ref: len(joins) for ref, joins in back.possible.right.items()
    }


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_clause_in_one_pair_and_links_obeyed(data: st.DataObject) -> None:
    left, right = data.draw(unit_lists()), data.draw(unit_lists())
    links = data.draw(link_lists(left, right))
    evidence = decide_units(left, right, links=links)
    alignment = give_reasons(make_alignment(evidence), evidence)
    assert Counter(ref for pair in alignment.pairs for ref in pair.left) == Counter(
        unit.ref for unit in left
    )
    assert Counter(ref for pair in alignment.pairs for ref in pair.right) == Counter(
        unit.ref for unit in right
    )
    for link in links:
        if link.left != ("999",):
            expected = (
                [(link.left, link.right)]
                if link.left and link.right
                else [((ref,), ()) for ref in link.left] or [((), (ref,)) for ref in link.right]
            )
            found = {
                (tuple(sorted(pair.left)), tuple(sorted(pair.right))): pair
                for pair in alignment.pairs
            }
            for one, other in expected:
                assert found[tuple(sorted(one)), tuple(sorted(other))].by == "link"
    for pair in alignment.pairs:
        assert {join.left for join in pair.joins} | {join.right for join in pair.joins} <= set(
            pair.left
        ) | set(pair.right)
        assert pair.by == "link" or not pair.joins or min(len(pair.left), len(pair.right)) == 1
        assert all(0 <= join.score <= 1 for join in pair.joins)


@settings(max_examples=200, deadline=None)
@given(unit_lists())
def test_a_draft_against_itself_is_all_same(units: list[Unit]) -> None:
    units = [unit for unit in units if unit.text]
    for pair in align_units(units, units).pairs:
        assert (
            pair.left == pair.right
            and pair.relation == "same"
            and pair.score == 1
            and not pair.renumbered
            and not pair.moved
        )


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.integers(0, 20), min_size=4, max_size=4), max_size=5))
def test_assignment_is_optimal(table: list[list[int]]) -> None:
    rows = [{j: float(value) for j, value in enumerate(line) if value} for line in table]
    found = assign_rows(rows, 4)
    chosen = [j for j in found if j >= 0]
    assert len(chosen) == len(set(chosen))
    places = [*range(4), *[-1] * len(rows)]
    best = max(
        (
            sum(row.get(j, 0.0) for row, j in zip(rows, order))
            for order in set(itertools.permutations(places, len(rows)))
        ),
        default=0.0,
    )
    assert sum(row[j] for row, j in zip(rows, found) if j >= 0) == best


def make_units(*clauses: tuple[str, str]) -> list[Unit]:
    return [Unit(ref, ref.partition("(")[0], "paragraph", "", text) for ref, text in clauses]


ACCESS = "Each Party shall make it a criminal offence to access the whole of a computer system without right."
INTERCEPT = "Each Party shall make it a criminal offence to intercept transmissions of data that are not public."
DEVICES = "Nobody shall be punished for testing devices or protecting a network under an authorised contract."
FUNDS = "The Conference of the Parties shall adopt a budget and decide the scale of voluntary contributions."


def find_pair(alignment: UnitAlignment, left: str) -> Pair:
    return next(pair for pair in alignment.pairs if left in pair.left)


def test_shift_by_one_moves_nothing() -> None:
    left = make_units(("2", ACCESS), ("3", INTERCEPT), ("4", DEVICES))
    right = make_units(("1", FUNDS), ("3", ACCESS), ("4", INTERCEPT), ("5", DEVICES))
    pairs = align_units(left, right).pairs
    assert [(pair.left, pair.right, pair.relation) for pair in pairs] == [
        ((), ("1",), "added"),
        (("2",), ("3",), "same"),
        (("3",), ("4",), "same"),
        (("4",), ("5",), "same"),
    ]
    assert all(pair.renumbered and not pair.moved for pair in pairs if pair.left)


def test_article_out_of_order_is_moved() -> None:
    left = make_units(("2", ACCESS), ("3", INTERCEPT), ("4", DEVICES))
    right = make_units(("2", DEVICES), ("3", ACCESS), ("4", INTERCEPT))
    assert {pair.left[0]: pair.moved for pair in align_units(left, right).pairs} == {
        "2": False,
        "3": False,
        "4": True,
    }


def test_paragraph_in_another_article_than_its_siblings_is_moved() -> None:
    left = make_units(("23(1)", ACCESS), ("23(2)", INTERCEPT), ("23(4)", FUNDS), ("24(1)", DEVICES))
    right = make_units(
        ("23(1)", ACCESS), ("23(2)", INTERCEPT), ("24(1)", DEVICES), ("24(4)", FUNDS)
    )
    assert [pair.left for pair in align_units(left, right).pairs if pair.moved] == [("23(4)",)]


def test_merge_of_articles_into_one_moves_nothing() -> None:
    units = (
        make_units(("27", ACCESS), ("28", INTERCEPT)),
        make_units(("40(1)", ACCESS), ("40(2)", INTERCEPT)),
    )
    assert not find_moved(*units, [(0, 0), (1, 1)])


def test_split_is_told_from_both_sides() -> None:
    left = make_units(("2", f"{ACCESS} {FUNDS}"), ("3", INTERCEPT))
    right = make_units(("7(1)", ACCESS), ("7(2)", FUNDS), ("8", INTERCEPT))
    pair = find_pair(align_units(left, right), "2")
    assert (pair.right, pair.relation, len(pair.joins)) == (("7(1)", "7(2)"), "split", 2)
    assert find_pair(align_units(right, left), "7(1)").relation == "merged"


def test_links_are_obeyed_whatever_the_text() -> None:
    left = make_units(("2", ACCESS), ("3", INTERCEPT))
    right = make_units(("7", ACCESS), ("8", INTERCEPT))
    links = [Link(("2",), ("8",)), Link(("3",), ()), Link(("4",), ("7",))]
    pairs = {(pair.left, pair.right): pair for pair in align_units(left, right, links=links).pairs}
    assert set(pairs) == {(("2",), ("8",)), (("3",), ()), ((), ("7",))}
    assert (
        pairs[("2",), ("8",)].by == pairs[("3",), ()].by == "link"
        and pairs[(), ("7",)].by == "text"
    )


def test_link_of_several_clauses_is_one_pair_with_every_clause_joined() -> None:
    left = make_units(("12(1)", ACCESS), ("12(2)", INTERCEPT), ("12(3)", FUNDS))
    right = make_units(("18(1)", ACCESS), ("18(2)", INTERCEPT))
    pair = find_pair(
        align_units(left, right, links=[Link(("12(1)", "12(2)", "12(3)"), ("18(1)", "18(2)"))]),
        "12(1)",
    )
    assert (pair.left, pair.right, pair.by, pair.sure) == (
        ("12(1)", "12(2)", "12(3)"),
        ("18(1)", "18(2)"),
        "link",
        True,
    )
    assert {join.left for join in pair.joins} == set(pair.left) and {
        join.right for join in pair.joins
    } == set(pair.right)
    assert {("12(1)", "18(1)"), ("12(2)", "18(2)")} <= {
        (join.left, join.right) for join in pair.joins
    }


def test_links_help_their_neighbours() -> None:
    """Two sentences that could go either way follow the article that a person linked."""
    doubt = (
        "The powers and procedures of this article are subject to the conditions and safeguards."
    )
    left = make_units(("16(1)", ACCESS), ("16(2)", doubt), ("20(1)", FUNDS))
    right = make_units(("23(1)", INTERCEPT), ("23(2)", doubt), ("29(1)", DEVICES), ("29(2)", doubt))
    linked = align_units(left, right, links=[Link(("16(1)",), ("29(1)",))])
    assert find_pair(linked, "16(2)").right == ("29(2)",)


def test_items_follow_their_paragraph() -> None:
    """The same item stands under two paragraphs; its place in the list speaks for the wrong one."""
    item = "in cases that the law of the Party names as urgent."
    left = [
        Unit("1(1)", "1", "paragraph", "", INTERCEPT),
        Unit("1(2)", "1", "paragraph", "", ACCESS),
        Unit("1(2)(a)", "1", "item", "", DEVICES, "1(2)"),
        Unit("1(2)(b)", "1", "item", "", item, "1(2)"),
    ]
    right = [
        Unit("1(1)", "1", "paragraph", "", ACCESS),
        Unit("1(1)(a)", "1", "item", "", "against payment of a fee;", "1(1)"),
        Unit("1(1)(b)", "1", "item", "", item, "1(1)"),
        Unit("1(2)", "1", "paragraph", "", FUNDS),
        Unit("1(2)(a)", "1", "item", "", "by letter or by wire;", "1(2)"),
        Unit("1(2)(b)", "1", "item", "", item, "1(2)"),
    ]
    joins = find_pair(align_units(left, right), "1(2)(b)").joins
    assert max(joins, key=lambda join: join.score).right == "1(1)(b)"


def test_references_and_numbers_of_articles_do_not_count() -> None:
    left = make_units(
        ("5(1)", "The powers of articles 16 to 21 apply to offences under article 14, paragraph 2.")
    )
    right = make_units(
        ("9", "The powers of articles 25 to 30 apply to offences under article 23, paragraph 2.")
    )
    assert find_pair(align_units(left, right), "5(1)").sure


DRAFT = """
instrument: one
version: "1"
title: Convention on access
wording: restated
clauses:
  - article: 2
    heading: Illegal access
    clauses:
      - paragraph: 1
        text: Each Party shall make illegal access to a computer system an offence.
      - paragraph: 2
        text: The offence may require intent.
"""


def test_drafts_and_their_title() -> None:
    draft = make_draft(DRAFT)
    renamed = replace(
        make_draft(DRAFT.replace("illegal access to", "intentional access to")), instrument="two"
    )
    alignment = give_reasons(*align_with_evidence(draft, renamed))
    assert isinstance(alignment.drafts.left, Draft) and alignment.drafts.right is renamed
    assert [(pair.left, pair.relation) for pair in alignment.pairs] == [
        (("title",), "same"),
        (("2(1)",), "changed"),
        (("2(2)",), "same"),
    ]
    reasons = find_pair(alignment, "2(1)").reasons
    assert any("access to a computer system" in reason for reason in reasons), reasons
    assert find_pair(alignment, "2(2)").reasons[0] == "the same words"


def test_terms_are_equal_once_folded() -> None:
    def fold(words):
        return [(1, "party" if word in ("party", "contractant") else "") for word in words]

    left, right = (
        make_units(("1", "Each Party shall access data.")),
        make_units(("1", "Each Contractant shall access data.")),
    )
    assert align_units(left, right, fold=fold).pairs[0].relation == "terms"
    assert align_units(left, right).pairs[0].relation == "changed"


def test_explanation_names_candidates_and_what_lacks() -> None:
    left = make_units(("2", ACCESS), ("3", INTERCEPT), ("4", FUNDS))
    right = make_units(
        ("7", ACCESS), ("8", "Interception of transmissions of data may be restricted.")
    )
    evidence = decide_units(left, right)
    explanation = explain_ref(evidence, "2")
    best = explanation.candidates[0]
    assert (best.left, best.right, best.chosen, best.verdict) == ("2", "7", True, "sure")
    assert best.shared and best.score >= best.cosine > 0.99 and best.lead_left > 0
    mirrored = explain_ref(decide_units(right, left), "2", Side.RIGHT).candidates[0]
    assert (mirrored.left, mirrored.right, mirrored.score) == ("7", "2", best.score)
    assert (
        "no counterpart" in explain_ref(evidence, "4").summary
        or not explain_ref(evidence, "4").candidates
    )
    with pytest.raises(KeyError):
        explain_ref(evidence, "99")


def test_review_asks_until_answered() -> None:
    left = make_units(
        ("2", ACCESS),
        ("3", INTERCEPT),
        ("4", "Contributions are due once a year, at a scale of its own."),
    )
    right = make_units(("7", ACCESS), ("8", INTERCEPT), ("9", FUNDS), ("10", DEVICES))
    evidence = decide_units(left, right)
    question = next(
        question
        for question in list_questions(make_alignment(evidence), evidence)
        if "4" in (question.ref, *question.left)
    )
    assert (
        question.side == "left"
        and "9" in [choice.ref for choice in question.choices]
        and len(question.choices) <= 10
    )
    link = answer_question(question, ["9"], by="me", note="the budget")
    assert (link.left, link.right, link.by, link.note) == (("4",), ("9",), "me", "the budget")
    evidence = decide_units(left, right, links=[link])
    settled = make_alignment(evidence)
    assert find_pair(settled, "4").right == ("9",)
    assert not [one for one in list_questions(settled, evidence) if "4" in one.left]


def test_possible_counterparts_are_apart_from_the_pairs() -> None:
    left = make_units(
        ("2", ACCESS), ("4", "The Parties decide the scale of contributions once a year.")
    )
    right = make_units(("7", ACCESS), ("9", FUNDS), ("10", "The scale of fees."))
    alignment = align_units(left, right)
    for ref, joins in alignment.possible.left.items():
        assert find_pair(alignment, ref).relation == "removed"
        assert all(isinstance(join, Join) and not join.sure for join in joins)
    assert alignment == align_units(left, right)


def test_nothing_heavy_is_imported() -> None:
    code = "import sys, clausecmp.align, clausecmp.align.explain, clausecmp.align.review; print({'numpy', 'scipy', 'rapidfuzz', 'yaml'} & {*sys.modules} - {'yaml'})"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "set()"
    )


def test_many_copies_of_one_sentence_keep_their_order() -> None:
    """More copies than any list of candidates: each finds its own."""
    copies = [Unit(f"{number}(4)", str(number), "paragraph", "", ACCESS) for number in range(1, 40)]
    assert all(
        pair.left == pair.right and pair.score == 1 for pair in align_units(copies, copies).pairs
    )


def test_a_link_to_clauses_that_are_not_there_settles_nothing() -> None:
    """The texts are read then, also where only the pairs are wanted."""
    left, right = make_units(("1", ACCESS), ("2", FUNDS)), make_units(("1", ACCESS), ("3", FUNDS))
    links = [Link(("1",), ("1",)), Link(("2",), ("2",))]
    pairs = align_units(left, right, links=links).pairs
    assert [(pair.left, pair.right, pair.by) for pair in pairs] == [
        (("1",), ("1",), "link"),
        (("2",), ("3",), "text"),
    ]
