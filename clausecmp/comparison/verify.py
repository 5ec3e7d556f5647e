"""A restated draft held against its official text: is every clause there, and did its modals,
numbers, terms, references and conditions come through? The official text itself is never shown or
kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..model.draft import Clause, Draft
from ..model.tokens import fold_word

MODALS = ("shall not", "may not", "must not", "shall", "should", "must", "may")
NUMBER_WORDS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "twelve",
    "fifteen",
    "sixteen",
    "eighteen",
    "twenty",
    "thirty",
    "thirtieth",
    "forty",
    "fortieth",
    "sixty",
    "ninety",
    "ninetieth",
    "half",
    "two-thirds",
    "third",
)
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
    "consent": r"consent|agree[sd]?\b|agreement|accept\w*|declar\w*",
    "confidentiality": r"confidential\w*|secre\w+",
    "urgency": r"expedit\w*|urgen\w*|rapid\w*|immediate\w*|without delay|prompt\w*|speed\w*|emergenc\w*",
    "human rights": r"human rights|fundamental (?:freedoms|rights)|liberties|freedom",
    "sovereignty": r"sovereign\w*|security|ordre public|essential interests",
    "serious": r"serious\w*|grave|gravity",
    "reservation": r"reserv\w*",
}
_CONDITIONS = {name: re.compile(rf"\b(?:{words})", re.I) for name, words in CONDITIONS.items()}
_REFERENCE = re.compile(
    r"\b(articles?|paragraphs?|sub-?paragraphs?|sections?|chapters?)\s+((?:\(?\w{1,4}\)?(?:\s*(?:,|and|or|to|through|-|\u2013)\s*)?)+)",
    re.I,
)
_DEFINED = re.compile("[\u201c\u2018\"']([^\u201d\u2019\"']{3,60})[\u201d\u2019\"']")


class Finding(NamedTuple):
    """One thing that does not agree at a clause: what kind, and in words."""

    kind: str
    message: str


class Verdict(NamedTuple):
    """What was found at one clause: agrees, explained (the clause carries a note), differs, missing
    (in the restatement) or extra (not in the official text)."""

    ref: str
    verdict: str
    findings: tuple[Finding, ...] = ()
    note: str | None = None


class Verification(NamedTuple):
    """A verdict for each clause, in document order, and the fingerprint of both texts together."""

    draft: Draft
    official: Draft
    verdicts: tuple[Verdict, ...]
    fingerprint: str

    @property
    def agrees(self) -> bool:
        """Whether everything agrees or is explained."""
        return all(verdict.verdict in ("agrees", "explained") for verdict in self.verdicts)


STRANGE = 0.3
"""Below this share of common headings two texts are not of one instrument: restated drafts keep
every heading, and of other conventions Budapest shares at most one heading in ten."""


def share_headings(draft: Draft, official: Draft) -> float:
    """Share of the official text's headings that the draft has too, 1 where it has none."""
    mine, theirs = (
        {
            " ".join(_fold(clause.heading))
            for clause in side.walk()
            if clause.heading and clause.kind == "article"
        }
        for side in (draft, official)
    )
    return len(mine & theirs) / len(theirs) if theirs else 1.0


