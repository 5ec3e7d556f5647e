"""The standard streams where one of them is closed, full or read no further."""

from __future__ import annotations

import os
import sys


def open_missing_streams() -> None:
    """Give the standard streams that are closed a place: no file that is opened later may take
    their number. Reading ends at once, writing to stdout fails as it should."""
    for number, flags in ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # takes the lowest number that is free, which is this one
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8", errors="replace")
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", errors="replace")
    sys.stderr = sys.stderr or os.fdopen(2, "w", encoding="utf-8", errors="replace")


def flush_output() -> None:
    """Write what is left to stdout. Where that fails it was told already, and Python need not tell
    it again at the end."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        drop_output()


def drop_output() -> None:
    """Let what is still to be written to stdout go nowhere: its reader is gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return  # no stream of the system: nothing is flushed at the end
    finally:
        os.close(nowhere)
