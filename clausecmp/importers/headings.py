"""Lines of a format that knows its headings (Word, HTML) -> lines that say which of them head
articles: numbered headings, sections, rules, where a text has no article; and its table of
contents, left over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ..model.languages import Head, read_head
from ..model.languages import read_number as read_written
from ..model.numerals import ORDINALS
from .lines import CONTENTS, LeftOut, Line, flatten

MIN_HEADS = 2
"""Fewer numbered headings than these make no row of articles."""
MAX_JUMP = 15
"""A number may run ahead by this much: repealed sections are left out."""
MAX_HEAD = 300
"""Characters of the longest heading taken as one; longer lines are paragraphs in bold."""

_WORDS = "Section Sec. Rule Regulation Principle Guideline Standard Règle Regla Principe Principio"
_UNIT = re.compile(
    rf"^[\[\s]*(?:(?P<word>{'|'.join(map(re.escape, _WORDS.split()))}|§)\s*)?"
    r"(?P<number>\d{1,4}(?:\s?(?:bis|ter|quater|quinquies|sexies)\b|[A-Za-z]{1,3}(?![a-z]))?)"
    r"(?:(?P<dot>\s*[.:)—–-])|(?=\s|$))\s*(?P<rest>.*)$",
    re.S,
)
_SCHEDULE = re.compile(
    rf"^(?:(?:the\s+)?(?P<ordinal>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\s+)?"
    r"(?:schedule|appendix|annexure)(?:\s+(?P<number>\d{1,3}[A-Z]?|[IVXL]+|[A-Z])(?![\w'’]))?"
    r"\s*[—–:.-]?\s*(?P<rest>.*)$",
    re.I | re.S,
)
_DIVISION = re.compile(
    r"^(?P<word>part|chapter|division|subdivision|subpart|title|book)\s+"
    r"(?P<number>\d{1,3}[A-Z]{0,2}|[IVXLC]+[A-Z]?|[A-Z])\s*[—–:.-]\s*(?P<rest>\S.*)$",
    re.I | re.S,
)
_DIVISIONS = {
    "division": "section",
    "subdivision": "subsection",
    "subpart": "section",
    "book": "part",
}
_CONTENTS = re.compile(
    r"^\s*(?:table of contents|contents|arrangement of (?:sections|rules|regulations|clauses)"
    r"|sommaire|table des matières|índice|содержание|оглавление|目录)\s*$",
    re.I,
)


def mark_heads(lines: Sequence[Line]) -> tuple[list[Line], list[LeftOut]]:
    """The lines with the heads of their articles marked, and the lines of a table of contents,
    which are left over."""
    marked = [_mark_division(_mark_schedule(line)) for line in lines]
    if _count_articles(marked) >= MIN_HEADS:
        return marked, []
    heads = _choose_heads(marked)
    for at, head in heads.items():
        marked[at] = replace(marked[at], head=head)
    return _leave_contents(marked, heads)


def _mark_schedule(line: Line) -> Line:
    """`Schedule 2—Fees`, set as a heading, heads an annex."""
    match = (
        _SCHEDULE.match(line.text) if line.heading and not line.head and not line.plain else None
    )
    if not match or len(line.text) > MAX_HEAD or match["rest"][:1].islower():
        return line
    ordinal = match["ordinal"]
    number = str(ORDINALS[ordinal.lower()]) if ordinal else match["number"]
    return replace(line, head=Head("annex", number, flatten(match["rest"])))


def _mark_division(line: Line) -> Line:
    """`Division 2—Fees`, set as a heading, heads a section."""
    match = (
        _DIVISION.match(line.text) if line.heading and not line.head and not line.plain else None
    )
    if not match or len(line.text) > MAX_HEAD or match["rest"][:1].islower():
        return line
    kind = match["word"].lower()
    head = Head(_DIVISIONS.get(kind, kind), match["number"], flatten(match["rest"]))
    return replace(line, head=head)


def _count_articles(lines: Sequence[Line]) -> int:
    found = 0
    for line in lines:
        head = None if line.plain else line.head or read_head(line.text)
        if head and head.kind == "article" and (line.heading or line.head or not head.rest):
            found += 1
    return found


def _choose_heads(lines: Sequence[Line]) -> dict[int, Head]:
    """The longest row of numbered headings of one kind (sections, rules, bare numbers, each at one
    level of the outline) that counts from 1."""
    rows: dict[tuple[str, int], dict[int, Head]] = {}
    last: Counter[tuple[str, int]] = Counter()
    for at, line in enumerate(lines):
        if line.head and line.head.kind == "annex":
            last.clear()
        match = _read_unit(line)
        if not match:
            continue
        word = (match["word"] or "").lower().rstrip(".")
        key = (word, line.level or 0)
        value = int(re.match(r"\d+", match["number"])[0])  # type: ignore[index]
        if not (value == 1 and not last[key] or last[key] <= value <= last[key] + MAX_JUMP):
            continue
        last[key] = value
        rest = flatten(match["rest"])
        head = Head("article", read_written(match["number"].replace(" ", "")), rest)
        rows.setdefault(key, {})[at] = head
    rows = {key: row for key, row in rows.items() if len(row) >= MIN_HEADS}
    return max(rows.values(), key=len, default={})


def _read_unit(line: Line) -> re.Match[str] | None:
    """A line that can head a section: `5A  Fees`, `Rule 3`. Without a word it must be set as a
    heading and have a title."""
    if line.plain or line.head or len(line.text) > MAX_HEAD:
        return None
    match = _UNIT.match(line.text)
    if not match:
        return None
    rest = match["rest"]
    if match["word"]:
        bare = not rest or line.heading
        return match if bare and not rest[:1].islower() else None
    titled = bool(rest) and not rest[:1].islower() and not rest[:1].isdigit()
    return match if line.heading and titled and not rest.endswith((";", ",")) else None


def _leave_contents(lines: list[Line], heads: dict[int, Head]) -> tuple[list[Line], list[LeftOut]]:
    """Lines before the first head that name the heads once more are a table of contents."""
    if not heads:
        return lines, []
    first = min(heads)
    titles = {(head.number, _fold(head.rest)) for head in heads.values()}
    entries = []
    for at, line in enumerate(lines[:first]):
        match = _UNIT.match(line.text)
        if match and (read_written(match["number"]), _fold(match["rest"])) in titles:
            entries.append(at)
    if len(entries) < max(3, 0.5 * len(titles)):
        return lines, []
    start = entries[0]
    for at in range(start - 1, max(-1, start - 12), -1):
        if _CONTENTS.match(lines[at].text):
            start = at
            break
    end = entries[-1] + 1
    while end < first and (head := lines[end].head) and head.kind == "annex":
        end += 1  # the schedules, named below the sections
    left = [LeftOut(line.text, CONTENTS, line.page) for line in lines[start:end]]
    return lines[:start] + lines[end:], left


def _fold(title: str) -> str:
    """A title to compare: contents print it with a dot at its end, in other capitals, or with a
    page number."""
    words: list[str] = re.findall(r"\w+", title.lower())
    if words and words[-1].isdigit():
        words.pop()
    return " ".join(words[:5])
