"""Rows and data of what an import found and was unsure of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..model import Draft
from .rows import BLANK, Row, Segment, line

if TYPE_CHECKING:
    from ..importers import Summary


def summary_rows(summary: Summary, draft: Draft, path: str) -> Iterator[Row]:
    """What was read, what is doubtful, what was left over, and where the draft is."""
    yield Row("heading", (Segment(f"{draft.name}: {draft.title}"),))
    yield line(f"{summary.format}, {summary.pages} pages, language {draft.language}: {summary.articles} articles, {len(draft.units())} clauses")
    for title, texts in (("gaps", summary.gaps), ("not sure", summary.notes)):
        if texts:
            yield BLANK
            yield line(Segment(f"{title} ({len(texts)})", "heading"))
        for text in texts:
            yield line(text, indent=2, hang=2)
    if summary.left_over:
        yield BLANK
        yield line(Segment(f"lines left over ({len(summary.left_over)})", "heading"))
    for rest in summary.left_over:
        yield line(Segment(f"page {rest.page}: " if rest.page else "", "dim"), rest.text, indent=2, hang=2)
    yield BLANK
    yield line(f"written to {path}; read it against the source before you rely on it")


def summary_data(summary: Summary, draft: Draft, path: str) -> dict[str, Any]:
    """The same as data."""
    return {"schema": 1, "draft": draft.name, "path": path, "format": summary.format, "pages": summary.pages, "articles": summary.articles,
            "clauses": len(draft.units()), "gaps": list(summary.gaps), "notes": list(summary.notes),
            "left_over": [{"page": rest.page, "text": rest.text} for rest in summary.left_over]}
