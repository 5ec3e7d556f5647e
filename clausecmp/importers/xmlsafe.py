"""XML without document types: no entities, no external files, no bombs. Standard library only."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from ..model.characters import clean_text
from ..model.problems import InputError, Location, Problem

MAX_DEPTH = 100
"""The acts and Word files at hand nest 20 elements at most."""
_LINE = "{line}line"
MAX_ELEMENTS = 500_000
"""The longest act at hand has 17,000; a paragraph of the Word files at hand has 16."""


def parse_xml(xml: bytes, path: str | Path, *, inside: str = "", numbered: bool = False) -> Element:
    """The root element of XML text, names as `{namespace}tag`, without characters that do not show.
    Raises InputError for what is not well-formed, declares a document type (entities are never
    resolved), nests too deep or is too long. `inside` names the part of an archive; `numbered`:
    each element says in which line of the file it begins (`line_of`)."""
    where = f" ({inside})" if inside else ""
    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = count = 0

    def refuse_doctype(*_: object) -> None:
        raise _fail(
            path,
            parser,
            f"the XML{where} declares a document type, which is not read (it can hold entities and file references)",
            hint="remove the <!DOCTYPE ...> and use plain characters",
        )

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > MAX_DEPTH:
            raise _fail(path, parser, f"the XML{where} nests elements more than {MAX_DEPTH} deep")
        if count > MAX_ELEMENTS:
            raise _fail(path, parser, f"the XML{where} has more than {MAX_ELEMENTS:,} elements")
        given = {_name(key): clean_text(value) for key, value in attributes.items()}
        if numbered:
            given[_LINE] = str(parser.CurrentLineNumber)
        builder.start(_name(tag), given)

    def data(text: str) -> None:
        builder.data(clean_text(text))

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_name(tag))

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        message = (
            expat.errors.messages.get(error.code, str(error))
            if isinstance(error.code, int)
            else str(error)
        )
        cut = " (was it cut short?)" if "unclosed" in message or "no element" in message else ""
        place = Location(str(path), error.lineno, error.offset + 1)
        raise InputError(
            [Problem(place, f"the XML{where} is broken: {message}{cut}", "file")]
        ) from None
    except (LookupError, ValueError) as error:
        raise _fail(path, parser, f"the XML{where} is broken: {error}") from None
    return builder.close()


def line_of(element: Element) -> int | None:
    """The line of the file in which an element begins, where that was noted."""
    return int(element.get(_LINE) or 0) or None


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _name(name: str) -> str:
    return "{" + name if "}" in name else name


def _fail(
    path: str | Path, parser: expat.XMLParserType, message: str, *, hint: str | None = None
) -> InputError:
    return InputError(
        [
            Problem(
                Location(str(path), parser.CurrentLineNumber, parser.CurrentColumnNumber + 1),
                message,
                "file",
                hint=hint,
            )
        ]
    )
