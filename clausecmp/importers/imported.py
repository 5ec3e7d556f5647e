"""A file of any known format -> a Draft, and an account of how it was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..model.detection import UNKNOWN, detect_language
from ..model.draft import Clause, Draft
from ..model.problems import file_problem
from .outline import build_draft
from .sniff import read_source, sniff_format
from .summary import Summary

CHANGES = ("accepted", "rejected")
"""How tracked changes of a Word file can be read."""
MAX_DEPTH = 25
"""Clauses inside each other: what a YAML draft can hold. The treaties at hand have seven."""

MAX_CLAUSES = 25_000
"""The BBNJ agreement has 656."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A draft read from a file and the account of how it was read."""

    draft: Draft
    summary: Summary


def import_file(
    path: str | Path,
    *,
    instrument: str | None = None,
    version: str | None = None,
    label: str | None = None,
    part: str | None = None,
    changes: str = "accepted",
    language: str | None = None,
) -> Imported:
    """The draft in a file of any known format, read by its suffix and checked by its content.

    Guarantees that `dump_draft(draft)` loads to an equal draft. `part` chooses among several
    instruments in one file, `changes` how tracked changes of a Word file are read. `instrument` and
    `version` may be left out only where the file itself states them (Akoma Ntoso written by
    clausecmp). Raises InputError in one sentence for what cannot be read.
    """
    path = Path(path)
    if changes not in CHANGES:
        raise ValueError(f"changes is '{changes}', expected one of {', '.join(CHANGES)}")
    found = sniff_format(path)
    if found == "akn":
        from .akn import read_akn

        draft, summary = read_akn(path)
        instrument, version = instrument or draft.instrument, version or draft.version
    if not instrument or not version:
        raise file_problem(
            path, "instrument and version must be given, the file does not state them"
        )
    if found == "akn":
        draft = replace(
            draft,
            instrument=instrument,
            version=version,
            label=label or draft.label,
            language=language or _find_language(draft),
            by_ref={},
            parents={},
        )
    else:
        source = read_source(path, found, changes=changes)
        draft, summary = build_draft(
            source,
            path=str(path),
            instrument=instrument,
            version=version,
            label=label,
            part=part,
            language=language,
        )
    if (count := len(draft.by_ref)) > MAX_CLAUSES:
        raise file_problem(
            path,
            f"the text has {count:,} clauses, expected at most {MAX_CLAUSES:,}",
            rule="too-long",
        )
    if not _is_shallow(draft.clauses, MAX_DEPTH):
        raise file_problem(
            path, f"the clauses nest more than {MAX_DEPTH} deep, no treaty does", rule="too-deep"
        )
    return Imported(draft, summary)


def _find_language(draft: Draft) -> str:
    """The language that the file states; English is what it is taken for where it states none, so
    that is looked at."""
    if draft.language != "en" or draft.instrument:  # one that we wrote states it
        return draft.language
    found = detect_language("\n".join(unit.words for unit in draft.units()))
    return "en" if found == UNKNOWN else found


def _is_shallow(clauses: tuple[Clause, ...], most: int) -> bool:
    return not clauses or most > 0 and all(_is_shallow(one.clauses, most - 1) for one in clauses)
