"""Lines -> Pieces: the text cut at its headings, each heading with its title, however many lines
that takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..model.languages import (
    Head,
    is_agreed,
    is_opening,
    read_document_head,
    read_head,
    read_roman_head,
)
from ..model.numerals import read_decimal
from .lines import Line, Speller, join_lines
from .markers import read_marker
from .nesting import text_ending

DIVISIONS = ("part", "chapter", "section", "title", "subsection")
MAX_TITLE = 400
"""Characters of the longest heading taken as one; the longest in BBNJ has 192, titles of
conventions reach 290."""
MAX_JUMP = 12
"""An article may run ahead of the one before by this much and still be believed."""

# a title that fills its line leaves room for two dots only: 'of this Convention.. 18'
_LEADERS = re.compile(r"(?:\.\s?){5,}|…{2,}|_{5,}\s*\d+\s*$|\.{2,}\s*\d{1,4}\s*$")
_SENTENCE = re.compile(r"\b(?:shall|doit|doivent|deberán?|должн[ыао]|обязуются)\b|应当?")
_UNFINISHED = re.compile(
    r"(?:,|\b(?:and|or|of|the|to|in|on|for|with|et|de|des|du|la|le|les|aux?|y|o|del|los|las|и|или|в|о)|-)$",
    re.I,
)
_TAG = re.compile(r"\[\s*(?:agreed|pending|deleted|proposed|ad referendum)", re.I)


_WEAK = (
    "declaration",
    "understanding",
    "understandings",
    "rules of procedure",
    "agreed conclusions",
)


@dataclass(slots=True)
class Piece:
    """A heading with the lines below it, up to the next heading. `kind` front has no heading."""

    kind: str
    number: str | None = None
    heading: str | None = None
    page: int | None = None
    lines: list[Line] = field(default_factory=list)
    head: str = ""  # the heading as printed, for what is left over
    row: int | None = None
    contents: list[Line] = field(default_factory=list)  # a table of contents that stood here


def cut_pieces(lines: Sequence[Line], speller: Speller, *, wrapped: bool) -> list[Piece]:
    """The Pieces of `lines` in order, the first of kind front. Lines of a table of contents are
    left out."""
    pieces = [Piece("front")]
    at, last_article = 0, 0
    while at < len(lines):
        line = lines[at]
        if entry := _count_contents_lines(lines, at):
            pieces[-1].contents += lines[at : at + entry]
            at += entry
            continue
        head = _head_at(lines, at, pieces[-1], last_article, wrapped)
        if head is None:
            pieces[-1].lines.append(line)
            at += 1
            continue
        if head.kind == "article":
            last_article = _leading_number(head)
        elif head.kind in ("annex", "organ", "preamble", "document"):
            last_article = 0
        piece, at = _open_piece(head, lines, at, speller)
        pieces.append(piece)
    for piece in pieces:
        _give_text_back(piece)
    return pieces


def _give_text_back(piece: Piece) -> None:
    """What was taken for the title of an article without other text, but reads as a sentence, is
    its text."""
    if (
        piece.kind == "article"
        and piece.heading
        and not any(line.text.strip() for line in piece.lines)
        and piece.heading.endswith((".", "。"))
    ):
        piece.lines = [Line(piece.heading, piece.page, True, row=piece.row)]
        piece.heading = None


def _count_contents_lines(lines: Sequence[Line], at: int) -> int:
    """How many lines from `at` are one entry of a table of contents (dots leading to a page
    number), 0 if none."""
    for count, line in enumerate(lines[at : at + 5], 1):
        if count > 1 and line.gap:
            break
        # entries are short, and the pattern is slow on long runs
        if _LEADERS.search(line.text[-200:]):
            return count
        if not read_head(lines[at].text):
            break
    return 0


def _head_at(
    lines: Sequence[Line], at: int, piece: Piece, last_article: int, wrapped: bool
) -> Head | None:
    line = lines[at]
    if line.head or line.plain:
        return line.head
    head = read_head(line.text)
    if head is None:
        return _document_head_at(line, piece) or _roman_head_at(lines, at)
    if head.kind in ("preamble", "organ", "resolution"):
        return head if line.starts is not False else None
    before = piece.lines[-1] if piece.lines else None
    amid = before is not None and text_ending(before.text) in ("open", "comma") and not line.gap
    if not line.heading and (line.starts is False or line.starts is None and amid):
        return None
    if head.kind == "article":
        return head if _is_next_article(head, line, last_article) else None
    if head.kind == "testimony":
        return head
    if head.rest and not head.separated and not line.heading and head.kind != "annex":
        # 'Part II Parties may' amid text; a chapter title on the number's own line is in capitals
        # or set off
        return head if line.gap or head.rest.isupper() or not wrapped else None
    return head if not (head.kind == "annex" and _SENTENCE.search(head.rest)) else None


def _document_head_at(line: Line, piece: Piece) -> Head | None:
    """`B. DRAFT DECISION` opens another text of the file, if it is set as a heading is. A word that
    heads provisions of a treaty too (`DECLARATION`) does so at the beginning of a file and after
    signatures only."""
    if line.starts is False and not line.heading:
        return None
    head = read_document_head(line.text)
    if (
        head
        and (head.number in _WEAK or head.number == "protocol" and not head.rest)
        and piece.kind not in ("front", "document", "testimony")
    ):
        return None
    alone = head is not None and line.gap and not head.rest  # 'Resolution 1' on a line of its own
    return head if head and (alone or line.heading or line.text.isupper()) else None


def _leading_number(head: Head) -> int:
    """The digits that a heading's number begins with, 0 if there are none: 4 of `4bis`."""
    digits = re.match(r"[0-9]*", head.number or "")
    return (read_decimal(digits[0]) or 0) if digits else 0


