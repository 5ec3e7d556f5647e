"""What the provisions named in two answering clauses become: merely renumbered, another provision,
or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from ..model.draft import Draft
from ..model.references import Reference, Word, read_references
from ..model.refs import is_within
from ..model.sides import Sides
from ..model.vocabulary import Grade, Side
from .directions import Direction
from .lexicon import Words
from .texts import RawSignal, TextPair, overlap

SAME_PLACE = 0.6
"""Two references stand in one place when six words before and behind share this much."""
EVERYTHING = "*"
"""What 'this Convention' or 'this chapter' names: no provision is lost beside it."""
LIKE_ENOUGH = 0.5
"""In texts that share less the references belong to different sentences; they are not compared."""

_JOINT = re.compile(
    r"(?:\s+of\s+this\s+\w+)?\s*(?:,|,?\s*\b(?:and|or|to)\b)(?:\s*\b(?:in|to|of|under|with)\b)?\s*",
    re.I,
)
_ITEM = re.compile(r"\([a-z]+\)$")
_AROUND = re.compile(r"[^\W\d]{2,}")


class Mention(NamedTuple):
    """A reference as written, the provisions it names, the words around it."""

    text: str
    refs: tuple[str, ...]
    around: Counter[str]


class Context(NamedTuple):
    """What a pair needs to know of its drafts. `own`: a ref of either side; `answers` and
    `answered`: the refs of the other draft that surely answer a ref, empty when not known;
    `drafts`: both drafts, None to leave broken references alone; `several`: a side has several
    clauses, so that 'this article' may be one of two and retargeting is left alone."""

    own: Sides[str]
    answers: Callable[[str], Collection[str]]
    answered: Callable[[str], Collection[str]]
    drafts: Sides[Draft | None] = Sides(None, None)
    several: bool = False

    def swap(self) -> Context:
        """The same with the sides exchanged."""
        return Context(
            self.own.swap(), self.answered, self.answers, self.drafts.swap(), self.several
        )


def read_mentions(text: str, own: str, draft: Draft | None = None) -> list[Mention]:
    """The provisions of its own instrument that the clause `own` of `draft` names; references
    joined by `and` or a comma are one mention. `for the purposes of this article` names no other
    provision."""
    if "rticle" not in text and "aragraph" not in text:  # so in two texts of three
        return []
    found: list[Mention] = []
    first = last = 0
    for reference in read_references(text, own, draft):
        refs = _list_refs(reference)
        if not refs or reference.own and text.endswith("of ", 0, reference.start):
            continue
        around = (
            _AROUND.findall(text[max(0, reference.start - 60) : reference.start].lower())[-6:]
            + _AROUND.findall(text[reference.end : reference.end + 60].lower())[:6]
        )
        if found and _JOINT.fullmatch(text, last, reference.start):
            # paragraphs 1 or 3 of this Article or in Articles 4 to 7: one list
            before = found.pop()
            refs = (*before.refs, *refs)
            around = [*before.around.elements()][:6] + around[-6:]
        else:
            first = reference.start
        last = reference.end
        found.append(Mention(text[first:last].strip(), tuple(dict.fromkeys(refs)), Counter(around)))
    return found


def _list_refs(reference: Reference) -> tuple[str, ...]:
    """The provisions that are held against those of the other side: articles and what stands in
    them, and EVERYTHING for the instrument or a division of it."""
    if reference.own and reference.word < Word.ARTICLE:
        return (EVERYTHING,)
    if reference.word < Word.ARTICLE or reference.own and reference.word > Word.ARTICLE:
        return ()
    return reference.refs


def find_reference_changes(texts: TextPair, context: Context, words: Words) -> Iterator[RawSignal]:
    """References that go elsewhere than renumbering explains, and broken ones. The words may be the
    same on both sides."""
    named = Sides(
        read_mentions(texts.written.left, context.own.left, context.drafts.left),
        read_mentions(texts.written.right, context.own.right, context.drafts.right),
    )
    says = words.sentences["reference"]
    for side in Side:
        yield from _find_broken(named, side, context, says["broken"])
    if named.left and named.right and not context.several:
        yield from _find_retargeted(named, texts, context, says)


def _find_retargeted(
    named: Sides[list[Mention]], texts: TextPair, context: Context, says: dict[str, str]
) -> Iterator[RawSignal]:
    """One signal for each place where both sides have a reference: retargeted, or wider or narrower
    if only one side names more (paragraphs 1 and 2, 1 to 3). References without a partner are left
    alone: most are drafting (`paragraph 1 of this article`)."""
    left, right = _list_all(named.left), _list_all(named.right)
    if not left or not right:
        return
    lost = _find_unanswered(left, right, context)
    gained = _find_unanswered(right, left, context.swap())
    if not (lost or gained) or texts.likeness < LIKE_ENOUGH:
        return
    for one, other in _pair_mentions(named):
        loses, gains = not lost.isdisjoint(one.refs), not gained.isdisjoint(other.refs)
        if EVERYTHING in one.refs or EVERYTHING in other.refs or not (loses or gains):
            continue
        direction = Direction.NARROWER if loses else Direction.WIDER
        if loses and gains:
            direction = Direction.NEUTRAL
        key, mirrored = (
            ("retargeted", "retargeted")
            if direction is Direction.NEUTRAL
            else (direction, direction.opposite)
        )
        yield RawSignal(
            "cross-reference",
            "retargeted" if direction is Direction.NEUTRAL else "reach",
            direction,
            Grade.MEDIUM,
            one.text,
            other.text,
            says[key],
            says[mirrored],
        )


def _pair_mentions(named: Sides[list[Mention]]) -> list[tuple[Mention, Mention]]:
    """Mentions that stand in the same place, judged by the words around them, most alike first."""
    ranked = sorted(
        (-overlap(one.around, other.around), i, j)
        for i, one in enumerate(named.left)
        for j, other in enumerate(named.right)
    )
    found: dict[int, int] = {}
    for score, i, j in ranked:
        if -score >= SAME_PLACE and i not in found and j not in found.values():
            found[i] = j
    return [(named.left[i], named.right[j]) for i, j in sorted(found.items())]


def _find_unanswered(refs: Sequence[str], others: Sequence[str], context: Context) -> set[str]:
    """The refs whose known answers are not among `others`, refs of the other side; none while it is
    not known what one of the others answers."""
    if not all(map(context.answered, others)):
        return set()
    return {
        ref
        for ref in refs
        if (answers := context.answers(ref))
        and not _meets(answers, others)
        and not any(_meets(context.answered(other), [ref]) for other in others)
    }


def _list_all(mentions: Sequence[Mention]) -> list[str]:
    return [ref for mention in mentions for ref in mention.refs if ref != EVERYTHING]


def _meets(refs: Collection[str], others: Collection[str]) -> bool:
    return any(is_within(ref, other) or is_within(other, ref) for ref in refs for other in others)


def _find_broken(
    named: Sides[list[Mention]], side: Side, context: Context, says: str
) -> Iterator[RawSignal]:
    """References of a side to what its draft does not have; not those that stand on both sides, nor
    doubtful items of a list."""
    draft = getattr(context.drafts, side)
    mentions, others = getattr(named, side), getattr(named, side.opposite)
    for mention in mentions if draft else ():
        missing = [
            ref
            for ref in mention.refs
            if ref not in draft.by_ref
            and ref != EVERYTHING
            and (len(mention.refs) == 1 or not _ITEM.search(ref))
        ]
        if missing and all(mention.text != other.text for other in others):
            sentence = f"{says} ({', '.join(missing)})"
            found = RawSignal(
                "cross-reference",
                "broken",
                Direction.NEUTRAL,
                Grade.HIGH,
                mention.text,
                "",
                sentence,
                sentence,
            )
            yield found if side is Side.LEFT else found.mirror()
