"""Rows drawn by rich: for a terminal, a pipe, a widget of the browser, or a picture.

rich knows terminals, colours, cells and tables. Lines are broken here, because rich has no hanging
indent and its own wrapping takes eight times as long (190 against 25 ms for 4,800 lines)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby, zip_longest
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment as Piece
from rich.text import Text
from rich.theme import Theme

from ..model.characters import clean_text
from ..model.tokens import is_sign
from .segments import Row, Segment

THEME = Theme(
    {
        "heading": "bold",
        "heading-left": "none",
        "ref": "bold",
        "relation": "italic",
        "added": "bold color(33)",
        "removed": "bold color(167)",
        "insert": "underline color(33)",
        "insert-mark": "color(33)",
        "delete": "strike color(167)",
        "delete-mark": "color(167)",
        "both": "underline strike color(164)",
        "both-mark": "color(164)",
        "number": "bold underline color(164)",
        "number-mark": "color(164)",
        "term": "italic",
        "term-mark": "none",
        "open": "bold color(99)",
        "concern": "color(134)",
        "who": "bold",
        "warn": "bold",
        "dim": "color(243)",
        "signal-high": "bold reverse",
        "signal-medium": "bold",
        "signal-low": "none",
    },
    inherit=False,
)
"""How each style of a segment looks. One theme for light and dark backgrounds: every colour has a
contrast of at least 3.5 to 1 with black and with white and 3.2 to 1 with dark grey, and none
becomes white, yellow, green or cyan on a terminal of sixteen colours. Deleted is red and inserted
blue, which people with any of the usual colour blindnesses tell apart; both have marks in the text
besides (and are struck and underlined), so that no meaning rests on colour."""
_STYLES = {name: style for name, style in THEME.styles.items() if style}
GUTTER = " │ "
LEAST = 12
"""Columns that a column of text has at least."""
NEW_LINE = Piece("\n")
_ASCII = str.maketrans(
    {
        "→": "->",
        "←": "<-",
        "│": "|",
        "─": "-",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "–": "-",
        "—": "-",
        "·": ".",
        "…": "...",
        "›": ">",
    }
)
# characters of one cell each; a text with any other is measured piece by piece
_SINGLE = re.compile(
    "[\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u2052\u2190-\u2193\u2500-\u2502]*"
)

_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of scripts that run from right to left."""
_RUN = re.compile(rf"[^\s\w]*{_LEFTWARD.pattern}(?:.*{_LEFTWARD.pattern})?[^\s\w]*")
"""From the first to the last of them in a line."""
RIGHT_TO_LEFT, END_OF_RUN = "\u2067", "\u2069"
"""What begins and ends a run from right to left (Unicode Standard Annex 9: RLI, PDI). Those of a
draft never get here: see clean_piece."""


def render_rows(
    rows: Iterable[Row], *, width: int, color: bool = False, encoding: str = "utf-8"
) -> str:
    """The rows as text of at most `width` columns, words never cut unless longer than a line.
    `color`: with escape codes, as many colours as TERM and COLORTERM tell, sixteen where they tell
    none. `encoding`: of what it is written to; the signs of the layout become ASCII for others than
    UTF-8."""
    console = make_console(width, color=color)
    with console.capture() as capture:
        console.print(Layout(rows), end="", crop=False)
    text = capture.get()
    if not color:
        text = "\n".join(map(str.rstrip, text.split("\n")))
    return text if encoding.lower().replace("-", "") == "utf8" else text.translate(_ASCII)


def make_console(width: int, *, color: bool) -> Console:
    """A console that decides nothing by itself: neither NO_COLOR nor the kind of stdout, which the
    caller has looked at."""
    found = Console(force_terminal=color, no_color=False, width=width).color_system
    return Console(
        file=StringIO(),
        width=width,
        theme=THEME,
        color_system="auto" if found else "standard" if color else None,
        force_terminal=color,
        no_color=False,
        legacy_windows=False,
    )


def as_text(pieces: Iterable[Segment]) -> Text:
    """Segments as one rich Text: each styled by the name that it has in THEME. Nothing in the text
    is read as markup; a tab becomes a blank, and control characters go."""
    text = Text()
    for piece, style in pieces:
        text.append(clean_piece(piece), style or None)
    return text


def clean_piece(text: str) -> str:
    """No control character reaches the screen, whatever brought it here; a tab would shift what is
    beside it."""
    return clean_text(text.replace("\t", " "))


