"""Negotiating brackets: what of a text is still open, which alternatives it offers, and what became
of it in another draft.

`[sixty]` is open; `[thirty / sixty]`, `[thirty] [sixty]`, `[option 1: grey] [option 2: blue]` and
`[option 1] grey [option 2] blue` are alternatives of one open passage. A bracket that is never
closed is no bracket.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..model.attributions import NONE_KNOWN, Attribution, Delegations, read_attributions
from ..model.sides import Sides
from ..model.tokens import Fold, Token, tokenize
from ..model.vocabulary import Side
from ..redline.words import match_words
from .resolutions import KEPT_SHARE, Resolution

if TYPE_CHECKING:
    from .result import Change, Comparison


WORDS_GONE, NEW_WORDS = "the words are gone", "new words"
_BRACKET = re.compile(r"[\[\]]")
_LABEL = re.compile(
    r"\s*((?:option|alternative|alt\.?|variant|version)\s*(?:\d+|[a-z]|[ivx]+))\s*(?:[:.\u2013-]\s*|$)",
    re.I,
)
_JOINTS = ("", "/", "or")
_NO_STROKE = ("and/or", "he/she", "his/her", "him/her", "s/he")


class Option(NamedTuple):
    """One alternative: its label ('' if it has none) and its words at [start, end) of the text."""

    label: str
    start: int
    end: int


class OpenText(NamedTuple):
    """An open passage [start, end) of a text, brackets included, with its alternatives: one means
    that nothing but this wording is offered."""

    start: int
    end: int
    options: tuple[Option, ...]


def find_open(text: str) -> list[OpenText]:
    """The open passages of a text, in order."""
    found: list[OpenText] = []
    marker = False  # whether the last passage ends in a label whose words run on
    for start, end in _find_pairs(text):
        content = text[start + 1 : end - 1]
        label = _LABEL.match(content)
        if label and label.end() == len(content):
            found, marker = _add_marker(found, marker, text, start, end, label[1]), True
            continue
        if marker:
            continue  # a bracket inside the words of an option
        options = _read_options(text, start + 1, end - 1, label)
        if found and len(options) == 1 and text[found[-1].end : start].strip().lower() in _JOINTS:
            last = found.pop()
            found.append(OpenText(last.start, end, last.options + options))
        else:
            found.append(OpenText(start, end, options))
    return found


def find_wording(text: str, said: Sequence[tuple[int, int]]) -> list[OpenText]:
    """The open passages of a text that are wording: not those that only name who speaks (`[G77]`),
    at the places `said`."""
    return [
        passage
        for passage in find_open(text)
        if not any(start <= passage.start and passage.end <= end for start, end in said)
    ]


def _find_pairs(text: str) -> list[tuple[int, int]]:
    """The outermost pairs of brackets as [start, end)."""
    stack: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            stack.append(match.start())
        elif stack:
            start = stack.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, match.end()))
    return pairs


def _add_marker(
    found: list[OpenText], marker: bool, text: str, start: int, end: int, label: str
) -> list[OpenText]:
    """`[option 2]`: its words run to the next label or to the end."""
    stop = len(text.rstrip())
    if not marker:
        return [*found, OpenText(start, stop, (Option(label, end, stop),))]
    last = found[-1]
    *before, running = last.options
    return [
        *found[:-1],
        OpenText(
            last.start, stop, (*before, running._replace(end=start), Option(label, end, stop))
        ),
    ]


def _read_options(
    text: str, start: int, end: int, label: re.Match[str] | None
) -> tuple[Option, ...]:
    if label:
        return (Option(label[1], start + label.end(), end),)
    inner = text[start:end].lower()
    for word in _NO_STROKE:
        inner = inner.replace(word, word.replace("/", "|"))
    parts, depth, at = [], 0, 0
    for n, char in enumerate(inner):
        depth += (char == "[") - (char == "]")
        if char == "/" and not depth and inner[at:n].strip():
            parts.append((at, n))
            at = n + 1
    parts.append((at, len(inner)))
    if len(parts) > 1 and not inner[at:].strip():
        parts.pop()
    return tuple(Option("", start + a, start + b) for a, b in parts)


def read_option(text: str, option: Option) -> str:
    """The words of an alternative in one line."""
    return " ".join(text[option.start : option.end].split())


class Passage(NamedTuple):
    """An open passage and what became of it. `text`: the words it stands in; `how`: why it is
    taken for that, in words; `chosen`: the number of the alternative that was settled on;
    `attributions`: who proposes and who opposes its words."""

    side: Side
    ref: str
    text: str
    open: OpenText
    resolution: Resolution
    how: str = ""
    chosen: int | None = None
    attributions: tuple[Attribution, ...] = ()


class Resolved(NamedTuple):
    """Passage `number` of the text of `side` and what became of it; the rest as in Passage."""

    side: Side
    number: int
    resolution: Resolution
    how: str
    chosen: int | None


class _Text:
    """One text with its open passages. `places[n]`: the passage and option that token n stands in,
    None for agreed words."""

    def __init__(self, text: str, fold: Fold | None, delegations: Delegations) -> None:
        self.attributions = read_attributions(text, delegations)
        self.said = [one.said for one in self.attributions]
        self.text, self.passages = text, find_wording(text, self.said)
        self.tokens: list[Token] = []
        self.places: list[tuple[int, int] | None] = []
        for token in tokenize(text, fold) if text else ():
            place = self._find_place(token)
            named = any(start <= token.start < end for start, end in self.said)
            if place != (-1, -1) and token.text not in "[]" and not named:
                self.tokens.append(token)
                self.places.append(place)

    def _find_place(self, token: Token) -> tuple[int, int] | None:
        for n, passage in enumerate(self.passages):
            if passage.start <= token.start < passage.end:
                return next(
                    (
                        (n, m)
                        for m, option in enumerate(passage.options)
                        if option.start <= token.start < option.end
                    ),
                    (-1, -1),
                )
        return None


def compare_texts(
    left: str, right: str, fold: Fold | None = None, delegations: Delegations = NONE_KNOWN
) -> list[Resolved]:
    """What became of the open passages of either text. One of the right text that is open in the
    left one too is not repeated."""
    texts = Sides(_Text(left, fold, delegations), _Text(right, fold, delegations))
    found = [
        Resolved(Side.LEFT, n, *_judge_left(n, texts.left, texts.right))
        for n in range(len(texts.left.passages))
    ]
    opened = {
        n: how
        for n in range(len(texts.right.passages))
        if (how := _judge_right(n, texts.right, texts.left)) is not None
    }
    new = [n for n, how in opened.items() if how == NEW_WORDS]
    gone = [one.number for one in found if one.how == WORDS_GONE]
    if new and gone:
        for left_n, right_n in _pair_places(gone, new, texts):
            words = _read_passage(texts.right, right_n)
            found[left_n] = Resolved(
                Side.LEFT, left_n, Resolution.STILL_OPEN, f"in other words: {words}", None
            )
            opened.pop(right_n)
    found += [Resolved(Side.RIGHT, n, Resolution.OPENED, how, None) for n, how in opened.items()]
    return found


def _pair_places(
    gone: Sequence[int], new: Sequence[int], texts: Sides[_Text]
) -> Iterator[tuple[int, int]]:
    """Passages of the left whose words are gone with passages of new words at the same place of the
    right: between the same agreed words, with one word of substance in common at least."""
    pairs = dict(
        match_words(
            [token.folded for token in texts.left.tokens],
            [token.folded for token in texts.right.tokens],
        )
    )
    left_before = _agreed_before(texts.left, set(pairs))
    right_before = _agreed_before(texts.right, set(pairs.values()))
    free: dict[int | None, list[int]] = {}
    for right_n in new:
        free.setdefault(right_before[right_n], []).append(right_n)
    for left_n in gone:
        before = left_before[left_n]
        here = free.get(None if before is None else pairs[before], [])
        own = _words_of(texts.left, left_n)
        for right_n in here:
            if own & _words_of(texts.right, right_n):
                yield left_n, right_n
                here.remove(right_n)
                break


def _agreed_before(text: _Text, matched: set[int]) -> list[int | None]:
    """For each passage the last token before it that is agreed and stands in the other text
    too."""
    found: list[int | None] = []
    last, at = None, 0
    for passage in text.passages:
        while at < len(text.tokens) and text.tokens[at].start < passage.start:
            if text.places[at] is None and at in matched:
                last = at
            at += 1
        found.append(last)
    return found


def _words_of(text: _Text, n: int) -> set[str]:
    """The words of substance of a passage: of four letters and more."""
    return {
        token.folded
        for token, place in zip(text.tokens, text.places)
        if place is not None and place[0] == n and len(token.text) > 3
    }


class _Match(NamedTuple):
    """How one alternative of a passage stands on the other side: the share of its words that are
    agreed there, the share that is open, the passage that most of these stand in, and how alike the
    texts are if this one is read."""

    agreed: float
    open: float
    passage: int | None
    likeness: float


def _match_options(n: int, text: _Text, other: _Text) -> list[_Match]:
    """Each alternative of passage `n`, as if the others were not written: else `until` of `until
    midnight` takes the place of that of `until dawn`."""
    matches = []
    others = [token.folded for token in other.tokens]
    for m in range(len(text.passages[n].options)):
        kept = [
            at
            for at, place in enumerate(text.places)
            if place is None or place[0] != n or place[1] == m
        ]
        words = [text.tokens[at].folded for at in kept]
        pairs = match_words(words, others)
        met = [other.places[at] for one, at in pairs if text.places[kept[one]] == (n, m)]
        total = max(sum(text.places[at] == (n, m) for at in kept), 1)
        open_in = Counter(place[0] for place in met if place is not None)
        matches.append(
            _Match(
                met.count(None) / total,
                sum(open_in.values()) / total,
                max(open_in, key=open_in.__getitem__, default=None),
                2 * len(pairs) / max(len(words) + len(others), 1),
            )
        )
    return matches


def _match_moved(n: int, text: _Text, other: _Text, matches: Sequence[_Match]) -> list[_Match]:
    """`matches`, for an alternative whose words stand in a row at another place of the other text
    with how they stand there. One word by itself is no such row."""
    words = [token.folded for token in other.tokens]
    found = []
    for m, match in enumerate(matches):
        own = [
            token.folded
            for token, place in zip(text.tokens, text.places)
            if place == (n, m) and token.text.strip(",.;:()")
        ]
        at = _find_row(own, words) if len(own) > 1 else -1
        if at < 0:
            found.append(match)
            continue
        places = other.places[at : at + len(own)]
        open_in = Counter(place[0] for place in places if place is not None)
        found.append(
            match._replace(
                agreed=places.count(None) / len(own),
                open=sum(open_in.values()) / len(own),
                passage=max(open_in, key=open_in.__getitem__, default=None),
            )
        )
    return found


def _find_row(row: Sequence[str], words: Sequence[str]) -> int:
    """Where `row` stands in `words`, -1 if nowhere."""
    for at in range(len(words) - len(row) + 1):
        if words[at] == row[0] and list(words[at : at + len(row)]) == list(row):
            return at
    return -1


def _judge_left(n: int, text: _Text, other: _Text) -> tuple[Resolution, str, int | None]:
    if not other.text:
        return Resolution.DELETED, "with the clause", None
    matches = _match_options(n, text, other)
    best = max(range(len(matches)), key=lambda m: matches[m].likeness)
    if max(match.agreed + match.open for match in matches) < KEPT_SHARE:
        matches = _match_moved(n, text, other, matches)
        best = max(range(len(matches)), key=lambda m: matches[m].agreed + matches[m].open)
    kept = matches[best]
    if (
        kept.agreed >= KEPT_SHARE
        or kept.agreed + kept.open >= KEPT_SHARE
        and kept.agreed >= kept.open
    ):
        return (
            Resolution.SETTLED,
            "these words stand without brackets",
            best if len(matches) > 1 else None,
        )
    now = max(matches, key=lambda match: match.open)
    if now.agreed + now.open >= KEPT_SHARE and now.passage is not None:
        words = _read_passage(other, now.passage)
        return (
            Resolution.STILL_OPEN,
            "" if words == _read_passage(text, n) else f"now {words}",
            None,
        )
    return Resolution.DELETED, WORDS_GONE, None


def _read_passage(text: _Text, n: int) -> str:
    return " ".join(text.text[text.passages[n].start : text.passages[n].end].split())


def _judge_right(n: int, text: _Text, other: _Text) -> str | None:
    """How a passage of the right came to be open; None when it was open on the left."""
    if not other.text:
        return "with a new clause"
    matches = _match_options(n, text, other)
    if max(match.agreed + match.open for match in matches) < KEPT_SHARE:
        matches = _match_moved(n, text, other, matches)
    if max(match.open for match in matches) >= KEPT_SHARE:
        return None
    if max(match.agreed for match in matches) >= KEPT_SHARE:
        return "these words stand agreed on the left"
    kept = max(matches, key=lambda match: match.agreed + match.open)
    if kept.agreed + kept.open >= KEPT_SHARE:
        return "these words stand agreed on the left in part" if kept.agreed > kept.open else None
    return NEW_WORDS


def compare_brackets(change: Change, comparison: Comparison) -> list[Passage]:
    """What became of the open text of one pair."""
    if change.across:  # alternatives in two languages cannot be matched by their words
        return []
    drafts, pair = comparison.drafts, change.pair
    parts = Sides(
        *(
            [(ref, draft.by_ref[ref].words) for ref in refs]
            for draft, refs in ((drafts.left, pair.left), (drafts.right, pair.right))
        )
    )
    if not any("[" in words for side in parts for _, words in side):
        return []
    texts = Sides(*("\n".join(words for _, words in side) for side in parts))
    attributions = Sides(*(read_attributions(text, comparison.delegations) for text in texts))
    opened = Sides(
        *(find_wording(text, [one.said for one in some]) for text, some in zip(texts, attributions))
    )
    fold = comparison.glossary.fold_for(drafts.left.instrument, drafts.right.instrument)
    passages = []
    for found in compare_texts(texts.left, texts.right, fold, comparison.delegations):
        passage = getattr(opened, found.side)[found.number]
        passages.append(
            Passage(
                found.side,
                _ref_at(passage.start, getattr(parts, found.side)),
                getattr(texts, found.side),
                passage,
                found.resolution,
                found.how,
                found.chosen,
                _attributions_of(passage, getattr(attributions, found.side)),
            )
        )
    return passages


def _attributions_of(
    passage: OpenText, attributions: Iterable[Attribution]
) -> tuple[Attribution, ...]:
    """Those that speak of a passage or of words in it."""
    return tuple(one for one in attributions if one.start < passage.end and passage.start < one.end)


def _ref_at(at: int, parts: Iterable[tuple[str, str]]) -> str:
    end = 0
    for ref, words in parts:
        end += len(words) + 1
        if at < end:
            return ref
    raise IndexError(at)


def count_resolutions(passages: Sequence[Passage]) -> dict[str, int]:
    """How many passages became what, in the order of Resolution."""
    return {one: sum(passage.resolution == one for passage in passages) for one in Resolution}
