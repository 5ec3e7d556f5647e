"""Damages files and arguments at random and gives them to the command line.

    python -m tests.bench.fuzz [--count 20000] [--seed 10] [--jobs 2] [--only NUMBER]

A case is a number: its file, its damage and its command follow from the seed and the number, so
`--only NUMBER` runs it again and shows what it printed. A case fails if it ends in a traceback,
with an exit code other than 0, 1 and 2, after more than SECONDS of computing, for want of MEMORY,
or if what `import` wrote cannot be loaded. Prints a line for each failure and a table of the
counts; progress goes to stderr. Exit code 1 if a case failed.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import random
import resource
import shutil
import socket
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple, NoReturn

from click.testing import CliRunner, Result

from clausecmp.cli import COMMANDS, group
from clausecmp.files.drafts import load_draft
from clausecmp.render.akn import write_akn
from tests.check.folders import SHARED_FOLDER
from tests.importers.test_files import (
    NUMBERING,
    PAGE,
    listed,
    make_docx,
    make_pdf,
    p,
    un_document,
)

SECONDS = 5.0
"""Computing time of a case, with that of its child processes."""
PATIENCE = 60.0
"""Seconds after which a case that says nothing is ended."""
MEMORY = 500 * 1024 * 1024
"""Bytes that a case may take more than the program has before it."""
EXIT_CODES = (0, 1, 2)
LEFT_OUT = ("browse", "fetch")
"""Commands without cases: one needs a terminal, the other the network."""

NASTY = [
    *("²", "①", "٣", "9" * 5000, "0", "-1", "4бис", "Ⅳ", "iiii", "a" * 300, "1(" * 200, "[" * 300),
    *("\ufffe", "\uffff", "\ufeff", "\0", "\x1b[31m", "\u202e", "\u2028", "\x85", "\x02", "\ue000"),
    *(
        "<![x]>",
        "<![CDATA[",
        "<!--",
        "<!---->" * 40,
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
        "&a;",
        "&#0;",
    ),
    *("&#" + "9" * 5000 + ";", "&#xD800;", "</p>", "<p>" * 300, "<ol start=²>", "<script>"),
    *(
        "Article ",
        "Article ²\n",
        "Annex\n",
        "Preamble\n",
        "The General Assembly,\n",
        "(a) (i) " * 20,
    ),
    *(
        "toy/evil",
        "../../x",
        "/etc/passwd",
        "@",
        "toy@",
        "::error::",
        "a: b",
        "- ",
        "? ",
        "&x ",
        "*x",
    ),
    *(
        "!!python/object:os.system",
        "{" * 70,
        "|\n",
        "\t",
        "\r",
        "---\n",
        "''",
        '"',
        "%",
        "{}",
        "$(x)",
    ),
]
ARGUMENTS = [
    *(
        "toy@2020-01-01",
        "toy@2024-01-01",
        "tiny@1",
        "tiny",
        "game",
        "1",
        "2(1)",
        "28(4)",
        "preamble(1)",
    ),
    *(
        "chapter II",
        "title",
        "article 3 to 5",
        "whole",
        "x",
        "",
        "text",
        "json",
        "csv",
        "akn",
        "2001-01-01",
    ),
]


class Outcome(NamedTuple):
    """How a case went. `fault` is empty where it went well."""

    number: int
    kind: str
    shown: str
    exit_code: int
    seconds: float
    fault: str
    printed: str


def damage(data: bytes, dice: random.Random) -> bytes:
    """The data with one to six random changes."""
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        at, size = dice.randrange(len(data) + 1), int(2 ** dice.uniform(0, 10))
        piece = data[at : at + size]
        match dice.randrange(8):
            case 0:
                data = data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[at + size :]
            case 2:
                data = data[:at] + piece * dice.choice((2, 3, 50)) + data[at + size :]
            case 3:
                target = dice.randrange(len(data) + 1)
                data = data[:target] + piece + data[target:]
            case 4 if dice.random() < 0.3:
                data = data[:at]
            case 5:
                data = replace_number(data, dice)
            case _:
                data = data[:at] + encode(dice.choice(NASTY)) + data[at:]
    return data


def replace_number(data: bytes, dice: random.Random) -> bytes:
    """The data with one of its digits made something else."""
    places = [at for at, byte in enumerate(data) if 48 <= byte <= 57]
    if not places:
        return data
    at = dice.choice(places)
    return data[:at] + encode(dice.choice(NASTY)) + data[at + 1 :]


def encode(text: str) -> bytes:
    """UTF-8, halves of surrogate pairs included."""
    return text.encode("utf-8", "surrogatepass")


def list_seeds() -> dict[str, bytes]:
    """Sound files of every import format, by name."""
    text = "Kite Treaty\n\nThe Parties,\n\nMinding the wind,\n\nHave agreed as follows:\n\n"
    text += "Chapter I. General\n\nArticle 1\nScope\n\n1. Each Party shall:\n\n(a) fly;\n\n(b) land.\n\n"
    text += "2. A Party may ask under article 1, paragraph 1 (a).\n\nArticle 2\nKites\n\nNone.\n"
    draft = load_draft(SHARED_FOLDER / "drafts" / "toy" / "2024-01-01.yaml")
    foreign = "".join(
        f"<article><num>Article {n}</num><content><p>Fly.</p></content></article>" for n in "123"
    )
    body = (
        p("Kite Treaty") + p("Article 1") + listed("Each Party:", 0) + listed("flies.", 1) + p(text)
    )
    page = "<p>Article 1</p><ol start=2 type=a><li>Fly.<li value=5>Land.</ol><p>Article 2</p><p>None.</p>"
    return {
        "kites.txt": text.encode(),
        "kites.md": ("# " + text.replace("Article", "## Article")).encode(),
        "kites.html": PAGE.format(body=page).encode(),
        "own.xml": write_akn(draft).encode(),
        "kites.xml": f'<?xml version="1.0"?><akomaNtoso><act><body>{foreign}</body></act></akomaNtoso>'.encode(),
        "kites.docx": make_docx(body, numbering=NUMBERING),
        "kites.pdf": make_pdf(un_document()),
    }


def damage_zip(data: bytes, dice: random.Random) -> bytes:
    """A ZIP archive with one of its files damaged."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        chosen = dice.choice(source.namelist())
        for name in source.namelist():
            inner = source.read(name)
            archive.writestr(name, damage(inner, dice) if name == chosen else inner)
    return target.getvalue()


