"""Two aligned drafts as law reads them: the words and statements of each clause, what stands above
an item, and which statements of a pair answer each other.

Everything is read once, when it is asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from ..align.pairs import Alignment, Pair
from ..model.draft import Clause, Draft
from ..model.references import ReferenceReader
from ..model.sides import Sides
from ..model.tokens import Fold
from ..model.vocabulary import Relation, Side
from .lexicon import Lexicon
from .matching import Match, Residue, Residues, Weights, match_statements
from .slots import Counts
from .statements import Head, Statement, make_head, read_statements
from .words import Words, read_words

Refs = tuple[str, ...]


class PairReading(NamedTuple):
    """The statements of a pair and which answer which."""

    pair: Pair
    statements: Sides[list[Statement]]
    matches: list[Match]

    def count_words(self) -> Counts:
        """How often each word stands on either side."""
        return Sides(_count(self.statements.left), _count(self.statements.right))


def _count(statements: Iterable[Statement]) -> Counter[str]:
    return Counter(key for statement in statements for key in (*statement.head, *statement.keys))


class Reading:
    """All of two drafts. `pairs`: by the refs of both sides, those whose words differ; `residues`:
    what stands on either side without an answer; `answering`: for an article of a side the articles
    of the other that hold answers to its clauses."""

    def __init__(
        self, drafts: Sides[Draft], alignment: Alignment, lexicon: Lexicon, fold: Fold | None
    ) -> None:
        self.drafts, self.lexicon = drafts, lexicon
        self._fold = fold
        self.readers = Sides(ReferenceReader(drafts.left), ReferenceReader(drafts.right))
        self._words: dict[tuple[Side, str], Words] = {}
        self._statements: dict[tuple[Side, str], list[Statement]] = {}
        self._heads: dict[tuple[Side, str], Head | None] = {}
        self.weights = Weights(
            list(filter(None, self.read_words(side, clause.ref).keys))
            for side in Side
            for clause in drafts.of(side).units()
        )
        self.answering = _list_answering(drafts, alignment)
        self._joins = {(join.left, join.right) for pair in alignment.pairs for join in pair.joins}
        self.pairs = {
            (pair.left, pair.right): self._read_pair(pair)
            for pair in alignment.pairs
            if pair.relation not in (Relation.SAME, Relation.TERMS)
        }
        self.residues = Sides(
            Residues(self._list_residues(Side.LEFT), self.weights),
            Residues(self._list_residues(Side.RIGHT), self.weights),
        )

    def read_words(self, side: Side, ref: str) -> Words:
        """The words of a clause."""
        found = self._words.get((side, ref))
        if found is None:
            text = self.drafts.of(side).by_ref[ref].words
            reader = self.readers.of(side)
            found = read_words(text, ref, self.lexicon, self._fold, reader)
            self._words[side, ref] = found
        return found

    def read_statements(self, side: Side, ref: str) -> list[Statement]:
        """The statements of a clause."""
        found = self._statements.get((side, ref))
        if found is None:
            words = self.read_words(side, ref)
            found = read_statements(words, self.lexicon, self.find_head(side, ref))
            self._statements[side, ref] = found
        return found

    def find_head(self, side: Side, ref: str) -> Head | None:
        """What stands above a clause and opens the list that it is an item of."""
        if (side, ref) not in self._heads:
            parent = self._find_parent(side, ref)
            head = None
            if parent is not None and _opens_list(self.drafts.of(side).by_ref[parent]):
                above = self.read_statements(side, parent)
                head = make_head(above[-1]) if above else None
            self._heads[side, ref] = head
        return self._heads[side, ref]

    def _find_parent(self, side: Side, ref: str) -> str | None:
        """The nearest clause above that has words."""
        draft = self.drafts.of(side)
        parent = draft.parents.get(ref)
        while parent is not None and not draft.by_ref[parent].has_words:
            parent = draft.parents.get(parent)
        return parent

    def have_answering_parents(self, left: str, right: str) -> bool:
        """Whether the clauses above two clauses answer each other."""
        parents = self._find_parent(Side.LEFT, left), self._find_parent(Side.RIGHT, right)
        return parents in self._joins

    def count_uses(self, text: str, *, without: Collection[str] = ()) -> Sides[int]:
        """How many clauses of either draft hold some words, in any case, those of the refs
        `without` left aside."""
        return Sides(
            *(
                sum(text in words for ref, words in texts.items() if ref not in without)
                for texts in self._lower
            )
        )

    @cached_property
    def _lower(self) -> Sides[dict[str, str]]:
        return Sides(
            *(
                {one.ref: " ".join(one.words.lower().split()) for one in draft.units()}
                for draft in self.drafts
            )
        )

    def _read_pair(self, pair: Pair) -> PairReading:
        statements = Sides(
            [one for ref in pair.left for one in self.read_statements(Side.LEFT, ref)],
            [one for ref in pair.right for one in self.read_statements(Side.RIGHT, ref)],
        )
        return PairReading(pair, statements, match_statements(*statements, self.weights))

    def _list_residues(self, side: Side) -> Iterator[Residue]:
        """What each statement of a side has and its answer lacks."""
        draft = self.drafts.of(side)
        for one in self.pairs.values():
            own, others = one.statements.of(side), one.statements.of(side.opposite)
            answers = {
                match.places.of(side): match.places.of(side.opposite) for match in one.matches
            }
            for number, statement in enumerate(own):
                keys = frozenset(statement.keys)
                if number in answers:
                    keys -= frozenset(others[answers[number]].keys)
                if keys:
                    ref = statement.words.ref
                    yield Residue(ref, draft.article_of(ref).ref, keys)


def _list_answering(drafts: Sides[Draft], alignment: Alignment) -> dict[tuple[Side, str], set[str]]:
    found: dict[tuple[Side, str], set[str]] = {}
    for pair in alignment.pairs:
        left = {drafts.left.article_of(ref).ref for ref in pair.left}
        right = {drafts.right.article_of(ref).ref for ref in pair.right}
        for article in left:
            found.setdefault((Side.LEFT, article), set()).update(right)
        for article in right:
            found.setdefault((Side.RIGHT, article), set()).update(left)
    return found


def _opens_list(clause: Clause) -> bool:
    """Whether a clause breaks off where its items go on: its text does not end as a sentence."""
    text = (clause.text or "").rstrip()
    return bool(text) and (text[-1] in ":,-\u2013\u2014\uff1a" or text[-1].isalpha())
