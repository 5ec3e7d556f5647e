"""What every view is made of: segments of text in a named style, rows of segments, and how clauses
and drafts are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from ..model.detection import UNKNOWN, languages_of
from ..model.draft import Clause, Draft
from ..model.wordforms import LANGUAGES, name_language, say_unread

CONFIDENCE_MARKS = {"high": "", "medium": "~", "low": "?"}
MARKS_LEGEND = (
    "~ after a ref: what is known of the clause is of medium confidence; ?: of low confidence."
)

_KIND = re.compile(r"(.+?)((?: (?:of|from|to) .*)?)")

Name = TypeVar("Name", bound=str)


class Segment(NamedTuple):
    """Text in one style; the style is a name that each medium maps as it can."""

    text: str
    style: str = ""


class Row(NamedTuple):
    """heading: a title over a block; line: running text, further lines indented by `hang`; sides:
    two columns; columns: one for each of `cells`; table: cells of a table row; blank."""

    kind: str
    left: tuple[Segment, ...] = ()
    right: tuple[Segment, ...] = ()
    indent: int = 0
    hang: int = 0
    cells: tuple[tuple[Segment, ...], ...] = ()


BLANK = Row("blank")


def line(*segments: Segment | str, indent: int = 0, hang: int = 0) -> Row:
    """A row of running text."""
    return Row(
        "line",
        tuple([s if isinstance(s, Segment) else Segment(s) for s in segments]),
        (),
        indent,
        hang,
    )


def head_rows(drafts: Sequence[Draft]) -> Iterator[Row]:
    """What is compared, and what the texts are worth."""
    yield Row("heading", (Segment(" → ".join(draft.display_name for draft in drafts)),))
    for draft in drafts:
        yield line(Segment(f"{draft.name}: {describe_draft(draft)}", "dim"), hang=2)
    wordings = {draft.wording for draft in drafts}
    if len(wordings) > 1:
        yield line(
            Segment(
                "A restated text is compared with an official one: differences of wording say nothing here.",
                "warn",
            )
        )
    elif wordings == {"restated"}:
        yield line(
            Segment(
                f"{'Both' if len(drafts) == 2 else 'All'} texts are restated: our own sentences, not the official wording.",
                "warn",
            )
        )
    for note in notes_on_languages(drafts):
        yield line(Segment(note, "warn"), hang=2)
    if any(clause.confidence in ("medium", "low") for draft in drafts for clause in draft.walk()):
        yield line(Segment(MARKS_LEGEND, "dim"))


def notes_on_languages(drafts: Sequence[Draft]) -> list[str]:
    """What a reader must know where not all drafts are in English: how clauses are paired across
    languages, what is not read."""
    languages = languages_of(drafts)
    unread = sorted({one for one in languages if one not in LANGUAGES})
    notes = [
        f"{draft.name}: {say_unread(one)}."
        for draft, one in zip(drafts, languages)
        if one in unread
    ]
    if len(set(languages)) > 1:
        names = " and ".join(dict.fromkeys(name_language(one) for one in languages))
        notes.append(
            f"The drafts are in {names}: clauses are paired by structure (numbers, place, figures, names, "
            "references) and common words of treaties, not by their wording; texts stand beside each other "
            "without redline."
        )
    if set(languages) != {"en"} and (len(set(languages)) > 1 or UNKNOWN not in languages):
        notes.append(
            "What changed in legal force is told between English texts only: no signals here."
        )
    return notes


def describe_draft(draft: Draft) -> str:
    """Title, symbol, wording."""
    return ", ".join(filter(None, (draft.title, draft.symbol, f"{draft.wording} wording")))


def name_clause(clause: Clause, *, short: bool = False) -> str:
    """`Article 28 Search and seizure of stored data`; short leaves the word article out."""
    if clause.kind == "article":
        return " ".join(filter(None, ("" if short else "Article", clause.number, clause.heading)))
    if clause.ref == "title":
        return "Title"
    if clause.kind == "preamble":
        return "Preamble"
    if clause.kind == "option" and clause.heading:
        return clause.heading  # as printed: 'Option I', '{Timing} Option 2: (paragraphs 7 to 9)'
    return " ".join(filter(None, (f"{clause.kind.capitalize()} {clause.number}", clause.heading)))


def number_clause(clause: Clause) -> str:
    """What a clause inside an article is printed with: `2.`, `(a)`, `Option 1:`, with the heading
    that it has."""
    if clause.kind == "option":
        return f"{name_clause(clause)}:"
    number = f"({clause.number})" if clause.kind == "item" else f"{clause.number}."
    return f"{number} {clause.heading}" if clause.heading else number


def mark_ref(ref: str, draft: Draft) -> str:
    """A ref with the mark of what is not sure about it."""
    return ref + CONFIDENCE_MARKS[draft.confidence_of(ref)]


def mark_refs(refs: Sequence[str], draft: Draft) -> str:
    """Refs with their marks: `7(1)~ + 7(2)~`."""
    return " + ".join([mark_ref(ref, draft) for ref in refs])


def count_words(count: int, name: str) -> str:
    """`1 concern`, `2 concerns`."""
    return f"{count} {name}{'s' * (count != 1)}"


def name_many(name: str) -> str:
    """The plural of the name of a kind of rule: `duties`, `grounds of refusal`."""
    match = _KIND.fullmatch(name)
    head, rest = (match[1], match[2]) if match else (name, "")
    if head.endswith("y") and head[-2:-1] not in tuple("aeiou"):
        return f"{head[:-1]}ies{rest}"
    return f"{head}{'es' if head.endswith(('s', 'x', 'ch', 'sh')) else 's'}{rest}"


def describe_counts(counts: Mapping[Name, int], order: Iterable[Name]) -> str:
    """`3 changed, 1 added`, in the order given, without what is not there."""
    return ", ".join([f"{counts[name]} {name}" for name in order if counts.get(name)])
