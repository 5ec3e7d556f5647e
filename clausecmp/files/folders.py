"""Where drafts and mappings are found, and where the data of the user is kept.

The only `import platformdirs`.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from ..model.problems import file_problem

PACKAGE = Path(__file__).resolve().parent.parent
_CACHED = re.compile(r"[0-9a-f]{40}\.(pickle|\d+\.tmp)")
"""Names of the files that the cache of earlier versions held."""


def user_folder() -> Path:
    """The folder for the data of the user: CLAUSECMP_HOME, else where the platform keeps data."""
    if home := os.environ.get("CLAUSECMP_HOME"):
        return Path(home)
    import platformdirs

    return platformdirs.user_data_path("clausecmp", appauthor=False)


def former_user_folder() -> Path:
    """Where earlier versions kept the data of the user: the platform's place for settings."""
    import platformdirs

    return platformdirs.user_config_path("clausecmp", appauthor=False, roaming=True)


def shipped_folder() -> Path:
    """Where the drafts and mappings that come with the package stand: inside it, or beside it in a
    checkout."""
    inside = PACKAGE / "shipped"
    return inside if inside.is_dir() else PACKAGE.parent


def find_folders(part: str, given: str | None) -> list[Path]:
    """The folders of `part` ("drafts" or "mappings") that exist, first to last: the one that was
    `given` by an option or else by the environment, the one in the working directory, the user's,
    the shipped one. Raises InputError if the given one does not exist."""
    given = given or os.environ.get(f"CLAUSECMP_{part.upper()}")
    if given and not os.path.isdir(given):
        raise file_problem(given, f"there is no folder of {part} here")
    places = [Path(given)] if given else []
    places += [Path(part), user_folder() / part, shipped_folder() / part]
    return _distinct(place for place in places if place.is_dir())


def _distinct(folders: Iterable[Path]) -> list[Path]:
    """Each folder once, whatever ways lead to it."""
    return list({os.path.realpath(folder): folder for folder in reversed(list(folders))}.values())[
        ::-1
    ]


def list_files(folders: Sequence[Path], part: str) -> list[Path]:
    """The YAML files below `part` (a folder or a file name) of the mappings folders, those of an
    earlier folder first. All of them count: an entry hides those with its id in later folders."""
    found: list[Path] = []
    for folder in _distinct(folders):
        place = folder / part
        found += [place] if os.path.isfile(place) else sorted(place.glob("*.yaml"))
    return found


def group_files(folders: Sequence[Path], part: str) -> list[list[Path]]:
    """As list_files, the files of each folder together."""
    return [list_files([folder], part) for folder in _distinct(folders)]


def choose_file(folders: Sequence[Path], part: str, names: Sequence[str]) -> Path:
    """The mappings file below `part` to write to: the first of `names` that is there in a folder
    which is not inside the package, else a new file with the first of `names`."""
    inside = PACKAGE / "shipped"
    own = [folder for folder in folders if not folder.resolve().is_relative_to(inside)] or [
        user_folder() / "mappings"
    ]
    paths = [folder / part / name for folder in own for name in names]
    return next((path for path in paths if os.path.exists(path)), paths[0])


def move_former_data() -> str | None:
    """Move what an earlier version left in its folder to the user's folder, and delete its cache of
    comparisons. Returns what was done in one sentence, None if there was nothing to do. A file that
    is in the new place already is never overwritten; the former one then stays where it is."""
    if os.environ.get("CLAUSECMP_HOME"):
        return None
    former, home = former_user_folder(), user_folder()
    if not former.is_dir():
        return None
    _delete_cache(former / "cache")
    if os.path.realpath(former) == os.path.realpath(home):
        return None
    paths = [
        path
        for part in ("drafts", "mappings", "sources")
        for path in sorted((former / part).rglob("*"))
    ]
    files = [path for path in paths if path.is_symlink() or not path.is_dir()]
    moved = sum(_move_file(path, home / path.relative_to(former)) for path in files)
    # an emptied folder goes, the innermost first
    for folder in [
        *reversed(paths),
        *(former / part for part in ("drafts", "mappings", "sources")),
    ]:
        with suppress(OSError):
            folder.rmdir()
    with suppress(OSError):
        former.rmdir()
    if not moved:
        return None
    left = len(files) - moved
    stays = f"; {left} stayed, {home} has files of the same names" if left else ""
    return f"moved {moved} files of yours from {former} to {home}{stays}"


def _move_file(path: Path, target: Path) -> bool:
    """Move a file to a name that is free; False if it is taken or nothing can be written there."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # a second name fails if the target is there, a rename would replace it
        os.link(path, target, follow_symlinks=False)
        path.unlink()
    except OSError:
        if os.path.lexists(target) or not path.exists():
            return False
        try:  # on another disk, or one without second names
            shutil.move(path, target)
        except OSError:
            return False
    return True


def _delete_cache(folder: Path) -> None:
    """Delete the cache of an earlier version, if it holds nothing else."""
    try:
        entries = [] if folder.is_symlink() else list(os.scandir(folder))
        if all(
            _CACHED.fullmatch(one.name) and one.is_file(follow_symlinks=False) for one in entries
        ):
            for one in entries:
                os.unlink(one.path)
            folder.rmdir()
    except OSError:
        return
