"""data/law/<language>.yaml -> Lexicon: the words by which statements of law are read in a language,
ready for matching. A lawyer edits the files; each has its test sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from ..files.shape import check_shape
from ..files.yaml_read import Document, Node, read_yaml
from ..model.problems import Problem, raise_errors
from ..model.tokens import FOLDED_WORDS
from ..model.vocabulary import Force, Grade, Slot
from .forms import GAP, Matcher
from .lexicon_file import LEXICON, LIMITED, NO_EFFECT, Commas
from .scripts import normalize_word, write_forms
from .stems import STEMS

FOLDER = Path(__file__).parent.parent / "data" / "law"
REACH = 7
"""The reach of a relative word and of a joiner, in words, where a file does not say."""


class ForceMark(NamedTuple):
    """A form of `forces`: None hides what stands within it. `plain`: a form of `verbs`, that is to
    say the verb of the act itself."""

    force: Force | None
    negative: bool
    limited: bool = False
    plain: bool = False


class CueMark(NamedTuple):
    """A form of `cues`."""

    slot: Slot


class FrameMark(NamedTuple):
    """A form of `frames`."""


class AmendMark(NamedTuple):
    """A form of `amending`."""


class Kind(NamedTuple):
    """A sort of rule, the grade of a change that adds or drops one, and the forces that it has; any
    where there are none; without a grade its words are only part of a rule. `within`: the grade
    when its words come or go inside a rule, None where that is a change of words like others."""

    name: str
    grade: Grade | None
    forces: frozenset[Force]
    within: Grade | None = None


Mark = ForceMark | CueMark | FrameMark | AmendMark


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All of a language, each list under its name in the file. `marks` finds forces, frames and
    cues together, the longest form first; `kinds` the words of sorts of rules, with the rank of the
    kind; `keys`: as clauses are compared by, '' for a small word and punctuation; `authorities`,
    `bearers`, `actors` (both): stems; `words`: those of a language that is written without spaces,
    actors among them."""

    language: str
    reads: frozenset[Slot]
    marks: Matcher
    kinds: Matcher
    kind_order: tuple[Kind, ...]
    keys: Keys
    small: frozenset[str]
    words: frozenset[str]
    authorities: frozenset[str]
    bearers: frozenset[str]
    actors: frozenset[str]
    negators: frozenset[str]
    verb_negators: frozenset[str]
    comparatives: frozenset[str]
    restrictors: frozenset[tuple[str, str]]
    unless: frozenset[str]
    only: frozenset[str]
    relatives: frozenset[str]
    pronouns: frozenset[str]
    demonstratives: frozenset[str]
    joiners: frozenset[str]
    alternatives: frozenset[str]
    adjuncts: frozenset[str]
    clitics: frozenset[str]
    determiners: frozenset[str]
    abbreviations: frozenset[str]
    elisions: frozenset[str]
    contractions: Mapping[str, tuple[str, str]]
    upon: frozenset[str]
    to: str
    chief_first: bool
    commas: Commas
    bearer_behind: int
    verb_reach: int
    relative_reach: int
    joined_reach: int


class Keys(dict[str, str]):
    """The key of every word met, worked out once."""

    def __init__(self, small: Collection[str], stems: Mapping[str, str]) -> None:
        super().__init__()
        self._small, self._stems = small, stems

    def __missing__(self, word: str) -> str:
        tells = word not in self._small and (word[0].isalnum() or word[0] == TERM)
        key = self[word] = self._stems[word] if tells else ""
        return key


TERM = "\u00a7"
"""With it the folded word of a defined term or a reference begins."""


def list_languages() -> list[str]:
    """The languages that have a lexicon."""
    return sorted(path.stem for path in FOLDER.glob("??.yaml"))


@cache
def load_lexicon(language: str) -> Lexicon | None:
    """The lexicon of a language, None where there is none. Raises InputError with every problem of
    the file."""
    path = FOLDER / f"{language}.yaml"
    if language not in list_languages():
        return None
    lexicon, problems = build_lexicon(read_yaml(path))
    raise_errors(problems)
    return lexicon


def build_lexicon(document: Document) -> tuple[Lexicon | None, list[Problem]]:
    """A lexicon from YAML as read, and every problem found."""
    problems, root = list(document.problems), document.root
    if root is None:
        return None, problems
    problems.extend(check_shape(root, LEXICON, what="a lexicon of law"))
    if problems:
        return None, problems
    return _build(root), []


