"""What a person should decide next: the questions of `align --review`, in the order in which they mend most.

An answer becomes a link (mappings.Link); aligning again with all links so far makes them fixed points that help the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ..mappings import Link
from .assign import Chances
from .explain import Evidence
from .pairs import Alignment, Join, Pair

CHOICES = 10
"""Candidates shown with a question: four in five missed links of the study were among ten."""
WORTH = 0.05
"""An unmatched clause is asked about from this probability of its best candidate on."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide. `kind`: `unsure` (is this pair right?), `further` (does this split or merge hold?) or `orphan` (has
    this clause a counterpart?); `side` is the side of `ref`, the clause asked about; `left` and `right` the pair as it stands;
    `candidates` its possible counterparts on the other side, best first, those of the pair among them; `doubt` what an answer
    is expected to mend, in joins."""

    kind: str
    side: str
    ref: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    candidates: tuple[Join, ...]
    doubt: float


def review_queue(alignment: Alignment) -> list[Question]:
    """Every question worth asking, those that are expected to mend most first; nothing that a link has settled."""
    evidence = alignment.evidence
    lines = _list_lines(evidence)
    questions = [_ask_pair(pair, lines) for pair in alignment.pairs if pair.by == "text" and pair.left and pair.right and not pair.sure]
    taken = {("left", ref) for pair in alignment.pairs if pair.right for ref in pair.left} | {("right", ref) for pair in alignment.pairs if pair.left for ref in pair.right}
    for pair in alignment.pairs:
        if pair.by == "text" and not (pair.left and pair.right):
            questions += _ask_orphan(pair, lines, taken)
    return sorted(questions, key=lambda question: (-question.doubt, question.side, question.left, question.right))


def _list_lines(evidence: Evidence) -> dict[tuple[str, str], list[Join]]:
    """For each (side, ref) its candidates as joins with their chances, best first."""
    scores, chances = evidence.scores, Chances(evidence.scores.rows, evidence.scores.columns)
    closed = evidence.decision.closed
    lines: defaultdict[tuple[str, str], list[Join]] = defaultdict(list)
    for i, row in enumerate(scores.rows):
        for j, score in row.items():
            if i in closed[0] or j in closed[1]:
                continue
            left, right = scores.units[0][i].ref, scores.units[1][j].ref
            left, right = (right, left) if evidence.turned else (left, right)
            join = Join(left, right, round(evidence.decision.joins.get((i, j), chances.rate(i, j, score)), 4), False)
            lines["left", left].append(join)
            lines["right", right].append(join)
    for line in lines.values():
        line.sort(key=lambda join: (-join.score, join.left, join.right))
    return lines


def _ask_pair(pair: Pair, lines: dict[tuple[str, str], list[Join]]) -> Question:
    """About the clause of the pair that has all its joins: the one side of a split or merge."""
    side, ref = ("left", pair.left[0]) if len(pair.left) == 1 else ("right", pair.right[0])
    kind = "unsure" if len(pair.joins) == 1 else "further"
    doubt = sum(1 - join.score for join in pair.joins if not join.sure)
    own = list(pair.joins)
    others = [join for join in lines[side, ref] if (join.left, join.right) not in {(own_join.left, own_join.right) for own_join in own}]
    return Question(kind, side, ref, pair.left, pair.right, tuple((own + others)[:CHOICES]), round(2 * doubt, 4))


def _ask_orphan(pair: Pair, lines: dict[tuple[str, str], list[Join]], taken: Iterable[tuple[str, str]]) -> list[Question]:
    side, ref = ("left", pair.left[0]) if pair.left else ("right", pair.right[0])
    line = lines.get((side, ref), [])[:CHOICES]
    if not line or line[0].score < WORTH:
        return []
    return [Question("orphan", side, ref, pair.left, pair.right, tuple(line), line[0].score)]


def answer_question(question: Question, refs: Iterable[str], **details: str | None) -> Link:
    """The link that says: these clauses of the other side answer the clause asked about; none of them: no counterpart."""
    refs = tuple(refs)
    sides = ((question.ref,), refs) if question.side == "left" else (refs, (question.ref,))
    return Link(*sides, **details)
