"""clausecmp diff LEFT RIGHT [MORE...]"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import click

from ..comparison.filters import (
    KINDS,
    SLOTS,
    filter_articles,
    filter_changes,
    filter_concerns,
    filter_signals,
)
from ..comparison.result import Comparison
from ..model.draft import Draft
from ..model.problems import argument_problem
from ..model.vocabulary import GRADES, Relation
from ..render.rows import VIEWS
from ..render.writers import COMPARISON, VERSIONS
from .console import SIDE_BY_SIDE_FROM, print_output, terminal_width
from .exit_codes import ExitCode
from .filters import ConcernFilter, concern_options
from .session import Session, shared_options

COLUMN_FROM = 36
"""Columns that each of several versions needs to stand beside the others."""


@click.command()
@click.argument("left")
@click.argument("right")
@click.argument("more", nargs=-1)
@click.option(
    "--article",
    "articles",
    metavar="REF",
    multiple=True,
    help="Only this article or clause of either side (budapest:28: of that one), in full; can be repeated.",
)
@click.option(
    "--only",
    metavar="KIND",
    multiple=True,
    type=click.Choice(KINDS),
    help="Only pairs of this kind; can be repeated. signals, concerns, added, removed, moved, unsure; "
    "terms: nothing but names of terms differs. By what changed in law: "
    f"{', '.join(SLOTS)} (a signal or changed words lie there); wording: no signal speaks of the "
    "changed words.",
)
@click.option(
    "--grade",
    multiple=True,
    type=click.Choice(GRADES),
    help="Only pairs with signals of this grade; can be repeated.",
)
@click.option("--all", "everything", is_flag=True, help="Show unchanged clauses too.")
@click.option("--exact", is_flag=True, help="Show differences of punctuation and spelling too.")
@click.option(
    "--view",
    type=click.Choice(VIEWS),
    help=f"Default: side-by-side from {SIDE_BY_SIDE_FROM} columns, inline below.",
)
@click.option("--no-concerns", is_flag=True, help="Leave the concerns out.")
@click.option(
    "--no-links", is_flag=True, help="Leave out the links that people decided; by text alone."
)
@click.option(
    "--no-pager", is_flag=True, help="Write to the terminal even what is longer than the screen."
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 if the drafts differ.")
@click.option(
    "--format", "form", type=click.Choice(tuple(COMPARISON)), default="text", show_default=True
)
@concern_options
@shared_options
def command(
    session: Session,
    left: str,
    right: str,
    more: tuple[str, ...],
    chosen: ConcernFilter,
    no_concerns: bool,
    no_links: bool,
    exit_code: bool,
    form: str,
    **options: Any,
) -> None:
    """Compare two drafts clause by clause: what changed, word by word and in law, and who is
    concerned. With three drafts or more, each clause through all of them.

    The options that choose concerns leave the pairs that have such concerns, unless --only or
    --grade say which pairs.

    \b
    Examples:
      clausecmp diff budapest un-cybercrime@rev3
      clausecmp diff budapest un-cybercrime@rev3 --article un-cybercrime:28
      clausecmp diff budapest un-cybercrime@rev3 --only signals --grade high
      clausecmp diff budapest un-cybercrime@rev3 --only conditions --only exceptions
      clausecmp diff budapest un-cybercrime@rev3 --side industry --theme security-research
      clausecmp diff budapest un-cybercrime@rev3 un-cybercrime@adopted --article 46
      clausecmp diff un-cybercrime@rev3 un-cybercrime@adopted --view brackets
    """
    asked = DiffOptions(no_concerns=no_concerns, form=form, **options)
    if no_concerns and (any(chosen) or "concerns" in asked.only):
        raise click.UsageError(
            "--no-concerns leaves out what the options that choose concerns would choose"
        )

    def compare(one: str, other: str) -> Comparison:
        comparison = session.compare(one, other, concerns=not no_concerns, links=not no_links)
        if any(chosen):
            chosen.check(comparison.book)
        return comparison

    if more:
        drafts = session.load_all(left, right, *more)
        differ = _show_versions(
            session,
            drafts,
            lambda one, other: compare(one.path or one.name, other.path or other.name),
            asked,
            chosen,
        )
    else:
        comparison = compare(left, right)
        _show_comparison(session, filter_comparison(session, comparison, asked, chosen), asked)
        differ = any(pair.relation != Relation.SAME for pair in comparison.alignment.pairs)
    if exit_code and differ:
        raise click.exceptions.Exit(ExitCode.FOUND)


class DiffOptions(NamedTuple):
    """What of a comparison is asked for, and how it is to be shown."""

    no_concerns: bool
    form: str
    articles: tuple[str, ...]
    only: tuple[str, ...]
    grade: tuple[str, ...]
    everything: bool
    exact: bool
    view: str | None
    no_pager: bool

    @property
    def in_full(self) -> bool:
        """Whether unchanged clauses are to be shown: what was named is shown whatever it is."""
        return self.everything or bool(self.articles or self.only or self.grade)


def choose_kinds(asked: DiffOptions, chosen: ConcernFilter) -> tuple[str, ...]:
    """The kinds of pairs asked for: --grade asks for signals, of the slots that are named where any
    are; the options of concerns for concerns where nothing else does."""
    named = any(kind == "signals" or kind in SLOTS for kind in asked.only)
    kinds = asked.only + (("signals",) if asked.grade and not named else ())
    return kinds or (("concerns",) if any(chosen) else ())


def filter_comparison(
    session: Session, comparison: Comparison, asked: DiffOptions, chosen: ConcernFilter
) -> Comparison:
    """The comparison with no more than was asked for."""
    if asked.articles:
        comparison = filter_articles(
            comparison, [session.find_sides(comparison.drafts, ref) for ref in asked.articles]
        )
    if any(chosen):
        comparison = filter_concerns(comparison, chosen.keeps(comparison.book))
    if asked.grade:
        comparison = filter_signals(comparison, asked.grade)
    kinds = choose_kinds(asked, chosen)
    return filter_changes(comparison, kinds, graded=bool(asked.grade)) if kinds else comparison


def _show_comparison(session: Session, comparison: Comparison, asked: DiffOptions) -> None:
    options: dict[str, Any] = {}
    if asked.form == "text":
        default = "side-by-side" if terminal_width() >= SIDE_BY_SIDE_FROM else "inline"
        options = {
            "view": asked.view or default,
            "concerns": not asked.no_concerns,
            "exact": asked.exact,
            "everything": asked.in_full,
        }
    output = COMPARISON[asked.form](comparison, **options)
    print_output(session, output, pager=not asked.no_pager)


def _show_versions(
    session: Session,
    drafts: Sequence[Draft],
    compare: Callable[[Draft, Draft], Comparison],
    asked: DiffOptions,
    chosen: ConcernFilter,
) -> bool:
    """Several versions; whether they differ."""
    from ..comparison.versions import compare_versions, filter_versions

    if asked.view in ("summary", "brackets"):
        message = f"--view {asked.view} shows two drafts, not {len(drafts)}"
        raise argument_problem("--view", message)
    versions = compare_versions(drafts, compare)
    refs = [session.find_refs(drafts, ref) for ref in asked.articles]
    keep = chosen.keeps(versions.comparisons[0].book) if any(chosen) else None
    shown = filter_versions(
        versions, refs=refs, only=choose_kinds(asked, chosen), grades=asked.grade, keep=keep
    )
    options: dict[str, Any] = {}
    if asked.form == "text":
        room = terminal_width() >= COLUMN_FROM * len(drafts)
        options = {
            "beside": asked.view == "side-by-side" or asked.view is None and room,
            "concerns": not asked.no_concerns,
            "everything": asked.in_full,
        }
    print_output(session, VERSIONS[asked.form](shown, **options), pager=not asked.no_pager)
    return any(
        pair.relation != Relation.SAME
        for comparison in versions.comparisons
        for pair in comparison.alignment.pairs
    )
