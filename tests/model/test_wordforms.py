"""Words that name provisions, in six languages."""

from __future__ import annotations

import pytest

from clausecmp.model.numerals import ARABIC_ORDINALS, fold_digits, read_chinese
from clausecmp.model.wordforms import LANGUAGES, find_provisions, forms_of


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "under articles 5, 7 and 9", [("article", ("5", "7", "9"))]),
        ("fr", "en vertu des articles 5, 7 et 9", [("article", ("5", "7", "9"))]),
        (
            "fr",
            "la lettre a) du paragraphe 2 de l’article 14",
            [("point", ("a",)), ("paragraph", ("2",)), ("article", ("14",))],
        ),
        ("es", "en virtud de los artículos 5, 7 y 9", [("article", ("5", "7", "9"))]),
        ("ru", "согласно статьям 5, 7 и 9", [("article", ("5", "7", "9"))]),
        ("ru", "в пункте 2 статьи 14", [("paragraph", ("2",)), ("article", ("14",))]),
        ("zh", "根据第五条、第七条", [("article", ("5",)), ("article", ("7",))]),
        (
            "zh",
            "根据第十四条第二款第（三）项",
            [("article", ("14",)), ("paragraph", ("2",)), ("point", ("3",))],
        ),
        ("ar", "بموجب المواد ٥ و ٧ و ٩", [("article", ("5", "7", "9"))]),
        ("ar", "وفقا للفقرة 2 من المادة 14", [("paragraph", ("2",)), ("article", ("14",))]),
    ],
)
def test_provisions(language: str, text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(one.kind, one.numbers) for one in find_provisions(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("nationale", "nationales", "nationaux")),
        ("es", ("autoridad", "autoridades")),
        ("ru", ("мера", "меры", "мерами", "мерах")),
        ("ar", ("تدابير", "التدابير", "والتدابير", "بالتدابير", "للتدابير")),
        ("zh", ("国",)),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, words: tuple[str, ...]) -> None:
    forms = forms_of(language)
    assert forms is not None
    assert len({forms.stem(word) for word in words}) == 1


def test_english_and_unread_languages_have_no_forms_here() -> None:
    assert forms_of("en") is None and forms_of("de") is None
    assert set(LANGUAGES) == {"en", "fr", "es", "ru", "zh", "ar"}


def test_numerals() -> None:
    assert read_chinese("一百二十三") == 123 and read_chinese("十") == 10
    assert read_chinese("二八七") == 287 and read_chinese("两百零五") == 205  # both ways of writing
    assert read_chinese("十条") == 0 and read_chinese("九" * 5000) == 0
    assert fold_digits("٣٠ و ۴") == "30 و 4"
    assert ARABIC_ORDINALS["الأولى"] == 1 and ARABIC_ORDINALS["الثانية عشرة"] == 12
    assert ARABIC_ORDINALS["الخامسة والأربعون"] == 45 and ARABIC_ORDINALS["العشرون"] == 20
