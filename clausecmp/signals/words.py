"""data/signals.yaml -> Words: the lists, forces, actors, units and sentences that a lawyer edits, ready for matching."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from ..problems import Problem, raise_errors
from ..schema import ID, TEXT, Key, Many, Record, Shape, Text, check_shape
from ..text import fold_word
from ..yamlfile import Document, Node, read_yaml

PATH = Path(__file__).parent.parent / "data" / "signals.yaml"
OPPOSITE = {"stronger": "weaker", "weaker": "stronger", "wider": "narrower", "narrower": "wider", "neutral": "neutral"}
GRADES = ("high", "medium", "low")
_DIRECTION, _GRADE, _FORMS = Text(tuple(OPPOSITE)), Text(GRADES), Many(TEXT)
_NUMBER = Text(pattern=r"-?\d+(\.\d+)?", expected="a number")
_TESTS = Many(Record("a test", {"left": Key(TEXT, True, "A short clause."), "right": Key(Text(nullable=True), True, "Its answer; null: none."),
                                "expect": Key(_FORMS, True, "The signals as 'id direction', none for an empty list.")}))
_LIST = Record("a word list", {
    "id": Key(ID, True), "signal": Key(ID, True, "The id of the signals it raises."), "grade": Key(_GRADE, True),
    "alone": Key(_GRADE, about="Grade when a whole clause with such words has no counterpart."),
    "lost_is": Key(_DIRECTION, True, "Direction when the words are missing on the right; a gain is the opposite."),
    "within": Key(Text(("insertion", "phrase")), about="Only where nothing stands in their place, or little but the words themselves changed."),
    "forms": Key(Many(TEXT, 1), True, "Words that raise the signal."), "kin": Key(_FORMS, about="Words that say it otherwise."),
    "except": Key(_FORMS, about="Phrases in which a form means something else."),
    "raised_by": Key(_FORMS, about="Words of the clause that make the signal one of high grade."),
    "needs": Key(_FORMS, about="Words that the other side must have instead."),
    "lost": Key(TEXT, True), "gained": Key(TEXT, True), "changed": Key(TEXT), "tests": Key(_TESTS, True)})


def _many(record: str, /, **keys: Shape) -> Many:
    return Many(Record(record, {key: Key(shape, key != "of") for key, shape in keys.items()}), 1)


def _sentences(*names: str) -> Record:
    return Record("sentences", {name: Key(TEXT, True) for name in names})


SIGNALS = Record("a signals file", {
    "forces": Key(_many("a force", id=ID, value=_NUMBER, says=TEXT, forms=Many(TEXT, 1)), True), "no_force": Key(_FORMS, True), "force_tests": Key(_TESTS),
    "actors": Key(_many("an actor", id=ID, name=TEXT, of=ID, forms=Many(TEXT, 1)), True), "actor_tests": Key(_TESTS),
    "units": Key(_many("a unit", kind=ID, base=TEXT, per=_NUMBER, forms=Many(TEXT, 1)), True), "deadline": Key(_FORMS, True),
    "threshold_sentences": Key(_sentences("longer", "shorter", "changed", "lost", "gained"), True), "threshold_tests": Key(_TESTS),
    "scopes": Key(_many("a scope", id=ID, breadth=_NUMBER, name=TEXT, forms=Many(TEXT, 1)), True),
    "scope_sentences": Key(_sentences("wider", "narrower", "neutral"), True), "scope_tests": Key(_TESTS),
    "enumeration": Key(Record("an enumeration", {"lost_is": Key(_DIRECTION, True), **_sentences("lost", "gained", "changed").keys}), True),
    "enumeration_tests": Key(_TESTS),
    "reference_sentences": Key(_sentences("retargeted", "wider", "narrower", "broken"), True),
    "definition_small": Key(TEXT, True, "Words that change no definition."),
    "definition_sentences": Key(_sentences("changed", "used"), True), "definition_tests": Key(_TESTS),
    "lists": Key(Many(_LIST, 1), True)})


class Forms:
    """Forms as one pattern, compiled when first used: most comparisons need few of the lists."""

    __slots__ = ("forms", "_pattern", "_plain")

    def __init__(self, forms: Sequence[str]) -> None:
        self.forms = tuple(forms)
        self._pattern: re.Pattern[str] | None = None
        self._plain: list[frozenset[str]] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches a form between the blanks of a line of folded words."""
        if self._pattern is None:
            # longest first, so that 'shall not' is not read as 'shall'
            ordered = sorted(self.forms, key=lambda form: -len(form.split()))
            self._pattern = re.compile("(?<= )(?:" + "|".join(map(write_pattern, ordered)) + ")(?= )" if ordered else r"(?!)")
        return self._pattern

    def may_stand(self, words: set[str]) -> bool:
        """Whether all words of some form are among the lower-case `words` of a text, in either spelling of -ise: quick."""
        if self._plain is None:
            self._plain = [plain for form in self.forms for plain in _plain_spellings(form)]
        return any(plain <= words for plain in self._plain)

    def spans(self, line: str) -> list[tuple[int, int]]:
        """Where the forms stand in a line of folded words."""
        return [match.span() for match in self.pattern.finditer(line)] if self.forms else []


