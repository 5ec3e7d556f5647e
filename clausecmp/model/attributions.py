"""Who proposes and who opposes words of a negotiating draft, read from its literal text.

`[EU, UK: should]`, `[shall][should] [G77]`, `[shall] (Japan)`, `[EU: delete "promptly"]`, `(AOSIS):
Each Party ...` at the start. The text stays as it is; only names that are known, or that stand in a
list with one that is, are read as names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .draft import Clause


class Stance(StrEnum):
    """What a delegation does with words of a draft."""

    PROPOSED = "proposed"
    OPPOSED = "opposed"


class Delegation(NamedTuple):
    """A State or a group of States that speaks with one voice: its id, its full name, and what it
    is also called."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "group"

    @property
    def short(self) -> str:
        """The name that drafts print: the first alias of a group."""
        return self.aliases[0] if self.aliases and self.kind != "state" else self.name


class Delegations:
    """The delegations that are known, found by any of their names without regard to case, dots,
    hyphens and blanks."""

    __slots__ = ("_by_name", "known")

    def __init__(self, known: Iterable[Delegation] = ()) -> None:
        self.known = tuple(known)
        self._by_name: dict[str, Delegation] = {}
        for one in self.known:
            for name in (one.name, *one.aliases):
                self._by_name.setdefault(fold_name(name), one)

    def find(self, name: str) -> Delegation | None:
        """The delegation of that name; `the` before it and `Group` after it do not count."""
        folded = fold_name(name)
        return self._by_name.get(folded) or self._by_name.get(
            re.sub(r"^the|(?:group|countries)$", "", folded)
        )


NONE_KNOWN = Delegations()


def fold_name(name: str) -> str:
    """A name without case and signs: `G-77 & China` is `g77andchina`."""
    return re.sub(r"[\W_]+", "", name.casefold().replace("&", "and"))


class Attribution(NamedTuple):
    """Words [start, end) of a text and who proposes or opposes them. `printed`: the names as they
    stand there, at `said`; `by`: the delegations among them; `words`: the words in one line."""

    stance: Stance
    printed: tuple[str, ...]
    by: tuple[Delegation, ...]
    start: int
    end: int
    words: str
    said: tuple[int, int]

    @property
    def names(self) -> tuple[str, ...]:
        """The delegations by the names that drafts print, unknown ones as printed."""
        known = {id(one): one.short for one in self.by}
        unknown = [name for name in self.printed if not _is_among(name, self.by)]
        return (*known.values(), *unknown)


CLASS = "class"
"""Kind of a delegation whose name texts use for States of a class too (`LDCs`, `SIDS`)."""
MAX_NAMES = 300
"""Characters of the longest list of names."""

_BRACKET = re.compile(r"[\[\]]")
_DELETE = re.compile(
    r"^\s*(?:to\s+)?(?:delet(?:e|es|ed|ion(?: of)?)|del\.|strike(?: out)?|remove|omit|oppos(?:e|es|ed(?: by)?))\b\s*[.:]?\s*",
    re.I,
)
_DELETE_AFTER = re.compile(
    r"(?:\s+(?:would like |wants? |proposes? )?(?:to\s+)?(?:delet(?:e|es|ed|ion)|del\.|strike|remove|omit|oppos(?:e|es|ed)|against))\s*$",
    re.I,
)
_PROPOSE_AFTER = re.compile(
    r"(?:['’]s)?\s+(?:propos(?:al|es|ed)|suggest(?:s|ed|ion)|text|alternative|supports?|add)\s*$",
    re.I,
)
_PROPOSE_BEFORE = re.compile(
    r"^\s*(?:(?:text |language )?(?:propos(?:al|ed)|suggest(?:ed|ion)|supported|submitted) (?:by|of|from)|proponents?\s*:?)\s+",
    re.I,
)
_OPPOSE_BEFORE = re.compile(r"^\s*(?:opposed|deletion (?:proposed|supported)) by\s+", re.I)
_ADD = re.compile(r"^\s*(?:add|insert|replace with|retain|keep)\s*:?\s+", re.I)
_QUOTED = re.compile(r"[\"“«](?P<words>[^\"”»]{1,400})[\"”»]")
_PARENTHESIS = re.compile(r"\(([^()\[\]]{2,300})\)")
_SPLIT = re.compile(r"\s*(?:[,;/+]|\band\b|&|\bon behalf of\b|\bsupported by\b)\s*")
_COMMAS = re.compile(r"\s*(?:[,;/+]|\bon behalf of\b|\bsupported by\b)\s*")
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{1,7}$")


