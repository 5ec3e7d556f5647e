"""What the provisions named in answering texts become: merely renumbered, other provisions, more,
fewer, or none.

In: the texts of both sides of a pair, read clause by clause, and what answers what in their drafts.
Out: a change for each mention that points elsewhere than the alignment explains. What is not known
says nothing: a target that cannot be resolved, a clause whose counterpart is unsure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from enum import StrEnum
from typing import NamedTuple, TypeVar

from ..align.pairs import Alignment
from ..model.draft import Clause, Draft
from ..model.numerals import read_numerals
from ..model.references import Reference, ReferenceReader, Word
from ..model.refs import article_of, is_within, parent_of
from ..model.sides import Sides
from ..model.vocabulary import Side

SAME_PLACE = 0.6
"""Two mentions stand in one place when the words around them share this much. On eight pairs of
acts and three of treaties 27 of 31 changes were right; of the 23 more that came at 0.4, about 8."""
AROUND = 6
"""So many words before and behind a mention tell its place."""
KNOWN_SHARE = 0.75
"""What answers a provision is known when it is for this share of the clauses in it."""

_JOINT = re.compile(
    r"(?:\s+of\s+(?:this|the\s+present)\s+\w+)?\s*(?:,|,?\s*\b(?:and|or|to|et|ou|y|o|и|или)\b"
    r"|[、和或及])(?:\s*\b(?:in|to|of|under|with)\b)?\s*"
    r"(?:the\s+\w+\s+(?:sub-?paragraph|sentence|indent)\s+of\s+)?",
    re.I,
)
_RANGE = re.compile(r"\s*,?\s*(?:to|through|à|a|по|至|إلى|[-\u2010-\u2014])?\s*", re.I)
"""What stands between the ends of a range."""
_WORDS = re.compile(r"[\u4e00-\u9fff]|[^\W\d_]{2,}")
_AMENDS = re.compile(
    r"\b(?:is|are|shall\s+be)\s+(?:hereby\s+)?(?:replaced|amended|inserted|deleted|added|repealed)\b",
    re.I,
)
"""A text that changes another instrument quotes the references of that instrument."""
_PRINTED_MOST = 3

T = TypeVar("T")


class Named(NamedTuple):
    """A mention of other provisions in the text of the clause `ref`: `text` is words[start:end].
    References joined by `and`, `or` or a comma are one mention.

    `targets`: the refs of the own draft that it points to, whether or not they are there; empty
    where it points to another instrument (`external`) or is not `resolved`. `whole`: it names the
    instrument or a division of it without a number (this Convention, this chapter). `between`:
    those targets that only stand within a range. `around`: the words before and behind it.
    """

    ref: str
    start: int
    end: int
    text: str
    targets: tuple[str, ...]
    external: bool = False
    resolved: bool = True
    whole: bool = False
    between: frozenset[str] = frozenset()
    around: tuple[str, ...] = ()


class How(StrEnum):
    """What became of a mention from left to right."""

    RETARGETED = "retargeted"
    FURTHER = "reaches further"
    LESS_FAR = "reaches less far"
    NO_SUCH = "no such provision"

    @property
    def mirrored(self) -> How:
        """The same, read from the other side."""
        return {How.FURTHER: How.LESS_FAR, How.LESS_FAR: How.FURTHER}.get(self, self)


class ReferenceChange(NamedTuple):
    """Mentions in one place of both texts that point to different content; one side is None where a
    mention leads nowhere and the other text has none like it. `targets`: what it points to, in
    words: `article 5(2), which answers 7(2), not 8(1)`."""

    left: Named | None
    right: Named | None
    how: How
    targets: str


class Answer(NamedTuple):
    """The refs of the other draft that answer a provision. `known`: they are surely these and no
    others; known and without refs, it has no counterpart."""

    refs: tuple[str, ...]
    known: bool


# reading


def read_named(clause_ref: str, words: str, reader: ReferenceReader) -> list[Named]:
    """The mentions in the text of a clause, in its order. Texts that amend another instrument have
    none."""
    found = reader.read(words, clause_ref)
    if not found or _AMENDS.search(words):
        return []
    groups: list[list[Reference]] = []
    for one in found:
        if groups and _are_one(groups[-1][-1], one, words):
            groups[-1].append(one)
        else:
            groups.append([one])
    return [_name(group, clause_ref, words, found) for group in groups]


def _are_one(before: Reference, one: Reference, words: str) -> bool:
    """Whether two references that follow each other are one mention."""
    return (
        before.external is one.external
        and not (before.own or one.own)
        and bool(before.targets) is bool(one.targets)
        and _JOINT.fullmatch(words, before.end, one.start) is not None
    )


def _name(group: Sequence[Reference], ref: str, words: str, found: Sequence[Reference]) -> Named:
    first, last = group[0], group[-1]
    whole = first.own and first.word < Word.ARTICLE
    targets = () if whole else tuple(dict.fromkeys(one for item in group for one in item.refs))
    between = [
        target.ref
        for one in group
        for target in one.targets
        if _RANGE.fullmatch(words, target.start, target.end)
    ]
    return Named(
        ref,
        first.start,
        last.end,
        words[first.start : last.end],
        targets,
        first.external,
        whole or first.external or bool(targets),
        whole,
        frozenset(between),
        tuple(_words_around(words, first.start, last.end, found)),
    )


def _words_around(words: str, start: int, end: int, found: Sequence[Reference]) -> list[str]:
    """The last words before and the first behind, those of other references left out."""
    before, behind = words[max(0, start - 150) : start], words[end : end + 150]
    low = max(0, start - 150)
    for one in reversed(found):
        if low <= one.start and one.end <= start:
            before = before[: one.start - low] + " " + before[one.end - low :]
        elif end <= one.start and one.end <= end + 150:
            behind = behind[: one.start - end] + " " + behind[one.end - end :]
    return [
        *_WORDS.findall(before.lower())[-AROUND:],
        *_WORDS.findall(behind.lower())[:AROUND],
    ]


# what answers what


class Answers:
    """What answers a provision of either draft, in the other."""

    def __init__(self, alignment: Alignment) -> None:
        self.drafts = alignment.drafts
        self._joined: Sides[dict[str, list[str]]] = Sides({}, {})
        self._cache: dict[tuple[Side, str], Answer] = {}
        for pair in alignment.pairs:
            if pair.left and pair.right:
                for join in pair.joins:
                    if join.sure:
                        self._joined.left.setdefault(join.left, []).append(join.right)
                        self._joined.right.setdefault(join.right, []).append(join.left)
            elif pair.sure:
                for side, refs in ((Side.LEFT, pair.left), (Side.RIGHT, pair.right)):
                    for ref in refs:
                        if not _of(alignment.possible, side).get(ref):
                            _of(self._joined, side).setdefault(ref, [])

    def find(self, ref: str, side: Side) -> Answer:
        """What answers a provision of that side."""
        key = side, ref
        if key not in self._cache:
            self._cache[key] = self._gather(ref, side)
        return self._cache[key]

    def _gather(self, ref: str, side: Side) -> Answer:
        joined = _of(self._joined, side)
        units = [clause.ref for clause in list_units(ref, _of(self.drafts, side))]
        known = [unit for unit in units if unit in joined]
        refs = tuple(dict.fromkeys(other for unit in known for other in joined[unit]))
        return Answer(refs, bool(units) and len(known) >= KNOWN_SHARE * len(units))

    def meet(self, ref: str, side: Side, other: str) -> bool:
        """Whether a provision of that side and one of the other side share content that answers
        each other: an article and one of its paragraphs do."""
        return self._reach(ref, side, other) or self._reach(other, side.opposite, ref)

    def hold(self, ref: str, side: Side, others: Iterable[str]) -> bool:
        """Whether one of these refs of the other side is a whole article that answers the article
        of a provision: 'this article' for 'paragraphs 1 and 3', of which 3 is new."""
        article, draft = article_of(ref), _of(self.drafts, side)
        return "(" in ref and any(
            is_in(one, article, draft)
            for other in others
            if "(" not in other
            for one in self.find(other, side.opposite).refs
        )

    def _reach(self, ref: str, side: Side, other: str) -> bool:
        draft = _of(self.drafts, side.opposite)
        return any(is_in(one, other, draft) for one in self.find(ref, side).refs)

    def is_new(self, ref: str, side: Side) -> bool:
        """Whether the provision surely has no counterpart."""
        found = self.find(ref, side)
        return found.known and not found.refs


def _of(sides: Sides[T], side: Side) -> T:
    return sides.left if side is Side.LEFT else sides.right


def list_units(ref: str, draft: Draft) -> list[Clause]:
    """The clauses with words that a provision consists of; where it is no clause of its own (an
    item within a text), the clause that it stands in."""
    if ref in draft.by_ref:
        found = [clause for clause in draft.by_ref[ref].walk() if clause.has_words]
        if found or draft.by_ref[ref].kind != "item":
            return found
    found = [
        clause for one, clause in draft.by_ref.items() if one.startswith(ref + "[")
    ]  # a paragraph of several parts
    at = parent_of(ref)
    while not found and at and "(" in ref:
        if at in draft.by_ref:
            return [draft.by_ref[at]] if draft.by_ref[at].has_words else []
        at = parent_of(at)
    return [clause for clause in found if clause.has_words]


def is_in(ref: str, other: str, draft: Draft) -> bool:
    """Whether one of two provisions of a draft holds the other."""
    if is_within(ref, other) or is_within(other, ref) or ref.startswith(other + "["):
        return True
    return "(" not in other and ref in draft.by_ref and draft.stands_in(ref, other)


# comparing


def compare_named(
    left: Sequence[Named], right: Sequence[Named], answers: Answers
) -> list[ReferenceChange]:
    """What became of the mentions in the texts of a pair. Exchanged sides give exchanged changes.

    Mentions are held together that stand in the same words. A target that any mention of the other
    text answers is no change, nor is one whose answer is not known, or that a range takes in
    because it was put between its ends.
    """
    found = list(_find_broken(left, right, answers))
    if not (_list_targets(left) and _list_targets(right)):
        return found
    places = _pair_places(left, right)
    paired = {one for place in places for one in place}
    texts = Sides(*(_TextNames.read(side, paired) for side in (left, right)))
    for one, other in places:
        if one.targets and other.targets:
            found += filter(None, [_compare(one, other, texts, answers)])
    return found


class _TextNames(NamedTuple):
    """What one text names: every target; those of the mentions that stand in no common place and
    may answer anything; whether one of these mentions is not resolved."""

    targets: list[str]
    loose: list[str]
    unresolved: bool

    @classmethod
    def read(cls, named: Sequence[Named], paired: Set[Named]) -> _TextNames:
        loose = [one for one in named if one not in paired]
        return cls(
            _list_targets(named),
            [ref for ref in _list_targets(loose) if ref[:1].isdigit()],
            any(not one.resolved for one in loose),
        )


def _list_targets(named: Iterable[Named]) -> list[str]:
    return list(dict.fromkeys(ref for one in named for ref in one.targets))


def _pair_places(left: Sequence[Named], right: Sequence[Named]) -> list[tuple[Named, Named]]:
    """Mentions in the same words, the most alike first; of equally alike ones those at the same
    place in the row. Mirrored: one order of the sides is computed."""
    if [one.text for one in left] > [one.text for one in right]:
        return [(one, other) for other, one in _pair_places(right, left)]
    ranked = sorted(
        (-alike, abs(i - j), i + j, i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if (alike := _overlap(one.around, other.around)) >= SAME_PLACE
    )
    found: dict[int, int] = {}
    for *_, i, j in ranked:
        if i not in found and j not in found.values():
            found[i] = j
    places = [(left[i], right[j]) for i, j in found.items()]
    return sorted(places, key=lambda place: sorted(one.start for one in place))


def _overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of words in common, 0 to 1."""
    size = len(one) + len(other)
    return 2 * sum((Counter(one) & Counter(other)).values()) / size if size else 0.0


