"""The documents of an Akoma Ntoso file -> nodes: any element of the hierarchy, quotes as text of
the clause that quotes, what is no clause left over.

Which element is the article is asked of the document: acts of many countries count sections, rules
of procedure rules. What has no number gives its words to the clause above.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from ..model.characters import clean_text
from ..model.languages import read_number as read_written
from ..model.numerals import ORDINALS
from .account import LEFT_OVER
from .lines import CONTENTS, NOTES, SIGNATURES, TITLE_PAGE, LeftOut, flatten
from .markers import read_marker
from .tree import Node, find_place
from .xmlsafe import line_of, local_name

UNITS = ("article", "rule", "regulation", "principle", "guideline", "standard", "section")
"""Elements, and names of an hcontainer, that can be the unit a text counts: the most frequent one
that holds no other, outside of quotes and schedules. A section is the unit only where it holds no
articles."""
COUNTED = "it has no number in the source, its place is counted here"

_DIVISIONS = {
    "part": "part",
    "book": "part",
    "tome": "part",
    "subpart": "section",
    "chapter": "chapter",
    "subchapter": "section",
    "title": "title",
    "subtitle": "section",
    "section": "section",
    "subsection": "subsection",
    "division": "section",
    "subdivision": "subsection",
}
_ANNEXES = frozenset(("annex", "annexure", "appendix", "schedule", "attachment"))
_LOWER = frozenset(
    "paragraph subparagraph subsection level point indent item alinea clause subclause "
    "subrule subregulation transitional proviso hcontainer".split()
)
_UNNUMBERED = ("annex", "preamble", "article")
_INLINE = frozenset(
    "a abbr affectedDocument b bill change concept courtType date def del docAuthority docCommittee "
    "docDate docIntroducer docJurisdiction docNumber docProponent docPurpose docStage docStatus "
    "docTitle docType docketNumber entity event extractText fillIn font i inline ins judge "
    "lawyer legislature location marker mmod mod mref neutralCitation num object omissis "
    "opinion organization outcome party person placeholder process quantity quotedText "
    "recordedTime ref relatedDocument remark rmod role rref session shortTitle signature span "
    "strong sub sup term time u vote".split()
)
_QUOTES = frozenset(("quotedStructure", "embeddedStructure", "embeddedText"))
_BESIDE = "referenceNote"
_LEFT_OUT = frozenset(("meta", "noteRef", "staticContent", "components"))
_NOT_HERE = frozenset(("meta", "toc", "body", "mainBody", "components", "attachments"))
_NUMBER = re.compile(
    r"(?:\d+[^\W_]*(?:[./-]\d+[^\W_]*)*|[^\W\d_]{1,6})(?:[ \xa0](?:bis|ter|quater|quinquies|sexies))?"
)
_ORDINAL = re.compile(rf"\b({'|'.join(sorted(ORDINALS, key=len, reverse=True))})\b", re.I)
_ANNEX_HEADING = re.compile(
    rf"(?:(?:{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\s+)?"
    r"(?:annex(?:e|ure)?|appendix|schedule|attachment)\b(?:\s+(?:\d+[A-Z]*|[IVXLC]+|[A-Z])\b)?",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{3,}\.?\s*(?:n[°o]\.?\s*)?", re.I)


def read_printed_number(shown: str) -> str | None:
    """The bare number in what is printed before a clause (`Article 5.`, `(a)`, `First Schedule`),
    None if there is none."""
    shown = flatten(shown)
    if ordinal := _ORDINAL.search(shown):
        return str(ORDINALS[ordinal[1].lower()])
    rest = shown.lstrip(" .()[]§–—-")
    while word := _WORD.match(rest):
        if not rest[word.end() :].strip(" .()[]:"):
            # a word alone, `Schedule`, is no number; a Roman numeral is
            break
        rest = rest[word.end() :].lstrip(" .()[]§–—-")
    found = _NUMBER.match(rest)
    if not found or not _is_number(found[0]):
        return None
    return re.sub(r"\s", "", found[0])


def _is_number(text: str) -> bool:
    """Whether a short word is a number: `4A`, `b`, `cc`, `XIV`."""
    return (
        text[0].isdigit() or len(set(text.lower())) == 1 or not re.search(r"[^ivxlcdm]", text, re.I)
    )


def _read_annex_number(heading: str | None) -> str | None:
    """The number in a heading like `Schedule 2 – Fees`, None in others."""
    match = _ANNEX_HEADING.match(heading or "")
    return read_printed_number(match[0]) if match else None


class BodyReader:
    """Reads the documents of one file. `left` holds what went into no clause, each with its
    kind."""

    def __init__(self, root: Element) -> None:
        self.left: list[LeftOut] = []
        self.shown = {
            element.get("eId") or element.get("id") or "": element.get("showAs") or ""
            for element in root.iter()
            if local_name(element).startswith("TLC")
        }
        self.unit = ""
        self.counts: dict[int, int] = {}
        self.crossheading = ""  # waits for the clause that it stands above

    def read(self, document: Element, *, title: Element | None = None) -> list[Node]:
        """The nodes of one document (an act, a bill, a statement, a doc), its attachments as
        annexes. `title`: the element that is the title, so it is not left over."""
        self.unit = _find_unit(document)
        preamble: list[Node] = []
        nodes: list[Node] = []
        for element in document:
            name = local_name(element)
            if name in ("meta", "components"):
                continue
            if name in ("preface", "coverPage"):
                preamble.extend(self._read_preface(element, title))
            elif name == "preamble":
                preamble.extend(self._read_preamble(element))
            elif name == "body" or name.endswith("Body"):
                nodes.extend(self._read_body(element))
            elif name in ("attachments", "annexes"):
                for attached in element:
                    nodes.extend(self._read_attached(attached))
            else:  # conclusions: dates, signatures
                self._leave(element, SIGNATURES if name == "conclusions" else LEFT_OVER)
        preamble.extend(node for node in nodes if node.kind == "preamble")
        rest = [node for node in nodes if node.kind != "preamble"]
        return [*_merge_preambles(preamble), *rest]

    def read_annex(self, document: Element, heading: str | None) -> Node:
        """A document beside the main one as an annex of it."""
        outer = self.unit
        node = Node("annex", None, heading)
        for child in self.read(document):
            if child.kind == "preamble" and not child.below:
                node.text.extend((*child.text, *child.closing))
            else:
                self._put(node, child)
        self.unit = outer
        return node

    def words(self, element: Element | None) -> str:
        """All words of an element, blocks parted by blanks, without notes."""
        return "" if element is None else _join(self._flow(element, whole=True))

    # what stands before the body

    def _read_preface(self, element: Element, title: Element | None) -> list[Node]:
        """The long title, where it is not the title of the draft, opens the preamble; the rest of
        the title page is left over."""
        node = Node("preamble")
        for block in _blocks(element, ("longTitle",)):
            inner = [one for one in block.iter() if one is title]
            if inner and (block is title or self.words(block) == self.words(title)):
                continue
            if local_name(block) == "longTitle" and _is_sentence(block):
                node.text.append(self.words(block))
            else:
                self._leave(block, TITLE_PAGE)
        return [node] if any(node.text) else []

    def _read_preamble(self, element: Element) -> list[Node]:
        node = Node("preamble")
        lead: list[str] = []  # `considering`, set over a group of recitals
        for block in _blocks(element, ("recital", "p", "heading", "num", "intro", "citation")):
            words, name = self.words(block), local_name(block)
            if name == "recital":
                number = len(node.below) + 1
                printed = _number_text(block)
                own = _recital_words(words, printed, number)
                node.below.append(
                    Node(
                        "recital",
                        str(number),
                        text=[*lead, own],
                        source=find_place(None, line_of(block)),
                    )
                )
                lead = []
            elif name in ("intro", "heading") and _heads_recitals(block, element):
                lead.append(words)
            elif words:
                (node.closing if node.below else node.text).append(words)
        if lead:
            node.closing.extend(lead)
        return [node] if node.below or any(node.text) or any(node.closing) else []

    # the hierarchy

    def _read_body(self, element: Element) -> list[Node]:
        holder = Node("body")
        self._fill(holder, element)
        if self.crossheading:
            holder.closing.append(self.crossheading)
            self.crossheading = ""
        if holder.below:  # words outside of all clauses stay where they stand
            last = holder.below[-1]
            (last.closing if last.below else last.text).extend(holder.closing)
            opening = [Node("preamble", text=holder.text)] if holder.text else []
            return [*opening, *holder.below]
        self.left.extend(
            LeftOut(text, LEFT_OVER) for text in (*holder.text, *holder.closing) if text
        )
        return holder.below

    def _read_attached(self, element: Element) -> list[Node]:
        """An attachment: a document of its own, or a plain container."""
        document = next((child for child in element if is_document(child)), None)
        if document is None:
            return self._read_nodes(element, Node("body"))
        heading = self._heading(element)
        heading = heading or self.words(_find_first(document, ("docTitle", "longTitle"))) or None
        node = self.read_annex(document, heading)
        node.number = _read_annex_number(heading)
        return [node]

    def _read_nodes(self, element: Element, above: Node) -> list[Node]:
        """An element of the hierarchy as a node; one without a number is dissolved by `_put`."""
        name = _name(element)
        heading, number = self._heading(element), self._number(element)
        printed = _number_text(element)
        if number is None and printed and printed.lower() not in (*_DIVISIONS, *_ANNEXES):
            heading = " – ".join(filter(None, (printed, heading)))
        kind = self._kind(name, number, above)
        node = Node(kind, number, heading, source=find_place(None, line_of(element)))
        if number is None and _is_outer(above) and kind not in ("article", "annex"):
            # a heading over articles is a section, though it has no number; a mere wrapper is
            # nothing: what is in it stands where it stands
            over = heading and any(map(_is_clause, element)) and name != "paragraph"
            node.kind = "section" if over else above.kind
            node.number = str(self._count(above)) if over else None
        elif number is None and above.kind == "article":
            node.kind = "article"  # a wrapper, too: what is in it are paragraphs of the article
        if node.number != number:
            node.notes.append(COUNTED)
        if self.crossheading and node.number is not None:
            node.heading = " – ".join(filter(None, (self.crossheading, heading)))
            self.crossheading = ""
        for child in element:
            if local_name(child) in ("num", "heading", "subheading"):
                self._take_notes(child, node)
        self._fill(node, element)
        if node.number is None and node.kind != "annex" and heading:
            node.text[:0] = [heading]
            node.heading = None
        return [node]

    def _kind(self, name: str, number: str | None, above: Node) -> str:
        outer = _is_outer(above)
        if name in _ANNEXES and outer:
            return "annex" if above.kind in ("body", "annex") else "section"
        if outer and (name == self.unit or name in UNITS and name != "section"):
            return "article"
        if name in _DIVISIONS and outer and name not in ("subsection", "subdivision"):
            return _DIVISIONS[name]
        if name in ("subsection", "subdivision") and above.kind == "section":
            return "subsection"
        if outer or above.kind == "article":
            return "paragraph" if not number or number[0].isdigit() else "item"
        return "item"

    def _count(self, above: Node) -> int:
        """The place of one more unnumbered heading below `above`."""
        taken = {child.number for child in above.below if child.kind in ("section", "article")}
        count = self.counts.get(id(above), 0) + 1
        while str(count) in taken:
            count += 1
        self.counts[id(above)] = count
        return count

    def _fill(self, node: Node, element: Element) -> None:
        """The words and clauses in an element, in order, into `node`."""
        words: list[str] = []
        apart = _holds_lists(element)
        for piece in self._flow(element, bare=True):
            if isinstance(piece, str):
                words.append(piece)
                continue
            _add_words(node, words)
            if local_name(piece) == "crossHeading":
                self.crossheading = " – ".join(filter(None, (self.crossheading, self.words(piece))))
                continue
            children = self._read_nodes(piece, node)
            for child in _with_read_number(children, piece, element):
                self._put(node, child, apart=apart)
        _add_words(node, words)

    def _put(self, node: Node, child: Node, *, apart: bool = False) -> None:
        """A child below a node; what has no number gives up its words, unless its clauses would
        clash with those there are, or its neighbours have lists of their own (`apart`)."""
        unnumbered = ("annex", "preamble") if node.kind == "article" else _UNNUMBERED
        if child.number is not None or child.kind in unnumbered:
            _close_before(node)
            node.below.append(child)
            return
        taken = {(below.kind, below.number) for below in node.below}
        clash = not _is_outer(child) and any((low.kind, low.number) in taken for low in child.below)
        if clash or apart and not _is_outer(child):
            count = len(node.below) + 1
            while any(below.number == str(count) for below in node.below):
                count += 1
            child.number = str(count)
            child.kind = "paragraph" if _is_outer(node) else "item"
            child.notes.append(COUNTED)
            _close_before(node)
            node.below.append(child)
            return
        for text in child.text:
            _add_words(node, [text])
        for below in child.below:
            _close_before(node)
            node.below.append(below)
        for text in child.closing:
            _add_words(node, [text])

    def _number(self, element: Element) -> str | None:
        num = next((child for child in element if local_name(child) == "num"), None)
        return read_printed_number(_plain_words(num)) if num is not None else None

    def _heading(self, element: Element) -> str | None:
        found = [
            words
            for child in element
            if local_name(child) in ("heading", "subheading")
            and (words := _join(self._flow(child, whole=True)))
        ]
        return " – ".join(found) or None

    def _take_notes(self, element: Element, node: Node) -> None:
        """`(introduced by section 94)` set beside a schedule's number is text of it; other notes
        are left over."""
        for note in element.iter():
            if local_name(note) == "authorialNote" and note.get("class") == _BESIDE:
                node.text.append(self.words(note))

    # words

    def _flow(
        self, element: Element, *, whole: bool = False, bare: bool = False
    ) -> Iterator[str | Element]:
        """The words of an element in order, and the elements in it that are clauses. `whole`: those
        too as words; `bare`: without its own number and heading."""
        yield element.text or ""
        for child in element:
            name = local_name(child)
            if name in _LEFT_OUT or bare and name in ("num", "heading", "subheading"):
                pass
            elif name in ("authorialNote", "notes"):
                self._leave(child, "" if child.get("class") == _BESIDE else NOTES)
            elif name == "toc":
                self._leave(child, CONTENTS)
            elif name in _QUOTES:
                yield f" {child.get('startQuote', '')}{_join(self._flow(child, whole=True))}"
                yield child.get("endQuote", "")
            elif name == "table":
                yield f" {' '.join(self._rows(child))} "
            elif not whole and (_is_clause(child) or name == "crossHeading"):
                yield child
            else:
                yield from self._flow_part(child, name, whole)
            yield child.tail or ""

    def _flow_part(self, child: Element, name: str, whole: bool) -> Iterator[str | Element]:
        placed = name in ("ref", "placeholder") and "placeholder" in (child.get("class") or name)
        if placed and not _plain_words(child):
            yield self.shown.get((child.get("href") or "").removeprefix("#"), "")
        gap = "" if name in _INLINE and name != "num" else " "
        yield gap
        yield from self._flow(child, whole=whole)
        yield gap

    def _rows(self, table: Element) -> Iterator[str]:
        """The rows of a table as `| cell | cell |`."""
        for row in table.iter():
            if local_name(row) == "caption":
                yield _join(self._flow(row, whole=True))
            if local_name(row) == "tr":
                cells = [_join(self._flow(cell, whole=True)) for cell in row]
                if any(cells):
                    yield f"| {' | '.join(cells)} |"

    def _leave(self, element: Element, kind: str) -> None:
        if kind and (words := _join(self._flow(element, whole=True))):
            self.left.append(LeftOut(words, kind))


_CLAUSE_TAGS = frozenset(
    (*_DIVISIONS, *_LOWER, "article", "rule", "annex", "attachment", "hcontainer")
)


def _holds_lists(element: Element) -> bool:
    """Whether clauses without a number stand in a row here and one of them holds a list, as
    definitions do."""
    rows = [one for one in element if _is_clause(one) and not _number_text(one)]
    own = all(any(local_name(part) in ("intro", "content") for part in one) for one in rows)
    return len(rows) > 1 and own and any(_is_clause(below) for one in rows for below in one)


def _is_outer(node: Node) -> bool:
    """Whether articles can stand below this node."""
    return node.kind in ("body", "annex", *_DIVISIONS.values())


def _is_clause(element: Element) -> bool:
    """Whether an element of running text is a clause of its own; a list is a mere wrapper."""
    return local_name(element) in _CLAUSE_TAGS


def _name(element: Element) -> str:
    """The element's name, of an hcontainer the name that it is given."""
    name = local_name(element)
    return (element.get("name") or name) if name in ("hcontainer", "attachment") else name


