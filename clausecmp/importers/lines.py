"""Line and Source, what every reader hands to the outline; and how the lines of one paragraph are
joined again."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..model.characters import clean_text
from ..model.languages import Head

MAX_TEXT_BYTES = 16 * 1024 * 1024
"""For HTML and plain text, which hold no pictures."""
MAX_LINES = 40_000
"""Printed lines or paragraphs that are read; the Budapest Convention has 737."""
MAX_SIZE = 4_000_000
"""Characters that are read; the Budapest Convention has 64,000."""
TITLE_PAGE, CONTENTS, NOTES = "title page", "table of contents", "notes"
FURNITURE, SIGNATURES = "head and foot lines", "closing formula and signatures"
"""Why words of a file are handed over as no line."""
BREAK = "\ufffe"
"""What pdfium prints for a hyphen at a line end; readers keep it, `join_lines` decides what it
stands for."""

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
}
_SPACES = dict.fromkeys(
    map(
        ord,
        "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000",
    ),
    " ",
)
_MENDED = {
    **{ord(k): v for k, v in _LIGATURES.items()},
    **_SPACES,
    0x2010: "-",
    0x2011: "-",
    0x00AD: None,
    0x200C: None,
    0x200D: None,
}
# Word writes bullets and stars of the Symbol font into the private use area (U+F02A in UN
# documents)
_SYMBOL_FONT = re.compile("[\uf020-\uf07e\uf0a7\uf0b7]")
_PUNCTUATION_SPACE = re.compile(r"[ \t]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W_]+)$")
_FIRST_WORD = re.compile(r"^([^\W_]+)")
# prefixes that English writes with a hyphen; only asked when the document itself uses neither form
# elsewhere
_HYPHENATED = frozenset(
    "non self well ex quasi semi cross long short high low full part half".split()
)
_SUFFIXES = frozenset(
    "less ness ful ment ments tion tions sion ing ings ity ities able ible ance ence ally ation ations".split()
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]$")
_WIDE_START = re.compile(r"^[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or one whole paragraph where the format has paragraphs.

    `starts`: whether a paragraph begins here (True or False by layout, None when layout does not
    tell); `gap`: blank space before it; `heading`: set off as headings are (style, centred, bold).
    `level`: its level in the outline of the file, the highest 0, where the format has one;
    `head`: the heading that the format itself says it is; `plain`: the format says it is none;
    `status`: how far its words have come in the negotiation, by their colour.
    `row`: the line of the file that it stands in, where the format has no pages; `indent`: how far
    its first sign stands from the left, in letters, None where layout does not tell; `nested`: that
    indents say what stands in what, as in Markdown; `footnotes`: those that its marks point to.
    """

    text: str
    page: int | None = None
    starts: bool | None = None
    gap: bool = False
    heading: bool = False
    row: int | None = None
    indent: int | None = None
    nested: bool = False
    footnotes: tuple[str, ...] = ()
    level: int | None = None
    head: Head | None = None
    plain: bool = False
    status: str | None = None


class Remark(NamedTuple):
    """A comment, or a proposal that stands beside the text in a table: who made it, its words, and
    the first words of the passage that it is about."""

    kind: str
    author: str
    text: str
    anchor: str
    date: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of a file that a reader handed over as no line: page heads, footnotes, a table."""

    text: str
    why: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader found in a file. `symbol` and `notes` come from what it left out (page heads,
    footnotes), `left_out` is that itself; `title` where the file states one beside its text."""

    format: str
    lines: tuple[Line, ...]
    pages: int | None = None
    symbol: str | None = None
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    title: str | None = None
    remarks: tuple[Remark, ...] = ()


def mend_text(text: str) -> str:
    """`text` with plain hyphens and blanks, ligatures spelled out, and no control or invisible
    characters but tabs."""
    text = text.replace("\r", " ").replace("\n", " ").replace("\x02", BREAK)
    text = _SYMBOL_FONT.sub(
        lambda found: {"\uf0b7": "•", "\uf0a7": "•"}.get(found[0]) or chr(ord(found[0]) - 0xF000),
        text,
    )
    return BREAK.join(map(clean_text, text.translate(_MENDED).split(BREAK)))


