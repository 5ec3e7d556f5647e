"""The lines below one heading -> nodes: paragraphs and items by their markers, recitals by their
paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..model.draft import Place
from ..model.languages import is_agreed, is_opening, names_instrument, names_parties
from .lines import BREAK, Line, Speller, find_paragraph_end, join_lines
from .markers import Marked, read_marker, split_markers
from .nesting import Fragment, Step, nest, text_ending
from .pieces import Piece

_WHEREAS = re.compile(
    r"(?:whereas|considérant(?: ce qui suit)?|considerando(?: lo siguiente)?)\s*:?$", re.I
)
_WHEREAS_THAT = re.compile(r"(?:whereas|considérant|considerando)\b", re.I)
_REGARD = re.compile(r"(?:having regard|vu|vista?s?|visto)\b", re.I)
_RECITAL_NUMBER = re.compile(
    r"(?:[Pp][Pp]\.?\s?(\d{1,3})[.:]?(?:\s+|$)|\((\d{1,3})\)\s+|(?:\(([a-z]{1,2})\)|([a-z]{1,2})\))\s+(?=[\[A-ZÀ-Þ]))"
)
_CAPTION = re.compile(r"^\{[^{}]{1,60}\}$")


@dataclass(slots=True)
class Node:
    """A clause while it grows."""

    kind: str
    number: str | None = None
    heading: str | None = None
    text: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    below: list[Node] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    status: str | None = None
    source: Place | None = None
    footnotes: list[str] = field(default_factory=list)


def find_place(page: int | None, row: int | None) -> Place | None:
    """The page, else the line, as a Place."""
    return Place(page) if page is not None else Place(None, row) if row is not None else None


def _read_fragments(lines: Iterable[Line], speller: Speller) -> list[Fragment]:
    """Lines as fragments: those that layout or an unfinished word ties to the line before are
    joined to it."""
    groups: list[tuple[list[str], list[Line]]] = []
    for line in lines:
        marked = split_markers(line.text)[0][1]
        if groups and not marked and _continues(groups[-1][0][-1], line):
            groups[-1][0].append(line.text)
            groups[-1][1].append(line)
        else:
            groups.append(([line.text], [line]))
    fragments = []
    for texts, whole in groups:
        first = whole[0]
        for at, (text, marked) in enumerate(split_markers(_keep_gap(texts, speller))):
            fragments.append(
                Fragment(
                    text,
                    marked,
                    True if at else first.starts,
                    first.page,
                    first.row,
                    None if at else first.indent,
                    first.nested and not at,
                    at > 0,
                    () if at else tuple(one for line in whole for one in line.footnotes),
                    first.status,
                )
            )
    return fragments


def _keep_gap(texts: list[str], speller: Speller) -> str:
    """The joined lines, with the tab or wide gap after a bare marker (`1<tab>Each Party`) kept for
    the marker reader."""
    joined = join_lines(texts, speller)
    bare = re.match(r"\s*(\S{1,8})(?:\t\s*|\s{2,})", texts[0])
    return (
        f"{bare[1]}\t{joined[len(bare[1]) :].lstrip()}"
        if bare and joined.startswith(bare[1])
        else joined
    )


def _continues(before: str, line: Line) -> bool:
    if line.starts is False or before.endswith(BREAK):
        return True
    return (
        line.starts is None
        and text_ending(before) in ("open", "comma")
        and not line.text.lstrip()[:1].isupper()
    )


def fill_node(node: Node, lines: Iterable[Line], speller: Speller) -> None:
    """Read `lines` as the text, paragraphs, options and items of `node`."""
    fragments = _read_fragments(lines, speller)
    captions = _find_captions(fragments)
    fragments = [one for at, one in enumerate(fragments) if at not in captions]
    captions = {at - n: text for n, (at, text) in enumerate(sorted(captions.items()))}
    stack = [node]
    for at, (fragment, step) in enumerate(zip(fragments, nest(fragments))):
        _apply_step(step, fragment, stack)
        if at in captions and step.action == "mark":
            heading = stack[-1].heading
            stack[-1].heading = f"{captions[at]} {heading}" if heading else captions[at]
        elif at in captions:
            stack[-1].notes.append(f"'{captions[at]}' stands above it")


def _find_captions(fragments: Sequence[Fragment]) -> dict[int, str]:
    """Words in curly brackets that stand by themselves above a numbered clause (`{Ambition}`): its
    heading. By their places."""
    found = {}
    for at, (fragment, after) in enumerate(itertools.pairwise(fragments)):
        if _CAPTION.match(fragment.text) and fragment.starts is not False and after.marked:
            found[at] = fragment.text
    return found


def _apply_step(step: Step, fragment: Fragment, stack: list[Node]) -> None:
    if step.action == "mark":
        assert step.marker and fragment.marked
        del stack[step.depth + 1 :]
        clause = Node(
            _kind_of(step, stack),
            step.marker.number,
            step.marker.printed,
            text=[fragment.marked.open + fragment.marked.rest],
            source=find_place(fragment.page, fragment.row),
            status=fragment.status,
        )
        stack[-1].below.append(clause)
        stack.append(clause)
    elif step.action == "join":
        _take_status(stack[-1], fragment)
        stack[-1].text.append(fragment.text)
    else:
        del stack[step.depth + 1 :]
        _take_status(stack[-1], fragment)
        (stack[-1].closing if stack[-1].below else stack[-1].text).append(fragment.text)
    stack[-1].footnotes.extend(fragment.footnotes)
    if step.note:
        stack[-1].notes.append(step.note)


def _take_status(node: Node, fragment: Fragment) -> None:
    """A clause has the status that all its paragraphs have; where they differ it has none."""
    if not any(node.text) and not any(node.closing):
        node.status = fragment.status
    elif node.status != fragment.status:
        node.status = None


def _kind_of(step: Step, stack: Sequence[Node]) -> str:
    """Paragraphs are numbered with digits and stand in an article, or in an option of one."""
    assert step.marker
    if step.marker.style == "option":
        return "option"
    inside = any(node.kind in ("paragraph", "item", "recital") for node in stack[: step.depth + 1])
    return "paragraph" if step.marker.style == "digit" and not inside else "item"


def build_opening(piece: Piece, speller: Speller, left: list[Line]) -> list[Node]:
    """The preamble and, in a resolution, the numbered paragraphs that follow it; title pages are
    left over."""
    start = 0
    if piece.kind in ("front", "resolution", "document"):
        start = find_opening(piece.lines)
        if start < 0:
            start = find_numbered(piece.lines) if piece.kind != "resolution" else len(piece.lines)
        left.extend(piece.lines[:start])
    lines = piece.lines[start:]
    operative = find_numbered(lines)
    nodes = []
    recitals = _read_recitals(lines[:operative], speller)
    if recitals.text or recitals.below or recitals.closing:
        nodes.append(recitals)
    holder = Node("front")
    fill_node(holder, lines[operative:], speller)
    if holder.text or holder.closing:
        place = lines[operative]
        left.extend(
            Line(text, place.page, row=place.row) for text in (*holder.text, *holder.closing)
        )
    return [*nodes, *holder.below]


def find_opening(lines: Sequence[Line]) -> int:
    """Where a preamble opens: the line that begins to name the parties, in a paragraph that ends
    with a comma or with 'Have agreed as follows' somewhere below it; -1 if nowhere."""
    found = [
        at for at, line in enumerate(lines) if line.starts is not False and names_parties(line.text)
    ]
    if not found:
        return -1
    last_agreed = max((at for at, line in enumerate(lines) if is_agreed(line.text)), default=-1)
    for at in found:
        last = lines[find_paragraph_end(lines, at, most=8) - 1]
        if (
            at <= last_agreed
            or is_opening(lines[at].text)
            or last.text.rstrip().endswith((",", "，"))
        ):
            return at
    return -1


def find_numbered(lines: Sequence[Line]) -> int:
    """Where numbered paragraphs begin: the first '1.' at a paragraph's start; the end if there is
    none."""
    for at, line in enumerate(lines):
        marked = split_markers(line.text)[0][1]
        if (
            marked
            and line.starts is not False
            and any(m.style == "digit" and m.value == 1 and m.form == "x." for m in marked.readings)
        ):
            return at
    return len(lines)


def _read_recitals(lines: Sequence[Line], speller: Speller) -> Node:
    """A preamble: opening formula as text, 'Have agreed as follows' as closing, each paragraph
    between a recital, under its own number where it has one."""
    node = Node("preamble")
    paragraphs = _split_recitals(lines, speller)
    if paragraphs:
        node.source = paragraphs[0].source
    if paragraphs and (names_parties(paragraphs[0].text) or _ends_like_opening(paragraphs[0].text)):
        node.text.append(paragraphs.pop(0).text)
    if paragraphs and is_agreed(paragraphs[-1].text):
        node.closing.append(paragraphs.pop().text)
    cited = _count_citations([one.text for one in paragraphs])
    node.text.extend(one.text for one in paragraphs[:cited])
    del paragraphs[:cited]
    numbered = sum(one.number is not None for one in paragraphs) > len(paragraphs) / 2
    for one in paragraphs:
        option = read_marker(one.text)
        style = option.readings[0].style if option else None
        if style == "option" and option and option.readings[0].value > 1 and node.below:
            _add_option(node.below[-1], one, option)
            continue
        number = one.number if numbered else None
        if numbered and number is None and node.below:
            node.below[-1].text.append(one.text)
            continue
        recital = Node("recital", number or str(len(node.below) + 1), source=one.source)
        recital.footnotes.extend(one.footnotes)
        node.below.append(recital)
        if style == "option" and option:
            _add_option(recital, one, option)
        else:
            recital.text.append(one.text)
    return node


def _count_citations(paragraphs: Sequence[str]) -> int:
    """How many paragraphs stand before the recitals of an act: what it has regard to, up to
    'Whereas:' or the first that begins so."""
    for at, text in enumerate(paragraphs):
        if _WHEREAS.match(text):
            return at + 1
        if _WHEREAS_THAT.match(text):
            return at if at and _REGARD.match(paragraphs[0]) else 0
    return 0


def _add_option(recital: Node, one: _Recital, option: Marked) -> None:
    """Put a recital's alternative below it."""
    marker, words = option.readings[0], option.open + option.rest
    recital.below.append(
        Node("option", marker.number, marker.printed, text=[words], source=one.source)
    )


