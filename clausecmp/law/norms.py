"""Who shall, may or shall not do what: changes of the modal verb, of negation, and of who is
bound."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property

from ..model.sides import Sides
from ..model.vocabulary import Grade, Side
from .directions import Direction
from .lexicon import Kind, Words
from .texts import FoldedText, RawSignal, TextPair, content_of, overlap

SAME_PLACE = 0.35
"""Two norms with the same verb are one norm when the words around them share this much; below,
verbs like 'take' or 'be' meet by chance."""
SAME_SENTENCE = 0.6
"""Two norms without a common verb are one when nothing else differs in modal verb and their
sentences share this much."""
SAME_TEXT = 0.5
"""Actors are only held against each other in texts that share this much."""
_NEGATIVE = ("prohibition", "discouragement")
_SKIPPED = frozenset(
    "also not only at least then however thereupon forthwith always nevertheless still be been have further first either both "
    "each to again themselves itself as well".split()
)
_OPENERS = frozenset(
    "in on by without to subject pursuant where when if upon after before at for as under acting having with within during "
    "following unless except save subject taking".split()
)
_DETERMINERS = frozenset(
    "the a an each every any all its their no such other both relevant said that those these said same respective "
    "requested requesting home host".split()
)
_COMPARED = frozenset("later more less longer fewer earlier way event case".split())
_MODALS = (["shall"], ["may"], ["must"], ["should"])
_BEFORE_NOT = frozenset("shall may must should whether or and if".split())
"""Behind these a 'not' is no sentence of its own."""
_PRONOUNS = frozenset("it they he she which who that this these those him them one".split())


class Norm:
    """One modal verb: its kind, the stem of the verb after it and its place `until`, the subject
    and the actor it names, its words [first, last] and where the subject begins. Most norms stand
    on both sides: their subjects are never looked at."""

    def __init__(
        self,
        kind: Kind,
        verb: str | None,
        piece: Sequence[str],
        words: Words,
        start: int,
        first: int,
        last: int,
        until: int,
    ) -> None:
        self.kind, self.verb, self.start, self.first, self.last, self.until = (
            kind,
            verb,
            start,
            first,
            last,
            until,
        )
        self._piece, self._words = piece, words

    @cached_property
    def subject(self) -> frozenset[str]:
        """The content words of the subject."""
        return frozenset(content_of(self._piece))

    @cached_property
    def actor(self) -> Kind | None:
        """The actor that the subject begins with."""
        return _head_actor(self._piece, self._words)


def find_norm_changes(texts: TextPair, words: Words) -> Iterator[RawSignal]:
    """Changed modal verbs, negations and bound actors."""
    modals, actors = texts.changed & words.modal_words, texts.changed & words.actor_words
    if modals or actors:
        left, right = read_norms(texts.left, words), read_norms(texts.right, words)
        if modals:
            for one, other in _pair_norms(texts, left, right):
                found = _make_force(texts, one, other)
                if found.id != "negation" or not _denies_twice(texts):
                    yield found
        if actors:
            yield from _find_bound(texts, left, right)
    if "not" in texts.changed and not _denies_twice(texts):
        yield from _find_negation(texts)
    if actors:
        yield from _find_actors(texts, words)


def _denies_twice(texts: TextPair) -> bool:
    """Whether two negations came or went: 'shall not apply to those who have not' says what 'shall
    apply to those who have' says."""
    return (texts.left.words.count("not") - texts.right.words.count("not")) % 2 == 0


def read_norms(text: FoldedText, words: Words) -> list[Norm]:
    """Every modal verb of a text, in order; of overlapping ones the longest; without phrases
    like 'as may be'."""
    norms = []
    for first, end, kind in words.forces.find(text.words, text.known):
        if not _is_month(text.words, first):
            last = end - 1
            verb, until = _find_verb(text, last + 1)
            begin, subject = _find_subject(text, first)
            if kind.id in ("duty", "permission") and _is_denied(text, begin, last):
                kind = next(
                    (other for other in words.forces.kinds if other.id == "prohibition"), kind
                )
            norms.append(Norm(kind, verb, subject, words, begin, first, last, until))
    return norms


def _is_month(words: Sequence[str], at: int) -> bool:
    """Whether `may` is one: 5 May, May 2024."""
    if words[at] != "may":
        return False
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    return before.isdecimal() and len(before) <= 2 or after.isdecimal() and len(after) == 4


def _is_denied(text: FoldedText, begin: int, last: int) -> bool:
    """'No information may be divulged', 'shall impose none of the following': a prohibition in
    other words."""
    words, end = text.words, text.sentences[text.sentence_of(last)][1]
    after = words[last + 1 : min(last + 10, end)]
    return (
        words[begin] in ("no", "none", "neither")
        or "none" in words[last + 1 : min(last + 30, end)]
        or any(
            word == "no" and following not in _COMPARED
            for word, following in itertools.pairwise(after)
        )
    )