def flatten(text: str) -> str:
    """`text` in one line with single blanks."""
    return " ".join(text.split())


def space_lines(paragraphs: Iterable[tuple[str, bool]]) -> list[Line]:
    """Paragraphs (text, set as a heading) of a format without pages as Lines; headings in a row
    belong together."""
    lines: list[Line] = []
    for text, heading in paragraphs:
        lines.append(Line(text, None, True, not (heading and lines and lines[-1].heading), heading))
    return lines


class Speller:
    """Decides hyphens at line ends by the document's own words."""

    __slots__ = ("hyphenates", "words")

    def __init__(self, lines: Sequence[Line]) -> None:
        self.words: Counter[str] = Counter()
        for line in lines:
            text = line.text.rstrip()
            if _is_broken(text):  # half a word counts for nothing
                text = _LAST_WORD.sub("", text.rstrip(BREAK + "-"))
            self.words.update(word.lower() for word in _WORD.findall(text))
        self.hyphenates = self._breaks_words(lines)

    def _breaks_words(self, lines: Sequence[Line]) -> bool:
        """Whether words are broken at line ends at all, as in the e-books: more halves join to a
        word that stands elsewhere unbroken than to one with a hyphen. Word files break at true
        hyphens only."""
        joined = kept = 0
        for line, after in itertools.pairwise(lines):
            if not _is_broken(line.text.rstrip()):
                continue
            left, right = (
                _LAST_WORD.search(line.text.rstrip().rstrip(BREAK + "-")),
                _FIRST_WORD.search(after.text.lstrip()),
            )
            if left and right:
                joined += (left[1] + right[1]).lower() in self.words
                kept += f"{left[1]}-{right[1]}".lower() in self.words
        return joined > kept

    def hyphen(self, left: str, right: str) -> str:
        """'-' or '', what stands between the two halves of a word broken at a line end."""
        together, apart = self.words[(left + right).lower()], self.words[f"{left}-{right}".lower()]
        if together != apart:
            return "" if together > apart else "-"
        if (
            right[0].isupper()
            or left[-1].isdigit()
            or right[0].isdigit()
            or left.lower() in _HYPHENATED
        ):
            return "-"
        if not self.hyphenates:
            return "-"
        if right.lower() in _SUFFIXES:
            return ""
        whole = len(left) > 3 and self.words[left.lower()] > 0 and self.words[right.lower()] > 0
        return "-" if whole else ""


def _is_broken(text: str) -> bool:
    return text.endswith((BREAK, "-"))


def join_lines(texts: Sequence[str], speller: Speller) -> str:
    """The printed lines of one paragraph as one line of text: hyphens decided, no blank between
    Chinese characters."""
    joined = ""
    for text in texts:
        text = _PUNCTUATION_SPACE.sub(" ", text.strip())
        if not text:
            continue
        if not joined:
            joined = text
            continue
        joined = _join_two(joined, text, speller)
    return flatten(joined.replace(BREAK, "-"))


def _join_two(joined: str, text: str, speller: Speller) -> str:
    if joined.endswith((BREAK, "-")) and joined[-2:-1].isalnum():
        left, right = _LAST_WORD.search(joined[:-1]), _FIRST_WORD.search(text)
        if left and right:
            return joined[:-1] + speller.hyphen(left[1], right[1]) + text
        return joined[:-1] + "-" + text
    if joined.endswith(BREAK):
        return joined[:-1] + "-" + text
    if _WIDE.search(joined) and _WIDE_START.search(text):
        return joined + text
    return f"{joined} {text}"


def find_paragraph_end(lines: Sequence[Line], at: int, *, most: int) -> int:
    """The place after the paragraph that begins with line `at`, as far as layout tells, and at
    most `most` lines on."""
    end, last = at + 1, min(at + most, len(lines))
    while end < last and lines[end].starts is not True and not lines[end].gap:
        end += 1
    return end
