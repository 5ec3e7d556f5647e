"""clausecmp show DRAFT [REF]"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from ..comparison.clause_concerns import list_clause_concerns
from ..comparison.compare import compare_drafts
from ..comparison.filters import filter_articles
from ..comparison.placed_concerns import PlacedConcern
from ..comparison.result import Comparison
from ..files.drafts import list_drafts
from ..model.draft import Draft
from ..model.sides import Sides
from ..render.writers import CLAUSE, DRAFT
from .console import SIDE_BY_SIDE_FROM, print_output, terminal_width
from .session import Session, shared_options


@click.command()
@click.argument("draft")
@click.argument("ref", required=False)
@click.option("--no-concerns", is_flag=True, help="Leave the concerns out.")
@click.option(
    "--format", "form", type=click.Choice(tuple(CLAUSE)), default="text", show_default=True
)
@shared_options
def command(session: Session, draft: str, ref: str | None, no_concerns: bool, form: str) -> None:
    """Show a clause in its context, its counterparts in the other drafts, and its concerns; without
    REF the whole draft.

    \b
    Examples:
      clausecmp show un-cybercrime@rev3 "28(4)"
      clausecmp show budapest
    """
    loaded = session.load(draft)
    if ref is None:
        print_output(session, DRAFT[form](loaded))
        return
    found = session.find_ref(loaded, ref)
    comparisons = [
        _compare(session, loaded, other, no_concerns) for other in _other_drafts(session, loaded)
    ]
    views = [
        filter_articles(comparison, [_sides(comparison, loaded, found)])
        for comparison in comparisons
    ]
    book = None if no_concerns else session.load_concerns()
    placed_concerns: Sequence[PlacedConcern] = (
        list_clause_concerns(loaded, found, comparisons, book) if book else []
    )
    options: dict[str, Any] = {"delegations": session.load_delegations()}
    if form == "text":
        wide = terminal_width() >= SIDE_BY_SIDE_FROM
        options["view"] = "side-by-side" if wide else "inline"
    print_output(session, CLAUSE[form](loaded, found, views, placed_concerns, book, **options))


def _other_drafts(session: Session, draft: Draft) -> list[Draft]:
    """Every draft that may have an answer, the same instrument first: other versions, drafts of the
    same folder, and instruments with which it shares terms."""
    glossary = session.load_glossary()
    root = session.find_path(draft.path or draft.name).parent.parent
    entries = [
        entry
        for entry in list_drafts(session.drafts_folders, wording=session.wording)
        if entry.name != draft.name
        and (
            entry.instrument == draft.instrument
            or entry.path.parent.parent == root
            or glossary.fold_for(entry.instrument, draft.instrument)
        )
    ]
    drafts = [session.load(str(entry.path)) for entry in entries]
    return sorted(drafts, key=lambda other: (other.instrument != draft.instrument, other.name))


def _compare(session: Session, draft: Draft, other: Draft, no_concerns: bool) -> Comparison:
    """The two drafts, the earlier one on the left."""
    left, right = sorted((draft, other), key=lambda one: (one.version, one.instrument))
    book = None if no_concerns else session.load_concerns()
    return compare_drafts(
        left,
        right,
        delegations=session.load_delegations(),
        glossary=session.load_glossary(),
        links=session.load_links(left, right),
        book=book,
    )


def _sides(comparison: Comparison, draft: Draft, ref: str) -> Sides[str | None]:
    return Sides(ref, None) if comparison.drafts.left.name == draft.name else Sides(None, ref)
