"""Lines -> Draft, once for all formats: what a treaty's lines mean, and what was not sure about
it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model.detection import detect_language
from ..model.draft import Clause, Draft
from ..model.languages import find_symbol
from ..model.problems import file_problem
from ..model.refs import format_ref
from ..model.wordforms import LANGUAGES, say_unread
from .lines import MAX_LINES, MAX_SIZE, Line, Source, Speller, flatten
from .parts import Part, choose_part, describe_parts, split_parts
from .pieces import DIVISIONS, Piece, cut_pieces
from .summary import Summary, summarise
from .tree import Node, build_opening, fill_node

NO_TEXT = "(no text found)"
"""Stands in a clause that has a heading only; a draft may hold no empty clause."""

_TAG = re.compile(
    r"\s*\[\s*(agreed\s+ad\s+ref(?:erendum|\.)?|ad\s+referendum|agreed|pending|proposed|deleted)\s*\]",
    re.I,
)
_STATUS = {"agreed": "agreed", "pending": "pending", "proposed": "proposed", "deleted": "deleted"}


def build_draft(
    source: Source,
    *,
    path: str,
    instrument: str,
    version: str,
    label: str | None = None,
    part: str | None = None,
    language: str | None = None,
) -> tuple[Draft, Summary]:
    """The Draft that the lines of `source` hold, and the Summary. Raises InputError if there is no
    outline in them."""
    lines = [line for line in source.lines if line.text.strip()]
    _check_length(lines, path)
    speller = Speller(lines)
    pieces = cut_pieces(lines, speller, wrapped=_is_wrapped(lines))
    chosen, annexes, others = choose_part(split_parts(pieces, speller), part, path)
    nodes, left = _build_part(chosen, annexes, speller)
    clauses, notes = finish_clauses(nodes)
    if not any(clause.kind != "preamble" or len(clause.clauses) > 1 for clause in clauses):
        raise file_problem(
            path,
            "no articles, numbered paragraphs or recitals were found in this text",
            rule="no-outline",
            hint="is this the right document, and is its text in English, French, Spanish, Russian, Chinese or Arabic?",
        )
    code = language or detect_language(" ".join(line.text for line in lines[:3000]))
    if code not in LANGUAGES:
        notes = [*notes, say_unread(code)]
    symbol = source.symbol or next(
        filter(None, (find_symbol(line.text) for piece in pieces[:2] for line in piece.lines[:40])),
        None,
    )
    draft = Draft(
        instrument,
        version,
        chosen.title or instrument,
        clauses,
        label=label,
        language=code,
        wording="official",
        symbol=symbol,
    )
    return draft, summarise(
        draft,
        format=source.format,
        part=chosen.label,
        pages=source.pages,
        notes=[*source.notes, *notes],
        parts=describe_parts(others),
        left=left,
    )


def _check_length(lines: Sequence[Line], path: str) -> None:
    size = sum(len(line.text) for line in lines)
    for count, most, what in ((len(lines), MAX_LINES, "lines"), (size, MAX_SIZE, "characters")):
        if count > most:
            raise file_problem(
                path, f"the text has {count:,} {what}, expected at most {most:,}", rule="too-long"
            )


def _is_wrapped(lines: Sequence[Line]) -> bool:
    return any(line.starts is not True for line in lines)


def _build_part(
    chosen: Part, annexes: Sequence[Part], speller: Speller
) -> tuple[list[Node], list[Line]]:
    """The top-level nodes of a part with its annexes, and the lines that belong to none."""
    left = list(chosen.left_over)
    as_annex = chosen.label.startswith("annex")
    nodes = _build_pieces(
        chosen.pieces[1:] if as_annex else chosen.pieces,
        speller,
        left,
        lead=chosen.pieces[0].lines if as_annex else (),
    )
    for annex in annexes:
        node = Node("annex", annex.pieces[0].number, annex.title)
        fill_node(node, annex.pieces[0].lines, speller)
        node.below.extend(_build_pieces(annex.pieces[1:], speller, left))
        nodes.append(node)
        left.extend(annex.left_over)
    title = chosen.title or ""
    return nodes, [line for line in left if flatten(line.text) not in title]


def _build_pieces(
    pieces: Sequence[Piece], speller: Speller, left: list[Line], *, lead: Sequence[Line] = ()
) -> list[Node]:
    """Pieces as nested nodes: divisions by the order in which their kinds first nest, articles in
    the deepest."""
    top: list[Node] = []
    open_divisions: list[Node] = []
    order: list[str] = []
    for piece in ([Piece("front", lines=list(lead))] if lead else []) + list(pieces):
        if piece.kind == "testimony":
            left.extend(piece.lines)
        elif piece.kind in ("front", "resolution", "organ", "preamble"):
            top.extend(build_opening(piece, speller, left))
        elif piece.kind in DIVISIONS:
            _open_division(piece, top, open_divisions, order, speller)
        else:
            node = Node(piece.kind, piece.number, piece.heading)
            fill_node(node, piece.lines, speller)
            (open_divisions[-1].below if open_divisions else top).append(node)
    return _merge_preambles(top)


def _open_division(
    piece: Piece, top: list[Node], open_divisions: list[Node], order: list[str], speller: Speller
) -> None:
    """Put a chapter under the part, a title under the section: a kind first met below another stays
    below it (Budapest: chapter, section, title; the EU: part, title, chapter)."""
    if piece.kind not in order:
        depth = order.index(open_divisions[-1].kind) + 1 if open_divisions else 0
        order.insert(depth, piece.kind)
    rank = order.index(piece.kind)
    while open_divisions and order.index(open_divisions[-1].kind) >= rank:
        open_divisions.pop()
    node = Node(piece.kind, piece.number, piece.heading)
    fill_node(node, piece.lines, speller)
    (open_divisions[-1].below if open_divisions else top).append(node)
    open_divisions.append(node)


def _merge_preambles(nodes: list[Node]) -> list[Node]:
    """One preamble: a heading `Preamble` and the opening formula below it can come as two
    pieces."""
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


def finish_clauses(nodes: Sequence[Node]) -> tuple[tuple[Clause, ...], list[str]]:
    """Nodes as Clauses with refs: none empty, none twice. Notes say what was mended."""
    seen: dict[str, int] = {}
    notes: list[str] = []
    return tuple(_finish_clause(node, None, seen, notes) for node in nodes), notes


def _finish_clause(
    node: Node, parent: str | None, seen: dict[str, int], notes: list[str]
) -> Clause:
    """`seen` holds how often each ref was wanted, so that many equal ones take no longer."""
    number, remarks = node.number, list(node.notes)
    if number is None and node.kind not in ("annex", "preamble"):
        number = f"{node.kind}-1"
        remarks.append(f"the {node.kind} has no number in the source")
    wanted = ref = format_ref(node.kind, number, parent)
    while ref in seen:
        seen[wanted] += 1
        number = f"{node.number or node.kind}-{seen[wanted]}"
        ref = format_ref(node.kind, number, parent)
    if ref != wanted and (node.number or node.kind in ("annex", "preamble")):
        name = " ".join(filter(None, (node.kind, node.number)))
        remarks.append(f"{name} stands more than once in the source")
    seen[ref] = 1
    heading, status_of_heading = _take_status(node.heading)
    text, status_of_text = _take_status(flatten(" ".join(node.text)))
    closing, status_of_closing = _take_status(flatten(" ".join(node.closing)))
    below = tuple(_finish_clause(child, ref, seen, notes) for child in node.below)
    if not text and not closing and not below:
        text = NO_TEXT
        remarks.append("only the heading or number was found")
    notes.extend(f"{ref}: {remark}" for remark in remarks)
    status = status_of_heading or status_of_text or status_of_closing
    return Clause(
        node.kind,
        number,
        ref,
        heading,
        text,
        closing,
        status,
        None,
        "; ".join(remarks) or None,
        below,
    )


def _take_status(text: str | None) -> tuple[str | None, str | None]:
    """`text` without its bracketed tags of agreement, and the status they state."""
    found = _TAG.search(text or "")
    if not text or not found:
        return text or None, None
    word = found[1].lower()
    return flatten(
        _TAG.sub("", text)
    ) or None, "agreed-ad-referendum" if "ref" in word else _STATUS[word]
