"""HTML: acts of the EU as their office sets them, rows of tables, numbered headings as articles.
All pages are made up here."""

from __future__ import annotations

from pathlib import Path

from clausecmp.files.drafts import build_draft, dump_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.importers.html import read_html
from clausecmp.importers.imported import Imported, import_file
from clausecmp.model.draft import Draft


def read(body: str, folder: Path) -> Imported:
    (path := folder / "kites.html").write_text(
        f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>",
        encoding="utf-8",
    )
    imported = import_file(path, instrument="kites", version="1")
    loaded, problems = build_draft(parse_yaml(dump_draft(imported.draft)))
    assert loaded == imported.draft and not problems
    return imported


def refs(draft: Draft) -> list[str]:
    return [ref for ref in draft.by_ref if ref != "title"]


def p(name: str, text: str) -> str:
    return f'<p class="{name}">{text}</p>'


def row(*cells: str) -> str:
    return "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"


def article(number: str, title: str, body: str) -> str:
    return (
        f'<div class="eli-subdivision" id="art_{number}">{p("oj-ti-art", f"Article {number}")}'
        f'<div class="eli-title">{p("oj-sti-art", title)}</div>{body}</div>'
    )


RECITAL = row(
    p("oj-normal", "(1)"), p("oj-normal", "Kites fly.") + p("oj-normal", "Article 11 says so.")
)
OJ = (
    p("oj-hd-date", "1.5.2001")
    + f'<div class="eli-main-title">{p("oj-doc-ti", "REGULATION (EU) 2001/1")}'
    + f"{p('oj-doc-ti', 'of 1 May 2001 on kites')}</div>"
    + p("oj-normal", "THE EUROPEAN PARLIAMENT AND THE COUNCIL,")
    + p("oj-normal", "Having regard to the wind <a href='#ntr1'>(1)</a>,")
    + p("oj-normal", "Whereas:")
    + RECITAL
    + row(p("oj-normal", "(2)"), p("oj-normal", "They land."))
    + p("oj-normal", "HAVE ADOPTED THIS REGULATION:")
    + p("oj-ti-section-1", "CHAPTER I")
    + p("oj-ti-section-2", "Air")
    + article(
        "1",
        "Flying",
        p("oj-normal", "1.   Kites shall fly:")
        + row(
            p("oj-normal", "(a)"),
            p("oj-normal", "by day;")
            + row(p("oj-normal", "(i)"), p("oj-normal", "high; or"))
            + row(p("oj-normal", "(ii)"), p("oj-normal", "low;")),
        )
        + row(p("oj-normal", "(b)"), p("oj-normal", "by night."))
        + p("oj-normal", "2.   Article 7 of the Wind Act applies."),
    )
    + article("1a", "Strings", p("oj-normal", "Strings shall hold."))
    + p("oj-note", "(1) The wind, p. 1.")
    + '<div class="oj-final">Done at Hill, 1 May 2001.</div>'
    + f'<div class="eli-container" id="anx_I">{p("oj-doc-ti", "ANNEX I")}{p("oj-ti-grseq-1", "Fees")}'
    + "<table><tr><td>Kite</td><td>Article</td></tr><tr><td>Small</td><td>Article 1(1)</td></tr></table>"
    + "</div>"
)


def test_an_act_of_the_official_journal(tmp_path: Path) -> None:
    imported = read(OJ, tmp_path)
    draft = imported.draft
    assert draft.title == "REGULATION (EU) 2001/1 of 1 May 2001 on kites"
    assert refs(draft) == [
        "preamble",
        "preamble(1)",
        "preamble(2)",
        "chapter I",
        "1",
        "1(1)",
        "1(1)(a)",
        "1(1)(a)(i)",
        "1(1)(a)(ii)",
        "1(1)(b)",
        "1(2)",
        "1a",
        "annex I",
    ]
    preamble = draft.by_ref["preamble"]
    assert preamble.text == (
        "THE EUROPEAN PARLIAMENT AND THE COUNCIL, Having regard to the wind, Whereas:"
    )
    assert preamble.closing == "HAVE ADOPTED THIS REGULATION:"
    assert draft.by_ref["preamble(1)"].text == "Kites fly. Article 11 says so."
    assert draft.by_ref["1"].heading == "Flying" and draft.by_ref["1a"].heading == "Strings"
    assert draft.by_ref["annex I"].heading == "Fees"
    assert draft.by_ref["annex I"].text == "| Kite | Article | | Small | Article 1(1) |"


def test_what_an_act_leaves_out_says_why(tmp_path: Path) -> None:
    (path := tmp_path / "kites.html").write_text(f"<html><body>{OJ}</body></html>", "utf-8")
    assert {(left.text, left.why) for left in read_html(path).left_out} == {
        ("1.5.2001", "head and foot lines"),
        ("(1) The wind, p. 1.", "notes"),
        ("Done at Hill, 1 May 2001.", "closing formula and signatures"),
    }


def test_articles_quoted_by_an_amending_act_are_its_text(tmp_path: Path) -> None:
    quoted = (
        p("oj-ti-art", "‘Article 7a")
        + p("oj-sti-art", "Wind")
        + p("oj-normal", "Wind blows.")
        + p("oj-ti-art", "Article 7b")
        + p("oj-normal", "It stops.’;")
    )
    body = article("1", "Amendments", p("oj-normal", "The Wind Act is amended:") + quoted)
    draft = read(body + article("2", "Force", p("oj-normal", "Now.")), tmp_path).draft
    assert refs(draft) == ["1", "2"]
    assert draft.by_ref["1"].text == (
        "The Wind Act is amended: ‘Article 7a Wind Wind blows. Article 7b It stops.’;"
    )