def write_pattern(form: str) -> str:
    """One form in the notation of signals.yaml as a regular expression over a line of folded words."""
    parts: list[str] = []
    for word in form.split():
        if word == "...":
            parts.append(r"(?:[^ .;]+ ){0,5}?")
        elif "/" in word and len(word) > 1:
            choices = word.split("/")
            body = "(?:" + "|".join(_word_pattern(choice) for choice in choices if choice != "-") + ") "
            parts.append(f"(?:{body})?" if "-" in choices else body)
        else:
            parts.append(_word_pattern(word) + " ")
    joined = "".join(parts)
    return joined[:-1] if joined.endswith(" ") else joined


def _word_pattern(word: str) -> str:
    return re.escape(fold_word(word[:-1])) + "[^ ]*" if word.endswith("*") else re.escape(fold_word(word))


def list_words(forms: Iterable[str]) -> set[str]:
    """The words of which at least one must have changed for `forms` to appear or vanish; not `word*`, which no form ends on."""
    words = {word for form in forms for part in form.split() if part != "..." for word in part.split("/") if len(word) > 2}
    return {fold_word(word) for word in words if not word.endswith("*")}


@dataclass(frozen=True, slots=True)
class WordList:
    """One entry of `lists`."""

    id: str
    signal: str
    grade: str
    alone: str | None
    lost_is: str
    within: str | None
    forms: Forms
    kin: Forms
    exceptions: Forms
    needs: Forms
    raised_by: Forms
    sentences: dict[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of forces, actors, units or scopes: `value` is its force, length of unit or breadth; `name` how it is shown."""

    id: str
    name: str
    value: float
    forms: Forms
    of: str | None = None


class KindForms:
    """The forms of several kinds in one pattern, so that a line is read once; `ignored` forms hide what stands within them."""

    __slots__ = ("kinds", "_all", "_ignored", "_known")

    def __init__(self, kinds: Sequence[Kind], ignored: Sequence[str] = ()) -> None:
        self.kinds, self._ignored = tuple(kinds), Forms(ignored)
        self._all = Forms([form for kind in kinds for form in kind.forms.forms] + list(ignored))
        self._known: dict[str, Kind | None] = {}

    def spans(self, line: str) -> list[tuple[int, int, Kind]]:
        """Where which kind stands, the longest form first, none overlapping."""
        found = []
        for match in self._all.pattern.finditer(line):
            kind = self._find_kind(match.group())
            if kind is not None:
                found.append((*match.span(), kind))
        return found

    def _find_kind(self, text: str) -> Kind | None:
        if text not in self._known:
            line, end = f" {text} ", len(text) + 1
            hidden = self._ignored.forms and self._ignored.pattern.match(line, 1)
            fits = (kind for kind in self.kinds if (match := kind.forms.pattern.match(line, 1)) and match.end() == end)
            self._known[text] = None if hidden else next(fits, None)
        return self._known[text]


@dataclass(frozen=True, slots=True)
class Words:
    """All of signals.yaml. `triggers`: changed word -> the lists it may concern; `stems` the same for `word*`."""

    lists: tuple[WordList, ...]
    forces: KindForms
    actors: KindForms
    units: tuple[Kind, ...]
    deadline: Forms
    scopes: KindForms
    scope_words: frozenset[str]
    sentences: dict[str, dict[str, str]]
    enumeration_lost_is: str
    definition_small: frozenset[str]
    triggers: dict[str, list[tuple[frozenset[str], WordList]]] = field(repr=False)
    lone_keys: dict[str, list[frozenset[str]]] = field(repr=False)
    tests: tuple[tuple[str, Node], ...] = field(repr=False)


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
    sentences = {name: _texts(root.get(f"{name}_sentences")) for name in ("threshold", "scope", "reference", "definition")}
    tests = [(node.text("id") or "", test) for node in root.items("lists") for test in node.items("tests")]
    tests += [(name, test) for name in ("force", "actor", "threshold", "scope", "enumeration", "definition") for test in root.items(f"{name}_tests")]
    kinds = {name: tuple(_build_kind(node) for node in root.items(name)) for name in ("forces", "actors", "units", "scopes")}
    return Words(lists, KindForms(kinds["forces"], root.texts("no_force")), KindForms(kinds["actors"]), kinds["units"],
                 Forms(root.texts("deadline")), KindForms(kinds["scopes"]),
                 frozenset(list_words(form for kind in kinds["scopes"] for form in kind.forms.forms) - {"the"}), {**sentences, "enumeration": enumeration}, enumeration["lost_is"],
                 frozenset(map(fold_word, (root.text("definition_small") or "").split())), _find_triggers(lists),
                 _find_lone_keys(lists), tuple(tests)), []


def _texts(node: Node | None) -> dict[str, str]:
    assert node is not None and isinstance(node.value, dict)
    return {key: found.value for key, found in node.value.items() if isinstance(found.value, str)}


def _build_list(node: Node) -> WordList:
    forms = {key: Forms(node.texts(key)) for key in ("forms", "kin", "except", "needs", "raised_by")}
    sentences = {key: node.text(key) or "" for key in ("lost", "gained", "changed") if node.text(key)}
    return WordList(node.text("id") or "", node.text("signal") or "", node.text("grade") or "", node.text("alone"), node.text("lost_is") or "",
                    node.text("within"), forms["forms"], forms["kin"], forms["except"], forms["needs"], forms["raised_by"],
                    sentences)


def _build_kind(node: Node) -> Kind:
    value = next((node.text(key) for key in ("value", "per", "breadth") if node.text(key)), "0")
    name = node.text("says") or node.text("name") or node.text("base") or ""
    return Kind(node.text("id") or node.text("kind") or "", name, float(value or 0), Forms(node.texts("forms")), node.text("of"))


def _plain_words(form: str) -> frozenset[str]:
    """The longer words of a form that must stand there as they are."""
    return frozenset(fold_word(word) for word in form.split() if len(word) > 2 and word != "..." and "/" not in word and not word.endswith("*"))


def _plain_spellings(form: str) -> set[frozenset[str]]:
    plain = _plain_words(form)
    return {plain, frozenset(word.replace("iz", "is") for word in plain)}


def split_plain(text: str) -> set[str]:
    """The lower-case words of a text without its commonest punctuation: enough for a first look."""
    return set(text.lower().replace(",", " ").replace(".", " ").replace(";", " ").replace(")", " ").replace("\u201d", " ").split())


def _find_lone_keys(lists: Sequence[WordList]) -> dict[str, list[frozenset[str]]]:
    """For the longest word of each form the words that must stand beside it, in both spellings of -ise; enough to pass over most
    clauses unread."""
    keys: dict[str, list[frozenset[str]]] = {}
    for form in (form for entry in lists if entry.alone for form in entry.forms.forms):
        for plain in _plain_spellings(form):
            keys.setdefault(max(plain, key=len), []).append(plain)
    return keys


def _find_triggers(lists: Sequence[WordList]) -> dict[str, list[tuple[frozenset[str], WordList]]]:
    """For each word the lists that its coming or going may concern, with the words that must stand beside it."""
    triggers: dict[str, list[tuple[frozenset[str], WordList]]] = {}
    for entry in lists:
        for form in entry.forms.forms:
            plain = _plain_words(form)
            for word in list_words([form]):
                triggers.setdefault(word, []).append((plain, entry))
    return triggers
