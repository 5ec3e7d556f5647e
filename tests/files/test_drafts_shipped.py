"""The shipped drafts: complete, restated, and different from each other exactly where the
instruments are."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from clausecmp.files.drafts import build_draft, dump_draft, load_draft
from clausecmp.files.yaml_read import parse_yaml, read_text
from clausecmp.render.json import draft_data
from tests.conftest import ROOT, SHARED, needs_shared

DRAFTS = {
    path.parent.name + "@" + path.stem: load_draft(path)
    for path in sorted((ROOT / "drafts").glob("*/*.yaml"))
}
BUDAPEST, REV3, ADOPTED = (
    DRAFTS[name]
    for name in ("budapest@2001-11-23", "un-cybercrime@2024-05-23", "un-cybercrime@2024-12-24")
)
DIFFERENT = [
    "title",
    "6(2)",
    "40(3)(h)",
    "45(1)",
    "45(2)",
    "46",
    "53(3)(d)",
    "64(1)",
    "65(1)",
    "65(2)",
]
"""Clauses of both UN drafts whose words differ, as far as is known."""


def articles(draft) -> list[str]:
    return [clause.number for clause in draft.walk() if clause.kind == "article"]


def test_every_article_and_division_is_there() -> None:
    assert articles(BUDAPEST) == [str(n) for n in range(1, 49)]
    assert articles(REV3) == articles(ADOPTED) == [str(n) for n in range(1, 69)]
    assert [c.ref for c in BUDAPEST.clauses] == [
        "preamble",
        "chapter I",
        "chapter II",
        "chapter III",
        "chapter IV",
    ]
    for draft in (REV3, ADOPTED):
        assert [
            c.number for c in draft.clauses if c.kind == "chapter"
        ] == "I II III IV V VI VII VIII IX".split()
    assert "5" in DRAFTS["un-resolution@2024-05-23"].by_ref


def test_the_un_drafts_differ_exactly_here() -> None:
    one, other = (
        {unit.ref: (unit.text, unit.closing, unit.heading) for unit in draft.units()}
        for draft in (REV3, ADOPTED)
    )
    assert sorted(set(one) - set(other)) == ["23(4)"]
    assert sorted(set(other) - set(one)) == ["24(4)", "24(5)", "52(4)"]
    assert [ref for ref in one if ref in other and one[ref] != other[ref]] == DIFFERENT
    headings = ({c.ref: c.heading for c in draft.walk()} for draft in (REV3, ADOPTED))
    first, second = headings
    assert {ref for ref in first.keys() & second.keys() if first[ref] != second[ref]} == set()


@pytest.mark.parametrize("name", DRAFTS)
def test_a_shipped_draft_survives_a_round_trip(name: str) -> None:
    draft, problems = build_draft(parse_yaml(dump_draft(DRAFTS[name])))
    assert draft == DRAFTS[name] and not problems


@pytest.mark.parametrize("name", DRAFTS)
def test_a_shipped_draft_is_restated_and_says_what_was_checked(name: str) -> None:
    draft = DRAFTS[name]
    assert draft.wording == "restated" and draft.verified and draft.sources
    assert not build_draft(parse_yaml(read_text(draft.path or "")))[1]


def test_what_is_less_sure_is_marked() -> None:
    assert REV3.confidence_of("28(4)") == "medium" and ADOPTED.confidence_of("28(4)") == "high"
    assert ADOPTED.confidence_of("24(5)") == "low" and BUDAPEST.confidence_of("19(4)") == "high"
    assert all(REV3.confidence_of(unit.ref) != "high" for unit in REV3.units())


@needs_shared
def test_budapest_passes_the_restatement_check(tmp_path: Path) -> None:
    exported = tmp_path / "budapest.json"
    exported.write_text(json.dumps(draft_data(BUDAPEST)))
    result = subprocess.run(
        [
            sys.executable,
            str(SHARED / "tools" / "restatement_check.py"),
            str(exported),
            str(SHARED / "treaties" / "budapest" / "official.json"),
        ],
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout


@needs_shared
def test_un_paragraphs_are_those_of_the_facts() -> None:
    from clausecmp.files.yaml_read import read_yaml

    root = read_yaml(SHARED / "facts" / "un-structure.yaml").root
    assert root is not None
    refs = set(ADOPTED.by_ref)
    for article in root.get("adopted").items("articles"):
        for paragraph in article.items("paras"):
            assert paragraph.text("id") in refs, paragraph.text("id")
        count = int(article.text("paragraphs") or 0)
        own = ADOPTED.by_ref[article.text("n")].clauses
        assert not count or sum(clause.kind == "paragraph" for clause in own) == count, (
            article.text("n")
        )
