"""Where drafts and mappings are found, and where the data of the user is kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def list_files(folders: Sequence[Path], part: str) -> list[Path]:
    """The YAML files below `part` (a folder or a file name) of the mappings folders; the earlier
    folder wins where two hold the same file."""
    found: dict[str, Path] = {}
    for folder in folders:
        place = folder / part
        for path in [place] if place.is_file() else sorted(place.glob("*.yaml")):
            found.setdefault(path.name, path)
    return [found[name] for name in sorted(found)]
