"""The widgets: panes of lines that scroll, bars of one or two lines, a scroll bar that needs no
colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from rich.cells import cell_len
from rich.segment import Segment as Piece
from rich.segment import Segments
from rich.style import Style
from textual import events
from textual.color import Color
from textual.filter import LineFilter
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from ..render.segments import Segment
from .pages import Page, PageLine, Source, fit_text
from .reading import fold_plain

CURRENT = "▌"
"""Stands before every line of the current article or clause."""
MARGIN = 2
"""Lines that stay in view before and after what is current."""
UNDERLINE = Style(underline=True)


class Followed(Message):
    """A link was clicked: `left:28(4)`, or `do:action` in a bar."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self.target = target


class StripColors(LineFilter):
    """Takes every colour off, of the text and behind it (NO_COLOR). Weight, underline, strike and
    reverse stay; a cursor that textual draws by exchanging the colours becomes reverse."""

    def apply(self, segments: list[Piece], background: Any) -> list[Piece]:
        return [
            Piece(text, style and _strip_style(style, background), control)
            for text, style, control in segments
        ]


@lru_cache(1024)
def _strip_style(style: Style, background: Color) -> Style:
    turned = False
    if (
        style.color
        and style.bgcolor
        and not style.color.is_default
        and not style.bgcolor.is_default
    ):
        front, back = (
            Color.from_rich_color(color).brightness for color in (style.color, style.bgcolor)
        )
        turned = abs(back - background.brightness) > abs(front - background.brightness)
    plain = style.without_color + Style(meta=style.meta)
    return plain + Style(reverse=True) if turned else plain


class LineBar(ScrollBarRender):
    """A scroll bar drawn with characters, so that it is seen without colours; it serves as the line
    between panes."""

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Any = None,
        bar_color: Any = None,
    ) -> Segments:
        """One character for each row: a thin line, the thumb heavy."""
        start, end = _find_thumb(size, virtual_size, window_size, position)
        back, thumb = Style.from_color(back_color), Style.from_color(bar_color)
        grab, up, down = (
            Style(meta={"@mouse.down": name}) for name in ("grab", "scroll_up", "scroll_down")
        )
        pieces = [
            Piece("┃", thumb + grab)
            if start <= n < end
            else Piece("│", back + (up if n < start else down))
            for n in range(int(size))
        ]
        return Segments(pieces, new_lines=True)


def _find_thumb(
    size: int, virtual_size: float, window_size: float, position: float
) -> tuple[int, int]:
    """First and last row of the thumb; none where everything is seen."""
    if not size or not window_size or virtual_size <= window_size:
        return 0, 0
    length = max(1, round(size * window_size / virtual_size))
    start = round((size - length) * position / (virtual_size - window_size))
    return start, start + length


def paint_pieces(pieces: Iterable[Segment], styles: dict[str, Style], base: Style) -> list[Piece]:
    """Pieces with the styles of the palette. Text is only ever text: nothing in it is read as
    markup."""
    painted = []
    for text, style in pieces:
        name, _, target = style.partition("@")
        look = styles.get(name, Style.null())
        if target and not target.startswith("do:"):
            look = look + UNDERLINE if name else styles["link"]
        painted.append(Piece(text, base + look))
    return painted


def mark_matches(pieces: list[Piece], query: str, look: Style) -> list[Piece]:
    """The pieces with every occurrence of `query` in the line marked."""
    needle, text = (
        fold_plain(" ".join(query.split())),
        fold_plain("".join(piece.text for piece in pieces)),
    )
    found = [n for n in range(len(text)) if text.startswith(needle, n)] if needle in text else []
    if not found:
        return pieces
    marked = {at for n in found for at in range(n, n + len(needle))}
    out, offset = [], 0
    for piece in pieces:
        start = 0
        for at in range(1, len(piece.text) + 1):
            if at == len(piece.text) or (offset + at in marked) != (offset + start in marked):
                style = (piece.style or Style.null()) + (
                    look if offset + start in marked else Style.null()
                )
                out.append(Piece(piece.text[start:at], style))
                start = at
        offset += len(piece.text)
    return out


def find_target(pieces: Sequence[Segment], x: int) -> str:
    """The link under column `x` of a line, '' if there is none."""
    for text, style in pieces:
        x -= cell_len(text)
        if x < 0:
            return style.partition("@")[2]
    return ""


class Bar(Widget):
    """Lines that do not scroll: the head and the keys at the foot."""

    def __init__(self, source: Source, *, id: str) -> None:
        super().__init__(id=id)
        self.source = source

    def render_line(self, y: int) -> Strip:
        """A line of the bar."""
        lines = self.source(self.size.width).lines
        pieces = lines[y].pieces if y < len(lines) else ()
        return Strip(
            paint_pieces(pieces, self.app.text_styles, self.rich_style)
        ).adjust_cell_length(self.size.width, self.rich_style)

    def on_click(self, event: events.Click) -> None:
        """Follow what is under the mouse."""
        lines = self.source(self.size.width).lines
        if event.y < len(lines) and (target := find_target(lines[event.y].pieces, event.x)):
            self.post_message(Followed(target))


