"""Bad input: exit 2, every problem with file, line and column, the nearest valid value, no
traceback, within seconds."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import yaml

from clausecmp.files import yaml_read
from clausecmp.model.refs import parse_ref
from tests.conftest import GOLDEN

GOOD = """instrument: harbour
version: "1"
title: T
wording: restated
clauses:
  - article: 1
    text: One.
"""
DRAFTS = str(GOLDEN / "diff" / "drafts")
MAPPINGS = str(GOLDEN / "diff" / "mappings")

CASES = {  # name: (content, what the message must hold, line, column)
    "empty": ("", "the file is empty", 1, 1),
    "only a comment": ("# nothing\n", "the file is empty", 1, 1),
    "a scalar": ("hello\n", "expected a draft with keys", 1, 1),
    "a list": ("- a\n- b\n", "expected a draft with keys", 1, 1),
    "tab": (
        "instrument: harbour\nclauses:\n\t- article: 1\n",
        "a tab cannot stand here (indent with spaces)",
        3,
        1,
    ),
    "open list": (
        "instrument: [harbour\nversion: 1\n",
        "in this list ',' or ']' is expected; it begins in line 1, column 13",
        2,
        8,
    ),
    "open braces": ("a: {b: c\n", "between these braces ',' or '}' is expected [", 1, 4),
    "open quote": (GOOD + 'label: "one\n', 'this text is not closed: " is missing [', 8, 8),
    "unknown escape": (GOOD + 'label: "\\q"\n', "(write \\\\ for \\)", 8, None),
    "colon in text": (GOOD + "label: a: b\n", "put text that holds ': ' in quotes", 8, 9),
    "sign before text": (GOOD + "label: @b\n", "a text cannot begin with '@'", 8, 8),
    "key out of line": (GOOD + " label: b\n", "here a key is expected", 8, 2),
    "stray bracket": (GOOD + "label: ]\n", "']' cannot stand here", 8, 8),
    "noncharacter": (GOOD + "label: \ufffe\n", "U+FFFE is no character that YAML allows", 8, 8),
    "escape of no character": (GOOD + 'label: "\\U00110000"\n', "", 8, None),
    "duplicate key": (
        GOOD + "wording: official\n",
        "key 'wording' stands twice (first in line 4)",
        8,
        1,
    ),
    "unknown key": (
        GOOD + "wordign: official\n",
        "key 'wordign' is not known (did you mean 'wording'?)",
        8,
        1,
    ),
    "unknown kind": (GOOD.replace("article: 1", "artikle: 1"), "did you mean 'article'?", 6, 5),
    "wrong type": (GOOD.replace("text: One.", "text: [One]"), "expected text, found a list", 7, 11),
    "missing key": (GOOD.replace("wording: restated\n", ""), "'wording' is missing", 1, 1),
    "bad choice": (GOOD.replace("restated", "restatd"), "did you mean 'restated'?", 4, 10),
    "duplicate number": (
        GOOD + "  - article: 1\n    text: Two.\n",
        "1 stands twice (first in line 6)",
        8,
        5,
    ),
    "missing number": (GOOD.replace("article: 1", "article:"), "article without a number", 6, 5),
    "clause without text": (
        GOOD.replace("    text: One.\n", ""),
        "1 has neither text nor sub-clauses",
        6,
        5,
    ),
    "no clauses": (GOOD.partition("clauses")[0] + "clauses: []\n", "the list is empty", 5, 10),
    "python tag": (
        GOOD.replace(
            "title: T", "title: !!python/object/apply:os.system ['echo owned > /tmp/owned']"
        ),
        "tags and anchors are not used",
        3,
        8,
    ),
    "alias bomb": (
        "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c]\n",
        "aliases are not used",
        2,
        8,
    ),
    "deep nesting": ("a: " + "[" * 20000, "levels deep", 1, None),
    "deep lists": ("- " * 5000, "nested more than 60 levels deep", 1, 121),
    "two documents": (GOOD + "---\n" + GOOD, "a second YAML document", 8, 1),
}


@pytest.mark.parametrize("loader", [yaml_read._Loader, yaml.SafeLoader])
@pytest.mark.parametrize("name", CASES)
def test_a_broken_draft_is_told_with_its_place(
    run, tmp_path: Path, monkeypatch, name: str, loader
) -> None:
    """With libyaml and with the parser in Python, whose words and limits differ."""
    monkeypatch.setattr(yaml_read, "_Loader", loader)
    content, message, line, column = CASES[name]
    path = tmp_path / "draft.yaml"
    path.write_text(content, encoding="utf-8")
    start = time.monotonic()
    result = run("diff", str(path), str(path))
    assert result.exit_code == 2 and result.exception.__class__ is SystemExit, result.output
    assert time.monotonic() - start < 5
    told = [text for text in result.stderr.splitlines() if message in text]
    place = f"{path}:{line}:" + (f"{column}:" if column else "")
    assert told and told[0].startswith(place), result.stderr
    assert told[0].endswith("]") and ": error: " in told[0]
    assert not Path("/tmp/owned").exists()


def test_all_problems_of_both_files_are_told_at_once(run, tmp_path: Path) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    one.write_text(
        GOOD.replace("title: T\n", "").replace("wording: restated", "wording: false")
        + "colour: red\n"
    )
    other.write_text("")
    lines = run("diff", str(one), str(other)).stderr.splitlines()
    assert len(lines) == 4 and [line.startswith(str(other)) for line in lines].count(True) == 1


def test_what_is_no_readable_text_file_is_told(run, tmp_path: Path) -> None:
    latin, noise, pipe = tmp_path / "latin.yaml", tmp_path / "noise.yaml", tmp_path / "pipe.yaml"
    latin.write_bytes(GOOD.replace("One.", "Ünë.").encode("latin-1"))
    noise.write_bytes(bytes(range(256)) * 40)
    os.mkfifo(pipe)
    for path, message in (
        (tmp_path / "none.yaml", "No such file"),
        (latin, "not UTF-8: byte 0xdc"),
        (noise, "not UTF-8"),
        (pipe, "no regular file"),
    ):
        result = run("export", str(path))
        assert result.exit_code == 2 and message in result.stderr, result.stderr
    assert f"{latin}:7:11:" in run("export", str(latin)).stderr


def test_a_folder_in_place_of_a_file(run, tmp_path: Path) -> None:
    folder = tmp_path / "folder.yaml"
    folder.mkdir()
    result = run("export", str(folder))
    assert result.exit_code == 2 and "this is a folder, expected a file" in result.stderr


def test_a_huge_file_is_refused_at_once(run, tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with open(path, "wb") as file:
        file.truncate(200 * 1024 * 1024)
    start = time.monotonic()
    result = run("export", str(path))
    assert (
        result.exit_code == 2
        and "209,715,200 bytes" in result.stderr
        and time.monotonic() - start < 2
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("harbor", "did you mean 'harbour'?"),
        ("lagoon@20", "draft 'lagoon@20' is ambiguous"),
        ("lagoon@1999", "lagoon has 2023-01-01, 2024-01-01 (draft)"),
        ("xyzzy", "known are "),
    ],
)
def test_an_unknown_or_ambiguous_draft(run, name: str, message: str) -> None:
    result = run("show", name, "--drafts", DRAFTS)
    assert result.exit_code == 2 and message in result.stderr
    assert result.stderr.startswith(("Error: no draft is called ", "Error: draft "))


@pytest.mark.parametrize(
    ("ref", "message"),
    [
        ("2(9)", "2 has 2(1), 2(2)"),
        ("99", "the articles are 1 to 6"),
        ("[bold]", "is no ref, expected one like 28(4)"),
        ("2(1", "is no ref"),
        ("", "empty ref"),
    ],
)
def test_an_unknown_or_malformed_ref(run, ref: str, message: str) -> None:
    for args in (("show", "harbour", ref), ("diff", "harbour", "harbour", "--article", ref)):
        result = run(*args, "--drafts", DRAFTS, "--mappings", MAPPINGS)
        assert result.exit_code == 2 and message in result.stderr, (ref, result.stderr)


def test_concerns_that_name_what_is_not_there(run, tmp_path: Path) -> None:
    folder = tmp_path / "mappings"
    (folder / "concerns").mkdir(parents=True)
    for name in ("themes", "stakeholders", "records"):
        (folder / f"{name}.yaml").write_text((Path(MAPPINGS) / f"{name}.yaml").read_text())
    (folder / "concerns" / "quay.yaml").write_text("""record: quay
