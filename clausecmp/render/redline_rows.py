"""A redline as segments and rows. Every change has a mark in the text itself: colour only repeats
it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .segments import Row, Segment, line

if TYPE_CHECKING:
    from ..redline.words import Edit, Redline

REDLINE_LEGEND = "[-deleted-] {+inserted+} <renamed term> 14→23 number of a cross-reference (… 6) words that stand in 6, another part of a split or merged clause"


def inline_segments(redline: Redline, *, exact: bool = False) -> Iterator[Segment]:
    """The redline in one text: `[-deleted-]{+inserted+}`, renamed terms as `<term of the right
    draft>`, numbers of cross-references as `14→23`; `exact` marks punctuation and spelling too."""
    for edit in redline.edits:
        op = edit.op
        if op == "equal":
            yield Segment(edit.right)
        elif op == "delete":
            yield from mark_text("[-", edit.left, "-]", "delete")
        elif op == "insert":
            yield from mark_text("{+", edit.right, "+}", "insert")
        elif op == "term":
            yield from mark_text("<", edit.right, ">", "term")
        elif op == "number":
            yield Segment(f"{edit.left}→{edit.right}", "number")
        elif op == "elsewhere":
            yield mark_elsewhere(edit)
        elif op == "beside":
            yield Segment(f"{edit.left}\n{edit.right}")
        elif exact and (edit.left + edit.right).strip():
            yield from mark_text("[-", edit.left, "-]", "delete")
            yield from mark_text("{+", edit.right, "+}", "insert")
        else:
            yield Segment(edit.right)


def side_segments(redline: Redline, side: str, *, exact: bool = False) -> Iterator[Segment]:
    """One side of the redline, its own changes marked."""
    left = side == "left"
    start, end, style = ("[-", "-]", "delete") if left else ("{+", "+}", "insert")
    for edit in redline.edits:
        op, text = edit.op, edit.left if left else edit.right
        if op == "equal" or not text:
            if text:
                yield Segment(text)
        elif op in ("delete", "insert") or op == "spelling" and exact:
            yield from mark_text(start, text, end, style)
        elif op == "term":
            yield from mark_text("<", text, ">", "term")
        elif op == "number":
            yield Segment(f"{text}→" if left else f"→{text}", "number")
        else:
            yield mark_elsewhere(edit) if op == "elsewhere" else Segment(text)


def mark_text(start: str, text: str, end: str, style: str) -> Iterator[Segment]:
    """Marks hug the words: white space at either end stays outside. They have a style of their own,
    because a struck `[-` cannot be told from `[`."""
    core = text.strip()
    if not core:
        if text:
            yield Segment(text)
        return
    at = text.index(core)
    if at:
        yield Segment(text[:at])
    yield Segment(start, f"{style}-mark")
    yield Segment(core, style)
    if end:
        yield Segment(end, f"{style}-mark")
    if len(text) > at + len(core):
        yield Segment(text[at + len(core) :])


def mark_elsewhere(edit: Edit) -> Segment:
    """In place of words that stand in another part of a split or merged clause."""
    text = edit.left or edit.right
    before, after = " " * text[0].isspace(), " " * text[-1].isspace()
    return Segment(f"{before}(… {edit.where}){after}" if edit.where else " … ", "dim")


def redline_rows(
    redline: Redline, view: str, *, exact: bool = False, indent: int = 3
) -> Iterator[Row]:
    """A redline in two columns, its paragraphs beside each other, or in one text."""
    if view != "side-by-side":
        yield line(*inline_segments(redline, exact=exact), indent=indent)
        return
    for part in split_paragraphs(redline):
        yield Row(
            "sides",
            tuple(side_segments(part, "left", exact=exact)),
            tuple(side_segments(part, "right", exact=exact)),
            indent,
            2,
        )


def split_paragraphs(redline: Redline) -> list[Redline]:
    """The redline cut where both sides begin a new line, so that what answers each other stands
    side by side."""
    if not any(edit.op == "equal" and "\n" in edit.left for edit in redline.edits):
        return [redline]
    parts: list[list[Edit]] = [[]]
    for edit in redline.edits:
        if edit.op != "equal" or "\n" not in edit.left:
            parts[-1].append(edit)
            continue
        for n, piece in enumerate(edit.left.split("\n")):
            if n:
                parts.append([])
            if piece:
                parts[-1].append(edit._replace(left=piece, right=piece))
    return [redline._replace(edits=tuple(part)) for part in parts if part]
