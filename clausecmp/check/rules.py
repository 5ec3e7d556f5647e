"""What a rule is: a generator over one file, known by its id, explained by its docstring."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ..model.problems import ERROR, Location, Problem, suggest
from .files import CheckedFile
from .fixes import Fix
from .lookups import Lookups


class Fault(NamedTuple):
    """What a rule yields; the rule's id and severity are added to it. `fix` is there where exactly
    one answer is right."""

    location: Location
    message: str
    hint: str | None = None
    fix: Fix | None = None


class Finding(NamedTuple):
    """A problem with the line of the file it stands in, cleaned, without its line feed, and the fix
    where exactly one is right."""

    problem: Problem
    source: str
    fix: Fix | None = None


Finder = Callable[[CheckedFile, Lookups], Iterator[Fault]]


class Rule(NamedTuple):
    """A rule: `sentence` says what a finding means, `about` why that matters, with a good and a bad
    example. `find` is None when the finding is made where files are read, ignored or walked, before
    any rule."""

    id: str
    sentence: str
    severity: str
    kinds: tuple[str, ...]
    about: str
    find: Finder | None


RULES: dict[str, Rule] = {}
"""Every rule by its id, in the order in which they are declared."""


def rule(id: str, sentence: str, *kinds: str, severity: str = ERROR) -> Callable[[Finder], Finder]:
    """Declare the decorated generator as a rule for files of `kinds`."""

    def declare(find: Finder) -> Finder:
        RULES[id] = Rule(id, sentence, severity, kinds, inspect.cleandoc(find.__doc__ or ""), find)
        return find

    return declare


def declare_rule(id: str, sentence: str, about: str, *, severity: str = ERROR) -> None:
    """Declare a rule whose findings are made elsewhere."""
    RULES[id] = Rule(id, sentence, severity, (), inspect.cleandoc(about), None)


class UnknownRule(ValueError):
    """A rule was named that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no rule '{name}'; {suggest(name, RULES) or 'see --list-rules'}")


def choose_rules(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> set[str]:
    """The ids of the rules to run: all, or `select`, without `ignore`. Raises UnknownRule."""
    chosen, left_out = _split_ids(select), _split_ids(ignore)
    for name in (*chosen, *left_out):
        if name not in RULES:
            raise UnknownRule(name)
    return set(chosen or RULES) - set(left_out)


def _split_ids(given: Iterable[str]) -> list[str]:
    return [name.strip() for part in given for name in part.split(",") if name.strip()]


def explain_rule(name: str) -> str:
    """The manual page of a rule. Raises UnknownRule."""
    if name not in RULES:
        raise UnknownRule(name)
    found = RULES[name]
    return f"{found.id} ({found.severity})\n{found.sentence}\n\n{found.about}\n"


def list_rules() -> str:
    """One line for each rule."""
    width = max(map(len, RULES))
    return "".join(
        f"{found.id:{width}}  {found.severity:7}  {found.sentence}\n" for found in RULES.values()
    )
