"""A file of any known format -> a Draft, and an account of how it was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..model.detection import UNKNOWN, detect_language
from ..model.draft import Clause, Draft
from ..model.problems import file_problem
from .account import REFUSE_BELOW
from .outline import build_drafts
from .sniff import read_source, sniff_format
from .summary import Summary

CHANGES = ("accepted", "rejected", "marked")
"""How tracked changes of a Word file can be read; marked: both wordings, in square brackets with
the author's name."""
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
    legend: Mapping[str, str] | None = None,
    language: str | None = None,
    force: bool = False,
) -> Imported:
    """The draft in a file of any known format, read by its suffix and checked by its content.

    Guarantees that `dump_draft(draft)` loads to an equal draft. `part` chooses among several
    instruments in one file, `changes` how tracked changes of a Word file are read, `legend`
    the status that a colour in it stands for. `instrument` and
    `version` may be left out only where the file itself states them (Akoma Ntoso written by
    clausecmp). Raises InputError in one sentence for what cannot be read, and, without `force`,
    where the draft would hold too few of the part's words.
    """
    return import_parts(
        path,
        instrument=instrument,
        version=version,
        label=label,
        parts=(part,),
        changes=changes,
        legend=legend,
        language=language,
        force=force,
    )[0]


def import_parts(
    path: str | Path,
    *,
    instrument: str | None = None,
    version: str | None = None,
    label: str | None = None,
    parts: Sequence[str | None] | None = None,
    changes: str = "accepted",
    legend: Mapping[str, str] | None = None,
    language: str | None = None,
    force: bool = False,
) -> list[Imported]:
    """Several instruments of one file, as `import_file` reads one; `parts` None: all of them, in
    the order of the file, the name of each after the first completed by its label
    (`x-draft-decision`)."""
    path = Path(path)
    if changes not in CHANGES:
        raise ValueError(f"changes is '{changes}', expected one of {', '.join(CHANGES)}")
    found = sniff_format(path)
    part = parts[0] if parts else None  # of Akoma Ntoso one part is read
    if found == "akn":
        from .akn import read_akn

        draft, summary = read_akn(path, part=part)
        instrument, version = instrument or draft.instrument, version or draft.version
    elif found == "html":
        from .akn import read_root
        from .akn_html import read_akn_page

        if (root := read_akn_page(path)) is not None:
            draft, summary = read_root(root, path, part=part, form="html")
            found = "akn"
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
        drafts = [(draft, summary)]
    else:
        source = read_source(path, found, changes=changes, legend=legend)
        drafts = build_drafts(
            source,
            path=str(path),
            instrument=instrument,
            version=version,
            label=label,
            parts=parts,
            language=language,
        )
    for draft, summary in drafts:
        _check_draft(draft, summary, path, force)
    return [Imported(draft, summary) for draft, summary in drafts]


def _check_draft(draft: Draft, summary: Summary, path: Path, force: bool) -> None:
    """Raise InputError for a draft that no treaty has, or that holds too little of its file."""
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
    account = summary.account
    if account and account.share < REFUSE_BELOW and not force:
        rest = ", ".join(f"{one.why} {one.words:,}" for one in account.rest)
        raise file_problem(
            path,
            f"only {account.share:.0%} of the text's {account.part:,} words would stand in the draft"
            + (f" (the rest: {rest})" if rest else ""),
            rule="words-lost",
            hint="its outline was not understood; --force writes the draft all the same",
        )


def _find_language(draft: Draft) -> str:
    """The language that the file states; English is what it is taken for where it states none, so
    that is looked at."""
    if draft.language != "en" or draft.instrument:  # one that we wrote states it
        return draft.language
    found = detect_language("\n".join(unit.words for unit in draft.units()))
    return "en" if found == UNKNOWN else found


def _is_shallow(clauses: tuple[Clause, ...], most: int) -> bool:
    return not clauses or most > 0 and all(_is_shallow(one.clauses, most - 1) for one in clauses)