def is_document(element: Element) -> bool:
    """Whether an element holds a document of its own: a body, or what is said about it."""
    return any(local_name(child) == "meta" or _is_body(child) for child in element)


def _is_body(element: Element) -> bool:
    name = local_name(element)
    return name == "body" or name.endswith("Body")


def find_documents(root: Element) -> list[Element]:
    """The documents of a file in order: those of a collection, or the one there is."""
    found: list[Element] = []
    for element in root:
        if not is_document(element):
            continue
        components = [
            document
            for holder in element.iter()
            if local_name(holder) == "component"
            for document in holder
            if is_document(document)
        ]
        if local_name(element) == "documentCollection":
            found.extend(components)
        else:
            found.extend((element, *components))
    for holder in root:
        if local_name(holder) == "components":
            found.extend(one for inner in holder for one in inner if is_document(one))
    return found


def count_units(document: Element) -> int:
    """How many articles (or what takes their place) a document has outside of quotes."""
    unit = _find_unit(document)
    return sum(_name(element) == unit for element in _unquoted(document)) if unit else 0


def _find_unit(document: Element) -> str:
    """The name of the elements that are the articles here, '' if there are none."""
    counts: Counter[str] = Counter()
    above: set[str] = set()  # names of units that hold others: mere divisions
    for element in _unquoted(document):
        if (name := _name(element)) in UNITS:
            counts[name] += 1
            if any(_name(one) in UNITS and _name(one) != name for one in _unquoted(element)):
                above.add(name)
    units = [name for name in counts if name not in above] or list(counts)
    return max(units, key=lambda name: (counts[name], -UNITS.index(name)), default="")


