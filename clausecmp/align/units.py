"""A clause as the aligner takes it."""

from __future__ import annotations

from typing import NamedTuple

from ..model.draft import Draft


class Unit(NamedTuple):  # a tuple, as an alignment makes a thousand of them
    """A clause with words of its own. `article`: the ref of the article that holds it, with the
    article's `heading`; `parent`: the ref of the clause above, None at the top."""

    ref: str
    article: str
    kind: str
    heading: str
    text: str
    parent: str | None = None


def read_units(draft: Draft) -> list[Unit]:
    """The clauses of a draft that have words of their own, in document order."""
    units = []
    for clause in draft.units():
        article = draft.article_of(clause.ref)
        units.append(
            Unit(
                clause.ref,
                article.ref,
                clause.kind,
                article.heading or "",
                clause.words,
                draft.parents[clause.ref],
            )
        )
    return units
