"""In which language a text is: six are known, short texts too, and others are not guessed."""

from __future__ import annotations

import pytest

from clausecmp.model.detection import UNKNOWN, detect_language

from ..texts import LANGUAGES, TEXTS

OTHERS = {
    "German": "Jeder Staat trifft die Maßnahmen, die zum Schutz seiner Häfen vor Feuer nötig sind.",
    "Portuguese": "Cada Estado toma as medidas necessárias para proteger os seus portos do fogo e não fecha um porto.",
    "Italian": "Ogni Stato adotta le misure necessarie per proteggere i suoi porti dal fuoco e non chiude un porto.",
    "Dutch": "Elke staat neemt de maatregelen die nodig zijn om zijn havens tegen brand te beschermen.",
    "Ukrainian": "Кожна держава вживає заходів, необхідних для захисту її гаваней від пожежі.",
    "Japanese": "各国は、その港を火災から守るために必要な措置をとる。",
    "Persian": "هر کشور اقدامات لازم را برای حفاظت از بندرهای خود در برابر آتش انجام می‌دهد.",
    "Greek": "Κάθε κράτος λαμβάνει τα μέτρα που είναι αναγκαία.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_in_its_language(language: str) -> None:
    assert detect_language("\n".join(TEXTS[language])) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_sentence_is_never_in_another_language(language: str) -> None:
    found = [detect_language(text) for text in TEXTS[language]]
    assert set(found) <= {language, UNKNOWN}
    assert found.count(language) >= 8


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_not_guessed(language: str) -> None:
    assert detect_language(OTHERS[language]) == UNKNOWN


@pytest.mark.parametrize("text", ["", "12 (3)", "A/RES/79/243", "Annex"])
def test_what_says_nothing_is_unknown(text: str) -> None:
    assert detect_language(text) == UNKNOWN


def test_names_in_latin_letters_make_no_other_language() -> None:
    assert detect_language("缔约国应与 INTERPOL 和 Europol 合作。") == "zh"
    assert detect_language("Стороны сотрудничают с Interpol.") == "ru"
