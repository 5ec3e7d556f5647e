"""A clause -> its statements: who is bound or entitled to do what, under which conditions.

Rules of splitting: at sentence ends, semicolons and list marks, and before a second verb of another
force ("shall adopt and may publish"). An item keeps the words above it as its head, and has their
force and bearer where it has none of its own. Source of the rules: an experiment on nine pairs of
acts, with a parser as the other reader; a parser found no more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from ..model.vocabulary import Force, Slot
from .lexicon import AmendMark, CueMark, ForceMark, FrameMark, Kind, Lexicon
from .scripts import is_chinese, is_russian_participle
from .words import REFERENCE, Words

SUBJECT = 4
"""So many words at its beginning may deny a statement: "no Party shall"."""
RELATIVE_REACH = 7
"""A modal verb at most so many words behind a relative word, with no comma between, is not that of
the main clause."""
LONGEST_BEARER = 12
"""More words before the modal verb are a whole description; only the last of them are named."""
RELATIVE_REACHES = {"ru": 25}
"""As RELATIVE_REACH where commas close every clause."""
UNCLOSED = frozenset({"ar", "zh"})
"""Languages in which no comma need stand behind a leading phrase."""
JOINED_REACHES = {"zh": 16}
"""As JOINED_REACH where a word is a character."""
VERB_FIRST, BEHIND_REACH, UPON = frozenset({"ar"}), 6, "علي"
"""Languages in which who is bound stands behind the verb, within so many words, and the particle
before the bearer of a duty."""
JOINED_REACH = 7
"""A joiner and at most so many words before a second modal verb begin a new statement."""

ALTERNATIVES = frozenset({"or", "ou", "o", "u", "или", "او"})
"""Joiners behind which somebody else is no other rule: "the court or the Party may"."""

ABBREVIATIONS = frozenset("no nos art arts para paras par pár al núm inc cf e.g i.e".split())
"""Words behind which a full stop ends no sentence."""

_FREE = (Force.PERMISSION, Force.POWER, Force.DISCRETION)
QUOTES = ' ,[]"\u201c\u201d\u00ab\u00bb\u2018'
"""What is no part of the words that name a bearer."""

Mark = tuple[int, int, object]


class Statement(NamedTuple):
    """One rule. `first`, `end`: its tokens in `words`; `slots`: the slot of each of them; `head`:
    the keys of the words above an item; `force`: its own or that of its head; `own_force`: the
    tokens of its own force word, none of them where the verb of the act says it ("prend"), None
    where it is inherited; `limited`: allowed only in certain cases, which "may not ... unless" says
    too; `bearer`: who is bound or entitled, as written; `act`: the key of
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
        (*statement.head, *statement.keys),
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
            words, first, end, marks, lexicon, above, listed or head is not None, opens
        )
        if statement is None:
            if opens and found:
                above = make_head(found[-1])  # "the Conference shall review it and shall: (a) ..."
            continue
        if found and _shares_bearer(found[-1], statement, lexicon):
            statement = _with_bearer(statement, found[-1], lexicon)
        found.append(statement)
        if opens:
            above = make_head(statement)
    return found


def _shares_bearer(before: Statement, statement: Statement, lexicon: Lexicon) -> bool:
    """Whether it is the second of two joined verbs: "shall adopt and may publish"."""
    folded = statement.words.folded
    between = folded[before.end : statement.first]
    if statement.bearer or statement.own_force is None or not between:
        return False
    if lexicon.language in VERB_FIRST and not any(
        word in lexicon.small
        for word in folded[statement.own_force[1] : statement.own_force[1] + 1]
    ):
        return False  # its bearer stands behind the verb, unless it is "it" or "they"
    return between[-1] in lexicon.joiners and all(
        word in lexicon.joiners or word == "," for word in between
    )