def _find_verb(text: FoldedText, at: int) -> tuple[str | None, int]:
    """The stem of the verb that begins at `at`, behind adverbs and a phrase between commas, and its
    place."""
    end = text.sentences[text.sentence_of(at - 1)][1]
    words = text.words
    for _ in range(3):
        while at < end and (
            words[at] in _SKIPPED
            or words[at].endswith("ly")
            and words[at] not in ("apply", "supply", "comply", "rely", "reply")
        ):
            at += 1
        if at < end and words[at] == ",":
            close = next((n for n in range(at + 1, min(at + 30, end)) if words[n] == ","), None)
            if close is None:
                return None, at
            at = close + 1
        else:
            break
    if (
        at >= end
        or not words[at][0].isalpha()
        or words[at] in _OPENERS
        or words[at] in _DETERMINERS
    ):
        return None, min(at, end - 1)
    return _stem(words[at]), at


def _stem(word: str) -> str:
    for suffix, put in (
        ("ying", "y"),
        ("ied", "y"),
        ("ies", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
        ("e", ""),
    ):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)] + put
    return word


def _find_subject(text: FoldedText, first: int) -> tuple[int, list[str]]:
    """The noun phrase before the modal verb at `first`, and where it begins; nothing for
    pronouns."""
    end, words = first, text.words
    start = text.sentences[text.sentence_of(first)][0]
    for at in range(first - 1, start - 2, -1):
        if at < start or words[at] in (",", ":", "that", "but"):
            piece = words[at + 1 : end]
            if piece and piece[0] not in _OPENERS:
                return (first, []) if piece[-1] in _PRONOUNS else (at + 1, piece)
            end = max(at, start)
    return first, []


def _head_actor(piece: Sequence[str], words: Words) -> Kind | None:
    """The actor that a noun phrase begins with; None where two are joined (`the court or competent
    authority`). Behind 'and' a new sentence may begin (`and the court shall decide`): then its own
    subject counts."""
    for start in [0, *[n + 1 for n, word in enumerate(piece) if word in ("and", "or")][::-1]]:
        rest = piece[start:]
        spans = words.actors.find(rest)
        if spans and all(word in _DETERMINERS for word in rest[: spans[0][0]]):
            joined = {kind.id for _, _, kind in spans} if {"and", "or"} & set(rest) else set()
            return spans[0][2] if len(joined) < 2 else None
    return None


def _leftover(
    norms: Sequence[Norm], others: Sequence[Norm], key: Callable[[Norm], Hashable]
) -> list[Norm]:
    """Norms that the other side does not have as often."""
    counts = Counter(map(key, others))
    rest = []
    for norm in norms:
        if counts[key(norm)] > 0:
            counts[key(norm)] -= 1
        else:
            rest.append(norm)
    return rest


def _by_verb(norm: Norm) -> Hashable:
    return norm.kind.id, norm.verb


def _pair_norms(
    texts: TextPair, left: Sequence[Norm], right: Sequence[Norm]
) -> Iterator[tuple[Norm, Norm]]:
    """Norms of either side that are one norm with another force: the same verb in like
    surroundings, most alike first; else the only ones left of two like sentences, said of the same
    actor."""
    only_left, only_right = _leftover(left, right, _by_verb), _leftover(right, left, _by_verb)
    ranked = sorted(
        (-overlap(texts.left.window(one.until), texts.right.window(other.until)), n, m)
        for n, one in enumerate(only_left)
        for m, other in enumerate(only_right)
        if one.verb
        and one.verb == other.verb
        and one.kind is not other.kind
        and _same_subject(one, other)
    )
    used: Sides[set[int]] = Sides(set(), set())
    for score, n, m in ranked:
        if -score >= SAME_PLACE and n not in used.left and m not in used.right:
            used.left.add(n)
            used.right.add(m)
            yield only_left[n], only_right[m]
    yield from _pair_single(
        texts,
        [norm for n, norm in enumerate(only_left) if n not in used.left],
        [norm for m, norm in enumerate(only_right) if m not in used.right],
    )


def _pair_single(
    texts: TextPair, left: Sequence[Norm], right: Sequence[Norm]
) -> Iterator[tuple[Norm, Norm]]:
    """Norms that are the only ones left in two like sentences, said of the same actor."""
    for i, j in texts.answers.items():
        one = [norm for norm in left if texts.left.sentence_of(norm.first) == i]
        other = [norm for norm in right if texts.right.sentence_of(norm.first) == j]
        if (
            len(one) == len(other) == 1
            and one[0].kind is not other[0].kind
            and one[0].actor is not None
            and one[0].actor is other[0].actor
            and overlap(texts.left.contents[i], texts.right.contents[j]) >= SAME_SENTENCE
        ):
            yield one[0], other[0]


def _same_subject(one: Norm, other: Norm) -> bool:
    """Whether both may speak of one subject: 'this article shall not apply' is not answered by
    'that treaty shall apply'."""
    return _compatible(one.actor, other.actor) and (
        not one.subject or not other.subject or not one.subject.isdisjoint(other.subject)
    )


