"""clausecmp diff LEFT RIGHT [MORE...]"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import click

from ..comparison.filters import (
    ONLY,
    filter_articles,
    filter_changes,
    filter_concerns,
    filter_signals,
)
from ..comparison.result import Comparison
from ..model.draft import Draft
from ..model.problems import file_problem
from ..model.vocabulary import GRADES
from ..render.rows import VIEWS, compare_rows
from . import FOUND
from .console import SIDE_BY_SIDE_FROM, print_json, print_rows, terminal_width
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
    multiple=True,
    type=click.Choice(tuple(ONLY)),
    help="Only pairs of this kind; can be repeated. terms: nothing but names of terms differs.",
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
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True
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
    **options,
) -> None:
    """Compare two drafts clause by clause: what changed, word by word and in legal force, and who
    is concerned. With three drafts or more, each clause through all of them.

    The options that choose concerns leave the pairs that have such concerns, unless --only or
    --grade say which pairs.

    \b
    Examples:
      clausecmp diff budapest un-cybercrime@rev3
      clausecmp diff budapest un-cybercrime@rev3 --article un-cybercrime:28
      clausecmp diff budapest un-cybercrime@rev3 --only signals --grade high
      clausecmp diff budapest un-cybercrime@rev3 --side industry --theme security-research
      clausecmp diff budapest un-cybercrime@rev3 un-cybercrime@adopted --article 46
      clausecmp diff un-cybercrime@rev3 un-cybercrime@adopted --view brackets
    """
    look = Look(no_concerns, form, **options)
    if no_concerns and (any(chosen) or "concerns" in look.only):
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
            look,
            chosen,
        )
    else:
        comparison = compare(left, right)
        _show_comparison(session, narrow(session, comparison, look, chosen), look)
        differ = any(pair.relation != "same" for pair in comparison.alignment.pairs)
    if exit_code and differ:
        raise click.exceptions.Exit(FOUND)


class Look(NamedTuple):
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


def choose_kinds(look: Look, chosen: ConcernFilter) -> tuple[str, ...]:
    """The kinds of pairs asked for: --grade asks for signals, the options of concerns for concerns
    where nothing else does."""
    kinds = look.only + (("signals",) if look.grade and "signals" not in look.only else ())
    return kinds or (("concerns",) if any(chosen) else ())


def narrow(
    session: Session, comparison: Comparison, look: Look, chosen: ConcernFilter
) -> Comparison:
    """The comparison with no more than was asked for."""
    if look.articles:
        comparison = filter_articles(
            comparison, [session.find_sides(comparison.drafts, ref) for ref in look.articles]
        )
    if any(chosen):
        comparison = filter_concerns(comparison, chosen.keeps(comparison.book))
    if look.grade:
        comparison = filter_signals(comparison, look.grade)
    kinds = choose_kinds(look, chosen)
    return filter_changes(comparison, kinds) if kinds else comparison


def _show_comparison(session: Session, comparison: Comparison, look: Look) -> None:
    if look.form == "json":
        from ..render.json import comparison_data

        print_json(comparison_data(comparison))
        return
    view = look.view or ("side-by-side" if terminal_width() >= SIDE_BY_SIDE_FROM else "inline")
    rows = compare_rows(
        comparison, view, concerns=not look.no_concerns, exact=look.exact, everything=look.in_full
    )
    print_rows(session, rows, pager=not look.no_pager)


def _show_versions(
    session: Session,
    drafts: Sequence[Draft],
    compare: Callable[[Draft, Draft], Comparison],
    look: Look,
    chosen: ConcernFilter,
) -> bool:
    """Several versions; whether they differ."""
    from ..comparison.versions import compare_versions, filter_versions

    if look.view in ("summary", "brackets"):
        raise file_problem(
            "--view", f"'{look.view}' shows two drafts, not {len(drafts)}", rule="usage"
        )
    versions = compare_versions(drafts, compare)
    refs = [session.find_refs(drafts, ref) for ref in look.articles]
    keep = chosen.keeps(versions.comparisons[0].book) if any(chosen) else None
    shown = filter_versions(
        versions, refs=refs, only=choose_kinds(look, chosen), grades=look.grade, keep=keep
    )
    if look.form == "json":
        from ..render.version_rows import versions_data

        print_json(versions_data(shown))
    else:
        from ..render.version_rows import version_rows

        beside = look.view != "inline" and terminal_width() >= COLUMN_FROM * len(drafts)
        print_rows(
            session,
            version_rows(
                shown,
                beside or look.view == "side-by-side",
                concerns=not look.no_concerns,
                everything=look.in_full,
            ),
            pager=not look.no_pager,
        )
    return any(
        pair.relation != "same"
        for comparison in versions.comparisons
        for pair in comparison.alignment.pairs
    )
