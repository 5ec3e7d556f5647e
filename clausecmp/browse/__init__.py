"""A Comparison to be read in the terminal. `app`, `panes` and `screens` are made of textual's
widgets; `drawing` makes rich texts of the rows of `render`; what is listed and where a reader is
(`articles`, `filters`, `links`, `navigation`) knows neither."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ..model.problems import file_problem

if TYPE_CHECKING:
    from ..comparison.result import Comparison
    from ..model.vocabulary import Side

EXTRA = 'pip install "clausecmp[browse]"'


def browse_comparison(
    comparison: Comparison,
    *,
    start: tuple[Side, str] | None = None,
    view: str | None = None,
    dark: bool = True,
    colors: str | None = "truecolor",
) -> None:
    """Show the comparison until the reader quits.

    `start`: the side and ref of a clause to open at. `view`: inline or side-by-side, None for what
    the width allows. `colors`: what the terminal shows, as rich names it: standard (the sixteen),
    256 or truecolor; None for none. Raises InputError when textual is not installed."""
    try:
        from .app import BrowseApp, View
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise file_problem(
            "browse",
            "textual is not installed, which this view needs",
            rule="missing-extra",
            hint=EXTRA,
        ) from None
    from .links import Link

    if colors is None:
        os.environ["NO_COLOR"] = "1"  # what textual reads
    brightness = "dark" if dark else "light"
    BrowseApp(
        comparison,
        start=Link(*start) if start else None,
        view=View(view) if view else None,
        theme=f"{'ansi' if colors in (None, 'standard') else 'textual'}-{brightness}",
    ).run()
