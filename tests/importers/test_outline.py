"""The outline parser: what lines of a treaty mean. The treaties here are made up."""

from __future__ import annotations

import contextlib
import re
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clausecmp.files.drafts import build_draft as load_built
from clausecmp.files.drafts import dump_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.importers.lines import BREAK, Line, Source, Speller, join_lines, mend_text
from clausecmp.importers.markers import read_marker, split_markers
from clausecmp.importers.nesting import Fragment, nest
from clausecmp.importers.outline import NO_TEXT, build_draft
from clausecmp.importers.plain import read_plain
from clausecmp.importers.summary import Summary
from clausecmp.model.draft import Draft
from clausecmp.model.problems import InputError
from clausecmp.render.import_rows import summary_data, summary_rows


def outline(text: str, *, part: str | None = None, markdown: bool = False) -> tuple[Draft, Summary]:
    return build_draft(
        read_plain(text, markdown=markdown),
        path="test.txt",
        instrument="kites",
        version="1",
        part=part,
    )


def refs(draft: Draft) -> list[str]:
    return [ref for ref in draft.by_ref if ref != "title"]


def reload(draft: Draft) -> Draft | None:
    loaded, problems = load_built(parse_yaml(dump_draft(draft)))
    assert not problems, problems
    return loaded


TREATY = """Agreement on Kites

The Parties to this Agreement,

Recalling that kites fly,

Minding the wind,

Have agreed as follows:

CHAPTER I
GENERAL PROVISIONS

Section 1
Words

Article 1. Use of terms [agreed ad referendum]

For the purposes of this Agreement:

(a) "Kite" means a toy;

(b) "Reel" means:

(i) a wheel; or

(ii) a stick;

which holds the string.

Section 2
Duties

Article 2
Care

1. Each Party shall [, where appropriate,] mend kites. [agreed ad referendum]

A Party may ask a neighbour.

[2. No Party [shall] [may] cut a string.]

CHAPTER II
LAST PROVISIONS

Article 3

The mayor keeps this Agreement.

IN WITNESS WHEREOF the undersigned have signed.

Annex I
Colours

(a) Red;
(b) Blue.
"""


def test_a_whole_treaty() -> None:
    draft, summary = outline(TREATY)
    assert draft.title == "Agreement on Kites"
    assert draft.wording == "official" and draft.language == "en"
    assert refs(draft) == [
        "preamble",
        "preamble(1)",
        "preamble(2)",
        "chapter I",
        "chapter I, section 1",
        "1",
        "1(a)",
        "1(b)",
        "1(b)(i)",
        "1(b)(ii)",
        "chapter I, section 2",
        "2",
        "2(1)",
        "2(2)",
        "chapter II",
        "3",
        "annex I",
        "annex I(a)",
        "annex I(b)",
    ]
    assert draft.by_ref["preamble"].text == "The Parties to this Agreement,"
    assert draft.by_ref["preamble"].closing == "Have agreed as follows:"
    assert draft.by_ref["chapter I"].heading == "GENERAL PROVISIONS"
    assert (summary.articles, summary.paragraphs, summary.items, summary.recitals) == (3, 2, 6, 2)
    assert [left.text for left in summary.left_over] == [
        "IN WITNESS WHEREOF the undersigned have signed."
    ]
    assert reload(draft) == draft


def test_status_brackets_closing_and_further_paragraphs() -> None:
    draft, _ = outline(TREATY)
    assert (
        draft.by_ref["1"].heading == "Use of terms"
        and draft.by_ref["1"].status == "agreed-ad-referendum"
    )
    assert draft.by_ref["1(b)"].closing == "which holds the string."
    assert (
        draft.by_ref["2(1)"].text
        == "Each Party shall [, where appropriate,] mend kites. A Party may ask a neighbour."
    )
    assert draft.by_ref["2(1)"].status == "agreed-ad-referendum"
    assert draft.by_ref["2(2)"].text == "[No Party [shall] [may] cut a string.]"


