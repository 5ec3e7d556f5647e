"""Rows -> lines for a terminal or a pipe, of a given width, with or without colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.text import Text
from rich.theme import Theme

from .segments import Row, Segment

THEME = Theme(
    {
        "heading": "bold",
        "heading-left": "none",
        "ref": "bold",
        "relation": "italic",
        "added": "bold color(27)",
        "removed": "bold color(160)",
        "insert": "underline color(27)",
        "insert-mark": "color(27)",
        "delete": "strike color(160)",
        "delete-mark": "color(160)",
        "both": "underline strike color(163)",
        "both-mark": "color(163)",
        "number": "bold underline color(163)",
        "number-mark": "color(163)",
        "term": "italic",
        "term-mark": "none",
        "open": "bold color(97)",
        "concern": "color(128)",
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
contrast of at least 3.8 to 1 with black and with white, and none becomes white, yellow or cyan on a
terminal of sixteen colours. Deleted is red and inserted blue, which people with any of the usual
colour blindnesses tell apart; both have marks in the text besides (and are struck and underlined),
so that no meaning rests on colour."""

GUTTER = " │ "
LEAST = 12
"""Columns that a column of text has at least."""
RESET = "\x1b[0m"
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
# what takes one column each: anything else is measured by rich, whose tables take 10 ms to load
_ODD = re.compile(
    "[^\n -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u2052\u2190-\u2193\u2500-\u2502]"
)


def as_text(pieces: Iterable[Segment]) -> Text:
    """Segments as one rich Text: each styled by the name that it has in THEME. Nothing in the text
    is read as markup; a tab becomes a blank."""
    text = Text()
    for piece, style in pieces:
        text.append(piece.replace("\t", " "), style or None)
    return text


class Line(NamedTuple):
    """One line of output: its pieces and how many columns they take."""

    pieces: list[Segment]
    width: int


def count_cells(text: str) -> int:
    """How many columns a text takes, wide characters two, combining ones none."""
    if text.isascii() or _ODD.search(text) is None:
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def render_rows(
    rows: Iterable[Row],
    *,
    width: int,
    styles: Mapping[str, str] | None = None,
    encoding: str = "utf-8",
) -> str:
    """The rows as text of at most `width` columns, words never cut unless longer than a line.
    `styles`: of palettes.make_styles; None: no colour."""
    out: list[str] = []
    table: list[Row] = []
    for row in rows:
        kind = row.kind
        if kind == "table":
            table.append(row)
            continue
        if table:
            out.extend(_table_lines(table, width))
            table = []
        if kind == "line":
            out.extend(_lay_text(row.left, width - row.indent, row.hang, styles, " " * row.indent))
        elif kind == "blank":
            out.append("")
        elif kind == "heading":
            out.extend(
                _lay_text(
                    [Segment(text, style or "heading") for text, style in row.left],
                    width,
                    4,
                    styles,
                    "",
                )
            )
            out.append("─" * width)
        else:
            out.extend(_lay_columns(row, width, styles))
    out.extend(_table_lines(table, width) if table else ())
    out.append("")
    text = "\n".join(map(str.rstrip, out) if styles is None else out)
    return text if encoding.lower().replace("-", "") == "utf8" else text.translate(_ASCII)


def _lay_text(
    segments: Sequence[Segment], width: int, hang: int, styles: Mapping[str, str] | None, pad: str
) -> list[str]:
    """Running text as lines, `pad` before each, `hang` more before all but the first."""
    text = "".join([segment.text for segment in segments])
    if "\t" in text:
        text = text.replace("\t", " ")
    breaks = break_text(text, max(width, LEAST), hang)
    lines = (
        [text[start:end] for start, end in breaks]
        if styles is None
        else _paint_lines(text, segments, breaks, styles)
    )
    inner = pad + " " * hang
    return [(inner if n else pad) + line for n, line in enumerate(lines)]


