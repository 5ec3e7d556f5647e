"""clausecmp align LEFT RIGHT"""

from __future__ import annotations

import click

from ..align import align_drafts
from .session import Session, print_json, print_rows, shared_options


@click.command()
@click.argument("left")
@click.argument("right")
@click.option("--no-links", is_flag=True, help="Leave out the links that people decided; by text alone.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@shared_options
def command(session: Session, left: str, right: str, no_links: bool, form: str) -> None:
    """Say which clause of RIGHT answers which clause of LEFT, how surely, and why.

    \b
    Example:
      clausecmp align budapest un-cybercrime@rev3
    """
    one, other = session.load_all(left, right)
    links = [] if no_links else session.load_links(one, other)
    fold = session.load_glossary().fold_for(one.instrument, other.instrument)
    alignment = align_drafts(one, other, fold=fold, links=links, reasons=True)
    if form == "json":
        from ..render.json import alignment_data

        print_json(alignment_data(alignment))
        return
    from ..render.draft_rows import alignment_rows

    print_rows(session, alignment_rows(alignment))
