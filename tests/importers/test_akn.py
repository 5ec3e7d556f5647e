"""Akoma Ntoso: what is written is read back equal; other people's files as far as their hierarchy
goes."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from clausecmp.files.drafts import build_draft, dump_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.importers.imported import import_file
from clausecmp.model.characters import clean_text
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.problems import InputError
from clausecmp.model.refs import format_ref
from clausecmp.render.akn import AKN, write_akn

DRAFT = """
instrument: kites
version: "2001-05-01"
label: adopted
title: Agreement on <Kites> & "Strings"
short_title: Kites
symbol: KTS 1
language: fr
wording: restated
verified: "read twice\\nby two"
sources: [{title: the hill, url: "https://example.org/?a=1&b=2"}, {title: second}]
clauses:
  - preamble:
    text: The Parties,
    closing: Have agreed
    note: from memory
    clauses: [{recital: 1, text: Minding the wind, confidence: low}, {recital: 2, text: "Two\\nlines"}]
  - chapter: I
    heading: General
    clauses:
      - article: 1
        heading: Scope
        status: agreed-ad-referendum
        text: "Each Party shall [fly] [hold]:"
        closing: on a hill
        clauses:
          - {item: a, text: "a kite ]]> ;", confidence: medium}
          - {item: b, text: "a flag", clauses: [{item: i, text: red, note: "tab\\there"}, {item: ii, text: blue}]}
      - {article: 2bis, text: Only text}
  - annex: A
    heading: List
    clauses:
      - {paragraph: 1, text: One}
      - article: 1
        text: An annexed article
        clauses: [{paragraph: 1, text: "  blanks  kept  "}]
