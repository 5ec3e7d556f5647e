"""Styles and numbering of a Word file: which paragraphs are headings and of which level, and the
numbers that Word only draws."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .markers import write_number

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAX_LEVEL = 9
NO_OUTLINE = 9
"""The outline level by which Word says that a paragraph is body text."""

_SHAPES = {
    "lowerLetter": "letter",
    "upperLetter": "LETTER",
    "lowerRoman": "roman",
    "upperRoman": "ROMAN",
}
_HEADING = re.compile(r"heading|title|_ ?h|H[1-9M]\b|überschrift|titre|título", re.I)
_CONTENTS = re.compile(r"(?:toc|contents)\s*\d?\b|table of (?:contents|figures)|toc heading", re.I)
_MAX_BASES = 20


class Style(NamedTuple):
    """What a paragraph style says, the styles that it is based on included. `list_id` and `level`:
    its list; `outline`: its level in the outline, the highest 0; `heading`: it is one by its
    name."""

    list_id: str | None = None
    level: str | None = None
    outline: int | None = None
    heading: bool = False
    contents: bool = False
    bold: bool = False


class Level(NamedTuple):
    """One level of a list: the format and the text of its numbers, the first of them, the style
    that it belongs to, and what stands after it."""

    shape: str
    text: str
    start: int = 1
    style: str | None = None
    gap: str = "\t"
    restart: int | None = None


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and the counters while reading. `shared`: the definition whose counters
    a list shares."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    shared: dict[str, str] = field(default_factory=dict)
    counters: dict[str, list[int]] = field(default_factory=dict)

    def draw(self, name: str | None, level: str | None, style: str) -> str:
        """The number that Word draws before the next paragraph of a list, '' for none."""
        levels = self.levels.get(name or "", {})
        own = next((at for at, one in levels.items() if one.style == style), None)
        depth = own if level is None and own is not None else read_whole(level, 0)
        if name == "0" or depth not in levels or depth >= MAX_LEVEL:
            return ""
        return self._count(name or "", depth, levels)

    def _count(self, name: str, depth: int, levels: Mapping[int, Level]) -> str:
        counters = self.counters.setdefault(self.shared.get(name, name), [0] * MAX_LEVEL)
        counters[depth] = counters[depth] + 1 if counters[depth] else levels[depth].start
        for below in range(depth + 1, MAX_LEVEL):
            if below not in levels or levels[below].restart != 0:
                counters[below] = 0
        shape, text = levels[depth][:2]
        if shape in ("bullet", "none"):
            return "• " if shape == "bullet" else ""

        def fill(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            known = levels.get(at, Level("decimal", ""))
            value = counters[at] or known.start
            if known.shape == "decimalZero":
                return f"{value:02d}"
            return write_number(_SHAPES.get(known.shape, "digit"), value)

        return re.sub(r"%([1-9])", fill, text) + levels[depth].gap


def read_value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of an element that there may not be."""
    return element.get(W + name) if element is not None else None


def read_whole(text: str | None, otherwise: int) -> int:
    """A small number that Word wrote, or `otherwise`: a damaged file may hold anything."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,4}", text) else otherwise


def is_on(element: Element | None) -> bool:
    """Whether a switch (`<w:b/>`, `<w:strike w:val="0"/>`) is there and on."""
    return element is not None and read_value(element) not in ("0", "false", "off", "none")


def read_styles(root: Element | None) -> dict[str, Style]:
    """The paragraph styles by their ids."""
    found = {
        style.get(W + "styleId") or "": style
        for style in (root.iter(W + "style") if root is not None else ())
    }
    return {name: _resolve(name, found) for name in found}


def _resolve(name: str, styles: Mapping[str, Element]) -> Style:
    """A style with what it takes over: the nearest in the chain of those it is based on wins."""
    found = Style()
    for _ in range(_MAX_BASES):
        style = styles.get(name)
        if style is None:
            break
        own = _read_style(style)
        found = Style(
            found.list_id if found.list_id is not None else own.list_id,
            found.level if found.level is not None else own.level,
            found.outline if found.outline is not None else own.outline,
            found.heading or own.heading,
            found.contents or own.contents,
            found.bold or own.bold,
        )
        name = read_value(style.find(W + "basedOn")) or ""
    return found


def _read_style(style: Element) -> Style:
    properties = style.find(W + "pPr")
    number = properties.find(W + "numPr") if properties is not None else None
    name = read_value(style.find(W + "name")) or ""
    outline = read_value(properties.find(W + "outlineLvl")) if properties is not None else None
    return Style(
        read_value(number.find(W + "numId")) if number is not None else None,
        read_value(number.find(W + "ilvl")) if number is not None else None,
        read_whole(outline, NO_OUTLINE) if outline is not None else None,
        bool(_HEADING.match(name)),
        bool(_CONTENTS.match(name)),
        is_on(style.find(f"{W}rPr/{W}b")),
    )


def read_numbering(root: Element | None) -> Numbering:
    """The lists of the file's numbering part."""
    found = Numbering()
    if root is None:
        return found
    abstract = {
        element.get(W + "abstractNumId") or "": _read_levels(element)
        for element in root.iter(W + "abstractNum")
    }
    for element in root.iter(W + "num"):
        name = element.get(W + "numId") or ""
        base = read_value(element.find(W + "abstractNumId")) or ""
        levels = dict(abstract.get(base, {}))
        overrides = element.findall(W + "lvlOverride")
        for override in overrides:
            level = read_whole(override.get(W + "ilvl"), 0)
            start = read_whole(read_value(override.find(W + "startOverride")), -1)
            if level in levels and start >= 0:
                levels[level] = levels[level]._replace(start=start)
            levels.update(_read_levels(override))
        found.levels[name] = levels
        found.shared[name] = f"num {name}" if overrides else f"abstract {base}"
    return found


def _read_levels(element: Element) -> dict[int, Level]:
    levels = {}
    for level in element.findall(W + "lvl"):
        gap = {"space": " ", "nothing": ""}.get(read_value(level.find(W + "suff")) or "", "\t")
        restart = read_value(level.find(W + "lvlRestart"))
        levels[read_whole(level.get(W + "ilvl"), 0)] = Level(
            read_value(level.find(W + "numFmt")) or "decimal",
            read_value(level.find(W + "lvlText")) or "",
            read_whole(read_value(level.find(W + "start")), 1),
            read_value(level.find(W + "pStyle")),
            gap,
            read_whole(restart, 0) if restart is not None else None,
        )
    return levels
