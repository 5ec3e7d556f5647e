"""A restated draft held against its official text: is every clause there, and did its modals,
numbers, terms, references and conditions come through? The official text itself is never shown or
kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from ..model.draft import Clause, Draft
from ..model.numerals import CARDINALS, ORDINALS
from ..model.references import ReferenceReader
from ..model.tokens import fold_word

MODALS = ("shall not", "may not", "must not", "shall", "should", "must", "may")
NUMBER_WORDS = {*CARDINALS, *ORDINALS, "half", "two-thirds"} - {"one", "first", "second"}
"""Words that count something; `one`, `first` and `second` often do not."""
# what a clause hangs on, by the words that say so in treaties; each group is one condition
CONDITIONS = {
    "intent": r"intentional(?:ly)?|wilful(?:ly)?|knowing(?:ly)?|intent|knowledge",
    "without right": r"without right|unauthori[sz]ed|without authori[sz]ation",
    "domestic law": r"(?:domestic|national|internal) (?:law|laws|legal|legislation|legal system)|its laws?\b|law of the",
    "extent": r"to the (?:\w+ )?extent|in so far as|insofar as|as far as|within its means",
    "appropriate": r"appropriate",
    "necessary": r"necessary|necessity",
    "reasonable": r"reasonabl[ey]|grounds",
    "possible": r"possible|practicable|feasible",
    "proportionate": r"proportiona\w+",
    "exception": r"unless|except|excluding|other than|shall not apply|not apply|exclude",
    "without prejudice": r"without prejudice|prejudic\w+|not affect|shall affect|affect",
    "subject to": r"subject(?! to (?:\w+, |criminal|sanction|effective))|under such conditions|conditions",
    "consent": r"consent|agree[sd]?\b|(?<!this )(?<!present )agreement|accept\w*|declar\w*",
    "confidentiality": r"confidential\w*|secre\w+",
    "urgency": r"expedit\w*|urgen\w*|rapid\w*|immediate\w*|without delay|prompt\w*|speed\w*|emergenc\w*",
    "human rights": r"human rights|fundamental (?:freedoms|rights)|liberties|freedom",
    "sovereignty": r"sovereign\w*|security|ordre public|essential interests",
    "serious": r"serious\w*|grave|gravity",
    "reservation": r"reserv\w*",
}
_CONDITIONS = {name: re.compile(rf"\b(?:{words})", re.I) for name, words in CONDITIONS.items()}
_FIGURE = re.compile(r"[0-9]+")
_DEFINED = re.compile("[\u201c\u2018\"']([^\u201d\u2019\"']{3,60})[\u201d\u2019\"']")


class Agreement(StrEnum):
    """How a clause agrees with the official text. EXPLAINED: it differs, and carries a note;
    MISSING: it is not in the restatement; EXTRA: it is not in the official text."""

    AGREES = "agrees"
    EXPLAINED = "explained"
    DIFFERS = "differs"
    MISSING = "missing"
    EXTRA = "extra"


class Difference(NamedTuple):
    """One thing that does not agree at a clause: what kind, and in words."""

    kind: str
    message: str


class ClauseCheck(NamedTuple):
    """What was found at one clause; `note`: the one that it carries."""

    ref: str
    agreement: Agreement
    differences: tuple[Difference, ...] = ()
    note: str | None = None


class Verification(NamedTuple):
    """What was found at each clause, in document order, and the fingerprint of both texts
    together."""

    draft: Draft
    official: Draft
    clauses: tuple[ClauseCheck, ...]
    fingerprint: str

    @property
    def agrees(self) -> bool:
        """Whether everything agrees or is explained."""
        agreeing = (Agreement.AGREES, Agreement.EXPLAINED)
        return all(clause.agreement in agreeing for clause in self.clauses)


STRANGE = 0.3
"""Below this share of common headings two texts are not of one instrument: restated drafts keep
every heading, and of other conventions Budapest shares at most one heading in ten."""


def share_headings(draft: Draft, official: Draft) -> float:
    """Share of the official text's headings that the draft has too, 1 where it has none."""
    headings = [
        {
            " ".join(_fold(clause.heading))
            for clause in side.walk()
            if clause.heading and clause.kind == "article"
        }
        for side in (draft, official)
    ]
    return len(headings[0] & headings[1]) / len(headings[1]) if headings[1] else 1.0


def verify_draft(draft: Draft, official: Draft) -> Verification:
    """Hold `draft` against `official`, numbered paragraph by numbered paragraph, with their
    items."""
    restated, wanted = _group_units(draft), _group_units(official)
    wanted.pop("title", None)
    restated.pop("title", None)
    if not any(ref.startswith("preamble") for ref in wanted):
        restated = {ref: found for ref, found in restated.items() if not ref.startswith("preamble")}
    terms = _find_terms(official)
    readers = ReferenceReader(draft), ReferenceReader(official)
    clauses: list[ClauseCheck] = []
    for ref in [*wanted, *(ref for ref in restated if ref not in wanted)]:
        if ref not in restated or ref not in wanted:
            agreement = Agreement.EXTRA if ref in restated else Agreement.MISSING
            clauses.append(ClauseCheck(ref, agreement))
            continue
        one, other = _read_units(restated[ref], readers[0]), _read_units(wanted[ref], readers[1])
        differences = (
            *_compare_texts(one, other, terms),
            *_compare_headings(ref, draft, official),
        )
        note = _find_note(restated[ref], draft)
        agreement = Agreement.EXPLAINED if note else Agreement.DIFFERS
        if not differences:
            agreement = Agreement.AGREES
        clauses.append(ClauseCheck(ref, agreement, differences, note))
    text = "\n".join(unit.words for one_draft in (draft, official) for unit in one_draft.units())
    return Verification(
        draft, official, tuple(clauses), hashlib.sha256(text.encode()).hexdigest()[:16]
    )