@pytest.mark.parametrize(
    ("markers", "expected"),
    [
        ("(g) (h) (i) (j)", ["0g", "0h", "0i", "0j"]),
        ("(a) (b): (i) (ii) (c)", ["0a", "0b", "1i", "1ii", "0c"]),
        ("(g) (h): (i) (ii) (i) (j)", ["0g", "0h", "1i", "1ii", "0i", "0j"]),
        ("(t) (u) (v) (w)", ["0t", "0u", "0v", "0w"]),
        (
            "1. (a) (b) 2. (a): (i) (ii) (iii) (b)",
            ["0 1", "1a", "1b", "0 2", "1a", "2i", "2ii", "2iii", "1b"],
        ),
        (
            "1. 2. 3. a) b) (i) (ii) c) 4.",
            ["0 1", "0 2", "0 3", "1a", "1b", "2i", "2ii", "1c", "0 4"],
        ),
        ("(a): (i): a. b. (ii) (b)", ["0a", "1i", "2a", "2b", "1ii", "0b"]),
        ("A. B. (1) (2) C.", ["0A", "0B", "1 1", "1 2", "0C"]),
    ],
)
def test_markers_are_resolved_by_their_sequence(markers: str, expected: list[str]) -> None:
    if expected[0] in ("0g", "0t"):  # begin where the alphabet does
        first = expected[0][1]
        lead = [chr(code) for code in range(97, ord(first))]
        markers, expected = (
            " ".join(f"({letter})" for letter in lead) + " " + markers,
            [f"0{letter}" for letter in lead] + expected,
        )
    fragments = []
    for marker in markers.split():
        text = f"{marker.rstrip(':')} Words{':' if marker.endswith(':') else ';'}"
        fragments.append(Fragment(text, read_marker(text), True))
    steps = nest(fragments)
    assert [
        f"{step.depth}{' ' if step.marker.number.isdigit() else ''}{step.marker.number}"
        for step in steps
        if step.marker
    ] == expected


def test_a_reference_at_a_line_start_is_no_item() -> None:
    text = (
        "Article 1\nScope\n\n1. A Party may say, in accordance with article 4, paragraph 1\n(b) of this Agreement, that it has no kites at all and that\n"
        "it will not fly any, as described in article 3, paragraph\n2. It then keeps out of the wind for as long as the other\nParties fly theirs on the hill, in the\n"
        "Article 5 sense.\n\n2. Nothing here covers birds, which fly without any string and\nwithout any Party.\n"
    )
    draft, _ = outline(text)
    assert refs(draft) == ["1", "1(1)", "1(2)"]
    assert "paragraph 1 (b) of this Agreement" in (draft.by_ref["1(1)"].text or "")


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("Article 5. Kites", "5", "Kites"),
        ("ARTICLE 5\nKITES", "5", "KITES"),
        ("Article 5 – Kites", "5", "Kites"),
        ("Article 5: Kites", "5", "Kites"),
        ("Article 5\n\nKites", "5", "Kites"),
        ("Art. 5 Kites", "5", "Kites"),
        ("Article 5 bis. Kites", "5bis", "Kites"),
        ("Article V\nKites", "5", "Kites"),
        ("Article premier\nObjet", "1", "Objet"),
        ("Artículo 5. Cometas", "5", "Cometas"),
        ("Статья 5\nЗмеи", "5", "Змеи"),
        ("第五条 风筝", "5", "风筝"),
        ("第二十五条\n风筝", "25", "风筝"),
        ("[Article 5. Kites]", "5", "[Kites]"),
        ("**Article 5** Kites", "5", "Kites"),
        ("Article 5", "5", None),
        ("Article 5\nAnnexes", "5", "Annexes"),
        ("Article 5\tKites", "5", "Kites"),
    ],
)
def test_article_headings(heading: str, number: str, title: str | None) -> None:
    draft, _ = outline(
        f"{heading}\n\n1. The first.\n\n2. The second.\n", markdown=heading.startswith("*")
    )
    assert draft.by_ref[number].heading == title
    assert refs(draft) == [number, f"{number}(1)", f"{number}(2)"]


def test_headings_on_several_lines() -> None:
    draft, _ = outline(
        "Article 1\nRelation between this Agreement and\nthe wind, the hill and\nthe beach\n\n1. First.\n\n2. Second.\n"
    )
    assert (
        draft.by_ref["1"].heading
        == "Relation between this Agreement and the wind, the hill and the beach"
    )


