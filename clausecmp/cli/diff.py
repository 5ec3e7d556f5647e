"""clausecmp diff LEFT RIGHT"""

from __future__ import annotations

import click

from ..compare import compare_drafts, filter_articles
from ..render.rows import VIEWS, compare_rows
from .session import Session, print_json, print_rows, shared_options, terminal_width

SIDE_BY_SIDE_FROM = 100
"""Columns from which two columns of text read better than one."""


@click.command()
@click.argument("left")
@click.argument("right")
@click.option("--article", "articles", metavar="REF", multiple=True, help="Only this article or clause of either side; can be repeated.")
@click.option("--view", type=click.Choice(VIEWS), help=f"Default: side-by-side from {SIDE_BY_SIDE_FROM} columns, inline below.")
@click.option("--no-concerns", is_flag=True, help="Leave the concerns out.")
@click.option("--no-links", is_flag=True, help="Leave out the links that people decided; by text alone.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if the drafts differ.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@shared_options
def command(session: Session, left: str, right: str, articles: tuple[str, ...], view: str | None, no_concerns: bool, no_links: bool,
            exit_code: bool, form: str) -> None:
    """Compare two drafts clause by clause: what kind of relation, what changed word by word, who is concerned.

    \b
    Examples:
      clausecmp diff budapest un-cybercrime@rev3
      clausecmp diff budapest un-cybercrime@rev3 --article 28 --article 19
      clausecmp diff un-cybercrime@rev3 un-cybercrime@adopted --view summary
    """
    one, other = session.load_all(left, right)
    book = None if no_concerns else session.load_concerns()
    links = [] if no_links else session.load_links(one, other)
    comparison = compare_drafts(one, other, glossary=session.load_glossary(), links=links, book=book, others=session.load)
    if articles:
        comparison = filter_articles(comparison, [session.find_sides(comparison.drafts, ref) for ref in articles])
    if form == "json":
        from ..render.json import comparison_data

        print_json(comparison_data(comparison))
    else:
        shown = view or ("side-by-side" if terminal_width() >= SIDE_BY_SIDE_FROM else "inline")
        print_rows(session, compare_rows(comparison, shown, concerns=not no_concerns))
    if exit_code and any(pair.relation != "same" for pair in comparison.alignment.pairs):
        raise click.exceptions.Exit(1)
