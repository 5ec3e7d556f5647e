"""The exit codes, and how each error becomes one."""

from __future__ import annotations

import errno
import os
import traceback
from collections.abc import Callable
from enum import IntEnum

import click

from ..model.characters import clean_text
from ..model.problems import InputError
from .streams import drop_output

TRACEBACK = "CLAUSECMP_TRACEBACK"
"""Set to show the traceback of a fault of ours."""
LONGEST = 1_000
"""Characters of a message that are shown: an argument that it quotes can have 100,000."""
OUTPUT_ERRORS = (errno.ENOSPC, errno.EBADF, errno.EIO, errno.EDQUOT, errno.EFBIG)
"""What the system says when an output is full, closed or gone."""


class ExitCode(IntEnum):
    """What a command tells the program that called it."""

    DONE = 0
    """The command did what was asked."""
    FOUND = 1
    """What was asked about is there: errors (`check`), differences (`diff --exit-code`)."""
    BAD_INPUT = 2
    """The input or the arguments are bad, or the output cannot be written; stderr says what."""
    FAULT = 3
    """A fault of this program; stderr says where to report it."""
    INTERRUPTED = 130
    """The user interrupted the command (128 and the number of SIGINT, as shells count)."""


def run(command: Callable[[], object]) -> int:
    """Run a command and tell its errors on stderr. Returns the exit code."""
    try:
        code = command()
    except click.ClickException as error:
        error.show()
        return ExitCode.BAD_INPUT
    except InputError as error:
        for problem in error.problems:
            show_line(f"{'Error: ' if problem.location.is_argument else ''}{problem}")
        return ExitCode.BAD_INPUT
    except (click.Abort, KeyboardInterrupt) as error:
        ended = isinstance(error.__context__, EOFError)  # a question, and no more input
        show_line("Error: the input ended before the answer" if ended else "interrupted")
        return ExitCode.BAD_INPUT if ended else ExitCode.INTERRUPTED
    except BrokenPipeError:
        drop_output()  # who read the output has read enough
        return ExitCode.DONE
    except Exception as error:
        if isinstance(error, OSError) and error.errno in OUTPUT_ERRORS and not error.filename:
            show_line(f"Error: the output cannot be written: {error.strerror}")
            return ExitCode.BAD_INPUT
        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        show_line(
            f"clausecmp: a fault of ours, please report it to those who gave you clausecmp: "
            f"{describe_fault(error)}; {TRACEBACK}=1 shows more"
        )
        return ExitCode.FAULT
    return code if isinstance(code, int) else ExitCode.DONE


def describe_fault(error: Exception) -> str:
    """The error and where it was raised, on one line."""
    frames = traceback.extract_tb(error.__traceback__)
    place = (
        f" ({os.path.basename(frames[-1].filename)}, line {frames[-1].lineno})" if frames else ""
    )
    return f"{type(error).__name__}: {' '.join(str(error).split())}{place}"


def show_line(text: str) -> None:
    """A line to stderr, without control characters, cut in the middle if it is very long."""
    from ..model.characters import hide_commands

    text = hide_commands(clean_text(text))
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"
    click.echo(text, err=True)
