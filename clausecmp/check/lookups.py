"""What rules look up beside the file at hand: drafts, names, terms, alignments; each read once,
when first asked for.

What rests on a file that cannot be read is not judged: the look-up gives nothing, and notes the
file, so that the report can say so once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ..align.alignment import align_drafts
from ..align.pairs import Alignment
from ..comparison.carry import Carrier
from ..files.concerns import STAKEHOLDERS, THEMES, build_named
from ..files.drafts import DraftFile, build_draft, find_draft, list_drafts
from ..files.folders import list_files
from ..files.links import find_links
from ..files.numbering import Numbering, build_numbering, merge_numberings
from ..files.records import (
    RECORDS,
    MeetingRecord,
    find_record_file,
    fingerprint_record,
    read_record,
)
from ..files.shape import Record
from ..files.terms import Glossary, build_glossary, merge_glossaries
from ..files.yaml_read import Node, read_yaml
from ..model.draft import Draft
from ..model.fingerprints import fingerprint
from ..model.problems import ERROR, InputError, Location
from ..model.refs import nearest_refs, parent_of
from ..model.tokens import is_word, tokenize
from .files import has_head

RUN = 15
"""A restated text shares at most 14 words in a row with an official one (DESIGN, wording)."""
LOSING = frozenset(("file", "encoding", "syntax", "schema"))
"""Rules whose errors can cost a draft a clause."""


class Said(NamedTuple):
    """A summary that one speaker of a record was given: where it stands, its words as numbers, and
    a bit for each of them, so that two can be compared fast."""

    place: Location
    words: frozenset[int]
    bits: int


class Lookups:
    """The world a file is checked against: the drafts and mappings of these folders, earlier ones
    first.

    What rests on a file that cannot be read is None, or empty for a draft: a rule must then not
    judge. `take_unread` says which files were missed."""

    def __init__(
        self, drafts_folders: Sequence[Path] = (), mappings_folders: Sequence[Path] = ()
    ) -> None:
        self.drafts_folders, self.mappings_folders = list(drafts_folders), list(mappings_folders)
        self.first: dict[tuple[str, str], Location] = {}
        """Where each (kind of entry, id) stood first in this run."""
        self.said: dict[tuple[str, str, str], list[Said]] = {}
        """The summaries by record, speaker and word, in this run."""
        self.word_numbers: dict[str, int] = {}
        """A number for each word of the summaries."""
        self.telling: dict[str, dict[str, dict[str, int]]] = {}
        """The telling words of the articles of each draft."""
        self._unread: set[str] = set()
        self._drafts: dict[str, tuple[tuple[Draft, ...], list[str]]] = {}
        self._named: dict[str, tuple[dict[str, Node], list[str]]] = {}
        self._fingerprints: dict[tuple[str | None, tuple[str, ...]], str] = {}
        self._hints: dict[tuple[str | None, str], str | None] = {}
        self._alignments: dict[tuple[str, str], Alignment] = {}
        self._carriers: dict[tuple[str, str], tuple[Carrier, list[str]]] = {}
        self._records: dict[str, str | None] = {}

    def take_unread(self) -> set[str]:
        """The files that were asked for since the last call and that cannot be read."""
        unread, self._unread = self._unread, set()
        return unread

    @cached_property
    def draft_files(self) -> dict[str, list[DraftFile]]:
        """The files of each draft by its full name: the restated one, the official one, or both."""
        found: dict[str, list[DraftFile]] = {}
        for wording in ("restated", "official"):
            for entry in list_drafts(self.drafts_folders, wording=wording):
                if entry not in found.setdefault(entry.name, []):
                    found[entry.name].append(entry)
        return found

    @cached_property
    def instruments(self) -> dict[str, list[str]]:
        """The full names of the drafts of each instrument, oldest first."""
        found: dict[str, list[str]] = {}
        for name in sorted(self.draft_files):
            found.setdefault(name.partition("@")[0], []).append(name)
        return found

    def versions(self, name: str) -> tuple[Draft, ...]:
        """The draft of that full name, in each wording that is at hand; empty if it is unknown, or
        one of its files has errors by which a clause may be missing."""
        if name not in self._drafts:
            files = [str(entry.path) for entry in self.draft_files.get(name, ())]
            built = [_build_whole(path) for path in files]
            unread = [path for path, draft in zip(files, built) if draft is None]
            found = [draft for draft in built if draft is not None and draft.name == name]
            self._drafts[name] = (() if unread else tuple(found)), unread
        drafts, unread = self._drafts[name]
        self._unread.update(unread)
        return drafts

    def draft(self, name: str) -> Draft | None:
        """The draft of that full name, restated rather than official; None if it is unknown or has
        errors."""
        return next(iter(self.versions(name)), None)

    def drafts_of(self, instrument: str) -> list[Draft]:
        """Every draft of an instrument in every wording; empty if one has errors."""
        names = self.instruments.get(instrument, ())
        found = [draft for name in names for draft in self.versions(name)]
        return [] if any(self._drafts[name][1] for name in names) else found

    def full_name(self, name: str) -> str | None:
        """The full name of the draft that a short name means, None if it means none or several."""
        if not any(
            _can_mean(name, entry) for files in self.draft_files.values() for entry in files
        ):
            return None  # most are slips: the folders need not be read again for each of them
        try:
            path = find_draft(name, self.drafts_folders)
        except InputError:
            return None
        return next(
            (
                full
                for full, files in self.draft_files.items()
                if path in [entry.path for entry in files]
            ),
            None,
        )

    def _names(self, part: str, shape: Record) -> dict[str, Node] | None:
        if part not in self._named:
            found: dict[str, Node] = {}
            unread = []
            for path in list_files(self.mappings_folders, f"{part}.yaml"):
                document = read_yaml(path)
                if has_head(document.root, part):
                    entries, _ = build_named(document, part, shape, lambda node: node)
                    found = {**entries, **found}  # the earlier file decides
                else:
                    unread.append(str(path))
            self._named[part] = found, unread
        found, unread = self._named[part]
        self._unread.update(unread)
        return None if unread else found

    @property
    def stakeholders(self) -> dict[str, Node] | None:
        """The declared stakeholders by id."""
        return self._names("stakeholders", STAKEHOLDERS)

    @property
    def themes(self) -> dict[str, Node] | None:
        """The declared themes by id."""
        return self._names("themes", THEMES)

    @property
    def records(self) -> dict[str, Node] | None:
        """The declared records by id."""
        return self._names("records", RECORDS)

    @cached_property
    def _terms(self) -> tuple[Glossary, list[str]]:
        found = []
        unread = []
        for path in list_files(self.mappings_folders, "terms.yaml"):
            document = read_yaml(path)
            glossary, _ = build_glossary(document)
            if glossary is None or not has_head(document.root, "terms"):
                unread.append(str(path))
            else:
                found.append(glossary)
        return merge_glossaries(found), unread

    @property
    def glossary(self) -> Glossary | None:
        """The terms in use."""
        glossary, unread = self._terms
        self._unread.update(unread)
        return None if unread else glossary

    @cached_property
    def _numberings(self) -> dict[str, Numbering | None]:
        """Path -> what a numbering file holds, None for one that cannot be read."""
        found: dict[str, Numbering | None] = {}
        for path in list_files(self.mappings_folders, "numbering"):
            document = read_yaml(path)
            is_read = has_head(document.root, "numbering")
            found[str(path)] = build_numbering(document)[0] if is_read else None
        return found

    @cached_property
    def _merged_numberings(self) -> list[Numbering]:
        return merge_numberings([found for found in self._numberings.values() if found])

    def numbering(self, draft: str) -> Numbering | None:
        """How an earlier count reads in a draft: from the file that was made for it, or for an
        earlier version of it. A file that cannot be read is that of the instrument in its name."""
        instrument = draft.partition("@")[0]
        unread = [
            path
            for path, found in self._numberings.items()
            if found is None and Path(path).stem == instrument
        ]
        self._unread.update(unread)
        return next(
            (
                found
                for found in self._merged_numberings
                if found.instrument == instrument and found.to <= draft and not unread
            ),
            None,
        )

    def record_text(self, name: str) -> str | None:
        """The text of a record, if it is at hand (mappings/records/<id>.txt) and the very one that
        was coded."""
        records = self.records
        if records is None:
            return None
        if name not in self._records:
            node = records.get(name)
            path = find_record_file(MeetingRecord(name, "", "", ""), self.mappings_folders)
            text = _read_quietly(path) if path else None
            coded = node.text("sha256") if node else None
            self._records[name] = (
                text if text is not None and coded in (None, fingerprint_record(text)) else None
            )
        return self._records[name]

    def fingerprint(self, draft: Draft, refs: tuple[str, ...]) -> str:
        """The fingerprint of clauses that are there, computed once."""
        key = draft.path, refs
        if key not in self._fingerprints:
            self._fingerprints[key] = fingerprint(draft, refs)
        return self._fingerprints[key]

    def hint_ref(self, ref: str, draft: Draft) -> str | None:
        """What to say of a ref that a draft does not have. It is the same for all articles, and for
        all that would stand in one clause, so it is told once for each."""
        key = draft.path, parent_of(ref) or ("" if ref.isdigit() else ref)
        if key not in self._hints:
            self._hints[key] = nearest_refs(ref, draft.by_ref).removeprefix("; ") or None
        return self._hints[key]

    def align(self, left: Draft, right: Draft) -> Alignment | None:
        """Both drafts aligned by their texts alone; None without the terms."""
        key = left.name, right.name
        if (glossary := self.glossary) is None:
            return None
        if key not in self._alignments:
            fold = glossary.fold_for(left.instrument, right.instrument)
            self._alignments[key] = align_drafts(left, right, fold=fold)
        return self._alignments[key]

    def carrier(self, left: Draft, right: Draft) -> Carrier | None:
        """What becomes of the clauses of one draft in another, links obeyed; None without the terms
        or the links."""
        key = left.name, right.name
        if (glossary := self.glossary) is None:
            return None
        if key not in self._carriers:
            fold = glossary.fold_for(left.instrument, right.instrument)
            links, problems = find_links(self.mappings_folders, left.name, right.name)
            unread = [
                path
                for path in dict.fromkeys(problem.location.path for problem in problems)
                if not has_head(read_yaml(path).root, "links")
            ]
            aligned = align_drafts(left, right, fold=fold, links=links)
            self._carriers[key] = Carrier(aligned, fold), unread
        carrier, unread = self._carriers[key]
        self._unread.update(unread)
        return None if unread else carrier

    @cached_property
    def _runs(self) -> dict[tuple[str, ...], str]:
        runs: dict[tuple[str, ...], str] = {}
        for name in self._list_official():
            for draft in self.versions(name):
                for clause in draft.units() if draft.wording == "official" else ():
                    words = [token.folded for token in tokenize(clause.words) if is_word(token)]
                    runs.update(
                        (tuple(words[at : at + RUN]), f"{name} {clause.ref}")
                        for at in range(len(words) - RUN + 1)
                    )
        return runs

    def _list_official(self) -> list[str]:
        return [
            name
            for name, files in self.draft_files.items()
            if any(entry.wording == "official" for entry in files)
        ]

    @property
    def official_runs(self) -> dict[tuple[str, ...], str]:
        """Every run of RUN words of the official drafts at hand, with the name of its draft."""
        for name in self._list_official():
            self.versions(name)  # notes those with errors, in every file that asks
        return self._runs


def _can_mean(name: str, entry: DraftFile) -> bool:
    """Whether a name can be short for a draft: a beginning of its instrument, then of its version
    or label."""
    instrument, _, version = name.casefold().partition("@")
    return entry.instrument.startswith(instrument) and any(
        known.casefold().startswith(version) for known in (entry.version, entry.label or "")
    )


def _build_whole(path: str) -> Draft | None:
    """The draft of a file, None if an error may have cost it a clause; a number that stands twice
    or a clause without words costs none."""
    document = read_yaml(path)
    draft, problems = build_draft(document, partly=True)
    errors = {problem.rule for problem in problems if problem.severity == ERROR}
    is_whole = has_head(document.root, "draft") and not errors & LOSING
    return draft if is_whole else None


def _read_quietly(path: Path) -> str | None:
    try:
        return read_record(path)
    except InputError:
        return None
