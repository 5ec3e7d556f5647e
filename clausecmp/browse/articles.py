"""A comparison as a list of articles, in the order of either draft, and how a clause is cited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..comparison.placed_concerns import PlacedConcern
from ..comparison.result import Block, Change, Comparison
from ..model.draft import Clause, Draft
from ..model.vocabulary import Grade, Side
from ..render.segments import Segment, name_clause
from ..render.summary_rows import block_heading

RELATIONS = ("changed", "split", "merged", "added", "removed", "moved", "terms", "same")
"""Relations, and moved beside them, in the order in which they ask for attention."""


class ListedArticle(NamedTuple):
    """A line of the list: an article of one draft with the changes that touch it. `clause` None:
    the overview, which alone has `orphans`. `block`: the unit of the reports that it shows, if it
    is one; `hidden`: how many changes the filter took away."""

    clause: Clause | None
    title: str
    heading: tuple[Segment, ...]
    changes: tuple[Change, ...]
    placed_concerns: tuple[PlacedConcern, ...]
    orphans: tuple[PlacedConcern, ...] = ()
    block: Block | None = None
    hidden: int = 0

    @property
    def all_placed_concerns(self) -> list[PlacedConcern]:
        """The concerns of the article and of its changes, each once."""
        found = (
            *self.placed_concerns,
            *(placed for change in self.changes for placed in change.placed_concerns),
        )
        return list({placed.concern.id: placed for placed in reversed(found)}.values())[::-1]


def grade_signals(changes: Iterable[Change]) -> Grade | None:
    """The highest grade of the signals in `changes`, None where there is none."""
    grades = {signal.grade for change in changes for signal in change.signals}
    return next((grade for grade in Grade if grade in grades), None)


def list_articles(comparison: Comparison, side: Side) -> list[ListedArticle]:
    """The overview, then the articles in the order of the right draft (with those that were
    removed) or of the left one (with those that were added). Every change stands in exactly one
    listed article."""
    overview = ListedArticle(
        None, "Overview", (Segment("Overview"),), (), comparison.general, comparison.orphans
    )
    return [overview, *(_list_right(comparison) if side is Side.RIGHT else _list_left(comparison))]


def _list_right(comparison: Comparison) -> list[ListedArticle]:
    return [_list_block(block, comparison, Side.RIGHT) for block in comparison.blocks]


def _list_block(block: Block, comparison: Comparison, order: Side) -> ListedArticle:
    clause, side = (block.right, Side.RIGHT) if block.right else (block.left[0], Side.LEFT)
    return ListedArticle(
        clause,
        _name_article(clause, side, order),
        block_heading(block, comparison.drafts),
        block.changes,
        block.placed_concerns,
        block=block,
    )


def _name_article(clause: Clause, side: Side, order: Side) -> str:
    """With an arrow where the article is one of the other draft, whose number would be taken for
    one of this."""
    return ("" if side == order else "← " if side is Side.LEFT else "→ ") + name_clause(
        clause, short=True
    )


def _list_left(comparison: Comparison) -> list[ListedArticle]:
    """An added clause stands after the one before it, where its article draws on one of the left;
    else at the end."""
    left = comparison.drafts.left
    position = {ref: n for n, ref in enumerate(left.by_ref)}
    homes: dict[str, list[tuple[tuple[int, int], Change]]] = {}
    added: list[ListedArticle] = []
    for block in comparison.blocks:
        home, last = (block.left[0].ref, -1) if block.left else ("", -1)
        for n, change in enumerate(block.changes):
            if change.pair.left:
                first = min(change.pair.left, key=position.__getitem__)
                article = left.article_of(first).ref
                at = position[first]
                last = at if article == home else last
                homes.setdefault(article, []).append(((at, 0), change))
            elif home:
                homes.setdefault(home, []).append(((last, n + 1), change))
        if not home:
            added.append(_list_block(block, comparison, Side.LEFT))
    return [
        _list_left_article(left.by_ref[ref], homes[ref], comparison)
        for ref in sorted(homes, key=position.__getitem__)
    ] + added


def _list_left_article(
    clause: Clause, found: list[tuple[tuple[int, int], Change]], comparison: Comparison
) -> ListedArticle:
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
    return ListedArticle(
        clause,
        name_clause(clause, short=True),
        (Segment(name_clause(clause)), note),
        changes,
        (),
    )


def count_relations(article: ListedArticle) -> list[tuple[str, int]]:
    """How many changes of each relation there are, and how many moved; those there are none of left
    out."""
    counts = Counter[str](change.pair.relation for change in article.changes)
    counts["moved"] = sum(change.pair.moved for change in article.changes)
    return [(relation, counts[relation]) for relation in RELATIONS if counts[relation]]


def cite_clause(draft: Draft, refs: Sequence[str]) -> str:
    """`UN Convention against Cybercrime (A/AC.291/22/Rev.3), article 28(4)`."""
    articles = [ref for ref in refs if draft.article_of(ref).kind == "article" and "," not in ref]
    if articles and len(articles) == len(refs):
        place = f"article{'s' * (len(refs) > 1)} {' and '.join(refs)}"
    else:
        place = " and ".join(_name_place(draft, ref) for ref in refs)
    source = draft.source_of(refs[0]) if refs else None
    place += f" ({source})" if source else ""
    return f"{draft.short_title or draft.title} ({draft.symbol or draft.label or draft.version}), {place}"


def _name_place(draft: Draft, ref: str) -> str:
    clause = draft.by_ref[ref]
    if clause.kind == "recital":
        return f"preamble, paragraph {clause.number}"
    if clause.kind in ("article", "paragraph", "item", "option") and ref[0].isdigit():
        return f"{'article' if draft.article_of(ref).kind == 'article' else 'paragraph'} {ref}"
    return ref
