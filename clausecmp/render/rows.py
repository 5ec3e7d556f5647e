"""Comparison -> Rows of Segments: what is shown, in which order, with which marks. Shared by every
medium."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.attributions import read_clause
from ..model.draft import Draft
from ..model.sides import Sides
from .placed_concern_rows import placed_concern_rows
from .redline_rows import REDLINE_LEGEND, redline_rows
from .segments import (
    BLANK,
    Row,
    Segment,
    count_words,
    head_rows,
    line,
    mark_ref,
    mark_refs,
    name_clause,
)
from .signal_rows import signal_rows, wording_row
from .summary_rows import (
    article_rows,
    block_heading,
    describe_sameness,
    describe_terms,
    overview_rows,
)

if TYPE_CHECKING:  # what lists drafts needs none of the machinery that compares
    from ..align.pairs import Pair
    from ..comparison.result import Block, Change, Comparison

VIEWS = ("side-by-side", "inline", "summary", "brackets")
FEW = 3
"""So many unchanged clauses or articles in a row are named one by one, more by the first and the
last."""


def compare_rows(
    comparison: Comparison,
    view: str,
    *,
    concerns: bool = True,
    exact: bool = False,
    everything: bool = False,
) -> Iterator[Row]:
    """The rows of a whole comparison in one of VIEWS: a summary, then what changed; runs of
    unchanged articles and clauses as one line, unless `everything` is wanted. `exact`: punctuation
    and spelling count as changes."""
    yield from head_rows(comparison.drafts)
    yield BLANK
    if view == "brackets":
        from .bracket_rows import bracket_rows

        yield from bracket_rows(comparison)
        return
    yield from overview_rows(comparison, concerns=concerns)
    yield BLANK
    if view == "summary":
        yield from article_rows(comparison)
        return
    if not any([change.across for change in comparison.changes]):
        yield line(Segment(REDLINE_LEGEND, "dim"), hang=2)
    yield from _body_rows(comparison, view, concerns, exact, everything)


def _body_rows(
    comparison: Comparison, view: str, concerns: bool, exact: bool, everything: bool
) -> Iterator[Row]:
    seen: set[str] = set()
    run: list[Block] = []
    for block in comparison.blocks:
        if not everything and is_unchanged(block, exact):
            run.append(block)
            continue
        yield from unchanged_block_rows(run)
        run = []
        yield BLANK
        yield from block_rows(
            block,
            comparison,
            view,
            concerns=concerns,
            exact=exact,
            everything=everything,
            seen=seen,
        )
    yield from unchanged_block_rows(run)
    if concerns and comparison.general:
        yield BLANK
        yield Row(
            "heading", (Segment("Concerns about the instruments as a whole, and about chapters"),)
        )
        yield from placed_concern_rows(comparison.general, comparison.book, seen, at="")


def is_unchanged(block: Block, exact: bool = False) -> bool:
    """Whether nothing changed in the whole article."""
    return (
        bool(block.changes)
        and not block.elsewhere
        and all([change.exactly_same if exact else change.unchanged for change in block.changes])
    )


def unchanged_block_rows(run: Sequence[Block]) -> Iterator[Row]:
    """A run of unchanged articles in one line that says which and how many clauses."""
    if not run:
        return
    names = [name_clause(block.right) for block in run if block.right]
    shown = (
        ", ".join(names)
        if len(names) <= FEW
        else f"{names[0]} to {names[-1]} ({len(names)} articles)"
    )
    placed_concerns = {name for block in run for name in block.list_placed_concerns()}
    yield BLANK
    yield _unchanged_row(
        shown, [change for block in run for change in block.changes], len(placed_concerns), 0
    )


def unchanged_change_rows(run: Sequence[Change], drafts: Sides[Draft]) -> Iterator[Row]:
    """A run of unchanged clauses of one article in one line."""
    if not run:
        return
    names = [
        f"{mark_refs(change.pair.left, drafts.left)} → {mark_refs(change.pair.right, drafts.right)}"
        for change in run
    ]
    shown = ", ".join(names) if len(names) <= FEW else f"{names[0]} to {names[-1]}"
    yield BLANK
    yield _unchanged_row(
        shown,
        run,
        len({placed.concern.id for change in run for placed in change.own_placed_concerns}),
        1,
    )


def _unchanged_row(shown: str, changes: Sequence[Change], placed_concerns: int, indent: int) -> Row:
    kinds = Counter([change.sameness for change in changes])
    what = f"unchanged{':' if len(kinds) > 1 else ''} {describe_sameness(kinds)}"
    size = f"{count_words(len(changes), 'clause')} " if len(changes) > 1 else ""
    signals = sum([len(change.signals) for change in changes])
    return line(
        Segment("= ", "dim"),
        Segment(shown, "ref"),
        Segment(f"  {size}{what}", "dim"),
        Segment(f"; {count_words(signals, 'signal')} !" if signals else "", "dim"),
        Segment(
            f"; {count_words(placed_concerns, 'concern')}" if placed_concerns else "", "concern"
        ),
        indent=indent,
        hang=2,
    )


def block_rows(
    block: Block,
    comparison: Comparison,
    view: str,
    *,
    concerns: bool,
    exact: bool = False,
    everything: bool = True,
    seen: set[str] | None = None,
) -> Iterator[Row]:
    """An article with its changes, then the concerns about it as a whole."""
    yield Row("heading", block_heading(block, comparison.drafts))
    named = block.right is None or not block.left  # the heading says added or removed once for all
    run: list[Change] = []
    for change in block.changes:
        if not everything and (change.exactly_same if exact else change.unchanged):
            run.append(change)
            continue
        yield from unchanged_change_rows(run, comparison.drafts)
        run = []
        yield from change_rows(
            change,
            comparison,
            view,
            concerns=concerns,
            exact=exact,
            terms=False,
            seen=seen,
            named=named,
        )
    yield from unchanged_change_rows(run, comparison.drafts)
    yield from elsewhere_rows(block, comparison.drafts)
    if concerns and block.placed_concerns:
        yield BLANK
        clause = block.right or block.left[0]
        yield line(
            Segment(
                f"Concerns about {name_clause(clause).lower() if clause.kind != 'article' else f'article {clause.number}'} as a whole"
            ),
            indent=1,
        )
        yield from placed_concern_rows(
            block.placed_concerns, comparison.book, seen, at=block.right.ref if block.right else ""
        )


def elsewhere_rows(block: Block, drafts: Sides[Draft]) -> Iterator[Row]:
    """Where the pairs stand that reach into this article from another."""
    for pair in block.elsewhere:
        home = drafts.right.article_of(pair.right[0])
        refs = f"{mark_refs(pair.left, drafts.left)} → {mark_refs(pair.right, drafts.right)}"
        yield line(
            Segment(refs, "ref"),
            f"  {pair.relation}: stands at {name_clause(home)}",
            indent=1,
            hang=4,
        )


def change_rows(
    change: Change,
    comparison: Comparison,
    view: str,
    *,
    concerns: bool,
    exact: bool = False,
    terms: bool = True,
    seen: set[str] | None = None,
    named: bool = False,
) -> Iterator[Row]:
    """One pair: its head, the text on both sides, what changed in law, its terms, its own concerns.
    `named`: the heading says already that it was added or removed."""
    pair, drafts = change.pair, comparison.drafts
    yield BLANK
    if not pair.left or not pair.right:
        yield from _one_sided_rows(change, comparison, named)
    else:
        yield line(
            *change_head(change, drafts),
            Segment(describe_move(pair, comparison), "relation"),
            indent=1,
            hang=4,
        )
        yield from text_rows(change, drafts, view, exact=exact)
    yield from _open_rows(change, comparison)
    for signal in change.signals:
        yield from signal_rows(signal, quotes=bool(pair.left and pair.right))
    yield from wording_row(change.phrases)
    if terms and change.terms:
        yield line(
            Segment(f"terms: {describe_terms(change.terms, comparison)}", "dim"), indent=3, hang=2
        )
    if concerns and change.placed_concerns:
        yield from placed_concern_rows(change.own_placed_concerns, comparison.book, seen, indent=3)


def _one_sided_rows(change: Change, comparison: Comparison, named: bool) -> Iterator[Row]:
    """A clause without counterpart: its ref and its text in one; of an option that was not taken,
    which one was."""
    pair, drafts = change.pair, comparison.drafts
    not_taken = _name_chosen(pair.left, comparison) if pair.left else None
    refs, draft, mark = (
        (pair.left, drafts.left, "- ") if pair.left else (pair.right, drafts.right, "+ ")
    )
    about: list[str] = [not_taken] if not_taken else [] if named else [pair.relation]
    about += ["by link"] if pair.by == "link" and not named else []
    note = f"  {', '.join(about)}" if about else ""
    for ref, redline in zip(refs, change.redlines):
        yield Row(
            "line",
            (
                Segment(mark + mark_ref(ref, draft) + note, pair.relation),
                Segment(f"  {redline.left or redline.right}"),
            ),
            (),
            1,
            4,
        )


def _name_chosen(refs: Sequence[str], comparison: Comparison) -> str | None:
    """`not taken: settled on option 2, now 3(2)` for a clause of an option that went so."""
    left = comparison.drafts.left
    for group in comparison.options:
        if group.chosen is None or not any(
            left.stands_in(refs[0], option) for option in group.dropped
        ):
            continue
        now = f", now {', '.join(group.now[:3])}" if group.now else ""
        return f"not taken: settled on {name_clause(left.by_ref[group.chosen])}{now}"
    return None


def change_head(change: Change, drafts: Sides[Draft]) -> list[Segment]:
    """`19(4) → 28(4)~  changed, renumbered`; the score only where it is a reason for doubt."""
    pair = change.pair
    left, right = mark_refs(pair.left, drafts.left), mark_refs(pair.right, drafts.right)
    refs = " → ".join(filter(None, (left, right)))
    flags = (
        ["in another language" if change.across else pair.relation]
        + ["moved"] * pair.moved
        + ["renumbered"] * (pair.renumbered and not pair.moved)
    )
    style = pair.relation if pair.relation in ("added", "removed") else "relation"
    head = [Segment(refs, "ref"), Segment("  "), Segment(", ".join(flags), style)]
    if pair.by == "link":
        head.append(Segment("  by link", "dim"))
    elif not pair.sure:
        head.append(
            Segment(f"  unsure{'' if pair.score is None else f', {pair.score:.2f}'}", "warn")
        )
    return head


def describe_move(pair: Pair, comparison: Comparison) -> str:
    """Where a moved clause stood and where it stands, by the clauses before it; '' for what did not
    move."""
    if not pair.moved:
        return ""
    drafts = comparison.drafts
    before, now = _find_before(pair.left[0], drafts.left), _find_before(pair.right[0], drafts.right)
    if any([before in other.left and now in other.right for other in comparison.alignment.pairs]):
        return f"  with {before} → {now}"
    return f"  stood {f'after {before}' if before else 'first'}, stands {f'after {now}' if now else 'first'}"


def _find_before(ref: str, draft: Draft) -> str:
    """The clause with words before `ref`; '' for the first."""
    refs = list(draft.by_ref)
    at = refs.index(ref) - 1
    while at > 0 and not draft.by_ref[refs[at]].has_words:
        at -= 1
    return refs[at] if at > 0 else ""


def text_rows(
    change: Change, drafts: Sides[Draft], view: str, *, exact: bool = False
) -> Iterator[Row]:
    """The texts of a pair, redlined; for a split or merged pair each join under its refs."""
    pair = change.pair
    for join, redline in zip(pair.joins, change.redlines):
        if len(pair.joins) > 1:
            score = "" if pair.by == "link" or join.sure else f"  unsure, {join.score:.2f}"
            yield line(
                Segment(f"{join.left} → {join.right}", "ref"), Segment(score, "warn"), indent=3
            )
        if redline.left == redline.right or pair.relation == "same" and not exact:
            yield line(Segment(redline.right), indent=3)
        else:
            yield from redline_rows(redline, view, exact=exact)


def _open_rows(change: Change, comparison: Comparison) -> Iterator[Row]:
    """The alternatives of open text, one by one, and who proposes and opposes what."""
    drafts = comparison.drafts
    if not any(
        [
            "[" in edit.left or "[" in edit.right or "(" in edit.right
            for redline in change.redlines
            for edit in redline.edits
        ]
    ):
        return
    from .bracket_rows import alternative_rows, attribution_rows

    for draft, refs in zip(drafts, (change.pair.left, change.pair.right)):
        for ref in refs:
            words = draft.by_ref[ref].words
            yield from alternative_rows(words, f"{ref} of {draft.name}")
            yield from attribution_rows(
                read_clause(draft.by_ref[ref], comparison.delegations), indent=3
            )
