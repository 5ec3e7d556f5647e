"""Definitions of one term that are worded differently."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ..model.tokens import Fold, is_word, tokenize
from ..model.vocabulary import Grade
from .directions import Direction
from .lexicon import Words
from .texts import RawSignal, TextPair

NEW_WORDS = 2
"""A definition counts as changed from so many words on that the other side has nowhere; single ones
were mostly style."""
_DEFINES = re.compile(
    r"[\u201c\"\u2018']([^\u201c\u201d\"\u2018\u2019]{2,80})[\u201d\"\u2019'](?=[^\u201c\u201d.;]{0,60}?\b(?:means?|is a term|shall (?:mean|include)|are|is)\b)"
)


def find_definition_changes(
    texts: TextPair, fold: Fold | None, words: Words
) -> Iterator[RawSignal]:
    """A definition of the same term that is worded differently."""
    term, other = _find_defined(texts.written.left), _find_defined(texts.written.right)
    if not term or not other or not _is_same_term(term, other, fold):
        return
    left, right = (text.words[slice(*text.sentences[0])] for text in (texts.left, texts.right))
    if _BY_REFERENCE.search(" ".join(left)) and _BY_REFERENCE.search(" ".join(right)):
        return  # both take the term over from another act; which one is citation, not definition
    passed = words.definition_small | _list_words(term, fold) | _list_words(other, fold)
    lost = _list_content(left, texts.right.known, passed)
    gained = _list_content(right, texts.left.known, passed)
    # producer and producers, definition and defined: only what has no like word on the other side
    # counts
    new = {word for word in lost if not any(_is_alike(word, like) for like in gained)}
    new |= {word for word in gained if not any(_is_alike(word, like) for like in lost)}
    if len(new) >= NEW_WORDS:
        says = words.sentences["definition"]["changed"]
        yield RawSignal(
            "definition", "changed", Direction.NEUTRAL, Grade.MEDIUM, term, other, says, says
        )


def _list_content(
    line: Sequence[str], others: Collection[str], passed: Collection[str]
) -> set[str]:
    """The words of a definition that the other side has nowhere, without numbers of items and what
    is passed over."""
    return {
        word
        for word in line
        if word not in others and word.isalpha() and word.strip("ivxl") and word not in passed
    }


_AND_ANOTHER = re.compile(
    r"\band\s+[\u201c\"\u2018']\w[^\u201c\u201d\"\u2018\u2019]{2,80}[\u201d\"\u2019']\s+(?:means|is)\b|\b(?:A|An)\s+[\u201c\u2018][^\u201d\u2019]{2,80}[\u201d\u2019]\s+(?:means|is)\b"
)
_BY_REFERENCE = re.compile(
    r"\b(?:as defined in|within the meaning of|as referred to in|referred to in)\b"
)


def _is_alike(one: str, other: str) -> bool:
    """Whether two words are forms of one: body, bodies."""
    size = min(len(one), len(other))
    return size >= 4 and one[: max(3, size - 2)] == other[: max(3, size - 2)]


def _is_same_term(one: str, other: str, fold: Fold | None) -> bool:
    """Whether both are forms of one term: the same once folded but for the plural, or beginning
    with the same word."""
    words = [
        [token.folded.removesuffix("s") for token in tokenize(term, fold) if is_word(token)]
        for term in (one, other)
    ]
    return bool(words[0] and words[1]) and (words[0] == words[1] or words[0][0] == words[1][0])


def _find_defined(text: str) -> str | None:
    """The term that a clause defines: quoted near its beginning, with a defining verb behind."""
    match = _DEFINES.search(text, 0, 240)
    several = match and _AND_ANOTHER.search(
        text, match.end(), 600
    )  # two definitions in one clause: no telling what belongs to which
    return match[1].strip(" ,") if match and not several else None


def _list_words(term: str, fold: Fold | None) -> set[str]:
    return {token.folded for token in tokenize(term, fold) if is_word(token)}
