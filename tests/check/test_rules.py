"""Every rule has a folder, a manual page, and finds what is marked there and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clausecmp.check.rules import RULES, UnknownRule, choose_rules, explain_rule, list_rules
from clausecmp.check.run import check_paths
from tests.check.folders import (
    SHARED_FOLDER,
    check_folder,
    copy_folder,
    list_findings,
    list_rule_folders,
    read_marks,
)


def test_every_rule_has_its_folder():
    assert list_rule_folders() == sorted(RULES)


@pytest.mark.parametrize("name", list_rule_folders())
def test_bad_files_are_found_at_their_lines(name, tmp_path):
    folder = copy_folder(name, tmp_path)
    marks = read_marks(folder, "bad")
    assert name in {rule for _, _, rule in marks}
    assert list_findings(check_folder(folder, "bad"), folder) == marks


@pytest.mark.parametrize("name", list_rule_folders())
def test_good_files_are_left_alone(name, tmp_path):
    folder = copy_folder(name, tmp_path)
    assert check_folder(folder, "good").problems == []


def test_what_the_folders_look_up_is_clean():
    report = check_paths(
        [SHARED_FOLDER], drafts=[SHARED_FOLDER / "drafts"], mappings=[SHARED_FOLDER]
    )
    assert report.problems == [] and len(report.files) >= 8


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_explains_itself(rule):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
    assert rule.sentence.endswith(".") and "\n" not in rule.sentence and len(rule.sentence) < 120
    assert rule.severity in ("error", "warning")
    reason = rule.about.partition("Good")[0]
    assert len(reason) > 60, "the docstring begins with the reason"
    assert re.search(r"^Good:", rule.about, re.M) and re.search(r"^Bad:", rule.about, re.M)
    assert explain_rule(rule.id).startswith(f"{rule.id} ({rule.severity})\n{rule.sentence}")


def test_rules_are_listed_and_chosen():
    assert len(list_rules().splitlines()) == len(RULES)
    assert choose_rules(["unknown-ref,schema", "syntax"]) == {"unknown-ref", "schema", "syntax"}
    assert choose_rules([], ["syntax"]) == set(RULES) - {"syntax"}
    with pytest.raises(UnknownRule, match="did you mean 'unknown-ref'"):
        choose_rules(["unknown-reff"])
    with pytest.raises(UnknownRule):
        explain_rule("none")


def test_rules_that_readers_emit_are_declared():
    """Every rule id that a loader writes into a Problem is a rule here, so that no finding goes
    unlisted."""
    package = Path(__file__).parents[2] / "clausecmp"
    loaders = [
        package / "files" / f"{name}.py"
        for name in ("yaml_read", "shape", "drafts", "links", "numbering", "terms")
    ]
    named = {
        name
        for path in loaders
        for name in re.findall(
            r'"(syntax|schema|[a-z]+-[a-z]+|numbering|encoding|file)"[,)]', path.read_text()
        )
    }
    assert {
        "syntax",
        "schema",
        "duplicate-key",
        "encoding",
        "control-characters",
        "empty-clause",
        "numbering",
    } <= named & set(RULES)
