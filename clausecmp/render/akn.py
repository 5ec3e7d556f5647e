"""Draft -> Akoma Ntoso 3.0. What `write_akn` writes, `importers/akn.py` reads back equal.

The standard library only: cobalt would build the FRBR block and leave the rest to be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from ..importers.akn import AKN, HEAD, LANGUAGES, OWN, TAGS, read_number
from ..model.characters import clean_text
from ..model.draft import Clause, Draft

_SHORT = {
    "part": "part",
    "chapter": "chp",
    "section": "sec",
    "title": "title",
    "subsection": "subsec",
    "article": "art",
    "paragraph": "para",
    "item": "point",
    "option": "opt",
    "annex": "annex",
    "preamble": "preamble",
    "recital": "rec",
}


def write_akn(draft: Draft) -> str:
    """The draft as Akoma Ntoso 3.0 XML: FRBR identifiers, an eId for each clause, and what the
    standard has no place for (status, confidence, note, wording, sources) in attributes of a
    namespace of our own."""
    used: dict[str, int] = {}
    clauses = list(draft.clauses)
    preamble = clauses.pop(0) if clauses and _is_plain_preamble(clauses[0]) else None
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<akomaNtoso xmlns="{AKN}" xmlns:cc="{OWN}">',
        '<act contains="originalVersion" name="treaty">',
        *_write_meta(draft),
        f'<preface eId="preface"><longTitle eId="preface__title"><p>{_text(draft.title)}</p></longTitle></preface>',
    ]
    if preamble:
        lines += _write_preamble(preamble, used)
    lines.append("<body>")
    for clause in clauses:
        lines += _write_clause(clause, "", used)
    if not clauses:  # a body may not be empty
        lines.append('<hcontainer eId="none" name="none"><content><p/></content></hcontainer>')
    return "\n".join([*lines, "</body>", "</act>", "</akomaNtoso>", ""])


def _is_plain_preamble(clause: Clause) -> bool:
    return (
        clause.kind == "preamble"
        and not clause.number
        and not clause.heading
        and all(
            below.kind == "recital"
            and not below.clauses
            and not below.heading
            and not below.closing
            for below in clause.clauses
        )
    )


def _write_meta(draft: Draft) -> Iterator[str]:
    work = f"/akn/un/act/{_date(draft.version)}/{_slug(draft.instrument)}"
    language = LANGUAGES.get(draft.language, draft.language)
    version = f"{work}/{language}@{_slug(draft.version)}"
    yield '<meta><identification source="#clausecmp">'
    for level, this, extra in (
        ("Work", work, '<FRBRcountry value="un"/>'),
        ("Expression", version, f'<FRBRlanguage language="{language}"/>'),
        ("Manifestation", f"{version}.xml", ""),
    ):
        suffix = "" if level == "Manifestation" else "/!main"
        yield (
            f'<FRBR{level}><FRBRthis value="{this}{suffix}"/><FRBRuri value="{this}"/>'
            f'<FRBRdate date="{_date(draft.version)}" name="version"/><FRBRauthor href="#parties"/>{extra}</FRBR{level}>'
        )
    yield '</identification><references source="#clausecmp">'
    yield '<TLCOrganization eId="parties" href="/ontology/organization/parties" showAs="The Parties"/>'
    yield '<TLCOrganization eId="clausecmp" href="/ontology/organization/clausecmp" showAs="clausecmp"/></references>'
    given = {
        "instrument": draft.instrument,
        "version": draft.version,
        "language": draft.language,
    } | {key: getattr(draft, key) for key in HEAD}
    yield f'<proprietary source="#clausecmp"><cc:draft{_attributes(given, prefix="")}>'
    for source in draft.sources:
        yield (
            "<cc:source>"
            + "".join(
                f"<cc:field name={quoteattr(key)}>{_text(value)}</cc:field>"
                for key, value in source
            )
            + "</cc:source>"
        )
    yield "</cc:draft></proprietary></meta>"


def _date(version: str) -> str:
    try:
        return date.fromisoformat(version).isoformat()
    except ValueError:
        return "0001-01-01"  # FRBRdate must be a date; the version stands in the expression's URI


def _slug(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", text).strip("-") or "x"


def _text(text: str) -> str:
    return escape(clean_text(text), {"\r": "&#13;"})


def _attributes(given: dict[str, str | None], *, prefix: str = "cc:") -> str:
    """XML attributes; line breaks and tabs escaped, since a reader would make blanks of them."""
    return "".join(
        f" {prefix}{key}={quoteattr(clean_text(value), {chr(10): '&#10;', chr(9): '&#9;', chr(13): '&#13;'})}"
        for key, value in given.items()
        if value is not None
    )


def _count(number: int | None) -> str | None:
    return None if number is None else str(number)


def _marks(clause: Clause) -> str:
    return _attributes(
        {
            "status": clause.status,
            "confidence": clause.confidence,
            "note": clause.note,
            "page": _count(clause.source.page) if clause.source else None,
            "line": _count(clause.source.line) if clause.source else None,
        }
    )


def _eid(clause: Clause, above: str, used: dict[str, int]) -> str:
    """An eId that is not in `used` yet, and now is; `used` holds how often each was wanted."""
    own = _SHORT[clause.kind] + (f"_{_slug(clause.number)}" if clause.number else "")
    # by the naming convention an article's eId does not name the chapter it stands in
    name = (
        own
        if not above or clause.kind == "article" and not above.startswith("annex")
        else f"{above}__{own}"
    )
    found = name
    while found in used:  # the count is kept, so that many equal numbers take no longer than others
        used[name] += 1
        found = f"{name}-{used[name]}"
    used[found] = 1
    return found


def _write_preamble(clause: Clause, used: dict[str, int]) -> Iterator[str]:
    yield f'<preamble eId="{_eid(clause, "", used)}"{_marks(clause)}>'
    if clause.text is not None:
        yield f'<formula eId="preamble__formula_1" name="opening"><p>{_text(clause.text)}</p></formula>'
    if clause.clauses:
        yield '<recitals eId="preamble__recs">'
        for below in clause.clauses:
            yield (
                f'<recital eId="{_eid(below, "preamble", used)}"{_attributes({"number": below.number})}{_marks(below)}>'
                f"<p>{_text(below.text or '')}</p></recital>"
            )
        yield "</recitals>"
    if clause.closing is not None:
        yield f'<formula eId="preamble__formula_2" name="closing"><p>{_text(clause.closing)}</p></formula>'
    yield "</preamble>"


def _write_clause(clause: Clause, above: str, used: dict[str, int]) -> Iterator[str]:
    eid = _eid(clause, above, used)
    tag = TAGS.get(clause.kind, "hcontainer")
    name = f' name="{clause.kind}"' if tag == "hcontainer" else ""
    yield f'<{tag} eId="{eid}"{name}{_marks(clause)}>'
    if clause.number is not None:
        shown = _show_number(clause)
        exact = (
            "" if read_number(shown) == clause.number else _attributes({"number": clause.number})
        )
        yield f"<num{exact}>{_text(shown)}</num>"
    if clause.heading is not None:
        yield f"<heading>{_text(clause.heading)}</heading>"
    if clause.clauses:
        if clause.text is not None:
            yield f"<intro><p>{_text(clause.text)}</p></intro>"
        for below in clause.clauses:
            yield from _write_clause(below, eid, used)
    elif clause.text is not None:
        yield f"<content><p>{_text(clause.text)}</p></content>"
    if clause.closing is not None:
        yield f"<wrapUp><p>{_text(clause.closing)}</p></wrapUp>"
    yield f"</{tag}>"


def _show_number(clause: Clause) -> str:
    number = clause.number or ""
    if clause.kind in ("paragraph", "recital"):
        return f"{number}."
    return f"({number})" if clause.kind == "item" else f"{clause.kind.capitalize()} {number}"
