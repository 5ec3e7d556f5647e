"""clausecmp import FILE"""

from __future__ import annotations

from pathlib import Path

import click

from ..files.drafts import check_name, dump_draft
from ..files.folders import user_folder
from ..files.writing import check_result, make_folder, write_result
from ..importers.imported import CHANGES, import_file
from ..model.problems import file_problem
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
    "--as",
    "changes",
    type=click.Choice(CHANGES),
    default="accepted",
    show_default=True,
    help="How tracked changes of a Word file are read.",
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
    "--force", is_flag=True, help="Replace a file that is not ours or was corrected by hand."
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
    changes: str,
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
      clausecmp import draft.docx --as rejected --instrument x --version 1 --out x.yaml
    """
    if instrument and version:
        check_name(instrument, version)
    if out is not None:
        _check_target(file, out, force)
    imported = import_file(
        file,
        instrument=instrument,
        version=version,
        label=label,
        part=part,
        changes=changes,
        language=language,
    )
    restated = find_restated(session, imported.draft.name)
    draft = name_as(imported.draft, restated) if restated else imported.draft
    path = out or user_folder() / "drafts" / draft.instrument / f"{draft.version}.yaml"
    if out is None:
        make_folder(path.parent)
    write_result(path, dump_draft(draft), force=force)
    adoption = (
        adopt(session, restated, path) if restated and is_used(session, draft, path) else None
    )
    print_output(session, IMPORTED[form](imported.summary, draft, str(path), adoption=adoption))


def _check_target(source: Path, target: Path, force: bool) -> None:
    """Refuse, before the work is done, what will not be written: the source never is."""
    if source.exists() and target.exists() and source.samefile(target):
        raise file_problem(
            target,
            "this is the file to be imported, the draft needs another name",
            rule="usage",
        )
    check_result(target, force=force)