def test_one_long_sentence_is_text_and_no_heading() -> None:
    draft, _ = outline(
        "Article 1\nEach Party shall fly one kite on the first day of each month, if there is wind.\n\nArticle 2 The mayor keeps this Convention for all of the Parties.\n"
    )
    assert draft.by_ref["1"].heading is None and draft.by_ref["2"].heading is None
    assert draft.by_ref["2"].text == "The mayor keeps this Convention for all of the Parties."


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Договор\n\nСтатья 1\nСфера\n\n1. Слова:\n\na) змеи;\n\nb) ветер.\n\n2. Ещё.",
            "ru",
            ["1", "1(1)", "1(1)(a)", "1(1)(b)", "1(2)"],
        ),
        (
            "Договор о змеях\n\nСтатья 1\nСфера\n\nСлова для целей настоящего Договора:\n\nа) змеи;\n\nб) ветер.\n",
            "ru",
            ["1", "1(a)", "1(b)"],
        ),
        (
            "公约\n\n第一章 总则\n\n第一条\n范围\n\n一、本公约适用于：\n\n（一）风筝；\n\n（二）风。\n\n二、鸟类除外。",
            "zh",
            ["chapter 1", "1", "1(1)", "1(1)(a)", "1(1)(b)", "1(2)"],
        ),
        (
            "Accord\n\nTITRE I\nDES CERFS-VOLANTS\n\nArticle 1er\nObjet\n\nLe présent Accord vise :\n\na) les cerfs-volants ;\n\nb) le vent.",
            "fr",
            ["title I", "1", "1(a)", "1(b)"],
        ),
        (
            "Acuerdo\n\nCAPÍTULO I\nCOMETAS\n\nArtículo 1\nObjeto\n\n1. El viento.\n\n2. Las cometas.",
            "es",
            ["chapter I", "1", "1(1)", "1(2)"],
        ),
    ],
)
def test_languages(text: str, language: str, expected: list[str]) -> None:
    draft, _ = outline(text)
    assert draft.language == language
    assert refs(draft) == expected


RESOLUTION = """The General Assembly,

Recalling its resolution 1/1 of 1 May 2001,

1. Adopts the Agreement that is annexed to this resolution;

2. Asks the mayor to report.

Annex

Agreement on Kites

Preamble

The Parties to this Agreement,

Minding the wind,

Have agreed as follows:

Article 1
Scope

This Agreement covers kites.

Article 2
End

1. Land.

2. Pack.
"""


def test_the_convention_annexed_to_a_resolution_is_taken() -> None:
    draft, summary = outline(RESOLUTION)
    assert draft.title == "Agreement on Kites"
    assert refs(draft) == ["preamble", "preamble(1)", "1", "2", "2(1)", "2(2)"]
    assert summary.part == "annex" and summary.parts[0].startswith("resolution")
    shown = ["".join(piece.text for piece in row.left) for row in summary_rows(summary, draft, "x")]
    assert any("also in the file" in line for line in shown)
    assert summary_data(summary, draft, "x")["parts"] == list(summary.parts)


def test_the_resolution_itself_can_be_chosen() -> None:
    draft, _ = outline(RESOLUTION, part="resolution")
    assert refs(draft) == ["preamble", "preamble(1)", "1", "2"]
    assert draft.by_ref["1"].kind == "paragraph"


def test_an_unknown_part_names_those_there_are() -> None:
    with pytest.raises(
        InputError,
        match=r"part 'annex IX' is not in this file.*resolution.*annex \(Agreement on Kites, 2 articles, 31 words\)",
    ):
        outline(RESOLUTION, part="annex IX")


def test_gaps_and_doubts_are_told() -> None:
    draft, summary = outline(
        "Kite Treaty\n\nArticle 1\nA\n\n1. One.\n\n3. Three.\n\nArticle 3\nC\n\nArticle 4\nD\n\nText.\n\nArticle 4\nD\n\nMore text.\n"
    )
    assert "article 2 not found" in summary.gaps and "1, paragraph 2 not found" in summary.gaps
    assert draft.by_ref["3"].text == NO_TEXT and draft.by_ref["3"].note
    assert draft.by_ref["1(3)"].note
    assert draft.by_ref["4-2"].note and "more than once" in draft.by_ref["4-2"].note
    assert reload(draft) == draft