def _unquoted(element: Element) -> Iterator[Element]:
    for child in element:
        if _name(child) in _ANNEXES or _name(child) in ("schedules", "annexes"):
            continue
        if local_name(child) not in (*_QUOTES, "meta", "attachments", "components"):
            yield child
            yield from _unquoted(child)


def _find_first(element: Element, names: Sequence[str]) -> Element | None:
    for name in names:
        for child in element.iter():
            if local_name(child) == name:
                return child
    return None


def _plain_words(element: Element) -> str:
    """The words of a number or reference, without notes in it."""
    words = element.text or ""
    for child in element:
        if local_name(child) not in ("authorialNote", "noteRef"):
            words += _plain_words(child)
        words += child.tail or ""
    return flatten(words)


def _join(pieces: Iterator[str | Element]) -> str:
    return flatten(clean_text("".join(piece for piece in pieces if isinstance(piece, str))))


def _add_words(node: Node, words: list[str]) -> None:
    """Words into the text of a node, or after its clauses; `words` is empty then."""
    if text := flatten(clean_text("".join(words))):
        (node.closing if node.below else node.text).append(text)
    words.clear()


def _close_before(node: Node) -> None:
    """Words between two clauses belong to the first of them, so that their order stays."""
    if node.below and node.closing:
        last = node.below[-1]
        (last.closing if last.below else last.text).extend(node.closing)
        node.closing = []


