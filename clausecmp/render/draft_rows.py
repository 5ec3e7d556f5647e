"""Rows of drafts, of single clauses in their context, and of an alignment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.attributions import NONE_KNOWN, Delegations, read_clause
from ..model.detection import languages_of
from ..model.draft import Clause, Draft
from ..model.vocabulary import INNER_KINDS
from .bracket_rows import attribution_rows
from .placed_concern_rows import placed_concern_row
from .rows import change_rows
from .segments import (
    BLANK,
    CONFIDENCE_MARKS,
    MARKS_LEGEND,
    Row,
    Segment,
    describe_draft,
    head_rows,
    line,
    mark_refs,
    name_clause,
    number_clause,
)
from .signal_rows import describe_note

if TYPE_CHECKING:
    from ..align.pairs import Alignment
    from ..comparison.placed_concerns import PlacedConcern
    from ..comparison.result import Comparison
    from ..files.concerns import ConcernBook


def drafts_rows(drafts: Sequence[Draft]) -> Iterator[Row]:
    """A table of drafts, then what each was checked against."""
    yield Row(
        "table", tuple(Segment(cell) for cell in ("draft", "label", "wording", "clauses", "title"))
    )
    for draft in drafts:
        cells = (
            draft.name,
            draft.label or "",
            draft.wording,
            str(len(draft.units())),
            draft.short_title or draft.title,
        )
        yield Row("table", tuple(map(Segment, cells)))
    yield BLANK
    for draft in drafts:
        if draft.verified:
            yield line(Segment(f"{draft.name}: ", "ref"), draft.verified, hang=2)


def draft_rows(draft: Draft) -> Iterator[Row]:
    """The whole draft as a text to read."""
    yield Row("heading", (Segment(draft.title),))
    yield line(Segment(f"{draft.name}: {describe_draft(draft)}", "dim"), hang=2)
    if draft.verified:
        yield line(Segment(draft.verified, "dim"), hang=2)
    if any(clause.confidence in ("medium", "low") for clause in draft.walk()):
        yield line(Segment(MARKS_LEGEND, "dim"))
    for clause in draft.clauses:
        yield from clause_rows(clause, draft)


def clause_rows(clause: Clause, draft: Draft, depth: int = 0) -> Iterator[Row]:
    """A clause and all below it; paragraphs and items indented, with their numbers."""
    large = clause.kind not in INNER_KINDS
    mark = CONFIDENCE_MARKS[clause.confidence or "high"]
    status = [Segment(f"({clause.status}) ", "warn")] if clause.status else []
    if large:
        yield BLANK
        name = name_clause(clause)
        yield line(Segment(name + mark + " ", "heading"), *status)
        if clause.text:
            yield line(clause.text)
    else:
        yield line(
            Segment(number_clause(clause) + mark + " ", "ref"),
            *status,
            clause.text or "",
            indent=2 * depth,
            hang=4,
        )
    for below in clause.clauses:
        yield from clause_rows(below, draft, 0 if large else depth + 1)
    if clause.closing:
        yield line(clause.closing, indent=0 if large else 2 * depth)


def show_rows(
    draft: Draft,
    ref: str,
    views: Sequence[Comparison],
    placed_concerns: Sequence[PlacedConcern],
    book: ConcernBook | None,
    view: str,
    delegations: Delegations = NONE_KNOWN,
) -> Iterator[Row]:
    """A clause in its context, what answers it in other drafts, and the concerns to be read with
    it."""
    clause = draft.by_ref[ref]
    path = [name_clause(above) for above in reversed(list(draft.ancestors(ref)))]
    yield Row(
        "heading",
        (
            Segment(f"{draft.display_name}: {' › '.join([*path, '']) if path else ''}"),
            Segment(ref + CONFIDENCE_MARKS[draft.confidence_of(ref)], "ref"),
        ),
    )
    yield from _context_rows(clause, draft, delegations)
    without: list[str] = []
    for comparison in views:
        changes = comparison.changes
        if not any(change.pair.left and change.pair.right for change in changes):
            without.append(_name_other(comparison, draft))
            continue
        yield BLANK
        yield Row(
            "heading",
            (
                Segment(
                    f"{comparison.drafts.left.display_name} → {comparison.drafts.right.display_name}"
                ),
            ),
        )
        if comparison.signals_note:
            yield line(Segment(describe_note(comparison.signals_note), "warn"))
        for change in changes:
            yield from change_rows(change, comparison, view, concerns=False)
    if without:
        yield BLANK
        yield line(Segment(f"No counterpart found in {', '.join(without)}.", "dim"))
    if placed_concerns and book:
        yield BLANK
        yield Row(
            "heading",
            (Segment(f"Concerns ({len({placed.concern.id for placed in placed_concerns})})"),),
        )
        for placed in placed_concerns:
            yield placed_concern_row(placed, book, where=placed.on != ref)


def _context_rows(clause: Clause, draft: Draft, delegations: Delegations) -> Iterator[Row]:
    """The words that lead to the clause, then the clause with all below it, who proposes and who
    opposes its words, what is said of its confidence and status."""
    for above in reversed(list(draft.ancestors(clause.ref))):
        if above.text:
            yield line(Segment(f"{above.ref}  {above.text}", "dim"), indent=1, hang=4)
    for unit in clause.walk():
        if unit.has_words or unit is clause and unit.heading:
            status = f" ({unit.status})" if unit.status else ""
            yield line(
                Segment(unit.ref + CONFIDENCE_MARKS[draft.confidence_of(unit.ref)], "ref"),
                Segment(status, "warn"),
                f"  {unit.words or unit.heading}",
                indent=1,
                hang=4,
            )
        found = read_clause(unit, delegations)
        yield from attribution_rows(found, indent=3)
        if unit.note:
            yield line(Segment(f"note: {unit.note}", "dim"), indent=3, hang=2)
    levels = {draft.confidence_of(unit.ref) for unit in clause.walk() if unit.has_words} or {
        draft.confidence_of(clause.ref)
    }
    confidence = " to ".join(level for level in ("low", "medium", "high") if level in levels)
    place = draft.source_of(clause.ref)
    where = f"; {place} of the imported file" if place else ""
    yield line(Segment(f"{draft.wording} wording; confidence {confidence}{where}", "dim"), indent=1)


def _name_other(comparison: Comparison, draft: Draft) -> str:
    return (
        comparison.drafts.right
        if comparison.drafts.left.name == draft.name
        else comparison.drafts.left
    ).name


def alignment_rows(alignment: Alignment) -> Iterator[Row]:
    """One row for each pair, with its reasons; then what clauses without counterpart might
    answer."""
    drafts = alignment.drafts
    yield from head_rows(drafts)
    across = len(set(languages_of(drafts))) > 1
    for pair in alignment.pairs:
        left, right = mark_refs(pair.left, drafts.left), mark_refs(pair.right, drafts.right)
        flags = ", ".join(
            ["paired" if across and pair.joins else pair.relation]
            + ["moved"] * pair.moved
            + ["renumbered"] * pair.renumbered
        )
        score = (
            "link"
            if pair.by == "link"
            else ""
            if pair.score is None
            else f"{pair.score:.2f}{'' if pair.sure else ' unsure'}"
        )
        reasons = "; ".join(pair.reasons)
        yield line(
            Segment(f"{left or '-'} → {right or '-'}", "ref"),
            Segment(f"  {flags}  "),
            Segment(score, "dim" if pair.sure else "warn"),
            Segment(f"  {reasons}" if reasons else "", "dim"),
            hang=4,
        )
    for side, found in (("left", alignment.possible.left), ("right", alignment.possible.right)):
        if found:
            yield BLANK
            yield Row(
                "heading",
                (Segment(f"Without counterpart on the {side}: too weak to claim, worth a look"),),
            )
        for ref, joins in found.items():
            shown = ", ".join(
                f"{join.right if side == 'left' else join.left} ({join.score:.2f})"
                for join in joins
            )
            yield line(Segment(ref, "ref"), f"  {shown}", hang=4)
