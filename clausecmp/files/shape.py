"""The shape of every file format, declared once: the loader checks with it, JSON Schemas are
written from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..model.problems import Problem, suggest
from .yaml_read import Node


class Text(NamedTuple):
    """A scalar; one of `choices` if there are any; matching `pattern` (a regular expression,
    whole)."""

    choices: tuple[str, ...] = ()
    pattern: str | None = None
    expected: str = "text"
    nullable: bool = False


class Many(NamedTuple):
    """A list of `of`, with at least `least` entries."""

    of: Shape
    least: int = 0


class Key(NamedTuple):
    """One key of a Record: its shape, whether it must be there, one sentence about it."""

    shape: Shape
    required: bool = False
    about: str = ""


class Record(NamedTuple):
    """A mapping with known keys. With `kinds`, its first key must be one of these, holding the
    number."""

    name: str
    keys: Mapping[str, Key]
    kinds: tuple[str, ...] = ()
    recursive: tuple[str, ...] = ()  # keys whose list holds this same record


class Free(NamedTuple):
    """A mapping whose keys are names chosen by the writer, each holding `of`."""

    of: Shape
    choices: tuple[str, ...] = ()


Shape = Text | Many | Record | Free

VERSION = r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}"
"""A version or label of a draft. Names are so short that a disk can hold a file whose name is made
of two full names of drafts (255 bytes)."""
ID = Text(
    pattern=r"[a-z0-9][a-z0-9-]{0,99}",
    expected="an id of lower-case letters, digits and hyphens (at most 100)",
)
DRAFT_NAME = Text(
    pattern=rf"(?!.{{121}})[a-z0-9][a-z0-9-]*@{VERSION}",
    expected="the full name of a draft, instrument@version",
)
DATE = Text(pattern=r"\d{4}-\d{2}-\d{2}", expected="a date like 2024-05-23")
TEXT = Text()


def check_shape(node: Node, shape: Shape, *, what: str = "the file") -> Iterator[Problem]:
    """Every way in which `node` is not of `shape`, with place and nearest valid name."""
    if isinstance(shape, Text):
        yield from _check_text(node, shape, what)
    elif isinstance(shape, Many):
        if not isinstance(node.value, list):
            yield _wrong(node, f"{what}: expected a list, found {_kind(node)}")
            return
        if len(node.value) < shape.least:
            yield _wrong(node, f"{what}: the list is empty, expected at least {shape.least}")
        for item in node.value:
            yield from check_shape(item, shape.of, what=what)
    elif isinstance(shape, Free):
        if not isinstance(node.value, dict):
            yield _wrong(node, f"{what}: expected keys and values, found {_kind(node)}")
            return
        for key, item in node.value.items():
            if shape.choices and key not in shape.choices:
                yield _unknown(node, key, what, shape.choices)
            yield from check_shape(item, shape.of, what=f"'{key}'")
    else:
        yield from _check_record(node, shape, what)


def _check_text(node: Node, shape: Text, what: str) -> Iterator[Problem]:
    if node.value is None:
        if not shape.nullable:
            yield _wrong(node, f"{what}: empty, expected {_expected(shape)}")
    elif not isinstance(node.value, str):
        yield _wrong(node, f"{what}: expected {_expected(shape)}, found {_kind(node)}")
    elif shape.choices and node.value not in shape.choices:
        hint = suggest(node.value, shape.choices)
        yield _wrong(
            node,
            f"{what}: '{node.value[:60]}' is not known, expected one of {', '.join(shape.choices)}",
            hint,
        )
    elif shape.pattern and not re.fullmatch(shape.pattern, node.value):
        yield _wrong(node, f"{what}: '{node.value[:60]}' is not {shape.expected}")


def _check_record(node: Node, shape: Record, what: str) -> Iterator[Problem]:
    if not isinstance(node.value, dict):
        yield _wrong(node, f"{what}: expected {shape.name} with keys, found {_kind(node)}")
        return
    keys = list(node.value)
    if shape.kinds:
        kinds = [key for key in keys if key in shape.kinds]
        if not kinds:
            first = keys[0] if keys else ""
            hint = suggest(first, shape.kinds)
            place = node.locate_key(first)
            yield Problem(
                place,
                f"no kind: the first key is '{first}', expected one of {', '.join(shape.kinds)}",
                "schema",
                hint=hint,
            )
        elif keys[0] != kinds[0] or len(kinds) > 1:
            yield _wrong(node, f"expected one kind as the first key, found {', '.join(kinds)}")
    for key in keys:
        if key not in shape.keys and key not in shape.kinds:
            if not (shape.kinds and key == keys[0] and not any(k in shape.kinds for k in keys)):
                yield _unknown(node, key, shape.name, tuple(shape.keys))
        elif key in shape.recursive:
            yield from check_shape(node.value[key], Many(shape, 1), what=f"'{key}'")
        elif key in shape.keys:
            declared = shape.keys[key].shape
            if declared is not TEXT or type(node.value[key].value) is not str:
                yield from check_shape(node.value[key], declared, what=f"'{key}'")
    for key, one in shape.keys.items():
        if one.required and key not in node.value:
            yield _wrong(node, f"{shape.name}: '{key}' is missing")


def _wrong(node: Node, message: str, hint: str | None = None) -> Problem:
    return Problem(node.location, message, "schema", hint=hint)


def _unknown(node: Node, key: str, what: str, known: tuple[str, ...]) -> Problem:
    return Problem(
        node.locate_key(key),
        f"{what}: key '{key[:60]}' is not known",
        "schema",
        hint=suggest(key, known) or f"known are {', '.join(known)}",
    )


def _kind(node: Node) -> str:
    value = node.value
    return (
        "nothing"
        if value is None
        else "keys and values"
        if isinstance(value, dict)
        else "a list"
        if isinstance(value, list)
        else f"'{value[:40]}'"
    )


def _expected(shape: Text) -> str:
    return f"one of {', '.join(shape.choices)}" if shape.choices else shape.expected


def to_json_schema(shape: Shape, *, title: str, about: str = "") -> dict[str, Any]:
    """`shape` as a JSON Schema (draft 2020-12). YAML readers other than ours type scalars, so
    numbers are let in."""
    definitions: dict[str, Any] = {}
    body = _schema_of(shape, definitions)
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": about,
        **body,
    }
    return {**schema, "$defs": definitions} if definitions else schema


def _schema_of(shape: Shape, definitions: dict[str, Any]) -> dict[str, Any]:
    if isinstance(shape, Text):
        if shape.choices:
            return {"enum": [*shape.choices, *([None] if shape.nullable else [])]}
        types = ["string", "number", "boolean"] + (["null"] if shape.nullable else [])
        return {"type": types, **({"pattern": f"^(?:{shape.pattern})$"} if shape.pattern else {})}
    if isinstance(shape, Many):
        return {
            "type": "array",
            "items": _schema_of(shape.of, definitions),
            **({"minItems": shape.least} if shape.least else {}),
        }
    if isinstance(shape, Free):
        body: dict[str, Any] = {
            "type": "object",
            "additionalProperties": _schema_of(shape.of, definitions),
        }
        return {**body, "propertyNames": {"enum": list(shape.choices)}} if shape.choices else body
    name = shape.name.replace(" ", "-")
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _record_schema(shape, definitions, name)
    return {"$ref": f"#/$defs/{name}"}


def _record_schema(shape: Record, definitions: dict[str, Any], name: str) -> dict[str, Any]:
    properties: dict[str, Any] = {
        kind: {"type": ["string", "number", "boolean", "null"]} for kind in shape.kinds
    }
    for key, declared in shape.keys.items():
        body = (
            {"type": "array", "minItems": 1, "items": {"$ref": f"#/$defs/{name}"}}
            if key in shape.recursive
            else _schema_of(declared.shape, definitions)
        )
        properties[key] = {**body, **({"description": declared.about} if declared.about else {})}
    schema: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    required = [key for key, declared in shape.keys.items() if declared.required]
    if required:
        schema["required"] = required
    if shape.kinds:
        schema["oneOf"] = [{"required": [kind]} for kind in shape.kinds]
    return schema
