"""Two texts as the rules read them: folded words, sentences, and what is not on both sides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import Indel

from ..model.sides import Sides
from ..model.tokens import Fold, Token, tokenize
from ..model.vocabulary import Grade, Side
from ..redline.groups import SMALL_WORDS
from .directions import Direction

SENTENCE_LIKE = 0.4
"""Sentences that share this much of their content words answer each other; a pair of single
sentences needs PAIR_LIKE."""
PAIR_LIKE = 0.3
_DROPPED = frozenset("()[]{}\"'\u2018\u2019\u201c\u201d\u00ab\u00bb-\u2013\u2014")
_PASSED = SMALL_WORDS | {",", ";", ":", ".", "/", "%", "*", "&", "+"}
_SPECIAL = _DROPPED | {".", ";"}
_TERM = "\u00a7"  # tokenize begins the name of a folded term with it
_ABBREVIATED = frozenset("no art arts para paras nos cf eg ie etc".split())


class RawSignal(NamedTuple):
    """A signal as a rule finds it: with the sentence for this order of the sides and the one for
    the sides exchanged."""

    id: str
    rule: str
    direction: Direction
    grade: Grade
    left: str
    right: str
    sentence: str
    mirrored: str

    def mirror(self) -> RawSignal:
        """The signal with the sides exchanged."""
        return self._replace(
            direction=self.direction.opposite,
            left=self.right,
            right=self.left,
            sentence=self.mirrored,
            mirrored=self.sentence,
        )


class FoldedText:
    """One side: its text as `written`, its folded `words` without brackets and quotes, and the
    token that each of them comes from."""

    def __init__(self, parts: Sequence[str], fold: Fold | None) -> None:
        self.written = "\n".join(parts)
        self.tokens: list[Token] = []
        self.words: list[str] = []
        self._ends: list[int] = []
        # the word each part begins with, and its place in the text: a token knows its part only
        self._parts: list[int] = []
        self._offsets: list[int] = []
        at = 0
        for part in parts:
            self._parts.append(len(self.words))
            self._offsets.append(at)
            self._add(tokenize(part, fold))
            at += len(part) + 1

    def _add(self, tokens: Sequence[Token]) -> None:
        """Add the words of one part and the places where its sentences end; the part ends one too.
        Plain words are taken over in runs, which is faster than one by one."""
        words, kept, ends = self.words, self.tokens, self._ends
        folded, done = [token[1] for token in tokens], 0
        for n in [n for n, word in enumerate(folded) if word in _SPECIAL or word[0] == _TERM]:
            words += folded[done:n]
            kept += tokens[done:n]
            done = n + 1
            if (
                term := tokens[n].term
            ):  # a folded term is read by the words of its id: requested-party as 'requested party'
                parts = term.split("-")
                words += parts
                kept += [tokens[n]] * len(parts)
            elif folded[n] in (";", _TERM) or folded[n] == "." and _ends_sentence(tokens, n):
                words.append(folded[n])
                kept.append(tokens[n])
                if folded[n] != _TERM:
                    ends.append(len(words) - 1)
        words += folded[done:]
        kept += tokens[done:]
        if words and (not ends or ends[-1] != len(words) - 1):
            ends.append(len(words) - 1)

    @cached_property
    def line(self) -> str:
        """The words with a blank before and behind each."""
        return f" {' '.join(self.words)} "

    @cached_property
    def known(self) -> set[str]:
        """The words, each once."""
        return set(self.words)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands there."""
        return Counter(self.words)

    @cached_property
    def content(self) -> Counter[str]:
        """The content words of all sentences."""
        return Counter({word: count for word, count in self.counts.items() if word not in _PASSED})

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences as ranges of words."""
        found, start = [], 0
        for end in self._ends:
            if end >= start:
                found.append((start, end + 1))
                start = end + 1
        return found

    @cached_property
    def contents(self) -> list[Counter[str]]:
        """The content words of each sentence."""
        return [content_of(self.words[start:end]) for start, end in self.sentences]

    def sentence_of(self, word: int) -> int:
        """The sentence that `word` stands in."""
        return min(bisect_left(self._ends, word), len(self._ends) - 1)

    def quote(self, first: int, last: int) -> str:
        """The words from `first` to `last` as written."""
        start, end = (
            self.tokens[first].start + self._offset(first),
            self.tokens[last].end + self._offset(last),
        )
        return " ".join(self.written[start:end].split())

    def _offset(self, word: int) -> int:
        """Where the part begins that a word stands in."""
        return self._offsets[bisect_right(self._parts, word) - 1]

    def quote_span(self, span: tuple[int, int]) -> str:
        """The words [first, end) as written."""
        return self.quote(span[0], span[1] - 1)

    def is_tight(self, word: int) -> bool:
        """Whether no blank stands before or after `word`: `1,25`, not `2014, 3`."""
        before, token, after = self.tokens[word - 1 : word + 2]
        return (
            before.end == token.start
            and token.end == after.start
            and self._offset(word - 1) == self._offset(word + 1)
        )

    def window(self, word: int, size: int = 12) -> Counter[str]:
        """The content words around `word`, within its sentence."""
        start, end = self.sentences[self.sentence_of(word)]
        return content_of(self.words[max(start, word - size) : min(end, word + size + 1)])


def _ends_sentence(tokens: Sequence[Token], n: int) -> bool:
    """Whether the point at `n` ends a sentence; that of an abbreviation (No. 24) ends none, nor one
    before a small letter."""
    return (
        n == len(tokens) - 1
        or tokens[n + 1].text[0].isupper()
        and n > 0
        and tokens[n - 1].folded not in _ABBREVIATED
    )


def content_of(words: Sequence[str]) -> Counter[str]:
    """Words that carry meaning, with how often they stand."""
    return Counter([word for word in words if word not in _PASSED])


def overlap(one: Counter[str], other: Counter[str]) -> float:
    """How many words two texts have in common, 0 to 1: twice the common words by all words."""
    total = sum(one.values()) + sum(other.values())
    common = sum([min(count, other[word]) for word, count in one.items() if word in other])
    return 2 * common / total if total else 0.0


class TextPair:
    """The texts of both sides: as `written`, and each read when it is first needed."""

    def __init__(self, left: Sequence[str], right: Sequence[str], fold: Fold | None) -> None:
        self.written = Sides("\n".join(left), "\n".join(right))
        self._parts, self._fold = Sides(left, right), fold

    @cached_property
    def left(self) -> FoldedText:
        return FoldedText(self._parts.left, self._fold)

    @cached_property
    def right(self) -> FoldedText:
        return FoldedText(self._parts.right, self._fold)

    def of(self, side: Side) -> FoldedText:
        """The text of one side."""
        return self.left if side is Side.LEFT else self.right

    @cached_property
    def changed(self) -> set[str]:
        """The words that one side has more often than the other."""
        return {word for word, _ in self.left.counts.items() ^ self.right.counts.items()}

    @cached_property
    def likeness(self) -> float:
        """How many content words the whole texts have in common, 0 to 1."""
        return overlap(self.left.content, self.right.content)

    @cached_property
    def answers(self) -> dict[int, int]:
        """Sentence of the left -> the sentence of the right that answers it, most alike first, each
        once."""
        least = (
            PAIR_LIKE
            if len(self.left.sentences) == len(self.right.sentences) == 1
            else SENTENCE_LIKE
        )
        ranked = sorted(
            (-overlap(one, other), i, j)
            for i, one in enumerate(self.left.contents)
            for j, other in enumerate(self.right.contents)
        )
        found: dict[int, int] = {}
        for score, i, j in ranked:
            if -score >= least and i not in found and j not in found.values():
                found[i] = j
        return found

    @cached_property
    def opcodes(self) -> list[tuple[str, int, int, int, int]]:
        """Blocks as (op, left from, left to, right from, right to), with a deletion and insertion
        in one place joined to `replace`."""
        blocks: list[tuple[str, int, int, int, int]] = []
        for code in Indel.opcodes(self.left.words, self.right.words):
            block = (code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end)
            if blocks and blocks[-1][0] != "equal" and code.tag != "equal":
                last = blocks.pop()
                block = ("replace", last[1], code.src_end, last[3], code.dest_end)
            blocks.append(block)
        return blocks

    def block_around(self, first: int, last: int, side: Side) -> tuple[int, int, int] | None:
        """The changed block that holds the words [first, last] of one side: its range of words, and
        how many stand in its place on the other side. None where part of the words is unchanged."""
        for op, a, b, c, d in self.opcodes:
            start, end, other = (a, b, d - c) if side is Side.LEFT else (c, d, b - a)
            if op != "equal" and start <= first and last < end:
                return start, end, other
        return None