def read_attributions(text: str, delegations: Delegations) -> list[Attribution]:
    """The attributions of a text, in the order in which they stand."""
    if not delegations.known or not ("[" in text or "(" in text):
        return []
    pairs = _find_pairs(text)
    found = [
        *_read_brackets(text, pairs, delegations),
        *_read_parentheses(text, pairs, delegations),
    ]
    return sorted(found, key=lambda one: (one.start, one.end))


def read_clause(clause: Clause, delegations: Delegations) -> list[Attribution]:
    """The attributions of a clause: those of its words, then those of the footnotes that its note
    holds (`footnote: Proposed by AOSIS.`), which speak of all its words."""
    found = read_attributions(clause.words, delegations)
    if not delegations.known:
        return found
    for footnote in re.findall(r"footnote: ([^;]{2,300})", clause.note or ""):
        if said := _read_names(footnote, delegations):
            size = len(clause.words)
            found.append(_make(clause.words, said, 0, size, (size, size)))
    return found


def _find_pairs(text: str) -> list[tuple[int, int]]:
    """All pairs of square brackets as [start, end), inner ones too."""
    stack: list[int] = []
    pairs = []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            stack.append(match.start())
        elif stack:
            pairs.append((stack.pop(), match.end()))
    return sorted(pairs)


def _read_brackets(
    text: str, pairs: Sequence[tuple[int, int]], delegations: Delegations
) -> Iterator[Attribution]:
    for start, end in pairs:
        content = text[start + 1 : end - 1]
        head, colon, _ = content[:MAX_NAMES].partition(":")
        if colon and "[" not in head and (said := _read_names(head, delegations)):
            first = start + 1 + len(head) + 1
            yield from _attribute(text, said, first, end - 1, (start, end), pairs)
            continue
        said = _read_names(content, delegations) if len(content) <= MAX_NAMES else None
        target = _words_before(text, start, pairs)
        if not said or not target or "[" in content:
            continue
        if _speaks(text, start, said) and not _read_names(text[slice(*target)], delegations):
            yield _make(text, said, *target, (start, end))


def _speaks(text: str, at: int, said: _Said) -> bool:
    """Whether names by themselves in brackets speak of the words before them: `[should] [G77]`,
    `Kites fly. [G77]`. `in particular [LDCs]` is wording, as are all classes of States."""
    before = text[:at].rstrip()
    return all(one.kind != CLASS for one in said.by) and before.endswith(("]", ".", ";", ","))


class _Said(NamedTuple):
    """A list of names and what they do."""

    stance: Stance
    printed: tuple[str, ...]
    by: tuple[Delegation, ...]


def _read_names(words: str, delegations: Delegations) -> _Said | None:
    """A list of names with what may stand before and after it; None for other words."""
    stance = Stance.PROPOSED
    if match := _OPPOSE_BEFORE.match(words):
        stance, words = Stance.OPPOSED, words[match.end() :]
    elif match := _PROPOSE_BEFORE.match(words):
        words = words[match.end() :]
    if match := _DELETE_AFTER.search(words):
        stance, words = Stance.OPPOSED, words[: match.start()]
    elif match := _PROPOSE_AFTER.search(words):
        words = words[: match.start()]
    printed = tuple(_split_names(words.strip(" .–—-"), delegations))
    by = tuple(dict.fromkeys(filter(None, map(delegations.find, printed))))
    strange = [name for name in printed if not delegations.find(name)]
    if not by or any(not _ABBREVIATION.match(name) for name in strange):
        return None
    return _Said(stance, printed, by)


def _split_names(words: str, delegations: Delegations) -> Iterator[str]:
    """A list at its commas, and at `and` where the words around it are no one name (`Trinidad and
    Tobago`, `G77 and China`)."""
    for piece in filter(None, (piece.strip() for piece in _COMMAS.split(words))):
        if delegations.find(piece):
            yield piece
        else:
            for name in _SPLIT.split(piece.removeprefix("and ")):
                if name.strip():
                    yield name.strip()


