"""Fonts without usable letters, and headings that came out partly as other signs."""

from __future__ import annotations

import pytest

from clausecmp.importers.fonts import find_unreadable, is_garbled, name_pages, tell_unreadable
from clausecmp.importers.titles import find_title, is_title

READABLE = "The Parties shall fly their kites in accordance with article 3, paragraph 1.\n" * 5


@pytest.mark.parametrize(
    "text",
    [
        "\u024b\u0248\u0246\u0245\u0242\u024c \u0249\u0248\u023b\u0243\u0244\u0246 " * 10,
        "\ue001\ue002\ue003 \ue004\ue005 " * 10,
        "'(6)1$7,21681,(6 %,2/2*,48( (7)/$ 85$%/( " * 10,
    ],
)
def test_pages_without_letters_are_found(text: str) -> None:
    pages, share = find_unreadable([text, "", text])
    assert pages == [1, 2, 3] and share == 1.0
    assert tell_unreadable(pages) == (
        "the file's fonts give no readable text on pages 1-3; it needs OCR "
        "(for example `ocrmypdf --redo-ocr`)"
    )


@pytest.mark.parametrize(
    "text",
    [
        READABLE,
        "Стороны запускают воздушных змеев в соответствии со статьёй 3. " * 5,
        "缔约方应当按照第三条放风筝。" * 10,
        "تطلق الأطراف طائراتها الورقية وفقا للمادة 3. " * 5,
        "12 345 67 890 1 234 5 678 90 " * 10,
        "Article 1 ................................. 3\n" * 10,
    ],
)
def test_text_of_any_script_is_readable(text: str) -> None:
    assert find_unreadable([text]) == ([], 0.0)


def test_pages_are_named_in_runs() -> None:
    assert name_pages([3]) == "page 3"
    assert name_pages([1, 2, 3, 7]) == "pages 1-3, 7"


@pytest.mark.parametrize("text", ["PRÉAM%ULE", "L¶UTILISATION DURA%LE", "=ONES MARINES"])
def test_garbled_headings(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text", ["RESEARCH & DEVELOPMENT", "ARTICLE 5", "A/RES/77/321", "R&D", "50 % OF KITES"]
)
def test_clean_headings(text: str) -> None:
    assert not is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "u) Bearing in mind that kites fly,",
        "Pp2 In pursuit of kites",
        "A/77/L.82",
        "12",
        "Contents",
        "The Parties to this Agreement,",
    ],
)
def test_what_is_no_title(text: str) -> None:
    assert not is_title(text)


def test_the_title_a_file_states_stands_in() -> None:
    assert find_title("u) Bearing in mind,", "Kite agreement", [], "kites") == (
        "Kite agreement",
        [],
    )
    assert find_title(None, None, [], "kites")[0] == "kites"