class Case(NamedTuple):
    """One run: what it is called, its arguments, and the draft that it writes, if it does."""

    kind: str
    arguments: list[str]
    written: Path | None = None


def make_import(dice: random.Random, folder: Path) -> Case:
    """`import` of a damaged file."""
    name = dice.choice(sorted(SEEDS))
    data = SEEDS[name]
    inside = name.endswith(".docx") and dice.random() < 0.8
    (folder / name).write_bytes(damage_zip(data, dice) if inside else damage(data, dice))
    arguments = ["import", name, "--instrument", "kites", "--version", "1", "--out", "out.yaml"]
    return Case(f"import {Path(name).suffix}", arguments, folder / "out.yaml")


def make_draft_case(dice: random.Random, folder: Path) -> Case:
    """A command on a damaged YAML draft."""
    drafts = sorted((SHARED_FOLDER / "drafts").rglob("*.yaml"))
    (folder / "x.yaml").write_bytes(damage(dice.choice(drafts).read_bytes(), dice))
    other = str(dice.choice(drafts))
    commands = [
        ["show", "x.yaml"],
        ["show", "x.yaml", "1", "--format", "json"],
        ["check", "x.yaml"],
        ["diff", "x.yaml", other],
        ["diff", other, "x.yaml", "--view", "brackets"],
        ["align", "x.yaml", other],
        ["report", "x.yaml", "--out", "report"],
        *(["export", "x.yaml", "--format", form] for form in ("json", "yaml", "akn", "markdown")),
    ]
    chosen = dice.choice(commands)
    return Case(f"draft, {chosen[0]}", chosen)


