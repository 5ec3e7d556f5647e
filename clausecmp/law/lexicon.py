"""data/law/<language>.yaml -> Lexicon: the words by which statements of law are read in a language,
ready for matching. A lawyer edits the files; each has its test sentences."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from ..files.shape import TEXT, Key, Many, Record, Text, check_shape
from ..files.yaml_read import Document, Node, read_yaml
from ..model.problems import Problem, raise_errors
from ..model.tokens import FOLDED_WORDS
from ..model.vocabulary import GRADES, Force, Grade, Slot
from .forms import GAP, Matcher
from .scripts import normalize_word, stem_word, write_forms

FOLDER = Path(__file__).parent.parent / "data" / "law"
NO_EFFECT = "no effect"
"""How a file names an effect that is denied ("shall not apply")."""

CHARACTERS = 30
"""So many Chinese characters may stand in the place of `...`."""

_FORMS = Many(TEXT, 1)


LEXICON = Record(
    "a lexicon of law",
    {
        "language": Key(TEXT, True, "The language, as drafts name it."),
        "reads": Key(Many(Text(tuple(Slot)), 1), True, "The slots that are read in it."),
        "forces": Key(
            Many(
                Record(
                    "a force",
                    {
                        "force": Key(Text((*Force, NO_EFFECT)), True),
                        "forms": Key(_FORMS, True),
                        "verbs": Key(
                            Many(TEXT), about="Verbs that have this force by themselves: they are what "
                            "is to be done, too."
                        ),
                    },
                ),
                1,
            ),
            True,
            "Words by which a statement binds, permits or says what is.",
        ),
        "no_force": Key(Many(TEXT), about="Phrases in which such words mean something else."),
        "frames": Key(
            Many(TEXT), about="Words that only say who sees to it that the rule behind them holds."
        ),
        "amending": Key(
            Many(TEXT), about="Words of a clause that changes another act: it is not read."
        ),
        "negators": Key(Many(TEXT), about="Words that turn a duty into a prohibition."),
        "relatives": Key(
            Many(TEXT), about="Words behind which a modal verb is not that of the main clause."
        ),
        "pronouns": Key(Many(TEXT), about="The same, of a person or thing: which, who, that."),
        "joiners": Key(Many(TEXT), about="Words between two verbs or things."),
        "cues": Key(
            Many(Record("a cue", {"slot": Key(Text(tuple(Slot)), True), "forms": Key(_FORMS, True)})),
            about="Words with which a slot begins.",
        ),
        "kinds": Key(
            Many(
                Record(
                    "a kind",
                    {
                        "kind": Key(TEXT, True),
                        "grade": Key(Text(GRADES), True),
                        "forms": Key(_FORMS, True),
                    },
                )
            ),
            about="Sorts of rules, the first of which words stand in a statement.",
        ),
        "authorities": Key(Many(TEXT), about="Actors whose permission is a power."),
        "bearers": Key(Many(TEXT), about="Other actors."),
        "small": Key(TEXT, about="Words that say nothing alone."),
        "words": Key(
            TEXT, about="Words of several characters, for a language that is written without spaces."
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
                        "expect": Key(Many(TEXT), True, "The signals, `grade: headline`."),
                    },
                )
            ),
            about="Two answering clauses and the signals that must come out; run as tests.",
        ),
    },
)


class ForceMark(NamedTuple):
    """A form of `forces`: None hides what stands within it. `verb`: its last word is the verb of the
    rule, too ("shall" is not, a present tense that binds is)."""

    force: Force | None
    negative: bool
    verb: bool = False


class CueMark(NamedTuple):
    """A form of `cues`."""

    slot: Slot


class FrameMark(NamedTuple):
    """A form of `frames`."""


class AmendMark(NamedTuple):
    """A form of `amending`."""


class Kind(NamedTuple):
    """A sort of rule and the grade of a change that adds or drops one."""

    name: str
    grade: Grade


Mark = ForceMark | CueMark | FrameMark | AmendMark


class Lexicon(NamedTuple):
    """All of a language. `marks` finds forces, frames and cues together, the longest form first;
    `kinds` the words of sorts of rules, with the rank of the kind; `words`: those of a language that
    is written without spaces, actors among them."""

    language: str
    reads: frozenset[Slot]
    marks: Matcher
    kinds: Matcher
    kind_order: tuple[Kind, ...]
    negators: frozenset[str]
    relatives: frozenset[str]
    pronouns: frozenset[str]
    joiners: frozenset[str]
    authorities: frozenset[str]
    bearers: frozenset[str]
    small: frozenset[str]
    words: frozenset[str] = frozenset()


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
    gap = CHARACTERS if language == "zh" else GAP
    sets = {
        key: frozenset(
            normalize_word(FOLDED_WORDS[word], language) for word in root.texts(key)
        )
        for key in ("negators", "relatives", "pronouns", "joiners", "authorities", "bearers")
    }
    actors = sets["authorities"] | sets["bearers"]
    return Lexicon(
        language,
        frozenset(map(Slot, root.texts("reads"))),
        Matcher(_write_marks(_list_marks(root), language), gap=gap),
        Matcher(
            _write_marks(
                [(form, rank) for rank, node in enumerate(kinds) for form in node.texts("forms")],
                language,
            ),
            gap=gap,
        ),
        tuple(Kind(node.text("kind") or "", Grade(node.text("grade") or "")) for node in kinds),
        sets["negators"],
        sets["relatives"],
        sets["pronouns"],
        sets["joiners"],
        frozenset(stem_word(word) or word for word in sets["authorities"]),
        frozenset(stem_word(word) or word for word in sets["bearers"]),
        _read_list(root, "small", language),
        _read_list(root, "words", language) | actors if language == "zh" else frozenset(),
    ), []


def _read_list(root: Node, key: str, language: str) -> frozenset[str]:
    return frozenset(
        normalize_word(FOLDED_WORDS[word], language) for word in (root.text(key) or "").split()
    )


def _write_marks(marked: Iterable[tuple[str, Any]], language: str) -> list[tuple[str, Any]]:
    """The forms in the words that texts of the language are split into."""
    return [(one, mark) for form, mark in marked for one in write_forms(form, language)]


def _list_marks(root: Node) -> list[tuple[str, Mark]]:
    marks: list[tuple[str, Mark]] = []
    for node in root.items("forces"):
        name = node.text("force") or ""
        force = Force.EFFECT if name == NO_EFFECT else Force(name)
        negative = name == NO_EFFECT
        marks += [(form, ForceMark(force, negative)) for form in node.texts("forms")]
        marks += [(form, ForceMark(force, negative, True)) for form in node.texts("verbs")]
    marks += [(form, ForceMark(None, False)) for form in root.texts("no_force")]
    for node in root.items("cues"):
        slot = Slot(node.text("slot") or "")
        marks += [(form, CueMark(slot)) for form in node.texts("forms")]
    marks += [(form, FrameMark()) for form in root.texts("frames")]
    marks += [(form, AmendMark()) for form in root.texts("amending")]
    return marks
