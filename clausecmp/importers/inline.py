"""Lines that hold more than one thing: a preamble with its heading, opening formula and recitals in
one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..model.languages import is_agreed, names_parties
from .lines import Line

LONG = 200
"""Characters from which a paragraph that opens a preamble can hold recitals too."""

_HEADING = re.compile(
    r"^(?P<heading>Preamble|PREAMBLE|Préambule|PRÉAMBULE|Preámbulo|PREÁMBULO)\s*[.:]?\s+(?P<rest>\S.*)$"
)
_PARTICIPLE = (
    r"(?:(?:Deeply|Further|Also|Fully|Gravely|Firmly|Seriously|Having|Profondément|Profundamente)\s+)?"
    r"(?!United\b)[A-ZÀ-Þa-zà-ÿ][a-zà-ÿ]{2,}(?:ing|ed|ant|ando|iendo|antes|ents?es|eux|euses)\b"
)
_NEXT_RECITAL = re.compile(
    rf"(?<=[,;:])\s*(?=(?:\[)?[A-ZÀ-Þ])(?=(?:\[)?(?:{_PARTICIPLE}|Mindful\b|Aware\b|Conscious\b|Desirous\b|Anxious\b|Having\b"
    r"|(?:Have|Hereby) agree|Sont convenu|Han (?:convenido|acordado)|Conviennent|Convienen|Han acordado))"
)


def split_inline(lines: Iterable[Line]) -> Iterator[Line]:
    """`lines`, with a preamble that is printed as one paragraph cut into its heading, opening
    formula, recitals and closing formula."""
    for line in lines:
        heading = _HEADING.match(line.text)
        if heading and names_parties(heading["rest"]):
            yield replace(line, text=heading["heading"], heading=True)
            line = replace(line, text=heading["rest"], gap=False, starts=True, heading=False)
        yield from _split_opening(line)


def _split_opening(line: Line) -> Iterator[Line]:
    pieces = [piece.strip() for piece in _NEXT_RECITAL.split(line.text)]
    whole = (
        len(line.text) > LONG
        and names_parties(line.text)
        and len(pieces) > 3
        and (is_agreed(pieces[-1]) or len(pieces) > 5)
    )
    if not whole:
        yield line
        return
    for at, piece in enumerate(pieces):
        yield replace(line, text=piece, starts=True, gap=line.gap and not at)