concerns:
  - {id: a, stakeholder: adda, kind: concern, theme: quiett, summary: s, applies_to: [{draft: lagoon@2024-01-01, refs: ["4"]}]}
  - {id: b, stakeholder: ada, kind: concernn, theme: quiet, summary: s, applies_to: [{draft: lagoon@2042-01-01, refs: ["4"]}]}
  - {id: c, stakeholder: ada, kind: concern, theme: quiet, summary: s, applies_to: [{draft: lagoon@2024-01-01, refs: ["4(7)"]}]}
  - {id: c, stakeholder: ada, kind: concern, theme: quiet, summary: s, applies_to: []}
""")
    text = run("diff", "harbour", "lagoon", "--drafts", DRAFTS, "--mappings", str(folder)).stderr
    for message in (
        ":3:5: error: a: stakeholder 'adda' is not declared (did you mean 'ada'?) [unknown-stakeholder]",
        ":3:5: error: a: theme 'quiett'",
        ":4:37: error: 'kind': 'concernn' is not known",
        ":6:5: error: concern id 'c' stands twice",
    ):
        assert message in text, text
    (folder / "concerns" / "quay.yaml").write_text("""record: quay
concerns:
  - {id: b, stakeholder: ada, kind: concern, theme: quiet, summary: s, applies_to: [{draft: lagoon@2042-01-01, refs: ["4"]}]}
  - {id: c, stakeholder: ada, kind: concern, theme: quiet, summary: s, applies_to: [{draft: lagoon@2024-01-01, refs: ["4(7)"]}]}
