"""What binds or permits in a statement: the modal verb of its main clause, and what denies or
limits it."""

from __future__ import annotations

from ..model.vocabulary import Force
from .lexicon import ForceMark
from .passages import ForceAt, Passage, is_relative

SUBJECT = 4
"""So many words at its beginning may deny a statement: "no Party shall"."""
BEHIND_VERB = 3
"""So many words behind its modal verb may deny a statement: "shall impose no"."""

LONGEST_FORCE = 6
"""So many words behind an insertion may belong to the modal verb before it."""


def find_force(passage: Passage, *, item: bool) -> ForceAt | None:
    """The modal verb of the main clause: the first that stands behind no relative word; behind a
    frame ("shall ensure that") the one of the rule that it holds. `item`: one of a list, in which a
    modal verb behind any relative word is that of what the item names."""
    lexicon, start = passage.lexicon, passage.main
    verbs = [mark for mark in passage.verbs if not (mark[2].plain and _is_noun(passage, mark[0]))]
    forces = [mark for mark in verbs if mark[2].force]
    main = next(
        (
            mark
            for mark in forces
            if mark[0] >= start
            and not (item and lexicon.adjuncts and _stands_behind(passage, mark[0]))
            and not is_relative(
                passage, start, mark[0], verbs, lexicon.verb_reach if mark[2].plain else None
            )
        ),
        None,
    )
    frame = next((mark for mark in passage.frames if mark[0] >= start), None)
    if frame is not None and (main is None or frame[0] <= main[0]):
        behind = frame[1]
        if passage.words.folded[behind - 1] not in lexicon.pronouns and lexicon.adjuncts:
            return None  # "shall take measures to": no other verb can be that of the rule
        return next(  # else the force is that of the frame
            (
                mark
                for mark in forces
                if mark[0] >= behind
                and _is_modal(mark)
                and not is_relative(passage, behind, mark[0], verbs)
            ),
            None,
        )
    if main or item:
        return main  # else the force is that of the words above the item
    return next((mark for mark in forces if mark[0] >= start), forces[-1] if forces else None)


def _is_modal(mark: ForceAt) -> bool:
    """Whether it is a force of its own behind a frame: "shall ensure that this applies" is a
    duty."""
    return not mark[2].plain and mark[2].force is not Force.EFFECT


def _is_noun(passage: Passage, at: int) -> bool:
    """Whether a form that may be a verb stands behind an article or the like: "une demande"."""
    return at > 0 and passage.words.folded[at - 1] in passage.lexicon.determiners


def _stands_behind(passage: Passage, at: int) -> bool:
    """Whether any relative word stands before a verb."""
    lexicon = passage.lexicon
    return any(
        word in lexicon.relatives or word in lexicon.pronouns
        for word in passage.words.folded[passage.main : at]
    )


def read_behind(passage: Passage, own: ForceAt) -> tuple[ForceMark, int] | None:
    """The force that a modal verb has together with what follows an insertion ("shall, unless
    otherwise agreed, not disclose"), and the token behind; None where it has none."""
    folded, first, behind = passage.words.folded, own[0], own[1]
    if behind - first > 1 or behind >= passage.end or folded[behind] != "," or own[2].plain:
        return None
    close = next((at for at in range(behind + 1, passage.end) if folded[at] == ","), None)
    if close is None:
        return None
    rest = [folded[first], *folded[close + 1 : min(close + 1 + LONGEST_FORCE, passage.end)]]
    for one, end, mark in passage.lexicon.marks.find(rest)[:1]:
        if one == 0 and end > 1 and isinstance(mark, ForceMark) and mark.force:
            return mark, close + end
    return None


def read_negation(passage: Passage, own: ForceAt) -> tuple[bool, bool]:
    """Whether a word that denies stands at the beginning of the clause or directly about its verb;
    and whether it only limits, for what follows is let out again (ne ... que si)."""
    folded, lexicon = passage.words.folded, passage.lexicon
    at = own[0] - 1
    while at > passage.first and folded[at] in lexicon.clitics:
        at -= 1
    if at >= passage.first and folded[at] in lexicon.verb_negators:
        limits = _lets_out(passage, own[1])
        return not limits, limits
    places = [*_list_subject(passage, own[0]), *_list_behind(passage, own[1])]
    return any(
        folded[place] in lexicon.negators
        and not any(first <= place < end for first, end, _ in passage.cues)
        for place in places
    ), False


def _lets_out(passage: Passage, behind: int) -> bool:
    """Whether what follows a negated verb is let out, with no further word that denies before."""
    folded, lexicon = passage.words.folded, passage.lexicon
    for at in range(behind, passage.end - 1):
        if folded[at] in lexicon.negators:
            return False
        if (folded[at], folded[at + 1]) in lexicon.restrictors:
            return True
    return False


def _list_subject(passage: Passage, at: int) -> list[int]:
    """The places before a modal verb at which a word may deny it: the beginning of the subject,
    also behind a comma ("For this purpose, no Party shall")."""
    folded, start = passage.words.folded, passage.main
    return [
        place for place in range(start, at) if place < start + SUBJECT or folded[place - 1] == ","
    ]


def _list_behind(passage: Passage, behind: int) -> list[int]:
    """The places behind a modal verb at which a word may deny it ("shall impose no", but not "no
    later than")."""
    folded, end = passage.words.folded, passage.end
    places: list[int] = []
    for place in range(behind, min(behind + BEHIND_VERB, end)):
        if folded[place] in ",;:" or folded[place] in passage.lexicon.relatives:
            break  # "shall apply only if no objection": what is denied is the condition
        if place + 1 >= end or folded[place + 1] not in passage.lexicon.comparatives:
            places.append(place)
    return places


def is_limited(passage: Passage, force: Force | None, own: ForceAt | None) -> bool:
    """Whether it is allowed only in certain cases: a prohibition with an exception, or a permission
    with `only`."""
    lexicon = passage.lexicon
    words = passage.words.folded[passage.first : passage.end]
    if force is Force.PROHIBITION:
        return not lexicon.unless.isdisjoint(words)
    if force not in (Force.PERMISSION, Force.POWER):
        return False
    return own is not None and own[2].limited or not lexicon.only.isdisjoint(words)
