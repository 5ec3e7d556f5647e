"""What lies over the panes for a moment: help, a list of choices, a question that is answered in
words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from ..render.segments import Segment, line
from .pages import Page, PageLine, lay_rows
from .panes import Bar, Pane

HELP = (
    (
        "Moving",
        (
            (
                "↑ ↓  j k",
                "in the list the next article, in the text the next clause; a long clause scrolls first",
            ),
            (
                "n p",
                "next and previous changed clause; during a search the next and previous match",
            ),
            (
                "Tab",
                "from the list to the text to the concerns; Enter in the list goes to the text",
            ),
            ("PgUp PgDn Home End", "scroll; in the list first and last article"),
            ("g, Enter", "follow a cross-reference of the clause (underlined, or click it)"),
            ("b, Backspace", "back to where the last jump began"),
            ("c", "the counterpart: the same pair in the order of the other draft"),
        ),
    ),
    (
        "Finding",
        (
            ("/", "a ref such as 28(4), or words of the texts, headings and concerns; Esc ends it"),
            (
                "f",
                "show only some relations, unsure pairs, or the concerns of some sides; F shows all",
            ),
        ),
    ),
    (
        "Taking along",
        (
            ("y Y", "copy the citation of the clause; Y: of its counterpart"),
            ("w", "write the article with redline and concerns as markdown"),
        ),
    ),
    (
        "View",
        (
            ("v", "inline or side by side"),
            ("z", "the text alone, and back"),
            ("t", "dark or light"),
            ("? q", "this help; quit"),
        ),
    ),
    (
        "Marks",
        (
            ("≠ ≈ =", "pairs changed; equal but for renamed terms; the same"),
            ("+ -", "added to the right draft; removed from the left one"),
            ("< >", "split into several; merged from several"),
            ("↕", "moved among its neighbours"),
            ("*", "concerns"),
            ("!!! !! !", "signals of high, medium, low grade"),
            ("[-x-] {+x+} <x>", "deleted, inserted, a renamed term"),
            ("~ ? after a ref", "what is known of the clause is of medium, of low confidence"),
        ),
    ),
)


class Dialog(ModalScreen):
    """A pane in a frame; `make_page` says what is in it. Esc closes it without a result."""

    BINDINGS = [("escape", "leave", "Close")]
    columns = 76

    def __init__(self, foot: str) -> None:
        super().__init__()
        self.foot = foot

    def compose(self) -> ComposeResult:
        with Vertical(id="dialog"):
            yield Pane(self.make_page, id="dialog-pane")
            yield Bar(
                lambda width: Page("", [PageLine((Segment(" " + self.foot, "dim"),))]),
                id="dialog-foot",
            )

    def on_mount(self) -> None:
        self.fit_frame(*self.app.size)
        self.query_one(Pane).focus()

    def on_resize(self, event: events.Resize) -> None:
        self.fit_frame(*event.size)

    def fit_frame(self, width: int, height: int) -> None:
        """As large as what is in it, as far as the screen allows."""
        columns = min(self.columns, width - 2)
        self.query_one("#dialog").styles.width = columns
        lines = len(self.make_page(columns - 4).lines) + 1
        self.query_one(Pane).styles.height = max(min(lines, height - 5), 3)

    def make_page(self, width: int) -> Page:
        """What is in the frame."""
        raise NotImplementedError

    def action_leave(self) -> None:
        self.dismiss(None)


class HelpDialog(Dialog):
    """The keys and the marks."""

    BINDINGS = [
        ("q,question_mark,enter", "leave", "Close"),
        ("down,j", "scroll(1)", "Down"),
        ("up,k", "scroll(-1)", "Up"),
        ("pagedown,space", "scroll(10)", "Down"),
        ("pageup", "scroll(-10)", "Up"),
    ]

    def __init__(self) -> None:
        super().__init__("↑ ↓ scroll · Esc closes")

    def make_page(self, width: int) -> Page:
        """What is in the frame."""
        lines: list[PageLine] = []
        for title, keys in HELP:
            lines += [
                PageLine((Segment(title, "heading"),)),
                *(found for key, about in keys for found in _help_lines(key, about, width)),
                PageLine(),
            ]
        return Page("Help", lines[:-1])

    def action_scroll(self, step: int) -> None:
        pane = self.query_one(Pane)
        pane.move_to(round(pane.scroll_offset.y) + step)


def _help_lines(key: str, about: str, width: int) -> list[PageLine]:
    row = line(Segment(f"{key:<20}", "key"), about, indent=1, hang=20)
    return list(lay_rows([row], width))[:-1]


class ChoiceDialog(Dialog):
    """A list to choose from. With `chosen` several, each with a box; the result is the set of their
    numbers. Without it one: the result is its number."""

    BINDINGS = [
        ("down,j", "move(1)", "Down"),
        ("up,k", "move(-1)", "Up"),
        ("space", "toggle", "Mark"),
        ("enter", "accept", "Accept"),
    ]

    def __init__(self, title: str, choices: Sequence[str], chosen: set[int] | None = None) -> None:
        super().__init__(
            "Space marks · Enter shows · Esc leaves"
            if chosen is not None
            else "Enter goes there · Esc leaves"
        )
        self.heading, self.choices, self.chosen, self.at = title, choices, chosen, 0
        self.columns = max(cell_len(text) for text in (*choices, self.foot)) + 12

    def make_page(self, width: int) -> Page:
        """What is in the frame."""
        lines = [
            PageLine((Segment(self._box(n) + text, "cursor" if n == self.at else ""),), n)
            for n, text in enumerate(self.choices)
        ]
        return Page(self.heading, lines, current=self.at)

    def _box(self, n: int) -> str:
        return "" if self.chosen is None else "[x] " if n in self.chosen else "[ ] "

    def action_move(self, step: int) -> None:
        self.at = (self.at + step) % len(self.choices)
        self.query_one(Pane).update_page()

    def action_toggle(self) -> None:
        if self.chosen is not None:
            self.chosen ^= {self.at}
            self.query_one(Pane).update_page()

    def action_accept(self) -> None:
        self.dismiss(self.at if self.chosen is None else self.chosen)

    def on_pane_chosen(self, message: Pane.Chosen) -> None:
        """A click marks or chooses, here and not in the pane below."""
        message.stop()
        self.at = message.owner
        if self.chosen is None:
            self.action_accept()
        else:
            self.action_toggle()


class PromptDialog(ModalScreen):
    """A question in the last line. `check` gets the answer and says what is wrong with it, None if
    nothing; the result is the answer."""

    BINDINGS = [("escape", "leave", "Close")]

    def __init__(self, label: str, value: str, check: Callable[[str], str | None]) -> None:
        super().__init__()
        self.label, self.value, self.check, self.note = label, value, check, ""

    def compose(self) -> ComposeResult:
        with Vertical(id="prompt"):
            yield Bar(self._make_page, id="prompt-label")
            yield Input(self.value, id="prompt-input")

    def _make_page(self, width: int) -> Page:
        return Page(
            "", [PageLine((Segment(self.note or self.label, "warn" if self.note else "message"),))]
        )

    def on_mount(self) -> None:
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Done when nothing is wrong with the answer."""
        self.note = self.check(event.value) or ""
        if self.note:
            self.query_one(Bar).refresh()
        else:
            self.dismiss(event.value)

    def on_key(self, event: events.Key) -> None:
        """A warning goes with the next key."""
        if self.note and event.key != "enter":
            self.note = ""
            self.query_one(Bar).refresh()

    def action_leave(self) -> None:
        self.dismiss(None)
