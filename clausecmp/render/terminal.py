"""Rows -> lines for a terminal or a pipe, of a given width, with or without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.style import Style

from .rows import Row, Segment

STYLES = {
    "heading": "bold", "heading-left": "not bold", "ref": "bold", "relation": "italic", "added": "bold green", "removed": "bold red",
    "delete": "red strike", "insert": "green underline", "term": "cyan", "concern": "yellow", "who": "bold", "warn": "magenta", "dim": "dim",
}
"""Every style has a mark or a word beside it in rows.py: colour never carries a meaning alone."""
GUTTER = " │ "
_ASCII = str.maketrans({"→": "->", "←": "<-", "│": "|", "─": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "·": "."})


class Line(NamedTuple):
    """One line of output: its pieces and how many columns they take."""

    pieces: list[Segment]
    width: int


def render_rows(rows: Iterable[Row], *, width: int, color: ColorSystem | None = None, encoding: str = "utf-8") -> str:
    """The rows as text of at most `width` columns, words never cut unless longer than a line."""
    paint = _make_painter(color)
    out: list[str] = []
    table: list[Row] = []
    for row in rows:
        if row.kind == "table":
            table.append(row)
            continue
        if table:
            out.extend(_table_lines(table))
            table = []
        out.extend(_row_lines(row, width, paint))
    out.extend(_table_lines(table) if table else ())
    text = "\n".join(map(str.rstrip, out)) + "\n"
    return text if encoding.lower().replace("-", "") == "utf8" else text.translate(_ASCII)


def _make_painter(color: ColorSystem | None):
    """A function that writes pieces with or without escape codes."""
    if color is None:
        return lambda pieces: "".join([piece.text for piece in pieces])
    codes: dict[str, tuple[str, str]] = {"": ("", "")}

    def paint(pieces: Sequence[Segment]) -> str:
        out = []
        for text, style in pieces:
            if style not in codes:
                start, _, end = Style.parse(STYLES.get(style, "none")).render("\0", color_system=color).partition("\0")
                codes[style] = (start, end)
            start, end = codes[style]
            out.append(f"{start}{text}{end}" if text.strip() else text)
        return "".join(out)

    return paint


def _row_lines(row: Row, width: int, paint) -> Iterator[str]:
    if row.kind == "blank":
        yield ""
    elif row.kind == "heading":
        bold = tuple(Segment(segment.text, segment.style or "heading") for segment in row.left)
        for found in wrap(bold, width, hang=4):
            yield paint(found.pieces)
        yield "─" * width
    elif row.kind == "sides":
        yield from _side_lines(row, width, paint)
    else:
        pad = " " * row.indent
        for found in wrap(row.left, width - row.indent, hang=row.hang):
            yield pad + paint(found.pieces)


def _side_lines(row: Row, width: int, paint) -> Iterator[str]:
    """Two columns, wrapped each for itself."""
    column = (width - row.indent - len(GUTTER)) // 2
    left, right = wrap(row.left, column), wrap(row.right, column)
    pad, empty = " " * row.indent, Line([], 0)
    for n in range(max(len(left), len(right))):
        one = left[n] if n < len(left) else empty
        other = right[n] if n < len(right) else empty
        yield pad + paint(one.pieces) + " " * (column - one.width) + GUTTER + paint(other.pieces)


def wrap(segments: Iterable[Segment], width: int, hang: int = 0) -> list[Line]:
    """Segments as lines of at most `width` columns, broken at white space (and inside words longer than a line); lines
    after the first are indented by `hang`."""
    segments = tuple(segments)
    text = "".join([segment.text for segment in segments])
    lines: list[Line] = []
    at = before = 0  # segment that a line starts in, and the offset of that segment
    for start, end in break_text(text, max(width, 12), hang):
        pieces = [Segment(" " * hang)] if lines and hang else []
        while at < len(segments) and before + len(segments[at].text) <= start:
            before += len(segments[at].text)
            at += 1
        n, offset = at, before
        while n < len(segments) and offset < end:
            piece, style = segments[n]
            pieces.append(Segment(piece[max(start - offset, 0):end - offset], style))
            offset += len(piece)
            n += 1
        lines.append(Line(pieces, (hang if lines else 0) + cell_len(text[start:end])))
    return lines


def break_text(text: str, width: int, hang: int = 0) -> list[tuple[int, int]]:
    """Where the lines of `text` start and end, without the white space they are broken at; never empty."""
    breaks: list[tuple[int, int]] = []
    begin = 0
    for paragraph in text.rstrip().split("\n"):
        start, stop = begin, begin + len(paragraph.rstrip())
        room = width - (hang if breaks else 0)
        narrow = cell_len(paragraph) == len(paragraph)
        while True:
            end = start + room if narrow else _end_of_cells(text, start, stop, room)
            if end >= stop:
                breaks.append((start, stop))
                break
            space = text.rfind(" ", start, end + 1)
            end = space if space > start else end
            breaks.append((start, end))
            while end < stop and text[end] == " ":
                end += 1
            start, room = end, width - hang
        begin += len(paragraph) + 1
    return breaks


def _end_of_cells(text: str, start: int, stop: int, room: int) -> int:
    """How far from `start` the text fits into `room` columns, wide characters counted as two; at least one character."""
    used, at = 0, start
    while at < stop:
        used += cell_len(text[at])
        if used > room:
            return max(at, start + 1)
        at += 1
    return at


def _table_lines(rows: Sequence[Row]) -> Iterator[str]:
    """A plain table; numbers to the right."""
    cells = [[segment.text for segment in row.left] for row in rows]
    widths = [max(cell_len(row[n]) for row in cells if n < len(row)) for n in range(max(map(len, cells)))]
    for row in cells:
        yield "  ".join(text.rjust(size) if text.isdigit() else text + " " * (size - cell_len(text)) for text, size in zip(row, widths))
