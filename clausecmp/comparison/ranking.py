"""The changes of law of a whole comparison, the weightiest first, each with the reason for its
place.

The weights are an opinion, named below; they decide the order of what is read first and nothing
else. Exchanged sides give every change the same weight.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..model.vocabulary import GRADES, Grade
from .result import Block, Change, Comparison

if TYPE_CHECKING:
    from ..law.signals import Signal
    from ..model.draft import Clause

GRADE_WEIGHTS = {Grade.HIGH: 200, Grade.MEDIUM: 100, Grade.LOW: 0}
"""A step of grade outweighs all the rest together: the grade was measured, the rest was not."""
STAKES = {
    "offence": "what a person can be punished for",
    "safeguard": "what holds the powers of a State back",
    "ground of refusal": "when a State need not cooperate",
    "right": "what a person or a State can demand",
    "reservation": "what a State can opt out of",
    "power": "what an authority is able to do",
    "prohibition": "what nobody may do",
    "duty": "what a State or an authority owes",
    "permission": "what is left open",
    "freedom from a duty": "what need not be done",
    "institution": "who watches over the treaty",
    "deadline": "by when it must be done",
    "rule": "what is or comes about",
    "definition": "what the words of other clauses mean",
    "encouragement": "what is asked for and not owed",
}
"""The sorts of rules in the order in which a negotiator asks for them: first what touches persons,
then what binds States, then how it is done. Not measured. The sentence says what is at stake."""
KIND_WEIGHT = 4
"""For each place in STAKES, counted from the end; another sort of rule weighs nothing."""
SIZES = (2, 4, 8)
"""A change weighs one more from each of these numbers of clauses on. That is less than a place in
STAKES: a long article is not a weightier one."""
ELSEWHERE_WEIGHT = -20
"""Where much the same stands in another place of the other draft, less is gained or lost."""


class RankedSignal(NamedTuple):
    """A change of law in its place among all. `change`, `signal`: where it is told; `because`: what
    it weighs by, in short words; `says`: the headline, for an article that is new or gone that of
    the article; `others`: further signals told with it, of the same article or of the same change
    at other clauses."""

    change: Change
    signal: Signal
    weight: int
    because: str
    says: str
    others: tuple[Signal, ...] = ()


class _Found(NamedTuple):
    """A signal and the change that it stands at."""

    change: Change
    signal: Signal


def rank_signals(comparison: Comparison) -> list[RankedSignal]:
    """Every signal of a comparison, the weightiest first, those of equal weight in document order.

    An article that is new or gone as a whole is one entry, and so is a change that is told in the
    same words at several clauses.
    """
    entries = [entry for block in comparison.blocks for entry in _gather_article(block)]
    alike: dict[tuple[str, str, str], list[_Found]] = {}
    for entry in entries:
        if isinstance(entry, _Found):
            signal = entry.signal
            alike.setdefault((signal.id, signal.rule, signal.says), []).append(entry)
    ranked = []
    for entry in entries:
        if isinstance(entry, RankedSignal):
            ranked.append(entry)
            continue
        found = alike.pop((entry.signal.id, entry.signal.rule, entry.signal.says), None)
        if found:
            ranked.append(_rank_alike(found))
    return sorted(ranked, key=lambda one: -one.weight)


def _gather_article(block: Block) -> Iterator[RankedSignal | _Found]:
    """The signals of an article one by one, or as one entry where all of it is new or gone."""
    found = [_Found(change, signal) for change in block.changes for signal in change.signals]
    if not found or block.left and block.right:
        yield from found
        return
    change, signal = first = max(found, key=_weigh_first)
    others = tuple(one.signal for one in found if one is not first)
    weight, because = _weigh(signal, len(block.changes), "whole article")
    yield RankedSignal(
        change, signal, weight, because, _name_article(block, signal, others), others
    )


def _weigh_first(found: _Found) -> int:
    """The weight of one signal alone; of equal ones max() takes the first."""
    return _weigh(found.signal, 1)[0]


def _rank_alike(found: list[_Found]) -> RankedSignal:
    """One entry for a change that is told at one clause or at several: where its grade is
    highest."""
    change, signal = first = min(found, key=lambda one: GRADES.index(one.signal.grade))
    clauses = len({one.change.pair for one in found})
    weight, because = _weigh(signal, clauses)
    others = tuple(one.signal for one in found if one is not first)
    return RankedSignal(change, signal, weight, because, signal.says, others)


def _weigh(signal: Signal, clauses: int, about: str = "") -> tuple[int, str]:
    """What a signal weighs that concerns so many clauses, and why."""
    weight = GRADE_WEIGHTS[signal.grade] + sum(clauses >= size for size in SIZES)
    stake = STAKES.get(signal.kind, "")
    if stake:
        weight += KIND_WEIGHT * (len(STAKES) - list(STAKES).index(signal.kind))
    if signal.elsewhere:
        weight += ELSEWHERE_WEIGHT
    reasons = [
        f"{signal.grade} grade",
        f"{signal.kind} ({stake})" if stake else signal.kind,
        about,
        f"{clauses} clauses" if clauses > 1 else "",
        f"much the same at {', '.join(signal.elsewhere)}" if signal.elsewhere else "",
    ]
    return weight, "; ".join(filter(None, reasons))


def _name_article(block: Block, signal: Signal, others: tuple[Signal, ...]) -> str:
    """`new article 15, Grooming: offence added: ... (and 3 more)`."""
    state = "new" if block.right else "gone:"
    more = f" (and {len(others)} more)" if others else ""
    return f"{state} {_name_clause(block.right or block.left[0])}: {signal.says}{more}"


def _name_clause(clause: Clause) -> str:
    name = clause.ref if clause.kind in clause.ref else f"{clause.kind} {clause.ref}"
    return f"{name}, {clause.heading}" if clause.heading else name