def _with_bearer(statement: Statement, other: Statement, lexicon: Lexicon) -> Statement:
    force = statement.force
    if force is Force.PERMISSION and _is_authority(other.bearer_key, lexicon):
        force = Force.POWER
    return statement._replace(bearer=other.bearer, bearer_key=other.bearer_key, force=force)


def _cut(
    words: Words, marks: Sequence[Mark], lexicon: Lexicon
) -> list[tuple[int, int, bool, bool]]:
    """The pieces of a clause: (first, end, is an item of a list, opens a list)."""
    folded = words.folded
    modals = [
        mark
        for mark in marks
        if isinstance(mark[2], FrameMark) or isinstance(mark[2], ForceMark) and mark[2].force
    ]
    plain = {mark[0] for mark in modals if isinstance(mark[2], ForceMark) and mark[2].plain}
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
            words, at, first, marks, modals, plain, defining, lexicon
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
    number, and not behind `No.` or `par.`."""
    if words.folded[at - 1] in ABBREVIATIONS or at + 1 >= len(words.starts):
        return False
    start = words.starts[at + 1]
    if start == words.ends[at]:
        return False
    letter = words.text[start]
    return (
        letter.isupper() or letter in "(\u2018\u201c\"'" or letter.isdigit() or not letter.islower()
    )


_LABEL = re.compile(
    r"[0-9]{1,3}|[a-z]{1,2}|[ivx]{1,5}|[а-я]|[ا-ي]{1,2}|[一二三四五六七八九十]{1,3}"
)


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
    words: Words,
    at: int,
    first: int,
    marks: Sequence[Mark],
    modals: Sequence[Mark],
    plain: Collection[int],
    defining: Sequence[int],
    lexicon: Lexicon,
) -> bool:
    """Whether a joiner begins a second rule: a modal verb of the main clause before it, and another
    directly behind, or behind somebody who is bound or entitled. Two verbs of one subject that bind
    by themselves ("prend ... et communique") are one rule."""
    folded, keys = words.folded, words.keys
    near = next((mark[0] for mark in modals if mark[0] > at), None)
    if (
        near is None
        or near - at > JOINED_REACHES.get(lexicon.language, JOINED_REACH)
        or any(first <= m < at for m in defining)
    ):
        return False
    before = [mark for mark in modals if first <= mark[0] < at]
    inside = [mark for mark in marks if first <= mark[0] <= near]
    start = _skip_leading(folded, first, inside, lexicon) if before else first
    main = [
        mark
        for mark in before
        if mark[0] >= start and not _is_relative(folded, start, mark[0], lexicon, before)
    ]
    if not main:
        return False
    if all(
        folded[place] in lexicon.clitics or folded[place] in lexicon.verb_negators
        for place in range(at + 1, near)
    ):
        if lexicon.language in VERB_FIRST and near in plain:
            return False  # "may consult and facilitate": the second hangs on the first
        negated = any(folded[place] in lexicon.verb_negators for place in range(at + 1, near))
        if near in plain and _is_relative(folded, start, near, lexicon, modals):
            return False  # "les Parties qui les ratifient ou les approuvent"
        same = near in plain and (main[-1][0] in plain or isinstance(main[-1][2], FrameMark))
        return (negated or not same) and not any(
            word in lexicon.pronouns for word in folded[max(first, near - RELATIVE_REACH) : at]
        )
    if folded[near - 1] in lexicon.joiners:
        return False  # "the Scientific and Technical Body and may": the rule begins at the second
    between = range(at + 1, near)
    known = lexicon.authorities | lexicon.bearers
    return (
        folded[at] not in ALTERNATIVES
        and any(keys[place] in known for place in between)
        and not any(
            folded[place] in lexicon.relatives
            or folded[place] in lexicon.pronouns
            or folded[place] in ",;:.)\u3002"
            for place in between
        )
    )


def _read_statement(
    words: Words,
    first: int,
    end: int,
    marks: Sequence[Mark],
    lexicon: Lexicon,
    above: Head | None,
    listed: bool,
    opens: bool,
) -> Statement | None:
    """One piece of a clause as a statement; None where it has no words."""
    folded, keys = words.folded, words.keys
    while first < end and not keys[first] and folded[first] in "(),.;:\u2013\u2014-\u3002":
        first += 1
    if first + 1 < end and folded[first] in lexicon.joiners and _is_label(folded, first + 1):
        first += 1
        while folded[first] == "(":
            first += 1
    while (
        first < end
        and keys[first] == ""
        and _LABEL.fullmatch(folded[first])
        and (first + 1 < end and folded[first + 1] in ").")
    ):
        first += 2
    while end > first and (folded[end - 1] in ";.:,\u3002" or folded[end - 1] in lexicon.joiners):
        end -= 1
    if not any(keys[first:end]):
        return None
    inside = [mark for mark in marks if mark[0] >= first and mark[1] <= end]
    own = _find_force(words, first, inside, lexicon, item=listed and above is not None)
    if own is not None and above is not None and listed and above.force is Force.DEFINITION:
        own = None  # what may be or shall be is part of what is defined
    if own and above and listed and above.force in _FREE and _is_plain(own) and own[0] > first + 1:
        own = None  # "peut examiner : a) les questions dont l'examen est requis"
    slots = _read_slots(words, first, end, inside, own)
    frame = next((mark for mark in inside if isinstance(mark[2], FrameMark)), None)
    head = above or Head()
    force, negative, limited = head.force, head.negative, False
    bearer = bearer_key = ""
    if own is not None:
        mark = own[2]
        assert isinstance(mark, ForceMark) and mark.force
        force, negative = mark.force, mark.negative
        framed = frame is not None and frame[1] <= own[0]
        subject = frame[1] if frame and framed else first
        if lexicon.language in VERB_FIRST:
            bearer, bearer_key = _find_bearer_behind(words, own[0], end, inside, lexicon)
            if not bearer:
                bearer, bearer_key = _find_bearer_behind(words, own[1], end, inside, lexicon)
        else:
            bearer, bearer_key = _find_bearer(words, subject, own[0], inside, lexicon)
        if force in (Force.DUTY, Force.PERMISSION, Force.EFFECT):
            negated, limited = _read_negation(folded, first, end, own, inside, lexicon)
            if negated and force is Force.EFFECT:
                negative = not negative
            elif negated:
                force = Force.PROHIBITION
    elif frame is not None and (not listed or above is None or frame[0] > first + 1):
        force, negative = Force.DUTY, False
        bearer, bearer_key = _find_bearer(words, first, frame[0], inside, lexicon)
    elif not listed or above is None:
        force = Force.EFFECT if above is None else head.force
    limited = limited or _is_limited(folded, first, end, force, own, lexicon)
    if not bearer:
        bearer, bearer_key = head.bearer, head.bearer_key
    if force is Force.PERMISSION and _is_authority(bearer_key, lexicon):
        force = Force.POWER
    if own is None and opens and head.force is None and not frame:
        who, key = _find_bearer(words, first, end, inside, lexicon)
        if (
            key in lexicon.authorities
            or key in lexicon.bearers
            or any(_is_plain(mark) and end <= mark[0] <= end + 4 for mark in marks)
        ):  # "Les Parties : a) coopèrent": the verbs stand in the items
            force, bearer, bearer_key = Force.DUTY, who, key
    plain = own is not None and _is_plain(own)
    verb_at = (own[0] if plain else own[1]) if own else frame[1] if frame else first
    if verb_at < end and folded[verb_at] == ",":  # "shall, at its request, submit"
        verb_at = next((at for at in range(verb_at + 1, end) if folded[at] == ","), verb_at)
    act = next((keys[at] for at in range(verb_at, min(verb_at + 6, end)) if keys[at]), "")
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
        (own[0], own[0] if plain else own[1]) if own else None,
        bearer,
        bearer_key,
        act,
        listed,
        kind,
    )


def _find_force(
    words: Words, first: int, inside: Sequence[Mark], lexicon: Lexicon, *, item: bool
) -> Mark | None:
    """The modal verb of the main clause: the first that stands behind no relative word; behind a
    frame ("shall ensure that") the one of the rule that it holds."""
    folded = words.folded
    frames = [mark for mark in inside if isinstance(mark[2], FrameMark)]
    verbs = [
        mark
        for mark in inside
        if isinstance(mark[2], ForceMark)
        and not (mark[2].plain and _is_noun(folded, mark[0], lexicon))
    ]
    forces = [mark for mark in verbs if isinstance(mark[2], ForceMark) and mark[2].force]
    start = _skip_leading(folded, first, inside, lexicon)
    main = [
        mark
        for mark in forces
        if mark[0] >= start
        and not (item and lexicon.adjuncts and _stands_behind(folded, first, mark, lexicon))
        and not _is_relative(
            folded,
            start,
            mark[0],
            lexicon,
            verbs,
            lexicon.verb_reach if _is_plain(mark) else RELATIVE_REACH,
        )
    ]
    frame = next((mark for mark in frames if mark[0] >= start), None)
    framed = first
    if frame is not None and (not main or frame[0] <= main[0][0]):
        framed = frame[1]
        if folded[framed - 1] not in lexicon.pronouns and lexicon.adjuncts:
            return None  # "shall take measures to": no other verb can be that of the rule
        main = [
            mark
            for mark in forces
            if mark[0] >= framed
            and _is_modal(mark)
            and not _is_relative(folded, framed, mark[0], lexicon, verbs)
        ]
    if main:
        return main[0]
    if framed > first or item:
        return None  # the force is that of the frame, or of the words above the item
    return next((mark for mark in forces if mark[0] >= start), forces[-1] if forces else None)


def _is_modal(mark: Mark) -> bool:
    """Whether it is a force of its own behind a frame: "shall ensure that this applies" is a
    duty."""
    return not _is_plain(mark) and not (
        isinstance(mark[2], ForceMark) and mark[2].force is Force.EFFECT
    )


def _is_plain(mark: Mark) -> bool:
    return isinstance(mark[2], ForceMark) and mark[2].plain


def _is_noun(folded: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a form that may be a verb stands behind an article or the like: "une demande"."""
    return at > 0 and folded[at - 1] in lexicon.determiners


