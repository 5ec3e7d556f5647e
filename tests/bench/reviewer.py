"""A reviewer who answers from the correlation table the questions that `align --review` asks, in
its order.

He sees what the command shows and picks among its candidates: those that the table joins to the
clause (one for each of its rows; what a candidate answers already is kept if the table says so),
none if no candidate fits, and passes where the table is silent. Questions are counted for each 100
clauses of both sides' mean, passes too.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from clausecmp.align.alignment import decide_units, make_alignment
from clausecmp.align.review import Question, answer_question, list_questions
from clausecmp.files.links import Link

from .gold import SCORER, Case, Judge, score_joins

STEPS = (0, 5, 10, 20, 40)
BATCH = 4
"""Questions between two alignments; the command aligns after each."""


def answer_from_table(
    case: Case, question: Question, judge: Judge, free: bool = True
) -> Link | None:
    """The link that the table's rows for the clause call for; None: the table is silent. Clauses
    that a chosen candidate answers already are kept where the table says so. `free`: a ref that is
    not among the choices may be named."""
    side = 0 if question.side == "left" else 1
    key, other = ("old", "new") if side == 0 else ("new", "old")
    rows = [row for row in case.gold if row[key] and _fits(question.ref, row, key)]
    if not rows:
        return None
    chosen: dict[str, tuple[str, ...]] = {}
    for row in rows:
        fitting = [
            choice for choice in question.choices if row[other] and _fits(choice.ref, row, other)
        ]
        if fitting:
            chosen[fitting[0].ref] = fitting[0].beside
        elif free and (named := _name_other(case, row, other)):
            chosen[named] = ()
    kept = [
        ref
        for choice, beside in chosen.items()
        for ref in beside
        if judge.judge(*((ref, choice) if side == 0 else (choice, ref)))
    ]
    return answer_question(question, chosen, beside=dict.fromkeys(kept))


def _name_other(case: Case, row: dict[str, object], other: str) -> str | None:
    """The first clause that a row of the table names on the other side."""
    units = case.right if other == "new" else case.left
    return next((unit.ref for unit in units if row[other] and _fits(unit.ref, row, other)), None)


def _fits(ref: str, row: dict[str, object], key: str) -> bool:
    return ref == row[key] if row.get("intro") else SCORER.inside(ref, row[key])


def review_case(case: Case, free: bool = True) -> list[float]:
    """Paragraph F1 after each of STEPS questions for 100 clauses."""
    hundred = (len(case.left) + len(case.right)) / 200
    links: list[Link] = []
    asked: set[tuple[str, str]] = set()
    found, judge = [], Judge(case)
    evidence = decide_units(case.left, case.right)
    for step in STEPS:
        while len(asked) < round(step * hundred):
            batch = [
                q
                for q in list_questions(make_alignment(evidence), evidence)
                if (q.side, q.ref) not in asked
            ][: min(BATCH, round(step * hundred) - len(asked))]
            if not batch:
                break
            for question in batch:
                asked.add((question.side, question.ref))
                if link := answer_from_table(case, question, judge, free):
                    links.append(link)
            evidence = decide_units(case.left, case.right, links=links)
        joins = [
            (join.left, join.right)
            for pair in make_alignment(evidence).pairs
            for join in pair.joins
        ]
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
