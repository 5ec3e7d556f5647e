"""Which files are checked, what each of them is, and how it is read.

A file's format is told by its keys, or by its place where its keys do not tell. Folders are walked
through symbolic links, each folder once; what cannot be read is a finding, never an exception.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ..files.concerns import build_named
from ..files.drafts import build_draft
from ..files.numbering import Numbering, build_numbering
from ..files.shape import check_shape
from ..files.terms import Glossary, build_glossary
from ..files.yaml_edit import Span, Spans, find_spans
from ..files.yaml_read import Document, Node, read_yaml
from ..model.draft import Draft
from ..model.problems import WARNING, Location, Problem, suggest
from .schemas import find_shape

TELLING_KEYS = {
    "concerns": "concerns",
    "links": "links",
    "stakeholders": "stakeholders",
    "themes": "themes",
    "records": "records",
    "terms": "terms",
    "groups": "groups",
    "articles": "numbering",
    "hosts": "sources",
    "clauses": "draft",
}
"""Key of the top level -> format: the key that no other format has."""
TELLING_FOLDERS = ("concerns", "links", "numbering")
TELLING_NAMES = ("stakeholders", "themes", "records", "terms", "groups")
NAMED = ("stakeholders", "themes", "records")
HEAD_TEXTS = {
    "links": ("left", "right"),
    "numbering": ("instrument", "to"),
    "draft": ("instrument", "version"),
}
"""What else must stand at the top of a file before anything may rest on it."""


class CheckedFile:
    """One file as the rules see it: its format, its nodes, and what was built from them (None if
    nothing could be)."""

    __slots__ = (
        "_places",
        "_spans",
        "_starts",
        "kind",
        "path",
        "problems",
        "root",
        "text",
        "value",
    )

    def __init__(self, document: Document) -> None:
        self.path, self.text, self.root = document.path, document.text, document.root
        self.kind = tell_kind(document)
        self.value: Draft | Glossary | Numbering | None
        self.value, self.problems = _build(document, self.kind)
        self._places: dict[tuple[int, int], Node] | None = None
        self._starts: list[int] | None = None
        self._spans: Spans | None = None

    def entries(self, key: str) -> list[Node]:
        """The entries of the list under `key` that are mappings."""
        return (
            [node for node in self.root.items(key) if isinstance(node.value, dict)]
            if self.root
            else []
        )

    def node_at(self, location: Location | None) -> Node | None:
        """The mapping that stands at a place."""
        if self._places is None:
            self._places = {
                (node.line, node.column): node
                for node in _walk_nodes(self.root)
                if isinstance(node.value, dict)
            }
        return self._places.get((location.line, location.column)) if location else None

    def span(self, node: Node) -> Span:
        """Where a scalar stands in the text."""
        if self._spans is None:
            self._spans = find_spans(self.text)
        return self._spans[str, node.line, node.column]

    def offset(self, line: int) -> int:
        """Where a line of the text begins; the text's end for a line behind it."""
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return self._starts[line - 1] if 0 < line <= len(self._starts) else len(self.text)

    def line(self, number: int) -> str:
        """A line of the file, '' where there is none."""
        return self.text[self.offset(number) : self.offset(number + 1)].rstrip("\n")


def _walk_nodes(root: Node | None) -> Iterator[Node]:
    todo = [root] if root else []
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node.value, (dict, list)):
            todo.extend(node.value.values() if isinstance(node.value, dict) else node.value)


def _list_places(node: Node) -> list[tuple[int, int]]:
    """Line and column of a node and of its keys."""
    return [(node.line, node.column), *node.keys.values()]


def has_head(root: Node | None, kind: str) -> bool:
    """Whether a file of that format can be read so far that others may rest on it: the keys of its
    head and the list of its entries are there."""
    if root is None or not isinstance(root.value, dict):
        return False
    lists = [key for key, of in TELLING_KEYS.items() if of == kind]
    lists += ["instruments"] * (kind == "terms")
    nodes = [root.value.get(key) for key in lists]
    return all(node is not None and isinstance(node.value, list) for node in nodes) and all(
        root.text(key) for key in HEAD_TEXTS.get(kind, ())
    )


def read_file(path: str) -> CheckedFile:
    """A file read and built; every problem met on the way is in its `problems`."""
    return CheckedFile(read_yaml(path))


def tell_kind(document: Document) -> str | None:
    """The format of a file by its keys, else by its place; None if neither tells."""
    return kind_by_keys(document.root) or kind_by_place(document.path)


def kind_by_keys(root: Node | None) -> str | None:
    """The format that the keys of the top level tell."""
    if root is None or not isinstance(root.value, dict):
        return None
    return next((kind for key, kind in TELLING_KEYS.items() if key in root.value), None)