def _read_negation(
    folded: Sequence[str],
    first: int,
    end: int,
    own: Mark,
    inside: Sequence[Mark],
    lexicon: Lexicon,
) -> tuple[bool, bool]:
    """Whether a word that denies stands at the beginning of the clause or directly about its verb;
    and whether it only limits, for what follows is let out again (ne ... que si)."""
    at = own[0] - 1
    while at > first and folded[at] in lexicon.clitics:
        at -= 1
    if at >= first and folded[at] in lexicon.verb_negators:
        for place in range(own[1], end - 1):
            if folded[place] in lexicon.negators:
                break
            if (folded[place], folded[place + 1]) in lexicon.restrictors:
                return False, True
        return True, False
    cues = [range(mark[0], mark[1]) for mark in inside if isinstance(mark[2], CueMark)]
    behind: list[int] = []
    for place in range(own[1], min(own[1] + 3, end)):
        if folded[place] in ",;:":
            break
        if place + 1 >= end or folded[place + 1] not in _NO_DENIAL:
            behind.append(place)
    start = _skip_leading(folded, first, inside, lexicon)
    before = [
        place
        for place in range(start, own[0])
        if place < start + SUBJECT or folded[place - 1] == ","  # "For this purpose, no Party shall"
    ]
    return any(
        folded[place] in lexicon.negators and not any(place in cue for cue in cues)
        for place in (*before, *behind)
    ), False


