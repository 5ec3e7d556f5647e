"""`clausecmp check`: options, exit codes, comments that ignore, baselines, stamps."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from clausecmp.check.rules import RULES
from tests.check.folders import SHARED_FOLDER

CONCERN = """record: late
concerns:
  - id: ae-2-access
    stakeholder: ann-example
    kind: concern
    theme: safeguards
    anchor: a toy that opens its door
    summary: Wants a threshold for entering the system of a toy.
    applies_to:
      - {draft: toy@2024-01-01, refs: ["%s"]}
"""


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A folder with ./drafts and ./mappings that have no finding, as the current one."""
    shutil.copytree(SHARED_FOLDER / "drafts", tmp_path / "drafts")
    shutil.copytree(SHARED_FOLDER, tmp_path / "mappings", ignore=shutil.ignore_patterns("drafts"))
    (tmp_path / "mappings" / "concerns").mkdir()
    (tmp_path / "mappings" / "concerns" / "late.yaml").write_text(CONCERN % "2")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(place: Path, text: str) -> Path:
    path = place / "mappings" / "concerns" / "late.yaml"
    path.write_text(text)
    return path


def read_rules(result) -> list[str]:
    return [problem["rule"] for problem in json.loads(result.stdout)["problems"]]


def test_clean_folders_pass(place, run):
    result = run("check")
    assert result.exit_code == 0 and result.stdout == "no findings in 11 files\n"
    assert run("check", "--strict").exit_code == 0


def test_an_error_fails_and_a_warning_only_when_strict(place, run):
    put(place, CONCERN % "9")
    result = run("check")
    assert result.exit_code == 1
    assert (
        result.stdout
        == """mappings/concerns/late.yaml:10:40: error: ae-2-access: toy@2024-01-01 has no 9 [unknown-ref]
   10 |       - {draft: toy@2024-01-01, refs: ["9"]}
      |                                        ^
        hint: the articles are 1 to 4
1 error in 11 files
"""
    )
    put(place, (CONCERN % "2").replace("a toy that opens its door", "a door"))
    assert run("check").exit_code == 0 and "1 warning in 11 files" in run("check").stdout
    assert run("check", "--strict").exit_code == 1


def test_files_and_folders_may_be_named(place, run):
    path = put(place, CONCERN % "9")
    for given in (path, path.parent, "mappings", ".", "mappings/concerns/late.yaml"):
        assert read_rules(run("check", given, "--format", "json")) == ["unknown-ref"], given
    assert read_rules(run("check", "mappings", "mappings/concerns", path, "--format", "json")) == [
        "unknown-ref"
    ], "each file once"
    assert run("check", "drafts").exit_code == 0


@pytest.mark.usefixtures("only_named")
def test_names_are_looked_up_beside_the_files(place, run, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run("check", place / "mappings" / "concerns" / "late.yaml", "--strict").exit_code == 0
    assert run("check", place, "--strict").exit_code == 0
    bare = tmp_path_factory.mktemp("bare")
    result = run(
        "check", place / "mappings", "--drafts", bare, "--mappings", bare, "--format", "json"
    )
    assert {"unknown-draft", "unknown-stakeholder", "unknown-theme", "unknown-record"} <= set(
        read_rules(result)
    )


def test_rules_are_selected_and_left_out(place, run):
    put(place, (CONCERN % "9").replace("theme: safeguards", "theme: safegards"))
    assert read_rules(run("check", "--format", "json")) == ["unknown-theme", "unknown-ref"]
    assert read_rules(run("check", "--format", "json", "--select", "unknown-ref,schema")) == [
        "unknown-ref"
    ]
    assert read_rules(run("check", "--format", "json", "--ignore", "unknown-ref")) == [
        "unknown-theme"
    ]
    assert (
        read_rules(
            run("check", "--format", "json", "--ignore", "unknown-ref", "--ignore", "unknown-theme")
        )
        == []
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["--select", "unknown-reff"],
        ["--ignore", "none"],
        ["--explain", "none"],
        ["--format", "xml"],
        ["nowhere"],
        ["--write-baseline"],
        ["--accept"],
        ["--baseline", "nowhere.json"],
        ["--accept", "nowhere.yaml"],
    ],
)
def test_bad_arguments_end_with_2(place, run, arguments):
    result = run("check", *arguments)
    assert result.exit_code == 2 and "Traceback" not in result.output and result.stderr


