"""A part of a clause as it is read: its tokens, the forms of the lexicon that stand among them, and
what of it is not its main clause, for it stands before that or hangs on a relative word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import itemgetter

from ..model.vocabulary import Slot
from .lexicon import CueMark, ForceMark, FrameMark, Lexicon, Mark
from .lexicon_file import Commas
from .scripts import is_participle
from .words import Words

MarkAt = tuple[int, int, Mark]
"""A form that stands at the tokens [first, end)."""
ForceAt = tuple[int, int, ForceMark]
CueAt = tuple[int, int, CueMark]
FrameAt = tuple[int, int, FrameMark]


@dataclass(frozen=True, eq=False)
class Passage:
    """Tokens [first, end) of a clause. `marks`: the forms that stand among them, in order:
    `verbs` (words of force, and those of `no_force`, which look so), `cues`, with which a slot
    begins, and `frames`, which only say who sees to it that a rule holds."""

    words: Words
    lexicon: Lexicon
    first: int
    end: int
    marks: Sequence[MarkAt]
    verbs: Sequence[ForceAt]
    cues: Sequence[CueAt]
    frames: Sequence[FrameAt]

    def part(self, first: int, end: int) -> Passage:
        """A part of it, with the marks that lie within."""
        marks = [mark for mark in self.marks if mark[0] >= first and mark[1] <= end]
        return make_passage(self.words, self.lexicon, first, end, marks)

    def behind(self, first: int) -> Passage:
        """What follows a frame: a rule of its own, which nothing leads but the frame."""
        return replace(self, first=first)

    @property
    def modals(self) -> list[MarkAt]:
        """Words of force and frames, in order."""
        forces = [mark for mark in self.verbs if mark[2].force]
        return sorted([*forces, *self.frames], key=itemgetter(0))

    @cached_property
    def main(self) -> int:
        """The token at which the main clause begins: behind a condition, time or purpose that leads
        it, up to its comma."""
        return _skip_leading(self)

    def begins_with_cue(self, at: int) -> bool:
        """Whether a cue begins at a token."""
        return any(mark[0] == at for mark in self.cues)


def make_passage(
    words: Words, lexicon: Lexicon, first: int, end: int, marks: Sequence[MarkAt]
) -> Passage:
    """Tokens [first, end) with the forms that stand among them."""
    verbs: list[ForceAt] = []
    cues: list[CueAt] = []
    frames: list[FrameAt] = []
    for one, behind, mark in marks:
        if isinstance(mark, ForceMark):
            verbs.append((one, behind, mark))
        elif isinstance(mark, CueMark):
            cues.append((one, behind, mark))
        elif isinstance(mark, FrameMark):
            frames.append((one, behind, mark))
    return Passage(words, lexicon, first, end, marks, verbs, cues, frames)


def is_plain(mark: MarkAt) -> bool:
    """Whether it is the verb of the act itself, in a language in which that binds."""
    return isinstance(mark[2], ForceMark) and mark[2].plain


def is_relative(
    passage: Passage, start: int, at: int, verbs: Sequence[MarkAt], reach: int | None = None
) -> bool:
    """Whether a relative word stands shortly before the verb at `at`, with no comma between, and
    has no verb yet: in "the Party that may apply shall" the second is the main verb. `verbs`: the
    marks of all verbs; `reach`: what is shortly before, that of a modal verb if not said."""
    folded, lexicon = passage.words.folded, passage.lexicon
    before = next((mark for mark in reversed(verbs) if start <= mark[0] < at), None)
    nearest = before[1] if before else start
    if before and is_plain(before) and _is_joined(passage, nearest, at):
        # "qui signe, ratifie ou accepte": one relative word has them all
        return is_relative(passage, start, before[0], verbs)
    place = at - 1
    last = max(start, at - (lexicon.relative_reach if reach is None else reach))
    while place >= last:
        word = folded[place]
        if word in (",", ";", ":", ")"):
            opening = _find_phrase(passage, start, place) if word == "," else None
            if opening is None:
                return False
            place = opening
        elif word in lexicon.relatives or (
            word in lexicon.pronouns and not _is_demonstrative(passage, place)
        ):
            return place >= nearest or any(other in lexicon.joiners for other in folded[nearest:at])
        place -= 1
    return False


def _is_joined(passage: Passage, nearest: int, at: int) -> bool:
    """Whether the verb at `at` is joined to the one that ends at `nearest`: by a joiner, or by a
    comma in a row of verbs."""
    folded, lexicon = passage.words.folded, passage.lexicon
    last = at - 1
    while last > nearest and folded[last] in lexicon.clitics:
        last -= 1
    if last < nearest:
        return False
    if folded[last] in lexicon.joiners:
        return True
    return (
        folded[last] == ","
        and last == nearest
        and at + 1 < len(folded)
        and (folded[at + 1] == "," or folded[at + 1] in lexicon.joiners)
    )


def _is_demonstrative(passage: Passage, at: int) -> bool:
    """Whether a pronoun points ("comply with that request"), as it does behind a preposition."""
    folded, lexicon = passage.words.folded, passage.lexicon
    return folded[at] in lexicon.demonstratives and at > 0 and folded[at - 1] in lexicon.adjuncts


def _opens_phrase(passage: Passage, at: int) -> bool:
    """Whether a phrase begins at `at` that a comma closes, where every one stands between commas
    ("the Party, having ..., shall")."""
    folded, lexicon = passage.words.folded, passage.lexicon
    return lexicon.commas is Commas.EVERY and (
        is_participle(folded[at], lexicon.language)
        or any(word in lexicon.pronouns for word in folded[at : at + 2])
    )


def _find_phrase(passage: Passage, start: int, comma: int) -> int | None:
    """The comma before a phrase that the one at `comma` closes; None where it closes none."""
    if passage.lexicon.commas is not Commas.EVERY:
        return None
    folded = passage.words.folded
    before = next((at for at in range(comma - 1, start, -1) if folded[at] == ","), None)
    return before if before and _opens_phrase(passage, before + 1) else None


def _skip_leading(passage: Passage) -> int:
    """The place behind what leads the main clause; where verbs bind by themselves, behind the verb
    of the condition."""
    folded, lexicon, first = passage.words.folded, passage.lexicon, passage.first
    lead = passage.marks[0] if passage.marks else None
    if lead is None or lead[0] > first + 1 or not isinstance(lead[2], CueMark):
        return first
    if folded[lead[1] - 1] == ",":
        return lead[1]
    if lead[2].slot is Slot.HEDGE and folded[lead[1] : lead[1] + 1] == [","]:
        return lead[1] + 1  # "Where applicable, the consumer shall"
    if lexicon.commas is Commas.EVERY:
        return _skip_phrases(passage, lead)
    if lexicon.commas is Commas.FREE and _is_mere_phrase(passage, lead):
        return first
    depth, found, inserted = 0, first, False
    verbs = [mark[0] for mark in passage.verbs if mark[2].plain]
    relative = any(
        word in lexicon.relatives or word in lexicon.pronouns for word in folded[lead[0] : lead[1]]
    )
    for at in range(lead[1], passage.marks[-1][1]):
        if folded[at] == "(":
            depth += 1
        elif folded[at] == ")":
            depth -= 1
        elif folded[at] == "," and not depth and at + 1 < len(folded):
            found = found if found > first else at + 1
            if at == lead[1] and relative:
                found, inserted = first, True  # "if, within a month, ...": the clause goes on
            elif inserted and not verbs:
                inserted = False
            elif not (verbs and relative) or any(lead[1] <= verb < at for verb in verbs):
                return at + 1
    return found


def _skip_phrases(passage: Passage, lead: MarkAt) -> int:
    """As _skip_leading where every clause and participle phrase stands between commas: a phrase
    within the leading clause does not end it."""
    folded, lexicon, first = passage.words.folded, passage.lexicon, passage.first
    if _is_mere_phrase(passage, lead):
        return first
    depth, phrase, clause = 0, False, folded[first] in lexicon.relatives
    for at in range(lead[1], passage.marks[-1][1]):
        depth += (folded[at] == "(") - (folded[at] == ")")
        if folded[at] == "," and not depth and at + 1 < len(folded):
            if phrase and clause:
                phrase = False
            elif not phrase and _opens_phrase(passage, at + 1):
                phrase = True
            elif not phrase and (
                folded[at + 1] in lexicon.pronouns or folded[at + 1] in lexicon.relatives
            ):
                clause = True  # "in cases, where ..., the Party"
            else:
                return at + 1
    return first


def _is_mere_phrase(passage: Passage, lead: MarkAt) -> bool:
    """Whether a statement begins with a phrase that no comma closes before the verb of the main
    clause."""
    folded, lexicon = passage.words.folded, passage.lexicon
    if any(word in lexicon.relatives for word in folded[lead[0] : lead[1]]):
        return False
    comma = next((at for at in range(lead[1], len(folded)) if folded[at] == ","), len(folded))
    return any(
        mark[2].force
        and lead[1] <= mark[0] < comma
        and not is_relative(passage, passage.first, mark[0], passage.verbs)
        for mark in passage.verbs
    )