"""


def load(text: str) -> Draft:
    draft, problems = build_draft(parse_yaml(text))
    assert draft and not problems
    return draft


def read(text: str, folder: Path) -> Draft:
    (path := folder / "kites.xml").write_text(text, encoding="utf-8")
    return import_file(path).draft


def test_round_trip_keeps_every_field(tmp_path: Path) -> None:
    draft = load(DRAFT)
    assert read(write_akn(draft), tmp_path) == draft


def test_the_xml_is_akoma_ntoso(tmp_path: Path) -> None:
    root = ElementTree.fromstring(write_akn(load(DRAFT)))
    assert root.tag == f"{{{AKN}}}akomaNtoso"
    names = {"a": AKN}
    work = root.find(".//a:FRBRWork/a:FRBRthis", names)
    expression = root.find(".//a:FRBRExpression/a:FRBRuri", names)
    assert work is not None and work.get("value") == "/akn/un/act/2001-05-01/kites/!main"
    assert (
        expression is not None
        and expression.get("value") == "/akn/un/act/2001-05-01/kites/fra@2001-05-01"
    )
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(ids) == len(set(ids))
    assert {
        "chp_I",
        "art_1",
        "art_1__point_b__point_ii",
        "art_2bis",
        "annex_A__art_1__para_1",
        "preamble__rec_2",
    } <= set(ids)
    numbers = [num.text for num in root.iter(f"{{{AKN}}}num")]
    assert {"Chapter I", "Article 1", "(b)", "1."} <= set(numbers)


def test_given_names_replace_those_in_the_file(tmp_path: Path) -> None:
    (path := tmp_path / "kites.xml").write_text(write_akn(load(DRAFT)), encoding="utf-8")
    draft = import_file(path, instrument="other", version="2", label="mine").draft
    assert (draft.name, draft.label) == ("other@2", "mine") and draft.by_ref[
        "1(b)(ii)"
    ].text == "blue"


def test_a_mark_that_no_draft_has_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'sure' is not known, expected one of high, medium, low"):
        read(
            write_akn(load(DRAFT)).replace('cc:confidence="low"', 'cc:confidence="sure"'), tmp_path
        )


FOREIGN = f"""<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="{AKN}"><act name="law"><meta><identification source="#x"><FRBRWork><FRBRalias value="Kites"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="spa"/></FRBRExpression></identification></meta>
<preface><p><docTitle>Treaty on <i>Kites</i></docTitle></p></preface>
<preamble><p>The Parties,</p><recitals><recital><num>(1)</num><p>Minding   the wind,</p></recital></recitals><p>Have agreed:</p></preamble>
<body><part eId="p1"><num>PART I</num><heading>General</heading>
<article eId="a1"><num>Article 1.</num><heading>Scope</heading><paragraph><content><p>Unnumbered words<authorialNote><p>a note</p></authorialNote>.</p></content></paragraph></article>
<article eId="a2"><num>Art. 2</num><paragraph><num>1.</num><intro><p>Each Party:</p></intro><point><num>(a)</num><content><p>flies;</p></content></point>
<point><num>(b)</num><content><p>lands.</p></content></point><wrapUp><p>always</p></wrapUp></paragraph>
<paragraph><num>2.</num><content><blockList><listIntroduction>Also:</listIntroduction><item><num>(a)</num><p>one</p></item><item><num>(b)</num><p>two</p></item></blockList></content></paragraph></article>
<article><num>Article 2</num><content><p>Again</p></content></article>
</part></body></act></akomaNtoso>"""


def test_other_peoples_files(tmp_path: Path) -> None:
    (path := tmp_path / "kites.xml").write_text(FOREIGN, encoding="utf-8")
    imported = import_file(path, instrument="kites", version="1")
    draft = imported.draft
    assert (
        draft.title == "Treaty on Kites" and draft.language == "es" and draft.wording == "official"
    )
    assert [ref for ref in draft.by_ref if ref != "title"] == [
        "preamble",
        "preamble(1)",
        "part I",
        "1",
        "2",
        "2(1)",
        "2(1)(a)",
        "2(1)(b)",
        "2(2)",
        "2(2)(a)",
        "2(2)(b)",
        "2-2",
    ]
    assert draft.by_ref["1"].text == "Unnumbered words." and draft.by_ref["1"].heading == "Scope"
    assert (
        draft.by_ref["2(1)"].text == "Each Party:"
        and draft.by_ref["2(1)"].closing == "always"
        and draft.by_ref["2(2)"].text == "Also:"
    )
    assert (
        draft.by_ref["preamble(1)"].text == "Minding the wind,"
        and draft.by_ref["preamble"].closing == "Have agreed:"
    )
    assert any("more than once" in note for note in imported.summary.notes)
    loaded, problems = build_draft(parse_yaml(dump_draft(draft)))
    assert loaded == draft and not problems


def test_names_must_be_given_for_other_peoples_files(tmp_path: Path) -> None:
    (path := tmp_path / "kites.xml").write_text(FOREIGN, encoding="utf-8")
    with pytest.raises(InputError, match="instrument and version must be given"):
        import_file(path)


WORDS = (
    st.text(
        st.characters(
            min_codepoint=32,
            max_codepoint=0x2FFF,
            exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp"),
        ),
        min_size=1,
        max_size=20,
    )
    .map(clean_text)
    .filter(lambda text: text.strip())
)
NUMBERS = st.sampled_from(["1", "2", "a", "i", "A", "12bis", "IV", "4-2", "z"])


@st.composite
def clauses(draw: st.DrawFn, parent: str | None = None, depth: int = 0) -> tuple[Clause, ...]:
    kinds = (
        ("chapter", "article", "annex", "section", "preamble")
        if depth == 0
        else ("article", "paragraph", "item")
    )
    made: dict[str, Clause] = {}
    for kind, number in draw(
        st.lists(st.tuples(st.sampled_from(kinds), NUMBERS), max_size=3, unique=True)
    ):
        ref = format_ref(kind, None if kind == "preamble" else number, parent)
        below = draw(clauses(ref, depth + 1)) if depth < 2 and kind != "preamble" else ()
        text = draw(st.one_of(st.none(), WORDS)) if below else draw(WORDS)
        made[ref] = Clause(
            kind,
            None if kind == "preamble" else number,
            ref,
            draw(st.one_of(st.none(), WORDS)),
            text,
            draw(st.one_of(st.none(), WORDS)) if below else None,
            draw(st.sampled_from([None, "pending"])),
            draw(st.sampled_from([None, "low"])),
            draw(st.one_of(st.none(), WORDS)),
            below,
        )
    return tuple(made.values())


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(WORDS, clauses())
def test_any_draft_comes_back(tmp_path: Path, title: str, made: tuple[Clause, ...]) -> None:
    refs = [clause.ref for top in made for clause in top.walk()]
    assume(refs and len(refs) == len(set(refs)))  # no draft holds a ref twice
    draft = Draft("kites", "1", title, made)
    assert read(write_akn(draft), tmp_path) == draft
