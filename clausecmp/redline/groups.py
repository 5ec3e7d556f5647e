"""Runs of equal and changed words -> the runs a person would mark: whole phrases, not single words,
and edges where phrases begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Opcodes

from ..model.tokens import is_sign

SMALL_WORDS = frozenset(
    "a an the of to in on at by for from with within under and or nor but as if that which who whom this these those such it its "
    "their any all is are be been was were not no so than into upon "
    # French and Spanish; what is an English word of weight (sin, once, pour) is left out
    "le la les l un une des de du d et ou à au aux en dans sur ce cet cette ces qui que qu il elle ils se leur "
    "el los las lo una unos unas del y e u al por para con su sus es son "
    "и в во на с со к о об от из за для при не или а но что их его ее "
    "的 和 或 及 与 在 对 其 为 以 于 等 之 该 此 所 有 并 的 了 "
    "في من على الى عن او و ان ما هذا هذه التي الذي".split()
)
"""Words too common to hold two changes apart: an unchanged 'of the' between two changed phrases
joins them."""
KEEP_SHARE = 0.22
"""Below this share of unchanged content words (of the longer side) the texts are shown as one
replacement: on the shipped Budapest-UN comparison such a redline left no run of three unchanged
words standing."""
STRAY_SIGNS = 2
"""Up to so many Chinese signs between two changes that are longer stand there by chance: a word has
two signs, and the common ones are found in any text."""
_BRACKETS = frozenset("[]")
BRACKETED = 6
"""Up to so many words that were put in brackets, or freed of them, read better as one change than
as two brackets."""
_EDGE = {".": 4, ";": 4, ":": 3, ",": 2}
"""How well a phrase begins behind a word."""


class Block(NamedTuple):
    """Tokens [a, b) of the left and [c, d) of the right, the same or changed."""

    equal: bool
    a: int
    b: int
    c: int
    d: int


class _Weights(dict[str, int]):
    """1 for a word that carries meaning, 0 for small words and punctuation."""

    def __missing__(self, word: str) -> int:
        weight = self[word] = int(
            word not in SMALL_WORDS and (word[-1].isalnum() or word[0].isalnum())
        )
        return weight


_weights = _Weights()


def count_content(words: Sequence[str]) -> int:
    """How many of the words carry meaning."""
    return sum(map(_weights.__getitem__, words))


def group_blocks(opcodes: Opcodes, left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """The blocks of an edit script over folded words, equal and changed in turn, grouped into
    phrases."""
    blocks = _read_blocks(opcodes)
    for n in range(1, len(blocks) - 1):
        if not blocks[n].equal:
            _slide(blocks, n, left, right)
    blocks = _join_changes(
        [block for block in blocks if block.a < block.b or block.c < block.d], left, right
    )
    return _trim_edges(blocks, left, right) if len(blocks) > 1 else blocks


def _read_blocks(opcodes: Opcodes) -> list[Block]:
    """The edit script as blocks, a deletion and an insertion in one place joined."""
    blocks: list[Block] = []
    for code in opcodes:
        equal, a, c = code.tag == "equal", code.src_start, code.dest_start
        if blocks and not equal and not blocks[-1].equal:
            block = blocks.pop()
            a, c = block.a, block.c
        blocks.append(Block(equal, a, code.src_end, c, code.dest_end))
    return blocks


def _slide(blocks: list[Block], n: int, left: Sequence[str], right: Sequence[str]) -> None:
    """Put a mere insertion or deletion where a phrase begins, if it can stand a few words earlier
    or later too: `or b, [c,] d` and `or b[, c], d` are the same edit."""
    before, block, after = blocks[n - 1 : n + 2]
    if block.a != block.b and block.c != block.d:
        return
    words, start, end = (
        (left, block.a, block.b) if block.a != block.b else (right, block.c, block.d)
    )
    back = forth = 0
    room = (
        before.b - before.a - (n > 1),
        after.b - after.a - (n + 2 < len(blocks)),
    )  # between two changes something must stand
    while back < room[0] and words[start - back - 1] == words[end - back - 1]:
        back += 1
    while forth < room[1] and words[start + forth] == words[end + forth]:
        forth += 1
    if not back and not forth:
        return
    best = max(
        range(-back, forth + 1),
        key=lambda by: (
            _EDGE.get(words[start + by - 1], 0) + _EDGE.get(words[end + by - 1], 0),
            -abs(by),
        ),
    )
    blocks[n - 1] = before._replace(b=before.b + best, d=before.d + best)
    blocks[n] = Block(False, block.a + best, block.b + best, block.c + best, block.d + best)
    blocks[n + 1] = after._replace(a=after.a + best, c=after.c + best)


def _join_changes(blocks: list[Block], left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """Changes that only small words keep apart become one; texts with next to nothing in common one
    replacement."""
    joined: list[Block] = []
    last = len(blocks) - 1
    brackets = not _BRACKETS.isdisjoint(left) or not _BRACKETS.isdisjoint(right)
    for n, block in enumerate(blocks):
        equal, a, b, c, d = block
        if equal and 0 < n < last:
            before, after = blocks[n - 1], blocks[n + 1]
            equal = not (
                _is_small(block, before, after, left)
                or brackets
                and _is_bracketed(block, before, after, left, right)
            )
        if not equal and joined and not joined[-1].equal:
            _, a, _, c, _ = joined.pop()
        joined.append(Block(equal, a, b, c, d))
    content = count_content(left)
    kept = content - sum(
        [count_content(left[block.a : block.b]) for block in joined if not block.equal]
    )
    if kept < KEEP_SHARE * max(content, count_content(right)):
        return [Block(False, 0, len(left), 0, len(right))]
    return joined


def _is_small(block: Block, before: Block, after: Block, left: Sequence[str]) -> bool:
    """Whether the equal words between two changes are too few to hold them apart."""
    size = block.b - block.a
    around = min(_size(before), _size(after))
    if size <= STRAY_SIGNS and all(map(is_sign, left[block.a : block.b])):
        return around > size
    if size > 3 and size > around:
        return False
    words = count_content(left[block.a : block.b])
    if words == 0:
        return around > 1 and (size <= 2 or size <= around)
    both = before.b > before.a and before.d > before.c and after.b > after.a and after.d > after.c
    return both and words == 1 and size <= 3 and around >= 4


def _is_bracketed(
    block: Block, before: Block, after: Block, left: Sequence[str], right: Sequence[str]
) -> bool:
    """`thirty` that became `[thirty]` is one change, not two brackets."""
    size = block.b - block.a
    found = [size <= BRACKETED and _is_bracket(beside, left, right) for beside in (before, after)]
    return all(found) or size <= 2 and any(found)


def _is_bracket(block: Block, left: Sequence[str], right: Sequence[str]) -> bool:
    words = {*left[block.a : block.b], *right[block.c : block.d]}
    return bool(words) and words <= _BRACKETS


def _size(block: Block) -> int:
    return max(block.b - block.a, block.d - block.c)


def _trim_edges(blocks: list[Block], left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """Words that a change has at its edge on both sides go to the equal words beside it."""
    for n, block in enumerate(blocks):
        if block.equal or block.a == block.b or block.c == block.d:
            continue
        _, a, b, c, d = block
        if n:
            while a < b and c < d and left[a] == right[c]:
                a, c = a + 1, c + 1
            blocks[n - 1] = blocks[n - 1]._replace(b=a, d=c)
        if n + 1 < len(blocks):
            while a < b and c < d and left[b - 1] == right[d - 1]:
                b, d = b - 1, d - 1
            blocks[n + 1] = blocks[n + 1]._replace(a=b, c=d)
        blocks[n] = Block(False, a, b, c, d)
    return blocks
