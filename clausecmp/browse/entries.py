"""A comparison as a list to read: entries in the order of either draft, what a filter keeps of
them, how a clause is cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..comparison.placed_concerns import PlacedConcern
from ..comparison.result import Block, Change, Comparison
from ..files.concerns import ConcernBook
from ..model.draft import Clause, Draft
from ..model.vocabulary import GRADES
from ..render.segments import Segment, name_clause
from ..render.summary_rows import block_heading

RELATIONS = ("changed", "split", "merged", "added", "removed", "moved", "terms", "same")
"""Relations, and moved beside them, in the order in which they ask for attention."""


class Entry(NamedTuple):
    """A line of the list: an article of one draft with the changes that touch it. `clause` None:
    the overview, which alone has `orphans`. `block`: the unit of the reports that it shows, if it
    is one; `hidden`: how many changes the filter took away."""

    clause: Clause | None
    side: str
    title: str
    heading: tuple[Segment, ...]
    changes: tuple[Change, ...]
    placed_concerns: tuple[PlacedConcern, ...]
    orphans: tuple[PlacedConcern, ...] = ()
    block: Block | None = None
    hidden: int = 0

    @property
    def all_placed_concerns(self) -> list[PlacedConcern]:
        """Every placed of the entry, each concern once."""
        found = (
            *self.placed_concerns,
            *(placed for change in self.changes for placed in change.placed_concerns),
        )
        return list({placed.concern.id: placed for placed in reversed(found)}.values())[::-1]


class Wanted(NamedTuple):
    """What the filter keeps; each group that is not empty must be met by one of its values."""

    relations: frozenset[str] = frozenset()
    unsure: bool = False
    sides: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()

    def describe(self) -> str:
        """`changed, moved, unsure, academia`; '' when everything is kept."""
        named = [
            *sorted(self.relations),
            *["unsure"] * self.unsure,
            *sorted(self.sides),
            *(f"{grade} signals" for grade in sorted(self.grades)),
        ]
        return ", ".join(named)


def grade_signals(changes: Iterable[Change]) -> str:
    """The highest grade of the signals in `changes`, '' where there is none."""
    grades = {signal.grade for change in changes for signal in change.signals}
    return next((grade for grade in GRADES if grade in grades), "")


def list_entries(comparison: Comparison, side: str) -> list[Entry]:
    """The overview, then the articles in the order of the right draft (with those that were
    removed) or of the left one (with those that were added). Every change stands in exactly one
    entry."""
    overview = Entry(
        None, side, "Overview", (Segment("Overview"),), (), comparison.general, comparison.orphans
    )
    return [overview, *(_list_right(comparison) if side == "right" else _list_left(comparison))]


def _list_right(comparison: Comparison) -> list[Entry]:
    return [_block_entry(block, comparison, "right") for block in comparison.blocks]


def _block_entry(block: Block, comparison: Comparison, order: str) -> Entry:
    clause, side = (block.right, "right") if block.right else (block.left[0], "left")
    return Entry(
        clause,
        side,
        _name_article(clause, side, order),
        block_heading(block, comparison.drafts),
        block.changes,
        block.placed_concerns,
        block=block,
    )


def _name_article(clause: Clause, side: str, order: str) -> str:
    """With an arrow where the article is one of the other draft, whose number would be taken for
    one of this."""
    return ("" if side == order else "← " if side == "left" else "→ ") + name_clause(
        clause, short=True
    )


def _list_left(comparison: Comparison) -> list[Entry]:
    """An added clause stands after the one before it, where its article draws on one of the left;
    else at the end."""
    left = comparison.drafts.left
    position = {ref: n for n, ref in enumerate(left.by_ref)}
    homes: dict[str, list[tuple[tuple[int, int], Change]]] = {}
    added: list[Entry] = []
    for block in comparison.blocks:
        home, last = (block.left[0].ref, -1) if block.left else ("", -1)
        for n, change in enumerate(block.changes):
            if change.pair.left:
                at = min(position[ref] for ref in change.pair.left)
                article = left.article_of(left_first(change, position)).ref
                last = at if article == home else last
                homes.setdefault(article, []).append(((at, 0), change))
            elif home:
                homes.setdefault(home, []).append(((last, n + 1), change))
        if not home:
            added.append(_block_entry(block, comparison, "left"))
    return [
        _left_entry(left.by_ref[ref], homes[ref], comparison)
        for ref in sorted(homes, key=position.__getitem__)
    ] + added


def left_first(change: Change, position: dict[str, int]) -> str:
    """The first of the pair's left refs in the order of the draft."""
    return min(change.pair.left, key=position.__getitem__)