def _number_text(element: Element) -> str:
    num = next((child for child in element if local_name(child) == "num"), None)
    return _plain_words(num) if num is not None else ""


def _recital_words(words: str, printed: str, number: int) -> str:
    """A recital's words without the number that is its own; `b)` of a group of recitals stays."""
    if printed and words.startswith(printed) and read_printed_number(printed) == str(number):
        return words[len(printed) :].strip()
    return words


def _heads_recitals(block: Element, preamble: Element) -> bool:
    return any(
        local_name(holder) == "recitals" and block in list(holder) for holder in preamble.iter()
    )


def _blocks(element: Element, whole: Sequence[str]) -> Iterator[Element]:
    """The blocks below an element that hold words, each given whole."""
    for child in element:
        name = local_name(child)
        inner = [one for one in child if local_name(one) not in _INLINE | {"num"}]
        if name in _NOT_HERE:
            continue
        if name in whole or not inner or (child.text or "").strip():
            yield child
        else:
            yield from _blocks(child, whole)


def _is_sentence(title: Element) -> bool:
    """Whether a long title says what the act does, beyond its type, number and date."""
    inner = [one for one in title.iter() if local_name(one) in ("docType", "docNumber", "docDate")]
    return bool(_plain_words(title)) and len(_plain_words(title)) > 1.2 * sum(
        len(_plain_words(one)) + 1 for one in inner
    )


