"""What the tests share: small drafts, the shipped data, the command line, golden files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from clausecmp.cli import group
from clausecmp.files.drafts import build_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.law.signals import DraftLaw, PairLaw, Phrase, Quote, Signal
from clausecmp.model.draft import Draft
from clausecmp.model.vocabulary import Grade, Shift, Slot

settings.register_profile(
    "ci", derandomize=True
)  # in CI the same examples each time; at the desk new ones
if os.environ.get("CI"):
    settings.load_profile("ci")
ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("CLAUSECMP_UPDATE_GOLDEN"))

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(),
    reason="the folder of official texts and records is not beside the checkout",
)


def make_draft(text: str) -> Draft:
    """A draft from YAML text; fails on any error in it."""
    draft, problems = build_draft(parse_yaml(text))
    assert draft is not None, problems
    return draft


def make_quote(draft: Draft, ref: str, words: str) -> Quote:
    """A quote of words that stand in a clause."""
    start = draft.by_ref[ref].words.index(words)
    return Quote(ref, start, start + len(words), words)


def make_signal(
    says: str = "duty dropped: each Party to ring a bell",
    *,
    slot: Slot = Slot.STATEMENT,
    change: Shift = Shift.DROPPED,
    grade: Grade = Grade.HIGH,
    kind: str = "duty",
    bearer: str = "each Party",
    left: Quote | None = None,
    right: Quote | None = None,
    why: str = "",
    elsewhere: tuple[str, ...] = (),
) -> Signal:
    """A signal made by hand."""
    return Signal(
        slot, change, grade, kind, bearer, left, right, says, why, "by hand", elsewhere=elsewhere
    )


@pytest.fixture
def found_law(monkeypatch: pytest.MonkeyPatch):
    """Make every comparison find what is handed over, whatever the drafts say: found_law({(left
    refs, right refs): (signals, phrases)}, note)."""

    def install(
        pairs: dict[
            tuple[tuple[str, ...], tuple[str, ...]],
            tuple[tuple[Signal, ...], tuple[Phrase, ...]],
        ],
        note: str = "",
    ) -> None:
        law = DraftLaw({refs: PairLaw(*found) for refs, found in pairs.items()}, note)
        monkeypatch.setattr("clausecmp.law.drafts.find_draft_law", lambda *drafts, fold=None: law)

    return install


@pytest.fixture(autouse=True)
def plain_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No colour, 80 columns, no drafts or mappings of the person who runs the tests."""
    for name in (
        "NO_COLOR",
        "FORCE_COLOR",
        "CLAUSECMP_DRAFTS",
        "CLAUSECMP_MAPPINGS",
        "GITHUB_ACTIONS",
        "COLORTERM",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLAUSECMP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")  # one for all: rich keeps the codes of a style


@pytest.fixture
def only_named(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No drafts or mappings but those that a test names: none ship, none stand in the working
    directory."""
    empty = tmp_path_factory.mktemp("empty")
    monkeypatch.setattr("clausecmp.files.folders.shipped_folder", lambda: empty)
    monkeypatch.chdir(empty)


@pytest.fixture
def run():
    """Run the command line in this process: run('diff', 'left.yaml', 'right.yaml', columns=100) ->
    Result."""

    def call(*args: str, columns: int = 80, input: str | None = None) -> Result:
        return CliRunner().invoke(
            group,
            [str(arg) for arg in args],
            env={"COLUMNS": str(columns)},
            input=input,
            prog_name="clausecmp",
        )

    return call


@pytest.fixture
def golden():
    """Compare text with a golden file that people read; CLAUSECMP_UPDATE_GOLDEN=1 writes it
    anew."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if UPDATE or not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            if not UPDATE:
                pytest.fail(
                    f"{path.relative_to(ROOT)} was missing and is written now: read it, then run again"
                )
        assert text == path.read_text(encoding="utf-8")

    return compare
