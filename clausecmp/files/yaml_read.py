"""YAML text -> Node(value, location); the only `import yaml`.

Every scalar is read as the text it is written as (`no`, `2001-11-23` and `6` stay words), so
nothing is guessed, and every node keeps its place, so any later problem can name line and column.
Tags, anchors and aliases are refused: the formats need none, and with them go code execution and
alias bombs.
"""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from ..model.characters import _CONTROL, clean_text
from ..model.problems import ERROR, WARNING, InputError, Location, Problem, file_problem

MAX_BYTES = 64 * 1024 * 1024  # 20,000 concerns take 12 MB; nothing people edit by hand comes near
MAX_DEPTH = 60  # a clause six levels down stands 20 deep

# PyYAML built without libyaml gives the same events, slower
_Loader: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = ("", "~", "null")
_NO_KEYS: dict[str, tuple[int, int]] = {}
_FORBIDDEN = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
"""Characters that YAML 1.1 does not allow in a file (section 5.1)."""


class Node:
    """One YAML value and its place.

    `value` is None, a str, a list of Nodes or a dict of Nodes; `keys` gives line and column of each
    key of a dict. No dataclass: a draft has ten thousand of them.
    """

    __slots__ = ("column", "keys", "line", "path", "value")

    def __init__(
        self, value: str | list[Node] | dict[str, Node] | None, path: str, line: int, column: int
    ) -> None:
        self.value = value
        self.path, self.line, self.column = path, line, column
        self.keys: dict[str, tuple[int, int]] = {} if type(value) is dict else _NO_KEYS

    @property
    def location(self) -> Location:
        return Location(self.path, self.line, self.column)

    def locate_key(self, key: str) -> Location:
        """Where `key` stands, where the mapping begins if it has no such key."""
        return Location(self.path, *self.keys.get(key, (self.line, self.column)))

    def get(self, key: str) -> Node | None:
        """The node under `key`, None if it is absent, empty, or this is no mapping."""
        found = self.value.get(key) if isinstance(self.value, dict) else None
        return None if found is None or found.value is None else found

    def text(self, key: str) -> str | None:
        """The scalar under `key` as text, None if absent or no scalar."""
        found = self.get(key)
        return found.value if found is not None and isinstance(found.value, str) else None

    def items(self, key: str) -> list[Node]:
        """The list under `key`, empty if absent or no list."""
        found = self.get(key)
        return found.value if found is not None and isinstance(found.value, list) else []

    def texts(self, key: str) -> tuple[str, ...]:
        """The scalars of the list under `key`."""
        return tuple(node.value for node in self.items(key) if isinstance(node.value, str))


class Document(NamedTuple):
    """A YAML file as read: its root (None when nothing could be read), its text, every problem met
    on the way."""

    path: str
    text: str
    root: Node | None
    problems: list[Problem]


