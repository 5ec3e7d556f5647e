"""Where something is wrong, what is wrong, and what would be right.

The one finding type of the project: loaders, check rules and formats share it. Imports nothing of
ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

ERROR = "error"
WARNING = "warning"

NEAR = 0.5
"""Least likeness of a value and its suggestion, as difflib counts it. Chosen by eye."""
BEGINS = 0.9
"""What likeness to the beginning of a word counts, against likeness to a whole word. As NEAR."""


class Location(NamedTuple):
    """A place in a file; line and column count from 1. With line 0 it is no file but the argument
    of a command that `path` names (`--theme`, `DRAFT`)."""

    path: str
    line: int = 1
    column: int = 1

    @property
    def is_argument(self) -> bool:
        """Whether this is an argument of a command, and no place in a file."""
        return self.line == 0

    def __str__(self) -> str:
        return self.path if self.is_argument else f"{self.path}:{self.line}:{self.column}"


class Problem(NamedTuple):
    """One finding: `message` says what is wrong and what was expected, `hint` the nearest valid
    value. As text it is one line; about an argument, a sentence."""

    location: Location
    message: str
    rule: str
    severity: str = ERROR
    hint: str | None = None

    def __str__(self) -> str:
        if self.location.is_argument:
            return f"{self.message}; {self.hint}" if self.hint else self.message
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.location}: {self.severity}: {self.message}{hint} [{self.rule}]"


class InputError(Exception):
    """Bad input, gathered whole: every problem that was found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(
            sorted(problems, key=lambda problem: problem[:4])
        )
        super().__init__("\n".join(map(str, self.problems)))


def raise_errors(problems: Sequence[Problem]) -> None:
    """Raise InputError with all `problems` if any of them is an error; warnings alone pass."""
    if any(problem.severity == ERROR for problem in problems):
        raise InputError(problems)


def suggest(value: str, valid: Iterable[str], *, count: int = 1) -> str | None:
    """'did you mean ...' for the nearest valid values, or None when nothing is near. A value is
    near that is alike, or that begins alike (`securty`: security-research)."""
    from difflib import SequenceMatcher  # only wrong input needs it

    matcher = SequenceMatcher()
    matcher.set_seq2(value)
    rated: list[tuple[float, str]] = []
    for word in valid:
        beginning = word[: len(value) + 1]
        rate = 0.0
        for text in {word, beginning}:
            matcher.set_seq1(text)
            if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR:
                rate = max(rate, matcher.ratio() * (1.0 if text == word else BEGINS))
        if rate >= NEAR:
            rated.append((rate, word))
    near = [word for _, word in sorted(rated, key=lambda one: -one[0])[:count]]
    return f"did you mean {' or '.join(repr(word) for word in near)}?" if near else None


def file_problem(
    path: str | Path, message: str, *, rule: str = "file", hint: str | None = None
) -> InputError:
    """An InputError about a file as a whole."""
    return InputError([Problem(Location(str(path)), message, rule, hint=hint)])


def argument_problem(
    name: str, message: str, *, rule: str = "usage", hint: str | None = None
) -> InputError:
    """An InputError about an argument of a command; `message` is a sentence that stands alone."""
    return InputError([Problem(Location(name, 0, 0), message, rule, hint=hint)])
