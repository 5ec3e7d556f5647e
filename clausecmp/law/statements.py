"""A clause -> its statements: who is bound or entitled to do what, under which conditions.

An item of a list keeps the words above it as its head, and has their force and bearer where it has
none of its own. Source of the rules: an experiment on nine pairs of acts, with a parser as the
other reader; a parser found no more.
"""

from __future__ import annotations

from typing import NamedTuple

from ..model.vocabulary import Force, Slot
from .acts import find_act, find_verb, read_act
from .bearers import NOBODY, Bearer, find_bearer, find_bearer_behind
from .forces import find_force, is_limited, read_behind, read_negation
from .lexicon import AmendMark, Kind, Lexicon
from .passages import ForceAt, FrameAt, Passage, is_plain, make_passage
from .pieces import cut, trim
from .words import REFERENCE, Words

VERB_BELOW = 4
"""A verb that binds by itself at most so many words below a head gives the head its duty."""

_FREE = (Force.PERMISSION, Force.POWER, Force.DISCRETION)
_MAY_BE_DENIED = (Force.DUTY, Force.PERMISSION, Force.EFFECT)


class Statement(NamedTuple):
    """One rule. `first`, `end`: its tokens in `words`; `slots`: the slot of each of them; `head`:
    the keys of the words above an item; `force`: its own or that of its head; `own_force`: the
    tokens of its own force word, none of them where the verb of the act says it ("prend"), None
    where it is inherited; `limited`: allowed only in certain cases, which "may not ... unless" says
    too; `bearer`: who is bound or entitled, as written; `act`: the key of its verb; `act_first`:
    the token at which what is to be done begins ("submit" of "shall, on request, submit", "ensure"
    of "shall ensure that"), its first where nothing is to be done; `item`: one of a list."""

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
    act_first: int
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
    bearer: Bearer = NOBODY
    act: str = ""
    kind: Kind | None = None


def make_head(statement: Statement) -> Head:
    """A statement as the head of the items below it."""
    return Head(
        (*statement.head, *statement.keys),
        statement.force,
        statement.negative,
        Bearer(statement.bearer, statement.bearer_key),
        statement.act,
        statement.kind,
    )


def read_statements(words: Words, lexicon: Lexicon, head: Head | None = None) -> list[Statement]:
    """The statements of a clause in order. `head`: what stands in the clause above, for an item."""
    marks = lexicon.marks.find(words.folded)
    if any([isinstance(mark, AmendMark) for _, _, mark in marks]):
        return []  # what it says is the law of another act
    clause = make_passage(words, lexicon, 0, len(words.folded), marks)
    found: list[Statement] = []
    above = head
    for piece in cut(clause):
        if not piece.listed:
            above = head
        passage = trim(clause, piece)
        if passage is None:
            if piece.opens and found:
                above = make_head(found[-1])  # "the Conference shall review it and shall: (a) ..."
            continue
        listed = piece.listed or head is not None
        statement = _read_statement(passage, above, listed=listed)
        if piece.opens and above is None:
            statement = _bind_opening(statement, passage, clause)
        if found and _shares_bearer(found[-1], statement, lexicon):
            statement = _with_bearer(statement, found[-1], lexicon)
        found.append(statement)
        if piece.opens:
            above = make_head(statement)
    return found


def _shares_bearer(before: Statement, statement: Statement, lexicon: Lexicon) -> bool:
    """Whether it is the second of two joined verbs: "shall adopt and may publish"."""
    folded = statement.words.folded
    between = folded[before.end : statement.first]
    if statement.bearer or statement.own_force is None or not between:
        return False
    behind = statement.own_force[1]
    if lexicon.bearer_behind and not any(
        word in lexicon.small for word in folded[behind : behind + 1]
    ):
        return False  # its bearer stands behind the verb, unless it is "it" or "they"
    return any(word in lexicon.joiners for word in between) and all(
        word in lexicon.joiners or word == "," for word in between
    )


def _with_bearer(statement: Statement, other: Statement, lexicon: Lexicon) -> Statement:
    force = _name_power(statement.force, other.bearer_key, lexicon)
    return statement._replace(bearer=other.bearer, bearer_key=other.bearer_key, force=force)


def _name_power(force: Force | None, key: str, lexicon: Lexicon) -> Force | None:
    """The permission of an authority is a power."""
    return Force.POWER if force is Force.PERMISSION and key in lexicon.authorities else force


class _Rule(NamedTuple):
    """What a statement says of its bearer."""

    force: Force | None
    negative: bool = False
    limited: bool = False
    bearer: Bearer = NOBODY


