"""mappings/numbering: how the refs of an earlier version read in a later one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..model.problems import Problem
from .links import CONFIDENCE
from .shape import DATE, ID, TEXT, Key, Many, Record, Text, check_shape
from .yaml_read import Document

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


def merge_numberings(numberings: Sequence[Numbering]) -> list[Numbering]:
    """The numberings of several files, those about the same count in one. A row hides the rows of
    later files that begin or end at its numbers."""
    found: dict[tuple[str, str, str | None], Numbering] = {}
    for numbering in numberings:
        key = numbering.instrument, numbering.to, numbering.until
        first = found.setdefault(key, numbering)
        if first is not numbering:
            ends = [{row[side] for row in first.rows} - {None} for side in (0, 1)]
            rows = tuple(
                row for row in numbering.rows if row[0] not in ends[0] and row[1] not in ends[1]
            )
            found[key] = first._replace(rows=(*first.rows, *rows))
    return list(found.values())
