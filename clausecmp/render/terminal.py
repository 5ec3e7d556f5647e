"""Rows -> lines for a terminal or a pipe, of a given width, with or without colour."""

from __future__ import annotations

import re
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
_PIECE = re.compile(r"\n|[^\S\n]+|\S+")
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
    width = max(width, 12)
    lines = [Line([], 0)]
    word: list[Segment] = []
    size = 0
    for segment in (*segments, Segment(" ")):
        for piece in _PIECE.findall(segment.text):
            if not piece.isspace():
                word.append(Segment(piece, segment.style))
                size += len(piece) if piece.isascii() else cell_len(piece)
                continue
            if word:
                _put_word(lines, word, size, width, hang)
                word, size = [], 0
            if piece == "\n":
                lines.append(Line([Segment(" " * hang)] if hang else [], hang))
            elif lines[-1].width > (hang if len(lines) > 1 else 0):
                pieces, used = lines[-1]
                pieces.append(Segment(" ", segment.style))
                lines[-1] = Line(pieces, used + 1)
    while len(lines) > 1 and lines[-1].width <= hang:
        lines.pop()
    return [_trim(found) for found in lines]


def _put_word(lines: list[Line], word: list[Segment], size: int, width: int, hang: int) -> None:
    pieces, used = lines[-1]
    start = hang if len(lines) > 1 else 0
    if used + size > width and used > start:
        lines.append(Line([Segment(" " * hang)] if hang else [], hang))
        pieces, used = lines[-1]
    if used + size <= width:
        pieces.extend(word)
        lines[-1] = Line(pieces, used + size)
        return
    for text, style in word:
        for character in text:
            cells = cell_len(character)
            if used + cells > width:
                lines.append(Line([Segment(" " * hang)] if hang else [], hang))
                pieces, used = lines[-1]
            pieces.append(Segment(character, style))
            used += cells
            lines[-1] = Line(pieces, used)


def _trim(found: Line) -> Line:
    pieces, used = found
    while pieces and pieces[-1].text.isspace():
        used -= len(pieces.pop().text)
    return Line(pieces, used)


def _table_lines(rows: Sequence[Row]) -> Iterator[str]:
    """A plain table; numbers to the right."""
    cells = [[segment.text for segment in row.left] for row in rows]
    widths = [max(cell_len(row[n]) for row in cells if n < len(row)) for n in range(max(map(len, cells)))]
    for row in cells:
        yield "  ".join(text.rjust(size) if text.isdigit() else text + " " * (size - cell_len(text)) for text, size in zip(row, widths))
