"""Entries of mapping files as the rules read them: every name and ref with its node, so that a
finding has its exact place."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from ..files.yaml_read import Node
from ..model.refs import RefError, parse_ref


class Ref(NamedTuple):
    """A ref as it is written and as it reads (None: unreadable), and its node."""

    text: str
    ref: str | None
    node: Node


class Place(NamedTuple):
    """A draft and clauses of it that an entry names."""

    draft: str
    node: Node
    refs: tuple[Ref, ...]


@lru_cache(maxsize=20_000)
def read_ref(text: str) -> str | None:
    """A ref as it reads, None if it is none."""
    try:
        return parse_ref(text)
    except RefError:
        return None


def read_refs(node: Node, key: str) -> tuple[Ref, ...]:
    """The refs of the list under `key`."""
    return tuple(
        Ref(item.value, read_ref(item.value), item)
        for item in node.items(key)
        if isinstance(item.value, str)
    )


def read_places(concern: Node) -> list[Place]:
    """Where a concern applies."""
    return [
        Place(draft.value, draft, read_refs(place, "refs"))
        for place in concern.items("applies_to")
        if (draft := place.get("draft")) is not None and isinstance(draft.value, str)
    ]


def name_entry(node: Node) -> str:
    """How a message calls an entry."""
    return node.text("id") or "this entry"
