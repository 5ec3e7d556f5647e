"""mappings/terms.yaml -> Glossary: reading one instrument's term as another's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ..model.problems import Problem, raise_errors
from ..model.tokens import Fold, fold_word
from .shape import ID, TEXT, Free, Key, Many, Record, Text, check_shape
from .yaml_read import Document, read_yaml

FORM = Text(pattern=r"\s*\S[\s\S]*", expected="the words of a term")
FIXED = {
    "id": Key(ID, True, "Name of the entry."),
    "note": Key(TEXT),
    "defined": Key(
        Free(Text(nullable=True)),
        about="The ref that defines the term, for each instrument; null: none.",
    ),
}


def term_record(instruments: Sequence[str]) -> Record:
    """The shape of one entry: the forms of the term under the name of each instrument."""
    forms = {
        name: Key(Many(FORM, 1), about="Every form of the term that occurs, the usual one first.")
        for name in instruments
    }
    return Record("a term", {**FIXED, **forms})


def terms_shape(instruments: Sequence[str]) -> Record:
    """The shape of a terms file for `instruments`."""
    return Record(
        "a terms file",
        {
            "instruments": Key(Many(ID, 2), True, "The instruments whose terms answer each other."),
            "note": Key(TEXT),
            "terms": Key(Many(term_record(instruments)), True),
        },
    )


class Term(NamedTuple):
    """One concept: its forms by instrument, the first the usual one, and the refs that define
    it."""

    id: str
    forms: dict[str, tuple[str, ...]]
    defined: dict[str, str | None]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms that answer each other between instruments."""

    terms: tuple[Term, ...] = ()
    _folds: dict[tuple[str, ...], Fold | None] = field(
        default_factory=dict, compare=False, repr=False
    )

    def fold_for(self, *instruments: str) -> Fold | None:
        """The folding of every term that two of `instruments` share; None when there is nothing to
        fold (one instrument, or no common term)."""
        key = tuple(sorted(set(instruments)))
        if key not in self._folds:
            self._folds[key] = _make_fold(
                [term for term in self.terms if sum(name in term.forms for name in key) > 1], key
            )
        return self._folds[key]

    def usual_form(self, term: str, instrument: str) -> str | None:
        """How `instrument` usually writes the term, None if it does not know it."""
        return next(
            (t.forms[instrument][0] for t in self.terms if t.id == term and instrument in t.forms),
            None,
        )


def _make_fold(terms: Sequence[Term], instruments: tuple[str, ...]) -> Fold | None:
    """Longest form first; a form of several words is found by its first word."""
    forms: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for term in terms:
        for instrument in instruments:
            for form in term.forms.get(instrument, ()):
                words = tuple(fold_word(word) for word in form.split())
                forms.setdefault(words[0], []).append((words, term.id))
    if not forms:
        return None
    for found in forms.values():
        found.sort(key=lambda entry: (-len(entry[0]), entry))

    def fold(words: Sequence[str]) -> list[tuple[int, str]]:
        out, shift, taken = [(1, "")] * len(words), 0, 0
        for at in [
            n for n, word in enumerate(words) if word in forms
        ]:  # few words begin a term: the others cost nothing
            if at < taken:
                continue
            for form, term in forms[words[at]]:
                size = len(form)
                if size == 1 or tuple(words[at : at + size]) == form:
                    out[at - shift : at - shift + size] = ((size, term),)
                    shift, taken = shift + size - 1, at + size
                    break
        return out

    return fold


def build_glossary(document: Document) -> tuple[Glossary | None, list[Problem]]:
    """A Glossary from YAML as read, and every problem found."""
    problems = list(document.problems)
    root = document.root
    if root is None:
        return None, problems
    instruments = root.texts("instruments")
    problems.extend(check_shape(root, terms_shape(instruments), what="a terms file"))
    terms = []
    for node in root.items("terms"):
        defined = node.get("defined")
        places = {name: defined.text(name) for name in instruments} if defined else {}
        forms = {
            name: found
            for name in instruments
            if (found := tuple(form for form in node.texts(name) if form.strip()))
        }
        terms.append(Term(node.text("id") or "", forms, places, node.text("note")))
    return Glossary(tuple(terms)), problems


def merge_glossaries(glossaries: Sequence[Glossary]) -> Glossary:
    """The terms of several files together; a term hides those with its id in later ones."""
    terms: list[Term] = []
    for glossary in glossaries:
        hidden = {term.id for term in terms}
        terms.extend(term for term in glossary.terms if term.id not in hidden)
    return Glossary(tuple(terms))


def load_glossary(paths: Sequence[Path]) -> Glossary:
    """The terms of all `paths` together, merged. Raises InputError with every problem of the
    files."""
    found = []
    problems: list[Problem] = []
    for path in paths:
        glossary, met = build_glossary(read_yaml(path))
        problems.extend(met)
        found.append(glossary or Glossary())
    raise_errors(problems)
    return merge_glossaries(found)
