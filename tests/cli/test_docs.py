"""The README and the help texts say what is true: every command is documented and helped, every
example runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from clausecmp.cli import COMMANDS, group
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TOUR = re.findall(r"^```console\n(.*?)^```", README, re.M | re.S)
EXAMPLES = [
    (command, output)
    for block in TOUR
    for command, output in re.findall(r"^\$ (clausecmp .*)\n((?:(?!\$ ).*\n)*)", block, re.M)
]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_help_text_with_an_example(run, golden, name: str) -> None:
    result = run(*name.split(), "--help", columns=100)
    assert result.exit_code == 0 and re.search(r"Examples?:\n", result.stdout), result.output
    golden(f"help/{name.replace(' ', '-')}.txt", result.stdout)


def test_the_overview_names_every_command(run, golden) -> None:
    result = run("--help")
    assert all(f"  {name} " in result.stdout for name in COMMANDS)
    golden("help/clausecmp.txt", result.stdout)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"clausecmp {name}" in README


def test_examples_in_help_texts_can_be_parsed(run) -> None:
    """The words of every example are options and commands that exist."""
    for name in COMMANDS:
        text = run(*name.split(), "--help", columns=200).stdout.replace("\\\n", " ")
        for example in re.findall(r"^ +clausecmp (.*)$", text, re.M):
            words = shlex.split(example)
            command = group.get_command(
                None, "concerns add" if words[:2] == ["concerns", "add"] else words[0]
            )  # type: ignore[arg-type]
            options = {
                option
                for parameter in command.params
                for option in (*parameter.opts, *parameter.secondary_opts)
            } | {"--help"}
            assert all(word in options for word in words if word.startswith("--")), example


@pytest.mark.parametrize(("command", "output"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_the_tour_shows_real_output(
    run, monkeypatch, tmp_path: Path, command: str, output: str
) -> None:
    """Lines of the tour stand in the real output, in this order; `...` stands for what is left
    out."""
    monkeypatch.chdir(ROOT)
    words = shlex.split(command)[1:]
    words = [
        str(tmp_path / word) if before == "--out" else word
        for before, word in zip(["", *words], words)
    ]
    result = run(*words, columns=100)
    assert result.exit_code in (0, 1), result.output
    real = iter(result.output.replace(f"{tmp_path}/", "").splitlines())
    for line in output.splitlines():
        if line.strip() not in ("...", ""):
            assert any(line.rstrip() == other.rstrip() for other in real), (
                f"not in the output of {command}: {line}"
            )


def test_the_readme_has_the_two_commands() -> None:
    assert len(re.findall(r"^python3 -m venv .venv && ", README, re.M)) == 2


def test_help_imports_no_heavy_library() -> None:
    code = "import sys; sys.argv = ['clausecmp', '--help']\nfrom clausecmp.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(sorted(m for m in ('rapidfuzz', 'numpy', 'yaml', 'rich', 'textual', 'scipy') if m in sys.modules), file=sys.stderr)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stderr.strip() == "[]", result.stderr


def test_a_comparison_imports_no_numpy() -> None:
    code = "import sys; sys.argv = ['clausecmp', 'diff', 'budapest', 'un-cybercrime@rev3', '--view', 'summary']\nfrom clausecmp.cli import main\ntry: main()\nexcept SystemExit: pass\nprint([m for m in ('numpy', 'scipy') if m in sys.modules], file=sys.stderr)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert result.returncode == 0 and result.stderr.strip() == "[]", result.stderr


def test_an_installed_wheel_would_hold_the_data() -> None:
    text = (ROOT / "pyproject.toml").read_text()
    assert (
        'drafts = "clausecmp/shipped/drafts"' in text
        and 'mappings = "clausecmp/shipped/mappings"' in text
    )
