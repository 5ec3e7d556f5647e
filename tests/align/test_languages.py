"""Alignment and redlines in six languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecmp.align.alignment import align_drafts
from clausecmp.model.vocabulary import Relation
from clausecmp.redline.words import Op, make_redline

from ..texts import LANGUAGES, NUMBERS, TEXTS, make_treaty

CHANGED = {"zh": "鲸", "ru": "ж", "ar": "ظ"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_character_changed_in_every_clause_loses_no_pair(language: str) -> None:
    texts = [text[:5] + CHANGED.get(language, "q") + text[6:] for text in TEXTS[language]]
    found = align_drafts(make_treaty(language), make_treaty(language, "2", texts=texts))
    assert {(join.left, join.right) for pair in found.pairs for join in pair.joins} == {
        (ref, ref) for ref in ["title", *NUMBERS]
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_renumbered_articles_are_found(language: str) -> None:
    found = align_drafts(make_treaty(language), make_treaty(language, "2", renumbered=20))
    assert all(pair.relation is Relation.SAME and pair.sure for pair in found.pairs)


@pytest.mark.parametrize(
    ("left", "right", "number"),
    [
        (
            "Les mesures visées à l’article 5 sont prises.",
            "Les mesures visées à l’article 7 sont prises.",
            ("5", "7"),
        ),
        (
            "Las medidas del artículo 5 se tomarán.",
            "Las medidas del artículo 7 se tomarán.",
            ("5", "7"),
        ),
        (
            "Меры, указанные в статье 5, принимаются.",
            "Меры, указанные в статье 7, принимаются.",
            ("5", "7"),
        ),
        ("应采取第五条规定的措施。", "应采取第七条规定的措施。", ("五", "七")),
        ("تتخذ التدابير الواردة في المادة ٥.", "تتخذ التدابير الواردة في المادة ٧.", ("٥", "٧")),
    ],
)
def test_another_number_of_a_reference(left: str, right: str, number: tuple[str, str]) -> None:
    edits = make_redline(left, right).edits
    assert [(edit.left, edit.right) for edit in edits if edit.op is Op.NUMBER] == [number]
    assert not [edit for edit in edits if edit.op in (Op.DELETE, Op.INSERT)]


def test_chinese_is_marked_by_characters_not_by_sentences() -> None:
    edits = make_redline("各国应采取必要的措施保护港口。", "各国可以采取必要的措施保护港口。").edits
    changed = [(edit.left, edit.right) for edit in edits if edit.op is not Op.EQUAL]
    assert changed == [("应", ""), ("", "可以")]


def test_vowel_signs_and_dots_are_spelling() -> None:
    for left, right in [
        ("وفقا للمادة", "وفقًا للمادّة"),
        ("ее мере", "её мере"),
        ("e\u0301tat", "état"),
    ]:
        assert not make_redline(left, right).changed


@given(
    st.text(alphabet="国家应采取措施，。第五条（二） ab", max_size=40),
    st.text(alphabet="国家可以采取，。第六条 ac", max_size=40),
)
def test_redlines_of_chinese_rebuild_both_texts(left: str, right: str) -> None:
    line = make_redline(left, right)
    assert (line.left, line.right) == (left, right)


@given(
    st.text(alphabet="دولةطرف المادة٥\u064b\u0651\u0640،. ab", max_size=40),
    st.text(alphabet="الدول مادة٦\u064b\u0640،. ac", max_size=40),
)
def test_redlines_of_arabic_rebuild_both_texts(left: str, right: str) -> None:
    line = make_redline(left, right)
    assert (line.left, line.right) == (left, right)