def test_every_missing_path_is_named(place, run):
    result = run("check", "one", "drafts", "two")
    assert result.exit_code == 2 and "one:1:1" in result.stderr and "two:1:1" in result.stderr


def test_rules_are_listed_and_explained(run):
    assert [line.split()[0] for line in run("check", "--list-rules").stdout.splitlines()] == list(
        RULES
    )
    page = run("check", "--explain", "stale-link").stdout
    assert page.startswith("stale-link (error)\n") and "Good:" in page and "Bad:" in page


def test_github_actions_get_annotations(place, run, monkeypatch):
    put(place, CONCERN % "9")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("check").stdout.startswith(
        "::error file=mappings/concerns/late.yaml,line=10,col=40,title=clausecmp unknown-ref::"
    )
    assert run("check", "--format", "text").stdout.startswith("mappings/")


def test_a_report_goes_to_a_file(place, run):
    put(place, CONCERN % "9")
    result = run("check", "--format", "json", "--output", "out.json")
    assert (
        result.exit_code == 1 and result.stdout == "" and result.stderr == "1 error in 11 files\n"
    )
    assert json.loads((place / "out.json").read_text())["schema"] == 1
    assert run("check", "--output", "none/out.json").exit_code == 2


def test_colour_only_where_it_is_wanted(place, run):
    put(place, CONCERN % "9")
    assert "\x1b[1;31m" in run("check", "--color", "always").stdout
    assert "\x1b[" not in run("check").stdout


def test_comments_ignore_their_line_or_the_next(place, run):
    line = '      - {draft: toy@2024-01-01, refs: ["9"]}'
    put(
        place,
        (CONCERN % "9").replace(line, f"{line}  # clausecmp: ignore[unknown-ref] not published"),
    )
    assert run("check", "--strict").stdout == "no findings in 11 files (1 ignored by comments)\n"
    put(
        place,
        (CONCERN % "9").replace(
            line,
            f"      # clausecmp: ignore[unknown-ref, unknown-draft] not published\n      # more\n\n{line}",
        ),
    )
    assert read_rules(run("check", "--format", "json")) == ["unused-ignore"]
    assert (
        read_rules(run("check", "--format", "json", "--select", "unknown-ref,unused-ignore")) == []
    ), "rules that did not run are not missed"


def test_ignoring_words_inside_a_text_are_no_comment(place, run):
    text = (CONCERN % "9").replace(
        "summary: Wants",
        'note: "a # clausecmp: ignore[unknown-ref] b"\n    summary: >-\n      # clausecmp: ignore[unknown-ref] c\n      Wants',
    )
    put(place, text)
    assert read_rules(run("check", "--format", "json")) == ["unknown-ref"]
    put(place, text + "    cited: [")
    assert "syntax" in read_rules(run("check", "--format", "json"))


def test_only_new_findings_fail(place, run):
    put(place, CONCERN % "9")
    result = run("check", "--baseline", "known.json", "--write-baseline")
    assert result.exit_code == 0 and result.stderr == "known.json: 1 known from now on\n"
    assert (
        run("check", "--baseline", "known.json", "--strict").stdout
        == "no findings in 11 files (1 in the baseline)\n"
    )
    put(place, "# a comment\n\n" + CONCERN % "9")
    assert run("check", "--baseline", "known.json", "--strict").exit_code == 0, "lines may shift"
    put(
        place,
        CONCERN % "9"
        + "  - {id: new, stakeholder: nobody, kind: concern, theme: play, anchor: a b c d, summary: x, applies_to: [], note: n}\n",
    )
    assert read_rules(run("check", "--baseline", "known.json", "--format", "json")) == [
        "unknown-stakeholder"
    ]
    put(place, CONCERN % "8")
    assert sorted(read_rules(run("check", "--baseline", "known.json", "--format", "json"))) == [
        "baseline-unneeded",
        "unknown-ref",
    ]
    put(place, CONCERN % "2")
    result = run("check", "--baseline", "known.json")
    assert result.exit_code == 0 and "known.json:2:1: warning" in result.stdout
    assert run("check", "drafts", "--baseline", "known.json", "--strict").exit_code == 0, (
        "files that were not checked are not judged"
    )


