"""Every concern to be read with one clause of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..align.alignment import turn_alignment
from ..files.concerns import ConcernBook
from ..model.draft import Draft
from .carry import Carrier
from .placed_concerns import Voice, make_voice
from .result import Comparison


def view_from(
    draft: Draft, ref: str, comparisons: Sequence[Comparison], book: ConcernBook
) -> list[Voice]:
    """The concerns to be read with a clause: raised about it, about the article that holds it or
    what it holds, and, carried with a verdict or the score of the pair, about the clauses of the
    other drafts that answer it."""
    found: dict[tuple[str, str], Voice] = {}
    for concern in book.concerns:
        for about in concern.refs_in(draft.name):
            if _is_read_with(draft, about, ref):
                found[concern.id, about] = make_voice(concern, "left", about, draft)._replace(
                    whole=about != ref and draft.stands_in(ref, about)
                )
    for comparison in comparisons:
        other = (
            comparison.drafts.right
            if comparison.drafts.left.name == draft.name
            else comparison.drafts.left
        )
        opposite = _voices_of_version if other.instrument == draft.instrument else _voices_of_other
        for voice in opposite(comparison, draft, other, ref):
            if not voice.concern.refs_in(draft.name):
                found.setdefault((voice.concern.id, voice.on), voice)
    return sorted(
        found.values(), key=lambda voice: (voice.whole, voice.via == "carried", voice.on != ref)
    )


def _is_read_with(draft: Draft, about: str, ref: str) -> bool:
    """Whether a concern about `about` is to be read with `ref`: in it, or around it up to the
    article."""
    if about not in draft.by_ref:
        return False
    return (
        draft.stands_in(about, ref)
        or draft.stands_in(ref, about)
        and draft.by_ref[about].kind in ("article", "paragraph", "item")
    )


def _voices_of_version(
    comparison: Comparison, draft: Draft, other: Draft, ref: str
) -> Iterable[Voice]:
    """Concerns about another version of the instrument whose clause became one to be read with
    `ref`."""
    own_left = comparison.drafts.left.name == draft.name
    carrier = Carrier(turn_alignment(comparison.alignment) if own_left else comparison.alignment)
    for concern in comparison.book.concerns:
        for about in concern.refs_in(other.name):
            fate = carrier.find_fate(about)
            if any(_is_read_with(draft, now, ref) for now in fate.refs):
                around = all(now != ref and draft.stands_in(ref, now) for now in fate.refs)
                yield Voice(
                    concern, "carried", f"{about} of {other.name}", around, fate.score, str(fate)
                )


def _voices_of_other(
    comparison: Comparison, draft: Draft, other: Draft, ref: str
) -> Iterable[Voice]:
    """Voices of another instrument at the clauses that a pair joins to `ref` or to what it
    holds."""
    own_left = comparison.drafts.left.name == draft.name
    for change in comparison.changes:
        own = change.pair.left if own_left else change.pair.right
        if any(draft.stands_in(one, ref) for one in own):
            for voice in change.voices:
                if voice.via == ("right" if own_left else "left"):
                    yield voice._replace(
                        via="carried", on=f"{voice.on} of {other.name}", score=change.pair.score
                    )
