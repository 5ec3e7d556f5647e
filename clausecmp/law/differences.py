"""Statements that answer each other -> signals and changed phrases, slot by slot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..align.pairs import Pair
from ..model.sides import Sides
from ..model.vocabulary import Grade, Shift, Side, Slot
from .grades import grade_replaced, grade_stretch
from .headlines import (
    make_bearer_signal,
    make_force_signal,
    make_named_signal,
    make_quantity_signal,
    make_reference_signal,
    make_replaced_signal,
    make_stretch_signal,
    quote_tokens,
)
from .lexicon import Lexicon
from .matching import SHORT, Match, is_replaced
from .quantities import compare_quantities, read_quantities
from .readings import PairReading, Reading
from .references import Answers, compare_named, read_named
from .signals import Phrase, Quote, Signal
from .slots import (
    Counts,
    Stretch,
    compare_words,
    find_lost_kinds,
    has_other_act,
    has_other_bearer,
    has_other_force,
    is_same_rule,
)
from .statements import Statement

Finding = tuple[Signal | None, Phrase | None]
"""A signal, a changed phrase, or both of the same words."""


def find_differences(one: PairReading, reading: Reading) -> Iterator[Finding]:
    """What differs between statements that answer each other."""
    counts = one.count_words()
    for match in one.matches:
        left = one.statements.left[match.left]
        right = one.statements.right[match.right]
        if _is_other_rule(left, right, match):
            yield make_replaced_signal(left, right, grade_replaced(left, right)), None
            continue
        told: list[Signal] = []
        if has_other_force(left, right) and is_same_rule(left, right, match.likeness):
            told.append(make_force_signal(left, right, Grade.HIGH))
        if has_other_bearer(left, right, counts, reading.lexicon):
            told.append(make_bearer_signal(left, right, Grade.MEDIUM))
        told += [
            *_find_named(one, left, right, reading.lexicon),
            *_find_quantities(left, right, reading.lexicon),
        ]
        yield from ((signal, None) for signal in told)
        yield from _find_changed_words(left, right, counts, reading, told)


def _find_named(
    one: PairReading, left: Statement, right: Statement, lexicon: Lexicon
) -> Iterator[Signal]:
    """A safeguard or the like that a rule names on one side, and no rule on the other."""
    for named in find_lost_kinds(left, one.statements.right, lexicon):
        yield make_named_signal(left, named, Shift.DROPPED)
    for named in find_lost_kinds(right, one.statements.left, lexicon):
        yield make_named_signal(right, named, Shift.ADDED)


def _is_other_rule(left: Statement, right: Statement, match: Match) -> bool:
    """Whether one statement was put in the place of another."""
    if min(len(left.keys), len(right.keys)) < SHORT:
        return False
    return is_replaced(match.likeness) or has_other_act(left, right, match.likeness)


def _find_quantities(left: Statement, right: Statement, lexicon: Lexicon) -> Iterator[Signal]:
    """Periods, dates, sums and numbers that changed."""
    if Slot.QUANTITY not in lexicon.reads or left.keys == right.keys:
        return
    texts = left.text, right.text
    one, other = (read_quantities(text, lexicon.language) for text in texts)
    for change in compare_quantities(one, other, *texts):
        yield make_quantity_signal(left, right, change, Grade.MEDIUM)


def _find_changed_words(
    left: Statement, right: Statement, counts: Counts, reading: Reading, told: Sequence[Signal]
) -> Iterator[Finding]:
    """Every changed stretch of words; those that `told` speaks of have no signal of their own."""
    for stretch in compare_words(left, right, counts, reading.lexicon):
        quotes = Sides(
            quote_tokens(left, stretch.left_first, stretch.left_end),
            quote_tokens(right, stretch.right_first, stretch.right_end),
        )
        grade = grade_stretch(stretch, reading.weights)
        signal = None
        if grade is not None and not _is_told(stretch, quotes, told):
            signal = make_stretch_signal(left, right, stretch, grade)
        yield signal, Phrase(stretch.slot, quotes.left, quotes.right)


def _is_told(stretch: Stretch, quotes: Sides[Quote | None], told: Iterable[Signal]) -> bool:
    """Whether the new words of a stretch are hardly more than what a signal quotes already."""
    return any(
        (not stretch.lost or _covers(signal.left, quotes.left))
        and (not stretch.gained or _covers(signal.right, quotes.right))
        for signal in told
    )


def _covers(outer: Quote | None, inner: Quote | None) -> bool:
    """Whether at least half of the words lie within others; nothing lies within anything."""
    if inner is None:
        return True
    if outer is None or outer.ref != inner.ref:
        return False
    common = min(outer.end, inner.end) - max(outer.start, inner.start)
    return 2 * common >= inner.end - inner.start


def find_references(pair: Pair, reading: Reading, answers: Answers) -> Iterator[Finding]:
    """References of the pair's clauses that lead elsewhere than the alignment explains."""
    named = Sides(
        *(
            [
                one
                for ref in refs
                for one in read_named(
                    ref, reading.drafts.of(side).by_ref[ref].words, reading.readers.of(side)
                )
            ]
            for side, refs in ((Side.LEFT, pair.left), (Side.RIGHT, pair.right))
        )
    )
    if not any(named):
        return
    for change in compare_named(*named, answers):
        signal = make_reference_signal(change, Grade.LOW)  # smaller than the rule it stands in
        yield signal, Phrase(Slot.REFERENCE, signal.left, signal.right)
