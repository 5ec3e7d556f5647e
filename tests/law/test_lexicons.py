"""The lexicons of law: what their `examples` read and what their `changes` tell."""

from __future__ import annotations

from functools import cache

import pytest
from _pytest.mark import ParameterSet

from clausecmp.align.alignment import align_drafts
from clausecmp.files.links import Link
from clausecmp.files.yaml_read import Node, parse_yaml, read_yaml
from clausecmp.law.drafts import find_draft_law
from clausecmp.law.lexicon import FOLDER, build_lexicon, list_languages, load_lexicon
from clausecmp.law.lexicon_file import LIMITED, NO_EFFECT
from clausecmp.law.signals import Signal
from clausecmp.law.statements import Statement, read_statements
from clausecmp.law.stems import STEMS
from clausecmp.law.words import read_words
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.references import ReferenceReader
from clausecmp.model.vocabulary import Force, Slot

OTHERS = 100
"""So many clauses stand beside those of a change, the same in both drafts: then a word weighs what
it does in a treaty."""


@cache
def read_root(language: str) -> Node:
    root = read_yaml(FOLDER / f"{language}.yaml").root
    assert root is not None
    return root


def list_entries(key: str) -> list[ParameterSet]:
    return [
        pytest.param(language, entry, id=f"{language}:{entry.location.line}")
        for language in list_languages()
        for entry in read_root(language).items(key)
    ]


def describe(statement: Statement) -> str:
    """`duty: each Party`; a limited permission, also one that is said as a prohibition, and an
    effect that is denied by their names in the lexicons."""
    name = str(statement.force or "")
    if statement.limited and statement.force is not Force.DUTY:
        name = LIMITED
    elif statement.negative:
        name = NO_EFFECT
    return f"{name}: {statement.bearer}" if statement.bearer else name


def tell(signal: Signal) -> str:
    """`high: duty dropped`, `medium: condition added`."""
    about = signal.kind if signal.slot is Slot.STATEMENT else signal.slot
    return f"{signal.grade}: {about} {signal.change}"


def make_draft(side: str, language: str, text: str) -> Draft:
    clauses = [Clause("article", "1", "1", text=text)]
    clauses += [Clause("article", str(n), str(n), text=f"Word{n}.") for n in range(2, OTHERS + 2)]
    return Draft(side, "1", side, tuple(clauses), language=language)


def find_signals(language: str, left: str, right: str) -> list[str]:
    one, other = make_draft("left", language, left), make_draft("right", language, right)
    links = [Link((unit.ref,), (unit.ref,)) for unit in one.units()]
    alignment = align_drafts(one, other, links=links)
    law = find_draft_law(one, other, alignment)
    found = law.pairs.get((("1",), ("1",)))
    return sorted(tell(signal) for signal in found.signals) if found else []


@pytest.mark.parametrize(("language", "entry"), list_entries("examples"))
def test_example(language: str, entry: Node) -> None:
    lexicon = load_lexicon(language)
    assert lexicon is not None
    words = read_words(entry.text("text") or "", "1", lexicon, None, ReferenceReader())
    found = [describe(statement) for statement in read_statements(words, lexicon)]
    assert found == list(entry.texts("reads"))


@pytest.mark.parametrize(("language", "entry"), list_entries("changes"))
def test_change(language: str, entry: Node) -> None:
    left, right = entry.text("left") or "", entry.text("right") or ""
    assert find_signals(language, left, right) == sorted(entry.texts("expect"))


@pytest.mark.parametrize(("language", "entry"), list_entries("changes"))
def test_change_mirrored(language: str, entry: Node) -> None:
    """Sides exchanged give the same signals exchanged."""
    left, right = entry.text("left") or "", entry.text("right") or ""
    exchanged = {"added": "dropped", "dropped": "added", "changed": "changed"}
    assert find_signals(language, right, left) == sorted(
        f"{about} {exchanged[change]}"
        for about, _, change in (told.rpartition(" ") for told in entry.texts("expect"))
    )


@pytest.mark.parametrize("language", list_languages())
def test_every_force_has_an_example(language: str) -> None:
    """Of a language that has examples."""
    reads = [
        read for entry in read_root(language).items("examples") for read in entry.texts("reads")
    ]
    named = {read.partition(":")[0] for read in reads}
    assert not reads or {*map(str, Force), NO_EFFECT, LIMITED} <= named


def test_a_broken_file_names_its_places() -> None:
    text = "language: en\nreads: [force]\nforces:\n  - {force: wish, forms: [shall]}\nlistz: []\n"
    lexicon, problems = build_lexicon(parse_yaml(text, "en.yaml"))
    assert lexicon is None
    assert any("wish" in problem.message and problem.location.line == 4 for problem in problems)
    assert any("listz" in problem.message for problem in problems)


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", "adopt adopted adopts adopting"),
        ("fr", "coopèrent coopérer coopère"),
        ("fr", "régional régionale régionaux régionales"),
        ("fr", "adoptent adopter adoptée adoptées"),
        ("es", "adoptarán adoptar adoptada adoptados"),
        ("es", "convención convenciones"),
    ],
)
def test_forms_of_a_word_have_one_stem(language: str, forms: str) -> None:
    assert len({STEMS[language][form] for form in forms.split()}) == 1


def test_elided_words_are_two() -> None:
    lexicon = load_lexicon("fr")
    assert lexicon is not None
    text = "S\u2019il l\u2019estime utile, l'État l'informe jusqu'à aujourd'hui."
    words = read_words(text, "1", lexicon, None, ReferenceReader())
    assert " ".join(words.folded) == (
        "si il l' estime utile , l' état l' informe jusqu' à aujourd'hui ."
    )
    for folded, start, end in zip(words.folded, words.starts, words.ends):
        assert folded == "si" or text[start:end].lower().replace("\u2019", "'") == folded
