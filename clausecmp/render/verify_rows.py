"""Rows and data of a verification."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from .segments import BLANK, Row, Segment, line

if TYPE_CHECKING:
    from ..comparison.verify import Verification


def verify_rows(verification: Verification, *, all_clauses: bool = False) -> Iterator[Row]:
    """The clauses where something is to be said, then the verdict in all."""
    draft, official = verification.draft, verification.official
    yield Row(
        "heading",
        (
            Segment(
                f"{draft.name} ({draft.wording}) against {official.path or official.name} ({official.wording})"
            ),
        ),
    )
    for verdict in verification.verdicts:
        if verdict.verdict == "agrees" and not all_clauses:
            continue
        yield line(
            Segment(verdict.ref, "ref"),
            Segment(
                f"  {verdict.verdict}",
                "warn" if verdict.verdict in ("differs", "missing", "extra") else "dim",
            ),
        )
        for finding in verdict.findings:
            yield line(f"{finding.kind}: {finding.message}", indent=4, hang=2)
        if verdict.findings and verdict.note:
            yield line(Segment(f"note: {verdict.note}", "dim"), indent=4, hang=2)
    yield BLANK
    yield line(summarise(verification))


def summarise(verification: Verification) -> str:
    """`140 clauses: 138 agree, 2 explained; fingerprint ...`."""
    counts = Counter(verdict.verdict for verdict in verification.verdicts)
    shown = ", ".join(
        f"{counts[name]} {label}"
        for name, label in (
            ("agrees", "agree"),
            ("explained", "explained by a note"),
            ("differs", "differ"),
            ("missing", "missing in the draft"),
            ("extra", "not in the official text"),
        )
        if counts[name]
    )
    return f"{len(verification.verdicts)} clauses: {shown}; fingerprint {verification.fingerprint}"


def verify_data(verification: Verification) -> dict[str, Any]:
    """The verification as data."""
    return {
        "schema": 1,
        "draft": verification.draft.name,
        "official": verification.official.path or verification.official.name,
        "fingerprint": verification.fingerprint,
        "agrees": verification.agrees,
        "clauses": [
            {
                "ref": verdict.ref,
                "verdict": verdict.verdict,
                "note": verdict.note,
                "findings": [
                    {"kind": finding.kind, "message": finding.message}
                    for finding in verdict.findings
                ],
            }
            for verdict in verification.verdicts
        ],
    }
