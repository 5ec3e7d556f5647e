"""data/signals.yaml -> Words: the lists, forces, actors, units and sentences that a lawyer edits,
ready for matching."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..files.shape import ID, TEXT, Key, Many, Record, Shape, Text, check_shape
from ..files.yaml_read import Document, Node, read_yaml
from ..model.problems import Problem, raise_errors
from ..model.tokens import FOLDED_WORDS
from ..model.vocabulary import GRADES, Grade
from .directions import Direction
from .forms import Forms, Matcher, list_words, plain_spellings, plain_words

PATH = Path(__file__).parent.parent / "data" / "signals.yaml"
_DIRECTION, _GRADE, _FORMS = Text(tuple(Direction)), Text(GRADES), Many(TEXT)
_NUMBER = Text(pattern=r"-?\d+(\.\d+)?", expected="a number")
_LIST = Record(
    "a word list",
    {
        "id": Key(ID, True),
        "signal": Key(ID, True, "The id of the signals it raises."),
        "grade": Key(_GRADE, True),
        "alone": Key(_GRADE, about="Grade when a whole clause with such words has no counterpart."),
        "lost_is": Key(
            _DIRECTION,
            True,
            "Direction when the words are missing on the right; a gain is the opposite.",
        ),
        "within": Key(
            Text(("insertion", "phrase")),
            about="Only where nothing stands in their place, or little but the words themselves changed.",
        ),
        "forms": Key(Many(TEXT, 1), True, "Words that raise the signal."),
        "kin": Key(_FORMS, about="Words that say it otherwise."),
        "except": Key(_FORMS, about="Phrases in which a form means something else."),
        "raised_by": Key(
            _FORMS, about="Words of the clause that make the signal one of high grade."
        ),
        "needs": Key(_FORMS, about="Words that the other side must have instead."),
        "lost": Key(TEXT, True),
        "gained": Key(TEXT, True),
        "changed": Key(TEXT),
    },
)


def _many(record: str, /, **keys: Shape) -> Many:
    return Many(Record(record, {key: Key(shape, key != "of") for key, shape in keys.items()}), 1)


def _sentences(*names: str) -> Record:
    return Record("sentences", {name: Key(TEXT, True) for name in names})


SIGNALS = Record(
    "a signals file",
    {
        "forces": Key(_many("a force", id=ID, value=_NUMBER, says=TEXT, forms=Many(TEXT, 1)), True),
        "no_force": Key(_FORMS, True),
        "actors": Key(_many("an actor", id=ID, name=TEXT, of=ID, forms=Many(TEXT, 1)), True),
        "units": Key(_many("a unit", kind=ID, base=TEXT, per=_NUMBER, forms=Many(TEXT, 1)), True),
        "deadline": Key(_FORMS, True),
        "threshold_sentences": Key(
            _sentences("longer", "shorter", "changed", "lost", "gained"), True
        ),
        "scopes": Key(
            _many("a scope", id=ID, breadth=_NUMBER, name=TEXT, forms=Many(TEXT, 1)), True
        ),
        "scope_sentences": Key(_sentences("wider", "narrower", "neutral"), True),
        "enumeration": Key(
            Record(
                "an enumeration",
                {"lost_is": Key(_DIRECTION, True), **_sentences("lost", "gained", "changed").keys},
            ),
            True,
        ),
        "reference_sentences": Key(_sentences("retargeted", "wider", "narrower", "broken"), True),
        "definition_small": Key(TEXT, True, "Words that change no definition."),
        "definition_sentences": Key(_sentences("changed", "used"), True),
        "lists": Key(Many(_LIST, 1), True),
    },
)


class WordList(NamedTuple):
    """One entry of `lists`."""

    id: str
    signal: str
    grade: Grade
    alone: Grade | None
    lost_is: Direction
    within: str | None
    forms: Forms
    kin: Forms
    exceptions: Forms
    needs: Forms
    raised_by: Forms
    sentences: dict[str, str]


class Kind(NamedTuple):
    """One entry of forces, actors, units or scopes: `value` is its force, length of unit or
    breadth; `name` how it is shown."""

    id: str
    name: str
    value: float
    forms: Forms
    of: str | None = None


class KindForms:
    """The forms of several kinds, looked for together, so that a text is read once; `ignored` forms
    hide what stands within them."""

    __slots__ = ("_ignored", "_matcher", "kinds")

    def __init__(self, kinds: Sequence[Kind], ignored: Sequence[str] = ()) -> None:
        self.kinds, self._ignored = tuple(kinds), tuple(ignored)
        self._matcher: Matcher | None = None

    def find(
        self, words: Sequence[str], known: Collection[str] | None = None
    ) -> list[tuple[int, int, Kind]]:
        """Where which kind stands, the longest form first, none overlapping."""
        if self._matcher is None:
            self._matcher = Matcher(
                [(form, kind) for kind in self.kinds for form in kind.forms.forms]
                + [(form, None) for form in self._ignored]
            )
        return [one for one in self._matcher.find(words, known) if one[2] is not None]


class Words(NamedTuple):
    """All of signals.yaml. Only where one of these words comes or goes is there anything to find:
    `triggers` for the lists, `modal_words` and `actor_words` for duties and powers, `scope_words`
    for the offences reached; `unanswered_keys` for a clause without counterpart. `triggers` and
    `unanswered_keys` name for each word the words that must stand beside it."""

    lists: tuple[WordList, ...]
    forces: KindForms
    actors: KindForms
    units: tuple[Kind, ...]
    deadline: Forms
    scopes: KindForms
    scope_words: frozenset[str]
    sentences: dict[str, dict[str, str]]
    enumeration_lost_is: Direction
    definition_small: frozenset[str]
    triggers: dict[str, list[tuple[frozenset[str], WordList]]]
    unanswered_keys: dict[str, list[frozenset[str]]]
    modal_words: frozenset[str]
    actor_words: frozenset[str]


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The shipped signals.yaml, read once. Raises InputError with every problem of the file."""
    words, problems = build_words(read_yaml(PATH))
    raise_errors(problems)
    assert words is not None
    return words