def test_a_finding_that_comes_twice_is_known_once(place, run):
    twice = (CONCERN % "9").replace('["9"]', '["9", "9"]')
    put(place, twice)
    run("check", "--baseline", "known.json", "--write-baseline")
    assert json.loads((place / "known.json").read_text())["findings"][0]["count"] == 2
    put(
        place,
        twice.replace(
            '["9", "9"]', '["9", "9"]}\n      - {draft: toy@2024-01-01, refs: ["9", "9"]'
        ),
    )
    assert len(read_rules(run("check", "--baseline", "known.json", "--format", "json"))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"findings": 3}',
        '{"findings": [{"rule": 1}]}',
        '{"findings": [{"path": [], "count": "x"}]}',
        "[" * 100_000,
    ],
)
def test_a_broken_baseline_is_told(place, run, text):
    (place / "known.json").write_text(text)
    result = run("check", "--baseline", "known.json")
    assert (
        result.exit_code == 2
        and "known.json:" in result.stderr
        and "Traceback" not in result.output
    )


def test_what_was_read_is_stamped_and_goes_stale(place, run):
    path = put(
        place,
        "# head\n" + (CONCERN % "2").replace("theme: safeguards", "theme: safeguards  # why not"),
    )
    before = path.read_text().splitlines()
    result = run("check", "--accept", path)
    assert result.exit_code == 0 and result.stderr == f"{path}: 1 stamped, 0 as they were\n"
    after = path.read_text().splitlines()
    assert (
        after[:-1] == before
        and after[-1].startswith("    reviewed: {date: '20")
        and "fingerprint: " in after[-1]
    )
    assert run("check", "--strict").exit_code == 0
    assert run("check", "--accept", path).stderr == f"{path}: 0 stamped, 1 as they were\n"
    draft = place / "drafts" / "toy" / "2024-01-01.yaml"
    draft.write_text(
        draft.read_text().replace("a toy system without right", "a toy system at night")
    )
    assert read_rules(run("check", "--format", "json")) == ["stale-concern"]
    run("check", "--accept", path)
    assert run("check", "--strict").exit_code == 0 and path.read_text().splitlines()[:-1] == before


def test_one_entry_or_a_file_of_links_is_stamped(place, run):
    folder = place / "mappings" / "links"
    folder.mkdir()
    path = folder / "tiny@1--tiny@2.yaml"
    rows = [
        "left: tiny@1",
        "right: tiny@2",
        "links:",
        "  - {left: [title], right: [title], relation: same}",
        '  - {left: ["1"], right: ["1"], relation: changed}  # seen',
        '  - {left: ["2(1)"], right: ["2(1)"], relation: same}',
        '  - {left: ["2(2)"], right: [], relation: removed}  # clausecmp: ignore[link-conflict] a test',
        '  - {left: [], right: ["2(2)"], relation: added}  # clausecmp: ignore[link-conflict] a test',
    ]
    path.write_text("\n".join(rows) + "\n")
    assert run("check", "--accept", f"{path}:5").exit_code == 0
    after = path.read_text().splitlines()
    assert (
        after[:4] + after[5:] == rows[:4] + rows[5:]
        and "reviewed: {date:" in after[4]
        and after[4].endswith("}}  # seen")
    )
    assert (
        run("check", "--accept", "mappings").exit_code == 0
        and path.read_text().count("reviewed") == 5
    )
    assert run("check", "--strict").exit_code == 0


def test_an_entry_that_names_nothing_is_not_stamped(place, run):
    path = put(place, CONCERN % "9")
    before = path.read_text()
    result = run("check", "--accept", path)
    assert (
        result.exit_code == 1
        and "cannot be stamped" in result.stderr
        and path.read_text() == before
    )
    put(place, "record: late\nconcerns: [")
    assert run("check", "--accept", path).exit_code == 2


def test_progress_is_shown_to_people_only(place, run):
    assert run("check").stderr == ""


def test_a_longer_way_of_writing_a_ref_joins_concerns_but_not_links(place, run):
    put(place, (CONCERN % "2").replace('["2"]', "[Art. 4 para. 1, chapter I, whole]"))
    assert run("check", "--strict").exit_code == 0
