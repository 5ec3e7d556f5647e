"""mappings/groups.yaml -> Delegations: the States and groups whose names drafts print."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..model.attributions import Delegation, Delegations
from ..model.problems import Problem, raise_errors
from .shape import ID, TEXT, Key, Many, Record, Text, check_shape
from .yaml_read import Document, read_yaml

KINDS = ("group", "class", "state", "organisation")
NAME = Text(pattern=r"\s*\S[\s\S]*", expected="a name")
GROUP = Record(
    "a delegation",
    {
        "id": Key(ID, True, "Name of the entry."),
        "name": Key(NAME, True, "The full name."),
        "aliases": Key(
            Many(NAME, 1), about="What drafts print; the first is the name shown for a group."
        ),
        "kind": Key(
            Text(KINDS),
            about="group (the rule), class (a group whose name texts use for its kind of States), state or organisation.",
        ),
        "note": Key(TEXT, about="Who belongs to it, or what else must be known."),
    },
)
GROUPS = Record("a groups file", {"note": Key(TEXT), "groups": Key(Many(GROUP), True)})


def build_groups(document: Document) -> tuple[list[Delegation], list[Problem]]:
    """The delegations of a YAML file as read, and every problem found."""
    problems = list(document.problems)
    root = document.root
    if root is None:
        return [], problems
    problems.extend(check_shape(root, GROUPS, what="a groups file"))
    return [
        Delegation(
            node.text("id") or "",
            node.text("name") or "",
            node.texts("aliases"),
            node.text("kind") or "group",
        )
        for node in root.items("groups")
        if isinstance(node.value, dict)
    ], problems


def load_groups(paths: Iterable[Path]) -> Delegations:
    """The delegations of several files; an entry hides those of its id in later ones. Raises
    InputError with every problem."""
    found: dict[str, Delegation] = {}
    problems: list[Problem] = []
    for path in paths:
        some, faults = build_groups(read_yaml(path))
        problems += faults
        for one in some:
            found.setdefault(one.id, one)
    raise_errors(problems)
    return Delegations(found.values())
