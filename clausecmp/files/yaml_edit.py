"""Line-exact edits of YAML files: comments, order and every line that is not meant stay as the
person wrote them.

An edit cuts one piece out of the text and puts another in its place; afterwards the text is read
again, and what it says must be what it said before with the intended change and no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..model.problems import InputError, file_problem, raise_errors
from .yaml_read import Node, can_parse, dump_flow, dump_yaml, parse_yaml, read_events

WIDTH = 110
"""Columns that a line written here may take; what is longer is written as a block."""

Data = Any  # None, str, int, bool, or lists and dicts of these
Made = dict[tuple[int, int], Data]


class Span(NamedTuple):
    """Where a value stands in its text: [start, end), for a block without what only separates it
    from the next; `style` is that of a scalar (None or '' plain, otherwise its first character),
    '{', '[' or '' for collections."""

    start: int
    end: int
    style: str | None


Spans = dict[tuple[type, int, int], Span]


def find_spans(text: str) -> Spans:
    """The span of every value and key by (dict, list or str; line; column), the place being that of
    its Node."""
    spans: Spans = {}
    stack: list[tuple[type, Any, str]] = []
    end = 0
    event: Any  # what the parser yields; only `yamlfile` knows its types
    for event in read_events(text):
        mark, kind = event.start_mark, type(event).__name__
        if kind == "ScalarEvent":
            end = event.end_mark.index
            if event.style in ("|", ">") and "+" not in text[mark.index : mark.index + 3]:
                end = mark.index + len(text[mark.index : end].rstrip())
            spans.setdefault(
                (str, mark.line + 1, mark.column + 1), Span(mark.index, end, event.style)
            )
        elif kind == "MappingStartEvent" or kind == "SequenceStartEvent":
            style = text[mark.index] if event.flow_style else ""
            stack.append((dict if kind == "MappingStartEvent" else list, mark, style))
        elif kind == "MappingEndEvent" or kind == "SequenceEndEvent":
            of, mark, style = stack.pop()
            end = event.end_mark.index if style else end
            spans[of, mark.line + 1, mark.column + 1] = Span(mark.index, end, style)
    return spans


class _Splice(NamedTuple):
    start: int
    end: int
    text: str


class Shortened(NamedTuple):
    """A text in which most entries of a list are blank lines; `start` and `end` say where these
    entries stand in the whole text, `blank` where the blank lines end in the short one."""

    text: str
    start: int
    end: int
    blank: int


FEW = 20
"""A list with fewer entries is read as it is."""
_DOCUMENT_MARK = re.compile(r"^(?:---|\.\.\.)(?:\s|$)", re.M)


def shorten_list(text: str, key: str) -> Shortened:
    """`text` with the entries of the list under `key` of the top level blank but for the last two,
    every line in its place; unchanged where there are few or they are not plainly written.

    What is left says of the rest of the file what the whole text would say. The entries left out
    are parsed by themselves: only if they are the entries of one list at this indent, each complete
    (no open quote or bracket), can what follows them not depend on them. What stands in them
    (double keys, tags, the keys of the format) is not looked at."""
    whole = Shortened(text, 0, 0, 0)
    heads = list(
        re.finditer(rf"^{re.escape(key)}:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( *)- ", text, re.M)
    )
    if len(heads) != 1:
        return whole
    start, mark = heads[0].start(1), f"\n{heads[0][1]}- "
    end = len(text)
    for _ in range(2):
        end = text.rfind(mark, start, end)
    if end < 0 or text.count(mark, start, end) < FEW:
        return whole
    end += 1
    entries = text[start:end]
    if _DOCUMENT_MARK.search(entries) or not can_parse(entries):
        return whole
    blank = "\n" * entries.count("\n")
    return Shortened(text[:start] + blank + text[end:], start, end, start + len(blank))


def append_entry(text: str, key: str, data: Data) -> str:
    """`text` with `data` as the last entry of the list under `key` of the top level; an empty or
    absent list is begun.

    The entry is indented as its neighbours are, and set off by a blank line where they are. Of a
    long list only the end is read again after the edit (see shorten_list). Raises InputError if the
    place is no list or the file cannot be read.
    """
    short = shorten_list(text, key)
    after = _append_entry(short.text, key, data)
    return text[: short.end] + after[short.blank :]


def _append_entry(text: str, key: str, data: Data) -> str:
    root = _read(text)
    if not isinstance(root.value, dict):
        raise file_problem("<text>", f"there is no place for the list '{key}'", rule="edit")
    node = root.value.get(key)
    spans = find_spans(text)
    if node is None or node.value is None or node.value == []:
        splices = _begin_list(text, spans, root, key, data)
    elif not isinstance(node.value, list):
        raise file_problem("<text>", f"'{key}' is no list", rule="edit")
    elif spans[list, node.line, node.column].style:
        last = _span_of(spans, node.value[-1])
        splices = [_Splice(last.end, last.end, ", " + dump_flow(data))]
    else:
        splices = [_append_block(text, spans, node, data)]

    def expect(plain: Data, _: Made) -> None:
        plain[key] = [*(plain.get(key) or []), _as_read(data)]

    return _apply(text, root, splices, expect)


def set_key(text: str, node: Node, key: str, data: Data) -> str:
    """`text` with `key` of the mapping at `node` (read from this text) set to `data`: replaced, or
    added as the last key."""
    return set_keys(text, [(node, key, data)])


def set_keys(text: str, edits: Sequence[tuple[Node, str, Data]]) -> str:
    """Several set_key at once, each of a mapping of its own: the text is read twice, however many
    there are."""
    root = _read(text)
    spans = find_spans(text)
    here = {(node.line, node.column): node for node in _walk(root) if isinstance(node.value, dict)}
    splices, wanted = [], []
    for node, key, data in edits:
        found = here.get((node.line, node.column))
        if found is None:
            raise file_problem(
                node.path, f"line {node.line} holds no mapping in this text", rule="edit"
            )
        splices.append(_set_splice(text, spans, found, key, data))
        wanted.append((found, key, _as_read(data)))

    def expect(_: Data, made: Made) -> None:
        for found, key, data in wanted:
            made[found.line, found.column][key] = data

    return _apply(text, root, splices, expect)


def append_items(text: str, edits: Sequence[tuple[Node, str, Data]]) -> str:
    """`text` with an item more at the end of lists: each edit names a mapping (read from this
    text), the key of a list in it that holds something, and the item. What the lists hold stays as
    it is written. Raises InputError."""
    root = _read(text)
    spans = find_spans(text)
    here = {(node.line, node.column): node for node in _walk(root) if isinstance(node.value, dict)}
    splices, wanted = [], []
    for node, key, data in edits:
        found = here[node.line, node.column]
        items = found.get(key)
        if items is None or not isinstance(items.value, list) or not items.value:
            raise file_problem(
                node.path, f"line {node.line} has no list '{key}' to add to", rule="edit"
            )
        if spans[list, items.line, items.column].style:
            last = _span_of(spans, items.value[-1])
            splices.append(_Splice(last.end, last.end, ", " + dump_flow(data)))
        else:
            splices.append(_append_block(text, spans, items, data))
        wanted.append((found, key, _as_read(data)))

    def expect(_: Data, made: Made) -> None:
        for found, key, data in wanted:
            made[found.line, found.column][key].append(data)

    return _apply(text, root, splices, expect)


def to_data(node: Node | None, made: Made | None = None) -> Data:
    """The plain data of a node; `made` is filled with the data of each mapping by line and
    column."""
    if node is None or node.value is None or isinstance(node.value, str):
        return node.value if node else None
    if isinstance(node.value, list):
        return [to_data(item, made) for item in node.value]
    data = {key: to_data(item, made) for key, item in node.value.items()}
    if made is not None:
        made[node.line, node.column] = data
    return data


def _as_read(data: Data) -> Data:
    """Data as it reads back: every scalar is the text it is written as."""
    if isinstance(data, dict):
        return {str(key): _as_read(item) for key, item in data.items()}
    if isinstance(data, (list, tuple)):
        return [_as_read(item) for item in data]
    return str(data).lower() if isinstance(data, bool) else data if data is None else str(data)


def _read(text: str) -> Node:
    document = parse_yaml(text)
    raise_errors(document.problems)
    assert document.root is not None
    return document.root


def _walk(node: Node) -> list[Node]:
    found, todo = [], [node]
    while todo:
        node = todo.pop()
        found.append(node)
        if isinstance(node.value, (dict, list)):
            todo.extend(node.value.values() if isinstance(node.value, dict) else node.value)
    return found


def _span_of(spans: Spans, node: Node) -> Span:
    kind = type(node.value) if isinstance(node.value, (dict, list)) else str
    return spans[kind, node.line, node.column]


def _apply(
    text: str,
    root: Node,
    splices: Sequence[_Splice],
    expect: Callable[[Data, Made], None],
) -> str:
    """The text with the splices, if it then says what `expect` makes of the data; else an
    InputError, nothing changed."""
    made: Made = {}
    wanted = to_data(root, made)
    expect(wanted, made)
    after = text
    for splice in sorted(splices, reverse=True):
        after = after[: splice.start] + splice.text + after[splice.end :]
    document = parse_yaml(after)
    if (
        any(problem.severity == "error" for problem in document.problems)
        or to_data(document.root) != wanted
    ):
        raise InputError(
            file_problem(
                root.path,
                "this edit would change more than is meant; nothing was written",
                rule="edit",
                hint="make it by hand",
            ).problems
        )
    return after


def _line_end(text: str, at: int) -> int:
    """Where the line of `at` ends, before its line feed; `at` itself if it stands at the beginning
    of a line."""
    if at and text[at - 1] == "\n":
        return at
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _put_lines(text: str, at: int, lines: Sequence[str]) -> _Splice:
    """Whole lines after the line that ends at `at`."""
    body = "\n".join(lines)
    if at and text[at - 1] == "\n":
        return _Splice(at, at, body + "\n")
    return _Splice(at, at, "\n" + body + ("\n" if at == len(text) else ""))


def _set_splice(text: str, spans: Spans, node: Node, key: str, data: Data) -> _Splice:
    assert isinstance(node.value, dict)
    span = spans[dict, node.line, node.column]
    old = node.value.get(key)
    if old is not None:
        return _replace_value(text, spans, span, node, key, data)
    if span.style:
        if not node.value:
            return _Splice(span.start + 1, span.start + 1, f"{dump_flow(key)}: {dump_flow(data)}")
        end = _span_of(spans, list(node.value.values())[-1]).end
        return _Splice(end, end, f", {dump_flow(key)}: {dump_flow(data)}")
    return _put_lines(text, _line_end(text, span.end), _dump_key(key, data, node.column - 1))


def _replace_value(
    text: str, spans: Spans, span: Span, node: Node, key: str, data: Data
) -> _Splice:
    """The value of a key that is there; on its line if it was, or its new text is short, or a
    comment stands there."""
    assert isinstance(node.value, dict)
    old = _span_of(spans, node.value[key])
    flow, place = dump_flow(data), node.locate_key(key)
    name = spans[str, place.line, place.column]
    if old.start == old.end:  # nothing stands there: `key:`, or just the word in {word}
        colon = text.find(":", name.end, old.start + 1) >= 0 or text[name.end : old.start].endswith(
            ":"
        )
        return _Splice(old.start, old.start, f" {flow}" if colon else f": {flow}")
    between, rest = text[name.end : old.start], text[old.end : _line_end(text, old.end)]
    if span.style or "#" in between or rest.strip():
        return _Splice(old.start, old.end, flow)
    lines = _dump_key(key, data, node.column - 1)
    return _Splice(name.start, old.end, "\n".join(lines).lstrip(" "))


def _begin_list(text: str, spans: Spans, place: Node, key: str, data: Data) -> list[_Splice]:
    """The first entry of a list that is empty, has no value or is not there."""
    assert isinstance(place.value, dict)
    holder = spans[dict, place.line, place.column]
    if holder.style:
        return [_set_splice(text, spans, place, key, [data])]
    if key not in place.value:
        pad = " " * (place.column - 1)
        return [
            _put_lines(
                text,
                _line_end(text, holder.end),
                [f"{pad}{key}:", *_dump_entry(data, place.column + 1)],
            )
        ]
    old = _span_of(spans, place.value[key])
    gap = len(text[: old.start]) - len(text[: old.start].rstrip(" "))
    cut = [] if old.start == old.end else [_Splice(old.start - gap, old.end, "")]
    lines = _dump_entry(data, place.column + 1)
    return [*cut, _put_lines(text, _line_end(text, old.end), lines)]


def _append_block(text: str, spans: Spans, node: Node, data: Data) -> _Splice:
    assert isinstance(node.value, list)
    held = [_span_of(spans, item) for item in node.value]
    at = _line_end(text, held[-1].end)
    while (
        at < len(text) and text[at - 1] != "\n"
    ):  # a comment deeper than the dash still belongs to the last entry
        line = text[at + 1 :].partition("\n")[0]
        if not line.strip().startswith("#") or len(line) - len(line.lstrip(" ")) < node.column:
            break
        at += 1 + len(line)
    lines = _dump_entry(data, node.column - 1)
    apart = (
        "\n\n" in text[held[-2].end : held[-1].start]
        if len(held) > 1
        else len(lines) > 1 and "\n" in text[held[0].start : held[0].end]
    )
    return _put_lines(text, at, [""] * apart + lines)


def _dump_entry(data: Data, indent: int, *, inner: bool = False) -> list[str]:
    """A list entry as lines: its keys one below the other, what is short inside them (`inner`) on
    one line."""
    pad = " " * indent
    line = f"{pad}- {dump_flow(data)}"
    if not isinstance(data, dict) or not data or inner and len(line) <= WIDTH:
        return [line]
    lines = [line for key, item in data.items() for line in _dump_key(str(key), item, indent + 2)]
    return [f"{pad}- {lines[0].lstrip(' ')}", *lines[1:]]


def _dump_key(key: str, data: Data, indent: int) -> list[str]:
    pad = " " * indent
    line = f"{pad}{dump_flow(key)}: {dump_flow(data)}"
    wide = len(line) > WIDTH
    if isinstance(data, list) and (wide or any(isinstance(item, dict) for item in data)):
        return [
            f"{pad}{dump_flow(key)}:",
            *(line for item in data for line in _dump_entry(item, indent + 2, inner=True)),
        ]
    if isinstance(data, dict) and wide:
        return [
            f"{pad}{dump_flow(key)}:",
            *(
                line
                for name, item in data.items()
                for line in _dump_key(str(name), item, indent + 2)
            ),
        ]
    if isinstance(data, str) and wide:
        return [
            pad + line for line in dump_yaml({key: data}, width=WIDTH - indent - 8).splitlines()
        ]
    return [line]
