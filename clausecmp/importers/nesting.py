"""Which marker belongs to which list: the cheapest reading of a run of paragraphs, found by beam
search.

`(i)` after `(h)` is a letter if `(j)` follows and a Roman numeral if `(ii)` does; `(b) of this
article` at a line start is no item at all; words after a list close it. Each is a choice that only
the whole run decides, so every reading is carried along with its cost and the cheapest at the end
wins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .markers import Marked, Marker

BEAM = 24
"""Readings kept side by side: on the 15 texts of the bench 24 give what 200 give, 6 lose the list
in BBNJ 31(1)."""
MAX_GAP = 6
"""A number may run ahead by this much and still be the same list, with a note."""

LONG, SHORT_BEAM = 3000, 4
"""In an article of more than so many paragraphs and items, fewer readings are kept."""
MAX_OPEN = 8
"""Lists open inside each other. Treaties have four at most; more are a file without end."""

UNSURE_CLOSING = "its closing words could also close the list above or below"

_CLOSED = re.compile(
    r"(?:[.;。；．]|[;,，；、]\s*(?:and|or|and/or|et|ou|y|o|u|e|и|или|和|或|及|以及))$", re.I
)
_COLON = re.compile(r"(?:[:：]|[—–-])$")
_COMMA = re.compile(r"[,，、]$")
_BULLET = re.compile(r"^[–—•*·▪-]\s")
_TRAILING = ' \t]”"’»）'


@dataclass(frozen=True, slots=True)
class Fragment:
    """A paragraph, or a line that may begin one. `starts`, `row`, `indent` and `nested` as in Line;
    `marked` its marker, if it begins with one."""

    text: str
    marked: Marked | None = None
    starts: bool | None = True
    page: int | None = None
    row: int | None = None
    indent: int | None = None
    nested: bool = False
    inline: bool = False  # on the line of the clause before it, which it stands in
    footnotes: tuple[str, ...] = ()
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What a fragment is. `mark`: a new clause at `depth` (0 below the article); `join`: more text
    of the clause at `depth` (0 the article itself); `close`: text after the sub-clauses of the
    clause at `depth`."""

    action: str
    depth: int
    marker: Marker | None = None
    note: str | None = None


class Level(NamedTuple):
    """An open clause: its marker's style, form and value, and where it stood. Of an option:
    `outer`, the number of the paragraph that it stands after, and `last`, the last paragraph that
    it says it holds."""

    style: str
    form: str
    value: int
    indent: int | None = None
    outer: int = 0
    last: int = 0


Stack = tuple[Level, ...]


@dataclass(slots=True)
class _Path:
    cost: float
    stack: Stack
    step: Step | None
    before: _Path | None
    closed: bool = False  # the deepest open clause has closing words already


def nest(fragments: Sequence[Fragment], *, opened: str = "closed") -> list[Step]:
    """One Step for each fragment, in order. `opened`: how the text before the first fragment
    ends."""
    paths = [_Path(0.0, (), None, None)]
    ending = opened
    beam = BEAM if len(fragments) <= LONG else SHORT_BEAM
    for fragment in fragments:
        best: dict[tuple[Stack, bool], _Path] = {}
        for path in paths:
            for cost, stack, closed, step in _read_fragment(fragment, path, ending):
                total = path.cost + cost
                key = (stack, closed)
                if key not in best or total < best[key].cost:
                    best[key] = _Path(total, stack, step, path, closed)
        paths = sorted(best.values(), key=lambda path: path.cost)[:beam]
        ending = (
            text_ending(fragment.marked.rest if fragment.marked else fragment.text)
            if fragment.text
            else ending
        )
    return _unwind(paths[0])


def _unwind(path: _Path | None) -> list[Step]:
    steps = []
    while path and path.step:
        steps.append(path.step)
        path = path.before
    return steps[::-1]


def text_ending(text: str) -> str:
    """How a text ends: empty, closed (`.` `;` `, and`), colon, comma or open (amid a sentence)."""
    text = text.rstrip(_TRAILING)
    if not text:
        return "empty"
    if _CLOSED.search(text):
        return "closed"
    return "colon" if _COLON.search(text) else "comma" if _COMMA.search(text) else "open"


