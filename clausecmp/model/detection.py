"""In which language a text is: by its script, then by the small words that every sentence has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .draft import Draft
from .tokens import SIGNS

LONGEST_SAMPLE = 200_000
"""Characters that are looked at."""
UNKNOWN = "und"
"""The code of ISO 639 for a language that was not determined."""
SHORT = 2000
"""Characters up to which a draft in an unknown language is taken to be in that of the draft it is
compared with: too little may have been there to tell."""
LEAST_SHARE = 0.15
"""So many of the words of a text in Latin script must be small words of the language, in English,
French or Spanish."""
LEAST_LEAD = 1.3
"""So many times as many as of the next language. With both, of the 279 paragraphs of the BBNJ
agreement one in English, four in Spanish and none in French are called unknown, and none is given
another language; of their first 60 characters one in ten is unknown and one of 837 wrong."""

_SCRIPTS = {
    "zh": re.compile(rf"[{SIGNS}]"),
    "ar": re.compile(r"[\u0621-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
_OTHERS = {
    "zh": re.compile("[\u3041-\u30fe]"),  # Japanese
    "ar": re.compile("[\u067e\u0686\u0698\u06a9\u06af\u06cc]"),  # Persian, Urdu
    "ru": re.compile(
        "[\u0404\u0406\u0407\u0408-\u040c\u040e\u040f\u0454\u0456-\u045c\u045e\u045f]"
    ),
}
"""Letters that the language has not, but others of its script have."""
SIGN_WEIGHT = 2.5
"""A Chinese sign says as much as so many letters: it is written next to Latin names and symbols."""
_WORD = re.compile(r"[a-z\u00df-\u024f]+")
_SMALL_WORDS = {
    "en": "the of and to in shall for this by with or be as which any its not that on from is are may such an each "
    "under have has other these",
    "fr": "le la les des et du dans pour aux une un de d l au en par sur ou à qui que est sont ce cette ces il elle "
    "ne pas s se leur leurs avec son sa ses être",
    "es": "el la los las del y para con una un por de en al o que se su sus no es son lo como a esta este ser "
    "toda todo cada",
    "de": "der die das und in den von zu des dem mit für auf im nicht ist eine einer ein werden oder nach bei",
    "pt": "o a os as do da dos das e em um uma para com que não por no na nos nas ao à se ou sua seu",
    "it": "il la lo gli le di del della dei delle e in un una per con che non al alla nel nella da si o sono",
    "nl": "de het een van en in op te dat die voor met zijn is aan door niet of bij wordt worden",
}
"""The last four are told apart from the others, and then not named: they are not read."""
_NAMED = ("en", "fr", "es")


def detect_language(text: str) -> str:
    """en, fr, es, ru, zh or ar; UNKNOWN where the text is in another language, or too short to
    tell."""
    sample = text[:LONGEST_SAMPLE]
    counts = {script: float(len(found.findall(sample))) for script, found in _SCRIPTS.items()}
    counts["zh"] *= SIGN_WEIGHT
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return UNKNOWN
    if script == "latin":
        return _detect_latin(sample.lower())
    foreign = len(_OTHERS[script].findall(sample)) * (SIGN_WEIGHT if script == "zh" else 1.0)
    return script if foreign < counts[script] * 0.02 else UNKNOWN


def _detect_latin(text: str) -> str:
    words = Counter(_WORD.findall(text))
    found = {
        language: sum(words[word] for word in small.split())
        for language, small in _SMALL_WORDS.items()
    }
    first, second = sorted(found, key=lambda name: -found[name])[:2]
    total = sum(words.values())
    clear = found[first] >= LEAST_SHARE * total and found[first] >= LEAST_LEAD * found[second]
    return first if clear and found[first] and first in _NAMED else UNKNOWN


def languages_of(drafts: Sequence[Draft]) -> tuple[str, ...]:
    """The language of each of the drafts that are compared. One whose language is unknown is in
    that of the others if it is short; a longer one is in another language."""
    known = {draft.language for draft in drafts} - {UNKNOWN}
    if len(known) != 1:
        return tuple([draft.language for draft in drafts])
    (only,) = known
    return tuple(
        [
            only
            if draft.language == UNKNOWN and sum(len(unit.words) for unit in draft.units()) < SHORT
            else draft.language
            for draft in drafts
        ]
    )
