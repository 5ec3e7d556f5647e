"""Negotiating brackets: what is open, which alternatives there are, and what became of them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecmp.comparison.brackets import Resolution, compare_texts, find_open, read_option
from tests.cli.test_diff import DRAFTS, VERSIONS

TEXTS = {
    "for [sixty] days": [["sixty"]],
    "for [thirty / sixty] days": [["thirty", "sixty"]],
    "for [30/60] days": [["30", "60"]],
    "for [thirty] [sixty] days": [["thirty", "sixty"]],
    "for [thirty]/[sixty] or [ninety] days": [["thirty", "sixty", "ninety"]],
    "[option 1: grey] [option 2: blue]": [["grey", "blue"]],
    "is [Option A] grey [Option B] blue and [dark]": [["grey", "blue and [dark]"]],
    "[oil and/or wicks]": [["oil and/or wicks"]],
    "[a [b] c] and [d]": [["a [b] c"], ["d"]],
    "[a / [b / c]]": [["a", "[b / c]"]],
    "[ ] and [...]": [[""], ["..."]],
    "a [ that is never closed": [],
    "closed ] first [b]": [["b"]],
    "nothing": [],
}


@pytest.mark.parametrize("text", TEXTS)
def test_open_passages_and_their_alternatives(text: str) -> None:
    found = find_open(text)
    assert [
        [read_option(text, option) for option in passage.options] for passage in found
    ] == TEXTS[text]


@given(st.text(st.sampled_from("ab []/1:option "), max_size=60))
def test_passages_are_in_order_and_hold_their_alternatives(text: str) -> None:
    at = 0
    for passage in find_open(text):
        assert at <= passage.start < passage.end <= len(text) and text[passage.start] == "["
        assert all(
            passage.start < option.start <= option.end <= passage.end for option in passage.options
        )
        at = passage.end


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("the lamp burns [all night]", "the lamp burns all night", [("left", "settled", None)]),
        ("the lamp burns [all night]", "the lamp burns", [("left", "deleted", None)]),
        (
            "the lamp burns [all night]",
            "the lamp burns [all night long]",
            [("left", "still open", None)],
        ),
        ("the lamp burns", "the lamp burns [all night]", [("right", "opened", None)]),
        ("the lamp burns all night", "the lamp burns [all night]", [("right", "opened", None)]),
        ("burns [until midnight] [until dawn].", "burns until dawn.", [("left", "settled", 1)]),
        ("every [thirty / sixty] days", "every thirty days", [("left", "settled", 0)]),
        ("every [thirty / sixty] days", "every ten days", [("left", "deleted", None)]),
        ("[the whole clause]", "", [("left", "deleted", None)]),
        ("", "[the whole clause]", [("right", "opened", None)]),
        (
            "a [b c] d [e f]",
            "a b c d [e f] [g h]",
            [("left", "settled", None), ("left", "still open", None)],
        ),
    ],
)
def test_what_became_of_open_text(left: str, right: str, expected: list) -> None:
    assert [
        (side, successor, chosen) for side, _, successor, _, chosen in compare_texts(left, right)
    ] == expected


@given(
    st.text(st.sampled_from("ab []/ "), max_size=40),
    st.text(st.sampled_from("ab []/ "), max_size=40),
)
def test_every_left_passage_has_one_successor(left: str, right: str) -> None:
    found = compare_texts(left, right)
    assert [n for side, n, *_ in found if side == "left"] == list(range(len(find_open(left))))
    assert all(successor in Resolution for _, _, successor, *_ in found) and all(
        successor == "opened" for side, _, successor, *_ in found if side == "right"
    )


@pytest.mark.parametrize("columns", [60, 120])
def test_the_view_reads_as_in_the_golden_file(run, golden, columns: int) -> None:
    result = run(
        "diff", "reef@first", "reef@second", *VERSIONS, "--view", "brackets", columns=columns
    )
    assert result.exit_code == 0, result.output
    golden(f"diff/brackets-{columns}.txt", result.stdout)


def test_drafts_without_brackets_say_so(run) -> None:
    text = run("diff", "harbour", "harbour", *DRAFTS, "--view", "brackets").stdout
    assert text.count("no square brackets") == 2


def test_the_summary_counts_open_text_by_article(run) -> None:
    assert "6 in reef@2021-01-01: 1 (3), 2 (2), 3" in " ".join(
        run("diff", "reef@first", "reef@second", *VERSIONS).stdout.split()
    )
    assert json.loads(
        run("diff", "reef@first", "reef@second", *VERSIONS, "--format", "json").stdout
    )["pairs"]
