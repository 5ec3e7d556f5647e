"""Rows and data of what an import found and was unsure of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..model.draft import Draft
from .official_rows import adoption_data, adoption_rows
from .segments import BLANK, Row, Segment, line

if TYPE_CHECKING:
    from ..comparison.official import Adoption
    from ..fetch.download import Fetched
    from ..fetch.sources import Source
    from ..importers.summary import Summary


def summary_rows(
    summary: Summary, draft: Draft, path: str, *, adoption: Adoption | None = None
) -> Iterator[Row]:
    """What was read, what is doubtful, what was left over, and where the draft is. `adoption`: it
    was held against a restated draft."""
    yield Row("heading", (Segment(f"{draft.name}: {draft.title}"),))
    yield line(
        f"{summary.format}"
        + (f", {summary.pages} pages" if summary.pages else "")
        + f", language {draft.language}: {summary.articles} articles, {len(draft.units())} clauses"
    )
    for title, texts in (
        ("gaps", summary.gaps),
        ("not sure", summary.notes),
        ("also in the file, each to be chosen with --part", summary.parts),
    ):
        if texts:
            yield BLANK
            yield line(Segment(f"{title} ({len(texts)})", "heading"))
        for text in texts:
            yield line(text, indent=2, hang=2)
    if summary.left_over:
        yield BLANK
        yield line(Segment(f"lines left over ({len(summary.left_over)})", "heading"))
    for rest in summary.left_over:
        yield line(
            Segment(f"page {rest.page}: " if rest.page else "", "dim"), rest.text, indent=2, hang=2
        )
    yield BLANK
    yield line(f"written to {path}; read it against the source before you rely on it")
    if adoption:
        yield from adoption_rows(adoption)


def summary_data(
    summary: Summary, draft: Draft, path: str, *, adoption: Adoption | None = None
) -> dict[str, Any]:
    """The same as data."""
    data = {"official": adoption_data(adoption)} if adoption else {}
    return data | {
        "schema": 1,
        "draft": draft.name,
        "path": path,
        "format": summary.format,
        "pages": summary.pages,
        "articles": summary.articles,
        "clauses": len(draft.units()),
        "gaps": list(summary.gaps),
        "notes": list(summary.notes),
        "parts": list(summary.parts),
        "left_over": [{"page": rest.page, "text": rest.text} for rest in summary.left_over],
    }


def sources_rows(sources: Sequence[Source]) -> Iterator[Row]:
    """Each source with its addresses, and how surely they are known."""
    for source in sources:
        yield line(
            Segment(source.id, "ref"),
            f"  {source.draft}" + (f" ({source.label})" if source.label else ""),
            Segment(f"  evidence {source.evidence}", "dim"),
        )
        yield line(", ".join(filter(None, (source.title, source.symbol))), indent=2, hang=2)
        for address in source.addresses:
            yield line(
                f"{address.language} {address.type}: {address.url}",
                Segment(f"  evidence {address.evidence}", "dim"),
                indent=4,
                hang=4,
            )
        if source.note:
            yield line(Segment(source.note, "dim"), indent=4, hang=2)
    yield BLANK
    yield line(
        Segment(
            "evidence: high, the address was seen in use for this very document; medium, for another of its kind; low, from memory.",
            "dim",
        )
    )


def provenance_rows(fetched: Fetched) -> Iterator[Row]:
    """Where a file came from."""
    found = fetched.provenance
    yield line(Segment(str(fetched.path), "ref"))
    yield line(
        f"from {found.final_url or found.url or 'a file given by hand'}, {found.date}, {found.type}, {found.bytes} bytes, SHA-256 {found.sha256}",
        indent=2,
        hang=2,
    )
    yield BLANK