def _build(root: Node) -> Lexicon:
    """A lexicon from a file without problems."""
    language = root.text("language") or ""
    stems = STEMS[language]

    def fold(key: str) -> frozenset[str]:
        return _fold_all(root.texts(key), language)

    def split(key: str) -> frozenset[str]:
        return _fold_all((root.text(key) or "").split(), language)

    def count(key: str, default: int) -> int:
        return int(root.text(key) or default)

    elisions, contractions = split("elisions"), _read_contractions(root)
    part = _make_parter(elisions, contractions)
    write = partial(_write_marks, language=language, part=part)
    kinds, gap, small = root.items("kinds"), count("gap", GAP), split("small")
    kind_forms = [(form, rank) for rank, node in enumerate(kinds) for form in node.texts("forms")]
    authorities, bearers = fold("authorities"), fold("bearers")
    known = frozenset(stems[word] for word in authorities)
    others = frozenset(stems[word] for word in bearers)
    return Lexicon(
        language=language,
        reads=frozenset(map(Slot, root.texts("reads"))),
        marks=Matcher(write(_list_marks(root)), gap=gap, yields=FrameMark),
        kinds=Matcher(write(kind_forms), gap=gap),
        kind_order=tuple(map(_build_kind, kinds)),
        keys=Keys(small, stems),
        small=small,
        words=split("words") | authorities | bearers if root.text("words") else frozenset(),
        authorities=known,
        bearers=others,
        actors=known | others,
        negators=fold("negators"),
        verb_negators=fold("verb_negators"),
        comparatives=split("comparatives"),
        restrictors=frozenset(
            (FOLDED_WORDS[one], FOLDED_WORDS[other])
            for one, _, other in (pair.partition(" ") for pair in root.texts("restrictors"))
        ),
        unless=fold("unless"),
        only=fold("only"),
        relatives=fold("relatives"),
        pronouns=fold("pronouns"),
        demonstratives=split("demonstratives"),
        joiners=fold("joiners"),
        alternatives=split("alternatives"),
        adjuncts=fold("adjuncts"),
        clitics=split("clitics"),
        determiners=split("determiners"),
        abbreviations=split("abbreviations"),
        elisions=elisions,
        contractions=contractions,
        upon=fold("upon"),
        to=root.text("to") or "",
        chief_first=root.text("chief") == "first",
        commas=Commas(root.text("commas") or Commas.LEADING),
        bearer_behind=count("bearer_behind", 0),
        verb_reach=count("verb_reach", 0),
        relative_reach=count("relative_reach", REACH),
        joined_reach=count("joined_reach", REACH),
    )


def _build_kind(node: Node) -> Kind:
    return Kind(
        node.text("kind") or "",
        Grade(grade) if (grade := node.text("grade")) else None,
        frozenset(map(Force, node.texts("forces"))),
        Grade(within) if (within := node.text("within")) else None,
    )


def _read_contractions(root: Node) -> dict[str, tuple[str, str]]:
    """s'il -> si, il."""
    found: dict[str, tuple[str, str]] = {}
    for text in root.texts("contractions"):
        word, _, parts = text.partition(" = ")
        one, _, other = parts.partition(" ")
        found[FOLDED_WORDS[word]] = FOLDED_WORDS[one], FOLDED_WORDS[other]
    return found


def _fold_all(words: Iterable[str], language: str) -> frozenset[str]:
    """Words as they stand in the words of a clause."""
    return frozenset(normalize_word(FOLDED_WORDS[word], language) for word in words)


def _write_marks(
    marked: Iterable[tuple[str, Any]], *, language: str, part: Callable[[str], str]
) -> list[tuple[str, Any]]:
    """The forms in the words that texts of the language are split into."""
    return [(one, mark) for form, mark in marked for one in write_forms(part(form), language)]


def _make_parter(
    elisions: Collection[str], contractions: Mapping[str, tuple[str, str]]
) -> Callable[[str], str]:
    """What sets a blank behind each apostrophe within a form, as clauses are read where words are
    elided: `s'engage` is `s' engage`."""
    if not elisions:
        return str
    elided = re.compile(rf"\b({'|'.join(sorted(elisions))})'(?=\w)")
    contracted = re.compile(rf"\b({'|'.join(sorted(contractions)) or '(?!)'})\b")

    def part(form: str) -> str:
        form = contracted.sub(
            lambda match: " ".join(contractions[match[0]]), form.replace("\u2019", "'")
        )
        return elided.sub(r"\1' ", form)

    return part


def _list_marks(root: Node) -> list[tuple[str, Mark]]:
    marks: list[tuple[str, Mark]] = []
    for node in root.items("forces"):
        name = node.text("force") or ""
        negative, limited = name == NO_EFFECT, name == LIMITED
        force = Force.EFFECT if negative else Force.PERMISSION if limited else Force(name)
        marks += [(form, ForceMark(force, negative, limited)) for form in node.texts("forms")]
    marks += [(form, ForceMark(None, False)) for form in root.texts("no_force")]
    for node in root.items("cues"):
        slot = Slot(node.text("slot") or "")
        marks += [(form, CueMark(slot)) for form in node.texts("forms")]
    marks += [(form, FrameMark()) for form in root.texts("frames")]
    marks += [(form, AmendMark()) for form in root.texts("amending")]
    marks += [(form, ForceMark(Force.DUTY, False, plain=True)) for form in root.texts("verbs")]
    return marks