def _compare(
    one: Named, other: Named, texts: Sides[_TextNames], answers: Answers
) -> ReferenceChange | None:
    """The change between two mentions in the same place."""
    lost = _find_unmet(one, other, texts.right, Side.LEFT, answers)
    gained = _find_unmet(other, one, texts.left, Side.RIGHT, answers)
    if lost is None or gained is None or not (lost or gained):
        return None
    if lost and gained:
        if all(answers.is_new(ref, Side.LEFT) for ref in lost) or all(
            answers.is_new(ref, Side.RIGHT) for ref in gained
        ):
            return None  # a provision went, one came, and the reference went with them
        says = _say_retargeted(gained[0], lost, answers)
        if len(lost) < len(one.targets) or len(gained) < len(other.targets):
            also = _say_targets(gained, Side.RIGHT, answers)
            says = f"also {also}, no longer {_say_targets(lost, Side.LEFT, answers)}"
        return ReferenceChange(one, other, How.RETARGETED, says)
    if lost:
        return ReferenceChange(
            one, other, How.LESS_FAR, "no longer " + _say_targets(lost, Side.LEFT, answers)
        )
    return ReferenceChange(
        one, other, How.FURTHER, "also " + _say_targets(gained, Side.RIGHT, answers)
    )


def _find_unmet(
    named: Named, beside: Named, text: _TextNames, side: Side, answers: Answers
) -> list[str] | None:
    """The targets of a mention that nothing named in the other text answers; None while it is not
    known of one of them, or of what the other text names. `beside`: the mention in the same place
    of the other text; `text`: all that this text names."""
    found = [
        ref
        for ref in named.targets
        if not is_within(ref, named.ref)
        and not answers.hold(ref, side, beside.targets)
        and not any(answers.meet(ref, side, other) for other in text.targets)
    ]
    if all(ref in named.between for ref in found):
        return []  # what stands between the ends of a range goes with them
    if not found:
        return []
    known = [answers.find(ref, side).known for ref in found]
    known += [answers.find(ref, side.opposite).known for ref in (*beside.targets, *text.loose)]
    return None if text.unresolved or not all(known) else found


