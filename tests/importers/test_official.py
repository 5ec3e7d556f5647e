"""The importers against official texts, where these are beside the checkout."""

from __future__ import annotations

import json
import os

import pytest

from clausecmp.files.drafts import build_draft, dump_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.importers.imported import import_file
from clausecmp.render.akn import write_akn
from tests.bench import importing
from tests.bench.importing import CASES, LANGUAGES, TREATIES, score_case, score_language
from tests.conftest import needs_shared

pytestmark = needs_shared


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_official_files(case: importing.Case, tmp_path: object) -> None:
    if case.file.endswith(".pdf"):
        pytest.importorskip("pypdfium2")
    pytest.importorskip("rapidfuzz")
    score, draft = score_case(case)
    assert score.found == score.articles == case.articles
    assert not score.missing and not score.extra
    assert score.words is None or score.words >= 0.999
    loaded, problems = build_draft(parse_yaml(dump_draft(draft)))
    assert loaded == draft and not problems


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_languages(language: str) -> None:
    score, draft = score_language(language)
    assert (score.found, score.missing, score.extra) == (76, (), ())
    assert draft.language == language
    assert score.words and score.words >= 0.99


def test_the_same_refs_from_pdf_and_text() -> None:
    pytest.importorskip("pypdfium2")
    book = import_file(TREATIES / "pdf/UNTOC_TOCebook-e.pdf", instrument="untoc", version="1")
    text = import_file(TREATIES / "untoc/official.txt", instrument="untoc", version="1")
    assert list(book.draft.by_ref) == list(text.draft.by_ref)
    assert not book.summary.gaps and not text.summary.gaps


@pytest.mark.parametrize(
    ("file", "recitals"),
    [
        ("budapest/official.txt", 16),
        ("budapest-protocol-1/official.txt", 15),
        ("pdf/BBNJ-agreement-en.pdf", 17),
    ],
)
def test_preambles(file: str, recitals: int) -> None:
    if file.endswith(".pdf"):
        pytest.importorskip("pypdfium2")
    imported = import_file(TREATIES / file, instrument="treaty", version="1")
    preamble = imported.draft.by_ref["preamble"]
    assert (
        imported.summary.recitals == recitals
        and preamble.text
        and preamble.closing == "Have agreed as follows:"
    )


def test_a_resolution_becomes_numbered_paragraphs() -> None:
    pytest.importorskip("pypdfium2")
    draft = import_file(
        TREATIES / "pdf/A-RES-79-271_n2505933.pdf",
        instrument="bbnj-resolution",
        version="2025-03-04",
    ).draft
    assert [ref for ref in draft.by_ref if ref != "title"] == [
        "preamble",
        *(f"preamble({n})" for n in range(1, 5)),
        *map(str, range(1, 10)),
    ]
    assert draft.symbol == "A/RES/79/271" and draft.title.startswith("79/271. ")
    assert "25-03668" not in dump_draft(draft)


def test_64_pages_in_three_seconds() -> None:
    pytest.importorskip("pypdfium2")
    began = sum(os.times()[:4])  # computing time, that of the process that reads the PDF included
    import_file(TREATIES / "pdf/BBNJ-agreement-en.pdf", instrument="bbnj", version="2023-06-19")
    assert sum(os.times()[:4]) - began < 3


def test_akoma_ntoso_of_an_official_text(tmp_path) -> None:  # type: ignore[no-untyped-def]
    draft = import_file(
        TREATIES / "uncac/official.txt", instrument="uncac", version="2003-10-31"
    ).draft
    (path := tmp_path / "uncac.xml").write_text(write_akn(draft), encoding="utf-8")
    assert import_file(path).draft == draft


def test_gold_is_as_described() -> None:
    assert len(json.loads((TREATIES / "bbnj/en.json").read_text(encoding="utf-8"))) == 279
