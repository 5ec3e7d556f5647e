"""The statements of a pair that one side lacks -> signals: what came or went as a whole.

A statement without an answer is told where it stands nowhere else: not in its own pair, in the
answering article, in a provision that the answer names, or in the other draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..align.pairs import Pair
from ..model.vocabulary import GRADES, Force, Grade, Shift, Side
from .grades import grade_statement
from .headlines import make_force_signal, make_statement_signal
from .matching import Weights
from .readings import PairReading, Reading, Refs
from .references import list_units, read_named
from .signals import Signal
from .slots import Counts, has_other_force
from .statements import Statement

IN_PAIR, IN_ARTICLE, IN_DRAFT = 0.80, 0.72, 0.80
"""A statement without answer is no loss when this share of its words stands unanswered in its own
pair, in one statement of the answering article, in one of the whole draft."""
IN_PAIR_OPENING = 0.60
"""The first for words that only open a list."""
LEAST_WORDS = 7
"""Fewer words are not looked for in the whole draft, nor are those that open a list: "Each State
Party shall make it a criminal offence:" stands over every offence."""


def find_unanswered(one: PairReading, reading: Reading) -> Iterator[Signal]:
    """A signal for the statements without answer that stand nowhere else; those of one sentence or
    list together."""
    counts = one.count_words()
    for side, change in ((Side.LEFT, Shift.DROPPED), (Side.RIGHT, Shift.ADDED)):
        answered = {match.places.of(side) for match in one.matches}
        group: list[Statement] = []
        place: str | None = None
        for number, statement in enumerate(one.statements.of(side)):
            missing, where = (
                (False, None)
                if number in answered
                else _is_missing(statement, one, side, reading, counts)
            )
            if group and not (missing and where == place and _continues(group[-1], statement)):
                yield _tell_group(group, change, place)
                group = []
            if missing:
                group, place = [*group, statement], where
        if group:
            yield _tell_group(group, change, place)


def _is_missing(
    statement: Statement, one: PairReading, side: Side, reading: Reading, counts: Counts
) -> tuple[bool, str | None]:
    """Whether a statement without answer is to be told, and the clause elsewhere in the other draft
    that says much the same."""
    keys, weights, other = statement.keys, reading.weights, side.opposite
    residues = reading.residues.of(other)
    refs = one.pair.right if side is Side.LEFT else one.pair.left
    if _stands_in_part(statement, one, side, weights):
        return False, None
    least = IN_PAIR_OPENING if _opens(statement) else IN_PAIR
    if residues.share_in_clauses(keys, refs) >= least:
        return False, None
    kept = {key for key in keys if counts.of(other)[key] >= counts.of(side)[key]}
    if weights.sum(kept) >= least * weights.sum(set(keys)):
        return False, None
    article = reading.drafts.of(side).article_of(statement.words.ref).ref
    answering = sorted(reading.answering.get((side, article), ()))
    if residues.share_in_articles(keys, answering) >= IN_ARTICLE:
        return False, None
    if named := _find_in_named(statement, refs, other, reading):
        return True, named
    if _opens(statement) or len(set(keys)) < LEAST_WORDS:
        return True, None
    return True, residues.find(keys, IN_DRAFT)


def _find_in_named(statement: Statement, refs: Refs, side: Side, reading: Reading) -> str | None:
    """A clause that the answering clauses name and that says much the same: "on the grounds of
    article 40, paragraph 21" keeps each of them."""
    draft, weights, keys = reading.drafts.of(side), reading.weights, set(statement.keys)
    least = IN_ARTICLE * weights.sum(keys)
    for ref in refs:
        for named in read_named(ref, draft.by_ref[ref].words, reading.readers.of(side)):
            for target in named.targets:
                for clause in list_units(target, draft):
                    said = reading.read_words(side, clause.ref).keys
                    if clause.ref not in refs and weights.sum(keys.intersection(said)) >= least:
                        return clause.ref
    return None


def _stands_in_part(statement: Statement, one: PairReading, side: Side, weights: Weights) -> bool:
    """Whether a statement of a split or merged clause says what a statement of the other side says
    that is answered already: the same rule stands in two parts."""
    if len(one.pair.joins) < 2:
        return False
    keys = set(statement.keys)
    weight = weights.sum(keys)
    return any(
        other.force is statement.force and weights.sum(keys & set(other.keys)) >= IN_PAIR * weight
        for other in one.statements.of(side.opposite)
    )


def _opens(statement: Statement) -> bool:
    """Whether a list follows."""
    return statement.words.text[statement.span[1] :].lstrip().startswith(":")


def _continues(before: Statement, statement: Statement) -> bool:
    """Whether a statement stands in the sentence or list of the one before it."""
    if before.words is not statement.words:
        return False
    between = statement.words.text[before.span[1] : statement.span[0]]
    return statement.item or "." not in between


def _tell_group(group: Sequence[Statement], change: Shift, elsewhere: str | None) -> Signal:
    """The signal of statements that come or go together, of the highest grade of them; a definition
    is no more than that whatever verbs it holds."""
    grade = min(map(grade_statement, group), key=GRADES.index)
    if group[0].force is Force.DEFINITION:
        grade = grade_statement(group[0])
    if elsewhere:
        grade = Grade.LOW
    return make_statement_signal(
        group, change, grade=grade, elsewhere=(elsewhere,) if elsewhere else ()
    )


def find_other_heads(pair: Pair, reading: Reading) -> Iterator[Signal]:
    """A signal where the words above an item bind otherwise than those above its answer: "shall
    establish jurisdiction when" over one, "may" over the other. Where these words answer each other
    they have a signal of their own."""
    if not pair.left or not pair.right:
        return
    refs = pair.left[0], pair.right[0]
    if reading.have_answering_parents(*refs):
        return
    if not (reading.find_head(Side.LEFT, refs[0]) and reading.find_head(Side.RIGHT, refs[1])):
        return
    left = reading.read_statements(Side.LEFT, refs[0])
    right = reading.read_statements(Side.RIGHT, refs[1])
    if (
        left
        and right
        and left[0].own_force is None
        and right[0].own_force is None
        and has_other_force(left[0], right[0])
    ):
        yield make_force_signal(left[0], right[0], Grade.HIGH)
