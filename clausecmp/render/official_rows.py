"""Rows and data of an official text held against its restated draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..model.wordforms import name_language
from .segments import BLANK, Row, Segment, count_words, line
from .verify_rows import note_on_language, summarise

if TYPE_CHECKING:
    from ..comparison.official import Adoption


def adoption_rows(adoption: Adoption) -> Iterator[Row]:
    """What no longer holds, clause by clause, then what is read from now on."""
    official, restated = adoption.official, adoption.restated
    yield BLANK
    yield Row("heading", (Segment(f"Held against the restated {restated.name}"),))
    if adoption.strange:
        yield line(
            Segment(
                f"Its headings are hardly those of {restated.name}: is '{official.title}' the text of this instrument?",
                "warn",
            ),
            hang=2,
        )
    if adoption.verification is None:
        languages = f"{name_language(official.language)}, the restated draft in {name_language(restated.language)}"
        yield line(f"The official text is in {languages}: words were not compared.", hang=2)
        yield line(
            f"Under a version of its own (--version {official.version}-{official.language}) it would leave {restated.name} as it is.",
            hang=2,
        )
    else:
        yield line(summarise(adoption.verification), hang=2)
        if note := note_on_language(official):
            yield line(Segment(note, "warn"), hang=2)
    read = ", ".join(count_words(count, kind) for kind, count in adoption.counts.items())
    lapsed = sum(lapse.kind != "clause" for lapse in adoption.lapses)
    held = f"{lapsed} no longer hold{'s' * (lapsed == 1)}" if lapsed else "all hold"
    yield line(f"{read} read again: {held}", hang=2)
    for ref, check, lapses in adoption.list_by_clause():
        yield BLANK
        yield line(
            Segment(ref or "no clause", "ref"),
            Segment(f"  {check.agreement}" if check else "", "warn"),
        )
        for difference in check.differences if check else ():
            yield line(f"{difference.kind}: {difference.message}", indent=4, hang=2)
        for lapse in lapses:
            place = f"  {lapse.location.path}:{lapse.location.line}" if lapse.location else ""
            yield line(
                f"{lapse.kind} {lapse.name}: {lapse.why}", Segment(place, "dim"), indent=4, hang=2
            )
    yield BLANK
    yield line(
        f"From now on {official.name} is read in its official wording everywhere; --wording restated reads the other."
    )


def adoption_data(adoption: Adoption) -> dict[str, Any]:
    """The same as data."""
    verification = adoption.verification
    return {
        "restated": adoption.restated.path,
        "other_instrument": adoption.strange,
        "agrees": verification.agrees if verification else None,
        "clauses": len(verification.clauses) if verification else None,
        "read_again": dict(adoption.counts),
        "no_longer": [
            {
                "ref": ref,
                "verdict": check.agreement if check else None,
                "findings": [
                    {"kind": one.kind, "message": one.message}
                    for one in (check.differences if check else ())
                ],
                "entries": [
                    {
                        "kind": lapse.kind,
                        "name": lapse.name,
                        "why": lapse.why,
                        "path": lapse.location.path if lapse.location else None,
                        "line": lapse.location.line if lapse.location else None,
                    }
                    for lapse in lapses
                ],
            }
            for ref, check, lapses in adoption.list_by_clause()
        ],
    }
