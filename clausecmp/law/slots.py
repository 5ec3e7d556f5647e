"""Two statements that answer each other -> what differs between them: force, bearer, and every
changed stretch of words with the slot it lies in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from ..model.sides import Sides
from ..model.vocabulary import Force, Slot
from .lexicon import CueMark, Kind, Lexicon
from .matching import Likeness
from .statements import Statement
from .words import REFERENCE

GLUE = 2
"""Changed stretches parted by at most so many small words are one."""
LONG = 4
"""Stretches of so many words are one though another word stands between them."""


SAME_RULE, SAME_RULE_CONTAINED = 0.45, 0.60
"""Statements so much alike are one rule, whatever became of its verb."""
LONGEST_ACRONYM = 8
"""Letters of a short name."""


Counts = Sides[Counter[str]]
"""How often each word stands in the statements of either side of a pair."""


class Stretch(NamedTuple):
    """Tokens [left_first, left_end) of one statement in whose place [right_first, right_end) of the
    other stand. `slot`: where they lie; `lost`, `gained`: the words that the whole other side has
    less often; `joined`: they begin or end with and/or."""

    slot: Slot
    left_first: int
    left_end: int
    right_first: int
    right_end: int
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    joined: bool

    def swap(self) -> Stretch:
        """The same with the sides exchanged."""
        return Stretch(
            self.slot,
            self.right_first,
            self.right_end,
            self.left_first,
            self.left_end,
            self.gained,
            self.lost,
            self.joined,
        )


_FREE = (Force.POWER, Force.PERMISSION)


def name_force(statement: Statement) -> str:
    """The force as it is compared: power and permission are one, as are duty and effect; a
    prohibition with an exception is a limited permission."""
    force = statement.force
    if force in _FREE:
        return "permission"
    if force is Force.EFFECT:
        return "no effect" if statement.negative else "effect"
    return str(force) if force else ""


def has_other_force(left: Statement, right: Statement) -> bool:
    """Whether the force differs in law: "applies" and "shall apply", "means" and "shall mean",
    "shall not" and "does not" are the same."""
    one, other = name_force(left), name_force(right)
    if one == other or not one or not other:
        return False
    pair = {one, other}
    if pair == {"permission", "prohibition"} and left.limited and right.limited:
        return False  # "may not refuse unless", "may refuse only where"
    return pair == {"effect", "no effect"} or pair.isdisjoint({"definition", "effect", "no effect"})


def is_same_rule(left: Statement, right: Statement, likeness: Likeness) -> bool:
    """Whether another modal verb in statements that answer each other is another force of one rule:
    they are alike, and about one act. Who is only encouraged seldom does the same act."""
    if likeness.value < SAME_RULE or left.own_force is None and right.own_force is None:
        return False
    for one, other in ((left, right), (right, left)):
        if one.own_force is not None and other.own_force is None:
            words = one.words.keys[slice(*one.own_force)]
            if any(key and key in other.keys for key in words):
                return False  # "encouraging" in a list of duties
    return (
        not left.act
        and not right.act  # "Each Party shall:", the acts stand in the items
        or Force.ENCOURAGEMENT in (left.force, right.force)
        or left.act in right.keys
        or right.act in left.keys
    )


def has_other_act(left: Statement, right: Statement, likeness: Likeness) -> bool:
    """Whether statements that share few words are about different acts."""
    return (
        likeness.dice < SAME_RULE
        and likeness.contained < SAME_RULE_CONTAINED
        and have_other_verbs(left, right)
    )


def have_other_verbs(left: Statement, right: Statement) -> bool:
    """Whether the verb of each statement stands nowhere in the other. Where both stand behind
    "shall ensure that" it is not told which word is the verb."""
    return (
        (left.own_force is not None or right.own_force is not None)
        and bool(left.act and right.act)
        and left.act != right.act
        and left.act not in right.keys
        and right.act not in left.keys
    )


def has_other_bearer(left: Statement, right: Statement, counts: Counts, lexicon: Lexicon) -> bool:
    """Whether somebody else is bound or entitled: another known actor, who is named less often on
    the other side."""
    known = lexicon.authorities | lexicon.bearers
    one, other = left.bearer_key, right.bearer_key
    return (
        one != other
        and one in known
        and other in known
        and counts.right[one] < counts.left[one]
        and counts.left[other] < counts.right[other]
    )


class NamedWords(NamedTuple):
    """Words of a sort of rule that stand within a statement, tokens [first, end), and nowhere on
    the other side."""

    kind: Kind
    first: int
    end: int


def find_lost_kinds(
    statement: Statement, others: Sequence[Statement], lexicon: Lexicon
) -> list[NamedWords]:
    """The safeguards and the like that are named in a statement and in none of the others; each
    once."""
    kinds = _find_kinds(statement, lexicon)
    if not kinds:
        return []
    known = {rank for other in others for _, _, rank in _find_kinds(other, lexicon)}
    found: dict[int, NamedWords] = {}
    for first, end, rank in kinds:
        if rank not in known and rank not in found:
            found[rank] = NamedWords(lexicon.kind_order[rank], first, end)
    return list(found.values())


def _find_kinds(statement: Statement, lexicon: Lexicon) -> list[tuple[int, int, int]]:
    """Where words of sorts of rules stand that are told within a statement, with their rank."""
    first = statement.first
    return [
        (first + start, first + end, rank)
        for start, end, rank in lexicon.kinds.find(statement.words.folded[first : statement.end])
        if lexicon.kind_order[rank].within
    ]


def compare_words(
    left: Statement, right: Statement, counts: Counts, lexicon: Lexicon
) -> list[Stretch]:
    """Every changed stretch. `counts`: how often each word stands in the whole of either side, so
    that what only moved is no change. Mirrored: one order of the texts is computed."""
    if left.text > right.text:
        return [stretch.swap() for stretch in compare_words(right, left, counts.swap(), lexicon)]
    one, other = _list_tokens(left), _list_tokens(right)
    blocks = _join_blocks(
        Indel.opcodes([word for word, _ in one], [word for word, _ in other]), one, other, lexicon
    )
    return [_make_stretch(left, right, one, other, block, counts, lexicon) for block in blocks]


def _list_tokens(statement: Statement) -> list[tuple[str, int]]:
    """The words to compare, each with its token: keys, small words as written, no punctuation."""
    words = statement.words
    return [
        (words.keys[at] or words.folded[at], at)
        for at in range(statement.first, statement.end)
        if words.keys[at] or words.folded[at][0].isalpha()
    ]


Block = tuple[int, int, int, int]


def _join_blocks(
    opcodes: object, one: list[tuple[str, int]], other: list[tuple[str, int]], lexicon: Lexicon
) -> list[Block]:
    """The changed blocks, those parted by a few small words as one."""
    blocks: list[list[int]] = []
    for code in opcodes:  # type: ignore[attr-defined]
        if code.tag == "equal":
            continue
        if blocks:
            last = blocks[-1]
            between = one[last[1] : code.src_start]
            small = all(word in lexicon.small for word, _ in between)
            if len(between) <= (GLUE if small else 1) and (
                small
                or min(
                    last[1] - last[0] + last[3] - last[2],
                    code.src_end - code.src_start + code.dest_end - code.dest_start,
                )
                >= LONG
            ):
                last[1], last[3] = code.src_end, code.dest_end
                continue
        blocks.append([code.src_start, code.src_end, code.dest_start, code.dest_end])
    return [(a, b, c, d) for a, b, c, d in blocks]


def _make_stretch(
    left: Statement,
    right: Statement,
    one: list[tuple[str, int]],
    other: list[tuple[str, int]],
    block: Block,
    counts: Counts,
    lexicon: Lexicon,
) -> Stretch:
    a, b, c, d = block
    lost = _list_new(left, one[a:b], counts.left, counts.right, lexicon)
    gained = _list_new(right, other[c:d], counts.right, counts.left, lexicon)
    longer, places = (left, one[a:b]) if len(lost) > len(gained) else (right, other[c:d])
    if not places:
        longer, places = (
            (left, one[a:b]) if places is not one[a:b] and one[a:b] else (right, other[c:d])
        )
    slot = _find_slot(longer, places, lexicon)
    left_first, left_end = _find_tokens(one, a, b, left)
    right_first, right_end = _find_tokens(other, c, d, right)
    return Stretch(
        slot,
        left_first,
        left_end,
        right_first,
        right_end,
        lost,
        gained,
        _is_joined(longer, places, lexicon),
    )


def _find_tokens(
    tokens: list[tuple[str, int]], first: int, end: int, statement: Statement
) -> tuple[int, int]:
    """The tokens of a block; an empty one stands behind the word before it."""
    if first < end:
        return tokens[first][1], tokens[end - 1][1] + 1
    at = tokens[first - 1][1] + 1 if first else statement.first
    return at, at


def _list_new(
    statement: Statement,
    tokens: Sequence[tuple[str, int]],
    own: Counter[str],
    others: Counter[str],
    lexicon: Lexicon,
) -> tuple[str, ...]:
    """The words of a block that its side has more often than the other one; what a reference points
    to is another question."""
    return tuple(
        [
            word
            for word, at in tokens
            if word not in lexicon.small
            and word != REFERENCE
            and own[word] > others[word]
            and not _is_acronym(statement, at)
        ]
    )


def _is_acronym(statement: Statement, at: int) -> bool:
    """Whether a word is a short name in quotes or brackets, (APR): another name is no other law."""
    words = statement.words
    written = words.text[words.starts[at] : words.ends[at]]
    return (
        1 < len(written) <= LONGEST_ACRONYM
        and written.isupper()
        and at > 0
        and words.folded[at - 1] in ("(", "'", '"')
    )


def _find_slot(statement: Statement, places: Sequence[tuple[str, int]], lexicon: Lexicon) -> Slot:
    """The slot of a cue with which a block begins, else that in which most of its words lie."""
    if not places:
        return Slot.WORDING
    slots = [statement.slots[at - statement.first] for _, at in places]
    first = places[0][1]
    cue = next(
        (
            mark[2].slot
            for mark in lexicon.marks.find(
                statement.words.folded[first : min(first + 12, statement.end)]
            )
            if mark[0] <= 1 and isinstance(mark[2], CueMark)
        ),
        None,
    )
    if cue is not None:
        return cue
    if len(slots) >= 8:
        return slots[0]
    counted = Counter(slots)
    return max(counted, key=lambda slot: (counted[slot], -slots.index(slot)))


def _is_joined(statement: Statement, places: Sequence[tuple[str, int]], lexicon: Lexicon) -> bool:
    """Whether the words begin or end with a joiner: "or funds", "and, where applicable, the
    intermediary"."""
    if not places:
        return False
    folded = statement.words.folded
    return folded[places[0][1]] in lexicon.joiners or folded[places[-1][1]] in lexicon.joiners
