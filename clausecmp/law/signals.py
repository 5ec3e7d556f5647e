"""Two answering texts -> Signals: changes of legal force, stated as observations.

A false signal is worse than none: every rule first makes sure that the words are nowhere on the
other side, in the whole pair and in other words. The words and sentences are data
(data/signals.yaml). How often signals are right is measured by tests/bench/signal_sample.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model.sides import Sides
from ..model.tokens import Fold
from ..model.vocabulary import GRADES, Grade
from .definitions import find_definition_changes
from .directions import Direction
from .figures import find_threshold_changes
from .lexicon import Words, load_words
from .marks import (
    find_enumeration_changes,
    find_list_changes,
    find_scope_changes,
    find_unanswered,
    may_raise_signal,
)
from .norms import find_norm_changes
from .references import Context, find_reference_changes
from .texts import FoldedText, RawSignal, TextPair

__all__ = ["Context", "Signal", "find_signals"]

DOUBTFUL = 0.34
"""In a pair that is not sure nothing is claimed below this share of common content words."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A change of legal force. `direction`: how the right text differs from the left one; `left`
    and `right`: the words on either side, '' where it has none; `rule`: the entry of signals.yaml
    or the check that found it."""

    id: str
    direction: Direction
    grade: Grade
    left: str
    right: str
    sentence: str
    rule: str


def find_signals(
    left: str | Sequence[str] | None,
    right: str | Sequence[str] | None,
    *,
    fold: Fold | None = None,
    context: Context | None = None,
    words: Words | None = None,
    same_words: bool = False,
    sure: bool = True,
) -> tuple[Signal, ...]:
    """The signals between two texts, or between all parts of a split or merged pair, highest grade
    first.

    None (or no parts) on one side: a clause without counterpart, for which only few words
    (safeguards, reservations, ...) raise a signal. `same_words`: the texts are known to be equal
    but for folded terms; only references are looked at. `sure` False: it is doubtful that the texts
    answer each other, so nothing is claimed where they share little. Mirrored: the sides exchanged
    give the same signals, exchanged, with opposite directions.
    """
    words = words or load_words()
    sides = Sides(_read_parts(left), _read_parts(right))
    # one order of the sides is computed, so that the other cannot come out differently
    exchanged = bool(sides.left and sides.right) and sides.left > sides.right
    if exchanged:
        sides, context = sides.swap(), context.swap() if context else None
    found = _find_all(sides, fold, context, words, same_words, 0 if sure else DOUBTFUL)
    if exchanged or not sides.left:
        found = (signal.mirror() for signal in found)
    unique = {(signal.id, signal.rule, signal.left, signal.right): signal for signal in found}
    ordered = sorted(unique.values(), key=lambda signal: GRADES.index(signal.grade))
    return tuple(
        Signal(one.id, one.direction, one.grade, one.left, one.right, one.sentence, one.rule)
        for one in ordered
    )


def _read_parts(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (
        ()
        if not text
        else (text,)
        if isinstance(text, str)
        else tuple(part for part in text if part)
    )


def _find_all(
    sides: Sides[tuple[str, ...]],
    fold: Fold | None,
    context: Context | None,
    words: Words,
    same_words: bool,
    least: float,
) -> Iterator[RawSignal]:
    """Every signal in the order of the rules. `least`: texts that have less in common are left
    alone."""
    left, right = sides
    if not left or not right:
        if may_raise_signal("\n".join(left or right), words):
            yield from find_unanswered(FoldedText(left or right, fold), words)
        return
    texts = TextPair(left, right, fold)
    if context is not None:
        yield from find_reference_changes(texts, context, words)
    if left == right or same_words or least and texts.likeness < least:
        return
    if texts.changed:
        yield from find_norm_changes(texts, words)
        yield from find_list_changes(texts, words)
        yield from find_threshold_changes(texts, words)
        yield from find_scope_changes(texts, words)
        yield from find_enumeration_changes(texts, words)
        yield from find_definition_changes(texts, fold, words)
