"""What each pane shows, as lines of styled pieces of a given width. No terminal, no colours: only
names of styles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from ..comparison.placed_concerns import PlacedConcern
from ..comparison.result import Block, Change, Comparison
from ..model.characters import clean_text
from ..model.refs import article_of
from ..render.placed_concern_rows import GRADE_MARKS, placed_concern_row
from ..render.rows import change_rows, elsewhere_rows
from ..render.segments import BLANK, Row, Segment, head_rows, line
from ..render.summary_rows import overview_rows
from ..render.terminal import GUTTER, wrap
from .entries import Entry, count_relations, grade_signals
from .mentions import link_row
from .reading import Reading

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
"""Columns of the list from which the marks stand beside the title and not below it."""


class PageLine(NamedTuple):
    """A line of a pane; `owner`: the number of the entry or change it belongs to, marked when that
    is the current one."""

    pieces: tuple[Segment, ...] = ()
    owner: int | None = None


class Page(NamedTuple):
    """What a pane shows: a title with a note at its right end, lines, the current owner, and what a
    search marks."""

    title: str
    lines: Sequence[PageLine]
    note: str = ""
    current: int | None = None
    query: str = ""


Source = Callable[[int], Page]
"""A page for a width in columns."""


def lay_row(row: Row, width: int) -> Iterator[tuple[Segment, ...]]:
    """A row as lines of at most `width` columns."""
    row = row._replace(
        left=tuple(map(_clean, row.left)),
        right=tuple(map(_clean, row.right)),
        cells=tuple(tuple(map(_clean, cell)) for cell in row.cells),
    )
    if row.kind == "blank":
        yield ()
    elif row.kind == "heading":
        yield from (
            tuple(found.pieces)
            for found in wrap(
                [Segment(text, style or "heading") for text, style in row.left], width, hang=4
            )
        )
    elif row.kind in ("sides", "columns"):
        yield from _lay_columns(row, width)
    else:
        for found in wrap(row.left, width - row.indent, hang=row.hang):
            yield (Segment(" " * row.indent), *found.pieces)


def _clean(piece: Segment) -> Segment:
    """No control character reaches the screen, whatever brought it here; a tab would shift what is
    beside it."""
    return piece._replace(text=clean_text(piece.text.replace("\t", " ")))


def _lay_columns(row: Row, width: int) -> Iterator[tuple[Segment, ...]]:
    """Columns beside each other, each wrapped for itself."""
    cells = row.cells or (row.left, row.right)
    column = (width - row.indent - len(GUTTER) * (len(cells) - 1)) // len(cells)
    laid = [wrap(cell, column, row.hang) for cell in cells]
    for n in range(max(map(len, laid))):
        pieces = [Segment(" " * row.indent)]
        for found in laid:
            shown, used = (found[n].pieces, found[n].width) if n < len(found) else ((), 0)
            pieces += [*shown, Segment(" " * (column - used)), Segment(GUTTER, "dim")]
        yield tuple(pieces[:-2])


def lay_rows(rows: Iterable[Row], width: int, owner: int | None = None) -> Iterator[PageLine]:
    """Rows as lines; table rows become columns, numbers to the right."""
    table: list[Row] = []
    for row in (*rows, BLANK):
        if row.kind == "table":
            table.append(row)
            continue
        for cells in _lay_table(table) if table else ():
            yield PageLine((Segment(cells),), owner)
        table = []
        yield from (PageLine(pieces, owner) for pieces in lay_row(row, width))


def _lay_table(table: Sequence[Row]) -> Iterator[str]:
    widths = [max(cell_len(row.left[n].text) for row in table) for n in range(len(table[0].left))]
    for row in table:
        yield "  ".join(
            cell.text.rjust(size) if cell.text.isdigit() else set_cell_size(cell.text, size)
            for cell, size in zip(row.left, widths)
        )


def list_page(reading: Reading, width: int) -> Page:
    """The entries with their marks."""
    lines = [
        PageLine(pieces, n)
        for n, entry in enumerate(reading.entries)
        for pieces in lay_entry(entry, width)
    ]
    return Page(
        name_side(reading),
        lines,
        f"{reading.at.entry}/{len(reading.entries) - 1}",
        reading.at.entry,
    )


def name_side(reading: Reading) -> str:
    """The draft whose order is followed, in as few words as tell it from the other."""
    drafts, draft = reading.comparison.drafts, reading.draft
    return (
        draft.instrument
        if drafts.left.instrument != drafts.right.instrument
        else draft.label or draft.version
    )


def lay_entry(entry: Entry, width: int) -> Iterator[tuple[Segment, ...]]:
    """A title and its marks: in one line where there is room for both, else the marks below."""
    marks = mark_entry(entry)
    quiet = entry.clause is not None and all(change.unchanged for change in entry.changes)
    style = "dim" if quiet else ""
    if width >= ONE_LINE_FROM and marks:
        kept = _fit_marks(marks, width * 3 // 5)
        yield (
            Segment(fit_text(entry.title, width - _measure(kept) - 1), style),
            Segment(" "),
            *kept,
        )
        return
    yield (Segment(fit_text(entry.title, width), style),)
    if marks:
        yield (Segment("  "), *_fit_marks(marks, width - 2))


def mark_entry(entry: Entry) -> list[Segment]:
    """`!!! *4 ≠3 +1`: the highest grade of the signals, how many concerns, how many pairs of each
    relation; `in 5`: its words belong to a pair that stands at article 5."""
    marks = []
    if grade := grade_signals(entry.changes):
        marks.append(Segment(GRADE_MARKS[grade], f"signal-{grade}"))
    if placed_concerns := entry.all_placed_concerns:
        marks.append(Segment(f"*{len(placed_concerns)}", "concern"))
    if not entry.changes and entry.block and entry.block.elsewhere:
        marks.append(Segment(f"in {article_of(entry.block.elsewhere[0].right[0])}", "split"))
    relations = {change.pair.relation for change in entry.changes}
    if len(relations) == 1 and relations <= {"added", "removed"}:
        marks.append(Segment(*relations, *relations))
    return marks + [
        Segment(f"{RELATION_MARKS[relation]}{count}", relation)
        for relation, count in count_relations(entry)
    ]


def _fit_marks(marks: Sequence[Segment], width: int) -> list[Segment]:
    """As many marks as fit, whole: half a number would be a false one."""
    kept: list[Segment] = []
    for n, mark in enumerate(marks):
        room = width - _measure(kept) - (2 if n + 1 < len(marks) else 0)
        if cell_len(mark.text) + bool(kept) > room:
            return [*kept, Segment(" …", "dim")]
        kept += [Segment(" "), mark] if kept else [mark]
    return kept


def _measure(pieces: Sequence[Segment]) -> int:
    return sum(cell_len(piece.text) for piece in pieces)


def fit_text(text: str, width: int) -> str:
    """Exactly `width` columns: filled up with blanks, or cut with an ellipsis."""
    text = clean_text(text.replace("\t", " "))
    return set_cell_size(
        text if cell_len(text) <= width else set_cell_size(text, max(width - 1, 0)).rstrip() + "…",
        width,
    )


def text_page(reading: Reading, view: str, width: int) -> Page:
    """The current article, clause by clause with its redline; for the overview what is compared,
    and the counts."""
    entry, comparison = reading.entry, reading.comparison
    if entry.clause is None:
        basis = (row for row in head_rows(comparison.drafts) if row.kind != "heading")
        rows = [*overview_rows(comparison, concerns=bool(comparison.book.concerns)), BLANK, *basis]
        return Page("Overview", list(lay_rows(rows, width)), query=reading.query)
    lines = list(lay_rows([Row("heading", entry.heading)], width))[:-1]
    if entry.hidden:
        lines += lay_rows(
            [line(Segment(f"{entry.hidden} more here are hidden by the filter", "dim"))], width
        )
    for n, change in enumerate(entry.changes):
        lines.extend(lay_change(change, n, comparison, view, width))
    if entry.block and not entry.hidden:
        lines.extend(_lay_elsewhere(entry.block, comparison, width))
    note = f"{reading.at.change + 1}/{len(entry.changes)}" if entry.changes else ""
    return Page(entry.title, lines, note, reading.at.change, reading.query)


def _lay_elsewhere(block: Block, comparison: Comparison, width: int) -> Iterator[PageLine]:
    """The pairs that reach into this article and stand at another, each a way there."""
    for pair, row in zip(block.elsewhere, elsewhere_rows(block, comparison.drafts)):
        first, *rest = row.left
        yield PageLine()
        yield from list(
            lay_rows(
                [
                    row._replace(
                        left=(Segment(first.text, f"ref@right:{pair.right[0]}"), *rest), indent=0
                    )
                ],
                width,
            )
        )[:-1]


def lay_change(
    change: Change, n: int, comparison: Comparison, view: str, width: int
) -> Iterator[PageLine]:
    """A clause under a blank line, its cross-references marked."""
    yield PageLine()
    rows = list(change_rows(change, comparison, view, concerns=False))
    for row in rows[1:] if rows and rows[0].kind == "blank" else rows:
        row = link_row(row._replace(indent=max(row.indent - 1, 0)), change, comparison.drafts)
        yield from (PageLine(pieces, n) for pieces in lay_row(row, width))


def list_links(reading: Reading) -> list[tuple[str, str]]:
    """(side, ref) of the cross-references in the current clause, each once, in order."""
    if reading.change is None:
        return []
    rows = [
        link_row(row, reading.change, reading.comparison.drafts)
        for row in change_rows(reading.change, reading.comparison, "inline", concerns=False)
    ]
    targets = [
        piece.style.partition("@")[2] for row in rows for piece in row.left if "@" in piece.style
    ]
    return [
        (side, ref) for side, _, ref in (target.partition(":") for target in dict.fromkeys(targets))
    ]


def concerns_page(reading: Reading, width: int) -> Page:
    """The concerns of the current clause, then those of the rest of its article; for the overview
    the general ones."""
    change, entry = reading.change, reading.entry
    if change is None and entry.clause is not None:
        here, elsewhere, about, other = entry.placed_concerns, (), entry.title, ""
    elif change is None:
        here, elsewhere, about, other = (
            entry.placed_concerns,
            entry.orphans,
            "",
            "Raised about clauses that have no sure place here",
        )
    else:
        here = tuple(sorted(change.placed_concerns, key=lambda placed: placed.whole))
        about, other = (
            " + ".join(getattr(change.pair, reading.side) or change.pair.left or change.pair.right),
            "Elsewhere in this article",
        )
        ids = {placed.concern.id for placed in here}
        elsewhere = tuple(
            placed for placed in entry.all_placed_concerns if placed.concern.id not in ids
        )
    lines = list(_lay_placed_concerns(here, reading, width, where=change is None)) or [
        PageLine((Segment("None here.", "dim"),))
    ]
    if elsewhere:
        lines += [
            PageLine(),
            PageLine((Segment(other, "heading"),)),
            *_lay_placed_concerns(elsewhere, reading, width, where=True),
        ]
    return Page(
        f"Concerns on {about}" if about else "General concerns",
        lines,
        str(len({placed.concern.id for placed in here})),
        query=reading.query,
    )


def _lay_placed_concerns(
    placed_concerns: Iterable[PlacedConcern], reading: Reading, width: int, *, where: bool
) -> Iterator[PageLine]:
    for placed in placed_concerns:
        row = placed_concern_row(placed, reading.comparison.book, where=where)._replace(indent=0)
        yield from (PageLine(pieces) for pieces in lay_row(row, width))


def describe_notice(comparison: Comparison) -> str:
    """What the texts are worth, in the words that all views use; '' for two official texts."""
    return " ".join(
        "".join(piece.text for piece in row.left)
        for row in head_rows(comparison.drafts)
        if any(piece.style == "warn" for piece in row.left)
    )