def _merge_preambles(nodes: list[Node]) -> list[Node]:
    for extra in nodes[1:]:
        nodes[0].text.extend(extra.text)
        nodes[0].below.extend(extra.below)
        nodes[0].closing.extend(extra.closing)
    return nodes[:1]


def _with_read_number(children: list[Node], piece: Element, parent: Element) -> list[Node]:
    """Where converters left the first number of a list in its text (`1 to hold a forum`) and the
    next element is number 2, it is read from there."""
    if len(children) != 1 or children[0].number is not None or not children[0].text:
        return children
    child, siblings = children[0], list(parent)
    after = siblings[siblings.index(piece) + 1 :] if piece in siblings else []
    following = next((read_printed_number(_number_text(one)) for one in after), None)
    first = re.match(r"\(?([0-9]{1,3}|[a-z])[.)]?\s+", child.text[0])
    marked = read_marker(child.text[0])
    alone = not following and piece is _first_of_kind(piece, siblings)
    if first and (
        following
        and _follows(first[1], following)
        or alone
        and re.match(r"1\s+(?:to|that)\s", child.text[0])
    ):
        child.number = read_written(first[1])
        child.kind = "paragraph" if first[1][0].isdigit() else "item"
        child.text[0] = child.text[0][first.end() :]
    elif marked and following and _follows(marked.readings[0].number, following):
        child.number, child.text[0] = marked.readings[0].number, marked.rest
    return children


def _first_of_kind(piece: Element, siblings: Sequence[Element]) -> Element | None:
    return next((one for one in siblings if one.tag == piece.tag), None)


def _follows(first: str, second: str) -> bool:
    if first.isdigit():
        return second.isdigit() and int(second) == int(first) + 1
    return len(first) == len(second) == 1 and ord(second) == ord(first) + 1
