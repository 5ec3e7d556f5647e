"""align + redline + signals + concerns -> Comparison. What a view needs and nothing it must still
decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ..align.alignment import align_drafts
from ..align.pairs import Alignment, Join, Pair
from ..files.concerns import ConcernBook
from ..files.links import Link
from ..files.terms import Glossary
from ..model.draft import Draft
from ..model.sides import Sides
from ..model.tokens import Fold
from ..redline.parts import share_parts
from ..redline.words import Redline, make_redline
from .placed_concerns import ORPHANS, PlacedConcern, gather_placed_concerns, general_placed_concerns
from .result import Block, Change, Comparison

if TYPE_CHECKING:
    from ..law.signals import Signal


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
) -> Comparison:
    """Compare two drafts clause by clause.

    `book`: the concerns to show; `others` loads, by name, the drafts of the same instruments about
    which concerns were raised, so that these can be carried here, by the links that `links_between`
    finds for two drafts. `signals` False leaves out what changed in legal force, which costs as
    much as the alignment. Every clause with words stands in exactly one change.
    """
    glossary, book = glossary or Glossary(), book or ConcernBook()
    fold = glossary.fold_for(left.instrument, right.instrument)
    alignment = align_drafts(left, right, fold=fold, links=links, evidence=False)
    placed_concerns = gather_placed_concerns(Sides(left, right), book, others, links_between)
    found = _find_signals(left, right, alignment, fold) if signals else {}
    changes = [
        _make_change(pair, left, right, fold, found.get((pair.left, pair.right), ()))
        for pair in alignment.pairs
    ]
    blocks = _group_changes(changes, left, right)
    shown = tuple(_place_in_block(block, Sides(left, right), placed_concerns) for block in blocks)
    orphans = tuple(placed_concerns.pop(ORPHANS, ()))
    return Comparison(
        Sides(left, right),
        shown,
        book,
        glossary,
        alignment,
        general_placed_concerns(Sides(left, right), placed_concerns),
        orphans,
    )


def _find_signals(
    left: Draft, right: Draft, alignment: Alignment, fold: Fold | None
) -> dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Signal, ...]]:
    """The signals of every pair that has any, by its refs."""
    from ..law.drafts import find_draft_signals

    return find_draft_signals(left, right, alignment, fold=fold)


def _make_change(
    pair: Pair, left: Draft, right: Draft, fold: Fold | None, signals: tuple[Signal, ...]
) -> Change:
    if not pair.left or not pair.right:
        lines = tuple(
            make_redline(
                clause.words if draft is left else "", clause.words if draft is right else ""
            )
            for draft, refs in ((left, pair.left), (right, pair.right))
            for clause in map(draft.by_ref.__getitem__, refs)
        )
    else:
        found = [_redline_join(join, left, right, fold) for join in pair.joins]
        shared = len(found) > 1 and (len(pair.left) == 1 or len(pair.right) == 1)
        names = [join.right if len(pair.left) == 1 else join.left for join in pair.joins]
        lines = tuple(share_parts(found, names) if shared else found)
    return Change(pair, lines, signals=signals)


def _redline_join(join: Join, left: Draft, right: Draft, fold: Fold | None) -> Redline:
    return make_redline(left.by_ref[join.left].words, right.by_ref[join.right].words, fold)


def _group_changes(changes: Iterable[Change], left: Draft, right: Draft) -> list[Block]:
    """Changes by article of the right draft, in its order. A removed clause stands in the block
    that most of its own article went to, after the clause before it; an article removed as a whole
    is a block of its own, in its place."""
    position = Sides(
        {ref: n for n, ref in enumerate(left.by_ref)},
        {ref: n for n, ref in enumerate(right.by_ref)},
    )
    homes: dict[str, Counter[str]] = {}
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
    blocks: dict[tuple[str, str], list[Change]] = {}
    elsewhere: dict[tuple[str, str], list[Pair]] = {}
    for article in dict.fromkeys(right.article_of(unit.ref).ref for unit in right.units()):
        blocks["right", article] = []
    for change in kept:
        home, *others = dict.fromkeys(
            ("right", right.article_of(ref).ref) for ref in change.pair.right
        )
        blocks[home].append(change)
        for other in others:
            elsewhere.setdefault(other, []).append(change.pair)
    for change in sorted(removed, key=lambda change: position.left[change.pair.left[0]]):
        _place_removed(change, blocks, homes, left, position.left)
    return [
        _make_block(key, found, elsewhere.get(key, ()), left, right)
        for key, found in blocks.items()
    ]


def _place_removed(
    change: Change,
    blocks: dict[tuple[str, str], list[Change]],
    homes: dict[str, Counter[str]],
    left: Draft,
    position: dict[str, int],
) -> None:
    ref = change.pair.left[0]
    article = left.article_of(ref).ref
    if article in homes:
        block = blocks["right", homes[article].most_common(1)[0][0]]
        block.insert(_place_after(block, ref, article, left, position), change)
    elif ("left", article) in blocks:
        blocks["left", article].append(change)
    else:
        _insert_block(("left", article), change, blocks, homes, left, position)


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
    key: tuple[str, str],
    change: Change,
    blocks: dict[tuple[str, str], list[Change]],
    homes: dict[str, Counter[str]],
    left: Draft,
    position: dict[str, int],
) -> None:
    """A block for an article without a home, behind the block of the nearest article before it that
    has a place."""
    before = [article for article in homes if position[article] < position[key[1]]]
    before += [
        article
        for side, article in blocks
        if side == "left" and position[article] < position[key[1]]
    ]
    keys = list(blocks)
    at = 0
    if before:
        nearest = max(before, key=position.__getitem__)
        anchor = (
            ("left", nearest)
            if ("left", nearest) in blocks
            else ("right", homes[nearest].most_common(1)[0][0])
        )
        at = keys.index(anchor) + 1
    rest = {other: blocks.pop(other) for other in keys[at:]}
    blocks[key] = [change]
    blocks.update(rest)


def _make_block(
    key: tuple[str, str],
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
        right.by_ref[key[1]] if key[0] == "right" else None,
        tuple(changes),
        elsewhere=tuple(elsewhere),
    )


def _place_in_block(
    block: Block, drafts: Sides[Draft], placed_concerns: dict[tuple[str, str], list[PlacedConcern]]
) -> Block:
    """The block with each placed at its clause; those about an article, or a part of it that holds
    others, at the article and, marked as about the whole, at each clause below."""
    if not placed_concerns:
        return block
    changes = tuple(
        change._replace(placed_concerns=_placed_concerns_of(change, drafts, placed_concerns))
        for change in block.changes
    )
    articles = [("left", clause) for clause in block.left] + (
        [("right", block.right)] if block.right else []
    )
    # a paragraph without words of its own stands in no pair: what was raised about it is shown at
    # its article
    about = [
        placed
        for side, article in articles
        for clause in article.walk()
        if not clause.has_words
        for placed in placed_concerns.get((side, clause.ref), ())
    ]
    return block._replace(changes=changes, placed_concerns=tuple(about))


def _placed_concerns_of(
    change: Change,
    drafts: Sides[Draft],
    placed_concerns: dict[tuple[str, str], list[PlacedConcern]],
) -> tuple[PlacedConcern, ...]:
    found: list[PlacedConcern] = []
    for side, draft, refs in (
        ("left", drafts.left, change.pair.left),
        ("right", drafts.right, change.pair.right),
    ):
        for ref in refs:
            found.extend(placed_concerns.get((side, ref), ()))
            for above in draft.ancestors(ref):
                if above.kind in ("article", "paragraph", "item", "preamble"):
                    found.extend(
                        placed._replace(whole=True)
                        for placed in placed_concerns.get((side, above.ref), ())
                    )
    return tuple(
        {(placed.concern.id, placed.via, placed.on): placed for placed in reversed(found)}.values()
    )[::-1]
