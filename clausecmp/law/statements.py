"""A clause -> its statements: who is bound or entitled to do what, under which conditions.

Rules of splitting: at sentence ends, semicolons and list marks, and before a second verb of another
force ("shall adopt and may publish"). An item keeps the words above it as its head, and has their
force and bearer where it has none of its own. Source of the rules: an experiment on nine pairs of
acts, with a parser as the other reader; a parser found no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..model.vocabulary import Force, Slot
from .lexicon import AmendMark, CueMark, ForceMark, FrameMark, Kind, Lexicon
from .words import REFERENCE, Words

RELATIVE_REACH = 7
"""A modal verb at most so many words behind a relative word, with no comma between, is not that of
the main clause."""
LONGEST_BEARER = 12
"""More words before the modal verb are a whole description; only the last of them are named."""
JOINED_REACH = 7
"""A joiner and at most so many words before a second modal verb begin a new statement."""

Mark = tuple[int, int, object]


class Statement(NamedTuple):
    """One rule. `first`, `end`: its tokens in `words`; `slots`: the slot of each of them; `head`: the
    keys of the words above an item; `force`: its own or that of its head; `own_force`: the tokens of
    its own force word, None where it is inherited; `limited`: allowed only in certain cases, which
    "may not ... unless" says too; `bearer`: who is bound or entitled, as written; `act`: the key of
    its verb; `item`: one of a list."""

    words: Words
    first: int
    end: int
    keys: tuple[str, ...]
    slots: tuple[Slot, ...]
    head: tuple[str, ...]
    force: Force | None
    negative: bool
    limited: bool
    own_force: tuple[int, int] | None
    bearer: str
    bearer_key: str
    act: str
    item: bool
    kind: Kind | None

    @property
    def span(self) -> tuple[int, int]:
        """Its place in the text of the clause."""
        return self.words.quote(self.first, self.end)

    @property
    def text(self) -> str:
        """Its words as written."""
        start, end = self.span
        return self.words.text[start:end]


class Head(NamedTuple):
    """What stands above an item: the keys of its words, and its force and bearer."""

    keys: tuple[str, ...] = ()
    force: Force | None = None
    negative: bool = False
    limited: bool = False
    bearer: str = ""
    bearer_key: str = ""
    act: str = ""
    kind: Kind | None = None


def make_head(statement: Statement) -> Head:
    """A statement as the head of the items below it."""
    return Head(
        tuple([*statement.head, *statement.keys]),
        statement.force,
        statement.negative,
        statement.limited,
        statement.bearer,
        statement.bearer_key,
        statement.act,
        statement.kind,
    )


def read_statements(words: Words, lexicon: Lexicon, head: Head | None = None) -> list[Statement]:
    """The statements of a clause in order. `head`: what stands in the clause above, for an item."""
    marks = lexicon.marks.find(words.folded)
    if any(isinstance(mark, AmendMark) for _, _, mark in marks):
        return []  # what it says is the law of another act
    found: list[Statement] = []
    above, outer = head, head
    for first, end, listed, opens in _cut(words, marks, lexicon):
        if not listed:
            above = outer
        statement = _read_statement(
            words, first, end, marks, lexicon, above, listed or head is not None
        )
        if statement is not None and first and words.folded[first - 1] in lexicon.joiners and found:
            statement = _take_bearer(statement, found[-1], lexicon)
        if statement is None:
            continue
        found.append(statement)
        if opens:
            above = make_head(statement)
    return found


def _take_bearer(statement: Statement, before: Statement, lexicon: Lexicon) -> Statement:
    """A rule joined to another and without a bearer of its own ("shall keep a list and may refuse")
    is that of the same."""
    if statement.bearer_key:
        return statement
    force, key = statement.force, before.bearer_key
    if force is Force.PERMISSION and _is_authority(key, lexicon):
        force = Force.POWER
    return statement._replace(force=force, bearer=before.bearer, bearer_key=key)


def _cut(
    words: Words, marks: Sequence[Mark], lexicon: Lexicon
) -> list[tuple[int, int, bool, bool]]:
    """The pieces of a clause: (first, end, is an item of a list, opens a list)."""
    folded = words.folded
    modals = [
        first
        for first, _, mark in marks
        if isinstance(mark, FrameMark) or isinstance(mark, ForceMark) and mark.force
    ]
    defining = [
        first
        for first, _, mark in marks
        if isinstance(mark, ForceMark) and mark.force is Force.DEFINITION
    ]
    pieces: list[tuple[int, int, bool, bool]] = []
    first, listed, in_list = 0, False, False
    size = len(folded)
    for at in range(size):
        word = folded[at]
        ends_here = opens = False
        if word == ";" or word == "\u3002" or word == "\uff1b":
            ends_here = True
        elif word == "." or word in "?!":
            ends_here = at + 1 == size or _begins_sentence(words, at)
        elif word == ":":
            opens = at + 1 < size and _is_label(folded, at + 1) or at + 1 == size
            ends_here = opens
        elif word == "," and in_list and at + 1 < size and _is_label(folded, at + 1):
            ends_here = True
        elif word in lexicon.joiners and _joins_rule(
            folded, words.keys, at, first, modals, defining, lexicon
        ):
            if at > first:
                pieces.append((first, at, listed, False))
            first = at + 1
            continue
        elif "\n" in words.text[words.ends[at] : words.starts[at + 1] if at + 1 < size else None]:
            ends_here = True
        if ends_here:
            if at > first:
                pieces.append((first, at + 1, listed, opens))
            first = at + 1
            if opens:
                in_list = True
            if word == "." and not (at + 1 < size and _is_label(folded, at + 1) and in_list):
                in_list = False
            listed = in_list and (opens or at + 1 < size)
            if word == ";" and in_list:
                listed = True
    if first < size:
        pieces.append((first, size, listed, False))
    return pieces


def _begins_sentence(words: Words, at: int) -> bool:
    """Whether a sentence begins behind the full stop at `at`: with a capital letter, a bracket or a
    number, and not behind `No` or `Art`."""
    if words.folded[at - 1] in ("no", "art", "para", "cf", "e.g", "i.e") or at + 1 >= len(
        words.starts
    ):
        return False
    start = words.starts[at + 1]
    if start == words.ends[at]:
        return False
    letter = words.text[start]
    return (
        letter.isupper() or letter in "(\u2018\u201c\"'" or letter.isdigit() or not letter.islower()
    )


_LABEL = re.compile(r"[0-9]{1,3}|[a-z]{1,2}|[ivx]{1,5}")


def _is_label(folded: Sequence[str], at: int) -> bool:
    """Whether `(a)`, `a)` or a dash stands at `at`."""
    if folded[at] in "\u2013\u2014-":
        return True
    if folded[at] == "(":
        return (
            at + 2 < len(folded)
            and folded[at + 2] == ")"
            and bool(_LABEL.fullmatch(folded[at + 1]))
        )
    return at + 1 < len(folded) and folded[at + 1] == ")" and bool(_LABEL.fullmatch(folded[at]))


def _joins_rule(
    folded: Sequence[str],
    keys: Sequence[str],
    at: int,
    first: int,
    modals: Sequence[int],
    defining: Sequence[int],
    lexicon: Lexicon,
) -> bool:
    """Whether a joiner begins a second rule: a modal verb of the main clause before it, and another
    directly behind, or behind somebody who is bound or entitled."""
    near = next((modal for modal in modals if modal > at), None)
    joint = at
    if near is not None and near - at > 2 and folded[at + 1] == ",":  # "and, on request, may"
        at = next((place for place in range(at + 2, near) if folded[place] == ","), at)
    if near is None or any(first <= modal < at for modal in defining):
        return False
    before = [
        modal
        for modal in modals
        if first <= modal < at and not _is_relative(folded, first, modal, lexicon)
    ]
    if not before:
        return False
    if near - at == 1:
        return not any(
            word in lexicon.pronouns
            for word in folded[max(first, joint + 1 - RELATIVE_REACH) : joint]
        )
    if _begins_subject(folded, keys, joint, before[-1], near, lexicon):
        return True
    if near - at > JOINED_REACH:
        return False
    between = range(at + 1, near)
    known = lexicon.authorities | lexicon.bearers
    return (
        folded[joint] != "or"
        and any(keys[place] in known for place in between)
        and not any(
            folded[place] in lexicon.relatives
            or folded[place] in lexicon.pronouns
            or folded[place] in ",;:.)"
            for place in between
        )
    )


def _begins_subject(
    folded: Sequence[str], keys: Sequence[str], at: int, before: int, near: int, lexicon: Lexicon
) -> bool:
    """Whether "it" or "the costs of proceedings" stands between a joiner and the modal verb at
    `near`: between two modal verbs, with no other joiner and no relative word."""
    between = folded[before:near]
    return (
        folded[at] != "or"
        and not keys[at + 1]
        and folded[at + 1] not in lexicon.adjuncts
        and folded[at + 1].isalpha()
        and not any(word in lexicon.pronouns or word in lexicon.relatives for word in between)
        and (near - at == 2 or sum(word in lexicon.joiners for word in between) == 1)
        and not any(word in ",;:.)" for word in folded[at + 1 : near])
    )


def _read_statement(
    words: Words,
    first: int,
    end: int,
    marks: Sequence[Mark],
    lexicon: Lexicon,
    above: Head | None,
    listed: bool,
) -> Statement | None:
    """One piece of a clause as a statement; None where it has no words."""
    folded, keys = words.folded, words.keys
    while first < end and not keys[first] and folded[first] in "(),.;:\u2013\u2014-":
        first += 1
    while (
        first < end
        and keys[first] == ""
        and _LABEL.fullmatch(folded[first])
        and (first + 1 < end and folded[first + 1] in ").")
    ):
        first += 2
    while end > first and folded[end - 1] in (";", ".", ":", ",", "and", "or"):
        end -= 1
    if not any(keys[first:end]):
        return None
    inside = [mark for mark in marks if mark[0] >= first and mark[1] <= end]
    own = _find_force(words, first, inside, lexicon, item=listed and above is not None)
    slots = _read_slots(words, first, end, inside, own)
    frame = next((mark for mark in inside if isinstance(mark[2], FrameMark)), None)
    head = above or Head()
    force, negative = head.force, head.negative
    bearer = bearer_key = ""
    if own is not None:
        own = _look_behind(folded, own, end, lexicon)
        mark = own[2]
        assert isinstance(mark, ForceMark) and mark.force
        force, negative = mark.force, mark.negative
        begins = frame[1] if frame and frame[1] < own[0] else first  # "shall ensure that X may"
        bearer, bearer_key = _find_bearer(words, begins, own[0], inside, lexicon)
        if force in (Force.DUTY, Force.PERMISSION, Force.EFFECT) and any(
            word in lexicon.negators
            for word in _near_force(folded, first, own, end, inside, lexicon)
        ):
            if force is Force.EFFECT:
                negative = not negative
            else:
                force = Force.PROHIBITION
    elif frame is not None:
        force, negative = Force.DUTY, False
        bearer, bearer_key = _find_bearer(words, first, frame[0], inside, lexicon)
    elif not listed or above is None:
        force = Force.EFFECT if above is None else head.force
    limited = _is_limited(folded, first, end, force)
    if not bearer:
        bearer, bearer_key = head.bearer, head.bearer_key
    if force is Force.PERMISSION and _is_authority(bearer_key, lexicon):
        force = Force.POWER
    verb_at = own[1] if own else frame[1] if frame else first
    if verb_at < end and folded[verb_at] == ",":  # "shall, at its request, submit"
        verb_at = next((at for at in range(verb_at + 1, end) if folded[at] == ","), verb_at)
    for leads, behind, cue in inside:  # "shall without delay inform"
        if leads == verb_at and isinstance(cue, CueMark) and keys[behind - 1]:
            verb_at = behind
    act = next((keys[at] for at in range(verb_at, min(verb_at + 6, end)) if keys[at]), "")
    if own and force in _WITH_VERB:  # "shall apply": the verb is in the form
        act = keys[own[1] - 1] or act
    if own is None and head.act:
        act = head.act
    kind = _find_kind(folded[first:end], force, lexicon) or head.kind
    return Statement(
        words,
        first,
        end,
        tuple(
            [
                key
                for at, key in enumerate(keys[first:end], first)
                if key and not (frame and frame[0] <= at < frame[1])
            ]
        ),
        slots,
        head.keys,
        force,
        negative,
        limited,
        (own[0], own[1]) if own else None,
        bearer,
        bearer_key,
        act,
        listed,
        kind,
    )


_WITH_VERB = frozenset({Force.EFFECT, Force.ENCOURAGEMENT, Force.PERMISSION, Force.POWER})


def _find_force(
    words: Words, first: int, inside: Sequence[Mark], lexicon: Lexicon, *, item: bool
) -> Mark | None:
    """The modal verb of the main clause: the first that stands behind no relative word; behind a
    frame ("shall ensure that") the one of the rule that it holds."""
    folded = words.folded
    frames = [mark for mark in inside if isinstance(mark[2], FrameMark)]
    forces = [mark for mark in inside if isinstance(mark[2], ForceMark) and mark[2].force]
    start = _skip_leading(folded, first, inside, lexicon)
    framed = frames[0][1] if frames and (not forces or frames[0][0] <= forces[0][0]) else first
    if framed > first and folded[framed - 1] not in lexicon.pronouns:
        return None  # "shall take measures to": no other verb can be that of the rule
    for mark in forces:
        if mark[0] < max(start, framed):
            continue
        if (
            not item
            and mark[0] == first
            and folded[first] in lexicon.adjuncts
            and mark != forces[-1]
        ):
            continue  # "Should an offer breach ..., the court shall"
        if item and any(
            word in lexicon.relatives or word in lexicon.pronouns
            for word in folded[start : mark[0]]
        ):
            continue
        if not _is_relative(folded, max(framed, start), mark[0], lexicon):
            return mark
    if framed > first or item:
        return None  # the force is that of the frame, or of the words above the item
    return next((mark for mark in forces if mark[0] >= start), None)


def _look_behind(folded: Sequence[str], own: Mark, end: int, lexicon: Lexicon) -> Mark:
    """A modal verb with the force that it has together with what follows an insertion: "shall,
    unless agreed otherwise, not disclose"."""
    first, last, _ = own
    if last - first > 1 or last >= end or folded[last] != ",":
        return own
    close = next((at for at in range(last + 1, end) if folded[at] == ","), end)
    rest = [folded[first], *folded[close + 1 : min(close + 6, end)]]
    found = next(iter(lexicon.marks.find(rest)), None)
    if found and found[0] == 0 and isinstance(found[2], ForceMark) and found[2].force:
        return first, last, found[2]
    return own


