"""Negotiating drafts: options, brackets in headings, numbered recitals, other parts of a file. All
texts are made up."""

from __future__ import annotations

import pytest

from clausecmp.files.drafts import build_draft as load_built
from clausecmp.files.drafts import dump_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.importers.lines import Line, Source
from clausecmp.importers.outline import build_draft, build_drafts
from clausecmp.importers.plain import read_plain
from clausecmp.importers.summary import Summary
from clausecmp.model.draft import Draft, Place
from clausecmp.model.problems import InputError
from clausecmp.model.refs import parse_ref

MARKDOWN = """---
title: Kite agreement, draft of May
---

## Draft agreement on kites

[home]: https://example.org/kites

* TOC
{:toc}

The Parties to this Agreement,

*Recalling* the wind,

**Option 1:** *Noting* that kites are old,

**Option 2:** *Noting* that kites are new,

Have agreed as follows:

## Article 1 *(definitions)*

"Kite" means a toy.

## [Article 1bis] *(colours)*

**Option 1:**

1. Kites [shall][should] be red[^1].
2. Reels may be blue:

   1. in spring;
   2. in autumn.

**Option 2:** No text

## Article 2 *(duties)*

1. **Option 1:** Each Party shall fly one kite.

    **Option 2:** Each Party should fly:

    1. one kite; and
    2. [one reel].

2. Each Party shall keep the string.

[^1]: Red is to be defined.

      It may be light red.
"""


def read(text: str, *, markdown: bool = False, part: str | None = None) -> tuple[Draft, Summary]:
    return build_draft(
        read_plain(text, markdown=markdown),
        path="test.txt",
        instrument="kites",
        version="1",
        part=part,
    )


def test_options_are_clauses_where_they_stand() -> None:
    draft, summary = read(MARKDOWN, markdown=True)
    texts = {ref: clause.text for ref, clause in draft.by_ref.items()}
    assert texts["preamble(2)(option 2)"] == "Noting that kites are new,"
    assert texts["1bis(option 1)(1)"] == "Kites [shall][should] be red."
    assert texts["1bis(option 1)(2)(2)"] == "in autumn."
    assert texts["1bis(option 2)"] == "No text"
    assert texts["2(1)(option 1)"] == "Each Party shall fly one kite."
    assert texts["2(1)(option 2)(2)"] == "[one reel]."
    assert texts["2(2)"] == "Each Party shall keep the string."
    assert draft.by_ref["2(1)(option 2)"].kind == "option"
    assert draft.article_of("2(1)(option 2)(2)").ref == "2"
    assert not summary.gaps


def test_topics_and_brackets_of_headings_stay() -> None:
    draft, _ = read(MARKDOWN, markdown=True)
    assert draft.by_ref["1"].heading == "(definitions)"
    assert draft.by_ref["1bis"].heading == "[Article 1bis] (colours)"


def test_every_clause_knows_its_line() -> None:
    draft, _ = read(MARKDOWN, markdown=True)
    lines = MARKDOWN.split("\n")
    place = draft.source_of("2(2)")
    assert place and place.line and "keep the string" in lines[place.line - 1]
    loaded, problems = load_built(parse_yaml(dump_draft(draft)))
    assert not problems and loaded == draft
    assert str(Place(12)) == "page 12" and str(Place(None, 340)) == "line 340"


def test_what_a_markdown_file_holds_beside_its_text_is_named() -> None:
    _, summary = read(MARKDOWN, markdown=True)
    assert summary.account
    rest = {one.why: one.words for one in summary.account.rest}
    assert rest["notes"] == 11
    assert rest["front matter and link targets"] > 0
    assert summary.account.share == 1.0


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Option 1: (paragraphs 2 and 3)\n\n2. Two.\n\n3. Three.\n\n4. Four.", "4"),
        (
            "Option I: (paragraph 2)\n\n2. Two.\n\nOption II: (paragraphs 2-4)\n\n2. Second.\n\n5. Five.",
            "5",
        ),
    ],
)
def test_an_option_ends_where_it_says(printed: str, expected: str) -> None:
    draft, _ = read(f"Agreement on Kites\n\nArticle 1\nKites\n\n1. One.\n\n{printed}\n")
    assert draft.by_ref[f"1({expected})"].kind == "paragraph"
    assert any("(option" in ref and ref.endswith("(2)") for ref in draft.by_ref)


def test_option_of_a_paragraph_amid_a_sentence_is_text() -> None:
    draft, _ = read(
        "Article 1\n\n1. Kites fly under\n\nOption 1 of paragraph 2 as long as they can."
    )
    assert not any("option" in ref for ref in draft.by_ref)


def test_words_in_curly_brackets_head_the_paragraph_below() -> None:
    draft, _ = read("Article 1\n\n1. One.\n\n{Ambition}\n\n2. Two.")
    assert draft.by_ref["1(2)"].heading == "{Ambition}"
    assert draft.by_ref["1(1)"].text == "One."


def test_numbered_recitals_keep_their_numbers() -> None:
    text = "Agreement on Kites\n\n[The Parties to this Agreement,\n\nPp1 Recalling the wind,\n\nPp2 Noting\n\nPp3 [Minding] the rain,\n\nHave agreed as follows:\n\nArticle 1\n\nFly."
    draft, _ = read(text)
    assert [c.number for c in draft.by_ref["preamble"].clauses] == ["1", "2", "3"]
    assert draft.title == "Agreement on Kites"
    lettered = (
        text.replace("Pp1 ", "a) ")
        .replace("Pp2 Noting", "b) Noting snow,")
        .replace("Pp3 [", "c) [")
    )
    draft, _ = read(lettered)
    assert [c.number for c in draft.by_ref["preamble"].clauses] == ["a", "b", "c"]


