"""Rules about concerns: who said what, where in the record, about which clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..files.yaml_read import Node
from ..model.problems import WARNING, Location
from ..model.refs import WHOLE
from ..model.tokens import is_word, tokenize
from .entries import Place, name_entry, read_places
from .files import CheckedFile
from .fixes import find_nearest, fix_scalar, suggest_name
from .lookups import Lookups, Said
from .reviews import find_changed
from .rules import Fault, rule

ANCHOR_WORDS = range(4, 9)
"""4 to 8 words find a passage again and are too few to take the place of the record (DESIGN,
words)."""
ALIKE = 0.8
"""Two summaries with this share of their words in common say the same; the nearest two points of
one speaker in the shipped concerns share .60."""
RECENT = 50
"""Among those of one speaker that share a long word, a summary is compared with the last 50 to 100.
The most that one speaker of a shipped record has are 65 entries in all; without a bound, 200,000
entries of one speaker take hours."""
BITS = 128
"""Bits in which the words of a summary are noted, to tell most pairs apart at once."""


def _find_unknown(
    file: CheckedFile, node: Node | None, what: str, known: Mapping[str, object], entry: str
) -> Iterator[Fault]:
    if node is None or not isinstance(node.value, str) or node.value in known:
        return
    nearest = find_nearest(node.value, known)
    hint = suggest_name(node.value, known) or (
        f"known are {', '.join(list(known)[:8])}" if known else f"no file declares any {what}"
    )
    yield Fault(
        node.location,
        f"{entry}{what} '{node.value[:60]}' is not declared",
        f"did you mean '{nearest}'?" if nearest else hint,
        fix_scalar(file, node, nearest) if nearest else None,
    )


@rule("unknown-stakeholder", "A concern names a stakeholder that no file declares.", "concerns")
def find_unknown_stakeholders(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Without it the concern has no name and no side, and every filter by side would lose it.

    Good: `stakeholder: katitza-rodriguez`, an id in stakeholders.yaml.

    Bad: `stakeholder: katitza-rodrigez`.
    """
    if (known := look.stakeholders) is None:
        return
    for entry in file.entries("concerns"):
        start = f"{name_entry(entry)}: "
        yield from _find_unknown(file, entry.get("stakeholder"), "stakeholder", known, start)


