"""Two texts -> Redline: word by word what was deleted and inserted, grouped as a person would mark it.

Guarantee (held by a property test): the left sides of the edits, joined, are the left text, and the right sides the
right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from .text import Fold, Token, is_word, tokenize

OPS = ("equal", "delete", "insert", "term", "spelling", "elsewhere")
SMALL_WORDS = frozenset(
    "a an the of to in on at by for from with within under and or nor but as if that which who whom this these those such it its "
    "their any all is are be been was were not no so than into upon".split()
)
"""Words too common to hold two changes apart: an unchanged 'of the' between two changed phrases joins them."""
KEEP_SHARE = 0.22
"""Below this share of unchanged content words (of the longer side) the texts are shown as one replacement: on the shipped
Budapest-UN comparison such a redline left no run of three unchanged words standing."""


class Edit(NamedTuple):
    """One piece: `left` and `right` as written. equal: the same words; term: a renamed term; spelling: case, hyphen,
    quotes or spelling only; delete and insert have one side empty; elsewhere: words of a split or merged clause that stand
    in another of its parts."""

    op: str
    left: str
    right: str


class Redline(NamedTuple):
    """The edits in order, and the ids of the terms that were renamed."""

    edits: tuple[Edit, ...]
    terms: tuple[str, ...]

    @property
    def left(self) -> str:
        return "".join(edit.left for edit in self.edits)

    @property
    def right(self) -> str:
        return "".join(edit.right for edit in self.edits)

    @property
    def changed(self) -> bool:
        """Whether words were deleted or inserted (renamed terms and spelling do not count)."""
        return any(edit.op in ("delete", "insert") for edit in self.edits)


def make_redline(left: str, right: str, fold: Fold | None = None) -> Redline:
    """The redline of two texts; terms that `fold` knows are one word whatever they are called."""
    if left == right:
        return Redline((Edit("equal", left, right),) if left else (), ())
    if not left or not right:
        return Redline((Edit("delete", left, "") if left else Edit("insert", "", right),), ())
    left_tokens, right_tokens = tokenize(left, fold), tokenize(right, fold)
    blocks = _find_blocks(left_tokens, right_tokens)
    blocks = _join_pepper(blocks, left_tokens, right_tokens)
    edits = _write_edits(blocks, left_tokens, right_tokens, left, right)
    terms: dict[str, None] = {}
    for block in blocks:
        if block.equal:
            for one, other in zip(left_tokens[block.left_from:block.left_to], right_tokens[block.right_from:block.right_to]):
                if one.term and one.text.lower() != other.text.lower() and not _same_but_number(one, other):
                    terms[one.term] = None
    return Redline(tuple(edits), tuple(terms))


def _same_but_number(one: Token, other: Token) -> bool:
    """`Party` and `Parties` are forms of one term, no renaming."""
    return one.text.lower().rstrip("s").removesuffix("ie").rstrip("y") == other.text.lower().rstrip("s").removesuffix("ie").rstrip("y")


class _Block(NamedTuple):
    equal: bool
    left_from: int
    left_to: int
    right_from: int
    right_to: int


def _find_blocks(left: Sequence[Token], right: Sequence[Token]) -> list[_Block]:
    """Runs of equal and of changed tokens, alternating."""
    opcodes = Indel.opcodes([token.folded for token in left], [token.folded for token in right])
    blocks: list[_Block] = []
    for code in opcodes:
        block = _Block(code.tag == "equal", code.src_start, code.src_end, code.dest_start, code.dest_end)
        if blocks and blocks[-1].equal == block.equal:
            last = blocks.pop()
            block = _Block(block.equal, last.left_from, block.left_to, last.right_from, block.right_to)
        blocks.append(block)
    return blocks


def _content(tokens: Sequence[Token]) -> int:
    """How many words carry meaning."""
    return sum(1 for token in tokens if is_word(token) and token.folded not in SMALL_WORDS)


def _join_pepper(blocks: list[_Block], left: Sequence[Token], right: Sequence[Token]) -> list[_Block]:
    """Changes that only small words keep apart become one; texts with next to nothing in common one replacement."""
    joined: list[_Block] = []
    for at, block in enumerate(blocks):
        inner = block.equal and 0 < at < len(blocks) - 1
        if inner and _is_pepper(block, blocks[at - 1], blocks[at + 1], left):
            block = block._replace(equal=False)
        if joined and not joined[-1].equal and not block.equal:
            last = joined.pop()
            block = _Block(False, last.left_from, block.left_to, last.right_from, block.right_to)
        joined.append(block)
    kept = sum(_content(left[block.left_from:block.left_to]) for block in joined if block.equal)
    if joined and kept < KEEP_SHARE * max(_content(left), _content(right)):
        return [_Block(False, 0, len(left), 0, len(right))]
    return joined


def _is_pepper(block: _Block, before: _Block, after: _Block, left: Sequence[Token]) -> bool:
    words = _content(left[block.left_from:block.left_to])
    size = block.left_to - block.left_from
    both = all(side.left_to > side.left_from and side.right_to > side.right_from for side in (before, after))
    around = min(_size(before), _size(after))
    return words == 0 and (size <= 2 or size <= around) and around > 1 or both and words == 1 and size <= 3 and around >= 4


def _size(block: _Block) -> int:
    return max(block.left_to - block.left_from, block.right_to - block.right_from)


def _write_edits(blocks: Sequence[_Block], left: Sequence[Token], right: Sequence[Token], left_text: str, right_text: str) -> list[Edit]:
    """Blocks as pieces of the texts; white space goes with the word before it, at the seam of a change with the change."""
    edits: list[Edit] = []
    at = [0, 0]  # how much of either text is written
    for block in blocks:
        if block.equal:
            for one, other in zip(left[block.left_from:block.left_to], right[block.right_from:block.right_to]):
                _add(edits, "gap", left_text[at[0]:one.start], right_text[at[1]:other.start])
                _add(edits, _surface(one, other), one.text, other.text)
                at = [one.end, other.end]
        else:
            ends = [_end(left, block.left_to, left_text, at[0]), _end(right, block.right_to, right_text, at[1])]
            _add(edits, "change", left_text[at[0]:ends[0]], right_text[at[1]:ends[1]])
            at = ends
    _add(edits, "gap", left_text[at[0]:], right_text[at[1]:])
    return edits


def _end(tokens: Sequence[Token], to: int, text: str, at: int) -> int:
    """Where a change that ends before token `to` ends: after its last word, at the end of the text after the last."""
    if to == 0:
        return at
    return max(at, len(text) if to == len(tokens) else tokens[to - 1].end)


def _surface(one: Token, other: Token) -> str:
    if one.text == other.text:
        return "equal"
    return "term" if one.term and one.text.lower() != other.text.lower() else "spelling"


def _add(edits: list[Edit], op: str, left: str, right: str) -> None:
    """Append a piece, joined with the one before where both are of a kind."""
    if not left and not right:
        return
    if op == "gap" and left == right or op == "equal":
        if edits and edits[-1].op == "equal":
            last = edits.pop()
            left, right = last.left + left, last.right + right
        edits.append(Edit("equal", left, right))
    elif op in ("term", "spelling"):
        edits.append(Edit(op, left, right))
    else:
        if edits and edits[-1].op == "insert":  # what was deleted and inserted in one place is one deletion, one insertion
            right = edits.pop().right + right
        if edits and edits[-1].op == "delete":
            left = edits.pop().left + left
        edits.extend(edit for edit in (Edit("delete", left, ""), Edit("insert", "", right)) if edit.left or edit.right)


SHARED_WORDS = 4
"""So many words in a row must stand in another part of a split clause before they count as gone there."""


def share_parts(lines: Sequence[Redline]) -> list[Redline]:
    """The redlines of the joins of one split (or merged) clause, in each of which the words that went to (or came from)
    another part are no deletion (or insertion) but `elsewhere`."""
    one_left = len({line.left for line in lines}) == 1
    kept = [_kept_ranges(line, one_left) for line in lines]
    return [_mark_elsewhere(line, [r for m, ranges in enumerate(kept) if m != n for r in ranges], one_left) for n, line in enumerate(lines)]


def _kept_ranges(line: Redline, left: bool) -> list[tuple[int, int]]:
    """Where the common text keeps words in this join, as character ranges."""
    ranges, at = [], 0
    for edit in line.edits:
        text = edit.left if left else edit.right
        if edit.op in ("equal", "term", "spelling"):
            if ranges and ranges[-1][1] == at:
                ranges[-1] = (ranges[-1][0], at + len(text))
            else:
                ranges.append((at, at + len(text)))
        at += len(text)
    whole = line.left if left else line.right
    return [(start, end) for start, end in ranges if len(whole[start:end].split()) >= SHARED_WORDS]


def _mark_elsewhere(line: Redline, ranges: Sequence[tuple[int, int]], left: bool) -> Redline:
    edits, at = [], 0
    op = "delete" if left else "insert"
    for edit in line.edits:
        text = edit.left if left else edit.right
        if edit.op != op:
            edits.append(edit)
        else:
            for start, end, covered in _cut_ranges(at, at + len(text), ranges):
                piece = text[start - at:end - at]
                kind = "elsewhere" if covered or not piece.strip() else op
                if edits and edits[-1].op == kind == "elsewhere":
                    last = edits.pop()
                    edits.append(Edit(kind, last.left + piece if left else "", "" if left else last.right + piece))
                else:
                    edits.append(Edit(kind, piece if left else "", "" if left else piece))
        at += len(text)
    return Redline(tuple(edits), line.terms)


def _cut_ranges(start: int, end: int, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int, bool]]:
    """[start, end) cut at the borders of `ranges`, each piece with whether a range covers it."""
    borders = sorted({start, end, *(border for pair in ranges for border in pair if start < border < end)})
    return [(one, other, any(a <= one and other <= b for a, b in ranges)) for one, other in zip(borders, borders[1:])]
