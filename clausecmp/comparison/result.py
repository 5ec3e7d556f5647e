"""Two drafts compared: Comparison[Block[Change]], and what can be chosen from it. Filters return a
Comparison."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from ..files.concerns import ConcernBook
from ..files.terms import Glossary
from ..model.attributions import NONE_KNOWN, Delegations
from ..model.draft import Clause, Draft
from ..model.sides import Sides
from ..model.vocabulary import Grade, Relation
from ..redline.words import Redline, make_redline, set_beside
from .placed_concerns import PlacedConcern

if TYPE_CHECKING:
    from ..align.pairs import Alignment, Pair
    from ..law.signals import Phrase, Signal
    from .resolutions import OptionGroup


class Change(NamedTuple):
    """A pair with what changed in it. `redlines`: one for each join, in the order of the right
    draft; the whole text on one side for added and removed. `signals`: what changed in law, highest
    grade first; `phrases`: every stretch of changed words and the slot it lies in."""

    pair: Pair
    redlines: tuple[Redline, ...]
    placed_concerns: tuple[PlacedConcern, ...] = ()
    signals: tuple[Signal, ...] = ()
    phrases: tuple[Phrase, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether nothing is to be read here but renamed terms, other numbers of the clause,
        punctuation or spelling. A signal of low grade counts as nothing here."""
        pair = self.pair
        if (
            pair.moved
            or any([signal.grade != Grade.LOW for signal in self.signals])
            or not pair.left
            or not pair.right
            or pair.relation in (Relation.SPLIT, Relation.MERGED)
        ):
            return False
        return pair.relation in (Relation.SAME, Relation.TERMS) or not any(
            [line.changed for line in self.redlines]
        )

    @property
    def sameness(self) -> str:
        """For an unchanged one: `same` words, the same but for renamed `terms`, or but for
        `spelling` and punctuation."""
        return (
            "terms"
            if self.terms or self.pair.relation == "terms"
            else "same"
            if self.pair.relation == "same"
            else "spelling"
        )

    @property
    def across(self) -> bool:
        """Whether its texts are in different languages."""
        return any([edit.op == "beside" for line in self.redlines for edit in line.edits])

    @property
    def exactly_same(self) -> bool:
        """Whether every letter is the same."""
        return self.unchanged and all(line.left == line.right for line in self.redlines)

    @property
    def own_placed_concerns(self) -> tuple[PlacedConcern, ...]:
        """The concerns about this clause and no more than it."""
        return tuple([placed for placed in self.placed_concerns if not placed.whole])

    @property
    def terms(self) -> tuple[str, ...]:
        """The ids of the terms that are named differently."""
        return tuple(dict.fromkeys(term for line in self.redlines for term in line.terms))


class Block(NamedTuple):
    """What a reader takes in at once: an article of the right draft (or one of the left that has no
    place there) with its changes in order. `left`: the articles that its pairs draw on, most used
    first. `placed_concerns`: raised about the article, or about more than it. `elsewhere`: pairs
    that reach into this article and stand at another."""

    left: tuple[Clause, ...]
    right: Clause | None
    changes: tuple[Change, ...]
    placed_concerns: tuple[PlacedConcern, ...] = ()
    elsewhere: tuple[Pair, ...] = ()

    def list_placed_concerns(self) -> dict[str, PlacedConcern]:
        """Every concern shown at the article or at one of its clauses, once each, by id."""
        found = {placed.concern.id: placed for placed in self.placed_concerns}
        for change in self.changes:
            for placed in change.placed_concerns:
                found.setdefault(placed.concern.id, placed)
        return found


class Comparison(NamedTuple):
    """Two drafts compared. `general`: concerns about the instruments as such or their chapters,
    which stand at no article. `orphans`: concerns about another version of an instrument whose
    clause has no sure counterpart here. `signals_note`: what of the law is not read in these
    drafts, or why nothing is; '' where all is read. `delegations`: whose names are read in the
    texts. `options`: what became of the options of either draft."""

    drafts: Sides[Draft]
    blocks: tuple[Block, ...]
    book: ConcernBook
    glossary: Glossary
    alignment: Alignment
    general: tuple[PlacedConcern, ...] = ()
    orphans: tuple[PlacedConcern, ...] = ()
    signals_note: str = ""
    delegations: Delegations = NONE_KNOWN
    options: tuple[OptionGroup, ...] = ()

    @property
    def changes(self) -> list[Change]:
        return [change for block in self.blocks for change in block.changes]

    def redline_of(self, change: Change) -> Redline:
        """One redline for a whole pair; where it has several clauses on a side, of their texts one
        after the other."""
        if len(change.redlines) == 1:
            return change.redlines[0]
        left, right = self.drafts
        left_text, right_text = (
            "\n".join(draft.by_ref[ref].words for ref in refs)
            for draft, refs in ((left, change.pair.left), (right, change.pair.right))
        )
        if change.across:
            return set_beside(left_text, right_text)
        return make_redline(
            left_text, right_text, self.glossary.fold_for(left.instrument, right.instrument)
        )

    def list_placed_concerns(self) -> dict[str, PlacedConcern]:
        """Every concern shown, once each, by id."""
        found = {placed.concern.id: placed for placed in self.general}
        for block in self.blocks:
            found.update(block.list_placed_concerns())
        return found

    def count_relations(self) -> Counter[str]:
        return Counter(change.pair.relation for change in self.changes)
