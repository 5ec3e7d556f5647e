"""compare_drafts(): two drafts aligned, their redlines, signals and concerns, in one Comparison
that a view has only to write down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ..align.alignment import align_drafts
from ..align.pairs import Alignment, Join, Pair
from ..files.concerns import ConcernBook
from ..files.links import Link
from ..files.terms import Glossary
from ..model.attributions import NONE_KNOWN, Delegations
from ..model.detection import languages_of
from ..model.draft import Draft
from ..model.sides import Sides
from ..model.tokens import Fold
from ..model.vocabulary import Side, Via
from ..redline.parts import share_parts
from ..redline.words import Redline, make_redline, set_beside
from .placed_concerns import (
    GatheredConcerns,
    PlacedConcern,
    gather_placed_concerns,
    list_general_concerns,
    order_placed_concerns,
)
from .result import Block, Change, Comparison

if TYPE_CHECKING:
    from ..law.signals import DraftLaw, PairLaw

Place = tuple[Side, str]
"""Where a block stands: at an article of the right draft, or, if that went as a whole, of the
left."""
NOT_ASKED = "no signals: they were not asked for"


def compare_drafts(
    left: Draft,
    right: Draft,
    *,
    glossary: Glossary | None = None,
    links: Sequence[Link] = (),
    book: ConcernBook | None = None,
    others: Callable[[str], Draft] | None = None,
    links_between: Callable[[Draft, Draft], Sequence[Link]] | None = None,
    signals: bool = True,
    delegations: Delegations = NONE_KNOWN,
) -> Comparison:
    """Compare two drafts clause by clause.

    `book`: the concerns to show. `others` loads by name a further version of either instrument, so
    that concerns about it can be carried; `links_between` finds the links for that. `signals` False
    leaves out what changed in law, which takes as long as the alignment. `delegations`: whose names
    are to be read in the texts. Every clause with words stands in exactly one change.
    """
    glossary, book = glossary or Glossary(), book or ConcernBook()
    fold = glossary.fold_for(left.instrument, right.instrument)
    alignment = align_drafts(left, right, fold=fold, links=links)
    drafts = Sides(left, right)
    gathered = gather_placed_concerns(drafts, book, others, links_between)
    across = len(set(languages_of(drafts))) > 1
    found, note = _find_law(left, right, alignment, fold) if signals else ({}, NOT_ASKED)
    changes = [
        _make_change(
            pair,
            left,
            right,
            fold,
            found.get((pair.left, pair.right)),
            judged=signals and not across,
            across=across,
        )
        for pair in alignment.pairs
    ]
    blocks = _group_changes(changes, left, right)
    comparison = Comparison(
        drafts,
        tuple(_place_in_block(block, drafts, gathered) for block in blocks),
        book,
        glossary,
        alignment,
        list_general_concerns(drafts, gathered),
        order_placed_concerns(gathered.orphans),
        note,
        delegations,
    )
    if any(clause.kind == "option" for draft in drafts for clause in draft.walk()):
        from .options import compare_options

        return comparison._replace(options=tuple(compare_options(comparison)))
    return comparison


def _find_law(left: Draft, right: Draft, alignment: Alignment, fold: Fold | None) -> DraftLaw:
    """What changed in law in every pair, and what is not read."""
    from ..law.drafts import find_draft_law

    return find_draft_law(left, right, alignment, fold=fold)


def _make_change(
    pair: Pair,
    left: Draft,
    right: Draft,
    fold: Fold | None,
    law: PairLaw | None,
    *,
    judged: bool,
    across: bool,
) -> Change:
    """The change of a pair; `judged`: its law was read, and every changed stretch is accounted
    for."""
    if not pair.left or not pair.right:
        lines = tuple(
            make_redline(
                clause.words if draft is left else "", clause.words if draft is right else ""
            )
            for draft, refs in ((left, pair.left), (right, pair.right))
            for clause in map(draft.by_ref.__getitem__, refs)
        )
    else:
        found = [_redline_join(join, left, right, fold, across) for join in pair.joins]
        shared = not across and len(found) > 1 and (len(pair.left) == 1 or len(pair.right) == 1)
        names = [join.right if len(pair.left) == 1 else join.left for join in pair.joins]
        lines = tuple(share_parts(found, names) if shared else found)
    if not judged:
        return Change(pair, lines)
    from ..law.phrases import JoinedRedline, account_for
    from ..law.signals import PairLaw

    refs: list[Sides[str | None]] = [Sides(join.left, join.right) for join in pair.joins] or [
        Sides(*one)
        for one in (*((ref, None) for ref in pair.left), *((None, ref) for ref in pair.right))
    ]
    law = account_for(law or PairLaw(), map(JoinedRedline, refs, lines))
    return Change(pair, lines, signals=law.signals, phrases=law.phrases)


def _redline_join(
    join: Join, left: Draft, right: Draft, fold: Fold | None, across: bool
) -> Redline:
    if across:
        return set_beside(left.by_ref[join.left].words, right.by_ref[join.right].words)
    return make_redline(left.by_ref[join.left].words, right.by_ref[join.right].words, fold)


def _group_changes(changes: Iterable[Change], left: Draft, right: Draft) -> list[Block]:
    """Changes by article of the right draft, in its order. A removed clause stands in the block
    that most of its own article went to, after the clause before it; an article removed as a whole
    is a block of its own, in its place."""
    position = Sides(
        {ref: n for n, ref in enumerate(left.by_ref)},
        {ref: n for n, ref in enumerate(right.by_ref)},
    )
    homes: dict[str, Counter[str]] = {}  # by left article: how many clauses went to which block
    kept, removed = [], []
    for change in changes:
        if not change.pair.right:
            removed.append(change)
            continue
        kept.append(change)
        home = right.article_of(change.pair.right[0]).ref
        for ref in change.pair.left:
            homes.setdefault(left.article_of(ref).ref, Counter())[home] += 1
    kept.sort(key=lambda change: min(position.right[ref] for ref in change.pair.right))
    blocks: dict[Place, list[Change]] = {}
    elsewhere: dict[Place, list[Pair]] = {}
    for article in dict.fromkeys(right.article_of(unit.ref).ref for unit in right.units()):
        blocks[Side.RIGHT, article] = []
    for change in kept:
        first, *others = dict.fromkeys(right.article_of(ref).ref for ref in change.pair.right)
        blocks[Side.RIGHT, first].append(change)
        for other in others:
            elsewhere.setdefault((Side.RIGHT, other), []).append(change.pair)
    for change in sorted(removed, key=lambda change: position.left[change.pair.left[0]]):
        _place_removed(change, blocks, homes, left, position.left)
    return [
        _make_block(place, found, elsewhere.get(place, ()), left, right)
        for place, found in blocks.items()
    ]


def _place_removed(
    change: Change,
    blocks: dict[Place, list[Change]],
    homes: dict[str, Counter[str]],
    left: Draft,
    position: dict[str, int],
) -> None:
    ref = change.pair.left[0]
    article = left.article_of(ref).ref
    if article in homes:
        block = blocks[Side.RIGHT, homes[article].most_common(1)[0][0]]
        block.insert(_place_after(block, ref, article, left, position), change)
    elif (Side.LEFT, article) in blocks:
        blocks[Side.LEFT, article].append(change)
    else:
        _insert_block((Side.LEFT, article), change, blocks, homes, left, position)


def _place_after(
    block: list[Change], ref: str, article: str, left: Draft, position: dict[str, int]
) -> int:
    """After the last change whose left clause of the same article stands before `ref`; else
    first."""
    at = 0
    for n, other in enumerate(block, 1):
        if any(
            left.article_of(one).ref == article and position[one] < position[ref]
            for one in other.pair.left
        ):
            at = n
    return at


def _insert_block(
    place: Place,
    change: Change,
    blocks: dict[Place, list[Change]],
    homes: dict[str, Counter[str]],
    left: Draft,
    position: dict[str, int],
) -> None:
    """A block for an article without a home, behind the block of the nearest article before it that
    has a place."""
    before = [article for article in homes if position[article] < position[place[1]]]
    before += [
        article
        for side, article in blocks
        if side == Side.LEFT and position[article] < position[place[1]]
    ]
    keys = list(blocks)
    at = 0
    if before:
        nearest = max(before, key=position.__getitem__)
        anchor: Place = (Side.LEFT, nearest)
        if anchor not in blocks:
            anchor = (Side.RIGHT, homes[nearest].most_common(1)[0][0])
        at = keys.index(anchor) + 1
    rest = {other: blocks.pop(other) for other in keys[at:]}
    blocks[place] = [change]
    blocks.update(rest)


def _make_block(
    place: Place,
    changes: Sequence[Change],
    elsewhere: Sequence[Pair],
    left: Draft,
    right: Draft,
) -> Block:
    used = Counter(
        left.article_of(ref).ref
        for pair in (*(change.pair for change in changes), *elsewhere)
        for ref in pair.left
    )
    sources = tuple(left.by_ref[ref] for ref, _ in used.most_common())
    return Block(
        sources,
        right.by_ref[place[1]] if place[0] == Side.RIGHT else None,
        tuple(changes),
        elsewhere=tuple(elsewhere),
    )


def _place_in_block(block: Block, drafts: Sides[Draft], gathered: GatheredConcerns) -> Block:
    """The block with each concern at its clause; one about an article, or about a part of it that
    holds others, stands at each clause below and is marked as about the whole."""
    if not any(gathered.by_ref):
        return block
    changes = tuple(
        change._replace(placed_concerns=_list_concerns_at(change, drafts, gathered))
        for change in block.changes
    )
    articles = [(clause, gathered.by_ref.left) for clause in block.left]
    if block.right:
        articles.append((block.right, gathered.by_ref.right))
    # a paragraph without words of its own stands in no pair: what was raised about it is shown at
    # its article
    about = [
        placed
        for article, by_ref in articles
        for clause in article.walk()
        if not clause.has_words
        for placed in by_ref.get(clause.ref, ())
    ]
    refs = {article.ref for article, _ in articles}
    return block._replace(changes=changes, placed_concerns=order_placed_concerns(about, refs))


def _list_concerns_at(
    change: Change, drafts: Sides[Draft], gathered: GatheredConcerns
) -> tuple[PlacedConcern, ...]:
    """The concerns about the clauses of a pair and about the clauses above them, up to the article,
    each once."""
    pair = change.pair
    found: dict[tuple[str, Via, str], PlacedConcern] = {}
    for draft, refs, by_ref in zip(drafts, (pair.left, pair.right), gathered.by_ref):
        for ref in refs:
            for placed in by_ref.get(ref, ()):
                found.setdefault((placed.concern.id, placed.via, placed.on), placed)
            for above in draft.ancestors(ref):
                if above.kind in ("article", "paragraph", "item", "option", "preamble"):
                    for placed in by_ref.get(above.ref, ()):
                        found.setdefault(
                            (placed.concern.id, placed.via, placed.on), placed._replace(whole=True)
                        )
    return order_placed_concerns(found.values(), {*pair.left, *pair.right})