def _skip_leading(
    folded: Sequence[str], first: int, inside: Sequence[Mark], lexicon: Lexicon
) -> int:
    """The place behind a condition, time or purpose with which the statement begins, up to its
    comma; "If, in that case, it cannot ..., it shall" has three."""
    lead = next((mark for mark in inside if mark[0] <= first + 1), None)
    if lead is None or not isinstance(lead[2], CueMark):
        return first
    depth = skipped = 0
    for at in range(lead[1], inside[-1][1]):
        if folded[at] == "(":
            depth += 1
        elif folded[at] == ")":
            depth -= 1
        elif folded[at] == "," and not depth and at + 1 < len(folded):
            if at == lead[1] and lead[1] - lead[0] == 1:
                skipped = 2
            elif skipped:
                skipped -= 1
            if not skipped:
                return first if _has_verb(folded, lead, at, inside, lexicon) else at + 1
    return first


def _has_verb(
    folded: Sequence[str], lead: Mark, end: int, inside: Sequence[Mark], lexicon: Lexicon
) -> bool:
    """Whether the main verb stands within what begins a statement: "In particular it shall not
    disclose, without consent, ..."."""
    opening = folded[lead[0] : lead[1]]
    return not any(
        word in lexicon.relatives or word in lexicon.pronouns for word in opening
    ) and any(
        isinstance(mark[2], ForceMark | FrameMark)
        and lead[1] <= mark[0] < end
        and not _is_relative(folded, lead[1], mark[0], lexicon)
        for mark in inside
    )


