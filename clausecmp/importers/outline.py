"""Lines -> Draft, once for all formats: what a treaty's lines mean, and what was not sure about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..model import Clause, Draft
from ..problems import InputError, file_problem
from ..refs import format_ref
from .articlewords import detect_language, find_symbol, is_agreed, is_opening, names_instrument
from .lines import BREAK, Line, Source, Speller, flatten, join_lines
from .markers import split_markers
from .nesting import Fragment, Step, nest, text_ending
from .parts import Part, choose_part, describe_parts, split_parts
from .pieces import DIVISIONS, Piece, cut_pieces

NO_TEXT = "(no text found)"
"""Stands in a clause that has a heading only; a draft may hold no empty clause."""

_TAG = re.compile(r"\s*\[\s*(agreed\s+ad\s+ref(?:erendum|\.)?|ad\s+referendum|agreed|pending|proposed|deleted)\s*\]", re.I)
_STATUS = {"agreed": "agreed", "pending": "pending", "proposed": "proposed", "deleted": "deleted"}


@dataclass(frozen=True, slots=True)
class LeftOver:
    """A line that went into no clause, and its page (None where the format has no pages)."""

    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import found and was not sure of. `gaps` are numbers missing in a sequence; `parts` what else the file holds."""

    format: str
    language: str
    part: str
    articles: int
    paragraphs: int
    items: int
    recitals: int
    pages: int | None = None
    gaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    left_over: tuple[LeftOver, ...] = ()


@dataclass(slots=True)
class _Node:
    """A clause while it grows."""

    kind: str
    number: str | None = None
    heading: str | None = None
    text: list[str] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    below: list[_Node] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def build_draft(source: Source, *, path: str, instrument: str, version: str, label: str | None = None, part: str | None = None,
                language: str | None = None) -> tuple[Draft, Summary]:
    """The Draft that the lines of `source` hold, and the Summary. Raises InputError if there is no outline in them."""
    lines = [line for line in source.lines if line.text.strip()]
    speller = Speller(lines)
    pieces = cut_pieces(lines, speller, wrapped=_is_wrapped(lines))
    chosen, annexes, others = choose_part(split_parts(pieces, speller), part, path)
    nodes, left = _build_part(chosen, annexes, speller)
    clauses, notes = _finish_clauses(nodes)
    if not any(clause.kind != "preamble" or len(clause.clauses) > 1 for clause in clauses):
        raise file_problem(path, "no articles, numbered paragraphs or recitals were found in this text", rule="no-outline",
                           hint="is this the right document, and is its text in English, French, Spanish, Russian or Chinese?")
    code = language or detect_language(" ".join(line.text for line in lines[:3000]))
    symbol = source.symbol or next(filter(None, (find_symbol(line.text) for piece in pieces[:2] for line in piece.lines[:40])), None)
    draft = Draft(instrument, version, chosen.title or instrument, clauses, label=label, language=code, wording="official", symbol=symbol)
    return draft, _summarise(source, draft, chosen, others, notes, left)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    return any(line.starts is not True for line in lines)


def _build_part(chosen: Part, annexes: Sequence[Part], speller: Speller) -> tuple[list[_Node], list[Line]]:
    """The top-level nodes of a part with its annexes, and the lines that belong to none."""
    left = list(chosen.left_over)
    as_annex = chosen.label.startswith("annex")
    nodes = _build_pieces(chosen.pieces[1:] if as_annex else chosen.pieces, speller, left,
                          lead=chosen.pieces[0].lines if as_annex else ())
    for annex in annexes:
        node = _Node("annex", annex.pieces[0].number, annex.title)
        _fill(node, annex.pieces[0].lines, speller)
        node.below.extend(_build_pieces(annex.pieces[1:], speller, left))
        nodes.append(node)
        left.extend(annex.left_over)
    return nodes, left