def _left_entry(
    clause: Clause, found: list[tuple[tuple[int, int], Change]], comparison: Comparison
) -> Entry:
    changes = tuple(change for _, change in sorted(found, key=lambda pair: pair[0]))
    right = comparison.drafts.right
    names = dict.fromkeys(
        name_clause(right.article_of(ref), short=True)
        for change in changes
        if change.pair.left
        for ref in change.pair.right
    )
    note = (
        Segment(f"  → {', '.join(names)}", "heading-left")
        if names
        else Segment("  removed: no counterpart in the right draft", "removed")
    )
    return Entry(
        clause,
        "left",
        name_clause(clause, short=True),
        (Segment(name_clause(clause)), note),
        changes,
        (),
    )


def filter_entries(entries: Sequence[Entry], wanted: Wanted, book: ConcernBook) -> list[Entry]:
    """Only the changes that are wanted, and of the placed_concerns only the wanted sides; entries
    left empty are left out."""
    if wanted == Wanted():
        return list(entries)
    kept = []
    for entry in entries:
        changes = tuple(
            change._replace(placed_concerns=_keep_sides(change.placed_concerns, wanted, book))
            for change in entry.changes
            if is_wanted(change, wanted, book)
        )
        if changes or entry.clause is None:
            placed_concerns, orphans = (
                _keep_sides(entry.placed_concerns, wanted, book),
                _keep_sides(entry.orphans, wanted, book),
            )
            kept.append(
                entry._replace(
                    changes=changes,
                    placed_concerns=placed_concerns,
                    orphans=orphans,
                    hidden=len(entry.changes) - len(changes),
                )
            )
    return kept


def is_wanted(change: Change, wanted: Wanted, book: ConcernBook) -> bool:
    """Whether a change meets every group of the filter."""
    pair = change.pair
    flags = {pair.relation} | ({"moved"} if pair.moved else set())
    sides = {book.side_of(placed.concern) for placed in change.placed_concerns}
    grades = {signal.grade for signal in change.signals}
    return (
        (not wanted.relations or bool(flags & wanted.relations))
        and (not wanted.unsure or not pair.sure)
        and (not wanted.sides or bool(sides & wanted.sides))
        and (not wanted.grades or bool(grades & wanted.grades))
    )


def _keep_sides(
    placed_concerns: tuple[PlacedConcern, ...], wanted: Wanted, book: ConcernBook
) -> tuple[PlacedConcern, ...]:
    return tuple(
        placed
        for placed in placed_concerns
        if not wanted.sides or book.side_of(placed.concern) in wanted.sides
    )


def count_choices(entries: Sequence[Entry], book: ConcernBook) -> dict[str, Counter[str]]:
    """How many changes each choice of the filter would show, by group."""
    counts: dict[str, Counter[str]] = {
        "relations": Counter(),
        "sure": Counter(),
        "sides": Counter(),
        "grades": Counter(),
    }
    for change in (change for entry in entries for change in entry.changes):
        counts["relations"].update([change.pair.relation] + ["moved"] * change.pair.moved)
        counts["sure"].update(["unsure"] * (not change.pair.sure))
        counts["sides"].update({book.side_of(placed.concern) for placed in change.placed_concerns})
        counts["grades"].update({signal.grade for signal in change.signals})
    return counts


def count_relations(entry: Entry) -> list[tuple[str, int]]:
    """How many changes of each relation there are, and how many moved; those there are none of left
    out."""
    counts = Counter(change.pair.relation for change in entry.changes)
    counts["moved"] = sum(change.pair.moved for change in entry.changes)
    return [(relation, counts[relation]) for relation in RELATIONS if counts[relation]]


def cite_clause(draft: Draft, refs: Sequence[str]) -> str:
    """`UN Convention against Cybercrime (A/AC.291/22/Rev.3), article 28(4)`."""
    articles = [ref for ref in refs if draft.article_of(ref).kind == "article" and "," not in ref]
    if articles and len(articles) == len(refs):
        place = f"article{'s' * (len(refs) > 1)} {' and '.join(refs)}"
    else:
        place = " and ".join(_name_place(draft, ref) for ref in refs)
    return f"{draft.short_title or draft.title} ({draft.symbol or draft.label or draft.version}), {place}"


def _name_place(draft: Draft, ref: str) -> str:
    clause = draft.by_ref[ref]
    if clause.kind == "recital":
        return f"preamble, paragraph {clause.number}"
    if clause.kind in ("article", "paragraph", "item") and ref[0].isdigit():
        return f"{'article' if draft.article_of(ref).kind == 'article' else 'paragraph'} {ref}"
    return ref