def build_words(document: Document) -> tuple[Words | None, list[Problem]]:
    """Words from YAML as read, and every problem found."""
    problems, root = list(document.problems), document.root
    if root is None:
        return None, problems
    problems.extend(check_shape(root, SIGNALS, what="a signals file"))
    if problems:
        return None, problems
    lists = tuple(_build_list(node) for node in root.items("lists"))
    enumeration = _texts(root.get("enumeration"))
    sentences = {
        name: _texts(root.get(f"{name}_sentences"))
        for name in ("threshold", "scope", "reference", "definition")
    }
    kinds = {
        name: tuple(_build_kind(node) for node in root.items(name))
        for name in ("forces", "actors", "units", "scopes")
    }
    return Words(
        lists,
        KindForms(kinds["forces"], root.texts("no_force")),
        KindForms(kinds["actors"]),
        kinds["units"],
        Forms(root.texts("deadline")),
        KindForms(kinds["scopes"]),
        _list_kind_words(kinds["scopes"], "the"),
        {**sentences, "enumeration": enumeration},
        Direction(enumeration["lost_is"]),
        frozenset(FOLDED_WORDS[word] for word in (root.text("definition_small") or "").split()),
        _find_triggers(lists),
        _find_unanswered_keys(lists),
        _list_kind_words(kinds["forces"], "are the have has"),
        _list_kind_words(kinds["actors"], "the and each any every"),
    ), []


def _texts(node: Node | None) -> dict[str, str]:
    assert node is not None and isinstance(node.value, dict)
    return {key: found.value for key, found in node.value.items() if isinstance(found.value, str)}


def _build_list(node: Node) -> WordList:
    forms = {
        key: Forms(node.texts(key)) for key in ("forms", "kin", "except", "needs", "raised_by")
    }
    sentences = {
        key: node.text(key) or "" for key in ("lost", "gained", "changed") if node.text(key)
    }
    return WordList(
        node.text("id") or "",
        node.text("signal") or "",
        Grade(node.text("grade") or ""),
        Grade(alone) if (alone := node.text("alone")) else None,
        Direction(node.text("lost_is") or ""),
        node.text("within"),
        forms["forms"],
        forms["kin"],
        forms["except"],
        forms["needs"],
        forms["raised_by"],
        sentences,
    )


def _build_kind(node: Node) -> Kind:
    value = next((node.text(key) for key in ("value", "per", "breadth") if node.text(key)), "0")
    name = node.text("says") or node.text("name") or node.text("base") or ""
    return Kind(
        node.text("id") or node.text("kind") or "",
        name,
        float(value or 0),
        Forms(node.texts("forms")),
        node.text("of"),
    )


def _list_kind_words(kinds: Sequence[Kind], common: str) -> frozenset[str]:
    """The words of the forms of some kinds, without those too common to tell anything."""
    return frozenset(list_words(form for kind in kinds for form in kind.forms.forms)) - set(
        common.split()
    )


def _find_unanswered_keys(lists: Sequence[WordList]) -> dict[str, list[frozenset[str]]]:
    """For the longest word of each form the words that must stand beside it, in both spellings of
    -ise; enough to pass over most clauses unread."""
    keys: dict[str, list[frozenset[str]]] = {}
    for form in (form for entry in lists if entry.alone for form in entry.forms.forms):
        for plain in plain_spellings(form):
            keys.setdefault(max(plain, key=len), []).append(plain)
    return keys


def _find_triggers(lists: Sequence[WordList]) -> dict[str, list[tuple[frozenset[str], WordList]]]:
    """For each word the lists that its coming or going may concern, with the words that must stand
    beside it."""
    triggers: dict[str, list[tuple[frozenset[str], WordList]]] = {}
    for entry in lists:
        for form in entry.forms.forms:
            plain = plain_words(form)
            for word in list_words([form]):
                triggers.setdefault(word, []).append((plain, entry))
    return triggers
