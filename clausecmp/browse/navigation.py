"""Where a reader is in a comparison and how she moves: search, jumps, filter, the way back. Knows
nothing of a screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..comparison.placed_concerns import PlacedConcern
from ..comparison.result import Block, Change, Comparison
from ..model.draft import Clause, Draft
from ..model.refs import RefError, find_ref
from ..model.vocabulary import Side
from .articles import ListedArticle, list_articles
from .filters import EVERYTHING, Filter, filter_articles
from .links import Link, refs_of, take_side

_FOLDED = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\n": " "}
    | {"ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "，": ",", "；": ";", "：": ":"}
)


class Position(NamedTuple):
    """An article of the list and a change in it, by their numbers."""

    article: int = 0
    change: int = 0


class Stop(NamedTuple):
    """A place to come back to, whatever the list shows by then."""

    side: Side
    clause: Clause | None
    change: Change | None


def fold_words(text: str) -> str:
    """Text as a search compares it, of the same length: case, quotes and dashes folded."""
    return "".join(
        char.lower() if len(char.lower()) == 1 else char for char in text.translate(_FOLDED)
    )


class Navigation:
    """A reader's place in a comparison. `side`: the draft whose order the list follows; every
    movement that leaves the neighbourhood is recorded, so that `go_back` returns."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.side = Side.RIGHT
        self.filter = EVERYTHING
        self.query = ""
        self.at = Position()
        self.articles: list[ListedArticle] = []
        self.matches: list[Position] = []
        self._orders: dict[Side, list[ListedArticle]] = {}
        self._history: list[Stop] = []
        self._refresh()

    @property
    def article(self) -> ListedArticle:
        return self.articles[self.at.article]

    @property
    def change(self) -> Change | None:
        return self.article.changes[self.at.change] if self.article.changes else None

    @property
    def block(self) -> Block | None:
        """The article of the right draft, or the removed one, that holds the current clause: the
        unit of the reports."""
        if self.change is None:
            return self.article.block
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
        return take_side(self.comparison.drafts, self.side)

    def all_articles(self) -> list[ListedArticle]:
        """The articles of the present order, before the filter."""
        if self.side not in self._orders:
            self._orders[self.side] = list_articles(self.comparison, self.side)
        return self._orders[self.side]

    def _refresh(self) -> None:
        self.articles = filter_articles(self.all_articles(), self.filter, self.comparison.book)
        self.matches = self._find_matches() if self.query else []

    def _find_matches(self) -> list[Position]:
        needle = fold_words(self.query)
        return [
            Position(n, m)
            for n, article in enumerate(self.articles)
            for m, text in enumerate(self._texts(article))
            if needle in fold_words(text)
        ]

    def _texts(self, article: ListedArticle) -> list[str]:
        """What a search reads, for each change: refs, words of both sides, concerns; the title with
        the first."""

        def read(concerns: Iterable[PlacedConcern]) -> str:
            people = self.comparison.book.stakeholders
            return "\n".join(
                f"{people[placed.concern.stakeholder]} {placed.concern.summary}"
                for placed in concerns
            )

        drafts = self.comparison.drafts
        texts = []
        for change in article.changes:
            words = [drafts.left.by_ref[ref].words for ref in change.pair.left]
            words += [drafts.right.by_ref[ref].words for ref in change.pair.right]
            texts.append("\n".join([*words, read(change.own_placed_concerns)]))
        first = f"{article.title}\n{read(article.placed_concerns)}\n"
        return [first + texts[0], *texts[1:]] if texts else [first]

    def move_article(self, step: int) -> None:
        """To a neighbouring article, as far as there is one."""
        self.at = Position(min(max(self.at.article + step, 0), len(self.articles) - 1))

    def move_change(self, step: int) -> bool:
        """To a neighbouring clause, across articles. False at either end."""
        places = self._places()
        n = places.index(self.at) + step
        if not 0 <= n < len(places):
            return False
        self.at = places[n]
        return True

    def _places(self) -> list[Position]:
        return [
            Position(n, m)
            for n, article in enumerate(self.articles)
            for m in range(max(1, len(article.changes)))
        ]

    def move_marked(self, step: int) -> bool:
        """To the next match of the search, or, without a search, the next changed clause. False
        where there is none."""
        places = (
            self.matches
            if self.query
            else [
                Position(n, m)
                for n, article in enumerate(self.articles)
                for m, change in enumerate(article.changes)
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
        self.query, self.matches = "", []
        query = " ".join(query.split())
        if not query:
            return True
        if self.go_to_written(query):
            return True
        self.query = query
        self.matches = self._find_matches()
        if not self.matches:
            self.query = ""
            return False
        self._record()
        self.at = next((place for place in self.matches if place >= self.at), self.matches[0])
        return True

    def go_to_written(self, text: str) -> bool:
        """Go to a ref as a person writes it, of the draft in whose order she reads. False if it is
        none of its refs."""
        try:
            ref = find_ref(text, self.draft.by_ref)
        except RefError:
            return False
        return self.go_to(Link(self.side, ref))

    def _record(self) -> None:
        """Keep the present place for `go_back`."""
        self._history.append(Stop(self.side, self.article.clause, self.change))

    def go_to(self, link: Link) -> bool:
        """Go to the change that holds a clause, or the first within it; the filter yields if it
        hides that. False if no change does."""
        place = self._find_place(link)
        if place is None and self.filter != EVERYTHING:
            self.filter = EVERYTHING
            self._refresh()
            place = self._find_place(link)
        if place is None:
            return False
        self._record()
        self.at = place
        return True

    def _find_place(self, link: Link) -> Position | None:
        draft = take_side(self.comparison.drafts, link.side)
        if link.ref not in draft.by_ref:
            return None
        order = {below.ref: n for n, below in enumerate(draft.by_ref[link.ref].walk())}
        found = [
            (order[ref], Position(n, m))
            for n, article in enumerate(self.articles)
            for m, change in enumerate(article.changes)
            for ref in refs_of(change, link.side)
            if ref in order
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
        for n, article in enumerate(self.articles):
            for m, other in enumerate(article.changes):
                if change and other.pair == change.pair:
                    self.at = Position(n, m)
                    return
        same = (n for n, article in enumerate(self.articles) if article.clause is clause)
        self.at = Position(next(same, 0))

    def choose(self, chosen: Filter) -> bool:
        """Filter the list, staying as near as can be. False, and nothing done, if it would keep no
        change."""
        before, clause, change = self.filter, self.article.clause, self.change
        self.filter = chosen
        self._refresh()
        if not any(article.changes for article in self.articles):
            self.filter = before
            self._refresh()
            return False
        self._restore(clause, change)
        if clause is not None and self.article.clause is None:
            self.move_change(1)
        return True

    def cross_over(self) -> str | None:
        """Read the present pair in the order of the other draft. None if done, else why there is no
        counterpart."""
        clause, change = self.article.clause, self.change
        if change is not None and not (change.pair.left and change.pair.right):
            return self._describe_gap(change)
        self._record()
        self.side = self.side.opposite
        self._refresh()
        self._restore(clause, change)
        return None

    def _describe_gap(self, change: Change) -> str:
        side = Side.LEFT if change.pair.left else Side.RIGHT
        refs = refs_of(change, side)
        possible = take_side(self.comparison.alignment.possible, side)
        weak = ", ".join(
            f"{join.right if side is Side.LEFT else join.left} ({join.score:.2f})"
            for ref in refs
            for join in possible.get(ref, ())
        )
        name = take_side(self.comparison.drafts, side.opposite).display_name
        return f"{', '.join(refs)} has no counterpart in {name}" + (
            f"; too weak to claim: {weak}" if weak else ""
        )
