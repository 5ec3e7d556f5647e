"""Every changed stretch of a redline is accounted for: what no signal and no phrase covers
becomes a phrase of its own, wording that differs. So nothing that a reader sees marked is
left without a judgement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..model.sides import Sides
from ..model.vocabulary import Slot
from ..redline.words import Op, Redline
from .signals import PairLaw, Phrase, Quote

_CHANGES = (Op.DELETE, Op.INSERT, Op.NUMBER)


class JoinedRedline(NamedTuple):
    """The redline of a join and the refs of its two clauses, None for a side without."""

    refs: Sides[str | None]
    redline: Redline


class _Stretch(NamedTuple):
    """Changed words of one clause."""

    quote: Quote
    reference: bool


def account_for(law: PairLaw, lines: Iterable[JoinedRedline]) -> PairLaw:
    """The law of a pair with a phrase for every changed stretch of its redlines that has words and
    lies in no signal and no phrase yet."""
    quotes = [(one.left, one.right) for one in law.signals]
    quotes += [(one.left, one.right) for one in law.phrases]
    known = Sides(
        _list_places(left for left, _ in quotes), _list_places(right for _, right in quotes)
    )
    found: list[Phrase] = []
    for line in lines:
        whole = None in line.refs  # the clause came or went, with all that it states
        for left, right in _list_stretches(line):
            if left is not None and not _is_covered(left.quote, known.left):
                slot = Slot.STATEMENT if whole else _name_slot(left)
                found.append(Phrase(slot, left.quote, None, False))
            if right is not None and not _is_covered(right.quote, known.right):
                slot = Slot.STATEMENT if whole else _name_slot(right)
                found.append(Phrase(slot, None, right.quote, False))
    return PairLaw(law.signals, (*law.phrases, *_join_sides(found))) if found else law


def _list_places(quotes: Iterable[Quote | None]) -> dict[str, list[tuple[int, int]]]:
    places: dict[str, list[tuple[int, int]]] = {}
    for quote in quotes:
        if quote is not None:
            places.setdefault(quote.ref, []).append((quote.start, quote.end))
    return places


def _is_covered(quote: Quote, places: dict[str, list[tuple[int, int]]]) -> bool:
    return any(start < quote.end and quote.start < end for start, end in places.get(quote.ref, ()))


def _list_stretches(line: JoinedRedline) -> Iterator[tuple[_Stretch | None, _Stretch | None]]:
    """The changed stretches of both clauses that hold a letter or a digit."""
    at_left = at_right = 0
    for edit in line.redline.edits:
        if edit.op in _CHANGES:
            yield (
                _make_stretch(line.refs.left, at_left, edit.left, edit.op),
                _make_stretch(line.refs.right, at_right, edit.right, edit.op),
            )
        at_left += len(edit.left)
        at_right += len(edit.right)


def _make_stretch(ref: str | None, at: int, text: str, op: Op) -> _Stretch | None:
    bare = text.strip()
    if ref is None or not any(char.isalnum() for char in bare):
        return None
    start = at + len(text) - len(text.lstrip())
    return _Stretch(Quote(ref, start, start + len(bare), bare), op is Op.NUMBER)


def _name_slot(stretch: _Stretch) -> Slot:
    return Slot.REFERENCE if stretch.reference else Slot.WORDING


def _join_sides(phrases: Sequence[Phrase]) -> list[Phrase]:
    """A deletion and the insertion that follows it in the same place as one phrase."""
    joined: list[Phrase] = []
    for phrase in phrases:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.slot is phrase.slot
            and last.right is None
            and phrase.left is None
        ):
            joined[-1] = last._replace(right=phrase.right)
        else:
            joined.append(phrase)
    return joined
