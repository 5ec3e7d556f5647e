"""Every file that clausecmp writes is written here.

- Locked: while a file is read, changed and written, no other process writes in its folder. The
  lock is on the folder itself (`flock`), so nothing is left beside the files, it ends with the
  process, and it holds between two users of one folder. Where the system has no such lock
  (Windows, some network drives), a lock file in the user's state folder takes its place.
- Whole or not at all: the text goes to a temporary file beside its target, to the disk, and then
  takes the name of the target in one step.
- Never over a person's work: of every result a fingerprint is kept in the user's state folder. A
  file without one, or with another, was made or changed by a person and needs `--force`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from ..model.problems import InputError, Location, Problem, file_problem, raise_errors
from .yaml_read import read_bytes, read_text

WAIT = 120.0
"""Seconds to wait for another process. The longest change that was measured, one more entry in a
file of 200,000, takes three."""


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Write a file (text as UTF-8), whatever stood there; for places that nobody else fills.

    The mode of a file that is replaced is kept, and a symbolic link is followed. What is no regular
    file (a pipe, /dev/stdout) is written straight. Raises InputError when that cannot be done; the
    file is then as it was."""
    data = content.encode() if isinstance(content, str) else content
    with _tell_problems(path):
        if _is_stream(path):
            with open(path, "wb") as stream:
                stream.write(data)
            return
        target = Path(os.path.realpath(path))
        with _locked(target.parent):
            _replace(target, data)


def write_result(path: str | Path, content: str, *, force: bool = False) -> None:
    """Write what a command made, at a place that a person named or may correct it at.

    A file that stands there is replaced if it is empty, or as clausecmp wrote it, or with `force`.
    Raises InputError for any other."""
    if _is_stream(path):
        write_whole(path, content)
        return
    data = content.encode()
    with _tell_problems(path):
        target = Path(os.path.realpath(path))
        with _locked(target.parent):
            check_result(path, force=force)
            _replace(target, data)
            _note_written(target.parent, {target.name: _fingerprint(data)})


def check_result(path: str | Path, *, force: bool = False) -> None:
    """Raise InputError if write_result would refuse to write to `path`."""
    target = Path(os.path.realpath(path))
    if force or not target.is_file() or not target.stat().st_size:
        return
    noted = _read_written(target.parent).get(target.name)
    if noted != _fingerprint_file(target):
        raise InputError([_kept_problem(path, changed=noted is not None)])


def edit_whole(path: str | Path, change: Callable[[str | None], str]) -> bool:
    """Read a text file, change it and write it, with no other process between.

    `change` gets the text as it is now, with plain line feeds, or None where there is no file; it
    gives the whole new text, or raises, and then nothing is written. Line ends, byte order mark and
    mode stay. The folder is made if it is missing. Returns whether anything changed. Raises
    InputError for what cannot be read or written."""
    with contextlib.ExitStack() as lock:
        with _tell_problems(path):
            target = Path(os.path.realpath(path))
            make_folder(target.parent)
            lock.enter_context(_locked(target.parent))
            before = read_text(path) if os.path.lexists(target) else None
        after = change(before)
        if after == before:
            return False
        with _tell_problems(path):
            raw = b"" if before is None else read_bytes(target)
            if b"\r\n" in raw:
                after = after.replace("\n", "\r\n")
            if raw.startswith(b"\xef\xbb\xbf"):
                after = "\ufeff" + after
            del raw, before
            _replace(target, after.encode())
    return True


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises InputError where none can be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise file_problem(folder, f"no folder can be made here: {reason}") from None


