"""Rules about terms: forms that nobody uses, and terms of another instrument."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ..files.terms import Glossary
from ..model.draft import Draft
from ..model.problems import WARNING
from ..model.tokens import fold_word, tokenize
from .entries import name_entry
from .files import CheckedFile
from .lookups import Lookups
from .rules import Fault, rule
from .texts import list_texts, locate_words


@rule(
    "term-unused",
    "A form of a term occurs in no draft of its instrument.",
    "terms",
    severity=WARNING,
)
def find_unused_terms(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    It folds nothing, and hides a misspelling of the form that does occur. The plural and the like
    of a form that occurs are welcome.

    Good: `budapest: [computer system, computer systems]`.

    Bad: `budapest: [computer sytem]`.
    """
    texts: dict[str, str] = {}
    for entry in file.entries("terms") if isinstance(file.value, Glossary) else ():
        assert isinstance(entry.value, dict)
        for name, node in entry.value.items():
            if name not in look.instruments or not isinstance(node.value, list):
                continue
            if name not in texts:
                texts[name] = _join_texts(name, look)
            forms = [
                (form, [fold_word(word) for word in form.value.split()])
                for form in node.value
                if isinstance(form.value, str)
            ]
            used = [words for _, words in forms if f" {' '.join(words)} " in texts[name]]
            for form, words in forms if texts[name] else ():
                if not any(_is_inflected(words, other) for other in used):
                    yield Fault(
                        form.location,
                        f"{name_entry(entry)}: '{form.value}' occurs in no draft of {name}",
                    )


def _join_texts(instrument: str, look: Lookups) -> str:
    """All words of all drafts of an instrument, headings too, between blanks; '' where one of them
    cannot be read."""
    drafts = look.drafts_of(instrument)
    texts = (
        text
        for draft in drafts
        for clause in draft.walk()
        for text in (clause.heading or "", clause.words)
    )
    if not drafts:
        return ""
    return " ".join(["", *(token.folded for text in texts for token in tokenize(text)), ""])


def _is_inflected(words: list[str], other: list[str]) -> bool:
    """Whether these are the same words but for their endings: State Party, States Parties; medium,
    media."""
    return len(words) == len(other) and all(
        len(os.path.commonprefix((one, two)))  # noqa: RUF071 - words, not paths
        >= max(min(3, len(one)), min(len(one), len(two)) - 2)
        for one, two in zip(words, other)
    )


@rule(
    "undefined-term",
    "A defined term of another instrument is used where this one has its own.",
    "draft",
    severity=WARNING,
)
def find_foreign_terms(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    A term that is left over from the model text has no definition here: nobody can say whether the
    defined one is meant. The terms are those of terms.yaml that this instrument defines.

    Good: in the United Nations convention::

        text: access to an information and communications technology system

    Bad: in the same convention::

        text: access to a computer system
    """
    if not isinstance(file.value, Draft) or (glossary := look.glossary) is None:
        return
    forms = _list_forms(glossary, file.value.instrument)
    if not any(own is not None for found in forms.values() for _, own in found):
        return
    for clause, node, text in list_texts(file, file.value):
        after = 0
        for words, own in _find_forms(text, forms):
            place, after = locate_words(file, node, words, after=after)
            yield Fault(
                place,
                f"{clause.ref} says '{words}', a term of another instrument",
                f"{file.value.instrument} says '{own}'",
            )


Forms = dict[str, list[tuple[tuple[str, ...], str | None]]]


def _list_forms(glossary: Glossary, instrument: str) -> Forms:
    """First word -> (words, own form), longest first; own form None for a form that this instrument
    may use."""
    forms: dict[tuple[str, ...], str | None] = {}
    for term in glossary.terms:
        if instrument in term.forms and term.defined.get(instrument):
            for other in term.forms:
                forms.update(
                    {
                        tuple(map(fold_word, form.split())): term.forms[instrument][0]
                        for form in term.forms[other]
                        if other != instrument
                    }
                )
    for term in glossary.terms:
        forms.update(
            {tuple(map(fold_word, form.split())): None for form in term.forms.get(instrument, ())}
        )
    found: Forms = {}
    for words, own in sorted(forms.items(), key=lambda item: -len(item[0])):
        found.setdefault(words[0], []).append((words, own))
    return found


def _find_forms(text: str, forms: Forms) -> Iterator[tuple[str, str]]:
    """Foreign forms in a text, as written, with the own form; own forms, which may hold foreign
    ones, are passed over."""
    tokens = tokenize(text)
    folded = [token.folded for token in tokens]
    at = 0
    while at < len(tokens):
        words, own = next(
            (
                entry
                for entry in forms.get(folded[at], ())
                if tuple(folded[at : at + len(entry[0])]) == entry[0]
            ),
            (("",), None),
        )
        if own is not None:
            yield text[tokens[at].start : tokens[at + len(words) - 1].end], own
        at += len(words)
