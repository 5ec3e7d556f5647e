"""Word (.docx) -> lines: paragraphs with the numbers that Word only draws, tracked changes read as
accepted or rejected."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from ..model.languages import find_symbol
from ..model.problems import file_problem
from .lines import Line, Source, mend_text, space_lines
from .markers import write_number
from .xmlsafe import parse_xml

MAX_UNPACKED = 40 * 1024 * 1024
"""Bytes of XML; the Word files at hand have 500 for a paragraph."""
MAX_RATIO = 200
"""Unpacked to packed size; deflate packs a run of one byte at 1,000, Word's XML at a few dozen at
most."""
MAX_LEVEL = 9

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_INSERTED = frozenset(("ins", "moveTo"))
_DELETED = frozenset(("del", "moveFrom"))
_TRANSPARENT = frozenset(
    "r hyperlink smartTag sdt sdtContent fldSimple ins del moveTo moveFrom AlternateContent Choice customXml bdo dir".split()
)
_STYLES = {
    "lowerLetter": "letter",
    "upperLetter": "LETTER",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
}


@dataclass(slots=True)
class _Numbering:
    """The lists of a file: for each list its levels (format, text, first number), and the counters
    while reading."""

    levels: dict[str, dict[int, tuple[str, str, int]]] = field(default_factory=dict)
    shared: dict[str, str] = field(
        default_factory=dict
    )  # list -> the definition whose counters it shares
    counters: dict[str, list[int]] = field(default_factory=dict)


def read_docx(path: Path, *, changes: str = "accepted") -> Source:
    """The paragraphs of a Word file. Raises InputError for what is broken, cut short, encrypted or
    unpacks to a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(archive, path)
            parts = {
                name: _read_part(archive, name, path)
                for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml")
                if name in archive.namelist()
            }
            headers = [
                _read_part(archive, name, path)
                for name in archive.namelist()
                if re.fullmatch(r"word/header\d+\.xml", name)
            ][:6]
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        NotImplementedError,
        EOFError,
        ValueError,
        RuntimeError,
        KeyError,
    ) as error:
        raise file_problem(
            path,
            f"the Word file is broken or was cut short: {error}",
            hint="download or save it again",
        ) from None
    if "word/document.xml" not in parts:
        raise file_problem(path, "the Word file has no text part (word/document.xml)")
    styles = _read_styles(parts.get("word/styles.xml"))
    reader = _Reader(changes, _read_numbering(parts.get("word/numbering.xml")), styles)
    lines = reader.read(parts["word/document.xml"])
    if not any(line.text.strip() for line in lines):
        raise file_problem(path, "the Word file holds no text (pictures of pages?)")
    symbol = next(
        filter(None, (find_symbol(" ".join(header.itertext())) for header in headers)), None
    )
    notes = (f"{reader.tracked} tracked changes read as {changes}",) if reader.tracked else ()
    return Source("docx", tuple(lines), None, symbol, notes)


def _check_archive(archive: zipfile.ZipFile, path: Path) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise file_problem(
            path, "the Word file is encrypted and needs a password", hint="save it without one"
        )
    texts = [info for info in infos if info.filename.endswith((".xml", ".rels"))]
    size, packed = sum(info.file_size for info in texts), sum(info.compress_size for info in texts)
    if (
        len(infos) > 20_000
        or size > MAX_UNPACKED
        or size > 5_000_000
        and size > MAX_RATIO * max(packed, 1)
    ):
        raise file_problem(
            path,
            f"the Word file unpacks to {size:,} bytes from {packed:,}: no document does, it is not read",
        )


def _read_part(archive: zipfile.ZipFile, name: str, path: Path) -> Element:
    """One part as XML; read with a limit, since the sizes an archive states can lie."""
    with archive.open(name) as file:
        data = file.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise file_problem(
            path, f"{name} unpacks to more than {MAX_UNPACKED:,} bytes, it is not read"
        )
    return parse_xml(data.replace(_STRICT[1:-1].encode(), _W[1:-1].encode()), path, inside=name)


def _value(element: Element | None, name: str = "val") -> str | None:
    return element.get(_W + name) if element is not None else None


def _read_styles(root: Element | None) -> dict[str, tuple[str | None, str | None, bool]]:
    """For each paragraph style its list and level, and whether it is a heading."""
    styles = {}
    for style in root.iter(_W + "style") if root is not None else ():
        number = style.find(f"{_W}pPr/{_W}numPr")
        name = _value(style.find(_W + "name")) or ""
        styles[style.get(_W + "styleId") or ""] = (
            _value(number.find(_W + "numId")) if number is not None else None,
            _value(number.find(_W + "ilvl")) if number is not None else None,
            bool(re.match(r"heading|title|_ ?h|H[1-9M]\b|überschrift|titre|título", name, re.I)),
        )
    return styles


def _read_numbering(root: Element | None) -> _Numbering:
    found = _Numbering()
    if root is None:
        return found
    abstract = {
        element.get(_W + "abstractNumId") or "": _read_levels(element)
        for element in root.iter(_W + "abstractNum")
    }
    for element in root.iter(_W + "num"):
        name, base = (
            element.get(_W + "numId") or "",
            _value(element.find(_W + "abstractNumId")) or "",
        )
        levels = dict(abstract.get(base, {}))
        overrides = element.findall(_W + "lvlOverride")
        for override in overrides:
            level = _whole(override.get(_W + "ilvl"), 0)
            start = _whole(_value(override.find(_W + "startOverride")), -1)
            if level in levels and start >= 0:
                levels[level] = (*levels[level][:2], start)
            levels.update(_read_levels(override))
        found.levels[name] = levels
        found.shared[name] = f"num {name}" if overrides else f"abstract {base}"
    return found