class _Recital(NamedTuple):
    """A paragraph of a preamble, the number printed before it, where it begins, its footnotes."""

    text: str
    number: str | None
    source: Place | None
    footnotes: tuple[str, ...] = ()


def _ends_like_opening(text: str) -> bool:
    return len(text) < 250 and text.endswith((",", "，")) and not _is_recital(text)


def _is_recital(text: str) -> bool:
    """Whether an opening paragraph is a recital already: it begins with a participle, which names
    no party."""
    return bool(
        re.match(r"\w+(?:ing|ed|ant|ando|iendo|я|в)\b|Mindful|Aware|Conscious", text)
    ) and not names_instrument(text[:15])


def _split_recitals(lines: Sequence[Line], speller: Speller) -> list[_Recital]:
    groups: list[list[Line]] = []
    for line in lines:
        ending = text_ending(groups[-1][-1].text) if groups else "closed"
        unsure = line.starts is None and (ending == "open" or not line.text.lstrip()[:1].isupper())
        numbered = _RECITAL_NUMBER.match(line.text)
        if (
            groups
            and not (numbered and line.starts is not False)
            and (line.starts is False or unsure or groups[-1][-1].text.endswith(BREAK))
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    found = []
    for group in groups:
        text = join_lines([line.text for line in group], speller)
        number = _RECITAL_NUMBER.match(text)
        found.append(
            _Recital(
                text[number.end() :] if number else text,
                next(filter(None, number.groups())) if number else None,
                find_place(group[0].page, group[0].row),
                tuple(one for line in group for one in line.footnotes),
            )
        )
    return _join_unfinished(found)


def _join_unfinished(paragraphs: list[_Recital]) -> list[_Recital]:
    """Where recitals end with ';', one that ends with ',' goes on in the next line (Budapest,
    recital on No. R (85) 10)."""
    inner = paragraphs[1:-1]
    if sum(one.text.endswith((";", "；")) for one in inner) <= len(inner) / 2:
        return paragraphs
    joined: list[_Recital] = []
    for at, one in enumerate(paragraphs):
        goes_on = (
            at > 1
            and joined
            and one.number is None
            and not joined[-1].text.endswith((";", ".", ":", "；", "。", "]"))
            and not is_agreed(one.text)
        )
        if goes_on:
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text} {one.text}")
        else:
            joined.append(one)
    return joined
