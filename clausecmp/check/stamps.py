"""`check --accept`: the fingerprints of what a person has just read, written into the entries,
line-exact."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ..files.writing import edit_whole
from ..files.yaml_edit import set_keys, to_data
from ..files.yaml_read import Node, parse_yaml
from ..model.numerals import read_decimal
from ..model.problems import WARNING, InputError, Location, Problem, raise_errors
from .entries import name_entry, read_places
from .files import CheckedFile, find_files, read_file
from .lookups import Lookups
from .reviews import find_changed, make_stamp
from .rules_links import list_link_places, read_links

Places = list[tuple[str, list[str | None]]]


class Stamped(NamedTuple):
    """What was done in a file: entries that were stamped, those that were as they should be, those
    that cannot be."""

    path: str
    stamped: int
    fresh: int
    problems: tuple[Problem, ...]


def accept_paths(
    paths: Iterable[str], *, drafts: Sequence[Path], mappings: Sequence[Path]
) -> list[Stamped]:
    """Stamp every entry of concerns and links in `paths`; `FILE:LINE` stamps the one entry that
    holds that line. Entries whose stamp is as it should be are not touched. Raises InputError,
    before anything is written, for files with errors."""
    look = Lookups(drafts, mappings)
    wanted = [(path, *_split_line(path)) for path in paths]
    jobs = [
        (read_file(file), line) for given, path, line in wanted for file in find_files([path]).files
    ]
    raise_errors([problem for file, _ in jobs for problem in file.problems])
    raise_errors(
        [
            Problem(Location(str(file.path), line), "only concerns and links bear stamps", "usage")
            for file, line in jobs
            if line is not None and file.kind not in ("concerns", "links")
        ]
    )
    chosen = [
        (file.path, _choose_entries(file, line))
        for file, line in jobs
        if file.kind in ("concerns", "links")
    ]
    return [_stamp_file(path, entries, look) for path, entries in chosen]


def _split_line(path: str) -> tuple[str, int | None]:
    """`FILE:12` as file and line; a file that is called so is taken as it is."""
    name, colon, line = path.rpartition(":")
    number = None if os.path.exists(path) else read_decimal(line)
    return (path, None) if not colon or number is None else (name, number)


def _choose_entries(file: CheckedFile, line: int | None) -> set[str]:
    """What the entries to be stamped say: all of the file, or the one that holds `line`."""
    entries = [node for node, _ in list_stampable(file)]
    if line is not None:
        inside = line <= file.text.count("\n") + 1
        entries = [node for node in entries if inside and node.line <= line][-1:]
        if not entries:
            message = "no entry that can be stamped holds this line"
            raise InputError([Problem(Location(file.path, line), message, "usage")])
    return set(map(_tell, entries))


def _tell(node: Node) -> str:
    """What an entry says, whatever its stamp."""
    return repr({**to_data(node), "reviewed": None})


def _stamp_file(path: str, chosen: set[str], look: Lookups) -> Stamped:
    """Stamp the chosen entries in the file as it is when nobody else can write it. An entry that
    was changed since it was chosen is not what was read, and is not stamped."""
    done: list[Stamped] = []

    def change(text: str | None) -> str:
        file = CheckedFile(parse_yaml(text or "", path))
        raise_errors(file.problems)
        entries = [entry for entry in list_stampable(file) if _tell(entry[0]) in chosen]
        due, problems = _find_due(entries, look)
        fresh = len(entries) - len(due) - len(problems)
        if lost := chosen - {_tell(node) for node, _ in entries}:
            message = f"{len(lost)} entries were changed meanwhile and are not stamped"
            problems.append(Problem(Location(path), message, "usage", WARNING))
        done.append(Stamped(path, len(due), fresh, tuple(problems)))
        return set_keys(file.text, due) if due else file.text

    edit_whole(path, change)
    return done[0]


def _find_due(
    entries: Iterable[tuple[Node, Places]], look: Lookups
) -> tuple[list[tuple[Node, str, dict[str, str]]], list[Problem]]:
    """The stamps to be set, and what cannot be stamped."""
    due, problems = [], []
    for node, places in entries:
        stamp, reviewed = make_stamp(places, look), node.get("reviewed")
        old = reviewed.text("fingerprint") if reviewed else None
        if stamp is None:
            problems.append(
                Problem(
                    node.location,
                    f"{name_entry(node)} names what is not there, so it cannot be stamped",
                    "unknown-ref",
                    WARNING,
                )
            )
        elif old is None or find_changed(places, old, look):
            due.append((node, "reviewed", {"date": date.today().isoformat(), "fingerprint": stamp}))
    return due, problems


def list_stampable(file: CheckedFile) -> list[tuple[Node, Places]]:
    """Every entry that can bear a stamp, with the drafts and refs it names, in order."""
    if file.kind == "links" and file.root:
        names = file.root.text("left"), file.root.text("right")
        return [(link.node, list_link_places(link, names)) for link in read_links(file)]
    return [
        (node, [(place.draft, [ref.ref for ref in place.refs]) for place in found])
        for node in file.entries("concerns")
        if (found := read_places(node))
    ]
