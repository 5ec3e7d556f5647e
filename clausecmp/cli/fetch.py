"""clausecmp fetch SOURCE"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from ..check.written import check_written
from ..fetch.download import Fetched, Progress, fetch
from ..fetch.sources import LANGUAGES, Source, find_source, source_of_symbol
from ..files.drafts import check_name, dump_draft
from ..files.folders import user_folder
from ..files.writing import check_result, make_folder, write_result
from ..importers.imported import import_file
from ..model.problems import InputError, file_problem
from .console import print_rows
from .official import adopt, find_restated, is_used, name_as
from .session import Session, shared_options


@click.command()
@click.argument("source", required=False)
@click.option(
    "--symbol",
    metavar="SYMBOL",
    help="Any UN document by its symbol, for example A/AC.291/22/Rev.2.",
)
@click.option(
    "--instrument", metavar="NAME", help="With --symbol: the instrument it is a version of."
)
@click.option("--version", metavar="VERSION", help="With --symbol: the version, usually its date.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--from",
    "from_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="A file you downloaded by hand.",
)
@click.option("--force", is_flag=True, help="Replace a draft that was corrected by hand.")
@shared_options
def command(
    session: Session,
    source: str | None,
    symbol: str | None,
    instrument: str | None,
    version: str | None,
    language: str,
    from_file: Path | None,
    force: bool,
) -> None:
    """Download an official text into your own folder and import it; from then on it is what diff
    and show use.

    https only, from the hosts that `clausecmp sources` lists. Where a host sends a web page in
    place of the document, this says so and gives the address to open in a browser; then use --from
    with the file you saved. A draft that was corrected by hand stays: fetching it again needs
    --force.

    \b
    Examples:
      clausecmp fetch un-cybercrime@adopted
      clausecmp fetch --symbol A/AC.291/22/Rev.2 --instrument un-cybercrime --version 2023-11-06
      clausecmp fetch budapest --from convention.pdf
    """
    found = _choose_source(source, symbol)
    name, _at, dated = found.draft.partition("@")
    if symbol and (not instrument or not version):
        raise file_problem(
            symbol, "give --instrument and --version, so that the draft has a name", rule="usage"
        )
    name, dated = (
        instrument or name,
        (version or dated) + ("" if language == "en" else f"-{language}"),
    )
    check_name(name, dated)
    path = user_folder() / "drafts" / name / f"{dated}.yaml"
    check_result(path, force=force)
    with _show_progress() as progress:
        fetched = fetch(
            found,
            language=language,
            folder=user_folder() / "sources",
            from_file=from_file,
            progress=progress,
        )
    _import(session, found, fetched, path, language, force)


def _choose_source(source: str | None, symbol: str | None) -> Source:
    if bool(source) == bool(symbol):
        raise click.UsageError("give a SOURCE (see clausecmp sources) or --symbol, one of the two")
    return source_of_symbol(symbol) if symbol else find_source(source or "")


def _import(
    session: Session, source: Source, fetched: Fetched, path: Path, language: str, force: bool
) -> None:
    """Make the downloaded file a draft at `path`; if that fails the file stays, and the message
    says where."""
    try:
        imported = import_file(
            fetched.path,
            instrument=path.parent.name,
            version=path.stem,
            label=source.label,
            part=source.part,
            language=language,
            force=force,
        )
    except InputError as error:
        click.echo(f"the document is saved as {fetched.path}, but could not be read:", err=True)
        raise error from None
    draft = replace(
        imported.draft,
        sources=(fetched.provenance.as_source(),),
        symbol=imported.draft.symbol or source.symbol,
        by_ref={},
        parents={},
    )
    restated = find_restated(session, draft.name)
    draft = name_as(draft, restated) if restated else draft
    make_folder(path.parent)
    text = dump_draft(draft)
    check_written(text, str(path), draft)
    write_result(path, text, force=force)
    adoption = (
        adopt(session, restated, path) if restated and is_used(session, draft, path) else None
    )
    from ..render.import_rows import provenance_rows, summary_rows

    print_rows(
        session,
        iter(
            [
                *provenance_rows(fetched),
                *summary_rows(imported.summary, draft, str(path), adoption=adoption),
            ]
        ),
    )


@contextmanager
def _show_progress() -> Iterator[Progress | None]:
    """A bar on stderr while a terminal watches."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("Download"),
        BarColumn(),
        DownloadColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("Download", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
