"""What the list of articles shows: criteria, each chosen or not, and the changes that meet them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from ..comparison.filters import SLOTS, WORDING, list_slots
from ..comparison.placed_concerns import PlacedConcern
from ..comparison.result import Change
from ..files.concerns import ConcernBook
from ..model.vocabulary import GRADES
from .articles import RELATIONS, ListedArticle


class Aspect(StrEnum):
    """In what respect changes are chosen."""

    RELATION = "relation"
    SURENESS = "sureness"
    GRADE = "grade"
    SLOT = "slot"
    SIDE = "side"
    THEME = "theme"


class Criterion(NamedTuple):
    """One value that a change can have in one respect."""

    aspect: Aspect
    value: str

    @property
    def title(self) -> str:
        """`added to the right draft`, `signal of high grade`, `changed conditions`, `concern of
        academia`."""
        match self.aspect:
            case Aspect.GRADE:
                return f"signal of {self.value} grade"
            case Aspect.SLOT:
                return _TITLES.get(self.value, f"changed {self.value}")
            case Aspect.SIDE:
                return f"concern of {self.value}"
            case Aspect.THEME:
                return f"concern on {self.value}"
            case _:
                return _TITLES.get(self.value, self.value)


_TITLES = {
    "terms": "renamed terms only",
    "added": "added to the right draft",
    "removed": "removed from the left draft",
    "unsure": "unsure pairs",
    WORDING: "changed words without a signal",
}
Filter = frozenset[Criterion]
"""The criteria that are chosen. In every aspect that has any, a change must meet one of them; the
empty filter keeps everything."""
EVERYTHING: Filter = frozenset()


def describe_filter(chosen: Filter) -> str:
    """`changed, unsure pairs, concern of academia`; '' for the empty filter."""
    return ", ".join(criterion.title for criterion in sorted(chosen))


def count_criteria(
    articles: Sequence[ListedArticle], book: ConcernBook
) -> list[tuple[Criterion, int]]:
    """Every criterion that some change meets, and how many do: relations, grades and slots in
    the order of weight, the others by name."""
    counts = Counter(
        Criterion(aspect, value)
        for article in articles
        for change in article.changes
        for aspect in Aspect
        for value in _list_values(change, aspect, book)
    )
    weight = {value: n for n, value in enumerate((*RELATIONS, *GRADES, *SLOTS, WORDING))}
    aspects = list(Aspect)

    def order(criterion: Criterion) -> tuple[int, int, str]:
        return aspects.index(criterion.aspect), weight.get(criterion.value, 0), criterion.value

    return [(criterion, counts[criterion]) for criterion in sorted(counts, key=order)]


def _list_values(change: Change, aspect: Aspect, book: ConcernBook) -> set[str]:
    """What a change is in one respect; a moved pair has its relation and is moved."""
    match aspect:
        case Aspect.RELATION:
            return {change.pair.relation} | ({"moved"} if change.pair.moved else set())
        case Aspect.SURENESS:
            return set() if change.pair.sure else {"unsure"}
        case Aspect.GRADE:
            return {signal.grade for signal in change.signals}
        case Aspect.SLOT:
            return list_slots(change)
        case Aspect.SIDE:
            return {book.side_of(placed.concern) for placed in change.placed_concerns}
        case Aspect.THEME:
            return {placed.concern.theme for placed in change.placed_concerns}


def filter_articles(
    articles: Sequence[ListedArticle], chosen: Filter, book: ConcernBook
) -> list[ListedArticle]:
    """Only the changes that are wanted, and of the concerns only those of the chosen sides and
    themes; articles left empty are left out, the overview stays."""
    if not chosen:
        return list(articles)
    wanted: dict[Aspect, set[str]] = {}
    for aspect, value in chosen:
        wanted.setdefault(aspect, set()).add(value)

    def keep(concerns: Iterable[PlacedConcern]) -> tuple[PlacedConcern, ...]:
        sides, themes = wanted.get(Aspect.SIDE), wanted.get(Aspect.THEME)
        return tuple(
            placed
            for placed in concerns
            if (sides is None or book.side_of(placed.concern) in sides)
            and (themes is None or placed.concern.theme in themes)
        )

    kept = []
    for article in articles:
        changes = tuple(
            change._replace(placed_concerns=keep(change.placed_concerns))
            for change in article.changes
            if all(_list_values(change, aspect, book) & wanted[aspect] for aspect in wanted)
        )
        if changes or article.clause is None:
            kept.append(
                article._replace(
                    changes=changes,
                    placed_concerns=keep(article.placed_concerns),
                    orphans=keep(article.orphans),
                    hidden=len(article.changes) - len(changes),
                )
            )
    return kept