def _read_fragment(
    fragment: Fragment, path: _Path, ending: str
) -> Iterator[tuple[float, Stack, bool, Step]]:
    plain = 0.0
    note = None
    if fragment.marked:
        for marker in fragment.marked.readings:
            yield from _read_as_marker(fragment, marker, path, ending)
        plain, note = _plain_cost(fragment, ending)
    for cost, stack, closed, step in _read_as_text(fragment, path, ending):
        yield cost + plain, stack, closed, Step(step.action, step.depth, None, note or step.note)


def _plain_cost(fragment: Fragment, ending: str) -> tuple[float, str | None]:
    """What it costs to read a marker as mere words, and the note that says so where layout speaks
    against it."""
    assert fragment.marked
    shown = fragment.text[: len(fragment.text) - len(fragment.marked.rest)].strip()
    if fragment.starts or fragment.marked.readings[0].style == "option":
        return 3.0, f"'{shown}' read as text, it continues no list"
    amid = ending in ("open", "comma")
    return (0.3 if amid else 2.0) if fragment.starts is False else (0.6 if amid else 1.6), None


def _read_as_marker(
    fragment: Fragment, marker: Marker, path: _Path, ending: str
) -> Iterator[tuple[float, Stack, bool, Step]]:
    edge = _edge_cost(fragment.starts, ending)
    if marker.style == "option" or path.stack and _is_bare_option(path, ending):
        edge = min(edge, 0.2)  # 'Option 2:' at a line's start is hardly ever mere text
    continued = False
    for depth in range(len(path.stack) - 1, -1, -1):
        level = path.stack[depth]
        if level.style == "option" and marker.style == "digit":
            yield from _close_option(fragment, marker, path, depth, edge)
            continue
        if (
            level.style != marker.style
            or marker.style == "option"
            and level.form != marker.form
            or marker.value <= level.value
            and not (marker.value == level.value and marker.bis)
        ):
            continue
        gap = marker.value - level.value - 1
        if gap > MAX_GAP or (level.form != marker.form and gap > 0):
            continue
        continued = True
        cost = (
            edge
            + 0.1 * (len(path.stack) - 1 - depth)
            + (1.5 if level.form != marker.form else 0.0)
            + _gap_cost(fragment, gap)
            + _indent_cost(fragment, level)
            + _emptied_cost(path, depth, ending)
            + _beyond_cost(marker, path.stack, depth)
        )
        note = f"the number before {marker.number} was not found" if gap > 0 else None
        yield (
            cost,
            (*path.stack[:depth], _open_level(fragment, marker, level.outer)),
            False,
            Step("mark", depth, marker, note),
        )
    for depth in _start_depths(fragment, marker, path, continued):
        cost = edge + _start_cost(fragment, marker, path, depth, ending)
        if _is_open(marker, path.stack, depth) and not _is_inner(fragment, marker, path):
            cost += 4.0
        outer = path.stack[depth].value if _holds_digits(path.stack, depth) else 0
        lists_from = _expected_start(path.stack, depth, marker)
        note = None if marker.value == lists_from else f"the list begins with {marker.number}"
        yield (
            cost,
            (*path.stack[:depth], _open_level(fragment, marker, outer)),
            False,
            Step("mark", depth, marker, note),
        )


def _open_level(fragment: Fragment, marker: Marker, outer: int) -> Level:
    if marker.style != "option":
        outer = 0
    elif marker.first:
        outer = marker.first - 1
    return Level(marker.style, marker.form, marker.value, fragment.indent, outer, marker.last)


def _holds_digits(stack: Stack, depth: int) -> bool:
    return depth < len(stack) and stack[depth].style == "digit"


def _start_depths(
    fragment: Fragment, marker: Marker, path: _Path, continued: bool
) -> Iterator[int]:
    """The depths at which a list can begin: below all that is open, or at the top; options, and
    lists of a format whose indents tell their nesting, anywhere."""
    open_now = len(path.stack)
    if open_now < MAX_OPEN:
        yield open_now
    if marker.style == "option" or fragment.nested:
        yield from range(open_now)
    elif open_now and not (marker.style != "digit" or continued or path.stack[0].style == "digit"):
        yield 0


