"""BrowseApp: the panes put together, and what each key does."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Container
from textual.filter import LineFilter
from textual.theme import Theme

from ..comparison.result import Comparison
from ..render.segments import name_clause
from .dialogs import ChoiceDialog, HelpDialog, PromptDialog
from .entries import Wanted, cite_clause
from .frame import (
    decide_layout,
    find_chosen,
    foot_page,
    head_page,
    list_choices,
    make_wanted,
    name_choice,
)
from .pages import concerns_page, list_links, list_page, text_page
from .palette import DARK, LIGHT, find_styles
from .panes import Bar, Followed, Pane, StripColors
from .reading import Reading
from .writing import name_file, write_article


class BrowseApp(App[None]):
    """An article list, the pair, its concerns. All state of reading is in `reading`."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; color: $foreground; }
    #head { height: 2; background: $panel; }
    #main, #body { layout: horizontal; height: 1fr; }
    #body { width: 1fr; }
    #body.below { layout: vertical; }
    #list { height: 1fr; }
    #text { width: 1fr; height: 1fr; }
    #foot { height: 1; background: $panel; }
    Pane { background: $background; scrollbar-color: $accent; scrollbar-color-hover: $accent; scrollbar-color-active: $accent;
           scrollbar-background: $secondary; scrollbar-background-hover: $secondary; scrollbar-background-active: $secondary; }
    Dialog, PromptDialog { background: transparent; }
    Dialog { align: center middle; }
    #dialog { height: auto; border: round $accent; background: $background; }
    #dialog-foot { height: 1; }
    PromptDialog { align: left bottom; }
    #prompt { height: 2; background: $panel; }
    #prompt-label { height: 1; }
    #prompt-input, #prompt-input:focus { height: 1; border: none; padding: 0 1; background: $panel; color: $foreground; }
    """
    BINDINGS = [
        ("down,j", "move(1)", "Next"),
        ("up,k", "move(-1)", "Previous"),
        ("pagedown,space", "page(1)", "Down"),
        ("pageup", "page(-1)", "Up"),
        ("home", "edge(-1)", "First"),
        ("end", "edge(1)", "Last"),
        ("right", "enter_pane('text')", "Text"),
        ("left", "enter_pane('list')", "List"),
        ("n", "marked(1)", "Next change"),
        ("p", "marked(-1)", "Previous change"),
        ("slash", "search", "Search"),
        ("escape", "leave_search", "End search"),
        ("f", "filter", "Filter"),
        ("F", "unfilter", "Show all"),
        ("g", "follow", "Follow"),
        ("enter", "enter", "Enter"),
        ("b,backspace", "back", "Back"),
        ("c", "cross", "Counterpart"),
        ("y", "cite", "Cite"),
        ("Y", "cite(True)", "Cite counterpart"),
        ("w", "write", "Write"),
        ("v", "view", "View"),
        ("z", "zoom", "Text alone"),
        ("t", "light", "Dark or light"),
        ("question_mark", "help", "Help"),
        ("q", "quit", "Quit"),
    ]

    def __init__(
        self,
        comparison: Comparison,
        *,
        start: tuple[str, str] | None = None,
        view: str | None = None,
        dark: bool = True,
        plain: bool = False,
    ) -> None:
        self.plain = plain  # asked for while the App is made
        super().__init__()
        self.reading = Reading(comparison)
        self.view, self.zoom, self.message = view, False, ""
        self.arranged = decide_layout(80, 24, view)
        for name, colors in (("clausecmp-dark", DARK), ("clausecmp-light", LIGHT)):
            self.register_theme(_make_theme(name, colors))
        self.theme = "clausecmp-dark" if dark else "clausecmp-light"
        if start:
            self.reading.go_to(*start)

    @property
    def text_styles(self) -> dict[str, Style]:
        """The styles of the palette in use."""
        return find_styles(self.theme != "clausecmp-light")

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colours the last filter takes off what the theme and textual's own grey scale put
        on."""
        return [*super().get_line_filters(), *[StripColors()] * self.plain]

    def compose(self) -> ComposeResult:
        """Head, list, text, concerns, foot."""
        yield Bar(
            lambda width: head_page(self.reading, self.arranged, self.message, width), id="head"
        )
        with Container(id="main"):
            yield Pane(lambda width: list_page(self.reading, width), id="list")
            with Container(id="body"):
                yield Pane(
                    lambda width: text_page(self.reading, self.arranged.view, width), id="text"
                )
                yield Pane(lambda width: concerns_page(self.reading, width), id="concerns")
        yield Bar(foot_page, id="foot")

    def on_mount(self) -> None:
        self.arrange()
        self.find_pane("text" if self.reading.change else "list").focus()

    def on_resize(self, event: events.Resize) -> None:
        self.arrange(*event.size)

    def find_pane(self, name: str) -> Pane:
        """One of list, text, concerns; of the screen below whatever dialog is open."""
        return self.screen_stack[0].query_one(f"#{name}", Pane)

    def arrange(self, width: int = 0, height: int = 0) -> None:
        """Divide the screen by its size."""
        book = self.reading.comparison.book
        layout = self.arranged = decide_layout(
            width or self.size.width,
            height or self.size.height,
            self.view,
            zoom=self.zoom,
            concerns=bool(book.concerns),
        )
        listed, concerns = self.find_pane("list"), self.find_pane("concerns")
        listed.display, concerns.display = bool(layout.list_width), bool(layout.concerns)
        listed.styles.width = layout.list_width
        concerns.styles.width = layout.size if layout.concerns == "beside" else "1fr"
        concerns.styles.height = layout.size if layout.concerns == "below" else "1fr"
        self.screen_stack[0].query_one("#body").set_class(layout.concerns == "below", "below")
        self.call_after_refresh(self.show)

    def show(self, *, top: bool = False) -> None:
        """Bring every pane up to date with the reading; `top`: begin the text at its first line."""
        self.find_pane("list").update_page()
        self.find_pane("text").update_page(top=top)
        self.find_pane("concerns").update_page(top=True)
        for name in ("head", "foot"):
            self.screen_stack[0].query_one(f"#{name}").refresh()

    def say(self, message: str) -> None:
        """Show a message until the next key."""
        self.message = message
        self.screen_stack[0].query_one("#head").refresh()

    def _moved(self, done: bool, otherwise: str) -> None:
        """After a movement: show where it led, or say that it led nowhere."""
        self.message = "" if done else otherwise
        self.show(top=done)
        if done and self.reading.query:
            self.find_pane("text").show_match() or self.find_pane("concerns").show_match()

    def action_move(self, step: int) -> None:
        """One article, clause or line on, by the pane that the keys go to."""
        focus = self.focused.id if self.focused else "list"
        if focus == "concerns":
            pane = self.find_pane("concerns")
            pane.move_to(round(pane.scroll_offset.y) + step)
        elif focus == "text" and self.find_pane("text").scroll_within(step):
            return
        elif focus == "text":
            self._moved(
                self.reading.move_change(step),
                "The text ends here." if step > 0 else "The text begins here.",
            )
        else:
            self.reading.move_entry(step)
            self._moved(True, "")

    def action_page(self, step: int) -> None:
        """Ten articles on in the list, else a screen of text."""
        focus = self.focused.id if self.focused else "text"
        if focus == "list":
            self.reading.move_entry(step * 10)
            self._moved(True, "")
        else:
            pane = self.find_pane(focus or "text")
            pane.move_to(round(pane.scroll_offset.y) + step * max(pane.size.height - 3, 1))

    def action_edge(self, step: int) -> None:
        """To the first or last article, or line of the text."""
        if self.focused and self.focused.id != "list":
            pane = self.find_pane(self.focused.id or "text")
            pane.move_to(0 if step < 0 else len(pane.page.lines))
        else:
            self.reading.move_entry(step * len(self.reading.entries))
            self._moved(True, "")

    def action_enter_pane(self, name: str) -> None:
        if self.find_pane(name).display:
            self.find_pane(name).focus()

    def action_enter(self) -> None:
        """From the list to the text; in the text follow a cross-reference."""
        if self.focused and self.focused.id == "list":
            self.action_enter_pane("text")
        else:
            self.action_follow()

    def action_marked(self, step: int) -> None:
        what = "match" if self.reading.query else "changed clause"
        self._moved(
            self.reading.move_marked(step), f"No {what} {'after' if step > 0 else 'before'} this."
        )

    def action_search(self) -> None:
        """Ask for a ref or words; without a match the question stays open."""

        def check(text: str) -> str | None:
            return None if self.reading.search(text) else f"Nothing here has “{text}”."

        self.push_screen(
            PromptDialog(" Search: a ref, or words (Esc leaves)", "", check),
            lambda found: self._moved(True, ""),
        )

    def action_leave_search(self) -> None:
        self.reading.search("")
        self._moved(True, "")

    def action_filter(self) -> None:
        """Ask what to show."""
        choices = list_choices(self.reading)

        def accept(chosen: set[int] | None) -> None:
            if chosen is not None:
                self._moved(
                    self.reading.choose(make_wanted(choices, chosen)),
                    "Nothing meets that filter: it stays as it was.",
                )

        self.push_screen(
            ChoiceDialog(
                "Show only",
                [name_choice(*choice) for choice in choices],
                find_chosen(choices, self.reading.wanted),
            ),
            accept,
        )

    def action_unfilter(self) -> None:
        self.reading.choose(Wanted())
        self._moved(True, "")

    def action_follow(self) -> None:
        """Go where the cross-reference of the clause leads; of several, ask which."""
        links = list_links(self.reading)
        if len(links) < 2:
            self._jump(*links[0]) if links else self.say("This clause names no other clause.")
            return
        drafts = self.reading.comparison.drafts

        def name(side: str, ref: str) -> str:
            draft = getattr(drafts, side)
            return f"{ref:<12} {name_clause(draft.article_of(ref))} ({side})"

        self.push_screen(
            ChoiceDialog("Go to", [name(*link) for link in links]),
            lambda n: self._jump(*links[n]) if n is not None else None,
        )

    def _jump(self, side: str, ref: str) -> None:
        self._moved(self.reading.go_to(side, ref), f"{ref} has no text here.")

    def action_back(self) -> None:
        self._moved(self.reading.go_back(), "No jump to go back from.")

    def action_cross(self) -> None:
        gap = self.reading.cross_over()
        self._moved(gap is None, f"{gap}.")

    def action_cite(self, other: bool = False) -> None:
        """Copy the citation of the clause in the draft that is followed; where it has none there,
        of the other one."""
        change, side = self.reading.change, self.reading.side
        if change is None:
            self.say("Go to a clause first: the overview has none to cite.")
            return
        if other == bool(getattr(change.pair, side)):
            side = "left" if side == "right" else "right"
        refs = getattr(change.pair, side)
        if not refs:
            self.say("This clause has no counterpart to cite.")
            return
        text = cite_clause(getattr(self.reading.comparison.drafts, side), refs)
        self.copy_to_clipboard(text)
        self.say(f"Copied: {text}")

    def action_write(self) -> None:
        """Ask for a file name and write the article there."""
        block = self.reading.block
        if block is None:
            self.say("Go to an article first: the overview is written by `clausecmp diff`.")
            return
        clause = block.right or block.left[0]
        asked: set[str] = set()

        def check(name: str) -> str | None:
            return write_article(block, self.reading.comparison, name, asked)

        label = f" Write {name_clause(clause)} to (Esc leaves)"
        self.push_screen(
            PromptDialog(label, name_file(clause), check),
            lambda name: self.say(f"Written: {name}") if name else None,
        )

    def action_view(self) -> None:
        """From inline to side by side, or back."""
        self.view = "inline" if self.arranged.view == "side-by-side" else "side-by-side"
        self.message = ""
        self.arrange()

    def action_zoom(self) -> None:
        """The text alone, or all panes again."""
        self.zoom, self.message = not self.zoom, ""
        self.arrange()
        self.find_pane("text").focus()

    def action_light(self) -> None:
        self.theme = "clausecmp-light" if self.theme == "clausecmp-dark" else "clausecmp-dark"
        self.show()

    def action_help(self) -> None:
        self.push_screen(HelpDialog())

    async def on_followed(self, message: Followed) -> None:
        """A click on a cross-reference, or on a key at the foot."""
        side, _, ref = message.target.partition(":")
        if side == "do":
            await self.run_action(ref)
        else:
            self._jump(side, ref)

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """A click on an article or a clause."""
        at = self.reading.at
        self.reading.at = (
            at._replace(change=message.owner)
            if message.pane.id == "text"
            else type(at)(message.owner)
        )
        self.message = ""
        self.show(top=message.pane.id == "list")


def _make_theme(name: str, colors: dict[str, str]) -> Theme:
    return Theme(
        name,
        primary=colors["accent"],
        secondary=colors["bar"],
        accent=colors["accent"],
        foreground=colors["foreground"],
        background=colors["background"],
        surface=colors["background"],
        panel=colors["panel"],
        dark=name.endswith("dark"),
    )
