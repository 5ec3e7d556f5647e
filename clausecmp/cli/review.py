"""The review of an alignment: questions asked in a terminal or by spreadsheet, answers written to a
links file."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from ..align.evidence import Evidence
from ..align.pairs import Alignment
from ..align.review import Question, answer_question, list_questions
from ..files.folders import choose_file
from ..files.links import Link, build_links
from ..files.writing import edit_whole
from ..files.yaml_edit import append_entry
from ..files.yaml_read import parse_yaml, read_text
from ..model.draft import Draft
from ..model.problems import InputError, Location, Problem, raise_errors
from ..model.refs import RefError, find_ref
from .console import print_rows
from .session import Session

COLUMNS = ("side", "ref", "kind", "text", "present", "candidates", "answer", "note")
HELP = "a accept · 1,2 candidates · ref of another clause · n none · r reject · t note · s skip · q quit"


def review_in_terminal(
    session: Session,
    left: Draft,
    right: Draft,
    align: Callable[[list[Link]], tuple[Alignment, Evidence]],
    by: str,
) -> int:
    """Ask question after question, best first; each answer is a link in the file at once, and helps
    the questions that follow. Returns how many were answered. Stops at q or at the end of input;
    what was skipped is asked another time."""
    path = find_links_file(session, left, right)
    skipped: set[tuple[str, str]] = set()
    answered = 0
    while True:
        queue = [
            question
            for question in list_questions(*align(session.load_links(left, right)))
            if (question.side, question.ref) not in skipped
        ]
        if not queue:
            click.echo(
                "Nothing is left to decide." if not skipped else "Nothing else is left to decide.",
                err=True,
            )
            return answered
        question = queue[0]
        from ..render.review_rows import question_rows

        print_rows(session, question_rows(question, left, right, len(queue)))
        answer = _ask(question, left, right, by)
        if answer is None:
            return answered
        if answer == "skip":
            skipped.add((question.side, question.ref))
            continue
        assert isinstance(answer, Link)
        try:
            append_links(path, left, right, [answer])
        except InputError as error:  # another person has decided it meanwhile
            if any(problem.rule != "link-overlap" for problem in error.problems):
                raise
            click.echo(str(error), err=True)
            continue
        answered += 1
        click.echo(f"written to {path}", err=True)


def _ask(question: Question, left: Draft, right: Draft, by: str) -> Link | str | None:
    """One answer: a Link, 'skip', or None to stop."""
    note: str | None = None
    while True:
        try:
            text = click.prompt(
                f"{HELP}\n", prompt_suffix="> ", default="s", show_default=False, err=True
            ).strip()
        except (click.Abort, EOFError):
            return None
        if text in ("q", "s"):
            return None if text == "q" else "skip"
        if text == "t":
            note = click.prompt("note", err=True)
        elif text == "r":
            click.echo(
                "Then which clause answers it? A ref or a number, n for none, s to leave it open.",
                err=True,
            )
        else:
            try:
                return read_answer(question, text, left, right, by=by, note=note)
            except RefError as error:
                click.echo(str(error), err=True)


def read_answer(
    question: Question, text: str, left: Draft, right: Draft, *, by: str, note: str | None = None
) -> Link:
    """The link that an answer means: `a` accept the present pair, `n` or `none`, numbers of
    candidates, or refs. Raises RefError for what cannot be read."""
    other = right if question.side == "left" else left
    present = question.right if question.side == "left" else question.left
    low = text.lower()
    if low in ("a", "accept"):
        if not present:
            raise RefError("there is no pair to accept here, expected a ref, a number or n")
        return Link(question.left, question.right, by=by, note=note)
    if low in ("n", "none", "-"):
        return answer_question(question, (), by=by, note=note)
    refs = []
    for piece in filter(None, re.split(r"[,;+]\s*", text)):
        choices = [choice.ref for choice in question.choices]
        number = (
            int(piece) - 1 if re.fullmatch(r"\d{1,2}", piece) and not piece.startswith("0") else -1
        )
        refs.append(
            choices[number]
            if 0 <= number < len(choices)
            else find_ref(piece, [unit.ref for unit in other.units()])
        )
    return answer_question(question, dict.fromkeys(refs), by=by, note=note)


def find_links_file(session: Session, left: Draft, right: Draft) -> Path:
    """The links file of a pair of drafts that may be written: in the mappings in use, else in the
    user's own."""
    names = (
        f"{left.name}--{right.name}.yaml",
        f"{right.name}--{left.name}.yaml",
    )
    return choose_file(session.mappings_folders, "links", names)


