"""data/law/<language>.yaml -> Lexicon: the words by which statements of law are read in a language,
ready for matching. A lawyer edits the files; each has its test sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ..files.shape import TEXT, Key, Many, Record, Shape, Text, check_shape
from ..files.yaml_read import Document, Node, read_yaml
from ..model.problems import Problem, raise_errors
from ..model.tokens import FOLDED_WORDS
from ..model.vocabulary import GRADES, Force, Grade, Slot
from .forms import GAP, Matcher
from .scripts import normalize_word, write_forms
from .stems import STEMS

FOLDER = Path(__file__).parent.parent / "data" / "law"
NO_EFFECT = "no effect"
"""How a file names an effect that is denied ("shall not apply")."""
LIMITED = "limited permission"
"""How a file names a permission for certain cases only ("ne peut ... que")."""

CHARACTERS = 40
"""So many Chinese characters may stand in the place of `...`."""

_FORMS = Many(TEXT, 1)


def _many(record: str, /, **keys: Shape) -> Many:
    return Many(Record(record, {key: Key(shape, True) for key, shape in keys.items()}), 1)


LEXICON = Record(
    "a lexicon of law",
    {
        "language": Key(TEXT, True, "The language, as drafts name it."),
        "reads": Key(Many(Text(tuple(Slot)), 1), True, "The slots that are read in it."),
        "forces": Key(
            _many("a force", force=Text((*Force, NO_EFFECT, LIMITED)), forms=_FORMS),
            True,
            "Words by which a statement binds, permits or says what is.",
        ),
        "verbs": Key(
            Many(TEXT), about="Verbs whose mere indicative binds: prend, adoptent; adoptará."
        ),
        "verb_reach": Key(
            Text(pattern=r"\d{1,2}", expected="a number"),
            about="One of `verbs` at most so many words behind a relative word is not that of the main"
            " clause.",
        ),
        "no_force": Key(Many(TEXT), about="Phrases in which such words mean something else."),
        "frames": Key(
            Many(TEXT), about="Words that only say who sees to it that the rule behind them holds."
        ),
        "amending": Key(
            Many(TEXT), about="Words of a clause that changes another act: it is not read."
        ),
        "negators": Key(Many(TEXT), about="Words that turn a duty into a prohibition."),
        "verb_negators": Key(Many(TEXT), about="The same, directly before the verb: ne, n'."),
        "restrictors": Key(
            Many(TEXT),
            about="Pairs of words behind a negated verb that let out what follows: que si.",
        ),
        "clitics": Key(TEXT, about="Words that stand between such a negator and the verb."),
        "determiners": Key(TEXT, about="Words behind which a form of `verbs` is a noun."),
        "unless": Key(Many(TEXT), about="Words that make a prohibition a limited permission."),
        "only": Key(Many(TEXT), about="Words that make a permission a limited one."),
        "chief": Key(
            Text(("first", "last")),
            about="Which noun of several names the bearer; last if not said.",
        ),
        "relatives": Key(
            Many(TEXT), about="Words behind which a modal verb is not that of the main clause."
        ),
        "pronouns": Key(Many(TEXT), about="The same, of a person or thing: which, who, that."),
        "joiners": Key(Many(TEXT), about="Words between two verbs or things."),
        "cues": Key(
            Many(
                Record("a cue", {"slot": Key(Text(tuple(Slot)), True), "forms": Key(_FORMS, True)})
            ),
            about="Words with which a slot begins.",
        ),
        "kinds": Key(
            Many(
                Record(
                    "a kind",
                    {
                        "kind": Key(TEXT, True),
                        "grade": Key(Text(GRADES), True),
                        "within": Key(
                            Text(GRADES),
                            about="The grade when its words come or go inside a rule that stays.",
                        ),
                        "forces": Key(
                            Many(Text(tuple(Force))), about="Only statements of such a force."
                        ),
                        "forms": Key(_FORMS, True),
                    },
                )
            ),
            about="Sorts of rules, the first of which words stand in a statement.",
        ),
        "adjuncts": Key(Many(TEXT), about="Words with which what stands before a bearer begins."),
        "authorities": Key(Many(TEXT), about="Actors whose permission is a power."),
        "bearers": Key(Many(TEXT), about="Other actors."),
        "small": Key(TEXT, about="Words that say nothing alone."),
        "words": Key(
            TEXT,
            about="Words of several characters, for a language that is written without spaces.",
        ),
        "examples": Key(
            Many(
                Record(
                    "an example",
                    {
                        "text": Key(TEXT, True),
                        "reads": Key(
                            Many(TEXT, 1), True, "For each statement its force and who bears it."
                        ),
                    },
                )
            ),
            about="Sentences and how they are read; run as tests.",
        ),
        "changes": Key(
            Many(
                Record(
                    "a change",
                    {
                        "left": Key(TEXT, True),
                        "right": Key(TEXT, True),
                        "expect": Key(Many(TEXT), True, "The signals, `grade: what change`."),
                    },
                )
            ),
            about="Two answering clauses and the signals that must come out; run as tests.",
        ),
    },
)


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
    where there are none. `within`: the grade when its words come or go inside a rule, None where
    that is a change of words like others."""

    name: str
    grade: Grade
    forces: frozenset[Force]
    within: Grade | None = None


