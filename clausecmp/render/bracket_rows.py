"""Rows of open text: alternatives one by one, and two drafts compared by what was opened, settled
and deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..comparison.brackets import (
    OpenText,
    Passage,
    compare_brackets,
    count_resolutions,
    find_open,
    read_option,
)
from ..comparison.resolutions import Resolution
from .segments import (
    BLANK,
    Row,
    Segment,
    count_words,
    describe_counts,
    line,
    mark_refs,
    name_clause,
)
from .summary_rows import block_heading, count_open

if TYPE_CHECKING:
    from ..comparison.resolutions import OptionGroup
    from ..comparison.result import Block, Change, Comparison
    from ..model.attributions import Attribution
    from ..model.draft import Draft

AROUND = 8
"""So many words before and after an open passage are shown with it."""
MARKS = {"opened": "+ ", "settled": "= ", "deleted": "- ", "still open": "? "}
STYLES = {"opened": "added", "settled": "relation", "deleted": "removed", "still open": "open"}


def alternative_rows(text: str, where: str) -> Iterator[Row]:
    """A line for each open passage of a text that offers alternatives."""
    for passage in find_open(text):
        if len(passage.options) > 1:
            yield line(
                Segment("open: ", "open"),
                Segment(f"{len(passage.options)} alternatives in {where}: ", "dim"),
                *option_segments(text, passage),
                indent=3,
                hang=2,
            )


def option_segments(text: str, passage: OpenText, chosen: int | None = None) -> Iterator[Segment]:
    """`(1) thirty  (2) sixty`, or by their own labels; the chosen one marked."""
    for n, option in enumerate(passage.options):
        if n:
            yield Segment("; ")
        yield Segment(f"{'=> ' if n == chosen else ''}{option.label or f'({n + 1})'} ", "open")
        yield Segment(read_option(text, option) or "(nothing)", "insert" if n == chosen else "")


def bracket_rows(comparison: Comparison) -> Iterator[Row]:
    """How much is open on either side, what became of it in sum, then article by article."""
    found = [
        (
            block,
            [
                (change, passages)
                for change in block.changes
                if (passages := compare_brackets(change, comparison))
            ],
        )
        for block in comparison.blocks
    ]
    passages = [passage for _, changes in found for _, some in changes for passage in some]
    yield Row("heading", (Segment("Open text"),))
    for draft in comparison.drafts:
        yield _count_row(draft)
    if not passages and not comparison.options:
        return
    if comparison.options:
        yield _options_row(comparison)
    counts = count_resolutions(passages)
    yield line(
        Segment("together  ", "ref"),
        ", ".join(f"{count} {resolution}" for resolution, count in counts.items()),
        hang=4,
    )
    yield line(
        Segment(
            "+ opened  = settled  - deleted  ? still open; => the alternative that was settled on",
            "dim",
        ),
        hang=2,
    )
    for block, changes in found:
        groups = _groups_of(block, comparison)
        if changes or groups:
            yield BLANK
            yield Row("heading", block_heading(block, comparison.drafts))
            yield from (_group_row(group, comparison) for group in groups)
        if changes:
            inner = count_resolutions([passage for _, some in changes for passage in some])
            yield line(Segment(describe_counts(inner, tuple(Resolution)), "dim"), indent=1)
            for change, some in changes:
                yield from _change_rows(change, some, comparison)


def _options_row(comparison: Comparison) -> Row:
    counts = Counter(group.resolution for group in comparison.options)
    shown = ", ".join(f"{counts[one]} {one}" for one in Resolution)
    return line(Segment("options  ", "ref"), f"{shown} (places where options stand)", hang=4)


def _groups_of(block: Block, comparison: Comparison) -> list[OptionGroup]:
    """The groups of options in the articles of a block: those of the left draft, and new ones of
    the right."""
    left = {clause.ref for clause in block.left}
    right = {block.right.ref} if block.right else set()
    shown = []
    for group in comparison.options:
        draft = getattr(comparison.drafts, group.side)
        article = draft.article_of(group.options[0]).ref
        if article in (left if group.side == "left" else right):
            shown.append(group)
    # an article of the left that answers several of the right is told once
    return shown if not block.right or block.left else [g for g in shown if g.side == "right"]


def _group_row(group: OptionGroup, comparison: Comparison) -> Row:
    """`= settled  options of 3(2) (2 on the left): Option 2, now 3(2)`."""
    draft = getattr(comparison.drafts, group.side)
    names = {ref: name_clause(draft.by_ref[ref]) for ref in group.options}
    now = f", now {', '.join(group.now[:4])}" if group.now else ""
    if group.resolution == "settled":
        told = f"{names[group.chosen or '']}{now or ', nothing stands there now'}"
    elif group.resolution == "still open":
        told = f"{', '.join(names.values())}{now}"
        if group.dropped:
            told += f"; dropped: {', '.join(names[ref] for ref in group.dropped)}"
    elif group.resolution == "opened":
        told = f"{', '.join(names.values())}{f'; before {chr(44).join(group.now[:4])}' if group.now else ''}"
    else:
        told = f"{', '.join(names.values())} are gone"
    return line(
        Segment(f"{MARKS[group.resolution]}{group.resolution}", STYLES[group.resolution]),
        Segment(f"  options of {group.ref or 'the text'} on the {group.side}: ", "dim"),
        told,
        indent=1,
        hang=4,
    )


def _count_row(draft: Draft) -> Row:
    counts = count_open(draft)
    articles = ", ".join(
        f"{name}{f' ({count})' if count > 1 else ''}" for name, count in counts.items()
    )
    statuses = Counter(clause.status for clause in draft.walk() if clause.status)
    status = (
        f"; clauses by status: {describe_counts(statuses, sorted(statuses))}" if statuses else ""
    )
    shown = (
        f"{count_words(sum(counts.values()), 'passage')} in {count_words(len(counts), 'article')}: {articles}"
        if counts
        else "no square brackets"
    )
    return line(Segment(f"{draft.name}  ", "ref"), shown + status, hang=4)


def _change_rows(
    change: Change, passages: Sequence[Passage], comparison: Comparison
) -> Iterator[Row]:
    drafts, pair = comparison.drafts, change.pair
    refs = " → ".join(
        filter(None, (mark_refs(pair.left, drafts.left), mark_refs(pair.right, drafts.right)))
    )
    yield BLANK
    yield line(Segment(refs, "ref"), Segment(f"  {pair.relation}", "relation"), indent=1, hang=4)
    for passage in passages:
        yield from passage_rows(passage)


def passage_rows(passage: Passage) -> Iterator[Row]:
    """One passage among the words around it, what became of it, its alternatives."""
    before, after = passage.text[: passage.open.start], passage.text[passage.open.end :]
    lead, tail = before.split()[-AROUND:], after.split()[:AROUND]
    start = (
        ("… " if len(before.split()) > AROUND else "")
        + " ".join(lead)
        + " " * before[-1:].isspace()
    )
    end = " " * after[:1].isspace() + " ".join(tail) + (" …" if len(after.split()) > AROUND else "")
    style = STYLES[passage.resolution]
    resolution = f"{MARKS[passage.resolution]}{passage.resolution}" + (
        f" ({passage.how})" if passage.how else ""
    )
    words = " ".join(passage.text[passage.open.start : passage.open.end].split())
    yield line(
        Segment(resolution, style),
        Segment(f"  {passage.ref} on the {passage.side}: ", "dim"),
        Segment(start, "dim"),
        Segment(words, style),
        Segment(end, "dim"),
        indent=3,
        hang=2,
    )
    if len(passage.open.options) > 1:
        yield line(*option_segments(passage.text, passage.open, passage.chosen), indent=5, hang=2)
    yield from attribution_rows(passage.attributions, indent=5)


def attribution_rows(attributions: Sequence[Attribution], *, indent: int) -> Iterator[Row]:
    """Who proposes and who opposes which words, with the full names of groups."""
    for one in attributions:
        names = ", ".join(one.names)
        full = [f"{who.short}: {who.name}" for who in one.by if who.short != who.name]
        yield line(
            Segment(f"{one.stance} by ", "dim"),
            Segment(names, "ref"),
            Segment(f": {one.words}" if one.words else ""),
            Segment(f"  ({'; '.join(full)})" if full else "", "dim"),
            indent=indent,
            hang=2,
        )