def _skip_leading(
    folded: Sequence[str], first: int, inside: Sequence[Mark], lexicon: Lexicon
) -> int:
    """The place behind a condition, time or purpose with which the statement begins, up to its
    comma; where verbs bind by themselves, behind the verb of the condition."""
    lead = next((mark for mark in inside if mark[0] <= first + 1), None)
    if lead is None or not isinstance(lead[2], CueMark):
        return first
    if folded[lead[1] - 1] == ",":
        return lead[1]
    if lexicon.language in RELATIVE_REACHES:
        return _skip_russian(folded, first, lead, inside, lexicon)
    if lexicon.language in UNCLOSED and _is_mere_phrase(folded, first, lead, inside, lexicon):
        return first
    depth, found, inserted = 0, first, False
    verbs = [mark[0] for mark in inside if _is_plain(mark)]
    relative = any(
        word in lexicon.relatives or word in lexicon.pronouns for word in folded[lead[0] : lead[1]]
    )
    for at in range(lead[1], inside[-1][1]):
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


def _skip_russian(
    folded: Sequence[str], first: int, lead: Mark, inside: Sequence[Mark], lexicon: Lexicon
) -> int:
    """As _skip_leading where every clause and participle phrase stands between commas: a phrase
    within the leading clause does not end it."""
    if _is_mere_phrase(folded, first, lead, inside, lexicon):
        return first
    depth, phrase, clause = 0, False, folded[first] in lexicon.relatives
    for at in range(lead[1], inside[-1][1]):
        depth += (folded[at] == "(") - (folded[at] == ")")
        if folded[at] == "," and not depth and at + 1 < len(folded):
            if phrase and clause:
                phrase = False
            elif not phrase and _opens_phrase(folded, at + 1, lexicon):
                phrase = True
            elif not phrase and folded[at + 1] in lexicon.pronouns | lexicon.relatives:
                clause = True  # "in cases, where ..., the Party"
            else:
                return at + 1
    return first


