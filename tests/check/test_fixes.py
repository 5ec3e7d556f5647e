"""`check --fix` and `--diff`: what has exactly one answer, and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecmp.check.fixes import Fix, apply_fixes, find_nearest
from clausecmp.model.problems import Location
from tests.check.folders import SHARED_FOLDER

CONCERNS = """# kept as it is
record: lete   # a slip
concerns:
  - id: ae-2-access
    stakeholder: 'ann-exmaple'
    kind: concern
    theme: "safegards"
    anchor: a toy that opens its door
    summary: >-
      Wants a threshold for
      entering the system.
    applies_to:
      - {draft: toy@one, refs: ["2", "3"]}   # by its label
      - {draft: tiny@1, refs: [ 'CHAPTER i' , "1"]}
"""
MENDED = (
    CONCERNS.replace("record: lete ", "record: late ")
    .replace("'ann-exmaple'", "'ann-example'")
    .replace('"safegards"', '"safeguards"')
    .replace("draft: toy@one", "draft: toy@2024-01-01")
)


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """./drafts and ./mappings without a finding, as the current folder."""
    shutil.copytree(SHARED_FOLDER / "drafts", tmp_path / "drafts")
    shutil.copytree(SHARED_FOLDER, tmp_path / "mappings", ignore=shutil.ignore_patterns("drafts"))
    (tmp_path / "mappings" / "concerns").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(place: Path, text: str, name: str = "concerns/late.yaml") -> Path:
    path = place / "mappings" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_slips_are_mended_and_everything_else_stays(place, run):
    path = put(place, CONCERNS)
    result = run("check", "mappings", "--fix")
    assert path.read_text() == MENDED
    assert result.stderr == "mappings/concerns/late.yaml: mended\n"
    assert "unknown-ref" in result.stdout, "what has no one answer is left, and told"
    for rule in ("unknown-theme", "unknown-stakeholder", "unknown-record", "unknown-draft"):
        assert rule not in result.stdout
    assert result.exit_code == 1
    assert run("check", "mappings", "--fix").stderr == "" and path.read_text() == MENDED


def test_line_ends_and_byte_order_mark_stay(place, run):
    path = put(place, "\ufeff" + CONCERNS.replace("\n", "\r\n"))
    run("check", "mappings", "--fix")
    assert path.read_bytes() == ("\ufeff" + MENDED.replace("\n", "\r\n")).encode()


def test_a_diff_is_shown_and_nothing_written(place, run):
    path = put(place, CONCERNS)
    before = path.stat()
    for options in (["--diff"], ["--diff", "--fix"]):
        result = run("check", "mappings", *options)
        assert result.exit_code == 1
        lines = result.stdout.splitlines()
        assert lines[:2] == [f"{mark} mappings/concerns/late.yaml" for mark in ("---", "+++")]
        assert "-record: lete   # a slip" in lines and "+record: late   # a slip" in lines
        assert not [line for line in lines if line.lstrip().startswith("::")]
    after = path.stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    run("check", "mappings", "--fix")
    result = run("check", "mappings", "--diff")
    assert (result.exit_code, result.stdout) == (0, ""), "nothing to fix, whatever else is wrong"


def test_fix_needs_a_path(place, run):
    assert run("check", "--fix").exit_code == 2
    assert run("check", "--diff").exit_code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("theme: safeguards", "theme: saveguard"),  # two slips away
        ("theme: safeguards", "theme: >-\n      safegards"),  # a block is not one piece of a line
        ("stakeholder: ann-example", "stakeholder: nn-examples"),
        ("toy@2024-01-01", "toy"),
        ("toy@2024-01-01", "toy@202"),  # two drafts begin so
        ('refs: ["2"]', 'refs: ["22"]'),  # numbers are not spelled
    ],
)
def test_what_has_no_one_answer_is_left(place, run, old, new):
    text = MENDED.replace('"safeguards"', "safeguards").replace("'ann-example'", "ann-example")
    text = text.replace('["2", "3"]', '["2"]').partition("      - {draft: tiny@1")[0]
    path = put(place, text)
    assert run("check", "mappings").exit_code == 0
    assert old in text
    path = put(place, text.replace(old, new))
    result = run("check", "mappings", "--fix")
    if new == "toy":  # an instrument alone means its newest version
        assert "toy@2024-01-01" in path.read_text()
    else:
        assert result.exit_code == 1 and path.read_text() == text.replace(old, new)


def test_two_names_one_slip_away_are_left(place, run):
    themes = place / "mappings" / "themes.yaml"
    themes.write_text(themes.read_text() + "  - {id: ploy, name: Ploy, sentence: Another.}\n")
    path = put(place, MENDED.replace('"safeguards"', "pay"))
    run("check", "mappings", "--fix")
    assert "theme: play\n" in path.read_text(), "one of them is one slip away"
    path = put(place, MENDED.replace('"safeguards"', "puay"))
    assert find_nearest("pxay", ["play", "ploy"]) == "play"
    assert find_nearest("ply", ["play", "ploy"]) is None
    path = put(place, MENDED.replace('"safeguards"', "ply"))
    run("check", "mappings", "--fix")
    assert "theme: ply\n" in path.read_text()


def test_refs_take_the_form_of_links_and_of_their_draft(place, run):
    text = 'left: tiny@1\nright: tiny@2\nlinks:\n  - {left: [Art. 1], right: ["Article 1"], relation: changed}\n'
    path = put(place, text, "links/tiny@1--tiny@2.yaml")
    run("check", "mappings", "--fix")
    assert '{left: [1], right: ["1"], relation: changed}' in path.read_text()


def test_a_ref_of_the_earlier_count_is_moved(place, run):
    """At a meeting before the renumbering nobody can have meant the new article 3."""
    text = MENDED.replace("record: late ", "record: early ").partition("      - {draft: tiny@1")[0]
    text = text.replace('["2", "3"]', '["3"]').replace(
        "    summary:", '    cited: ["Article 3"]\n    summary:'
    )
    path = put(place, text, "concerns/early.yaml")
    assert "old-numbering" in run("check", "mappings").stdout
    result = run("check", "mappings", "--fix")
    assert 'refs: ["4"]' in path.read_text() and "old-numbering" not in result.stdout


def test_the_same_fix_is_in_every_format_that_has_fixes(place, run):
    put(place, CONCERNS)
    sarif = json.loads(run("check", "mappings", "--format", "sarif").stdout)["runs"][0]["results"]
    rdjson = json.loads(run("check", "mappings", "--format", "rdjson").stdout)["diagnostics"]
    changes = [
        fix["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]
        for result in sarif
        for fix in result.get("fixes", ())
    ]
    suggested = [one["text"] for entry in rdjson for one in entry.get("suggestions", ())]
    assert changes == suggested == ["late", "'ann-example'", '"safeguards"', "toy@2024-01-01"]


def fix_at(line: int, column: int, old: str, new: str, value: str | None = None) -> Fix:
    return Fix(Location("x.yaml", line, column), old, new, value or new)


def test_a_fix_that_does_not_fit_is_left_out():
    text = "a: one\nb: two\n"
    good = fix_at(1, 4, "one", "1st")
    assert apply_fixes(text, [good]) == "a: 1st\nb: two\n"
    for bad in (
        fix_at(1, 4, "two", "x"),  # other words stand there now
        fix_at(9, 1, "one", "x"),
        fix_at(1, 5, "ne", "x"),  # overlaps
        fix_at(2, 9, "two", "x"),
    ):
        assert apply_fixes(text, [good, bad]) == "a: 1st\nb: two\n"


@given(st.text("abc:#,[]{}'\"-&*! \\", max_size=6))
def test_no_fix_changes_more_than_its_scalar(value):
    """Whatever is put there: the file says just that in its place, or stays as it was."""
    text = "a: {b: one, c: [two]} # c\nd: e\n"
    assert apply_fixes(text, [fix_at(1, 8, "one", value)]) in (text, text.replace("one", value))
