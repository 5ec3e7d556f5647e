"""Rules about what mapping files name: drafts, clauses, and the provisions that speakers cite."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..files.terms import Glossary
from ..files.yaml_read import Node
from ..model.draft import Draft
from ..model.problems import WARNING
from ..model.references import Word, read_references
from ..model.refs import WHOLE, article_of, is_within, nearest_refs
from .entries import Place, Ref, name_entry, read_places, read_ref, read_refs
from .files import CheckedFile
from .fixes import find_nearest, fix_scalar, suggest_name
from .lookups import Lookups
from .rules import Fault, rule

_HEARD = re.compile(r"\b(articles?|paragraphs?)[\s.]+(?:in\s+)?(?=\w)", re.I)
"""What transcripts put between a word and its number: 'article. two', 'article in 610'."""
_OF_THE = re.compile(r"\bof\s+the\b", re.I)
"""Of whatever a speaker says it ('of the convention'), this draft is meant."""
_NUMBERS = re.compile(r"\d+(?:\.\d+[a-z]?|\s*\([a-z0-9]{1,4}\))+")


def name_places(file: CheckedFile) -> Iterator[tuple[Node, Place]]:
    """Every draft that a file names with the refs it names in it, and the entry: concerns, links,
    terms, numbering."""
    root = file.root
    if root is None:
        return
    for entry in file.entries("concerns") if file.kind == "concerns" else ():
        for place in read_places(entry):
            yield entry, place
    for side in ("left", "right") if file.kind == "links" else ():
        node = root.get(side)
        if node is not None and isinstance(node.value, str):
            refs = tuple(ref for entry in file.entries("links") for ref in read_refs(entry, side))
            yield root, Place(node.value, node, refs)
    if file.kind == "numbering" and (node := root.get("to")) and isinstance(node.value, str):
        rows = [
            Ref(later.value, read_ref(later.value), later)
            for row in file.entries("articles")
            if (later := row.get("later")) and isinstance(later.value, str)
        ]
        yield (
            root,
            Place(node.value, node, tuple(rows)),
        )


@rule(
    "unknown-draft",
    "A file names a draft that is not there, or not by its full name.",
    "concerns",
    "links",
    "numbering",
    "terms",
)
def find_unknown_drafts(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Entries are joined to drafts by the full name, `instrument@version`; a short one that a command
    would understand joins nothing.

    Good: `draft: un-cybercrime@2024-05-23`.

    Bad: `draft: un-cybercrime@rev3`; `draft: un-cybercrime@2024-05-32`.
    """
    for _, place in name_places(file):
        if place.draft not in look.draft_files:
            found = look.full_name(place.draft) or find_nearest(place.draft, look.draft_files)
            yield _unknown_name(
                file,
                place.node,
                f"no draft has the full name '{place.draft[:60]}'",
                found,
                suggest_name(place.draft, look.draft_files),
                look.draft_files,
            )
    for node in file.root.items("instruments") if file.root and file.kind == "terms" else ():
        if isinstance(node.value, str) and node.value not in look.instruments:
            yield _unknown_name(
                file,
                node,
                f"there is no draft of an instrument '{node.value[:60]}'",
                find_nearest(node.value, look.instruments),
                suggest_name(node.value, look.instruments),
                look.instruments,
            )


def _unknown_name(
    file: CheckedFile,
    node: Node,
    message: str,
    meant: str | None,
    near: str | None,
    known: Iterable[str],
) -> Fault:
    """A name that is not there: with the one that is surely meant and its fix, else with what is
    near."""
    if meant:
        return Fault(node.location, message, f"write {meant}", fix_scalar(file, node, meant))
    return Fault(node.location, message, near or f"known are {', '.join(known) or 'none'}")


