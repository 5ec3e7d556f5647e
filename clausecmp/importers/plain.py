"""UTF-8 text and Markdown -> lines. Texts with one paragraph a line and texts broken at a width are
told apart."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from ..model.languages import read_head
from .furniture import find_furniture
from .lines import Line, Source, mend_text
from .markers import read_marker
from .nesting import text_ending

_MARKDOWN_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)\s*#*$")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\((?:[^()\s]|\([^()\s]*\)){1,500}\)")
_MARKDOWN_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,400}?\S?)\1")
_MARKDOWN_ITALIC = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]{1,400}?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>|])")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,}|={3,}|\|?[\s:|-]{3,}\|?)\s*$")
MIN_PAIRS = 5
"""Neighbouring lines needed before a text can be called broken at a width."""


def read_plain(text: str, *, markdown: bool = False) -> Source:
    """The lines of a text. Form feeds count pages; of paged text heads, feet and footnotes are left
    out."""
    pages = [page.split("\n") for page in text.split("\f")]
    dropped, symbol = find_furniture(pages) if len(pages) > 1 else (set(), None)
    printed: list[
        tuple[str, int | None, bool, bool]
    ] = []  # text with indent, page, blank before, Markdown heading
    blank = True
    for number, page in enumerate(pages, 1):
        for at, raw in enumerate(page):
            if (number - 1, at) in dropped:
                continue
            line = mend_text(raw).expandtabs(8) if raw[:1] == "\t" else mend_text(raw)
            heading = bool(markdown and _MARKDOWN_HEADING.match(line))
            if markdown:
                line = strip_markdown(line)
            if not line.strip() or markdown and _RULE.match(line):
                blank = blank or at > 0
                continue
            printed.append((line, number if len(pages) > 1 else None, blank, heading))
            blank = False
    lines = (
        _find_starts(printed)
        if _is_broken(printed)
        else [Line(text.strip(), page, True, gap, heading) for text, page, gap, heading in printed]
    )
    return Source(
        "markdown" if markdown else "text",
        tuple(lines),
        len(pages) if len(pages) > 1 else None,
        symbol,
    )


def strip_markdown(line: str) -> str:
    """A Markdown line without its marks; its words and numbers stay."""
    if match := _MARKDOWN_HEADING.match(line):
        line = match[1]
    line = re.sub(r"^\s{0,3}(?:>\s?)+", "", line)
    line = re.sub(r"^(\s*)[*+-]\s+(?=\(?\w{1,4}[.)]\s)", r"\1", line)
    line = _MARKDOWN_LINK.sub(r"\1", line)
    line = _MARKDOWN_ITALIC.sub(r"\2", _MARKDOWN_EMPHASIS.sub(r"\2", line))
    return _ESCAPED.sub(r"\1", re.sub(r"\s{2,}$|<br ?/?>", "", line))


def _is_broken(printed: list[tuple[str, int | None, bool, bool]]) -> bool:
    """Whether paragraphs are broken into lines of a width: neighbours of which the first ends amid
    a sentence."""
    pairs = broken = 0
    for (text, *_), (after, _, blank, _) in itertools.pairwise(printed):
        size = len(text) + sum(ord(sign) > 0x2E80 for sign in text)
        if blank or size < 40 or read_head(text) or read_head(after.strip()):
            continue
        pairs += 1
        broken += size < 180 and text_ending(text) == "open"
    return pairs >= MIN_PAIRS and broken > 0.3 * pairs


def _find_starts(printed: list[tuple[str, int | None, bool, bool]]) -> list[Line]:
    """Lines of a text broken at a width: a blank line or an indent begins a paragraph, a full line
    above continues it."""
    width = sorted(len(text.rstrip()) for text, *_ in printed)[int(len(printed) * 0.9)]
    margin = Counter(_indent(text) for text, *_ in printed).most_common(1)[0][0]
    lines: list[Line] = []
    before = ""
    for text, page, gap, heading in printed:
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
            )
        )
        before = text
    return lines


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