def _is_next_article(head: Head, line: Line, last: int) -> bool:
    number = _leading_number(head)
    if number == 1 or line.heading or not head.rest:
        return True
    return number == last + 1 or last <= number <= last + MAX_JUMP and (head.separated or line.gap)


def _roman_head_at(lines: Sequence[Line], at: int) -> Head | None:
    """`II. Protection of victims` heads articles, as in the protocols of UNTOC, if an article
    follows at once."""
    head = read_roman_head(lines[at].text) if lines[at].starts is not False else None
    if head is None:
        return None
    for line in lines[at + 1 : at + 4]:
        following = line.head or (None if line.plain else read_head(line.text))
        if following:
            return head if following.kind == "article" else None
        if line.starts:
            return None
    return None


def _open_piece(head: Head, lines: Sequence[Line], at: int, speller: Speller) -> tuple[Piece, int]:
    """The piece that `head` opens, its title read, and the place after the title."""
    line = lines[at]
    piece = Piece(head.kind, head.number, None, line.page, head=line.text.strip(), row=line.row)
    if head.kind in ("organ", "testimony", "resolution", "document"):
        piece.lines.append(line)
        return piece, at + 1
    if head.kind == "preamble":
        return piece, at + 1
    if line.head:
        end = at + 1
        while end < len(lines) and lines[end].heading and lines[end].plain:
            end += 1
        titles = [head.rest, *(title.text for title in lines[at + 1 : end])]
        if any(titles):
            piece.heading = join_lines(list(filter(None, titles)), speller)
            return piece, end
    if head.rest and head.kind == "article" and not _is_title(head.rest, alone=False):
        piece.lines.append(Line(head.open + head.rest, line.page, True, row=line.row))
        return piece, at + 1
    title, end = ([head.rest], at + 1) if head.rest else ([], at + 1)
    if head.rest or not _begins_text(lines, end, head):
        end = _find_title_end(title, lines, end, head)
    taken = [*title, *(line.text for line in lines[at + 1 : end])]
    joined = join_lines(taken, speller)
    if not head.rest and end > at + 1 and not _is_whole_title(joined, lines, end, head):
        joined, end = "", at + 1
    piece.heading = (head.open + joined) or None
    return piece, end


def _begins_text(lines: Sequence[Line], at: int, head: Head) -> bool:
    """Whether what follows a bare heading number is text already, and no title."""
    if at >= len(lines) or lines[at].plain:
        return True
    text = lines[at].text
    return bool(
        _heads_other(lines[at], head)
        or is_opening(text)
        or not _is_title(text, alone=True)
        or _is_marker(text, lines[at])
        or head.kind in DIVISIONS
        and read_roman_head(text)
    )


def _heads_other(line: Line, head: Head) -> bool:
    """Whether a line heads something of its own; a bare 'Annex' below an article's number is that
    article's title (BBNJ 74)."""
    if line.head or line.plain:
        return line.head is not None
    other = read_head(line.text)
    return other is not None and not (
        head.kind == "article" and other.kind == "annex" and not other.number and not other.rest
    )


def _is_marker(text: str, line: Line) -> bool:
    marked = read_marker(text)
    return marked is not None and not (line.heading and marked.readings[0].value > 1)


def _is_title(text: str, *, alone: bool) -> bool:
    """Whether a line can be a title or the first line of one. `alone`: it has a line of its own."""
    text = text.strip()
    if not text or len(text) > MAX_TITLE or text.endswith((";", ":", "；", "：")):
        return False
    if text.endswith("。"):
        return False
    if text.endswith(".") and (len(text) > 90 or alone and len(text.split()) > 7):
        return False
    return not (_SENTENCE.search(text) and text.endswith(".")) and not is_agreed(text)


def _find_title_end(title: list[str], lines: Sequence[Line], at: int, head: Head) -> int:
    """The line after the last of the title: up to blank space, a marker, a heading, or what reads
    as a sentence."""
    size = sum(map(len, title))
    previous = title[-1] if title else ""
    while at < len(lines):
        line = lines[at]
        text = line.text.strip()
        first = not previous
        if _TAG.match(text) and not first:
            return at + 1
        stop = (
            (_heads_other(line, head) if first else line.head or line.plain or read_head(text))
            or _is_marker(text, line)
            or is_opening(text)
            or size + len(text) > MAX_TITLE
        )
        if stop or not first and not _continues_title(previous, line, lines[at - 1], head):
            return at
        size, previous, at = size + len(text), text, at + 1
    return at


def _continues_title(previous: str, line: Line, before: Line, head: Head) -> bool:
    text = line.text.strip()
    if line.gap:
        return (
            line.heading
            and before.heading
            and (previous.isupper() == text.isupper())
            and head.kind != "article"
        )
    if line.heading and before.heading or line.starts is False:
        return True
    if previous.isupper() and text.isupper():
        return True
    return bool(_UNFINISHED.search(previous) or text[:1].islower())


def _is_whole_title(joined: str, lines: Sequence[Line], end: int, head: Head) -> bool:
    """Whether lines taken as a title of their own read as one, and leave the article its text."""
    if not _is_title(joined, alone=True):
        return False
    if head.kind != "article":
        return True
    following = lines[end] if end < len(lines) else None
    only_text = following is None or (
        (following.head or read_head(following.text)) is not None and following.starts is not False
    )
    return not (only_text and len(joined.split()) > 12)