def _is_mere_phrase(
    folded: Sequence[str], first: int, lead: Mark, inside: Sequence[Mark], lexicon: Lexicon
) -> bool:
    """Whether a statement begins with a phrase that no comma closes before the verb of the main
    clause."""
    comma = next((at for at in range(lead[1], len(folded)) if folded[at] == ","), len(folded))
    verbs = [mark for mark in inside if isinstance(mark[2], ForceMark)]
    return not any(word in lexicon.relatives for word in folded[lead[0] : lead[1]]) and any(
        isinstance(mark[2], ForceMark)
        and mark[2].force
        and lead[1] <= mark[0] < comma
        and not _is_relative(folded, first, mark[0], lexicon, verbs)
        for mark in verbs
    )


def _opens_phrase(folded: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a phrase begins at `at` that a comma closes, as Russian has them ("the Party, having
    ..., shall")."""
    return lexicon.language == "ru" and (
        is_russian_participle(folded[at])
        or any(word in lexicon.pronouns for word in folded[at : at + 2])
    )


def _find_phrase(folded: Sequence[str], start: int, comma: int, lexicon: Lexicon) -> int | None:
    """The comma before a phrase that the one at `comma` closes; None where it closes none."""
    before = next((at for at in range(comma - 1, start, -1) if folded[at] == ","), None)
    return before if before and _opens_phrase(folded, before + 1, lexicon) else None


def _is_relative(
    folded: Sequence[str],
    start: int,
    at: int,
    lexicon: Lexicon,
    verbs: Sequence[Mark],
    reach: int = RELATIVE_REACH,
) -> bool:
    """Whether a relative word stands shortly before the verb at `at`, with no comma between, and
    has no verb yet: in "the Party that may apply shall" the second is the main verb. `verbs`: the
    marks of all verbs; `reach`: what is shortly before."""
    before = next((mark for mark in reversed(verbs) if start <= mark[0] < at), None)
    nearest = before[1] if before else start
    last = at - 1
    while last > nearest and folded[last] in lexicon.clitics:
        last -= 1
    if (
        before
        and _is_plain(before)
        and last >= nearest
        and (
            folded[last] in lexicon.joiners
            or folded[last] == ","
            and last == nearest
            and at + 1 < len(folded)
            and (folded[at + 1] == "," or folded[at + 1] in lexicon.joiners)
        )
    ):
        # "qui signe, ratifie ou accepte": one relative word has them all
        return _is_relative(folded, start, before[0], lexicon, verbs)
    reach = RELATIVE_REACHES.get(lexicon.language, reach)
    place = at - 1
    while place >= max(start, at - reach):
        word = folded[place]
        if word in (",", ";", ":", ")"):
            opening = _find_phrase(folded, start, place, lexicon) if word == "," else None
            if opening is None:
                return False
            place = opening
        elif word in lexicon.relatives or (
            word in lexicon.pronouns and not _is_demonstrative(folded, place, lexicon)
        ):
            return place >= nearest or any(other in lexicon.joiners for other in folded[nearest:at])
        place -= 1
    return False


def _stands_behind(folded: Sequence[str], first: int, mark: Mark, lexicon: Lexicon) -> bool:
    """Whether any relative word stands before a verb: in an item it is that of what the item
    names."""
    return any(
        word in lexicon.relatives or word in lexicon.pronouns for word in folded[first : mark[0]]
    )


def _is_demonstrative(folded: Sequence[str], at: int, lexicon: Lexicon) -> bool:
    """Whether a pronoun points ("comply with that request"), as it does behind a preposition."""
    return folded[at] == "that" and at > 0 and folded[at - 1] in lexicon.adjuncts


_NO_DENIAL = frozenset({"later", "longer", "less", "more", "fewer", "earlier"})
"""Behind these words `no` denies no verb."""


def _find_bearer(
    words: Words, first: int, at: int, inside: Sequence[Mark], lexicon: Lexicon
) -> tuple[str, str]:
    """Who is bound or entitled: the words before the modal verb, behind a leading condition, as
    written, and the key of the chief noun."""
    folded = words.folded
    known = lexicon.authorities | lexicon.bearers
    start, end = _find_subject(words, first, at, inside, lexicon)
    while end > start and (
        folded[end - 1] in lexicon.clitics or folded[end - 1] in lexicon.verb_negators
    ):
        end -= 1  # "une Partie ne lui"
    nouns = [
        place
        for place in range(start, end)
        if words.keys[place] and not words.keys[place].isdigit()
    ]
    if not nouns or nouns[0] >= end:
        return "", ""
    named = nouns
    if lexicon.chief_first:  # "Les objectifs de la présente partie": not the Party
        phrase = next((p for p in range(nouns[0], end) if folded[p] in lexicon.determiners), end)
        named = [place for place in nouns if place < phrase] or nouns[:1]
    chief = next(
        (
            place
            for place in named
            if words.keys[place] in lexicon.authorities or words.keys[place] in lexicon.bearers
        ),
        None,
    )
    if chief is None:
        relative = next((p for p in range(start, end) if folded[p] in lexicon.pronouns), end)
        before = [place for place in nouns if place < relative] or nouns
        chief = before[0 if lexicon.chief_first else -1]
    if (
        lexicon.language in RELATIVE_REACHES
        and words.keys[chief] in known
        and any(mark[0] == start and isinstance(mark[2], CueMark) for mark in inside)
    ):  # "In view of its needs the Party shall"
        start = chief - (chief > start and folded[chief - 1] in lexicon.determiners)
    if end - start > LONGEST_BEARER:
        size = len(words.keys[chief]) if is_chinese(words.keys[chief]) else 1
        end = min(end, max(chief + size, start + 1))
        start = chief if size > 1 else max(start, end - LONGEST_BEARER)
    one, other = words.quote(start, end)
    return words.text[one:other].strip(QUOTES), words.keys[chief]


def _find_bearer_behind(
    words: Words, at: int, end: int, inside: Sequence[Mark], lexicon: Lexicon
) -> tuple[str, str]:
    """The same where the bearer follows the verb: a known actor directly behind it or behind
    `each`, with the actors that it goes on with ("State Party", "Conference of the Parties")."""
    known = lexicon.authorities | lexicon.bearers
    cues = {mark[0] for mark in inside if isinstance(mark[2], CueMark)}
    first = chief = None
    if at < end and words.folded[at] == UPON:
        at += 1
    for place in range(at, min(end, at + BEHIND_REACH)):
        key, word = words.keys[place], words.folded[place]
        if not key or place in cues or chief is not None and word.startswith("لل"):
            break
        if key in known:
            first, chief = (place if first is None else first), place
        elif chief is not None or word not in lexicon.determiners:
            break
    if first is None or chief is None:
        return "", ""
    one, other = words.quote(at, chief + 1)
    return words.text[one:other], words.keys[first]


def _find_subject(
    words: Words, first: int, at: int, inside: Sequence[Mark], lexicon: Lexicon
) -> tuple[int, int]:
    """The tokens among which the bearer stands: behind a leading condition and before what is set
    between commas (", where appropriate,") or begins with a cue."""
    folded, keys = words.folded, words.keys
    known = lexicon.authorities | lexicon.bearers
    leads = any(mark[0] == first and isinstance(mark[2], CueMark) for mark in inside)
    if not lexicon.adjuncts:
        start = _skip_leading(folded, first, inside, lexicon)
        start = first if start >= at else start
        end = next((place for place in range(start + 1, at) if folded[place] == ","), at)
    else:
        segments = _split_at_commas(folded, first, at)
        start, end = segments[0]
        if (leads or folded[first] in lexicon.adjuncts) and len(segments) > 1:
            actors = [one for one in segments if any(keys[place] in known for place in range(*one))]
            start, end = (actors or segments)[-1]
            if actors and actors[-1] != segments[-1]:  # "Where a Party ..., it shall"
                chief = next(place for place in range(start, end) if keys[place] in known)
                start, end = max(start, chief - 1), chief + 1
    cues = [mark[0] for mark in inside if isinstance(mark[2], CueMark) and start < mark[0] < end]
    return start, min([end, *cues])


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


def _is_limited(
    folded: Sequence[str],
    first: int,
    end: int,
    force: Force | None,
    own: Mark | None,
    lexicon: Lexicon,
) -> bool:
    """Whether it is allowed only in certain cases: a prohibition with an exception, or a permission
    with `only`."""
    if force is Force.PROHIBITION:
        return any(word in lexicon.unless for word in folded[first:end])
    if force not in (Force.PERMISSION, Force.POWER):
        return False
    limited = own is not None and isinstance(own[2], ForceMark) and own[2].limited
    return limited or any(word in lexicon.only for word in folded[first:end])


def _read_slots(
    words: Words, first: int, end: int, inside: Sequence[Mark], own: Mark | None
) -> tuple[Slot, ...]:
    """The slot of each token: before the modal verb the actor, then the act, then the object; from
    a cue on the cue's slot, up to a comma that closes it or the next cue."""
    folded, keys = words.folded, words.keys
    slots: list[Slot] = []
    by_start = {mark[0]: mark for mark in inside if isinstance(mark[2], CueMark)}
    state = base = Slot.ACTOR if own is not None else Slot.OBJECT
    closes = 0
    verb = False
    plain = own is not None and _is_plain(own)
    for at in range(first, end):
        if own is not None and own[0] <= at < own[1]:
            slots.append(Slot.ACT if plain else Slot.FORCE)
            state, base, verb = Slot.OBJECT if plain else Slot.ACT, Slot.OBJECT, not plain
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
