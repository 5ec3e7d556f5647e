"""Rules about the names of delegations."""

from __future__ import annotations

from collections.abc import Iterator

from ..files.yaml_read import Node
from ..model.attributions import fold_name
from .files import CheckedFile
from .lookups import Lookups
from .rules import Fault, rule


@rule("ambiguous-group", "A name stands for two delegations.", "groups")
def find_ambiguous_names(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    A draft that prints it does not say who is meant, and the first entry would be taken. Case,
    dots, hyphens and blanks do not tell names apart.

    Good: `aliases: [G77, G77 and China]` in one entry.

    Bad: `aliases: [LDC]` in two entries.
    """
    first: dict[str, tuple[str, Node]] = {}
    for entry in file.entries("groups"):
        assert isinstance(entry.value, dict)
        own = entry.text("id") or ""
        names = [entry.value.get("name"), *entry.items("aliases")]
        for node in names:
            if node is None or not isinstance(node.value, str) or not fold_name(node.value):
                continue
            known, _ = first.setdefault(fold_name(node.value), (own, node))
            if known != own:
                yield Fault(
                    node.location,
                    f"'{node.value}' is a name of '{known}' too",
                    "leave it to one of them",
                )