def _read_statement(passage: Passage, above: Head | None, *, listed: bool) -> Statement:
    """One piece of a clause as a statement."""
    words, lexicon, first, end = passage.words, passage.lexicon, passage.first, passage.end
    item, head = listed and above is not None, above or Head()
    own = _find_own_force(passage, head, item=item)
    frame = passage.frames[0] if passage.frames else None
    if own is not None:
        rule = _read_rule(passage, own, frame)
    elif frame is not None and (not item or frame[0] > first + 1):
        rule = _Rule(Force.DUTY, bearer=find_bearer(passage, frame[0]))
    else:
        rule = _Rule(Force.EFFECT if above is None else head.force, head.negative)
    bearer = rule.bearer if rule.bearer.name else head.bearer
    force = _name_power(rule.force, bearer.key, lexicon)
    verb = find_verb(passage, own, frame)
    act = read_act(passage, own, verb, rule.force)
    if own is None and head.act:
        act = head.act
    return Statement(
        words,
        first,
        end,
        _list_keys(passage, frame),
        _read_slots(passage, own),
        head.keys,
        force,
        rule.negative,
        rule.limited or is_limited(passage, rule.force, own),
        (own[0], own[0] if own[2].plain else own[1]) if own else None,
        bearer.name,
        bearer.key,
        act,
        find_act(passage, own, frame, force, verb),
        listed,
        (head.kind if own is None else None) or _find_kind(passage, force) or head.kind,
    )


def _bind_opening(statement: Statement, passage: Passage, clause: Passage) -> Statement:
    """What opens a list and has no force: a duty of whom it names, whose verbs stand in the items
    ("Les Parties : a) coopèrent")."""
    if statement.own_force is not None or passage.frames:
        return statement
    end, lexicon = passage.end, passage.lexicon
    bearer = find_bearer(passage, end)
    if bearer.key in lexicon.actors or any(
        is_plain(mark) and end <= mark[0] <= end + VERB_BELOW for mark in clause.marks
    ):
        return statement._replace(
            force=Force.DUTY,
            bearer=bearer.name,
            bearer_key=bearer.key,
            kind=_find_kind(passage, Force.DUTY),
        )
    return statement


def _find_own_force(passage: Passage, head: Head, *, item: bool) -> ForceAt | None:
    """The modal verb of a statement; None where it has that of its head."""
    own = find_force(passage, item=item)
    if own is None or not item:
        return own
    if head.force is Force.DEFINITION:
        return None  # what may be or shall be is part of what is defined
    if head.force in _FREE and own[2].plain and own[0] > passage.first + 1:
        return None  # "peut examiner : a) les questions dont l'examen est requis"
    return own


def _read_rule(passage: Passage, own: ForceAt, frame: FrameAt | None) -> _Rule:
    """What a statement with a modal verb says; behind a frame, what the rule in it says."""
    together = read_behind(passage, own)
    mark, limited = together[0] if together else own[2], False
    force, negative = mark.force, mark.negative
    if passage.lexicon.bearer_behind:
        bearer = find_bearer_behind(passage, own[0])
        if not bearer.name:
            bearer = find_bearer_behind(passage, own[1])
    elif frame is not None and frame[1] <= own[0]:
        bearer = find_bearer(passage.behind(frame[1]), own[0])
    else:
        bearer = find_bearer(passage, own[0])
    if force in _MAY_BE_DENIED:
        denied, limited = read_negation(passage, own)
        if denied and force is Force.EFFECT:
            negative = not negative
        elif denied:
            force = Force.PROHIBITION
    return _Rule(force, negative, limited, bearer)


def _list_keys(passage: Passage, frame: FrameAt | None) -> tuple[str, ...]:
    """The words that tell anything; those of a frame do not."""
    keys = passage.words.keys
    if frame is None:
        return tuple(filter(None, keys[passage.first : passage.end]))
    return (
        *filter(None, keys[passage.first : frame[0]]),
        *filter(None, keys[frame[1] : passage.end]),
    )


def _find_kind(passage: Passage, force: Force | None) -> Kind | None:
    """The first sort of rule in the lexicon's order of which words stand there."""
    lexicon = passage.lexicon
    found = lexicon.kinds.find(passage.words.folded[passage.first : passage.end])
    for rank in sorted({rank for _, _, rank in found}):
        kind: Kind = lexicon.kind_order[rank]
        if kind.grade and (not kind.forces or force in kind.forces):
            return kind
    return None


def _read_slots(passage: Passage, own: ForceAt | None) -> tuple[Slot, ...]:
    """The slot of each token: before the modal verb the actor, then the act, then the object; from
    a cue on the cue's slot, up to a comma that closes it or the next cue."""
    folded, keys = passage.words.folded, passage.words.keys
    slots: list[Slot] = []
    by_start = {mark[0]: mark for mark in passage.cues}
    state = base = Slot.ACTOR if own is not None else Slot.OBJECT
    closes, verb = 0, False
    plain = own is not None and own[2].plain
    for at in range(passage.first, passage.end):
        if own is not None and own[0] <= at < own[1]:
            slots.append(Slot.ACT if plain else Slot.FORCE)
            state, base, verb = Slot.OBJECT if plain else Slot.ACT, Slot.OBJECT, not plain
            continue
        mark = by_start.get(at)
        if mark is not None:
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
