"""clausecmp concerns [ID]"""

from __future__ import annotations

from pathlib import Path

import click

from ..files.concerns import Concern, ConcernBook
from ..files.records import MeetingRecord
from ..model.problems import WARNING, Location, Problem, argument_problem, file_problem, suggest
from ..model.refs import WHOLE, parse_ref
from ..render.writers import CONCERNS, SUCCESSORS
from .console import print_output, print_rows
from .filters import ConcernFilter, concern_options
from .session import Session, shared_options


@click.command()
@click.argument("id", required=False)
@click.option(
    "--on",
    metavar="DRAFT",
    help="As they stand on this draft: raised about it, or carried there with a verdict.",
)
@click.option(
    "--record-text",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Show the passage in this text of the record.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(CONCERNS)),
    default="table",
    show_default=True,
)
@concern_options
@shared_options
def command(
    session: Session,
    id: str | None,
    on: str | None,
    record_text: Path | None,
    form: str,
    chosen: ConcernFilter,
) -> None:
    """List the concerns, or show one in full. Filters can be combined.

    \b
    Examples:
      clausecmp concerns --ref "28(4)" --side industry
      clausecmp concerns --on un-cybercrime@adopted
      clausecmp concerns kr-28-4-compel
      clausecmp concerns add --help
    """
    book = session.load_concerns()
    if id is not None:
        _show_one(session, book, _find_concern(book, id), record_text, form)
        return
    chosen.check(book)
    _check_refs(session, book, chosen)
    concerns = list(filter(chosen.keeps(book), book.concerns))
    if on is not None:
        _show_on(session, book, concerns, on, form)
    else:
        print_output(session, CONCERNS[form](concerns, book))


def _check_refs(session: Session, book: ConcernBook, chosen: ConcernFilter) -> None:
    """Refuse a ref that no draft has about which anything was said."""
    names = dict.fromkeys(name for concern in book.concerns for name, _ in concern.applies_to)
    for value in chosen.ref if names else ():
        if parse_ref(value) != WHOLE:
            session.find_refs([session.load(name) for name in names], value, option="--ref")


def _find_concern(book: ConcernBook, name: str) -> Concern:
    found = next((concern for concern in book.concerns if concern.id == name), None)
    if found is None:
        hint = suggest(name, [concern.id for concern in book.concerns], count=3)
        message = f"no concern has the id '{name}'"
        raise argument_problem("ID", message, rule="unknown-concern", hint=hint)
    return found


def _show_one(
    session: Session, book: ConcernBook, concern: Concern, record_text: Path | None, form: str
) -> None:
    if form == "json":
        print_output(session, CONCERNS[form]([concern], book))
        return
    from ..files.records import find_passage, find_record_file, read_record
    from ..render.concern_rows import concern_rows

    record = book.records[concern.record]
    path = record_text or find_record_file(record, session.mappings_folders)
    passage = None
    if path is not None:
        text = read_record(path)
        _warn_other_record(path, text, record)
        passage = find_passage(text, concern.anchor or "")
        if passage is None:
            raise file_problem(
                str(path),
                f"the anchor '{concern.anchor}' stands nowhere in this file",
                rule="anchor-missing",
            )
    print_rows(session, concern_rows(concern, book, passage, str(path) if path else None))


def _warn_other_record(path: Path, text: str, record: MeetingRecord) -> None:
    """Say so when the text is not the one that was coded."""
    from ..files.records import fingerprint_record

    found = fingerprint_record(text)
    if record.sha256 and found != record.sha256:
        message = f"this is not the text that was coded: SHA-256 {found}, expected {record.sha256}"
        click.echo(str(Problem(Location(str(path)), message, "other-record", WARNING)), err=True)


def _show_on(
    session: Session, book: ConcernBook, concerns: list[Concern], on: str, form: str
) -> None:
    from ..align.alignment import align_drafts
    from ..comparison.carry import Carrier, carry_concerns

    draft = session.load(on)
    direct = [concern for concern in concerns if concern.refs_in(draft.name)]
    names = sorted(
        {
            name
            for concern in concerns
            for name, _ in concern.applies_to
            if name.partition("@")[0] == draft.instrument and name != draft.name
        }
    )
    carried = []
    for name in names:
        source = session.load(name)
        links = session.load_links(source, draft)
        carried.extend(carry_concerns(concerns, Carrier(align_drafts(source, draft, links=links))))
    if form in SUCCESSORS:
        print_output(session, SUCCESSORS[form](carried, direct, book, draft))
    else:
        raise argument_problem(
            "--format",
            f"--format {form} cannot be used with --on, expected {' or '.join(SUCCESSORS)}",
        )
