"""What is written to the terminal: its width, its colours, its encoding, the pager."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from ..model.characters import hide_commands
from .streams import drop_output

if TYPE_CHECKING:
    from ..render.segments import Row
    from ..render.writers import Output
    from .session import Session

SIDE_BY_SIDE_FROM = 100
"""Columns from which two columns of text read better than one."""


def terminal_width() -> int:
    """Columns to write for: COLUMNS, else the terminal's, else 80; at least 40."""
    return max(40, shutil.get_terminal_size((80, 24)).columns)


def wants_color(color: str) -> bool:
    """Whether escape codes may be written: as `--color` says (auto, always, never); for auto as
    NO_COLOR and FORCE_COLOR say, else to a terminal that knows them."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    knows = sys.stdout.isatty() and os.environ.get("TERM") not in ("dumb", "unknown")
    return knows or bool(os.environ.get("FORCE_COLOR"))


def print_rows(session: Session, rows: Iterable[Row], *, pager: bool = False) -> None:
    """Rows to stdout in the width and colour of the terminal; with `pager` through $PAGER when
    stdout is a terminal and they are longer than it."""
    from ..render.terminal import render_rows

    color = wants_color(session.color)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    text = render_rows(rows, width=terminal_width(), color=color, encoding=encoding)
    if pager and _is_long(text):
        _page_text(text, color=color)
    else:
        print_text(text, exact=False)


def print_text(text: str, *, exact: bool = True) -> None:
    """Write to stdout at once. Data (`exact`) is written in UTF-8 where the terminal's encoding
    cannot hold it: nothing may be lost. What is only to be read has its missing signs replaced, and
    no line of it is a command to GitHub."""
    if not exact:
        text = hide_commands(text)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        if exact and not _can_encode(text, encoding) and hasattr(sys.stdout, "buffer"):
            sys.stdout.flush()
            sys.stdout.buffer.write(text.encode("utf-8"))
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()  # who read the output has read enough; the exit code still tells


def _can_encode(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def print_output(session: Session, output: Output, *, pager: bool = False) -> None:
    """What a writer returned: text as it is, data as JSON, rows in the width and colour of the
    terminal."""
    if isinstance(output, str):
        print_text(output)
    elif isinstance(output, dict):
        print_json(output)
    else:
        print_rows(session, output, pager=pager)


def print_json(data: object) -> None:
    """Write JSON to stdout, readable, with a final line break."""
    print_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _is_long(text: str) -> bool:
    return (
        sys.stdin.isatty()
        and sys.stdout.isatty()
        and text.count("\n") >= shutil.get_terminal_size((80, 24)).lines
    )


def _page_text(text: str, *, color: bool) -> None:
    """Through the user's pager; less is told to let colours pass, whatever LESS says else."""
    less = os.environ.get("LESS", "")
    if color and "R" not in less and "r" not in less:
        os.environ["LESS"] = f"{less} -R".strip()
    click.echo_via_pager(text, color=color)
