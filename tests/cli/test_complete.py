"""Shell completion, as the three shells ask for it."""

from __future__ import annotations

import pytest
from click.shell_completion import get_completion_class

from clausecmp.cli import complete, group
from clausecmp.cli.complete import AtBashComplete
from tests.cli.test_diff import DRAFTS, VERSIONS


@pytest.fixture(autouse=True)
def completing(monkeypatch) -> None:
    monkeypatch.setenv("_CLAUSECMP_COMPLETE", "zsh_complete")
    monkeypatch.setenv("CLAUSECMP_DRAFTS", DRAFTS[1])
    monkeypatch.setenv("CLAUSECMP_MAPPINGS", DRAFTS[3])


def offer(*args: str, incomplete: str = "") -> list[str]:
    shell = get_completion_class("zsh")(group, {}, "clausecmp", "_CLAUSECMP_COMPLETE")
    return [item.value for item in shell.get_completions(list(args), incomplete)]


def test_commands_are_offered_without_importing_them() -> None:
    assert offer(incomplete="dr") == ["drafts"] and "diff" in offer()


def test_drafts_by_label_then_by_version() -> None:
    assert offer("diff", "--drafts", VERSIONS[1], incomplete="re") == [
        "reef",
        "reef@first",
        "reef@second",
        "reef@final",
    ]
    assert offer("diff", "--drafts", VERSIONS[1], "harbour", incomplete="reef@2021") == [
        "reef@2021-01-01"
    ]
    assert "harbour@first" in offer("show", incomplete="h") and offer(
        "diff", "a", "b", incomplete="lag"
    )


def test_refs_of_the_drafts_already_written() -> None:
    assert offer("show", "harbour", incomplete="2.") == ["2.1", "2.2"]
    assert offer("show", "harbour", incomplete="2(") == ["2(1)", "2(2)"]
    assert offer("diff", "harbour", "lagoon", "--article", incomplete="7") == ["7"]
    assert offer("show", "nowhere", incomplete="2") == []


@pytest.mark.usefixtures("only_named")
def test_what_concerns_name() -> None:
    assert offer("diff", "a", "b", "--theme", incomplete="q") == ["quiet"]
    assert offer("concerns", "--stakeholder") == ["ada", "guild"]
    assert offer("concerns", incomplete="ada-s") == ["ada-silence"]
    assert "signals" in offer("diff", "a", "b", "--only")


def test_bash_gets_what_follows_the_at(monkeypatch) -> None:
    line = "clausecmp diff harbour lagoon@d"
    monkeypatch.setenv("COMP_LINE", line)
    monkeypatch.setenv("COMP_POINT", str(len(line)))
    monkeypatch.setenv("COMP_WORDBREAKS", " @:=")
    assert (
        complete
        and AtBashComplete(group, {}, "clausecmp", "_CLAUSECMP_COMPLETE").complete()
        == "plain,draft"
    )
    assert "COMP_LINE" in AtBashComplete.source_template


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_a_script(shell: str) -> None:
    assert (
        "_CLAUSECMP_COMPLETE"
        in get_completion_class(shell)(group, {}, "clausecmp", "_CLAUSECMP_COMPLETE").source()
    )
