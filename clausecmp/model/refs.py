"""Read and print refs, the lawyers' pinpoints: `28(4)`, `35(1)(c)`, `preamble(3)`, `title`,
`chapter II`.

`format_ref` prints the one form that is stored; `parse_ref` reads what people write (`Art. 28,
para. 4`, `6.1.a.i`).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from .characters import clean_text
from .numerals import is_decimal, read_decimal
from .problems import suggest

WHOLE = "whole"
"""The instrument as such, for concerns about no single clause."""

_DIVISIONS = {
    "part": "part",
    "chapter": "chapter",
    "chap": "chapter",
    "ch": "chapter",
    "section": "section",
    "sec": "section",
    "title": "title",
    "subsection": "subsection",
    "annex": "annex",
}
_ARTICLE = re.compile(r"^(?:articles?|arts?|art|a)\.?\s*(?=\d)", re.I)
_WORDS = re.compile(
    r"\b(?:paragraphs?|paras?|subparagraphs?|sub-paragraphs?|subparas?|points?|items?|lit|letter|alinea|no)\b\.?",
    re.I,
)
_DIVISION = re.compile(
    r"^(part|chapter|chap|ch|section|sec|subsection|title|annex)\.?\s+([0-9]+|[ivxlc]+|[a-z])"
    r"((?:\([0-9a-z]{1,5}\))*)$",
    re.I,
)
_PARTS = re.compile(
    r"\(\s*([0-9]+(?:bis|ter|quater|quinquies|sexies|alt|[a-z])?|[a-z]{1,5})(-[0-9]+)?\s*\)"
    r"|([0-9]+(?:bis|ter|quater|quinquies|sexies|alt|[a-z](?![a-z]))?|[a-z]{1,5})",
    re.I,
)
_OPTION = re.compile(r"\b(?:option|alternative|variant)\b", re.I)
_OPTION_PART = re.compile(
    r"\(?\s*(?:option|alternative|variant)\s*\(?\s*(?P<option>[0-9]+(?:-[0-9]+)?|[a-z]{1,5}(?:-[0-9]+)?)\s*\)*"
    r"|\(\s*(?P<inner>(?:[0-9]+[a-z]*|[a-z]{1,5})(?:-[0-9]+)?)\s*\)|(?P<bare>[0-9]+(?:bis|ter|quater|[a-z](?![a-z]))?|[a-z])(?![a-z])",
    re.I,
)
_IN_ANNEX = re.compile(
    r"^(annex(?:e|\s+[0-9]+|\s+[ivxlc]+|\s+[a-z])?)\s*,?\s*(?:(?:paragraph|para|section)s?\.?\s*)?(?P<first>[0-9]+|(?=\())(?P<rest>(?:\s*\(\s*[0-9a-z]+\s*\))*)$",
    re.I,
)
_PREAMBLE = re.compile(r"^(?:preamble|preambular|recitals?|pp)\b\.?", re.I)


_CANONICAL = re.compile(r"[0-9]+[a-z]?(?:\([0-9a-z]{1,5}\))*")
_BIS = re.compile(r"(?<=[0-9])[ \xa0](?=(?:bis|ter|quater|quinquies|sexies|alt)\b)", re.I)


class RefError(ValueError):
    """What was given cannot be read as a ref."""


def place_ref(kind: str, number: str | None, parent: str | None, taken: Container[str]) -> str:
    """The ref of a clause that stands behind those of `taken`: where a paragraph with its number
    stands under an earlier heading, it is cited with its own. The one rule of every reader of
    drafts."""
    ref = format_ref(kind, number, parent)
    return format_ref(kind, number, parent, again=True) if ref in taken else ref


def format_ref(kind: str, number: str | None, parent: str | None, *, again: bool = False) -> str:
    """The ref of a clause from its kind, its number and its parent's ref (None at the top).
    `again`: paragraphs with this number stand under an earlier heading already; this one is cited
    with its own, `section 3(1)`."""
    if again and parent and kind in ("paragraph", "item"):
        return f"{parent}({number})"
    if kind == "recital":
        return f"preamble({number})"
    if kind in ("preamble", "annex", "article") or parent is None or _is_division_only(parent):
        if kind == "article":
            return (
                f"{parent}, article {number}"
                if parent and parent.startswith("annex")
                else str(number)
            )
        if kind in ("paragraph", "item"):
            # a top-level paragraph (a resolution) is cited by its number alone, one under an annex
            # or chapter with it
            return f"{parent}({number})" if parent and parent.startswith("annex") else str(number)
        if kind == "option" and parent and parent.startswith("annex"):
            return f"{parent}(option {number})"
        if kind == "preamble":
            return f"{parent}, preamble" if parent and parent.startswith("annex") else "preamble"
        own = f"{kind} {number}" if number else kind
        return f"{parent}, {own}" if parent else own
    if kind == "option":
        return f"{parent}(option {number})" if parent else f"option {number}"
    return f"{parent}({number})"


def _is_division_only(ref: str) -> bool:
    return ref.rpartition(", ")[2].partition(" ")[0] in _DIVISIONS


def parse_ref(text: str) -> str:
    """What a person wrote, as a ref. Raises RefError naming what was expected."""
    if _CANONICAL.fullmatch(text):
        return text
    given = " ".join(clean_text(text).split())
    low = _BIS.sub("", given.rstrip(".").strip())
    if not low:
        raise RefError("empty ref, expected one like 28(4), preamble(3), title or chapter II")
    if low.lower() in (WHOLE, "title", "preamble"):
        return low.lower()
    if option := _OPTION.search(low):
        return _parse_option(low, option.start(), given)
    if low[:5].lower() == "annex" and (annexed := _IN_ANNEX.match(low)):
        return _parse_in_annex(annexed)
    if "," in low or _DIVISION.match(low):
        division = _parse_divisions(low)
        if division:
            return division
    if preamble := _PREAMBLE.match(low):
        rest = low[preamble.end() :]
        number = re.fullmatch(
            r"[\s,.(]*(?:paragraph|para|recital|pp)?\.?\s*(\d+|(?<=\()[a-z]{1,2}(?=\)))\)?",
            rest.strip(),
            re.I,
        )
        if number:
            return f"preamble({number[1]})"
        raise _unreadable(given)
    low, named = _WORDS.subn(" ", _ARTICLE.sub("", low))
    if (
        not named
        and re.search(r"[0-9]\s*[,/\-\u2013]\s*[0-9]", low)
        or low.count("(") != low.count(")")
    ):
        raise _unreadable(given)  # 28, 29 and 28-30 are several articles, no pinpoint
    return _parse_pinpoint(low.replace(",", " ").strip(), given)


def _parse_option(low: str, at: int, given: str) -> str:
    """`article 2, option 1, paragraph 3` -> `2(option 1)(3)`; options of a text without articles
    begin with `option 1`."""
    before = low[:at].rstrip(" ,(")
    ref = parse_ref(before) if before else ""
    rest = _WORDS.sub(" ", low[at - (low[at - 1 : at] == "(") :])
    end = 0
    for match in _OPTION_PART.finditer(rest):
        if rest[end : match.start()].strip(" ,."):
            raise _unreadable(given)
        if match["option"]:
            number = match["option"]
            number = number.upper() if len(number) > 1 or number.lower() in "ivx" else number
            own = f"option {number}"
            ref = f"{ref}({own})" if ref else own
        else:
            ref = f"{ref}({match['inner'] or match['bare']})"
        end = match.end()
    if rest[end:].strip(" ,.)"):
        raise _unreadable(given)
    return ref


def _parse_in_annex(match: re.Match[str]) -> str:
    """`annex II, paragraph 5` -> `annex II(5)`."""
    name, _, number = " ".join(match[1].split()).partition(" ")
    own = f"annex {number.upper()}" if number else name.lower()
    first = f"({match['first']})" if match["first"] else ""
    return own + first + "".join(match["rest"].split())


def _parse_divisions(low: str) -> str | None:
    parts: list[str] = []
    for piece in low.split(","):
        match = _DIVISION.match(piece.strip())
        if not match:
            article = re.fullmatch(r"article\s+([0-9]+\w?(?:\(\w+\))*)", piece.strip(), re.I)
            if article and parts and parts[0].startswith("annex"):
                parts.append(f"article {article[1]}")
                continue
            return None
        kind = _DIVISIONS[match[1].lower()]
        parts.append(f"{kind} {match[2].upper()}{match[3]}")
    return ", ".join(parts)


def _parse_pinpoint(low: str, given: str) -> str:
    at, numbers = 0, []
    for match in _PARTS.finditer(low):
        between = low[at : match.start()]
        if between.strip(" ."):
            raise _unreadable(given)
        numbers.append((match[1] or "") + (match[2] or "") or match[3])
        at = match.end()
    if (
        not numbers
        or low[at:].strip(" .")
        or not numbers[0][0].isdecimal()
        or not low[:1].isdecimal()
    ):
        raise _unreadable(given)
    return numbers[0] + "".join(f"({number})" for number in numbers[1:])


def _unreadable(given: str) -> RefError:
    return RefError(
        f"'{given}' is no ref, expected one like 28(4), 6(1)(a)(i), preamble(3), title or chapter II"
    )


def article_of(ref: str) -> str:
    """The first part of a ref: `28(4)` -> `28`, `preamble(3)` -> `preamble`; others unchanged."""
    return ref.partition("(")[0]


def parent_of(ref: str) -> str | None:
    """`28(4)(a)` -> `28(4)`; None for what has no brackets."""
    return ref[: ref.rindex("(")] if ref.endswith(")") else None


def is_within(ref: str, outer: str) -> bool:
    """Whether `ref` is `outer` or stands below it, judged by the refs alone."""
    return ref == outer or (ref.startswith(outer) and ref[len(outer)] in "(,")


def find_ref(text: str, known: Iterable[str]) -> str:
    """`text` read as a ref that is among `known`. Raises RefError with the nearest known refs."""
    known = list(known)
    ref = parse_ref(text)
    if ref in known:
        return ref
    for candidate in known:
        if candidate.lower() == ref.lower():
            return candidate
    raise RefError(f"there is no {ref} here{nearest_refs(ref, known)}")


def nearest_refs(ref: str, known: Iterable[str]) -> str:
    """'; 28 has 28(1), 28(2)...' or '; did you mean ...?', '' when nothing is near."""
    known = list(known)
    above = parent_of(ref)
    while above:
        if above in known:
            below = [other for other in known if is_within(other, above) and other != above]
            direct = [other for other in below if parent_of(other) == above]
            return (
                f"; {above} has {', '.join(direct[:12])}"
                if direct
                else f"; {above} has no sub-clauses"
            )
        above = parent_of(above)
    numbers = [number for other in known if (number := read_decimal(other)) is not None]
    if is_decimal(ref.partition("(")[0]) and numbers:
        return f"; the articles are {min(numbers)} to {max(numbers)}"
    hint = suggest(ref, known, count=3)
    return f"; {hint}" if hint else ""