def test_a_table_of_contents_is_left_out() -> None:
    contents = "".join(
        f"Article {number}. Kite {number} ......... {number}\n" for number in range(1, 7)
    )
    bare = "".join(f"Article {number}\nKite {number}\n\n" for number in range(1, 7))
    body = "".join(
        f"Article {number}\nKite {number}\n\nThe kite has the number {number}.\n\n"
        for number in range(1, 7)
    )
    full = contents.replace("Kite 4 .........", "A title that fills its line..")
    for lead in (contents, bare, full, full.replace("\n", "\n\n")):
        draft, _ = outline("Kite Treaty\n\n" + lead + "\n\n" + body)
        assert refs(draft) == ["1", "2", "3", "4", "5", "6"]
        assert draft.by_ref["6"].text == "The kite has the number 6."


def test_text_without_outline_is_refused() -> None:
    with pytest.raises(InputError, match="no articles, numbered paragraphs or recitals"):
        outline("A letter about kites.\n\nThey fly.\n")


@pytest.mark.parametrize(
    ("first", "second", "words", "expected"),
    [
        ("wit" + BREAK, "nesses came", "witnesses", "witnesses came"),
        ("non" + BREAK, "disclosure", "non-disclosure", "non-disclosure"),
        ("Secretary" + BREAK, "General", "", "Secretary-General"),
        ("the money-", "laundering act", "money-laundering", "the money-laundering act"),
        ("风", "筝", "", "风筝"),
        ("plain", "words", "", "plain words"),
    ],
)
def test_hyphens_at_line_ends(first: str, second: str, words: str, expected: str) -> None:
    assert (
        join_lines([first, second], Speller([Line(words), Line(first), Line(second)])) == expected
    )


def test_characters_are_mended() -> None:
    assert mend_text("non\u2011stop\u00a0\ufb01re\u2060\uf02a \u00ad") == "non-stop fire* "


def test_lists_that_open_on_one_line() -> None:
    assert [text for text, _ in split_markers("(a) (i) Words")] == ["(a)", "(i) Words"]
    assert [text for text, _ in split_markers("2. 2 Words")] == ["2. 2 Words"]
    assert [text for text, _ in split_markers("1. A. Smith")] == ["1. A. Smith"]


PIECES = st.sampled_from(
    [
        "Article 1",
        "Article 2. Kites",
        "1. Words;",
        "(a) words;",
        "(i) words:",
        "(ii) words.",
        "(h) words",
        "ANNEX",
        "Annex II",
        "CHAPTER I",
        "Section 3",
        "Preamble",
        "The General Assembly,",
        "Have agreed as follows:",
        "[agreed ad referendum]",
        "[",
        "1.",
        "(a) (i) x",
        "a) b",
        "第一条",
        "（一）",
        "Статья 4",
        "IN WITNESS WHEREOF",
        "words that go on",
        "Article 1 of this",
        "....... 5",
        "\f",
        "",
        "",
        "5 bis. text",
        "I. General",
        "\t1\tEach",
        "_______",
        "2. 3. 4.",
        "ΩΩ",
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(PIECES, st.text(max_size=30)), max_size=40), st.booleans())
def test_noise_gives_a_draft_that_loads_or_an_input_error(lines: list[str], markdown: bool) -> None:
    try:
        draft, _ = outline("\n".join(lines), markdown=markdown)
    except InputError:
        return
    assert reload(draft) == draft


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(PIECES, st.sampled_from([True, False, None]), st.booleans(), st.booleans()),
        max_size=30,
    )
)
@example(  # the number of a paragraph is kept for an article, the next one's chapter comes before it
    [
        ("1. Words;", True, False, False),
        ("CHAPTER I", True, False, False),
        ("1. Words;", True, False, False),
        ("Article 1", True, False, False),
    ]
)
def test_noise_with_layout(lines: list[tuple[str, bool | None, bool, bool]]) -> None:
    source = Source(
        "pdf",
        tuple(
            Line(re.sub(r"\f", "", text), 1, starts, gap, heading)
            for text, starts, gap, heading in lines
        ),
    )
    try:
        draft, _ = build_draft(source, path="x.pdf", instrument="kites", version="1")
    except InputError:
        return
    assert reload(draft) == draft


@pytest.mark.parametrize(
    "sign", ["_", ". ", "(", "[agreed ", "A/1", "1. ", "\u2026", "\\[", "<!--"]
)
def test_long_runs_of_one_sign_do_not_hang(sign: str) -> None:
    began = time.perf_counter()
    for text in (sign * (50_000 // len(sign)), (sign * 20 + "\n") * 500):
        with contextlib.suppress(InputError):
            outline(text, markdown=True)
    assert time.perf_counter() - began < 5
