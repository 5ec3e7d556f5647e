"""Rows and data of mapping files carried to a new version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ..model.draft import Draft
from ..model.vocabulary import Verdict
from .segments import BLANK, Row, Segment, line

if TYPE_CHECKING:
    from ..comparison.carry_files import CarriedEntry, CarriedFile


def carry_rows(
    files: Sequence[CarriedFile], left: Draft, right: Draft, *, written: bool
) -> Iterator[Row]:
    """File by file: what is carried as it is, what needs a look, what has no place."""
    yield Row("heading", (Segment(f"{left.name} → {right.name}"),))
    for file in files:
        yield BLANK
        yield line(Segment(f"{file.path}", "heading"), Segment(f"  {file.kind}", "dim"))
        for entry in file.entries:
            if describe_entry(entry) != "as it is":
                told = [
                    f"{successor.ref}: {successor}"
                    for successor in entry.successors
                    if str(successor) != Verdict.UNCHANGED
                ]
                yield line(
                    Segment(entry.name, "ref"),
                    f"  {describe_entry(entry)}" + (f": {'; '.join(told)}" if told else ""),
                    indent=2,
                    hang=4,
                )
        counts = Counter(map(describe_entry, file.entries))
        yield line(
            "; ".join(f"{count} {name}" for name, count in counts.items()) or "nothing to carry",
            indent=2,
        )
        if file.text is not None:
            yield line(
                Segment(
                    f"{'written' if written else 'would be written with --write'}: {file.target}",
                    "dim",
                ),
                indent=2,
            )


def describe_entry(entry: CarriedEntry) -> str:
    """How an entry fares: there already, as it is, to be read again, orphan."""
    if entry.done:
        return "there already"
    if not entry.sure:
        return "orphan" if not entry.refs else "partly orphan"
    return (
        "as it is"
        if all(
            successor.refs == (successor.ref,) and successor.verdict == Verdict.UNCHANGED
            for successor in entry.successors
        )
        else "to be read again"
    )


def carry_data(files: Sequence[CarriedFile], left: Draft, right: Draft) -> dict[str, Any]:
    """The same as data."""
    return {
        "schema": 1,
        "from": left.name,
        "to": right.name,
        "files": [
            {
                "path": str(file.path),
                "kind": file.kind,
                "target": str(file.target),
                "entries": [
                    {
                        "name": entry.name,
                        "successor": describe_entry(entry),
                        "refs": list(entry.refs),
                        "clauses": [
                            {
                                "ref": successor.ref,
                                "refs": list(successor.refs),
                                "verdict": successor.verdict,
                                "moved": successor.moved,
                                "candidates": [
                                    {"ref": ref, "score": round(score, 4)}
                                    for ref, score in successor.candidates
                                ],
                            }
                            for successor in entry.successors
                        ],
                    }
                    for entry in file.entries
                ],
            }
            for file in files
        ],
    }