def read_bytes(path: str | Path, *, most: int = -1, limit: int = MAX_BYTES) -> bytes:
    """The first `most` bytes of a file, all without. Raises InputError for what is no readable
    regular file of at most `limit` bytes; a pipe is never opened."""
    try:
        status = os.stat(path)
        if stat.S_ISDIR(status.st_mode):
            raise file_problem(path, "this is a folder, expected a file")
        if not stat.S_ISREG(status.st_mode):
            raise file_problem(path, "this is no regular file (a pipe, device or socket)")
        if status.st_size > limit:
            raise file_problem(
                path, f"the file has {status.st_size:,} bytes, expected at most {limit:,}"
            )
        with open(path, "rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:
        raise file_problem(
            path, f"cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from None


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file. Raises InputError for what is no readable UTF-8 text file of at
    most MAX_BYTES."""
    path = str(path)
    data = read_bytes(path)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        place = Location(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        message = f"not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}"
        raise InputError(
            [Problem(place, message, "encoding", hint="save the file as UTF-8")]
        ) from None


def read_yaml(path: str | Path) -> Document:
    """Read a YAML file; problems are gathered in the Document, never raised."""
    try:
        text = read_text(path)
    except InputError as error:
        return Document(str(path), "", None, list(error.problems))
    return parse_yaml(text, str(path))


def parse_yaml(text: str, path: str = "<text>") -> Document:
    """YAML text as a Document; `path` is used for locations only."""
    problems: list[Problem] = []
    root: Node | None = None
    try:
        root = _build(read_events(text), path, problems)
    except yaml.MarkedYAMLError as error:
        problems.append(_syntax_problem(error, text, path))
    except _TooDeep as error:
        problems.append(_depth_problem(error.place))
    except (yaml.reader.ReaderError, ValueError, OverflowError):
        # a character that may not stand in the file, or is made by an escape such as \UFFFFFFFF
        problems.append(_character_problem(text, path))
    if root is None and not problems:
        problems.append(Problem(Location(path), "the file is empty", "schema"))
    return Document(path, text, root, problems)


class _TooDeep(Exception):
    def __init__(self, place: Location) -> None:
        self.place = place


def read_events(text: str) -> Iterator[yaml.Event]:
    """The parser's events; the loader is asked directly, `yaml.parse` would pass each event through
    two more calls."""
    loader = _Loader(text)
    try:
        yield from iter(loader.get_event, None)
    finally:
        loader.dispose()


def can_parse(text: str) -> bool:
    """Whether the parser takes the text; told without making anything of it, so that
    it is fast. Always False where PyYAML came without libyaml."""
    try:
        parse = getattr(_Loader(text), "raw_parse", None)
        return bool(parse and parse())
    except (yaml.YAMLError, ValueError, OverflowError):
        return False


def _build(events: Iterator[yaml.Event], path: str, problems: list[Problem]) -> Node | None:
    """Nodes from parser events, without recursion (a hostile file may nest as deep as it likes)."""
    stack: list[Node] = []  # the collections that are open
    keys: list[str | None] = []  # the key that waits for its value, for each of them
    root: Node | None = None
    documents = 0
    node: Node
    for event in events:
        if isinstance(event, yaml.ScalarEvent):
            if stack and keys[-1] is None and type(stack[-1].value) is dict:
                keys[-1] = _add_key(event, stack[-1], problems)
                continue
            node = Node(event.value, path, *_place_of(event))
            if (
                event.anchor
                or event.tag
                or not event.value.isascii()
                or not event.value.isprintable()
                or event.value in _NULLS
            ):
                _check_scalar(event, node, problems)
        elif isinstance(event, yaml.CollectionStartEvent):
            node = _make_collection(event, path, problems)
            if len(stack) >= MAX_DEPTH:
                raise _TooDeep(node.location)
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
            keys.pop()
            continue
        elif isinstance(event, yaml.AliasEvent):
            node = Node(None, path, *_place_of(event))
            problems.append(
                Problem(
                    node.location,
                    f"alias *{event.anchor}: aliases are not used in these files",
                    "syntax",
                )
            )
        else:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                place = Location(path, *_place_of(event))
                problems.append(
                    Problem(place, "a second YAML document begins here, expected one", "syntax")
                )
                return root
            continue
        if stack:
            keys[-1] = _attach(node, stack[-1], keys[-1], problems)
        else:
            root = node
        if isinstance(event, yaml.CollectionStartEvent):
            stack.append(node)
            keys.append(None)
    return None if root is not None and root.value in (None, "") else root


def _place_of(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event, from 1."""
    mark = event.start_mark
    assert mark is not None  # only events made by hand have none
    return mark.line + 1, mark.column + 1


def _add_key(event: yaml.ScalarEvent, parent: Node, problems: list[Problem]) -> str:
    """Note a key of a mapping; its value comes next. A key that stands twice keeps its first
    value."""
    name = event.value
    place = _place_of(event)
    if event.anchor or event.tag:
        problems.append(_unused_feature(event, Location(parent.path, *place)))
    if not name.isascii():
        name = clean_text(name)
    if name in parent.keys:
        first = parent.keys[name][0]
        problems.append(
            Problem(
                Location(parent.path, *place),
                f"key '{name}' stands twice (first in line {first})",
                "duplicate-key",
            )
        )
    else:
        parent.keys[name] = place
    return name


def _attach(node: Node, parent: Node, key: str | None, problems: list[Problem]) -> str | None:
    """Put a node into its parent; returns the key that now waits for a value."""
    held = parent.value
    if type(held) is list:
        held.append(node)
        return None
    assert isinstance(held, dict)
    if key is None:
        problems.append(Problem(node.location, "a key must be a word", "syntax"))
        return ""
    held.setdefault(key, node)
    return None


def _make_collection(event: yaml.CollectionStartEvent, path: str, problems: list[Problem]) -> Node:
    value: dict[str, Node] | list[Node] = {} if isinstance(event, yaml.MappingStartEvent) else []
    node = Node(value, path, *_place_of(event))
    if event.tag or event.anchor:
        problems.append(_unused_feature(event, node.location))
    return node


def _check_scalar(event: yaml.ScalarEvent, node: Node, problems: list[Problem]) -> None:
    """What is not plain: nothing at all, tags and anchors, characters that do not show."""
    value = event.value
    if event.anchor or event.tag and event.tag != "!":
        problems.append(_unused_feature(event, node.location))
    if not event.style and value in _NULLS:
        node.value = None
    elif found := _CONTROL.search(value):
        name = unicodedata.name(found[0], "control character")
        message = (
            f"control or invisible character U+{ord(found[0]):04X} ({name.lower()}) is left out"
        )
        problems.append(Problem(node.location, message, "control-characters", WARNING))
        node.value = _CONTROL.sub("", value)


def _unused_feature(
    event: yaml.ScalarEvent | yaml.CollectionStartEvent, place: Location
) -> Problem:
    what = f"tag {event.tag}" if event.tag else f"anchor &{event.anchor}"
    return Problem(
        place, f"{clean_text(what)}: tags and anchors are not used in these files", "syntax"
    )


def _depth_problem(place: Location) -> Problem:
    return Problem(place, f"nested more than {MAX_DEPTH} levels deep", "syntax")


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, path: str) -> Problem:
    """What is wrong with the YAML, told from where the parser stopped (`at`) and where the thing
    it was reading begins (`start`). Its own words are not used: they differ between versions."""
    at = _offset(text, error.problem_mark)
    start = at if error.context_mark is None else _offset(text, error.context_mark)
    if (deepest := _find_too_deep(text, at)) is not None:
        return _depth_problem(_locate(text, deepest, path))
    ended = not text[at:].strip()
    message, hint = _describe_fault(
        text, at, start, scanner=isinstance(error, yaml.scanner.ScannerError)
    )
    begun = _locate(text, start, path)
    if "\n" in text[start:at] and not ended:
        message += f"; it begins in line {begun.line}, column {begun.column}"
    # at the end of the file nothing is to be seen: better the place where the thing begins
    place = begun if ended else _locate(text, at, path)
    return Problem(place, f"not YAML: {message}", "syntax", ERROR, hint)


_OPENED = {
    "[": "in this list ',' or ']' is expected",
    "{": "between these braces ',' or '}' is expected",
    "-": "in this list '-' is expected, in the column of the '-' before",
    "'": "this text is not closed: ' is missing",
}
"""First character of what the parser was reading -> what was expected."""


def _describe_fault(text: str, at: int, start: int, *, scanner: bool) -> tuple[str, str | None]:
    """What was expected, and how to mend it."""
    found, first = text[at : at + 1], text[start : start + 1]
    if found == "\t":
        return "a tab cannot stand here", "indent with spaces"
    if first == '"' and scanner:
        if text[at:].strip():
            return "after \\ in this text an escape such as \\n is expected", "write \\\\ for \\"
        return 'this text is not closed: " is missing', None
    if first in _OPENED and scanner == (first == "'"):
        return _OPENED[first], None
    if found == ":":
        return "':' cannot stand here", "put text that holds ': ' in quotes"
    if found and found in "@`%&*!|>" or first and first in "%&*!|>":
        sign = first if first and first in "%&*!|>" else found
        return f"a text cannot begin with '{sign}'", "put it in quotes"
    if start != at and not scanner:
        return "here a key is expected, in the column of the keys before", None
    if not text[at:].strip():
        return "the file ends too early", None
    return f"'{clean_text(found)}' cannot stand here", None


def _offset(text: str, mark: yaml.error.Mark | yaml._yaml.Mark | None) -> int:
    """Where a mark stands in the text; the end for a mark behind it."""
    if mark is None:
        return 0
    lines = re.finditer(r"^", text, re.M)
    begin = next((match.start() for n, match in enumerate(lines) if n == mark.line), len(text))
    return min(begin + mark.column, len(text))


def _locate(text: str, at: int, path: str) -> Location:
    return Location(path, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _find_too_deep(text: str, at: int) -> int | None:
    """The bracket in the line up to `at` that opens one level too many. The parser reads a line of
    brackets ahead, and can stop at a limit of its own before their events reach us."""
    depth, begin = 0, text.rfind("\n", 0, at) + 1
    for place in range(begin, at):
        depth += (text[place] in "[{") - (text[place] in "]}")
        if depth > MAX_DEPTH:
            return place
    return None


def _character_problem(text: str, path: str) -> Problem:
    """The first character that YAML does not allow, as it stands or as an escape that makes
    none."""
    found = re.search(_FORBIDDEN, text) or re.search(
        r"\\U(?!0010|000[0-9A-Fa-f])[0-9A-Fa-f]{8}", text
    )
    if found is None:
        return Problem(Location(path), "a character that YAML does not allow", "encoding")
    sign = found[0]
    name = f"U+{ord(sign):04X}" if len(sign) == 1 else sign
    place = _locate(text, found.start(), path)
    return Problem(place, f"{name} is no character that YAML allows", "encoding")


class _Dumper(yaml.SafeDumper):
    """Block style with indented lists and folded long text, as people write these files."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        return super().increase_indent(flow, False)

    def ignore_aliases(self, data: object) -> bool:
        return True


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    # a folded block reads best, but YAML cannot fold text with line breaks or outer blanks without
    # changing it
    foldable = (
        len(value) > 60 and "\n" not in value and value == value.strip() and "  " not in value
    )
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=">" if foldable else None)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(
    type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "")
)


def dump_yaml(data: object, *, width: int = 110) -> str:
    """Plain data (dict, list, str, int, bool, None) as YAML text that reads back the same, keys in
    given order."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=width)


def dump_flow(data: object) -> str:
    """Plain data on one line, lists as [a, b] and mappings as {a: b}."""
    line = yaml.dump(
        [data],
        Dumper=yaml.SafeDumper,
        sort_keys=False,
        allow_unicode=True,
        width=float("inf"),
        default_flow_style=True,
    )
    return line.strip()[1:-1]
