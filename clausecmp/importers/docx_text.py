"""The body of a Word file -> its paragraphs in order: numbers that Word only draws, tables by row
or by column, text boxes, what delegations marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from ..model.languages import read_head
from .docx_marks import (
    DELETED,
    INSERTED,
    Run,
    find_colour,
    name_colour,
    read_runs,
    shorten,
)
from .docx_styles import NO_OUTLINE, Numbering, Style, W, is_on, read_value, read_whole
from .lines import CONTENTS, LeftOut, Remark, flatten, mend_text
from .markers import read_marker

MIN_BODY = 80
"""Letters of a cell that is the text of the article named beside it."""
MAX_CELL = 25
"""Paragraphs in a cell that still is one of a table; where a page is laid out in tables, more."""
MOST_COLUMNS = 4
"""A table of text, proposals and comments has four columns at most."""
PROPOSALS = "proposals in a table"
STRUCK, UNDERLINED = "words struck through", "words underlined"

_TRACKED = {"ins": INSERTED, "moveTo": INSERTED, "del": DELETED, "moveFrom": DELETED}
_TRANSPARENT = frozenset(
    "r hyperlink smartTag sdt sdtContent fldSimple ins del moveTo moveFrom AlternateContent Choice "
    "customXml bdo dir".split()
)
_HOLDERS = frozenset("body sdt sdtContent customXml AlternateContent Choice".split())
_TEXT_COLUMN = re.compile(
    r"\b(?:text|draft|current|existing|original|provision|article|wording|texte?|texto)\b", re.I
)
_PROPOSAL_COLUMN = re.compile(
    r"\b(?:propos\w*|amendments?|suggest\w*|revis\w*|alternative|counter\w*|propuesta)\b", re.I
)
_COMMENT_COLUMN = re.compile(
    r"\b(?:comments?|remarks?|rationale|justification|explanations?|observations?|reasons?"
    r"|commentaires?|comentarios?)\b",
    re.I,
)
_OWNER = re.compile(
    r"\b(?:propos\w*|amendments?|suggest\w*|revis\w*|alternatives?|comments?|remarks?|rationale"
    r"|justification|explanations?|observations?|reasons?|text|wording|by|of|from|the|for)\b",
    re.I,
)


@dataclass(slots=True)
class Paragraph:
    """A paragraph as it is read. `level`: its level in the outline; `row`: it is a row of a table;
    `goes_on`: it is more of the paragraph before it."""

    text: str
    heading: bool = False
    level: int | None = None
    status: str | None = None
    row: bool = False
    goes_on: bool = False


@dataclass(slots=True)
class BodyText:
    """Walks the body once. What it found beside the paragraphs: changes and their authors, colours,
    passages with comments, words that are left out."""

    changes: str
    numbering: Numbering
    styles: Mapping[str, Style]
    legend: Mapping[str, str] = field(default_factory=dict)
    drawn: bool = False
    tracked: int = 0
    authors: Counter[str] = field(default_factory=Counter)
    drawings: Counter[str] = field(default_factory=Counter)
    colours: Counter[str] = field(default_factory=Counter)
    partly: int = 0
    left: list[LeftOut] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    anchors: dict[str, list[str]] = field(default_factory=dict)
    open_comments: list[str] = field(default_factory=list)

    def read(self, root: Element) -> list[Paragraph]:
        """The paragraphs of a document part; a line break inside a paragraph makes two of it."""
        self.drawn = any(
            is_on(run.find(f"{W}rPr/{W}{name}"))
            for run in root.iter(W + "r")
            for name in ("strike", "dstrike")
            if "".join(run.itertext()).strip()
        )
        return self._read_blocks(root)

    def _read_blocks(self, element: Element) -> list[Paragraph]:
        found: list[Paragraph] = []
        pending: list[Run] = []
        for block in self._walk(element):
            if block.tag == W + "tbl":
                found.extend(self._read_table(block))
                continue
            number, runs, joins = self._read_paragraph(block)
            if joins:  # its paragraph mark is gone: the next paragraph goes on in it
                pending.extend(runs)
                continue
            found.extend(self._build(block, number, [*pending, *runs]))
            pending = []
            for box in _find_boxes(block):
                found.extend(self._read_blocks(box))
        if pending:
            found.extend(self._build(None, "", pending))
        return found

    def _walk(self, element: Element) -> Iterator[Element]:
        """The paragraphs and tables in order; a table of contents is left out."""
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name in ("p", "tbl"):
                yield child
            elif name == "sdt" and _is_contents(child):
                self._leave(child, CONTENTS)
            elif name in _HOLDERS:
                yield from self._walk(child)

    def _leave(self, element: Element, why: str) -> None:
        for paragraph in element.iter(W + "p"):
            words = " ".join("".join(_plain_text(paragraph)).split())
            if words:
                self.left.append(LeftOut(words, why))

    # paragraphs

    def _read_paragraph(self, paragraph: Element) -> tuple[str, list[Run], bool]:
        """The number that Word draws, the runs, and whether the paragraph goes on in the next."""
        properties = paragraph.find(W + "pPr")
        shade = properties.find(W + "shd") if properties is not None else None
        ground = name_colour(read_value(shade, "fill"))
        runs = list(self._read_runs(paragraph, Run("", colour=ground)))
        mark = properties.find(W + "rPr") if properties is not None else None
        joins = False
        for name, change in _TRACKED.items():
            if mark is not None and mark.find(W + name) is not None:
                self.tracked += 1
                joins = joins or change == self._hidden()
        if joins:
            return "", runs, True
        shown = read_runs(runs, self.changes, drawn=self.drawn).strip()
        style = self._style_name(paragraph)
        number = properties.find(W + "numPr") if properties is not None else None
        own = self.styles.get(style, Style())
        listed = read_value(number.find(W + "numId")) if number is not None else None
        level = read_value(number.find(W + "ilvl")) if number is not None else None
        wanted = (listed or own.list_id, level if level is not None else own.level)
        known = self.numbering.levels.get(wanted[0] or "", {})
        says = any(
            re.search(r"[^\W\d_]{3}", one.text)
            for at, one in known.items()
            if at == read_whole(wanted[1], 0) or one.style == style
        )
        if not shown and not says:  # Word draws `Article 1` beside nothing, too
            return "", runs, False
        return self.numbering.draw(*wanted, style), runs, False

    def _hidden(self) -> str | None:
        return {"accepted": DELETED, "rejected": INSERTED}.get(self.changes)

    def _style_name(self, paragraph: Element | None) -> str:
        if paragraph is None:
            return ""
        return read_value(paragraph.find(f"{W}pPr/{W}pStyle")) or ""

    def _build(self, paragraph: Element | None, number: str, runs: list[Run]) -> list[Paragraph]:
        """A paragraph, or several where it holds line breaks; none if it is left out."""
        text = number + read_runs(runs, self.changes, drawn=self.drawn)
        self._count_drawn(runs)
        own = self.styles.get(self._style_name(paragraph), Style())
        if own.contents:
            if text.strip():
                self.left.append(LeftOut(flatten(mend_text(text)), CONTENTS))
            return []
        colour, partly = find_colour([run for run in runs if run.text.strip()])
        self.partly += partly
        self.colours[colour] += bool(text.strip())
        level = own.outline
        if paragraph is not None:
            outline = read_value(paragraph.find(f"{W}pPr/{W}outlineLvl"))
            level = read_whole(outline, NO_OUTLINE) if outline is not None else level
        level = None if level is not None and level >= NO_OUTLINE else level
        heading = level is not None or own.heading or own.bold or _is_set_off(paragraph)
        status = self.legend.get(colour)
        return [
            Paragraph(mend_text(part).strip(), heading, level, status)
            for part in text.split("\n")
            if part.strip()
        ]

    def _count_drawn(self, runs: Sequence[Run]) -> None:
        """Words struck through or underlined that are not read are left out, and told."""
        for run in runs:
            if not (self.drawn and run.drawn and run.text.strip()):
                continue
            self.drawings[run.change] += 1
            if run.change == self._hidden():
                why = STRUCK if run.change == DELETED else UNDERLINED
                self.left.append(LeftOut(flatten(mend_text(run.text)), why))

    def _read_runs(self, element: Element, above: Run) -> Iterator[Run]:
        for child in element:
            name = child.tag.removeprefix(W).rpartition("}")[2]
            here = above
            if name in _TRACKED:
                author = flatten(mend_text(child.get(W + "author") or ""))
                here = above._replace(change=_TRACKED[name], author=author)
                self.tracked += 1
                self.authors[author] += bool(author)
            if name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
                self._note_comment(name, child.get(W + "id") or "")
            elif name in ("t", "delText", "tab", "ptab", "br", "cr", "noBreakHyphen", "sym"):
                run = above._replace(text=_read_sign(child, name))
                if run.change != self._hidden():
                    for comment in self.open_comments:
                        self.anchors[comment].append(run.text)
                yield run
            elif name == "r" and is_on(child.find(f"{W}rPr/{W}vanish")):
                continue
            elif name in _TRANSPARENT:
                here = _read_format(child, here) if name == "r" else here
                yield from self._read_runs(child, here)

    def _note_comment(self, name: str, number: str) -> None:
        self.anchors.setdefault(number, [])
        if name == "commentRangeStart":
            self.open_comments.append(number)
        elif name == "commentRangeEnd" and number in self.open_comments:
            self.open_comments.remove(number)

    # tables

    def _read_table(self, table: Element) -> list[Paragraph]:
        """A table row by row; one of text, proposals and comments by its columns; one in which a
        page is laid out cell by cell."""
        rows = []
        for row in _find_within(table, "tr"):
            if any(
                row.find(f"{W}trPr/{W}{name}") is not None and change == self._hidden()
                for name, change in _TRACKED.items()
            ):
                self.tracked += 1
                continue
            rows.append([self._read_blocks(cell) for cell in _find_within(row, "tc")])
        columns = _read_columns(rows)
        if columns:
            return self._read_by_column(rows, columns)
        found: list[Paragraph] = []
        data = all(map(_is_data, (cell for cells in rows for cell in cells)))
        data = data and not any(map(_heads_text, rows))
        for cells in rows:
            found.extend(_read_row([cell for cell in cells if cell], len(cells), data=data))
        return found

    def _read_by_column(
        self, rows: Sequence[list[list[Paragraph]]], columns: Sequence[tuple[str, str]]
    ) -> list[Paragraph]:
        """The column of the text as paragraphs; proposals and comments beside it as remarks about
        the row, under the name that their column bears."""
        found: list[Paragraph] = []
        for cells in rows[1:]:
            text = [
                one for (kind, _), cell in zip(columns, cells) if kind == "text" for one in cell
            ]
            found.extend(text)
            anchor = _find_anchor(text)
            for (kind, owner), cell in zip(columns, cells):
                words = flatten(" ".join(one.text for one in cell))
                if kind not in ("proposal", "comment") or not words:
                    continue
                self.remarks.append(Remark(kind, owner, words, anchor))
                if kind == "proposal" and self.changes == "marked":
                    said = f"{owner}: " if owner else ""
                    found.append(Paragraph(f"[{said}{words}]", goes_on=bool(text)))
                else:
                    self.left.append(
                        LeftOut(words, PROPOSALS if kind == "proposal" else "comments")
                    )
        return found


def _find_anchor(text: Sequence[Paragraph]) -> str:
    """The first words of the longest paragraph of a cell, without its number."""
    longest = max((one.text for one in text), key=len, default="")
    marked = read_marker(longest)
    return shorten(marked.rest if marked and marked.rest else longest)


def _read_sign(element: Element, name: str) -> str:
    if name in ("t", "delText"):
        return element.text or ""
    if name in ("br", "cr"):
        return "\n" if element.get(W + "type") not in ("page", "column") else ""
    return {"noBreakHyphen": "-", "sym": "•"}.get(name, "\t")


def _read_format(run: Element, above: Run) -> Run:
    """What a run's own format says: colour behind the words, struck through, underlined."""
    properties = run.find(W + "rPr")
    if properties is None:
        return above
    fill = read_value(properties.find(W + "highlight"))
    colour = name_colour(fill or read_value(properties.find(W + "shd"), "fill")) or above.colour
    above = above._replace(colour=colour)
    if above.change:
        return above
    if is_on(properties.find(W + "strike")) or is_on(properties.find(W + "dstrike")):
        return above._replace(change=DELETED, drawn=True)
    line = properties.find(W + "u")
    if line is not None and is_on(line):
        return above._replace(change=INSERTED, drawn=True)
    return above