def write_folder(folder: Path, files: Mapping[str, str], *, mark: str, force: bool = False) -> None:
    """Make `folder` hold `files` (name -> text), in one step: a reader, and a crash, finds either
    the earlier folder or this one.

    Of what stands in the folder, files that begin with `mark`, the first line of all that we write,
    are from an earlier run and go. All else is kept. Raises InputError if a file to be written is
    in the place of something that is not from an earlier run, or if a file of an earlier run was
    changed by hand; with `force` such files are replaced."""
    written = {name: text.encode() for name, text in files.items()}
    with _tell_problems(folder), contextlib.ExitStack() as locks:
        target = Path(os.path.realpath(folder))
        if target.exists() and not target.is_dir():
            raise file_problem(folder, "no folder can be made here: a file has this name")
        if Path.cwd().is_relative_to(target):
            message = "this folder is in use as the current one and cannot be replaced"
            raise file_problem(folder, message, hint="name a folder inside it")
        make_folder(target.parent)
        locks.enter_context(_locked(target.parent))
        if target.is_dir():
            locks.enter_context(_locked(target))
        kept = _list_kept(folder, target, files, mark, force)
        beside = _name_beside(target)
        try:
            beside.mkdir()
            for name, data in written.items():
                with open(beside / name, "xb") as file:
                    _fill(file, data)
            for path in kept:
                _link_or_copy(path, beside / path.name)
            if target.is_dir():
                shutil.copystat(target, beside)
            _sync_folder(beside)
            _exchange(beside, target)
            _sync_folder(target.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        _note_written(target, {name: _fingerprint(data) for name, data in written.items()})


def _list_kept(
    folder: Path, target: Path, files: Mapping[str, str], mark: str, force: bool
) -> list[Path]:
    """What stands in the folder and stays there. Raises InputError naming every file in the way;
    names that differ in case alone are one name on many systems."""
    names = {name.casefold() for name in files}
    noted = _read_written(target)
    kept: list[Path] = []
    problems: list[Problem] = []
    for path in sorted(target.iterdir()) if target.is_dir() else ():
        shown, in_the_way = folder / path.name, path.name.casefold() in names
        ours = _begins_with(path, mark)
        if not ours and not in_the_way:
            kept.append(path)
        elif path.is_dir():
            problems += file_problem(shown, "a folder stands in the place of a file").problems
        elif not force and not ours:
            problems.append(_kept_problem(shown, changed=False))
        elif not force and noted.get(path.name) not in (None, _fingerprint_file(path)):
            problems.append(_kept_problem(shown, changed=True))
    raise_errors(problems)
    return kept


def _kept_problem(path: str | Path, *, changed: bool) -> Problem:
    what = "was changed since clausecmp wrote it" if changed else "was not written by clausecmp"
    return Problem(
        Location(str(path)),
        f"this file {what} and stays as it is",
        "foreign-file",
        hint="choose another name, or --force to replace it",
    )


def _begins_with(path: Path, mark: str) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with open(path, "rb") as file:
        return file.read(len(mark.encode())) == mark.encode()


def _link_or_copy(path: Path, to: Path) -> None:
    """The same file (or folder of files) under a second name; a copy where there are no links."""

    def link(one: str, other: str) -> str:
        try:
            os.link(one, other, follow_symlinks=False)
        except OSError:
            shutil.copy2(one, other, follow_symlinks=False)
        return other

    if path.is_dir() and not path.is_symlink():
        shutil.copytree(path, to, symlinks=True, copy_function=link)
    else:
        link(str(path), str(to))


def _exchange(beside: Path, target: Path) -> None:
    """Put the folder `beside` in the place of `target`.

    Linux and macOS have a call that lets two folders change names in one step; the earlier folder
    is then called `beside`. Elsewhere there are two steps, the first is taken back if the second
    fails, and the earlier folder is removed."""
    if not target.exists():
        os.rename(beside, target)
        return
    systems = {"linux": ("renameat2", -100), "darwin": ("renameatx_np", -2)}
    if sys.platform in systems:
        import ctypes

        name, here = systems[sys.platform]  # `here`: AT_FDCWD of that system
        call = getattr(ctypes.CDLL(None), name, None)
        swap = 2  # RENAME_EXCHANGE, RENAME_SWAP
        if call and call(here, os.fsencode(beside), here, os.fsencode(target), swap) == 0:
            return
    aside = beside.with_name(beside.name + ".earlier")
    try:
        os.rename(target, aside)
        os.rename(beside, target)
    finally:
        if target.exists():
            shutil.rmtree(aside, ignore_errors=True)
        else:
            os.rename(aside, target)


@contextlib.contextmanager
def stage(target: Path) -> Iterator[BinaryIO]:
    """A new binary file beside `target`, to be filled; it takes the place of `target` when the
    block ends well, and is removed however else the block ends. Raises OSError."""
    name = _name_beside(target)
    mode = stat.S_IMODE(target.stat().st_mode) if target.is_file() else None
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        kept = 0o666 if mode is None else mode
        with open(name, "wb", opener=lambda path, _: os.open(path, flags, kept)) as file:
            yield file
            _fill(file, b"")
        if mode is not None:
            os.chmod(name, mode)
        os.replace(name, target)
        _sync_folder(target.parent)
    finally:
        with contextlib.suppress(OSError):
            os.unlink(name)


def _name_beside(target: Path) -> Path:
    """A hidden name in the same folder that nothing has; its ending is none that is looked for, so
    that no other process takes a file that is being written for a mapping."""
    return target.with_name(f".{target.stem[:40]}.{secrets.token_hex(8)}.tmp")


def _fill(file: BinaryIO, data: bytes) -> None:
    """Write the last of a file and bring it to the disk."""
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _replace(target: Path, data: bytes) -> None:
    with stage(target) as file:
        file.write(data)


def _sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _is_stream(path: str | Path) -> bool:
    """Whether this is a pipe, a device or the like."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


@contextlib.contextmanager
def _tell_problems(path: str | Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise file_problem(path, f"cannot be written: {reason}") from None


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """No other process that asks for this is let in meanwhile. Raises InputError after WAIT
    seconds, OSError where there is no such folder."""
    os.stat(folder)
    deadline = time.monotonic() + WAIT
    with contextlib.ExitStack() as stack:
        while not _take_lock(folder, stack):
            if time.monotonic() > deadline:
                raise file_problem(
                    folder,
                    f"another program has been writing here for {WAIT:.0f} seconds",
                    hint="wait until it is done, or end it",
                )
            time.sleep(0.005)
        yield


def _take_lock(folder: Path, stack: contextlib.ExitStack) -> bool:
    """Take the lock if it is free; `stack` gives it back."""
    try:
        import fcntl

        descriptor = os.open(folder, os.O_RDONLY)
        stack.callback(os.close, descriptor)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        stack.close()
        return False
    except (ImportError, OSError):
        stack.close()
        return _take_lock_file(folder, stack)
    if os.path.samestat(os.fstat(descriptor), os.stat(folder)):
        return True
    stack.close()  # another folder has this name by now
    return False


def _take_lock_file(folder: Path, stack: contextlib.ExitStack) -> bool:
    from filelock import FileLock, Timeout

    place = state_folder() / "locks" / f"{_key(folder)}.lock"
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        stack.enter_context(FileLock(place, timeout=0))
    except Timeout:
        return False
    return True


def state_folder() -> Path:
    """Where clausecmp keeps what it must remember: CLAUSECMP_HOME, else the platform's place."""
    if home := os.environ.get("CLAUSECMP_HOME"):
        return Path(home)
    import platformdirs

    return platformdirs.user_state_path("clausecmp")


def _key(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(os.path.normcase(folder))).hexdigest()[:32]


def _fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _fingerprint_file(path: Path) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _written_file(folder: Path) -> Path:
    return state_folder() / "written" / f"{_key(folder)}.json"


def _read_written(folder: Path) -> dict[str, str]:
    """The fingerprint of every result that was written in a folder, by file name."""
    try:
        data = json.loads(_written_file(folder).read_bytes())
        return {str(name): str(value) for name, value in data["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _note_written(folder: Path, files: Mapping[str, str]) -> None:
    """Note the fingerprints of what was just written, while the folder is locked. Where they cannot
    be kept, the next run asks for `--force`."""
    noted = {
        name: value for name, value in _read_written(folder).items() if (folder / name).exists()
    }
    text = json.dumps({"folder": str(folder), "files": {**noted, **files}}, indent=1)
    place = _written_file(folder)
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        _replace(place, text.encode())
