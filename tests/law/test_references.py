"""What the provisions named in answering texts become, in invented drafts on harbours."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecmp.align.pairs import Alignment, Join, Pair
from clausecmp.law.references import (
    Answers,
    How,
    Named,
    ReferenceChange,
    compare_named,
    prove_missing,
    read_named,
)
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.references import ReferenceReader
from clausecmp.model.sides import Sides
from clausecmp.model.vocabulary import Relation, Side

NO_MORE, FIRST = Sides("", ""), Sides("1", "1")
QUIET = "Pilots wait at the pier."


def build(texts: dict[str, str], refs: str) -> Draft:
    """A draft with the clauses `1 2(1) 2(2)` (of articles with paragraphs the article follows from
    these); those in `texts` say that, the others nothing of interest."""
    articles: dict[str, list[str]] = {}
    for ref in refs.split():
        articles.setdefault(ref.partition("(")[0], []).append(ref)
    clauses = []
    for article, parts in articles.items():
        below = tuple(
            Clause("paragraph", part[len(article) + 1 : -1], part, text=texts.get(part, QUIET))
            for part in parts
            if "(" in part
        )
        text = texts.get(article, QUIET) if not below else None
        clauses.append(Clause("article", article, article, text=text, clauses=below))
    return Draft("harbour", "1", "Harbour Convention", tuple(clauses))


class Case(NamedTuple):
    """Two drafts and what answers what: `5=7` surely, `5~7` perhaps, `5=` nothing."""

    left: Draft
    right: Draft
    alignment: Alignment

    def compare(self, left: str, right: str) -> list[ReferenceChange]:
        """The changes between the texts of clauses, by their refs."""
        named = [
            [
                one
                for ref in refs.split()
                for one in read_named(ref, draft.by_ref[ref].words, ReferenceReader(draft))
            ]
            for refs, draft in ((left, self.left), (right, self.right))
        ]
        found = compare_named(named[0], named[1], Answers(self.alignment))
        swapped = Answers(swap(self.alignment))
        assert [flip(one) for one in found] == [
            (one.left, one.right, one.how) for one in compare_named(named[1], named[0], swapped)
        ]
        return found


def make_case(
    left: str,
    right: str,
    pairs: str,
    *,
    refs: Sides[str] = NO_MORE,
    at: Sides[str] = FIRST,
) -> Case:
    """`left` and `right`: what the clauses `at` say; `refs`: the others of each draft, by default
    those in the pairs."""
    joins = [re.split("([=~])", pair) for pair in pairs.split()]
    there = [
        list(dict.fromkeys([at[side], *(join[2 * side] for join in joins), *refs[side].split()]))
        for side in (0, 1)
    ]
    drafts = [
        build({at[side]: (left, right)[side]}, " ".join(filter(None, there[side])))
        for side in (0, 1)
    ]
    return Case(drafts[0], drafts[1], align(drafts[0], drafts[1], joins))


def align(left: Draft, right: Draft, joins: list[list[str]]) -> Alignment:
    pairs = []
    for one, sign, other in joins:
        sure = sign == "="
        join = (Join(one, other, 0.9, sure),) if one and other else ()
        relation = Relation.CHANGED if join else Relation.REMOVED if one else Relation.ADDED
        refs = tuple(filter(None, [one])), tuple(filter(None, [other]))
        pairs.append(Pair(*refs, relation, sure=sure, joins=join))
    return Alignment(tuple(pairs), Sides({}, {}), Sides(left, right))


def swap(alignment: Alignment) -> Alignment:
    pairs = tuple(
        Pair(
            pair.right,
            pair.left,
            pair.relation.mirrored,
            sure=pair.sure,
            joins=tuple(Join(one.right, one.left, one.score, one.sure) for one in pair.joins),
        )
        for pair in alignment.pairs
    )
    return Alignment(pairs, alignment.possible.swap(), alignment.drafts.swap())


def flip(one: ReferenceChange) -> tuple[Named | None, Named | None, How]:
    return one.right, one.left, one.how.mirrored


SAYS = "Each Party shall light the harbours under {} within thirty days of a storm."


def changes(left: str, right: str, pairs: str, **more: Sides[str]) -> list[tuple[str, str]]:
    """How and what, for two texts that differ in what they name."""
    case = make_case(SAYS.format(left), SAYS.format(right), pairs, **more)
    at = more.get("at", FIRST)
    return [(one.how.value, one.targets) for one in case.compare(at.left, at.right)]


# reading


def read(text: str, ref: str = "1") -> list[Named]:
    return read_named(ref, text, ReferenceReader(build({}, "1 2(1) 2(2) 3 4 5")))


def test_references_that_are_joined_are_one_mention() -> None:
    found = read("under paragraph 1 or 2 of article 2, article 3 and articles 4 to 5, and lit")
    assert [one.targets for one in found] == [("2(1)", "2(2)", "3", "4", "5")]
    assert found[0].text == "paragraph 1 or 2 of article 2, article 3 and articles 4 to 5"


@pytest.mark.parametrize(
    ("text", "targets", "external", "resolved", "whole"),
    [
        ("under article 3", ("3",), False, True, False),
        ("under this Convention", (), False, True, True),
        ("under article 3 of the Statute", (), True, True, False),
        ("nothing in this article", ("1",), False, True, False),
        ("under point 5 of it", (), False, False, False),
    ],
)
def test_kinds_of_mentions(
    text: str, targets: tuple[str, ...], external: bool, resolved: bool, whole: bool
) -> None:
    [found] = read(text)
    assert found[4:8] == (targets, external, resolved, whole)
    assert text[found.start : found.end] == found.text


def test_what_stands_in_a_range() -> None:
    for text in ("under articles 2 to 5", "aux articles 2 à 5", "第二条至第五条"):
        [found] = read(text)
        assert found.between == {"3", "4"}


def test_texts_that_amend_others_are_left_alone() -> None:
    assert read("In article 4 of the Statute, paragraph 3 is replaced by the following: 'x'") == []


# no change


@pytest.mark.parametrize(
    ("left", "right", "pairs"),
    [
        ("article 5", "article 7", "5=7"),
        ("article 5", "article 7, paragraph 2", "5=7(2) =7(1)"),
        ("paragraphs 1 and 2 of article 5", "article 7", "5(1)=7(1) 5(2)=7(2)"),
        ("articles 5 and 6", "articles 6 and 7", "5=7 6=6"),
        # what answers is not known
        ("article 5", "article 7", "5~7 6=8"),
        ("article 5", "article 8", "5=7"),
        ("article 5", "article 8", "5=7 6~8"),
        # put between the ends of a range
        ("articles 5 to 6", "articles 5 to 7", "5=5 6=7 =6"),
        ("articles 5 to 7", "articles 5 to 6", "5=5 6=9 7=6"),
        # one went, one came
        ("article 5", "article 8", "5= =8"),
        ("article 5", "this Convention", "5=7"),
        ("article 5", "article 8 of the Statute", "5=7 6=8"),
        # the whole article for its paragraphs
        ("article 5", "paragraphs 1 and 2 of article 7", "5=7(1) =7(2)"),
    ],
)
def test_no_change(left: str, right: str, pairs: str) -> None:
    assert changes(left, right, pairs) == []


def test_each_mention_stands_in_its_own_article() -> None:
    """Paragraph 1 of articles 2 and 3, which one article answers."""
    left = build(
        {
            "2(2)": SAYS.format("paragraph 1 of this article"),
            "3(2)": "Nothing in paragraph 1 of this article stops a Party from closing a port.",
        },
        "2(1) 2(2) 3(1) 3(2)",
    )
    right = build(
        {
            "4(2)": SAYS.format("paragraph 1 of this article")
            + " Nothing in article 5 stops a Party from closing a port."
        },
        "4(1) 4(2) 5",
    )
    joins = [["2(1)", "=", "4(1)"], ["2(2)", "=", "4(2)"], ["3(1)", "=", "5"]]
    assert Case(left, right, align(left, right, joins)).compare("2(2) 3(2)", "4(2)") == []


def test_other_places_are_not_held_together() -> None:
    case = make_case(
        "Pilots under article 5 may refuse.", "Tugs of article 8 need a licence.", "5=7 6=8"
    )
    assert case.compare("1", "1") == []


def test_a_target_named_elsewhere_in_the_text_is_no_change() -> None:
    case = make_case(
        SAYS.format("article 5"),
        SAYS.format("article 8") + " Article 7 applies.",
        "5=7 6=8",
    )
    assert [one.how for one in case.compare("1", "1")] == [How.FURTHER]


# changes


@pytest.mark.parametrize(
    ("left", "right", "pairs", "how", "targets"),
    [
        (
            "article 5",
            "article 8",
            "5=7 6=8",
            "retargeted",
            "article 8, which answers article 6, not article 5",
        ),
        ("article 5", "article 8", "5=7 =8", None, ""),
        (
            "articles 4 and 5",
            "articles 4 and 8",
            "4=4 5=7 6=8",
            "retargeted",
            "also article 8, which answers article 6, no longer article 5, which article 7 answers",
        ),
        (
            "article 5",
            "articles 7 and 8",
            "5=7 6=8",
            "reaches further",
            "also article 8, which answers article 6",
        ),
        (
            "article 5",
            "articles 7 and 8",
            "5=7 =8",
            "reaches further",
            "also article 8, which is new",
        ),
        (
            "articles 5 and 6",
            "article 7",
            "5=7 6=",
            "reaches less far",
            "no longer article 6, which is gone",
        ),
        (
            "paragraphs 1 and 2 of article 5",
            "paragraph 1 of article 7",
            "5(1)=7(1) 5(2)=7(2)",
            "reaches less far",
            "no longer article 5(2), which article 7(2) answers",
        ),
        (
            "article 5, article 4(1)",
            "article 5",
            "5=5 4(1)=4(1) 4(2)=4(2)",
            "reaches less far",
            "no longer article 4(1), which article 4(1) answers",
        ),
    ],
)
def test_changes(left: str, right: str, pairs: str, how: str | None, targets: str) -> None:
    assert changes(left, right, pairs) == ([(how, targets)] if how else [])


# what leads nowhere


def test_no_such_provision() -> None:
    case = make_case(
        SAYS.format("paragraph 5 of article 2"),
        SAYS.format("paragraph 2 of article 2"),
        "2(1)=2(1) 2(2)=2(2)",
    )
    [found] = case.compare("1", "1")
    assert found.how is How.NO_SUCH and found.right is None
    assert found.targets == "article 2 has no paragraph 5"


def test_what_leads_nowhere_on_both_sides_is_no_change() -> None:
    text = SAYS.format("paragraph 5 of article 2")
    assert make_case(text, text, "2(1)=2(1) 2(2)=2(2)").compare("1", "1") == []


@pytest.mark.parametrize(
    ("ref", "refs", "proof"),
    [
        ("2(3)", "1 2(1) 2(2)", "article 2 has no paragraph 3"),
        ("2(3)(a)", "1 2(1) 2(2)", "article 2 has no paragraph 3"),
        ("2(2)", "1 2(1) 2(2)", None),
        ("2(3)", "1 2(1) 2(2) 2(4)", None),  # one is missing
        ("2(3)", "1 2", None),  # not cut into paragraphs
        ("2(a)", "1 2(1) 2(2)", None),  # an item of an article with paragraphs
        ("9", "1 2 3", None),  # where the draft ends
        ("2", "1 3", None),
        ("2c", "1 2 2a 2b 3", "there is no article 2c"),
        ("2b", "1 2 3", None),
        ("2b", "1 2 2a", None),
        ("2d", "1 2 2b 2c 3", None),
        ("annex(3)", "1 2", None),
    ],
)
def test_proof(ref: str, refs: str, proof: str | None) -> None:
    assert prove_missing(ref, build({}, refs)) == proof


def test_an_item_within_the_text_is_there() -> None:
    items = (Clause("item", "a", "2(a)", text="wait"), Clause("item", "b", "2(b)", text="call"))
    text = "Pilots shall (c) sing and:"
    draft = Draft("harbour", "1", "H", (Clause("article", "2", "2", text=text, clauses=items),))
    assert prove_missing("2(c)", draft) is None
    assert prove_missing("2(d)", draft) == "article 2 has no point d"


# answers


def test_answers() -> None:
    case = make_case("x", "x", "5(1)=7(1) 5(2)=8 6~9 4=")
    answers = Answers(case.alignment)
    assert answers.find("5", Side.LEFT) == (("7(1)", "8"), True)
    assert answers.find("5(2)", Side.LEFT) == (("8",), True)
    assert answers.find("5(2)(a)", Side.LEFT) == (("8",), True)
    assert answers.find("8", Side.RIGHT) == (("5(2)",), True)
    assert answers.find("6", Side.LEFT) == ((), False)
    assert answers.find("12", Side.LEFT) == ((), False)
    assert answers.is_new("4", Side.LEFT) and not answers.is_new("6", Side.LEFT)


# any drafts

NUMBERS = st.sampled_from(["2", "3", "4", "5", "3(1)", "paragraph 2 of article 3", "2 to 5"])
JOINS = st.lists(
    st.sampled_from("2=2 2=4 3(1)=3(1) 3(2)=5 4=2 4~4 5=5 5= =3(2) =4 3(1)= 4=5".split()),
    max_size=8,
    unique=True,
)


@given(st.lists(NUMBERS, max_size=3), st.lists(NUMBERS, max_size=3), JOINS)
def test_exchanged_sides_give_exchanged_changes(
    left: list[str], right: list[str], joins: list[str]
) -> None:
    texts = [
        " ".join(SAYS.format(f"article {number}") for number in side) or QUIET
        for side in (left, right)
    ]
    case = make_case(
        texts[0], texts[1], " ".join(joins), refs=Sides("2 3(1) 3(2) 4 5", "2 3(1) 3(2) 4 5")
    )
    for one in case.compare("1", "1"):  # which holds the property
        assert one.targets and (one.left or one.right)
