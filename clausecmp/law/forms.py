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
STOPS, LONG_STOPS = frozenset(".;"), frozenset(".;,\u3002")
"""What ends such a place; of a long one a comma does, too."""


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

    def list_all(self) -> frozenset[str] | None:
        """All words one of which stands there, None where that cannot be told."""
        open_ended = self.gap or self.optional or self.stems or self.endings
        return None if open_ended else self.words


class _Candidate(NamedTuple):
    """A form as it is tried at its first word: its plain words, or its parts where it has others;
    `seconds`: the words one of which stands behind the first, `needed`: one of which stands behind
    its gap; None where that cannot be told."""

    rank: int
    plain: list[str] | None
    parts: list[_Part]
    mark: Any
    seconds: Collection[str] | None
    needed: frozenset[str] | None = None


class _Choice(NamedTuple):
    """The forms that may stand at a word, the longest first: by the word behind it, and those for
    all others."""

    by_second: dict[str, list[_Candidate]]
    others: list[_Candidate]


class _Choices(dict[str, _Choice | None]):
    """The forms that may stand at each word met, worked out once; None for most words."""

    def __init__(self) -> None:
        super().__init__()
        self._starts: dict[str, list[_Candidate]] = {}
        self._stems: dict[str, list[_Candidate]] = {}  # those that begin with `word*`
        self._endings: dict[str, list[_Candidate]] = {}  # those that begin with `*word`

    def add(self, form: str, rank: int, mark: Any) -> None:
        """Another form."""
        if "*" not in form and "..." not in form:
            for plain in _spell_out(form):
                one = _Candidate(rank, plain, [], mark, plain[1:2] or None)
                self._starts.setdefault(plain[0], []).append(one)
            return
        parts = [_read_part(word) for word in form.split()]
        one = _Candidate(rank, None, parts, mark, _list_seconds(parts), _list_needed(parts))
        for part in parts:
            for word in part.words:
                self._starts.setdefault(word, []).append(one)
            for stem in part.stems:
                self._stems.setdefault(stem, []).append(one)
            for ending in part.endings:
                self._endings.setdefault(ending, []).append(one)
            if not part.optional:
                break

    def __missing__(self, word: str) -> _Choice | None:
        candidates = list(self._starts.get(word, ()))
        if self._stems and word.startswith(tuple(self._stems)):
            candidates += [
                one for key, them in self._stems.items() if word.startswith(key) for one in them
            ]
        if self._endings and word.endswith(tuple(self._endings)):
            candidates += [
                one for key, them in self._endings.items() if word.endswith(key) for one in them
            ]
        choice = self[word] = _divide(candidates) if candidates else None
        return choice


def _list_seconds(parts: Sequence[_Part]) -> frozenset[str] | None:
    return parts[1].list_all() if len(parts) > 1 and not parts[0].optional else None


def _list_needed(parts: Sequence[_Part]) -> frozenset[str] | None:
    gap = next((n for n, part in enumerate(parts) if part.gap), len(parts))
    return parts[gap + 1].list_all() if gap + 1 < len(parts) else None


def _divide(candidates: list[_Candidate]) -> _Choice:
    candidates.sort(key=lambda one: one.rank)
    seconds = {word for one in candidates for word in one.seconds or ()}
    return _Choice(
        {
            word: [one for one in candidates if one.seconds is None or word in one.seconds]
            for word in seconds
        },
        [one for one in candidates if one.seconds is None],
    )


def _rank(form: str, *, yields: bool) -> tuple[int, int, bool]:
    """The longest first, so that `shall not` is not read as `shall`; of those whole words first. Of
    a form that yields a gap and what is behind it do not count."""
    words = form.split()
    certain = words.index("...") if yields and "..." in words else len(words)
    return -certain, -len(words), "*" in form


class Matcher:
    """Finds marked forms in words: the longest form first, none overlapping, from left to right."""

    __slots__ = ("_choices", "_gap")

    def __init__(
        self, marked: Iterable[tuple[str, Any]], *, gap: int = GAP, yields: type | None = None
    ) -> None:
        """`yields`: the sort of marks whose forms hide none that has more words before their gap:
        `shall ... ensure that` is not read in "shall refrain from acts that ensure that"."""
        self._gap = gap
        self._choices = _Choices()
        ranked = sorted(
            marked,
            key=lambda one: _rank(one[0], yields=yields is not None and isinstance(one[1], yields)),
        )
        for rank, (form, mark) in enumerate(ranked):
            self._choices.add(form, rank, mark)

    def find(self, words: Sequence[str]) -> list[tuple[int, int, Any]]:
        """Where the forms stand, with their marks."""
        found: list[tuple[int, int, Any]] = []
        until, last = 0, len(words) - 1
        for at, choice in enumerate(map(self._choices.__getitem__, words)):
            if choice is None or at < until:
                continue
            by_second, others = choice
            following = words[at + 1] if at < last else ""
            for one in by_second.get(following, others):
                if end := self._match(one, words, at):
                    found.append((at, end, one.mark))
                    until = end
                    break
        return found

    def _match(self, one: _Candidate, words: Sequence[str], at: int) -> int:
        """Where a form ends that begins at `at`, 0 if it does not stand there."""
        if one.plain is None:
            reach = at + len(one.parts) + self._gap
            if one.needed is not None and one.needed.isdisjoint(words[at:reach]):
                return 0
            return _match_parts(one.parts, words, at, self._gap)
        end = at + len(one.plain)
        return end if end - at < 3 or words[at:end] == one.plain else 0


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
    stops = LONG_STOPS if gap > GAP else STOPS
    for start in range(at, min(at + gap, len(words)) + 1):
        if start > at and words[start - 1] in stops:
            break
        if end := _match_parts(parts, words, start, gap):
            return end
    return 0