def make_mappings_case(dice: random.Random, folder: Path) -> Case:
    """A command with a folder of mappings in which one file is damaged."""
    shutil.copytree(SHARED_FOLDER, folder / "m")
    (folder / "m" / "concerns").mkdir()
    (folder / "m" / "links").mkdir()
    (folder / "m" / "concerns" / "late.yaml").write_text(CONCERNS, encoding="utf-8")
    (folder / "m" / "links" / "toy@2020-01-01--toy@2024-01-01.yaml").write_text(LINKS)
    files = [path for path in sorted((folder / "m").rglob("*.yaml")) if "drafts" not in path.parts]
    chosen = dice.choice(files)
    chosen.write_bytes(damage(chosen.read_bytes(), dice))
    left, right = "toy@2020-01-01", "toy@2024-01-01"
    commands = [
        ["check", "m"],
        ["concerns"],
        ["concerns", "--on", right, "--format", "csv"],
        ["diff", left, right],
        ["align", left, right],
        ["report", right, "--against", left],
        ["carry", "--from", left, "--to", right],
    ]
    command = dice.choice(commands)
    where = [] if command[0] == "check" else ["--mappings", "m", "--drafts", "m/drafts"]
    return Case(f"mappings, {command[0]}", [*command, *where])


def make_arguments_case(dice: random.Random, folder: Path) -> Case:
    """A command with random arguments."""
    name = dice.choice([name for name in COMMANDS if name not in LEFT_OUT])
    shutil.copytree(SHARED_FOLDER, folder / "m")
    options = [option for each in COMMAND_OPTIONS[name] for option in each]
    given = [dice.choice(ARGUMENTS) for _ in range(dice.choice((0, 1, 2, 2, 3)))]
    for _ in range(dice.randrange(4)):
        given.append(dice.choice(options))
        if dice.random() < 0.7:
            given.append(dice.choice(ARGUMENTS))
    if given and dice.random() < 0.7:
        at = dice.randrange(len(given))
        damaged = damage(given[at].encode(), dice).replace(b"\0", b"")  # no argument can hold NUL
        given[at] = damaged.decode("utf-8", "replace")[:5000]
    return Case(f"arguments, {name}", [*name.split(), *given])


CONCERNS = """record: late
concerns:
  - {id: late-1, anchor: kites fall from the sky, stakeholder: ann-example, kind: concern, theme: play, summary: Kites fall., confidence: high,
     cited: ["Article 2"], applies_to: [{draft: toy@2024-01-01, refs: ["2"]}]}
"""
LINKS = """left: toy@2020-01-01
right: toy@2024-01-01
links:
  - {left: ["1"], right: ["1"], relation: changed, by: reading, note: same words}
"""
MAKERS: dict[Callable[[random.Random, Path], Case], int] = {
    make_import: 45,
    make_draft_case: 25,
    make_mappings_case: 20,
    make_arguments_case: 10,
}
"""Makers of cases, and how many of a hundred each makes."""
SEEDS = list_seeds()
COMMAND_OPTIONS = {
    name: [
        option.opts for option in group.get_command(None, name).params if option.opts[0][0] == "-"
    ]  # type: ignore[arg-type, union-attr]
    for name in COMMANDS
    if name not in LEFT_OUT
}


def run_case(seed: int, number: int) -> Outcome:
    """Make the case with this number, run it in a folder of its own, and judge it."""
    dice = random.Random(f"{seed}:{number}")
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        os.chdir(folder)
        os.environ.update(CLAUSECMP_HOME=name, HOME=name, XDG_DATA_HOME=name, COLUMNS="80")
        (maker,) = dice.choices(list(MAKERS), list(MAKERS.values()))
        case = maker(dice, folder)
        began = computing_time()
        result = CliRunner().invoke(group, case.arguments, prog_name="clausecmp", input="")
        seconds = computing_time() - began
        fault = judge(result, seconds) or (judge_draft(case) if result.exit_code == 0 else "")
        os.chdir("/")
    shown = " ".join(case.arguments)[:150]
    return Outcome(number, case.kind, shown, result.exit_code, seconds, fault, result.output)


