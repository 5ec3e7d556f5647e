"""How alike two clauses are: a cosine over weighted words and word pairs, the likeness of their
articles, defined terms.

All weights are multiples of a power of two, so that sums are exact and do not depend on their
order: the same input gives the same scores on every machine and from either side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log, sqrt

from ..model.tokens import Fold
from .units import Unit
from .words import LEVEL, LEVELS, Bag, Lexicon, level_words, make_bag, number_words

ARTICLE_WEIGHT = 0.3
"""What the likeness of the whole articles adds to a score. Without it paragraph F1 falls by .011,
article F1 by .020."""
DEFINED_WEIGHT = 0.1
"""What the same defined term adds, and a different one takes away; worth .002."""
CANDIDATES = 10
"""Candidates found for each clause of either side (by their rarer terms); 8 and 20 score the
same."""
SPREAD = 400
"""A term that joins more than so many pairs of clauses finds no candidates, it only weighs in
afterwards: growth stays near linear; F1 is that of 2,500."""
FLOOR = 0.06
"""Clauses less alike than this by their rarer terms are no candidates; .04 to .08 score the
same."""

Row = dict[int, float]
Edge = tuple[int, int]


def _round_weight(value: float) -> float:
    return round(value * 4096) / 4096


HEADING = 6.0
"""A word of an article's heading counts as much as so many of its words. Costs nothing on the
twelve pairs, gains .012 between the two conventions; from 16 on it costs .004."""
RIVAL = 0.05
"""What being the best article of the other adds to the likeness of two articles; gains .009 between
the conventions."""

GAIN = (
    [1.0]
    + [_round_weight((1 + log(n + 1)) ** 2 - (1 + log(n)) ** 2) for n in range(1, LEVELS)]
    + [HEADING]
)
"""What the n-th occurrence of a word adds, as a multiple of the first: together (1 + ln n) squared;
last, a heading's word."""


