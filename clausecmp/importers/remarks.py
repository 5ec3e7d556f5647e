"""Comments and proposals of a Word file -> a folder of mappings, each a concern that a person has
to review: its kind, its theme, the side of who made it, and the summary in our own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..files.yaml_read import dump_yaml
from ..model.draft import Draft
from .docx_marks import shorten
from .summary import PlacedRemark

UNSORTED = "unsorted"
"""The theme of what nobody has read yet."""
NOTE = "From the Word file, nothing of it reviewed: kind, theme, side and summary are to be set."
_KINDS = {"comment": "observation", "proposal": "demand"}
_LEAST_ANCHOR = 4


def write_remarks(draft: Draft, remarks: Sequence[PlacedRemark], date: str) -> dict[str, str]:
    """The files of a folder of mappings by their paths: records, stakeholders, themes and
    concerns. `date`: of the record, where the remarks bear none."""
    record = f"comments-{_slug(draft.instrument)}-{_slug(draft.version)}"
    authors = list(dict.fromkeys(_author(placed) for placed in remarks))
    names = {author: _slug(author) for author in authors}
    dates = [placed.remark.date for placed in remarks if placed.remark.date]
    concerns = [
        _build_concern(draft, placed, f"{record}-{count}", names[_author(placed)])
        for count, placed in enumerate(remarks, 1)
    ]
    meeting = {
        "id": record,
        "title": f"Comments and proposals in the Word file of {draft.name}",
        "date": max(dates, default=date),
        "kind": "report",
    }
    stakeholders = [
        {"id": names[author], "name": author, "side": "mixed", "note": "side not reviewed"}
        for author in authors
    ]
    theme = {"id": UNSORTED, "name": "Not sorted", "sentence": "Points that nobody has read yet."}
    return {
        "records.yaml": dump_yaml({"records": [meeting]}),
        "stakeholders.yaml": dump_yaml({"stakeholders": stakeholders}),
        "themes.yaml": dump_yaml({"themes": [theme]}),
        f"concerns/{record}.yaml": dump_yaml(
            {"record": record, "note": NOTE, "concerns": concerns}
        ),
    }


def _author(placed: PlacedRemark) -> str:
    return placed.remark.author or "not named"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:60] or "not-named"


def _build_concern(draft: Draft, placed: PlacedRemark, name: str, who: str) -> dict[str, Any]:
    remark = placed.remark
    concern: dict[str, Any] = {
        "id": name,
        "stakeholder": who,
        "kind": _KINDS[remark.kind],
        "theme": UNSORTED,
    }
    if len(remark.text.split()) >= _LEAST_ANCHOR:
        concern["anchor"] = shorten(remark.text)
    concern["summary"] = remark.text
    concern["applies_to"] = (
        [{"draft": draft.name, "refs": list(placed.refs)}] if placed.refs else []
    )
    concern["confidence"] = "medium" if placed.refs else "low"
    about = f" about '{remark.anchor}'" if remark.anchor else ""
    concern["note"] = f"{remark.kind}{about}, to be reviewed"
    return concern
