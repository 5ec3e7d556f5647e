"""Exit codes, and what is said when something goes wrong, also with streams that are closed, full
or read no further."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from clausecmp.cli import COMMANDS, group, session
from clausecmp.cli.exit_codes import ExitCode, run
from tests.conftest import GOLDEN, ROOT

HERE = GOLDEN / "diff"
WORLD = ("--drafts", str(HERE / "drafts"), "--mappings", str(HERE / "mappings"))
DIFF = ("diff", "harbour", "lagoon", *WORLD)
full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")


def shell(arguments: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """A command line in a shell; `clausecmp` is this one."""
    command = arguments.replace("clausecmp ", f"'{sys.executable}' -m clausecmp ")
    return subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "CLAUSECMP_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_crash_is_a_fault_of_ours(run, monkeypatch) -> None:
    def crash(*args: object) -> None:
        raise KeyError("gone\nfor good")

    monkeypatch.setattr(session.Session, "load", crash)
    result = run("show", "harbour", *WORLD)
    assert result.exit_code == ExitCode.FAULT == 3
    (line,) = result.stderr.splitlines()
    assert "report" in line and "KeyError" in line and "test_exit_codes.py" in line
    monkeypatch.setenv("CLAUSECMP_TRACEBACK", "1")
    assert "Traceback" in run("show", "harbour", *WORLD).stderr


def test_an_interrupt_is_130(monkeypatch) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session.Session, "load", interrupt)
    with pytest.raises(SystemExit) as exited:
        group.main(["show", "harbour", *WORLD])
    assert exited.value.code == ExitCode.INTERRUPTED == 130


def test_a_signal_leaves_no_traceback(tmp_path: Path) -> None:
    program = (
        "import sys, time\n"
        "from clausecmp.cli import main, session\n"
        "def wait(*args): print('ready', flush=True); time.sleep(30)\n"
        "session.Session.load = wait\n"
        "sys.argv = ['clausecmp', 'show', 'harbour']\n"
        "main()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "CLAUSECMP_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # a job in the background of a script inherits that the signal is ignored
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout and process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert (process.returncode, told.strip()) == (130, "interrupted")


def test_input_that_ends_before_the_answer_is_bad_input(capsys) -> None:
    def ask() -> None:
        try:
            raise EOFError
        except EOFError:
            raise click.Abort from None

    assert run(ask) == ExitCode.BAD_INPUT
    assert "the input ended" in capsys.readouterr().err


@full
@pytest.mark.parametrize(
    "command", ["--help", "diff --help", " ".join(DIFF), "drafts", "schema draft"]
)
def test_a_full_device_is_told(tmp_path: Path, command: str) -> None:
    done = shell(f"clausecmp {command} > /dev/full", tmp_path)
    assert done.returncode == 2, done.stderr
    assert done.stderr == "Error: the output cannot be written: No space left on device\n"


@pytest.mark.parametrize("command", ["--help", " ".join(DIFF)])
def test_a_closed_stdout_is_told(tmp_path: Path, command: str) -> None:
    done = shell(f"clausecmp {command} >&-", tmp_path)
    assert done.returncode == 2, done.stderr
    assert done.stderr == "Error: the output cannot be written: Bad file descriptor\n"


def test_closed_stdin_and_stderr_hinder_nothing(tmp_path: Path) -> None:
    expected = shell(f"clausecmp {' '.join(DIFF)}", tmp_path).stdout
    for closed in ("<&-", "2>&-", "<&- 2>&-"):
        done = shell(f"clausecmp {' '.join(DIFF)} {closed}", tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")
    done = shell("clausecmp concerns add --record quay <&-", tmp_path)
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert shell("clausecmp show nothing 2>&-", tmp_path).returncode == 2


def test_a_reader_that_stops_changes_no_exit_code(tmp_path: Path) -> None:
    pair = "diff budapest un-cybercrime@rev3 --all"
    for command, code in ((pair, 0), (f"{pair} --exit-code", 1), ("--help", 0)):
        done = shell(f"clausecmp {command} | true; exit ${{PIPESTATUS[0]}}", tmp_path)
        assert (done.returncode, done.stderr) == (code, ""), command


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--theme", "quite"), "no theme is called 'quite'; did you mean 'quiet'?"),
        (("--stakeholder", "gild"), "no stakeholder is called 'gild'; did you mean 'guild'?"),
        (("--side", "industri"), "--side cannot be 'industri'; did you mean 'industry'?"),
        (("--view", "inlin"), "--view cannot be 'inlin'; did you mean 'inline'?"),
        (("--article", "Harbour:77"), "--article Harbour:77: harbour@2001-01-01: there is no 77"),
        (("--ref", "[x]"), "--ref: '[x]' is no ref"),
    ],
)
def test_an_error_about_an_option_is_a_sentence(run, args: tuple[str, str], sentence: str) -> None:
    result = run(*DIFF, *args)
    assert result.exit_code == 2 and result.stderr.startswith(f"Error: {sentence}"), result.stderr
    assert ":1:1:" not in result.stderr and result.stderr.count("\n") == 1


def test_an_unknown_command_is_told_with_the_nearest(run) -> None:
    result = run("dif")
    assert result.exit_code == 2 and "no command is called 'dif'; did you mean 'diff'?" in (
        result.stderr
    )


def test_names_of_drafts_are_found_in_any_case(run) -> None:
    expected = run("diff", "harbour", "lagoon@draft", "--article", "harbour:2", *WORLD).stdout
    found = run("diff", "HARBOUR", "Lagoon@Draft", "--article", "Harbour:2", *WORLD)
    assert found.exit_code == 0 and found.stdout == expected
    assert run("show", "Budapest", "6").stdout == run("show", "budapest", "6").stdout


HOSTILE = [
    "a" * 300,
    "a" * 100_000,
    "a\0b",
    "../" * 60 + "none",
    "toy/evil",
    "\ud800",
    "²",
    "9" * 5_000,
]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: f"{value[:6]!r} {len(value)}")
@pytest.mark.parametrize(
    "args",
    [
        ("show", "{}"),
        ("show", "{}.yaml"),
        ("show", "harbour", "{}"),
        ("show", "harbour", "--drafts", "{}"),
        ("diff", "harbour", "lagoon", "--article", "{}"),
        ("diff", "harbour", "lagoon", "--theme", "{}"),
        ("diff", "harbour", "lagoon", "--side", "{}"),
        ("concerns", "{}"),
        ("concerns", "--ref", "{}"),
        ("concerns", "--on", "{}"),
        ("concerns", "--mappings", "{}"),
        ("check", "{}"),
        ("{}",),
    ],
    ids=" ".join,
)
def test_a_hostile_argument_is_bad_input(run, args: tuple[str, ...], value: str) -> None:
    start = time.monotonic()
    given = [arg.replace("{}", value) for arg in args]
    result = run(*given, *(WORLD if args[0] in COMMANDS and "--" not in " ".join(args) else ()))
    assert result.exit_code == 2, result.stderr[-500:]
    assert "Traceback" not in result.stderr and time.monotonic() - start < 5


@pytest.mark.parametrize("name", ["toy/evil@1", "../../evil@1", "a" * 300 + "@1", "x@" + "1" * 300])
@pytest.mark.parametrize(
    "args",
    [
        ("carry", "--from", "lagoon@2023-01-01", "--to", "lagoon@draft"),
        ("diff", "harbour", "lagoon@draft"),
        ("check",),
    ],
)
def test_a_links_file_that_names_no_draft_is_told(
    run, tmp_path: Path, name: str, args: tuple[str, ...]
) -> None:
    path = tmp_path / "own" / "links" / "odd.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        f"left: {name}\nright: lagoon@2023-01-01\nlinks:\n  - {{left: ['1'], right: ['1']}}\n"
    )
    more = (tmp_path / "own",) if args[0] == "check" else ()
    result = run(*args, *more, "--drafts", HERE / "drafts", "--mappings", tmp_path / "own")
    assert result.exit_code == (1 if more else 2), result.output
    assert ":1:7: error: 'left': " in result.output
    assert [one.name for one in path.parent.iterdir()] == ["odd.yaml"]
