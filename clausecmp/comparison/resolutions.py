"""What can become of open text and of options in another draft."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ..model.vocabulary import Side


class Resolution(StrEnum):
    """What became of an open passage in the other draft."""

    OPENED = "opened"
    SETTLED = "settled"
    DELETED = "deleted"
    STILL_OPEN = "still open"


KEPT_SHARE = 0.5
"""A passage stands in the other draft when at least this share of its words does. Not measured."""


class OptionGroup(NamedTuple):
    """The options at one place of a draft, and what became of them. `ref`: the clause that they
    stand in; `options`: their refs; `chosen`: the one that was settled on; `now`: what answers them
    on the other side; `dropped`: those without an answer there."""

    side: Side
    ref: str
    options: tuple[str, ...]
    resolution: Resolution
    chosen: str | None = None
    now: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