def test_recitals_of_one_paragraph_are_parted() -> None:
    text = (
        "Convention on Kites\n\nPreamble The States Parties to this Convention,Deeply concerned that kites are lost in storms and in trees,"
        "Recognizing also that strings tear, in particular in the United Nations buildings, and fall,Having regard to reels,Hereby agree as follows:\n\n"
        "Article 1\n\nKites fly."
    )
    draft, _ = read(text)
    preamble = draft.by_ref["preamble"]
    assert preamble.text == "The States Parties to this Convention,"
    assert [c.text.split()[0] for c in preamble.clauses if c.text] == [
        "Deeply",
        "Recognizing",
        "Having",
    ]
    assert preamble.closing == "Hereby agree as follows:"


FINAL_ACT = """FINAL ACT OF THE CONFERENCE ON KITES

1. The Conference met in Windhausen.

2. It adopted the Convention.

Resolution 1

The Conference,

1. Thanks the wind.

CONVENTION ON KITES

The Parties to this Convention,

Recalling the wind,

Have agreed as follows:

Article 1
Scope

1. Kites.

2. Reels.

Article 2
Entry into force

1. In May.

B. DRAFT DECISION

The Conference of the Parties,

Recalling Article 2,

1. Decides to fly.
"""


def test_the_other_texts_of_a_file_are_parts() -> None:
    draft, summary = read(FINAL_ACT)
    assert [c.ref for c in draft.clauses] == ["preamble", "1", "2"]
    assert draft.title == "CONVENTION ON KITES"
    shown = " ".join(summary.parts)
    assert "final act" in shown and "resolution 1" in shown and "draft decision" in shown
    assert summary.account and summary.account.share == 1.0
    decision, _ = read(FINAL_ACT, part="draft decision")
    assert decision.by_ref["1"].text == "Decides to fly."


def test_all_parts_are_drafts_of_their_own() -> None:
    found = build_drafts(
        read_plain(FINAL_ACT), path="test.txt", instrument="kites", version="1", parts=None
    )
    names = [draft.instrument for draft, _ in found]
    assert names[0] == "kites" and "kites-draft-decision" in names and "kites-final-act" in names


def test_a_paragraph_before_the_articles_takes_no_number_of_theirs() -> None:
    lines = [
        Line(text, None, True, True)
        for text in ("1. Before.", "2. Too.", "Article 1", "One.", "Article 2", "Two.")
    ]
    draft, _ = build_draft(Source("text", tuple(lines)), path="t", instrument="k", version="1")
    assert [c.number for c in draft.clauses if c.kind == "article"] == ["1", "2"]


@pytest.mark.parametrize(
    ("written", "ref"),
    [
        ("annex II(5)", "annex II(5)"),
        ("paragraph 56", "56"),
        ("annex VI, section 2, article 22", "annex VI, section 2, article 22"),
        ("Article 2, option 1, paragraph 3", "2(option 1)(3)"),
        ("art. 3, para. 2, Option (b)", "3(2)(option b)"),
        ("preamble(12)(option 2)", "preamble(12)(option 2)"),
        ("article 5, option II", "5(option II)"),
        ("3 bis (2)", "3bis(2)"),
        ("preamble(a)", "preamble(a)"),
    ],
)
def test_refs_as_printed(written: str, ref: str) -> None:
    assert parse_ref(written) == ref


def test_a_source_says_one_thing() -> None:
    text = "instrument: kites\nversion: '1'\ntitle: Kites\nwording: official\nclauses:\n  - article: 1\n    text: Fly.\n    source: {page: 1, line: 2}\n"
    _, problems = load_built(parse_yaml(text))
    assert any("either 'page' or 'line'" in problem.message for problem in problems)


def test_too_few_words_are_refused_unless_forced(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from clausecmp.importers.imported import import_file

    lost = "\n\n".join(
        f"{word} words that belong to nothing at all" for word in "abcdefghijklmnopqrstuvwxyz"
    )
    path = tmp_path / "kites.txt"
    path.write_text(f"Agreement on Kites\n\n{lost}\n\nArticle 1\n\nFly.\n\nArticle 2\n\nLand.\n")
    with pytest.raises(InputError, match=r"only \d+% of the text's .* words.*left over.*--force"):
        import_file(path, instrument="kites", version="1")
    found = import_file(path, instrument="kites", version="1", force=True)
    assert found.summary.account and found.summary.account.share < 0.7


def test_footnotes_stand_at_their_clauses_and_name_proponents() -> None:
    from clausecmp.model.attributions import Delegation, Delegations, read_clause

    text = MARKDOWN.replace(
        "Red is to be defined.\n\n      It may be light red.", "Proposed by AOSIS."
    )
    draft, _ = read(text, markdown=True)
    clause = draft.by_ref["1bis(option 1)(1)"]
    assert clause.note == "footnote: Proposed by AOSIS."
    known = Delegations([Delegation("aosis", "Alliance of Small Island States", ("AOSIS",))])
    (found,) = read_clause(clause, known)
    assert (found.stance, found.names, found.words) == ("proposed", ("AOSIS",), clause.text)


def test_a_heading_within_a_treaty_is_no_other_text() -> None:
    text = "# Agreement on Kites\n\n## Article 1\n\nKites fly.\n\n**DECLARATION**\n\n## Declaration\n\nA Party may declare.\n\n## Article 2\n\nReels turn.\n"
    draft, summary = read(text, markdown=True)
    assert [c.number for c in draft.clauses if c.kind == "article"] == ["1", "2"]
    assert not summary.parts