@rule(
    "unknown-ref",
    "A ref is not in its draft, or not in a form that joins it.",
    "concerns",
    "links",
    "numbering",
    "terms",
)
def find_unknown_refs(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    An entry at a clause that is not there is never shown, and a link to it is never obeyed. Links
    name clauses with words of their own, in the very form in which refs are printed.

    Good: `refs: ["28(4)"]`.

    Bad: `refs: ["28(14)"]`; `left: ["Article 28, para. 4"]`.
    """
    for entry, place in name_places(file):
        draft = look.draft(place.draft)
        for ref in place.refs if draft else ():
            assert draft
            found = _judge_ref(ref, draft, file.kind or "", look)
            if found:
                message, hint, meant = found
                start = f"{entry.text('id')}: " if entry.text("id") else ""
                fix = fix_scalar(file, ref.node, meant) if meant else None
                yield Fault(ref.node.location, start + message, hint, fix)
    if isinstance(file.value, Glossary):
        yield from _find_unknown_definitions(file, look)


class _Judged(NamedTuple):
    """What is wrong with a ref, the hint, and the ref that is surely meant."""

    message: str
    hint: str | None
    meant: str | None = None


def _judge_ref(ref: Ref, draft: Draft, kind: str, look: Lookups) -> _Judged | None:
    """What is wrong with a ref; None if nothing is."""
    if ref.ref is None:
        expected = "expected one like 28(4), 6(1)(a)(i), preamble(3), title or chapter II"
        return _Judged(f"'{ref.text[:40]}' is no ref", expected)
    if ref.ref == WHOLE and kind == "concerns":
        return None
    if ref.ref not in draft.by_ref:
        same = [known for known in draft.by_ref if known.lower() == ref.ref.lower()]
        if same:
            message = f"{draft.name} writes {same[0]}, not {ref.text[:40]}"
            return _Judged(message, f"write {same[0]}", same[0] if len(same) == 1 else None)
        message = f"{draft.name} has no {ref.text[:40]}"
        if moved := _find_moved(ref.ref, draft, kind, look):
            return _Judged(message, f"in the earlier count it is now {moved}", moved)
        return _Judged(message, look.hint_ref(ref.ref, draft))
    if kind == "links" and ref.text != ref.ref:
        message = f"'{ref.text[:40]}' is not the form of links"
        return _Judged(message, f"write {ref.ref}", ref.ref)
    if kind == "links" and not draft.by_ref[ref.ref].has_words:
        below = [clause.ref for clause in draft.by_ref[ref.ref].walk() if clause.has_words]
        return _Judged(
            f"{ref.ref} has no words of its own in {draft.name}, so this link joins nothing",
            f"name its clauses: {', '.join(below[:8])}",
        )
    return None


def _find_moved(ref: str, draft: Draft, kind: str, look: Lookups) -> str | None:
    """Where a ref that the draft does not have stands now, by the numbering file: it can only be of
    the earlier count."""
    numbering = look.numbering(draft.name) if kind == "concerns" else None
    article = article_of(ref)
    later = numbering.later(article) if numbering and article not in draft.by_ref else None
    moved = f"{later}{ref[len(article) :]}"
    return moved if later and moved in draft.by_ref else None


def _find_unknown_definitions(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    for entry in file.entries("terms"):
        defined = entry.get("defined")
        for name, node in (
            defined.value.items() if defined and isinstance(defined.value, dict) else ()
        ):
            drafts = look.drafts_of(name)
            if (
                isinstance(node.value, str)
                and drafts
                and not any(read_ref(node.value) in draft.by_ref for draft in drafts)
            ):
                yield Fault(
                    node.location,
                    f"{name_entry(entry)}: no draft of {name} has {node.value[:40]}",
                    nearest_refs(
                        read_ref(node.value) or node.value, drafts[-1].by_ref
                    ).removeprefix("; ")
                    or None,
                )


def read_cited(text: str) -> list[str]:
    """The articles, with paragraphs, that words of a speaker name: 'Article 6, Paragraph 2' ->
    6(2); 'articles 7 to 9' -> 7, 8, 9."""
    said = _OF_THE.sub("of this", _HEARD.sub(r"\1 ", text))
    found = [
        ref
        for reference in read_references(said)
        if reference.word >= Word.ARTICLE
        for ref in reference.refs
    ]
    if (
        not found
        and _NUMBERS.fullmatch(text.strip())
        and (ref := read_ref(re.sub(r"(?<=\d)(?=[a-z]\b)", ".", text)))
    ):
        found.append(ref)
    return list(dict.fromkeys(found))


@rule(
    "cited-unexplained",
    "What the speaker cited is not where the concern was put, and no note says why.",
    "concerns",
    severity=WARNING,
)
def find_unexplained(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Speakers use old numbers and transcripts garble them, so a concern often belongs elsewhere; but
    then the reader who finds "Article 13" in the record must be told why the concern stands at 14.

    Good::

        cited: ["Article 13"]
        applies_to: [{draft: un-cybercrime@2024-05-23, refs: ["14"]}]
        note: article 13 of the drafts before May 2024 is article 14 of Rev.3

    Bad: the same without the note.
    """
    for entry in file.entries("concerns"):
        if entry.get("note"):
            continue
        places = read_places(entry)
        for node in entry.items("cited"):
            for cited in read_cited(node.value) if isinstance(node.value, str) else ():
                if not any(
                    _covers(ref, cited, place, look) for place in places for ref in place.refs
                ):
                    shown = (
                        ", ".join(ref.text for place in places for ref in place.refs) or "nothing"
                    )
                    yield Fault(
                        node.location,
                        f"{name_entry(entry)}: '{str(node.value)[:80]}' was cited, but it applies to {shown[:80]}; no note says why",
                    )


def _covers(ref: Ref, cited: str, place: Place, look: Lookups) -> bool:
    if ref.ref is None or is_within(ref.ref, cited) or is_within(cited, ref.ref):
        return ref.ref is not None
    draft = look.draft(place.draft)
    return bool(
        draft
        and article_of(cited) in draft.by_ref
        and ref.ref in {above.ref for above in draft.ancestors(article_of(cited))}
    )
