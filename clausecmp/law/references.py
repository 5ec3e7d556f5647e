"""What the provisions named in two answering clauses become: merely renumbered, another provision,
or none; and definitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from ..model.refs import article_of, is_within
from ..model.tokens import Fold, is_word, tokenize
from .lexicon import OPPOSITE, Words
from .readings import Facing, Found, share

SAME_PLACE = 0.6
"""Two references stand in one place when six words before and behind share this much."""
EVERYTHING = "*"
"""What 'this Convention' or 'this chapter' names: no provision of it is lost beside it."""
LIKE_ENOUGH = 0.5
"""In texts that share less the references belong to different sentences; they are not compared."""

_ITEMS = r"(?:\s*\([a-z0-9]{1,5}\))*"
_AND = r"\s*(?:,\s*(?:and\s+|or\s+)?|\band\b\s*/\s*\bor\b|\band\b|\bor\b|\bto\b|[-\u2013])\s*"
_NUMBER = rf"\d+[a-z]?{_ITEMS}"
_LISTED = re.compile(rf"{_NUMBER}(?:{_AND}(?:{_NUMBER}|\([a-z0-9]{{1,5}}\){_ITEMS}))*", re.I)
# the first letter stands outside of (?i:), so that the search skips to it quickly; the numbers are
# left to _LISTED, compiled once
_MENTION = re.compile(
    r"[AaPpTt](?<!\w.)(?i:(?P<articles>(?<=a)rticles?\s+(?=\d))|(?P<paragraphs>(?<=p)aragraphs?\s+(?=\d))|(?<=t)(?<!of\st)(?:his\s+(?P<this>article)\b"
    r"|(?:his|he\s+present)\s+(?P<whole>convention|protocol|directive|regulation|decision|chapter|section|title)\b))"
)
_TAIL = re.compile(r"\s*,?\s*(?:and\s+)?\bparagraphs?\s+(?=\d)", re.I)
_OF = re.compile(r"\s*,?\s+of\s+article\s+(\d+[a-z]?)", re.I)
# 'of this Convention' stays here, 'of the Statute' and 'of Directive 2003/6/EC' lead elsewhere
_ELSEWHERE = re.compile(
    r"(?:\.[a-z]\b)?\s*,?\s*(?:of\s+(?!this\b|the\s+present\b|the\s+convention\b|article|paragraph|that\s+(?:article|paragraph)\b)"
    r"(?:the\b|that\b|an?\b|[A-Z])|thereof\b|T[EF]+U\b|EC\b|or\s+of\b)"
)
_JOINT = re.compile(
    r"(?:\s+of\s+this\s+\w+)?\s*(?:,|,?\s*\b(?:and|or|to)\b)(?:\s*\b(?:in|to|of|under|with)\b)?\s*",
    re.I,
)
_EXCEPTED = re.compile(r"exception of\s*$")
NEW_WORDS = 2
"""A definition counts as changed from so many words on that the other side has nowhere; single ones
were mostly style."""
_ITEM = re.compile(r"\([a-z]+\)$")
_AROUND = re.compile(r"[^\W\d]{2,}")
_PIECE = re.compile(
    r"(?P<number>\d+[a-z]?)|\((?P<item>[a-z0-9]{1,5})\)|(?P<range>\bto\b|[-\u2013])|(?P<sep>,|\band\b|\bor\b)",
    re.I,
)
_DEFINES = re.compile(
    r"[\u201c\"\u2018']([^\u201c\u201d\"\u2018\u2019]{2,80})[\u201d\"\u2019'](?=[^\u201c\u201d.;]{0,60}?\b(?:means?|is a term|shall (?:mean|include)|are|is)\b)"
)


class Mention(NamedTuple):
    """A reference as written, the provisions it names, the words around it."""

    text: str
    refs: tuple[str, ...]
    around: Counter[str]


class Context(NamedTuple):
    """What a pair needs to know of its drafts. `own`: a ref of either side; `answers` and
    `answered`: the refs of the other draft that surely answer a ref, empty when not known; `known`:
    the refs of each draft, None to leave broken ones alone; `several`: a side has several clauses,
    so that 'this article' may be one of two and retargeting is left alone."""

    own: tuple[str, str]
    answers: Callable[[str], Collection[str]]
    answered: Callable[[str], Collection[str]]
    known: tuple[Collection[str] | None, Collection[str] | None] = (None, None)
    several: bool = False

    def swap(self) -> Context:
        return Context(self.own[::-1], self.answered, self.answers, self.known[::-1], self.several)


def read_mentions(text: str, own: str) -> list[Mention]:
    """The provisions of its own instrument that a clause names; 'paragraph 1' is one of the article
    of `own`."""
    if "rticle" not in text and "aragraph" not in text:
        return []
    found: list[Mention] = []
    first = last = 0
    for spot in _find_spots(text):
        if spot.kind != "whole" and _ELSEWHERE.match(text, spot.end):
            if found and _JOINT.fullmatch(text, last, spot.start):
                found.pop()  # 'Article 35(4) or Article 25(2) of Directive 2003/6/EC': both
            continue
        if spot.kind in _LISTS and _EXCEPTED.search(text, max(0, spot.start - 30), spot.start):
            # 'Article 24, with the exception of paragraphs 4 and 5': not paragraphs of this article
            continue
        refs = _refs_of(spot, own)
        around = (
            _AROUND.findall(text[max(0, spot.start - 60) : spot.start].lower())[-6:]
            + _AROUND.findall(text[spot.end : spot.end + 60].lower())[:6]
        )
        if found and _JOINT.fullmatch(
            text, last, spot.start
        ):  # paragraphs 1 or 3 of this Article or in Articles 4 to 7: one list
            before = found.pop()
            refs = [*before.refs, *refs]
            around = [*before.around.elements()][:6] + around[-6:]
        else:
            first = spot.start
        last = spot.end
        found.append(Mention(text[first:last].strip(), tuple(dict.fromkeys(refs)), Counter(around)))
    return found


_LISTS = ("articles", "paragraphs")


class _Spot(NamedTuple):
    """Where a reference stands: `kind` is the group of _MENTION, `listed` its numbers; `tails`:
    paragraphs behind articles; `of`: the article behind them."""

    start: int
    end: int
    kind: str
    listed: str = ""
    tails: tuple[str, ...] = ()
    of: str = ""


def _find_spots(text: str) -> Iterator[_Spot]:
    """Every reference in a text, in order."""
    at = 0
    while match := _MENTION.search(text, at):
        start, at, kind = match.start(), match.end(), match.lastgroup or ""
        if kind not in _LISTS:
            yield _Spot(start, at, kind)
            continue
        listed, at = _read_list(text, at)
        tails: list[str] = []
        while kind == "articles" and (tail := _TAIL.match(text, at)):
            numbers, at = _read_list(text, tail.end())
            tails.append(numbers)
        if of := _OF.match(text, at) if kind == "paragraphs" else None:
            at = of.end()
        yield _Spot(start, at, kind, listed, tuple(tails), of[1] if of else "")


def _read_list(text: str, at: int) -> tuple[str, int]:
    """The numbers that begin with the digit at `at`, and where they end."""
    match = _LISTED.match(text, at)
    return (match[0], match.end()) if match else ("", at)


def _refs_of(spot: _Spot, own: str) -> list[str]:
    """The refs that a reference in the clause `own` names."""
    if spot.kind in ("whole", "this"):
        return [EVERYTHING if spot.kind == "whole" else article_of(own)]
    if spot.kind == "paragraphs":
        return _expand(spot.listed, spot.of or article_of(own))
    refs = _expand(spot.listed, "")
    for tail in spot.tails:
        base = article_of(refs[-1])
        refs = [ref for ref in refs if ref != base] + _expand(tail, base)
    return refs


def _expand(listed: str, base: str) -> list[str]:
    """`1 (a) and (c)`, `1 (a) (i) or (ii) or (b) (i)` or `2 to 5` as refs below `base`."""
    refs: list[str] = []
    through = joined = False
    for piece in _PIECE.finditer(listed):
        if piece["range"]:
            through = True
        elif piece["sep"]:
            joined = True
        elif piece["number"]:
            number = piece["number"]
            if (
                through
                and refs
                and number.isdigit()
                and (last := refs[-1].rpartition("(")[2].strip(")")).isdigit()
            ):
                refs += [
                    _below(base, str(n))
                    for n in range(int(last) + 1, min(int(number), int(last) + 60))
                ]
            refs.append(_below(base, number))
            through = joined = False
        elif refs:
            item = f"({piece['item']})"
            if through or joined:
                refs.append(_sibling(refs[-1], piece["item"], base) + item)
            else:
                refs[-1] += item
            through = joined = False
    return refs


def _sibling(ref: str, item: str, base: str) -> str:
    """What the next item of a list stands below: after `1 (a) (ii)` the `(iii)` is below `1 (a)`,
    the `(b)` below `1`."""
    above = ref
    while above.endswith(")") and above.count("(") > base.count("(") + bool(base):
        above, _, last = above.rpartition("(")
        if _kind(last[:-1]) == _kind(item):
            return above
    return ref


def _kind(item: str) -> str:
    return "number" if item.isdigit() else "roman" if not item.lower().strip("ivx") else "letter"


def _below(base: str, number: str) -> str:
    return f"{base}({number})" if base else number


def find_reference_changes(
    left: str, right: str, context: Context, words: Words, likeness: Callable[[], float]
) -> Iterator[Found]:
    """References that go elsewhere than renumbering explains, and broken ones. The words may be the
    same on both sides."""
    ours, theirs = read_mentions(left, context.own[0]), read_mentions(right, context.own[1])
    says = words.sentences["reference"]
    yield from _find_broken(ours, theirs, context, says["broken"])
    if ours and theirs and not context.several:
        yield from _find_retargeted(ours, theirs, context, says, likeness)


def _find_retargeted(
    left: Sequence[Mention],
    right: Sequence[Mention],
    context: Context,
    says: dict[str, str],
    likeness: Callable[[], float],
) -> Iterator[Found]:
    ours, theirs = _all_refs(left), _all_refs(right)
    if not ours or not theirs:
        return
    lost = _unanswered(ours, theirs, context.answers, context.answered)
    gained = _unanswered(theirs, ours, context.answered, context.answers)
    if (lost or gained) and likeness() >= LIKE_ENOUGH:
        yield from _make_retargeted(left, right, set(lost), set(gained), says)


def _make_retargeted(
    left: Sequence[Mention],
    right: Sequence[Mention],
    lost: set[str],
    gained: set[str],
    says: dict[str, str],
) -> Iterator[Found]:
    """One signal for each place where both sides have a reference: retargeted, or wider or narrower
    if only one side names more (paragraphs 1 and 2, 1 to 3). References without a partner are left
    alone: most are drafting (`paragraph 1 of this article`)."""
    for one, other in _pair_mentions(left, right):
        here, there = bool(lost & set(one.refs)), bool(gained & set(other.refs))
        if EVERYTHING in one.refs or EVERYTHING in other.refs or not (here or there):
            continue
        key = "retargeted" if here and there else "narrower" if here else "wider"
        direction = "neutral" if key == "retargeted" else key
        yield Found(
            "cross-reference",
            "retargeted" if key == "retargeted" else "reach",
            direction,
            "medium",
            one.text,
            other.text,
            says[key],
            says[OPPOSITE.get(key, key)],
        )


def _pair_mentions(
    left: Sequence[Mention], right: Sequence[Mention]
) -> list[tuple[Mention, Mention]]:
    """Mentions that stand in the same place, judged by the words around them, most alike first."""
    ranked = sorted(
        (-share(one.around, other.around), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
    )
    found: dict[int, int] = {}
    for score, i, j in ranked:
        if -score >= SAME_PLACE and i not in found and j not in found.values():
            found[i] = j
    return [(left[i], right[j]) for i, j in sorted(found.items())]


def _unanswered(
    refs: Sequence[str],
    others: Sequence[str],
    answers: Callable[[str], Collection[str]],
    back: Callable[[str], Collection[str]],
) -> list[str]:
    """The refs whose known answers are not among `others`; none while it is not known what one of
    the others answers."""
    if any(not back(other) for other in others):
        return []
    return [
        ref
        for ref in refs
        if (there := answers(ref))
        and not _meets(there, others)
        and not any(_meets(back(other), [ref]) for other in others)
    ]


def _all_refs(mentions: Sequence[Mention]) -> list[str]:
    return list(
        dict.fromkeys(ref for mention in mentions for ref in mention.refs if ref != EVERYTHING)
    )


def _meets(refs: Collection[str], others: Collection[str]) -> bool:
    return any(is_within(ref, other) or is_within(other, ref) for ref in refs for other in others)


def _find_broken(
    left: Sequence[Mention], right: Sequence[Mention], context: Context, says: str
) -> Iterator[Found]:
    """References to what is not there; not those that are on both sides, nor doubtful items of a
    list."""
    texts = [{mention.text for mention in mentions} for mentions in (left, right)]
    for side, mentions in enumerate((left, right)):
        known = context.known[side]
        for mention in mentions if known is not None else ():
            missing = [
                ref
                for ref in mention.refs
                if ref not in known
                and ref != EVERYTHING
                and (len(mention.refs) == 1 or not _ITEM.search(ref))
            ]
            if missing and mention.text not in texts[1 - side]:
                yield Found(
                    "cross-reference",
                    "broken",
                    "neutral",
                    "high",
                    *((mention.text, "") if side == 0 else ("", mention.text)),
                    f"{says} ({', '.join(missing)})",
                    f"{says} ({', '.join(missing)})",
                )


def find_definition_changes(facing: Facing, fold: Fold | None, words: Words) -> Iterator[Found]:
    """A definition of the same term that is worded differently."""
    terms = _defined(facing.left.text), _defined(facing.right.text)
    if not terms[0] or not terms[1] or not _same_term(terms[0], terms[1], fold):
        return
    lines = [reading.words[slice(*reading.sentences[0])] for reading in (facing.left, facing.right)]
    if all(_BY_REFERENCE.search(" ".join(line)) for line in lines):
        return  # both take the term over from another act; which one is citation, not definition
    own = words.definition_small | _term_words(terms[0], fold) | _term_words(terms[1], fold)
    sides = [
        {
            word
            for word in set(line) - set(other.words)
            if word.isalpha() and word.strip("ivxl") and word not in own
        }
        for line, other in ((lines[0], facing.right), (lines[1], facing.left))
    ]
    # producer and producers, definition and defined: only what has no like word on the other side
    # counts
    sides = [
        {word for word in side if not any(_alike(word, other) for other in there)}
        for side, there in zip(sides, sides[::-1])
    ]
    if len(sides[0] | sides[1]) >= NEW_WORDS:
        says = words.sentences["definition"]["changed"]
        yield Found("definition", "changed", "neutral", "medium", terms[0], terms[1], says, says)


_AND_ANOTHER = re.compile(
    r"\band\s+[\u201c\"\u2018']\w[^\u201c\u201d\"\u2018\u2019]{2,80}[\u201d\"\u2019']\s+(?:means|is)\b|\b(?:A|An)\s+[\u201c\u2018][^\u201d\u2019]{2,80}[\u201d\u2019]\s+(?:means|is)\b"
)
_BY_REFERENCE = re.compile(
    r"\b(?:as defined in|within the meaning of|as referred to in|referred to in)\b"
)


def _alike(one: str, other: str) -> bool:
    """Whether two words are forms of one: body, bodies."""
    size = min(len(one), len(other))
    return size >= 4 and one[: max(3, size - 2)] == other[: max(3, size - 2)]


def _same_term(one: str, other: str, fold: Fold | None) -> bool:
    """Whether both are forms of one term: the same once folded but for the plural, or beginning
    with the same word."""
    words = [
        [token.folded.removesuffix("s") for token in tokenize(term, fold) if is_word(token)]
        for term in (one, other)
    ]
    return bool(words[0] and words[1]) and (words[0] == words[1] or words[0][0] == words[1][0])


def _defined(text: str) -> str | None:
    """The term that a clause defines: quoted near its beginning, with a defining verb behind."""
    match = _DEFINES.search(text, 0, 240)
    several = match and _AND_ANOTHER.search(
        text, match.end(), 600
    )  # two definitions in one clause: no telling what belongs to which
    return match[1].strip(" ,") if match and not several else None


def _term_words(term: str, fold: Fold | None) -> set[str]:
    return {token.folded for token in tokenize(term, fold) if is_word(token)}