def _read_levels(element: Element) -> dict[int, tuple[str, str, int]]:
    levels = {}
    for level in element.findall(_W + "lvl"):
        shape, text = (
            _value(level.find(_W + "numFmt")) or "decimal",
            _value(level.find(_W + "lvlText")) or "",
        )
        levels[_whole(level.get(_W + "ilvl"), 0)] = (
            shape,
            text,
            _whole(_value(level.find(_W + "start")), 1),
        )
    return levels


def _whole(text: str | None, otherwise: int) -> int:
    """A small number that Word wrote, or `otherwise`: a damaged file may hold anything."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,4}", text) else otherwise


class _Reader:
    """Walks the body once, paragraph by paragraph, tables cell by cell."""

    def __init__(
        self,
        changes: str,
        numbering: _Numbering,
        styles: dict[str, tuple[str | None, str | None, bool]],
    ) -> None:
        self.shown = _INSERTED if changes == "accepted" else _DELETED
        self.hidden = _DELETED if changes == "accepted" else _INSERTED
        self.numbering = numbering
        self.styles = styles
        self.tracked = 0

    def read(self, root: Element) -> list[Line]:
        """The lines of a document part; a line break inside a paragraph makes two of it."""
        paragraphs: list[tuple[str, bool]] = []
        pending = ""
        for paragraph in self._walk(root):
            text, joins = self._read_paragraph(paragraph)
            if joins:  # its paragraph mark is gone: the next paragraph goes on in it
                pending += text
                continue
            heading = self._is_heading(paragraph)
            paragraphs.extend(
                (mend_text(part).strip(), heading)
                for part in (pending + text).split("\n")
                if part.strip()
            )
            pending = ""
        if pending.strip():
            paragraphs.append((mend_text(pending).strip(), False))
        return space_lines(paragraphs)

    def _walk(self, element: Element) -> Iterator[Element]:
        """The paragraphs in order, tables cell by cell, without text boxes and table rows that the
        changes take out."""
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name == "p":
                yield child
            elif name == "tr" and any(
                child.find(f"{_W}trPr/{_W}{hidden}") is not None for hidden in self.hidden
            ):
                self.tracked += 1
            elif name in (
                "body",
                "tbl",
                "tr",
                "tc",
                "sdt",
                "sdtContent",
                "customXml",
                "AlternateContent",
                "Choice",
            ):
                yield from self._walk(child)

    def _read_paragraph(self, paragraph: Element) -> tuple[str, bool]:
        properties = paragraph.find(_W + "pPr")
        text = "".join(self._read_runs(paragraph))
        mark = properties.find(_W + "rPr") if properties is not None else None
        joins = mark is not None and any(mark.find(_W + name) is not None for name in self.hidden)
        if mark is not None and any(
            mark.find(_W + name) is not None for name in (*self.hidden, *self.shown)
        ):
            self.tracked += 1
        if text.strip() and not joins:
            text = self._number(properties) + text
        return text, joins

    def _read_runs(self, element: Element) -> Iterator[str]:
        for child in element:
            name = child.tag.removeprefix(_W).rpartition("}")[2]
            if name in _INSERTED or name in _DELETED:
                self.tracked += 1
            if name in self.hidden:
                continue
            if name in ("t", "delText"):
                yield child.text or ""
            elif name in ("tab", "ptab"):
                yield "\t"
            elif name in ("br", "cr"):
                yield "\n" if child.get(_W + "type") not in ("page", "column") else ""
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield "•"
            elif name in _TRANSPARENT and not (name == "r" and self._is_hidden(child)):
                yield from self._read_runs(child)

    def _is_hidden(self, run: Element) -> bool:
        return run.find(f"{_W}rPr/{_W}vanish") is not None

    def _is_heading(self, paragraph: Element) -> bool:
        style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle")) or ""
        centred = _value(paragraph.find(f"{_W}pPr/{_W}jc")) == "center"
        runs = [run for run in paragraph.iter(_W + "r") if "".join(run.itertext()).strip()]
        bold = bool(runs) and all(
            (b := run.find(f"{_W}rPr/{_W}b")) is not None and _value(b) not in ("0", "false")
            for run in runs
        )
        return bool(self.styles.get(style, (None, None, False))[2]) or centred or bold

    def _number(self, properties: Element | None) -> str:
        """The number that Word draws before a paragraph, with a tab, or ''."""
        number = properties.find(_W + "numPr") if properties is not None else None
        style = (
            self.styles.get(_value(properties.find(_W + "pStyle")) or "", (None, None, False))
            if properties is not None
            else (None, None, False)
        )
        name = (_value(number.find(_W + "numId")) if number is not None else None) or style[0]
        level = (
            (_value(number.find(_W + "ilvl")) if number is not None else None) or style[1] or "0"
        )
        levels = self.numbering.levels.get(name or "", {})
        depth = _whole(level, 0)
        if name == "0" or depth not in levels or depth >= MAX_LEVEL:
            return ""
        return self._count(name or "", depth, levels)

    def _count(self, name: str, depth: int, levels: dict[int, tuple[str, str, int]]) -> str:
        counters = self.numbering.counters.setdefault(
            self.numbering.shared.get(name, name), [0] * MAX_LEVEL
        )
        first = levels[depth][2]
        counters[depth] = counters[depth] + 1 if counters[depth] else first
        counters[depth + 1 :] = [0] * (MAX_LEVEL - depth - 1)
        shape, text, _ = levels[depth]
        if shape in ("bullet", "none"):
            return "• " if shape == "bullet" else ""

        def fill(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style = _STYLES.get(levels.get(at, ("decimal", "", 1))[0], "digit")
            return write_number(style, counters[at] or 1)

        return re.sub(r"%([1-9])", fill, text) + "\t"