def _say_retargeted(ref: str, lost: Sequence[str], answers: Answers) -> str:
    before = _shorten_answers(answers.find(ref, Side.RIGHT).refs)
    instead = f", which answers {before}" if before else ", which is new"
    return f"{_write(ref)}{instead}, not {_shorten(lost)}"


def _say_targets(refs: Sequence[str], side: Side, answers: Answers) -> str:
    """'article 9, which is new', 'articles 39(5) and 39(7)'."""
    if len(refs) > 1:
        return _shorten(refs)
    found = _shorten_answers(answers.find(refs[0], side).refs)
    gone = "which is new" if side is Side.RIGHT else "which is gone"
    verb = "answer" if found.startswith("articles ") else "answers"
    relation = f"which answers {found}" if side is Side.RIGHT else f"which {found} {verb}"
    return f"{_write(refs[0])}, {relation if found else gone}"


def _write(ref: str) -> str:
    return f"article {ref}" if ref[:1].isdigit() else ref


def _shorten_answers(refs: Sequence[str]) -> str:
    """A few refs in words: what stands within another of them is left out, and for many parts of
    one article the article stands."""
    refs = [
        ref for ref in refs if not any(ref != other and is_within(ref, other) for other in refs)
    ]
    articles = list(dict.fromkeys(map(article_of, refs)))
    if len(articles) == 1 and len(refs) > _PRINTED_MOST:
        refs = articles
    return _shorten(refs)


