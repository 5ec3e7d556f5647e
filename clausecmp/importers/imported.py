"""PDF, Word, HTML, Akoma Ntoso, text and Markdown -> a Draft that a person can read and correct. No
network."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..model.draft import Draft
from ..model.problems import file_problem
from .outline import build_draft
from .sniff import read_source, sniff_format
from .summary import LeftOver, Summary

__all__ = ["CHANGES", "Imported", "LeftOver", "Summary", "import_file", "sniff_format"]

CHANGES = ("accepted", "rejected")


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
        from .akn_read import read_akn

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
            language=language or draft.language,
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
    return Imported(draft, summary)
