"""Finding words in text that may be spelled a little differently: the passage of an anchor in its
record, and the concerns that a search means."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ..model.characters import clean_text
from ..model.tokens import fold_word
from .shape import DATE, ID, TEXT, Key, Many, Record, Text
from .yaml_read import read_text

RECORD_KINDS = ("report", "transcript", "submission", "minutes")


MEETING = Record(
    "a record",
    {
        "id": Key(ID, True),
        "title": Key(TEXT, True),
        "date": Key(DATE, True),
        "organiser": Key(TEXT),
        "kind": Key(Text(RECORD_KINDS), True),
        "language": Key(TEXT),
        "made": Key(TEXT, about="How the record came about."),
        "disclaimer": Key(TEXT),
        "sha256": Key(
            Text(pattern="[0-9a-f]{64}", expected="a SHA-256 in hexadecimal"),
            about="Of the text that was coded.",
        ),
        "note": Key(TEXT),
    },
)


RECORDS = Record("a records file", {"note": Key(TEXT), "records": Key(Many(MEETING), True)})


class MeetingRecord(NamedTuple):
    """The account of a meeting; `sha256` of the text that was coded."""

    id: str
    title: str
    date: str
    kind: str
    disclaimer: str | None = None
    sha256: str | None = None


_WORD = re.compile(r"\w+(?:['\u2019-]\w+)*")
SIMILAR = 80.0
"""Least rapidfuzz ratio (0 to 100) of an anchor and a passage that are taken for each other: lets
one word in six be misheard, and refused all of 2,000 anchors sought in the record of the other
meeting (best 71)."""
WORD_SIMILAR = 82.0
"""Least ratio of a word that is sought and a word of a summary: one slip in a word of six
letters."""


CONTEXT = 450
"""Characters shown on either side of an anchor: about five spoken sentences."""


class Passage(NamedTuple):
    """Where an anchor stands in a record: the text before it on its line, the words found, the text
    after; `line` from 1; `exact` tells whether the spelling is the same."""

    before: str
    words: str
    after: str
    line: int
    exact: bool


def fingerprint_record(text: str) -> str:
    """SHA-256 of a record's text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def find_passage(text: str, anchor: str) -> Passage | None:
    """The passage of `text` where the words of `anchor` stand, also if their spelling differs
    slightly; None if nowhere."""
    words = [
        (fold_word(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)
    ]
    sought = [fold_word(word) for word in _WORD.findall(anchor)]
    if not sought:
        return None
    folded = [word for word, _, _ in words]
    size = len(sought)
    for at in range(len(folded) - size + 1):
        if folded[at] == sought[0] and folded[at : at + size] == sought:
            return _cut_passage(text, words[at][1], words[at + size - 1][2], anchor)
    return _find_similar(text, words, sought, anchor)


def _find_similar(
    text: str, words: Sequence[tuple[str, int, int]], sought: Sequence[str], anchor: str
) -> Passage | None:
    from rapidfuzz import fuzz

    wanted = " ".join(sought)
    best, place = 0.0, None
    known = set(sought)
    for size in (len(sought), len(sought) - 1, len(sought) + 1):
        for at in range(max(0, len(words) - size + 1)):
            if size < 2 or not known & {word for word, _, _ in words[at : at + size]}:
                continue
            found = fuzz.ratio(
                wanted,
                " ".join(word for word, _, _ in words[at : at + size]),
                score_cutoff=max(SIMILAR, best),
            )
            if found > best:
                best, place = found, (words[at][1], words[at + size - 1][2])
    return _cut_passage(text, *place, anchor) if place else None


def _cut_passage(text: str, start: int, end: int, anchor: str) -> Passage:
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    before, after = text[begin:start], text[end:stop]
    if len(before) > CONTEXT:
        before = "… " + before[-CONTEXT:].partition(" ")[2]
    if len(after) > CONTEXT:
        after = after[:CONTEXT].rpartition(" ")[0] + " …"
    exact = " ".join(anchor.split()) in " ".join(
        text[max(0, start - 3) : end + 3].split()
    )  # an anchor may begin or end with a quote
    return Passage(before, text[start:end], after, text.count("\n", 0, start) + 1, exact)


def find_record_file(record: MeetingRecord, folders: Sequence[Path]) -> Path | None:
    """The text of a record in the `records` folder of the mappings, None if the user has none
    there."""
    return next(
        (
            path
            for folder in folders
            for path in [folder / "records" / f"{record.id}.txt"]
            if os.path.isfile(path)  # False, too, for a name that no file can have
        ),
        None,
    )


def read_record(path: Path) -> str:
    """The text of a record as it may be shown. Raises InputError."""
    return clean_text(read_text(path))
