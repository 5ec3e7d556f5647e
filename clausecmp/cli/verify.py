"""clausecmp verify DRAFT"""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from ..comparison.verify import STRANGE, Verification, share_headings, verify_draft
from ..files.drafts import build_draft, list_drafts, load_draft
from ..model.detection import languages_of
from ..model.draft import Draft
from ..model.problems import file_problem, raise_errors
from ..model.wordforms import name_language
from ..render.writers import VERIFICATION
from .console import print_output
from .exit_codes import ExitCode
from .session import Session, shared_options


@click.command()
@click.argument("draft")
@click.option(
    "--official",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The official text: a draft in YAML, or anything that import reads.",
)
@click.option("--part", metavar="WORDS", help="Which instrument of a file that holds several.")
@click.option("--all", "all_clauses", is_flag=True, help="Show the clauses that agree too.")
@click.option(
    "--write",
    is_flag=True,
    help="Stamp `verified:` in the draft's file with date, outcome and fingerprint.",
)
@click.option(
    "--format", "form", type=click.Choice(tuple(VERIFICATION)), default="text", show_default=True
)
@shared_options
def command(
    session: Session,
    draft: str,
    official: Path | None,
    part: str | None,
    all_clauses: bool,
    write: bool,
    form: str,
) -> None:
    """Hold a restated draft against its official text, clause by clause: modals, numbers, terms,
    references, conditions.

    Exit code 1 when something differs that no note explains.

    \b
    Example:
      clausecmp verify budapest --official convention.pdf
    """
    path = _find_restated(session, draft)
    restated = load_draft(path)
    text = _find_official(session, restated, official, part)
    if len(set(languages_of((restated, text)))) > 1:
        raise file_problem(
            text.path or text.name,
            f"this text is in {name_language(text.language)}, {restated.name} in {name_language(restated.language)}: they cannot be held against each other",
            rule="other-language",
        )
    if share_headings(restated, text) < STRANGE:
        raise file_problem(
            text.path or text.name,
            f"this is the text of another instrument ('{text.title}'), its headings are not those of {restated.name}",
            rule="other-instrument",
        )
    verification = verify_draft(restated, text)
    options = {"all_clauses": all_clauses} if form == "text" else {}
    print_output(session, VERIFICATION[form](verification, **options))
    if write:
        _stamp(path, verification)
    if not verification.agrees:
        raise click.exceptions.Exit(ExitCode.FOUND)


def _find_restated(session: Session, name: str) -> Path:
    """The restated draft of that name, also where an official one would be preferred."""
    session.wording = session.wording or "restated"
    return session.find_path(name)


def _find_official(session: Session, restated: Draft, file: Path | None, part: str | None) -> Draft:
    """The official text that was named, or the one in the user's folders."""
    if file is None:
        found = next(
            (
                entry
                for entry in list_drafts(session.drafts_folders, wording="official")
                if entry.name == restated.name and entry.wording == "official"
            ),
            None,
        )
        if found is None:
            raise file_problem(
                restated.name,
                "no official text of this draft is at hand",
                rule="unknown-draft",
                hint=f"give --official FILE, or get it with: clausecmp fetch {restated.name}",
            )
        return load_draft(found.path)
    if file.suffix in (".yaml", ".yml"):
        return load_draft(file)
    from ..importers.imported import import_file

    return import_file(
        file, instrument=restated.instrument, version=restated.version, part=part
    ).draft


def _stamp(path: Path, verification: Verification) -> None:
    """Write the outcome into the draft's file, every other line kept."""
    from ..files.writing import edit_whole
    from ..files.yaml_edit import set_key
    from ..files.yaml_read import parse_yaml
    from ..render.verify_rows import summarise

    source = verification.official.symbol or verification.official.title
    stamp = f"{datetime.date.today().isoformat()} against the official text ({source}): {summarise(verification)}."

    def change(text: str | None) -> str:
        document = parse_yaml(text or "", str(path))
        draft, problems = build_draft(document)
        raise_errors(problems)
        assert draft is not None and document.root is not None
        if verify_draft(draft, verification.official).fingerprint != verification.fingerprint:
            message = "was changed while it was being verified; nothing was written"
            raise file_problem(path, message, hint="run the command again")
        return set_key(document.text, document.root, "verified", stamp)

    edit_whole(path, change)
    click.echo(f"verified: stamped in {path}", err=True)