def _is_relative(folded: Sequence[str], start: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a relative word stands shortly before the verb at `at`, with no comma between."""
    for place in range(at - 1, max(start, at - RELATIVE_REACH) - 1, -1):
        word = folded[place]
        if word in (",", ";", ":", ")"):
            return False
        if word in lexicon.relatives:
            return True
        if word in lexicon.pronouns and not _is_demonstrative(folded, place, lexicon):
            return True
    return False


def _is_demonstrative(folded: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a pronoun points ("comply with that request"), as it does behind a preposition."""
    return folded[at] == "that" and at > 0 and folded[at - 1] in lexicon.adjuncts


def _near_force(
    folded: Sequence[str],
    first: int,
    own: Mark,
    end: int,
    inside: Sequence[Mark],
    lexicon: Lexicon,
) -> list[str]:
    """The words that may deny a modal verb: the first two of its subject ("no Party shall") and the
    first behind it ("shall impose no", but not "no later than")."""
    start = _skip_leading(folded, first, inside, lexicon)
    near = list(folded[start : min(start + 2, own[0])])
    near += [  # "For this purpose, no Party shall"
        folded[at]
        for at in range(start + 2, own[0])
        if folded[at - 1] == "," and folded[at + 1] not in _NO_DENIAL
    ]
    for at in range(own[1], min(own[1] + 3, end)):
        if folded[at] in (",", ";", ":") or folded[at] in lexicon.relatives:
            break  # "shall apply only if no": what is denied is the condition
        if at + 1 < end and folded[at + 1] not in _NO_DENIAL:
            near.append(folded[at])
    return near


_NO_DENIAL = frozenset({"later", "longer", "less", "more", "fewer", "earlier"})
"""Behind these words `no` denies no verb."""


def _find_bearer(
    words: Words, first: int, at: int, inside: Sequence[Mark], lexicon: Lexicon
) -> tuple[str, str]:
    """Who is bound or entitled, as written, and the key of the chief noun. Before a modal verb stand
    the bearer, and before it what begins with a cue or a preposition, up to a comma."""
    folded, keys = words.folded, words.keys
    known = lexicon.authorities | lexicon.bearers
    for leads, behind, cue in inside:  # "In particular it shall"
        if leads == first and isinstance(cue, CueMark) and cue.slot is Slot.HEDGE:
            first = min(behind, at - 1)
    segments = _split_at_commas(folded, first, at)
    if not any(keys[slice(*segments[0])]) and len(segments) > 1:  # "However, the court may"
        segments = segments[1:]
    first = segments[0][0]
    if folded[first] in lexicon.adjuncts and len(segments) == 1 and folded[at - 1] == ",":
        return "", ""  # "and, on request, may": the bearer stands before it
    if _is_adjunct(folded, first, lexicon) and len(segments) > 1:
        named = [one for one in segments if any(keys[place] in known for place in range(*one))]
        main = [one for one in segments if not _is_adjunct(folded, one[0], lexicon)]
        main = [one for one in main if one in named] or main
        joined = [one for one in main if folded[one[1] - 1] in lexicon.joiners]
        start, end = (joined or main or segments)[-1]  # "the board and, on request, the court"
        end -= folded[end - 1] in lexicon.joiners
        if named and not any(keys[start:end]):  # "Where a Party ..., it shall"
            start, end = named[-1]
            chief = next(place for place in range(start, end) if keys[place] in known)
            one, other = words.quote(max(start, chief - 1), chief + 1)
            return words.text[one:other], keys[chief]
    else:
        start, end = segments[0]
    for mark in inside:
        if start < mark[0] < end and isinstance(mark[2], CueMark):
            end = mark[0]
            break
    nouns = [place for place in range(start, end) if keys[place]]
    if not nouns:
        return "", ""
    if not _is_adjunct(folded, start, lexicon):  # "the decision of the authority": the decision
        closing = lexicon.adjuncts | lexicon.pronouns
        phrase = next((p for p in range(nouns[0] + 1, end) if folded[p] in closing), end)
        nouns = [place for place in nouns if place < phrase]
    chief = next((place for place in nouns if keys[place] in known), None)
    if chief is None:
        relative = next((p for p in range(start, end) if folded[p] in lexicon.pronouns), end)
        chief = ([place for place in nouns if place < relative] or nouns)[-1]
    if end - start > LONGEST_BEARER:
        end = min(end, max(chief + 1, start + 1))
        start = max(start, end - LONGEST_BEARER)
    one, other = words.quote(start, end)
    return words.text[one:other].strip(" ,"), keys[chief]


def _is_adjunct(folded: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether no bearer begins at `at`: "and in accordance with"."""
    return folded[at + 1 if folded[at] in lexicon.joiners else at] in lexicon.adjuncts


def _split_at_commas(folded: Sequence[str], first: int, end: int) -> list[tuple[int, int]]:
    """The stretches [first, end) between commas outside brackets, at least one; empty ones are left
    out."""
    found: list[tuple[int, int]] = []
    depth, start = 0, first
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


def _find_kind(folded: Sequence[str], force: Force | None, lexicon: Lexicon) -> Kind | None:
    """The first sort of rule in the lexicon's order of which words stand there."""
    ranks = {rank for _, _, rank in lexicon.kinds.find(folded)}
    kinds = (kind for rank, kind in enumerate(lexicon.kind_order) if rank in ranks)
    return next((kind for kind in kinds if not kind.forces or force in kind.forces), None)


def _is_authority(key: str, lexicon: Lexicon) -> bool:
    return key in lexicon.authorities


def _is_limited(folded: Sequence[str], first: int, end: int, force: Force | None) -> bool:
    """Whether it is allowed only in certain cases: a prohibition with an exception, or a permission
    with `only`."""
    if force is Force.PROHIBITION:
        return any(word in ("unless", "except") for word in folded[first:end])
    return force in (Force.PERMISSION, Force.POWER) and "only" in folded[first:end]


def _read_slots(
    words: Words, first: int, end: int, inside: Sequence[Mark], own: Mark | None
) -> tuple[Slot, ...]:
    """The slot of each token: before the modal verb the actor, then the act, then the object; from a
    cue on the cue's slot, up to a comma that closes it or the next cue."""
    folded, keys = words.folded, words.keys
    slots: list[Slot] = []
    by_start = {mark[0]: mark for mark in inside if isinstance(mark[2], CueMark)}
    state = base = Slot.ACTOR if own is not None else Slot.OBJECT
    closes = 0
    verb = False
    for at in range(first, end):
        if own is not None and own[0] <= at < own[1]:
            slots.append(Slot.FORCE)
            state, base, verb = Slot.ACT, Slot.OBJECT, True
            continue
        mark = by_start.get(at)
        if mark is not None:
            assert isinstance(mark[2], CueMark)
            state, verb = mark[2].slot, False
            if state is Slot.HEDGE:
                closes = mark[1]
        elif state is Slot.HEDGE and at >= closes:
            state = base
        if folded[at] == REFERENCE:
            slots.append(Slot.REFERENCE if state in (Slot.OBJECT, Slot.ACTOR) else state)
            continue
        slots.append(state)
        if verb and keys[at]:
            state, verb = base, False
        elif folded[at] == "," and state not in (Slot.ACTOR, Slot.ACT, Slot.OBJECT):
            state = base
    return tuple(slots)