@dataclass(frozen=True, slots=True)
class Space:
    """Two sides of term sets with the common weight of every term (squared) and the length of every
    set."""

    sides: tuple[list[set[int]], list[set[int]]]
    counts: tuple[Counter[int], Counter[int]]
    weights: dict[int, float]
    lengths: tuple[list[float], list[float]]

    def compare(self, i: int, j: int) -> float:
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
    with right unit j; `articles` the likeness of two articles by their keys; `bags` and `space`
    what it was computed from."""

    units: tuple[Sequence[Unit], Sequence[Unit]]
    bags: tuple[list[Bag], list[Bag]]
    lexicon: Lexicon
    space: Space
    articles: dict[tuple[str, str], float]
    rows: list[Row]
    columns: list[Row]

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


def score_units(left: Sequence[Unit], right: Sequence[Unit], fold: Fold | None = None) -> Scores:
    """The candidates between two lists of units with their scores: cosine + likeness of the
    articles + defined term."""
    lexicon = Lexicon()
    bags = (
        [make_bag(unit.text, lexicon, fold) for unit in left],
        [make_bag(unit.text, lexicon, fold) for unit in right],
    )
    space = weigh_terms([bag.terms for bag in bags[0]], [bag.terms for bag in bags[1]])
    cosines = find_cosines(space)
    articles = compare_articles(
        (left, right),
        bags,
        lexicon,
        fold,
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
        space,
        articles,
        *_list_candidates(cosines, len(left), len(right)),
    )


def weigh_terms(left: list[set[int]], right: list[set[int]]) -> Space:
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
        [(term, weights[term] * GAIN[term >> LEVEL]) for term in weights if term >> LEVEL]
    )
    get = weights.__getitem__
    lengths = (
        [sqrt(sum(map(get, terms))) for terms in left],
        [sqrt(sum(map(get, terms))) for terms in right],
    )
    return Space((left, right), counts, weights, lengths)


def find_cosines(space: Space) -> dict[Edge, float]:
    """The cosines of all pairs of sets worth looking at, found by their rarer common terms."""
    shared = space.counts[0].keys() & space.counts[1].keys()
    common = {term for term in shared if space.counts[0][term] * space.counts[1][term] > SPREAD}
    near = _find_near(space, shared - common)
    (left, right), (long, wide), get = space.sides, space.lengths, space.weights.__getitem__
    left, right = [terms & common for terms in left], [terms & common for terms in right]
    return {
        (i, j): (product + sum(map(get, left[i] & right[j]))) / (long[i] * wide[j])
        for (i, j), product in near.items()
    }


def _find_near(space: Space, rare: set[int]) -> dict[Edge, float]:
    """The products over `rare` terms of the nearest sets of each set, from either side; of equally
    near ones those at the same place, so that a clause repeated many times finds its own copy."""
    postings: defaultdict[int, list[int]] = defaultdict(list)
    for j, terms in enumerate(space.sides[1]):
        for term in terms & rare:
            postings[term].append(j)
    weights, lengths = space.weights, space.lengths[1]
    floors, step = (
        [FLOOR * length for length in lengths],
        len(lengths) / max(len(space.sides[0]), 1),
    )
    near = _find_twins(space, rare)
    back: list[list[tuple[float, float, int, float]]] = [[] for _ in lengths]
    for i, terms in enumerate(space.sides[0]):
        sums: defaultdict[int, float] = defaultdict(float)
        for term in terms & rare:
            weight = weights[term]
            for j in postings[term]:
                sums[j] += weight
        length, place = space.lengths[0][i], i * step
        hits = [
            (-product / lengths[j], abs(j - place), j, product)
            for j, product in sums.items()
            if product > length * floors[j]
        ]
        for _, distance, j, product in hits:
            back[j].append((-product / length, distance, i, product))
        near.update(((i, j), product) for _, _, j, product in _cut(hits))
    near.update(((i, j), product) for j, hits in enumerate(back) for _, _, i, product in _cut(hits))
    return near


def _cut(hits: list[tuple[float, float, int, float]]) -> list[tuple[float, float, int, float]]:
    return sorted(hits)[:CANDIDATES] if len(hits) > CANDIDATES else hits


def _find_twins(space: Space, rare: set[int]) -> dict[Edge, float]:
    """Equal sets without any rare term (a sentence that stands under every article), those at the
    same rank and next to it."""
    groups: tuple[defaultdict[frozenset[int], list[int]], ...] = (
        defaultdict(list),
        defaultdict(list),
    )
    for side in (0, 1):
        for at, terms in enumerate(space.sides[side]):
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
    lexicon: Lexicon,
    fold: Fold | None,
    wanted: Collection[tuple[str, str]],
) -> dict[tuple[str, str], float]:
    """How alike the `wanted` pairs of articles are, by all their words and their headings: a
    cosine, and RIVAL more for each of the two whose best it is."""
    articles = [_gather_articles(*side, lexicon, fold) for side in zip(units, bags)]
    space = weigh_terms(*(list(side.values()) for side in articles))
    places = [{article: at for at, article in enumerate(side)} for side in articles]
    cosines = {(a, b): space.compare(places[0][a], places[1][b]) for a, b in wanted}
    best: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for pair, cosine in cosines.items():
        for side in (0, 1):
            best[side][pair[side]] = max(cosine, best[side].get(pair[side], 0.0))
    return {
        (a, b): cosine + RIVAL * ((cosine >= best[0][a]) + (cosine >= best[1][b]))
        for (a, b), cosine in cosines.items()
    }


def _gather_articles(
    units: Sequence[Unit], bags: list[Bag], lexicon: Lexicon, fold: Fold | None
) -> dict[str, set[int]]:
    """The terms of each article: the words of its clauses, and those of its heading as terms of
    their own."""
    words: defaultdict[str, list[int]] = defaultdict(list)
    headings: dict[str, str] = {}
    for unit, bag in zip(units, bags):
        words[unit.article].extend(bag.words)
        headings.setdefault(unit.article, unit.heading)
    found = {article: level_words(numbers) for article, numbers in words.items()}
    for article, heading in headings.items():
        found[article].update(
            [
                LEVELS << LEVEL | number
                for number in number_words(heading, lexicon, fold)
                if number >= lexicon.stops
            ]
        )
    return found


def _list_candidates(
    scores: dict[Edge, float], height: int, width: int
) -> tuple[list[Row], list[Row]]:
    rows: list[Row] = [{} for _ in range(height)]
    columns: list[Row] = [{} for _ in range(width)]
    for (i, j), score in scores.items():
        rows[i][j] = columns[j][i] = score
    return rows, columns
