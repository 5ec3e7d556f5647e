"""The closed sets of words that the files and the program share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

KINDS = (
    "preamble",
    "recital",
    "part",
    "chapter",
    "section",
    "title",
    "subsection",
    "article",
    "paragraph",
    "item",
    "annex",
)


STATUSES = ("agreed", "agreed-ad-referendum", "pending", "proposed", "deleted")


CONFIDENCES = ("high", "medium", "low")


WORDINGS = ("restated", "official")


GRADES = ("high", "medium", "low")
