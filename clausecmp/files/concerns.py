"""mappings/{records,stakeholders,themes}.yaml and mappings/concerns/*.yaml -> Concern, Stakeholder,
Theme, MeetingRecord."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from ..model.draft import Draft
from ..model.problems import InputError, Location, Problem, raise_errors, suggest
from ..model.refs import WHOLE, RefError, find_ref, parse_ref
from ..model.tokens import fold_word
from .folders import group_files, list_files
from .links import CONFIDENCE, REVIEWED
from .records import _WORD, RECORDS, WORD_SIMILAR, MeetingRecord
from .shape import ID, TEXT, Free, Key, Many, Record, Text, check_shape
from .yaml_read import Document, Node, read_yaml

KINDS = ("concern", "demand", "support", "opposition", "prediction", "observation")
SIDES = ("civil-society", "industry", "academia", "intergovernmental", "government", "mixed")

APPLICATION = Record(
    "a place",
    {
        "draft": Key(TEXT, True, "instrument@version."),
        "refs": Key(
            Many(TEXT, 1),
            True,
            "Clauses, chapters, title, preamble, or whole for the instrument as such.",
        ),
        "carried": Key(
            TEXT, about="How it got here from another version, where that is worth a look."
        ),
    },
)
CONCERN = Record(
    "a concern",
    {
        "id": Key(ID, True, "Its name, unique in all files."),
        "stakeholder": Key(ID, True, "Who said it, an id of stakeholders.yaml."),
        "kind": Key(Text(KINDS), True),
        "theme": Key(ID, True, "An id of themes.yaml."),
        "locator": Key(
            Free(TEXT, ("turn", "section", "paragraph", "page", "line")),
            about="Where in the record it stands.",
        ),
        "anchor": Key(
            TEXT, about="4 to 8 words of the record by which the passage is found again."
        ),
        "summary": Key(TEXT, True, "The point in our own words."),
        "cited": Key(Many(TEXT), about="The provision as the speaker named it."),
        "applies_to": Key(
            Many(APPLICATION), True, "The clauses that are meant; an empty list: none."
        ),
        "confidence": Key(CONFIDENCE, about="How sure applies_to is."),
        "note": Key(TEXT, about="Why, wherever a reader would ask."),
        "reviewed": Key(REVIEWED),
    },
)
CONCERNS = Record(
    "a concerns file",
    {
        "record": Key(ID, True, "An id of records.yaml."),
        "note": Key(TEXT),
        "concerns": Key(Many(CONCERN), True),
    },
)
STAKEHOLDER = Record(
    "a stakeholder",
    {
        "id": Key(ID, True),
        "name": Key(TEXT, True, "As its bearer writes it."),
        "organisation": Key(TEXT),
        "side": Key(Text(SIDES), True),
        "also": Key(Many(TEXT), about="Other spellings, such as a machine transcript's."),
        "note": Key(TEXT),
    },
)
STAKEHOLDERS = Record(
    "a stakeholders file", {"note": Key(TEXT), "stakeholders": Key(Many(STAKEHOLDER), True)}
)
THEME = Record(
    "a theme",
    {"id": Key(ID, True), "name": Key(TEXT, True), "sentence": Key(TEXT, True), "note": Key(TEXT)},
)
THEMES = Record("a themes file", {"note": Key(TEXT), "themes": Key(Many(THEME), True)})


Named = TypeVar("Named")
"""What an entry with an id is built into."""


class Stakeholder(NamedTuple):
    """A person, organisation, State or group that speaks in a record."""

    id: str
    name: str
    organisation: str | None
    side: str
    also: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.name}, {self.organisation}"
            if self.organisation and self.organisation != self.name
            else self.name
        )


class Theme(NamedTuple):
    """What a concern can be about."""

    id: str
    name: str
    sentence: str


class Concern(NamedTuple):
    """One point of one stakeholder. `applies_to`: (draft name, refs), empty when it bears on no
    provision."""

    id: str
    record: str
    stakeholder: str
    kind: str
    theme: str
    summary: str
    applies_to: tuple[tuple[str, tuple[str, ...]], ...] = ()
    locator: tuple[tuple[str, str], ...] = ()
    anchor: str | None = None
    cited: tuple[str, ...] = ()
    confidence: str = "high"
    note: str | None = None
    fingerprint: str | None = None
    location: Location | None = None
    carried: tuple[
        tuple[str, str], ...
    ] = ()  # (draft, how it got there) of the places that nobody spoke about

    def carried_to(self, draft: str) -> str | None:
        """How it got to the draft of that full name, None if it was raised about it (or has no
        place there)."""
        return next((remark for name, remark in self.carried if name == draft), None)

    def refs_in(self, draft: str) -> tuple[str, ...]:
        """The refs it applies to in the draft of that full name."""
        return tuple(ref for name, refs in self.applies_to if name == draft for ref in refs)

    @property
    def about(self) -> str:
        """`un-cybercrime@2024-05-23: 24(1), 24(2); ...`, with how it got to a place that nobody
        spoke about; '' for none."""
        places = []
        for draft, refs in self.applies_to:
            remark = self.carried_to(draft)
            places.append(
                f"{draft}: {', '.join(refs)}" + (f" (carried: {remark})" if remark else "")
            )
        return "; ".join(places)

    @property
    def place(self) -> str:
        """Where in the record: `turn 4`, `topic 2, paragraph 3`."""
        values = dict(self.locator)
        section = [values["section"]] if "section" in values else []
        return ", ".join(
            section + [f"{key} {value}" for key, value in self.locator if key != "section"]
        )


@dataclass(frozen=True, slots=True)
class ConcernBook:
    """Every concern in use with who and what it names."""

    concerns: tuple[Concern, ...] = ()
    stakeholders: dict[str, Stakeholder] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    records: dict[str, MeetingRecord] = field(default_factory=dict)

    def side_of(self, concern: Concern) -> str:
        return self.stakeholders[concern.stakeholder].side


def load_concerns(folders: Sequence[Path]) -> ConcernBook:
    """Every concern of the mappings folders; an entry hides those with its id in later folders.
    Raises InputError with all problems of all files: shape, double ids, and names of stakeholders,
    themes and records that are not declared."""
    problems: list[Problem] = []
    names = _load_names(folders, problems)
    concerns: list[Concern] = []
    for files in group_files(folders, "concerns"):
        hidden = {concern.id for concern in concerns}
        for path in files:
            found, met = build_concerns(read_yaml(path))
            problems.extend(met)
            concerns.extend(concern for concern in found if concern.id not in hidden)
    book = replace(names, concerns=tuple(concerns))
    problems.extend(check_names(book))
    raise_errors(problems)
    return book


def load_names(folders: Sequence[Path]) -> ConcernBook:
    """The stakeholders, themes and records of the mappings folders, without any concern. Raises
    InputError with all problems of their files."""
    problems: list[Problem] = []
    names = _load_names(folders, problems)
    raise_errors(problems)
    return names


def _load_names(folders: Sequence[Path], problems: list[Problem]) -> ConcernBook:
    stakeholders = _load_named(
        list_files(folders, "stakeholders.yaml"),
        "stakeholders",
        STAKEHOLDERS,
        _build_stakeholder,
        problems,
    )
    themes = _load_named(
        list_files(folders, "themes.yaml"), "themes", THEMES, _build_theme, problems
    )
    records = _load_named(
        list_files(folders, "records.yaml"), "records", RECORDS, _build_record, problems
    )
    return ConcernBook((), stakeholders, themes, records)


def _load_named(
    paths: Iterable[Path],
    key: str,
    shape: Record,
    build: Callable[[Node], Named],
    problems: list[Problem],
) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for path in paths:
        document = read_yaml(path)
        entries, met = build_named(document, key, shape, build)
        problems.extend(met)
        for name, entry in entries.items():
            found.setdefault(name, entry)
    return found


def build_named(
    document: Document, key: str, shape: Record, build: Callable[[Node], Named]
) -> tuple[dict[str, Named], list[Problem]]:
    """The entries of a file of records, stakeholders or themes by id, and every problem found."""
    problems = list(document.problems)
    found: dict[str, Named] = {}
    if document.root is None:
        return found, problems
    problems.extend(check_shape(document.root, shape, what=shape.name))
    for node in document.root.items(key):
        name = node.text("id")
        if name is None:
            continue
        if name in found:
            problems.append(Problem(node.location, f"id '{name}' stands twice", "duplicate-id"))
        found[name] = build(node)
    return found, problems


def _build_stakeholder(node: Node) -> Stakeholder:
    return Stakeholder(
        node.text("id") or "",
        node.text("name") or "",
        node.text("organisation"),
        node.text("side") or "mixed",
        node.texts("also"),
    )


def _build_theme(node: Node) -> Theme:
    return Theme(node.text("id") or "", node.text("name") or "", node.text("sentence") or "")


def _build_record(node: Node) -> MeetingRecord:
    return MeetingRecord(
        node.text("id") or "",
        node.text("title") or "",
        node.text("date") or "",
        node.text("kind") or "",
        node.text("disclaimer"),
        node.text("sha256"),
    )


def build_concerns(document: Document) -> tuple[list[Concern], list[Problem]]:
    """The concerns of one file, and every problem found in it."""
    problems = list(document.problems)
    root = document.root
    if root is None:
        return [], problems
    problems.extend(check_shape(root, CONCERNS, what="a concerns file"))
    record = root.text("record") or ""
    concerns = [
        _build_concern(node, record)
        for node in root.items("concerns")
        if isinstance(node.value, dict)
    ]
    return concerns, problems


def _build_concern(node: Node, record: str) -> Concern:
    locator = node.get("locator")
    places = (
        tuple(
            (key, item.value) for key, item in locator.value.items() if isinstance(item.value, str)
        )
        if locator and isinstance(locator.value, dict)
        else ()
    )
    applies = tuple(
        (entry.text("draft") or "", tuple(map(_read_ref, entry.texts("refs"))))
        for entry in node.items("applies_to")
    )
    carried = tuple(
        (entry.text("draft") or "", remark)
        for entry in node.items("applies_to")
        if (remark := entry.text("carried"))
    )
    reviewed = node.get("reviewed")
    return Concern(
        node.text("id") or "",
        record,
        node.text("stakeholder") or "",
        node.text("kind") or "",
        node.text("theme") or "",
        node.text("summary") or "",
        applies,
        places,
        node.text("anchor"),
        node.texts("cited"),
        node.text("confidence") or "high",
        node.text("note"),
        reviewed.text("fingerprint") if reviewed else None,
        node.location,
        carried,
    )


def _read_ref(text: str) -> str:
    try:
        return parse_ref(text)
    except RefError:
        return text


def check_names(book: ConcernBook) -> list[Problem]:
    """Double ids, and stakeholders, themes and records that no file declares."""
    problems: list[Problem] = []
    first: dict[str, Location] = {}
    for concern in book.concerns:
        place = concern.location or Location(concern.record)
        if concern.id in first:
            problems.append(
                Problem(
                    place,
                    f"concern id '{concern.id}' stands twice (first at {first[concern.id]})",
                    "duplicate-id",
                )
            )
        first.setdefault(concern.id, place)
        for what, name, known in (
            ("stakeholder", concern.stakeholder, book.stakeholders),
            ("theme", concern.theme, book.themes),
            ("record", concern.record, book.records),
        ):
            if name and name not in known:
                problems.append(
                    Problem(
                        place,
                        f"{concern.id}: {what} '{name}' is not declared",
                        f"unknown-{what}",
                        hint=suggest(name, known),
                    )
                )
    return problems


def check_refs(book: ConcernBook, find: Callable[[str], Draft]) -> list[Problem]:
    """Drafts and clauses that concerns name and that do not exist; `find` loads a draft by name or
    raises InputError."""
    problems: list[Problem] = []
    drafts: dict[str, Draft | InputError] = {}
    for concern in book.concerns:
        place = concern.location or Location(concern.record)
        for name, refs in concern.applies_to:
            if name not in drafts:
                try:
                    drafts[name] = find(name)
                except InputError as error:
                    drafts[name] = error
            draft = drafts[name]
            if isinstance(draft, InputError):
                hint = draft.problems[0].hint
                problems.append(
                    Problem(
                        place,
                        f"{concern.id}: draft '{name}' is not known",
                        "unknown-draft",
                        hint=hint,
                    )
                )
                continue
            for ref in refs:
                problems.extend(_check_ref(concern, ref, draft, place))
    return problems


def _check_ref(concern: Concern, ref: str, draft: Draft, place: Location) -> list[Problem]:
    if ref == WHOLE or ref in draft.by_ref:
        return []
    try:
        find_ref(ref, draft.by_ref)
    except RefError as error:
        return [Problem(place, f"{concern.id}: {draft.name}: {error}", "unknown-ref")]
    return []


def match_words(query: str, text: str) -> bool:
    """Whether every word of `query` stands in `text`: the same word, its beginning, or one slip
    away from it."""
    from rapidfuzz import fuzz

    words = {fold_word(word) for word in _WORD.findall(text)}
    return all(
        any(word.startswith(sought) or fuzz.ratio(sought, word) >= WORD_SIMILAR for word in words)
        for sought in (fold_word(word) for word in _WORD.findall(query))
    )


def match_concern(concern: Concern, query: str, book: ConcernBook) -> bool:
    """Whether a concern's words (summary, who, theme, as cited) are what `query` seeks."""
    who = book.stakeholders[concern.stakeholder]
    return match_words(
        query,
        " ".join((concern.summary, str(who), book.themes[concern.theme].name, *concern.cited)),
    )
