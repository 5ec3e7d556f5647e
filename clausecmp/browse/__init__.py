"""Reading a Comparison interactively in the terminal. textual is imported here and nowhere else, in
`app`, `panes` and `dialogs`; what is shown and how one moves (`reading`, `mentions`, `pages`,
`palette`) needs no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model.problems import file_problem

if TYPE_CHECKING:
    from ..comparison.result import Comparison

EXTRA = 'pip install "clausecmp[browse]"'


def browse_comparison(
    comparison: Comparison,
    *,
    start: tuple[str, str] | None = None,
    view: str | None = None,
    dark: bool = True,
    plain: bool = False,
) -> None:
    """Show the comparison until the reader quits. `start`: (left or right, ref) to open at; `view`:
    inline or side-by-side, None by the width; `plain`: no colour. Raises InputError when textual is
    not installed."""
    try:
        from .app import BrowseApp
    except ImportError as error:
        if (error.name or "").partition(".")[0] != "textual":
            raise
        raise file_problem(
            "browse",
            "textual is not installed, which this view needs",
            rule="missing-extra",
            hint=EXTRA,
        ) from None
    BrowseApp(comparison, start=start, view=view, dark=dark, plain=plain).run()
