"""Where drafts and mappings are found: own entries add to the shipped ones, what an earlier version
left is moved."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from clausecmp.files.folders import choose_file, list_files, move_former_data, user_folder
from clausecmp.files.links import find_links
from clausecmp.files.numbering import build_numbering, merge_numberings
from clausecmp.files.terms import load_glossary
from clausecmp.files.yaml_read import parse_yaml
from tests.conftest import GOLDEN

HERE = GOLDEN / "diff"
linux = pytest.mark.skipif(sys.platform != "linux", reason="the folders of Linux")
THEME = """themes:
  - {id: own-theme, name: Own, sentence: A theme of my own.}
  - {id: safeguards, name: My safeguards, sentence: Said otherwise.}
"""


@pytest.fixture
def homes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, Path]:
    """The folder of earlier versions and the one of today, with nothing in them yet."""
    monkeypatch.delenv("CLAUSECMP_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "config" / "clausecmp", tmp_path / "data" / "clausecmp"


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@linux
def test_the_users_data_is_where_the_platform_keeps_data(homes, monkeypatch) -> None:
    assert user_folder() == homes[1]
    monkeypatch.setenv("CLAUSECMP_HOME", "/elsewhere")
    assert user_folder() == Path("/elsewhere")


@linux
def test_what_an_earlier_version_left_is_moved_once(run, homes) -> None:
    former, home = homes
    shutil.copytree(HERE / "drafts" / "harbour", former / "drafts" / "harbour")
    put(former / "mappings" / "themes.yaml", THEME)
    put(former / "cache" / ("a" * 40 + ".pickle"), "x")
    put(former / "cache" / ("b" * 40 + ".77.tmp"), "x")
    result = run("show", "harbour", "1")
    assert result.exit_code == 0, result.output
    count = len(list((HERE / "drafts" / "harbour").iterdir())) + 1
    assert result.stderr == f"clausecmp: moved {count} files of yours from {former} to {home}\n"
    assert (home / "mappings" / "themes.yaml").read_text() == THEME
    assert not former.exists()
    assert run("show", "harbour", "1").stderr == ""


@linux
def test_moving_overwrites_nothing(homes) -> None:
    former, home = homes
    put(former / "mappings" / "themes.yaml", "former")
    put(former / "mappings" / "terms.yaml", "former")
    put(home / "mappings" / "themes.yaml", "new")
    told = move_former_data()
    assert told and told.startswith("moved 1 files") and "1 stayed" in told
    assert (home / "mappings" / "themes.yaml").read_text() == "new"
    assert (home / "mappings" / "terms.yaml").read_text() == "former"
    assert (former / "mappings" / "themes.yaml").read_text() == "former"
    assert move_former_data() is None


@linux
@pytest.mark.parametrize("name", ["notes.txt", "short.pickle", "a" * 40 + ".pickle.bak"])
def test_a_cache_folder_that_holds_something_else_stays(homes, name: str) -> None:
    former = homes[0]
    put(former / "cache" / ("a" * 40 + ".pickle"), "x")
    put(former / "cache" / name, "mine")
    assert move_former_data() is None
    assert len(list((former / "cache").iterdir())) == 2


@linux
def test_a_cache_folder_that_is_a_link_is_not_followed(homes, tmp_path: Path) -> None:
    kept = put(tmp_path / "kept" / ("a" * 40 + ".pickle"), "x")
    homes[0].mkdir(parents=True)
    (homes[0] / "cache").symlink_to(kept.parent)
    move_former_data()
    assert kept.exists()


def test_one_theme_of_ones_own_adds_to_the_shipped_ones(run, tmp_path: Path) -> None:
    put(tmp_path / "own" / "themes.yaml", THEME)
    named = ("--mappings", tmp_path / "own")
    result = run("diff", "budapest", "un-cybercrime@rev3", "--article", "un-cybercrime:28", *named)
    assert result.exit_code == 0 and result.stderr == "", result.stderr
    markdown = run("concerns", "--theme", "safeguards", "--format", "markdown", *named).stdout
    assert "My safeguards" in markdown
    assert run("concerns", "--theme", "own-theme", *named).exit_code == 0
    assert run("check", tmp_path / "own", "--mappings", tmp_path / "own").exit_code == 0


def test_a_concern_of_ones_own_may_name_what_ships_and_hides_by_its_id(run, tmp_path: Path) -> None:
    path = put(
        tmp_path / "own" / "concerns" / "mine.yaml",
        """record: diplo-2024
concerns:
  - {id: kr-28-4-compel, stakeholder: katitza-rodriguez, kind: concern, theme: safeguards, summary: Mine., applies_to: []}
  - {id: own-one, stakeholder: katitza-rodriguez, kind: concern, theme: safeguards, summary: Own., applies_to: []}
