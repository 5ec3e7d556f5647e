"""The reader of cross-references: a table of forms in our own sentences, hostile texts, and that
every user of the reader gives the same answer."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecmp.browse.links import read_links
from clausecmp.check.run import check_paths
from clausecmp.law.references import read_named
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.references import ReferenceReader, Word, find_clause, read_references
from clausecmp.model.refs import format_ref
from clausecmp.model.vocabulary import Side
from tests.conftest import make_draft

FORMS = [
    # own clause, text, refs
    # one article
    ("8(2)", "Harbours under article 40 stay open.", "40"),
    ("8(2)", "Article 28(4) applies.", "28(4)"),
    ("8(2)", "Pilots of Art. 12 wait.", "12"),
    ("8(2)", "See article 4 bis and article 4a.", "4bis 4a"),
    ("8(2)", "as article 7, paragraph 1 (b), says", "7(1)(b)"),
    ("8(2)", "as Article 4, paragraph 2, a, says", "4(2)(a)"),
    ("8(2)", "under article 4, paragraph 2.a, or later", "4(2)(a)"),
    ("8(2)", "under article 9.2.a and c. of this Convention", "9(2)(a) 9(2)(c)"),
    ("8(2)", "under article 9, paragraph 2 a) of this Convention", "9(2)(a)"),
    ("8(2)", "under article 9, paragraph 2 b) (i), of this Convention", "9(2)(b)(i)"),
    ("8(2)", "under article one", "1"),
    # lists and ranges
    (
        "8(2)",
        "articles 3 to 5, 7 and 9, paragraph 1 (a) and (c)",
        "3 4 5 7 9(1)(a) 9(1)(c)",
    ),
    ("8(2)", "Articles 2 through 5", "2 3 4 5"),
    ("8(2)", "Articles 2 through 4, and 9.1.a and c. of this Convention", "2 3 4 9(1)(a) 9(1)(c)"),
    ("8(2)", "Articles 2-4", "2 3 4"),
    ("8(2)", "Articles 2–4 and/or 6", "2 3 4 6"),
    ("8(2)", "articles 1 to 999", "1 999"),
    ("8(2)", "articles 31, paragraph 1, and 54", "31(1) 54"),
    ("8(2)", "articles 31, paragraph 1, and 54, paragraph 2 (a),", "31(1) 54(2)(a)"),
    ("8(2)", "articles 31, paragraphs 1 and 2, and 54", "31(1) 31(2) 54"),
    ("8(2)", "Articles 2, 6, paragraph 1.b, 7, 9 paragraph 3, and 10", "2 6(1)(b) 7 9(3) 10"),
    ("8(2)", "article 6, paragraphs 1 (a) and 2", "6(1)(a) 6(2)"),
    ("8(2)", "article 6, paragraph 1 and 2", "6(1) 6(2)"),
    ("8(2)", "article 6, paragraph 1, or article 7, paragraph 2", "6(1) 7(2)"),
    ("8(2)", "articles 3 to 9, paragraph 1", "3 4 5 6 7 8 9(1)"),
    ("8(2)", "Article 35(4), (5) and (6)", "35(4) 35(5) 35(6)"),
    ("8(2)", "article 5, 30 days after the storm", "5"),
    ("8(2)", "articles 5 and 6, 2 per cent of it", "5 6"),
    # items
    (
        "8(2)",
        "article 17, paragraph 1 (a) (i) or (ii) or (b) (i)",
        "17(1)(a)(i) 17(1)(a)(ii) 17(1)(b)(i)",
    ),
    (
        "8(2)",
        "article 40, paragraph 21 (b) and (c) and paragraph 22",
        "40(21)(b) 40(21)(c) 40(22)",
    ),
    ("8(2)", "paragraph 1 (a) to (d) of this article", "8(1)(a) 8(1)(b) 8(1)(c) 8(1)(d)"),
    ("8(2)", "paragraph 1 (h) and (i)", "8(1)(h) 8(1)(i)"),
    ("8(2)", "paragraph 1 (c) (i) to (iv)", "8(1)(c)(i) 8(1)(c)(ii) 8(1)(c)(iii) 8(1)(c)(iv)"),
    ("8(2)", "paragraphs 1.b through 1.d of this article", "8(1)(b) 8(1)(c) 8(1)(d)"),
    (
        "8(2)",
        "paragraphs 1, sub-paragraphs d. and e, and 2, sub-paragraphs b. and c.",
        "8(1)(d) 8(1)(e) 8(2)(b) 8(2)(c)",
    ),
    ("8(2)", "article 9, paragraph 1, subparagraph (b)", "9(1)(b)"),
    ("8(2)", "Article 3(1), point (a)", "3(1)(a)"),
    ("8(2)", "point (a) of Article 3(1)", "3(1)(a)"),
    ("8(2)", "points (a) and (b) of paragraph 3", "8(3)(a) 8(3)(b)"),
    ("8(2)", "subparagraph (b) of paragraph 1 of article 24", "24(1)(b)"),
    ("8(2)", "subparagraph (a)", "8(2)(a)"),
    ("8(2)(a)", "subparagraph (b)", "8(2)(b)"),
    ("8(2)(a)", "subparagraphs d) (i) and (ii) of this paragraph", "8(2)(d)(i) 8(2)(d)(ii)"),
    ("8(2)(a)(i)", "subparagraph (ii)", "8(2)(a)(ii)"),
    ("8(2)(a)(i)", "subparagraph (c)", "8(2)(c)"),
    ("29(a)", "subparagraph (b) of this article", "29(b)"),
    # paragraphs
    ("8(2)", "paragraphs 1 to 3 of this article", "8(1) 8(2) 8(3)"),
    ("8(2)", "paragraphs 1 and 2 of article 24", "24(1) 24(2)"),
    ("8(2)", "paragraph 1 of articles 24 and 25", "24(1) 25(1)"),
    ("8(2)", "paragraph 1 above and paragraph (3) (j) below", "8(1) 8(3)(j)"),
    ("8(2)", "under article 5 and paragraph 2 of this article", "5 8(2)"),
    ("8(2)", "under article 5 or paragraph 3", "5 8(3)"),
    ("8(2)", "paragraph 2, a Party may wait", "8(2)"),
    ("8(2)", "paragraphs 1 and a harbour", "8(1)"),
    ("8(2)", "Article 24, with the exception of paragraphs 4 and 5, applies", "24 24(4) 24(5)"),
    ("8(2)", "article 24 and paragraph 3 of that article", "24 24(3)"),
    ("preamble(3)", "paragraph 2", "preamble(2)"),
    ("annex I, article 3(1)", "paragraph 2", "annex I, article 3(2)"),
    ("8(2)", "Article 6(2), as paragraph 1 or paragraph 5 of that Article says", "6(2) 6(1) 6(5)"),
    ("8(2)", "Article 6(2), as paragraph 1 of that Article says", "6(2) 6(1)"),
    ("8(2)", "either point (a) or in point (b) of point (10) of Article 2", "2(10)(a) 2(10)(b)"),
    (
        "8(2)",
        "point (b) applies; point (a) and point (c) of that subparagraph do not",
        "8(2)(b) 8(2)(a) 8(2)(c)",
    ),
    # parts of a paragraph, which have no number of their own
    ("8(2)", "Article 5(1), first subparagraph, points (a) to (c)", "5(1)(a) 5(1)(b) 5(1)(c)"),
    ("8(2)", "paragraph 1, second subparagraph, point (b), of this Article", "8(1)(b)"),
    ("8(2)", "Article 5(1), first and second subparagraphs", "5(1)"),
    ("8(2)", "Article 5(1), second subparagraph, of Directive 2003/6/EC", ""),
    # the item and what holds it
    (
        "8(2)",
        "points (a) to (c), (f) and (h) of Article 9(1)",
        "9(1)(a) 9(1)(b) 9(1)(c) 9(1)(f) 9(1)(h)",
    ),
    ("8(2)", "points (i) and (ii) of point (k) of Article 3", "3(k)(i) 3(k)(ii)"),
    (
        "8(2)",
        "Article 4(1), points (a) and (b) of Article 6(2), Article 7",
        "4(1) 6(2)(a) 6(2)(b) 7",
    ),
    ("8(2)", "point (b) of Part II of Annex I", ""),
    ("8(2)", "point 6 of the Annex", "annex(6)"),
    ("8(2)", "in Annex II, point (d), and article 3", "annex~II annex~II(d) 3"),
    ("8(2)", "in Annex II, point (d), of Directive 2003/6/EC", ""),
    ("8(2)", "the report under paragraph 1 or of other events", "8(1)"),
    # without a number
    ("8(2)", "nothing in this article", "8"),
    ("8(2)(a)", "for the purposes of this paragraph", "8(2)"),
    ("8(2)", "the preceding paragraph", "8(1)"),
    ("8(2)", "the following article", "9"),
    ("8(1)", "the preceding paragraph", ""),
    ("8(2)(b)", "the preceding subparagraph", "8(2)(a)"),
    ("8(2)", "the present Convention", "whole"),
    ("8(2)", "as article 3 or the rest in this Convention says", "3 whole"),
    # divisions
    ("8(2)", "chapter IV", "chapter IV"),
    ("8(2)", "chapters II to IV of this Convention", "chapter II chapter III chapter IV"),
    ("8(2)", "section 2 of chapter III", "chapter III, section 2"),
    ("8(2)", "annex I", "annex I"),
    ("8(2)", "article 3 of annex I", "annex I, article 3"),
    ("8(2)", "articles 16 and 17 of chapter II", "16 17"),
    # other instruments
    ("8(2)", "article 16 of the United Nations Convention on Lighthouses", ""),
    ("8(2)", "article 5 of the Statute", ""),
    ("8(2)", "article 20.d of the Statute", ""),
    ("8(2)", "Article 3(1) of Directive 2003/6/EC", ""),
    ("8(2)", "Article 35(4) or Article 25(2) of Directive 2003/6/EC", ""),
    ("8(2)", "article 3 of this Convention and article 5 of the Statute", "3"),
    ("8(2)", "Article 3, Articles 5 to 7 and point (a) of Article 9(1) of the Statute", ""),
    ("8(2)", "Articles 5 to 7, with the exception of Article 6(2), of the Statute", ""),
    ("8(2)", "paragraph 1 and article 5 of the Statute", "8(1)"),
    ("8(2)", "Article 4(1) to (4) of, and Annex II to, the Statute", ""),
    ("8(2)", "paragraph 2 of article 5 of the Statute", ""),
    ("8(2)", "Article 5 of the Statute and paragraph 2 of that article", ""),
    ("8(2)", "annex II to the Statute", ""),
    # no references
    ("8(2)", "articles of clothing, paragraphs of prose, a point of contact", ""),
    ("8(2)", "in part or in whole; an item or two; at this point; title to assets", ""),
    ("8(2)", "particle 5, subarticle 6", ""),
    ("8(2)", "article ² and paragraph ①", ""),
    ("8(2)", "article " + "5" * 5000, ""),
    # where it is not known which clause speaks
    (None, "paragraph 1 of article 24, and paragraph 2 of this article", "24(1)"),
    (None, "this article, subparagraph (a), the preceding paragraph", ""),
]


@pytest.mark.parametrize(("own", "text", "refs"), FORMS)
def test_form(own: str | None, text: str, refs: str) -> None:
    wanted = [] if not refs else [ref.replace("~", " ") for ref in _split(refs)]
    found = read_references(text, own)
    assert [target.ref for reference in found for target in reference.targets] == wanted
    at = 0
    for reference in found:
        assert at <= reference.start < reference.end <= len(text)
        at = reference.end
        for target in reference.targets:
            assert reference.start <= target.start <= target.end <= reference.end


LANGUAGES = [
    # own clause, text, refs, the words that the first reference is
    ("8(2)", "selon l’article 5, paragraphe 2, le phare", "5(2)", "article 5, paragraphe 2"),
    ("8(2)", "au paragraphe 1 du présent article", "8(1)", "paragraphe 1"),
    ("8(2)", "à l'alinéa b) du paragraphe 3 ci-dessus", "8(3)(b)", "alinéa b) du paragraphe 3"),
    (
        "8(2)",
        "aux articles 5 à 7 et 9 de la présente Convention",
        "5 6 7 9",
        "articles 5 à 7 et 9",
    ),
    ("8(2)", "à l’article 5 de la Convention et à l’article 6 de celle-ci", "", "article 5"),
    ("8(2)", "el artículo 5, párrafo 2", "5(2)", "artículo 5, párrafo 2"),
    ("8(2)", "los párrafos 1 y 3 del presente artículo", "8(1) 8(3)", "párrafos 1 y 3"),
    ("8(2)", "párrafo 2 j) del artículo 12", "12(2)(j)", "párrafo 2 j) del artículo 12"),
    ("8(2)", "el artículo 5 de la Convención", "", "artículo 5"),
    ("8(2)", "согласно пункту 2 статьи 5", "5(2)", "пункту 2 статьи 5"),
    ("8(2)", "в пунктах 1 и 3 настоящей статьи", "8(1) 8(3)", "пунктах 1 и 3"),
    ("8(2)", "подпунктом b) пункта 3 выше", "8(3)(b)", "подпунктом b) пункта 3"),
    ("8(2)", "в статьях 5 и 7; статьей 9 Конвенции", "5 7", "статьях 5 и 7"),
    ("8(2)", "根据第五条第一款和第二款", "5(1) 5(2)", "第五条第一款和第二款"),
    ("8(2)", "根据本条第三款，灯塔", "8(3)", "本条第三款"),
    ("8(2)", "第二十三条至第二十五条", "23 24 25", "第二十三条至第二十五条"),
    ("8(2)", "《公约》第一百二十条第一款", "", "《公约》第一百二十条第一款"),
    ("8(2)", "第二九八条；该条第二款", "298 298(2)", "第二九八条"),
    ("8(2)", "وفقا للفقرة 2 من المادة 5", "5(2)", "للفقرة 2 من المادة 5"),
    ("8(2)", "الفقرة 1 من هذه المادة", "8(1)", "الفقرة 1"),
    ("8(2)", "المادة ٥ من الاتفاقية", "", "المادة ٥"),
]


@pytest.mark.parametrize(("own", "text", "refs", "words"), LANGUAGES)
def test_languages(own: str, text: str, refs: str, words: str) -> None:
    found = read_references(text, own)
    assert [ref for reference in found for ref in reference.refs] == refs.split()
    assert text[found[0].start : found[0].end].lstrip("بو") == words.lstrip("بو")
    for reference in found:
        for target in reference.targets:
            assert reference.start <= target.start <= target.end <= reference.end <= len(text)


def _split(refs: str) -> list[str]:
    """`3 chapter II annex I, article 3` as its refs."""
    found: list[str] = []
    for word in refs.split():
        if (
            found
            and found[-1].split()[-1].rstrip(",")
            in (
                "chapter",
                "section",
                "annex",
                "article",
            )
            or found
            and found[-1].endswith(",")
        ):
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def test_words_that_name_a_clause() -> None:
    text = (
        "Under articles 3 to 5 and 9, paragraph 1, of this Convention and paragraph 2 of article 6."
    )
    named = [
        (text[target.start : target.end], target.ref)
        for reference in read_references(text, "8")
        for target in reference.targets
    ]
    assert named == [
        ("articles 3", "3"),
        (" to ", "4"),
        ("5", "5"),
        ("9, paragraph 1", "9(1)"),
        ("paragraph 2 of article 6", "6(2)"),
    ]


def test_kinds_of_references() -> None:
    text = "this article; article 3; chapter II; article 5 of the Statute; this Convention"
    found = read_references(text, "8")
    assert [one.word for one in found] == [
        Word.ARTICLE,
        Word.ARTICLE,
        Word.DIVISION,
        Word.ARTICLE,
        Word.INSTRUMENT,
    ]
    assert [one.own for one in found] == [True, False, False, False, True]
    assert [one.external for one in found] == [False, False, False, True, False]


def build(kind: str, number: str, *below: Clause) -> Clause:
    return Clause(kind, number, "", text="Words.", clauses=below)


def place(clause: Clause, parent: str | None = None) -> Clause:
    ref = format_ref(clause.kind, clause.number, parent)
    below = tuple(place(one, ref) for one in clause.clauses)
    return Clause(clause.kind, clause.number, ref, text=clause.text, clauses=below)


def draft(*clauses: Clause) -> Draft:
    return Draft("harbour", "1", "Harbour Convention", tuple(map(place, clauses)))


TREATY = draft(
    build(
        "part",
        "I",
        build("chapter", "I", build("article", "1"), build("article", "2")),
        build(
            "chapter",
            "II",
            build("article", "3"),
            build(
                "article",
                "4",
                build("paragraph", "1", build("item", "a"), build("item", "b")),
                build(
                    "paragraph", "3", build("item", "a"), build("item", "abis"), build("item", "b")
                ),
            ),
            build("article", "4bis"),
            build("article", "6"),
        ),
    ),
    build("part", "II", build("chapter", "I", build("article", "7"))),
    build("annex", "I", build("article", "1"), build("article", "2")),
)
RESOLUTION = draft(build("paragraph", "1"), build("paragraph", "2", build("item", "a")))


@pytest.mark.parametrize(
    ("own", "text", "refs"),
    [
        ("6", "articles 2 to 6", ["2", "3", "4", "4bis", "6"]),
        ("6", "articles 4 to 199", ["4", "199"]),
        ("4(1)", "paragraph 3 (a) to (b)", ["4(3)(a)", "4(3)(abis)", "4(3)(b)"]),
        ("4(1)(a)", "subparagraph (b)", ["4(1)(b)"]),
        ("4(1)(a)", "subparagraph (b) of this article", ["4(1)(b)"]),
        ("4(1)", "subparagraph (b)", ["4(1)(b)"]),
        ("4(3)", "the preceding paragraph", ["4(1)"]),
        ("4bis", "the preceding article", ["4"]),
        ("6", "chapter II", ["part I, chapter II"]),
        ("6", "chapter I", ["part I, chapter I"]),
        ("7", "chapter I", ["part II, chapter I"]),
        ("7", "this chapter", ["part II, chapter I"]),
        ("annex I, article 1", "article 2", ["annex I, article 2"]),
        ("annex I, article 1", "article 2 of this Convention", ["2"]),
        ("annex I, article 1", "article 6", ["6"]),
        ("6", "article 12", ["12"]),
    ],
)
def test_against_the_draft(own: str, text: str, refs: list[str]) -> None:
    found = read_references(text, own, TREATY)
    assert [target.ref for reference in found for target in reference.targets] == refs


def test_paragraphs_of_a_resolution() -> None:
    found = read_references("paragraph 2 (a) of this resolution", "1", RESOLUTION)
    assert [reference.refs for reference in found] == [("2(a)",)]


def test_the_nearest_clause_that_exists() -> None:
    assert find_clause("4(1)(a)", TREATY) == "4(1)(a)"
    assert find_clause("4(2)(a)", TREATY) == "4"
    assert find_clause("12(1)", TREATY) is None


PIECES = st.sampled_from(
    "article articles paragraph paragraphs subparagraph chapter this that of the to and , ( ) . a b ii 3 14 ² ① IV "
    "bis Convention preceding - through annex paragraphe présent artículo párrafo y статьи пункта 第五条 第二款 本条 和 至 "
    "المادة الفقرة من هذه 《公约》".split()
)


@given(st.lists(PIECES, max_size=25), st.sampled_from([None, "8", "8(2)(a)", "title", "preamble"]))
def test_any_words_are_read_without_failing(words: list[str], own: str | None) -> None:
    text = " ".join(words)
    for one in (None, TREATY):
        at = 0
        for reference in read_references(text, own, one):
            assert at <= reference.start < reference.end <= len(text)
            at = reference.end


@pytest.mark.parametrize(
    "text",
    [
        "article " * 20_000,
        "articles 1" + ", 1" * 20_000,
        "paragraph 1 of " * 2_000 + "article 3",
        "article 1" + "(a)" * 20_000,
        "article 1 and paragraph 2" + " 1 and" * 20_000,
        "article" + " " * 100_000 + "1",
        "subparagraph (a) of " * 2_000,
        "point (a) of point (b) and " * 5_000,
        "Article 1, " * 20_000 + "Article 2 of the Statute",
        "paragraphe 1 du présent article et de l’" * 5_000,
        "пункт 1 статьи " * 5_000,
        "第一款和" * 20_000,
        "第" + "一" * 100_000 + "条",
        "《公约" * 20_000 + "第一条",
        "الفقرة 1 من " * 10_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_texts_are_read_in_time(text: str) -> None:
    start = time.monotonic()
    read_references(text, "8(2)", TREATY)
    assert time.monotonic() - start < 5


LIST = "Articles 3 to 5, 7 and 9, paragraph 1 (a) and (c), apply."


def test_every_user_of_the_reader_gives_the_same_answer(tmp_path: Path) -> None:
    """The law room, the browser and the rule of broken references, on one list that seven readers
    once read in different ways."""
    articles = "\n".join(
        f"  - {{article: {number}, text: Pilots wait at pier {number}.}}" for number in range(2, 9)
    )
    text = f"""instrument: quay
version: "1"
title: Agreement on Quays
wording: restated
clauses:
  - {{article: 1, text: "{LIST}"}}
{articles}
  - article: 9
    clauses:
      - paragraph: 1
        text: "Pilots shall:"
        clauses:
          - {{item: a, text: wait;}}
          - {{item: b, text: call;}}
          - {{item: c, text: leave.}}
"""
    draft = make_draft(text)
    expected = ["3", "4", "5", "7", "9(1)(a)", "9(1)(c)"]
    assert [ref for one in read_references(LIST, "1", draft) for ref in one.refs] == expected
    assert [
        ref for one in read_named("1", LIST, ReferenceReader(draft)) for ref in one.targets
    ] == expected
    assert {span.link.ref for span in read_links("1", Side.RIGHT, draft)} <= set(expected)
    path = tmp_path / "drafts" / "quay" / "1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    assert list(check_paths([path]).problems) == []
    path.write_text(text.replace("{item: c, ", "{item: d, "), encoding="utf-8")
    broken = [one for one in check_paths([path]).problems if one.rule == "broken-reference"]
    assert len(broken) == 1 and "refers to 9(1)(c)" in broken[0].message
