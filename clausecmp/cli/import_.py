"""clausecmp import FILE"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ..check.written import check_written
from ..files.drafts import check_name, dump_draft
from ..files.folders import user_folder
from ..files.writing import check_result, make_folder, write_result
from ..importers.imported import CHANGES, Imported, import_parts
from ..model.draft import Draft
from ..model.problems import file_problem
from ..model.vocabulary import STATUSES
from ..render.writers import IMPORTED
from .console import print_output
from .official import adopt, find_restated, is_used, name_as
from .session import Session, shared_options


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--instrument", metavar="NAME", help="The instrument, for example un-cybercrime.")
@click.option("--version", metavar="VERSION", help="The version, usually its date.")
@click.option("--label", metavar="LABEL", help="A short name for the version.")
@click.option(
    "--part",
    metavar="WORDS",
    help="Which instrument of a file that holds several; words of its title.",
)
@click.option(
    "--parts",
    type=click.Choice(("one", "all")),
    default="one",
    show_default=True,
    help="Write one instrument, or a draft of each that the file holds.",
)
@click.option(
    "--as",
    "changes",
    type=click.Choice(CHANGES),
    default="accepted",
    show_default=True,
    help="How tracked changes of a Word file are read; marked: both, in square brackets with the author.",
)
@click.option(
    "--status",
    metavar="COLOUR=STATUS,...",
    help="What the colours of a Word file mean, for example green=agreed,yellow=pending.",
)
@click.option(
    "--comments",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Write the comments and proposals of a Word file here, as concerns to be reviewed.",
)
@click.option(
    "--language", metavar="CODE", help="Language of the text, if it is not found out right."
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write here (default: your own folder of drafts).",
)
@click.option(
    "--force",
    is_flag=True,
    help="Replace a file that is not ours or was corrected by hand; write a draft that holds "
    "less than 70 % of the text.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(IMPORTED)),
    default="text",
    show_default=True,
    help="Of the summary.",
)
@shared_options
def command(
    session: Session,
    file: Path,
    instrument: str | None,
    version: str | None,
    label: str | None,
    part: str | None,
    parts: str,
    changes: str,
    status: str | None,
    comments: Path | None,
    language: str | None,
    out: Path | None,
    force: bool,
    form: str,
) -> None:
    """Read an official text (PDF, Word, HTML, Akoma Ntoso, text, markdown) into a YAML draft that
    you can correct. A draft that was corrected stays: importing it again needs --force.

    The official text of a draft that is only restated here is held against it, and what was written
    about the restated one is read again: what no longer holds is listed clause by clause.

    \b
    Examples:
      clausecmp import treaty.pdf --instrument un-cybercrime --version 2024-12-24
      clausecmp import final-act.pdf --parts all --instrument x --version 1988-12-20
      clausecmp import draft.docx --as rejected --instrument x --version 1 --out x.yaml
    """
    if instrument and version:
        check_name(instrument, version)
    if out is not None:
        _check_target(file, out, force)
    if part and parts == "all":
        raise click.UsageError("--part chooses one, --parts all takes all: expected one of them")
    imported = import_parts(
        file,
        instrument=instrument,
        version=version,
        label=label,
        parts=None if parts == "all" else (part,),
        changes=changes,
        legend=_read_legend(status),
        language=language,
        force=force,
    )
    for at, one in enumerate(imported):
        restated = find_restated(session, one.draft.name)
        draft = name_as(one.draft, restated) if restated else one.draft
        path = _name_target(out, draft, imported[0].draft if at else None)
        if out is None:
            make_folder(path.parent)
        text = dump_draft(draft)
        check_written(text, str(path), draft)
        write_result(path, text, force=force)
        if comments is not None and not at:
            _write_comments(comments, one, force)
        adoption = (
            adopt(session, restated, path) if restated and is_used(session, draft, path) else None
        )
        print_output(session, IMPORTED[form](one.summary, draft, str(path), adoption=adoption))


def _name_target(out: Path | None, draft: Draft, first: Draft | None) -> Path:
    """Where a draft is written: `--out` for the first, beside it with the part's name for those
    that follow it."""
    if out is None:
        return user_folder() / "drafts" / draft.instrument / f"{draft.version}.yaml"
    if first is None:
        return out
    name = draft.instrument.removeprefix(first.instrument).strip("-")
    return out.with_name(f"{out.stem}-{name}{out.suffix}")


def _write_comments(folder: Path, imported: Imported, force: bool) -> None:
    """Write the remarks of a Word file as a folder of mappings."""
    from ..importers.remarks import write_remarks

    if not imported.summary.remarks:
        raise file_problem(folder, "the file holds no comments and no table of proposals")
    today = date.today().isoformat()
    make_folder(folder / "concerns")
    for name, text in write_remarks(imported.draft, imported.summary.remarks, today).items():
        write_result(folder / name, text, force=force)


def _read_legend(status: str | None) -> dict[str, str]:
    from ..importers.docx_marks import read_legend

    try:
        return read_legend(status, STATUSES)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--status") from None


def _check_target(source: Path, target: Path, force: bool) -> None:
    """Refuse, before the work is done, what will not be written: the source never is."""
    if source.exists() and target.exists() and source.samefile(target):
        raise file_problem(
            target,
            "this is the file to be imported, the draft needs another name",
            rule="usage",
        )
    check_result(target, force=force)
