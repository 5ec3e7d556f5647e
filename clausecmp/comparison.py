"""Two drafts compared: Comparison[Block[Change]], and what can be chosen from it. Filters return a
Comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from .concerns import Concern, ConcernBook
from .glossary import Glossary
from .model import Clause, Draft, Sides
from .redline import Redline, make_redline

if TYPE_CHECKING:
    from .align import Alignment, Pair
    from .signals import Signal

GRADES = ("high", "medium", "low")


class Voice(NamedTuple):
    """A concern where it is shown. `via`: left or right (raised about this side), carried (raised
    about another version); `on`: the ref it was raised about; `whole`: raised about more than this
    clause; `verdict`: what became of the text since, for carried ones."""

    concern: Concern
    via: str
    on: str
    whole: bool = False
    score: float | None = None
    verdict: str | None = None


class Change(NamedTuple):
    """A pair with what changed in it. `redlines`: one for each join, in the order of the right
    draft; the whole text on one side for added and removed."""

    pair: Pair
    redlines: tuple[Redline, ...]
    voices: tuple[Voice, ...] = ()
    signals: tuple[Signal, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether nothing is to be read here but renamed terms, other numbers of the clause,
        punctuation or spelling. Signals of low grade (a term is used whose definition changed)
        count as nothing here."""
        pair = self.pair
        if (
            pair.moved
            or any([signal.grade != "low" for signal in self.signals])
            or not pair.left
            or not pair.right
            or pair.relation in ("split", "merged")
        ):
            return False
        return pair.relation in ("same", "terms") or not any(line.changed for line in self.redlines)

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
    def exactly_same(self) -> bool:
        """Whether every letter is the same."""
        return self.unchanged and all(line.left == line.right for line in self.redlines)

    @property
    def own_voices(self) -> tuple[Voice, ...]:
        """The concerns about this clause and no more than it."""
        return tuple([voice for voice in self.voices if not voice.whole])

    @property
    def terms(self) -> tuple[str, ...]:
        """The ids of the terms that are named differently."""
        return tuple(dict.fromkeys(term for line in self.redlines for term in line.terms))


class Block(NamedTuple):
    """What a reader takes in at once: an article of the right draft (or one of the left that has no
    place there) with its changes in order. `left`: the articles that its pairs draw on, most used
    first. `voices`: raised about the article, or about more than it. `elsewhere`: pairs that reach
    into this article and stand at another."""

    left: tuple[Clause, ...]
    right: Clause | None
    changes: tuple[Change, ...]
    voices: tuple[Voice, ...] = ()
    elsewhere: tuple[Pair, ...] = ()

    def list_voices(self) -> dict[str, Voice]:
        """Every concern shown at the article or at one of its clauses, once each, by id."""
        found = {voice.concern.id: voice for voice in self.voices}
        for change in self.changes:
            for voice in change.voices:
                found.setdefault(voice.concern.id, voice)
        return found


class Comparison(NamedTuple):
    """Two drafts compared. `general`: concerns about the instruments as such or their chapters,
    which stand at no article. `orphans`: concerns about another version of an instrument whose
    clause has no sure counterpart here."""

    drafts: Sides[Draft]
    blocks: tuple[Block, ...]
    book: ConcernBook
    glossary: Glossary
    alignment: Alignment
    general: tuple[Voice, ...] = ()
    orphans: tuple[Voice, ...] = ()

    @property
    def changes(self) -> list[Change]:
        return [change for block in self.blocks for change in block.changes]

    def without_evidence(self) -> Comparison:
        """The same with pairs but not what they were decided from, which is ten times as large and
        no view shows."""
        return self._replace(
            alignment=replace(self.alignment, evidence=None, possible=Sides({}, {}))
        )

    def redline_of(self, change: Change) -> Redline:
        """One redline for a whole pair; where it has several clauses on a side, of their texts one
        after the other."""
        if len(change.redlines) == 1:
            return change.redlines[0]
        left, right = self.drafts.left, self.drafts.right
        texts = [
            "\n".join(draft.by_ref[ref].words for ref in refs)
            for draft, refs in ((left, change.pair.left), (right, change.pair.right))
        ]
        return make_redline(*texts, self.glossary.fold_for(left.instrument, right.instrument))

    def list_voices(self) -> dict[str, Voice]:
        """Every concern shown, once each, by id."""
        found = {voice.concern.id: voice for voice in self.general}
        for block in self.blocks:
            found.update(block.list_voices())
        return found

    def count_relations(self) -> Counter[str]:
        return Counter(change.pair.relation for change in self.changes)


