"""Who is bound or entitled by a statement: the words that name it, and the chief one of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from ..model.vocabulary import Slot
from .lexicon_file import Commas
from .passages import Passage
from .scripts import is_chinese

LONGEST_BEARER = 12
"""More words before the modal verb are a whole description; only the last of them are named."""
ATTRIBUTES = 3
"""So many words before an actor belong to its name: "payment service provider"."""
QUOTES = " ,[]\"\u201c\u201d\u00ab\u00bb\u2018'"
"""What is no part of the words that name a bearer."""


class Bearer(NamedTuple):
    """Who is bound or entitled: as written, and the key of the chief noun; both '' for nobody."""

    name: str = ""
    key: str = ""


NOBODY = Bearer()


def find_bearer(passage: Passage, at: int) -> Bearer:
    """Who stands before the modal verb at `at`, behind what leads the main clause."""
    words, lexicon = passage.words, passage.lexicon
    folded = words.folded
    start, end = _find_subject(passage, at)
    while end > start and (
        folded[end - 1] in lexicon.clitics
        or folded[end - 1] in lexicon.verb_negators
        or folded[end - 1] in lexicon.joiners
    ):
        end -= 1  # "une Partie ne lui", "the creditor and, where applicable, the agent"
    while start < end and folded[start] in lexicon.joiners:
        start += 1
    chief = _find_chief(passage, start, end)
    if chief is None:
        return NOBODY
    key = words.keys[chief]
    if lexicon.commas is Commas.EVERY and key in lexicon.actors and passage.begins_with_cue(start):
        # "In view of its needs the Party shall"
        start = chief - (chief > start and folded[chief - 1] in lexicon.determiners)
    if end - start > LONGEST_BEARER:
        size = len(key) if is_chinese(key) else 1
        end = min(end, max(chief + size, start + 1))
        start = chief if size > 1 else max(start, end - LONGEST_BEARER)
    one, other = words.quote(start, end)
    return Bearer(words.text[one:other].strip(QUOTES), key)


def _find_chief(passage: Passage, start: int, end: int) -> int | None:
    """The noun of a subject that names the bearer: a known actor, else the first or last, as the
    language has it, of those before a relative word."""
    words, lexicon = passage.words, passage.lexicon
    nouns = [
        place
        for place in range(start, end)
        if words.keys[place] and not words.keys[place].isdigit()
    ]
    if not nouns:
        return None
    named = nouns
    if not _is_adjunct(passage, start):  # "the decision of the authority": not the authority
        phrase = _find_word(passage, lexicon.adjuncts, nouns[0] + 1, end)
        nouns = named = [place for place in nouns if place < phrase]
    if lexicon.chief_first:  # "Les objectifs de la présente partie": not the Party
        phrase = _find_word(passage, lexicon.determiners, nouns[0], end)
        named = [place for place in nouns if place < phrase] or nouns[:1]
    for place in named:
        if words.keys[place] in lexicon.actors:
            return place
    relative = _find_word(passage, lexicon.pronouns, start, end)
    before = [place for place in nouns if place < relative] or nouns
    return before[0 if lexicon.chief_first else -1]


def _find_word(passage: Passage, words: Collection[str], start: int, end: int) -> int:
    """Where the first of some words stands, `end` where none does."""
    folded = passage.words.folded
    return next((place for place in range(start, end) if folded[place] in words), end)


def find_bearer_behind(passage: Passage, at: int) -> Bearer:
    """The same where the bearer follows the verb: a known actor directly behind it or behind
    `each`, with the actors that it goes on with ("State Party", "Conference of the Parties")."""
    words, lexicon = passage.words, passage.lexicon
    first = chief = None
    if at < passage.end and words.folded[at] in lexicon.upon:
        at += 1
    for place in range(at, min(passage.end, at + lexicon.bearer_behind)):
        key, word = words.keys[place], words.folded[place]
        if not key or passage.begins_with_cue(place):
            break
        if chief is not None and lexicon.to and word.startswith(lexicon.to):
            break
        if key in lexicon.actors:
            first, chief = (place if first is None else first), place
        elif chief is not None or word not in lexicon.determiners:
            break
    if first is None or chief is None:
        return NOBODY
    one, other = words.quote(at, chief + 1)
    return Bearer(words.text[one:other], words.keys[first])


def _find_subject(passage: Passage, at: int) -> tuple[int, int]:
    """The tokens among which the bearer stands: behind a leading condition and before what is set
    between commas (", where appropriate,") or begins with a cue."""
    folded = passage.words.folded
    if not passage.lexicon.adjuncts:
        start = passage.main if passage.main < at else passage.first
        end = next((place for place in range(start + 1, at) if folded[place] == ","), at)
    else:
        start, end = _choose_segment(passage, at)
    return start, min([end, *(mark[0] for mark in passage.cues if start < mark[0] < end)])


def _choose_segment(passage: Passage, at: int) -> tuple[int, int]:
    """The stretch between commas before the modal verb at `at` in which the bearer stands: the
    first; where a condition or the like leads, the last that names an actor and is none itself;
    what the condition names where the main clause only has "it"."""
    folded, keys, actors = passage.words.folded, passage.words.keys, passage.lexicon.actors
    first = next(
        (
            end
            for one, end, mark in passage.cues
            if one == passage.first and mark.slot is Slot.HEDGE and end < at
        ),
        passage.first,
    )  # "In particular it shall"
    segments = _split_at_commas(passage, first, at)
    if len(segments) > 1 and not any(keys[slice(*segments[0])]):
        segments = segments[1:]  # "However, the court may"
    start, end = segments[0]
    if len(segments) == 1 and folded[at - 1] == "," and _is_adjunct(passage, start):
        return at, at  # "and, on request, may": the bearer stands before it
    if len(segments) == 1 or not (_is_adjunct(passage, start) or passage.begins_with_cue(start)):
        return start, end
    named = [one for one in segments if not actors.isdisjoint(keys[slice(*one)])]
    if named and not any(keys[slice(*segments[-1])]):  # "Where a Party ..., it shall"
        return _find_actor(passage, *named[0])
    main = [one for one in segments if not _is_adjunct(passage, one[0])]
    return ([one for one in main if one in named] or main or segments)[-1]


def _find_actor(passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The first actor that a stretch names, with the words that go before it and an article: "the
    payment service provider"; "Member State" is one."""
    folded, keys, lexicon = passage.words.folded, passage.words.keys, passage.lexicon
    first = next(place for place in range(start, end) if keys[place] in lexicon.actors)
    last = first + 1
    while last < end and keys[last] in lexicon.actors:
        last += 1
    least = max(start, first - ATTRIBUTES)
    while first > least and keys[first - 1]:
        first -= 1
    before = folded[first - 1]
    if first > start and before.isalpha() and before not in lexicon.adjuncts:
        first -= 1
    return first, last


def _is_adjunct(passage: Passage, at: int) -> bool:
    """Whether no bearer begins at a token: "and in accordance with"."""
    folded, lexicon = passage.words.folded, passage.lexicon
    if folded[at] in lexicon.joiners and at + 1 < len(folded):
        at += 1
    return folded[at] in lexicon.adjuncts


def _split_at_commas(passage: Passage, first: int, end: int) -> list[tuple[int, int]]:
    """The stretches before `end` between commas outside brackets, at least one; empty ones are left
    out."""
    found: list[tuple[int, int]] = []
    depth, start, folded = 0, first, passage.words.folded
    for at in range(first, end):
        if folded[at] in "()":
            depth += 1 if folded[at] == "(" else -1
        elif folded[at] == "," and not depth:
            if at > start:
                found.append((start, at))
            start = at + 1
    if end > start:
        found.append((start, end))
    return found or [(first, end)]
