"""align + redline + signals + concerns -> Comparison. What a view needs and nothing it must still
decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from .align import Alignment, Join, Pair, align_drafts, turn_alignment
from .carry import Carrier
from .comparison import (
    GRADES,
    ONLY,
    Block,
    Change,
    Comparison,
    Voice,
    filter_articles,
    filter_changes,
    filter_concerns,
    filter_signals,
)
from .concerns import Concern, ConcernBook
from .glossary import Glossary
from .mappings import Link
from .model import Draft, Sides
from .redline import Redline, make_redline
from .redline_parts import share_parts
from .refs import WHOLE
from .text import Fold

if TYPE_CHECKING:
    from .signals import Signal

__all__ = [
    "GRADES",
    "ONLY",
    "Block",
    "Change",
    "Comparison",
    "Voice",
    "compare_drafts",
    "filter_articles",
    "filter_changes",
    "filter_concerns",
    "filter_signals",
    "view_from",
]
ORPHANS = ("", "")
"""Where _gather_voices keeps concerns that stand at no clause of either draft."""


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
    voices = _gather_voices(Sides(left, right), book, others, links_between)
    found = _find_signals(left, right, alignment, fold) if signals else {}
    changes = [
        _make_change(pair, left, right, fold, found.get((pair.left, pair.right), ()))
        for pair in alignment.pairs
    ]
    blocks = _group_changes(changes, left, right)
    shown = tuple(_place_voices(block, Sides(left, right), voices) for block in blocks)
    orphans = tuple(voices.pop(ORPHANS, ()))
    return Comparison(
        Sides(left, right),
        shown,
        book,
        glossary,
        alignment,
        _general_voices(Sides(left, right), voices),
        orphans,
    )


def _find_signals(
    left: Draft, right: Draft, alignment: Alignment, fold: Fold | None
) -> dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[Signal, ...]]:
    """The signals of every pair that has any, by its refs."""
    from .signals.drafts import find_draft_signals

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


def _gather_voices(
    drafts: Sides[Draft],
    book: ConcernBook,
    others: Callable[[str], Draft] | None,
    links_between: Callable[[Draft, Draft], Sequence[Link]] | None,
) -> dict[tuple[str, str], list[Voice]]:
    """Every voice by (side, ref it stands at)."""
    voices: dict[tuple[str, str], list[Voice]] = {}
    here = {drafts.left.name, drafts.right.name}
    for side, draft in (("left", drafts.left), ("right", drafts.right)):
        for concern in book.concerns:
            for ref in concern.refs_in(draft.name):
                voices.setdefault((side, ref), []).append(make_voice(concern, side, ref, draft))
        # not from a version that stands on the other side: there its concerns are shown as they are
        names = {
            name
            for concern in book.concerns
            for name, _ in concern.applies_to
            if name.partition("@")[0] == draft.instrument
        }
        for source in map(others, sorted(names - here)) if others else ():
            links = links_between(source, draft) if links_between else ()
            _carry_voices(side, Carrier(align_drafts(source, draft, links=links)), book, voices)
    return voices


def make_voice(concern: Concern, side: str, ref: str, draft: Draft) -> Voice:
    """A concern at a clause that its file names: as raised about it, or, where the file says that
    it was carried there, so."""
    remark = concern.carried_to(draft.name)
    return Voice(concern, "carried", ref, verdict=remark) if remark else Voice(concern, side, ref)


def _carry_voices(
    side: str, carrier: Carrier, book: ConcernBook, voices: dict[tuple[str, str], list[Voice]]
) -> None:
    """Concerns about another version of the same instrument, carried to this one."""
    source, draft = carrier.left.name, carrier.right.name
    for concern in book.concerns:
        for ref in () if concern.refs_in(draft) else concern.refs_in(source):
            fate = carrier.find_fate(ref)
            voice = Voice(
                concern, "carried", f"{ref} of {source}", score=fate.score, verdict=str(fate)
            )
            for place in [(side, now) for now in fate.refs] or [ORPHANS]:
                voices.setdefault(place, []).append(voice)


def _place_voices(
    block: Block, drafts: Sides[Draft], voices: dict[tuple[str, str], list[Voice]]
) -> Block:
    """The block with each voice at its clause; those about an article, or a part of it that holds
    others, at the article and, marked as about the whole, at each clause below."""
    if not voices:
        return block
    changes = tuple(
        change._replace(voices=_voices_of(change, drafts, voices)) for change in block.changes
    )
    articles = [("left", clause) for clause in block.left] + (
        [("right", block.right)] if block.right else []
    )
    # a paragraph without words of its own stands in no pair: what was raised about it is shown at
    # its article
    about = [
        voice
        for side, article in articles
        for clause in article.walk()
        if not clause.has_words
        for voice in voices.get((side, clause.ref), ())
    ]
    return block._replace(changes=changes, voices=tuple(about))


def _voices_of(
    change: Change, drafts: Sides[Draft], voices: dict[tuple[str, str], list[Voice]]
) -> tuple[Voice, ...]:
    found: list[Voice] = []
    for side, draft, refs in (
        ("left", drafts.left, change.pair.left),
        ("right", drafts.right, change.pair.right),
    ):
        for ref in refs:
            found.extend(voices.get((side, ref), ()))
            for above in draft.ancestors(ref):
                if above.kind in ("article", "paragraph", "item", "preamble"):
                    found.extend(
                        voice._replace(whole=True) for voice in voices.get((side, above.ref), ())
                    )
    return tuple(
        {(voice.concern.id, voice.via, voice.on): voice for voice in reversed(found)}.values()
    )[::-1]


def _general_voices(
    drafts: Sides[Draft], voices: dict[tuple[str, str], list[Voice]]
) -> tuple[Voice, ...]:
    """Voices about the instrument as such, and about chapters and other divisions."""
    general = []
    for (side, ref), found in voices.items():
        draft = drafts.left if side == "left" else drafts.right
        if (
            ref == WHOLE
            or ref in draft.by_ref
            and draft.by_ref[ref].kind in ("part", "chapter", "section", "title", "subsection")
            and ref != "title"
        ):
            general.extend(found)
    return tuple(general)


def view_from(
    draft: Draft, ref: str, comparisons: Sequence[Comparison], book: ConcernBook
) -> list[Voice]:
    """The concerns to be read with a clause: raised about it, about the article that holds it or
    what it holds, and, carried with a verdict or the score of the pair, about the clauses of the
    other drafts that answer it."""
    found: dict[tuple[str, str], Voice] = {}
    for concern in book.concerns:
        for about in concern.refs_in(draft.name):
            if _is_read_with(draft, about, ref):
                found[concern.id, about] = make_voice(concern, "left", about, draft)._replace(
                    whole=about != ref and draft.stands_in(ref, about)
                )
    for comparison in comparisons:
        other = (
            comparison.drafts.right
            if comparison.drafts.left.name == draft.name
            else comparison.drafts.left
        )
        opposite = _voices_of_version if other.instrument == draft.instrument else _voices_of_other
        for voice in opposite(comparison, draft, other, ref):
            if not voice.concern.refs_in(draft.name):
                found.setdefault((voice.concern.id, voice.on), voice)
    return sorted(
        found.values(), key=lambda voice: (voice.whole, voice.via == "carried", voice.on != ref)
    )


def _is_read_with(draft: Draft, about: str, ref: str) -> bool:
    """Whether a concern about `about` is to be read with `ref`: in it, or around it up to the
    article."""
    if about not in draft.by_ref:
        return False
    return (
        draft.stands_in(about, ref)
        or draft.stands_in(ref, about)
        and draft.by_ref[about].kind in ("article", "paragraph", "item")
    )


def _voices_of_version(
    comparison: Comparison, draft: Draft, other: Draft, ref: str
) -> Iterable[Voice]:
    """Concerns about another version of the instrument whose clause became one to be read with
    `ref`."""
    own_left = comparison.drafts.left.name == draft.name
    carrier = Carrier(turn_alignment(comparison.alignment) if own_left else comparison.alignment)
    for concern in comparison.book.concerns:
        for about in concern.refs_in(other.name):
            fate = carrier.find_fate(about)
            if any(_is_read_with(draft, now, ref) for now in fate.refs):
                around = all(now != ref and draft.stands_in(ref, now) for now in fate.refs)
                yield Voice(
                    concern, "carried", f"{about} of {other.name}", around, fate.score, str(fate)
                )


def _voices_of_other(
    comparison: Comparison, draft: Draft, other: Draft, ref: str
) -> Iterable[Voice]:
    """Voices of another instrument at the clauses that a pair joins to `ref` or to what it
    holds."""
    own_left = comparison.drafts.left.name == draft.name
    for change in comparison.changes:
        own = change.pair.left if own_left else change.pair.right
        if any(draft.stands_in(one, ref) for one in own):
            for voice in change.voices:
                if voice.via == ("right" if own_left else "left"):
                    yield voice._replace(
                        via="carried", on=f"{voice.on} of {other.name}", score=change.pair.score
                    )
