"""BrowseApp: the panes put together, and what each key does."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from rich.console import Group
from rich.text import Text
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding
from textual.containers import Container, Horizontal
from textual.screen import Screen
from textual.widgets import Footer, Header, OptionList, Static

from ..comparison.result import Comparison
from ..model.vocabulary import Side
from ..render.segments import Row, name_clause
from ..render.terminal import THEME
from .articles import cite_clause
from .drawing import (
    article_foot,
    article_head,
    article_texts,
    concerns_page,
    describe_notice,
    draw_rows,
    overview,
)
from .filters import EVERYTHING, Filter, count_criteria, describe_filter
from .links import Link, list_links, refs_of, take_side
from .navigation import Navigation
from .panes import ArticleList, ArticlePane, Clause, ConcernsPane
from .screens import FilterScreen, HelpScreen, LinkScreen, QuestionScreen
from .writing import name_file, write_article

SIDE_BY_SIDE_FROM = 84
"""Columns of text from which two columns read better than one: two of 40, about what `diff` has
from 100."""
BESIDE_FROM = 165
"""Columns of the screen from which the concerns stand beside two columns of text."""


class View(StrEnum):
    """How the two texts of a clause are shown."""

    INLINE = "inline"
    SIDE_BY_SIDE = "side-by-side"


THEMES = {
    "textual-dark": "textual-light",
    "textual-light": "textual-dark",
    "ansi-dark": "ansi-light",
    "ansi-light": "ansi-dark",
}
"""A theme, and the one of the other brightness. The two of ANSI use the terminal's own colours."""


