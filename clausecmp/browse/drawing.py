"""What the panes show, as rich Text and grids of it. Nothing in a draft is read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.box import MINIMAL
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table
from rich.text import Text

from ..comparison.placed_concerns import PlacedConcern
from ..comparison.result import Comparison
from ..model.characters import clean_text
from ..model.refs import article_of
from ..model.vocabulary import Side
from ..render.placed_concern_rows import placed_concern_row
from ..render.rows import elsewhere_rows
from ..render.segments import BLANK, Row, Segment, head_rows, line
from ..render.signal_rows import GRADE_MARKS
from ..render.summary_rows import overview_rows
from ..render.terminal import as_text
from .articles import ListedArticle, count_relations, grade_signals
from .links import Link, LinkedRow, LinkSpan, clause_rows, refs_of
from .navigation import Navigation, fold_words

RELATION_MARKS = {
    "same": "=",
    "terms": "≈",
    "changed": "≠",
    "split": "<",
    "merged": ">",
    "added": "+",
    "removed": "-",
    "moved": "↕",
}
ONE_LINE_FROM = 38
"""Columns of the list from which the marks of an article stand beside its title, not below."""
MATCH = Style(reverse=True, bold=True, meta={"match": True})
"""Words that a search found; no other style of the text is reverse and bold, and the mark says so
where the pane scrolls to the first one."""


class ConcernsPage(NamedTuple):
    """The concerns to be read with a clause, under a title; how many are its own."""

    title: str
    own: int
    rows: list[Row]


class Hanging:
    """Running text whose lines after the first are indented by `hang` columns more."""

    def __init__(self, text: Text, hang: int) -> None:
        self._text, self._hang = text, hang

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        """The lines, broken at white space."""
        first = self._text.wrap(console, options.max_width)[0]
        rest = self._text[len(first) :]
        rest = rest[len(rest) - len(rest.plain.lstrip()) :]
        yield first
        if rest:
            yield Padding(rest, (0, 0, 0, self._hang))


def draw_rows(rows: Iterable[Row | LinkedRow], query: str = "") -> Iterator[RenderableType]:
    """Rows for a pane of any width: links can be clicked, the words of the search are marked."""
    for found in rows:
        row, left, right = found if isinstance(found, LinkedRow) else (found, (), ())
        if row.kind == "sides":
            grid = Table(box=MINIMAL, show_header=False, show_edge=False, expand=True)
            grid.border_style, grid.pad_edge = "dim", False
            cells = _draw_text(row.left, left, query), _draw_text(row.right, right, query)
            grid.add_column(ratio=1)
            grid.add_column(ratio=1)
            grid.add_row(*[Hanging(cell, row.hang) for cell in cells])
            content: RenderableType = grid
        else:
            text = _draw_text(row.left, left, query)
            if row.kind == "heading":
                text.stylize_before("heading")
            content = Hanging(text, row.hang) if row.hang else text
        yield Padding(content, (0, 0, 0, max(row.indent - 1, 0)))


def _draw_text(pieces: Iterable[Segment], links: Iterable[LinkSpan], query: str) -> Text:
    """Segments as a text with its links and the words of the search marked."""
    pieces = [piece._replace(text=clean_text(piece.text.replace("\t", " "))) for piece in pieces]
    text = as_text(pieces)
    for start, end, link in links:
        meta = {"@click": ("app.follow_link", (str(link.side), link.ref))}
        text.stylize(Style(underline=True, bold=True, meta=meta), start, end)
    return mark_matches(text, query)


def mark_matches(text: Text, query: str) -> Text:
    """The text with every occurrence of the words of a search marked."""
    plain, needle = fold_words(text.plain), fold_words(query)
    at = plain.find(needle) if needle else -1
    while at >= 0:
        text.stylize(MATCH, at, at + len(needle))
        at = plain.find(needle, at + len(needle))
    return text


def draw_listed(article: ListedArticle, width: int) -> Text:
    """A title and its marks, for a list of `width` columns: in one line where there is room for
    both, else the marks below. Without colours, so that it can be read under the cursor."""
    unchanged = article.clause is not None and all(change.unchanged for change in article.changes)
    title = Text(clean_text(article.title), Style(dim=unchanged))
    marks = Text(" ".join(mark_article(article)))
    if width >= ONE_LINE_FROM:
        title.truncate(max(width - marks.cell_len - 1, 1), overflow="ellipsis", pad=True)
        return Text(" ").join([title, marks])
    title.truncate(width, overflow="ellipsis")
    marks.truncate(width - 2, overflow="ellipsis")
    return Text("\n  ").join([title, marks]) if marks else title


def mark_article(article: ListedArticle) -> Iterator[str]:
    """`!!! *4 ≠3 +1`: the highest grade of the signals, how many concerns, how many pairs of each
    relation; `in 5`: its words belong to a pair that stands at article 5."""
    if grade := grade_signals(article.changes):
        yield GRADE_MARKS[grade]
    if concerns := article.all_placed_concerns:
        yield f"*{len(concerns)}"
    if not article.changes and article.block and article.block.elsewhere:
        yield f"in {article_of(article.block.elsewhere[0].right[0])}"
    for relation, count in count_relations(article):
        yield f"{RELATION_MARKS[relation]}{count}"


def overview(comparison: Comparison) -> list[Row]:
    """What is compared, and the counts."""
    basis = [row for row in head_rows(comparison.drafts) if row.kind != "heading"]
    return [*overview_rows(comparison, concerns=bool(comparison.book.concerns)), BLANK, *basis]


def article_head(article: ListedArticle) -> list[Row]:
    """The heading of an article, and what the filter hides of it."""
    rows = [Row("heading", article.heading)]
    if article.hidden:
        note = f"{article.hidden} more clauses of this article are hidden by the filter"
        rows.append(line(Segment(note, "dim")))
    return rows


def article_texts(navigation: Navigation, view: str) -> list[list[LinkedRow]]:
    """The rows of each clause of the current article, with its redline and links."""
    comparison = navigation.comparison
    return [clause_rows(change, comparison, view) for change in navigation.article.changes]


def article_foot(navigation: Navigation) -> list[LinkedRow]:
    """The pairs that reach into this article and stand at another, each a way there."""
    article = navigation.article
    if article.block is None or article.hidden:
        return []
    rows = elsewhere_rows(article.block, navigation.comparison.drafts)
    return [
        LinkedRow(row, (LinkSpan(0, len(row.left[0].text), Link(Side.RIGHT, pair.right[0])),))
        for pair, row in zip(article.block.elsewhere, rows)
    ]


def concerns_page(navigation: Navigation) -> ConcernsPage:
    """The concerns of the current clause, then those of the rest of its article; for the overview
    the general ones."""
    change, article = navigation.change, navigation.article
    other = "Elsewhere in this article"
    others: Sequence[PlacedConcern] = ()
    if change is not None:
        own = sorted(change.placed_concerns, key=lambda placed: placed.whole)
        ids = {placed.concern.id for placed in own}
        others = [placed for placed in article.all_placed_concerns if placed.concern.id not in ids]
        refs = refs_of(change, navigation.side) or change.pair.left or change.pair.right
        title = f"Concerns on {' + '.join(refs)}"
    else:
        own = list(article.placed_concerns)
        title = f"Concerns on {article.title}" if article.clause else "General concerns"
        if article.clause is None:
            others, other = article.orphans, "Raised about clauses that have no sure place in these"
    book = navigation.comparison.book
    rows = [placed_concern_row(placed, book, where=change is None) for placed in own]
    rows = rows or [line(Segment("None here.", "dim"))]
    if others:
        rows += [BLANK, Row("heading", (Segment(other),))]
        rows += [placed_concern_row(placed, book, where=True) for placed in others]
    return ConcernsPage(title, len({placed.concern.id for placed in own}), rows)


def describe_notice(comparison: Comparison) -> str:
    """What the texts are worth, in the first words of all views; '' for two official texts."""
    rows = head_rows(comparison.drafts)
    notices = [row.left[0].text for row in rows if row.left[0].style == "warn"]
    return " ".join(notice.partition(":")[0].rstrip(".") for notice in notices)
