"""Akoma Ntoso shown as HTML (`<section class="akn-section">`, as Indigo does) -> its elements."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from ..files.yaml_read import read_bytes
from .akn_body import is_document, read_printed_number
from .html import is_skipped, read_page
from .lines import MAX_TEXT_BYTES, flatten
from .xmlsafe import local_name

MAX_DEPTH = 150
"""Deeper elements are part of the one they stand in."""
MIN_CLAUSES = 2
"""A page with fewer elements of this kind is read as any other."""

_CLASS = re.compile(r"(?:^|\s)akn-([A-Za-z]+)(?:\s|$)")
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCKS = frozenset("p table tr td th caption ul ol li".split())
_VOID = frozenset("br hr img input meta link area base col embed source track wbr".split())
_NUMBERED = re.compile(
    r"^(?P<num>(?:[^\W\d_]+\s+)?(?:\d+[A-Za-z]{0,3}|[IVXLC]+|[A-Z])(?![\w’'])[.)]?)"
    r"\s*[–—:-]?\s*(?P<rest>.*)$",
    re.S,
)
_CLAUSES = frozenset(
    "part chapter section article subsection paragraph division subpart rule book title".split()
)


def read_akn_page(path: Path) -> Element | None:
    """The document in a page that shows Akoma Ntoso, as the root of an Akoma Ntoso file; None for
    other pages."""
    if b"akn-" not in read_bytes(path, limit=MAX_TEXT_BYTES):
        return None
    page = read_page(path)
    if len(re.findall(r"\bakn-(?:section|article|body)\b", page[:4_000_000])) < MIN_CLAUSES:
        return None
    builder = _Builder()
    builder.feed(page)
    builder.close()
    for element in builder.root.iter():
        if is_document(element):
            _split_headings(element)
            root = Element("akomaNtoso")
            root.append(element)
            if builder.language:
                SubElement(SubElement(element, "meta"), "FRBRlanguage", language=builder.language)
            return root
    return None


class _Builder(HTMLParser):
    """Elements by their class; what has none is a block or runs on in its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("page")
        self.stack: list[tuple[str, Element]] = [("", self.root)]
        self.skipped = 0
        self.language = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; scripts, menus and the like are left out with all that is in them."""
        given = {key: value or "" for key, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "")[:2].lower()
        if tag in _VOID:
            if tag == "br":
                SubElement(self.stack[-1][1], "br")
            return
        found = _CLASS.search(given.get("class", ""))
        if self.skipped or not found and is_skipped(tag, given):
            self.skipped += 1
            return
        if len(self.stack) > MAX_DEPTH:
            self.stack.append((tag, self.stack[-1][1]))
            return
        if found:
            name = found[1]
        elif tag in _HEADINGS:
            name = "heading"
        else:
            name = tag if tag in _BLOCKS else "block" if tag == "div" else "span"
        element = SubElement(self.stack[-1][1], name)
        for key in ("data-name", "data-class"):
            if key in given:
                element.set(key.removeprefix("data-"), given[key])
        self.stack.append((tag, element))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and those left open in it."""
        if tag in _VOID:
            return
        if self.skipped:
            self.skipped -= 1
            return
        if any(open_tag == tag for open_tag, _ in self.stack):
            while len(self.stack) > 1 and self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Add text to the open element."""
        if self.skipped:
            return
        element = self.stack[-1][1]
        if len(element):
            element[-1].tail = (element[-1].tail or "") + data
        else:
            element.text = (element.text or "") + data


def _split_headings(document: Element) -> None:
    """`<h3>1. Short title</h3>` as the number and the heading that it was made of."""
    for clause in document.iter():
        if local_name(clause) not in _CLAUSES:
            continue
        children = [local_name(child) for child in clause]
        if "num" in children or "heading" not in children:
            continue
        heading = clause[children.index("heading")]
        match = _NUMBERED.match(flatten(" ".join(heading.itertext())))
        if not match or not read_printed_number(match["num"]):
            continue
        num = Element("num")
        num.text = match["num"]
        for child in list(heading):
            heading.remove(child)
        heading.text = match["rest"]
        clause.insert(0, num)
