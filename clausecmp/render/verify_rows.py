"""Rows and data of a verification."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..model.detection import UNKNOWN
from ..model.draft import Draft
from ..model.wordforms import name_language
from .segments import BLANK, Row, Segment, line

if TYPE_CHECKING:
    from ..comparison.verify import Verification


def verify_rows(verification: Verification, *, all_clauses: bool = False) -> Iterator[Row]:
    """The clauses where something is to be said, then the whole in one line."""
    draft, official = verification.draft, verification.official
    yield Row(
        "heading",
        (
            Segment(
                f"{draft.name} ({draft.wording}) against {official.path or official.name} ({official.wording})"
            ),
        ),
    )
    for clause in verification.clauses:
        if clause.agreement == "agrees" and not all_clauses:
            continue
        yield line(
            Segment(clause.ref, "ref"),
            Segment(
                f"  {clause.agreement}",
                "warn" if clause.agreement in ("differs", "missing", "extra") else "dim",
            ),
        )
        for difference in clause.differences:
            yield line(f"{difference.kind}: {difference.message}", indent=4, hang=2)
        if clause.differences and clause.note:
            yield line(Segment(f"note: {clause.note}", "dim"), indent=4, hang=2)
    yield BLANK
    yield line(summarise(verification))
    if note := note_on_language(verification.official):
        yield line(Segment(note, "warn"), hang=2)


def note_on_language(official: Draft) -> str:
    """What was not read because the text is not in English; '' for English."""
    if official.language in ("en", UNKNOWN):
        return ""
    name = name_language(official.language)
    return f"The text is in {name}: modal verbs, number words, references and conditions are read in English only; figures were compared."


def summarise(verification: Verification) -> str:
    """`140 clauses: 138 agree, 2 explained; fingerprint ...`."""
    counts: Counter[str] = Counter(clause.agreement for clause in verification.clauses)
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
    return f"{len(verification.clauses)} clauses: {shown}; fingerprint {verification.fingerprint}"


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
                "ref": clause.ref,
                "verdict": clause.agreement,
                "note": clause.note,
                "findings": [
                    {"kind": difference.kind, "message": difference.message}
                    for difference in clause.differences
                ],
            }
            for clause in verification.clauses
        ],
    }
