"""Akoma Ntoso -> Draft: our own files exactly, other people's as far as their hierarchy goes.

`render/akn.py` writes our own files; it takes the names of the format from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from ..files.yaml_read import read_bytes
from ..model.draft import Clause, Draft, Place
from ..model.numerals import read_decimal
from ..model.problems import file_problem
from ..model.refs import place_ref
from ..model.vocabulary import CONFIDENCES, STATUSES, WORDINGS
from .account import OTHER_PARTS, Account, account_words
from .akn_body import BodyReader, count_units, find_documents
from .lines import CONTENTS, NOTES, LeftOut, Line, flatten
from .outline import finish_clauses
from .summary import Summary, summarise
from .xmlsafe import local_name, parse_xml

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
    "sw": "swa",
    "el": "ell",
    "pl": "pol",
    "fi": "fin",
    "sv": "swe",
    "af": "afr",
}
"""Codes of two letters -> the codes of three that FRBRlanguage holds."""
HEAD = ("label", "title_confidence", "short_title", "symbol", "wording", "verified")
"""Fields of a draft kept as attributes of our own."""
MAX_BYTES = 32 * 1024 * 1024
"""The longest act at hand has 1.4 MB."""

_OWN_KINDS = {tag: kind for kind, tag in TAGS.items()}
_BEFORE_NUMBER = re.compile(r"^(?:[^\W\d]{3,}\.?\s+)?(?:n[°o]\.?\s*)?", re.I)


def read_number(shown: str) -> str | None:
    """`Article 5.`, `(a)`, `1.` as the bare number; None if nothing is left."""
    return _BEFORE_NUMBER.sub("", flatten(shown)).strip(" .()[]:–—-°") or None


def read_akn(path: Path, *, part: str | None = None) -> tuple[Draft, Summary]:
    """The Draft in an Akoma Ntoso file; `part` chooses among several documents.

    Raises InputError for what is no such XML, is broken or
    declares a document type. A file that clausecmp did not write leaves instrument and version
    empty."""
    return read_root(
        parse_xml(read_bytes(path, limit=MAX_BYTES), path, numbered=True), path, part=part
    )


def read_root(
    root: Element, path: Path, *, part: str | None = None, form: str = "akn"
) -> tuple[Draft, Summary]:
    """The same of the root element of such a file; `form` is what the summary calls it."""
    if local_name(root) != "akomaNtoso":
        raise file_problem(
            path, f"the XML is <{local_name(root)}>, expected <akomaNtoso>", rule="unknown-format"
        )
    head = next(root.iter(f"{{{OWN}}}draft"), None)
    draft: Draft | None = None
    notes: list[str] = []
    others: list[str] = []
    left: list[LeftOut] = []
    account: Account | None = None
    if head is not None:
        seen: set[str] = set()
        clauses = tuple(
            clause for element in _top(root) for clause in _read_own(element, None, seen, path)
        )
        draft = _build_own(root, head, clauses, path)
        if twice := _find_twice(clauses, set()):
            raise file_problem(path, f"{twice} stands twice in the file", rule="duplicate-ref")
    elif documents := find_documents(root):
        draft, notes, others, left = _read_foreign(root, documents, part, path)
        account = _account(root, documents, draft, left)
    if draft is None or not draft.clauses:
        raise file_problem(
            path,
            "the Akoma Ntoso file holds no articles, paragraphs or recitals",
            rule="no-outline",
        )
    return draft, summarise(
        draft,
        format=form,
        notes=notes,
        parts=others,
        left=[Line(one.text) for one in left if one.why != OTHER_PARTS],
        account=account,
    )


def _top(root: Element) -> Iterator[Element]:
    """The preamble and the elements of the body, of the first document in the file."""
    for document in root:
        for element in document:
            if local_name(element) == "preamble":
                yield element
            elif local_name(element) in ("body", "mainBody"):
                yield from element
        return


def _child(element: Element, *names: str) -> Element | None:
    return next((child for child in element if local_name(child) in names), None)


# our own files


def _build_own(root: Element, head: Element, clauses: tuple[Clause, ...], path: Path) -> Draft:
    title = next((element for element in root.iter() if local_name(element) == "longTitle"), None)
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


def _read_own(element: Element, parent: str | None, seen: set[str], path: Path) -> Iterator[Clause]:
    """The clause in an element, as `render/akn.py` wrote it; nothing for other elements. `seen`:
    the refs before it."""
    tag = local_name(element)
    kind = element.get("name") if tag == "hcontainer" else _OWN_KINDS.get(tag, tag)
    if kind not in (*TAGS, "annex", "preamble", "recital", "option"):
        return
    num = _child(element, "num")
    number = element.get(f"{{{OWN}}}number")
    if num is not None:
        number = num.get(f"{{{OWN}}}number") or read_number(_exact(num) or "")
    if number is None and kind not in ("annex", "preamble"):
        return
    ref = place_ref(kind, number, parent, seen)
    seen.add(ref)
    text, closing = _exact(_child(element, "intro", "content")), _exact(_child(element, "wrapUp"))
    if tag == "preamble":
        formulas = {
            child.get("name"): _exact(child) for child in element if local_name(child) == "formula"
        }
        text, closing = formulas.get("opening"), formulas.get("closing")
    elif tag == "recital":
        text = _exact(element)
    holders = [element, *(child for child in element if local_name(child) == "recitals")]
    below = tuple(
        clause
        for holder in holders
        for child in holder
        for clause in _read_own(child, ref, seen, path)
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


def _read_foreign(
    root: Element, documents: Sequence[Element], part: str | None, path: Path
) -> tuple[Draft, list[str], list[str], list[LeftOut]]:
    """The draft, notes, the names of other parts, and what is left over."""
    reader = BodyReader(root)
    titles = [_find_title(reader, document) for document in documents]
    at = _choose_document(documents, titles, part, path)
    element = _title_element(reader, documents[at])
    reader.left.clear()  # notes in the titles come once more with the titles
    nodes = reader.read(documents[at], title=element)
    others = []
    apart = BodyReader(root)  # what it leaves out is part of the other text
    for number, (document, title) in enumerate(zip(documents, titles)):
        if number == at:
            continue
        if _is_annex(document) and number > at and part is None:
            nodes.append(reader.read_annex(document, title))
            continue
        reader.left.append(LeftOut(apart.words(document), OTHER_PARTS))
        count = count_units(document)
        counted = f"{count} articles" if count else "no articles"
        others.append(f"part {number + 1} ({', '.join(filter(None, (title, counted)))})")
    clauses, notes = finish_clauses(nodes)
    draft = Draft(
        "",
        "",
        titles[at] or "untitled",
        clauses,
        language=_find_language(root),
        wording="official",
    )
    return draft, notes, others, reader.left


def _account(
    root: Element, documents: Sequence[Element], draft: Draft, left: Sequence[LeftOut]
) -> Account:
    """Where the words of the documents went: all of them but notes and contents are counted once
    more, apart from how they were read."""
    again = BodyReader(root)
    whole = [Line(again.words(document)) for document in documents]
    apart = [one for one in left if one.why in (NOTES, CONTENTS)]
    outside: dict[str, list[Line]] = {}
    for one in left:
        if one not in apart:
            outside.setdefault(one.why, []).append(Line(one.text))
    return account_words(draft, whole, apart, outside=outside, left=())


def _choose_document(
    documents: Sequence[Element], titles: Sequence[str | None], part: str | None, path: Path
) -> int:
    """The place of the document that is the instrument: the first with articles, or the one asked
    for by its number or words of its title. Raises InputError."""
    if part is None:
        counts = [count_units(document) for document in documents]
        return next((at for at, count in enumerate(counts) if count), 0)
    low = part.strip().lower().removeprefix("part ")
    found = [
        at for at, title in enumerate(titles) if low == str(at + 1) or low in (title or "").lower()
    ]
    if len(found) == 1:
        return found[0]
    message = f"part '{part}' " + ("is ambiguous" if found else "is not in this file")
    held = "; ".join(f"part {at + 1} ({title})" for at, title in enumerate(titles))
    raise file_problem(path, message, rule="unknown-part", hint=f"the file holds {held}")


def _is_annex(document: Element) -> bool:
    """Whether a document beside the main one is an annex of it by its name."""
    return (document.get("name") or "").lower() in ("annex", "annexe", "appendix", "schedule")


def _title_element(reader: BodyReader, document: Element) -> Element | None:
    """The element that holds a document's title: the short name before the long one."""
    front = [
        element
        for part in document
        if local_name(part) in ("preface", "coverPage", "preamble")
        for element in part.iter()
    ]
    named = [one for one in front if one.get("name") == "title" and not _is_number_only(one)]
    for tag in ("docTitle", "name", "longTitle", "shortTitle"):
        for element in named if tag == "name" else front:
            if tag in ("name", local_name(element)) and reader.words(element):
                return element
    return None


def _is_number_only(element: Element) -> bool:
    return any(local_name(one) in ("docType", "docNumber") for one in element.iter())


def _find_title(reader: BodyReader, document: Element) -> str | None:
    element = _title_element(reader, document)
    if element is not None:
        return reader.words(element)
    aliases = [alias for alias in document.iter() if local_name(alias) == "FRBRalias"]
    aliases.sort(key=lambda alias: alias.get("name") != "title")
    values = (flatten(alias.get("value") or "") for alias in aliases)
    return next((value for value in values if value and not value.startswith("#")), None)


def _find_language(root: Element) -> str:
    found = (
        next(
            (
                element.get("language")
                for element in root.iter()
                if local_name(element) == "FRBRlanguage"
            ),
            None,
        )
        or "en"
    )
    short = {long: short for short, long in LANGUAGES.items()}.get(found, found)
    return short[:3].lower() if short.isalpha() else "en"
