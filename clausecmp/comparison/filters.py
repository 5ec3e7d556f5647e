"""What of a comparison is asked for. Every filter takes a Comparison and returns one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..files.concerns import Concern
from ..model.draft import Draft
from ..model.sides import Sides
from ..model.vocabulary import Relation, Slot

if TYPE_CHECKING:
    from ..align.pairs import Pair
from .placed_concerns import PlacedConcern
from .result import Change, Comparison


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
    """The same comparison with only the placed_concerns whose concern `keep` wants."""

    def chosen(placed_concerns: Iterable[PlacedConcern]) -> tuple[PlacedConcern, ...]:
        return tuple(placed for placed in placed_concerns if keep(placed.concern))

    blocks = tuple(
        block._replace(
            placed_concerns=chosen(block.placed_concerns),
            changes=tuple(
                change._replace(placed_concerns=chosen(change.placed_concerns))
                for change in block.changes
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


SLOTS = {
    "statements": Slot.STATEMENT,
    "forces": Slot.FORCE,
    "actors": Slot.ACTOR,
    "acts": Slot.ACT,
    "objects": Slot.OBJECT,
    "conditions": Slot.CONDITION,
    "exceptions": Slot.EXCEPTION,
    "times": Slot.TIME,
    "quantities": Slot.QUANTITY,
    "purposes": Slot.PURPOSE,
    "hedges": Slot.HEDGE,
    "references": Slot.REFERENCE,
    "definitions": Slot.DEFINITION,
}
"""The slots that can be asked for, by the word that asks for them."""
WORDING = "wording"
"""Asks for pairs whose changed words are wording only: no signal speaks of any."""


def list_slots(change: Change, *, graded: bool = False) -> set[str]:
    """Where in its statements a pair changed: names of SLOTS in which a signal or a changed phrase
    lies, or WORDING. `graded`: signals alone count, since a phrase has no grade."""
    slots = {signal.slot for signal in change.signals}
    if not graded:
        slots.update(phrase.slot for phrase in change.phrases)
    found = {name for name, slot in SLOTS.items() if slot in slots}
    words = [phrase for phrase in change.phrases if phrase.slot is not Slot.STATEMENT]
    if words and not any(phrase.judged for phrase in words):
        found.add(WORDING)
    return found


ONLY: dict[str, Callable[[Change], bool]] = {
    "signals": lambda change: bool(change.signals),
    "concerns": lambda change: bool(change.own_placed_concerns),
    "added": lambda change: change.pair.relation == Relation.ADDED,
    "removed": lambda change: change.pair.relation == Relation.REMOVED,
    "moved": lambda change: change.pair.moved,
    "terms": lambda change: change.pair.relation == Relation.TERMS,
    "unsure": lambda change: not change.pair.sure,
}
"""What `diff --only` can ask for beside the slots. `terms`: clauses in which nothing but the names
of terms differs."""
KINDS = (*ONLY, *SLOTS, WORDING)
"""All that `diff --only` can ask for."""


def is_kind(change: Change, kind: str, *, graded: bool = False) -> bool:
    """Whether a change is one of KINDS. `graded` as in list_slots."""
    return ONLY[kind](change) if kind in ONLY else kind in list_slots(change, graded=graded)


def filter_changes(
    comparison: Comparison, only: Collection[str], *, graded: bool = False
) -> Comparison:
    """Only the changes that are of one of the KINDS in `only`; with `concerns` also the concerns
    about whole articles and about the instruments. `graded`: slots are asked for of the signals
    alone."""
    placed_concerns = "concerns" in only
    blocks = []
    for block in comparison.blocks:
        changes = tuple(
            change
            for change in block.changes
            if any(is_kind(change, kind, graded=graded) for kind in only)
        )
        if changes or placed_concerns and block.placed_concerns:
            blocks.append(
                block._replace(
                    changes=changes,
                    elsewhere=(),
                    placed_concerns=block.placed_concerns if placed_concerns else (),
                )
            )
    return comparison._replace(
        blocks=tuple(blocks), general=comparison.general if placed_concerns else ()
    )
