"""How a comparison is shown: rows.py says what and in which order, the other modules one medium
each. Nothing is decided here: no threshold, no matching, no reading of files."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..comparison.result import Comparison

FORMS = ("text", "json", "markdown")


def render_comparison(comparison: Comparison, form: str = "text", *, width: int = 80) -> str:
    """A comparison as plain text of `width` columns, as JSON, or as one markdown document (the
    files of a report, joined)."""
    if form == "json":
        import json

        from .json import comparison_data

        return json.dumps(comparison_data(comparison), ensure_ascii=False, indent=1)
    if form == "markdown":
        from .report import report_files

        return "\n".join(report_files(comparison).values())
    if form != "text":
        raise ValueError(f"form is '{form}', expected one of {', '.join(FORMS)}")
    from .rows import compare_rows
    from .terminal import render_rows

    return render_rows(compare_rows(comparison, "inline"), width=width)
