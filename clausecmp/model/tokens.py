"""Text as tokens that keep what was written, what is compared, and where it stood.

A token is a word, a number, a run of punctuation, or a whole defined term: folding reads a term of
several words as one token, so that a renamed term is one difference and never several.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

Fold = Callable[[Sequence[str]], list[tuple[int, str]]]
"""Words, lower case -> for each folded token how many words it takes and its name; see
glossary.Glossary.fold."""

SIGNS = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Signs of scripts that are written without spaces, for a class of a pattern: each counts as a
word, as no list of words is at hand by which the text could be cut."""
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
"""Accents and vowel signs that stand behind their letter as characters of their own."""
_WORD = r"\w+(?:[-\u2010\u2011'\u2019]\w+)*|[^\w\s]"
_LETTER = rf"(?:(?![{SIGNS}])[\w{_MARKS}])"
_WIDE_WORD = rf"[{SIGNS}]|{_LETTER}+(?:[-\u2010\u2011'\u2019]{_LETTER}+)*|[^\w\s]"
_WIDE = re.compile(rf"[{SIGNS}{_MARKS}]")
_SIGN = re.compile(rf"[{SIGNS}]")
_TOKEN, _PIECE = re.compile(_WORD), re.compile(rf"\s*(?:{_WORD})")
_WIDE_PIECE = rf"\s*(?:{_WIDE_WORD})"  # compiled by re when first met, as is _WIDE_WORD: it is slow
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_QUOTES = {
    ord("\u2018"): "'",
    ord("\u2019"): "'",
    ord("\u201c"): '"',
    ord("\u201d"): '"',
    ord("\u00ab"): '"',
    ord("\u00bb"): '"',
}
_ARABIC = {
    **dict.fromkeys([*range(0x64B, 0x660), 0x670, 0x640]),  # vowel signs, and what only stretches
    **dict.fromkeys(map(ord, "\u0622\u0623\u0625\u0671"), "\u0627"),
    ord("\u0649"): "\u064a",
    **{0x660 + digit: str(digit) for digit in range(10)},
    **{0x6F0 + digit: str(digit) for digit in range(10)},
}
_PLAIN = {
    **_DASHES,
    **_QUOTES,
    **_ARABIC,
    ord("\u0451"): "\u0435",
}  # the dots of this Russian letter are often left out
_ISE = re.compile(r"(?<=\w{3})is(?=(?:e|es|ed|ing|ation|ations)$)")
_NOT_IZE = frozenset(
    "advise advised advises advising arise arises arising comprise comprised comprises comprising compromise "
    "compromised compromises compromising devise devised disguise disguised exercise exercised exercises "
    "exercising expertise franchise otherwise premise premises promise promised raise raised raises "
    "revise revised revising rise supervise supervised supervises supervising surprise wise "
    "precise likewise merchandise enterprise enterprises".split()
)


class Token(NamedTuple):  # a tuple, not a dataclass: a comparison makes tens of thousands
    """`text` as written, `folded` as compared, its place [start, end) in the string; `term` names a
    folded term."""

    text: str
    folded: str
    start: int
    end: int
    term: str | None = None


def fold_word(word: str) -> str:
    """One word as it is compared: case, dashes, quotes and the two spellings of -ise/-ize and co-
    folded."""
    if word.isascii():
        word = word.lower()
    else:
        plain = unicodedata.normalize("NFKC", word).lower().translate(_PLAIN)
        word = plain or word  # a vowel sign that stands alone
    if word == "an":
        return "a"  # a renamed term may change the article before it
    if word.startswith("co-"):  # Budapest writes co-operation
        word = "co" + word[3:]
    if "is" in word and word not in _NOT_IZE:
        word = _ISE.sub("iz", word)
    return word


@lru_cache(
    maxsize=4096
)  # redline and signals read the same texts; a comparison of two treaties has about a thousand
def tokenize(string: str, fold: Fold | None = None) -> Sequence[Token]:
    """The tokens of `string` in order; words of a term that `fold` knows become one token. Not to
    be changed in place.

    Guarantees: tokens do not overlap, `string[t.start:t.end] == t.text`, and all but white space is
    covered.
    """
    pattern = _WIDE_WORD if _is_wide(string) else _TOKEN
    found = [(match.group(), match.start(), match.end()) for match in re.finditer(pattern, string)]
    folded = [FOLDED_WORDS[text] for text, _, _ in found]
    if fold is None:
        return [Token(text, word, start, end) for (text, start, end), word in zip(found, folded)]
    tokens, at = [], 0
    for size, name in fold(folded):
        text, start, end = found[at]
        if name:
            end = found[at + size - 1][2]
            tokens.append(
                Token(string[start:end], "\u00a7" + name, start, end, name)
            )  # a term's id may be a word of the text
        else:
            tokens.append(Token(text, folded[at], start, end))
        at += size
    return tokens


def split_pieces(string: str) -> list[str]:
    """The tokens of `string` in order, each with the white space before it."""
    return re.findall(_WIDE_PIECE if _is_wide(string) else _PIECE, string)


def _is_wide(string: str) -> bool:
    """Whether the string needs the slower patterns."""
    return not string.isascii() and _WIDE.search(string) is not None


def space_signs(string: str) -> str:
    """The string with a space on both sides of every sign that is a word of its own."""
    if string.isascii() or not _SIGN.search(string):
        return string
    return _SIGN.sub(r" \g<0> ", string)


def is_sign(word: str) -> bool:
    """Whether the word is a single sign of a script that is written without spaces."""
    return len(word) == 1 and word > "\u3004" and _SIGN.match(word) is not None


class _FoldedWords(dict[str, str]):
    def __missing__(self, word: str) -> str:
        folded = self[word] = fold_word(word)
        return folded


FOLDED_WORDS = _FoldedWords()
"""Every word met, as it is compared: FOLDED_WORDS[word] is fold_word(word), worked out once."""


def is_word(token: Token) -> bool:
    """Whether the token carries meaning (letters or digits), as opposed to punctuation."""
    return token.text[0].isalnum() or token.term is not None or token.text[-1].isalnum()
