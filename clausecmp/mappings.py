"""mappings/links (pairs that people decided) and mappings/numbering (how earlier refs read in a
later draft)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from .problems import Location, Problem
from .schema import DATE, ID, TEXT, Key, Many, Record, Text, check_shape
from .yamlfile import Document, Node, read_yaml

RELATIONS = ("same", "terms", "changed", "split", "merged", "added", "removed")
CONFIDENCE = Text(("high", "medium", "low"))
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
        "left": Key(TEXT, True, "The left draft, instrument@version."),
        "right": Key(TEXT, True, "The right draft, instrument@version."),
        "note": Key(TEXT),
        "links": Key(Many(LINK), True),
    },
)
NUMBERING_ROW = Record(
    "a row",
    {
        "earlier": Key(Text(nullable=True), True, "Ref in the earlier count; null: new."),
        "later": Key(Text(nullable=True), True, "Ref in the later draft; null: dropped."),
        "confidence": Key(CONFIDENCE),
        "note": Key(TEXT),
    },
)
NUMBERING = Record(
    "a numbering file",
    {
        "instrument": Key(ID, True),
        "from": Key(
            Record("the earlier count", {"symbols": Key(Many(TEXT)), "until": Key(DATE)}), True
        ),
        "to": Key(TEXT, True, "The draft whose numbers are the later ones."),
        "note": Key(TEXT),
        "articles": Key(Many(NUMBERING_ROW, 1), True),
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
        turned = {"split": "merged", "merged": "split", "added": "removed", "removed": "added"}
        relation = turned.get(self.relation or "", self.relation)
        return Link(
            self.right,
            self.left,
            relation,
            self.by,
            self.note,
            self.confidence,
            self.fingerprint,
            self.location,
        )


class LinksFile(NamedTuple):
    """One file of links: the names of its drafts, as written, and its links."""

    left: str
    right: str
    links: tuple[Link, ...]
    path: str


class Numbering(NamedTuple):
    """How article numbers of an earlier count read in the draft `to`: (earlier, later, confidence),
    None where absent."""

    instrument: str
    to: str
    until: str | None
    rows: tuple[tuple[str | None, str | None, str], ...]
    path: str

    def later(self, article: str) -> str | None:
        """The number that `article` of the earlier count bears later, None if it is not known."""
        return next((later for earlier, later, _ in self.rows if earlier == article), None)


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


def build_numbering(document: Document) -> tuple[Numbering | None, list[Problem]]:
    """A numbering file from YAML as read, and every problem found."""
    problems = list(document.problems)
    root = document.root
    if root is None:
        return None, problems
    problems.extend(check_shape(root, NUMBERING, what="a numbering file"))
    rows = tuple(
        (node.text("earlier"), node.text("later"), node.text("confidence") or "high")
        for node in root.items("articles")
        if isinstance(node.value, dict)
    )
    earlier = root.get("from")
    until = earlier.text("until") if earlier else None
    return Numbering(
        root.text("instrument") or "", root.text("to") or "", until, rows, document.path
    ), problems


def find_links(files: Iterable[Path], left: str, right: str) -> tuple[list[Link], list[Problem]]:
    """The links between the drafts named `left` and `right`, read from either direction, and every
    problem met."""
    links: list[Link] = []
    problems: list[Problem] = []
    for path in files:
        if not _names_drafts(path, left, right):
            continue
        file, found = build_links(read_yaml(path))
        problems.extend(found)
        if file is not None and {file.left, file.right} == {left, right}:
            links.extend(file.links if file.left == left else (link.swap() for link in file.links))
    return links, problems


def _names_drafts(path: Path, left: str, right: str) -> bool:
    """Whether a links file can be about these drafts, by its name `<left>--<right>.yaml`; other
    names are read."""
    one, dashes, other = path.stem.partition("--")
    return not dashes or {one, other} == {left, right}


def list_files(folders: Sequence[Path], part: str) -> list[Path]:
    """The YAML files below `part` (a folder or a file name) of the mappings folders; the earlier
    folder wins where two hold the same file."""
    found: dict[str, Path] = {}
    for folder in folders:
        place = folder / part
        for path in [place] if place.is_file() else sorted(place.glob("*.yaml")):
            found.setdefault(path.name, path)
    return [found[name] for name in sorted(found)]