class BrowseApp(App[None]):
    """A list of articles, the current one with its clauses, the concerns. What is shown follows
    from `navigation` and the view."""

    TITLE = "clausecmp"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-normal"), (118, "-wide"), (150, "-widest")]
    CSS = """
    #state { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    #panes { height: 1fr; }
    #articles, TextPane {
        border: round $foreground 40%; border-title-style: bold; padding: 0;
        background: $background; background-tint: $background 0%; scrollbar-size-vertical: 1;
        &:focus { border: heavy $primary; background-tint: $background 0%; }
        &:ansi { border: round ansi_default; }
        &:ansi:focus { border: heavy ansi_default; }
    }
    #articles { width: 26; height: 1fr; max-height: 100%; }
    #articles > .option-list--option { padding: 0; }
    OptionList:nocolor > .option-list--option-highlighted { text-style: bold underline; }
    #body { width: 1fr; }
    #article { height: 1fr; }
    #concerns { height: 35%; min-height: 5; }
    Clause { padding-left: 2; margin-bottom: 1; }
    Clause.-current { padding-left: 1; border-left: outer $primary; &:ansi { border-left: outer ansi_default; } }
    TextPane > Static { padding-left: 1; }
    .-narrow #articles { width: 18; }
    .-wide #articles { width: 30; }
    .-widest #articles { width: 44; }
    .-wide #body, .-widest #body {
        layout: horizontal;
        #article { width: 1fr; height: 100%; }
        #concerns { width: 30%; min-width: 32; height: 100%; }
    }
    #body.-stacked {
        layout: vertical;
        #article { width: 100%; height: 1fr; }
        #concerns { width: 100%; height: 35%; }
    }
    SelectionList:nocolor > .selection-list--button-selected { text-style: reverse bold; }
    SelectionList:nocolor > .selection-list--button-selected-highlighted { text-style: bold; }
    SelectionList:nocolor > .selection-list--button { text-style: dim; }
    ModalScreen { align: center middle; }
    .dialog {
        width: 78; max-width: 100%; height: auto; max-height: 90%;
        border: round $primary; border-title-style: bold; background: $background; padding: 0 1;
        & VerticalScroll, & OptionList { height: auto; max-height: 100%; background: $background; }
        & .note { height: auto; color: $text-muted; }
    }
    """
    BINDINGS = [
        Binding("question_mark", "help", "Help", tooltip="keys and marks"),
        Binding("q", "quit", "Quit", tooltip="quit"),
        Binding("n", "move_marked(1)", "Next change", tooltip="next change; in a search, match"),
        Binding("p", "move_marked(-1)", "Previous", tooltip="previous change or match"),
        Binding("slash", "search", "Search", tooltip="a ref such as 28(4), or words; Esc ends it"),
        Binding("f", "filter", "Filter", tooltip="relations, doubt, signals, slots, sides, themes"),
        Binding("F", "show_all", "Show all", tooltip="end the filter", show=False),
        Binding("g", "follow", "Follow", tooltip="follow a cross-reference (or click it)"),
        Binding("b,backspace", "back", "Back", tooltip="back to where the last jump began"),
        Binding("c", "cross", "Counterpart", tooltip="the pair in the order of the other draft"),
        Binding("y", "cite", "Cite", tooltip="copy the citation of the clause"),
        Binding("Y", "cite(True)", "Cite counterpart", tooltip="copy its citation", show=False),
        Binding("w", "write", "Write", tooltip="write the article as markdown"),
        Binding("v", "view", "View", tooltip="inline or side by side"),
        Binding("z", "zoom", "Zoom", tooltip="the article alone, and back"),
        Binding("t", "toggle_theme", "Dark/light", tooltip="dark or light; more under Ctrl+P"),
        Binding("escape", "leave_search", "End search", show=False),
    ]

    def __init__(
        self,
        comparison: Comparison,
        *,
        start: Link | None = None,
        view: View | None = None,
        theme: str = "textual-dark",
    ) -> None:
        super().__init__(ansi_color=theme.startswith("ansi") or None)  # NO_COLOR is read here
        self.navigation = Navigation(comparison)
        self.chosen_view = view
        self.theme = theme
        self.console.push_theme(THEME)
        drafts = comparison.drafts
        self.title = f"{drafts.left.display_name} → {drafts.right.display_name}"
        self._start = start
        self._listed: object = None  # what the list shows
        self._shown: object = None  # what the article pane shows
        if start:
            self.navigation.go_to(start)

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static(id="state", markup=False)
        with Horizontal(id="panes"):
            yield ArticleList(id="articles", markup=False)
            with Container(id="body"):
                yield ArticlePane(id="article")
                yield ConcernsPane(id="concerns")
        yield Footer()

    def on_mount(self) -> None:
        """The keys go to the list, or to the clause that was asked for."""
        self.concerns_pane.display = bool(self.navigation.comparison.book.concerns)
        (self.article_pane if self._start else self.list).focus()

    @property
    def main(self) -> Screen[object]:
        """The screen with the panes, whatever lies over it."""
        return self.screen_stack[0]

    @property
    def list(self) -> ArticleList:
        """The list of articles."""
        return self.main.query_one(ArticleList)

    @property
    def article_pane(self) -> ArticlePane:
        """The text of the current article."""
        return self.main.query_one(ArticlePane)

    @property
    def concerns_pane(self) -> ConcernsPane:
        """The concerns of the current clause."""
        return self.main.query_one(ConcernsPane)

    @property
    def view(self) -> View:
        """The view that was chosen, else the one that the width allows."""
        wide = self.article_pane.size.width >= SIDE_BY_SIDE_FROM
        return self.chosen_view or (View.SIDE_BY_SIDE if wide else View.INLINE)

    async def on_article_pane_resized(self) -> None:
        """Show everything anew, in the view that the width asks for."""
        stacked = self.chosen_view is View.SIDE_BY_SIDE and self.size.width < BESIDE_FROM
        self.main.query_one("#body").set_class(stacked, "-stacked")
        await self.show()

    async def show(self) -> None:
        """Bring every pane up to date with the navigation."""
        navigation = self.navigation
        article, at, query = navigation.article, navigation.at, navigation.query
        self._show_state()
        self._show_list()
        pane, view = self.article_pane, self.view
        shown = (navigation.side, navigation.filter, at.article, query, view)
        if shown != self._shown:
            self._shown = shown
            if article.clause is None:
                rows: list[Row] = overview(navigation.comparison)
            else:
                rows = article_head(article)
            await pane.show_article(
                list(draw_rows(rows, query)),
                [list(draw_rows(clause, query)) for clause in article_texts(navigation, view)],
                list(draw_rows(article_foot(navigation), query)),
            )
        count = len(article.changes)
        pane.set_titles(article.title, f"{at.change + 1}/{count}" if count else "")
        pane.mark_current(at.change, match=bool(query))
        concerns = concerns_page(navigation)
        text = self.concerns_pane.query_one("#concerns-text", Static)
        text.update(Group(*draw_rows(concerns.rows, query)))
        self.concerns_pane.set_titles(concerns.title, str(concerns.own))
        self.concerns_pane.scroll_home(animate=False)
        if query:
            self.concerns_pane.call_after_refresh(self.concerns_pane.scroll_to_match, text)

    def _show_state(self) -> None:
        """Order, view, filter and search, and what the texts are worth."""
        navigation = self.navigation
        parts = [describe_notice(navigation.comparison), self.view.replace("-", " ")]
        if navigation.side is Side.LEFT:
            parts.append("in the order of the left draft")
        if navigation.filter:
            parts.append(f"filter: {describe_filter(navigation.filter)}")
        if navigation.query:
            matches = navigation.matches
            at = matches.index(navigation.at) + 1 if navigation.at in matches else "-"
            parts.append(f"search “{navigation.query}” {at}/{len(matches)}")
        self.main.query_one("#state", Static).update(Text(" · ".join(filter(None, parts))))

    def _show_list(self) -> None:
        navigation, listed = self.navigation, self.list
        shown = (navigation.side, navigation.filter, listed.size.width)
        if shown != self._listed:
            self._listed = shown
            listed.list_articles(navigation.articles, navigation.at.article)
        elif listed.highlighted != navigation.at.article:
            listed.highlighted = navigation.at.article
        listed.border_title = Text(
            navigation.draft.instrument
            if len({draft.instrument for draft in navigation.comparison.drafts}) > 1
            else navigation.draft.label or navigation.draft.version
        )
        listed.border_subtitle = f"{navigation.at.article}/{len(navigation.articles) - 1}"

    async def _after_move(self, done: bool, otherwise: str) -> None:
        """Show where a movement led, or say that it led nowhere."""
        if done:
            await self.show()
        else:
            self.say(otherwise)

    def say(self, message: str) -> None:
        """Show a message for some seconds."""
        self.notify(message, markup=False)

    async def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The highlighted article is the current one."""
        if event.option_list is self.list and event.option_index != self.navigation.at.article:
            self.navigation.move_article(event.option_index - self.navigation.at.article)
            await self.show()

    def on_option_list_option_selected(self) -> None:
        """From the list to the text."""
        self.article_pane.focus()

    async def on_clause_chosen(self, message: Clause.Chosen) -> None:
        """The clause that was clicked is the current one."""
        self.navigation.at = self.navigation.at._replace(change=message.number)
        await self.show()

    async def action_move_clause(self, step: int) -> None:
        """Scroll on in the clause; at its end, go to the next one."""
        if not self.article_pane.scroll_within(step):
            done = self.navigation.move_change(step)
            await self._after_move(done, f"The text {'ends' if step > 0 else 'begins'} here.")

    async def action_move_marked(self, step: int) -> None:
        """To the next change, or the next match of the search."""
        what = "match" if self.navigation.query else "changed clause"
        done = self.navigation.move_marked(step)
        await self._after_move(done, f"No {what} {'after' if step > 0 else 'before'} this.")

    def action_search(self) -> None:
        """Ask for a ref or words; without a match the question stays open."""

        def check(text: str) -> str | None:
            return None if self.navigation.search(text) else f"Nothing here has “{text}”."

        async def accept(text: str | None) -> None:
            if text is not None:
                await self.show()

        self.push_screen(QuestionScreen("Search: a ref, or words", "", check), accept)

    async def action_leave_search(self) -> None:
        """Show the text without marks of a search."""
        self.navigation.search("")
        await self.show()

    def action_filter(self) -> None:
        """Ask what to show."""
        navigation = self.navigation
        counts = count_criteria(navigation.all_articles(), navigation.comparison.book)

        async def accept(chosen: Filter | None) -> None:
            if chosen is not None:
                done = navigation.choose(chosen)
                await self._after_move(done, "Nothing meets that filter: it stays as it was.")

        self.push_screen(FilterScreen(counts, navigation.filter), accept)

    async def action_show_all(self) -> None:
        """End the filter."""
        self.navigation.choose(EVERYTHING)
        await self.show()

    async def action_follow(self) -> None:
        """Go where the cross-reference of the clause leads; of several, ask which."""
        comparison, change = self.navigation.comparison, self.navigation.change
        links = list_links(change, comparison) if change else []
        if len(links) < 2:
            if links:
                await self._go_to(links[0])
            else:
                self.say("This clause names no other clause.")
            return

        async def accept(link: Link | None) -> None:
            if link is not None:
                await self._go_to(link)

        def name(link: Link) -> str:
            return name_clause(take_side(comparison.drafts, link.side).article_of(link.ref))

        self.push_screen(LinkScreen([(link, name(link)) for link in links]), accept)

    async def action_follow_link(self, side: str, ref: str) -> None:
        """Go where a link leads that was clicked."""
        await self._go_to(Link(Side(side), ref))

    async def _go_to(self, link: Link) -> None:
        await self._after_move(self.navigation.go_to(link), f"{link.ref} has no text here.")

    async def action_back(self) -> None:
        """Back to where the last jump began."""
        await self._after_move(self.navigation.go_back(), "No jump to go back from.")

    async def action_cross(self) -> None:
        """The same pair in the order of the other draft."""
        gap = self.navigation.cross_over()
        await self._after_move(gap is None, f"{gap}.")

    def action_cite(self, counterpart: bool = False) -> None:
        """Copy the citation of the clause in the draft that is followed; where it has none there,
        of the other one."""
        change, side = self.navigation.change, self.navigation.side
        if change is None:
            self.say("Go to a clause first: the overview has none to cite.")
            return
        if counterpart == bool(refs_of(change, side)):
            side = side.opposite
        refs = refs_of(change, side)
        if not refs:
            self.say("This clause has no counterpart to cite.")
            return
        text = cite_clause(take_side(self.navigation.comparison.drafts, side), refs)
        self.copy_to_clipboard(text)
        self.say(f"Copied: {text}")

    def action_write(self) -> None:
        """Ask for a file name and write the article there."""
        block = self.navigation.block
        if block is None:
            self.say("Go to an article first: the overview is written by `clausecmp diff`.")
            return
        clause = block.right or block.left[0]
        asked: set[str] = set()

        def check(name: str) -> str | None:
            return write_article(block, self.navigation.comparison, name, asked)

        def accept(name: str | None) -> None:
            if name is not None:
                self.say(f"Written: {name}")

        question = f"Write {name_clause(clause)} to"
        self.push_screen(QuestionScreen(question, name_file(clause), check), accept)

    async def action_view(self) -> None:
        """From inline to side by side, or back."""
        inline = self.view is View.INLINE
        self.chosen_view = View.SIDE_BY_SIDE if inline else View.INLINE
        await self.on_article_pane_resized()

    def action_zoom(self) -> None:
        """The article alone, or all panes again."""
        if self.main.maximized is None:
            self.main.maximize(self.article_pane, container=False)
            self.article_pane.focus()
        else:
            self.main.minimize()

    def action_toggle_theme(self) -> None:
        """From dark to light, or back."""
        self.theme = THEMES.get(self.theme, "textual-dark")

    def action_help(self) -> None:
        """Show the keys and the marks."""
        keys = [
            (
                ", ".join(self.get_key_display(one) for one in binding.make_bindings([binding])),
                binding.tooltip or binding.description,
            )
            for binding in self.BINDINGS
            if isinstance(binding, Binding)
        ]
        moves = [
            ("↑ ↓, j k", "the next article or clause; a long clause scrolls first"),
            ("Tab, ← →", "from pane to pane; Enter goes to the text"),
        ]
        self.push_screen(HelpScreen([*moves, *keys]))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that has a key can be found by name, besides textual's own commands."""
        yield from super().get_system_commands(screen)
        for binding in self.BINDINGS:
            if isinstance(binding, Binding) and binding.action != "quit":
                action = binding.action
                yield SystemCommand(
                    binding.description,
                    binding.tooltip,
                    lambda action=action: self.run_action(action),
                )
