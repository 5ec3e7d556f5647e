"""The words of a clause as law is read from them: folded, with what carries no law set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..model.references import ReferenceReader
from ..model.tokens import Fold, tokenize
from .lexicon import Lexicon

REFERENCE = "\u00a7reference"
"""The key of a whole cross-reference or of a cited act: what it points to is another question."""

_LABEL = re.compile(r"[0-9]{1,3}[a-z]?|[a-z]{1,2}|[ivx]{1,5}")
_ACT = re.compile(
    r"\b(?:Directives?|Regulations?|Decisions?|Recommendations?)(?: \((?:EU|EC|EEC|Euratom)[^)]{0,12}\))?"
    r"(?: No\.?)? \d+/\d+(?:/[A-Z]{2,8})?(?: of (?:the )?[A-Z][^.;:()]{0,90}? of \d{1,2} \w+ \d{4})?"
    r"(?: \(\d{1,3}\))?"
)
_MAY_HOLD = re.compile(r"\d|rticle|aragraph|стать|пункт|款|条|المادة")
_PUNCTUATION = frozenset(",.;:()")


class Words(NamedTuple):
    """The words of one clause, one entry of each list for a token. `folded`: as forms are matched
    with; `keys`: as clauses are compared by, '' for what is passed over (punctuation, small words,
    marks of items); `starts`, `ends`: its place in `text`."""

    ref: str
    text: str
    folded: list[str]
    keys: list[str]
    starts: list[int]
    ends: list[int]

    def quote(self, first: int, end: int) -> tuple[int, int]:
        """The place in the text of the tokens [first, end)."""
        return self.starts[first], self.ends[end - 1]


def read_words(
    text: str, ref: str, lexicon: Lexicon, fold: Fold | None, reader: ReferenceReader
) -> Words:
    """The words of a clause; a cross-reference and a cited act are one word each."""
    folded: list[str] = []
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    spans = _find_spans(text, ref, reader)
    small, language, at = lexicon.small, lexicon.language, 0
    for token in tokenize(text, fold):
        while at < len(spans) and token.start >= spans[at][1]:
            at += 1
        if at < len(spans) and token.end > spans[at][0]:
            if not folded or folded[-1] != REFERENCE or starts[-1] != spans[at][0]:
                folded.append(REFERENCE)
                keys.append(REFERENCE)
                starts.append(spans[at][0])
                ends.append(spans[at][1])
            continue
        for word, start, end in _split(token.folded, token.start, token.end, language):
            folded.append(word)
            keys.append(
                ""
                if word in small or not (word[0].isalnum() or word[0] == "\u00a7")
                else stem(word)
            )
            starts.append(start)
            ends.append(end)
    _pass_over_labels(folded, keys)
    return Words(ref, text, folded, keys, starts, ends)


def _find_spans(text: str, ref: str, reader: ReferenceReader) -> list[tuple[int, int]]:
    """The places of cross-references and cited acts, in order; a reference to a provision of a
    cited act is one with it."""
    if not _MAY_HOLD.search(text):
        return []
    spans = [(found.start, found.end) for found in reader.read(text, ref)]
    if "irective" in text or "egulation" in text or "ecision" in text or "ecommendation" in text:
        spans = sorted([*spans, *((match.start(), match.end()) for match in _ACT.finditer(text))])
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif merged and text[merged[-1][1] : start].strip() in ("of", "and", "or", ",", ", and"):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged


def _split(word: str, start: int, end: int, language: str) -> Sequence[tuple[str, int, int]]:
    """A token as it is, a run of Chinese characters as its characters: nothing divides words."""
    if language == "zh" and len(word) > 1 and end - start == len(word):
        return [(char, start + n, start + n + 1) for n, char in enumerate(word)]
    return ((word, start, end),)


def _pass_over_labels(folded: Sequence[str], keys: list[str]) -> None:
    """Marks of items, `(a)` and `1.` and `a)`, carry no law."""
    for at, word in enumerate(folded):
        if (
            word == ")"
            and at
            and _LABEL.fullmatch(folded[at - 1])
            and (at < 2 or folded[at - 2] in "(:;,.")
        ):
            keys[at - 1] = ""
    if len(folded) > 1 and folded[1] == "." and folded[0].isdigit():
        keys[0] = ""


_STEMS: dict[str, str] = {}


def stem(word: str) -> str:
    """A word without its commonest endings, so that its forms are one; worked out once."""
    found = _STEMS.get(word)
    if found is None:
        found = _STEMS[word] = _find_stem(word)
    return found


def _find_stem(word: str) -> str:
    if not word.isalpha():
        return word
    if not word.isascii():
        return word[:7] if len(word) > 8 else word[:-1] if len(word) > 5 else word
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    return word
