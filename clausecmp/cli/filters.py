"""The options that choose concerns, the same for every command that shows them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

import click

from ..files.concerns import KINDS, SIDES, Concern, ConcernBook
from ..model.problems import Location, Problem, raise_errors, suggest
from ..model.refs import RefError, is_within, parse_ref
from ..model.vocabulary import CONFIDENCES


class ConcernFilter(NamedTuple):
    """What was asked for; every tuple that is not empty must be met by one of its values."""

    stakeholder: tuple[str, ...] = ()
    side: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    ref: tuple[str, ...] = ()
    confidence: tuple[str, ...] = ()
    text: str | None = None

    def check(self, book: ConcernBook) -> None:
        """Raise InputError for every name that no concern can have, with the nearest that one
        has."""
        problems = []
        for option, values, known in (
            ("--stakeholder", self.stakeholder, book.stakeholders),
            ("--theme", self.theme, book.themes),
            ("--record", self.record, book.records),
        ):
            for value in values:
                if value not in known and not (
                    option == "--stakeholder" and find_stakeholders(value, book)
                ):
                    rule = f"unknown-{option[2:]}"
                    problems.append(
                        Problem(
                            Location(option, 0, 0),
                            f"no {option[2:]} is called '{value}'",
                            rule,
                            hint=suggest(value, known)
                            or f"known are {', '.join(sorted(known)[:40])}",
                        )
                    )
        for value in self.ref:
            try:
                parse_ref(value)
            except RefError as error:
                problems.append(Problem(Location("--ref", 0, 0), f"--ref: {error}", "unknown-ref"))
        raise_errors(problems)

    def keeps(self, book: ConcernBook) -> Callable[[Concern], bool]:
        """A function that tells whether a concern is asked for."""
        people = {name for value in self.stakeholder for name in find_stakeholders(value, book)}
        refs = [parse_ref(value) for value in self.ref]

        def keep(concern: Concern) -> bool:
            return (
                (not self.stakeholder or concern.stakeholder in people)
                and (not self.side or book.side_of(concern) in self.side)
                and (not self.theme or concern.theme in self.theme)
                and (not self.kind or concern.kind in self.kind)
                and (not self.record or concern.record in self.record)
                and (not self.confidence or concern.confidence in self.confidence)
                and (not refs or any(is_about(concern, ref) for ref in refs))
                and (not self.text or _matches_text(concern, self.text, book))
            )

        return keep


def _matches_text(concern: Concern, text: str, book: ConcernBook) -> bool:
    from ..files.concerns import match_concern

    return match_concern(concern, text, book)


def is_about(concern: Concern, ref: str) -> bool:
    """Whether it was raised about `ref`, something in it, or something that holds it."""
    return any(
        is_within(one, ref) or is_within(ref, one) for _, refs in concern.applies_to for one in refs
    )


def find_stakeholders(value: str, book: ConcernBook) -> list[str]:
    """Ids of the stakeholders that a person may mean by an id, a name, a part of it or of the
    organisation."""
    if value in book.stakeholders:
        return [value]
    low = value.lower()
    return [
        who.id
        for who in book.stakeholders.values()
        if any(low in name.lower() for name in (who.name, who.organisation or "", *who.also))
    ]


def concern_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The filters of the concerns; the command gets them as `chosen`. Values of one option widen,
    options narrow."""

    @click.option(
        "--stakeholder",
        multiple=True,
        metavar="WHO",
        help="An id, or part of a name or organisation.",
    )
    @click.option("--side", multiple=True, type=click.Choice(SIDES))
    @click.option("--theme", multiple=True, metavar="THEME", help="An id of themes.yaml.")
    @click.option("--kind", multiple=True, type=click.Choice(KINDS))
    @click.option("--record", multiple=True, metavar="RECORD", help="An id of records.yaml.")
    @click.option(
        "--ref",
        multiple=True,
        metavar="REF",
        help="Raised about this clause, one in it or one around it.",
    )
    @click.option(
        "--confidence",
        multiple=True,
        type=click.Choice(CONFIDENCES),
        help="Of the place it was put to.",
    )
    @click.option("--text", metavar="WORDS", help="Words of the summary; small slips are forgiven.")
    @wraps(function)
    def wrapped(
        stakeholder: tuple[str, ...],
        side: tuple[str, ...],
        theme: tuple[str, ...],
        kind: tuple[str, ...],
        record: tuple[str, ...],
        ref: tuple[str, ...],
        confidence: tuple[str, ...],
        text: str | None,
        **values: Any,
    ) -> Any:
        return function(
            chosen=ConcernFilter(stakeholder, side, theme, kind, record, ref, confidence, text),
            **values,
        )

    return wrapped
