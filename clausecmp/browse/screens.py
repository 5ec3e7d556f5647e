"""What lies over the panes for a moment: help, the filter, a choice of links, a question that is
answered in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from .filters import Criterion, Filter
from .links import Link

MARKS = (
    ("≠ ≈ =", "changed; equal but for renamed terms; the same"),
    ("+ -", "added to the right draft; removed from the left one"),
    ("< >", "split into several; merged from several"),
    ("↕", "moved among its neighbours"),
    ("*", "concerns"),
    ("!!! !! !", "signals of high, medium, low grade"),
    ("[-x-] {+x+} <x>", "deleted, inserted, a renamed term"),
    ("~ ? after a ref", "what is known of the clause is of medium, of low confidence"),
)
CLOSE = Binding("escape", "dismiss", "Close")


class HelpScreen(ModalScreen[None]):
    """The keys of the browser, and the marks that it shows."""

    BINDINGS = [CLOSE, Binding("question_mark,q,enter", "dismiss", show=False)]

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Help"
            with VerticalScroll():
                tables = [self._table("Keys", self._keys), self._table("Marks", MARKS)]
                yield Static(Group(tables[0], Text(), tables[1]))
        yield Footer()

    def _table(self, title: str, rows: Sequence[tuple[str, str]]) -> Group:
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="bold", width=16)
        for key, about in rows:
            grid.add_row(Text(key), Text(about))
        return Group(Text(title, "heading"), grid)


class FilterScreen(ModalScreen[Filter | None]):
    """Criteria to choose from, with how many clauses meet each; the result is what is chosen."""

    BINDINGS = [
        Binding("enter", "accept", "Show", priority=True),
        CLOSE,
    ]

    def __init__(self, counts: Sequence[tuple[Criterion, int]], chosen: Filter) -> None:
        super().__init__()
        self._counts, self._chosen = counts, chosen

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Show only"
            width = max(len(criterion.title) for criterion, _ in self._counts)
            yield SelectionList[Criterion](
                *[
                    Selection(
                        Text(f"{criterion.title:<{width}} {count:>5}"),
                        criterion,
                        criterion in self._chosen,
                    )
                    for criterion, count in self._counts
                ],
                compact=True,
            )
            yield Static("Space marks, Enter shows", classes="note")
        yield Footer()

    def action_accept(self) -> None:
        """Show what is chosen."""
        self.dismiss(frozenset(self.query_one(SelectionList).selected))


class LinkScreen(ModalScreen[Link | None]):
    """Several clauses to go to, each with its name; the result is the one that is chosen."""

    BINDINGS = [CLOSE]

    def __init__(self, links: Sequence[tuple[Link, str]]) -> None:
        super().__init__()
        self._links = links

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = "Go to"
            options = [
                Option(Text(f"{link.ref:<12} {name} ({link.side})")) for link, name in self._links
            ]
            yield OptionList(*options, compact=True)
        yield Footer()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        event.stop()
        self.dismiss(self._links[event.option_index][0])


class QuestionScreen(ModalScreen[str | None]):
    """A question that is answered in words. `check` says what is wrong with an answer, None if
    nothing is; the question stays open until nothing is wrong. The result is the answer."""

    BINDINGS = [CLOSE]

    def __init__(self, question: str, answer: str, check: Callable[[str], str | None]) -> None:
        super().__init__()
        self._question, self._answer, self._check = question, answer, check

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = Text(self._question)
            yield Input(self._answer, compact=True)
            yield Static(id="fault", classes="note", markup=False)
        yield Footer()

    def on_input_changed(self) -> None:
        """What was wrong is forgotten."""
        self.query_one("#fault", Static).update("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Done when nothing is wrong with the answer."""
        fault = self._check(event.value)
        if fault is None:
            self.dismiss(event.value)
        else:
            self.query_one("#fault", Static).update(Text(fault))