def _is_open(marker: Marker, stack: Stack, depth: int) -> bool:
    """Whether a list of the same kind is open; of options, one that stays open."""
    kept = stack[:depth] if marker.style == "option" else stack
    return any((level.style, level.form) == (marker.style, marker.form) for level in kept)


def _is_inner(fragment: Fragment, marker: Marker, path: _Path) -> bool:
    """Whether a list may be of the same kind as one that is open: it stands in an option, or
    further in."""
    deepest = path.stack[-1]
    if marker.style == "option":
        return deepest.style != "option"
    if deepest.style == "option":
        return True
    return fragment.nested and _is_deeper(fragment, deepest)


def _is_deeper(fragment: Fragment, level: Level) -> bool:
    return (
        fragment.indent is not None
        and level.indent is not None
        and fragment.indent > level.indent + 1
    )


def _is_bare_option(path: _Path, ending: str) -> bool:
    return path.stack[-1].style == "option" and ending in ("empty", "colon")


def _emptied_cost(path: _Path, depth: int, ending: str) -> float:
    """What it costs to leave an option that holds nothing but its number."""
    left = path.stack[depth + 1 :]
    return 2.0 if left and left[-1].style == "option" and ending == "empty" else 0.0


def _beyond_cost(marker: Marker, stack: Stack, depth: int) -> float:
    """What it costs to read a paragraph as one of an option that says it ends before."""
    lasts = [level.last for level in stack[:depth] if level.style == "option" and level.last]
    beyond = marker.style == "digit" and lasts and marker.value > lasts[-1]
    return 2.0 if beyond else 0.0


def _close_option(
    fragment: Fragment, marker: Marker, path: _Path, depth: int, edge: float
) -> Iterator[tuple[float, Stack, bool, Step]]:
    """A paragraph after the last option of a group: its number goes on after the last one that the
    options say they hold, or after the one before them."""
    level = path.stack[depth]
    if level.last:
        cost = 0.0 if level.last < marker.value <= level.last + MAX_GAP else None
    elif level.outer and level.outer < marker.value <= level.outer + 1:
        # else the paragraph would have been read as one of the option
        cost = 1.0
    else:
        cost = None
    if cost is None:
        return
    yield (
        edge + cost + _indent_cost(fragment, level),
        (*path.stack[:depth], _open_level(fragment, marker, 0)),
        False,
        Step("mark", depth, marker),
    )


def _indent_cost(fragment: Fragment, level: Level) -> float:
    """What it costs that a clause goes on a list whose clauses stand further in or out."""
    if not fragment.nested or fragment.indent is None or level.indent is None:
        return 0.0
    return 3.0 if abs(fragment.indent - level.indent) >= 2 else 0.0


def _gap_cost(fragment: Fragment, gap: int) -> float:
    """What it costs that numbers were left out: less than reading a marker at a paragraph's start
    as text (3.0), at first."""
    if gap <= 0:
        return 0.0
    return 2.0 + 0.5 * gap if fragment.starts else 4.0 + gap


def _edge_cost(starts: bool | None, ending: str) -> float:
    """What it costs that a clause begins here, after a text that ends so, laid out so."""
    if starts:
        return {"open": 0.4, "comma": 0.1}.get(ending, 0.0)
    if starts is None:
        return {"open": 1.5, "comma": 0.5}.get(ending, 0.0)
    return {"open": 3.0, "comma": 1.5, "closed": 1.0}.get(ending, 0.5)


def _expected_start(stack: Stack, depth: int, marker: Marker) -> int:
    """The number with which a list begins here: 1, or in an option the one after the paragraph
    before the options."""
    if depth and stack[depth - 1].style == "option" and marker.style == "digit":
        outer = stack[depth - 1].outer
        return outer + 1 if marker.value == outer + 1 else 1
    return 1