def _is_among(name: str, by: Sequence[Delegation]) -> bool:
    folded = fold_name(name)
    return any(
        folded in (fold_name(alias), f"the{fold_name(alias)}", f"{fold_name(alias)}group")
        for one in by
        for alias in (one.name, *one.aliases)
    )


def _attribute(
    text: str,
    said: _Said,
    first: int,
    last: int,
    bracket: tuple[int, int],
    pairs: Sequence[tuple[int, int]],
) -> Iterator[Attribution]:
    """What `[names: words]` says of its words, or of those before it where it says `delete`."""
    words = text[first:last]
    names = bracket[0] + 1, first
    delete = _DELETE.match(words)
    if not delete:
        if said.stance is Stance.OPPOSED:
            yield _make(text, said, first, last, names)
            return
        add = _ADD.match(words)
        start = first + (add.end() if add else 0)
        yield _make(text, said, start, last, (names[0], start))
        return
    opposed = said._replace(stance=Stance.OPPOSED)
    named, names = words[delete.end() :], (names[0], first + delete.end())
    whole = bracket[0], bracket[1]
    if quoted := _QUOTED.search(named):
        at = text.find(quoted["words"])
        if not first <= at < last and at >= 0:
            yield _make(text, opposed, at, at + len(quoted["words"]), whole)
        else:
            start = first + delete.end() + quoted.start("words")
            yield _make(text, opposed, start, start + len(quoted["words"]), names)
    elif len(named.strip(" .")) > 1 and not re.match(
        r"(?:th(?:is|e) )?(?:para|article|option|text|sentence|clause|all|whole)",
        named.strip(),
        re.I,
    ):
        yield _make(text, opposed, first + delete.end(), last, names)
    elif target := _words_before(text, bracket[0], pairs):
        yield _make(text, opposed, *target, whole)
    else:
        yield _make(text, opposed, bracket[1], len(text), whole)


def _words_before(text: str, at: int, pairs: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The words that names after them speak of: the bracket that ends just before, else all that
    stands before in the text."""
    before = text[:at].rstrip()
    if not before:
        return None
    if before.endswith("]"):
        start = max((start for start, end in pairs if end == len(before)), default=None)
        if start is not None:
            return start + 1, len(before) - 1
    outer = max((start for start, end in pairs if start < at < end), default=-1)
    return outer + 1, len(before)


def _read_parentheses(
    text: str, pairs: Sequence[tuple[int, int]], delegations: Delegations
) -> Iterator[Attribution]:
    """Names in round brackets: after a square bracket, at the end of the text, or before all of
    it."""
    for match in _PARENTHESIS.finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :].lstrip()
        leads = not before.strip("[ ")
        ends = not after.strip(" .;,]")
        if not (leads or ends or before.endswith("]")):
            continue
        said = _read_names(match[1], delegations)
        if said is None or _abbreviates(match[1], before):
            continue
        if not leads and any(one.kind == CLASS for one in said.by):
            continue
        if leads:
            start = match.end() + (len(text[match.end() :]) - len(after))
            start += len(after) - len(after.lstrip(": "))
            if after.strip():
                yield _make(text, said, start, len(text), (match.start(), start))
        elif target := _words_before(text, match.start(), pairs):
            yield _make(text, said, *target, match.span())


def _abbreviates(name: str, before: str) -> bool:
    """Whether round brackets hold no more than the initials of the words before them: `small
    island developing States (SIDS)`."""
    letters = re.sub(r"[^A-Za-z]|s$", "", name.strip()).casefold()
    words = re.findall(r"[A-Za-z]+", before)[-len(letters) :]
    initials = "".join(word[0] for word in words).casefold()
    return len(letters) > 1 and initials in (letters, letters + "s", fold_name(name))


def _make(text: str, said: _Said, start: int, end: int, names: tuple[int, int]) -> Attribution:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    words = " ".join(text[start:end].split())
    return Attribution(said.stance, said.printed, said.by, start, end, words, names)
