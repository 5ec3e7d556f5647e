"""Rows laid out and painted: widths, wide characters, colours that are read on any background."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.color_triplet import ColorTriplet

from clausecmp.render.segments import BLANK, Row, Segment, line
from clausecmp.render.terminal import THEME, as_text, render_rows

STYLES = sorted(THEME.styles)
WORDS = [
    "shall",
    "[bold]may[/bold]",
    "[/]",
    ":smile:",
    "électronique",
    "договор",
    "a\u0301e\u0300",
    "各缔约国应当",
    "ｗｉｄｅ",
    "😀",
    "→",
    "x" * 70,
]


def sides(left: Iterable[Segment], right: Iterable[Segment]) -> Row:
    return Row("sides", tuple(left), tuple(right), 3, 2)


pieces = st.lists(
    st.builds(Segment, st.sampled_from([*WORDS, " ", "  ", "\n"]), st.sampled_from(["", *STYLES])),
    max_size=12,
).map(tuple)


@given(pieces, pieces, st.sampled_from([40, 60, 80, 100, 160, 200]))
def test_no_line_is_wider_and_no_word_is_lost(left, right, width) -> None:
    rows = [line(*left, indent=3, hang=4), Row("heading", left), BLANK, sides(left, right)]
    text = render_rows(rows, width=width)
    assert max(map(cell_len, text.splitlines())) <= width
    squeezed = re.sub(r"[\s│─]", "", text)
    words = ["".join("".join(piece.text for piece in cell).split()) for cell in (left, right)]
    assert sorted(squeezed) == sorted(words[0] * 3 + words[1])
    colored = render_rows(rows, width=width, color=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", colored)
    assert [row.rstrip() for row in plain.splitlines()] == text.splitlines()


@pytest.mark.parametrize("word", ["各缔约国应当", "ｗｉｄｅ", "😀", "a\u0301e\u0300", "→"])
def test_columns_stay_straight_beside_wide_and_combining_characters(word: str) -> None:
    left = [Segment(" ".join([word] * 12))]
    text = render_rows([sides(left, [Segment("right " * 30)])], width=80)
    assert {cell_len(row.partition("│")[0]) for row in text.splitlines()} == {41}


def test_hanging_lines_begin_under_the_indent() -> None:
    rows = [line(Segment("28(4)", "ref"), " each Party shall " * 6, indent=1, hang=4)]
    first, *rest = render_rows(rows, width=40).splitlines()
    assert first.startswith(" 28(4) each") and len(rest) == 3
    assert all(row.startswith("     ") and row[5] != " " for row in rest)


def test_markup_and_control_characters_are_text() -> None:
    piece = Segment("[red]a[/red]\x1b[2J\tb\u202ec :smile:", "delete")
    assert render_rows([line(piece)], width=80).rstrip("\n") == "[red]a[/red][2J bc :smile:"
    assert as_text([piece]).plain == "[red]a[/red][2J bc :smile:"


def test_a_table_has_numbers_to_the_right_and_becomes_text_where_it_is_too_wide() -> None:
    rows = [
        Row("table", (Segment("draft"), Segment("clauses"), Segment("title"))),
        Row("table", (Segment("harbour@2001-01-01"), Segment("7"), Segment("各缔约国"))),
    ]
    assert render_rows(rows, width=60).splitlines() == [
        "draft               clauses  title",
        "harbour@2001-01-01        7  各缔约国",
    ]
    assert render_rows(rows, width=30).splitlines() == [
        "draft  clauses  title",
        "harbour@2001-01-01  7  各缔约",
        "    国",
    ]


def test_other_encodings_get_ascii_signs() -> None:
    rows = [Row("heading", (Segment("1 → 2"),)), sides([Segment("“a”")], [Segment("b")])]
    assert render_rows(rows, width=40, encoding="latin-1").isascii()


def brightness(color: ColorTriplet) -> float:
    """The relative luminance of WCAG 2."""
    parts = [
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in color.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("name", [name for name in STYLES if THEME.styles[name].color])
def test_every_colour_reads_on_black_and_on_white(name: str) -> None:
    color = THEME.styles[name].color
    assert color
    light = brightness(color.get_truecolor())
    assert min((light + 0.05) / 0.05, 1.05 / (light + 0.05)) >= 3.5
    assert (light + 0.05) / (brightness(ColorTriplet(0x29, 0x29, 0x29)) + 0.05) >= 3.2
    # of sixteen colours: not white, yellow, green or cyan, which many light terminals show pale
    assert color.downgrade(ColorSystem.STANDARD).number in (1, 4, 5, 8, 9, 12, 13)


def test_arabic_stands_in_an_isolate_and_refs_beside_it() -> None:
    text = "تتخذ كل دولة التدابير اللازمة."
    for shown in render_rows(
        [Row("line", (Segment("5(1) "), Segment(text)))], width=24
    ).splitlines():
        assert shown.count("\u2067") == shown.count("\u2069") == 1
        before, _, rest = shown.partition("\u2067")
        assert before in ("5(1) ", "") and rest.endswith("\u2069")


def test_marks_of_direction_in_a_draft_never_reach_the_terminal() -> None:
    text = "\u202edne\u202c \u2067تتخذ\u200f دولة"
    out = render_rows([Row("line", (Segment(text),))], width=40)
    assert out == "dne \u2067تتخذ دولة\u2069\n"
    assert "\u2067" not in render_rows([Row("line", (Segment("\u2067plain\u2069"),))], width=40)


def test_chinese_lines_break_between_signs_and_not_before_a_stop() -> None:
    out = render_rows([Row("line", (Segment("各国应采取必要的措施，保护其港口。"),))], width=12)
    assert out.splitlines() == ["各国应采取必", "要的措施，保", "护其港口。"]