def _start_cost(fragment: Fragment, marker: Marker, path: _Path, depth: int, ending: str) -> float:
    if marker.style == "option":
        return _start_option_cost(fragment, marker, path, depth, ending)
    in_option = depth > 0 and path.stack[depth - 1].style == "option"
    cost = {"empty": 0.2, "colon": 0.2, "comma": 0.8, "open": 1.5}.get(ending, 1.0)
    if in_option:
        cost = min(cost, 0.6)
    if marker.value != _expected_start(path.stack, depth, marker):
        cost += 5.0 + min(marker.value, 5) * 0.2
    if fragment.nested:
        cost += _nesting_cost(fragment, path.stack, depth)
    if depth == 0:
        cost = min(cost, 0.6) if marker.value == 1 else cost
        return (
            cost
            + {"digit": 0.0, "letter": 0.3}.get(marker.style, 0.5)
            + (3.0 if path.stack else 0.0)
        )
    if marker.style == "digit" and marker.form == "x." and not in_option and not fragment.nested:
        cost += 2.5  # 'N.' numbers paragraphs; within items it is rare
    return cost + 0.1 * depth + (1.0 if path.closed else 0.0)


def _start_option_cost(
    fragment: Fragment, marker: Marker, path: _Path, depth: int, ending: str
) -> float:
    """Options stand in what is less far in than they are, and close what is not."""
    cost = 0.3 + 0.2 * (len(path.stack) - depth)
    if marker.value != 1:
        cost += 4.0
    if any(level.style == "option" for level in path.stack[:depth]):
        cost += 0.3
    if fragment.inline:
        return cost + (0.0 if depth == len(path.stack) else 5.0)
    return cost + _nesting_cost(fragment, path.stack, depth)


def _nesting_cost(fragment: Fragment, stack: Stack, depth: int) -> float:
    """What it costs that a list begins inside a clause that stands as far in, or closes one that
    stands less far in."""
    cost = 0.0
    if fragment.indent is None:
        return cost
    for above in stack[:depth]:
        if above.indent is not None:
            least = above.indent if above.style == "option" else above.indent + 2
            cost += 3.0 if fragment.indent < least - (above.style == "option") else 0.0
    if depth < len(stack) and (inside := stack[depth].indent) is not None:
        # an option is closed only by what stands less far in than it
        deeper = inside - 1 if stack[depth].style == "option" else inside + 1
        cost += 3.0 if fragment.indent > deeper else 0.0
    return cost


def _read_as_text(
    fragment: Fragment, path: _Path, ending: str
) -> Iterator[tuple[float, Stack, bool, Step]]:
    depth = len(path.stack)
    small = fragment.text[:1].islower()
    bullet = bool(_BULLET.match(fragment.text))
    if path.closed:
        yield 0.1, path.stack, True, Step("close", depth)
    else:
        yield (
            _join_cost(fragment, path.stack, ending, small, bullet),
            path.stack,
            False,
            Step("join", depth),
        )
    for shallower in range(depth - 1, -1, -1):
        cost = {True: 0.5, None: 0.9, False: 2.5}[fragment.starts] + 0.15 * (depth - 1 - shallower)
        cost += (2.0 if ending == "open" else 0.0) + (2.0 if bullet else 0.0)
        cost += (
            2.5 if path.stack[shallower].style == "digit" and shallower == 0 else 0.0
        )  # closing all numbered paragraphs
        lists = depth - (path.stack[0].style == "digit")  # how many lists these words could close
        yield (
            cost,
            path.stack[:shallower],
            True,
            Step("close", shallower, None, UNSURE_CLOSING if lists > 1 else None),
        )


def _join_cost(fragment: Fragment, stack: Stack, ending: str, small: bool, bullet: bool) -> float:
    """More words of the same clause: free where layout says so, else dear where the text before had
    come to its end."""
    if fragment.starts is False or bullet or ending == "empty":
        return 0.0
    if ending == "open":
        return 0.2 if fragment.starts is None else 0.3
    if not stack or len(stack) == 1 and stack[0].style == "digit":
        return 0.1  # a further unnumbered paragraph
    if fragment.starts is None:
        return 0.6 + (0.6 if small and ending == "closed" else 0.0)
    return 1.2 + (1.0 if small and ending == "closed" else 0.0)
