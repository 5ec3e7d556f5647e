"""Words that stand on one side only: the lists of signals.yaml, figures with their units, the offences reached, members of enumerations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .signal_text import Facing, Found, Reading, content_of, share
from .signal_words import OPPOSITE, WordList, Words

SAME_FIGURE = 0.35
"""Two figures of one kind are one threshold with another number when the words around them share this much."""
LOWER = {"high": "medium", "medium": "low", "low": "low"}
REWRITTEN = 0.25
"""Texts that share less are different provisions: what one of them lacks was hardly taken out of it. Nothing is claimed there."""
SMALL_GAP = 2
"""So many words may stand in the place of a phrase that was taken out (`for:` in that of `and to the widest extent possible`)."""
PHRASE_SLACK = 5
"""So many words may come and go with a phrase (`of each Party,`); with more the phrase belongs to something new."""
_EXCEPTS = frozenset(("except", "unless", "save", "excluding"))
MEMBER_WORDS = 4
"""Longer pieces between commas are clauses, not members of an enumeration."""


def find_list_changes(facing: Facing, words: Words) -> Iterator[Found]:
    """What the word lists say about words that are not on both sides."""
    picked = _pick_lists(facing.changed, (set(facing.left.words), set(facing.right.words)), words)
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
    """Whether a clause may hold words that raise a signal alone; quick, for the many that do not."""
    plain = set(text.lower().replace(",", " ").replace(".", " ").replace(";", " ").replace(")", " ").replace("\u201d", " ").split())
    return any(beside <= plain for key in words.lone_keys.keys() & plain for beside in words.lone_keys[key])


def find_lone(reading: Reading, words: Words) -> Iterator[Found]:
    """What a clause without counterpart takes with it, as seen from the side that has it."""
    for entry in _pick_lists(set(reading.words), [set(reading.words)], words):
        spans = _spans(entry, reading) if entry.alone else []
        if spans and entry.alone:
            says = [entry.sentences[key].partition(";")[0] for key in ("lost", "gained")]
            yield Found(entry.signal, entry.id, entry.lost_is, entry.alone, reading.quote_span(spans[0]), "",
                        f"{says[0]} in a clause that the right one does not answer.", f"{says[1]} in a clause that the left one does not answer.")


def _pick_lists(changed: set[str], sides: Sequence[set[str]], words: Words) -> list[WordList]:
    """The lists that a change of these words may concern, in the order of the file; `sides`: the words of each text."""
    picked = {entry.id for word in changed & words.triggers.keys() for plain, entry in words.triggers[word] if any(plain <= side for side in sides)}
    return [entry for entry in words.lists if entry.id in picked] if picked else []


def _spans(entry: WordList, reading: Reading) -> list[tuple[int, int]]:
    spans = entry.forms.spans(reading.line)
    if spans and entry.exceptions.forms:
        masked = entry.exceptions.spans(reading.line)
        spans = [span for span in spans if not any(start <= span[0] and span[1] <= end for start, end in masked)]
    return spans


def _make_lost(entry: WordList, here: Reading, other: Reading, spans: Sequence[tuple[int, int]], facing: Facing, turned: bool) -> Found | None:
    """A loss (or, turned, a gain), if the other side does not say it in other words and it is no part of an exception."""
    if entry.kin.forms and entry.kin.pattern.search(other.line) or entry.needs.forms and not entry.needs.pattern.search(other.line):
        return None
    usable = [span for span in spans if _is_plain(entry, here, span) and (not entry.within or _stands_alone(entry, here, other, span, facing, turned))]
    if not usable:
        return None
    quote, says = here.quote_span(usable[0]), (entry.sentences["lost"], entry.sentences["gained"])
    raised = entry.raised_by.forms and (entry.raised_by.pattern.search(here.line) or entry.raised_by.pattern.search(other.line))
    grade = "high" if raised else entry.grade
    if turned:
        return Found(entry.signal, entry.id, OPPOSITE[entry.lost_is], grade, "", quote, says[1], says[0])
    return Found(entry.signal, entry.id, entry.lost_is, grade, quote, "", *says)


def _is_plain(entry: WordList, here: Reading, span: tuple[int, int]) -> bool:
    """Whether no exception opens shortly before the words: 'except where it has reasonable grounds' protects nobody."""
    if entry.signal not in ("safeguard", "mental-element", "without-right"):
        return True
    first = here.word_at(span[0])
    return _EXCEPTS.isdisjoint(here.words[max(0, first - 10):first])


def _stands_alone(entry: WordList, here: Reading, other: Reading, span: tuple[int, int], facing: Facing, turned: bool) -> bool:
    """Whether the words were put in or taken out by themselves, and what came with them is not said elsewhere on the other side."""
    first, last = here.word_at(span[0]), here.word_at(span[1] - 1)
    block = facing.block_around(first, last, left=not turned)
    answered = facing.answers.values() if turned else facing.answers.keys()
    if block is None or block[2] > SMALL_GAP or here.sentence_of(first) not in answered:
        return False
    start, end, _ = block
    if entry.within == "phrase":
        return end - start - (last - first + 1) <= PHRASE_SLACK
    beside = content_of([*here.words[start:first], *here.words[last + 1:end]])
    there = set(other.words)
    return bool(beside) and sum(word in there for word in beside) <= 0.5 * len(beside)


def _make_changed(entry: WordList, facing: Facing, left: Sequence[tuple[int, int]], right: Sequence[tuple[int, int]]) -> Iterator[Found]:
    ours = {facing.left.line[start:end]: (start, end) for start, end in left}
    theirs = {facing.right.line[start:end]: (start, end) for start, end in right}
    lost, gained = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    if lost and gained:
        says = entry.sentences["changed"]
        yield Found(entry.signal, entry.id, "neutral", LOWER[entry.grade], facing.left.quote_span(ours[min(lost)]),
                    facing.right.quote_span(theirs[min(gained)]), says, says)


class Figure(NamedTuple):
    """A number with its unit: `kind` of unit, `value` in base units, its words, and whether it limits a time."""

    kind: str
    value: float
    first: int
    last: int
    deadline: bool


_ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {word: n for n, word in enumerate(_ONES, 1)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_NUMBERS |= {f"{ten}-{one}": value + n for ten, value in list(_NUMBERS.items()) if ten in _TENS for n, one in enumerate(_ONES[:9], 1)}
_NUMBERS |= {"hundred": 100, "thirtieth": 30, "sixtieth": 60, "ninetieth": 90, "fortieth": 40, "fifth": 5, "tenth": 10, "twentieth": 20}
_BETWEEN = frozenset("working calendar consecutive business full clear or more".split())
_DATE = re.compile(r" \d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december) \d{4} ")
_DIGITS = re.compile(r"^(\d+)(?:st|nd|rd|th)?$")


def find_threshold_changes(facing: Facing, words: Words) -> Iterator[Found]:
    """Figures with a unit that differ, or stand on one side only in sentences that answer each other."""
    if not any(word in _NUMBERS or word[0].isdigit() for word in facing.changed) or facing.likeness < REWRITTEN:
        return
    ours, theirs = read_figures(facing.left, words), read_figures(facing.right, words)
    lost, gained = _subtract(ours, theirs), _subtract(theirs, ours)
    says = words.sentences["threshold"]
    ranked = sorted((-share(facing.left.window(one.first, 8), facing.right.window(other.first, 8)), n, m)
                    for n, one in enumerate(lost) for m, other in enumerate(gained) if one.kind == other.kind)
    used: tuple[set[int], set[int]] = (set(), set())
    for score, n, m in ranked:
        if -score >= SAME_FIGURE and n not in used[0] and m not in used[1]:
            used[0].add(n)
            used[1].add(m)
            yield _make_figure(facing, lost[n], gained[m], says)
    for n, m in _pair_single(facing, lost, gained, used):
        yield _make_figure(facing, lost[n], gained[m], says)
    for side, figures, reading in ((0, lost, facing.left), (1, gained, facing.right)):
        for n, figure in enumerate(figures):
            if n not in used[side] and _has_answer(facing, reading, figure.first) and not _gained_date(facing, reading):
                quote, said = reading.quote(figure.first, figure.last), (says["lost"], says["gained"])
                yield Found("threshold", "figure", "neutral", "medium", *(("", quote) if side else (quote, "")), *(said[::-1] if side else said))


def _pair_single(facing: Facing, lost: Sequence[Figure], gained: Sequence[Figure], used: tuple[set[int], set[int]]) -> Iterator[tuple[int, int]]:
    """Figures that are the only ones left of their kind, in sentences that answer each other."""
    for n, one in enumerate(lost):
        same = [m for m, other in enumerate(gained) if other.kind == one.kind and m not in used[1]]
        alone = len(same) == 1 and sum(figure.kind == one.kind for k, figure in enumerate(lost) if k not in used[0]) == 1
        if n not in used[0] and alone and facing.answers.get(facing.left.sentence_of(one.first)) == facing.right.sentence_of(gained[same[0]].first):
            used[0].add(n)
            used[1].add(same[0])
            yield n, same[0]


def _gained_date(facing: Facing, reading: Reading) -> bool:
    """Whether the other side has a new date: a period counted from entry into force is often printed as the day it ends."""
    other = facing.right if reading is facing.left else facing.left
    return any(match.group()[1:-1] not in reading.line for match in _DATE.finditer(other.line))


def _has_answer(facing: Facing, reading: Reading, word: int) -> bool:
    sentence = reading.sentence_of(word)
    return sentence in (facing.answers.keys() if reading is facing.left else facing.answers.values())


def _make_figure(facing: Facing, one: Figure, other: Figure, says: dict[str, str]) -> Found:
    direction, keys = "neutral", ("changed", "changed")
    if one.deadline and other.deadline:  # only a time limit has a direction that the words alone tell
        direction, keys = ("weaker", ("longer", "shorter")) if other.value > one.value else ("stronger", ("shorter", "longer"))
    return Found("threshold", "figure", direction, "high", facing.left.quote(one.first, one.last), facing.right.quote(other.first, other.last),
                 says[keys[0]], says[keys[1]])


def _subtract(figures: Sequence[Figure], others: Sequence[Figure]) -> list[Figure]:
    rest = [(figure.kind, figure.value) for figure in others]
    left = []
    for figure in figures:
        if (figure.kind, figure.value) in rest:
            rest.remove((figure.kind, figure.value))
        else:
            left.append(figure)
    return left


def read_figures(reading: Reading, words: Words) -> list[Figure]:
    """Every number that stands beside a unit, in order."""
    units = {form: kind for kind in words.units for form in kind.forms.forms}
    found, at = [], 0
    while at < len(reading.words):
        value, end = _read_number(reading.words, at)
        if value is None:
            at += 1
            continue
        last = end
        while last < len(reading.words) and last < end + 3 and reading.words[last] in _BETWEEN:
            last += 1
        for size in (2, 1):
            kind = units.get(" ".join(reading.words[last:last + size]))
            if kind:
                stop = min(last + size, len(reading.words)) - 1
                found.append(Figure(kind.id, value * kind.value, at, stop, _limits_time(reading, at, stop, words)))
                break
        else:
            kind = units.get(reading.words[at - 1]) if at else None
            if kind and kind.id == "money":
                found.append(Figure(kind.id, value, at - 1, end - 1, False))
        at = end
    return found


def _limits_time(reading: Reading, first: int, last: int, words: Words) -> bool:
    near = " " + " ".join(reading.words[max(0, first - 5):first]) + " "
    return bool(words.deadline.pattern.search(near) or reading.words[last + 1:last + 4] == ["at", "the", "latest"])


def _read_number(words: Sequence[str], at: int) -> tuple[float | None, int]:
    """The number that begins at `at` (`5 000 000`, `0,5`, `30th`, `ninety`), and the word after it."""
    word = words[at]
    if word in _NUMBERS:
        return float(_NUMBERS[word]), at + 1
    match = _DIGITS.match(word)
    if not match:
        return None, at + 1
    digits, at = match[1], at + 1
    while at < len(words) and len(words[at]) == 3 and words[at].isdigit() and len(digits) <= 9:
        digits, at = digits + words[at], at + 1
    if at + 1 < len(words) and words[at] in (",", ".") and words[at + 1].isdigit():
        grouped = len(words[at + 1]) == 3
        digits, at = digits + ("" if grouped else ".") + words[at + 1], at + 2
    return float(digits), at


def find_scope_changes(facing: Facing, words: Words) -> Iterator[Found]:
    """Offences that one side reaches and the other does not; only where both sides name some."""
    if facing.changed.isdisjoint(words.scope_words) or facing.likeness < REWRITTEN:
        return
    ours, theirs = ({kind.id: (kind, (start, end)) for start, end, kind in reversed(words.scopes.spans(reading.line))} for reading in (facing.left, facing.right))
    lost, gained = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    if not ours or not theirs or not (lost or gained):
        return
    before, after = (max(kind.value for kind, _ in side.values()) for side in (ours, theirs))
    direction = "wider" if after > before else "narrower" if after < before else "wider" if not lost else "narrower" if not gained else "neutral"
    says = words.sentences["scope"]
    quotes = [" · ".join(reading.quote_span(side[key][1]) for key in sorted(keys)) for reading, side, keys in ((facing.left, ours, lost), (facing.right, theirs, gained))]
    yield Found("scope", "offences", direction, "high" if lost and gained else "medium", *quotes, says[direction], says[OPPOSITE[direction]])


_SEPARATORS = frozenset((",", "or", "and"))
_NO_MEMBER = frozenset("shall may must should not that which who where if unless when provided in on at by for with without under of to from is are be "
                       "was were it its their this article paragraph as than including between into such any all has have the referred if".split())
_EXCEPTIVE = re.compile(r" (?:not|except|excluding|unless|without|other than|nor|neither|only|limit) ")


def find_enumeration_changes(facing: Facing, words: Words) -> Iterator[Found]:
    """Members of a list like `produce, sell or import` that stand on one side only."""
    if facing.likeness < 0.5:
        return
    lost, gained = _find_members(facing, left=True), _find_members(facing, left=False)
    if not lost and not gained:
        return
    says, lost_is = words.sentences["enumeration"], words.enumeration_lost_is
    quotes = [" · ".join(reading.quote(*span) for span in spans) for reading, spans in ((facing.left, lost), (facing.right, gained))]
    around = [_sentence_around(reading, spans[0]) for reading, spans in ((facing.left, lost), (facing.right, gained)) if spans]
    # a longer list of exceptions makes a rule narrower: where the sentence turns things round, no direction is claimed
    turned = lost and gained or any(_EXCEPTIVE.search(line) for line in around)
    key, back = ("changed", "changed") if lost and gained else ("lost", "gained") if lost else ("gained", "lost")
    direction = "neutral" if turned else lost_is if lost else OPPOSITE[lost_is]
    yield Found("scope", "enumeration", direction, "medium", *quotes, says[key], says[back])


def _sentence_around(reading: Reading, span: tuple[int, int]) -> str:
    start, end = reading.sentences[reading.sentence_of(span[0])]
    return " " + " ".join(reading.words[start:end]) + " "


def _find_members(facing: Facing, *, left: bool) -> list[tuple[int, int]]:
    """The members that only this side has, as [first, last] words."""
    reading, other = (facing.left, facing.right) if left else (facing.right, facing.left)
    spans = []
    for op, a, b, c, d in facing.opcodes:
        start, end, rest = (a, b, d - c) if left else (c, d, b - a)
        if op == "equal" or start == end or rest and not _is_list(other, *((c, d) if left else (a, b))):
            continue
        spans += _split_members(reading, start, end)
    return [span for span in spans if not all(_stem(word) in other.line for word in reading.words[span[0]:span[1] + 1] if len(word) > 3)]


def _stem(word: str) -> str:
    """Enough of a word to find `products` in `product` and `production`."""
    return " " + word[:max(4, len(word) - 3)]


def _is_list(reading: Reading, start: int, end: int) -> bool:
    """Whether what stands in the place is one or several members too (`access code` for `access credentials, electronic signature`)."""
    return bool(_split_members(reading, start, end))


def _split_members(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    """The changed words [start, end) as whole members of an enumeration of at least three; [] if they are anything else."""
    words = reading.words
    first, last = start, end - 1
    while first <= last and words[first] in _SEPARATORS:
        first += 1
    while last >= first and words[last] in _SEPARATORS:
        last -= 1
    before, after = words[first - 1] if first else "", words[last + 1] if last + 1 < len(words) else ""
    if first > last or before not in _SEPARATORS and after not in _SEPARATORS:
        return []
    if (before not in _SEPARATORS and before not in ("to", ":", "the", "of", "for", "")) or (after not in _SEPARATORS and after not in (";", ".", "")):
        return []
    members, at = [], first
    for n in range(first, last + 2):
        if n > last or words[n] in _SEPARATORS:
            if n > at:
                members.append((at, n - 1))
            at = n + 1
    if any(b - a + 1 > MEMBER_WORDS or not _is_member(words[a:b + 1]) for a, b in members):
        return []
    return members if _in_enumeration(words, first, last) else []


def _is_member(words: Sequence[str]) -> bool:
    return all(word not in _NO_MEMBER and word[0].isalpha() for word in words) and any(len(word) > 3 for word in words)


def _in_enumeration(words: Sequence[str], first: int, last: int) -> bool:
    """Whether two further short members stand around."""
    pieces: list[list[str]] = [[]]
    for word in words[max(0, first - 14):min(len(words), last + 15)]:
        if word in _SEPARATORS:
            pieces.append([])
        else:
            pieces[-1].append(word)
    inner = [piece for piece in pieces[1:-1] if piece]
    return sum(len(piece) <= MEMBER_WORDS and _is_member(piece) for piece in inner) >= 2
