"""The official text of an instrument that is only restated here: imported, held against the
restated draft, and read from then on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import SHARED, needs_shared

Run = Callable[..., Result]

RESTATED = """
instrument: harbours
version: "1990"
label: adopted
title: Harbour Agreement
short_title: Harbours
symbol: HT 7
language: en
wording: restated
clauses:
  - article: 1
    heading: Use of terms
    clauses:
      - {item: a, text: "“harbour keeper” means the person who answers for a harbour;"}
      - {item: b, text: "“storm” means a wind that moves ships."}
  - article: 2
    heading: Duties of States
    clauses:
      - {paragraph: 1, text: "Each State shall protect its harbours from fire."}
      - {paragraph: 2, text: "A State may close a harbour for 30 days with the consent of the harbour keeper."}
      - {paragraph: 3, text: "Lights shall be kept burning in every harbour from dusk to dawn."}
  - article: 3
    heading: Reports
    text: The harbour keeper shall send a report to the Assembly each year.
"""
OFFICIAL = """Harbour Agreement

Article 1
Use of terms

For the purposes of this Agreement:

(a) “harbour keeper” means the person who is answerable for a harbour;

(b) “tempest” means any wind by which ships are moved.

Article 2
Duties of States

1. Each State shall take care that its harbours are protected from fire.

2. A State shall close a harbour for 30 days if the harbour keeper consents.

3. No vessel at anchor shall discharge ballast into the basin.

4. In every harbour lights shall be kept burning from dusk to dawn.

Article 3
Reports

Every harbour keeper shall send to the Assembly a report each year.
"""
OTHER = """
instrument: rivers
version: "2000"
title: River Agreement
language: en
wording: restated
clauses:
  - article: 5
    heading: Duties of States
    clauses:
      - {paragraph: 1, text: "Each State shall protect its river ports from fire."}
      - {paragraph: 2, text: "Lights shall be kept burning in every river port."}
      - {paragraph: 3, text: "A State may close a river port for 60 days."}
"""
LINKS = """
left: harbours@1990
right: rivers@2000
links:
  - {left: ["2(1)"], right: ["5(1)"], by: reading}
  - {left: ["2(2)"], right: ["5(3)"], by: reading}
  - {left: ["2(3)"], right: ["5(2)"], by: reading}
"""
CONCERNS = """
record: talk
concerns:
  - id: report-burden
    stakeholder: keepers
    kind: concern
    theme: reports
    locator: {turn: 1}
    anchor: a report each and every year
    summary: Reports every year are a burden.
    applies_to: [{draft: harbours@1990, refs: ["3"]}]
  - id: closing
    stakeholder: keepers
    kind: concern
    theme: reports
    locator: {turn: 2}
    anchor: closing should stay our choice
    summary: Closing a harbour should stay a choice.
    applies_to: [{draft: harbours@1990, refs: ["2(2)"]}]
"""
TERMS = """
instruments: [harbours, rivers]
terms:
  - {id: keeper, harbours: [harbour keeper], rivers: [port keeper], defined: {harbours: "1(a)", rivers: null}}
  - {id: storm, harbours: [storm], rivers: [flood], defined: {harbours: "1(b)", rivers: null}}
"""


@pytest.fixture
def place(tmp_path: Path, only_named: None, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a restated instrument, and with links, concerns and terms about it."""
    files = {
        "drafts/harbours/1990.yaml": RESTATED,
        "drafts/rivers/2000.yaml": OTHER,
        "mappings/links/harbours@1990--rivers@2000.yaml": LINKS,
        "mappings/concerns/talk.yaml": CONCERNS,
        "mappings/terms.yaml": TERMS,
        "mappings/themes.yaml": "themes: [{id: reports, name: Reports, sentence: Reports of any kind.}]",
        "mappings/stakeholders.yaml": "stakeholders: [{id: keepers, name: Keepers, side: industry}]",
        "mappings/records.yaml": "records: [{id: talk, title: A talk, date: '2001-01-01', kind: transcript}]",
        "official.txt": OFFICIAL,
    }
    for name, text in files.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "in")
    return tmp_path / "in"


def import_official(run: Run, *more: str) -> Result:
    result = run("import", "official.txt", "--instrument", "harbours", "--version", "1990", *more)
    assert result.exit_code == 0, result.output
    return result