def verify_draft(draft: Draft, official: Draft) -> Verification:
    """Hold `draft` against `official`, numbered paragraph by numbered paragraph, with their
    items."""
    mine, theirs = _group_units(draft), _group_units(official)
    theirs.pop("title", None)
    mine.pop("title", None)
    if "preamble" not in theirs and not any(ref.startswith("preamble") for ref in theirs):
        mine = {ref: clauses for ref, clauses in mine.items() if not ref.startswith("preamble")}
    terms = _find_terms(official)
    verdicts = [
        _judge(ref, mine.get(ref, ()), theirs.get(ref, ()), draft, official, terms)
        for ref in _merge_order(mine, theirs)
    ]
    text = "\n".join(unit.words for one in (draft, official) for unit in one.units())
    return Verification(
        draft, official, tuple(verdicts), hashlib.sha256(text.encode()).hexdigest()[:16]
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


def _merge_order(mine: Iterable[str], theirs: Iterable[str]) -> list[str]:
    order = list(theirs)
    return order + [ref for ref in mine if ref not in set(order)]


def _judge(
    ref: str,
    mine: Iterable[Clause],
    theirs: Iterable[Clause],
    draft: Draft,
    official: Draft,
    terms: Iterable[str],
) -> Verdict:
    mine, theirs = list(mine), list(theirs)
    if not mine:
        return Verdict(ref, "missing")
    if not theirs:
        return Verdict(ref, "extra")
    one, other = (
        " ".join(" ".join(unit.words.split()) for unit in units) for units in (mine, theirs)
    )
    findings = tuple(_compare_texts(one, other, terms)) + tuple(
        _compare_headings(ref, draft, official)
    )
    note = next(
        (
            unit.note
            for unit in (*mine, *(a for unit in mine for a in draft.ancestors(unit.ref)))
            if unit.note
        ),
        None,
    )
    verdict = "agrees" if not findings else "explained" if note else "differs"
    return Verdict(ref, verdict, findings, note)


def _compare_headings(ref: str, draft: Draft, official: Draft) -> Iterator[Finding]:
    one, other = (_heading_of(ref, side) for side in (draft, official))
    if one and other and _fold(one) != _fold(other):
        yield Finding("heading", f"heading is '{one}', official '{other}'")


def _heading_of(ref: str, draft: Draft) -> str | None:
    return next(
        (clause.heading for clause in (draft.by_ref[ref], *draft.ancestors(ref)) if clause.heading),
        None,
    )


def _fold(text: str) -> list[str]:
    return [fold_word(word) for word in re.findall(r"[\w'-]+", text)]


def _compare_texts(mine: str, theirs: str, terms: Iterable[str]) -> Iterator[Finding]:
    """What the official clause has and the restatement lacks, and modals and numbers that it has
    too many."""
    for modal in _find_modals(theirs) - _find_modals(mine):
        yield Finding("modal", f"'{modal}' is lost")
    for modal in _find_modals(mine) - _find_modals(theirs):
        yield Finding("modal", f"'{modal}' stands here, not in the official text")
    for number in sorted(_find_numbers(theirs) - _all_numbers(mine)):
        yield Finding("number", f"{number} is lost")
    for number in sorted(_find_numbers(mine) - _all_numbers(theirs)):
        yield Finding("number", f"{number} stands here, not in the official text")
    low = mine.lower()
    for term in terms:
        if re.search(rf"\b{re.escape(term)}\b", theirs, re.I) and not re.search(
            rf"\b{re.escape(term)}s?\b", low
        ):
            yield Finding("term", f"the defined term '{term}' is lost")
    for reference in sorted(_find_references(theirs) - _find_references(mine)):
        if reference.partition(" ")[2] not in _all_numbers(
            mine
        ):  # long lists name the kind once, or by another word
            yield Finding("reference", f"the reference to {reference} is lost")
    for name, pattern in _CONDITIONS.items():
        if pattern.search(theirs) and not pattern.search(mine):
            found = pattern.search(theirs)
            assert found
            yield Finding(
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
    """Figures and number words, those of references apart."""
    bare = _REFERENCE.sub(" ", text)
    words = {word.lower() for word in re.findall(r"[A-Za-z]+(?:-thirds)?", bare)}
    return {number for number in re.findall(r"\b\d+\b", bare) if len(number) < 4} | (
        words & set(NUMBER_WORDS)
    )


def _all_numbers(text: str) -> set[str]:
    """Every figure and number word, in references too."""
    return set(re.findall(r"\d+", text)) | (
        {word.lower() for word in re.findall(r"[A-Za-z]+(?:-thirds)?", text)} & set(NUMBER_WORDS)
    )


def _find_references(text: str) -> set[str]:
    """`article 28`, `paragraph 1`, one for each number that is named; ranges are named by their
    ends."""
    found = set()
    for kind, numbers in _REFERENCE.findall(text):
        name = kind.lower().rstrip("s").replace("-", "")
        for number in re.findall(r"\b\d+\b|\b[ivx]+\b", numbers):
            found.add(f"{name} {number}")
    return found


def _find_terms(official: Draft) -> list[str]:
    """The terms that the official text defines: those in quotes in the articles that say what terms
    mean."""
    found: dict[str, None] = {}
    for unit in official.units():
        if " mean" in unit.words or "\u201d means" in unit.words:
            for term in _DEFINED.findall(unit.words):
                found[term.lower()] = None
    return list(found)