def _build_pieces(pieces: Sequence[Piece], speller: Speller, left: list[Line], *, lead: Sequence[Line] = ()) -> list[_Node]:
    """Pieces as nested nodes: divisions by the order in which their kinds first nest, articles in the deepest."""
    top: list[_Node] = []
    open_divisions: list[_Node] = []
    order: list[str] = []
    for piece in ([Piece("front", lines=list(lead))] if lead else []) + list(pieces):
        if piece.kind == "testimony":
            left.extend(piece.lines)
        elif piece.kind in ("front", "resolution", "organ", "preamble"):
            top.extend(_build_opening(piece, speller, left))
        elif piece.kind in DIVISIONS:
            _open_division(piece, top, open_divisions, order, speller)
        else:
            node = _Node(piece.kind, piece.number, piece.heading)
            _fill(node, piece.lines, speller)
            (open_divisions[-1].below if open_divisions else top).append(node)
    return _merge_preambles(top)


def _open_division(piece: Piece, top: list[_Node], open_divisions: list[_Node], order: list[str], speller: Speller) -> None:
    """Put a chapter under the part, a title under the section: a kind first met below another stays below it
    (Budapest: chapter, section, title; the EU: part, title, chapter)."""
    if piece.kind not in order:
        depth = order.index(open_divisions[-1].kind) + 1 if open_divisions else 0
        order.insert(depth, piece.kind)
    rank = order.index(piece.kind)
    while open_divisions and order.index(open_divisions[-1].kind) >= rank:
        open_divisions.pop()
    node = _Node(piece.kind, piece.number, piece.heading)
    _fill(node, piece.lines, speller)
    (open_divisions[-1].below if open_divisions else top).append(node)
    open_divisions.append(node)


def _merge_preambles(nodes: list[_Node]) -> list[_Node]:
    """One preamble: a heading `Preamble` and the opening formula below it can come as two pieces."""
    preambles = [node for node in nodes if node.kind == "preamble"]
    for extra in preambles[1:]:
        first = preambles[0]
        first.text.extend(extra.text)
        first.closing.extend(extra.closing)
        for recital in extra.below:
            recital.number = str(len(first.below) + 1)
            first.below.append(recital)
        nodes.remove(extra)
    return nodes


def _read_fragments(lines: Iterable[Line], speller: Speller) -> list[Fragment]:
    """Lines as fragments: those that layout or an unfinished word ties to the line before are joined to it."""
    groups: list[tuple[list[str], Line]] = []
    for line in lines:
        marked = split_markers(line.text)[0][1]
        if groups and not marked and _continues(groups[-1][0][-1], line):
            groups[-1][0].append(line.text)
        else:
            groups.append(([line.text], line))
    fragments = []
    for texts, first in groups:
        for at, (text, marked) in enumerate(split_markers(_keep_gap(texts, speller))):
            fragments.append(Fragment(text, marked, True if at else first.starts, first.page))
    return fragments


def _keep_gap(texts: list[str], speller: Speller) -> str:
    """The joined lines, with the tab or wide gap after a bare marker (`1<tab>Each Party`) kept for the marker reader."""
    joined = join_lines(texts, speller)
    bare = re.match(r"\s*(\S{1,8})(?:\t\s*|\s{2,})", texts[0])
    return f"{bare[1]}\t{joined[len(bare[1]):].lstrip()}" if bare and joined.startswith(bare[1]) else joined


def _continues(before: str, line: Line) -> bool:
    if line.starts is False or before.endswith(BREAK):
        return True
    return line.starts is None and text_ending(before) in ("open", "comma") and not line.text.lstrip()[:1].isupper()


def _fill(node: _Node, lines: Iterable[Line], speller: Speller) -> None:
    """Read `lines` as the text, paragraphs and items of `node`."""
    fragments = _read_fragments(lines, speller)
    stack = [node]
    for fragment, step in zip(fragments, nest(fragments)):
        _apply_step(step, fragment, stack)


