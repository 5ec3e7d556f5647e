"""Text of a clause -> the words and word pairs it is compared by, as small integers.

References to provisions read as one word for each kind ("Articles 12(3) and 14" -> §article), so
that a mere renumbering is no difference; numbers of acts ("2004/39/EC") stay, they are informative.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from ..model.tokens import Fold, fold_word, is_sign, space_signs
from ..model.wordforms import forms_of, name_kind

STOP_WORDS = (
    "the of and or to in an for by on with as at be is are was were been that this these those which who it its "
    "their they from any such shall may not no other if where when has have under into than all each there "
    "them he his whether"
).split()
"""Words that say nothing alone. As single words they are dropped, which raises F1 by .002; in word
pairs they stay."""

PAIR_SHIFT = 20
"""A word pair (a, b) is the integer (a + 1) << PAIR_SHIFT | b: room for a million different
words."""
OCCURRENCE_SHIFT = 42
"""The second, third ... occurrence of a word in a text are terms of their own: level <<
OCCURRENCE_SHIFT | word."""
MOST_OCCURRENCES = 6
"""Occurrences after this many count no more."""

_NUMBER = r"(?:\(?\d+[a-z]?\)?|\([a-z]{1,4}\)|[IVXLC]+\b)(?:\s?\((?:\d+[a-z]?|[a-z]{1,4})\))*"
_LIST = rf"{_NUMBER}(?:(?:,\s?|\s(?:and|or|to)\s|,\s(?:and|or)\s|\sand/or\s|\s?-\s?){_NUMBER})*"
_KINDS = (
    "articles?|paragraphs?|sub-?paragraphs?|points?|annex(?:es)?|chapters?|sections?|titles?|parts?"
)
_REFERENCE = re.compile(rf"\b(?=[AaPpSsCcTt])((?i:{_KINDS}))\s{_LIST}")
_HAS_NUMBER = re.compile(r"[0-9(]")
_LABEL = re.compile(r"\s*(?:\(?[0-9a-z]{1,4}\)|\d{1,3}\.|[-\u2013\u2014])\s+", re.I)
_KIND_WORDS = {
    "ar": " \u00a7article ",
    "an": " \u00a7annex ",
    "ch": " \u00a7chapter ",
    "se": " \u00a7section ",
    "po": " \u00a7point ",
    "ti": " \u00a7title ",
}
_EDGES = ".,;:!?()[]{}<>/|*_'\"`+=%&#-\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u2026\u00b7\u2022"
_DEFINED = re.compile(
    r"[\u2018\u201c\"']([^\u2018\u2019\u201c\u201d\"]{2,80})[\u2019\u201d\"'](?:\s+or\s+[\u2018\u201c\"'][^\"\u2019\u201d]{2,80}[\u2019\u201d\"'])?\s*"
    r"(?:\([^)]{0,60}\)\s*)?(?:means?\b|:|shall (?:also )?mean\b|is\b|are\b)|^([\w -]{2,60}):?\s+shall mean\b"
)


class Lexicon(dict[str, int]):
    """Every spelling met -> the number of its folded word, 0 for what is no word (one letter,
    punctuation).

    `names[number]` is the word, `stems[number]` the number of its form without plural, by which
    texts are compared; stop words have the numbers below `stops`. `language`: that of the texts;
    one that is not read is taken for English.
    """

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        self.forms = forms_of(language)
        self.names, self.stems, self.numbers = [""], [0], {"": 0}
        self.hyphened: set[int] = set()
        for word in self.forms.stop_words if self.forms else STOP_WORDS:
            self.number_word(clean_word(word))
        self.stops = len(self.names)

    def __missing__(self, spelling: str) -> int:
        number = self[spelling] = self.number_word(clean_word(spelling))
        return number

    def number_word(self, word: str) -> int:
        """The number of a folded word, a new one if it has none."""
        number = self.numbers.get(word)
        if number is None:
            number = self.numbers[word] = len(self.names)
            self.names.append(word)
            self.stems.append(number)
            if "-" in word[1:-1]:
                self.hyphened.add(number)
            elif self.forms:
                self.stems[number] = self._number_stem(number, self.forms.stem(word))
            elif word[-1] == "s" and len(word) > 4 and word[-2] != "s":
                self.stems[number] = self.number_word(
                    word[:-3] + "y" if word.endswith("ies") else word[:-1]
                )
        return number

    def _number_stem(self, number: int, stem: str) -> int:
        """The number of a stem, that is of itself; `number` where the word is one."""
        if not stem or stem == self.names[number]:
            return number
        stem = f"{stem}\u00ac"  # no word of a text, which would have a stem of its own
        if stem not in self.numbers:
            self.numbers[stem] = len(self.names)
            self.names.append(stem)
            self.stems.append(self.numbers[stem])
        return self.numbers[stem]

    def split_hyphens(self, number: int) -> list[int]:
        """The parts of a hyphened word, or the word itself: terms are folded before (`computer-data
        storage medium`), all else is compared by the parts, which gains .002."""
        if number not in self.hyphened:
            return [number]
        return [
            part
            for spelling in self.names[number].split("-")
            if spelling and (part := self[spelling])
        ] or [number]


def clean_word(spelling: str) -> str:
    """One spelling as compared: without punctuation around it and genitive, folded; '' for what is
    no word."""
    if spelling[0] == "\u00a7" and len(spelling) > 1:
        return spelling
    word = fold_word(spelling if spelling.isalnum() else spelling.strip(_EDGES))
    if word.endswith("'s"):
        word = word[:-2]
    return word if len(word) > 1 or is_sign(word) else ""


@dataclass(frozen=True, slots=True)
class Bag:
    """A clause as compared: its `terms` (words but for stop words, their further occurrences, word
    pairs), its single `words` with repetition, and the term that it defines, if it does."""

    terms: set[int]
    words: list[int]
    defined: tuple[int, ...] | None


def make_bag(text: str, lexicon: Lexicon, fold: Fold | None = None) -> Bag:
    """The bag of one text. A text without any word keeps its whole self as its only word, so that
    it equals itself."""
    numbers, stops = number_words(text, lexicon, fold), lexicon.stops
    words = [number for number in numbers if number >= stops]
    if len(numbers) < 2 and not words:
        words = [lexicon.number_word("\u00a7 " + text.strip())]
    terms = tell_occurrences_apart(words)
    terms.update([(first + 1) << PAIR_SHIFT | second for first, second in pairwise(numbers)])
    defined = find_defined(text, lexicon)
    return Bag(terms, words, tuple(number_words(defined, lexicon, fold)) if defined else None)


def number_words(text: str, lexicon: Lexicon, fold: Fold | None = None) -> list[int]:
    """The words of a text in order, by number; terms folded, plurals as singulars."""
    numbers = list(filter(None, map(lexicon.__getitem__, split_words(text, lexicon))))
    if fold is not None:
        numbers = _fold_terms(numbers, lexicon, fold)
    if not lexicon.hyphened.isdisjoint(numbers):
        numbers = [part for number in numbers for part in lexicon.split_hyphens(number)]
    return list(map(lexicon.stems.__getitem__, numbers))


def split_words(text: str, lexicon: Lexicon) -> list[str]:
    """The spellings of a text, with punctuation still at them, hyphened words in one; references to
    provisions as one word for each kind."""
    if lexicon.forms:
        label = _LABEL.match(text)
        text = lexicon.forms.provisions.sub(
            lambda match: f" \u00a7{name_kind(match)} ", text[label.end() :] if label else text
        )
        if lexicon.forms.elided:
            text = lexicon.forms.elided.sub(" ", text)
    elif _HAS_NUMBER.search(text):
        label = _LABEL.match(text)
        text = _REFERENCE.sub(_name_kind, text[label.end() :] if label else text)
    return space_signs(text).split()


def _name_kind(match: re.Match[str]) -> str:
    return _KIND_WORDS.get(
        match[1][:2].lower(),
        " \u00a7part " if match[1][:4].lower() == "part" else " \u00a7paragraph ",
    )


def tell_occurrences_apart(words: list[int]) -> set[int]:
    """The words as a set in which each further occurrence of a word is a term of its own."""
    found = set(words)
    if len(found) < len(words):
        ranked, level, last = sorted(words), 0, -1
        for word in [word for word, after in pairwise(ranked) if word == after]:
            level = level + 1 if word == last else 1
            last = word
            if level < MOST_OCCURRENCES:
                found.add(level << OCCURRENCE_SHIFT | word)
    return found


def _fold_terms(numbers: list[int], lexicon: Lexicon, fold: Fold) -> list[int]:
    """The numbers with those of each folded term as one; between terms whole stretches are taken
    over."""
    out: list[int] = []
    at = done = 0
    for place, (size, name) in [
        (place, piece)
        for place, piece in enumerate(fold([lexicon.names[number] for number in numbers]))
        if piece[1]
    ]:
        out += numbers[at : at + place - done]
        out.append(lexicon.number_word("\u00a7" + name))
        at, done = at + place - done + size, place + 1
    return out + numbers[at:] if out else numbers


def spell_words(text: str, lexicon: Lexicon, fold: Fold | None = None) -> list[tuple[int, str]]:
    """The words of a text as number_words() has them, each as it is written; what is no word (one
    letter) stays with the word before it, the parts of a hyphened word but the first are ''."""
    spelled: list[tuple[int, str]] = []
    for spelling in split_words(text, lexicon):
        if number := lexicon[spelling]:
            spelled.append((number, spelling))
        elif spelled:
            spelled[-1] = (spelled[-1][0], f"{spelled[-1][1]} {spelling}")
    if fold is not None:
        rest = iter(spelled)
        pieces = [
            (list(islice(rest, size)), name)
            for size, name in fold([lexicon.names[number] for number, _ in spelled])
        ]
        spelled = [
            (
                lexicon.number_word("\u00a7" + name) if name else piece[0][0],
                " ".join(word for _, word in piece),
            )
            for piece, name in pieces
        ]
    parts = [
        (part, "" if at else word)
        for number, word in spelled
        for at, part in enumerate(lexicon.split_hyphens(number))
    ]
    return [(lexicon.stems[number], word) for number, word in parts]


def find_defined(text: str, lexicon: Lexicon) -> str | None:
    """The term that a text defines (the words in quotes before 'means', a colon, 'shall mean'; in
    other languages those with which it begins); else None."""
    if lexicon.forms:
        found = lexicon.forms.defined.match(text)
        return found[1] if found else None
    head = text[:160]
    if "mean" in head or "\u2018" in head or "\u201c" in head or '"' in head:
        found = _DEFINED.search(head)
        return found[1] or found[2] if found else None
    return None