def _group_units(draft: Draft) -> dict[str, list[Clause]]:
    """Units by the numbered paragraph (or article, recital) that holds them."""
    groups: dict[str, list[Clause]] = {}
    for unit in draft.units():
        holder = unit
        for above in (unit, *draft.ancestors(unit.ref)):
            if above.kind in ("paragraph", "recital", "article", "preamble", "title"):
                holder = above
                break
        groups.setdefault(holder.ref, []).append(unit)
    return groups


def _find_note(units: Iterable[Clause], draft: Draft) -> str | None:
    """The first note at these clauses or above them."""
    units = list(units)
    above = [clause for unit in units for clause in draft.ancestors(unit.ref)]
    return next((clause.note for clause in (*units, *above) if clause.note), None)


class _Text(NamedTuple):
    """The words of a paragraph with its items. `bare`: without cross-references; `named`: what
    these point to, with the numbers that say it."""

    words: str
    bare: str
    named: dict[str, set[str]]


def _read_units(units: Iterable[Clause], reader: ReferenceReader) -> _Text:
    """The words of clauses that are held together, and what they refer to."""
    words: list[str] = []
    bare: list[str] = []
    named: dict[str, set[str]] = {}
    for unit in units:
        text, at = unit.words, 0
        for reference in reader.read(text, unit.ref):
            bare.append(text[at : reference.start])
            at = reference.end
            if reference.external:
                numbers = _FIGURE.findall(text, reference.start, reference.end)
                named[f"{' and '.join(numbers)} of another instrument"] = set(numbers)
            for target in reference.targets:
                named[target.ref] = set(_FIGURE.findall(text, target.start, target.end))
        bare.append(text[at:])
        words.append(text)
    return _Text(" ".join(" ".join(words).split()), " ".join(" ".join(bare).split()), named)


def _compare_headings(ref: str, draft: Draft, official: Draft) -> Iterator[Difference]:
    one, other = (_heading_of(ref, side) for side in (draft, official))
    if one and other and _fold(one) != _fold(other):
        yield Difference("heading", f"heading is '{one}', official '{other}'")


def _heading_of(ref: str, draft: Draft) -> str | None:
    return next(
        (clause.heading for clause in (draft.by_ref[ref], *draft.ancestors(ref)) if clause.heading),
        None,
    )


def _fold(text: str) -> list[str]:
    return [fold_word(word) for word in re.findall(r"[\w'-]+", text)]


def _compare_texts(restated: _Text, official: _Text, terms: Iterable[str]) -> Iterator[Difference]:
    """What the official clause has and the restatement lacks, and modals and numbers that it has
    too many."""
    modals = _find_modals(restated.words), _find_modals(official.words)
    for modal in modals[1] - modals[0]:
        yield Difference("modal", f"'{modal}' is lost")
    for modal in modals[0] - modals[1]:
        yield Difference("modal", f"'{modal}' stands in it, not in the official text")
    numbers = _all_numbers(restated.words), _all_numbers(official.words)
    for number in sorted(_find_numbers(official.bare) - numbers[0]):
        yield Difference("number", f"{number} is lost")
    for number in sorted(_find_numbers(restated.bare) - numbers[1]):
        yield Difference("number", f"{number} stands in it, not in the official text")
    for term in terms:
        if re.search(rf"\b{re.escape(term)}\b", official.words, re.I) and not re.search(
            rf"\b{re.escape(term)}s?\b", restated.words, re.I
        ):
            yield Difference("term", f"the defined term '{term}' is lost")
    for ref in sorted(official.named.keys() - restated.named.keys()):
        if official.named[ref] - numbers[0]:  # one clause may be named in several ways
            yield Difference("reference", f"the reference to {ref} is lost")
    for name, pattern in _CONDITIONS.items():
        if (found := pattern.search(official.words)) and not pattern.search(restated.words):
            yield Difference(
                "condition", f"the condition '{name}' is lost (official: '{found.group().lower()}')"
            )


def _find_modals(text: str) -> set[str]:
    """The modals of a text; the longer form is found first; `as may be necessary` and `should they`
    (if they) are none."""
    text = re.sub(
        r"\bas may be (?:necessary|required|appropriate)\b|\bshould (?:they|it|the|a)\b",
        "",
        text.lower(),
    )
    found = set()
    for modal in MODALS:
        if re.search(rf"\b{modal}\b", text):
            found.add(modal)
            text = re.sub(rf"\b{modal}\b", "", text) if " " in modal else text
    return found


def _find_numbers(text: str) -> set[str]:
    """Figures below 1000 and number words: years are no figures."""
    return {number for number in _all_numbers(text) if len(number) < 4 or number in NUMBER_WORDS}


def _all_numbers(text: str) -> set[str]:
    """Every figure and number word."""
    words = {word.lower() for word in re.findall(r"[A-Za-z]+(?:-thirds)?", text)}
    return set(_FIGURE.findall(text)) | words & NUMBER_WORDS


def _find_terms(official: Draft) -> list[str]:
    """The terms that the official text defines: those in quotes in the articles that say what terms
    mean."""
    found: dict[str, None] = {}
    for unit in official.units():
        if " mean" in unit.words or "\u201d means" in unit.words:
            for term in _DEFINED.findall(unit.words):
                found[term.lower()] = None
    return list(found)
