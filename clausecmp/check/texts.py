"""The texts of a draft with the place of each in its file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..files.yaml_read import Node
from ..model.draft import Clause, Draft
from ..model.problems import Location
from .files import CheckedFile


def locate_words(
    file: CheckedFile, node: Node | None, words: str, *, after: int = 0
) -> tuple[Location, int]:
    """Where `words` stand in the lines of a text, and the offset behind them; the text's beginning
    if they are not found as they are (escapes). `after`: an offset of the file to search from."""
    start = node.location if node else Location(file.path)
    if node is None:
        return start, after
    span = file.span(node)
    match = re.compile(r"\s+".join(map(re.escape, words.split()))).search(
        file.text, max(span.start, after), span.end
    )
    if not match:
        return start, after
    line = file.text.count("\n", 0, match.start()) + 1
    return Location(
        file.path, line, match.start() - file.text.rfind("\n", 0, match.start())
    ), match.end()


def list_texts(file: CheckedFile, draft: Draft) -> Iterator[tuple[Clause, Node, str]]:
    """Every text of a draft: its clause, its node, its words; `text` before `closing`, in document
    order."""
    for clause in draft.walk():
        if clause.ref == "title":
            node = file.root.get("title") if file.root else None
            if node is not None and isinstance(node.value, str):
                yield clause, node, node.value
        elif place := file.node_at(clause.location):
            for key in ("text", "closing"):
                if (node := place.get(key)) and isinstance(node.value, str):
                    yield clause, node, node.value
