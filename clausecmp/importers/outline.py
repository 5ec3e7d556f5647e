"""Lines -> Draft, once for all formats: what a treaty's lines mean, and what was not sure about
it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model.detection import detect_language
from ..model.draft import Clause, Draft
from ..model.languages import find_symbol
from ..model.problems import file_problem
from ..model.refs import format_ref, place_ref
from ..model.wordforms import LANGUAGES, say_unread
from .account import (
    MOST_ON_TITLE_PAGE,
    OTHER_PARTS,
    account_words,
    count_words,
)
from .inline import split_inline
from .lines import (
    CONTENTS,
    MAX_LINES,
    MAX_SIZE,
    SIGNATURES,
    TITLE_PAGE,
    Line,
    Source,
    Speller,
    flatten,
)
from .parts import Part, choose_part, describe_parts, list_choices, split_parts
from .pieces import DIVISIONS, Piece, cut_pieces
from .summary import Summary, place_remarks, summarise
from .titles import find_garbled, find_title
from .tree import Node, build_opening, fill_node, find_numbered, find_place

NO_TEXT = "(no text found)"
"""Stands in a clause that has a heading only; a draft may hold no empty clause."""

_TAGS = (
    r"\[\s*(agreed\s+ad\s+ref(?:erendum|\.)?|ad\s+referendum|agreed|pending|proposed|deleted)\s*\]"
)
# at the edge of a sentence only: in 'their [proposed] plans' it is a word that is not agreed
_TAG = re.compile(
    rf"^\s*{_TAGS}\s*|\s*{_TAGS}(?=[\s.;,\]]*$)|(?<=[.;:,])\s*{_TAGS}(?=\s+[A-ZÀ-Þ(]|\s*$)", re.I
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
    return build_drafts(
        source,
        path=path,
        instrument=instrument,
        version=version,
        label=label,
        parts=(part,),
        language=language,
    )[0]


def build_drafts(
    source: Source,
    *,
    path: str,
    instrument: str,
    version: str,
    label: str | None = None,
    parts: Sequence[str | None] | None = None,
    language: str | None = None,
) -> list[tuple[Draft, Summary]]:
    """A Draft with its Summary for each of the wanted parts; `parts` None: for all that the lines
    of `source` hold, those without clauses left out. Raises InputError as `build_draft` does."""
    lines = list(split_inline(line for line in source.lines if line.text.strip()))
    _check_length(lines, path)
    speller = Speller(lines)
    pieces = cut_pieces(lines, speller, wrapped=_is_wrapped(lines))
    found = split_parts(pieces, speller)
    names = _Names(instrument, version, label, language)
    text = _Text(source, lines, pieces, speller, path)
    if parts is not None:
        return [_build_one(text, choose_part(found, part, path), names) for part in parts]
    built: list[tuple[Draft, Summary]] = []
    used = {instrument}
    for choice in list_choices(found):
        if not _has_clauses(choice[0]):
            continue
        name = instrument if not built else _name_part(instrument, choice[0].label, used)
        used.add(name)
        built.append(_build_one(text, choice, names._replace(instrument=name)))
    return built or [_build_one(text, choose_part(found, None, path), names)]


class _Names(NamedTuple):
    """What a draft is called, and its language if it was given."""

    instrument: str
    version: str
    label: str | None
    language: str | None


class _Text(NamedTuple):
    """What every part of a file is built from."""

    source: Source
    lines: Sequence[Line]
    pieces: Sequence[Piece]
    speller: Speller
    path: str


def _has_clauses(part: Part) -> bool:
    return any(
        piece.kind not in ("front", "document", "testimony", "resolution")
        or find_numbered(piece.lines) < len(piece.lines)
        for piece in part.pieces
    )


def _name_part(instrument: str, label: str, used: set[str]) -> str:
    """`x-draft-decision`, and `x-draft-decision-2` where that is taken."""
    slug = re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-") or "part"
    name, count = f"{instrument}-{slug}", 1
    while name in used:
        count += 1
        name = f"{instrument}-{slug}-{count}"
    return name


def _build_one(
    text: _Text,
    choice: tuple[Part, Sequence[Part], Sequence[Part]],
    names: _Names,
) -> tuple[Draft, Summary]:
    chosen, annexes, others = choice
    source, lines, speller = text.source, text.lines, text.speller
    nodes, left = _build_part(chosen, annexes, speller)
    clauses, notes = finish_clauses(nodes)
    if not any(clause.kind != "preamble" or len(clause.clauses) > 1 for clause in clauses):
        raise file_problem(
            text.path,
            "no articles, numbered paragraphs or recitals were found in this text",
            rule="no-outline",
            hint="is this the right document, and is its text in English, French, Spanish, Russian, Chinese or Arabic?",
        )
    code = names.language or detect_language(" ".join(line.text for line in lines[:3000]))
    if code not in LANGUAGES:
        notes = [*notes, say_unread(code)]
    symbol = source.symbol or next(
        filter(
            None,
            (find_symbol(line.text) for piece in text.pieces[:2] for line in piece.lines[:40]),
        ),
        None,
    )
    main = all(not other.articles for other in others) or chosen.label == "main"
    title, title_notes = find_title(chosen.title, source.title, lines, names.instrument, main=main)
    draft = Draft(
        names.instrument,
        names.version,
        title,
        clauses,
        label=names.label,
        language=code,
        wording="official",
        symbol=symbol,
    )
    named = _name_left_over(chosen, annexes, left)
    in_named = {line for some in named.values() for line in some}
    contents = [line for part in (chosen, *annexes, *others) for line in part.contents]
    elsewhere = [line for other in others for line in other.all_lines()]
    return draft, summarise(
        draft,
        format=source.format,
        part=chosen.label,
        pages=source.pages,
        notes=[*source.notes, *title_notes, *notes, *find_garbled(draft)],
        parts=describe_parts(others),
        left=[line for line in left if flatten(line.text) not in draft.title],
        remarks=place_remarks(draft, source.remarks),
        account=account_words(
            draft,
            lines,
            source.left_out,
            outside={CONTENTS: contents, OTHER_PARTS: elsewhere, **named},
            left=[line for line in left if line not in in_named],
        ),
    )


def _name_left_over(
    chosen: Part, annexes: Sequence[Part], left: Sequence[Line]
) -> dict[str, list[Line]]:
    """The left-over lines that are a title page, and those of the closing formula and the
    signatures. A title page of many words is none: a preamble may have been missed."""
    known = set(left)
    closing = [
        line
        for part in (chosen, *annexes)
        for piece in part.pieces
        if piece.kind == "testimony"
        for line in piece.lines
        if line in known
    ]
    known.difference_update(closing)
    front = [
        line
        for piece in chosen.pieces[:2]
        if piece.kind in ("front", "document", "resolution")
        for line in piece.lines
        if line in known
    ]
    words = count_words(line.text for line in front).total()
    return {TITLE_PAGE: front if words <= MOST_ON_TITLE_PAGE else [], SIGNATURES: closing}


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
        first = annex.pieces[0]
        node = Node("annex", first.number, annex.title, source=find_place(first.page, first.row))
        fill_node(node, first.lines, speller)
        node.below.extend(_build_pieces(annex.pieces[1:], speller, left))
        nodes.append(node)
        left.extend(annex.left_over)
    return nodes, left


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
        elif piece.kind in ("front", "resolution", "organ", "preamble", "document"):
            top.extend(build_opening(piece, speller, left))
        elif piece.kind in DIVISIONS:
            _open_division(piece, top, open_divisions, order, speller)
        else:
            node = _open_node(piece)
            fill_node(node, piece.lines, speller)
            (open_divisions[-1].below if open_divisions else top).append(node)
    return _merge_preambles(top)


def _open_node(piece: Piece) -> Node:
    place = find_place(piece.page, piece.row)
    return Node(piece.kind, piece.number, piece.heading, source=place)


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
    node = _open_node(piece)
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
    # a paragraph at the top never takes the ref of an article
    seen = _Seen(set(_list_articles(nodes)))
    notes: list[str] = []
    return tuple(_finish_clause(node, None, seen, notes) for node in nodes), notes


class _Seen:
    """The refs that are `taken`; those `kept` for articles still to come; how often each was
    wanted, so that many equal ones take no longer."""

    __slots__ = ("counts", "kept", "taken")

    def __init__(self, kept: set[str]) -> None:
        self.counts: dict[str, int] = {}
        self.taken: set[str] = set()
        self.kept = kept

    def is_free(self, ref: str, kind: str) -> bool:
        if ref in self.kept:
            return kind == "article"
        return ref not in self.taken


def _list_articles(nodes: Sequence[Node]) -> Iterator[str]:
    """The numbers of the articles outside annexes, which are their refs."""
    for node in nodes:
        if node.kind == "article" and node.number:
            yield node.number
        elif node.kind not in ("annex", "article"):
            yield from _list_articles(node.below)


def _finish_clause(node: Node, parent: str | None, seen: _Seen, notes: list[str]) -> Clause:
    number, remarks = node.number, list(node.notes)
    if number is None and node.kind not in ("annex", "preamble"):
        number = f"{node.kind}-1"
        remarks.append(f"the {node.kind} has no number in the source")
    wanted = ref = place_ref(node.kind, number, parent, seen.taken)
    while not seen.is_free(ref, node.kind):
        seen.counts[wanted] = seen.counts.get(wanted, 1) + 1
        number = f"{node.number or node.kind}-{seen.counts[wanted]}"
        ref = format_ref(node.kind, number, parent)
    if ref != wanted and (node.number or node.kind in ("annex", "preamble")):
        name = " ".join(filter(None, (node.kind, node.number)))
        remarks.append(f"{name} stands more than once in the source")
    seen.taken.add(ref)
    if node.kind == "article":
        seen.kept.discard(ref)
    heading, status_of_heading = _take_status(node.heading)
    text, status_of_text = _take_status(flatten(" ".join(node.text)))
    closing, status_of_closing = _take_status(flatten(" ".join(node.closing)))
    below = tuple(_finish_clause(child, ref, seen, notes) for child in node.below)
    if not text and not closing and not below:
        text = NO_TEXT
        remarks.append("only the heading or number was found")
    notes.extend(f"{ref}: {remark}" for remark in remarks)
    status = node.status or status_of_heading or status_of_text or status_of_closing
    return Clause(
        node.kind,
        number,
        ref,
        heading,
        text,
        closing,
        status,
        None,
        "; ".join([*(f"footnote: {text}" for text in node.footnotes), *remarks]) or None,
        below,
        source=node.source,
    )


def _take_status(text: str | None) -> tuple[str | None, str | None]:
    """`text` without its bracketed tags of agreement, and the status they state."""
    found = _TAG.search(text or "")
    if not text or not found:
        return text or None, None
    word = (found[1] or found[2] or found[3]).lower()
    return flatten(
        _TAG.sub("", text)
    ) or None, "agreed-ad-referendum" if "ref" in word else _STATUS[word]