def filter_articles(comparison: Comparison, refs: Sequence[Sides[str | None]]) -> Comparison:
    """Only the blocks and changes about any of `refs`, each given for the left, the right or either
    side. A ref of an article keeps its block; one below keeps the changes that touch it."""
    blocks = []
    for block in comparison.blocks:
        whole = any(
            ref.left in {clause.ref for clause in block.left}
            or block.right
            and ref.right == block.right.ref
            for ref in refs
        )
        changes = tuple(
            change
            for change in block.changes
            if whole or any(_touches(change.pair, ref, comparison.drafts) for ref in refs)
        )
        elsewhere = tuple(
            pair
            for pair in block.elsewhere
            if whole or any(_touches(pair, ref, comparison.drafts) for ref in refs)
        )
        if changes or elsewhere:
            blocks.append(block._replace(changes=changes, elsewhere=elsewhere))
    return comparison._replace(blocks=tuple(blocks), general=(), orphans=())


def _touches(pair: Pair, ref: Sides[str | None], drafts: Sides[Draft]) -> bool:
    return (
        ref.left is not None
        and any(drafts.left.stands_in(one, ref.left) for one in pair.left)
        or ref.right is not None
        and any(drafts.right.stands_in(one, ref.right) for one in pair.right)
    )


def filter_concerns(comparison: Comparison, keep: Callable[[Concern], bool]) -> Comparison:
    """The same comparison with only the voices whose concern `keep` wants."""

    def chosen(voices: Iterable[Voice]) -> tuple[Voice, ...]:
        return tuple(voice for voice in voices if keep(voice.concern))

    blocks = tuple(
        block._replace(
            voices=chosen(block.voices),
            changes=tuple(
                change._replace(voices=chosen(change.voices)) for change in block.changes
            ),
        )
        for block in comparison.blocks
    )
    book = replace(comparison.book, concerns=tuple(filter(keep, comparison.book.concerns)))
    return comparison._replace(
        blocks=blocks,
        general=chosen(comparison.general),
        orphans=chosen(comparison.orphans),
        book=book,
    )


def filter_signals(comparison: Comparison, grades: Collection[str]) -> Comparison:
    """The same comparison with only the signals of one of `grades`."""

    def choose(change: Change) -> Change:
        return (
            change._replace(signals=tuple(one for one in change.signals if one.grade in grades))
            if change.signals
            else change
        )

    return comparison._replace(
        blocks=tuple(
            block._replace(changes=tuple(map(choose, block.changes))) for block in comparison.blocks
        )
    )


ONLY: dict[str, Callable[[Change], bool]] = {
    "signals": lambda change: bool(change.signals),
    "concerns": lambda change: bool(change.own_voices),
    "added": lambda change: change.pair.relation == "added",
    "removed": lambda change: change.pair.relation == "removed",
    "moved": lambda change: change.pair.moved,
    "terms": lambda change: change.pair.relation == "terms",
    "unsure": lambda change: not change.pair.sure,
}
"""What `diff --only` can ask for. `terms`: clauses in which nothing but the names of terms
differs."""


def filter_changes(comparison: Comparison, only: Collection[str]) -> Comparison:
    """Only the changes that are one of the kinds of ONLY in `only`; with `concerns` also the
    concerns about whole articles and about the instruments."""
    tests = [ONLY[kind] for kind in only]
    voices = "concerns" in only
    blocks = []
    for block in comparison.blocks:
        changes = tuple(change for change in block.changes if any(test(change) for test in tests))
        if changes or voices and block.voices:
            blocks.append(
                block._replace(changes=changes, elsewhere=(), voices=block.voices if voices else ())
            )
    return comparison._replace(blocks=tuple(blocks), general=comparison.general if voices else ())