@rule("unknown-theme", "A concern names a theme that no file declares.", "concerns")
def find_unknown_themes(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Reports group concerns by theme; a misspelled one makes a group of its own.

    Good: `theme: safeguards`, an id in themes.yaml.

    Bad: `theme: safegards`.
    """
    if (known := look.themes) is None:
        return
    for entry in file.entries("concerns"):
        start = f"{name_entry(entry)}: "
        yield from _find_unknown(file, entry.get("theme"), "theme", known, start)


@rule("unknown-record", "A concerns file names a record that no file declares.", "concerns")
def find_unknown_records(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    The record says when, where and how the words were taken down; a concern without it cannot be
    weighed.

    Good: `record: diplo-2024`, an id in records.yaml.

    Bad: `record: diplo-2023`.
    """
    if file.root and (known := look.records) is not None:
        yield from _find_unknown(file, file.root.get("record"), "record", known, "")


@rule(
    "anchor-missing",
    "A concern has no anchor, or the record at hand does not have these words, once.",
    "concerns",
    severity=WARNING,
)
def find_missing_anchors(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    By the anchor a reader finds the passage again and can judge the summary. Where the text of the
    record is at hand (mappings/records/<id>.txt, with the SHA-256 that records.yaml gives), the
    words must stand in it exactly once.

    Good: `anchor: fails to explicitly include crucial principles`.

    Bad: no anchor; words that the record does not have, or has twice.
    """
    text = look.record_text(file.root.text("record") or "") if file.root else None
    spaced = " ".join(text.split()) if text is not None else None
    for entry in file.entries("concerns"):
        anchor = entry.get("anchor")
        if anchor is None:
            yield Fault(
                entry.location,
                f"{name_entry(entry)} has no anchor",
                "quote 4 to 8 words of the record",
            )
        elif spaced is not None and isinstance(anchor.value, str):
            count = spaced.count(" ".join(anchor.value.split()))
            if count != 1:
                what = f"stands {count} times" if count else "does not stand"
                yield Fault(
                    anchor.location,
                    f"{name_entry(entry)}: the anchor {what} in the record, expected once",
                )


@rule(
    "anchor-length",
    "An anchor has fewer than 4 or more than 8 words.",
    "concerns",
    severity=WARNING,
)
def find_long_anchors(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Fewer words are found in many places; more begin to publish the record itself.

    Good: `anchor: fails to explicitly include crucial principles` (six words).

    Bad: `anchor: crucial principles`.
    """
    for entry in file.entries("concerns"):
        anchor = entry.get("anchor")
        count = (
            len(anchor.value.split())
            if anchor is not None and isinstance(anchor.value, str)
            else None
        )
        if anchor is not None and count is not None and count not in ANCHOR_WORDS:
            yield Fault(
                anchor.location,
                f"{name_entry(entry)}: the anchor has {count} words, expected 4 to 8",
            )


@rule(
    "orphan-concern",
    "A concern stands at no clause, or at none of the newest draft, and no note says why.",
    "concerns",
    severity=WARNING,
)
def find_orphans(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    It is shown in no comparison, and so is lost unless somebody looks for it. A concern about an
    earlier draft is carried to the newest one by its text; where its clause has no sure answer
    there, a person has to say where it belongs.

    Good::

        applies_to: []
        note: it concerns the negotiation, not the text

    Bad::

        applies_to: []
    """
    for entry in file.entries("concerns"):
        applies = entry.get("applies_to")
        if applies is None or entry.get("note"):
            continue
        if applies.value == []:
            yield Fault(
                applies.location, f"{name_entry(entry)} stands at no clause, and no note says why"
            )
            continue
        places = read_places(entry)
        named = {place.draft for place in places}
        for place in places:
            yield from _find_gone(entry, place, named, look)


def _find_gone(entry: Node, place: Place, named: set[str], look: Lookups) -> Iterator[Fault]:
    newest = look.instruments.get(place.draft.partition("@")[0], [place.draft])[-1]
    left, right = (
        (look.draft(place.draft), look.draft(newest)) if newest not in named else (None, None)
    )
    refs = [
        ref
        for ref in place.refs
        if left and ref.ref and ref.ref != WHOLE and ref.ref in left.by_ref
    ]
    if not left or not right or not refs or len(refs) < len(place.refs):
        return
    if (carrier := look.carrier(left, right)) is None:
        return
    successors = [carrier.find_successor(ref.ref or "") for ref in refs]
    if not any(successor.refs for successor in successors):
        near = [
            f"{ref} ({score:.2f})"
            for successor in successors
            for ref, score in successor.candidates[:3]
        ]
        yield Fault(
            refs[0].node.location,
            f"{name_entry(entry)}: {', '.join(ref.text for ref in refs)} of {place.draft} has no sure answer in {newest}",
            f"candidates there: {', '.join(near[:4])}"
            if near
            else "name the clause of the newest draft, or say in a note that it is gone",
        )


@rule("duplicate-concern", "Two entries of one speaker say the same.", "concerns", severity=WARNING)
def find_duplicate_concerns(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Counts of concerns are read as weight; one point counted twice misleads. A point that its
    speaker repeats is one entry with a note. Compared are the words of the summaries within one
    record.

    Good: one entry with `note: repeated in turn 4`.

    Bad: two entries of katitza-rodriguez with the same summary in other order.
    """
    record = (file.root.text("record") if file.root else None) or ""
    for entry in file.entries("concerns"):
        who, summary = entry.text("stakeholder"), entry.text("summary")
        words = _content_words(summary) if who and summary else ()
        if not who or not words:
            continue
        said = _number_words(words, entry.location, look)
        # by prefix filtering: sets that share 4 of 5 words share one of the longest fifth of either
        prefix = words[: len(words) - int(ALIKE * len(words)) + 1]
        places = [look.said.setdefault((record, who, word), []) for word in prefix]
        found = next((one for place in places for one in place if _is_alike(said, one)), None)
        if found:
            at = f"at {found.place.path}:{found.place.line}"
            where = f"in line {found.place.line}" if found.place.path == file.path else at
            yield Fault(
                entry.location,
                f"{name_entry(entry)} says what {who} says {where} already",
                "keep one, and note the repetition",
            )
        for place in places:
            place.append(said)
            if len(place) > 2 * RECENT:
                del place[:RECENT]


@lru_cache(maxsize=4)
def _content_words(text: str) -> tuple[str, ...]:
    """The different words of more than three letters, longest first: rarer ones stand in front."""
    return tuple(
        sorted(
            {token.folded for token in tokenize(text) if is_word(token) and len(token.folded) > 3},
            key=lambda word: (-len(word), word),
        )
    )


def _number_words(words: tuple[str, ...], place: Location, look: Lookups) -> Said:
    numbers = [look.word_numbers.setdefault(word, len(look.word_numbers)) for word in words]
    bits = 0
    for number in numbers:
        bits |= 1 << number % BITS
    return Said(place, frozenset(numbers), bits)


def _is_alike(one: Said, other: Said) -> bool:
    size = len(one.words) + len(other.words)
    if (one.bits ^ other.bits).bit_count() * (1 + ALIKE) > size * (1 - ALIKE) + 1e-9:
        return False  # each bit that differs is a word that one of them has alone
    common = len(one.words & other.words)
    return common >= ALIKE * (size - common)


@rule(
    "stale-concern", "The text of a clause has changed since the concern was reviewed.", "concerns"
)
def find_stale_concerns(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    A concern about words that are no longer there may be met, or worse. `reviewed` holds the
    fingerprint of what a person has read; after reading again, `clausecmp check --accept PATH`
    writes the new one.

    Good: `reviewed: {date: "2024-07-02", fingerprint: ...}` with the fingerprint of the clauses as
    they are.

    Bad: the same entry after one of the clauses was redrafted.
    """
    for entry in file.entries("concerns"):
        if (
            (reviewed := entry.get("reviewed"))
            and (stamp := reviewed.get("fingerprint"))
            and isinstance(stamp.value, str)
        ):
            places = read_places(entry)
            changed = find_changed(
                [(place.draft, [ref.ref for ref in place.refs]) for place in places],
                stamp.value,
                look,
            )
            if changed:
                shown = ", ".join(
                    f"{places[at].draft} {', '.join(ref.text for ref in places[at].refs)}"
                    for at in changed
                )
                yield Fault(
                    stamp.location,
                    f"{name_entry(entry)}: the text of {shown[:120]} is not what was reviewed on {reviewed.text('date')}",
                    "read it again, then clausecmp check --accept PATH:LINE",
                )
