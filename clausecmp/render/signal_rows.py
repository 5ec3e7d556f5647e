"""What changed in law at a clause: one line for one signal, the words it rests on below it, and the
changed phrases of which no signal speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from ..model.characters import clean_text
from ..model.vocabulary import Grade, Shift, Slot
from .segments import Row, Segment, count_words, line, name_many

if TYPE_CHECKING:
    from ..law.signals import Phrase, Signal

GRADE_MARKS = {Grade.HIGH: "!!!", Grade.MEDIUM: "!!", Grade.LOW: "!"}
QUOTED = 12
"""Words of a quote that are shown; up to two more are not worth a sign of omission."""
TOLD = 6
"""A quote is not repeated below a headline that has so many of its first words."""
LEAD = 3
"""Words of a quote that are kept before the first one that differs from the other side."""


def signal_rows(
    signal: Signal, *, indent: int = 3, where: str = "", quotes: bool = True
) -> Iterator[Row]:
    """`!!! high  duty dropped: each Party shall designate a contact point (25(4))`, then the words
    of both sides and what follows from it. `where` names the drafts it stands between; `quotes`
    False: the words stand right above."""
    refs = cite_signal(signal)
    yield line(
        Segment(f"{GRADE_MARKS[signal.grade]} {signal.grade}", f"signal-{signal.grade}"),
        Segment(f"  {where}" if where else "", "ref"),
        Segment(f"  {one_line(signal.says)}"),
        Segment(f" ({refs})" if refs else "", "ref"),
        indent=indent,
        hang=4,
    )
    below = describe_grounds(signal, quotes=quotes)
    if below:
        yield line(Segment(below, "dim"), indent=indent + 4, hang=2)


def cite_signal(signal: Signal) -> str:
    """The clauses that are quoted: `25(4)`, `19(4) → 28(4)`; '' where nothing is."""
    return " → ".join(dict.fromkeys(quote.ref for quote in (signal.left, signal.right) if quote))


def describe_grounds(signal: Signal, *, quotes: bool = True) -> str:
    """The words of both sides where they tell more than the headline, what follows from the change,
    and where much the same stands."""
    return " ".join(
        filter(
            None,
            (
                _show_quotes(signal) if quotes else "",
                one_line(signal.why),
                _name_elsewhere(signal),
            ),
        )
    )


def describe_note(note: str) -> str:
    """What is not read, in words that name what is not."""
    return note if not note or "signals" in note else f"signals: {note}"


def one_line(text: str) -> str:
    """Text of a draft in one line, without control characters."""
    return " ".join(clean_text(text).split())


def _show_quotes(signal: Signal) -> str:
    """`“shall” → “may”`; '' where the headline has the words already, or begins to."""
    says = one_line(signal.says).casefold()
    texts = shorten_quotes(
        *(one_line(quote.text) if quote else "" for quote in (signal.left, signal.right))
    )
    if all(" ".join(text.strip("… ").split()[:TOLD]).casefold() in says for text in texts):
        return ""
    return " → ".join(f"“{text}”" if text else "–" for text in texts)


def shorten_quotes(left: str, right: str) -> tuple[str, str]:
    """Both texts cut to QUOTED words or so. What both begin with is left out where the difference
    would be cut away."""
    words = left.split(), right.split()
    same = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(*words)))
    skip = max(same - LEAD, 0) if same + LEAD > QUOTED and left != right else 0
    one, other = (_shorten(side, skip) for side in words)
    return one, other


def _shorten(words: Sequence[str], skip: int) -> str:
    kept = words[skip:]
    cut = len(kept) > QUOTED + 2
    return f"{'… ' * bool(skip)}{' '.join(kept[:QUOTED] if cut else kept)}{' …' * cut}"


def _name_elsewhere(signal: Signal) -> str:
    """Where much the same stands: what was dropped on the right, what was added on the left."""
    if not signal.elsewhere:
        return ""
    side = {Shift.DROPPED: " on the right", Shift.ADDED: " on the left"}.get(signal.change, "")
    return f"Much the same stands at {', '.join(signal.elsewhere)}{side}."


def wording_row(phrases: Iterable[Phrase]) -> Iterator[Row]:
    """The changed phrases of which no signal speaks, by slot: `wording only: 2 in conditions, 1 in
    objects, 3 others`; nothing where there are none."""
    counts = Counter(phrase.slot for phrase in phrases if not phrase.judged)
    del counts[Slot.STATEMENT]  # a whole clause that came or went
    others = counts.pop(Slot.WORDING, 0)
    shown = [f"{counts[slot]} in {name_many(slot)}" for slot in Slot if counts[slot]]
    if others:
        shown.append(count_words(others, "other" if shown else "phrase"))
    if shown:
        yield line(Segment(f"wording only: {', '.join(shown)}", "dim"), indent=3, hang=2)
