"""Akoma Ntoso as others write it: which element is the article, what has no number, what is quoted,
what stands beside the body. All acts are made up here."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from clausecmp.files.drafts import build_draft, dump_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.importers.akn import AKN
from clausecmp.importers.akn_body import read_printed_number
from clausecmp.importers.imported import Imported, import_file
from clausecmp.model.draft import Draft
from clausecmp.model.problems import InputError


def read(
    body: str, folder: Path, *, before: str = "", after: str = "", part: str | None = None
) -> Imported:
    text = (
        f'<akomaNtoso xmlns="{AKN}"><act name="act"><meta/>{before}'
        f"<body>{body}</body>{after}</act></akomaNtoso>"
    )
    return read_xml(text, folder, part=part)


def read_xml(text: str, folder: Path, *, part: str | None = None) -> Imported:
    (path := folder / "kites.xml").write_text(text, encoding="utf-8")
    imported = import_file(path, instrument="kites", version="1", part=part)
    loaded, problems = build_draft(parse_yaml(dump_draft(imported.draft)))
    assert loaded == imported.draft and not problems
    return imported


def refs(draft: Draft) -> list[str]:
    return [ref for ref in draft.by_ref if ref != "title"]


def words_of(draft: Draft) -> Counter[str]:
    texts = [
        " ".join(filter(None, (clause.kind, clause.number, clause.heading, clause.words)))
        for clause in draft.walk()
    ]
    return Counter(re.findall(r"\w+", " ".join(texts).lower()))


def clause(tag: str, number: str, inner: str, heading: str = "") -> str:
    shown = f"<heading>{heading}</heading>" if heading else ""
    return f"<{tag}><num>{number}</num>{shown}{inner}</{tag}>"


def content(text: str) -> str:
    return f"<content><p>{text}</p></content>"


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("Article 5.", "5"),
        ("(a)", "a"),
        ("(iv)", "iv"),
        ("cc)", "cc"),
        ("2A", "2A"),
        ("5 bis", "5bis"),
        ("12 §", "12"),
        ("§ 7.", "7"),
        ("Rule 3", "3"),
        ("First Schedule", "1"),
        ("Chapter XIV", "XIV"),
        ("1.2.3", "1.2.3"),
        ("Schedule", None),
        ("Kwanza", None),
        ("", None),
    ],
)
def test_numbers_as_printed(shown: str, number: str | None) -> None:
    assert read_printed_number(shown) == number


@pytest.mark.parametrize("tag", ["section", "rule", "article"])
def test_the_unit_of_a_text_is_its_article(tag: str, tmp_path: Path) -> None:
    body = clause(tag, "1.", content("Fly."), "Flying") + clause(
        tag, "1A", clause("subsection", "(1)", content("Land.")), "Landing"
    )
    draft = read(body, tmp_path).draft
    assert refs(draft) == ["1", "1A", "1A(1)"]
    assert [draft.by_ref[ref].kind for ref in refs(draft)] == ["article", "article", "paragraph"]


def test_clauses_know_their_line(tmp_path: Path) -> None:
    body = "\n" + clause("section", "1", "\n" + clause("subsection", "(1)", content("Fly.")))
    draft = read(body, tmp_path).draft
    assert [str(draft.source_of(ref)) for ref in ("1", "1(1)")] == ["line 2", "line 3"]


def test_sections_are_divisions_where_there_are_articles(tmp_path: Path) -> None:
    body = clause("section", "Section 1", clause("article", "Article 1", content("Fly.")), "Air")
    assert refs(read(body, tmp_path).draft) == ["section 1", "1"]


def test_a_scheduled_treaty_does_not_make_divisions_of_sections(tmp_path: Path) -> None:
    treaty = "".join(clause("article", f"Article {n}", content("Kites.")) for n in (1, 2, 3))
    schedule = f'<hcontainer name="schedule"><num>Schedule 1</num>{treaty}</hcontainer>'
    body = clause("section", "1", content("Fly.")) + clause("section", "2", content("Land."))
    draft = read(body + schedule, tmp_path).draft
    assert refs(draft) == ["1", "2", "annex 1"] + [f"annex 1, article {n}" for n in (1, 2, 3)]


def test_regulations_by_the_name_of_their_element(tmp_path: Path) -> None:
    body = "".join(
        f'<hcontainer name="regulation"><num>{n}.</num>{content("Fly.")}</hcontainer>'
        for n in (1, 2)
    )
    assert refs(read(body, tmp_path).draft) == ["1", "2"]


def test_levels_and_wrappers(tmp_path: Path) -> None:
    levels = clause(
        "level", "(a)", "<intro><p>by day</p></intro>" + clause("level", "(i)", content("high"))
    )
    body = clause(
        "section",
        "1",
        '<hcontainer name="wrapper"><subsection><num>(1)</num><intro><p>A kite flies</p></intro>'
        f"{levels}<wrapUp><p>always</p></wrapUp></subsection></hcontainer>"
        f"<hcontainer name='wrapper'>{clause('subsection', '(2)', content('It lands.'))}"
        "</hcontainer>",
    )
    draft = read(body, tmp_path).draft
    assert refs(draft) == ["1", "1(1)", "1(1)(a)", "1(1)(a)(i)", "1(2)"]
    assert draft.by_ref["1(1)"].closing == "always"


def test_a_heading_without_number_over_articles_is_a_section(tmp_path: Path) -> None:
    body = (
        '<part><num>Part 1</num><heading>Air</heading><hcontainer name="crossheading">'
        f"<heading>Wind</heading>{clause('section', '1', content('Fly.'))}</hcontainer></part>"
    )
    draft = read(body, tmp_path).draft
    assert refs(draft) == ["part 1", "part 1, section 1", "1"]
    found = draft.by_ref["part 1, section 1"]
    assert found.heading == "Wind" and "no number" in (found.note or "")


def test_a_crossheading_goes_to_the_clause_below_it(tmp_path: Path) -> None:
    body = (
        clause("section", "1", content("Fly."), "Flying")
        + "<hcontainer name='hcontainer'><crossHeading>Landing and after</crossHeading></hcontainer>"
        + clause("section", "2", content("Land."), "Landing")
    )
    draft = read(body, tmp_path).draft
    assert draft.by_ref["2"].heading == "Landing and after – Landing"
    assert draft.by_ref["1"].text == "Fly."


def test_paragraphs_that_begin_again_are_cited_with_their_heading(tmp_path: Path) -> None:
    def group(heading: str, *texts: str) -> str:
        below = "".join(clause("paragraph", str(n), content(t)) for n, t in enumerate(texts, 1))
        return f"<hcontainer name='x'><heading>{heading}</heading>{below}</hcontainer>"

    draft = read(group("resolves", "to fly", "to land") + group("asks", "for wind"), tmp_path).draft
    assert refs(draft) == ["section 1", "1", "2", "section 2", "section 2(1)"]
    assert draft.by_ref["section 2(1)"].number == "1"


def test_a_number_left_in_the_text(tmp_path: Path) -> None:
    body = (
        "<hcontainer name='x'><heading>resolves</heading>"
        f"<paragraph>{content('1 to fly kites;')}</paragraph>"
        f"{clause('paragraph', '2', content('to land them.'))}</hcontainer>"
    )
    draft = read(body, tmp_path).draft
    assert draft.by_ref["1"].text == "to fly kites;" and draft.by_ref["2"].text == "to land them."


def test_definitions_with_lists_are_clauses_of_their_own(tmp_path: Path) -> None:
    def define(word: str, inner: str) -> str:
        return f'<hcontainer name="definition"><intro><p>“{word}” means—</p></intro>{inner}</hcontainer>'

    lists = clause("level", "(a)", content("of paper")) + clause("level", "(b)", content("of silk"))
    body = clause("section", "1", define("kite", lists) + define("flag", lists))
    draft = read(body, tmp_path).draft
    assert refs(draft) == ["1", "1(1)", "1(1)(a)", "1(1)(b)", "1(2)", "1(2)(a)", "1(2)(b)"]


def test_words_between_clauses_keep_their_place(tmp_path: Path) -> None:
    body = clause(
        "section",
        "1",
        clause("paragraph", "(a)", content("one"))
        + "<hcontainer name='x'><content><p>between</p></content></hcontainer>"
        + clause("paragraph", "(b)", content("two")),
    )
    draft = read(body, tmp_path).draft
    assert draft.by_ref["1(a)"].text == "one between" and draft.by_ref["1(b)"].text == "two"


def test_what_is_quoted_is_text_of_the_clause_that_quotes(tmp_path: Path) -> None:
    quoted = clause("section", "9", clause("subsection", "(1)", content("New.")), "Added")
    body = clause(
        "section",
        "1",
        "<content><p>There is inserted—<mod><quotedStructure startQuote='“' endQuote='”'>"
        f"{quoted}</quotedStructure></mod>.</p></content>",
    )
    draft = read(body, tmp_path).draft
    assert refs(draft) == ["1"]
    assert draft.by_ref["1"].text == "There is inserted— “9 Added (1) New.”."


def test_tables_go_by_row(tmp_path: Path) -> None:
    table = "<table><tr><th><p>Kite</p></th><th><p>Fee</p></th></tr><tr><td><p>Small</p></td><td><p>5</p></td></tr></table>"
    draft = read(clause("section", "1", f"<content>{table}</content>"), tmp_path).draft
    assert draft.by_ref["1"].text == "| Kite | Fee | | Small | 5 |"


def test_schedules_in_the_body(tmp_path: Path) -> None:
    schedule = (
        '<hcontainer name="schedules"><hcontainer name="schedule"><num>Schedule 2'
        '<authorialNote class="referenceNote"><p>(introduced by section 1)</p></authorialNote>'
        f"</num><heading>Fees</heading>{clause('paragraph', '1', content('Pay.'))}"
        "</hcontainer></hcontainer>"
    )
    draft = read(clause("section", "1", content("Fly.")) + schedule, tmp_path).draft
    assert refs(draft) == ["1", "annex 2", "annex 2(1)"]
    assert draft.by_ref["annex 2"].text == "(introduced by section 1)"


def test_attachments_are_annexes(tmp_path: Path) -> None:
    after = (
        "<attachments><attachment><heading>Schedule 1</heading><subheading>Fees</subheading>"
        f"<doc name='schedule'><meta/><mainBody><p>To be paid:</p>{clause('paragraph', '1.', content('Five.'))}"
        "</mainBody></doc></attachment></attachments>"
    )
    draft = read(clause("section", "1", content("Fly.")), tmp_path, after=after).draft
    assert refs(draft) == ["1", "annex 1", "annex 1(1)"]
    assert draft.by_ref["annex 1"].heading == "Schedule 1 – Fees"
    assert draft.by_ref["annex 1"].text == "To be paid:"


def test_the_preamble_with_citations_and_grouped_recitals(tmp_path: Path) -> None:
    before = (
        "<preface><longTitle><p>An Act to let kites fly</p></longTitle>"
        "<p><docTitle>Kites Act</docTitle></p><p>Gazette No. 9</p></preface><preamble>"
        "<formula name='x'><p>The Conference,</p></formula>"
        "<citations><citation><p>Having regard to the wind,</p></citation></citations>"
        "<recitals><intro><p>considering</p></intro><recital><num>a)</num><p>one;</p></recital>"
        "<recital><num>b)</num><p>two,</p></recital></recitals></preamble>"
    )
    imported = read(clause("section", "1", content("Fly.")), tmp_path, before=before)
    draft = imported.draft
    assert draft.title == "Kites Act"
    assert draft.by_ref["preamble"].text == (
        "An Act to let kites fly The Conference, Having regard to the wind,"
    )
    assert draft.by_ref["preamble(1)"].text == "considering a) one;"
    assert [left.text for left in imported.summary.left_over] == ["Kites Act", "Gazette No. 9"][1:]


def test_a_collection_of_documents(tmp_path: Path) -> None:
    def doc(name: str, title: str, body: str) -> str:
        return (
            f"<component><doc name='{name}'><meta/><preface><p><docTitle>{title}</docTitle></p>"
            f"</preface><mainBody>{body}</mainBody></doc></component>"
        )

    text = (
        f'<akomaNtoso xmlns="{AKN}"><documentCollection name="x"><meta/><components>'
        + doc("memorandum", "Why kites", "<p>Because.</p>")
        + doc("act", "Kites", clause("article", "1", content("Fly.")))
        + doc("annex", "Annex on fees", clause("paragraph", "1", content("Pay.")))
        + "</components></documentCollection></akomaNtoso>"
    )
    imported = read_xml(text, tmp_path)
    assert imported.draft.title == "Kites"
    assert refs(imported.draft) == ["1", "annex", "annex(1)"]
    assert imported.summary.parts == ("part 1 (Why kites, no articles)",)
    assert read_xml(text, tmp_path, part="fees").draft.title == "Annex on fees"
    with pytest.raises(InputError, match="part 'flags' is not in this file"):
        read_xml(text, tmp_path, part="flags")


def test_no_word_is_lost_whatever_the_elements(tmp_path: Path) -> None:
    """Elements of the schema that no rule names: their words stand in the draft all the same."""
    inner = "".join(
        f"<{tag}><num>{n}</num><heading>h{n}</heading>{content(f'word{n}')}</{tag}>"
        for n, tag in enumerate("book tome title chapter subchapter division list indent".split())
    )
    body = clause("section", "1", content("Fly.")) + inner
    body += "<proviso><content><p>provided</p></content></proviso>"
    body += "<unheard><p>of</p><deep><p>inside</p></deep></unheard>"
    imported = read(body, tmp_path)
    have = words_of(imported.draft) + Counter(
        re.findall(r"\w+", " ".join(rest.text for rest in imported.summary.left_over).lower())
    )
    wanted = {f"word{n}" for n in range(8)} | {f"h{n}" for n in range(8)}
    assert wanted | {"provided", "of", "inside"} <= set(have)


def test_notes_signatures_and_the_title_page_are_left_over(tmp_path: Path) -> None:
    body = clause(
        "article", "1", "<content><p>Fly<authorialNote><p>High.</p></authorialNote>.</p></content>"
    )
    after = "<conclusions><p>Done on the hill.</p></conclusions>"
    imported = read(body, tmp_path, after=after)
    assert imported.draft.by_ref["1"].text == "Fly."
    assert [rest.text for rest in imported.summary.left_over] == ["High.", "Done on the hill."]
