"""Lists in lists: the reading that fits the whole run wins, not the one that fits its beginning."""

from __future__ import annotations

from clausecmp.importers.markers import read_marker
from clausecmp.importers.nesting import Fragment, nest

LISTS = (
    (0, "a) gifts;"),
    (0, "b) loans and lessons:"),
    (1, "i) in the domains of:"),
    (2, "a. weather;"),
    (2, "b. snow;"),
    (2, "c. rescue:"),
    (3, "a. by rope;"),
    (3, "b. by sledge;"),
    (0, "c) a library;"),
)


def test_a_list_in_the_style_of_the_one_above_it_is_found_at_its_end() -> None:
    """`a.` after `c.` could close the list or begin one below it; only `c)` decides. Readings that
    look dear at first must be carried that far."""
    steps = nest([Fragment(text, read_marker(text)) for _, text in LISTS])
    assert [(step.action, step.depth) for step in steps] == [("mark", depth) for depth, _ in LISTS]
