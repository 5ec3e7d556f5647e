"""clausecmp concerns add"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from ..files.concerns import KINDS, Concern, ConcernBook, build_concerns, check_names, check_refs
from ..files.folders import choose_file
from ..model.problems import Location, Problem, file_problem, raise_errors, suggest
from ..model.refs import RefError, parse_ref
from .session import Session, shared_options

ANCHOR_WORDS = (4, 8)
"""Least and most words of an anchor (DESIGN, words)."""


@click.command("concerns add")
@click.option("--record", metavar="RECORD", help="An id of records.yaml.")
@click.option(
    "--id", "name", metavar="ID", help="A new id; made from stakeholder and theme if left out."
)
@click.option("--stakeholder", metavar="WHO", help="An id of stakeholders.yaml.")
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--theme", metavar="THEME", help="An id of themes.yaml.")
@click.option("--draft", metavar="DRAFT", help="The draft it is about.")
@click.option(
    "--ref",
    "refs",
    metavar="REF",
    multiple=True,
    help="The clause it is about; can be repeated; none: about no provision.",
)
@click.option("--summary", metavar="TEXT", help="The point in your own words.")
@click.option(
    "--anchor", metavar="WORDS", help="4 to 8 words of the record by which the passage is found."
)
@click.option(
    "--cited", metavar="WORDS", multiple=True, help="The provision as the speaker named it."
)
@click.option("--turn", metavar="N", help="The speaker's n-th turn (transcript).")
@click.option("--section", metavar="NAME", help="Section of the record (report).")
@click.option("--paragraph", metavar="N", help="Paragraph of the section.")
@click.option(
    "--confidence", type=click.Choice(("high", "medium", "low")), default="high", show_default=True
)
@click.option("--note", metavar="TEXT")
@click.option(
    "--file",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The concerns file to add to (default: that of the record).",
)
@shared_options
def command(session: Session, **given) -> None:
    """Add one concern to a mappings file, its comments and all other lines kept. Asks for what is
    missing in a terminal.

    \b
    Example:
      clausecmp concerns add --record diplo-2024 --stakeholder alexander-seger --kind concern \\
        --theme safeguards --draft un-cybercrime@rev3 --ref 24 --summary "..."
    """
    book = session.load_concerns()
    if sys.stdin.isatty():
        _ask(given, book)
    entry = _make_entry(session, book, given)
    path = given["file"] or _find_file(session, entry["record"])
    _check(session, book, entry, path)
    _append(path, entry)
    click.echo(f"{entry['concern']['id']} added to {path}")


def _ask(given: dict, book: ConcernBook) -> None:
    """Ask for what an entry cannot do without."""
    for key, known in (
        ("record", book.records),
        ("stakeholder", book.stakeholders),
        ("kind", KINDS),
        ("theme", book.themes),
    ):
        while not given[key] or given[key] not in known:
            given[key] = click.prompt(f"{key} ({', '.join(list(known)[:8])}, ...)", err=True)
    given["summary"] = given["summary"] or click.prompt("summary, in your own words", err=True)
    if given["draft"] is None:
        given["draft"] = (
            click.prompt(
                "draft it is about (empty: none)", default="", show_default=False, err=True
            )
            or None
        )
    if given["draft"] and not given["refs"]:
        given["refs"] = tuple(
            filter(None, re.split(r"[;\s]+", click.prompt("refs (apart by blanks)", err=True)))
        )
    if given["anchor"] is None:
        given["anchor"] = (
            click.prompt(
                "anchor, 4 to 8 words of the record (empty: none)",
                default="",
                show_default=False,
                err=True,
            )
            or None
        )


def _make_entry(session: Session, book: ConcernBook, given: dict) -> dict:
    """The entry with its keys in the order of the format. Raises InputError naming all that is
    missing."""
    missing = [
        Problem(Location(f"--{key}"), "is missing, an entry needs it", "usage")
        for key in ("record", "stakeholder", "kind", "theme", "summary")
        if not given[key]
    ]
    if given["refs"] and not given["draft"]:
        missing.append(Problem(Location("--draft"), "is missing, --ref needs it", "usage"))
    if given["anchor"] and not ANCHOR_WORDS[0] <= len(given["anchor"].split()) <= ANCHOR_WORDS[1]:
        missing.append(
            Problem(
                Location("--anchor"),
                f"has {len(given['anchor'].split())} words, expected {ANCHOR_WORDS[0]} to {ANCHOR_WORDS[1]}",
                "anchor-length",
            )
        )
    raise_errors(missing)
    concern = {
        "id": given["name"] or _make_id(given, book),
        "stakeholder": given["stakeholder"],
        "kind": given["kind"],
        "theme": given["theme"],
    }
    locator = {key: given[key] for key in ("turn", "section", "paragraph") if given[key]}
    applies = (
        [
            {
                "draft": session.load(given["draft"]).name,
                "refs": [_read_ref(ref) for ref in given["refs"]] or ["whole"],
            }
        ]
        if given["draft"]
        else []
    )
    rest = {
        "locator": locator,
        "anchor": given["anchor"],
        "summary": given["summary"],
        "cited": list(given["cited"]),
        "applies_to": applies,
        "confidence": given["confidence"],
        "note": given["note"],
    }
    concern |= {key: value for key, value in rest.items() if value or key == "applies_to"}
    return {"record": given["record"], "concern": concern}


def _read_ref(text: str) -> str:
    try:
        return parse_ref(text)
    except RefError as error:
        raise file_problem("--ref", str(error), rule="unknown-ref") from None


def _make_id(given: dict, book: ConcernBook) -> str:
    start = f"{given['stakeholder']}-{given['theme']}"
    known = {concern.id for concern in book.concerns}
    return next(
        name for name in (start, *(f"{start}-{n}" for n in range(2, 10_000))) if name not in known
    )


def _find_file(session: Session, record: str) -> Path:
    """The concerns file of a record that may be written: in the folder in use, not the copy inside
    the package."""
    return choose_file(session.mappings_folders, "concerns", (f"{record}.yaml",))


def _check(session: Session, book: ConcernBook, entry: dict, path: Path) -> None:
    """Refuse an entry that would make the mappings wrong."""
    concern = entry["concern"]
    place = Location(str(path))
    applies = tuple((one["draft"], tuple(one["refs"])) for one in concern["applies_to"])
    made = Concern(
        concern["id"],
        entry["record"],
        concern["stakeholder"],
        concern["kind"],
        concern["theme"],
        concern["summary"],
        applies,
        location=place,
    )
    raise_errors(
        check_names(
            ConcernBook((*book.concerns, made), book.stakeholders, book.themes, book.records)
        )
    )
    raise_errors(
        check_refs(ConcernBook((made,), book.stakeholders, book.themes, book.records), session.load)
    )
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", concern["id"]):
        raise file_problem(
            "--id",
            f"'{concern['id']}' is no id, expected lower-case letters, digits and hyphens",
            hint=suggest(concern["id"], [concern["id"].lower()]),
        )


def _append(path: Path, entry: dict) -> None:
    from ..files.writing import make_folder, write_whole
    from ..files.yaml_edit import append_entry, edit_file
    from ..files.yaml_read import parse_yaml

    if not path.exists():
        make_folder(path.parent)
        write_whole(path, f"record: {entry['record']}\nconcerns: []\n")

    def edit(text: str) -> str:
        raise_errors(build_concerns(parse_yaml(text, str(path)))[1])
        return append_entry(text, ("concerns",), entry["concern"])

    edit_file(path, edit)
