"""Concerns and counts as CSV, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..model.characters import hide_commands

if TYPE_CHECKING:
    from ..files.concerns import Concern, ConcernBook

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
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
    """Rows as CSV text, safe to open in a spreadsheet and to print in a log."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(
        [[make_safe(hide_commands(str(cell).replace("\r", "\n"))) for cell in row] for row in rows]
    )
    return out.getvalue()


def make_safe(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula gets an apostrophe before it: what begins
    with = + - @, in full width too, with or without blanks before it, or with a tab or line break
    (OWASP, CSV injection)."""
    formula = cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(FORMULA_SIGNS)
    return f"'{cell}" if formula else cell
