"""clausecmp concerns add"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ..files.concerns import (
    KINDS,
    Concern,
    ConcernBook,
    build_concerns,
    check_names,
    check_refs,
    load_names,
)
from ..files.folders import choose_file, list_files
from ..files.shape import ID
from ..files.writing import edit_whole
from ..files.yaml_edit import append_entry, shorten_list
from ..files.yaml_read import parse_yaml, read_text
from ..model.problems import Location, Problem, argument_problem, raise_errors, suggest
from ..model.refs import RefError, parse_ref
from .session import Session, shared_options

ANCHOR_WORDS = (4, 8)
"""Least and most words of an anchor (DESIGN, words)."""
_ID = re.compile(r"""id["']?\s*:\s*["']?([a-z0-9][a-z0-9-]*)""")
"""Whatever can be the id of a concern. It may find too much ("id: x" within a summary); then a free
id is not taken, which harms nobody."""

Given = dict[str, Any]


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
def command(session: Session, **given: Any) -> None:
    """Add one concern to a mappings file, its comments and all other lines kept. Asks for what is
    missing in a terminal.

    \b
    Example:
      clausecmp concerns add --record diplo-2024 --stakeholder alexander-seger --kind concern \\
        --theme safeguards --draft un-cybercrime@rev3 --ref 24 --summary "..."
    """
    book = load_names(session.mappings_folders)
    if sys.stdin.isatty():
        _ask(given, book)
    concern = _make_concern(session, given)
    _check(session, book, given["record"], concern)
    path = given["file"] or _find_file(session, given["record"])

    def change(text: str | None) -> str:
        """The text with the entry; its id is chosen here, where nobody else can take it."""
        if text is None:
            text = f"record: {given['record']}\nconcerns: []\n"
        raise_errors(build_concerns(parse_yaml(shorten_list(text, "concerns").text, str(path)))[1])
        concern["id"] = _choose_id(session, concern["id"], path, text, fixed=bool(given["name"]))
        return append_entry(text, "concerns", concern)

    edit_whole(path, change)
    click.echo(f"{concern['id']} added to {path}")


def _ask(given: Given, book: ConcernBook) -> None:
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


def _make_concern(session: Session, given: Given) -> dict[str, Any]:
    """The entry with its keys in the order of the format. Its id may still be taken. Raises
    InputError naming all that is missing."""
    missing = [
        Problem(Location(f"--{key}", 0, 0), f"--{key} is missing, an entry needs it", "usage")
        for key in ("record", "stakeholder", "kind", "theme", "summary")
        if not given[key]
    ]
    if given["refs"] and not given["draft"]:
        missing.append(
            Problem(Location("--draft", 0, 0), "--draft is missing, --ref needs it", "usage")
        )
    if given["anchor"] and not ANCHOR_WORDS[0] <= len(given["anchor"].split()) <= ANCHOR_WORDS[1]:
        missing.append(
            Problem(
                Location("--anchor", 0, 0),
                f"--anchor has {len(given['anchor'].split())} words, expected {ANCHOR_WORDS[0]} to {ANCHOR_WORDS[1]}",
                "anchor-length",
            )
        )
    raise_errors(missing)
    concern = {
        "id": given["name"] or f"{given['stakeholder']}-{given['theme']}",
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
    return concern


def _read_ref(text: str) -> str:
    try:
        return parse_ref(text)
    except RefError as error:
        raise argument_problem("--ref", f"--ref: {error}", rule="unknown-ref") from None


def _choose_id(session: Session, start: str, path: Path, text: str, *, fixed: bool) -> str:
    """`start` if no concern in use has this id; else `start` with a number, or, if it is `fixed`,
    an InputError. `text` is that of the file at `path`."""
    files = {str(path): text}
    for other in list_files(session.mappings_folders, "concerns"):
        if not path.exists() or not other.samefile(path):
            files[str(other)] = read_text(other)
    places: dict[str, tuple[str, int]] = {}
    for file, words in files.items():
        for found in _ID.finditer(words):
            if found[1].startswith(start):
                places.setdefault(found[1], (file, found.start(1)))
    if fixed and start in places:
        file, at = places[start]
        line = files[file].count("\n", 0, at) + 1
        message = f"concern id '{start}' stands twice (first at {file}:{line})"
        raise argument_problem("--id", message, rule="duplicate-id")
    names = itertools.chain([start], (f"{start}-{n}" for n in itertools.count(2)))
    return next(name for name in names if name not in places)


def _find_file(session: Session, record: str) -> Path:
    """The concerns file of a record that may be written: in the folder in use, not the copy inside
    the package."""
    return choose_file(session.mappings_folders, "concerns", (f"{record}.yaml",))


def _check(session: Session, book: ConcernBook, record: str, concern: Mapping[str, Any]) -> None:
    """Refuse an entry that would make the mappings wrong."""
    name = concern["id"]
    if not re.fullmatch(ID.pattern or "", name):
        hint = suggest(name, [name.lower()])
        raise argument_problem("--id", f"'{name}' is no id, expected {ID.expected}", hint=hint)
    applies = tuple((one["draft"], tuple(one["refs"])) for one in concern["applies_to"])
    made = Concern(
        name,
        record,
        concern["stakeholder"],
        concern["kind"],
        concern["theme"],
        concern["summary"],
        applies,
    )
    only = replace(book, concerns=(made,))
    raise_errors(check_names(only))
    raise_errors(check_refs(only, session.load))