def _apply_step(step: Step, fragment: Fragment, stack: list[_Node]) -> None:
    if step.action == "mark":
        assert step.marker and fragment.marked
        del stack[step.depth + 1:]
        kind = "paragraph" if step.depth == 0 and step.marker.style == "digit" else "item"
        clause = _Node(kind, step.marker.number, text=[fragment.marked.open + fragment.marked.rest])
        stack[-1].below.append(clause)
        stack.append(clause)
    elif step.action == "join":
        stack[-1].text.append(fragment.text)
    else:
        del stack[step.depth + 1:]
        (stack[-1].closing if stack[-1].below else stack[-1].text).append(fragment.text)
    if step.note:
        stack[-1].notes.append(step.note)


def _build_opening(piece: Piece, speller: Speller, left: list[Line]) -> list[_Node]:
    """The preamble and, in a resolution, the numbered paragraphs that follow it; title pages are left over."""
    start = 0
    if piece.kind in ("front", "resolution"):
        start = next((at for at, line in enumerate(piece.lines) if is_opening(line.text)), -1)
        if start < 0:
            start = _find_numbered(piece.lines) if piece.kind == "front" else len(piece.lines)
        left.extend(piece.lines[:start])
    lines = piece.lines[start:]
    operative = _find_numbered(lines)
    nodes = []
    recitals = _read_recitals(lines[:operative], speller)
    if recitals.text or recitals.below or recitals.closing:
        nodes.append(recitals)
    holder = _Node("front")
    _fill(holder, lines[operative:], speller)
    if holder.text or holder.closing:
        left.extend(Line(text, lines[operative].page) for text in (*holder.text, *holder.closing))
    return [*nodes, *holder.below]


def _find_numbered(lines: Sequence[Line]) -> int:
    """Where numbered paragraphs begin: the first '1.' at a paragraph's start; the end if there is none."""
    for at, line in enumerate(lines):
        marked = split_markers(line.text)[0][1]
        if marked and line.starts is not False and any(m.style == "digit" and m.value == 1 and m.form == "x." for m in marked.readings):
            return at
    return len(lines)


def _read_recitals(lines: Sequence[Line], speller: Speller) -> _Node:
    """A preamble: opening formula as text, 'Have agreed as follows' as closing, each paragraph between a recital."""
    node = _Node("preamble")
    paragraphs = _split_recitals(lines, speller)
    if paragraphs and (is_opening(paragraphs[0]) or len(paragraphs[0]) < 250 and paragraphs[0].endswith((",", "，")) and not _is_recital(paragraphs[0])):
        node.text.append(paragraphs.pop(0))
    if paragraphs and is_agreed(paragraphs[-1]):
        node.closing.append(paragraphs.pop())
    for number, text in enumerate(paragraphs, 1):
        node.below.append(_Node("recital", str(number), text=[text]))
    return node


def _is_recital(text: str) -> bool:
    """Whether an opening paragraph is a recital already: it begins with a participle, which names no party."""
    return bool(re.match(r"\w+(?:ing|ed|ant|ando|iendo|я|в)\b|Mindful|Aware|Conscious", text)) and not names_instrument(text[:15])


def _split_recitals(lines: Sequence[Line], speller: Speller) -> list[str]:
    groups: list[list[str]] = []
    for line in lines:
        ending = text_ending(groups[-1][-1]) if groups else "closed"
        unsure = line.starts is None and (ending == "open" or not line.text.lstrip()[:1].isupper())
        if groups and (line.starts is False or unsure or groups[-1][-1].endswith(BREAK)):
            groups[-1].append(line.text)
        else:
            groups.append([line.text])
    paragraphs = [re.sub(r"^\(\d{1,3}\)\s+", "", join_lines(group, speller)) for group in groups]
    return _join_unfinished(paragraphs)


