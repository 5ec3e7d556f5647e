"""concerns, show, report, carry: who said what about which clause, and is it still true of the next
draft."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from clausecmp.comparison.compare import compare_drafts
from clausecmp.comparison.filters import filter_articles, filter_concerns
from clausecmp.comparison.placed_concerns import PlacedConcern
from clausecmp.files.concerns import Concern
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.sides import Sides
from clausecmp.render.report import report_files
from tests.conftest import GOLDEN

HERE = GOLDEN / "diff"
DRAFTS = ("--drafts", str(HERE / "drafts"))
IN_USE = (*DRAFTS, "--mappings", str(HERE / "mappings"))
pytestmark = pytest.mark.usefixtures("only_named")


@pytest.fixture
def mappings(tmp_path: Path) -> Path:
    """A copy of the mappings that a test may write to."""
    return Path(shutil.copytree(HERE / "mappings", tmp_path / "mappings"))


@pytest.mark.parametrize(
    ("args", "ids"),
    [
        ((), "ada-silence guild-hours ada-whole guild-later"),
        (("--stakeholder", "ada"), "ada-silence ada-whole"),
        (("--stakeholder", "bookbinders"), "guild-hours guild-later"),
        (("--side", "industry", "--kind", "demand"), "guild-later"),
        (("--theme", "quiet"), "ada-silence guild-later"),
        (("--record", "quay"), "ada-silence guild-hours ada-whole guild-later"),
        (("--ref", "Art. 4"), "ada-silence"),
        (("--ref", "2(1)"), "guild-hours"),
        (("--ref", "3"), "guild-later"),
        (("--confidence", "medium"), "guild-hours"),
        (("--text", "endevour loud"), "ada-silence"),
        (("--text", "felt chair", "--side", "civil-society"), ""),
        (("--kind", "demand", "--kind", "support"), "guild-hours guild-later"),
    ],
)
def test_filters_can_be_combined(run, args, ids) -> None:
    data = json.loads(run("concerns", *args, *IN_USE, "--format", "json").stdout)
    assert [concern["id"] for concern in data["concerns"]] == ids.split()


def test_json_spells_the_stakeholder_out(run) -> None:
    data = json.loads(run("concerns", "ada-silence", *IN_USE, "--format", "json").stdout)
    assert data["schema"] == 1
    assert data["concerns"][0]["stakeholder"] == {
        "id": "ada",
        "name": "Ada Reed",
        "organisation": "Readers United",
        "side": "civil-society",
    }
    assert data["concerns"][0]["applies_to"] == [{"draft": "lagoon@2024-01-01", "refs": ["4"]}]


def test_table_csv_and_markdown(run, golden) -> None:
    golden("concerns/table.txt", run("concerns", *IN_USE).stdout)
    golden("concerns/list.md", run("concerns", *IN_USE, "--format", "markdown").stdout)
    rows = list(csv.DictReader(io.StringIO(run("concerns", *IN_USE, "--format", "csv").stdout)))
    assert [row["id"] for row in rows] == [
        "ada-silence",
        "guild-hours",
        "ada-whole",
        "guild-later",
    ] and rows[0]["drafts_and_refs"] == "lagoon@2024-01-01: 4"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--stakeholder", "adda"), "did you mean 'ada'?"),
        (("--theme", "quite"), "did you mean 'quiet'?"),
        (("--record", "key"), "no record is called 'key'; known are quay"),
        (("--ref", "?"), "is no ref"),
        (("nobody",), "no concern has the id 'nobody'"),
        (("ada-silenc",), "did you mean 'ada-silence'"),
        (("--on", "lagun"), "did you mean 'lagoon'?"),
    ],
)
def test_a_filter_that_nothing_can_meet_is_told(run, args, message) -> None:
    result = run("concerns", *args, *IN_USE)
    assert result.exit_code == 2 and message in result.stderr


def test_one_concern_with_its_passage(run, tmp_path: Path) -> None:
    record = tmp_path / "quay.txt"
    record.write_text("Minutes.\n\nShe said that a meer endeavour is not silence, and sat down.\n")
    result = run("concerns", "ada-silence", *IN_USE, "--record-text", str(record))
    assert "line 3, spelled differently" in " ".join(result.stdout.split())
    assert ">>a meer endeavour is not silence<<" in result.stdout
    record.write_text("Nothing of the kind.")
    result = run("concerns", "ada-silence", *IN_USE, "--record-text", str(record))
    assert (
        result.exit_code == 2
        and "stands nowhere in this file" in result.stderr
        and "[anchor-missing]" in result.stderr
    )


def test_another_text_than_the_coded_one_is_a_warning_with_both_sums(run, mappings: Path) -> None:
    records = mappings / "records.yaml"
    records.write_text(
        records.read_text().replace("kind: report", f"kind: report, sha256: {'0' * 64}")
    )
    (mappings / "records").mkdir()
    (mappings / "records" / "quay.txt").write_text("And: a mere endeavour is not silence.")
    result = run("concerns", "ada-silence", *DRAFTS, "--mappings", str(mappings))
    assert result.exit_code == 0 and ">>a mere endeavour is not silence<<" in result.stdout
    assert (
        "warning: this is not the text that was coded: SHA-256" in result.stderr
        and "0" * 64 in result.stderr
    )


def test_concerns_on_a_later_version(run, golden) -> None:
    golden("concerns/on.txt", run("concerns", "--on", "lagoon", *IN_USE).stdout)
    data = json.loads(run("concerns", "--on", "lagoon", *IN_USE, "--format", "json").stdout)
    assert [
        (entry["id"], entry["from"], entry["refs"], entry["verdict"]) for entry in data["carried"]
    ] == [("guild-later", "3(1)", ["3(1)"], "text unchanged")]


def test_show_a_clause_in_its_context(run, golden) -> None:
    golden("show/silence.txt", run("show", "lagoon", "art. 4", *IN_USE, columns=100).stdout)
    golden("show/hours.txt", run("show", "harbour", "2(1)", *IN_USE, columns=60).stdout)
    data = json.loads(run("show", "lagoon", "4", *IN_USE, "--format", "json").stdout)
    assert data["ref"] == "4" and [concern["id"] for concern in data["concerns"]] == ["ada-silence"]
    assert [view["left"] for view in data["counterparts"]] == [
        "lagoon@2023-01-01",
        "harbour@2001-01-01",
    ]


def test_a_concern_about_the_other_side_is_carried_by_the_pair(run) -> None:
    data = json.loads(run("show", "harbour", "3", *IN_USE, "--format", "json").stdout)
    (concern,) = data["concerns"]
    assert (concern["id"], concern["via"], concern["on"]) == (
        "ada-silence",
        "carried",
        "4 of lagoon@2024-01-01",
    ) and concern["score"] > 0.8


def test_report_reads_as_in_the_golden_files(run, golden, tmp_path: Path) -> None:
    out = tmp_path / "report"
    result = run(
        "report",
        "lagoon@draft",
        "--against",
        "harbour",
        "--out",
        str(out),
        "--matrix",
        str(tmp_path / "m.csv"),
        *IN_USE,
    )
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in out.iterdir())
    assert names == [
        "article-1.md",
        "article-2.md",
        "article-3.md",
        "article-4.md",
        "article-5.md",
        "article-6.md",
        "article-7.md",
        "index.md",
        "left-article-5.md",
        "title.md",
    ]
    for name in ("article-3.md", "article-4.md", "article-5.md", "article-7.md", "index.md"):
        golden(f"report/{name}", (out / name).read_text(encoding="utf-8"))
    golden("report/matrix.csv", (tmp_path / "m.csv").read_text(encoding="utf-8"))
    for name in names:
        for target in re.findall(r"\]\(([^)]+)\)", (out / name).read_text(encoding="utf-8")):
            assert (out / target).exists(), (name, target)


def test_the_same_input_gives_the_same_bytes(run, tmp_path: Path) -> None:
    for name in ("one", "two", "one"):
        run("report", "lagoon", "--against", "harbour", "--out", str(tmp_path / name), *IN_USE)
    assert {p.name: p.read_bytes() for p in (tmp_path / "one").iterdir()} == {
        p.name: p.read_bytes() for p in (tmp_path / "two").iterdir()
    }


def test_report_alone_and_narrowed(run, tmp_path: Path) -> None:
    run(
        "report",
        "lagoon",
        "--article",
        "4",
        "--side",
        "civil-society",
        "--out",
        str(tmp_path),
        *IN_USE,
    )
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".md") == [
        "article-4.md",
        "index.md",
    ]
    text = (tmp_path / "article-4.md").read_text()
    assert "added" not in text and "Fears that a duty" in text


def test_foreign_files_are_never_overwritten(run, tmp_path: Path) -> None:
    (tmp_path / "article-4.md").write_text("mine")
    result = run("report", "lagoon", "--out", str(tmp_path), *IN_USE)
    assert result.exit_code == 2 and "article-4.md" in result.stderr and "--force" in result.stderr
    assert [path.name for path in tmp_path.glob("*.md")] == ["article-4.md"] and (
        tmp_path / "article-4.md"
    ).read_text() == "mine"
    assert run("report", "lagoon", "--out", str(tmp_path), *IN_USE, "--force").exit_code == 0
    assert (tmp_path / "article-4.md").read_text() != "mine"


def test_an_output_folder_that_cannot_be(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("report", "lagoon", "--out", str(tmp_path / "file"), *IN_USE)
    assert result.exit_code == 2 and "no folder can be made here" in result.stderr
    result = run("report", "lagoon", "--matrix", str(tmp_path / "none" / "m.csv"), *IN_USE)
    assert result.exit_code == 2 and "cannot be written" in result.stderr
    result = run("report", "lagoon", "--matrix", str(tmp_path / "m.xls"), *IN_USE)
    assert result.exit_code == 2 and "expected .csv or .md" in result.stderr
    assert run("report", "lagoon", *IN_USE).exit_code == 2


def test_markdown_cannot_be_broken_by_text(run, mappings: Path, tmp_path: Path) -> None:
    file = mappings / "concerns" / "quay.yaml"
    nasty = "# head | `tick` <b>bold</b> [x](y) *s* _u_ ~~d~~ 1. & \\\\ ]"
    file.write_text(
        file.read_text().replace(
            "Fears that a duty to endeavour leaves the halls loud.", f'"{nasty}"'
        )
    )
    run("report", "lagoon", "--out", str(tmp_path / "out"), *DRAFTS, "--mappings", str(mappings))
    (line,) = [
        line
        for line in (tmp_path / "out" / "article-4.md").read_text().splitlines()
        if "head" in line
    ]
    for mark in (
        "\\|",
        "\\`tick\\`",
        "\\<b\\>",
        "\\[x\\]",
        "\\*s\\*",
        "\\_u\\_",
        "\\~\\~d",
        "&amp;",
        "\\\\",
    ):
        assert mark in line


def test_add_keeps_every_comment_and_line(run, mappings: Path) -> None:
    file = mappings / "concerns" / "quay.yaml"
    file.write_text("# by hand, 2024\n" + file.read_text() + "# the end\n")
    before = file.read_text().splitlines()
    args = (
        "--record",
        "quay",
        "--stakeholder",
        "guild",
        "--kind",
        "concern",
        "--theme",
        "lending",
        "--draft",
        "lagoon@draft",
        "--ref",
        "Art. 6",
        "--summary",
        "Late: [very] late.",
        "--anchor",
        "return them on the day",
        "--section",
        "two",
        "--cited",
        "article six",
        "--note",
        "said twice",
    )
    result = run("concerns", "add", *args, *DRAFTS, "--mappings", str(mappings))
    assert result.exit_code == 0, result.output
    after = file.read_text().splitlines()
    rest = iter(after)
    assert all(line in rest for line in before) and len(after) > len(
        before
    )  # every line, in its order
    (concern,) = json.loads(
        run(
            "concerns", "guild-lending", *DRAFTS, "--mappings", str(mappings), "--format", "json"
        ).stdout
    )["concerns"]
    assert (
        concern["applies_to"] == [{"draft": "lagoon@2024-01-01", "refs": ["6"]}]
        and concern["summary"] == "Late: [very] late."
    )


def test_add_never_hides_a_file_that_ships_with_the_package(
    run, monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("clausecmp.files.folders.PACKAGE", tmp_path / "package")
    monkeypatch.setattr(
        "clausecmp.files.folders.shipped_folder", lambda: tmp_path / "package" / "shipped"
    )
    shutil.copytree(HERE / "mappings", tmp_path / "package" / "shipped" / "mappings")
    shipped = (tmp_path / "package" / "shipped" / "mappings" / "concerns" / "quay.yaml").read_text()
    for summary in ("One more.", "And one."):
        result = run(
            "concerns",
            "add",
            "--record",
            "quay",
            "--stakeholder",
            "guild",
            "--kind",
            "concern",
            "--theme",
            "lending",
            "--summary",
            summary,
            *DRAFTS,
        )
        assert result.exit_code == 0, result.output
    assert (tmp_path / "home" / "mappings" / "concerns" / "quay.yaml").is_file()
    assert (
        tmp_path / "package" / "shipped" / "mappings" / "concerns" / "quay.yaml"
    ).read_text() == shipped
    ids = [
        concern["id"]
        for concern in json.loads(run("concerns", *DRAFTS, "--format", "json").stdout)["concerns"]
    ]
    assert ids == [
        "guild-lending",
        "guild-lending-2",
        "ada-silence",
        "guild-hours",
        "ada-whole",
        "guild-later",
    ]


def test_csv_says_what_was_carried(run, mappings: Path) -> None:
    run(
        "carry",
        "--from",
        "lagoon@2023",
        "--to",
        "lagoon@2024",
        "--write",
        *DRAFTS,
        "--mappings",
        str(mappings),
    )
    rows = list(
        csv.DictReader(
            io.StringIO(
                run("concerns", *DRAFTS, "--mappings", str(mappings), "--format", "csv").stdout
            )
        )
    )
    assert (
        rows[3]["drafts_and_refs"]
        == "lagoon@2023-01-01: 3(1); lagoon@2024-01-01: 3(1) (carried: text unchanged)"
    )


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (("--stakeholder", "gild"), "stakeholder 'gild' is not declared (did you mean 'guild'?)"),
        (("--ref", "99"), "there is no 99 here"),
        (("--anchor", "too short"), "has 2 words, expected 4 to 8"),
        (("--id", "ada-whole"), "stands twice"),
        (("--summary", ""), "--summary is missing"),
    ],
)
def test_add_refuses_what_would_be_wrong(run, mappings: Path, extra, message) -> None:
    before = (mappings / "concerns" / "quay.yaml").read_text()
    given = {
        "--record": "quay",
        "--stakeholder": "guild",
        "--kind": "concern",
        "--theme": "lending",
        "--draft": "lagoon@draft",
        "--ref": "6",
        "--summary": "s",
    } | {extra[0]: extra[1]}
    result = run(
        "concerns",
        "add",
        *(word for pair in given.items() for word in pair),
        *DRAFTS,
        "--mappings",
        str(mappings),
    )
    assert result.exit_code == 2 and message in result.stderr, result.stderr
    assert (mappings / "concerns" / "quay.yaml").read_text() == before


def test_carry_moves_entries_and_loses_none(run, mappings: Path) -> None:
    args = (
        "carry",
        "--from",
        "lagoon@2023",
        "--to",
        "lagoon@2024",
        *DRAFTS,
        "--mappings",
        str(mappings),
    )
    before = (mappings / "concerns" / "quay.yaml").read_text()
    assert (
        "1 as it is" in run(*args).stdout
        and (mappings / "concerns" / "quay.yaml").read_text() == before
    )
    assert run(*args, "--write").exit_code == 0
    rest = iter((mappings / "concerns" / "quay.yaml").read_text().splitlines())
    assert all(
        line in rest for line in before.splitlines()
    )  # every line that was there, in its order
    (concern,) = json.loads(
        run(
            "concerns", "guild-later", *DRAFTS, "--mappings", str(mappings), "--format", "json"
        ).stdout
    )["concerns"]
    assert [place["draft"] for place in concern["applies_to"]] == [
        "lagoon@2023-01-01",
        "lagoon@2024-01-01",
    ]
    assert "1 there already" in run(*args).stdout
    result = run(
        "carry", "--from", "lagoon@2023", "--to", "harbour", *DRAFTS, "--mappings", str(mappings)
    )
    assert result.exit_code == 2 and "is no version of lagoon" in result.stderr


def test_add_goes_on_where_a_file_has_a_warning(run, mappings: Path) -> None:
    file = mappings / "concerns" / "quay.yaml"
    file.write_text("note: 'a hidden\u200b mark'\n" + file.read_text(), encoding="utf-8")
    result = run(
        "concerns",
        "add",
        "--record",
        "quay",
        "--stakeholder",
        "guild",
        "--kind",
        "concern",
        "--theme",
        "lending",
        "--summary",
        "s",
        *DRAFTS,
        "--mappings",
        str(mappings),
    )
    assert result.exit_code == 0, result.output


def test_filters_reach_the_orphans() -> None:
    """Concerns of another version that have no place here are chosen like the others."""
    placed_concerns = [
        PlacedConcern(Concern(name, "r", "s", "concern", "t", "..."), "carried", "9 of x@1")
        for name in ("one", "two")
    ]
    draft = Draft("x", "2", "T", (Clause("article", "1", "1", None, "A text."),))
    comparison = compare_drafts(Draft("", "", "", ()), draft)._replace(
        orphans=tuple(placed_concerns)
    )
    assert filter_concerns(comparison, lambda concern: concern.id == "two").orphans == (
        placed_concerns[1],
    )
    assert filter_articles(comparison, [Sides(None, "1")]).orphans == ()


def test_an_annex_article_has_a_report_of_its_own() -> None:
    annex = Clause(
        "annex",
        "I",
        "annex I",
        clauses=(Clause("article", "1", "annex I, article 1", None, "Another text."),),
    )
    draft = Draft("x", "1", "T", (Clause("article", "1", "1", None, "One text."), annex))
    files = report_files(compare_drafts(Draft("", "", "", ()), draft))
    assert "One text" in files["article-1.md"] and "Another text" in files["annex-i--article-1.md"]
