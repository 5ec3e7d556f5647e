"""clausecmp sources"""

from __future__ import annotations

import click

from ..fetch.sources import list_sources
from .console import print_json, print_rows
from .session import Session, shared_options


@click.command()
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
)
@shared_options
def command(session: Session, form: str) -> None:
    """List where the official texts are published, and how surely each address is known.

    \b
    Example:
      clausecmp sources
    """
    sources = list_sources()
    if form == "json":
        print_json(
            {
                "schema": 1,
                "sources": [
                    {
                        "id": source.id,
                        "draft": source.draft,
                        "label": source.label,
                        "title": source.title,
                        "symbol": source.symbol,
                        "evidence": source.evidence,
                        "addresses": [
                            {
                                "url": address.url,
                                "type": address.type,
                                "language": address.language,
                                "evidence": address.evidence,
                            }
                            for address in source.addresses
                        ],
                    }
                    for source in sources
                ],
            }
        )
        return
    from ..render.import_rows import sources_rows

    print_rows(session, sources_rows(sources))
