"""Which statement of one text answers which of the other, and where the words of a statement
without answer may stand instead."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from ..model.sides import Sides
from .statements import Statement

LEAST = 0.30
"""Statements less alike do not answer each other. All values from 0.22 to 0.40 give the same
figures (nine pairs of acts)."""
LEAST_ALONE = 0.15
"""The same where each side has one statement: the alignment says that they answer each other."""
CONTAINED, CONTAINED_SHORT = 0.75, 0.55
"""What it counts when a statement stands wholly in a longer one, and when it has fewer than
SHORT words."""
SHORT = 4
REPLACED_DICE, REPLACED_CONTAINED = 0.35, 0.55
"""Below both, statements that answer each other have hardly a word in common: one was put in the
place of the other."""


RAREST = 6.0
"""The weight of a word of one clause, whatever the length of the drafts."""


class Weights(dict[str, float]):
    """How much a word tells: the rarer in the clauses of both drafts, the more; RAREST where it
    stands in one clause alone."""

    def __init__(self, clauses: Iterable[Collection[str]]) -> None:
        counts: Counter[str] = Counter()
        total = 2
        for keys in clauses:
            counts.update(set(keys))
            total += 1
        scale = RAREST / math.log(total / 2) if total > 2 else RAREST
        super().__init__(
            (key, scale * math.log(total / (count + 1))) for key, count in counts.items()
        )
        self._unknown = scale * math.log(total)

    def __missing__(self, key: str) -> float:
        return self._unknown

    def sum(self, keys: Iterable[str]) -> float:
        """The weight of several words."""
        return sum(map(self.__getitem__, keys))


class Likeness(NamedTuple):
    """How alike two statements are, 0 to 1: `dice` counts what both have twice against all words,
    `contained` against the shorter one."""

    dice: float
    contained: float
    short: bool

    @property
    def value(self) -> float:
        """The greater of both, the second discounted."""
        return max(self.dice, (CONTAINED_SHORT if self.short else CONTAINED) * self.contained)


def compare_keys(left: Collection[str], right: Collection[str], weights: Weights) -> Likeness:
    """The likeness of two sets of words."""
    one, other = set(left), set(right)
    weight, other_weight = weights.sum(one), weights.sum(other)
    if not weight or not other_weight:
        return Likeness(0.0, 0.0, True)
    common = weights.sum(one & other)
    return Likeness(
        2 * common / (weight + other_weight),
        common / min(weight, other_weight),
        min(len(one), len(other)) < SHORT,
    )


class Match(NamedTuple):
    """Statement `left` of one text answers `right` of the other."""

    left: int
    right: int
    likeness: Likeness

    @property
    def places(self) -> Sides[int]:
        """Both numbers."""
        return Sides(self.left, self.right)


def match_statements(
    left: Sequence[Statement], right: Sequence[Statement], weights: Weights
) -> list[Match]:
    """Statements that answer each other, each once, most alike first, in the order of the left.
    Mirrored: one order of the sides is computed."""
    if not left or not right:
        return []
    if [one.text for one in left] > [one.text for one in right]:
        swapped = match_statements(right, left, weights)
        return sorted(Match(one.right, one.left, one.likeness) for one in swapped)
    least = LEAST_ALONE if len(left) == len(right) == 1 else LEAST
    ranked: list[tuple[float, int, int, Likeness]] = []
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            likeness = compare_keys(one.keys, other.keys, weights)
            score = likeness.value
            if score >= LEAST_ALONE:
                score += 0.03 * (one.force is other.force) + 0.03 * (one.item and other.item)
                score += 0.02 * (i == j)
                ranked.append((-score, i, j, likeness))
    ranked.sort()
    found: dict[int, Match] = {}
    taken: set[int] = set()
    for likely in (True, False):
        for score, i, j, likeness in ranked:
            if (-score >= least) is likely and i not in found and j not in taken:
                found[i] = Match(i, j, likeness)
                taken.add(j)
    return sorted(found.values())


def is_replaced(likeness: Likeness) -> bool:
    """Whether statements that answer each other hardly share a word."""
    return likeness.dice < REPLACED_DICE and likeness.contained < REPLACED_CONTAINED


class Residue(NamedTuple):
    """The words of a clause's statement that its answer lacks: what stands there and is not
    accounted for."""

    ref: str
    article: str
    keys: frozenset[str]


class Residues:
    """The residues of one draft, found by their rarest words."""

    __slots__ = ("_by_article", "_by_key", "_by_ref", "_weights")

    def __init__(self, residues: Iterable[Residue], weights: Weights) -> None:
        self._weights = weights
        self._by_ref: dict[str, list[Residue]] = {}
        self._by_article: dict[str, list[Residue]] = {}
        self._by_key: dict[str, list[Residue]] = {}
        for residue in residues:
            self._by_ref.setdefault(residue.ref, []).append(residue)
            self._by_article.setdefault(residue.article, []).append(residue)
            for key in residue.keys:
                self._by_key.setdefault(key, []).append(residue)

    def share_in_clauses(self, keys: Collection[str], refs: Iterable[str]) -> float:
        """How much of the words stands in the residues of some clauses together."""
        own = set(keys)
        together = {key for ref in refs for one in self._by_ref.get(ref, ()) for key in one.keys}
        return self._share(own, own & together)

    def share_in_articles(self, keys: Collection[str], articles: Iterable[str]) -> float:
        """How much of the words stands in one residue of some articles, at most."""
        own = set(keys)
        return max(
            (
                self._share(own, own & one.keys)
                for article in articles
                for one in self._by_article.get(article, ())
            ),
            default=0.0,
        )

    def find(self, keys: Collection[str], least: float) -> str | None:
        """The clause with a residue that holds at least this share of the words, most first; looked
        for by their three rarest words."""
        own = set(keys)
        rarest = sorted(own, key=lambda key: (-self._weights[key], key))[:3]
        best, where = least, None
        seen: set[int] = set()
        for key in rarest:
            for residue in self._by_key.get(key, ()):
                if id(residue) in seen:
                    continue
                seen.add(id(residue))
                share = self._share(own, own & residue.keys)
                if share > best or share == best and where is None:
                    best, where = share, residue.ref
        return where

    def _share(self, own: set[str], found: set[str]) -> float:
        weight = self._weights.sum(own)
        return self._weights.sum(found) / weight if weight else 0.0
