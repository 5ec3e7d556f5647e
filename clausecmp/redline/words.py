"""Two texts -> Redline: word by word what was deleted and inserted, grouped as a person would mark
it.

Guarantee (held by a property test): the left sides of the edits, joined, are the left text, and the
right sides the right one.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from rapidfuzz.distance import Indel

from ..model.detection import detect_language
from ..model.numerals import read_chinese, read_numerals
from ..model.references import read_references
from ..model.tokens import FOLDED_WORDS, Fold, split_pieces
from ..model.wordforms import LANGUAGES, find_provisions
from .groups import Block, group_blocks

_NOISE = frozenset(
    ",;:.-\u2010\u2011\u2012\u2013\u2014'\"\u2018\u2019\u201c\u201d\u00ab\u00bb\u2026\u3001\u3002\u060c\u061b"
)
"""Punctuation whose change alone is no change of the text. Square brackets and strokes are none of
it: they mean open text."""


class Op(StrEnum):
    """What became of a piece of the text."""

    EQUAL = "equal"
    """The same words."""
    DELETE = "delete"
    """Words of the left text alone."""
    INSERT = "insert"
    """Words of the right text alone."""
    TERM = "term"
    """A renamed term."""
    NUMBER = "number"
    """Another number in a cross-reference."""
    SPELLING = "spelling"
    """Another case, hyphen, quote, punctuation, white space or spelling only."""
    BESIDE = "beside"
    """A text and its answer in another language, neither marked."""
    ELSEWHERE = "elsewhere"
    """Words of a split or merged clause that stand in another of its parts."""


class Edit(NamedTuple):
    """One piece: `left` and `right` as written, '' on the side that has no words of it. `where`:
    the ref of the part that has the words, for ELSEWHERE."""

    op: Op
    left: str
    right: str
    where: str = ""


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
        """Whether words were deleted or inserted, a cross-reference has another number, or the
        other text is in another language (terms and spelling do not count)."""
        return any(edit.op in (Op.DELETE, Op.INSERT, Op.NUMBER, Op.BESIDE) for edit in self.edits)


class _Side(NamedTuple):
    """A text as parallel lists, one entry for each token: a comparison has 17 000, and lists cost a
    third of tuples."""

    text: str
    words: list[str]
    folded: list[str]
    starts: list[int]
    ends: list[int]


def make_redline(left: str, right: str, fold: Fold | None = None) -> Redline:
    """The redline of two texts; terms that `fold` knows are one word whatever they are called."""
    if left == right:
        return Redline((Edit(Op.EQUAL, left, right),) if left else (), ())
    if not left or not right:
        return Redline((Edit(Op.DELETE, left, "") if left else Edit(Op.INSERT, "", right),), ())
    one, other = _read_side(left, fold), _read_side(right, fold)
    if one.folded == other.folded:
        blocks = [Block(True, 0, len(one.words), 0, len(other.words))]
    else:
        blocks = group_blocks(Indel.opcodes(one.folded, other.folded), one.folded, other.folded)
    writer = _Writer(one, other)
    for block in blocks:
        writer.write(block)
    writer.finish()
    return Redline(tuple(writer.edits), tuple(dict.fromkeys(writer.terms)))


def set_beside(left: str, right: str) -> Redline:
    """Two texts in different languages, of which no redline can be made."""
    return Redline((Edit(Op.BESIDE, left, right),), ())


def match_words(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Which word of the left is which of the right: places that rise on both sides, as many as
    there can be."""
    codes = Indel.opcodes(left, right)
    return [
        (code.src_start + n, code.dest_start + n)
        for code in codes
        if code.tag == "equal"
        for n in range(code.src_end - code.src_start)
    ]


@lru_cache(maxsize=1024)
def _read_side(text: str, fold: Fold | None) -> _Side:
    """The tokens of a text, terms folded. Kept, because a split or merged clause is read once for
    each of its joins; the lists are never altered."""
    pieces = split_pieces(text)
    words = list(map(str.lstrip, pieces))
    ends = list(accumulate(map(len, pieces)))
    starts = list(map(sub, ends, map(len, words)))
    folded = list(map(FOLDED_WORDS.__getitem__, words))
    if fold is not None:
        found, shift = [], 0
        for n, (size, name) in [(n, entry) for n, entry in enumerate(fold(folded)) if entry[1]]:
            found.append((n + shift, n + shift + size, name))
            shift += size - 1
        for first, last, name in reversed(found):
            start, end = starts[first], ends[last - 1]
            words[first:last], folded[first:last] = (text[start:end],), ("\u00a7" + name,)
            starts[first:last], ends[first:last] = (start,), (end,)
    return _Side(text, words, folded, starts, ends)


