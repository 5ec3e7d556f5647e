"""What reaches the terminal: width, colours, and never a command or a control character."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import GOLDEN

HERE = GOLDEN / "diff"
DRAFTS = ("--drafts", str(HERE / "drafts"), "--mappings", str(HERE / "mappings"))
HOSTILE = "::error file=x::gone\\n  ::set-env::y"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Two versions whose words and headings look like commands to GitHub."""
    for version, word in (("2001-01-01", "shall"), ("2002-01-01", "may")):
        path = tmp_path / "drafts" / "trap" / f"{version}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'instrument: trap\nversion: "{version}"\ntitle: "::warning::title"\nlanguage: en\n'
            "wording: restated\nclauses:\n"
            f'- {{article: 1, heading: "::debug::h", text: "{HOSTILE} It {word} stand."}}\n'
        )
    return tmp_path / "drafts"


@pytest.mark.parametrize("columns", [40, 100])
@pytest.mark.parametrize("color", ["never", "always"])
@pytest.mark.parametrize(
    "command",
    [
        ("diff", "trap@2001-01-01", "trap@2002-01-01"),
        ("diff", "trap@2001-01-01", "trap@2002-01-01", "--all", "--view", "inline"),
        ("show", "trap@2002-01-01", "1"),
        ("show", "trap@2002-01-01"),
        ("export", "trap@2002-01-01", "--format", "text"),
        ("export", "trap@2002-01-01", "--format", "markdown"),
        ("align", "trap@2001-01-01", "trap@2002-01-01"),
    ],
)
def test_no_line_is_a_command_to_github(run, hostile, command, color, columns) -> None:
    result = run(*command, "--drafts", str(hostile), "--color", color, columns=columns)
    assert result.exit_code == 0, result.output
    lines = result.stdout.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert "error" in result.stdout or command[0] == "align"
    assert not [line for line in lines if line.lstrip().startswith("::")]


def test_no_problem_is_a_command_to_github(run, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("::error::x.yaml").write_text("instrument: [\n")
    checked = run("check", "::error::x.yaml")
    assert checked.exit_code == 1 and "error" in checked.stdout
    refused = run("show", "::error::x.yaml")
    assert refused.exit_code == 2 and "error" in refused.stderr
    for text in (checked.stdout, checked.stderr, refused.stdout, refused.stderr):
        assert not [line for line in text.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize(
    ("environment", "option", "colored"),
    [
        ({}, "auto", False),
        ({}, "always", True),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"NO_COLOR": "1"}, "always", True),
    ],
)
def test_who_decides_on_colours(run, monkeypatch, environment, option, colored) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = run("diff", "harbour", "lagoon", *DRAFTS, "--color", option)
    assert ("\x1b[" in result.stdout) == colored
