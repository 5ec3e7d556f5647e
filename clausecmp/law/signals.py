"""What is found in law: a Signal for a difference, a Phrase for every stretch of changed words.

Both are seen from the left: `added` stands on the right alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..model.vocabulary import Grade, Shift, Slot

ITEM, NAMED = "item", "named"
"""The rules of signals about an item of a rule, and about a safeguard or the like within one."""


class Quote(NamedTuple):
    """Words as they stand in a clause: `text` is clause.words[start:end]."""

    ref: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One difference in law.

    `slot`: where in a statement it lies, STATEMENT for a whole one; `kind`: the sort of rule that
    it is about (duty, power, offence, safeguard, ground of refusal, ...); `bearer`: who is bound or
    entitled, as the text names it, '' where it names nobody; `left` and `right`: the words, None on
    a side that has none; `says`: the headline, in a lawyer's words ("duty dropped: each Party to
    designate a contact point"); `why`: what follows from it, and what it rests on; `rule`: the
    check that found it; `elsewhere`: where much the same stands in the other draft.
    """

    slot: Slot
    change: Shift
    grade: Grade
    kind: str
    bearer: str
    left: Quote | None
    right: Quote | None
    says: str
    why: str
    rule: str
    elsewhere: tuple[str, ...] = ()

    @property
    def fate(self) -> Shift:
        """What became of the thing that `kind` names: a rule is not dropped where a condition or an
        item of it is. A safeguard named within a rule, and a reference, is such a thing itself."""
        itself = self.slot is Slot.STATEMENT and self.rule != ITEM
        itself = itself or self.rule == NAMED or self.slot is Slot.REFERENCE
        return self.change if itself else Shift.CHANGED

    @property
    def id(self) -> str:
        """`duty-dropped`: what it is about and what became of that."""
        return f"{self.kind.replace(' ', '-')}-{self.fate}"


class Phrase(NamedTuple):
    """A stretch of changed words and the slot it lies in. `judged`: a signal speaks of it; else it
    is wording that differs, and nothing is claimed about it."""

    slot: Slot
    left: Quote | None
    right: Quote | None
    judged: bool = False


class PairLaw(NamedTuple):
    """What is found in one pair: signals, highest grade first, and every changed phrase, in the
    order of the texts."""

    signals: tuple[Signal, ...] = ()
    phrases: tuple[Phrase, ...] = ()


class DraftLaw(NamedTuple):
    """What is found between two drafts. `pairs`: by the refs of both sides, only those with
    something in them; `note`: what is not read in this language, or why nothing is read; ''
    where all is."""

    pairs: dict[tuple[tuple[str, ...], tuple[str, ...]], PairLaw]
    note: str = ""