class Layout:
    """Rows as one rich renderable, laid out for the width of the console or the widget that shows
    it."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.rows = tuple(rows)

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType | Piece]:
        width = options.max_width
        for is_table, rows in groupby(self.rows, lambda row: row.kind == "table"):
            if is_table:
                yield from _lay_table(list(rows), console, options)
                continue
            for row in rows:
                if row.kind in ("sides", "columns"):
                    yield from _lay_columns(row, width)
                    continue
                pieces, hang = row.left, row.hang
                if row.kind == "heading":
                    pieces = tuple([Segment(text, style or "heading") for text, style in pieces])
                    hang = 4
                indent = [Piece(" " * row.indent)] if row.indent else []
                for line in wrap(pieces, width - row.indent, hang):
                    yield from indent
                    yield from line.pieces
                    yield NEW_LINE
                if row.kind == "heading":
                    yield Piece("─" * width)
                    yield NEW_LINE


def _lay_columns(row: Row, width: int) -> Iterator[Piece]:
    """Columns beside each other, each wrapped for itself; below each other where there is no
    room."""
    cells = row.cells or (row.left, row.right)
    column = (width - row.indent - len(GUTTER) * (len(cells) - 1)) // len(cells)
    if column < LEAST:
        for cell in cells:
            for line in wrap(cell, width - row.indent, row.hang):
                yield Piece(" " * row.indent)
                yield from line.pieces
                yield NEW_LINE
        return
    empty = Line([], 0)
    columns = [
        [line for part in _split_lines(cell) for line in wrap(part, column, row.hang)]
        for cell in cells
    ]
    for lines in zip_longest(*columns, fillvalue=empty):
        last = lines[-1]
        yield Piece(" " * row.indent)
        for line in lines[:-1]:
            yield from line.pieces
            yield Piece(" " * (column - line.width) + GUTTER)
        yield from last.pieces
        yield NEW_LINE


def _split_lines(cell: Sequence[Segment]) -> list[Sequence[Segment]]:
    """A cell cut at its line breaks: each part begins without the hanging indent."""
    if not any(["\n" in piece.text for piece in cell]):
        return [cell]
    parts: list[list[Segment]] = [[]]
    for text, style in cell:
        first, *rest = text.split("\n")
        parts[-1].append(Segment(first, style))
        parts += [[Segment(piece, style)] for piece in rest]
    return list(parts)


def _lay_table(
    rows: Sequence[Row], console: Console, options: ConsoleOptions
) -> Iterator[RenderableType | Piece]:
    """A plain table, columns of numbers to the right; where it is too wide, its rows as running
    text."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    for cells in zip(*[row.left for row in rows[1:] or rows]):
        numbers = all([cell.text.isdigit() for cell in cells])
        table.add_column(justify="right" if numbers else "left", no_wrap=True)
    for row in rows:
        table.add_row(*[as_text([cell]) for cell in row.left])
    if table.__rich_measure__(console, options.update(width=10_000)).maximum <= options.max_width:
        yield table
        return
    for row in rows:
        text = "  ".join([cell.text for cell in row.left if cell.text])
        for line in wrap([Segment(text)], options.max_width, 4):
            yield from line.pieces
            yield NEW_LINE


class Line(NamedTuple):
    """One line of output: its pieces and how many columns they take."""

    pieces: list[Piece]
    width: int


def wrap(segments: Sequence[Segment], width: int, hang: int = 0) -> list[Line]:
    """Segments as lines of at most `width` columns, broken at white space (and inside words longer
    than a line); lines after the first are indented by `hang`."""
    text = "".join([piece for piece, _ in segments])
    if not text.isprintable():
        segments = [Segment(clean_piece(piece), style) for piece, style in segments]
        text = "".join([piece for piece, _ in segments])
    single = text.isascii() or _SINGLE.fullmatch(text) is not None
    lines: list[Line] = []
    at = offset = 0  # a segment, and where it begins in the text
    for start, end in break_text(text, max(width, LEAST), hang, single=single):
        pad = hang if lines else 0
        pieces = [Piece(" " * pad)] if pad else []
        while offset < end:
            piece, style = segments[at]
            stop = offset + len(piece)
            if stop > start and piece:
                pieces.append(
                    Piece(piece[max(start - offset, 0) : end - offset], _STYLES.get(style))
                )
            if stop > end:
                break  # the next line begins in the same segment
            offset = stop
            at += 1
        if not single and _LEFTWARD.search(text, start, end):
            pieces = isolate(pieces)
        lines.append(Line(pieces, pad + (end - start if single else cell_len(text[start:end]))))
    return lines


def isolate(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of one line, with what lies between its first and last Arabic or Hebrew letter,
    and the punctuation at both, as one run from right to left, so that a terminal which orders such
    text turns nothing around that stands beside it: refs, the other column."""
    run = _RUN.search("".join([piece.text for piece in pieces]))
    if run is None:
        return list(pieces)
    found: list[Piece] = []
    at = 0
    for piece in pieces:
        text, end = piece.text, at + len(piece.text)
        begin, stop = max(run.start() - at, 0), min(run.end() - at, len(text))
        if begin >= len(text) or stop <= 0:
            found.append(piece)
        else:
            opening = RIGHT_TO_LEFT if at <= run.start() else ""
            closing = END_OF_RUN if run.end() <= end else ""
            parts = (text[:begin], opening + text[begin:stop] + closing, text[stop:])
            found += [Piece(part, piece.style) for part in parts if part]
        at = end
    return found


def break_text(text: str, width: int, hang: int, *, single: bool) -> Iterator[tuple[int, int]]:
    """Where the lines of `text` start and end, without the white space they are broken at; at least
    one. `single`: every character takes one column."""
    begin = 0
    room = width
    for paragraph in text.rstrip().split("\n"):
        start, stop = begin, begin + len(paragraph.rstrip())
        while True:
            end = start + room if single else _end_of_cells(text, start, stop, room)
            room = width - hang
            if end >= stop:
                yield start, stop
                break
            if single or not _can_break(text, end):
                space = text.rfind(" ", start, end + 1)
                end = space if space > start else end
            yield start, end
            start = end
            while start < stop and text[start] == " ":
                start += 1
        begin += len(paragraph) + 1


def _can_break(text: str, at: int) -> bool:
    """Whether a line may end before this character though no white space is there: between signs of
    a script without spaces, but not before a stop or a closing bracket."""
    return is_sign(text[at - 1]) and is_sign(text[at]) or text[at - 1] in "\u3001\u3002\uff0c\uff1b"


def _end_of_cells(text: str, start: int, stop: int, room: int) -> int:
    """How far from `start` the text fits into `room` columns; at least one character, with the
    combining ones that follow it."""
    rest = text[start : min(stop, start + 8 * room)]
    if cell_len(rest) <= room:
        return start + len(rest)
    end = start + max(1, len(set_cell_size(rest, room).rstrip()))
    while end < stop and cell_len(text[end]) == 0:
        end += 1
    return end
