"""Names of Akoma Ntoso that reading and writing share."""

from __future__ import annotations

import re

from .lines import flatten

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


OWN = "https://clausecmp.org/ns/1"


TAGS = {
    "part": "part",
    "chapter": "chapter",
    "section": "section",
    "title": "title",
    "subsection": "subsection",
    "article": "article",
    "paragraph": "paragraph",
    "item": "point",
}


LANGUAGES = {
    "en": "eng",
    "fr": "fra",
    "es": "spa",
    "ru": "rus",
    "zh": "zho",
    "ar": "ara",
    "de": "deu",
    "nl": "nld",
    "it": "ita",
    "pt": "por",
}


HEAD = ("label", "title_confidence", "short_title", "symbol", "wording", "verified")


def read_number(shown: str) -> str | None:
    """`Article 5.`, `(a)`, `1.` as the bare number."""
    bare = re.sub(r"^(?:[^\W\d]{3,}\.?\s+)?(?:n[°o]\.?\s*)?", "", flatten(shown), flags=re.I).strip(
        " .()[]:–—-°"
    )
    return bare or None
