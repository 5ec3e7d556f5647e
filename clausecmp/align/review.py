"""What a person should decide next: the questions of `align --review`, those first whose answers
mend most.

An answer becomes a link. When the drafts are aligned again with the links so far, these are obeyed,
and they help to find the clauses around them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..files.links import Link
from ..model.vocabulary import Decider, Side
from .assign import logistic
from .evidence import Evidence
from .pairs import Pair, UnitAlignment
from .splits import UNCLAIMED_WEIGHTS, CandidateRater

MOST_CHOICES = 10
"""Candidates shown with a question. On the twelve pairs four in five missed links were among
ten."""
MOST_NEAR = 3
"""How many of them are found not by wording but by place: beside the clauses that answer the
neighbours."""
SCARCITY_POWER = 1.0
"""An unmatched clause of the side that has fewer of them is likelier to have a counterpart: its
gain is multiplied by the ratio to this power. Together with WRONG_WEIGHT it raises F1 after 20
questions for 100 clauses from .946 to .952 (`tests/bench/reviewer.py`)."""
ASK_FROM = 0.02
"""An unmatched clause is asked about if this is gained at least."""
WRONG_WEIGHT = 2.0
"""How much mending a doubtful join gains, where a missing one gains 1: it drops a wrong pair and
may find the right one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible counterpart: its ref, the probability, and whether it is in the pair now.
    `beside`: the other clauses of the asked side that it answers now; who chooses it says whether
    they stay."""

    ref: str
    score: float
    chosen: bool
    beside: tuple[str, ...] = ()


class QuestionKind(StrEnum):
    """What is asked about: a doubtful pair, a split or merge that is only suggested, or a clause
    without counterpart."""

    UNSURE = "unsure"
    EXTRA_PARTNER = "further"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide: which clauses of the other side answer `ref`, a clause of `side`? `left`
    and `right` are its pair as it stands; `choices` the candidates, those of the pair first, then
    by probability; `gain` how many joins an answer is expected to mend."""

    kind: QuestionKind
    side: Side
    ref: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    choices: tuple[Choice, ...]
    gain: float


def list_questions(alignment: UnitAlignment, evidence: Evidence) -> list[Question]:
    """Every question worth asking about an alignment, those that are expected to mend
    most first; nothing that a link has settled."""
    rater = _ChoiceRater(evidence)
    questions = [
        question
        for pair in alignment.pairs
        if pair.by == Decider.TEXT
        for question in _ask_pair(pair, rater)
    ]
    return sorted(
        questions,
        key=lambda question: (-question.gain, question.side, question.left, question.right),
    )


def answer_question(
    question: Question,
    refs: Iterable[str],
    *,
    beside: Iterable[str] = (),
    by: str | None = None,
    note: str | None = None,
) -> Link:
    """The link that says: `refs` answer the clause asked about, and with it the clauses `beside` it
    (those of the choices that stay); no refs: it has no counterpart."""
    own, refs = (question.ref, *beside), tuple(refs)
    return Link(*((own, refs) if question.side == Side.LEFT else (refs, own)), by=by, note=note)


def _ask_pair(pair: Pair, rater: _ChoiceRater) -> list[Question]:
    if not (pair.left and pair.right):
        return _ask_orphan(pair, rater)
    if pair.sure:
        return []
    side, ref = (Side.LEFT, pair.left[0]) if len(pair.left) == 1 else (Side.RIGHT, pair.right[0])
    gain = WRONG_WEIGHT * sum(1 - join.score for join in pair.joins if not join.sure)
    kind = QuestionKind.UNSURE if len(pair.joins) == 1 else QuestionKind.EXTRA_PARTNER
    return [
        Question(
            kind, side, ref, pair.left, pair.right, rater.list_choices(side, ref), round(gain, 4)
        )
    ]


def _ask_orphan(pair: Pair, rater: _ChoiceRater) -> list[Question]:
    side, ref = (Side.LEFT, pair.left[0]) if pair.left else (Side.RIGHT, pair.right[0])
    choices = rater.list_choices(side, ref)
    gain = max((choice.score for choice in choices), default=0.0) * rater.scarcity[side]
    return (
        [Question(QuestionKind.ORPHAN, side, ref, pair.left, pair.right, choices, round(gain, 4))]
        if gain >= ASK_FROM
        else []
    )


class _ChoiceRater:
    """Finds the choices of a question. Clauses that have a partner are among them, because an
    answer may make a merge of them."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.rater = CandidateRater(evidence.scores, evidence.decision)
        self.places: tuple[Mapping[str, int], ...] = tuple(
            {unit.ref: at for at, unit in enumerate(side)} for side in evidence.scores.units
        )

        free = [
            sum(1 for at in range(len(side)) if not taken.get(at)) + 1
            for side, taken in zip(evidence.scores.units, self.rater.partners)
        ]
        scarcity = (free[1] / free[0]) ** SCARCITY_POWER
        own, other = (Side.RIGHT, Side.LEFT) if evidence.mirrored else (Side.LEFT, Side.RIGHT)
        self.scarcity = {own: scarcity, other: 1 / scarcity}

    def list_choices(self, side: Side, ref: str) -> tuple[Choice, ...]:
        """The best MOST_CHOICES, those of the present pair first."""
        own = self.evidence.number_of(side)
        place = self.places[own][ref]
        scores = self.evidence.scores
        candidates = (scores.columns if own else scores.rows)[place]
        others = {*candidates, *self.rater.partners[own].get(place, ())}
        choices = [self._make_choice(own, place, other) for other in others]
        choices.sort(
            key=lambda choice: (not choice.chosen, -choice.score, self.places[1 - own][choice.ref])
        )
        near = [other for other in self._list_near(own, place) if other not in others][:MOST_NEAR]
        return (
            *choices[: MOST_CHOICES - len(near)],
            *(self._make_choice(own, place, other) for other in near),
        )

    def _list_near(self, own: int, place: int) -> list[int]:
        """The clauses beside those that answer the clause's neighbours, unmatched ones first. They
        may answer it in words that have nothing in common."""
        partners, taken, wide = (
            self.rater.partners[own],
            self.rater.partners[1 - own],
            len(self.evidence.scores.units[1 - own]),
        )
        found: list[int] = []
        for step in (1, 2):
            found += [other + step for other in partners.get(place - step, ())] + [
                other - step for other in partners.get(place + step, ())
            ]
            found += [
                other for side in (place - step, place + step) for other in partners.get(side, ())
            ]
        return sorted(
            dict.fromkeys(other for other in found if 0 <= other < wide),
            key=lambda other: bool(taken.get(other)),
        )

    def _make_choice(self, own: int, place: int, other: int) -> Choice:
        edge = (other, place) if own else (place, other)
        units, joins = self.evidence.scores.units, self.evidence.decision.joins
        chance = (
            joins[edge]
            if edge in joins
            else logistic(self.rater.sum_log_odds(*edge, UNCLAIMED_WEIGHTS))
        )
        beside = tuple(
            units[own][partner].ref
            for partner in sorted(self.rater.partners[1 - own].get(other, ()))
            if partner != place
        )
        return Choice(units[1 - own][other].ref, round(chance, 4), edge in joins, beside)
