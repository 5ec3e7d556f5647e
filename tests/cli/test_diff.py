"""clausecmp diff: what a negotiator sees, as golden files that people read (tests/golden/diff)."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from rich.cells import cell_len

from clausecmp.law.signals import Phrase, Quote
from clausecmp.model.vocabulary import Grade, Slot
from tests.conftest import GOLDEN, make_signal

HERE = GOLDEN / "diff"
DRAFTS = ("--drafts", str(HERE / "drafts"), "--mappings", str(HERE / "mappings"))
VERSIONS = (
    "--drafts",
    str(HERE / "versions"),
    "--mappings",
    str(HERE / "versions"),
)  # a folder without mappings


@pytest.mark.parametrize("columns", [40, 60, 100, 160])
@pytest.mark.parametrize("color", ["never", "always"])
def test_diff_reads_as_in_the_golden_file(run, golden, columns, color) -> None:
    result = run("diff", "harbour", "lagoon", *DRAFTS, "--color", color, columns=columns)
    assert result.exit_code == 0, result.output
    golden(f"diff/{columns}-{color}.txt", result.stdout)


def test_everything_with_every_mark(run, golden) -> None:
    golden(
        "diff/all-exact.txt",
        run("diff", "harbour", "lagoon", *DRAFTS, "--all", "--exact", columns=100).stdout,
    )


@pytest.mark.parametrize("term", ["xterm", "xterm-256color", "dumb"])
def test_colours_are_codes_alone(run, golden, term) -> None:
    """In a process of its own: rich keeps the codes of a style once it has made them."""
    args = ("diff", "harbour", "lagoon", *DRAFTS, "--article", "3")
    colored = subprocess.run(
        [sys.executable, "-m", "clausecmp", *args, "--color", "always"],
        env={**os.environ, "TERM": term, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    ).stdout
    golden(f"diff/colors-{'256' if '256' in term else '16'}.txt", colored)
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == run(*args).stdout


@pytest.mark.parametrize("columns", [40, 60, 100, 160])
def test_no_line_is_wider_than_the_terminal(run, columns) -> None:
    for left, right, where in (
        ("harbour", "lagoon", DRAFTS),
        ("reef@first", "reef@second", VERSIONS),
    ):
        for view in ("inline", "side-by-side", "summary", "brackets"):
            result = run("diff", left, right, *where, "--view", view, "--all", columns=columns)
            assert max(map(cell_len, result.stdout.splitlines())) <= columns
    for view in ("inline", "side-by-side"):
        result = run(
            "diff",
            "reef@first",
            "reef@second",
            "reef@final",
            *VERSIONS,
            "--view",
            view,
            "--all",
            columns=columns,
        )
        assert max(map(cell_len, result.stdout.splitlines())) <= columns


def test_unchanged_runs_are_one_line_that_says_what_they_are(run) -> None:
    text = run("diff", "reef@second", "reef@final", *VERSIONS).stdout
    assert (
        "= Article 3 Fog, Article 4 Keepers  2 clauses unchanged in every word" in text
        and "ring a bell" not in text
    )
    assert "= 1(1) → 1(1)  unchanged in every word" in text
    full = run("diff", "reef@second", "reef@final", *VERSIONS, "--all").stdout
    assert "ring a bell" in full and "unchanged in every word" not in full.partition("Title")[2]
    assert "unchanged: 1 in every word, 1 but for renamed terms" in " ".join(
        run("diff", "harbour", "lagoon", *DRAFTS).stdout.split()
    )


def test_summary_comes_first_and_counts_what_is_shown(run) -> None:
    text = run("diff", "harbour", "lagoon", *DRAFTS).stdout
    head = text.partition("[-deleted-]")[0]
    for label in ("pairs", "signals", "concerns", "terms", "open text"):
        assert f"\n{label} " in head
    assert (
        "1 of 10 pairs are shown"
        in run("diff", "harbour", "lagoon", *DRAFTS, "--only", "added").stdout
    )


ONLY_REFS = {
    "added": {"7"},
    "removed": {"5"},
    "moved": {"2"},
    "terms": {"1(a)", "2"},
    "concerns": {"3(1)", "4"},
}


def refs_of(run, *options: str) -> set[str]:
    data = json.loads(
        run("diff", "harbour", "lagoon", *DRAFTS, "--format", "json", *options).stdout
    )
    return {(pair["right"] or pair["left"])[0] for pair in data["pairs"]}


@pytest.mark.parametrize("kind", ONLY_REFS)
def test_only_keeps_the_pairs_of_one_kind(run, kind) -> None:
    assert refs_of(run, "--only", kind) == ONLY_REFS[kind]


def test_only_can_be_repeated_and_everything_it_names_is_shown(run) -> None:
    assert refs_of(run, "--only", "added", "--only", "removed") == {"7", "5"}
    text = run("diff", "harbour", "lagoon", *DRAFTS, "--only", "terms").stdout
    assert "vaccinated" in text and "unchanged" not in text.partition("Article")[2]
    assert refs_of(run, "--only", "unsure") <= refs_of(run)


def test_grade_asks_for_signals_of_that_grade(run) -> None:
    data = json.loads(
        run("diff", "harbour", "lagoon", *DRAFTS, "--format", "json", "--grade", "high").stdout
    )
    assert data["pairs"] and all(
        {signal["grade"] for signal in pair["signals"]} == {"high"} for pair in data["pairs"]
    )
    assert run("diff", "harbour", "lagoon", *DRAFTS, "--grade", "highest").exit_code == 2


@pytest.fixture
def told(found_law):
    """Signals and phrases at 3(2) of harbour (a condition), 3(1) (a time, low) and 4 (wording)."""
    quote = Quote("3", 0, 10, "Each Party")
    condition = make_signal("condition added: for repairs", slot=Slot.CONDITION, right=quote)
    time = make_signal("time changed: six days", slot=Slot.TIME, grade=Grade.LOW, right=quote)
    wording = Phrase(Slot.WORDING, quote, None, False)
    found_law(
        {
            (("2(2)",), ("3(2)",)): ((condition,), (Phrase(Slot.CONDITION, None, quote, True),)),
            (("2(1)",), ("3(1)",)): ((time,), (Phrase(Slot.ACTOR, quote, quote, False),)),
            (("3",), ("4",)): ((), (wording,)),
        },
        "signals: obligations only in Gullish",
    )


@pytest.mark.parametrize(
    ("options", "refs"),
    [
        (("--only", "conditions"), {"3(2)"}),
        (("--only", "times", "--only", "conditions"), {"3(1)", "3(2)"}),
        (("--only", "actors"), {"3(1)"}),
        (("--only", "wording"), {"4", "3(1)", "title"}),
        (("--only", "purposes"), set()),
        (("--only", "times", "--grade", "high"), set()),
        (("--only", "times", "--grade", "low"), {"3(1)"}),
        (("--only", "actors", "--grade", "low"), set()),
        (("--only", "added", "--grade", "low"), {"3(1)", "7"}),
    ],
)
def test_only_asks_where_in_a_statement_something_changed(run, told, options, refs) -> None:
    assert refs_of(run, *options) == refs


def test_a_slot_that_is_no_slot_is_told_the_nearest(run) -> None:
    result = run("diff", "harbour", "lagoon", *DRAFTS, "--only", "condition")
    assert result.exit_code == 2 and "did you mean 'conditions'?" in result.output


def test_what_is_not_read_stands_beside_the_signals(run, told) -> None:
    text = " ".join(run("diff", "harbour", "lagoon", *DRAFTS).stdout.split())
    assert "1 high !!!, 1 low !: changes of law; obligations only in Gullish" in text
    none = run("diff", "harbour", "lagoon", *DRAFTS, "--only", "removed").stdout
    assert "signals    obligations only in Gullish" in none and "signals    none" not in none


def test_versions_show_signals_and_what_is_not_read(run, found_law) -> None:
    signal = make_signal("duty dropped: each Party to light a lamp", why="No clause says so.")
    gone = make_signal("duty dropped: to sound a horn", left=Quote("1(3)", 0, 4, "Each"))
    found_law(
        {(("1(1)",), ("1(1)",)): ((signal,), ()), (("1(3)",), ()): ((gone,), ())},
        "signals: obligations only in Gullish",
    )
    names = ("reef@first", "reef@second", "reef@final")
    text = run("diff", *names, *VERSIONS, columns=200).stdout
    assert "signals: 2 high; obligations only in Gullish" in text
    assert text.count("!!! high  first → second  duty dropped: to sound a horn (1(3))") == 1
    assert "!!! high  first → second  duty dropped: each Party to light a lamp\n" in text
    data = json.loads(run("diff", *names, *VERSIONS, "--format", "json").stdout)
    assert data["signals_note"] == ["signals: obligations only in Gullish"] * 2
    lone = [pair["left"] for thread in data["threads"] for step in thread["lone"] for pair in step]
    assert ["1(3)"] in lone
    data = json.loads(
        run("diff", *names, *VERSIONS, "--format", "json", "--only", "statements").stdout
    )
    assert [["1(3)"], [], []] in [thread["refs"] for thread in data["threads"]]


def test_show_has_the_signals_of_each_counterpart(run, told) -> None:
    text = " ".join(run("show", "lagoon@draft", "3(2)", *DRAFTS).stdout.split())
    assert "!!! high condition added: for repairs (3)" in text
    assert "signals: obligations only in Gullish" in text


def test_options_of_concerns_leave_the_pairs_that_have_such_concerns(run) -> None:
    assert refs_of(run, "--side", "civil-society") == {"4"}
    assert refs_of(run, "--side", "civil-society", "--only", "added") == {"7"}
    text = run("diff", "harbour", "lagoon", *DRAFTS, "--stakeholder", "guild").stdout
    assert "guild-hours" in text and "ada-silence" not in text
    assert run("diff", "harbour", "lagoon", *DRAFTS, "--theme", "quite").exit_code == 2


def test_a_concern_is_told_once_and_named_after_that(run, tmp_path) -> None:
    mappings = tmp_path / "mappings"
    shutil.copytree(HERE / "mappings", mappings)
    path = mappings / "concerns" / "quay.yaml"
    path.write_text(path.read_text().replace('refs: ["4"]', 'refs: ["4", "7"]'))
    text = run(
        "diff", "harbour", "lagoon", "--drafts", str(HERE / "drafts"), "--mappings", str(mappings)
    ).stdout
    assert text.count("leaves the halls") == 1 and "* also here, shown above: ada-silence" in text


def test_a_moved_clause_says_where_it_stood(run) -> None:
    assert "6 → 2  terms, moved" in run("diff", "harbour", "lagoon", *DRAFTS, "--all").stdout
    assert "stood after 5, stands after 1(b)" in " ".join(
        run("diff", "harbour", "lagoon", *DRAFTS, "--all").stdout.split()
    )


def test_pager_only_in_a_terminal_and_only_when_long(run, monkeypatch) -> None:
    from clausecmp.cli import console

    shown: list[str] = []
    monkeypatch.setattr(
        console.click, "echo_via_pager", lambda text, color=None: shown.append(text)
    )
    run("diff", "harbour", "lagoon", *DRAFTS)
    assert not shown
    monkeypatch.setattr(console, "_is_long", lambda text: True)
    assert run("diff", "harbour", "lagoon", *DRAFTS).stdout == "" and "Summary" in shown[0]
    assert (
        "Summary" in run("diff", "harbour", "lagoon", *DRAFTS, "--no-pager").stdout
        and len(shown) == 1
    )


@pytest.mark.parametrize("columns", [60, 130])
def test_several_versions_read_as_in_the_golden_file(run, golden, columns) -> None:
    result = run("diff", "reef@first", "reef@second", "reef@final", *VERSIONS, columns=columns)
    assert result.exit_code == 0, result.output
    golden(f"diff/versions-{columns}.txt", result.stdout)


def test_every_clause_stands_in_one_thread(run) -> None:
    names = ("reef@first", "reef@second", "reef@final")
    data = json.loads(run("diff", *names, *VERSIONS, "--format", "json").stdout)
    assert data["drafts"] == ["reef@2021-01-01", "reef@2022-01-01", "reef@2023-01-01"]
    for k, name in enumerate(names):
        clauses = json.loads(run("export", name, *VERSIONS).stdout)["clauses"]
        assert sorted(ref for thread in data["threads"] for ref in thread["refs"][k]) == sorted(
            clause["ref"] for clause in clauses
        )
    assert [thread["refs"] for thread in data["threads"] if thread["refs"][0] == ["1(3)"]] == [
        [["1(3)"], [], []]
    ]
    assert all(len(thread["steps"]) == 2 for thread in data["threads"])


def test_versions_take_the_filters(run) -> None:
    names = ("reef@first", "reef@second", "reef@final")
    data = json.loads(
        run("diff", *names, *VERSIONS, "--format", "json", "--only", "removed").stdout
    )
    assert [thread["refs"] for thread in data["threads"]] == [[["1(3)"], [], []], [[], ["5"], []]]
    assert "Fog" not in run("diff", *names, *VERSIONS, "--article", "1").stdout
    assert run("diff", *names, *VERSIONS, "--view", "brackets").exit_code == 2
    assert run("diff", *names, *VERSIONS, "--exit-code").exit_code == 1


def test_summary_has_a_line_for_each_article(run, golden) -> None:
    golden(
        "diff/summary.txt", run("diff", "harbour", "lagoon", *DRAFTS, "--view", "summary").stdout
    )


def test_without_links_the_text_alone_decides(run, golden) -> None:
    golden(
        "diff/no-links.txt",
        run("diff", "harbour", "lagoon", *DRAFTS, "--no-links", "--no-concerns").stdout,
    )


def test_article_can_be_named_by_either_side(run) -> None:
    by_left = run(
        "diff", "harbour", "lagoon", *DRAFTS, "--article", "Art. 6", "--no-concerns"
    ).stdout
    assert "Article 2 Cats" in by_left and "Article 6 Returns" in by_left
    by_clause = run("diff", "harbour", "lagoon", *DRAFTS, "--article", "3(2)").stdout
    assert "3(2)" in by_clause and "3(1)" not in by_clause


def test_brackets_and_markup_in_a_draft_stand_as_written(run) -> None:
    for columns in (60, 120):
        words = "".join(
            run(
                "diff",
                "harbour",
                "lagoon",
                *DRAFTS,
                "--article",
                "7",
                "--color",
                "always",
                columns=columns,
            ).stdout.split()
        )
        assert "[bold]consider[/bold][/]thecolourofwhales[option1:grey][option2:blue]." in words


def test_json_rebuilds_both_texts_and_has_every_clause_once(run) -> None:
    data = json.loads(run("diff", "harbour", "lagoon", *DRAFTS, "--format", "json").stdout)
    for side, name, op in (("left", "harbour", "insert"), ("right", "lagoon", "delete")):
        clauses = json.loads(run("export", name, *DRAFTS).stdout)["clauses"]
        words = {c["ref"]: "\n".join(filter(None, (c["text"], c["closing"]))) for c in clauses}
        assert sorted(ref for pair in data["pairs"] for ref in pair[side]) == sorted(words)
        for pair in data["pairs"]:
            assert "".join(e["text"] for e in pair["redline"] if e["op"] != op) == "\n".join(
                words[ref] for ref in pair[side]
            )


def test_concern_about_an_earlier_version_is_carried_with_a_verdict(run) -> None:
    data = json.loads(run("diff", "harbour", "lagoon", *DRAFTS, "--format", "json").stdout)
    placed_concerns = [
        placed
        for pair in data["pairs"]
        for placed in pair["concerns"]
        if placed["id"] == "guild-later"
    ]
    assert [(placed["via"], placed["on"], placed["verdict"]) for placed in placed_concerns] == [
        ("carried", "3(1) of lagoon@2023-01-01", "text unchanged")
    ]


def test_exit_code_tells_whether_the_drafts_differ(run) -> None:
    assert run("diff", "harbour", "lagoon", *DRAFTS, "--exit-code").exit_code == 1
    assert run("diff", "harbour", "harbour", *DRAFTS, "--exit-code").exit_code == 0
    assert run("diff", "harbour", "lagoon", *DRAFTS).exit_code == 0


def test_no_color_and_a_pipe_write_no_escape_codes(run, monkeypatch) -> None:
    assert "\x1b" not in run("diff", "harbour", "lagoon", *DRAFTS).stdout
    assert "\x1b" in run("diff", "harbour", "lagoon", *DRAFTS, "--color", "always").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("diff", "harbour", "lagoon", *DRAFTS).stdout
