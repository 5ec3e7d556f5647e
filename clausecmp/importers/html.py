"""HTML -> lines, with the parser of the standard library: the text of the page without scripts,
navigation and notes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import Path

from ..files.yaml_read import read_bytes
from ..model.languages import Head, read_head
from ..model.numerals import read_decimal
from ..model.problems import file_problem
from .headings import mark_heads
from .lines import (
    CONTENTS,
    FURNITURE,
    MAX_LINES,
    MAX_TEXT_BYTES,
    NOTES,
    SIGNATURES,
    LeftOut,
    Line,
    Source,
    flatten,
    mend_text,
    space_lines,
)
from .markers import read_marker, write_number

MAX_DEPTH = 2000
MIN_BODY = 80
"""Letters of a cell that is the text of the article named beside it."""
MAX_CELL = 25
"""Paragraphs in a cell that still is one of a table; where a page is laid out in tables, more."""

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
_FOOTNOTE = re.compile(
    r"#_?(?:fn|ftn|footnote|note|_edn|endnote|ntr|ntc|sdfootnote|(?:src\.)?E\d)", re.I
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
# What the parser of the standard library stumbles over or is slow on: scripts and styles, comments,
# marked sections (`<![if ...]>`), numbers of characters that there are not.
_DROPPED = re.compile(
    r"<(script|style)\b[^>]{0,2000}(?<!/)>.*?(?:</\1[^>]*>?|\Z)"
    r"|<!--.*?(?:-->|\Z)|<!\[[^>]*>?|&\#(?:[0-9]{8,}|x[0-9a-f]{7,});?",
    re.I | re.S,
)
# What the Publications Office of the EU calls its paragraphs: in the Official Journal (`oj-`),
# before 2014, and in consolidated texts.
_EU_ARTICLE = frozenset(("oj-ti-art", "ti-art", "title-article-norm"))
_EU_TITLES = frozenset(
    "oj-sti-art sti-art stitle-article-norm oj-ti-section-2 ti-section-2 title-division-2".split()
)
_EU_HEADS = frozenset(
    "oj-ti-section-1 ti-section-1 title-division-1 oj-doc-ti doc-ti title-annex-1 title-annex-2 "
    "title-doc-first title-doc-last oj-ti-grseq-1 ti-grseq-1 title-gr-seq-level-1 "
    "title-gr-seq-level-2 title-gr-seq-level-3 title-gr-seq-level-4".split()
)
_EU_TITLE = frozenset("oj-doc-ti doc-ti title-doc-first title-doc-last".split())
_EU_TEXT = frozenset(
    "oj-normal normal norm list item-none no-parag inline-element oj-tbl-txt oj-tbl-hdr tbl-txt "
    "tbl-hdr tbl-norm tbl-cod title-table oj-ti-tbl ti-tbl".split()
)
_EU_LEFT = {
    **dict.fromkeys("oj-note note".split(), NOTES),
    **dict.fromkeys("toc-item toc-1 toc-2 title-toc oj-ti-toc".split(), CONTENTS),
    **dict.fromkeys("oj-signatory signatory oj-final final".split(), SIGNATURES),
    **dict.fromkeys(
        "reference disclaimer arrow modref hd-modifiers hd-toc-1 hd-toc-2 hd-toc-3 "
        "title-fam-member-star title-fam-member title-doc-oj-reference oj-hd-date oj-hd-lg oj-hd-ti "
        "oj-hd-oj hd-date hd-lg hd-ti hd-oj oj-doc-end doc-end".split(),
        FURNITURE,
    ),
}
_NOTE_CLASS = re.compile(r"(?:sd|mso)?(?:foot|end)-?note(?!ref|anc)", re.I)
_EU_MARKS = re.compile(r"[►▼◄]\s?[A-Z]\d{0,3}\b|[►▼◄]|\s*\(\s*\)")
_OPENS_QUOTE = re.compile(r"^[\s(]*[‘“«„\"]")
_CLOSES_QUOTE = re.compile(r"[’”»“\"]\s*[.;,]?\s*(?:and|or)?$")
_GAP = "\x1f"
_TYPES = {"a": "letter", "A": "LETTER", "i": "roman", "I": "ROMAN", "1": "digit"}


def read_html(path: Path) -> Source:
    """The lines of an HTML page, of its <main> or <article> if it has one. Raises InputError if
    nothing is left of it."""
    data = read_bytes(path, limit=MAX_TEXT_BYTES)
    text = read_page(path)
    reader = _Reader()
    try:
        reader.feed(text)
        reader.close()
    except _TooMuch as error:
        raise file_problem(path, str(error), rule="too-long") from None
    lines, left = reader.chosen_lines()
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
        left_out=tuple(left),
        title=reader.title,
    )


def read_page(path: Path) -> str:
    """The source of a page, without scripts and comments."""
    source = _decode(read_bytes(path, limit=MAX_TEXT_BYTES))
    # the lines keep their numbers
    return _DROPPED.sub(lambda found: "\n" * found[0].count("\n"), source)


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
    role: str = ""
    unit: str = ""
    block: bool = False
    title: bool = False


@dataclass(slots=True)
class _Line:
    """A block of text. `role`: what an act of the EU says it is; `unit`: the id of the article or
    annex of such an act that it stands in; `cell`: in a table; `nested`: in a row that is read;
    `goes_on`: the same paragraph as the line before; `row`: a row of a table."""

    text: list[str] = field(default_factory=list)
    bold: int = 0
    heading: bool = False
    main: bool = False
    role: str = ""
    unit: str = ""
    cell: bool = False
    nested: bool = False
    goes_on: bool = False
    row: bool = False
    title: bool = False
    at: int | None = None

    @property
    def words(self) -> str:
        """The text in one line; the gap after a marker stays, as a tab."""
        parts = (mend_text(flatten(part)) for part in "".join(self.text).split(_GAP))
        return "\t".join(parts).strip()


@dataclass(slots=True)
class _Row:
    """An open row of a table, or what stands for one: where its cells begin."""

    depth: int
    cells: list[int] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects block after block; an element left out takes all below it with it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[_Element] = []
        self.open: Counter[str] = Counter()  # how many elements of each tag are in the stack
        self.lists: list[_List] = []
        self.lines: list[_Line] = [_Line()]
        self.bold = 0
        self.rows: list[_Row] = []
        self.title: str | None = None

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
        if self.stack[-1].block:
            self._break()
        self._open_row(tag, given.get("class", ""))
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
        classes = given.get("class", "").split()
        unit = re.match(r"(?:art|anx)_.{0,40}", given.get("id", ""))
        self.stack.append(
            _Element(
                tag,
                above.skipped or is_skipped(tag, given),
                above.heading or tag in _HEADINGS,
                main,
                _read_role(classes) or above.role,
                unit[0] if unit else above.unit,
                tag in _BLOCKS and "inline-element" not in classes,
                above.title or bool(_EU_TITLE.intersection(classes)),
            )
        )

    def _open_row(self, tag: str, classes: str) -> None:
        """Note where a row or a cell begins; consolidated acts set theirs without tables."""
        if tag == "tr" or "grid-list" in classes.split():
            self._break()
            self.rows.append(_Row(len(self.stack)))
        elif self.rows and (tag in ("td", "th") or "grid-list-column" in classes):
            self._break()
            self.rows[-1].cells.append(len(self.lines) - 1)

    def _close_row(self) -> None:
        """Read the row that ends: `(a)` beside its text as one paragraph, several cells as one
        line; a cell that holds a part of the outline stays as it is."""
        row, end = self.rows.pop(), len(self.lines) - 1
        bounds = itertools.pairwise([*row.cells, end])
        cells = [cell for start, stop in bounds if (cell := self.lines[start:stop])]
        if len(cells) == 2 and len(cells[0]) == 1 and _is_marker(cells[0][0].words):
            first = cells[1][0]
            first.text[:0] = [*cells[0][0].text, _GAP if _is_bare(cells[0][0].words) else " "]
            for before, line in itertools.pairwise(cells[1]):
                line.goes_on = not line.nested and not before.nested and not line.row
            for line in cells[1]:
                line.nested = True
            self.lines[row.cells[0] : end] = cells[1]
        elif len(cells) > 1 and all(map(_is_data, cells)) and not _heads_text(cells):
            merged = _Line(main=cells[0][0].main, role="text", cell=True, nested=True, row=True)
            shown = (" ".join(line.words.strip("| ") for line in cell) for cell in cells)
            merged.text = [f"| {' | '.join(shown)} |"]
            merged.unit, merged.at = cells[0][0].unit, cells[0][0].at
            roles = {line.role for cell in cells for line in cell if line.words}
            if roles <= set(_EU_LEFT.values()):  # the table of amending acts
                merged.role = min(roles)
            self.lines[row.cells[0] : end] = [merged]

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
            if element.block:
                self._break()
            while self.rows and self.rows[-1].depth > len(self.stack):
                self._close_row()
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
        if above and data.strip():
            line.role = line.role or above.role
            line.unit = above.unit
            line.cell = self.open["td"] > 0
            line.title = above.title
            line.at = line.at or self.getpos()[0]

    def _break(self) -> None:
        if not "".join(self.lines[-1].text).strip():
            self.lines.pop()
        elif len(self.lines) > MAX_LINES:
            raise _TooMuch(f"the page has more than {MAX_LINES:,} lines")
        self.lines.append(_Line())

    def chosen_lines(self) -> tuple[list[Line], list[LeftOut]]:
        """The lines of the main part if it holds most of an outline, else all; and those left over
        on purpose."""
        while self.rows:
            self._break()
            self._close_row()
        filled = [(line, words) for line in self.lines if (words := line.words)]
        main = [(line, words) for line, words in filled if line.main]
        size = sum(len(words) for _, words in main)
        chosen = main if size > 0.3 * sum(len(words) for _, words in filled) else filled
        notes = [LeftOut(words, NOTES) for line, words in chosen if line.role == "footnote"]
        chosen = [(line, words) for line, words in chosen if line.role != "footnote"]
        if sum(line.role == "article" for line, _ in chosen) > 1:
            self.title = _find_eu_title(chosen)
            lines, left = _read_eu_lines(chosen)
            return lines, [*left, *notes]
        spaced = space_lines(
            (words, not line.row and (line.heading or line.bold > 0.8 * len(words)))
            for line, words in chosen
        )
        laid = [
            replace(line, starts=not found.goes_on, plain=found.row, row=found.at)
            for line, (found, _) in zip(spaced, chosen)
        ]
        lines, left = mark_heads(laid)
        return lines, [*left, *notes]


def _read_role(classes: Sequence[str]) -> str:
    """article, title, head, text, or why a paragraph is left over; '' for what is not known."""
    for name in classes:
        if _NOTE_CLASS.match(name):
            return "footnote"
        for role, names in (
            ("article", _EU_ARTICLE),
            ("title", _EU_TITLES),
            ("head", _EU_HEADS),
            ("text", _EU_TEXT),
        ):
            if name in names:
                return role
        if name in _EU_LEFT:
            return _EU_LEFT[name]
    return ""


def _is_marker(text: str) -> bool:
    """Whether a cell holds nothing but the number or dash of the next."""
    marked = read_marker(text + "\tx")
    return len(text) <= 12 and bool(marked and marked.rest == "x" or re.fullmatch(r"\W{1,2}", text))


def _is_bare(text: str) -> bool:
    return text.isalnum()


def _is_data(cell: Sequence[_Line]) -> bool:
    """Whether a cell is one of a table, and no part of the outline set in a table."""
    return len(cell) <= MAX_CELL and not any(
        line.heading
        or line.role in ("article", "title", "head")
        or len(cell) > 1
        and line.role != "text"
        and read_head(line.words)
        for line in cell
    )


def _heads_text(cells: Sequence[Sequence[_Line]]) -> bool:
    """Whether a row sets an article's number beside its text; a table of correlations sets two
    numbers side by side."""
    texts = [" ".join(line.words for line in cell) for cell in cells]
    known = all(line.role == "text" for cell in cells for line in cell)
    heads = [head for text in texts if (head := read_head(text)) and head.kind == "article"]
    return bool(heads) and not known and max(map(len, texts)) > MIN_BODY


def _read_eu_lines(chosen: Sequence[tuple[_Line, str]]) -> tuple[list[Line], list[LeftOut]]:
    """The lines of an act of the European Union, whose classes say what heads an article. Articles
    in quotes, in a table or in another article are text of an amending act."""
    lines: list[Line] = []
    left: list[LeftOut] = []
    has_units = any(line.unit.startswith("art_") for line, _ in chosen)
    headed: set[str] = set()
    quoted = False
    for line, words in chosen:
        text = flatten(_EU_MARKS.sub("", words)) if "\t" not in words else words
        text = re.sub(r"\s+(?=[,.](?:\s|$))", "", text)  # where the mark of a note stood
        if not text:
            continue
        if line.role in _EU_LEFT.values():
            left.append(LeftOut(text, line.role))
            continue
        if line.role in ("article", "head") and _OPENS_QUOTE.match(text):
            quoted = True
        inner = quoted or line.cell
        head = _read_eu_head(line, text, lines)
        if head and head.kind == "article":
            known = line.unit.startswith("art_") and line.unit not in headed
            own = known or line.unit.startswith("anx_") or not has_units
            head = head if own and not inner else None
            headed.add(line.unit)
        elif line.role == "head" and inner:
            head = None
        before = lines[-1] if lines else None
        title = line.role == "title" and before is not None and before.heading and not inner
        heading = bool(head) or title or line.role == "head" and not inner
        lines.append(
            Line(
                text,
                None,
                not line.goes_on,
                not (heading and before is not None and before.heading),
                heading,
                head=head,
                row=line.at,
                plain=not head and (line.role != "head" or inner),
            )
        )
        if quoted and _CLOSES_QUOTE.search(text):
            quoted = False
    return lines, left


def _find_eu_title(chosen: Sequence[tuple[_Line, str]]) -> str | None:
    """The title of an act: the first paragraphs in a row that are set as one."""
    title: list[str] = []
    for line, words in chosen:
        if line.title and (not title or words not in title):
            title.append(words)
        elif title:
            break
    return " ".join(title) or None


def _read_eu_head(line: _Line, text: str, before: Sequence[Line]) -> Head | None:
    """What a line of an act heads by its class: an article in any language, the preamble, the
    closing formula."""
    found = read_head(text)
    if line.role == "article":
        number = re.search(r"\d+\s?[^\W\d_]{0,8}(?=\W*$)", text)
        if found and found.kind == "article":
            return found
        return Head("article", re.sub(r"\s", "", number[0]) if number else "1")
    if found and found.kind == "testimony" and not line.cell:
        return found
    opens = line.role in ("text", "") and text.isupper() and text.endswith(",")
    if opens and not any(one.head for one in before):
        return Head("organ", rest=text)
    return None


def is_skipped(tag: str, given: dict[str, str]) -> bool:
    """Whether an element is no text of the page: a script, a menu, hidden."""
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