def computing_time() -> float:
    """Seconds of computing of this process and of its children that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def judge(result: Result, seconds: float) -> str:
    """What is wrong with a run, or nothing."""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        place = traceback.extract_tb(result.exc_info[2])[-1] if result.exc_info else None
        where = f" at {Path(place.filename).name}:{place.lineno}" if place else ""
        return f"{type(result.exception).__name__}: {str(result.exception)[:120]}{where}"
    if "Traceback (most recent call last)" in result.output:
        return "a traceback is printed"
    if result.exit_code not in EXIT_CODES:
        return f"exit code {result.exit_code}: {result.output.strip()[-200:]}"
    return f"{seconds:.1f} seconds" if seconds > SECONDS else ""


def judge_draft(case: Case) -> str:
    """What is wrong with the draft that an import wrote, or nothing."""
    if case.written is None:
        return ""
    try:
        load_draft(case.written)
    except Exception as error:  # whatever it is, it is reported with the number of the case
        return f"what was imported does not load: {str(error)[:200]}"
    return ""


def work(seed: int, numbers: list[int], answers: Connection) -> None:
    """Run cases in this process, within MEMORY and without network, and send their outcomes."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise OSError("the network is not reached from the fuzz")

    vars(socket)["create_connection"] = refuse
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    for number in numbers:
        answers.send(number)
        answers.send(run_case(seed, number))
    answers.close()


def run_cases(seed: int, numbers: list[int], *, jobs: int = 2) -> Iterator[Outcome]:
    """The outcomes of cases, run in processes of their own. One that says nothing for PATIENCE
    seconds, or whose process dies, has failed; the others go on."""
    context = multiprocessing.get_context("fork")
    todo = [numbers[start::jobs] for start in range(jobs)]
    running: dict[Connection, tuple[multiprocessing.process.BaseProcess, list[int], float]] = {}

    def start(some: list[int]) -> None:
        if some:
            receive, send = context.Pipe(duplex=False)
            process = context.Process(target=work, args=(seed, some, send), daemon=True)
            process.start()
            send.close()
            running[receive] = (process, some, time.monotonic())

    for some in todo:
        start(some)
    current: dict[Connection, int] = {}
    while running:
        for answers in wait(list(running), timeout=1):
            assert isinstance(answers, Connection)
            process, some, _ = running[answers]
            try:
                message = answers.recv()
            except EOFError:
                del running[answers]
                process.join()
                if (number := current.pop(answers, None)) is not None:
                    yield Outcome(
                        number, "?", "", -1, 0, f"the process died: {process.exitcode}", ""
                    )
                    start(some[some.index(number) + 1 :])
                continue
            running[answers] = (process, some, time.monotonic())
            if isinstance(message, Outcome):
                current.pop(answers, None)
                yield message
            else:
                current[answers] = message
        for process, _, since in running.values():
            if time.monotonic() - since > PATIENCE:
                process.kill()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="The number of the first case.")
    parser.add_argument("--seed", type=int, default=10)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="Run this case and show all.")
    given = parser.parse_args()
    if given.only is not None:
        print(*run_case(given.seed, given.only), sep="\n")
        return 0
    counts: Counter[tuple[str, int]] = Counter()
    failed, slowest = 0, 0.0
    began = time.monotonic()
    numbers = list(range(given.first, given.first + given.count))
    for done, outcome in enumerate(run_cases(given.seed, numbers, jobs=given.jobs), 1):
        counts[outcome.kind, outcome.exit_code] += 1
        slowest = max(slowest, outcome.seconds)
        if outcome.fault:
            failed += 1
            print(f"--seed {given.seed} --only {outcome.number}: {outcome.fault} ({outcome.shown})")
        if done % 100 == 0:
            print(
                f"\r{done} of {given.count}, {failed} failed", end="", file=sys.stderr, flush=True
            )
    print(file=sys.stderr)
    for (kind, code), count in sorted(counts.items()):
        print(f"{kind:28} exit {code}: {count:6}")
    print(f"{given.count} cases, {failed} failed; slowest {slowest:.1f} s of computing; ", end="")
    print(f"{time.monotonic() - began:.0f} s in all")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
