"""drafts/<instrument>/<version>.yaml <-> Draft, and finding drafts by the names people use."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from ..model.draft import Clause, Draft, Place
from ..model.numerals import read_decimal
from ..model.problems import InputError, Location, Problem, argument_problem, raise_errors, suggest
from ..model.refs import place_ref
from ..model.vocabulary import CONFIDENCES, KINDS, STATUSES, WORDINGS
from .shape import ID, TEXT, VERSION, Free, Key, Many, Record, Text, check_shape
from .yaml_read import Document, Node, dump_yaml, read_yaml

_COUNT = Text(pattern=r"[1-9][0-9]{0,6}", expected="a whole number from 1")
SOURCE = Record(
    "a source",
    {
        "page": Key(_COUNT, about="Page of the imported file."),
        "line": Key(_COUNT, about="Line of the imported file, where it has no pages."),
    },
)
SAMPLED_CLAUSES = 200
"""The language of a draft that does not say it is told by so many of its clauses."""
CLAUSE = Record(
    "a clause",
    {
        "heading": Key(TEXT, about="Heading as the instrument prints it."),
        "text": Key(TEXT, about="Its own words, before its sub-clauses."),
        "closing": Key(TEXT, about="Its own words after its sub-clauses."),
        "clauses": Key(TEXT, about="Sub-clauses in order."),
        "status": Key(Text(STATUSES), about="State of negotiation."),
        "confidence": Key(
            Text(CONFIDENCES),
            about="How sure the facts are; absent means high or as the clause above.",
        ),
        "source": Key(SOURCE, about="Where it stands in the imported file."),
        "note": Key(TEXT, about="What is not sure, or what a corrector should know."),
    },
    kinds=KINDS,
    recursive=("clauses",),
)
DRAFT = Record(
    "a draft",
    {
        "instrument": Key(ID, True, "The treaty or resolution, for example un-cybercrime."),
        "version": Key(
            Text(pattern=VERSION, expected="a date or a short name without blanks"),
            True,
            "Usually the date.",
        ),
        "label": Key(
            Text(pattern=VERSION, expected="one word"),
            about="A short name for the version.",
        ),
        "title": Key(TEXT, True, "The instrument's full name."),
        "title_confidence": Key(
            Text(CONFIDENCES), about="How sure the exact words of the title are; absent means high."
        ),
        "short_title": Key(TEXT),
        "symbol": Key(TEXT, about="Document symbol or treaty number."),
        "language": Key(Text(pattern=r"[a-z]{2,3}", expected="a language code like en")),
        "wording": Key(Text(WORDINGS), True, "restated (our own sentences) or official."),
        "verified": Key(TEXT, about="What was checked against what, and what was not."),
        "sources": Key(Many(Free(TEXT, ("title", "url", "date", "sha256", "type", "note")))),
        "clauses": Key(Many(CLAUSE, 1), True, "The clauses in document order."),
    },
)


def load_draft(path: str | Path) -> Draft:
    """The draft in a YAML file. Raises InputError with every problem of the file."""
    document = read_yaml(path)
    draft, problems = build_draft(document)
    raise_errors(problems)
    assert draft is not None
    return draft


def build_draft(document: Document, *, partly: bool = False) -> tuple[Draft | None, list[Problem]]:
    """A Draft from a read file, None if that cannot be, and every problem found (warnings too).
    `partly`: what can be read of a file with errors, so that a check can go on."""
    problems = list(document.problems)
    root = document.root
    if root is None:
        return None, problems
    problems.extend(check_shape(root, DRAFT, what="a draft"))
    clauses = tuple(_build_clauses(root.items("clauses"), None, problems, {}))
    if not partly and any(problem.severity == "error" for problem in problems):
        return None, problems
    sources = tuple(
        tuple((k, n.value) for k, n in node.value.items() if isinstance(n.value, str))
        for node in root.items("sources")
        if isinstance(node.value, dict)
    )
    draft = Draft(
        root.text("instrument") or "",
        root.text("version") or "",
        root.text("title") or "",
        clauses,
        sources=sources,
        language=root.text("language") or _detect_language(clauses),
        wording=root.text("wording") or "restated",
        path=document.path,
        label=root.text("label"),
        title_confidence=root.text("title_confidence"),
        short_title=root.text("short_title"),
        symbol=root.text("symbol"),
        verified=root.text("verified"),
    )
    return draft, problems


def _build_clauses(
    nodes: Iterable[Node], parent: str | None, problems: list[Problem], seen: dict[str, Location]
) -> Iterator[Clause]:
    for node in nodes:
        if not isinstance(node.value, dict) or not node.value:
            continue
        kind = next((key for key in node.value if key in KINDS), None)
        if kind is None:
            continue
        number = node.text(kind)
        if number is None and kind not in ("preamble", "annex"):
            problems.append(Problem(node.locate_key(kind), f"{kind} without a number", "schema"))
            continue
        ref = place_ref(kind, number, parent, seen)
        place = node.location
        if ref in seen:
            problems.append(
                Problem(
                    place,
                    f"{kind} {number or ''}: {ref} stands twice (first in line {seen[ref].line})",
                    "numbering",
                )
            )
        else:
            seen[ref] = place
        below = tuple(_build_clauses(node.items("clauses"), ref, problems, seen))
        text, closing = node.text("text") or None, node.text("closing") or None
        if not text and not closing and not below and not node.items("clauses"):
            problems.append(
                Problem(place, f"{ref} has neither text nor sub-clauses", "empty-clause")
            )
        yield Clause(
            kind,
            number,
            ref,
            node.text("heading"),
            text,
            closing,
            node.text("status"),
            node.text("confidence"),
            node.text("note"),
            below,
            place,
            _read_place(node, problems),
        )


def _detect_language(clauses: Sequence[Clause]) -> str:
    """The language of a draft that does not say it; English where that cannot be told."""
    from ..model.detection import UNKNOWN, detect_language

    words = (below.words for clause in clauses for below in clause.walk() if below.has_words)
    found = detect_language("\n".join(islice(words, SAMPLED_CLAUSES)))
    return "en" if found == UNKNOWN else found


def dump_draft(draft: Draft) -> str:
    """The draft as YAML text that loads to an equal Draft."""
    data: dict[str, Any] = {"instrument": draft.instrument, "version": draft.version}
    for key in (
        "label",
        "title",
        "title_confidence",
        "short_title",
        "symbol",
        "language",
        "wording",
        "verified",
    ):
        if getattr(draft, key) is not None:
            data[key] = getattr(draft, key)
    if draft.sources:
        data["sources"] = [dict(source) for source in draft.sources]
    data["clauses"] = [_dump_clause(clause) for clause in draft.clauses]
    return dump_yaml(data)


def _dump_clause(clause: Clause) -> dict[str, Any]:
    value = read_decimal(clause.number or "")
    number: Any = clause.number if value is None or str(value) != clause.number else value
    data: dict[str, Any] = {clause.kind: number}
    for key in ("heading", "status", "confidence", "text", "closing", "note"):
        if getattr(clause, key) is not None:
            data[key] = getattr(clause, key)
    if clause.source:
        data["source"] = {
            key: value for key, value in clause.source._asdict().items() if value is not None
        }
    if clause.clauses:
        data["clauses"] = [_dump_clause(below) for below in clause.clauses]
    return data


def _read_place(node: Node, problems: list[Problem]) -> Place | None:
    """The `source` of a clause; its shape is checked elsewhere, but that it says one thing."""
    found = node.value.get("source") if isinstance(node.value, dict) else None
    if found is None or not isinstance(found.value, dict):
        return None
    page, line = (read_decimal(found.text(key) or "") for key in ("page", "line"))
    if (page is None) == (line is None):
        problems.append(
            Problem(found.location, "source: expected either 'page' or 'line'", "schema")
        )
        return None
    return Place(page, line)


class DraftFile(NamedTuple):
    """A draft that can be loaded: its name as the file's place and head tell it, without reading it
    whole."""

    instrument: str
    version: str
    label: str | None
    wording: str
    path: Path

    @property
    def name(self) -> str:
        return f"{self.instrument}@{self.version}"


def check_name(instrument: str, version: str) -> None:
    """Raise InputError unless these can be the instrument and the version of a draft (and so the
    name of its file)."""
    problems = [
        Problem(Location(f"--{key}", 0, 0), f"--{key} '{value}' is not {shape.expected}", "schema")
        for key, value, shape in (
            ("instrument", instrument, ID),
            ("version", version, DRAFT.keys["version"].shape),
        )
        if isinstance(shape, Text) and not re.fullmatch(shape.pattern or ".*", value)
    ]
    raise_errors(problems)


def list_drafts(folders: Sequence[Path], *, wording: str | None = None) -> list[DraftFile]:
    """The drafts in `folders`, by instrument and version. A name found twice: `wording` decides,
    else official first, else the earlier folder."""
    found: dict[tuple[str, str], list[DraftFile]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*/*.yaml")):
            head = _read_head(path)
            entry = DraftFile(
                path.parent.name,
                path.stem,
                head.get("label"),
                head.get("wording", "restated"),
                path,
            )
            found.setdefault((entry.instrument, entry.version), []).append(entry)
    return [_prefer(entries, wording) for _, entries in sorted(found.items())]


def _prefer(entries: list[DraftFile], wording: str | None) -> DraftFile:
    wanted = wording or "official"
    return next((entry for entry in entries if entry.wording == wanted), entries[0])


def _read_head(path: Path) -> dict[str, str]:
    """`label` and `wording` from the lines before `clauses:`, without parsing the file."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            head = file.read(8192).partition("\nclauses:")[0]
    except OSError:
        return {}
    return {
        key: value.strip("\"'")
        for key, value in re.findall(r"^(label|wording): *(\S+)", head, re.M)
    }


