"""clausecmp drafts"""

from __future__ import annotations

import click

from ..files.drafts import list_drafts
from .console import print_json, print_rows
from .session import Session, shared_options


@click.command()
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@shared_options
def command(session: Session, form: str) -> None:
    """List the drafts that can be compared, and where each was found.

    \b
    Example:
      clausecmp drafts
    """
    drafts = [
        (entry, session.load(str(entry.path)))
        for entry in list_drafts(session.drafts_folders, wording=session.wording)
    ]
    if form == "json":
        print_json(
            {
                "schema": 1,
                "drafts": [
                    {
                        "draft": draft.name,
                        "label": draft.label,
                        "title": draft.title,
                        "symbol": draft.symbol,
                        "language": draft.language,
                        "wording": draft.wording,
                        "verified": draft.verified,
                        "clauses": len(draft.units()),
                        "path": str(entry.path),
                    }
                    for entry, draft in drafts
                ],
            }
        )
        return
    from ..render.draft_rows import drafts_rows

    print_rows(session, drafts_rows([draft for _, draft in drafts]))