def _compatible(one: Kind | None, other: Kind | None) -> bool:
    return one is None or other is None or one is other or one.of == other.id or other.of == one.id


def _make_force(texts: TextPair, one: Norm, other: Norm) -> RawSignal:
    negated = (one.kind.id in _NEGATIVE) != (other.kind.id in _NEGATIVE) and "exemption" not in (
        one.kind.id,
        other.kind.id,
    )
    step = abs(other.kind.value) - abs(one.kind.value)
    direction = Direction.STRONGER if step > 0 else Direction.WEAKER
    if negated or not step:
        direction = Direction.NEUTRAL
    grade = Grade.MEDIUM if abs(step) >= 1 else Grade.LOW
    if negated or abs(step) >= 2:
        grade = Grade.HIGH
    says = (
        f"The left text {one.kind.name}; the right one {other.kind.name}.",
        f"The left text {other.kind.name}; the right one {one.kind.name}.",
    )
    return RawSignal(
        "negation" if negated else "obligation",
        "force",
        direction,
        grade,
        texts.left.quote(one.first, max(one.last, one.until)),
        texts.right.quote(other.first, max(other.last, other.until)),
        *says,
    )


def _find_bound(
    texts: TextPair, left: Sequence[Norm], right: Sequence[Norm]
) -> Iterator[RawSignal]:
    """The same duty or power put on someone else."""

    only_right = _leftover(right, left, _by_bound)
    for one in _leftover(left, right, _by_bound):
        other = next((norm for norm in only_right if _is_bound_anew(texts, one, norm)), None)
        if other and one.actor and other.actor:
            only_right.remove(other)
            names = one.actor.name, other.actor.name
            says = "The left text speaks to {}; the right one to {}."
            yield RawSignal(
                "bound-actor",
                "actor",
                Direction.NEUTRAL,
                Grade.HIGH,
                texts.left.quote(one.start, one.until),
                texts.right.quote(other.start, other.until),
                says.format(*names),
                says.format(*names[::-1]),
            )


def _by_bound(norm: Norm) -> Hashable:
    return norm.kind.id, norm.verb, norm.actor.id if norm.actor else None


def _is_bound_anew(texts: TextPair, one: Norm, other: Norm) -> bool:
    """Whether two norms are one that is put on another actor."""
    return bool(
        one.verb
        and one.verb == other.verb
        and one.kind is other.kind
        and one.actor
        and other.actor
        and not _compatible(one.actor, other.actor)
        and overlap(texts.left.window(one.until), texts.right.window(other.until)) >= SAME_PLACE
    )


def _find_negation(texts: TextPair) -> Iterator[RawSignal]:
    """A 'not' that stands alone between unchanged words, and not behind a modal verb."""
    for op, a, b, c, d in texts.opcodes:
        side, start, size = (Side.LEFT, a, b - a) if d == c else (Side.RIGHT, c, d - c)
        text = texts.of(side)
        if (
            op == "equal"
            or (b > a and d > c)
            or size != 1
            or text.words[start] != "not"
            or start + 1 >= len(text.words)
            or text.words[start - 1] in _BEFORE_NOT
            or text.words[start + 1] in ("only", "merely")
        ):
            continue
        found = RawSignal(
            "negation",
            "not",
            Direction.NEUTRAL,
            Grade.HIGH,
            text.quote(max(0, start - 1), min(start + 1, len(text.words) - 1)),
            "",
            "The left text denies what the right one says.",
            "The right text denies what the left one says.",
        )
        yield found if side is Side.LEFT else found.mirror()


def _find_actors(texts: TextPair, words: Words) -> Iterator[RawSignal]:
    """One actor put in the place of another, elsewhere than before a modal verb."""
    if texts.likeness < SAME_TEXT:
        return
    for op, a, b, c, d in texts.opcodes:
        if op != "replace" or max(b - a, d - c) > 8 or texts.left.words[b : b + 1] in _MODALS:
            continue
        one, other = (
            _only_actor(text.words[start:end], words)
            for text, start, end in ((texts.left, a, b), (texts.right, c, d))
        )
        if one and other and not _compatible(one, other):
            says = "{} on the left, {} on the right."
            yield RawSignal(
                "actor",
                "actor",
                Direction.NEUTRAL,
                Grade.MEDIUM,
                texts.left.quote(a, b - 1),
                texts.right.quote(c, d - 1),
                says.format(_capitalise(one.name), other.name),
                says.format(_capitalise(other.name), one.name),
            )


def _capitalise(name: str) -> str:
    return name[0].upper() + name[1:]


def _only_actor(piece: Sequence[str], words: Words) -> Kind | None:
    """The one actor that a changed piece names, None for none or several."""
    found = {kind.id: kind for _, _, kind in words.actors.find(piece)}
    narrower = {kind.of for kind in found.values() if kind.of}
    left = [kind for kind in found.values() if kind.id not in narrower]
    return left[0] if len(left) == 1 else None
