"""Akoma Ntoso -> Draft: our own files exactly, other people's as far as their hierarchy goes.

`render/akn.py` writes our own files; it takes the names of the format from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from ..files.yaml_read import read_bytes
from ..model.characters import clean_text
from ..model.draft import Clause, Draft, Place
from ..model.numerals import read_decimal
from ..model.problems import file_problem
from ..model.refs import format_ref
from ..model.vocabulary import CONFIDENCES, STATUSES, WORDINGS
from .lines import flatten
from .outline import finish_clauses
from .summary import Summary, summarise
from .tree import Node
from .xmlsafe import parse_xml

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
"""The namespace of Akoma Ntoso 3.0."""
OWN = "https://clausecmp.org/ns/1"
"""Our own namespace, for what the standard has no place for."""
TAGS = {
    "part": "part",
    "chapter": "chapter",
    "section": "section",
    "title": "title",
    "subsection": "subsection",
    "article": "article",
    "paragraph": "paragraph",
    "item": "point",
}
"""Kind of clause -> element. An annex and what else has no element is an hcontainer."""
LANGUAGES = {
    "en": "eng",
    "fr": "fra",
    "es": "spa",
    "ru": "rus",
    "zh": "zho",
    "ar": "ara",
    "de": "deu",
    "nl": "nld",
    "it": "ita",
    "pt": "por",
}
"""Codes of two letters -> the codes of three that FRBRlanguage holds."""
HEAD = ("label", "title_confidence", "short_title", "symbol", "wording", "verified")
"""Fields of a draft kept as attributes of our own."""
MAX_BYTES = 32 * 1024 * 1024
"""The longest act at hand has 1.4 MB."""

_OWN_KINDS = {tag: kind for kind, tag in TAGS.items()}
_KINDS = {
    **_OWN_KINDS,
    "subparagraph": "item",
    "indent": "item",
    "item": "item",
    "clause": "item",
    "alinea": "item",
    "subclause": "item",
    "book": "part",
    "tome": "part",
    "subpart": "section",
    "subchapter": "section",
    "subtitle": "section",
    "division": "section",
}
_CONTAINERS = frozenset(("part", "chapter", "section", "title", "subsection", "annex", "preamble"))
_WORDLESS = frozenset(("num", "heading", "subheading", "authorialNote", "noteRef", "meta"))
_BEFORE_NUMBER = re.compile(r"^(?:[^\W\d]{3,}\.?\s+)?(?:n[°o]\.?\s*)?", re.I)


def read_number(shown: str) -> str | None:
    """`Article 5.`, `(a)`, `1.` as the bare number; None if nothing is left."""
    return _BEFORE_NUMBER.sub("", flatten(shown)).strip(" .()[]:–—-°") or None


def read_akn(path: Path) -> tuple[Draft, Summary]:
    """The Draft in an Akoma Ntoso file. Raises InputError for what is no such XML, is broken or
    declares a document type. A file that clausecmp did not write leaves instrument and version
    empty."""
    root = parse_xml(read_bytes(path, limit=MAX_BYTES), path)
    if _local(root) != "akomaNtoso":
        raise file_problem(
            path, f"the XML is <{_local(root)}>, expected <akomaNtoso>", rule="unknown-format"
        )
    head = next(root.iter(f"{{{OWN}}}draft"), None)
    notes: list[str] = []
    if head is not None:
        clauses = tuple(
            clause for element in _top(root) for clause in _read_own(element, None, path)
        )
        draft = _build_own(root, head, clauses, path)
        if twice := _find_twice(clauses, set()):
            raise file_problem(path, f"{twice} stands twice in the file", rule="duplicate-ref")
    else:
        nodes = [node for element in _top(root) for node in _read_nodes(element)]
        clauses, notes = finish_clauses(nodes)
        draft = Draft(
            "",
            "",
            _find_title(root) or "untitled",
            clauses,
            language=_find_language(root),
            wording="official",
        )
    if not clauses:
        raise file_problem(
            path,
            "the Akoma Ntoso file holds no articles, paragraphs or recitals",
            rule="no-outline",
        )
    return draft, summarise(draft, format="akn", notes=notes)


def _local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _top(root: Element) -> Iterator[Element]:
    """The preamble and the elements of the body, of the first document in the file."""
    for document in root:
        for element in document:
            if _local(element) == "preamble":
                yield element
            elif _local(element) in ("body", "mainBody"):
                yield from element
        return


def _child(element: Element, *names: str) -> Element | None:
    return next((child for child in element if _local(child) in names), None)


# our own files


def _build_own(root: Element, head: Element, clauses: tuple[Clause, ...], path: Path) -> Draft:
    title = next((element for element in root.iter() if _local(element) == "longTitle"), None)
    wording = head.get("wording", "official")
    _check_known(wording, WORDINGS, path)
    sources = tuple(
        tuple((field.get("name") or "", field.text or "") for field in source) for source in head
    )
    return Draft(
        head.get("instrument", ""),
        head.get("version", ""),
        _exact(title) or "untitled",
        clauses,
        label=head.get("label"),
        title_confidence=head.get("title_confidence"),
        short_title=head.get("short_title"),
        symbol=head.get("symbol"),
        language=head.get("language", "en"),
        wording=wording,
        verified=head.get("verified"),
        sources=sources,
    )


def _find_twice(clauses: tuple[Clause, ...], seen: set[str]) -> str | None:
    """The first ref that two clauses have, None if there is none."""
    for clause in clauses:
        if clause.ref in seen:
            return clause.ref
        seen.add(clause.ref)
        if below := _find_twice(clause.clauses, seen):
            return below
    return None


def _exact(element: Element | None) -> str | None:
    return "".join(element.itertext()) if element is not None else None


def _check_known(value: str | None, known: Sequence[str], path: Path) -> str | None:
    """The value, if it is among those known or None. Raises InputError."""
    if value is not None and value not in known:
        message = f"'{value[:40]}' is not known, expected one of {', '.join(known)}"
        raise file_problem(path, message, rule="schema")
    return value


def _read_own(element: Element, parent: str | None, path: Path) -> Iterator[Clause]:
    """The clause in an element, as `render/akn.py` wrote it; nothing for other elements."""
    tag = _local(element)
    kind = element.get("name") if tag == "hcontainer" else _OWN_KINDS.get(tag, tag)
    if kind not in (*TAGS, "annex", "preamble", "recital", "option"):
        return
    num = _child(element, "num")
    number = element.get(f"{{{OWN}}}number")
    if num is not None:
        number = num.get(f"{{{OWN}}}number") or read_number(_exact(num) or "")
    if number is None and kind not in ("annex", "preamble"):
        return
    ref = format_ref(kind, number, parent)
    text, closing = _exact(_child(element, "intro", "content")), _exact(_child(element, "wrapUp"))
    if tag == "preamble":
        formulas = {
            child.get("name"): _exact(child) for child in element if _local(child) == "formula"
        }
        text, closing = formulas.get("opening"), formulas.get("closing")
    elif tag == "recital":
        text = _exact(element)
    holders = [element, *(child for child in element if _local(child) == "recitals")]
    below = tuple(
        clause for holder in holders for child in holder for clause in _read_own(child, ref, path)
    )
    yield Clause(
        kind,
        number,
        ref,
        _exact(_child(element, "heading")),
        text or None,
        closing or None,
        _check_known(element.get(f"{{{OWN}}}status"), STATUSES, path),
        _check_known(element.get(f"{{{OWN}}}confidence"), CONFIDENCES, path),
        element.get(f"{{{OWN}}}note"),
        below,
        source=_read_place(element),
    )


def _read_place(element: Element) -> Place | None:
    page, line = (read_decimal(element.get(f"{{{OWN}}}{key}") or "") for key in ("page", "line"))
    return None if (page is None) == (line is None) else Place(page, line)


# other people's files


def _find_title(root: Element) -> str | None:
    for tag in ("longTitle", "docTitle"):
        for element in root.iter():
            if _local(element) == tag and (title := _words(element)):
                return title
    return next(
        (
            flatten(element.get("value") or "")
            for element in root.iter()
            if _local(element) == "FRBRalias"
        ),
        None,
    )


def _find_language(root: Element) -> str:
    found = (
        next(
            (
                element.get("language")
                for element in root.iter()
                if _local(element) == "FRBRlanguage"
            ),
            None,
        )
        or "en"
    )
    short = {long: short for short, long in LANGUAGES.items()}.get(found, found)
    return short[:3].lower() if short.isalpha() else "en"


def _words(element: Element) -> str:
    """All words of an element, blocks parted by blanks, without notes."""
    return flatten(clean_text("".join(_inline(element))))


def _inline(element: Element) -> Iterator[str]:
    if _local(element) in _WORDLESS:
        return
    yield element.text or ""
    for child in element:
        if _local(child) in ("p", "li", "eol", "br", "tr", "td", "block"):
            yield " "
        yield from _inline(child)
        yield child.tail or ""


def _read_nodes(element: Element) -> list[Node]:
    """An element of the hierarchy as nodes. One without a number gives up its own node: its words
    go to the one above."""
    tag = _local(element)
    if tag == "preamble":
        return _read_preamble(element)
    kind = (
        element.get("name")
        if tag == "hcontainer" and element.get("name") in ("annex", *TAGS)
        else _KINDS.get(tag)
    )
    if kind is None:
        return (
            [node for child in element for node in _read_nodes(child)]
            if tag in ("list", "hcontainer", "proviso", "blockList")
            else []
        )
    node = Node(kind, _number_of(element), _heading_of(element))
    _fill_node(node, element)
    if node.number is None and kind != "annex":
        return node.below if kind in _CONTAINERS or not (node.text or node.closing) else [node]
    return [node]


def _number_of(element: Element) -> str | None:
    num = _child(element, "num")
    return read_number("".join(num.itertext())) if num is not None else None


def _heading_of(element: Element) -> str | None:
    heading = _child(element, "heading")
    return flatten(clean_text("".join(heading.itertext()))) or None if heading is not None else None


def _fill_node(node: Node, element: Element) -> None:
    for child in element:
        tag = _local(child)
        if tag in ("num", "heading", "subheading"):
            continue
        if tag in ("intro", "content", "wrapUp", "wrap", "p", "blockList", "list", "block"):
            _fill_text(node, child, closing=tag in ("wrapUp", "wrap"))
            continue
        for below in _read_nodes(child):
            if (
                below.number is None and below.kind != "annex"
            ):  # an unnumbered paragraph: more words of this clause
                (node.closing if node.below else node.text).extend((*below.text, *below.closing))
                node.below.extend(below.below)
            else:
                node.below.append(below)


def _fill_text(node: Node, element: Element, *, closing: bool) -> None:
    """Words of a text block; the items of a blockList in it become items."""
    if not any(_local(block) == "blockList" for block in element.iter()):
        (node.closing if closing or node.below else node.text).append(_words(element))
        return
    for child in element:
        if _local(child) == "item":
            node.below.extend(_read_nodes(child))
        elif _local(child) == "listWrapUp":
            node.closing.append(_words(child))
        else:
            _fill_text(node, child, closing=closing)


def _read_preamble(element: Element) -> list[Node]:
    node = Node("preamble")
    for block in _preamble_blocks(element):
        if _local(block) == "recital":
            node.below.append(Node("recital", str(len(node.below) + 1), text=[_words(block)]))
        else:
            (node.closing if node.below else node.text).append(_words(block))
    return [node] if node.below or node.text or node.closing else []


def _preamble_blocks(element: Element) -> Iterator[Element]:
    """The recitals below an element, and the paragraphs outside of them, in order."""
    for child in element:
        if _local(child) in ("recital", "p"):
            yield child
        else:
            yield from _preamble_blocks(child)
