"""clausecmp browse LEFT RIGHT"""

from __future__ import annotations

import os
import sys

import click

from ..model.draft import Draft
from ..model.problems import file_problem
from ..model.sides import Sides
from ..model.vocabulary import Side
from .session import Session, shared_options


@click.command()
@click.argument("left")
@click.argument("right")
@click.option("--article", metavar="REF", help="Open at this article or clause of either side.")
@click.option(
    "--view",
    type=click.Choice(("side-by-side", "inline")),
    help="Default: by the width; v changes it.",
)
@click.option(
    "--theme",
    type=click.Choice(("auto", "dark", "light")),
    default="auto",
    show_default=True,
    help="auto: as COLORFGBG says, else dark; t changes it.",
)
@click.option("--no-concerns", is_flag=True, help="Leave the concerns out.")
@click.option(
    "--no-links", is_flag=True, help="Leave out the links that people decided; by text alone."
)
@shared_options
def command(
    session: Session,
    left: str,
    right: str,
    article: str | None,
    view: str | None,
    theme: str,
    no_concerns: bool,
    no_links: bool,
) -> None:
    """Read a comparison interactively: articles, the pair with its redline, the concerns; ? shows
    the keys.

    Needs the extra: pip install "clausecmp[browse]"

    \b
    Examples:
      clausecmp browse budapest un-cybercrime@rev3
      clausecmp browse un-cybercrime@rev3 un-cybercrime@adopted --article 28
    """
    from rich.console import Console

    from ..browse import browse_comparison

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise file_problem(
            "browse",
            "this view needs a terminal",
            rule="usage",
            hint="clausecmp diff writes to a file or a pipe",
        )
    with Console(stderr=True).status("Comparing …"):
        comparison = session.compare(left, right, concerns=not no_concerns, links=not no_links)
    plain = session.color == "never" or session.color == "auto" and bool(os.environ.get("NO_COLOR"))
    browse_comparison(
        comparison,
        start=_find_start(session, comparison.drafts, article),
        view=view,
        dark=_is_dark(os.environ.get("COLORFGBG", "")) if theme == "auto" else theme == "dark",
        colors=None if plain else Console(no_color=False).color_system,
    )


def _is_dark(colors: str) -> bool:
    """Whether the terminal is dark, by the number of the background colour that some terminals tell
    last in COLORFGBG; the others are taken to be."""
    background = colors.rpartition(";")[2]
    return not (background.isdecimal() and (int(background) == 7 or 9 <= int(background) <= 15))


def _find_start(
    session: Session, drafts: Sides[Draft], article: str | None
) -> tuple[Side, str] | None:
    """The clause that is meant, of the right side first, as the list follows it."""
    if article is None:
        return None
    found = session.find_sides(drafts, article)
    return (Side.RIGHT, found.right) if found.right else (Side.LEFT, found.left or "")
