"""Rows and data of what an import found and was unsure of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..importers.account import WARN_BELOW
from ..importers.fonts import name_pages
from ..model.draft import Draft
from .official_rows import adoption_data, adoption_rows
from .segments import BLANK, Row, Segment, count_words, line

if TYPE_CHECKING:
    from ..comparison.official import Adoption
    from ..fetch.download import Fetched
    from ..fetch.sources import Source
    from ..importers.account import Account
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
    if summary.account:
        yield from _account_rows(summary.account)
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
    if summary.remarks:
        yield BLANK
        yield line(Segment(f"comments and proposals ({len(summary.remarks)})", "heading"))
    for placed in summary.remarks:
        remark = placed.remark
        by = ", ".join(filter(None, (remark.author, remark.date)))
        about = ", ".join(placed.refs) or f"at '{remark.anchor}'"
        yield line(
            Segment(f"{about}  ", "ref"), f"{remark.text} ({by or remark.kind})", indent=2, hang=2
        )
    yield BLANK
    yield line(f"written to {path}; read it against the source before you rely on it")
    if adoption:
        yield from adoption_rows(adoption)


def _account_rows(account: Account) -> Iterator[Row]:
    """How many of the file's words the draft holds, a warning where these are few, and what the
    others are."""
    share = f"{math.floor(1000 * account.share) / 10:g} %"
    yield line(
        f"{account.file:,} words in the file; of the {account.part:,} of this text the draft holds "
        f"{account.kept:,} ({share})",
        hang=2,
    )
    for rest in account.rest:
        where = f" ({name_pages(rest.pages)})" if rest.pages else ""
        yield line(f"{rest.why}: {count_words(rest.words, 'word')}{where}", indent=2, hang=2)
    if account.share < WARN_BELOW:
        yield line(
            Segment(
                f"warning: less than {WARN_BELOW:.0%} of the text's words stand in the draft; look at what is left over",
                "warn",
            ),
            hang=2,
        )


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
        "words": account_data(summary.account) if summary.account else None,
        "left_over": [{"page": rest.page, "text": rest.text} for rest in summary.left_over],
        "remarks": [
            {**placed.remark._asdict(), "refs": list(placed.refs)} for placed in summary.remarks
        ],
    }


def account_data(account: Account) -> dict[str, Any]:
    """Where the words of a file went, as data."""
    return {
        "file": account.file,
        "part": account.part,
        "kept": account.kept,
        "share": round(account.share, 4),
        "rest": [
            {"why": rest.why, "words": rest.words, "pages": list(rest.pages)}
            for rest in account.rest
        ],
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
