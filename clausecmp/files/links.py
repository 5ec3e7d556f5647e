"""mappings/links (pairs that people decided) and mappings/numbering (how earlier refs read in a
later draft)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..model.problems import Location, Problem
from ..model.refs import RefError, parse_ref
from ..model.vocabulary import CONFIDENCES, Relation
from .folders import group_files
from .shape import DATE, DRAFT_NAME, TEXT, Key, Many, Record, Text, check_shape
from .yaml_read import Document, Node, read_yaml

RELATIONS = tuple(one.value for one in Relation)
CONFIDENCE = Text(CONFIDENCES)
REVIEWED = Record("a review stamp", {"date": Key(DATE, True), "fingerprint": Key(TEXT, True)})

LINK = Record(
    "a link",
    {
        "left": Key(
            Many(TEXT),
            True,
            "Refs of the left draft; an empty list: decided to have no counterpart.",
        ),
        "right": Key(
            Many(TEXT),
            True,
            "Refs of the right draft; an empty list: decided to have no counterpart.",
        ),
        "relation": Key(Text(RELATIONS), about="How the person would call it."),
        "confidence": Key(CONFIDENCE),
        "by": Key(TEXT, about="Who decided, or how."),
        "note": Key(TEXT, about="Why, where a lawyer would ask."),
        "reviewed": Key(REVIEWED),
    },
)
LINKS = Record(
    "a links file",
    {
        "left": Key(DRAFT_NAME, True, "The left draft, instrument@version."),
        "right": Key(DRAFT_NAME, True, "The right draft, instrument@version."),
        "note": Key(TEXT),
        "links": Key(Many(LINK), True),
    },
)


class Link(NamedTuple):
    """Clauses that a person decided to answer each other; one side empty: decided to have no
    counterpart."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    relation: str | None = None
    by: str | None = None
    note: str | None = None
    confidence: str | None = None
    fingerprint: str | None = None
    location: Location | None = None

    def swap(self) -> Link:
        """The same decision read from the other side."""
        relation = self.relation
        if relation is not None and relation in RELATIONS:
            relation = Relation(relation).mirrored
        return self._replace(left=self.right, right=self.left, relation=relation)


class LinksFile(NamedTuple):
    """One file of links: the names of its drafts, as written, and its links."""

    left: str
    right: str
    links: tuple[Link, ...]
    path: str


def build_links(document: Document) -> tuple[LinksFile | None, list[Problem]]:
    """A links file from YAML as read, and every problem found."""
    problems = list(document.problems)
    root = document.root
    if root is None:
        return None, problems
    problems.extend(check_shape(root, LINKS, what="a links file"))
    links = tuple(_build_link(node) for node in root.items("links") if isinstance(node.value, dict))
    return LinksFile(
        root.text("left") or "", root.text("right") or "", links, document.path
    ), problems


def _build_link(node: Node) -> Link:
    reviewed = node.get("reviewed")
    return Link(
        node.texts("left"),
        node.texts("right"),
        node.text("relation"),
        node.text("by"),
        node.text("note"),
        node.text("confidence"),
        reviewed.text("fingerprint") if reviewed else None,
        node.location,
    )


def find_links(folders: Sequence[Path], left: str, right: str) -> tuple[list[Link], list[Problem]]:
    """The links between the drafts named `left` and `right` in the mappings folders, read from
    either direction, and every problem met. A link hides those of later folders that decide one of
    its clauses."""
    links: list[Link] = []
    problems: list[Problem] = []
    for files in group_files(folders, "links"):
        lefts = {_plain(ref) for link in links for ref in link.left}
        rights = {_plain(ref) for link in links for ref in link.right}
        for path in files:
            if not _names_drafts(path, left, right):
                continue
            file, met = build_links(read_yaml(path))
            problems.extend(met)
            if file is None or {file.left, file.right} != {left, right}:
                continue
            for link in file.links:
                read = link if file.left == left else link.swap()
                if lefts.isdisjoint(map(_plain, read.left)) and rights.isdisjoint(
                    map(_plain, read.right)
                ):
                    links.append(read)
    return links, problems


def _plain(ref: str) -> str:
    """A ref as the drafts have it, however it is written."""
    try:
        return parse_ref(ref)
    except RefError:
        return ref


def _names_drafts(path: Path, left: str, right: str) -> bool:
    """Whether a links file can be about these drafts, by its name `<left>--<right>.yaml`; other
    names are read."""
    one, dashes, other = path.stem.partition("--")
    return not dashes or {one, other} == {left, right}