class Pane(ScrollView, can_focus=True, inherit_bindings=False):
    """A page that scrolls under a title; a mark at the left edge stands beside what is current."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Pane { overflow-y: scroll; overflow-x: hidden; scrollbar-size-vertical: 1; }"

    class Chosen(Message):
        """A line of an owner was clicked."""

        def __init__(self, pane: Pane, owner: int) -> None:
            super().__init__()
            self.pane, self.owner = pane, owner

    def __init__(self, source: Source, *, id: str) -> None:
        super().__init__(id=id)
        self.source = source
        self.page = Page("", ())

    def on_mount(self) -> None:
        self.vertical_scrollbar.renderer = LineBar

    def on_resize(self, event: events.Resize) -> None:
        self.update_page()

    @property
    def columns(self) -> int:
        """Columns for text: without the mark at the left and the scroll bar."""
        return max(self.size.width - 2, 10)

    def update_page(self, *, top: bool = False) -> None:
        """Ask for the page anew and bring what is current into view; `top`: from its first line."""
        before = self.page
        self.page = self.source(self.columns)
        self.virtual_size = Size(self.size.width - 1, len(self.page.lines) + 1)
        if top or before.current != self.page.current or len(before.lines) != len(self.page.lines):
            self.show_current(top=top)
        self.refresh()

    def find_span(self) -> tuple[int, int]:
        """First and last line of what is current."""
        owned = [
            n
            for n, entry in enumerate(self.page.lines)
            if entry.owner is not None and entry.owner == self.page.current
        ]
        return (owned[0], owned[-1]) if owned else (0, 0)

    def show_current(self, *, top: bool = False) -> None:
        """Scroll as little as shows all of it, or as much of its beginning as there is room for."""
        first, last = self.find_span()
        room = self.size.height - 1
        if last - first + 1 + 2 * MARGIN <= room:
            first, last = max(first - MARGIN, 0), min(last + MARGIN, len(self.page.lines) - 1)
        start = round(self.scroll_offset.y)
        if top and first <= self._count_head():
            start = 0
        elif first < start or last - first >= room:
            start = first
        elif last >= start + room:
            start = last - room + 1
        self.move_to(start)

    def show_match(self) -> bool:
        """Bring the first match of the search within what is current into view. False where there
        is none."""
        needle = fold_plain(" ".join(self.page.query.split()))
        found = [
            n
            for n, entry in enumerate(self.page.lines)
            if entry.owner == self.page.current
            and needle in fold_plain("".join(piece.text for piece in entry.pieces))
        ]
        start, room = round(self.scroll_offset.y), self.size.height - 1
        if found and not start <= found[0] < start + room:
            self.move_to(max(found[0] - room // 2, 0))
        return bool(found)

    def _count_head(self) -> int:
        """Lines before the first owner: the heading and a blank line."""
        return next((n for n, entry in enumerate(self.page.lines) if entry.owner is not None), 0)

    def move_to(self, y: int) -> None:
        """Scroll at once; a reader waits for no animation."""
        self.scroll_to(y=y, animate=False, force=True, immediate=True)

    def scroll_within(self, step: int) -> bool:
        """Scroll on through a clause that is longer than the pane. False when its end is in view
        already."""
        first, last = self.find_span()
        start, room = round(self.scroll_offset.y), self.size.height - 1
        hidden = last - (start + room - 1) if step > 0 else start - first
        if hidden <= 0:
            return False
        self.move_to(start + step * min(hidden, max(room - 2, 1)))
        return True

    def render_line(self, y: int) -> Strip:
        """The title, then the lines from where the pane is scrolled to."""
        styles, base = self.app.text_styles, self.rich_style
        if y == 0:
            pieces = self._title_pieces()
        else:
            n = round(self.scroll_offset.y) + y - 1
            pieces = self._line_pieces(self.page.lines[n]) if n < len(self.page.lines) else []
        width = self.size.width - 1
        painted = paint_pieces(pieces, styles, base)
        if self.page.query and y:
            painted = mark_matches(painted, self.page.query, styles["match"])
        return Strip(painted).adjust_cell_length(width, base)

    def _line_pieces(self, entry: PageLine) -> list[Segment]:
        current = entry.owner is not None and entry.owner == self.page.current
        return [Segment(CURRENT if current else " ", "mark"), *entry.pieces]

    def _title_pieces(self) -> list[Segment]:
        """A rule with the title in it, heavy in the pane that the keys go to."""
        rule, style = ("━", "focus") if self.has_focus else ("─", "title")
        width = self.size.width - 1
        note = f" {self.page.note} " if self.page.note else ""
        room = width - 3 - cell_len(note)
        title = (
            self.page.title
            if cell_len(self.page.title) <= room
            else fit_text(self.page.title, max(room, 1)).rstrip()
        )
        fill = room - cell_len(title)
        return [
            Segment(rule, style),
            Segment(f" {title} ", style),
            Segment(rule * max(fill, 0), style),
            Segment(note, style),
        ]

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse, else make its article or clause the current one."""
        n = round(self.scroll_offset.y) + event.y - 1
        if event.y == 0 or n >= len(self.page.lines) or event.x >= self.size.width - 1:
            return
        entry = self.page.lines[n]
        if target := find_target(entry.pieces, event.x - 1):
            self.post_message(Followed(target))
        elif entry.owner is not None:
            self.post_message(self.Chosen(self, entry.owner))

    def watch_has_focus(self, value: bool) -> None:
        super().watch_has_focus(value)
        self.refresh()