def find_draft(name: str, folders: Sequence[Path], *, wording: str | None = None) -> Path:
    """The file of the draft called `name`: a path, `instrument@version`, `instrument@label`, a
    unique prefix of either, or an instrument alone for its newest version. Raises InputError naming
    the nearest drafts."""
    path = Path(name)
    if path.suffix in (".yaml", ".yml") or os.path.isfile(
        name
    ):  # False, too, for a name that no file can have
        return path
    known = list_drafts(folders, wording=wording)
    instrument, at, version = name.partition("@")
    entries = _by_prefix(known, instrument, lambda entry: (entry.instrument,))
    if len({entry.instrument for entry in entries}) == 1:
        if not at:
            return max(entries, key=lambda entry: entry.version).path
        entries = _by_prefix(entries, version, lambda entry: (entry.version, entry.label or ""))
        if len(entries) == 1:
            return entries[0].path
    raise _unknown_draft(name, entries, known, folders)


def _by_prefix(
    entries: list[DraftFile], start: str, names: Callable[[DraftFile], tuple[str, ...]]
) -> list[DraftFile]:
    start = start.lower()
    exact = [entry for entry in entries if start and start in map(str.lower, names(entry))]
    return exact or [
        entry
        for entry in entries
        if start and any(part.lower().startswith(start) for part in names(entry))
    ]


def _unknown_draft(
    name: str, entries: list[DraftFile], known: list[DraftFile], folders: Sequence[Path]
) -> InputError:
    shown = ", ".join(
        entry.name + (f" ({entry.label})" if entry.label else "") for entry in entries or known
    )
    if entries:
        message, hint = f"draft '{name}' is ambiguous", f"it could be {shown}"
    elif at_instrument := [
        entry for entry in known if entry.instrument == name.partition("@")[0].lower()
    ]:
        message = f"no draft is called '{name}'"
        hint = f"{at_instrument[0].instrument} has " + ", ".join(
            entry.version + (f" ({entry.label})" if entry.label else "") for entry in at_instrument
        )
    else:
        where = ", ".join(map(str, folders)) or "no folder"
        names = [entry.name for entry in known] + [
            f"{entry.instrument}@{entry.label}" for entry in known if entry.label
        ]
        message = f"no draft is called '{name}'"
        hint = suggest(name.lower(), [*names, *{entry.instrument for entry in known}]) or (
            f"known are {shown}" if shown else f"none found in {where}"
        )
    return argument_problem("DRAFT", message, rule="unknown-draft", hint=hint)
