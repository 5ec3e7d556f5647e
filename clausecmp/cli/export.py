"""clausecmp export DRAFT"""

from __future__ import annotations

import click

from .console import print_json, print_rows, print_text
from .session import Session, shared_options


@click.command()
@click.argument("draft")
@click.option(
    "--format",
    "form",
    type=click.Choice(("json", "yaml", "text", "markdown", "akn")),
    default="json",
    show_default=True,
)
@shared_options
def command(session: Session, draft: str, form: str) -> None:
    """Write a draft: its clauses as JSON, the draft as YAML, or a text to read.

    \b
    Example:
      clausecmp export budapest --format json
    """
    loaded = session.load(draft)
    if form == "json":
        from ..render.json import draft_data

        print_json(draft_data(loaded))
    elif form == "yaml":
        from ..files.drafts import dump_draft

        print_text(dump_draft(loaded))
    elif form == "akn":
        from ..render.akn import write_akn

        print_text(write_akn(loaded))
    elif form == "markdown":
        from ..render.markdown import draft_markdown

        print_text(draft_markdown(loaded))
    else:
        from ..render.draft_rows import draft_rows

        print_rows(session, draft_rows(loaded))
