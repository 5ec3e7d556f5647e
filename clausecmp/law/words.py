"""The words of a clause as law is read from them: folded, with what carries no law set aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..model.references import ReferenceReader
from ..model.tokens import Fold, tokenize
from .lexicon import Lexicon
from .scripts import is_chinese, key_characters, normalize_word, split_word
from .stems import STEMS

REFERENCE = "\u00a7reference"
"""The key of a whole cross-reference or of a cited act: what it points to is another question."""

_LABEL = re.compile(
    r"[0-9]{1,3}[a-z]?|[a-z]{1,2}|[ivx]{1,5}|[а-я]|[ا-ي]{1,2}|[一二三四五六七八九十]{1,3}"
)
_ACT = re.compile(
    r"\b(?:Directives?|Regulations?|Decisions?|Recommendations?)(?: \((?:EU|EC|EEC|Euratom)[^)]{0,12}\))?"
    r"(?: No\.?)? \d+/\d+(?:/[A-Z]{2,8})?(?: of (?:the )?[A-Z][^.;:()]{0,90}? of \d{1,2} \w+ \d{4})?"
    r"(?: \(\d{1,3}\))?"
)
_MAY_HOLD = re.compile(r"\d|rticle|aragraph|стать|пункт|款|条|المادة")
_PUNCTUATION = frozenset(",.;:()")


ELISIONS = {
    "fr": frozenset("c d j jusqu l lorsqu m n puisqu qu quelqu quoiqu s t".split()),
    "it": frozenset("all c coll d dall dell l nell quell quest s sull un".split()),
}
"""What stands before the apostrophe where two words are written as one, by language."""


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
    stems = STEMS[language]
    pieces = (
        piece
        for token in tokenize(text, fold)
        for piece in _split(token.folded, token.start, token.end, language)
    )
    for word, start, end in pieces:
        while at < len(spans) and start >= spans[at][1]:
            at += 1
        if at < len(spans) and end > spans[at][0]:
            if not folded or folded[-1] != REFERENCE or starts[-1] != spans[at][0]:
                folded.append(REFERENCE)
                keys.append(REFERENCE)
                starts.append(spans[at][0])
                ends.append(spans[at][1])
            continue
        folded.append(word)
        keys.append(
            "" if word in small or not (word[0].isalnum() or word[0] == "\u00a7") else stems[word]
        )
        starts.append(start)
        ends.append(end)
    if language == "zh":
        _key_characters(folded, keys, starts, ends, lexicon)
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
    """A token as it is; words that Russian, Chinese or Arabic write as one; an elided word and the
    one behind it (`l'article`) as two."""
    if language in ("ru", "zh", "ar"):
        normal = normalize_word(word, language)
        pieces = split_word(normal, language)
        if len(pieces) == 1 or end - start != len(normal):
            return ((normal, start, end),)
        found: list[tuple[str, int, int]] = []
        for piece in pieces:
            found.append((piece, start, start + len(piece)))
            start += len(piece)
        return found
    if "'" in word and language in ELISIONS and end - start == len(word):
        elided, _, rest = word.partition("'")
        size = len(elided) + 1
        if rest and elided in ELISIONS[language]:
            if elided == "s" and rest in ("il", "ils"):
                elided = "si"  # s'il: if he; the s' of s'engage is another word
            else:
                elided += "'"
            return [(elided, start, start + size), (rest, start + size, end)]
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
    for at, word in enumerate(folded):
        before = folded[at - 2] if at > 1 else ""
        if word == ")" and at and _LABEL.fullmatch(folded[at - 1]) and before in ("", *"(:;,."):
            keys[at - 1] = ""
    if len(folded) > 1 and folded[1] == "." and folded[0].isdigit():
        keys[0] = ""
