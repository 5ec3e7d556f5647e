"""The concern report: one markdown file for each article, an index over them, and the matrix of who
speaks about what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, count
from typing import TYPE_CHECKING
from unicodedata import normalize

from ..model.draft import Clause, Draft
from ..model.refs import WHOLE
from .markdown import (
    MARK,
    article_markdown,
    basis_lines,
    escape,
    placed_concern_markdown,
    table_markdown,
)
from .segments import name_clause
from .signal_rows import GRADE_MARKS, one_line
from .summary_rows import signal_summary

if TYPE_CHECKING:
    from ..comparison.placed_concerns import PlacedConcern
    from ..comparison.result import Block, Change, Comparison

INDEX = "index.md"
TOP = 30
"""So many of the weightiest changes of law stand in the index; each stands at its article."""
NAME_LENGTH = 60
"""Characters of a file name: of four bytes each they stay below the 255 bytes of file systems."""


def name_files(blocks: Sequence[Block]) -> list[str]:
    """The file name of each block: `article-28.md`, `preamble.md`; `annex-i--article-1.md` for what
    is counted anew in a division; `left-article-32.md` for an article of the left draft without
    place. No two are one name in a file system that does not tell case or forms of letters apart:
    of `4A` and `4a` the second is `article-4a-2.md`."""
    names: list[str] = []
    for block in blocks:
        start = _make_name(block)
        others = (f"{start}-{n}" for n in count(2))
        names.append(next(name for name in chain([start], others) if name not in names))
    return [f"{name}.md" for name in names]


def _make_name(block: Block) -> str:
    clause = block.right or block.left[0]
    name = (
        clause.ref
        if ", " in clause.ref
        else f"{clause.kind}-{clause.number}"
        if clause.number
        else clause.kind
    )
    folded = normalize("NFKC", normalize("NFKC", name).casefold())
    safe = "".join(c if c.isalnum() else "-" for c in folded)
    return ("" if block.right else "left-") + safe[:NAME_LENGTH]


def report_files(
    comparison: Comparison, progress: Callable[[Sequence[Block]], Iterator[Block]] = iter
) -> dict[str, str]:
    """Every file of the report by name. Same comparison, same bytes."""
    blocks = comparison.blocks
    names = name_files(blocks)
    files = {}
    for n, block in enumerate(progress(blocks)):
        links = [("Index", INDEX)]
        links += [(f"← {_label(blocks[n - 1])}", names[n - 1])] if n else []
        links += [(f"{_label(blocks[n + 1])} →", names[n + 1])] if n + 1 < len(blocks) else []
        files[names[n]] = article_markdown(block, comparison, links)
    files[INDEX] = index_markdown(comparison)
    return files


def _label(block: Block) -> str:
    clause = block.right or block.left[0]
    return f"Article {clause.number}" if clause.kind == "article" else name_clause(clause)


def index_markdown(comparison: Comparison) -> str:
    """The way into the report: what changed in law, the weightiest first, articles by number of
    concerns, who speaks about what, and what stands at no article."""
    drafts = comparison.drafts
    title = drafts.right.display_name + (
        f" against {drafts.left.display_name}" if drafts.left.clauses else ""
    )
    lines = [MARK, f"# Concerns on {escape(title)}", "", "## What this rests on", ""]
    lines += [f"- {escape(text)}" for text in basis_lines(comparison)]
    lines += [
        f"- {escape(f'{draft.name}: {draft.verified}')}" for draft in drafts if draft.verified
    ]
    lines += [
        f"- {escape(f'{record.title} ({record.date}, {record.kind}): {record.disclaimer}')}"
        for record in comparison.book.records.values()
        if record.disclaimer
    ]
    lines += [
        "",
        *_law_section(comparison),
        "## Articles by number of concerns",
        "",
        *table_markdown(_article_rows(comparison)),
        "",
    ]
    lines += [
        "## Who speaks about which chapter",
        "",
        *table_markdown(matrix_rows(comparison, by="chapter", markdown=True)),
        "",
    ]
    lines += ["## Themes", "", *table_markdown(_theme_rows(comparison)), ""]
    lines += _placed_concern_section(
        "About the instruments as a whole, and about chapters", comparison.general, comparison
    )
    lines += _placed_concern_section(
        "Orphans: raised about another version, no sure counterpart here",
        comparison.orphans,
        comparison,
    )
    lines += _unplaced_section(comparison)
    return "\n".join(lines).rstrip() + "\n"


def _law_section(comparison: Comparison) -> Iterator[str]:
    """The counts of the signals, then the weightiest changes, each with the file of its article;
    nothing where nothing is compared."""
    if not comparison.drafts.left.clauses:
        return
    from ..comparison.ranking import rank_signals

    yield from ("## What changed in law", "")
    for row in signal_summary(comparison):
        yield f"- {escape(''.join(segment.text for segment in row.left))}"
    ranked = rank_signals(comparison)
    if not ranked:
        yield ""
        return
    files = {
        change.pair: name
        for block, name in zip(comparison.blocks, name_files(comparison.blocks))
        for change in block.changes
    }
    yield from ("", f"The weightiest first{f', {TOP} of {len(ranked)}' * (len(ranked) > TOP)}:", "")
    for n, one in enumerate(ranked[:TOP], 1):
        mark = GRADE_MARKS[one.signal.grade]
        link = f"[{escape(_label_change(one.change))}]({files[one.change.pair]})"
        yield f"{n}. {mark} {escape(one_line(one.says))} {link}  "
        yield f"   {escape(one_line(one.because))}"
    yield ""


def _label_change(change: Change) -> str:
    """`19(4) → 28(4)`, or the refs of the only side."""
    sides = (" + ".join(refs) for refs in (change.pair.left, change.pair.right))
    return " → ".join(filter(None, sides))


def _article_rows(comparison: Comparison) -> Iterator[Sequence[object]]:
    yield ("Article", "Concerns", "Sides", "Clauses")
    names = name_files(comparison.blocks)
    counted = [
        (len(placed_concerns), n, block, placed_concerns)
        for n, block in enumerate(comparison.blocks)
        if (placed_concerns := list(block.list_placed_concerns().values()))
    ]
    for number, n, block, placed_concerns in sorted(counted, key=lambda row: (-row[0], row[1])):
        sides = Counter(comparison.book.side_of(placed.concern) for placed in placed_concerns)
        relations = (
            Counter(change.pair.relation for change in block.changes)
            if comparison.drafts.left.clauses
            else Counter()
        )
        shown = ", ".join(
            f"{number} {relation}" for relation, number in sorted(relations.items())
        ) or str(len(block.changes))
        name = name_clause(block.right or block.left[0])
        yield (
            f"[{escape(name)}]({names[n]})",
            number,
            ", ".join(f"{side} {number}" for side, number in sorted(sides.items())),
            shown,
        )


def _theme_rows(comparison: Comparison) -> Iterator[Sequence[object]]:
    found: dict[str, dict[str, PlacedConcern]] = {}
    for placed in _all_placed_concerns(comparison):
        found.setdefault(placed.concern.theme, {})[placed.concern.id] = placed
    yield ("Theme", "Concerns", "Sides")
    for theme in comparison.book.themes.values():
        if theme.id in found:
            sides = Counter(
                comparison.book.side_of(placed.concern) for placed in found[theme.id].values()
            )
            yield (
                escape(theme.name),
                len(found[theme.id]),
                ", ".join(f"{side} {number}" for side, number in sorted(sides.items())),
            )


def _all_placed_concerns(comparison: Comparison) -> Iterator[PlacedConcern]:
    for block in comparison.blocks:
        yield from list(block.list_placed_concerns().values())
    yield from comparison.general
    yield from comparison.orphans


def _placed_concern_section(
    title: str, placed_concerns: Sequence[PlacedConcern], comparison: Comparison
) -> list[str]:
    if not placed_concerns:
        return []
    lines = [f"## {title}", ""]
    places: dict[str, list[PlacedConcern]] = {}
    for placed in placed_concerns:
        places.setdefault(
            "the instrument as a whole" if placed.on.startswith(WHOLE) else placed.on, []
        ).append(placed)
    for place, about in places.items():
        lines += [
            f"### On {escape(place)} ({len(about)})",
            "",
            *(placed_concern_markdown(placed, comparison.book) for placed in about),
            "",
        ]
    return lines


def _unplaced_section(comparison: Comparison) -> list[str]:
    book = comparison.book
    names = {draft.name for draft in comparison.drafts}
    instruments = {draft.instrument for draft in comparison.drafts}
    free = [concern for concern in book.concerns if not concern.applies_to]
    elsewhere = [
        concern
        for concern in book.concerns
        if concern.applies_to
        and not any(
            name in names or name.partition("@")[0] in instruments for name, _ in concern.applies_to
        )
    ]
    lines: list[str] = []
    for title, concerns in (
        ("Raised about no provision", free),
        ("Raised about other drafts only", elsewhere),
    ):
        if concerns:
            lines += [f"## {title}", ""]
            for concern in concerns:
                who = book.stakeholders[concern.stakeholder]
                lines.append(
                    f"- **{escape(str(who))}** – {concern.kind}: {escape(concern.summary)} ({escape('; '.join(filter(None, (concern.about, concern.record + ', ' + concern.place))))}; `{concern.id}`)"
                )
            lines.append("")
    return lines


def matrix_rows(
    comparison: Comparison, *, by: str, markdown: bool = False
) -> Iterator[Sequence[object]]:
    """Concerns counted by stakeholder (down) and article or chapter of the right draft (across),
    with sums."""
    places, counts = _count_places(comparison, by)
    clean = escape if markdown else str
    yield ("Stakeholder", "Side", *map(clean, places), "all")
    for who in comparison.book.stakeholders.values():
        row = [len(counts.get((who.id, place), ())) for place in places]
        ids = set().union(*(counts.get((who.id, place), set()) for place in places))
        if ids:
            yield (clean(str(who)), who.side, *(number or "" for number in row), len(ids))
    sums = [
        set().union(*(ids for (_, other), ids in counts.items() if other == place))
        for place in places
    ]
    yield ("all", "", *map(len, sums), len(set().union(*sums)))


def _count_places(
    comparison: Comparison, by: str
) -> tuple[list[str], dict[tuple[str, str], set[str]]]:
    counts: dict[tuple[str, str], set[str]] = {}
    places: dict[str, None] = {}
    for block in comparison.blocks:
        placed_concerns = list(block.list_placed_concerns().values())
        place = _place_of(block, comparison.drafts.right, comparison.drafts.left, by)
        if placed_concerns:
            places[place] = None
        for placed in placed_concerns:
            counts.setdefault((placed.concern.stakeholder, place), set()).add(placed.concern.id)
    for placed in comparison.general:
        place = (
            "whole"
            if placed.on.startswith(WHOLE)
            else f"{placed.on}" + (" (left)" if placed.via == "left" else "")
        )
        places[place] = None
        counts.setdefault((placed.concern.stakeholder, place), set()).add(placed.concern.id)
    return list(places), counts


def _place_of(block: Block, right: Draft, left: Draft, by: str) -> str:
    clause: Clause = block.right or block.left[0]
    draft, mark = (right, "") if block.right else (left, " (left)")
    if by == "chapter":
        top = list(draft.ancestors(clause.ref))
        return (top[-1].ref if top else clause.ref) + mark
    return clause.ref + mark
