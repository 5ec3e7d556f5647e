"""The signals of two aligned drafts: of each pair, and what only the whole draft can tell (moved
words, renumbered references, clauses that use a term whose definition changed)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..model.draft import Draft
from ..model.sides import Sides
from ..model.tokens import Fold
from ..model.vocabulary import Grade, Relation, Side
from .directions import LOWER, Direction
from .forms import split_plain
from .lexicon import WordList, load_words
from .references import Context, read_mentions
from .signals import Signal, find_signals
from .texts import FoldedText

if TYPE_CHECKING:  # the pairs are handed over; nothing of the aligner is called here
    from ..align.pairs import Alignment, Pair

ANSWER_SHARE = 0.3
"""An article answers another when at least this share of the joins of its clauses lead there."""

Refs = tuple[str, ...]
PairSignals = dict[tuple[Refs, Refs], tuple[Signal, ...]]


def find_draft_signals(
    left: Draft, right: Draft, alignment: Alignment, *, fold: Fold | None = None
) -> PairSignals:
    """The signals of every pair that has any, by its refs: of its texts, of its cross-references,
    of defined terms it uses.

    Words that only moved within their article raise none; what stands in a recital is one grade
    lower.
    """
    answers, answered = answer_refs(alignment, left), answer_refs(alignment, right, back=True)
    drafts: Sides[Draft | None] = Sides(left, right)
    articles = _Articles(Sides(left, right), alignment.pairs, fold)
    found: PairSignals = {}
    for pair in alignment.pairs:
        context = (
            Context(
                Sides(pair.left[0], pair.right[0]), answers, answered, drafts, len(pair.joins) > 1
            )
            if pair.left and pair.right
            else None
        )
        signals = find_signals(
            [left.by_ref[ref].words for ref in pair.left],
            [right.by_ref[ref].words for ref in pair.right],
            fold=fold,
            context=context,
            same_words=pair.relation in (Relation.SAME, Relation.TERMS),
            sure=pair.sure,
        )
        signals = tuple(signal for signal in signals if not articles.keep_words(pair, signal))
        if signals and all(ref.startswith("preamble") for ref in (*pair.left, *pair.right)):
            signals = tuple(replace(signal, grade=LOWER[signal.grade]) for signal in signals)
        if signals:
            found[pair.left, pair.right] = signals
    return _add_definition_uses(found, left, right, alignment.pairs)


def answer_refs(
    alignment: Alignment, draft: Draft, *, back: bool = False
) -> Callable[[str], Collection[str]]:
    """A function from a ref of the left draft (with `back`, the right one) to the refs of the other
    that surely answer it: for an article those where most of its clauses went; none when that is
    not known."""
    joins: dict[str, list[str]] = {}
    for pair in alignment.pairs:
        for join in pair.joins:
            if join.sure:
                one, other = (join.right, join.left) if back else (join.left, join.right)
                joins.setdefault(one, []).append(other)
    cache: dict[str, Collection[str]] = {}

    def answers(ref: str) -> Collection[str]:
        if ref not in cache:
            cache[ref] = _gather_answers(ref, draft, joins)
        return cache[ref]

    return answers


def _gather_answers(ref: str, draft: Draft, joins: dict[str, list[str]]) -> Collection[str]:
    if ref not in draft.by_ref:
        return ()
    units = [clause.ref for clause in draft.by_ref[ref].walk() if clause.has_words]
    joined = [unit for unit in units if unit in joins]
    if 2 * len(joined) < len(units):  # of most of it nothing is known
        return ()
    reached = [other for unit in joined for other in joins[unit]]
    if "(" in ref:
        return reached
    counts = Counter(other.partition("(")[0] for other in reached)
    return [article for article, count in counts.items() if count >= ANSWER_SHARE * len(reached)]


class _Articles:
    """What stands in the articles of both drafts, and which article answers which."""

    def __init__(self, drafts: Sides[Draft], pairs: Sequence[Pair], fold: Fold | None) -> None:
        self._drafts, self._fold = drafts, fold
        self._lists = {entry.id: entry for entry in load_words().lists if not entry.within}
        self._words: dict[tuple[Side, str], set[str]] = {}
        self._texts: dict[tuple[Side, str], FoldedText] = {}
        # article of a side -> the articles of the other side that hold answers to its clauses
        self._answers: dict[tuple[Side, str], set[str]] = {}
        for pair in pairs:
            left = {drafts.left.article_of(ref).ref for ref in pair.left}
            right = {drafts.right.article_of(ref).ref for ref in pair.right}
            for article in left:
                self._answers.setdefault((Side.LEFT, article), set()).update(right)
            for article in right:
                self._answers.setdefault((Side.RIGHT, article), set()).update(left)

    def keep_words(self, pair: Pair, signal: Signal) -> bool:
        """Whether the words that a signal misses on one side stand elsewhere in the article that
        answers, or in a provision that the answer names: then they only moved."""
        entry = self._lists.get(signal.rule)
        if entry is None or bool(signal.left) == bool(signal.right):
            return False
        has, lacks = (Side.LEFT, Side.RIGHT) if signal.left else (Side.RIGHT, Side.LEFT)
        if self._goes_with_rule(pair, signal, has):
            return True
        refs, draft = self._refs(pair, lacks), self._draft(lacks)
        articles = {draft.article_of(ref).ref for ref in refs} or {
            article
            for ref in self._refs(pair, has)
            for article in self._answers.get((has, self._draft(has).article_of(ref).ref), ())
        }
        return any(
            self._stand(entry, lacks, ref) for ref in (*articles, *self._list_named(refs, lacks))
        )

    def _list_named(self, refs: Refs, side: Side) -> list[str]:
        """The provisions that clauses name: 42(6) keeps the grounds of refusal of 40(21)(b) by
        naming it."""
        draft = self._draft(side)
        return [
            named
            for ref in refs
            for mention in read_mentions(draft.by_ref[ref].words, ref, draft)
            for named in mention.refs
            if named in draft.by_ref
        ]

    def _goes_with_rule(self, pair: Pair, signal: Signal, side: Side) -> bool:
        """Whether an opt-out has no answer because its whole article has none: without the
        copyright offences of 10(1) nobody needs the reservation of 10(3). An article that begins
        with the opt-out is about it (41(1), federal States)."""
        if signal.id not in ("optional", "refusal") or pair.left and pair.right:
            return False
        ref = self._refs(pair, side)[0]
        article = self._draft(side).article_of(ref)
        first = next((clause.ref for clause in article.walk() if clause.has_words), None)
        return not self._answers.get((side, article.ref)) and ref != first

    def _draft(self, side: Side) -> Draft:
        return self._drafts.left if side is Side.LEFT else self._drafts.right

    def _refs(self, pair: Pair, side: Side) -> Refs:
        return pair.left if side is Side.LEFT else pair.right

    def _stand(self, entry: WordList, side: Side, ref: str) -> bool:
        """Whether words of a list stand in a provision or below it."""
        parts = [
            clause.words for clause in self._draft(side).by_ref[ref].walk() if clause.has_words
        ]
        if (side, ref) not in self._words:
            self._words[side, ref] = split_plain("\n".join(parts))
        if not entry.forms.may_stand(self._words[side, ref]):
            return False
        if (side, ref) not in self._texts:
            self._texts[side, ref] = FoldedText(parts, self._fold)
        text = self._texts[side, ref]
        return bool(entry.forms.find(text.words, text.known))


def _add_definition_uses(
    found: PairSignals, left: Draft, right: Draft, pairs: Iterable[Pair]
) -> PairSignals:
    """A signal of low grade for every pair that uses a term whose definition changed; the pairs
    that define it have theirs."""
    terms = {
        signal.right.lower(): signal
        for signals in found.values()
        for signal in signals
        if signal.rule == "changed" and signal.id == "definition"
    }
    if not terms:
        return found
    find_right = _term_finder(terms)
    find_left = _term_finder(signal.left.lower() for signal in terms.values())
    says = load_words().sentences["definition"]["used"]
    for pair in pairs:
        if not pair.left or not pair.right:
            continue
        used_left = {word for ref in pair.left for word in find_left(left.by_ref[ref].words)}
        if not used_left:
            continue
        used_right = {word for ref in pair.right for word in find_right(right.by_ref[ref].words)}
        own = found.get((pair.left, pair.right), ())
        new = [
            Signal(
                "definition",
                Direction.NEUTRAL,
                Grade.LOW,
                signal.left,
                signal.right,
                says,
                "used",
            )
            for term, signal in terms.items()
            if _bare(term) in used_right
            and _bare(signal.left.lower()) in used_left
            and signal not in own
        ]
        if new:
            found[pair.left, pair.right] = (*own, *new)
    return found


def _term_finder(terms: Iterable[str]) -> Callable[[str], Collection[str]]:
    """A function from a text to the terms that stand in it, without their plural s."""
    ordered = sorted((_bare(term) for term in terms), key=len, reverse=True)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, ordered)) + r")s?\b")

    def find(text: str) -> Collection[str]:
        text = text.lower()  # most texts hold no term: looking for the plain words tells it fast
        return (
            {_bare(word) for word in pattern.findall(text)}
            if any([term in text for term in ordered])
            else ()
        )

    return find


def _bare(term: str) -> str:
    return term.removesuffix("s")
