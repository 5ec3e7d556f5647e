"""HTML -> lines, with the parser of the standard library: the text of the page without scripts,
navigation and notes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from ..files.yaml_read import read_bytes
from ..model.numerals import read_decimal
from ..model.problems import file_problem
from .lines import MAX_LINES, MAX_TEXT_BYTES, Line, Source, flatten, mend_text, space_lines
from .markers import write_number

MAX_DEPTH = 2000

_SKIPPED = frozenset(
    "script style nav header footer aside form noscript template button select iframe svg math object head figure dialog".split()
)
_BLOCKS = frozenset(
    "p div section article main li ol ul dl dt dd table thead tbody tr td th caption blockquote pre h1 h2 h3 h4 h5 h6 hr center "
    "address body html".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 center".split())
_VOID = frozenset("br hr img input meta link area base col embed source track wbr".split())
_BOILERPLATE = re.compile(
    r"\b(?:nav|navbar|menu|breadcrumbs?|cookie\w*|sidebar|footer|site-header|masthead|share|social|skip-link"
    r"|newsletter|banner|advert\w*|related)\b",
    re.I,
)
_FOOTNOTE = re.compile(r"#_?(?:fn|ftn|footnote|note|_edn|endnote)", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
# What the parser of the standard library stumbles over or is slow on: scripts and styles, comments,
# marked sections (`<![if ...]>`), numbers of characters that there are not.
_DROPPED = re.compile(
    r"<(script|style)\b[^>]{0,2000}(?<!/)>.*?(?:</\1[^>]*>?|\Z)"
    r"|<!--.*?(?:-->|\Z)|<!\[[^>]*>?|&\#(?:[0-9]{8,}|x[0-9a-f]{7,});?",
    re.I | re.S,
)
_TYPES = {"a": "letter", "A": "LETTER", "i": "roman", "I": "ROMAN", "1": "digit"}


def read_html(path: Path) -> Source:
    """The lines of an HTML page, of its <main> or <article> if it has one. Raises InputError if
    nothing is left of it."""
    data = read_bytes(path, limit=MAX_TEXT_BYTES)
    text = _DROPPED.sub("", _decode(data))
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except _TooMuch as error:
        raise file_problem(path, str(error), rule="too-long") from None
    lines = reader.chosen_lines()
    if sum(len(line.text) for line in lines) < 40:
        needs = "; it builds its text by script" if b"<script" in data.lower() else ""
        raise file_problem(
            path,
            f"the page holds no text{needs}",
            hint="open its address in a browser and save the document itself",
        )
    closed = b"</html>" in data[-4096:].lower() or b"<html" not in data[:4096].lower()
    return Source(
        "html",
        tuple(lines),
        notes=() if closed else ("the page has no end (</html>): it may have been cut short",),
    )


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    names = [declared[1].decode("ascii").lower()] if declared else []
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        names.insert(0, "utf-16")
    for name in (*names, "utf-8-sig"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("windows-1252", "replace")  # what browsers take an undeclared page for


class _TooMuch(Exception):
    """The page is deeper or longer than pages are; the message says so."""


@dataclass(slots=True)
class _List:
    """An open <ol>: how its items are numbered and how many there were."""

    style: str
    count: int


@dataclass(slots=True)
class _Element:
    tag: str
    skipped: bool
    heading: bool
    main: bool


@dataclass(slots=True)
class _Line:
    text: list[str] = field(default_factory=list)
    bold: int = 0
    heading: bool = False
    main: bool = False


class _Reader(HTMLParser):
    """Collects block after block; an element left out takes all below it with it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[_Element] = []
        self.open: Counter[str] = Counter()  # how many elements of each tag are in the stack
        self.lists: list[_List] = []
        self.lines: list[_Line] = [_Line()]
        self.bold = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a block begins a line, a list item brings its number."""
        given = {key: value or "" for key, value in attrs}
        if tag == "br":
            self._break()
        if tag in _VOID:
            return
        if self._ends_open_block(tag):
            self.handle_endtag(tag)
        self._push(tag, given)
        if tag in _BLOCKS:
            self._break()
        self.bold += tag in ("b", "strong")
        if tag in ("ol", "ul"):
            style = _TYPES.get(given.get("type", "1"), "digit") if tag == "ol" else ""
            start = read_decimal(given.get("start", "")[:5])
            self.lists.append(_List(style, 0 if start is None else start - 1))
        if tag == "li" and self.lists and self.lists[-1].style and not self.stack[-1].skipped:
            self._number(self.lists[-1], given.get("value", ""))

    def _ends_open_block(self, tag: str) -> bool:
        """Whether `tag` closes an open one of its kind: `<p>one<p>two`, `<li>one<li>two`."""
        return (
            tag in ("p", "li")
            and any(element.tag == tag for element in self.stack[-3:])
            and not any(element.tag in ("ol", "ul") for element in self.stack[-2:])
        )

    def _push(self, tag: str, given: dict[str, str]) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _TooMuch(f"the page nests elements more than {MAX_DEPTH} deep")
        above = self.stack[-1] if self.stack else _Element("", False, False, False)
        self.open[tag] += 1
        main = above.main or tag in ("main", "article") or given.get("role") == "main"
        self.stack.append(
            _Element(
                tag,
                above.skipped or _is_skipped(tag, given),
                above.heading or tag in _HEADINGS,
                main,
            )
        )

    def _number(self, numbered: _List, value: str) -> None:
        given = read_decimal(value[:5])
        numbered.count = numbered.count + 1 if given is None else given
        self.lines[-1].text.append(write_marker(numbered.style, numbered.count) + " ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself opens nothing."""
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those left open in it."""
        if tag in _VOID or not self.open[tag]:
            return
        while self.stack:
            element = self.stack.pop()
            self.open[element.tag] -= 1
            self.bold -= element.tag in ("b", "strong")
            if element.tag in ("ol", "ul") and self.lists:
                self.lists.pop()
            if element.tag in _BLOCKS:
                self._break()
            if element.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        """Add text to the open line, unless the element is left out."""
        above = self.stack[-1] if self.stack else None
        if above and above.skipped:
            return
        line = self.lines[-1]
        line.text.append(data)
        line.main = line.main or bool(above and above.main)
        line.heading = line.heading or bool(above and above.heading)
        line.bold += len(data.strip()) if self.bold else 0

    def _break(self) -> None:
        if not "".join(self.lines[-1].text).strip():
            self.lines.pop()
        elif len(self.lines) > MAX_LINES:
            raise _TooMuch(f"the page has more than {MAX_LINES:,} lines")
        self.lines.append(_Line())

    def chosen_lines(self) -> list[Line]:
        """The lines of the main part if it holds most of an outline, else all."""
        filled = [(line, mend_text(flatten("".join(line.text)))) for line in self.lines]
        filled = [(line, text) for line, text in filled if text]
        main = [(line, text) for line, text in filled if line.main]
        size = sum(len(text) for _, text in main)
        chosen = main if size > 0.3 * sum(len(text) for _, text in filled) else filled
        return space_lines(
            (text, line.heading or line.bold > 0.8 * len(text)) for line, text in chosen
        )


def _is_skipped(tag: str, given: dict[str, str]) -> bool:
    if (
        tag in _SKIPPED
        or "hidden" in given
        or given.get("aria-hidden") == "true"
        or re.search(r"display\s*:\s*none", given.get("style", ""))
    ):
        return True
    if tag == "a" and _FOOTNOTE.search(given.get("href", "")):
        return True
    names = f"{given.get('class', '')} {given.get('id', '')} {given.get('role', '')}"
    if given.get("role") in ("navigation", "banner", "contentinfo"):
        return True
    return (
        tag in ("div", "ul", "section", "p", "span")
        and len(names) < 200
        and bool(_BOILERPLATE.search(names))
    )


def write_marker(style: str, value: int) -> str:
    """A list number as a treaty prints it: `1.`, `(a)`, `(ii)`."""
    written = write_number(style, value)
    return f"{written}." if style == "digit" else f"({written})"
