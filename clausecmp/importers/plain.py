"""UTF-8 text and Markdown -> lines. Texts with one paragraph a line and texts broken at a width are
told apart."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import NamedTuple

from ..model.languages import read_head
from .furniture import find_furniture
from .lines import FURNITURE, NOTES, LeftOut, Line, Source, mend_text
from .markers import read_marker
from .nesting import text_ending

_MARKDOWN_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\((?:[^()\s]|\([^()\s]*\)){1,500}\)")
_MARKDOWN_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,400}?\S?)\1")
_MARKDOWN_ITALIC = re.compile(
    # a star may open amid a word (`r*eaffirming*`), but never after one and before a bracket: that
    # is a footnote's (`[NDMC*][INDC]`); an underline stands at a word's edge only
    r"(?:(?<![\w*])\*(?=[^\s*])|(?<=\w)\*(?=\w))(?P<star>[^*\n]{1,400}?)(?:(?<=\w)\*|(?<=[^\s\w*])\*(?![\w*]))"
    r"|(?<!\w)_(?=[^\s_])(?P<line>[^_\n]{1,400}?)(?<=\S)_(?!\w)"
)
_INLINE_TAG = re.compile(
    r"</?(?:span|sup|sub|u|s|b|i|em|strong|del|ins|font|a|p|div|center|small|mark)(?:\s[^<>]{0,200})?>",
    re.I,
)
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,4000}?)\n---[ \t]*(?:\n|\Z)", re.S)
_FOOTNOTE = re.compile(r"^\s{0,3}\[\^[^\]\s]{1,30}\]:")
_FOOTNOTE_MARK = re.compile(r"\[\[\^[^\]\s]{1,30}\]\]|\[\^[^\]\s]{1,30}\]")
_LINK_TARGET = re.compile(r"^\s{0,3}\[[^\]^][^\]]{0,100}\]:\s*\S+")
_ATTRIBUTES = re.compile(r"^\s*\{:[^}]*\}\s*$|^\s*[*+-]\s+TOC\s*$")
_ATTRIBUTES_WITHIN = re.compile(r"\{:[^}\n]{0,200}\}")
MARKS = "front matter and link targets"
"""How the account of words calls what a Markdown file holds beside its text."""
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|\|?[\s:|-]{3,}\|?)\s*$")
MIN_PAIRS = 5
"""Neighbouring lines needed before a text can be called broken at a width."""


class _Printed(NamedTuple):
    """A printed line with its indent, its page or its line in the file, whether a blank one stands
    before it, whether it is a Markdown heading, and the footnotes that it points to."""

    text: str
    page: int | None
    blank: bool
    heading: bool
    row: int | None
    footnotes: tuple[str, ...] = ()


def read_plain(text: str, *, markdown: bool = False) -> Source:
    """The lines of a text. Form feeds count pages; of paged text heads, feet and footnotes are left
    out, of Markdown its front matter, link targets and footnotes."""
    left_out: list[LeftOut] = []
    title = None
    skipped = 0
    if markdown:
        text, skipped, title = _take_front_matter(text, left_out)
    pages = [page.split("\n") for page in text.split("\f")]
    paged = len(pages) > 1
    dropped, symbol = find_furniture(pages) if paged else (set(), None)
    footnotes = _find_footnotes(text) if markdown else {}
    printed: list[_Printed] = []
    blank, row, in_footnote = True, skipped, False
    for number, page in enumerate(pages, 1):
        for at, raw in enumerate(page):
            row += 1
            if (number - 1, at) in dropped:
                left_out.append(LeftOut(raw, FURNITURE, number))
                continue
            line = mend_text(raw).expandtabs(8) if raw[:1] == "\t" else mend_text(raw)
            if markdown:
                in_footnote = _is_footnote(line, in_footnote)
                if why := NOTES if in_footnote else _name_mark(line):
                    left_out.append(LeftOut(line, why))
                    blank = blank or not line.strip()
                    continue
            marks = _FOOTNOTE_MARK.findall(line) if markdown else ()
            heading = bool(markdown and _MARKDOWN_HEADING.match(line))
            if markdown:
                line = strip_markdown(line)
            if not line.strip() or markdown and _RULE.match(line):
                blank = blank or at > 0
                continue
            printed.append(
                _Printed(
                    line,
                    number if paged else None,
                    blank,
                    heading,
                    None if paged else row,
                    tuple(
                        footnotes[mark.strip("[]")]
                        for mark in marks
                        if mark.strip("[]") in footnotes
                    ),
                )
            )
            blank = False
    lines = (
        _find_starts(printed)
        if _is_broken(printed)
        else [
            Line(
                one.text.strip(),
                one.page,
                True,
                one.blank,
                one.heading,
                one.row,
                _indent(one.text),
                markdown,
                one.footnotes,
            )
            for one in printed
        ]
    )
    return Source(
        "markdown" if markdown else "text",
        tuple(lines),
        len(pages) if paged else None,
        symbol,
        left_out=tuple(one for one in left_out if one.text.strip()),
        title=title,
    )


def _take_front_matter(text: str, left_out: list[LeftOut]) -> tuple[str, int, str | None]:
    """`text` without its front matter, how many lines that has, and the title it states."""
    match = _FRONT_MATTER.match(text)
    if not match or not re.search(r"^[\w-]+\s*:", match[1], re.M):
        return text, 0, None
    left_out.append(LeftOut(match[1], MARKS))
    title = re.search(r"^title\s*:\s*(.+?)\s*$", match[1], re.M)
    stated = title[1].strip("\"'") if title else None
    return text[match.end() :], match[0].count("\n"), stated or None


def _find_footnotes(text: str) -> dict[str, str]:
    """The footnotes of a Markdown text by their marks (`^1`), each in one line; of two with one
    mark the first, as the marks in the text come first too."""
    found: dict[str, list[str]] = {}
    own: list[str] | None = None
    for line in text.split("\n"):
        if match := _FOOTNOTE.match(line):
            name = match[0].strip(" []:")
            own = found.setdefault(name, [])
            if own:
                own = []  # a second one with this mark
            own.append(strip_markdown(line[match.end() :]).strip())
        elif own is not None and _is_footnote(line, True):
            own.append(strip_markdown(line).strip())
        else:
            own = None
    return {name: " ".join(filter(None, lines)) for name, lines in found.items()}


def _is_footnote(line: str, within: bool) -> bool:
    """Whether a Markdown line is (still) of a footnote: it opens one, or is indented below one, or
    goes on in the next line."""
    if _FOOTNOTE.match(line):
        return True
    return within and not (line.strip() and _indent(line) < 2)


def _name_mark(line: str) -> str | None:
    """What a Markdown line is that holds no text: a link's target, a mark for a table of
    contents."""
    return MARKS if _LINK_TARGET.match(line) or _ATTRIBUTES.match(line) else None


def strip_markdown(line: str) -> str:
    """A Markdown line without its marks; its words and numbers stay."""
    if match := _MARKDOWN_HEADING.match(line):
        line = match[1]
    line = _ATTRIBUTES_WITHIN.sub("", _FOOTNOTE_MARK.sub("", line))
    line = re.sub(r"^\s{0,3}(?:>\s?)+", "", line)
    line = re.sub(r"^(\s*)[*+-]\s+(?=\(?\w{1,4}[.)]\s)", r"\1", line)
    line = _MARKDOWN_LINK.sub(r"\1", line)
    line = _MARKDOWN_EMPHASIS.sub(r"\2", line)
    line = _MARKDOWN_ITALIC.sub(lambda found: found["star"] or found["line"], line)
    line = _INLINE_TAG.sub("", re.sub(r"\s{2,}$|\\$|<br ?/?>", "", line))
    return _ESCAPED.sub(r"\1", line)


def _is_broken(printed: list[_Printed]) -> bool:
    """Whether paragraphs are broken into lines of a width: neighbours of which the first ends amid
    a sentence."""
    pairs = broken = 0
    for (text, *_), (after, _, blank, *_) in itertools.pairwise(printed):
        size = len(text) + sum(ord(sign) > 0x2E80 for sign in text)
        if blank or size < 40 or read_head(text) or read_head(after.strip()):
            continue
        pairs += 1
        broken += size < 180 and text_ending(text) == "open"
    return pairs >= MIN_PAIRS and broken > 0.3 * pairs


def _find_starts(printed: list[_Printed]) -> list[Line]:
    """Lines of a text broken at a width: a blank line or an indent begins a paragraph, a full line
    above continues it."""
    width = sorted(len(text.rstrip()) for text, *_ in printed)[int(len(printed) * 0.9)]
    margin = Counter(_indent(text) for text, *_ in printed).most_common(1)[0][0]
    lines: list[Line] = []
    before = ""
    for text, page, gap, heading, row, footnotes in printed:
        starts: bool | None
        if gap or heading:
            starts = True
        elif (
            read_marker(text) or read_head(text) or _indent(text) > max(_indent(before), margin) + 2
        ):
            starts = None
        else:
            starts = False if len(before.rstrip()) > 0.6 * width else None
        centred = (
            _indent(text) > margin + 8 and len(text.strip()) < 0.8 * width and not read_marker(text)
        )
        lines.append(
            Line(
                text.strip(),
                page,
                starts,
                gap and not (page and lines and lines[-1].page != page),
                heading or centred,
                row,
                _indent(text),
                footnotes=footnotes,
            )
        )
        before = text
    return lines


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
