"""What delegations mark in a Word file: tracked changes and their authors, words struck through or
underlined, colours that stand for a status, comments."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .lines import flatten
from .markers import read_marker

INSERTED, DELETED = "inserted", "deleted"
COLOURED = 0.9
"""Share of a paragraph's letters that must have one colour for it to have the colour's status."""

_COLOURS = {
    "ffff00": "yellow",
    "ffff99": "yellow",
    "ffffcc": "yellow",
    "00ff00": "green",
    "92d050": "green",
    "00b050": "green",
    "c6efce": "green",
    "00ffff": "cyan",
    "00b0f0": "cyan",
    "ff00ff": "magenta",
    "0000ff": "blue",
    "0070c0": "blue",
    "ff0000": "red",
    "ffc000": "orange",
    "808080": "gray",
    "c0c0c0": "lightgray",
    "d9d9d9": "lightgray",
    "bfbfbf": "lightgray",
}


class Run(NamedTuple):
    """Words of one format. `change`: inserted or deleted, by tracking or, if `drawn`, by underline
    or strike-through; `author` of the change; `colour` behind the words."""

    text: str
    change: str = ""
    author: str = ""
    drawn: bool = False
    colour: str = ""


def name_colour(fill: str | None) -> str:
    """A colour by its name: `green` of `92D050`; unknown ones stay as they are; '' for none."""
    low = (fill or "").lower().removeprefix("#")
    if low in ("", "auto", "none", "ffffff", "white"):
        return ""
    return _COLOURS.get(low, low.removeprefix("dark"))


def read_runs(runs: Iterable[Run], changes: str, *, drawn: bool) -> str:
    """The text of a paragraph with its changes accepted, rejected or marked. Marked, a proposal is
    `[Author: words]` and a deletion `[Author: delete: words]`. `drawn`: whether strike-through and
    underline are changes in this file."""
    merged: list[Run] = []
    for run in runs:
        own = run if run.change and (drawn or not run.drawn) else Run(run.text)
        if merged and merged[-1][1:4] == own[1:4]:
            merged[-1] = merged[-1]._replace(text=merged[-1].text + run.text)
        else:
            merged.append(own)
    hidden = {"accepted": DELETED, "rejected": INSERTED}.get(changes)
    if hidden:
        return "".join(run.text for run in merged if run.change != hidden)
    return "".join(_mark(run, first=at == 0) for at, run in enumerate(merged))


def _mark(run: Run, *, first: bool) -> str:
    """One change in square brackets; the number that it begins with stays before them."""
    if not run.change or not run.text.strip():
        return run.text
    text = run.text
    start = len(text) - len(text.lstrip())
    marked = read_marker(text.strip()) if first else None
    if marked and marked.rest and not marked.open:
        start = text.index(marked.rest)
    end = len(text.rstrip())
    said = ": ".join(filter(None, (run.author, "delete" if run.change == DELETED else "")))
    opened = f"[{said}: " if said else "["
    return f"{text[:start]}{opened}{text[start:end]}]{text[end:]}"


def find_colour(runs: Sequence[Run]) -> tuple[str, bool]:
    """The colour of nearly all words of a paragraph ('' for none), and whether another part of it
    is coloured."""
    letters: Counter[str] = Counter()
    for run in runs:
        letters[run.colour] += len(re.sub(r"\s", "", run.text))
    total = letters.total()
    for colour, count in letters.most_common(1):
        if colour and total and count >= COLOURED * total:
            return colour, False
    return "", any(letters[colour] for colour in letters if colour)


def read_legend(given: str | None, statuses: Sequence[str]) -> dict[str, str]:
    """`green=agreed,yellow=pending` as a mapping. Raises ValueError, naming what is wrong."""
    legend = {}
    for entry in filter(None, (part.strip() for part in (given or "").split(","))):
        colour, sign, status = (part.strip().lower() for part in entry.partition("="))
        if not sign or not colour or status not in statuses:
            raise ValueError(
                f"'{entry[:60]}' is no colour and status, expected one like green=agreed "
                f"(statuses: {', '.join(statuses)})"
            )
        legend[name_colour(colour)] = status
    return legend


def describe_colours(count: Mapping[str, int], legend: Mapping[str, str]) -> list[str]:
    """Notes about colours that no legend explains."""
    unknown = {colour: n for colour, n in count.items() if colour and colour not in legend}
    if not unknown:
        return []
    shown = ", ".join(f"{colour} ({n} paragraphs)" for colour, n in sorted(unknown.items()))
    first = min(unknown)
    return [f"coloured, without a meaning: {shown}; --status {first}=agreed would give it one"]


def shorten(text: str, most: int = 8) -> str:
    """The first words of a passage, by which it is found again."""
    return " ".join(flatten(text).split()[:most])
