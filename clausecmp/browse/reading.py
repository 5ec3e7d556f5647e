"""Where a reader is in a comparison and how she moves: search, jumps, filter, the way back. Knows
nothing of a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..comparison.placed_concerns import PlacedConcern
from ..comparison.result import Block, Change, Comparison
from ..model.draft import Clause, Draft
from ..model.refs import RefError, find_ref
from .entries import Entry, Wanted, filter_entries, list_entries

_FOLDED = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\n": " "}
)


class Place(NamedTuple):
    """An entry and a change in it, by their numbers."""

    entry: int = 0
    change: int = 0


def fold_plain(text: str) -> str:
    """Text as a search compares it, of the same length: case, quotes and dashes folded."""
    return "".join(
        char.lower() if len(char.lower()) == 1 else char for char in text.translate(_FOLDED)
    )


class Reading:
    """A reader's place in a comparison. `side`: the draft whose order the list follows; every
    movement that leaves the neighbourhood is remembered, so that `go_back` returns."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.side = "right"
        self.wanted = Wanted()
        self.query = ""
        self.at = Place()
        self.entries: list[Entry] = []
        self._orders: dict[str, list[Entry]] = {}
        self._matches: list[Place] = []
        self._history: list[tuple[str, Clause | None, Change | None]] = []
        self._refresh()

    @property
    def entry(self) -> Entry:
        return self.entries[self.at.entry]

    @property
    def change(self) -> Change | None:
        return self.entry.changes[self.at.change] if self.entry.changes else None

    @property
    def block(self) -> Block | None:
        """The article of the right draft, or the removed one, that holds the current clause: the
        unit of the reports."""
        if self.change is None:
            return self.entry.block
        return next(
            (
                block
                for block in self.comparison.blocks
                for change in block.changes
                if change.pair == self.change.pair
            ),
            None,
        )

    @property
    def draft(self) -> Draft:
        """The draft whose order the list follows."""
        return getattr(self.comparison.drafts, self.side)

    @property
    def matches(self) -> list[Place]:
        return self._matches

    def all_entries(self) -> list[Entry]:
        """The entries of the present order, before the filter."""
        if self.side not in self._orders:
            self._orders[self.side] = list_entries(self.comparison, self.side)
        return self._orders[self.side]

    def _refresh(self) -> None:
        self.entries = filter_entries(self.all_entries(), self.wanted, self.comparison.book)
        self._matches = self._find_matches() if self.query else []

    def _find_matches(self) -> list[Place]:
        needle = fold_plain(" ".join(self.query.split()))
        found = []
        for n, entry in enumerate(self.entries):
            for m, text in enumerate(self._texts(entry)):
                if needle in fold_plain(text):
                    found.append(Place(n, m))
        return found

    def _texts(self, entry: Entry) -> list[str]:
        """What a search reads, for each change: refs, words of both sides, concerns; the title with
        the first."""

        def read_placed_concerns(placed_concerns: Iterable[PlacedConcern]) -> str:
            people = self.comparison.book.stakeholders
            return "\n".join(
                f"{people[placed.concern.stakeholder]} {placed.concern.summary}"
                for placed in placed_concerns
            )

        drafts = self.comparison.drafts
        texts = []
        for change in entry.changes:
            words = [
                draft.by_ref[ref].words
                for draft, refs in zip(drafts, (change.pair.left, change.pair.right))
                for ref in refs
            ]
            texts.append(
                "\n".join(
                    [
                        *words,
                        read_placed_concerns(
                            placed for placed in change.placed_concerns if not placed.whole
                        ),
                    ]
                )
            )
        first = f"{entry.title}\n{read_placed_concerns(entry.placed_concerns)}\n"
        return [first + texts[0], *texts[1:]] if texts else [first]

    def move_entry(self, step: int) -> None:
        """To a neighbouring article, as far as there is one."""
        self.at = Place(min(max(self.at.entry + step, 0), len(self.entries) - 1))

    def move_change(self, step: int) -> bool:
        """To a neighbouring clause, across articles. False at either end."""
        places = self._places()
        n = places.index(self.at) + step
        if not 0 <= n < len(places):
            return False
        self.at = places[n]
        return True

    def _places(self) -> list[Place]:
        return [
            Place(n, m)
            for n, entry in enumerate(self.entries)
            for m in range(max(1, len(entry.changes)))
        ]

    def move_marked(self, step: int) -> bool:
        """To the next match of the search, or, without a search, the next changed clause. False
        where there is none."""
        places = (
            self._matches
            if self.query
            else [
                Place(n, m)
                for n, entry in enumerate(self.entries)
                for m, change in enumerate(entry.changes)
                if not change.unchanged
            ]
        )
        ahead = [place for place in places if (place > self.at if step > 0 else place < self.at)]
        if not ahead:
            return False
        self.at = ahead[0] if step > 0 else ahead[-1]
        return True

    def search(self, query: str) -> bool:
        """Go to the clause that `query` names, else to the first match of its words from here on;
        '' ends the search."""
        self.query, self._matches = "", []
        if not query.strip():
            return True
        if self.go_to_written(query):
            return True
        self.query = query
        self._matches = self._find_matches()
        if not self._matches:
            self.query = ""
            return False
        self.remember()
        self.at = next((place for place in self._matches if place >= self.at), self._matches[0])
        return True

    def go_to_written(self, text: str) -> bool:
        """Go to a ref as a person writes it, of the draft in whose order she reads. False if it is
        none of its refs."""
        try:
            ref = find_ref(text, self.draft.by_ref)
        except RefError:
            return False
        return self.go_to(self.side, ref)

    def remember(self) -> None:
        """Keep the present place for `go_back`."""
        self._history.append((self.side, self.entry.clause, self.change))

    def go_to(self, side: str, ref: str) -> bool:
        """Go to the change that holds `ref` of a side, or the first within it; the filter yields if
        it hides that."""
        place = self._find_place(side, ref)
        if place is None and self.wanted != Wanted():
            self.wanted = Wanted()
            self._refresh()
            place = self._find_place(side, ref)
        if place is None:
            return False
        self.remember()
        self.at = place
        return True

    def _find_place(self, side: str, ref: str) -> Place | None:
        order = {one: n for n, one in enumerate(getattr(self.comparison.drafts, side).by_ref)}
        clause = getattr(self.comparison.drafts, side).by_ref.get(ref)
        units = {below.ref for below in clause.walk()} if clause else set()
        found = [
            (min(order[one] for one in getattr(change.pair, side) if one in units), Place(n, m))
            for n, entry in enumerate(self.entries)
            for m, change in enumerate(entry.changes)
            if any(one in units for one in getattr(change.pair, side))
        ]
        return min(found)[1] if found else None

    def go_back(self) -> bool:
        """To where the reader was before the last jump. False if there was none."""
        if not self._history:
            return False
        self.side, clause, change = self._history.pop()
        self._refresh()
        self._restore(clause, change)
        return True

    def _restore(self, clause: Clause | None, change: Change | None) -> None:
        """Stand at the change, else at the article, else at the overview."""
        for n, entry in enumerate(self.entries):
            for m, other in enumerate(entry.changes):
                if change and other.pair == change.pair:
                    self.at = Place(n, m)
                    return
        self.at = next(
            (Place(n) for n, entry in enumerate(self.entries) if entry.clause is clause), Place()
        )

    def choose(self, wanted: Wanted) -> bool:
        """Filter the list, staying as near as can be. False, and nothing done, if it would keep no
        change."""
        before, clause, change = self.wanted, self.entry.clause, self.change
        self.wanted = wanted
        self._refresh()
        if not any(entry.changes for entry in self.entries):
            self.wanted = before
            self._refresh()
            return False
        self._restore(clause, change)
        if clause is not None and self.entry.clause is None:
            self.move_change(1)
        return True

    def cross_over(self) -> str | None:
        """Read the present pair in the order of the other draft. None if done, else why there is no
        counterpart."""
        clause, change = self.entry.clause, self.change
        if change is not None and not (change.pair.left and change.pair.right):
            return self._describe_gap(change)
        self.remember()
        self.side = "left" if self.side == "right" else "right"
        self._refresh()
        self._restore(clause, change)
        return None

    def _describe_gap(self, change: Change) -> str:
        side, other = ("left", "right") if change.pair.left else ("right", "left")
        refs = getattr(change.pair, side)
        joins = [
            join
            for ref in refs
            for join in getattr(self.comparison.alignment.possible, side).get(ref, ())
        ]
        weak = ", ".join(f"{getattr(join, other)} ({join.score:.2f})" for join in joins)
        name = getattr(self.comparison.drafts, other).display_name
        return f"{', '.join(refs)} has no counterpart in {name}" + (
            f"; too weak to claim: {weak}" if weak else ""
        )
