"""The words of a clause as law is read from them: folded, with what carries no law set aside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ..model.references import ReferenceReader
from ..model.tokens import Fold, Token, tokenize
from .lexicon import Lexicon
from .scripts import is_chinese, is_parted, key_characters, normalize_word, split_word

REFERENCE = "\u00a7reference"
"""The key of a whole cross-reference or of a cited act: what it points to is another question."""

LABEL = re.compile(
    r"[0-9]{1,3}[a-z]?|[a-z]{1,2}|[ivx]{1,5}|[а-я]|[ا-ي]{1,2}|[一二三四五六七八九十]{1,3}"
)
"""The words with which items are marked."""
_ACT = re.compile(
    r"\b(?:Directives?|Regulations?|Decisions?|Recommendations?)(?: \((?:EU|EC|EEC|Euratom)[^)]{0,12}\))?"
    r"(?: No\.?)? \d+/\d+(?:/[A-Z]{2,8})?(?: of (?:the )?[A-Z][^.;:()]{0,90}? of \d{1,2} \w+ \d{4})?"
    r"(?: \(\d{1,3}\))?"
)
_MAY_HOLD = re.compile(r"\d|rticle|aragraph|стать|пункт|款|条|المادة")


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
    folded, starts, ends = _list_tokens(text, lexicon, fold)
    spans = _find_spans(text, ref, reader)
    if spans:
        folded, starts, ends = _join_spans(folded, starts, ends, spans)
    keys = list(map(lexicon.keys.__getitem__, folded))
    if lexicon.words:
        _key_characters(folded, keys, starts, ends, lexicon)
    _pass_over_labels(folded, keys)
    return Words(ref, text, folded, keys, starts, ends)


Tokens = tuple[list[str], list[int], list[int]]
"""Words as forms are matched with, and where each begins and ends."""


def _list_tokens(text: str, lexicon: Lexicon, fold: Fold | None) -> Tokens:
    """The tokens of a text, those that are written as one apart."""
    tokens = tokenize(text, fold)
    if not tokens:
        return [], [], []
    if is_parted(lexicon.language):
        pieces = [piece for token in tokens for piece in _part(token, lexicon.language)]
    elif lexicon.elisions and ("'" in text or "\u2019" in text):
        pieces = [piece for token in tokens for piece in _part_elided(token, lexicon)]
    else:
        _, folded, starts, ends, _ = zip(*tokens)
        return list(folded), list(starts), list(ends)
    folded, starts, ends = zip(*pieces)
    return list(folded), list(starts), list(ends)


def _join_spans(
    folded: list[str], starts: list[int], ends: list[int], spans: list[tuple[int, int]]
) -> Tokens:
    """The tokens with one in the place of those that touch a span."""
    words: list[str] = []
    begins: list[int] = []
    stops: list[int] = []
    at = 0
    for start, end in spans:
        first = bisect_right(ends, start, at)
        behind = bisect_left(starts, end, first)
        if first == behind:
            continue
        words += [*folded[at:first], REFERENCE]
        begins += [*starts[at:first], start]
        stops += [*ends[at:first], end]
        at = behind
    return words + folded[at:], begins + starts[at:], stops + ends[at:]


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


Part = tuple[str, int, int]


def _part(token: Token, language: str) -> Sequence[Part]:
    """The words that Russian, Chinese or Arabic write as one."""
    start, end = token.start, token.end
    normal = normalize_word(token.folded, language)
    words = split_word(normal, language)
    if len(words) == 1 or end - start != len(normal):
        return ((normal, start, end),)
    found: list[Part] = []
    for word in words:
        found.append((word, start, start + len(word)))
        start += len(word)
    return found


def _part_elided(token: Token, lexicon: Lexicon) -> Sequence[Part]:
    """An elided word and the one behind it (`l'article`) as two."""
    _, word, start, end, _ = token
    if "'" in word and end - start == len(word):
        elided, _, rest = word.partition("'")
        if rest and elided in lexicon.elisions:
            one, other = lexicon.contractions.get(word, (elided + "'", rest))
            behind = start + len(elided) + 1
            return ((one, start, behind), (other, behind, end))
    return ((word, start, end),)


def _key_characters(
    folded: Sequence[str],
    keys: list[str],
    starts: Sequence[int],
    ends: Sequence[int],
    lexicon: Lexicon,
) -> None:
    """The keys of Chinese characters, run by run."""
    first, size = 0, len(folded)
    while first < size:
        end = first + 1
        if is_chinese(folded[first]):
            while end < size and is_chinese(folded[end]) and starts[end] == ends[end - 1]:
                end += 1
            keys[first:end] = key_characters(folded[first:end], lexicon.words, lexicon.small)
        first = end


def _pass_over_labels(folded: Sequence[str], keys: list[str]) -> None:
    """Marks of items, `(a)` and `1.` and `a)`, carry no law."""
    if ")" in folded:
        for at, word in enumerate(folded):
            if word == ")" and at and LABEL.fullmatch(folded[at - 1]):
                before = folded[at - 2] if at > 1 else ""
                if before in ("", *"(:;,."):
                    keys[at - 1] = ""
    if len(folded) > 1 and folded[1] == "." and folded[0].isdigit():
        keys[0] = ""
