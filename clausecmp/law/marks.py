"""Words that stand on one side only: the lists of signals.yaml, the offences reached, members of
enumerations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .forms import Forms, Span, split_plain
from .lexicon import OPPOSITE, WordList, Words
from .readings import Facing, Found, Reading, content_of

LOWER = {"high": "medium", "medium": "low", "low": "low"}
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


def find_list_changes(facing: Facing, words: Words) -> Iterator[Found]:
    """What the word lists say about words that are not on both sides."""
    picked = _pick_lists(facing.changed, (facing.left.known, facing.right.known), words)
    if not picked or facing.likeness < REWRITTEN:
        return
    for entry in picked:
        left, right = _spans(entry, facing.left), _spans(entry, facing.right)
        if bool(left) != bool(right):
            turned = not left
            here, other = (facing.right, facing.left) if turned else (facing.left, facing.right)
            found = _make_lost(entry, here, other, left or right, facing, turned)
            if found:
                yield found
        elif left and "changed" in entry.sentences:
            yield from _make_changed(entry, facing, left, right)


def may_speak_alone(text: str, words: Words) -> bool:
    """Whether a clause may hold words that raise a signal alone; quick, for the many that do
    not."""
    plain = split_plain(text)
    keys = words.lone_keys.keys() & plain
    return bool(keys) and any(beside <= plain for key in keys for beside in words.lone_keys[key])


def find_lone(reading: Reading, words: Words) -> Iterator[Found]:
    """What a clause without counterpart takes with it, as seen from the side that has it."""
    for entry in _pick_lists(reading.known, [reading.known], words):
        spans = _spans(entry, reading) if entry.alone else []
        if spans and entry.alone:
            says = [entry.sentences[key].partition(";")[0] for key in ("lost", "gained")]
            yield Found(
                entry.signal,
                entry.id,
                entry.lost_is,
                entry.alone,
                reading.quote_span(spans[0]),
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


def _spans(entry: WordList, reading: Reading) -> list[Span]:
    spans = _find(entry.forms, reading)
    if spans and entry.exceptions.forms:
        masked = _find(entry.exceptions, reading)
        spans = [
            span
            for span in spans
            if not any(start <= span[0] and span[1] <= end for start, end in masked)
        ]
    return spans


def _find(forms: Forms, reading: Reading) -> list[Span]:
    return forms.find(reading.words, reading.known)


def _make_lost(
    entry: WordList,
    here: Reading,
    other: Reading,
    spans: Sequence[Span],
    facing: Facing,
    turned: bool,
) -> Found | None:
    """A loss (or, turned, a gain), if the other side does not say it in other words and it is no
    part of an exception."""
    if _find(entry.kin, other) or entry.needs.forms and not _find(entry.needs, other):
        return None
    usable = [
        span
        for span in spans
        if _is_plain(entry, here, span)
        and (not entry.within or _stands_alone(entry, here, other, span, facing, turned))
    ]
    if not usable:
        return None
    quote, says = here.quote_span(usable[0]), (entry.sentences["lost"], entry.sentences["gained"])
    raised = _find(entry.raised_by, here) or _find(entry.raised_by, other)
    grade = "high" if raised else entry.grade
    if turned:
        return Found(
            entry.signal, entry.id, OPPOSITE[entry.lost_is], grade, "", quote, says[1], says[0]
        )
    return Found(entry.signal, entry.id, entry.lost_is, grade, quote, "", *says)


def _is_plain(entry: WordList, here: Reading, span: tuple[int, int]) -> bool:
    """Whether no exception opens shortly before the words: 'except where it has reasonable grounds'
    protects nobody."""
    if entry.signal not in ("safeguard", "mental-element", "without-right"):
        return True
    return _EXCEPTS.isdisjoint(here.words[max(0, span[0] - 10) : span[0]])


def _stands_alone(
    entry: WordList, here: Reading, other: Reading, span: Span, facing: Facing, turned: bool
) -> bool:
    """Whether the words were put in or taken out by themselves, and what came with them is not said
    elsewhere on the other side."""
    first, last = span[0], span[1] - 1
    block = facing.block_around(first, last, left=not turned) or facing.block_around(
        first, first, left=not turned
    )
    answered = facing.answers.values() if turned else facing.answers.keys()
    if block is None or block[2] > SMALL_GAP or here.sentence_of(first) not in answered:
        return False
    start, end, _ = block
    if entry.within == "phrase":
        return end - start - (last - first + 1) <= PHRASE_SLACK
    beside = content_of([*here.words[start:first], *here.words[last + 1 : end]])
    return bool(beside) and sum(word in other.known for word in beside) <= 0.5 * len(beside)


def _make_changed(
    entry: WordList, facing: Facing, left: Sequence[Span], right: Sequence[Span]
) -> Iterator[Found]:
    ours = {" ".join(facing.left.words[start:end]): (start, end) for start, end in left}
    theirs = {" ".join(facing.right.words[start:end]): (start, end) for start, end in right}
    lost, gained = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    if lost and gained:
        says = entry.sentences["changed"]
        yield Found(
            entry.signal,
            entry.id,
            "neutral",
            LOWER[entry.grade],
            facing.left.quote_span(ours[min(lost)]),
            facing.right.quote_span(theirs[min(gained)]),
            says,
            says,
        )


def find_scope_changes(facing: Facing, words: Words) -> Iterator[Found]:
    """Offences that one side reaches and the other does not; only where both sides name some."""
    if facing.changed.isdisjoint(words.scope_words) or facing.likeness < REWRITTEN:
        return
    ours, theirs = (
        {
            kind.id: (kind, (start, _end_numbers(reading.words, end)))
            for start, end, kind in reversed(words.scopes.find(reading.words, reading.known))
        }
        for reading in (facing.left, facing.right)
    )
    lost, gained = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    if not ours or not theirs or not (lost or gained):
        return
    before, after = (max(kind.value for kind, _ in side.values()) for side in (ours, theirs))
    direction = (
        "wider"
        if after > before
        else "narrower"
        if after < before
        else "wider"
        if not lost
        else "narrower"
        if not gained
        else "neutral"
    )
    says = words.sentences["scope"]
    quotes = [
        " · ".join(reading.quote_span(side[key][1]) for key in sorted(keys))
        for reading, side, keys in ((facing.left, ours, lost), (facing.right, theirs, gained))
    ]
    yield Found(
        "scope",
        "offences",
        direction,
        "high" if lost and gained else "medium",
        *quotes,
        says[direction],
        says[OPPOSITE[direction]],
    )


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


def find_enumeration_changes(facing: Facing, words: Words) -> Iterator[Found]:
    """Members of a list like `produce, sell or import` that stand on one side only."""
    if facing.likeness < 0.5:
        return
    lost, gained = _find_members(facing, left=True), _find_members(facing, left=False)
    if len(lost) == len(gained):  # none, or as many new names as old ones: products, supplies
        return
    says, lost_is = words.sentences["enumeration"], words.enumeration_lost_is
    quotes = [
        " · ".join(reading.quote(*span) for span in spans)
        for reading, spans in ((facing.left, lost), (facing.right, gained))
    ]
    around = [
        _sentence_around(reading, spans[0])
        for reading, spans in ((facing.left, lost), (facing.right, gained))
        if spans
    ]
    # a longer list of exceptions makes a rule narrower: where the sentence turns things round, no
    # direction is claimed
    # and a further quality (independent, impartial) asks for more where a further act (to obtain)
    # reaches more
    qualities = any(
        _QUALITY.search(reading.words[last])
        for reading, spans in ((facing.left, lost), (facing.right, gained))
        for _, last in spans
    )
    turned = lost and gained or qualities or any(_EXCEPTIVE.search(line) for line in around)
    key, back = (
        ("changed", "changed")
        if lost and gained
        else ("lost", "gained")
        if lost
        else ("gained", "lost")
    )
    direction = "neutral" if turned else lost_is if lost else OPPOSITE[lost_is]
    yield Found("scope", "enumeration", direction, "medium", *quotes, says[key], says[back])


def _sentence_around(reading: Reading, span: tuple[int, int]) -> str:
    start, end = reading.sentences[reading.sentence_of(span[0])]
    return " " + " ".join(reading.words[start:end]) + " "


def _find_members(facing: Facing, *, left: bool) -> list[tuple[int, int]]:
    """The members that only this side has, as [first, last] words."""
    reading, other = (facing.left, facing.right) if left else (facing.right, facing.left)
    spans = []
    for n, (op, a, b, c, d) in enumerate(facing.opcodes):
        start, end, rest = (a, b, d - c) if left else (c, d, b - a)
        if (
            op == "equal"
            or start == end
            or rest
            and not _is_list(other, *((c, d) if left else (a, b)))
            or _is_fragment(facing, n)
        ):
            continue
        spans += _split_members(reading, start, end)
    return [
        span
        for span in spans
        if not all(
            _stem(word) in other.line
            for word in reading.words[span[0] : span[1] + 1]
            if len(word) > 3
        )
    ]


def _stem(word: str) -> str:
    """Enough of a word to find `products` in `product` and `production`."""
    return " " + word[: max(4, len(word) - 3)]


def _is_fragment(facing: Facing, n: int) -> bool:
    """Whether hardly more than a comma holds this block apart from another change: part of a larger
    rewording."""
    codes = facing.opcodes
    return any(0 < m < len(codes) - 1 and codes[m][2] - codes[m][1] <= 1 for m in (n - 1, n + 1))


def _is_list(reading: Reading, start: int, end: int) -> bool:
    """Whether what stands in the place is one or several members too (`access code` for `access
    credentials, electronic signature`)."""
    return bool(_split_members(reading, start, end))


def _split_members(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """The changed words [start, end) as whole members of an enumeration of at least three; [] if
    they are anything else."""
    words = reading.words
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