def _join_unfinished(paragraphs: list[str]) -> list[str]:
    """Where recitals end with ';', one that ends with ',' goes on in the next line (Budapest, recital on No. R (85) 10)."""
    inner = paragraphs[1:-1]
    if sum(text.endswith((";", "；")) for text in inner) <= len(inner) / 2:
        return paragraphs
    joined: list[str] = []
    for at, text in enumerate(paragraphs):
        goes_on = at > 1 and joined and not joined[-1].endswith((";", ".", ":", "；", "。")) and not is_agreed(text)
        if goes_on:
            joined[-1] = f"{joined[-1]} {text}"
        else:
            joined.append(text)
    return joined


def _finish_clauses(nodes: Sequence[_Node]) -> tuple[tuple[Clause, ...], list[str]]:
    """Nodes as Clauses with refs: none empty, none twice. Notes say what was mended."""
    seen: set[str] = set()
    notes: list[str] = []
    return tuple(_finish_clause(node, None, seen, notes) for node in nodes), notes


def _finish_clause(node: _Node, parent: str | None, seen: set[str], notes: list[str]) -> Clause:
    number, remarks = node.number, list(node.notes)
    ref, count = format_ref(node.kind, number, parent), 1
    while ref in seen:
        count += 1
        number = f"{node.number or node.kind}-{count}"
        ref = format_ref(node.kind, number, parent)
    if count > 1:
        remarks.append(f"{node.kind} {node.number or ''} stands more than once in the source".replace("  ", " "))
    seen.add(ref)
    heading, status_of_heading = _take_status(node.heading)
    text, status_of_text = _take_status(flatten(" ".join(node.text)))
    closing, status_of_closing = _take_status(flatten(" ".join(node.closing)))
    below = tuple(_finish_clause(child, ref, seen, notes) for child in node.below)
    if not text and not closing and not below:
        text = NO_TEXT
        remarks.append("only the heading or number was found")
    notes.extend(f"{ref}: {remark}" for remark in remarks)
    status = status_of_heading or status_of_text or status_of_closing
    return Clause(node.kind, number, ref, heading, text, closing, status, None, "; ".join(remarks) or None, below)


def _take_status(text: str | None) -> tuple[str | None, str | None]:
    """`text` without its bracketed tags of agreement, and the status they state."""
    found = _TAG.search(text or "")
    if not text or not found:
        return text or None, None
    word = found[1].lower()
    return flatten(_TAG.sub("", text)) or None, "agreed-ad-referendum" if "ref" in word else _STATUS[word]


def _summarise(source: Source, draft: Draft, chosen: Part, others: Sequence[Part], notes: list[str], left: list[Line]) -> Summary:
    count = {kind: sum(clause.kind == kind for clause in draft.walk()) for kind in ("article", "paragraph", "item", "recital")}
    remarks = [*source.notes, *notes]
    if draft.title == draft.instrument:
        remarks.append("no title was found; the instrument's name stands for it")
    return Summary(source.format, draft.language, chosen.label, count["article"], count["paragraph"], count["item"], count["recital"],
                   source.pages, tuple(_find_gaps(draft)), tuple(remarks), tuple(describe_parts(others)),
                   tuple(LeftOver(flatten(line.text.replace(BREAK, "-")), line.page) for line in left))


def _find_gaps(draft: Draft) -> list[str]:
    """Numbers that a sequence of articles, paragraphs or recitals leaves out."""
    gaps = []
    articles = [clause for clause in draft.walk() if clause.kind == "article" and clause.ref == clause.number]
    for siblings, what in [(articles, "article")] + [
            ([below for below in clause.clauses if below.kind == "paragraph"], f"{clause.ref}, paragraph") for clause in draft.walk()]:
        numbers = {int(match[0]) for clause in siblings if (match := re.match(r"\d+", clause.number or ""))}
        missing = sorted(set(range(1, max(numbers, default=0) + 1)) - numbers)
        if missing:
            gaps.append(f"{what} {', '.join(map(str, missing[:12]))}{' ...' if len(missing) > 12 else ''} not found")
    return gaps


__all__ = ["InputError", "LeftOver", "Summary", "build_draft"]
