"""data/law/<language>.yaml -> Lexicon: the words by which statements of law are read in a language,
ready for matching. A lawyer edits the files; each has its test sentences."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..files.shape import TEXT, Key, Many, Record, Shape, Text, check_shape
from ..files.yaml_read import Document, Node, read_yaml
from ..model.problems import Problem, raise_errors
from ..model.tokens import FOLDED_WORDS
from ..model.vocabulary import GRADES, Force, Grade, Slot
from .forms import Matcher

FOLDER = Path(__file__).parent.parent / "data" / "law"
NO_EFFECT = "no effect"
"""How a file names an effect that is denied ("shall not apply")."""

_FORMS = Many(TEXT, 1)


def _many(record: str, /, **keys: Shape) -> Many:
    return Many(Record(record, {key: Key(shape, True) for key, shape in keys.items()}), 1)


LEXICON = Record(
    "a lexicon of law",
    {
        "language": Key(TEXT, True, "The language, as drafts name it."),
        "reads": Key(Many(Text(tuple(Slot)), 1), True, "The slots that are read in it."),
        "forces": Key(
            _many("a force", force=Text((*Force, NO_EFFECT)), forms=_FORMS),
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
    """A form of `forces`: None hides what stands within it."""

    force: Force | None
    negative: bool


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
    `kinds` the words of sorts of rules, with the rank of the kind."""

    language: str
    reads: frozenset[Slot]
    marks: Matcher
    kinds: Matcher
    kind_order: tuple[Kind, ...]
    negators: frozenset[str]
    relatives: frozenset[str]
    pronouns: frozenset[str]
    joiners: frozenset[str]
    adjuncts: frozenset[str]
    authorities: frozenset[str]
    bearers: frozenset[str]
    small: frozenset[str]


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
    return Lexicon(
        root.text("language") or "",
        frozenset(map(Slot, root.texts("reads"))),
        Matcher(_list_marks(root)),
        Matcher((form, rank) for rank, node in enumerate(kinds) for form in node.texts("forms")),
        tuple(
            Kind(
                node.text("kind") or "",
                Grade(node.text("grade") or ""),
                frozenset(map(Force, node.texts("forces"))),
                Grade(within) if (within := node.text("within")) else None,
            )
            for node in kinds
        ),
        *(
            frozenset(FOLDED_WORDS[word] for word in root.texts(key))
            for key in (
                "negators",
                "relatives",
                "pronouns",
                "joiners",
                "adjuncts",
                "authorities",
                "bearers",
            )
        ),
        frozenset(FOLDED_WORDS[word] for word in (root.text("small") or "").split()),
    ), []


def _list_marks(root: Node) -> list[tuple[str, Mark]]:
    marks: list[tuple[str, Mark]] = []
    for node in root.items("forces"):
        name = node.text("force") or ""
        force = Force.EFFECT if name == NO_EFFECT else Force(name)
        negative = name == NO_EFFECT
        marks += [(form, ForceMark(force, negative)) for form in node.texts("forms")]
    marks += [(form, ForceMark(None, False)) for form in root.texts("no_force")]
    for node in root.items("cues"):
        slot = Slot(node.text("slot") or "")
        marks += [(form, CueMark(slot)) for form in node.texts("forms")]
    marks += [(form, FrameMark()) for form in root.texts("frames")]
    marks += [(form, AmendMark()) for form in root.texts("amending")]
    return marks
