"""clausecmp align LEFT RIGHT"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ..align.alignment import align_with_evidence
from ..align.evidence import Evidence
from ..align.pairs import Alignment
from ..files.links import Link
from ..model.draft import Draft
from ..model.sides import Sides
from ..model.vocabulary import Side
from ..render.writers import ALIGNMENT, EXPLANATIONS
from .console import print_output
from .session import Session, shared_options


@click.command()
@click.argument("left")
@click.argument("right")
@click.option(
    "--no-links", is_flag=True, help="Leave out the links that people decided; by text alone."
)
@click.option(
    "--explain",
    metavar="REF",
    help="Candidates of one clause, the evidence, and what would have to change.",
)
@click.option(
    "--review",
    is_flag=True,
    help="Walk through what is not sure; each answer is written to the links file at once.",
)
@click.option(
    "--export-review",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write the questions to a CSV file, for a spreadsheet.",
)
@click.option(
    "--import-review",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Read the answers from such a file into the links file.",
)
@click.option(
    "--force",
    is_flag=True,
    help="--export-review: replace a file that was filled in or is not ours.",
)
@click.option(
    "--by",
    default="review",
    show_default=True,
    metavar="WHO",
    help="Who decides, for the links that are written.",
)
@click.option(
    "--format", "form", type=click.Choice(tuple(ALIGNMENT)), default="text", show_default=True
)
@shared_options
def command(
    session: Session,
    left: str,
    right: str,
    no_links: bool,
    explain: str | None,
    review: bool,
    export_review: Path | None,
    import_review: Path | None,
    force: bool,
    by: str,
    form: str,
) -> None:
    """Say which clause of RIGHT answers which clause of LEFT, how surely, and why; and let people
    decide the rest.

    \b
    Examples:
      clausecmp align budapest un-cybercrime@rev3
      clausecmp align budapest un-cybercrime@rev3 --no-links --explain "19(4)"
      clausecmp align budapest un-cybercrime@rev3 --review
    """
    one, other = session.load_all(left, right)
    fold = session.load_glossary().fold_for(one.instrument, other.instrument)

    def align(links: Sequence[Link]) -> tuple[Alignment, Evidence]:
        return align_with_evidence(one, other, fold=fold, links=links)

    links = [] if no_links else session.load_links(one, other)
    if review:
        from .review import review_in_terminal

        answered = review_in_terminal(session, one, other, align, by)
        click.echo(f"{answered} answered", err=True)
    elif export_review:
        from ..align.review import list_questions
        from ..files.writing import write_result
        from .review import export_questions

        text = export_questions(list_questions(*align(links)), one, other)
        write_result(export_review, text, force=force)
    elif import_review:
        _import_review(session, import_review, *align(links), one, other, by)
    elif explain is not None:
        _explain(session, align(links)[1], one, other, explain, form)
    else:
        _print(session, *align(links), form)


def _import_review(
    session: Session,
    path: Path,
    alignment: Alignment,
    evidence: Evidence,
    left: Draft,
    right: Draft,
    by: str,
) -> None:
    from ..align.review import list_questions
    from .review import append_links, find_links_file, import_answers

    links = import_answers(path, list_questions(alignment, evidence), left, right, by)
    target = find_links_file(session, left, right)
    if links:
        append_links(target, left, right, links)
    click.echo(f"{len(links)} links written to {target}", err=True)


def _explain(
    session: Session, evidence: Evidence, left: Draft, right: Draft, text: str, form: str
) -> None:
    """Both sides that have the ref are explained; of what has no words of its own, the clauses
    below it."""
    from ..align.explain import explain_ref

    sides = session.find_sides(Sides(left, right), text, option="--explain")
    found = [
        explain_ref(evidence, unit.ref, side)
        for side, ref, draft in (
            (Side.LEFT, sides.left, left),
            (Side.RIGHT, sides.right, right),
        )
        if ref
        for unit in draft.by_ref[ref].walk()
        if unit.has_words
    ]
    print_output(session, EXPLANATIONS[form](found))


def _print(session: Session, alignment: Alignment, evidence: Evidence, form: str) -> None:
    from ..align.explain import give_reasons

    print_output(session, ALIGNMENT[form](give_reasons(alignment, evidence)))
