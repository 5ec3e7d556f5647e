"""clausecmp export DRAFT"""

from __future__ import annotations

import click

from ..render.writers import DRAFT
from .console import print_output
from .session import Session, shared_options


@click.command()
@click.argument("draft")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(DRAFT)),
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
    print_output(session, DRAFT[form](session.load(draft)))
