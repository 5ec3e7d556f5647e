"""Mapping files carried to a new version of an instrument: concerns and terms in their place, links
into a file of their own.

Nothing is written here, and nothing is ever lost: a file's new text holds every entry that it held.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from ..files.concerns import build_concerns
from ..files.links import Link, LinksFile, build_links
from ..files.terms import build_glossary
from ..files.yaml_edit import append_items, set_keys
from ..files.yaml_read import Document, dump_yaml, read_yaml
from ..model.problems import raise_errors
from ..model.refs import WHOLE
from ..model.vocabulary import Verdict
from .carry import Carrier, Successor

EXACT = Verdict.UNCHANGED.value


class CarriedEntry(NamedTuple):
    """One entry of a file and what became of the clauses it names. `done`: it names the new version
    already."""

    name: str
    successors: tuple[Successor, ...]
    done: bool = False

    @property
    def refs(self) -> tuple[str, ...]:
        """The clauses of the new version, without doubles."""
        return tuple(dict.fromkeys(ref for successor in self.successors for ref in successor.refs))

    @property
    def sure(self) -> bool:
        """Whether every clause it names has a sure place."""
        return all(successor.refs for successor in self.successors)


class CarriedFile(NamedTuple):
    """What carrying makes of a file: its entries, and the text for `target` (None: nothing new to
    write)."""

    path: Path
    kind: str
    entries: tuple[CarriedEntry, ...]
    target: Path
    text: str | None


def carry_file(path: Path, carrier: Carrier) -> CarriedFile | None:
    """The file carried from the carrier's left draft to its right one; None if it names neither.
    Raises InputError."""
    document = read_yaml(path)
    root = document.root
    if root is not None and root.get("concerns"):
        return _carry_concerns(path, document, carrier)
    if root is not None and root.get("links"):
        return _carry_links(path, document, carrier)
    if root is not None and root.get("terms"):
        return _carry_terms(path, document, carrier)
    raise_errors(document.problems)
    return None


def _carry_concerns(path: Path, document: Document, carrier: Carrier) -> CarriedFile | None:
    concerns, problems = build_concerns(document)
    raise_errors(problems)
    assert document.root is not None
    entries, edits = [], []
    for concern, node in zip(concerns, document.root.items("concerns")):
        refs = concern.refs_in(carrier.left.name)
        if not refs:
            continue
        entry = CarriedEntry(
            concern.id,
            tuple(map(carrier.find_successor, refs)),
            bool(concern.refs_in(carrier.right.name)),
        )
        entries.append(entry)
        if not entry.done and entry.refs:
            edits.append((node, "applies_to", _make_place(entry, carrier.right.name)))
    text = append_items(document.text, edits) if edits else None
    return CarriedFile(path, "concerns", tuple(entries), path, text) if entries else None


def _make_place(entry: CarriedEntry, draft: str) -> dict[str, Any]:
    """The new place; it says that nobody spoke about this draft, and what is not the same text
    under the same number."""
    remarks = [
        f"{successor.ref}: {successor}"
        for successor in entry.successors
        if successor.ref != WHOLE
        and (successor.verdict != EXACT or successor.refs != (successor.ref,))
    ]
    return {"draft": draft, "refs": list(entry.refs), "carried": "; ".join(remarks) or EXACT}


def _carry_links(path: Path, document: Document, carrier: Carrier) -> CarriedFile | None:
    file, problems = build_links(document)
    raise_errors(problems)
    assert file is not None
    if carrier.left.name not in (file.left, file.right) or file.left == file.right:
        return None
    left = file.left == carrier.left.name
    names = (carrier.right.name, file.right) if left else (file.left, carrier.right.name)
    if names[0] == names[1]:
        return None
    target = path.with_name(f"{names[0]}--{names[1]}.yaml")
    entries = tuple(
        CarriedEntry(
            _name_link(link),
            tuple(map(carrier.find_successor, link.left if left else link.right)),
            target.exists(),
        )
        for link in file.links
    )
    text = None if target.exists() else _write_links(file, entries, names, left)
    return CarriedFile(path, "links", entries, target, text)


def _name_link(link: Link) -> str:
    return f"{' + '.join(link.left) or '-'} → {' + '.join(link.right) or '-'}"


def _write_links(
    file: LinksFile, entries: tuple[CarriedEntry, ...], names: tuple[str, str], left: bool
) -> str:
    """Links whose clauses all have a sure place, with the new refs; a text that changed loses its
    relation."""
    links = []
    for link, entry in zip(file.links, entries):
        if not entry.sure:
            continue
        exact = all(successor.verdict == EXACT for successor in entry.successors)
        refs = (list(entry.refs), list(link.right)) if left else (list(link.left), list(entry.refs))
        values = {
            "relation": link.relation if exact else None,
            "confidence": link.confidence,
            "by": link.by,
            "note": " ".join(
                filter(
                    None,
                    (link.note, None if exact else "Carried; the text changed: to be read again."),
                )
            )
            or None,
        }
        links.append(
            {
                "left": refs[0],
                "right": refs[1],
                **{key: value for key, value in values.items() if value},
            }
        )
    note = f"Carried from {file.left}--{file.right}; entries without a sure place in the new version are not here."
    return dump_yaml({"left": names[0], "right": names[1], "note": note, "links": links})


def _carry_terms(path: Path, document: Document, carrier: Carrier) -> CarriedFile | None:
    glossary, problems = build_glossary(document)
    raise_errors(problems)
    assert glossary is not None and document.root is not None
    instrument = carrier.left.instrument
    entries, edits = [], []
    for term, node in zip(glossary.terms, document.root.items("terms")):
        ref = term.defined.get(instrument)
        if not ref:
            continue
        successor = carrier.find_successor(ref)
        entries.append(CarriedEntry(term.id, (successor,), successor.refs == (ref,)))
        defined = node.get("defined")
        if defined and len(successor.refs) == 1 and successor.refs != (ref,):
            edits.append((defined, instrument, successor.refs[0]))
    text = set_keys(document.text, edits) if edits else None
    return CarriedFile(path, "terms", tuple(entries), path, text) if entries else None
