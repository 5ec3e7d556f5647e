"""How alike two clauses are: the cosine of their weighted words and word pairs, and what the
likeness of their articles and the terms they define add or take away.

All weights are multiples of a power of two. So their sums are exact and do not depend on the order:
the same input gives the same scores on every machine and from either side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log, sqrt

from ..model.tokens import Fold
from .units import Unit
from .words import (
    MOST_OCCURRENCES,
    OCCURRENCE_SHIFT,
    Bag,
    Lexicon,
    make_bag,
    number_words,
    tell_occurrences_apart,
)

ARTICLE_WEIGHT = 0.3
"""What the likeness of the whole articles, 0 to 1, is multiplied by. Without it F1 falls by .014,
and that of articles by .021."""
DEFINED_WEIGHT = 0.1
"""What the same defined term adds to a score and a different one takes away; raises F1 by .002."""
MOST_CANDIDATES = 10
"""Most candidates found for each clause of either side by their rarer terms; 8 and 20 give the same
F1."""
MOST_JOINED = 400
"""A term that joins more pairs of clauses than this finds no candidates; it only counts in the
score of those that others find. So time grows nearly linearly; 2,500 gives the same F1."""
LOWEST_COSINE = 0.06
"""Clauses with a lower cosine of their rarer terms are no candidates; .04 to .08 give the same
F1."""

Candidates = dict[int, float]
"""The candidates of one unit: the place of the other unit, and the score."""
ReadHeading = Callable[[str], list[int]]
"""The words of a heading, by number."""
Edge = tuple[int, int]
"""The places of a left and of a right unit."""


def _round_weight(value: float) -> float:
    return round(value * 4096) / 4096


HEADING_WEIGHT = 6.0
"""A word of an article's heading counts as much as so many words of its clauses. Leaves F1 as it
is, raises that of Budapest and the United Nations convention (`tests/bench/treaties.py`) by .012;
from 16 on it lowers F1 by .004."""
BEST_ARTICLE_BONUS = 0.05
"""What is added to the likeness of two articles for each of them whose best it is; raises F1 of the
two conventions by .009."""

OCCURRENCE_WEIGHTS = (
    [1.0]
    + [_round_weight((1 + log(n + 1)) ** 2 - (1 + log(n)) ** 2) for n in range(1, MOST_OCCURRENCES)]
    + [HEADING_WEIGHT]
)
"""What the n-th occurrence of a word adds, as a multiple of the first (n of them together:
(1 + ln n) squared); last, a word of a heading."""


@dataclass(frozen=True, slots=True)
class WeighedSets:
    """The sets of terms of both sides. `counts`: in how many sets of a side a term stands;
    `weights`: the weight of each term, squared, the same for both sides; `lengths`: the length of
    each set as a vector."""

    sides: tuple[list[set[int]], list[set[int]]]
    counts: tuple[Counter[int], Counter[int]]
    weights: dict[int, float]
    lengths: tuple[list[float], list[float]]

    def cosine(self, i: int, j: int) -> float:
        """The cosine of left set i and right set j, 0 to 1."""
        product = self.lengths[0][i] * self.lengths[1][j]
        return (
            sum(map(self.weights.__getitem__, self.sides[0][i] & self.sides[1][j])) / product
            if product
            else 0.0
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """The candidates of an alignment. `rows[i][j]` and `columns[j][i]` are the score of left unit i
    with right unit j; `articles` is the likeness of two articles by their refs; `bags`, `lexicon`
    and `sets` are what it was computed from."""

    units: tuple[Sequence[Unit], Sequence[Unit]]
    bags: tuple[list[Bag], list[Bag]]
    lexicon: Lexicon
    sets: WeighedSets
    articles: dict[tuple[str, str], float]
    rows: list[Candidates]
    columns: list[Candidates]

    @classmethod
    def blank(cls, left: Sequence[Unit], right: Sequence[Unit]) -> Scores:
        """No candidates at all: for drafts that links settle, whose texts need not be read."""
        return cls(
            (left, right),
            ([], []),
            Lexicon(),
            weigh_terms([], []),
            {},
            [{} for _ in left],
            [{} for _ in right],
        )


def score_units(
    left: Sequence[Unit],
    right: Sequence[Unit],
    fold: Fold | None = None,
    language: str = "en",
) -> Scores:
    """The candidates between two lists of units in one language with their scores: cosine +
    likeness of the articles + defined term."""
    lexicon = Lexicon(language)
    bags = (
        [make_bag(unit.text, lexicon, fold) for unit in left],
        [make_bag(unit.text, lexicon, fold) for unit in right],
    )
    sets = weigh_terms([bag.terms for bag in bags[0]], [bag.terms for bag in bags[1]])
    cosines = find_cosines(sets)

    def read_heading(heading: str) -> list[int]:
        return [n for n in number_words(heading, lexicon, fold) if n >= lexicon.stops]

    articles = compare_articles(
        (left, right),
        bags,
        (read_heading, read_heading),
        {(left[i].article, right[j].article) for i, j in cosines},
    )
    for (i, j), cosine in cosines.items():
        defined = bags[0][i].defined, bags[1][j].defined
        cosine += ARTICLE_WEIGHT * articles[left[i].article, right[j].article]
        if defined[0] and defined[1]:
            cosine += DEFINED_WEIGHT if defined[0] == defined[1] else -DEFINED_WEIGHT
        cosines[i, j] = cosine
    return Scores(
        (left, right),
        bags,
        lexicon,
        sets,
        articles,
        *list_candidates(cosines, len(left), len(right)),
    )


def weigh_terms(left: list[set[int]], right: list[set[int]]) -> WeighedSets:
    """Rare terms weigh most: (1 + ln of their inverse frequency over both sides), squared."""
    counts = Counter(chain.from_iterable(left)), Counter(chain.from_iterable(right))
    total = len(left) + len(right)
    squares = [_round_weight((1 + log((1 + total) / (1 + n))) ** 2) for n in range(total + 1)]
    weights = {term: squares[n] for side in counts for term, n in side.items()}
    weights.update(
        [
            (term, squares[counts[0][term] + counts[1][term]])
            for term in counts[0].keys() & counts[1].keys()
        ]
    )
    weights.update(
        [
            (term, weights[term] * OCCURRENCE_WEIGHTS[term >> OCCURRENCE_SHIFT])
            for term in weights
            if term >> OCCURRENCE_SHIFT
        ]
    )
    get = weights.__getitem__
    lengths = (
        [sqrt(sum(map(get, terms))) for terms in left],
        [sqrt(sum(map(get, terms))) for terms in right],
    )
    return WeighedSets((left, right), counts, weights, lengths)


def find_cosines(sets: WeighedSets) -> dict[Edge, float]:
    """The cosines of all pairs of sets worth looking at, found by their rarer common terms."""
    shared = sets.counts[0].keys() & sets.counts[1].keys()
    common = {term for term in shared if sets.counts[0][term] * sets.counts[1][term] > MOST_JOINED}
    near = _find_near(sets, shared - common)
    (left, right), (long, wide), get = sets.sides, sets.lengths, sets.weights.__getitem__
    left, right = [terms & common for terms in left], [terms & common for terms in right]
    return {
        (i, j): (product + sum(map(get, left[i] & right[j]))) / (long[i] * wide[j])
        for (i, j), product in near.items()
    }


def _find_near(sets: WeighedSets, rare: set[int]) -> dict[Edge, float]:
    """The products over `rare` terms of the nearest sets of each set, from either side; of equally
    near ones those at the same place, so that a clause repeated many times finds its own copy."""
    postings: defaultdict[int, list[int]] = defaultdict(list)
    for j, terms in enumerate(sets.sides[1]):
        for term in terms & rare:
            postings[term].append(j)
    weights, lengths = sets.weights, sets.lengths[1]
    floors, step = (
        [LOWEST_COSINE * length for length in lengths],
        len(lengths) / max(len(sets.sides[0]), 1),
    )
    near = _find_equal_sets(sets, rare)
    back: list[list[tuple[float, float, int, float]]] = [[] for _ in lengths]
    for i, terms in enumerate(sets.sides[0]):
        sums: defaultdict[int, float] = defaultdict(float)
        for term in terms & rare:
            weight = weights[term]
            for j in postings[term]:
                sums[j] += weight
        length, place = sets.lengths[0][i], i * step
        hits = [
            (-product / lengths[j], abs(j - place), j, product)
            for j, product in sums.items()
            if product > length * floors[j]
        ]
        for _, distance, j, product in hits:
            back[j].append((-product / length, distance, i, product))
        near.update(((i, j), product) for _, _, j, product in _keep_nearest(hits))
    near.update(
        ((i, j), product) for j, hits in enumerate(back) for _, _, i, product in _keep_nearest(hits)
    )
    return near


def _keep_nearest(
    hits: list[tuple[float, float, int, float]],
) -> list[tuple[float, float, int, float]]:
    return sorted(hits)[:MOST_CANDIDATES] if len(hits) > MOST_CANDIDATES else hits


def _find_equal_sets(sets: WeighedSets, rare: set[int]) -> dict[Edge, float]:
    """Equal sets without any rare term (a sentence that stands under every article), those at the
    same rank and next to it."""
    groups: tuple[defaultdict[frozenset[int], list[int]], ...] = (
        defaultdict(list),
        defaultdict(list),
    )
    for side in (0, 1):
        for at, terms in enumerate(sets.sides[side]):
            if rare.isdisjoint(terms):
                groups[side][frozenset(terms)].append(at)
    return {
        (i, j): 0.0
        for terms, own in groups[0].items()
        for rank, i in enumerate(own)
        for j in groups[1].get(terms, ())[max(rank - 2, 0) : rank + 3]
    }


def compare_articles(
    units: tuple[Sequence[Unit], Sequence[Unit]],
    bags: tuple[list[Bag], list[Bag]],
    read_heading: tuple[ReadHeading, ReadHeading],
    wanted: Collection[tuple[str, str]],
) -> dict[tuple[str, str], float]:
    """How alike the `wanted` pairs of articles are, by all their words and their headings: a
    cosine, and BEST_ARTICLE_BONUS more for each of the two whose best it is."""
    articles = [_gather_articles(*side) for side in zip(units, bags, read_heading)]
    sets = weigh_terms(*(list(side.values()) for side in articles))
    places = [{article: at for at, article in enumerate(side)} for side in articles]
    cosines = {(a, b): sets.cosine(places[0][a], places[1][b]) for a, b in wanted}
    best: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for pair, cosine in cosines.items():
        for side in (0, 1):
            best[side][pair[side]] = max(cosine, best[side].get(pair[side], 0.0))
    return {
        (a, b): cosine + BEST_ARTICLE_BONUS * ((cosine >= best[0][a]) + (cosine >= best[1][b]))
        for (a, b), cosine in cosines.items()
    }


def _gather_articles(
    units: Sequence[Unit], bags: list[Bag], read_heading: ReadHeading
) -> dict[str, set[int]]:
    """The terms of each article: the words of its clauses, and those of its heading as terms of
    their own."""
    words: defaultdict[str, list[int]] = defaultdict(list)
    headings: dict[str, str] = {}
    for unit, bag in zip(units, bags):
        words[unit.article].extend(bag.words)
        headings.setdefault(unit.article, unit.heading)
    found = {article: tell_occurrences_apart(numbers) for article, numbers in words.items()}
    for article, heading in headings.items():
        found[article].update(
            [MOST_OCCURRENCES << OCCURRENCE_SHIFT | number for number in read_heading(heading)]
        )
    return found


def list_candidates(
    scores: dict[Edge, float], height: int, width: int
) -> tuple[list[Candidates], list[Candidates]]:
    """Scores of edges as the rows and the columns of a table."""
    rows: list[Candidates] = [{} for _ in range(height)]
    columns: list[Candidates] = [{} for _ in range(width)]
    for (i, j), score in scores.items():
        rows[i][j] = columns[j][i] = score
    return rows, columns
