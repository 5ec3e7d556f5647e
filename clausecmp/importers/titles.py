"""Whether a title is one, what stands for it where it is not; headings that came out garbled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model.draft import Draft
from ..model.languages import (
    is_agreed,
    names_instrument,
    names_parties,
    read_document_head,
    read_head,
)
from .fonts import is_garbled
from .lines import Line, flatten
from .markers import read_marker

MAX_TITLE = 500
"""Characters of the longest title; that of the BBNJ agreement has 163."""
NEAR = 40
"""Lines from a file's start among which its title is looked for."""

_NO_TITLE = re.compile(
    r"^(?:\W*|[\W\d]+|[A-Z]{1,4}/[A-Z0-9./()-]+|page\b.*|chapter\b.*|contents|table of contents|.*\b\d{4}/L\.\d+.*)$",
    re.I,
)


def is_title(text: str | None) -> bool:
    """Whether words can be the title of an instrument: no sentence, no recital or numbered
    paragraph, no page head, no symbol."""
    text = flatten(text or "")
    if not 3 < len(text) <= MAX_TITLE or _NO_TITLE.match(text):
        return False
    if text.endswith((";", ":", ",")) or text.endswith(".") and len(text.split()) > 12:
        return False
    marked = read_marker(text)
    if marked and marked.readings[0].form != "x." or re.match(r"[Pp]p\s?\d", text):
        return False
    return not names_parties(text) and not is_agreed(text)


def find_title(
    found: str | None,
    stated: str | None,
    lines: Sequence[Line],
    instrument: str,
    *,
    main: bool = True,
) -> tuple[str, list[str]]:
    """The title, and what is to be said of it. `found`: by the outline; `stated`: by the file
    beside its text; else what heads the file; at last the instrument's name. The `main` text of a
    file that calls it no more than `A. DRAFT AGREEMENT` has the title of the file."""
    headings = list(_join_headings(lines[:NEAR]))
    candidates = [found, stated, *filter(names_instrument, headings), *headings[:1]]
    if found and stated and flatten(stated).startswith(flatten(found)):
        candidates.insert(0, stated)  # the outline took the first line of it
    bare = read_document_head(found or "")
    if main and bare and not bare.rest:
        candidates = [*candidates[2:], stated, found]
    title = next((flatten(one) for one in candidates if one and is_title(one)), instrument)
    notes = [f"the title may be garbled: '{title}'"] if is_garbled(title) else []
    return title, notes


def _join_headings(lines: Sequence[Line]) -> Iterator[str]:
    """Lines in a row that are set as headings, joined, up to the first head of a clause."""
    group: list[str] = []
    for line in lines:
        if read_head(line.text):
            break
        if line.heading and not (line.gap and group):
            group.append(line.text.strip())
            continue
        if group:
            yield " ".join(group)
        group = [line.text.strip()] if line.heading else []
    if group:
        yield " ".join(group)


def find_garbled(draft: Draft) -> Iterator[str]:
    """A remark on each heading whose letters came out partly as other signs."""
    for clause in draft.walk():
        if clause.heading and is_garbled(clause.heading):
            yield f"{clause.ref}: the heading may be garbled: '{clause.heading}'"
