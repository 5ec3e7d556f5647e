"""Forms of the lexicons, found in lists of folded words.

No regular expressions: compiling the eighty alternations of a comparison took longer than all
searching in it. A form begins with one of few words, so a dictionary of first words tells where to
look at all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import product
from typing import Any, NamedTuple

from ..model.tokens import FOLDED_WORDS

GAP = 5
"""So many words may stand in the place of `...`, the end of a sentence not among them; in Chinese
more, for there a word is a character."""
STOPS, LONG_STOPS = ".;", ".;,\u3002"
"""What ends such a place; of a long one a comma does, too."""

Span = tuple[int, int]
"""The words [first, end) of a text."""


class _Part(NamedTuple):
    """One place of a form: any of these words, or one that begins or ends so; `gap` for `...`,
    where none of them is looked at."""

    words: frozenset[str]
    stems: tuple[str, ...]
    endings: tuple[str, ...] = ()
    optional: bool = False
    gap: bool = False

    def fits(self, word: str) -> bool:
        return (
            word in self.words
            or bool(self.stems)
            and word.startswith(self.stems)
            or bool(self.endings)
            and word.endswith(self.endings)
        )


class _Candidate(NamedTuple):
    """A form as it is tried behind its first word: the plain words of it, or its parts where it has
    others; what it stands for."""

    rank: int
    plain: list[str] | None
    parts: list[_Part]
    mark: Any


class Matcher:
    """Finds marked forms in words: the longest form first, none overlapping, from left to right."""

    __slots__ = ("_endings", "_gap", "_starts", "_stems")

    def __init__(self, marked: Iterable[tuple[str, Any]], *, gap: int = GAP) -> None:
        self._gap = gap
        self._starts: dict[str, list[_Candidate]] = {}
        self._stems: dict[str, list[_Candidate]] = {}  # those that begin with `word*`
        self._endings: dict[str, list[_Candidate]] = {}  # those that begin with `*word`
        # longest first, so that 'shall not' is not read as 'shall'; of those, whole words first
        ranked = sorted(marked, key=lambda one: (-len(one[0].split()), "*" in one[0]))
        for rank, (form, mark) in enumerate(ranked):
            self._add(form, rank, mark)

    def _add(self, form: str, rank: int, mark: Any) -> None:
        if "*" not in form and "..." not in form:
            for plain in _spell_out(form):
                self._starts.setdefault(plain[0], []).append(_Candidate(rank, plain, [], mark))
            return
        parts = [_read_part(word) for word in form.split()]
        candidate = _Candidate(rank, None, parts, mark)
        for part in parts:
            for word in part.words:
                self._starts.setdefault(word, []).append(candidate)
            for stem in part.stems:
                self._stems.setdefault(stem, []).append(candidate)
            for ending in part.endings:
                self._endings.setdefault(ending, []).append(candidate)
            if not part.optional:
                break

    def find(
        self, words: Sequence[str], known: Collection[str] | None = None
    ) -> list[tuple[int, int, Any]]:
        """Where the forms stand, with their marks. `known`: the set of the words, if it is there
        already: spares most looks."""
        if (
            not self._stems
            and not self._endings
            and known is not None
            and self._starts.keys().isdisjoint(known)
        ):
            return []
        found, until = [], 0
        for at in self._places(words):
            if at >= until and (match := self._match(words, at)):
                found.append((at, *match))
                until = match[0]
        return found

    def _places(self, words: Sequence[str]) -> list[int]:
        starts = self._starts
        if self._stems or self._endings:
            stems, endings = tuple(self._stems), tuple(self._endings)
            return [
                at
                for at, word in enumerate(words)
                if word in starts or word.startswith(stems) or word.endswith(endings)
            ]
        return [at for at, word in enumerate(words) if word in starts]

    def _match(self, words: Sequence[str], at: int) -> tuple[int, Any] | None:
        """The end and the mark of the first form that stands at `at`."""
        candidates = self._starts.get(words[at], ())
        if self._stems or self._endings:
            word = words[at]
            part = [
                one
                for known, fits in (
                    (self._stems, word.startswith),
                    (self._endings, word.endswith),
                )
                for key, them in known.items()
                if fits(key)
                for one in them
            ]
            if part:
                candidates = sorted([*candidates, *part], key=lambda one: one.rank)
        following = words[at + 1] if at + 1 < len(words) else ""
        for _, plain, parts, mark in candidates:
            if plain is None:
                end = _match_parts(parts, words, at, self._gap)
            else:
                size = len(plain)
                end = (
                    at + size
                    if size == 1
                    or following == plain[1]
                    and (size == 2 or words[at : at + size] == plain)
                    else 0
                )
            if end:
                return end, mark
        return None


def _spell_out(form: str) -> Iterable[list[str]]:
    """The plain forms that a form with choices stands for, what may be left out there before it is
    not."""
    if "/" not in form:
        return [[FOLDED_WORDS[word] for word in form.split()]]
    choices = [
        [(FOLDED_WORDS[word],)]
        if len(word) == 1
        else [
            (FOLDED_WORDS[one],) if one != "-" else ()
            for one in sorted(word.split("/"), key=lambda one: one == "-")
        ]
        for word in form.split()
    ]
    return [[word for part in parts for word in part] for parts in product(*choices)]


def _read_part(word: str) -> _Part:
    """One word of a form in the notation of the lexicons."""
    if word == "...":
        return _Part(frozenset(), (), gap=True)
    choices = word.split("/") if len(word) > 1 else [word]
    return _Part(
        frozenset(
            FOLDED_WORDS[choice]
            for choice in choices
            if "*" not in choice and (choice != "-" or len(choices) == 1)
        ),
        tuple(FOLDED_WORDS[choice[:-1]] for choice in choices if choice.endswith("*")),
        tuple(FOLDED_WORDS[choice[1:]] for choice in choices if choice.startswith("*")),
        "-" in choices and len(choices) > 1,
    )


def _match_parts(parts: Sequence[_Part], words: Sequence[str], at: int, gap: int) -> int:
    """Where a form that begins at `at` ends, 0 if it does not stand there; gaps as short as can
    be."""
    for n, part in enumerate(parts):
        if part.gap:
            return _match_behind_gap(parts[n + 1 :], words, at, gap)
        if at < len(words) and part.fits(words[at]):
            if part.optional and (end := _match_parts(parts[n + 1 :], words, at + 1, gap)):
                return end
            at += not part.optional
        elif not part.optional:
            return 0
    return at


def _match_behind_gap(parts: Sequence[_Part], words: Sequence[str], at: int, gap: int) -> int:
    for start in range(at, min(at + gap, len(words)) + 1):
        if start > at and any(
            [mark in words[start - 1] for mark in (LONG_STOPS if gap > GAP else STOPS)]
        ):
            break
        if end := _match_parts(parts, words, start, gap):
            return end
    return 0