def test_quoted_articles_without_identifiers(tmp_path: Path) -> None:
    def plain(number: str, text: str) -> str:
        return p("title-article-norm", f"Article {number}") + p("norm", text)

    body = plain("1", "In the Wind Act, insert:") + plain("3", "Old.").replace(
        "Article 3", "‘Article 3"
    ).replace("Old.", "Old.’.")
    draft = read(body + plain("2", "This enters into force."), tmp_path).draft
    assert refs(draft) == ["1", "2"]


def test_a_consolidated_act(tmp_path: Path) -> None:
    body = (
        p("reference", "02001R0001 — EN")
        + p("disclaimer", "No legal effect.")
        + p("title-doc-first", "REGULATION on kites")
        + p("modref", "▼M1")
        + p("title-article-norm", "Article 35a")
        + p("stitle-article-norm", "Strings")
        + '<div class="norm"><span class="no-parag">1.  </span>'
        + '<div class="norm inline-element">►M1 Strings hold: ◄</div></div>'
        + '<div class="grid-container grid-list"><div class="list grid-list-column-1"><span>(a)</span>'
        + '</div><div class="grid-list-column-2"><p class="norm">one;</p></div></div>'
        + p("title-article-norm", "Article 36")
        + p("norm", "Ends.")
    )
    draft = read(body, tmp_path).draft
    assert refs(draft) == ["35a", "35a(1)", "35a(1)(a)", "36"]
    assert draft.by_ref["35a(1)"].text == "Strings hold:"


def test_sections_by_numbered_headings_and_their_contents(tmp_path: Path) -> None:
    titles = ["Short title", "Strings", "Wind", "Fees"]
    contents = "<p><b>ARRANGEMENT OF SECTIONS</b></p>" + "".join(
        f"<p>{n}. {title}.</p>" for n, title in enumerate(titles, 1)
    )
    body = "".join(
        f"<p><b>{n}. {title}</b></p><p>(1) One.</p><p>(2) Two.</p>"
        for n, title in enumerate(titles, 1)
    )
    schedule = "<p><b>SCHEDULE</b></p><p>A list of kites.</p>"
    imported = read(
        f"<p><b>KITES ACT</b></p>{contents}<p><b>SCHEDULE</b></p><p><b>PART I</b></p>{body}{schedule}",
        tmp_path,
    )
    numbered = [ref for ref in refs(imported.draft) if "(" not in ref]
    assert numbered == ["part I", "1", "2", "3", "4", "annex"]
    assert imported.draft.by_ref["2"].heading == "Strings"


def test_rules_and_principles_are_articles(tmp_path: Path) -> None:
    for word in ("Rule", "Principle", "Section", "Regulation"):
        body = "".join(f"<h3>{word} {n}</h3><p>Kites fly {n} times.</p>" for n in (1, 2, 3))
        assert refs(read(body, tmp_path).draft) == ["1", "2", "3"]


def test_a_page_laid_out_in_a_table_is_no_table(tmp_path: Path) -> None:
    body = (
        "<table><tr><td>Menu of kites</td><td><h3>Article 1</h3><p>Fly high in the wind.</p>"
        "<h3>Article 2</h3><p>Land softly on the hill.</p></td></tr></table>"
    )
    draft = read(body, tmp_path).draft
    assert refs(draft) == ["1", "2"] and draft.by_ref["1"].text == "Fly high in the wind."


def test_clauses_know_their_line(tmp_path: Path) -> None:
    body = "<script>\nx\n</script>\n<h3>Article 1</h3>\n<p>1. Kites shall fly by day.</p>\n<p>2. Kites shall land by night.</p>"
    draft = read(body, tmp_path).draft
    assert [str(draft.source_of(ref)) for ref in ("1", "1(1)", "1(2)")] == [
        "line 4",
        "line 5",
        "line 6",
    ]


def test_correlation_tables_are_no_articles(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>Article {n}</td><td>Article {n + 1}</td></tr>" for n in (1, 2, 3))
    body = f"<h3>Article 1</h3><p>The table says:</p><table>{rows}</table>"
    draft = read(body + "<p>That is all.</p>", tmp_path).draft
    assert refs(draft) == ["1"] and "| Article 3 | Article 4 |" in (draft.by_ref["1"].text or "")


def test_an_article_beside_its_text(tmp_path: Path) -> None:
    text = "Kites shall fly " + "high and " * 12 + "far."
    rows = "".join(f"<tr><td>Article {n}</td><td>{text}</td></tr>" for n in (1, 2))
    assert refs(read(f"<table>{rows}</table>", tmp_path).draft) == ["1", "2"]


def test_akoma_ntoso_shown_as_html(tmp_path: Path) -> None:
    body = (
        '<nav>Menu of kites</nav><article class="akn-act"><section class="akn-preface">'
        '<h1><span class="akn-docTitle">Kites Act</span></h1></section>'
        '<section class="akn-body"><section class="akn-part" id="part_A"><h2>Part A – Air</h2>'
        '<section class="akn-section" id="sec_1"><h3>1. Flying</h3><span class="akn-content">'
        '<span class="akn-p">Kites <b>fly</b>.</span></span></section>'
        '<section class="akn-section"><h3>1A. Landing</h3><section class="akn-subsection">'
        '<span class="akn-num">(1)</span><span class="akn-content"><span class="akn-p">They land.'
        "</span></span></section></section></section></section></article>"
    )
    draft = read(body, tmp_path).draft
    assert draft.title == "Kites Act" and refs(draft) == ["part A", "1", "1A", "1A(1)"]
    assert draft.by_ref["1"].heading == "Flying" and draft.by_ref["1"].text == "Kites fly."