def _plain_text(element: Element) -> Iterator[str]:
    for child in element.iter():
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag == W + "tab":
            yield " "


def _is_contents(block: Element) -> bool:
    gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return "contents" in (read_value(gallery) or "").lower()


def _is_set_off(paragraph: Element | None) -> bool:
    """Whether a paragraph is centred, or all of it bold."""
    if paragraph is None:
        return False
    if read_value(paragraph.find(f"{W}pPr/{W}jc")) == "center":
        return True
    runs = [run for run in paragraph.iter(W + "r") if "".join(run.itertext()).strip()]
    return bool(runs) and all(is_on(run.find(f"{W}rPr/{W}b")) for run in runs)


def _find_boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes anchored in a paragraph; of two forms of the same box one."""
    for child in paragraph:
        name = child.tag.rpartition("}")[2]
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            forms = [list(_find_boxes(form)) for form in child]
            yield from next(filter(None, forms), [])
        else:
            yield from _find_boxes(child)


def _find_within(holder: Element, tag: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, those in content controls too."""
    for child in holder:
        name = child.tag.removeprefix(W)
        if name == tag:
            yield child
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _find_within(child, tag)


def _is_data(cell: Sequence[Paragraph]) -> bool:
    """Whether a cell is one of a table, and no part of the outline set in a table."""
    return len(cell) <= MAX_CELL and not any(
        one.level is not None or len(cell) > 1 and _heads_article(one.text) for one in cell
    )