def append_links(path: Path, left: Draft, right: Draft, links: Iterable[Link]) -> None:
    """Add links to their file, all or none, every other line kept; the file is made if there is
    none. Raises InputError if a clause of a link stands in another link already."""

    def change(text: str | None) -> str:
        if text is None:
            text = f"left: {left.name}\nright: {right.name}\nlinks: []\n"
        file, problems = build_links(parse_yaml(text, str(path)))
        raise_errors(problems)
        assert file is not None
        held = list(file.links)
        for link in links:
            turned = link if file.left == left.name else link.swap()
            _refuse_double(path, turned, held)
            held.append(turned)
            values = {"by": turned.by, "note": turned.note}
            entry = {
                "left": list(turned.left),
                "right": list(turned.right),
                **{key: value for key, value in values.items() if value},
            }
            text = append_entry(text, "links", entry)
        return text

    edit_whole(path, change)


def _refuse_double(path: Path, link: Link, links: Iterable[Link]) -> None:
    problems = [
        Problem(
            other.location or Location(str(path)),
            f"{ref} stands in this link already",
            "link-overlap",
            hint="change this entry by hand",
        )
        for other in links
        for ref in (*set(link.left) & set(other.left), *set(link.right) & set(other.right))
    ]
    if problems:
        raise InputError(problems)


def export_questions(questions: Iterable[Question], left: Draft, right: Draft) -> str:
    """Every question as CSV, for work in a spreadsheet; the column `answer` is to be filled in:
    accept, none, or refs divided by semicolons."""
    from ..render.tables import write_csv

    return write_csv([COLUMNS, *_question_lines(questions, left, right)])


def _question_lines(
    questions: Iterable[Question], left: Draft, right: Draft
) -> Iterator[tuple[str, ...]]:
    for question in questions:
        own, other = (left, right) if question.side == "left" else (right, left)
        present = question.right if question.side == "left" else question.left
        candidates = " | ".join(
            f"{choice.ref} ({choice.score:.2f}): {' '.join(other.by_ref[choice.ref].words.split())[:120]}"
            for choice in question.choices
        )
        yield (
            question.side,
            question.ref,
            question.kind,
            " ".join(own.by_ref[question.ref].words.split()),
            "; ".join(present),
            candidates,
            "",
            "",
        )


def import_answers(
    path: Path, asked: Iterable[Question], left: Draft, right: Draft, by: str
) -> list[Link]:
    """The links that a filled-in spreadsheet means, as answers to the questions that are open.
    Raises InputError naming every line that cannot be read."""
    questions = {(str(question.side), question.ref): question for question in asked}
    rows = list(csv.DictReader(io.StringIO(read_text(path))))
    if not rows or not {"side", "ref", "answer"} <= set(rows[0]):
        raise InputError(
            [
                Problem(
                    Location(str(path)),
                    f"no review was exported to this file, expected the columns {', '.join(COLUMNS)}",
                    "schema",
                )
            ]
        )
    links, problems = [], []
    for number, row in enumerate(rows, 2):
        answer = (row["answer"] or "").strip().lstrip("'")
        if not answer:
            continue
        side, ref = row["side"].lstrip("'"), row["ref"].lstrip("'")
        question = questions.get((side, ref))
        place = Location(str(path), number)
        if question is None:
            problems.append(
                Problem(
                    place,
                    f"{side} {ref} is no open question",
                    "unknown-ref",
                    hint="it may have been decided since",
                )
            )
            continue
        try:
            links.append(
                read_answer(
                    question,
                    answer,
                    left,
                    right,
                    by=by,
                    note=(row.get("note") or "").strip().lstrip("'") or None,
                )
            )
        except RefError as error:
            problems.append(Problem(place, str(error), "unknown-ref"))
    raise_errors(problems)
    return links