def _shorten(refs: Sequence[str]) -> str:
    """A few refs in words, and how many more there are."""
    if not refs:
        return ""
    more = len(refs) - _PRINTED_MOST
    if more > 1:
        return f"{_write_all(refs[:_PRINTED_MOST])}, and {more} more"
    *first, last = refs
    return f"{_write_all(first)} and {last}" if first else _write(last)


def _write_all(refs: Sequence[str]) -> str:
    plural = len(refs) > 1 or refs[0][:1].isdigit()
    listed = ", ".join(refs)
    return f"articles {listed}" if plural and all(ref[:1].isdigit() for ref in refs) else listed


# what leads nowhere


def _find_broken(
    left: Sequence[Named], right: Sequence[Named], answers: Answers
) -> Iterator[ReferenceChange]:
    """Mentions of what their draft surely does not have; not those that stand in both texts."""
    for side, named, others in ((Side.LEFT, left, right), (Side.RIGHT, right, left)):
        texts = {other.text for other in others}
        for one in named:
            if one.text in texts:
                continue
            proofs = [prove_missing(ref, _of(answers.drafts, side)) for ref in one.targets]
            if proof := next(filter(None, proofs), None):
                sides = Sides(one, None) if side is Side.LEFT else Sides(None, one)
                yield ReferenceChange(sides.left, sides.right, How.NO_SUCH, proof)


