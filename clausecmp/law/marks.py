"""Words that stand on one side only: the lists of signals.yaml, the offences reached, members of
enumerations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model.sides import Sides
from ..model.vocabulary import Grade, Side
from .directions import LOWER, Direction
from .forms import Forms, Span, split_plain
from .lexicon import Kind, WordList, Words
from .texts import FoldedText, RawSignal, TextPair, content_of

REWRITTEN = 0.3
"""Texts that share less are different provisions: what one of them lacks was hardly taken out of
it. Nothing is claimed there."""
SMALL_GAP = 2
"""So many words may stand in the place of a phrase that was taken out (`for:` in that of `and to
the widest extent possible`)."""
PHRASE_SLACK = 5
"""So many words may come and go with a phrase (`of each Party,`); with more the phrase belongs to
something new."""
_EXCEPTS = frozenset(("except", "unless", "save", "excluding"))
MEMBER_WORDS = 4
"""Longer pieces between commas are clauses, not members of an enumeration."""


def find_list_changes(texts: TextPair, words: Words) -> Iterator[RawSignal]:
    """What the word lists say about words that are not on both sides."""
    picked = _pick_lists(texts.changed, (texts.left.known, texts.right.known), words)
    if not picked or texts.likeness < REWRITTEN:
        return
    for entry in picked:
        left, right = _find_spans(entry, texts.left), _find_spans(entry, texts.right)
        if bool(left) != bool(right):
            found = _make_lost(entry, texts, Side.LEFT if left else Side.RIGHT, left or right)
            if found:
                yield found
        elif left and "changed" in entry.sentences:
            yield from _make_changed(entry, texts, left, right)


def may_raise_signal(text: str, words: Words) -> bool:
    """Whether a clause without counterpart may hold words that raise a signal; fast, for the many
    that do not."""
    plain = split_plain(text)
    keys = words.unanswered_keys.keys() & plain
    return bool(keys) and any(
        beside <= plain for key in keys for beside in words.unanswered_keys[key]
    )


def find_unanswered(text: FoldedText, words: Words) -> Iterator[RawSignal]:
    """What a clause without counterpart takes with it, as seen from the side that has it."""
    for entry in _pick_lists(text.known, [text.known], words):
        spans = _find_spans(entry, text) if entry.alone else []
        if spans and entry.alone:
            says = [entry.sentences[key].partition(";")[0] for key in ("lost", "gained")]
            yield RawSignal(
                entry.signal,
                entry.id,
                entry.lost_is,
                entry.alone,
                text.quote_span(spans[0]),
                "",
                f"{says[0]} in a clause that the right one does not answer.",
                f"{says[1]} in a clause that the left one does not answer.",
            )


def _pick_lists(changed: set[str], sides: Sequence[set[str]], words: Words) -> list[WordList]:
    """The lists that a change of these words may concern, in the order of the file; `sides`: the
    words of each text."""
    picked: set[str] = set()
    for word in words.triggers.keys() & changed:
        for plain, entry in words.triggers[word]:
            if entry.id not in picked and (plain <= sides[0] or plain <= sides[-1]):
                picked.add(entry.id)
    return [entry for entry in words.lists if entry.id in picked] if picked else []


def _find_spans(entry: WordList, text: FoldedText) -> list[Span]:
    spans = _find(entry.forms, text)
    if spans and entry.exceptions.forms:
        masked = _find(entry.exceptions, text)
        spans = [
            span
            for span in spans
            if not any(start <= span[0] and span[1] <= end for start, end in masked)
        ]
    return spans


def _find(forms: Forms, text: FoldedText) -> list[Span]:
    return forms.find(text.words, text.known)


def _make_lost(
    entry: WordList, texts: TextPair, side: Side, spans: Sequence[Span]
) -> RawSignal | None:
    """The signal of words that only `side` has, if the other side does not say it in other words
    and it is no part of an exception."""
    text, other = texts.of(side), texts.of(side.opposite)
    if _find(entry.kin, other) or entry.needs.forms and not _find(entry.needs, other):
        return None
    usable = [
        span
        for span in spans
        if _is_plain(entry, text, span)
        and (not entry.within or _came_alone(entry, texts, side, span))
    ]
    if not usable:
        return None
    raised = _find(entry.raised_by, text) or _find(entry.raised_by, other)
    found = RawSignal(
        entry.signal,
        entry.id,
        entry.lost_is,
        Grade.HIGH if raised else entry.grade,
        text.quote_span(usable[0]),
        "",
        entry.sentences["lost"],
        entry.sentences["gained"],
    )
    return found if side is Side.LEFT else found.mirror()


def _is_plain(entry: WordList, text: FoldedText, span: Span) -> bool:
    """Whether no exception opens shortly before the words: 'except where it has reasonable grounds'
    protects nobody."""
    if entry.signal not in ("safeguard", "mental-element", "without-right"):
        return True
    return _EXCEPTS.isdisjoint(text.words[max(0, span[0] - 10) : span[0]])


def _came_alone(entry: WordList, texts: TextPair, side: Side, span: Span) -> bool:
    """Whether the words were put in or taken out by themselves, and what came with them is not said
    elsewhere on the other side."""
    text, other = texts.of(side), texts.of(side.opposite)
    first, last = span[0], span[1] - 1
    block = texts.block_around(first, last, side) or texts.block_around(first, first, side)
    answered = texts.answers.keys() if side is Side.LEFT else texts.answers.values()
    if block is None or block[2] > SMALL_GAP or text.sentence_of(first) not in answered:
        return False
    start, end, _ = block
    if entry.within == "phrase":
        return end - start - (last - first + 1) <= PHRASE_SLACK
    beside = content_of([*text.words[start:first], *text.words[last + 1 : end]])
    return bool(beside) and sum(word in other.known for word in beside) <= 0.5 * len(beside)


def _make_changed(
    entry: WordList, texts: TextPair, left: Sequence[Span], right: Sequence[Span]
) -> Iterator[RawSignal]:
    """The signal of words for which the other side has others of the same list."""
    forms = Sides(
        {" ".join(texts.left.words[start:end]): (start, end) for start, end in left},
        {" ".join(texts.right.words[start:end]): (start, end) for start, end in right},
    )
    lost, gained = forms.left.keys() - forms.right.keys(), forms.right.keys() - forms.left.keys()
    if lost and gained:
        says = entry.sentences["changed"]
        yield RawSignal(
            entry.signal,
            entry.id,
            Direction.NEUTRAL,
            LOWER[entry.grade],
            texts.left.quote_span(forms.left[min(lost)]),
            texts.right.quote_span(forms.right[min(gained)]),
            says,
            says,
        )


def find_scope_changes(texts: TextPair, words: Words) -> Iterator[RawSignal]:
    """Offences that one side reaches and the other does not; only where both sides name some."""
    if texts.changed.isdisjoint(words.scope_words) or texts.likeness < REWRITTEN:
        return
    left, right = _find_scopes(texts.left, words), _find_scopes(texts.right, words)
    lost, gained = left.keys() - right.keys(), right.keys() - left.keys()
    if not left or not right or not (lost or gained):
        return
    before, after = (max(kind.value for kind, _ in side.values()) for side in (left, right))
    if after > before or after == before and not lost:
        direction = Direction.WIDER
    elif after < before or not gained:
        direction = Direction.NARROWER
    else:
        direction = Direction.NEUTRAL
    says = words.sentences["scope"]
    quotes = Sides(
        " · ".join(texts.left.quote_span(left[key][1]) for key in sorted(lost)),
        " · ".join(texts.right.quote_span(right[key][1]) for key in sorted(gained)),
    )
    yield RawSignal(
        "scope",
        "offences",
        direction,
        Grade.HIGH if lost and gained else Grade.MEDIUM,
        *quotes,
        says[direction],
        says[direction.opposite],
    )


def _find_scopes(text: FoldedText, words: Words) -> dict[str, tuple[Kind, Span]]:
    """The offences that a text reaches, by the id of the scope: its kind, and the words that say it
    first."""
    return {
        kind.id: (kind, (start, _end_numbers(text.words, end)))
        for start, end, kind in reversed(words.scopes.find(text.words, text.known))
    }


def _end_numbers(words: Sequence[str], at: int) -> int:
    """Where the numbers behind `in accordance with articles` end."""
    while at < len(words):
        number = at + (words[at] in ("to", "and", "or", ","))
        if number >= len(words) or not words[number].isdecimal():
            break
        at = number + 1
    return at


_SEPARATORS = frozenset((",", "or", "and"))
_NO_MEMBER = frozenset(
    "shall may must should not that which who where if unless when provided in on at by for with without under of to from is are be "
    "was were it its their this article paragraph as than including between into such any all has have the referred if inter alia "
    "example both each whether directive regulation parliament council commission community union member state states he his she her they".split()
)
_QUALITY = re.compile(r"(?:ive|ial|ous|ory|able|ible|ant|(?<!m)ent)$")
_EXCEPTIVE = re.compile(
    r" (?:not|except|excluding|unless|without|other than|nor|neither|only|limit) "
)


def find_enumeration_changes(texts: TextPair, words: Words) -> Iterator[RawSignal]:
    """Members of a list like `produce, sell or import` that stand on one side only."""
    if texts.likeness < 0.5:
        return
    lost, gained = _find_members(texts, Side.LEFT), _find_members(texts, Side.RIGHT)
    if len(lost) == len(gained):  # none, or as many new names as old ones: products, supplies
        return
    says, lost_is = words.sentences["enumeration"], words.enumeration_lost_is
    members = [(texts.left, span) for span in lost], [(texts.right, span) for span in gained]
    quotes = Sides(
        " · ".join(texts.left.quote(*span) for span in lost),
        " · ".join(texts.right.quote(*span) for span in gained),
    )
    around = [_sentence_around(*side[0]) for side in members if side]
    # a longer list of exceptions makes a rule narrower: where the sentence turns things round, no
    # direction is claimed
    # and a further quality (independent, impartial) asks for more where a further act (to obtain)
    # reaches more
    qualities = any(
        _QUALITY.search(text.words[last]) for side in members for text, (_, last) in side
    )
    key, mirrored = ("lost", "gained") if lost else ("gained", "lost")
    direction = lost_is if lost else lost_is.opposite
    if lost and gained:
        key = mirrored = "changed"
    if lost and gained or qualities or any(_EXCEPTIVE.search(line) for line in around):
        direction = Direction.NEUTRAL
    yield RawSignal(
        "scope", "enumeration", direction, Grade.MEDIUM, *quotes, says[key], says[mirrored]
    )


def _sentence_around(text: FoldedText, span: tuple[int, int]) -> str:
    """The sentence that the words stand in, with a blank before and behind each word."""
    start, end = text.sentences[text.sentence_of(span[0])]
    return " " + " ".join(text.words[start:end]) + " "


def _find_members(texts: TextPair, side: Side) -> list[tuple[int, int]]:
    """The members that only this side has, as [first, last] words."""
    text, other, left = texts.of(side), texts.of(side.opposite), side is Side.LEFT
    spans = []
    for n, (op, a, b, c, d) in enumerate(texts.opcodes):
        start, end, rest = (a, b, d - c) if left else (c, d, b - a)
        if (
            op == "equal"
            or start == end
            or rest
            and not _is_list(other, *((c, d) if left else (a, b)))
            or _is_fragment(texts, n)
        ):
            continue
        spans += _split_members(text, start, end)
    return [
        span
        for span in spans
        if not all(
            _stem(word) in other.line for word in text.words[span[0] : span[1] + 1] if len(word) > 3
        )
    ]


def _stem(word: str) -> str:
    """Enough of a word to find `products` in `product` and `production`."""
    return " " + word[: max(4, len(word) - 3)]


def _is_fragment(texts: TextPair, n: int) -> bool:
    """Whether hardly more than a comma holds this block apart from another change: part of a larger
    rewording."""
    codes = texts.opcodes
    return any(0 < m < len(codes) - 1 and codes[m][2] - codes[m][1] <= 1 for m in (n - 1, n + 1))


def _is_list(text: FoldedText, start: int, end: int) -> bool:
    """Whether what stands in the place is one or several members too (`access code` for `access
    credentials, electronic signature`)."""
    return bool(_split_members(text, start, end))


def _split_members(text: FoldedText, start: int, end: int) -> list[tuple[int, int]]:
    """The changed words [start, end) as whole members of an enumeration of at least three; [] if
    they are anything else."""
    words = text.words
    first, last = start, end - 1
    while first <= last and words[first] in _SEPARATORS:
        first += 1
    while last >= first and words[last] in _SEPARATORS:
        last -= 1
    before, after = (
        words[first - 1] if first else "",
        words[last + 1] if last + 1 < len(words) else "",
    )
    if first > last or before not in _SEPARATORS and after not in _SEPARATORS:
        return []
    if (before not in _SEPARATORS and before not in ("to", ":", "the", "of", "for", "")) or (
        after not in _SEPARATORS and after not in (";", ".", "")
    ):
        return []
    members, at = [], first
    for n in range(first, last + 2):
        if n > last or words[n] in _SEPARATORS:
            if n > at:
                members.append((at, n - 1))
            at = n + 1
    if any(b - a + 1 > MEMBER_WORDS or not _is_member(words[a : b + 1]) for a, b in members):
        return []
    return members if _in_enumeration(words, first, last) else []


def _is_member(words: Sequence[str]) -> bool:
    return all(
        word not in _NO_MEMBER and word.replace("-", "").isalpha() for word in words
    ) and any(len(word) > 3 for word in words)


def _in_enumeration(words: Sequence[str], first: int, last: int) -> bool:
    """Whether two further short members stand around."""
    pieces: list[list[str]] = [[]]
    for word in words[max(0, first - 14) : min(len(words), last + 15)]:
        if word in _SEPARATORS:
            pieces.append([])
        else:
            pieces[-1].append(word)
    inner = [piece for piece in pieces[1:-1] if piece]
    return sum(len(piece) <= MEMBER_WORDS and _is_member(piece) for piece in inner) >= 2
