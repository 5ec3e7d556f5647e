"""clausecmp diff: what a negotiator sees, as golden files that people read (tests/golden/diff)."""

from __future__ import annotations

import json

import pytest

from .conftest import GOLDEN

HERE = GOLDEN / "diff"
DRAFTS = ("--drafts", str(HERE / "drafts"), "--mappings", str(HERE / "mappings"))


@pytest.mark.parametrize("columns", [60, 100, 160])
@pytest.mark.parametrize("color", ["never", "always"])
def test_diff_reads_as_in_the_golden_file(run, golden, columns, color) -> None:
    result = run("diff", "harbour", "lagoon", *DRAFTS, "--color", color, columns=columns)
    assert result.exit_code == 0, result.output
    golden(f"diff/{columns}-{color}.txt", result.stdout)


@pytest.mark.parametrize("columns", [60, 100, 160])
def test_no_line_is_wider_than_the_terminal(run, columns) -> None:
    for view in ("inline", "side-by-side", "summary"):
        result = run("diff", "harbour", "lagoon", *DRAFTS, "--view", view, columns=columns)
        assert max(map(len, result.stdout.splitlines())) <= columns


def test_summary_has_a_line_for_each_article(run, golden) -> None:
    golden("diff/summary.txt", run("diff", "harbour", "lagoon", *DRAFTS, "--view", "summary").stdout)


def test_without_links_the_text_alone_decides(run, golden) -> None:
    golden("diff/no-links.txt", run("diff", "harbour", "lagoon", *DRAFTS, "--no-links", "--no-concerns").stdout)


def test_article_can_be_named_by_either_side(run) -> None:
    by_left = run("diff", "harbour", "lagoon", *DRAFTS, "--article", "Art. 6", "--no-concerns").stdout
    assert "Article 2 Cats" in by_left and "Article 6 Returns" in by_left
    by_clause = run("diff", "harbour", "lagoon", *DRAFTS, "--article", "3(2)").stdout
    assert "3(2)" in by_clause and "3(1)" not in by_clause


def test_brackets_and_markup_in_a_draft_stand_as_written(run) -> None:
    for columns in (60, 120):
        words = "".join(run("diff", "harbour", "lagoon", *DRAFTS, "--article", "7", "--color", "always", columns=columns).stdout.split())
        assert "[bold]consider[/bold][/]thecolourofwhales[option1:grey][option2:blue]." in words


def test_json_rebuilds_both_texts_and_has_every_clause_once(run) -> None:
    data = json.loads(run("diff", "harbour", "lagoon", *DRAFTS, "--format", "json").stdout)
    for side, name, op in (("left", "harbour", "insert"), ("right", "lagoon", "delete")):
        clauses = json.loads(run("export", name, *DRAFTS).stdout)["clauses"]
        words = {c["ref"]: "\n".join(filter(None, (c["text"], c["closing"]))) for c in clauses}
        assert sorted(ref for pair in data["pairs"] for ref in pair[side]) == sorted(words)
        for pair in data["pairs"]:
            assert "".join(e["text"] for e in pair["redline"] if e["op"] != op) == "\n".join(words[ref] for ref in pair[side])


def test_concern_about_an_earlier_version_is_carried_with_a_verdict(run) -> None:
    data = json.loads(run("diff", "harbour", "lagoon", *DRAFTS, "--format", "json").stdout)
    voices = [voice for pair in data["pairs"] for voice in pair["concerns"] if voice["id"] == "guild-later"]
    assert [(voice["via"], voice["on"], voice["verdict"]) for voice in voices] == [("carried", "3(1) of lagoon@2023-01-01", "text unchanged")]


def test_exit_code_tells_whether_the_drafts_differ(run) -> None:
    assert run("diff", "harbour", "lagoon", *DRAFTS, "--exit-code").exit_code == 1
    assert run("diff", "harbour", "harbour", *DRAFTS, "--exit-code").exit_code == 0
    assert run("diff", "harbour", "lagoon", *DRAFTS).exit_code == 0


def test_no_color_and_a_pipe_write_no_escape_codes(run, monkeypatch) -> None:
    assert "\x1b" not in run("diff", "harbour", "lagoon", *DRAFTS).stdout
    assert "\x1b" in run("diff", "harbour", "lagoon", *DRAFTS, "--color", "always").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("diff", "harbour", "lagoon", *DRAFTS).stdout
