"""A clause -> the pieces that are read as one statement each: cut at the end of a sentence, at a
semicolon and at the mark of an item, and before a second rule ("shall adopt and may publish")."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..model.vocabulary import Force
from .lexicon import ForceMark, FrameMark
from .passages import MarkAt, Passage, is_plain, is_relative
from .words import LABEL, Words

PRONOUN_REACH = 7
"""A relative pronoun so few words before a second verb has both: "who keeps and may use"."""

DASHES = "\u2013\u2014-"
SEMICOLONS = frozenset(";\u3002")
"""They end a piece whatever follows; the Chinese full stop among them."""
_BREAKS = frozenset("?!.:,") | SEMICOLONS


class Piece(NamedTuple):
    """Tokens [first, end). `listed`: an item of a list; `opens`: a list follows."""

    first: int
    end: int
    listed: bool = False
    opens: bool = False


def cut(clause: Passage) -> list[Piece]:
    """The pieces of a clause in order."""
    words, joiners = clause.words, clause.lexicon.joiners
    folded, lines = words.folded, "\n" in words.text
    pieces: list[Piece] = []
    first, listed, in_list = 0, False, False
    size = len(folded)
    modals, breaks = clause.modals, _BREAKS | joiners
    for at, word in enumerate(folded):
        if word not in breaks and not lines:
            continue
        ends = opens = False
        if word in _BREAKS:
            ends, opens = _ends_piece(clause, at, in_list=in_list)
        if not ends and word in joiners and _joins_rule(clause, modals, first, at):
            if at > first:
                pieces.append(Piece(first, at, listed))
            first = at + 1
            continue
        if not (ends or lines and _ends_line(words, at)):
            continue
        if at > first:
            pieces.append(Piece(first, at + 1, listed, opens))
        first = at + 1
        if opens:
            in_list = True
        if word == "." and not (in_list and at + 1 < size and is_label(folded, at + 1)):
            in_list = False
        listed = in_list and (opens or at + 1 < size or word == ";")
    if first < size:
        pieces.append(Piece(first, size, listed))
    return pieces


def _ends_piece(clause: Passage, at: int, *, in_list: bool) -> tuple[bool, bool]:
    """Whether a mark of punctuation ends a piece, and whether a list follows."""
    folded, behind = clause.words.folded, at + 1
    word = folded[at]
    if word in SEMICOLONS:
        return True, False
    if word == ":":
        opens = behind == len(folded) or is_label(folded, behind)
        return opens, opens
    if word == ",":
        return in_list and behind < len(folded) and is_label(folded, behind), False
    return behind == len(folded) or _begins_sentence(clause, behind), False


def _ends_line(words: Words, at: int) -> bool:
    """Whether a line ends behind a word or a joiner."""
    behind = words.starts[at + 1] if at + 1 < len(words.starts) else None
    return words.folded[at] not in _ENDS and "\n" in words.text[words.ends[at] : behind]


_ENDS = _BREAKS - {","}


def _begins_sentence(clause: Passage, at: int) -> bool:
    """Whether a sentence begins at `at`, behind a full stop: with anything but a small letter, and
    not behind `No.` or `par.`."""
    words = clause.words
    if words.folded[at - 2] in clause.lexicon.abbreviations:
        return False
    start = words.starts[at]
    return start > words.ends[at - 1] and not words.text[start].islower()


def is_label(folded: Sequence[str], at: int) -> bool:
    """Whether `(a)`, `a)` or a dash stands at `at`."""
    if folded[at] in DASHES:
        return True
    if folded[at] == "(":
        return at + 2 < len(folded) and folded[at + 2] == ")" and _may_label(folded[at + 1])
    return at + 1 < len(folded) and folded[at + 1] == ")" and _may_label(folded[at])


def _may_label(word: str) -> bool:
    """Whether items are marked with such a word."""
    return bool(LABEL.fullmatch(word))


def trim(clause: Passage, piece: Piece) -> Passage | None:
    """A piece without its label, punctuation around it and a joiner behind it; None where no words
    are left."""
    folded, keys, joiners = clause.words.folded, clause.words.keys, clause.lexicon.joiners
    first, end = piece.first, piece.end
    while first < end and not keys[first] and folded[first] in "(),.;:\u3002" + DASHES:
        first += 1
    if first + 1 < end and folded[first] in joiners and is_label(folded, first + 1):
        first += 1  # "or (b)"
        while folded[first] == "(":
            first += 1
    while first + 1 < end and not keys[first] and folded[first + 1] in ").":
        if not _may_label(folded[first]):
            break
        first += 2
    while end > first and (folded[end - 1] in ";.:,\u3002" or folded[end - 1] in joiners):
        end -= 1
    return clause.part(first, end) if any(keys[first:end]) else None


def _joins_rule(clause: Passage, modals: Sequence[MarkAt], first: int, at: int) -> bool:
    """Whether the joiner at `at` begins a second rule in a piece that begins at `first`: a modal
    verb of the main clause stands before it, and another directly behind, or behind somebody who
    is bound or entitled."""
    near = next((mark for mark in modals if mark[0] > at), None)
    before = [mark for mark in modals if first <= mark[0] < at]
    if near is None or not before or any(_defines(mark) for mark in before):
        return False
    other = near[2] != before[-1][2]
    begins = _pass_insertion(clause, at, near[0]) if other else at
    if near[0] - begins > clause.lexicon.joined_reach:
        return False
    piece = clause.part(first, near[1])
    main = [
        mark
        for mark in before
        if mark[0] >= piece.main and not is_relative(piece, piece.main, mark[0], before)
    ]
    if not main:
        return False
    if before[-1] == main[-1] and _stands_pronoun(clause, begins, main[-1][1], near[0]):
        return True  # "shall keep a list and it may refuse"
    folded, lexicon = clause.words.folded, clause.lexicon
    if all(
        word in lexicon.clitics or word in lexicon.verb_negators
        for word in folded[begins + 1 : near[0]]
    ):
        return _joins_verb(piece, at, main[-1], near)
    if folded[near[0] - 1] in lexicon.joiners:
        return False  # "the Scientific and Technical Body and may": the rule begins at the second
    return _names_actor(piece, at, near[0])


def _pass_insertion(clause: Passage, at: int, near: int) -> int:
    """The comma that closes an insertion behind the joiner at `at`, else `at`: "and, on request,
    may". Asked only of a verb of another force: two duties of one bearer may as well be one rule,
    and translations have them so."""
    folded = clause.words.folded
    if folded[at + 1] != "," or near - at <= 2 or not clause.lexicon.adjuncts:
        return at
    return next((place for place in range(at + 2, near) if folded[place] == ","), at)


def _stands_pronoun(clause: Passage, at: int, behind: int, near: int) -> bool:
    """Whether only "it" or "they" stands between a joiner and the modal verb at `near`, and no
    relative word since the verb before, which ends at `behind`."""
    folded, lexicon = clause.words.folded, clause.lexicon
    return (
        at + 2 == near
        and bool(lexicon.adjuncts)
        and folded[at + 1].isalpha()
        and not clause.words.keys[at + 1]
        and folded[at] not in lexicon.alternatives
        and folded[at + 1] not in lexicon.adjuncts
        and not any(
            word in lexicon.pronouns or word in lexicon.relatives for word in folded[behind:near]
        )
    )


def _defines(mark: MarkAt) -> bool:
    return isinstance(mark[2], ForceMark) and mark[2].force is Force.DEFINITION


def _joins_verb(piece: Passage, at: int, main: MarkAt, near: MarkAt) -> bool:
    """Whether a second modal verb of the same subject begins a rule. Two verbs of one subject that
    bind by themselves ("prend ... et communique") are one."""
    folded, lexicon, first = piece.words.folded, piece.lexicon, piece.first
    if is_plain(near):
        if lexicon.bearer_behind:
            return False  # "may consult and facilitate": the second hangs on the first
        if is_relative(piece, piece.main, near[0], piece.modals):
            return False  # "les Parties qui les ratifient ou les approuvent"
        negated = any(word in lexicon.verb_negators for word in folded[at + 1 : near[0]])
        if not negated and (is_plain(main) or isinstance(main[2], FrameMark)):
            return False
    return not any(
        word in lexicon.pronouns for word in folded[max(first, near[0] - PRONOUN_REACH) : at]
    )


def _names_actor(piece: Passage, at: int, near: int) -> bool:
    """Whether somebody else stands between a joiner and a modal verb; behind `or` that is no other
    rule: "the court or the Party may"."""
    folded, keys, lexicon = piece.words.folded, piece.words.keys, piece.lexicon
    return (
        folded[at] not in lexicon.alternatives
        and any(key in lexicon.actors for key in keys[at + 1 : near])
        and not any(
            word in lexicon.relatives or word in lexicon.pronouns or word in ",;:.)\u3002"
            for word in folded[at + 1 : near]
        )
    )
