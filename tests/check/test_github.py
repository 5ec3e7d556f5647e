"""The workflow and the action for other repositories: pinned, with commands that we have."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clausecmp.files.yaml_edit import to_data
from clausecmp.files.yaml_read import read_yaml
from tests.check.folders import SHARED_FOLDER
from tests.conftest import ROOT

ACTION = ROOT / ".github" / "actions" / "check" / "action.yml"
WORKFLOW = ROOT / ".github" / "workflows" / "check.yml"


def load(path: Path) -> dict:
    document = read_yaml(path)
    assert not document.problems
    return to_data(document.root)


def list_steps(path: Path) -> list[dict]:
    data = load(path)
    jobs = data["jobs"].values() if "jobs" in data else [data["runs"]]
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("path", [ACTION, WORKFLOW], ids=["action", "workflow"])
def test_every_action_is_pinned_or_our_own(path):
    uses = [step["uses"] for step in list_steps(path) if "uses" in step]
    assert uses
    for name in uses:
        assert name.startswith("./") or re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", name), name
        assert not name.startswith("./") or (ROOT / name / "action.yml").is_file()
    lines = [line for line in path.read_text().splitlines() if re.search(r"uses: .*@", line)]
    assert all(re.search(r"@[0-9a-f]{40} # v\d+\.\d+", line) for line in lines), (
        "the version is told"
    )


def test_the_workflow_installs_every_extra_that_tests_need():
    runs = [step["run"] for step in list_steps(WORKFLOW) if "run" in step]
    assert 'python -m pip install -e ".[test,import,browse]"' in runs


def test_the_action_installs_its_own_checkout():
    folder = ACTION.parent
    run = next(step["run"] for step in list_steps(ACTION) if "pip install" in step.get("run", ""))
    assert run.endswith('"$GITHUB_ACTION_PATH/../../.."')
    assert (folder / ".." / ".." / ".." / "pyproject.toml").resolve() == ROOT / "pyproject.toml"


def run_action(place: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The last step of the action as a runner would start it, with inputs in place of defaults."""
    data = load(ACTION)
    step = data["runs"]["steps"][-1]
    values = {name: entry["default"] for name, entry in data["inputs"].items()} | inputs
    environ = {
        key: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: values[match[1]] or "", text)
        for key, text in step["env"].items()
    }
    bin_folder = place / "bin"
    bin_folder.mkdir(exist_ok=True)
    command = bin_folder / "clausecmp"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m clausecmp "$@"\n')
    command.chmod(0o755)
    environ |= {"PATH": f"{bin_folder}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    environ |= {"GITHUB_OUTPUT": str(place / "output"), "CLAUSECMP_HOME": str(place / "home")}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=place,
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A repository with drafts and mappings that have no finding."""
    shutil.copytree(SHARED_FOLDER / "drafts", tmp_path / "drafts")
    shutil.copytree(SHARED_FOLDER, tmp_path / "mappings", ignore=shutil.ignore_patterns("drafts"))
    return tmp_path


@pytest.mark.skipif(shutil.which("bash") is None, reason="the runner's shell is not here")
def test_the_action_annotates_and_writes_sarif(place):
    done = run_action(place)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert (place / "output").read_text() == "sarif=clausecmp.sarif\n"
    assert json.loads((place / "clausecmp.sarif").read_text())["runs"][0]["results"] == []
    themes = place / "mappings" / "themes.yaml"
    themes.write_text(themes.read_text() + "thema: []\n")
    done = run_action(place, paths="mappings\n\ndrafts\n", strict="true")
    assert done.returncode == 1 and done.stdout.startswith("::error file=mappings/themes.yaml,")
    assert len(json.loads((place / "clausecmp.sarif").read_text())["runs"][0]["results"]) == 1
    done = run_action(place, paths="nowhere")
    assert done.returncode == 2, "a wrong path is no finding"


@pytest.mark.skipif(shutil.which("bash") is None, reason="the runner's shell is not here")
def test_the_action_is_strict_only_when_asked(place):
    (place / "mappings" / "x.yaml").write_text("thema: []\n")
    assert run_action(place, format="text").returncode == 0
    assert run_action(place, format="text", strict="true").returncode == 1
