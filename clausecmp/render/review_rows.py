"""Rows of a question of the review, and of the explanation of one clause's alignment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..model.draft import Draft
from ..redline.words import make_redline
from .redline_rows import inline_segments
from .segments import BLANK, Row, Segment, line

if TYPE_CHECKING:
    from ..align.explain import Candidate, Explanation
    from ..align.review import Question

KINDS = {
    "unsure": "a pair that is not sure",
    "further": "a split or merge that is only suggested",
    "orphan": "a clause without counterpart",
}


def question_rows(question: Question, left: Draft, right: Draft, count: int) -> Iterator[Row]:
    """The clause that is asked about, its pair as it stands, and the candidates."""
    own, other = (left, right) if question.side == "left" else (right, left)
    yield BLANK
    yield Row(
        "heading",
        (
            Segment(f"{own.name} {question.ref}"),
            Segment(f"  {KINDS[question.kind]}; {count} questions left", "dim"),
        ),
    )
    clause = own.by_ref[question.ref]
    above = next(
        (one.heading for one in (clause, *own.ancestors(question.ref)) if one.heading), None
    )
    yield line(Segment(f"{above}: " if above else "", "dim"), clause.words, indent=1)
    present = question.right if question.side == "left" else question.left
    for ref in present:
        yield line(
            Segment(f"now {ref}: ", "ref"),
            *inline_segments(make_redline(clause.words, other.by_ref[ref].words)),
            indent=1,
            hang=2,
        )
    for number, choice in enumerate(question.choices, 1):
        beside = f" (answers {', '.join(choice.beside)} too)" if choice.beside else ""
        yield line(
            Segment(f"{number:>2} {choice.ref}", "ref"),
            Segment(f"  {choice.score:.2f}{' now' if choice.chosen else ''}{beside}  ", "dim"),
            other.by_ref[choice.ref].words,
            indent=1,
            hang=6,
        )


def explain_rows(explanations: Iterable[Explanation]) -> Iterator[Row]:
    """Why clauses were paired as they were: each candidate with its evidence and what would have to
    change."""
    for explanation in explanations:
        yield from _explanation_rows(explanation)


def _explanation_rows(explanation: Explanation) -> Iterator[Row]:
    yield Row("heading", (Segment(f"{explanation.side} {explanation.ref}"),))
    yield line(explanation.summary)
    for candidate in explanation.candidates:
        yield BLANK
        yield line(
            Segment(f"{candidate.left} → {candidate.right}", "ref"),
            Segment(f"  {candidate.probability:.2f}", "dim"),
            Segment("  chosen" if candidate.chosen else "", "relation"),
            f"  {candidate.verdict}",
            hang=4,
        )
        yield line(describe_evidence(candidate), indent=4, hang=2)


def describe_evidence(candidate: Candidate) -> str:
    """The figures behind one candidate, in words."""
    shared = ", ".join(f"'{words}' {weight:.1f}" for words, weight in candidate.shared[:6])
    parts = [
        f"wording {candidate.cosine:.2f}",
        f"articles {candidate.articles:.2f}",
        f"clauses around {candidate.context:+.2f}",
    ]
    parts += [f"defined term {candidate.defined}"] if candidate.defined else []
    for lead, rival in (
        (candidate.lead_left, candidate.rival_left),
        (candidate.lead_right, candidate.rival_right),
    ):
        if rival:
            parts.append(f"{'ahead of' if lead >= 0 else 'behind'} {rival} by {abs(lead):.2f}")
    return "; ".join(parts) + (f"; shares {shared}" if shared else "")
