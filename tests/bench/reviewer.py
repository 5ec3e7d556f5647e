"""A reviewer who answers from the correlation table the questions that `align --review` asks, in its order.

He sees what the command shows and picks among its candidates: those that the table joins to the clause (one for each of its
rows), `none` if no candidate fits, and passes where the table is silent. Questions are counted for each 100 clauses of both
sides' mean, passes too.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from clausecmp.align import align_units
from clausecmp.align.review import Question, answer_question, review_queue
from clausecmp.mappings import Link

from .gold import SCORER, Case, score_joins

STEPS = (0, 5, 10, 20, 40)
BATCH = 4
"""Questions between two alignments; the command aligns after each."""


def answer_from_table(case: Case, question: Question) -> list[str] | None:
    """The refs that answer the clause by the table, best candidates first; None: the table is silent."""
    side = 0 if question.side == "left" else 1
    key, other = ("old", "new") if side == 0 else ("new", "old")
    rows = [row for row in case.gold if row[key] and _fits(question.ref, row, key)]
    if not rows:
        return None
    chosen: list[str] = []
    for row in rows:
        fitting = [ref for join in question.candidates if row[other] and _fits(ref := (join.right if side == 0 else join.left), row, other)]
        if fitting and fitting[0] not in chosen:
            chosen.append(fitting[0])
    return chosen


def _fits(ref: str, row: dict[str, object], key: str) -> bool:
    return ref == row[key] if row.get("intro") else SCORER.inside(ref, row[key])


def review_case(case: Case) -> list[float]:
    """Paragraph F1 after each of STEPS questions for 100 clauses."""
    hundred = (len(case.left) + len(case.right)) / 200
    links: list[Link] = []
    asked: set[tuple[str, str]] = set()
    found = []
    alignment = align_units(case.left, case.right)
    for step in STEPS:
        while len(asked) < round(step * hundred):
            batch = [q for q in review_queue(alignment) if (q.side, q.ref) not in asked][:min(BATCH, round(step * hundred) - len(asked))]
            if not batch:
                break
            for question in batch:
                asked.add((question.side, question.ref))
                answer = answer_from_table(case, question)
                if answer is not None:
                    links.append(answer_question(question, answer))
            alignment = align_units(case.left, case.right, links=links)
        joins = [(join.left, join.right) for pair in alignment.pairs for join in pair.joins]
        found.append(score_joins(case, joins)["paragraph"]["F1"])
    return found


def print_review(cases: Sequence[Case]) -> None:
    """F1 by number of questions, for each pair and in the mean."""
    print(f"\n{'questions/100':<14}" + "".join(f"{step:>8}" for step in STEPS))
    results = []
    for case in cases:
        results.append(review_case(case))
        print(f"{case.name:<14}" + "".join(f"{value:8.3f}" for value in results[-1]))
    print(f"{'mean':<14}" + "".join(f"{mean(column):8.4f}" for column in zip(*results)))