def _lay_columns(row: Row, width: int, styles: Mapping[str, str] | None) -> Iterator[str]:
    """Columns beside each other, each wrapped for itself."""
    cells = row.cells or (row.left, row.right)
    room = width - row.indent - len(GUTTER) * (len(cells) - 1)
    column = room // len(cells)
    pad = " " * row.indent
    if column < LEAST:  # no room beside each other
        for cell in cells:
            yield from _lay_text(cell, width - row.indent, row.hang, styles, pad)
        return
    laid = []
    for cell in cells:
        text = "".join([segment.text for segment in cell]).replace("\t", " ")
        breaks = break_text(text, column, row.hang)
        plain = [text[start:end] for start, end in breaks]
        painted = plain if styles is None else _paint_lines(text, cell, breaks, styles)
        hangs = [row.hang if start and text[start - 1] != "\n" else 0 for start, _ in breaks]
        laid.append(
            [
                (" " * hang + line, column - count_cells(bare) - hang)
                for hang, line, bare in zip(hangs, painted, plain)
            ]
        )
    empty = ("", column)
    for n in range(max(map(len, laid))):
        parts = [column_lines[n] if n < len(column_lines) else empty for column_lines in laid]
        yield pad + GUTTER.join([text + " " * rest for text, rest in parts[:-1]] + [parts[-1][0]])


def _paint_lines(
    text: str,
    segments: Sequence[Segment],
    breaks: Sequence[tuple[int, int]],
    styles: Mapping[str, str],
) -> list[str]:
    """The lines of a text with the escape codes of its segments; a style ends with its line."""
    borders: list[tuple[int, int, str]] = []
    at = 0
    for piece, style in segments:
        code = styles.get(style, "")
        if code and piece:
            borders.append((at, at + len(piece), code))
        at += len(piece)
    lines = []
    first = 0
    for start, end in breaks:
        out, done = [], start
        while first < len(borders) and borders[first][1] <= start:
            first += 1
        for begin, stop, code in borders[first:]:
            if begin >= end:
                break
            begin, stop = max(begin, start), min(stop, end)
            out += (text[done:begin], code, text[begin:stop], RESET)
            done = stop
        lines.append("".join(out) + text[done:end])
    return lines


def wrap(segments: Iterable[Segment], width: int, hang: int = 0) -> list[Line]:
    """Segments as lines of at most `width` columns, broken at white space (and inside words longer
    than a line); lines after the first are indented by `hang`."""
    segments = tuple(segments)
    text = "".join([segment.text for segment in segments])
    lines: list[Line] = []
    at = before = 0  # segment that a line starts in, and the offset of that segment
    for start, end in break_text(text, max(width, LEAST), hang):
        pieces = [Segment(" " * hang)] if lines and hang else []
        while at < len(segments) and before + len(segments[at].text) <= start:
            before += len(segments[at].text)
            at += 1
        n, offset = at, before
        while n < len(segments) and offset < end:
            piece, style = segments[n]
            pieces.append(Segment(piece[max(start - offset, 0) : end - offset], style))
            offset += len(piece)
            n += 1
        lines.append(Line(pieces, (hang if lines else 0) + count_cells(text[start:end])))
    return lines


def break_text(text: str, width: int, hang: int = 0) -> list[tuple[int, int]]:
    """Where the lines of `text` start and end, without the white space they are broken at; never
    empty."""
    breaks: list[tuple[int, int]] = []
    begin = 0
    narrow = text.isascii() or _ODD.search(text) is None
    for paragraph in text.rstrip().split("\n"):
        start, stop = begin, begin + len(paragraph.rstrip())
        room = width - (hang if breaks else 0)
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
    """How far from `start` the text fits into `room` columns, wide characters counted as two; at
    least one character."""
    used, at = 0, start
    while at < stop:
        used += count_cells(text[at])
        if used > room:
            return max(at, start + 1)
        at += 1
    return at


def _table_lines(rows: Sequence[Row], width: int) -> Iterator[str]:
    """A plain table, numbers to the right; where it is too wide for the terminal, its rows as
    running text."""
    cells = [[segment.text for segment in row.left] for row in rows]
    widths = [
        max(count_cells(row[n]) for row in cells if n < len(row))
        for n in range(max(map(len, cells)))
    ]
    for row in cells:
        if sum(widths) + 2 * (len(widths) - 1) > width:
            yield from _lay_text([Segment("  ".join(filter(None, row)))], width, 4, None, "")
        else:
            yield "  ".join(
                text.rjust(size) if text.isdigit() else text + " " * (size - count_cells(text))
                for text, size in zip(row, widths)
            )
