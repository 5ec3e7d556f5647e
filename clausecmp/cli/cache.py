"""What was computed once from the same files need not be computed again: comparisons are kept in
the user's own folder.

The key is the content of every draft and mapping that could matter and of the program itself, so
nothing can be stale; a cache that is missing, damaged, foreign or not wanted (CLAUSECMP_CACHE=off)
only costs time. It is read with pickle, which runs what it is told to: only files of this user, in
a folder that nobody else can write to, are ever opened.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
KEEP = 24
"""So many comparisons are kept, the oldest go first; one of the shipped drafts takes 0.5 MB."""
PACKAGE = Path(__file__).parent.parent


def remember(folder: Path, key: str, make: Callable[[], T]) -> T:
    """What `make` gives, from the cache if it was kept there under `key`."""
    if os.environ.get("CLAUSECMP_CACHE", "").lower() in ("off", "0", "no"):
        return make()
    path = folder / f"{key}.pickle"
    try:
        if _is_ours(folder) and _is_ours(path):
            with open(path, "rb") as file:
                return pickle.load(file)
    except Exception:  # a damaged file can raise anything; what it held is made anew
        with suppress(OSError):
            path.unlink(missing_ok=True)
    value = make()
    _keep(folder, path, value)
    return value


def make_key(name: str, files: Iterable[Path]) -> str:
    """A name for what `name` computes from the contents of `files` with this very program."""
    total = hashlib.sha256(f"{name}\0{_state_of_program()}".encode())
    for path in sorted(set(files)):
        total.update(b"\0" + os.fsencode(path.absolute()) + b"\0")
        try:
            total.update(path.read_bytes() if path.is_file() else b"")
        except OSError:
            total.update(b"unreadable")
    return total.hexdigest()[:40]


def _state_of_program() -> str:
    """Python's version, and size and time of every module: an edited program keeps nothing."""
    import sys

    parts = [sys.version]
    for folder, _, names in os.walk(PACKAGE):
        if not folder.endswith("__pycache__"):
            parts.extend(
                f"{name}{(found := os.stat(os.path.join(folder, name))).st_size}{found.st_mtime_ns}"
                for name in sorted(names)
                if name.endswith((".py", ".yaml"))
            )
    return "\0".join(parts)


def _is_ours(path: Path) -> bool:
    """Whether the file or folder belongs to this user and nobody else may write to it."""
    found = os.lstat(path)
    return (
        (found.st_uid == os.getuid() if hasattr(os, "getuid") else True)
        and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        and not stat.S_ISLNK(found.st_mode)
    )


def _keep(folder: Path, path: Path, value: object) -> None:
    """Put a value into the cache; whatever hinders that is no problem of the user's."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            pickle.dump(value, file, protocol=pickle.HIGHEST_PROTOCOL)
        os.replace(beside, path)
        kept = sorted(folder.glob("*.pickle"), key=lambda one: one.stat().st_mtime)
        for old in kept[:-KEEP]:
            old.unlink(missing_ok=True)
    except (OSError, pickle.PicklingError, AttributeError, TypeError, RecursionError):
        return
