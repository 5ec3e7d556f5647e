"""Word: headings by their outline, numbers of styles, tables, boxes, notes; and what delegations
mark in it. All files are made up here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from clausecmp.files.concerns import load_concerns
from clausecmp.files.drafts import build_draft, dump_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.importers.docx import read_docx
from clausecmp.importers.docx_marks import read_legend
from clausecmp.importers.imported import Imported, import_file
from clausecmp.model.draft import Draft
from clausecmp.model.vocabulary import STATUSES
from tests.importers.test_files import W, make_docx, p

STYLES = (
    '<w:style w:styleId="Top"><w:name w:val="Act top"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:styleId="Base"><w:name w:val="Act base"/><w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>'
    '<w:style w:styleId="Unit"><w:name w:val="Act unit"/><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:styleId="Toc5"><w:name w:val="toc 5"/></w:style>'
    '<w:style w:styleId="Loop"><w:name w:val="loop"/><w:basedOn w:val="Loop"/></w:style>'
)


def write(folder: Path, body: str, **given: Any) -> Path:
    (path := folder / "kites.docx").write_bytes(make_docx(body, **given))
    return path


def read(path: Path, **given: Any) -> Imported:
    imported = import_file(path, instrument="kites", version="1", **given)
    loaded, problems = build_draft(parse_yaml(dump_draft(imported.draft)))
    assert loaded == imported.draft and not problems
    return imported


def refs(draft: Draft) -> list[str]:
    return [ref for ref in draft.by_ref if ref != "title"]


def styled(style: str, text: str) -> str:
    return p(text, properties=f'<w:pStyle w:val="{style}"/>')


def part(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def table(*rows: list[str]) -> str:
    made = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{made}</w:tbl>"


# outline


def test_headings_of_any_style_with_an_outline_level(tmp_path: Path) -> None:
    body = (
        styled("Toc5", "1  Flying\t1")
        + styled("Top", "Part 1—Air")
        + styled("Unit", "1  Flying")
        + p("Kites fly.")
        + styled("Unit", "1A  Landing")
        + p("(1)\tKites land.")
        + p("(2)\tSoftly.")
        + styled("Top", "Schedule 1—Fees")
        + styled("Loop", "None.")
    )
    path = write(tmp_path, body, styles=STYLES)
    draft = read(path).draft
    assert refs(draft) == ["part 1", "1", "1A", "1A(1)", "1A(2)", "annex 1"]
    assert draft.by_ref["1A"].heading == "Landing" and draft.by_ref["part 1"].heading == "Air"
    assert [left.why for left in read_docx(path).left_out] == ["table of contents"]


def test_divisions_and_endnotes(tmp_path: Path) -> None:
    body = (
        styled("Top", "Division 2—Strings")
        + styled("Unit", "5  Strings")
        + p("Strings hold.")
        + styled("Unit", "6  Knots")
        + p("Knots hold.")
        + styled("Top", "Endnotes")
        + p("What was amended.")
    )
    path = write(tmp_path, body.replace("5  ", "1  ").replace("6  ", "2  "), styles=STYLES)
    assert refs(read(path).draft) == ["section 2", "1", "2"]
    assert [left.text for left in read_docx(path).left_out] == ["Endnotes", "What was amended."]


def test_numbers_that_a_style_draws(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:pStyle w:val="Art"/><w:lvlText w:val="Article %1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="Par"/><w:suff w:val="space"/><w:lvlText w:val="%2."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = "".join(
        f'<w:style w:styleId="{name}"><w:name w:val="{name}"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        for name in ("Art", "Par")
    )
    body = (
        styled("Art", "")
        + styled("Par", "Kites shall fly.")
        + styled("Par", "Kites shall land.")
        + styled("Art", "Strings")
        + styled("Par", "Strings shall hold.")
    )
    draft = read(write(tmp_path, body, numbering=numbering, styles=styles)).draft
    assert refs(draft) == ["1", "1(1)", "1(2)", "2", "2(1)"]
    assert draft.by_ref["2"].heading == "Strings"


def test_tables_by_row_and_pages_laid_out_in_tables(tmp_path: Path) -> None:
    fees = table([p("Kite"), p("Fee")], [p("Small"), p("5")])
    items = table([p("(a)"), p("by day;")], [p("(b)"), p("by night.")])
    page = table([p("Logo"), p("Article 2") + p("Kites land.")])
    body = p("Article 1") + p("Fees are:") + fees + p("Kites fly:") + items + page
    draft = read(write(tmp_path, body)).draft
    assert refs(draft) == ["1", "1(a)", "1(b)", "2"]
    assert draft.by_ref["1"].text == "Fees are: | Kite | Fee | | Small | 5 | Kites fly:"


def test_text_boxes_footnotes_and_margins(tmp_path: Path) -> None:
    box = "<w:txbxContent>" + p("Kites may be red.") + "</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    boxes = (
        f'<w:p>{part("Kites shall fly by day; they shall land.")}<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice><w:drawing>{box}'
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator"/><w:footnote w:id="1">{p("A note.")}</w:footnote></w:footnotes>'
    header = f'<w:hdr xmlns:w="{W}">{p("A/AC.9/L.1")}</w:hdr>'
    path = write(
        tmp_path,
        p("Article 1") + boxes,
        extra={"word/footnotes.xml": notes.encode(), "word/header1.xml": header.encode()},
    )
    draft = read(path).draft
    assert draft.by_ref["1"].text == "Kites shall fly by day; they shall land. Kites may be red."
    assert draft.symbol == "A/AC.9/L.1"
    assert {(left.text, left.why) for left in read_docx(path).left_out} == {
        ("A note.", "notes"),
        ("A/AC.9/L.1", "head and foot lines"),
    }


# delegations


def change(tag: str, author: str, text: str) -> str:
    word = "delText" if tag == "del" else "t"
    return f'<w:{tag} w:author="{author}"><w:r><w:{word} xml:space="preserve">{text}</w:{word}></w:r></w:{tag}>'


TRACKED = (
    p("Article 1")
    + para(part("Each Party "), change("del", "EU", "shall"), change("ins", "Japan", "may"))
    + para(change("ins", "EU", "2. Kites are red."))
)


def test_tracked_changes_keep_their_authors(tmp_path: Path) -> None:
    path = write(tmp_path, TRACKED.replace("Each", "1. Each"))
    marked = read(path, changes="marked").draft
    assert marked.by_ref["1(1)"].text == "Each Party [EU: delete: shall][Japan: may]"
    assert marked.by_ref["1(2)"].text == "[EU: Kites are red.]"
    accepted = read(path)
    assert accepted.draft.by_ref["1(1)"].text == "Each Party may"
    assert "3 tracked changes read as accepted (by EU, Japan)" in accepted.summary.notes


DRAWN = p("Article 1") + para(
    part("Each Party "),
    part("shall", "<w:strike/>"),
    part(" "),
    part("may", '<w:u w:val="single"/>'),
    part(" fly."),
)


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ("accepted", "Each Party may fly."),
        ("rejected", "Each Party shall fly."),
        ("marked", "Each Party [delete: shall] [may] fly."),
    ],
)
def test_struck_through_and_underlined(changes: str, text: str, tmp_path: Path) -> None:
    path = write(tmp_path, DRAWN)
    imported = read(path, changes=changes)
    assert imported.draft.by_ref["1"].text == text
    said = f"1 passages struck through and 1 underlined read as {changes} changes"
    assert said in imported.summary.notes
    left = [one.text for one in read_docx(path, changes=changes).left_out]
    assert left == {"accepted": ["shall"], "rejected": ["may"], "marked": []}[changes]


def test_underline_alone_is_emphasis(tmp_path: Path) -> None:
    body = p("Article 1") + para(part("Kites ", '<w:u w:val="single"/>'), part("fly."))
    assert read(write(tmp_path, body), changes="rejected").draft.by_ref["1"].text == "Kites fly."


COLOURED = (
    p("Article 1")
    + para(part("1. Kites fly.", '<w:highlight w:val="green"/>'))
    + para(part("2. They land.", '<w:shd w:fill="FFFF00"/>'))
    + para(part("3. They "), part("sing.", '<w:highlight w:val="green"/>'))
    + para(part("(a) loudly;", '<w:highlight w:val="darkGreen"/>'))
)


def test_colours_become_a_status_by_the_legend(tmp_path: Path) -> None:
    path = write(tmp_path, COLOURED)
    legend = read_legend("green=agreed, yellow=agreed-in-working-group", STATUSES)
    imported = read(path, legend=legend)
    draft = imported.draft
    assert [draft.by_ref[ref].status for ref in ("1", "1(1)", "1(2)", "1(3)", "1(3)(a)")] == [
        None,
        "agreed",
        "agreed-in-working-group",
        None,
        "agreed",
    ]
    assert "1 paragraphs are coloured in part only: no status was given" in imported.summary.notes
    without = read(path)
    assert draft.by_ref["1(1)"].text == without.draft.by_ref["1(1)"].text
    assert without.draft.by_ref["1(1)"].status is None
    assert any("--status green=agreed would" in note for note in without.summary.notes)


def test_a_legend_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="'green' is no colour and status, expected one like"):
        read_legend("green", STATUSES)
    with pytest.raises(ValueError, match="'green=fine' is no colour and status"):
        read_legend("green=fine", STATUSES)


def test_comments_with_their_authors_and_places(tmp_path: Path) -> None:
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="4" w:author="Chile" w:date="2001-05-01T10:00:00Z">'
        f"{p('Too wide.')}</w:comment></w:comments>"
    )
    body = (
        p("Article 1")
        + para(
            part("1. Kites "),
            '<w:commentRangeStart w:id="4"/>',
            part("of every colour"),
            '<w:commentRangeEnd w:id="4"/>',
            part(" shall fly."),
        )
        + p("2. They land.")
    )
    imported = read(write(tmp_path, body, extra={"word/comments.xml": comments.encode()}))
    (placed,) = imported.summary.remarks
    assert placed.refs == ("1(1)",)
    assert placed.remark == ("comment", "Chile", "Too wide.", "of every colour", "2001-05-01")


HEAD = [p("Draft text"), p("Proposal by Chile"), p("Comments")]


def test_tables_of_text_proposals_and_comments_by_column(tmp_path: Path) -> None:
    body = table(
        HEAD,
        [p("Article 1") + p("1. Kites shall fly."), p("1. Kites may fly."), p("Too strict.")],
        [p("2. They land."), p(""), p("")],
    )
    path = write(tmp_path, body)
    imported = read(path)
    assert refs(imported.draft) == ["1", "1(1)", "1(2)"]
    assert imported.draft.by_ref["1(1)"].text == "Kites shall fly."
    said = [
        (one.remark.kind, one.remark.author, one.remark.text) for one in imported.summary.remarks
    ]
    assert said == [("proposal", "Chile", "1. Kites may fly."), ("comment", "", "Too strict.")]
    marked = read(path, changes="marked").draft
    assert marked.by_ref["1(1)"].text == "Kites shall fly. [Chile: 1. Kites may fly.]"


def test_a_table_of_other_columns_is_a_table(tmp_path: Path) -> None:
    body = p("Article 1") + table([p("Name"), p("Comments")], [p("Kite"), p("Red")])
    assert (
        read(write(tmp_path, body)).draft.by_ref["1"].text == "| Name | Comments | | Kite | Red |"
    )


def test_comments_and_proposals_become_concerns_to_be_reviewed(
    tmp_path: Path, run: Callable[..., Result]
) -> None:
    long = "This is much too strict for small kites."
    body = table(
        HEAD, [p("Article 1") + p("1. Kites shall fly high."), p("1. Kites may fly."), p(long)]
    )
    path, folder = write(tmp_path, body), tmp_path / "remarks"
    out = tmp_path / "x.yaml"
    given = ["--instrument", "kites", "--version", "1", "--out", str(out)]
    done = run("import", str(path), *given, "--comments", str(folder))
    assert done.exit_code == 0, done.output
    book = load_concerns([folder])
    assert [(one.kind, one.stakeholder, one.summary) for one in book.concerns] == [
        ("demand", "chile", "1. Kites may fly."),
        ("observation", "not-named", long),
    ]
    assert book.concerns[0].applies_to == (("kites@1", ("1(1)",)),)
