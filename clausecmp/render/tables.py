"""Concerns and counts as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..files.concerns import Concern, ConcernBook

COLUMNS = (
    "id",
    "record",
    "locator",
    "stakeholder",
    "organisation",
    "side",
    "kind",
    "theme",
    "drafts_and_refs",
    "cited",
    "summary",
    "anchor",
    "confidence",
    "note",
)


def concerns_csv(concerns: Iterable[Concern], book: ConcernBook) -> str:
    """One row for each concern."""
    rows = []
    for concern in concerns:
        who = book.stakeholders[concern.stakeholder]
        rows.append(
            (
                concern.id,
                concern.record,
                concern.place,
                who.name,
                who.organisation or "",
                who.side,
                concern.kind,
                concern.theme,
                concern.about,
                "; ".join(concern.cited),
                concern.summary,
                concern.anchor or "",
                concern.confidence,
                concern.note or "",
            )
        )
    return write_csv([COLUMNS, *rows])


def write_csv(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV text. A cell that a spreadsheet would take for a formula gets an apostrophe
    before it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [[_make_safe(str(cell)) for cell in row] for row in rows]
    )
    return out.getvalue()


def _make_safe(cell: str) -> str:
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
