"""Writing files whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..model.problems import InputError, Location, Problem, file_problem


def write_whole(path: str | Path, text: str) -> None:
    """Write a UTF-8 file by way of a temporary one beside it, so that a reader never sees half of
    it; keeps the mode of a file that is replaced and writes through a symbolic link. What is no
    regular file (a pipe, /dev/stdout) is written straight. Raises InputError when that cannot be
    done; the old file is then as it was."""
    temporary = None
    try:
        target = Path(os.path.realpath(path))
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_text(text, encoding="utf-8", newline="")
            return
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(
            temporary,
            target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_current_umask(),
        )
        os.replace(temporary, target)
    except (OSError, ValueError) as error:
        if temporary and os.path.exists(temporary):
            os.unlink(temporary)
        raise file_problem(
            path, f"cannot be written: {getattr(error, 'strerror', None) or error}"
        ) from None


def _current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises InputError where none can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_problem(folder, f"no folder can be made here: {error.strerror}") from None


def write_folder(folder: Path, files: Mapping[str, str], *, mark: str, force: bool = False) -> None:
    """Write `files` (name -> text) into `folder`, all or none.

    A file that is there already is replaced only if it begins with `mark`, the first line of all
    that we write, or with `force`. Raises InputError naming every file in the way; when one cannot
    be written, those written before are taken back."""
    make_folder(folder)
    foreign = [] if force else [name for name in sorted(files) if _is_foreign(folder / name, mark)]
    if foreign:
        raise InputError(
            [
                Problem(
                    Location(str(folder / name)),
                    "this file was not written by clausecmp and stays as it is",
                    "foreign-file",
                    hint="choose another folder, or --force to replace it",
                )
                for name in foreign
            ]
        )
    before: dict[Path, bytes | None] = {}
    try:
        for name, text in sorted(files.items()):
            path = folder / name
            before[path] = path.read_bytes() if path.exists() else None
            write_whole(path, text)
    except InputError:
        _take_back(before)
        raise


def _is_foreign(path: Path, mark: str) -> bool:
    if not path.exists():
        return False
    try:
        return path.read_bytes()[: len(mark.encode())] != mark.encode()
    except OSError:
        return True


def _take_back(before: Mapping[Path, bytes | None]) -> None:
    for path, data in before.items():
        try:
            if data is None:
                path.unlink(missing_ok=True)
            elif path.read_bytes() != data:
                path.write_bytes(data)
        except OSError:
            continue  # the disk is full or gone: what cannot be restored is at least whole
