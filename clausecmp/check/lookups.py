"""What rules look up beside the file at hand: drafts, names, terms, alignments; each read once,
when first asked for.

A file that cannot be read is no concern of a look-up: its own findings tell. What is unknown is
None or empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from ..align.alignment import align_drafts
from ..align.pairs import Alignment
from ..comparison.carry import Carrier
from ..files.concerns import STAKEHOLDERS, THEMES, build_named
from ..files.drafts import DraftFile, build_draft, find_draft, list_drafts
from ..files.folders import list_files
from ..files.links import find_links
from ..files.numbering import Numbering, gather_numberings
from ..files.records import (
    RECORDS,
    MeetingRecord,
    find_record_file,
    fingerprint_record,
    read_record,
)
from ..files.shape import Record
from ..files.terms import Glossary, gather_terms
from ..files.yaml_read import Node, read_yaml
from ..model.draft import Draft
from ..model.fingerprints import fingerprint
from ..model.problems import InputError
from ..model.tokens import is_word, tokenize

RUN = 15
"""A restated text shares at most 14 words in a row with an official one (DESIGN, wording)."""


class Lookups:
    """The world a file is checked against: the drafts and mappings of these folders, earlier ones
    first."""

    def __init__(
        self, drafts_folders: Sequence[Path] = (), mappings_folders: Sequence[Path] = ()
    ) -> None:
        self.drafts_folders, self.mappings_folders = list(drafts_folders), list(mappings_folders)
        self.seen: defaultdict[str, dict] = defaultdict(dict)
        """What rules remember from file to file, under the id of the rule."""
        self._drafts: dict[str, tuple[Draft, ...]] = {}
        self._prints: dict[tuple[int, tuple[str, ...]], str] = {}
        self._alignments: dict[tuple[str, str], Alignment] = {}
        self._carriers: dict[tuple[str, str], Carrier] = {}
        self._records: dict[str, str | None] = {}

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
        """The draft of that full name, in each wording that is at hand; empty if it is unknown or
        unreadable."""
        if name not in self._drafts:
            built = [
                build_draft(read_yaml(entry.path))[0] for entry in self.draft_files.get(name, ())
            ]
            self._drafts[name] = tuple(
                draft for draft in built if draft is not None and draft.name == name
            )
        return self._drafts[name]

    def draft(self, name: str) -> Draft | None:
        """The draft of that full name, restated rather than official; None if it is unknown or
        unreadable."""
        return next(iter(self.versions(name)), None)

    def full_name(self, name: str) -> str | None:
        """The full name of the draft that a short name means, None if it means none or several."""
        try:
            path = (
                find_draft(name, self.drafts_folders)
                if "/" not in name and not name.endswith((".yaml", ".yml"))
                else None
            )
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

    def _names(self, part: str, key: str, shape: Record) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for path in list_files(self.mappings_folders, part):
            for name, node in build_named(read_yaml(path), key, shape, lambda node: node)[
                0
            ].items():
                found.setdefault(name, node)
        return found

    @cached_property
    def stakeholders(self) -> dict[str, Node]:
        return self._names("stakeholders.yaml", "stakeholders", STAKEHOLDERS)

    @cached_property
    def themes(self) -> dict[str, Node]:
        return self._names("themes.yaml", "themes", THEMES)

    @cached_property
    def records(self) -> dict[str, Node]:
        return self._names("records.yaml", "records", RECORDS)

    @cached_property
    def glossary(self) -> Glossary:
        """The terms in use."""
        return gather_terms(list_files(self.mappings_folders, "terms.yaml"))[0]

    @cached_property
    def numberings(self) -> list[Numbering]:
        """How earlier counts read in later drafts, from the files without an error."""
        return gather_numberings(list_files(self.mappings_folders, "numbering"))

    def record_text(self, name: str) -> str | None:
        """The text of a record, if it is at hand (mappings/records/<id>.txt) and the very one that
        was coded."""
        if name not in self._records:
            node = self.records.get(name)
            path = find_record_file(MeetingRecord(name, "", "", ""), self.mappings_folders)
            text = _read_quietly(path) if path else None
            coded = node.text("sha256") if node else None
            self._records[name] = (
                text if text is not None and coded in (None, fingerprint_record(text)) else None
            )
        return self._records[name]

    def fingerprint(self, draft: Draft, refs: tuple[str, ...]) -> str:
        """The fingerprint of clauses that are there, computed once."""
        key = id(draft), refs
        if key not in self._prints:
            self._prints[key] = fingerprint(draft, refs)
        return self._prints[key]

    def align(self, left: Draft, right: Draft) -> Alignment:
        """Both drafts aligned by their texts alone."""
        key = left.name, right.name
        if key not in self._alignments:
            self._alignments[key] = align_drafts(
                left, right, fold=self.glossary.fold_for(left.instrument, right.instrument)
            )
        return self._alignments[key]

    def carrier(self, left: Draft, right: Draft) -> Carrier:
        """What becomes of the clauses of one draft in another, links obeyed."""
        key = left.name, right.name
        if key not in self._carriers:
            fold = self.glossary.fold_for(left.instrument, right.instrument)
            links, _ = find_links(self.mappings_folders, left.name, right.name)
            self._carriers[key] = Carrier(align_drafts(left, right, fold=fold, links=links), fold)
        return self._carriers[key]

    @cached_property
    def official_runs(self) -> dict[tuple[str, ...], str]:
        """Every run of RUN words of the official drafts at hand, with the name of its draft."""
        runs: dict[tuple[str, ...], str] = {}
        for name, files in self.draft_files.items():
            for draft in (
                self.versions(name) if any(entry.wording == "official" for entry in files) else ()
            ):
                for clause in draft.units() if draft.wording == "official" else ():
                    words = [token.folded for token in tokenize(clause.words) if is_word(token)]
                    runs.update(
                        (tuple(words[at : at + RUN]), f"{name} {clause.ref}")
                        for at in range(len(words) - RUN + 1)
                    )
        return runs


def _read_quietly(path: Path) -> str | None:
    try:
        return read_record(path)
    except InputError:
        return None
