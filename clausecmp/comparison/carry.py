"""What becomes of a clause in another draft: concerns, links and terms follow their clause, and say
how sure that is.

Never guesses: the same text under the same number, else a sure pair, else an orphan with its best
candidates.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..align.pairs import Alignment, Pair
from ..files.concerns import Concern
from ..model.detection import languages_of
from ..model.draft import Clause
from ..model.refs import WHOLE
from ..model.tokens import Fold
from ..model.vocabulary import Decider, Verdict
from ..redline.words import Redline, make_redline


class Successor(NamedTuple):
    """What `ref` of the left draft became: the answering refs (none: gone, or not sure), a verdict
    (text unchanged, terms only, text changed, in another language, split, clause gone, unsure),
    whether its place changed, the redline where the text did, the score of the pair, and candidates
    where nothing is sure."""

    ref: str
    refs: tuple[str, ...]
    verdict: Verdict
    moved: bool = False
    score: float | None = None
    redline: Redline | None = None
    candidates: tuple[tuple[str, float], ...] = ()

    def __str__(self) -> str:
        if not self.refs:
            shown = ", ".join(f"{ref} ({score:.2f})" for ref, score in self.candidates)
            return self.verdict + (f"; candidates: {shown}" if shown else "")
        place = (
            f"moved to {', '.join(self.refs)}; "
            if self.moved
            else f"now {', '.join(self.refs)}; "
            if self.refs != (self.ref,)
            else ""
        )
        return place + self.verdict


class Carried(NamedTuple):
    """A concern, the clause it was raised about, and what that clause became."""

    concern: Concern
    successor: Successor


class Carrier:
    """Successors of the clauses of one draft in another, by an alignment of the two."""

    def __init__(self, alignment: Alignment, fold: Fold | None = None) -> None:
        self.left, self.right = alignment.drafts.left, alignment.drafts.right
        self.fold = fold
        self.across = len(set(languages_of((self.left, self.right)))) > 1
        self.possible = alignment.possible.left
        self.pairs: dict[str, Pair] = {ref: pair for pair in alignment.pairs for ref in pair.left}

    def find_successor(self, ref: str) -> Successor:
        """What became of `ref`, a clause with words, a clause that holds others, or the instrument
        as such."""
        if ref == WHOLE:
            return Successor(ref, (WHOLE,), Verdict.UNCHANGED)
        clause = self.left.by_ref.get(ref)
        if clause is None:
            return Successor(ref, (), Verdict.GONE)
        return (
            self._successor_of_words(clause)
            if clause.ref in self.pairs
            else self._successor_of_container(clause)
        )

    def _successor_of_words(self, clause: Clause) -> Successor:
        pair = self.pairs[clause.ref]
        joins = [join for join in pair.joins if join.left == clause.ref]
        sure = [join for join in joins if join.sure or pair.by == Decider.LINK]
        if not sure:
            weak = [
                (join.right, join.score) for join in (*joins, *self.possible.get(clause.ref, ()))
            ]
            return Successor(
                clause.ref,
                (),
                Verdict.UNSURE if weak else Verdict.GONE,
                candidates=tuple(sorted(weak, key=lambda c: -c[1])[:3]),
            )
        refs = tuple(join.right for join in sure)
        moved = pair.moved or len(refs) == 1 and refs[0] != clause.ref and pair.renumbered
        if len(refs) > 1:
            return Successor(clause.ref, refs, Verdict.SPLIT, pair.moved, sure[0].score)
        other = self.right.by_ref[refs[0]]
        if self.across:
            return Successor(clause.ref, refs, Verdict.OTHER_LANGUAGE, moved, sure[0].score)
        line = make_redline(clause.words, other.words, self.fold)
        verdict = (
            Verdict.CHANGED if line.changed else Verdict.TERMS if line.terms else Verdict.UNCHANGED
        )
        return Successor(
            clause.ref, refs, verdict, moved, sure[0].score, line if line.changed else None
        )

    def _successor_of_container(self, clause: Clause) -> Successor:
        """An article or chapter follows the majority of its clauses; it is gone when none of them
        is left."""
        below = [unit for unit in clause.walk() if unit.has_words]
        successors = [self._successor_of_words(unit) for unit in below if unit.ref in self.pairs]
        votes: dict[str, int] = {}
        for successor in successors:
            for ref in successor.refs:
                for above in (self.right.by_ref[ref], *self.right.ancestors(ref)):
                    if above.kind == clause.kind:
                        votes[above.ref] = votes.get(above.ref, 0) + 1
        if not votes:
            weak = any(successor.verdict == Verdict.UNSURE for successor in successors)
            return Successor(clause.ref, (), Verdict.UNSURE if weak else Verdict.GONE)
        best = max(votes, key=lambda ref: (votes[ref], ref == clause.ref))
        kinds = {successor.verdict for successor in successors}
        verdict = (
            kinds.pop()
            if len(kinds) == 1
            and kinds <= {Verdict.UNCHANGED, Verdict.TERMS, Verdict.OTHER_LANGUAGE}
            else Verdict.CHANGED
        )
        whole = [unit.ref for unit in self.right.by_ref[best].walk() if unit.has_words]
        if verdict == Verdict.UNCHANGED and len(whole) != len(below):
            verdict = Verdict.CHANGED
        return Successor(clause.ref, (best,), verdict, best != clause.ref)


def carry_concerns(concerns: Iterable[Concern], carrier: Carrier) -> list[Carried]:
    """Each concern of the left draft with the successor of each clause it was raised about, in
    their order; without those that a person has placed in the right draft already."""
    return [
        Carried(concern, carrier.find_successor(ref))
        for concern in concerns
        if not concern.refs_in(carrier.right.name)
        for ref in concern.refs_in(carrier.left.name)
    ]