def kind_by_place(path: str) -> str | None:
    """The format that the place of a file tells: concerns/x.yaml, themes.yaml,
    drafts/<instrument>/x.yaml."""
    place = Path(path)
    if place.parent.name in TELLING_FOLDERS:
        return place.parent.name
    if place.stem in TELLING_NAMES:
        return place.stem
    return "draft" if place.parent.parent.name == "drafts" else None


def _build(document: Document, kind: str | None) -> tuple[Any, list[Problem]]:
    """What a file of that format holds, and every problem found in it."""
    if document.root is None:
        return None, list(document.problems)
    if kind == "draft":
        return build_draft(document, partly=isinstance(document.root.value, dict))
    if kind == "terms":
        glossary, problems = build_glossary(document)
        entries = document.root.get("terms")
        if entries and not has_head(
            document.root, kind
        ):  # no form can be told from a misspelled key
            below = {place for node in _walk_nodes(entries) for place in _list_places(node)}
            problems = [problem for problem in problems if problem.location[1:] not in below]
        return glossary, problems
    if kind == "numbering":
        return build_numbering(document)
    if kind in NAMED:
        return None, build_named(document, kind, find_shape(kind)[0], lambda node: node)[1]
    if kind is None:
        return None, [*document.problems, _unknown_file(document)]
    return None, [
        *document.problems,
        *check_shape(document.root, find_shape(kind)[0], what=f"a {kind} file"),
    ]


def _unknown_file(document: Document) -> Problem:
    assert document.root is not None
    keys = list(document.root.value) if isinstance(document.root.value, dict) else []
    near = next((hint for key in keys if (hint := suggest(key, TELLING_KEYS))), None)
    shown = ", ".join(f"'{key[:40]}'" for key in keys[:5]) or "no keys"
    return Problem(
        Location(document.path),
        f"no format has these keys: {shown}",
        "unknown-file",
        WARNING,
        near or f"each has one of {', '.join(TELLING_KEYS)}",
    )


class Walk(NamedTuple):
    """The files that were found, in order, and what could not be entered."""

    files: list[str]
    problems: list[Problem]


def find_files(paths: Iterable[str | Path]) -> Walk:
    """Every YAML file of `paths` once: files as they are named, folders with all below them but
    hidden ones."""
    files: dict[str, str] = {}
    problems: list[Problem] = []
    entered: set[tuple[int, int]] = set()
    for path in map(str, paths):
        if os.path.isdir(path):
            for found in sorted(_walk_folder(path, entered, problems)):
                files.setdefault(os.path.abspath(found), os.path.normpath(found))
        else:
            files.setdefault(os.path.abspath(path), path)
    return Walk(list(files.values()), problems)


def _walk_folder(
    folder: str, entered: set[tuple[int, int]], problems: list[Problem]
) -> Iterator[str]:
    todo = [folder]
    while todo:
        place = todo.pop()
        try:
            status = os.stat(place)
            if (status.st_dev, status.st_ino) in entered:
                continue  # a second way to the same folder, or a loop
            entered.add((status.st_dev, status.st_ino))
            entries = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError as error:
            problems.append(
                Problem(
                    Location(place), f"the folder cannot be read: {error.strerror or error}", "file"
                )
            )
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if os.path.isdir(entry.path):
                todo.append(entry.path)
            elif entry.name.endswith((".yaml", ".yml")):
                yield entry.path


def find_roots(paths: Iterable[str | Path]) -> tuple[list[Path], list[Path]]:
    """The folders of drafts and of mappings that `paths` belong to or hold, so that names are
    looked up beside the files."""
    drafts: dict[Path, None] = {}
    mappings: dict[Path, None] = {}
    for path in map(Path, paths):
        near = [path, path.parent, path.parent.parent]
        roots = [place for place in near if _holds_mappings(place)]
        mappings.update(dict.fromkeys(roots))
        for place in [*near, *(root.parent for root in roots)]:
            if os.path.isdir(place / "mappings"):  # False, too, for a name that no folder can have
                mappings.setdefault(place / "mappings")
            drafts.update(
                dict.fromkeys(
                    one
                    for one in (place, place / "drafts")
                    if os.path.isdir(one) and one.resolve().name == "drafts"
                )
            )
    return list(drafts), list(mappings)


def _holds_mappings(folder: Path) -> bool:
    """Whether this is a folder of mappings, by what stands in it."""
    return any(os.path.isdir(folder / name) for name in TELLING_FOLDERS) or any(
        os.path.isfile(folder / f"{name}.yaml") for name in TELLING_NAMES
    )
