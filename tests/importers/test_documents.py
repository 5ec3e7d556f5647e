"""Acts as their offices publish them (Akoma Ntoso, HTML, Word), where a corpus of them is beside
the checkout: every article found, no word lost, and a draft that loads. Documents set aside for a
final count are not named here."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from clausecmp.files.drafts import build_draft, dump_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.importers.imported import Imported, import_file
from clausecmp.model.draft import Draft
from tests.bench.importing import TREATIES
from tests.conftest import needs_shared

pytestmark = needs_shared

DOCUMENTS = TREATIES.parent / "documents"
NAMES = [
    "akn/bungenix-act.xml",
    "akn/indigo-basic.xml",
    "akn/itu-res_2.xml",
    "akn/uk-Agricultural-H-act.xml",
    "docx/aus-aml-ctf-transitional-2026.docx",
    "docx/indigo-act-2-1998.docx",
    "html/32012l0027-2018-07-09.en.html",
    "html/32014l0024-2016-01-01.en.html",
    "html/indigo-tz-cap1.html",
]
SIDE = re.compile(r"[^\W_]+")


def read(name: str) -> Imported:
    if not (DOCUMENTS / name).exists():
        pytest.skip(f"needs the corpus of documents ({name})")
    return import_file(DOCUMENTS / name, instrument="x", version="1")


def truth(name: str) -> dict[str, Any]:
    rows = json.loads((DOCUMENTS / "manifest.json").read_text("utf-8"))
    return next(row for row in rows if row["file"] == name)


def units(draft: Draft) -> list[str]:
    """The numbers of the articles; of a resolution those of its paragraphs."""
    kind = "article" if any(one.kind == "article" for one in draft.walk()) else "paragraph"
    return [
        one.number.casefold()
        for one in draft.walk()
        if one.kind == kind and one.number and not one.ref.startswith("annex")
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_article_and_recital(name: str) -> None:
    draft = read(name).draft
    wanted = truth(name)
    if wanted["articles"]:
        assert units(draft) == [number.casefold() for number in wanted["articles"]]
    if wanted["recitals"] is not None:
        assert sum(one.kind == "recital" for one in draft.walk()) == wanted["recitals"]
    assert draft.language == wanted["language"]
    loaded, problems = build_draft(parse_yaml(dump_draft(draft)))
    assert loaded == draft and not problems


def words(texts: list[str]) -> Counter[str]:
    return Counter(SIDE.findall(" ".join(texts).casefold()))


def shown(draft: Draft) -> list[str]:
    return [
        part or ""
        for one in draft.walk()
        for part in (one.kind, one.number, one.heading, one.text, one.closing)
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("akn/")])
def test_no_word_of_akoma_ntoso_is_lost(name: str) -> None:
    """All words below the documents but their metadata stand in the draft or are left over."""
    imported = read(name)
    root = ElementTree.parse(DOCUMENTS / name).getroot()
    for holder in list(root.iter()):
        for child in list(holder):
            if child.tag.rpartition("}")[2] in ("meta", "staticContent"):
                holder.remove(child)
    there = words(["\n".join(root.itertext())])
    have = words([*shown(imported.draft), *(one.text for one in imported.summary.left_over)])
    lost = there - have
    assert lost.total() <= 0.01 * there.total(), lost.most_common(10)


def test_an_act_is_read_in_little_time() -> None:
    import time

    begin = time.perf_counter()
    read("html/32014l0024-2016-01-01.en.html")
    assert time.perf_counter() - begin < 15


def test_quoted_provisions_are_no_articles() -> None:
    draft = read("akn/bungenix-act.xml").draft
    assert "3A" not in units(draft) and "Functions of the Service" in (draft.by_ref["3"].text or "")


def test_endnotes_and_contents_of_a_word_act_are_left_over() -> None:
    draft = read("docx/aus-aml-ctf-transitional-2026.docx").draft
    said = Path(DOCUMENTS / "docx/aus-aml-ctf-transitional-2026.text.txt").read_text("utf-8")
    extra = words(shown(draft)) - words([said])
    assert sum(count for word, count in extra.items() if word not in ("article", "item")) < 150
    assert not any("Abbreviation key" in (one.heading or "") for one in draft.walk())