def _heads_article(text: str) -> bool:
    head = read_head(text)
    return head is not None and head.kind == "article"


def _heads_text(cells: Sequence[Sequence[Paragraph]]) -> bool:
    """Whether a row sets an article's number beside its text; a table of correlations sets two
    numbers side by side."""
    texts = [" ".join(one.text for one in cell) for cell in cells]
    return any(map(_heads_article, texts)) and max(map(len, texts)) > MIN_BODY


def _read_row(cells: Sequence[list[Paragraph]], width: int, *, data: bool) -> list[Paragraph]:
    """A row as one paragraph `| cell | cell |`; `(a)` beside its text as the item it is; else its
    cells one after the other."""
    if len(cells) == 2 and len(cells[0]) == 1 and _is_marker(cells[0][0].text):
        first, rest = cells[1][0], cells[1][1:]
        gap = "\t" if cells[0][0].text.isalnum() else " "
        follow = [replace(one, goes_on=not read_marker(one.text)) for one in rest]
        return [replace(first, text=f"{cells[0][0].text}{gap}{first.text}"), *follow]
    if data and width > 1 and cells:
        shown = (" ".join(one.text for one in cell) for cell in cells)
        statuses = {one.status for cell in cells for one in cell}
        status = statuses.pop() if len(statuses) == 1 else None
        return [Paragraph(f"| {' | '.join(map(flatten, shown))} |", status=status, row=True)]
    return [one for cell in cells for one in cell]


def _is_marker(text: str) -> bool:
    marked = read_marker(text + "\tx")
    return len(text) <= 12 and bool(marked and marked.rest == "x" or re.fullmatch(r"\W{1,2}", text))


def _read_columns(rows: Sequence[list[list[Paragraph]]]) -> list[tuple[str, str]]:
    """What the columns of a delegations' table hold by its first row (text, proposal, comment,
    other) and whose they are; [] for other tables."""
    if len(rows) < 2 or not 2 <= len(rows[0]) <= MOST_COLUMNS:
        return []
    columns = []
    for cell in rows[0]:
        title = flatten(" ".join(one.text for one in cell))
        kind = "other"
        if len(title.split()) <= 10:
            for name, pattern in (
                ("comment", _COMMENT_COLUMN),
                ("proposal", _PROPOSAL_COLUMN),
                ("text", _TEXT_COLUMN),
            ):
                if pattern.search(title):
                    kind = name
                    break
        owner = flatten(_OWNER.sub(" ", title)).strip(" ,;:()–—-")
        columns.append((kind, owner))
    kinds = [kind for kind, _ in columns]
    said = "proposal" in kinds or "comment" in kinds
    return columns if kinds.count("text") == 1 and said else []