def test_what_no_longer_holds_is_told_clause_by_clause(run: Run, place: Path) -> None:
    data = json.loads(import_official(run, "--format", "json").output)["official"]
    assert data["read_again"] == {"link": 3, "concern": 2, "term": 2}
    found = {
        one["ref"]: (one["verdict"], [(entry["kind"], entry["name"]) for entry in one["entries"]])
        for one in data["no_longer"]
    }
    link = "(rivers@2000)"
    assert found == {
        "1": ("differs", []),
        "1(b)": (None, [("term", "storm")]),
        "2(2)": ("differs", [("link", f"2(2) → 5(3) {link}"), ("concern", "closing")]),
        "2(3)": (None, [("clause", "2(3)"), ("link", f"2(3) → 5(2) {link}")]),
        "2(4)": ("missing", []),
        "": (None, [("term", "storm")]),
    }
    whys = {entry["why"] for one in data["no_longer"] for entry in one["entries"]}
    assert "what was restated as 2(3) stands at 2(4) in the official text" in whys
    places = {
        (entry["path"], entry["line"]) for one in data["no_longer"] for entry in one["entries"]
    }
    assert (str(Path("mappings/links/harbours@1990--rivers@2000.yaml")), 6) in places


def test_the_text_says_the_same(run: Run, place: Path) -> None:
    out = import_official(run).output
    assert "Held against the restated harbours@1990" in out
    assert "3 links, 2 concerns, 2 terms read again: 5 no longer hold" in out
    assert "modal: 'shall' stands" not in out and "modal: 'shall' is lost" in out


def test_from_then_on_the_official_wording_is_read_under_the_same_names(
    run: Run, place: Path
) -> None:
    assert "Each State shall protect" in run("show", "harbours", "2(1)").output
    import_official(run)
    for name in ("harbours", "harbours@adopted", "harbours@1990"):
        assert "take care that" in run("show", name, "2(1)").output.replace("\n", " ")
    assert (
        "Each State shall protect"
        in run("show", "harbours", "2(1)", "--wording", "restated").output
    )
    shown = run("diff", "harbours", "rivers", "--no-concerns").output
    assert (
        "Harbours (adopted)" in shown
        and "A restated text is compared with an official one" in shown
    )
    assert run("verify", "harbours").exit_code == 1  # the official text is found by itself


def test_a_draft_written_elsewhere_is_not_used_and_not_held_against(run: Run, place: Path) -> None:
    result = import_official(run, "--out", "elsewhere.yaml")
    assert "Held against" not in result.output


def test_the_text_of_another_instrument_is_said(run: Run, place: Path) -> None:
    text = OFFICIAL.replace("Use of terms", "Whales").replace("Duties of States", "Seals")
    Path("official.txt").write_text(text.replace("Reports", "Penguins"), encoding="utf-8")
    out = " ".join(import_official(run).output.split())
    assert "Its headings are hardly those of harbours@1990" in out


def test_an_official_text_in_another_language_is_not_compared_by_words(
    run: Run, place: Path
) -> None:
    text = """Accord sur les ports

Article 1
Définitions

Aux fins du présent Accord :

a) Le terme « gardien du port » désigne la personne qui répond d’un port ;

b) Le terme « tempête » désigne un vent qui déplace les navires.

Article 2
Obligations des États

1. Chaque État protège ses ports contre l’incendie.

2. Un État peut fermer un port pendant 30 jours avec le consentement du gardien du port.

3. Les feux sont allumés dans chaque port du crépuscule à l’aube.

Article 3
Rapports

Le gardien du port adresse chaque année un rapport à l’Assemblée.
"""
    Path("official.txt").write_text(text, encoding="utf-8")
    out = " ".join(import_official(run).output.split())
    assert (
        "The official text is in French, the restated draft in English: words were not compared."
        in out
    )
    assert "all hold" in out and "--version 1990-fr" in out
    result = run("verify", "harbours")
    assert result.exit_code == 2 and "other-language" in result.output


@needs_shared
def test_budapest(run: Run) -> None:
    """The shipped Budapest Convention with its official text, links, concerns and terms."""
    path = SHARED / "treaties" / "budapest" / "official.txt"
    if not path.is_file():
        pytest.skip("the official text of Budapest is not here")
    named = ("--instrument", "budapest", "--version", "2001-11-23")
    data = json.loads(run("import", str(path), *named, "--format", "json").output)["official"]
    assert data["agrees"] and data["clauses"] == 159
    assert data["read_again"]["link"] > 400 and data["read_again"]["concern"] > 30
    kinds = [entry["kind"] for one in data["no_longer"] for entry in one["entries"]]
    assert kinds == ["term"]  # `requested Party's` is our own form
    shown = run("drafts", "--format", "json").output
    budapest = next(d for d in json.loads(shown)["drafts"] if d["draft"].startswith("budapest"))
    assert budapest["wording"] == "official" and budapest["label"] == "adopted"
    pairs = json.loads(run("align", "budapest", "un-cybercrime@rev3", "--format", "json").output)[
        "pairs"
    ]
    linked = [pair for pair in pairs if pair["by"] == "link"]
    assert len(linked) > 150
    assert run("check").exit_code == 0
