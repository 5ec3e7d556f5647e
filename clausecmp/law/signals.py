"""Two answering texts -> Signals: changes of legal force, stated as observations.

A false signal is worse than none: every rule first makes sure that the words are nowhere on the
other side, in the whole pair and in other words. The words and sentences are data
(data/signals.yaml). How often signals are right is measured by tests/bench/signal_sample.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..model.tokens import Fold
from .figures import find_threshold_changes
from .lexicon import GRADES, OPPOSITE, Words, load_words
from .marks import (
    find_enumeration_changes,
    find_list_changes,
    find_lone,
    find_scope_changes,
    may_speak_alone,
)
from .norms import find_norm_changes
from .readings import Facing, Found, Reading
from .references import Context, find_definition_changes, find_reference_changes

__all__ = ["Context", "Signal", "find_signals"]

DOUBTFUL = 0.34
"""In a pair that is not sure nothing is claimed below this share of common content words."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A change of legal force. `direction`: stronger, weaker, wider, narrower, neutral, from left
    to right; `left` and `right`: the words on either side, '' where there are none; `rule`: the
    entry of signals.yaml or the check that found it."""

    id: str
    direction: str
    grade: str
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
    ours, theirs = _read_parts(left), _read_parts(right)
    # one order of the sides is computed, so that the other cannot come out differently
    turned = bool(ours and theirs) and ours > theirs
    if turned:
        ours, theirs, context = theirs, ours, context.swap() if context else None
    found = _find_all(ours, theirs, fold, context, words, same_words, DOUBTFUL if not sure else 0)
    if turned or not ours:
        found = (_turn(signal) for signal in found)
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
    left: tuple[str, ...],
    right: tuple[str, ...],
    fold: Fold | None,
    context: Context | None,
    words: Words,
    same_words: bool,
    least: float,
) -> Iterator[Found]:
    if not left or not right:
        if may_speak_alone("\n".join(left or right), words):
            yield from find_lone(Reading(left or right, fold), words)
        return
    facing = Facing(left, right, fold)
    if context is not None:
        yield from find_reference_changes(
            "\n".join(left), "\n".join(right), context, words, lambda: facing.likeness
        )
    if left == right or same_words or least and facing.likeness < least:
        return
    if facing.changed:
        yield from find_norm_changes(facing, words)
        yield from find_list_changes(facing, words)
        yield from find_threshold_changes(facing, words)
        yield from find_scope_changes(facing, words)
        yield from find_enumeration_changes(facing, words)
        yield from find_definition_changes(facing, fold, words)


def _turn(found: Found) -> Found:
    return found._replace(
        direction=OPPOSITE[found.direction],
        left=found.right,
        right=found.left,
        sentence=found.turned,
        turned=found.sentence,
    )