Mark = ForceMark | CueMark | FrameMark | AmendMark


class Lexicon(NamedTuple):
    """All of a language. `marks` finds forces, frames and cues together, the longest form first;
    `kinds` the words of sorts of rules, with the rank of the kind; `authorities` and `bearers` hold
    stems; `words`: those of a language that is written without spaces, actors among them."""

    language: str
    reads: frozenset[Slot]
    marks: Matcher
    kinds: Matcher
    kind_order: tuple[Kind, ...]
    negators: frozenset[str]
    verb_negators: frozenset[str]
    restrictors: frozenset[tuple[str, str]]
    unless: frozenset[str]
    only: frozenset[str]
    relatives: frozenset[str]
    pronouns: frozenset[str]
    joiners: frozenset[str]
    adjuncts: frozenset[str]
    authorities: frozenset[str]
    bearers: frozenset[str]
    clitics: frozenset[str]
    determiners: frozenset[str]
    small: frozenset[str]
    chief_first: bool
    verb_reach: int
    words: frozenset[str]


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
    kinds = root.items("kinds")
    language = root.text("language") or ""
    stems, gap = STEMS[language], CHARACTERS if language == "zh" else GAP

    def fold(key: str) -> frozenset[str]:
        return _fold_all(root.texts(key), language)

    def fold_text(key: str) -> frozenset[str]:
        return _fold_all((root.text(key) or "").split(), language)

    kind_forms = [(form, rank) for rank, node in enumerate(kinds) for form in node.texts("forms")]
    authorities, bearers = fold("authorities"), fold("bearers")
    return Lexicon(
        language=language,
        reads=frozenset(map(Slot, root.texts("reads"))),
        marks=Matcher(_write_marks(_list_marks(root), language), gap=gap),
        kinds=Matcher(_write_marks(kind_forms, language), gap=gap),
        kind_order=tuple(
            Kind(
                node.text("kind") or "",
                Grade(node.text("grade") or ""),
                frozenset(map(Force, node.texts("forces"))),
                Grade(within) if (within := node.text("within")) else None,
            )
            for node in kinds
        ),
        negators=fold("negators"),
        verb_negators=fold("verb_negators"),
        restrictors=frozenset(
            (FOLDED_WORDS[one], FOLDED_WORDS[other])
            for one, _, other in (pair.partition(" ") for pair in root.texts("restrictors"))
        ),
        unless=fold("unless"),
        only=fold("only"),
        relatives=fold("relatives"),
        pronouns=fold("pronouns"),
        joiners=fold("joiners"),
        adjuncts=fold("adjuncts"),
        authorities=frozenset(stems[word] for word in authorities),
        bearers=frozenset(stems[word] for word in bearers),
        clitics=fold_text("clitics"),
        determiners=fold_text("determiners"),
        small=fold_text("small"),
        chief_first=root.text("chief") == "first",
        verb_reach=int(root.text("verb_reach") or 0),
        words=fold_text("words") | authorities | bearers,
    ), []


def _fold_all(words: Iterable[str], language: str) -> frozenset[str]:
    """Words as they stand in the words of a clause."""
    return frozenset(normalize_word(FOLDED_WORDS[word], language) for word in words)


def _write_marks(marked: Iterable[tuple[str, Any]], language: str) -> list[tuple[str, Any]]:
    """The forms in the words that texts of the language are split into."""
    return [
        (one, mark) for form, mark in marked for one in write_forms(_part_elisions(form), language)
    ]


def _part_elisions(form: str) -> str:
    """A form with a blank behind each apostrophe within it, as clauses are read where words are
    elided: `s'engage` is `s' engage`. English has none."""
    return _ELIDED.sub(r"\1' ", _IF_HE.sub(r"si \1", form))


_IF_HE = re.compile(r"\bs['\u2019](ils?)\b")
_ELIDED = re.compile(r"\b([cdjlmnst]|qu|jusqu|lorsqu|all|dall|dell|nell|sull)['\u2019](?=\w)")


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
