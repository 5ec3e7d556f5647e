"""Russian, Chinese and Arabic words: how they are parted, folded and stemmed."""

from __future__ import annotations

import pytest

from clausecmp.law.lexicon import load_lexicon
from clausecmp.law.scripts import (
    is_russian_participle,
    key_characters,
    normalize_word,
    split_word,
    write_forms,
)
from clausecmp.law.stems import STEMS
from clausecmp.law.words import read_words
from clausecmp.model.references import ReferenceReader


@pytest.mark.parametrize(
    ("language", "word", "pieces"),
    [
        ("zh", "应在三十日内", "应 在 三十 日 内"),
        ("zh", "第12条", "第 12 条"),
        ("ar", "وتتخذ", "و تتخذ"),
        ("ar", "والدول", "و الدول"),
        ("ar", "ولا", "و لا"),
        ("ar", "وصول", "وصول"),
        ("ar", "وفقا", "وفقا"),
        ("ru", "государство-участник", "государство-участник"),
    ],
)
def test_words_written_as_one_are_parted(language: str, word: str, pieces: str) -> None:
    assert list(split_word(word, language)) == pieces.split()


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("ar", "تُعيِّنُ", "تعين"),
        ("ar", "إتاحة", "اتاحه"),
        ("ar", "مدى", "مدي"),
        ("ar", "،", ","),
        ("ar", "٣٠", "30"),
        ("ru", "учёт", "учет"),
    ],
)
def test_letters_are_folded(language: str, one: str, other: str) -> None:
    assert normalize_word(one, language) == other


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("ru", "государство государства государствами государству"),
        ("ru", "применять применяет применяется применение применению"),
        ("ru", "публикует публиковать публикуют"),
        ("ru", "обязательство обязательств обязательствами"),
        ("ar", "دوله الدوله للدوله والدوله"),
        ("ar", "سلطه السلطات سلطات"),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, forms: str) -> None:
    assert len({STEMS[language][form] for form in forms.split()}) == 1


def test_participles_open_a_phrase() -> None:
    assert all(map(is_russian_participle, ["осуществляющая", "предусмотренных", "принимаемые"]))
    assert not any(map(is_russian_participle, ["сторона", "принимает", "меры"]))


def test_forms_are_written_as_texts_are_parted() -> None:
    assert list(write_forms("应/必须 ... 确保", "zh")) == ["应 ... 确 保", "必 须 ... 确 保"]
    assert list(write_forms("لا يجوز", "ar")) == ["لا/فلا يجوز"]
    assert list(write_forms("ي*", "ar")) == ["ي*"]


def test_known_words_have_one_key_and_others_are_paired() -> None:
    keys = key_characters(list("缔约国采取有效措施的"), {"缔约国", "措施"}, {"的"})
    assert keys == ["缔约国", "", "", "采取", "取有", "有效", "", "措施", "", ""]
    assert key_characters(["船"], set(), set()) == ["船"]


def test_a_reference_within_a_run_of_characters_is_one_word() -> None:
    lexicon = load_lexicon("zh")
    assert lexicon is not None
    text = "本条不适用于第七条所述船舶。"
    words = read_words(text, "3", lexicon, None, ReferenceReader())
    assert "适" in words.folded
    for folded, start, end in zip(words.folded, words.starts, words.ends):
        assert folded.startswith("§") or text[start:end] == folded
