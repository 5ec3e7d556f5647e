"""What a person should decide next: the questions of `align --review`, in the order in which they
mend most.

An answer becomes a link (mappings.Link); aligning again with all links so far makes them fixed
points that help the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..files.links import Link
from ..model.vocabulary import Decider, Side
from .assign import logistic
from .evidence import Evidence
from .pairs import Pair, UnitAlignment
from .splits import UNCLAIMED, Novelty

CHOICES = 10
"""Candidates shown with a question: four in five missed links of the study were among ten."""
NEAR = 3
"""How many of them are found by their place, beside the answers to the clauses around, not by
wording."""
SCARCE = 1.0
"""An unmatched clause of the side that has fewer of them is likelier to have a counterpart: the
ratio to this power. Together with WRONG: paragraph F1 .952 after 20 questions for 100 clauses,
without it .946."""
LEAST = 0.02
"""An unmatched clause is asked about from this probability of any candidate on."""
WRONG = 2.0
"""What a doubted join weighs against a missing one, which weighs 1: mending it drops a wrong pair
and may find the right one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible counterpart: its ref, the probability, whether it is in the pair now, and
    `beside`: the other clauses of the asked side that it answers now, to be kept or dropped when it
    is chosen."""

    ref: str
    score: float
    chosen: bool
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide: which clauses of the other side answer `ref`, a clause of `side`?
    `kind`: `unsure` (a doubtful pair), `further` (a split or merge that is only suggested),
    `orphan` (a clause without counterpart). `left` and `right` are its pair as it stands, `choices`
    the candidates, best first, those of the pair before the others; `gain` is what an answer is
    expected to mend, in joins."""

    kind: str
    side: Side
    ref: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    choices: tuple[Choice, ...]
    gain: float


def list_questions(alignment: UnitAlignment, evidence: Evidence) -> list[Question]:
    """Every question worth asking about an alignment, those that are expected to mend
    most first; nothing that a link has settled."""
    rater = _Rater(evidence)
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
    """The link that says: `refs` answer the clause asked about, together with the clauses `beside`
    it (those of the choices that still hold); no refs: it has no counterpart."""
    own, refs = (question.ref, *beside), tuple(refs)
    return Link(*((own, refs) if question.side == Side.LEFT else (refs, own)), by=by, note=note)


def _ask_pair(pair: Pair, rater: _Rater) -> list[Question]:
    if not (pair.left and pair.right):
        return _ask_orphan(pair, rater)
    if pair.sure:
        return []
    side, ref = (Side.LEFT, pair.left[0]) if len(pair.left) == 1 else (Side.RIGHT, pair.right[0])
    gain = WRONG * sum(1 - join.score for join in pair.joins if not join.sure)
    kind = "unsure" if len(pair.joins) == 1 else "further"
    return [
        Question(
            kind, side, ref, pair.left, pair.right, rater.list_choices(side, ref), round(gain, 4)
        )
    ]


def _ask_orphan(pair: Pair, rater: _Rater) -> list[Question]:
    side, ref = (Side.LEFT, pair.left[0]) if pair.left else (Side.RIGHT, pair.right[0])
    choices = rater.list_choices(side, ref)
    gain = max((choice.score for choice in choices), default=0.0) * rater.scarcity[side]
    return (
        [Question("orphan", side, ref, pair.left, pair.right, choices, round(gain, 4))]
        if gain >= LEAST
        else []
    )


class _Rater:
    """The candidates of a clause with their probabilities, settled clauses among them: an answer
    may make them a merge."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.novelty = Novelty(evidence.scores, evidence.decision)
        self.places: tuple[Mapping[str, int], ...] = tuple(
            {unit.ref: at for at, unit in enumerate(side)} for side in evidence.scores.units
        )

        free = [
            sum(1 for at in range(len(side)) if not taken.get(at)) + 1
            for side, taken in zip(evidence.scores.units, self.novelty.partners)
        ]
        share = (free[1] / free[0]) ** SCARCE
        self.scarcity = (
            {Side.LEFT: 1 / share, Side.RIGHT: share}
            if evidence.mirrored
            else {Side.LEFT: share, Side.RIGHT: 1 / share}
        )

    def list_choices(self, side: Side, ref: str) -> tuple[Choice, ...]:
        """The best CHOICES, those of the present pair first."""
        own = self.evidence.number_of(side)
        place = self.places[own][ref]
        lines = self.evidence.scores.columns if own else self.evidence.scores.rows
        others = {*lines[place], *self.novelty.partners[own].get(place, ())}
        choices = [self._make_choice(own, place, other) for other in others]
        choices.sort(
            key=lambda choice: (not choice.chosen, -choice.score, self.places[1 - own][choice.ref])
        )
        near = [other for other in self._list_near(own, place) if other not in others][:NEAR]
        return (
            *choices[: CHOICES - len(near)],
            *(self._make_choice(own, place, other) for other in near),
        )

    def _list_near(self, own: int, place: int) -> list[int]:
        """The clauses beside those that answer the clause's neighbours, unmatched ones first: what
        wording cannot find."""
        partners, taken, wide = (
            self.novelty.partners[own],
            self.novelty.partners[1 - own],
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
            joins[edge] if edge in joins else logistic(self.novelty.sum_evidence(*edge, UNCLAIMED))
        )
        beside = tuple(
            units[own][partner].ref
            for partner in sorted(self.novelty.partners[1 - own].get(other, ()))
            if partner != place
        )
        return Choice(units[1 - own][other].ref, round(chance, 4), edge in joins, beside)
