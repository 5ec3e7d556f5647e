"""Commands that write: nothing that was acknowledged is lost, and nothing that a person made."""

from __future__ import annotations

import csv
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from clausecmp.comparison.compare import compare_drafts
from clausecmp.files import writing
from clausecmp.model.draft import Draft
from clausecmp.render.report import report_files
from tests.conftest import GOLDEN, ROOT, make_draft

HERE = GOLDEN / "diff"
Run = Callable[..., object]

REPEAT = """
import json, os, sys
from clausecmp.cli import group
from clausecmp.files import writing
take = writing._take_lock
def take_and_tell(*args):
    free = take(*args)
    if not free and "WAITING" in os.environ:
        open(os.environ["WAITING"], "w").close()
    return free
writing._take_lock = take_and_tell
for args in json.load(sys.stdin):
    try:
        group.main(args, prog_name="clausecmp")
    except SystemExit as end:
        assert not end.code, (end.code, args)
"""
"""Runs commands one after the other in one process; makes the file WAITING while it waits for a
lock."""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with drafts and mappings of its own, as the current one."""
    for part in ("drafts", "mappings"):
        shutil.copytree(HERE / part, tmp_path / "in" / part)
        monkeypatch.setenv(f"CLAUSECMP_{part.upper()}", str(tmp_path / "in" / part))
    monkeypatch.chdir(tmp_path / "in")
    return tmp_path / "in"


def start(commands: Sequence[Sequence[str]], **environment: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", REPEAT],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environment},
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(commands))
    process.stdin.close()
    process.stdin = None
    return process


def finish(process: subprocess.Popen[str]) -> str:
    stdout, stderr = process.communicate(timeout=240)
    assert process.returncode == 0, stderr
    return stdout + stderr


def run_at_once(*commands: Sequence[Sequence[str]]) -> list[str]:
    """Several processes at once, each with commands of its own; what each of them said."""
    return [finish(process) for process in list(map(start, commands))]


def run_while_locked(command: Sequence[str], path: Path, change: Callable[[str], str]) -> str:
    """Run a command while `path` is locked; `change` the file before the lock is given back."""
    text = path.read_text()
    waiting = path.with_name("waiting")
    with writing._locked(path.parent):
        process = start([command], WAITING=str(waiting))
        while process.poll() is None and not waiting.exists():
            time.sleep(0.02)
        assert waiting.exists(), process.communicate()
        path.write_text(change(text))
    return finish(process)


def add(summary: str, *more: str) -> list[str]:
    words = "concerns add --record quay --stakeholder guild --kind concern --theme lending"
    return [*words.split(), "--summary", summary, *more]


def read_entries(path: Path, key: str) -> list[dict[str, Any]]:
    return yaml.load(path.read_text(), yaml.BaseLoader)[key]


def test_four_at_once_add_twenty_concerns_each(place: Path) -> None:
    said = run_at_once(*([add(f"Point {w} {n}.") for n in range(20)] for w in range(4)))
    entries = read_entries(place / "mappings" / "concerns" / "quay.yaml", "concerns")
    ids = [entry["id"] for entry in entries]
    acknowledged = [line.split()[0] for text in said for line in text.splitlines()]
    assert len(acknowledged) == len(set(acknowledged)) == 80
    assert sorted(ids[4:]) == sorted(acknowledged) and len(set(ids)) == 84
    assert {entry["summary"] for entry in entries[4:]} == {
        f"Point {w} {n}." for w in range(4) for n in range(20)
    }


def test_four_at_once_begin_a_file(place: Path) -> None:
    (place / "mappings" / "concerns" / "quay.yaml").unlink()
    run_at_once(*([add(f"Point {w}.", "--id", f"w{w}")] for w in range(4)))
    entries = read_entries(place / "mappings" / "concerns" / "quay.yaml", "concerns")
    assert sorted(str(entry["id"]) for entry in entries) == ["w0", "w1", "w2", "w3"]


def test_an_id_in_another_file_is_taken(place: Path, run: Run) -> None:
    folder = place / "mappings" / "concerns"
    (folder / "other.yaml").write_text(
        (folder / "quay.yaml").read_text().replace("id: ", "id:  guild-lending-")
    )
    result = run(*add("x", "--id", "guild-lending-ada-whole"))
    assert result.exit_code == 2 and "stands twice (first at " in result.stderr
    assert "concerns/other.yaml:21)" in result.stderr


def test_answers_of_four_reviewers_stay(place: Path, run: Run) -> None:
    for name, path in (
        ("one", ROOT / "drafts" / "budapest" / "2001-11-23.yaml"),
        ("other", ROOT / "drafts" / "un-cybercrime" / "2024-05-23.yaml"),
    ):  # under names that no shipped links are about
        text = re.sub(r"(?m)^instrument: .*", f"instrument: {name}", path.read_text())
        (place / "drafts" / name).mkdir()
        (place / "drafts" / name / path.name).write_text(text)
    align = ["align", "one@2001-11-23", "other@2024-05-23", "--no-links"]
    run(*align, "--export-review", "review.csv")
    head, *lines = csv.reader((place / "review.csv").read_text().splitlines())
    commands, refs = [], []
    for n, line in enumerate([line for line in lines if line[0] == "left"][:4]):
        with open(place / f"{n}.csv", "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, [*line[:6], "none", ""]])
        commands.append([[*align, "--import-review", f"{n}.csv"]])
        refs.append(line[1])
    run_at_once(*commands)
    (path,) = (place / "mappings" / "links").glob("one@*")
    assert sorted(entry["left"][0] for entry in read_entries(path, "links")) == sorted(refs)
    assert len(refs) == 4


def test_an_answer_in_the_terminal_is_added_to_what_stands_there(place: Path, run: Run) -> None:
    """While the question is open, another reviewer decides another clause, and the same one."""
    links = place / "mappings" / "links" / "harbour@2001-01-01--lagoon@2024-01-01.yaml"
    links.write_text(links.read_text().partition("  - {")[0].replace("links:", "links: []"))
    process = subprocess.Popen(
        [sys.executable, "-m", "clausecmp", "align", "harbour", "lagoon", "--review"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdin is not None and process.stdout is not None
    shown = "".join(iter(lambda: process.stdout.read(1), ">"))  # type: ignore[union-attr]
    assert "accept" in shown
    head = links.read_text().replace("links: []", "links:")
    links.write_text(head + "  - {left: ['1'], right: [], by: another}\n")
    process.communicate("n\nq\n", timeout=60)
    entries = read_entries(links, "links")
    assert len(entries) == 2 and entries[0]["by"] == "another" and entries[1]["by"] == "review"


def test_carry_keeps_what_was_added_meanwhile(place: Path) -> None:
    path = place / "mappings" / "concerns" / "quay.yaml"
    carry = "carry --from lagoon@2023 --to lagoon@2024 --write".split()
    run_while_locked(carry, path, lambda text: text + "  - id: late\n" + entry_rest("3(1)"))
    entries = {str(entry["id"]): entry for entry in read_entries(path, "concerns")}
    assert len(entries) == 5
    for name in ("guild-later", "late"):  # the late one is carried too
        assert [one["draft"] for one in entries[name]["applies_to"]] == [
            "lagoon@2023-01-01",
            "lagoon@2024-01-01",
        ]


def entry_rest(ref: str) -> str:
    return (
        "    stakeholder: ada\n    kind: concern\n    theme: quiet\n    summary: s\n"
        f"    applies_to:\n      - {{draft: lagoon@2023-01-01, refs: ['{ref}']}}\n"
    )


def test_four_at_once_carry_and_add(place: Path) -> None:
    carry = "carry --from lagoon@2023 --to lagoon@2024 --write".split()
    run_at_once([carry], [add("a")], [carry], [add("b")])
    entries = read_entries(place / "mappings" / "concerns" / "quay.yaml", "concerns")
    assert [entry.get("summary") for entry in entries[4:]] in (["a", "b"], ["b", "a"])
    assert len(entries[3]["applies_to"]) == 2


def test_four_at_once_stamp(place: Path) -> None:
    path = place / "mappings" / "concerns" / "quay.yaml"
    lines = [n for n, line in enumerate(path.read_text().splitlines(), 4) if "- id:" in line]
    run_at_once(*([["check", "--accept", f"{path}:{line}"]] for line in lines))
    entries = read_entries(path, "concerns")
    assert len(lines) == 4 and all("reviewed" in entry for entry in entries)


def test_a_stamp_goes_to_the_entry_that_was_read(place: Path) -> None:
    path = place / "mappings" / "concerns" / "quay.yaml"
    line = path.read_text().partition("id: guild-hours")[0].count("\n") + 1
    command = ["check", "--accept", f"{path}:{line}"]
    new = "concerns:\n  - id: first\n" + entry_rest("3(1)")
    run_while_locked(command, path, lambda text: text.replace("concerns:\n", new))
    entries = read_entries(path, "concerns")
    assert [entry["id"] for entry in entries if "reviewed" in entry] == ["guild-hours"]


def test_several_lines_of_one_file_are_stamped(place: Path, run: Run) -> None:
    path = place / "mappings" / "concerns" / "quay.yaml"
    lines = [n for n, line in enumerate(path.read_text().splitlines(), 1) if "- id:" in line]
    run("check", "--accept", f"{path}:{lines[0]}", f"{path}:{lines[2]}")
    stamped = ["reviewed" in entry for entry in read_entries(path, "concerns")]
    assert stamped == [True, False, True, False]


@pytest.fixture
def official(place: Path) -> tuple[Path, list[str]]:
    draft = place / "drafts" / "lagoon" / "2024-01-01.yaml"
    text = draft.read_text().replace("wording: restated", "wording: official")
    (place / "official.yaml").write_text(text)
    return draft, ["verify", "lagoon@2024-01-01", "--official", "official.yaml", "--write"]


def test_verify_keeps_what_was_changed_meanwhile(official: tuple[Path, list[str]]) -> None:
    path, command = official
    run_while_locked(command, path, lambda text: text.replace("label: draft", "label: third"))
    text = path.read_text()
    assert "label: third" in text and "verified: " in text
    assert text.count("TEST 2") == 2  # the symbol, and in the stamp what it was held against


def test_verify_stamps_no_text_that_it_did_not_see(official: tuple[Path, list[str]]) -> None:
    path, command = official
    with pytest.raises(AssertionError):
        run_while_locked(command, path, lambda text: text.replace("shall lend", "may lend"))
    text = path.read_text()
    assert "may lend" in text and "verified: " not in text


def test_four_at_once_verify(official: tuple[Path, list[str]]) -> None:
    path, command = official
    before = path.read_text().splitlines()
    run_at_once(*[[command]] * 4)
    after = path.read_text().splitlines()
    assert [line for line in after if line in before] == before and "verified: " in "\n".join(after)


TEXT = "Article 1\nKites\nEach Party shall fly kites.\n\nArticle 2\nStrings\nStrings may be long.\n"


def list_outputs(place: Path) -> Iterable[tuple[str, list[str]]]:
    """Commands that write a result at a place that a person names: (file, command)."""
    (place / "kites.txt").write_text(TEXT)
    yield "d.yaml", "import kites.txt --instrument kites --version 1 --out d.yaml".split()
    yield "r.json", "check --format json --output r.json".split()
    yield "b.json", "check --baseline b.json --write-baseline".split()
    yield "q.csv", "align harbour lagoon --export-review q.csv".split()
    yield "m.csv", "report lagoon --matrix m.csv".split()
    yield "m.md", "report lagoon --matrix m.md".split()
    yield "s.json", "schema concerns --output s.json".split()


@pytest.mark.parametrize("at", range(7))
def test_no_result_replaces_what_a_person_made(place: Path, run: Run, at: int) -> None:
    name, command = next(itertools.islice(list_outputs(place), at, None))
    path = place / name
    path.write_text("mine\n")
    result = run(*command)
    assert result.exit_code == 2 and "stays as it is" in result.stderr
    assert "--force" in result.stderr and path.read_text() == "mine\n"
    assert "--force" in run(command[0], "--help").stdout
    assert run(*command, "--force").exit_code in (0, 1)
    written = path.read_text()
    assert written != "mine\n"
    assert run(*command).exit_code in (0, 1) and path.read_text() == written


def test_a_review_that_was_filled_in_stays(place: Path, run: Run) -> None:
    command = "align harbour lagoon --no-links --export-review q.csv".split()
    run(*command)
    filled = (place / "q.csv").read_text().replace(",,\n", ",none,\n").replace(",,\r\n", ",none,\n")
    (place / "q.csv").write_text(filled)
    result = run(*command)
    assert result.exit_code == 2 and "was changed since clausecmp wrote it" in result.stderr
    assert (place / "q.csv").read_text() == filled


def test_any_baseline_is_written_anew(
    place: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = "check --baseline b.json --write-baseline".split()
    run(*command)
    monkeypatch.setenv("CLAUSECMP_HOME", str(place.parent / "another machine"))
    assert run(*command).exit_code == 0


def test_a_corrected_draft_stays_when_it_is_imported_or_fetched_again(
    place: Path, run: Run
) -> None:
    (place / "kites.txt").write_text(TEXT)
    draft = place.parent / "home" / "drafts" / "budapest" / "2001-11-23.yaml"
    for command in (
        "import kites.txt --instrument budapest --version 2001-11-23".split(),
        "fetch budapest --from kites.html".split(),
    ):
        (place / "kites.html").write_text(
            "<html><body>"
            + "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
            + "</body></html>"
        )
        shutil.rmtree(draft.parent, ignore_errors=True)
        assert run(*command).exit_code == 0 and run(*command).exit_code == 0
        corrected = draft.read_text().replace("fly kites", "fly red kites")
        assert "red" in corrected
        draft.write_text(corrected)
        result = run(*command)
        assert result.exit_code == 2 and "was changed since" in result.stderr
        assert draft.read_text() == corrected
        assert run(*command, "--force").exit_code == 0 and "red" not in draft.read_text()


def test_all_parts_are_written_each_in_its_file(place: Path, run: Run) -> None:
    (place / "kites.txt").write_text(
        "Agreement on Kites\n\nArticle 1\n\nKites fly.\n\nArticle 2\n\nReels turn.\n\n"
        "B. DRAFT DECISION\n\nThe Conference of the Parties,\n\nRecalling Article 2,\n\n1. Decides to fly.\n"
    )
    command = "import kites.txt --instrument kites --version 1 --out k.yaml".split()
    result = run(*command, "--parts", "all")
    assert result.exit_code == 0, result.output
    assert "Kites fly." in (place / "k.yaml").read_text()
    assert "Decides to fly." in (place / "k-draft-decision.yaml").read_text()
    assert "100 %" in result.stdout and "other parts" in result.stdout
    assert run("check", "k.yaml", "k-draft-decision.yaml").exit_code in (0, 1)
    both = run(*command, "--parts", "all", "--part", "2")
    assert both.exit_code == 2 and "--parts all takes all" in both.stderr


def test_a_draft_of_few_words_is_not_written(place: Path, run: Run) -> None:
    lost = "\n\n".join(
        f"{sign} words that belong to nothing at all" for sign in "abcdefghijklmnopqrstuvwxyz"
    )
    (place / "kites.txt").write_text(
        f"Agreement on Kites\n\n{lost}\n\nArticle 1\n\nFly.\n\nArticle 2\n\nLand.\n"
    )
    command = "import kites.txt --instrument kites --version 1 --out k.yaml".split()
    result = run(*command)
    assert result.exit_code == 2 and "words-lost" in result.stderr and "--force" in result.stderr
    assert not (place / "k.yaml").exists()
    forced = run(*command, "--force")
    assert forced.exit_code == 0 and "warning: less than 97%" in forced.stdout


def test_a_source_is_never_the_target(place: Path, run: Run) -> None:
    (place / "kites.txt").write_text(TEXT)
    (place / "link.txt").symlink_to("kites.txt")
    for out in ("kites.txt", "./kites.txt", "link.txt"):
        command = ["import", "kites.txt", "--instrument", "k", "--version", "1", "--out", out]
        result = run(*command, "--force")
        assert result.exit_code == 2 and "this is the file to be imported" in result.stderr
    assert (place / "kites.txt").read_text() == TEXT


def test_a_report_leaves_nothing_that_its_index_does_not_name(place: Path, run: Run) -> None:
    run("report", "lagoon", "--against", "harbour", "--out", "out")
    (place / "out" / "notes.md").write_text("mine")
    everything = {path.name for path in (place / "out").iterdir()}
    assert len(everything) > 4
    run("report", "lagoon", "--against", "harbour", "--article", "4", "--out", "out")
    run("report", "lagoon", "--against", "harbour", "--article", "4", "--out", "alone")
    there = {path.name for path in (place / "out").iterdir()}
    assert there == {"notes.md"} | {path.name for path in (place / "alone").iterdir()}
    assert "article-4.md" in there and not everything <= there
    assert not [path for path in place.iterdir() if path.name.startswith(".")]


def test_a_report_article_that_was_changed_stays(place: Path, run: Run) -> None:
    run("report", "lagoon", "--out", "out")
    path = place / "out" / "article-4.md"
    path.write_text(path.read_text() + "\nA remark of my own.\n")
    result = run("report", "lagoon", "--out", "out")
    assert result.exit_code == 2 and "article-4.md" in result.stderr
    assert path.read_text().endswith("A remark of my own.\n")
    assert run("report", "lagoon", "--out", "out", "--force").exit_code == 0


def test_two_articles_never_share_a_file() -> None:
    numbers = ["4", "4бис", "4тер", "4A", "4a", "4ａ", "4-a", "4/a"]
    clauses = "".join(
        f"  - {{article: '{number}', text: Number {n}.}}\n" for n, number in enumerate(numbers)
    )
    draft = make_draft(
        f"instrument: x\nversion: '1'\ntitle: X\nwording: official\nclauses:\n{clauses}"
    )
    files = report_files(compare_drafts(Draft("", "", "", ()), draft))
    assert len({name.casefold() for name in files}) == len(files)
    for n in range(len(numbers)):
        assert sum(f"Number {n}" in text for text in files.values()) == 1
    assert {"article-4.md", "article-4бис.md", "article-4a.md", "article-4a-2.md"} <= set(files)
    assert max(len(name.encode()) for name in files) < 255


MEASURE = """
import os, resource, sys
pid = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, "-m", "clausecmp", *sys.argv[1:]])
_, status, used = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told in kilobytes on Linux")
def test_one_more_of_200_000_concerns(place: Path) -> None:
    pytest.importorskip("yaml._yaml", reason="PyYAML without libyaml reads a long list whole")
    path = place / "mappings" / "concerns" / "quay.yaml"
    entry = path.read_text().partition("concerns:\n")[2].partition("  - id: guild-hours")[0]
    assert "ada-silence" in entry
    with open(path, "w", encoding="utf-8") as file:
        file.write("# by hand\nrecord: quay\nconcerns:\n")
        file.writelines(entry.replace("ada-silence", f"e{n}") for n in range(200_000))
        file.write("# the end\n")
    before = path.stat().st_size
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *add("One “more”.")],
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    code, seconds, kilobytes = done.stdout.splitlines()[-1].split()
    assert code == "0", done.stderr
    assert float(seconds) < 5 and int(kilobytes) < 500_000
    with open(path, encoding="utf-8") as file:
        file.seek(before - 200)
        assert "summary: One “more”." in file.read() and path.stat().st_size > before