class _Writer:
    """Blocks written one after the other as pieces of the texts; white space goes with the word
    after it, at the seam of a change with the change."""

    def __init__(self, left: _Side, right: _Side) -> None:
        self.left, self.right = left, right
        self.at = [0, 0]  # how much of either text is written
        self.edits: list[Edit] = []
        self.terms: list[str] = []

    def write(self, block: Block) -> None:
        """The pieces of one block."""
        if block.equal:
            self._write_equal(block)
            return
        ends = _end_of(self.left, block.b, self.at[0]), _end_of(self.right, block.d, self.at[1])
        left, right = self.left.text[self.at[0] : ends[0]], self.right.text[self.at[1] : ends[1]]
        deleted, inserted = (
            self.left.folded[block.a : block.b],
            self.right.folded[block.c : block.d],
        )
        if _NOISE.issuperset(deleted) and _NOISE.issuperset(inserted):
            self.edits.append(Edit(Op.SPELLING, left, right))
        elif (
            _are_numbers(deleted)
            and _are_numbers(inserted)
            and self._in_reference(self.left, block.a, block.b)
            and self._in_reference(self.right, block.c, block.d)
        ):
            self._write_number(block)
        else:
            self._add_change(left, right)
        self.at = [*ends]

    def _write_equal(self, block: Block) -> None:
        shift = block.c - block.a
        left, right = self.left.words, self.right.words
        for n in range(block.a, block.b):
            if left[n] != right[n + shift]:
                self._write_to(n, n + shift)
                self._write_other(n, n + shift)
        self._write_to(block.b, block.d)

    def _write_to(self, a: int, c: int) -> None:
        """Equal words up to token `a` of the left and `c` of the right, with the white space before
        the next ones kept back."""
        start, begin = self.at
        end, stop = (self.left.ends[a - 1] if a else 0), (self.right.ends[c - 1] if c else 0)
        if end <= start and stop <= begin:
            return
        left, right = self.left.text[start:end], self.right.text[begin:stop]
        if left == right:
            self._add_equal(left)
        else:
            self._write_spaced(left, right)
        self.at = [end, stop]

    def _write_spaced(self, left: str, right: str) -> None:
        """Equal words between which the white space differs."""
        for one, other in zip(split_pieces(left), split_pieces(right)):
            word = one.lstrip()
            self._add_gap(one[: len(one) - len(word)], other[: len(other) - len(other.lstrip())])
            self._add_equal(word)

    def _write_other(self, n: int, m: int) -> None:
        """One token written differently on both sides: a renamed term, or spelling."""
        one, other = self.left.words[n], self.right.words[m]
        self._add_gap(
            self.left.text[self.at[0] : self.left.starts[n]],
            self.right.text[self.at[1] : self.right.starts[m]],
        )
        term = self.left.folded[n]
        renamed = term[0] == "\u00a7" and len(term) > 1 and one.lower() != other.lower()
        self.edits.append(Edit(Op.TERM if renamed else Op.SPELLING, one, other))
        if renamed and not _same_but_number(one, other):
            self.terms.append(term[1:])
        self.at = [self.left.ends[n], self.right.ends[m]]

    def _write_number(self, block: Block) -> None:
        left, right = self.left, self.right
        self._add_gap(
            left.text[self.at[0] : left.starts[block.a]],
            right.text[self.at[1] : right.starts[block.c]],
        )
        self.edits.append(
            Edit(
                Op.NUMBER,
                left.text[left.starts[block.a] : left.ends[block.b - 1]],
                right.text[right.starts[block.c] : right.ends[block.d - 1]],
            )
        )

    def _in_reference(self, side: _Side, first: int, end: int) -> bool:
        """Whether the tokens [first, end) stand within a cross-reference."""
        start, stop = side.starts[first], side.ends[end - 1]
        found = _find_references(side.text)
        return any(begin < start and stop <= finish for begin, finish in found)

    def finish(self) -> None:
        """What stands behind the last token."""
        self._add_gap(self.left.text[self.at[0] :], self.right.text[self.at[1] :])

    def _add_equal(self, text: str) -> None:
        if self.edits and self.edits[-1].op is Op.EQUAL:
            text = self.edits.pop().left + text
        self.edits.append(Edit(Op.EQUAL, text, text))

    def _add_gap(self, left: str, right: str) -> None:
        if left == right:
            if left:
                self._add_equal(left)
        elif self.edits and self.edits[-1].op in (Op.DELETE, Op.INSERT):
            self._add_change(left, right)
        else:
            self.edits.append(Edit(Op.SPELLING, left, right))

    def _add_change(self, left: str, right: str) -> None:
        """What was deleted and inserted in one place is one deletion, one insertion."""
        if self.edits and self.edits[-1].op is Op.INSERT:
            right = self.edits.pop().right + right
        if self.edits and self.edits[-1].op is Op.DELETE:
            left = self.edits.pop().left + left
        if left:
            self.edits.append(Edit(Op.DELETE, left, ""))
        if right:
            self.edits.append(Edit(Op.INSERT, "", right))


@lru_cache(maxsize=64)
def _find_references(text: str) -> Sequence[tuple[int, int]]:
    """Where the references of a text begin and end, whatever its language; kept, because several of
    its numbers may have changed."""
    language = "en" if text.isascii() else detect_language(text)
    if language in LANGUAGES and language != "en":
        return [(one.start, one.end) for one in find_provisions(text, language)]
    return [(one.start, one.end) for one in read_references(text)]


def _end_of(side: _Side, to: int, at: int) -> int:
    """Where a change that ends before token `to` ends: after its last word, at the end of the text
    after the last."""
    if to == 0:
        return at
    return max(at, len(side.text) if to == len(side.words) else side.ends[to - 1])


def _same_but_number(one: str, other: str) -> bool:
    """`Party` and `Parties` are forms of one term, no renaming."""
    return one.lower().rstrip("s").removesuffix("ie").rstrip("y") == other.lower().rstrip(
        "s"
    ).removesuffix("ie").rstrip("y")


def _are_numbers(words: Sequence[str]) -> bool:
    """Whether these are numbers of provisions: `14`, `(2)`, `4 (a)`, `II`; at least one besides
    brackets."""
    named = [word for word in words if word not in "()"]
    return bool(named) and all(read_numerals(word) or read_chinese(word) for word in named)