""",
    )
    named = ("--mappings", tmp_path / "own")
    before = json.loads(run("concerns", "--format", "json").stdout)["concerns"]
    after = json.loads(run("concerns", "--format", "json", *named).stdout)["concerns"]
    assert len(after) == len(before) + 1
    assert [one["summary"] for one in after if one["id"] == "kr-28-4-compel"] == ["Mine."]
    rules = run("check", path, *named, "--format", "json").stdout
    assert "unknown-" not in rules


def test_an_id_twice_in_one_folder_is_still_an_error(run, tmp_path: Path) -> None:
    entry = "{id: a, stakeholder: katitza-rodriguez, kind: concern, theme: safeguards, summary: S., applies_to: []}"
    for name in ("one", "two"):
        text = f"record: diplo-2024\nconcerns:\n  - {entry}\n"
        put(tmp_path / "own" / "concerns" / f"{name}.yaml", text)
    result = run("concerns", "--mappings", tmp_path / "own")
    assert result.exit_code == 2 and "two.yaml:3:5: error: concern id 'a' stands twice" in (
        result.stderr
    )


LINKS = "left: {}\nright: {}\nlinks:\n  - {{left: [{}], right: [{}]}}\n  - {{left: ['9'], right: ['10']}}\n"


@pytest.mark.parametrize("turned", [False, True])
def test_a_link_hides_those_that_decide_the_same_clauses(tmp_path: Path, turned: bool) -> None:
    shipped = put(tmp_path / "b" / "links" / "x@1--y@1.yaml", LINKS.format("x@1", "y@1", "1", "2"))
    names, refs = (("y@1", "x@1"), ("'7'", "'Art. 1'")) if turned else (("x@1", "y@1"), ("'1'", ""))
    own = put(
        tmp_path / "a" / "links" / f"{names[0]}--{names[1]}.yaml",
        LINKS.replace("  - {{left: ['9'], right: ['10']}}\n", "").format(*names, *refs),
    )
    links, problems = find_links([own.parent.parent, shipped.parent.parent], "x@1", "y@1")
    assert not problems
    pairs = [(link.left, link.right) for link in links]
    assert pairs == [(("Art. 1",), ("7",)) if turned else (("1",), ()), (("9",), ("10",))]


def test_terms_add_by_id(tmp_path: Path) -> None:
    text = "instruments: [x, y]\nterms:\n  - {{id: {}, x: [{}], y: [{}]}}\n"
    own = put(tmp_path / "a" / "terms.yaml", text.format("boat", "boat", "ship"))
    more = text.format("boat", "boat", "vessel") + "  - {id: quay, x: [quay], y: [pier]}\n"
    shipped = put(tmp_path / "b" / "terms.yaml", more)
    terms = load_glossary([own, shipped]).terms
    assert [(term.id, term.forms["y"]) for term in terms] == [
        ("boat", ("ship",)),
        ("quay", ("pier",)),
    ]


def test_numberings_add_by_row() -> None:
    text = 'instrument: x\nfrom: {until: "2020-01-01"}\nto: x@2\narticles:\n'
    own = text + '  - {earlier: "4", later: "7"}\n'
    rows = "".join(
        f'  - {{earlier: "{earlier}", later: "{later}"}}\n'
        for earlier, later in ((4, 6), (5, 7), (6, 8))
    )
    shipped = text + rows
    built = [build_numbering(parse_yaml(one))[0] for one in (own, shipped)]
    (numbering,) = merge_numberings([one for one in built if one])
    assert [row[:2] for row in numbering.rows] == [("4", "7"), ("6", "8")]


def test_a_folder_counts_once_whatever_leads_to_it(monkeypatch, tmp_path: Path) -> None:
    put(tmp_path / "mappings" / "themes.yaml", THEME)
    (tmp_path / "other").symlink_to(tmp_path / "mappings")
    monkeypatch.chdir(tmp_path)
    folders = [Path("mappings"), tmp_path / "other", tmp_path / "mappings"]
    assert list_files(folders, "themes.yaml") == [Path("mappings/themes.yaml")]


def test_the_file_to_write_to_is_one_of_the_users(tmp_path: Path) -> None:
    home = Path(os.environ["CLAUSECMP_HOME"])
    assert choose_file([], "concerns", ("a.yaml",)) == home / "mappings" / "concerns" / "a.yaml"
    there = put(tmp_path / "two" / "links" / "r--l.yaml", "")
    folders = [tmp_path / "one", tmp_path / "two"]
    assert choose_file(folders, "links", ("l--r.yaml", "r--l.yaml")) == there
    assert choose_file(folders, "links", ("n.yaml",)) == tmp_path / "one" / "links" / "n.yaml"
