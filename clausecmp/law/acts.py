"""What is to be done: the verb of the act behind the modal verb, and where what is to be done
begins."""

from __future__ import annotations

from ..model.vocabulary import Force
from .forces import read_behind
from .lexicon import ForceMark, FrameMark
from .passages import ForceAt, FrameAt, Passage

VERB_REACH = 6
"""The verb of the act is the first word that tells anything of so many behind the modal verb."""

_HOLD_VERB = (Force.EFFECT, Force.ENCOURAGEMENT, Force.PERMISSION, Force.POWER)
"""Forces whose forms may end with the verb of the act: "shall apply"."""
_NOTHING_TO_DO = (Force.EFFECT, Force.DEFINITION)


def read_act(passage: Passage, own: ForceAt | None, verb: int, force: Force | None) -> str:
    """The key of the verb of the act, '' where there is none. `verb`: where it is looked for."""
    keys = passage.words.keys
    if own is not None and force in _HOLD_VERB:
        together = read_behind(passage, own)
        held = keys[(together[1] if together else own[1]) - 1]
        if held:
            return held
    return next((key for key in keys[verb : min(verb + VERB_REACH, passage.end)] if key), "")


def find_verb(passage: Passage, own: ForceAt | None, frame: FrameAt | None) -> int:
    """Where the verb of the act is looked for: behind the modal verb or the frame, and behind what
    is put in between ("shall, at its request, submit", "shall without delay inform")."""
    if own is None:
        at = _pass_insertion(passage, frame[1] if frame else passage.first)
    elif together := read_behind(passage, own):
        at = together[1]
    else:
        at = _pass_insertion(passage, own[0] if own[2].plain else own[1])
    keys = passage.words.keys
    return next((end for first, end, _ in passage.cues if first == at and keys[end - 1]), at)


def _pass_insertion(passage: Passage, at: int) -> int:
    """The place behind an insertion between commas that begins at `at`, else `at`."""
    folded, end = passage.words.folded, passage.end
    if at < end and folded[at] == ",":
        return next((place for place in range(at + 1, end) if folded[place] == ","), at)
    return at


def find_act(
    passage: Passage, own: ForceAt | None, frame: FrameAt | None, force: Force | None, verb: int
) -> int:
    """The token at which what is to be done begins."""
    at = passage.first
    if own and force not in _NOTHING_TO_DO:
        at = _find_held(passage, own) or verb
    elif own is None and frame:
        at = _pass_insertion(passage, frame[0] + _measure_modal(passage, *frame[:2]))
    at += at < passage.end - 1 and passage.words.folded[at] == ","
    return at if at < passage.end else passage.first


def _find_held(passage: Passage, own: ForceAt) -> int | None:
    """Where the verb begins that a word of force holds ("consider" of "shall consider selling",
    "endeavour" of "shall endeavour to ensure that"); None where it holds none."""
    folded, together = passage.words.folded, read_behind(passage, own)
    if together:
        first = _pass_insertion(passage, own[1]) + 1
        end = together[1]
    else:
        end = own[1]
        first = own[0] + _measure_modal(passage, own[0], end)
        if first == own[0]:
            return None
    holds = passage.words.keys[end - 1] or any(
        isinstance(mark, FrameMark) for _, _, mark in passage.lexicon.marks.find(folded[first:end])
    )
    return first if holds and first < end else None


def _measure_modal(passage: Passage, first: int, end: int) -> int:
    """How many words of a form are its modal verb: one of "shall ensure that", none of "veille à
    ce que"."""
    for size in (2, 1):
        if first + size >= end or passage.words.keys[first + size - 1]:
            continue  # "shall endeavour": the second tells something
        words = passage.words.folded[first : first + size]
        for one, behind, mark in passage.lexicon.marks.find(words):
            if (one, behind) == (0, size) and isinstance(mark, ForceMark) and not mark.plain:
                return size
    return 0
