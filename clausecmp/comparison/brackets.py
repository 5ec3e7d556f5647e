"""Negotiating brackets: what of a text is still open, which alternatives it offers, and what became
of it in another draft.

`[sixty]` is open; `[thirty / sixty]`, `[thirty] [sixty]`, `[option 1: grey] [option 2: blue]` and
`[option 1] grey [option 2] blue` are alternatives of one open passage. A bracket that is never
closed is no bracket.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from ..model.sides import Sides
from ..model.tokens import Fold, Token, tokenize
from ..model.vocabulary import Side
from ..redline.words import match_words

if TYPE_CHECKING:
    from .result import Change, Comparison


class Resolution(StrEnum):
    """What became of an open passage in the other draft."""

    OPENED = "opened"
    SETTLED = "settled"
    DELETED = "deleted"
    STILL_OPEN = "still open"


KEPT_SHARE = 0.5
"""A passage stands in the other draft when at least this share of its words does. Not measured."""
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
    taken for that, in words; `chosen`: the number of the alternative that was settled on."""

    side: Side
    ref: str
    text: str
    open: OpenText
    resolution: Resolution
    how: str = ""
    chosen: int | None = None


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

    def __init__(self, text: str, fold: Fold | None) -> None:
        self.text, self.passages = text, find_open(text)
        self.tokens: list[Token] = []
        self.places: list[tuple[int, int] | None] = []
        for token in tokenize(text, fold) if text else ():
            place = self._find_place(token)
            if place != (-1, -1) and token.text not in "[]":
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


def compare_texts(left: str, right: str, fold: Fold | None = None) -> list[Resolved]:
    """What became of the open passages of either text. One of the right text that is open in the
    left one too is not repeated."""
    texts = Sides(_Text(left, fold), _Text(right, fold))
    found = [
        Resolved(Side.LEFT, n, *_judge_left(n, texts.left, texts.right))
        for n in range(len(texts.left.passages))
    ]
    for n in range(len(texts.right.passages)):
        how = _judge_right(n, texts.right, texts.left)
        if how is not None:
            found.append(Resolved(Side.RIGHT, n, Resolution.OPENED, how, None))
    return found


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


def _judge_left(n: int, text: _Text, other: _Text) -> tuple[Resolution, str, int | None]:
    if not other.text:
        return Resolution.DELETED, "with the clause", None
    matches = _match_options(n, text, other)
    best = max(range(len(matches)), key=lambda m: matches[m].likeness)
    if matches[best].agreed >= KEPT_SHARE:
        return (
            Resolution.SETTLED,
            "these words stand without brackets",
            best if len(matches) > 1 else None,
        )
    now = max(matches, key=lambda match: match.open)
    if now.open >= KEPT_SHARE and now.passage is not None:
        words = _read_passage(other, now.passage)
        return (
            Resolution.STILL_OPEN,
            "" if words == _read_passage(text, n) else f"now {words}",
            None,
        )
    return Resolution.DELETED, "the words are gone", None


def _read_passage(text: _Text, n: int) -> str:
    return " ".join(text.text[text.passages[n].start : text.passages[n].end].split())


def _judge_right(n: int, text: _Text, other: _Text) -> str | None:
    """How a passage of the right came to be open; None when it was open on the left."""
    if not other.text:
        return "with a new clause"
    matches = _match_options(n, text, other)
    if max(match.open for match in matches) >= KEPT_SHARE:
        return None
    if max(match.agreed for match in matches) >= KEPT_SHARE:
        return "these words stand agreed on the left"
    return "new words"


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
    opened = Sides(*map(find_open, texts))
    fold = comparison.glossary.fold_for(drafts.left.instrument, drafts.right.instrument)
    passages = []
    for found in compare_texts(texts.left, texts.right, fold):
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
            )
        )
    return passages


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
