"""How alike two clauses in different languages are: by what needs no dictionary of the language
(figures, names, references, numbers, place, length), by common words of treaties, and by words that
turn out to answer each other in these two drafts.

All of it becomes terms that both sides share, so that the scores are made as for one language.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log

from ..files.links import Link
from ..model.concepts import find_concepts, is_covered, name_concept
from ..model.numerals import CARDINALS, fold_digits, read_chinese
from ..model.sides import Sides
from ..model.tokens import fold_word, is_sign
from ..model.wordforms import KINDS_OF_PROVISIONS, LANGUAGES, find_provisions, forms_of
from .assign import Decision, decide_joins
from .score import (
    ARTICLE_WEIGHT,
    Edge,
    Scores,
    compare_articles,
    find_cosines,
    list_candidates,
    weigh_terms,
)
from .units import Unit
from .words import Bag, Lexicon, number_words, tell_occurrences_apart

ROUNDS = 2
"""How often words that answer each other are learned from the pairs found so far."""
LEARN_FROM = 0.5
"""Probability from which a pair is learned from."""
CLAIM_ACROSS_FROM = 0.70
"""Probability from which a pair is claimed. Of the 97 from .50 to it that there are between English
and French, Spanish, Russian and Chinese of the BBNJ agreement, articles and paragraphs left out on
both sides and shuffled, 19 are right; from it to SURE_FROM 138 of 161; above 7,056 of 7,062. The
weights here were chosen on these texts."""
LEAST_DICE = 0.6
"""Two words answer each other if in so many of the pairs that have one of them the other is there
too (Dice's coefficient), and each is the other's best."""
MOST_OF_CLAUSES = 0.2
"""A word that more of the clauses have is not learned: it tells none of them apart."""
LEARNED_SHARE = 0.3
"""So much of what the place and the number add is left once words were learned, between languages
that are read: else a clause that was left out gives its number to its neighbour (with 1, 5 in 100
pairs are wrong where 15 in 100 paragraphs are left out on either side, with .3 1 in 100)."""
LENGTH_WEIGHT = 0.4
"""What is taken off for each doubling of the length against what the other language needs."""
MOST_LENGTH = 0.5
"""The most that is taken off for it."""
SAME_NUMBER = 0.08
"""What the same kind and number in their article add."""
SAME_REF = 0.08
"""What the same ref adds."""
PLACE_WEIGHT = 0.15
"""What the same place in the whole draft adds; it falls to 0 at a tenth of the draft."""
NEAR_PLACE = 3
"""So many clauses before and after the same place are candidates whatever their words."""

_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][\w'-]+")
_CHINESE_FIGURE = re.compile("[〇零一二三四五六七八九十百]{2,}")
_SHOWN = ("figure ", "name ", "concept ")
_COGNATE = 5
"""So many first letters of a long word make it the same word in two languages of Latin script."""


def decide_across(
    left: Sequence[Unit], right: Sequence[Unit], languages: Sides[str], links: Sequence[Link]
) -> tuple[Scores, Decision]:
    """The scores of two lists of units in different languages, and what is decided by them."""
    reader = _Reader((left, right), languages)
    scores = reader.score()
    decision = decide_joins(scores, links, LEARN_FROM)
    for _ in range(ROUNDS):
        reader.learn(decision.joins)
        reader.look_around(decision.joins)
        scores = reader.score()
        decision = decide_joins(scores, links, LEARN_FROM)
    decision.claim_from = CLAIM_ACROSS_FROM
    decision.joins = {
        edge: chance
        for edge, chance in decision.joins.items()
        if chance >= CLAIM_ACROSS_FROM or edge in decision.linked
    }
    return scores, decision


class _Reader:
    """The terms of the units of both sides that need no translation, and words learned."""

    def __init__(self, units: tuple[Sequence[Unit], Sequence[Unit]], languages: Sides[str]) -> None:
        self.units, self.languages = units, languages
        self.terms = Lexicon()
        self.latin = not any(language in ("ru", "zh", "ar") for language in languages)
        self.lexicons = tuple(Lexicon(language) for language in languages)
        self.plain = tuple(
            [self._list_plain(unit.text, language) for unit in side]
            for side, language in zip(units, languages)
        )
        self.words = tuple(
            [self._list_words(unit.text, side) for unit in units[side]] for side in (0, 1)
        )
        self.learned: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self.near = set(self._list_near())

    def _number(self, term: str) -> int:
        return self.terms.number_word(term)

    def _list_plain(self, text: str, language: str) -> list[int]:
        """What of a text needs no translation."""
        found = [f"figure {figure}" for figure in _FIGURE.findall(fold_digits(text))]
        if language == "en":
            found += [
                f"figure {CARDINALS[word]}"
                for word in re.findall(r"[a-z-]+", text.lower())
                if CARDINALS.get(word, 0) > 2
            ]
        if language == "zh":
            found += [f"figure {read_chinese(one)}" for one in _CHINESE_FIGURE.findall(text)]
        for word in _LATIN.findall(text):
            plain = _strip_accents(word)
            if not self.latin:
                found.append(f"name {plain}")
            elif len(plain) > _COGNATE:
                found.append(f"alike {plain[:_COGNATE]}")
        if language in LANGUAGES:
            for provision in find_provisions(text, language):
                found.append(f"provision {provision.kind}")
                found += [f"{provision.kind} {number}" for number in provision.numbers]
        if is_covered(language):
            words = [word.strip("-'") for word in re.findall(r"[\w'-]+", _fold(text))]
            forms = forms_of(language)
            if forms and language == "ar":
                words = list(map(forms.stem, words))
            found += [
                f"concept {name_concept(one)}" for one in find_concepts(words, text, language)
            ]
        return list(map(self._number, found))

    def _list_words(self, text: str, side: int) -> list[int]:
        """The words of a text; of Chinese its pairs of signs."""
        lexicon = self.lexicons[side]
        numbers = number_words(text, lexicon)
        words = [n for n in numbers if n >= lexicon.stops]
        signs = [n for n in numbers if is_sign(lexicon.names[n])]
        if not signs:
            return words
        return [
            lexicon.number_word(lexicon.names[a] + lexicon.names[b]) for a, b in pairwise(signs)
        ]

    def read_heading(self, side: int, heading: str) -> list[int]:
        """The terms of a heading."""
        learned = self.learned[side]
        words = self._list_words(heading, side) if learned else []
        return self._list_plain(heading, self.languages[side]) + [
            learned[word] for word in words if word in learned
        ]

    def learn(self, edges: Iterable[Edge]) -> None:
        """Which words answer each other in these pairs."""
        edges = list(edges)
        sides = [[set(self.words[side][edge[side]]) for edge in edges] for side in (0, 1)]
        counts = [Counter(word for words in side for word in words) for side in sides]
        most = max(len(edges) * MOST_OF_CLAUSES, 3)
        together: Counter[tuple[int, int]] = Counter()
        for lefts, rights in zip(*sides):
            known = [w for w in rights if 1 < counts[1][w] <= most]
            for one in lefts:
                if 1 < counts[0][one] <= most:
                    together.update([(one, other) for other in known])
        best: tuple[dict[int, float], dict[int, float]] = ({}, {})
        dice = {}
        for (one, other), count in together.items():
            # one pair less than there are: no pair may confirm itself
            share = 2 * (count - 1) / (counts[0][one] + counts[1][other] - 2)
            if share >= LEAST_DICE:
                dice[one, other] = share
                best[0][one] = max(share, best[0].get(one, 0.0))
                best[1][other] = max(share, best[1].get(other, 0.0))
        self.learned = ({}, {})
        for (one, other), share in sorted(dice.items(), key=lambda entry: (-entry[1], entry[0])):
            if share < best[0][one] or share < best[1][other]:
                continue
            if one not in self.learned[0] and other not in self.learned[1]:
                term = self._number(f"word {one} {other}")
                self.learned[0][one] = self.learned[1][other] = term

    def look_around(self, edges: Iterable[Edge]) -> None:
        """Make candidates, whatever their words, of the clauses beside these pairs and of those
        that have the same number in their articles."""
        left, right = self.units
        edges = list(edges)
        for i, j in edges:
            for step in (-2, -1, 1, 2):
                if 0 <= i + step < len(left) and 0 <= j + step < len(right):
                    self.near.add((i + step, j + step))
        numbered = {(unit.article, _number_in_article(unit)): j for j, unit in enumerate(right)}
        articles: defaultdict[str, set[str]] = defaultdict(set)
        for i, j in edges:
            articles[left[i].article].add(right[j].article)
        for i, unit in enumerate(left):
            for article in articles[unit.article]:
                at = numbered.get((article, _number_in_article(unit)))
                if at is not None:
                    self.near.add((i, at))

    def score(self) -> Scores:
        """The candidates with their scores, by all that is known so far."""
        left, right = self.units
        bags = self._make_bags(0), self._make_bags(1)
        sets = weigh_terms([bag.terms for bag in bags[0]], [bag.terms for bag in bags[1]])
        cosines = find_cosines(sets)
        for i, j in self.near:
            cosines.setdefault((i, j), sets.cosine(i, j))
        articles = compare_articles(
            self.units,
            bags,
            (
                lambda heading: self.read_heading(0, heading),
                lambda heading: self.read_heading(1, heading),
            ),
            {(left[i].article, right[j].article) for i, j in cosines},
        )
        ratio = _measure_ratio(left, right)
        share = LEARNED_SHARE if self.learned[0] and all(map(is_covered, self.languages)) else 1.0
        for (i, j), cosine in cosines.items():
            cosines[i, j] = max(
                cosine
                + ARTICLE_WEIGHT * articles[left[i].article, right[j].article]
                + self._rate_place(i, j) * share
                - _rate_length(left[i].text, right[j].text, ratio),
                0.0,
            )
        return Scores(
            self.units,
            bags,
            self.terms,
            sets,
            articles,
            *list_candidates(cosines, len(left), len(right)),
        )

    def _make_bags(self, side: int) -> list[Bag]:
        learned = self.learned[side]
        found = []
        for plain, words in zip(self.plain[side], self.words[side]):
            terms = plain + [learned[word] for word in words if word in learned]
            terms = terms or [self._number("nothing")]
            found.append(Bag(tell_occurrences_apart(terms), terms, None))
        return found

    def _list_near(self) -> Iterable[Edge]:
        """Units at the same place and next to it, and those with the same ref."""
        left, right = self.units
        step = len(right) / max(len(left), 1)
        places = {unit.ref: j for j, unit in enumerate(right)}
        for i, unit in enumerate(left):
            at = round(i * step)
            yield from (
                (i, j) for j in range(at - NEAR_PLACE, at + NEAR_PLACE + 1) if 0 <= j < len(right)
            )
            if unit.ref in places:
                yield i, places[unit.ref]

    def _rate_place(self, i: int, j: int) -> float:
        left, right = self.units
        one, other = left[i], right[j]
        far = abs(i / len(left) - j / len(right))
        score = PLACE_WEIGHT * max(0.0, 1 - 10 * far)
        if one.ref == other.ref:
            score += SAME_REF
        if one.kind == other.kind and _number_in_article(one) == _number_in_article(other):
            score += SAME_NUMBER
        return score


def list_shared_names(scores: Scores, i: int, j: int) -> list[tuple[str, float]]:
    """What two clauses in different languages both have and can be shown: figures, names,
    provisions, common words of treaties in English; the telling ones first, each with its share of
    the weight of all that is shared (0 to 1)."""
    weights, names = scores.sets.weights, scores.lexicon.names
    shared = scores.bags[0][i].terms & scores.bags[1][j].terms
    total = sum(map(weights.__getitem__, shared)) or 1.0
    found = sorted((-weights[term], names[term]) for term in shared if term < len(names))
    return [
        (name.partition(" ")[2] if name.startswith(_SHOWN) else name, -weight / total)
        for weight, name in found
        if name.startswith((*_SHOWN, *KINDS_OF_PROVISIONS))
    ]


def _number_in_article(unit: Unit) -> str:
    return unit.ref[len(unit.article) :] if unit.ref.startswith(unit.article) else unit.ref


def _measure_ratio(left: Sequence[Unit], right: Sequence[Unit]) -> float:
    """How many characters of the right language say what one of the left one says."""
    sizes = [sorted(len(unit.text) for unit in side)[len(side) // 2] for side in (left, right)]
    return sizes[1] / sizes[0]


def _rate_length(left: str, right: str, ratio: float) -> float:
    """What is taken off because one text is longer than the other language makes it."""
    doublings = abs(log((len(right) + 10 * ratio) / (len(left) * ratio + 10 * ratio), 2))
    return min(LENGTH_WEIGHT * max(0.0, doublings - 0.3), MOST_LENGTH)


def _fold(text: str) -> str:
    return " ".join(map(fold_word, text.split()))


def _strip_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if c.isalnum())
