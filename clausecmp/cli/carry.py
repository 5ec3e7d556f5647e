"""clausecmp carry --from DRAFT --to DRAFT [FILE...]"""

from __future__ import annotations

from pathlib import Path

import click

from ..align.alignment import align_drafts
from ..comparison.carry import Carrier
from ..comparison.carry_files import CarriedFile, carry_file
from ..files.folders import list_files
from ..model.problems import file_problem
from ..render.writers import CARRIED
from .console import print_output
from .session import Session, shared_options


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--from", "source", required=True, metavar="DRAFT", help="The draft that the entries are about."
)
@click.option(
    "--to", "target", required=True, metavar="DRAFT", help="The new version of the same instrument."
)
@click.option(
    "--write", is_flag=True, help="Write the entries that are sure; orphans are only listed."
)
@click.option(
    "--format", "form", type=click.Choice(tuple(CARRIED)), default="text", show_default=True
)
@shared_options
def command(
    session: Session, files: tuple[Path, ...], source: str, target: str, write: bool, form: str
) -> None:
    """Move concerns, links and terms to a new version of an instrument: the same clause, else a
    sure pair, else an orphan with candidates. Without FILEs all mappings in use.

    \b
    Example:
      clausecmp carry --from un-cybercrime@rev3 --to un-cybercrime@adopted
    """
    left, right = session.load_all(source, target)
    if left.instrument != right.instrument:
        raise file_problem(
            right.name,
            f"is no version of {left.instrument}; entries are carried between versions of one instrument",
            rule="usage",
        )
    if left.name == right.name:
        raise file_problem(right.name, "--from and --to are the same draft", rule="usage")
    carrier = Carrier(align_drafts(left, right, links=session.load_links(left, right)))
    carried = [
        result for path in files or _find_files(session) if (result := carry_file(path, carrier))
    ]
    if write:
        carried = [_write(result, carrier) for result in carried]
    options = {"written": write} if form == "text" else {}
    print_output(session, CARRIED[form](carried, left, right, **options))


def _find_files(session: Session) -> list[Path]:
    folders = session.mappings_folders
    return [
        path for part in ("concerns", "links", "terms.yaml") for path in list_files(folders, part)
    ]


def _write(result: CarriedFile, carrier: Carrier) -> CarriedFile:
    """Write what is new into the file it came from, or beside it, carried once more from what
    stands there when nobody else can write; nothing where nothing is new."""
    from ..files.writing import edit_whole

    if result.text is None:
        return result

    def change(text: str | None) -> str:
        nonlocal result
        result = carry_file(result.path, carrier) or result
        return result.text if result.text is not None else text or ""

    edit_whole(result.target, change)
    return result
