"""How the screen is divided, and the lines around the panes: what is compared at the head, the keys
at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from ..model.vocabulary import GRADES
from ..render.segments import Segment
from .entries import RELATIONS, Wanted, count_choices
from .pages import Page, PageLine, describe_notice, fit_text
from .reading import Reading

CONCERNS_BESIDE_FROM = 118
"""Columns from which the concerns stand beside the text, which then keeps 60, the measure of a
printed treaty."""
SIDE_BY_SIDE_FROM = 84
"""Columns of text from which two columns read better than one: two of 40, about what `diff` has
from 100."""
HINTS = (
    ("n", "next change", "marked(1)"),
    ("/", "search", "search"),
    ("f", "filter", "filter"),
    ("g", "follow", "follow"),
    ("c", "counterpart", "cross"),
    ("y", "cite", "cite"),
    ("w", "write", "write"),
    ("b", "back", "back"),
    ("v", "view", "view"),
    ("z", "text alone", "zoom"),
    ("t", "light", "light"),
)
LAST_HINTS = (("?", "help", "help"), ("q", "quit", "quit"))


class Layout(NamedTuple):
    """Columns of the list, where the concerns stand (beside, below or ''), how many columns or
    lines they take, and the view."""

    list_width: int
    concerns: str
    size: int
    view: str


def decide_layout(
    width: int, height: int, view: str | None, *, zoom: bool = False, concerns: bool = True
) -> Layout:
    """How a screen is divided; `view` None: as the width allows; `zoom`: the text alone."""
    side = 0 if zoom else 18 if width < 70 else 24 if width < 100 else 28 if width < 150 else 42
    rest = width - side
    beside = max(30, rest * 28 // 100)
    if zoom or not concerns:
        place, size, text = "", 0, rest
    elif (
        width < CONCERNS_BESIDE_FROM or view == "side-by-side" and rest - beside < SIDE_BY_SIDE_FROM
    ):
        place, size, text = "below", max(5, height * 35 // 100), rest
    else:
        place, size, text = "beside", beside, rest - beside
    return Layout(
        side, place, size, view or ("side-by-side" if text >= SIDE_BY_SIDE_FROM else "inline")
    )


def head_page(reading: Reading, layout: Layout, message: str, width: int) -> Page:
    """What is compared; below it the last message, else how it is read and what the texts are
    worth."""
    drafts = reading.comparison.drafts
    title = f" {drafts.left.display_name} → {drafts.right.display_name}"
    second = (
        Segment(" " + fit_text(message, width - 1), "message")
        if message
        else Segment(" " + describe_state(reading, layout), "dim")
    )
    notice = (
        []
        if message
        else _fit_notice(describe_notice(reading.comparison), width - cell_len(second.text))
    )
    return Page("", [PageLine((Segment(title, "focus"),)), PageLine((second, *notice))])


def _fit_notice(notice: str, room: int) -> list[Segment]:
    """The notice in full, else its first words: that the texts are restated is said wherever they
    are."""
    short = notice.partition(":")[0]
    text = next((text for text in (notice, short, "restated") if cell_len(text) + 3 <= room), "")
    return [Segment(" · ", "dim"), Segment(text, "warn")] if notice and text else []


def describe_state(reading: Reading, layout: Layout) -> str:
    """Order, view, filter, search."""
    parts = [] if reading.side == "right" else ["in the order of the left draft"]
    parts.append(layout.view.replace("-", " "))
    if filtered := reading.wanted.describe():
        parts.append(f"filter: {filtered}")
    if reading.query:
        at = reading.matches.index(reading.at) + 1 if reading.at in reading.matches else "-"
        parts.append(f"search “{reading.query}” {at}/{len(reading.matches)}")
    return " · ".join(parts)


def foot_page(width: int) -> Page:
    """As many keys as there is room for, help and quit always; each can be clicked."""
    last = [piece for hint in LAST_HINTS for piece in _hint(*hint)]
    room = width - _size(last) - 1
    pieces: list[Segment] = [Segment(" ")]
    for hint in HINTS:
        found = _hint(*hint)
        if _size(pieces) + _size(found) > room:
            break
        pieces += found
    return Page("", [PageLine((*pieces, *last))])


def _hint(key: str, about: str, action: str) -> list[Segment]:
    return [
        Segment(key, f"key@do:{action}"),
        Segment(f" {about}", f"dim@do:{action}"),
        Segment("  "),
    ]


def _size(pieces: Sequence[Segment]) -> int:
    return sum(cell_len(piece.text) for piece in pieces)


def list_choices(reading: Reading) -> list[tuple[str, str, int]]:
    """(group, value, how many pairs) of everything the filter can ask for here."""
    counts = count_choices(reading.all_entries(), reading.comparison.book)
    relations = [("relations", name, counts["relations"][name]) for name in RELATIONS]
    sides = [("sides", side, count) for side, count in sorted(counts["sides"].items())]
    grades = [("grades", grade, counts["grades"][grade]) for grade in GRADES]
    return [
        choice
        for choice in (*relations, ("unsure", "unsure", counts["sure"]["unsure"]), *grades, *sides)
        if choice[2]
    ]


def name_choice(group: str, value: str, count: int) -> str:
    """`changed  112`, `with a concern of academia  3`."""
    name = {
        "sides": f"with a concern, {value}",
        "grades": f"with a signal of {value} grade",
        "unsure": "unsure pairs",
        "relations": {
            "terms": "renamed terms only",
            "added": "added to the right draft",
            "removed": "removed from the left draft",
        }.get(value, value),
    }[group]
    return f"{name:<34}{count:>5}"


def find_chosen(choices: Sequence[tuple[str, str, int]], wanted: Wanted) -> set[int]:
    """The numbers of the choices that a filter has."""
    return {
        n
        for n, (group, value, _) in enumerate(choices)
        if (wanted.unsure if group == "unsure" else value in getattr(wanted, group))
    }


def make_wanted(choices: Sequence[tuple[str, str, int]], chosen: set[int]) -> Wanted:
    """The filter that the choices with these numbers make."""
    picked = [choices[n] for n in chosen]
    values = {
        name: frozenset(value for group, value, _ in picked if group == name)
        for name in ("relations", "sides", "grades")
    }
    return Wanted(unsure=any(group == "unsure" for group, _, _ in picked), **values)
