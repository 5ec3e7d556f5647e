"""Where the official texts are published: data/sources.yaml, and any United Nations document by its
symbol."""

from __future__ import annotations

import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from ..files.shape import ID, TEXT, Key, Many, Record, Text, check_shape
from ..files.yaml_read import Node, parse_yaml
from ..model.problems import InputError, Location, Problem, raise_errors, suggest

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")
EVIDENCE = Text(("high", "medium", "low"))
TYPE = Text(("pdf", "docx", "html"))

_URL = Text(pattern=r"https://\S+", expected="an https address")
_ADDRESS = Record(
    "an address",
    {
        "url": Key(_URL, True),
        "type": Key(TYPE, True),
        "language": Key(Text(LANGUAGES), True),
        "evidence": Key(EVIDENCE, True, "How sure it is that the document is there."),
        "note": Key(TEXT),
    },
)
_SOURCE = Record(
    "a source",
    {
        "id": Key(ID, True),
        "draft": Key(
            Text(pattern=r"[a-z0-9-]+@[\w.-]+", expected="instrument@version"),
            True,
            "The draft that it becomes.",
        ),
        "label": Key(TEXT),
        "title": Key(TEXT, True),
        "symbol": Key(TEXT),
        "by_symbol": Key(TEXT, about="Symbol under which the UN's document system has it."),
        "part": Key(TEXT, about="Which instrument of the file is meant."),
        "evidence": Key(EVIDENCE, True),
        "note": Key(TEXT),
        "page": Key(_URL, about="The page to open in a browser."),
        "addresses": Key(Many(_ADDRESS)),
    },
)
_BY_SYMBOL = Record(
    "an address by symbol",
    {
        "url": Key(_URL, True),
        "type": Key(TYPE, True),
        "evidence": Key(EVIDENCE, True),
        "note": Key(TEXT),
    },
)
SOURCES = Record(
    "the sources",
    {
        "hosts": Key(Many(TEXT, 1), True, "The only hosts that are asked."),
        "symbols": Key(Many(_BY_SYMBOL), True),
        "sources": Key(Many(_SOURCE, 1), True),
    },
)


@dataclass(frozen=True, slots=True)
class Address:
    url: str
    type: str
    language: str
    evidence: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An official document: the draft it becomes and the addresses to try, surest first."""

    id: str
    draft: str
    title: str
    evidence: str
    label: str | None = None
    symbol: str | None = None
    part: str | None = None
    note: str | None = None
    page: str | None = None
    addresses: tuple[Address, ...] = ()


@cache
def list_sources() -> tuple[Source, ...]:
    """The sources of data/sources.yaml in its order."""
    root = read_sources()
    return tuple(_build_source(node, root) for node in root.items("sources"))


@cache
def read_sources() -> Node:
    """data/sources.yaml, checked. Raises InputError with every problem of it."""
    document = parse_yaml(
        (files("clausecmp") / "data" / "sources.yaml").read_text(encoding="utf-8"),
        "clausecmp/data/sources.yaml",
    )
    problems = [
        *document.problems,
        *(check_shape(document.root, SOURCES, what="the sources") if document.root else ()),
    ]
    raise_errors(problems)
    assert document.root
    return document.root


def _build_source(node: Node, root: Node) -> Source:
    given = {key: node.text(key) for key in ("label", "symbol", "part", "note", "page")}
    own = tuple(
        Address(
            each.text("url") or "",
            each.text("type") or "",
            each.text("language") or "",
            each.text("evidence") or "",
            each.text("note"),
        )
        for each in node.items("addresses")
    )
    symbol = node.text("by_symbol")
    return Source(
        node.text("id") or "",
        node.text("draft") or "",
        node.text("title") or "",
        node.text("evidence") or "low",
        addresses=own + (tuple(_symbol_addresses(symbol, root)) if symbol else ()),
        **given,
    )


def _symbol_addresses(symbol: str, root: Node) -> Iterator[Address]:
    for each in root.items("symbols"):
        shape = each.text("url") or ""
        quoted = urllib.parse.quote(symbol, safe="" if "?" in shape else "/")
        for language in LANGUAGES:
            yield Address(
                shape.replace("{symbol}", quoted).replace("{language}", language),
                each.text("type") or "pdf",
                language,
                each.text("evidence") or "low",
                each.text("note"),
            )


def source_of_symbol(symbol: str) -> Source:
    """The source for any United Nations document symbol. Raises InputError for what is no
    symbol."""
    symbol = symbol.strip().upper() if symbol.islower() else symbol.strip()
    if not re.fullmatch(r"[A-Z]{1,6}(?:/[A-Za-z0-9][A-Za-z0-9.()-]{0,20}){1,8}", symbol):
        raise fail(
            symbol,
            "this is no document symbol, expected one like A/AC.291/22/Rev.3",
            rule="unknown-source",
        )
    name = re.sub(r"[^a-z0-9]+", "-", symbol.lower()).strip("-")
    return Source(
        name,
        f"{name}@{datetime.now(UTC):%Y-%m-%d}",
        symbol,
        "medium",
        symbol=symbol,
        page=f"https://docs.un.org/en/{urllib.parse.quote(symbol)}",
        addresses=tuple(_symbol_addresses(symbol, read_sources())),
    )


def find_source(name: str) -> Source:
    """A source by its id, its draft (`un-cybercrime@2024-05-23`, `un-cybercrime@rev3`), or a
    document symbol. Raises InputError with the nearest names."""
    known = list_sources()
    for source in known:
        if name in (source.id, source.draft, f"{source.draft.partition('@')[0]}@{source.label}"):
            return source
    if "/" in name:
        return next(
            (source for source in known if source.symbol == name), None
        ) or source_of_symbol(name)
    names = [source.id for source in known] + [
        f"{source.draft.partition('@')[0]}@{source.label}" for source in known if source.label
    ]
    raise fail(
        name,
        f"no source is called '{name}'",
        rule="unknown-source",
        hint=suggest(name, names) or "known are " + ", ".join(source.id for source in known),
    )


def fail(where: str, message: str, *, rule: str = "fetch", hint: str | None = None) -> InputError:
    """An InputError about an address, a source or a folder."""
    return InputError([Problem(Location(where), message, rule, hint=hint)])
