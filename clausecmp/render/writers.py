"""Every format in which something is shown: for each subject a table, name of the format -> writer.

A writer returns rows (for a terminal), data (for JSON) or text that is written as it is. Nothing is
decided here: no threshold, no matching, no reading of files."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ..comparison.result import Comparison
    from .segments import Row

    Output = str | dict[str, Any] | Iterator[Row]


class Writer(NamedTuple):
    """A function of this package, imported when it is called: a command loads only what it
    writes."""

    module: str
    function: str

    def __call__(self, *subject: Any, **options: Any) -> Output:
        """What the function returns for a subject; the options are those of its own signature."""
        module = import_module(f"clausecmp.{self.module}")
        output: Output = getattr(module, self.function)(*subject, **options)
        return output


COMPARISON = {
    "text": Writer("render.rows", "compare_rows"),
    "json": Writer("render.json", "comparison_data"),
}
VERSIONS = {
    "text": Writer("render.version_rows", "version_rows"),
    "json": Writer("render.version_rows", "versions_data"),
}
CLAUSE = {
    "text": Writer("render.draft_rows", "show_rows"),
    "json": Writer("render.json", "show_data"),
}
DRAFT = {
    "json": Writer("render.json", "draft_data"),
    "yaml": Writer("files.drafts", "dump_draft"),
    "text": Writer("render.draft_rows", "draft_rows"),
    "markdown": Writer("render.markdown", "draft_markdown"),
    "akn": Writer("render.akn", "write_akn"),
}
ALIGNMENT = {
    "text": Writer("render.draft_rows", "alignment_rows"),
    "json": Writer("render.json", "alignment_data"),
}
EXPLANATIONS = {
    "text": Writer("render.review_rows", "explain_rows"),
    "json": Writer("render.json", "explanations_data"),
}
CONCERNS = {
    "table": Writer("render.concern_rows", "concerns_rows"),
    "json": Writer("render.json", "concerns_data"),
    "csv": Writer("render.tables", "concerns_csv"),
    "markdown": Writer("render.markdown", "concerns_markdown"),
}
SUCCESSORS = {
    "table": Writer("render.concern_rows", "successor_rows"),
    "json": Writer("render.json", "successors_data"),
}
VERIFICATION = {
    "text": Writer("render.verify_rows", "verify_rows"),
    "json": Writer("render.verify_rows", "verify_data"),
}
CARRIED = {
    "text": Writer("render.carry_rows", "carry_rows"),
    "json": Writer("render.carry_rows", "carry_data"),
}
IMPORTED = {
    "text": Writer("render.import_rows", "summary_rows"),
    "json": Writer("render.import_rows", "summary_data"),
}


def render_comparison(comparison: Comparison, form: str = "text", *, width: int = 80) -> str:
    """A comparison as plain text of `width` columns, as JSON, or as one markdown document (the
    files of a report, joined). Raises ValueError for another form."""
    if form == "json":
        import json

        return json.dumps(COMPARISON["json"](comparison), ensure_ascii=False, indent=1)
    if form == "markdown":
        from .report import report_files

        return "\n".join(report_files(comparison).values())
    if form != "text":
        raise ValueError(f"form is '{form}', expected one of text, json, markdown")
    from .rows import compare_rows
    from .terminal import render_rows

    return render_rows(compare_rows(comparison, "inline"), width=width)
