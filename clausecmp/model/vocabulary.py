"""The closed sets of words that files, program and output share.

Every member is its word (`Relation.SPLIT == "split"`), so files and JSON hold what is written here.
"""

from __future__ import annotations

from enum import StrEnum

KINDS = (
    "preamble",
    "recital",
    "part",
    "chapter",
    "section",
    "title",
    "subsection",
    "article",
    "paragraph",
    "item",
    "option",
    "annex",
)
"""Kinds of clauses, from the outside in."""
INNER_KINDS = ("paragraph", "item", "recital", "option")
"""Kinds of clauses that stand inside an article, a preamble or an annex."""
STATUSES = (
    "agreed",
    "agreed-ad-referendum",
    "agreed-in-working-group",
    "pending",
    "proposed",
    "deleted",
)
"""How far a clause has come in the negotiation."""
WORDINGS = ("restated", "official")
"""Whose sentences a draft holds: ours, or those of the instrument."""


class Side(StrEnum):
    """The two drafts of a comparison."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def opposite(self) -> Side:
        """The other side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Relation(StrEnum):
    """How the clauses of a pair answer each other. TERMS: equal once terms are folded."""

    SAME = "same"
    TERMS = "terms"
    CHANGED = "changed"
    SPLIT = "split"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def mirrored(self) -> Relation:
        """The same relation, read from the other side."""
        return _MIRRORED.get(self, self)


_MIRRORED = {
    Relation.SPLIT: Relation.MERGED,
    Relation.MERGED: Relation.SPLIT,
    Relation.ADDED: Relation.REMOVED,
    Relation.REMOVED: Relation.ADDED,
}


class Confidence(StrEnum):
    """How sure a stated fact is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Grade(StrEnum):
    """How much a signal matters."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Force(StrEnum):
    """What a statement does. POWER is a permission of a State or an authority; DISCRETION frees
    from a duty; EFFECT says what is or comes about, and binds nobody by itself."""

    DUTY = "duty"
    PROHIBITION = "prohibition"
    POWER = "power"
    PERMISSION = "permission"
    DISCRETION = "discretion"
    ENCOURAGEMENT = "encouragement"
    DEFINITION = "definition"
    EFFECT = "effect"


class Slot(StrEnum):
    """The place of words in a statement; STATEMENT is the whole of it, WORDING words that change
    nothing that is read."""

    STATEMENT = "statement"
    FORCE = "force"
    ACTOR = "actor"
    ACT = "act"
    OBJECT = "object"
    CONDITION = "condition"
    EXCEPTION = "exception"
    TIME = "time"
    QUANTITY = "quantity"
    PURPOSE = "purpose"
    HEDGE = "hedge"
    REFERENCE = "reference"
    DEFINITION = "definition"
    WORDING = "wording"


class Shift(StrEnum):
    """What became of a statement or of a slot from left to right."""

    ADDED = "added"
    DROPPED = "dropped"
    CHANGED = "changed"

    @property
    def mirrored(self) -> Shift:
        """The same, read from the other side."""
        return _SHIFTED.get(self, self)


_SHIFTED = {Shift.ADDED: Shift.DROPPED, Shift.DROPPED: Shift.ADDED}


class Decider(StrEnum):
    """What a pair was decided by: the texts, or a link that was decided beforehand."""

    TEXT = "text"
    LINK = "link"


class Via(StrEnum):
    """How a concern came to the clause where it is shown: raised about the left or the right draft,
    or carried from another one."""

    LEFT = "left"
    RIGHT = "right"
    CARRIED = "carried"


class Verdict(StrEnum):
    """What became of a clause in another draft."""

    UNCHANGED = "text unchanged"
    TERMS = "terms only"
    CHANGED = "text changed"
    SPLIT = "split"
    OTHER_LANGUAGE = "in another language"
    GONE = "clause gone"
    UNSURE = "unsure"


CONFIDENCES = tuple(one.value for one in Confidence)
GRADES = tuple(one.value for one in Grade)
