"""Two texts as signals read them: lines of folded words, their sentences, and what is not on both sides."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import Indel

from ..redline import SMALL_WORDS
from ..text import Fold, Token, tokenize

SENTENCE_LIKE = 0.4
"""Sentences that share this much of their content words answer each other; a pair of single sentences needs PAIR_LIKE."""
PAIR_LIKE = 0.3
_DROPPED = frozenset("()[]{}\"'\u2018\u2019\u201c\u201d\u00ab\u00bb-\u2013\u2014")
_PASSED = SMALL_WORDS | {",", ";", ":", ".", "/", "%", "*", "&", "+"}
_ABBREVIATED = frozenset("no art arts para paras nos cf eg ie etc".split())


class Found(NamedTuple):
    """A signal as a rule finds it: with the sentence for this order of the sides and for the other one."""

    id: str
    rule: str
    direction: str
    grade: str
    left: str
    right: str
    sentence: str
    turned: str


class Reading:
    """One side: `line` holds its folded words with a blank before and after each, without brackets and quotes."""

    def __init__(self, parts: Sequence[str], fold: Fold | None) -> None:
        self.text = "\n".join(parts)
        self.tokens: list[Token] = []
        self.words: list[str] = []
        self._ends: list[int] = []
        at = 0
        for part in parts:
            tokens = tokenize(part, fold)
            self._add(tokens if not at else [Token(text, folded, start + at, end + at, term) for text, folded, start, end, term in tokens])
            at += len(part) + 1
        self.line = " " + " ".join(self.words) + " "

    def _add(self, tokens: Sequence[Token]) -> None:
        """The words of one part; where its sentences end. A point after an abbreviation (No. 24) ends none, a part's end does."""
        words, kept, ends = self.words, self.tokens, self._ends
        last = len(tokens) - 1
        for n, token in enumerate(tokens):
            folded = token.folded
            if token.term:  # a folded term is read by the words of its id: requested-party as 'requested party'
                parts = token.term.split("-")
                words += parts
                kept += [token] * len(parts)
            elif folded == ".":
                if n == last or tokens[n + 1].text[0].isupper() and n and tokens[n - 1].folded not in _ABBREVIATED:
                    words.append(folded)
                    kept.append(token)
                    ends.append(len(words) - 1)
            elif folded not in _DROPPED:
                words.append(folded)
                kept.append(token)
                if folded == ";":
                    ends.append(len(words) - 1)
        if words and (not ends or ends[-1] != len(words) - 1):
            ends.append(len(words) - 1)

    @cached_property
    def starts(self) -> list[int]:
        """Where in `line` each word begins."""
        starts, at = [], 1
        for word in self.words:
            starts.append(at)
            at += len(word) + 1
        return starts

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

    def word_at(self, position: int) -> int:
        """The word at a position of `line`."""
        return bisect_right(self.starts, position) - 1

    def sentence_of(self, word: int) -> int:
        """The sentence that `word` stands in."""
        return next((n for n, (start, end) in enumerate(self.sentences) if start <= word < end), len(self.sentences) - 1)

    def quote(self, first: int, last: int) -> str:
        """The words from `first` to `last` as written."""
        return " ".join(self.text[self.tokens[first].start:self.tokens[last].end].split())

    def quote_span(self, span: tuple[int, int]) -> str:
        """What stands at a span of `line`, as written."""
        return self.quote(self.word_at(span[0]), self.word_at(span[1] - 1))

    def is_tight(self, word: int) -> bool:
        """Whether no blank stands before or after `word`: `1,25`, not `2014, 3`."""
        before, here, after = self.tokens[word - 1:word + 2]
        return before.end == here.start and here.end == after.start

    def window(self, word: int, size: int = 12) -> Counter[str]:
        """The content words around `word`, within its sentence."""
        start, end = self.sentences[self.sentence_of(word)]
        return content_of(self.words[max(start, word - size):min(end, word + size + 1)])


def content_of(words: Sequence[str]) -> Counter[str]:
    """Words that carry meaning, with how often they stand."""
    return Counter([word for word in words if word not in _PASSED])


def share(one: Counter[str], other: Counter[str]) -> float:
    """How much of both is common: twice the common words by all words, 0 to 1."""
    total = sum(one.values()) + sum(other.values())
    common = sum([min(count, other[word]) for word, count in one.items() if word in other])
    return 2 * common / total if total else 0.0


class Facing:
    """Two readings face to face, each made when first needed."""

    def __init__(self, left: Sequence[str], right: Sequence[str], fold: Fold | None) -> None:
        self._parts, self._fold = (left, right), fold

    @cached_property
    def left(self) -> Reading:
        return Reading(self._parts[0], self._fold)

    @cached_property
    def right(self) -> Reading:
        return Reading(self._parts[1], self._fold)

    @cached_property
    def changed(self) -> set[str]:
        """The words that one side has more often than the other."""
        ours, theirs = Counter(self.left.words), Counter(self.right.words)
        return {word for word, _ in ours.items() ^ theirs.items()}

    @cached_property
    def likeness(self) -> float:
        """How much the whole texts share, 0 to 1."""
        return share(content_of(self.left.words), content_of(self.right.words))

    @cached_property
    def answers(self) -> dict[int, int]:
        """Sentence of the left -> the sentence of the right that answers it, most alike first, each once."""
        least = PAIR_LIKE if len(self.left.sentences) == len(self.right.sentences) == 1 else SENTENCE_LIKE
        ranked = sorted((-share(one, other), i, j) for i, one in enumerate(self.left.contents) for j, other in enumerate(self.right.contents))
        found: dict[int, int] = {}
        for score, i, j in ranked:
            if -score >= least and i not in found and j not in found.values():
                found[i] = j
        return found

    @cached_property
    def opcodes(self) -> list[tuple[str, int, int, int, int]]:
        """Blocks as (op, left from, left to, right from, right to), with a deletion and insertion in one place joined to `replace`."""
        blocks: list[tuple[str, int, int, int, int]] = []
        for code in Indel.opcodes(self.left.words, self.right.words):
            block = (code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end)
            if blocks and blocks[-1][0] != "equal" and code.tag != "equal":
                last = blocks.pop()
                block = ("replace", last[1], code.src_end, last[3], code.dest_end)
            blocks.append(block)
        return blocks

    def block_around(self, first: int, last: int, *, left: bool) -> tuple[int, int, int] | None:
        """The changed block that holds the words [first, last] of one side: its range of words, and how many stand in its place
        on the other side. None where part of the words is unchanged."""
        for op, a, b, c, d in self.opcodes:
            start, end, other = (a, b, d - c) if left else (c, d, b - a)
            if op != "equal" and start <= first and last < end:
                return start, end, other
        return None