def prove_missing(ref: str, draft: Draft) -> str | None:
    """Why there is surely no such provision: 'article 11 has no paragraph 7'. None where it is
    there, or where the draft is not known clause by clause so far."""
    if not ref[:1].isdigit() or list_units(ref, draft) and "(" not in ref or ref in draft.by_ref:
        return None
    if "(" not in ref:
        return _prove_no_article(ref, draft)
    above = parent_of(ref) or ""
    if above not in draft.by_ref:
        return prove_missing(above, draft)
    number = ref[len(above) + 1 : -1]
    clause = draft.by_ref[above]
    beside = [one.number or "" for one in clause.clauses]
    if not _are_complete(beside) or not _counts_like(number, beside):
        return None
    if re.search(rf"\(?\b{re.escape(number)}\)", clause.words):
        return None  # an item within the text
    what = "paragraph" if "(" not in above and number.isdigit() else "point"
    return f"{_write(above)} has no {what} {number}"


def _prove_no_article(ref: str, draft: Draft) -> str | None:
    """An article 12c is not there where 12, 12a, 12b and 13 are; of another number that is missing
    the draft may simply be incomplete."""
    number = re.match(r"[0-9]+", ref)
    asked = read_numerals(ref)
    if number is None or not asked or not asked[0].added:
        return None
    there = [
        one.added
        for other, clause in draft.by_ref.items()
        if clause.kind == "article" and other.startswith(number[0])
        for one in read_numerals(other)
        if one.value == asked[0].value
    ]
    following = str(asked[0].value + 1) in draft.by_ref
    complete = following and len(there) > 1 and there == list(range(len(there)))
    return f"there is no article {ref}" if complete and asked[0].added >= len(there) else None


def _are_complete(numbers: Sequence[str]) -> bool:
    """Whether these are the first numbers of a row, none left out; two at least."""
    if len(numbers) < 2:
        return False
    rows = [{one.system: one.value for one in read_numerals(number)} for number in numbers]
    systems = set(rows[0]).intersection(*rows[1:])
    return any([row[system] for row in rows] == list(range(1, len(rows) + 1)) for system in systems)


def _counts_like(number: str, beside: Sequence[str]) -> bool:
    """Whether a number would stand in that row: 7 among 1 to 4, not (a)."""
    systems = {one.system for other in beside for one in read_numerals(other)}
    return any(one.system in systems for one in read_numerals(number))
