"""The panes of the browser: the list of articles, the article with its clauses, the concerns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from .articles import ListedArticle
from .drawing import draw_listed


class ArticleList(OptionList):
    """The articles with their marks."""

    BINDINGS = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("right", "app.focus('article')", show=False),
    ]

    def list_articles(self, articles: Iterable[ListedArticle], at: int) -> None:
        """Show these articles, one of them highlighted."""
        width = self.scrollable_content_region.width
        self.clear_options()
        self.add_options([Option(draw_listed(article, width)) for article in articles])
        self.highlighted = at


class Clause(Static):
    """One clause of an article; the current one has the class `-current`."""

    class Chosen(Message):
        """A clause was clicked, the `number`-th of its article."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, content: RenderableType, number: int) -> None:
        super().__init__(content)
        self._number = number

    def on_click(self, event: events.Click) -> None:
        """Make it the current one, unless a link was meant."""
        if "@click" not in event.style.meta:
            self.post_message(self.Chosen(self._number))


class TextPane(VerticalScroll):
    """A title and text that scrolls."""

    ALLOW_MAXIMIZE = True
    BINDINGS = [
        Binding("space", "page_down", show=False),
        Binding("left", "app.focus('articles')", show=False),
    ]

    def set_titles(self, title: str, note: str) -> None:
        """Show a title and a short note in the frame."""
        self.border_title, self.border_subtitle = Text(title), Text(note)

    def scroll_to_match(self, widget: Widget) -> bool:
        """Bring the first words of a widget that a search found into view; False if none are."""
        lines = widget.render_lines(Region(0, 0, *widget.size))
        for y, strip in enumerate(lines):
            if any(piece.style and piece.style.meta.get("match") for piece in strip):
                self.scroll_to_region(
                    Region(0, widget.virtual_region.y + y, 1, 1), animate=False, force=True
                )
                return True
        return False


class ConcernsPane(TextPane):
    """The concerns to be read with the current clause."""

    BINDINGS = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
    ]

    def compose(self) -> Iterable[Widget]:
        yield Static(id="concerns-text")


class ArticlePane(TextPane):
    """The clauses of an article below its heading; one of them is the current one."""

    BINDINGS = [
        Binding("down,j", "app.move_clause(1)", show=False),
        Binding("up,k", "app.move_clause(-1)", show=False),
        Binding("enter", "app.follow", show=False),
    ]

    class Resized(Message):
        """The pane has another width, which may ask for another view."""

    def on_resize(self) -> None:
        """Tell the app, which decides on the view."""
        self.post_message(self.Resized())

    async def show_article(
        self,
        head: Sequence[RenderableType],
        clauses: Sequence[Sequence[RenderableType]],
        foot: Sequence[RenderableType],
    ) -> None:
        """Show an article from its first line."""
        with self.app.batch_update():
            await self.remove_children()
            await self.mount(
                Static(Group(*head)),
                *[Clause(Group(*clause), n) for n, clause in enumerate(clauses)],
                Static(Group(*foot)),
            )
            self.scroll_home(animate=False, immediate=True)

    def mark_current(self, number: int, *, match: bool) -> None:
        """Mark a clause as the current one and bring it into view; `match`: the words in it that a
        search found."""
        clauses = list(self.query(Clause))
        for n, clause in enumerate(clauses):
            clause.set_class(n == number, "-current")
        if number < len(clauses):
            self.call_after_refresh(self._bring_into_view, clauses[number], match)

    def _bring_into_view(self, clause: Clause, match: bool) -> None:
        if not clause.is_attached:
            return  # another article is shown by now
        if clause.size.height == 0:  # mounted, and not laid out yet
            self.call_after_refresh(self._bring_into_view, clause, match)
            return
        if match and self.scroll_to_match(clause):
            return
        if clause is self.query(Clause).first():
            self.scroll_home(animate=False)  # with the heading
        else:
            top = clause.size.height > self.scrollable_content_region.height
            self.scroll_to_widget(clause, animate=False, top=top, force=True)

    def scroll_within(self, step: int) -> bool:
        """Scroll on through a clause that is longer than the pane; False when its end (with `step`
        -1 its beginning) is in view already."""
        current = list(self.query(Clause).filter(".-current"))
        if not current:
            return False
        region, room = current[0].virtual_region, self.scrollable_content_region.height
        top = round(self.scroll_offset.y)
        hidden = region.bottom - top - room if step > 0 else top - region.y
        if hidden <= 0:
            return False
        self.scroll_to(y=top + step * min(hidden, max(room - 2, 1)), animate=False, force=True)
        return True
