"""clausecmp report DRAFT"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from ..comparison.filters import filter_articles, filter_concerns
from ..comparison.result import Block, Comparison
from ..model.draft import Draft
from ..model.problems import file_problem
from .filters import ConcernFilter, concern_options
from .session import Session, shared_options


@click.command()
@click.argument("draft")
@click.option(
    "--against",
    metavar="OTHER",
    help="Compare with this draft, its text on the left, and list what changed in law.",
)
@click.option(
    "--out",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Write one markdown file for each article, and index.md, here; an earlier report goes.",
)
@click.option(
    "--matrix",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write concerns by article and stakeholder (.csv or .md).",
)
@click.option(
    "--article",
    "articles",
    metavar="REF",
    multiple=True,
    help="Only this article or clause; can be repeated.",
)
@click.option(
    "--no-links", is_flag=True, help="Leave out the links that people decided; by text alone."
)
@click.option(
    "--force", is_flag=True, help="Replace files that are not ours or were changed by hand."
)
@concern_options
@shared_options
def command(
    session: Session,
    draft: str,
    against: str | None,
    out: Path | None,
    matrix: Path | None,
    articles: tuple[str, ...],
    no_links: bool,
    force: bool,
    chosen: ConcernFilter,
) -> None:
    """Write a concern report: the clauses of each article, what changed in words and (--against) in
    law, and who said what about it.

    \b
    Examples:
      clausecmp report un-cybercrime@rev3 --against budapest --out report
      clausecmp report un-cybercrime@rev3 --article 28 --side industry --out report
      clausecmp report un-cybercrime@rev3 --matrix matrix.csv
    """
    if out is None and matrix is None:
        raise click.UsageError("nothing to write: give --out FOLDER, --matrix FILE or both")
    if matrix is not None and matrix.suffix not in (".csv", ".md"):
        raise file_problem(
            matrix,
            f"'{matrix.suffix}' is no format of a matrix, expected .csv or .md",
            rule="usage",
        )
    comparison = _compare(session, draft, against, no_links, chosen)
    if articles:
        comparison = filter_articles(
            comparison, [session.find_sides(comparison.drafts, ref) for ref in articles]
        )
    if out is not None:
        _write_report(comparison, out, force)
    if matrix is not None:
        _write_matrix(comparison, matrix, force)


def _compare(
    session: Session, draft: str, against: str | None, no_links: bool, chosen: ConcernFilter
) -> Comparison:
    comparison = (
        session.compare(against, draft, links=not no_links)
        if against
        else _compare_alone(session, draft)
    )
    chosen.check(comparison.book)
    return filter_concerns(comparison, chosen.keeps(comparison.book)) if any(chosen) else comparison


def _compare_alone(session: Session, draft: str) -> Comparison:
    """A draft against nothing: every clause as it stands."""
    from ..comparison.compare import compare_drafts

    return compare_drafts(
        Draft("", "", "", ()),
        session.load(draft),
        glossary=session.load_glossary(),
        book=session.load_concerns(),
        others=session.load,
        links_between=session.load_links,
        signals=False,
    )


def _write_report(comparison: Comparison, out: Path, force: bool) -> None:
    from ..files.writing import write_folder
    from ..render.markdown import MARK
    from ..render.report import report_files

    files = report_files(comparison, _show_progress)
    write_folder(out, files, mark=MARK, force=force)
    at_articles = {name for block in comparison.blocks for name in block.list_placed_concerns()}
    others = {
        placed.concern.id for placed in (*comparison.general, *comparison.orphans)
    } - at_articles
    click.echo(
        f"{len(files)} files with {len(at_articles)} concerns on articles and {len(others)} on chapters or the whole in {out}; "
        f"begin with {out / 'index.md'}",
        err=True,
    )


def _show_progress(blocks: Sequence[Block]) -> Iterator[Block]:
    if not sys.stderr.isatty():
        return iter(blocks)
    from rich.console import Console
    from rich.progress import track

    return iter(track(blocks, "Articles", console=Console(stderr=True), transient=True))


def _write_matrix(comparison: Comparison, path: Path, force: bool) -> None:
    from ..files.writing import write_result
    from ..render.markdown import table_markdown
    from ..render.report import matrix_rows
    from ..render.tables import write_csv

    if path.suffix == ".csv":
        text = write_csv(matrix_rows(comparison, by="article"))
    else:
        rows = matrix_rows(comparison, by="article", markdown=True)
        text = "\n".join(table_markdown(rows)) + "\n"
    write_result(path, text, force=force)