""")
    text = run("diff", "harbour", "lagoon", "--drafts", DRAFTS, "--mappings", str(folder)).stderr
    assert (
        "b: draft 'lagoon@2042-01-01' is not known" in text
        and "c: lagoon@2024-01-01: there is no 4(7) here; 4 has no sub-clauses" in text
    )


HOSTILE = '"A \\e[31mred\\e[0m \\x9b1m text\\u202e with [bold]markup[/bold] [/] and \\u2066hidden\\u2069 \\a bells"'


def test_control_characters_reach_no_output(run, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(GOOD.replace("One.", HOSTILE))
    for args in (
        ("export", str(path)),
        ("export", str(path), "--format", "text"),
        ("export", str(path), "--format", "markdown"),
        ("export", str(path), "--format", "yaml"),
        ("show", str(path), "1"),
        ("diff", str(path), str(path), "--all"),
        ("diff", str(path), str(path), "--format", "json"),
        ("diff", str(path), str(path), "--all", "--color", "always"),
        ("align", str(path), str(path)),
    ):
        result = run(*args, "--drafts", DRAFTS, "--mappings", MAPPINGS)
        assert result.exit_code == 0, result.output
        text = result.stdout.replace("\x1b[", "") if "always" in args else result.stdout
        assert not set(text) & {"\x1b", "\x9b", "\u202e", "\u2066", "\u2069", "\a"}
        if args[0] != "align":
            assert "bold" in text and "red" in text
    assert "\\[bold\\]markup\\[/bold\\]" in run("export", str(path), "--format", "markdown").stdout
    assert (
        "[bold]markup[/bold] [/]"
        in run("show", str(path), "1", "--drafts", DRAFTS, "--mappings", MAPPINGS).stdout
    )


def test_a_name_that_no_file_can_have_is_an_unknown_draft(run) -> None:
    result = run("show", "a" * 5000, "--drafts", DRAFTS)
    assert result.exit_code == 2 and "no draft is called 'aaa" in result.stderr
    assert len(result.stderr) < 1_100


def test_a_term_without_words_is_told_and_folds_nothing(run, tmp_path: Path) -> None:
    (tmp_path / "terms.yaml").write_text(
        'instruments: [harbour, lagoon]\nterms:\n  - id: book\n    harbour: [""]\n    lagoon: [volume, " "]\n'
    )
    result = run("diff", "harbour", "lagoon@draft", "--drafts", DRAFTS, "--mappings", tmp_path)
    assert (
        result.exit_code == 2
        and "terms.yaml:4:15: error: 'harbour': '' is not the words of a term" in result.stderr
    ), result.stderr
    checked = run("check", tmp_path, "--drafts", DRAFTS)
    assert checked.exit_code == 1 and checked.stdout.count("is not the words of a term") == 2, (
        checked.output
    )


def test_a_ref_may_end_in_a_line_break() -> None:
    assert parse_ref("28(4)\n") == "28(4)"
