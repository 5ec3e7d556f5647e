"""Two aligned drafts -> DraftLaw: what changed in law in every pair.

First every pair is read and its statements are matched; what each statement has and its answer
lacks is kept, for a statement without answer may stand there. Then what is left is told, once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..align.pairs import Alignment, Pair
from ..model.draft import Clause, Draft
from ..model.references import ReferenceReader
from ..model.sides import Sides
from ..model.tokens import Fold
from ..model.vocabulary import GRADES, Force, Grade, Relation, Shift, Side, Slot
from .grades import (
    grade_statement,
    make_bearer_signal,
    make_force_signal,
    make_replaced_signal,
    make_statement_signal,
    make_stretch_signal,
    quote_tokens,
)
from .lexicon import Lexicon, load_lexicon
from .matching import SHORT, Match, Residue, Residues, Weights, is_replaced, match_statements
from .signals import DraftLaw, PairLaw, Phrase, Signal
from .slots import Stretch, compare_words, has_other_force
from .statements import Head, Statement, make_head, read_statements
from .words import Words, read_words

IN_PAIR, IN_ARTICLE, IN_DRAFT = 0.80, 0.72, 0.80
"""A statement without answer is no loss when this share of its words stands unanswered in its own
pair, in one statement of the answering article, in one of the whole draft."""
IN_PAIR_CHAPEAU = 0.60
"""The same for words that only open a list."""
LEAST_WORDS = 5
"""Fewer words are not looked for in the whole draft."""

OFTEN = 4
"""The same words changed in so many pairs are one change of the whole draft."""
SAME_ACT = 0.45
"""Two statements must be so much alike for another modal verb to be another force of one rule."""

HEAVY, HEAVY_JOINED, HEAVY_TOGETHER = 10.0, 5.0, 24.0
"""Words of this weight that came or went alone, joined by and/or, or one in place of the other, are
told as a change. On the open labels 79, 70 and 85 of 100 such were changes, of lighter ones less
than 40."""

SHORTEST_TERM = 4
"""A defined term of fewer letters is not looked for: it may stand within words."""
_BARE = re.compile(r"\([^)]*\)|[\u2018\u2019\u201c\u201d\"']|\b(?:the term|or)\b.*")

Refs = tuple[str, ...]


def find_draft_law(
    left: Draft, right: Draft, alignment: Alignment, *, fold: Fold | None = None
) -> DraftLaw:
    """The signals and changed phrases of every pair that has any, by its refs.

    Drafts in different languages, or in one without a lexicon, have none, and `note` says so.
    Mirrored: the drafts exchanged give the same, exchanged.
    """
    if left.language != right.language:
        return DraftLaw({}, "no signals: the drafts are in different languages")
    lexicon = load_lexicon(left.language)
    if lexicon is None:
        return DraftLaw({}, f"no signals: law is not read in the language '{left.language}'")
    reading = _Reading(Sides(left, right), alignment, lexicon, fold)
    return DraftLaw(reading.find(), _describe_unread(lexicon))


def _describe_unread(lexicon: Lexicon) -> str:
    """What is not read in a language, '' where all is."""
    unread = [
        slot for slot in Slot if slot not in lexicon.reads and slot not in (Slot.WORDING,)
    ]
    if not unread:
        return ""
    read = sorted(slot for slot in lexicon.reads)
    return f"only {', '.join(read)} are read in the language '{lexicon.language}'"


class _PairReading(NamedTuple):
    """The statements of a pair and which answer which."""

    pair: Pair
    left: list[Statement]
    right: list[Statement]
    matches: list[Match]


class _Reading:
    """All pairs of two drafts, read once."""

    def __init__(
        self,
        drafts: Sides[Draft],
        alignment: Alignment,
        lexicon: Lexicon,
        fold: Fold | None,
    ) -> None:
        self._drafts, self._lexicon, self._fold = drafts, lexicon, fold
        self._pairs = alignment.pairs
        self._readers = Sides(ReferenceReader(drafts.left), ReferenceReader(drafts.right))
        self._words: dict[tuple[Side, str], Words] = {}
        self._statements: dict[tuple[Side, str], list[Statement]] = {}
        self._heads: dict[tuple[Side, str], Head | None] = {}
        self._weights = Weights(
            [key for key in self._words_of(side, clause.ref).keys if key]
            for side in Side
            for clause in self._draft(side).units()
        )
        self._articles = self._list_answering_articles()
        self._joined = {
            (join.left, join.right) for pair in self._pairs for join in pair.joins
        }

    def find(self) -> dict[tuple[Refs, Refs], PairLaw]:
        """What is found in each pair."""
        read = {
            (pair.left, pair.right): self._read_pair(pair)
            for pair in self._pairs
            if pair.relation not in (Relation.SAME, Relation.TERMS)
        }
        residues = Sides(
            Residues(self._list_residues(read.values(), Side.LEFT), self._weights),
            Residues(self._list_residues(read.values(), Side.RIGHT), self._weights),
        )
        found: dict[tuple[Refs, Refs], PairLaw] = {}
        for pair in self._pairs:
            one = read.get((pair.left, pair.right))
            signals = list(self._find_unanswered(one, residues)) if one else []
            signals += self._find_other_heads(pair)
            phrases: list[Phrase] = []
            for signal, phrase in self._find_differences(one) if one else ():
                if signal:
                    signals.append(signal)
                if phrase:
                    phrases.append(phrase)
            if not signals and not phrases:
                continue
            if not pair.sure or self._is_recital(pair):
                signals = [replace(signal, grade=Grade.LOW) for signal in signals]
            signals = [self._tell_uses(signal) for signal in signals]
            signals.sort(key=lambda signal: GRADES.index(signal.grade))
            found[pair.left, pair.right] = PairLaw(tuple(signals), tuple(phrases))
        return tell_once(found)

    def _draft(self, side: Side) -> Draft:
        return self._drafts.left if side is Side.LEFT else self._drafts.right

    def _words_of(self, side: Side, ref: str) -> Words:
        found = self._words.get((side, ref))
        if found is None:
            draft = self._draft(side)
            reader = self._readers.left if side is Side.LEFT else self._readers.right
            found = self._words[side, ref] = read_words(
                draft.by_ref[ref].words, ref, self._lexicon, self._fold, reader
            )
        return found

    def _statements_of(self, side: Side, ref: str) -> list[Statement]:
        found = self._statements.get((side, ref))
        if found is None:
            found = self._statements[side, ref] = read_statements(
                self._words_of(side, ref), self._lexicon, self._head_of(side, ref)
            )
        return found

    def _head_of(self, side: Side, ref: str) -> Head | None:
        """What stands above a clause and opens the list that it is an item of."""
        if (side, ref) not in self._heads:
            draft = self._draft(side)
            parent = draft.parents.get(ref)
            while parent is not None and not draft.by_ref[parent].has_words:
                parent = draft.parents.get(parent)
            head = None
            if parent is not None and _opens_list(draft.by_ref[parent]):
                above = self._statements_of(side, parent)
                head = make_head(above[-1]) if above else None
            self._heads[side, ref] = head
        return self._heads[side, ref]

    def _read_pair(self, pair: Pair) -> _PairReading:
        left, right = (
            [statement for ref in refs for statement in self._statements_of(side, ref)]
            for side, refs in ((Side.LEFT, pair.left), (Side.RIGHT, pair.right))
        )
        return _PairReading(pair, left, right, match_statements(left, right, self._weights))

    def _list_answering_articles(self) -> dict[tuple[Side, str], set[str]]:
        """For an article of a side the articles of the other that hold answers to its clauses."""
        found: dict[tuple[Side, str], set[str]] = {}
        for pair in self._pairs:
            left = {self._drafts.left.article_of(ref).ref for ref in pair.left}
            right = {self._drafts.right.article_of(ref).ref for ref in pair.right}
            for article in left:
                found.setdefault((Side.LEFT, article), set()).update(right)
            for article in right:
                found.setdefault((Side.RIGHT, article), set()).update(left)
        return found

    def _list_residues(self, read: Iterable[_PairReading], side: Side) -> Iterator[Residue]:
        draft = self._draft(side)
        for one in read:
            own, others = (one.left, one.right) if side is Side.LEFT else (one.right, one.left)
            partners = {
                (match.left if side is Side.LEFT else match.right): (
                    match.right if side is Side.LEFT else match.left
                )
                for match in one.matches
            }
            for number, statement in enumerate(own):
                keys = frozenset(statement.keys)
                if number in partners:
                    keys -= frozenset(others[partners[number]].keys)
                if keys:
                    ref = statement.words.ref
                    yield Residue(ref, draft.article_of(ref).ref, keys)

    def _find_unanswered(
        self, one: _PairReading, residues: Sides[Residues]
    ) -> Iterator[Signal]:
        """A signal for the statements without answer that stand nowhere else; those of one sentence
        or list together."""
        counts = _count(one.left), _count(one.right)
        for side, statements in ((Side.LEFT, one.left), (Side.RIGHT, one.right)):
            known = {match.left if side is Side.LEFT else match.right for match in one.matches}
            change = Shift.DROPPED if side is Side.LEFT else Shift.ADDED
            own_counts = counts if side is Side.LEFT else counts[::-1]
            group: list[Statement] = []
            place: str | None = None
            for number, statement in enumerate(statements):
                told, where = (
                    (False, None)
                    if number in known
                    else self._is_missing(statement, one, side, residues, own_counts)
                )
                if group and (
                    not told or where != place or not _continues(group[-1], statement)
                ):
                    yield _tell_group(group, change, place)
                    group = []
                if told:
                    group, place = [*group, statement], where
            if group:
                yield _tell_group(group, change, place)

    def _is_missing(
        self,
        statement: Statement,
        one: _PairReading,
        side: Side,
        residues: Sides[Residues],
        counts: tuple[Counter[str], Counter[str]],
    ) -> tuple[bool, str | None]:
        """Whether a statement without answer is to be told, and the clause elsewhere in the other
        draft that says much the same."""
        keys = statement.keys
        others, refs = (
            (residues.right, one.pair.right)
            if side is Side.LEFT
            else (residues.left, one.pair.left)
        )
        if self._stands_in_part(statement, one, side):
            return False, None
        least = IN_PAIR_CHAPEAU if _opens(statement) else IN_PAIR
        if others.share_in_clauses(keys, refs) >= least:
            return False, None
        kept = {key for key in keys if counts[1][key] >= counts[0][key]}
        if self._weights.sum(kept) >= least * self._weights.sum(set(keys)):
            return False, None
        article = self._draft(side).article_of(statement.words.ref).ref
        answering = sorted(self._articles.get((side, article), ()))
        if others.share_in_articles(keys, answering) >= IN_ARTICLE:
            return False, None
        return True, others.find(keys, IN_DRAFT) if len(set(keys)) >= LEAST_WORDS else None

    def _find_other_heads(self, pair: Pair) -> Iterator[Signal]:
        """A signal where the words above an item bind otherwise than those above its answer: "shall
        establish jurisdiction when" over one, "may" over the other. Where these words answer each
        other they have a signal of their own."""
        if not pair.left or not pair.right:
            return
        refs = pair.left[0], pair.right[0]
        parents = (
            self._drafts.left.parents.get(refs[0]),
            self._drafts.right.parents.get(refs[1]),
        )
        if parents[0] is None or parents[1] is None or parents in self._joined:
            return
        heads = self._head_of(Side.LEFT, refs[0]), self._head_of(Side.RIGHT, refs[1])
        if heads[0] is None or heads[1] is None:
            return
        items = (
            self._statements_of(Side.LEFT, refs[0]),
            self._statements_of(Side.RIGHT, refs[1]),
        )
        if not items[0] or not items[1]:
            return
        left, right = items[0][0], items[1][0]
        if left.own_force is None and right.own_force is None and has_other_force(left, right):
            yield make_force_signal(left, right, Grade.HIGH)

    def _tell_uses(self, signal: Signal) -> Signal:
        """For a definition, with the number of clauses that use the term: each of them says something
        else where the definition does."""
        if signal.kind != "definition":
            return signal
        term = _BARE.sub("", signal.bearer.lower()).strip()
        draft = self._drafts.right if signal.right else self._drafts.left
        own = {quote.ref for quote in (signal.left, signal.right) if quote}
        used = sum(
            term in clause.words.lower() for clause in draft.units() if clause.ref not in own
        )
        if len(term) < SHORTEST_TERM or not used:
            return signal
        clauses = "1 other clause uses" if used == 1 else f"{used} other clauses use"
        return replace(signal, why=f"{signal.why} {clauses} the term.".strip())

    def _stands_in_part(self, statement: Statement, one: _PairReading, side: Side) -> bool:
        """Whether a statement of a split or merged clause says what a statement on the other side
        says that is answered already: the same rule stands in two parts."""
        others = one.right if side is Side.LEFT else one.left
        if len(one.pair.joins) < 2:
            return False
        keys = set(statement.keys)
        weight = self._weights.sum(keys)
        return any(
            other.force is statement.force
            and self._weights.sum(keys & set(other.keys)) >= IN_PAIR * weight
            for other in others
        )

    def _find_differences(
        self, one: _PairReading
    ) -> Iterator[tuple[Signal | None, Phrase | None]]:
        """What differs between statements that answer each other."""
        counts = (_count(one.left), _count(one.right))
        for match in one.matches:
            left, right = one.left[match.left], one.right[match.right]
            if (
                is_replaced(match.likeness) or _has_other_act(left, right, match)
            ) and min(len(left.keys), len(right.keys)) >= SHORT:
                yield make_replaced_signal(left, right, grade_replaced(left, right)), None
                continue
            if has_other_force(left, right) and _is_same_rule(left, right, match):
                yield make_force_signal(left, right, Grade.HIGH), None
            if self._has_other_bearer(left, right, counts):
                yield make_bearer_signal(left, right, Grade.MEDIUM), None
            for stretch in compare_words(left, right, counts, self._lexicon):
                grade = grade_stretch(stretch, self._weights)
                signal = None
                if grade is not None:
                    signal = make_stretch_signal(left, right, stretch, grade)
                yield (
                    signal,
                    Phrase(
                        stretch.slot,
                        quote_tokens(left, stretch.left_first, stretch.left_end),
                        quote_tokens(right, stretch.right_first, stretch.right_end),
                        signal is not None,
                    ),
                )

    def _has_other_bearer(
        self,
        left: Statement,
        right: Statement,
        counts: tuple[Counter[str], Counter[str]],
    ) -> bool:
        known = self._lexicon.authorities | self._lexicon.bearers
        one, other = left.bearer_key, right.bearer_key
        return (
            one != other
            and one in known
            and other in known
            and counts[1][one] < counts[0][one]
            and counts[0][other] < counts[1][other]
        )

    def _is_recital(self, pair: Pair) -> bool:
        return all(ref.startswith(("preamble", "title")) for ref in (*pair.left, *pair.right))


def tell_once(
    found: dict[tuple[Refs, Refs], PairLaw],
) -> dict[tuple[Refs, Refs], PairLaw]:
    """The same words put in, taken out or exchanged in many pairs are told at the first of them,
    with the number of the others."""
    places: dict[tuple[str, str, str], list[tuple[Refs, Refs]]] = {}
    for key, law in found.items():
        for name in dict.fromkeys(map(_name_words, law.signals)):
            if name is not None:
                places.setdefault(name, []).append(key)
    often = {name: keys for name, keys in places.items() if len(keys) >= OFTEN}
    if not often:
        return found
    result = dict(found)
    for name, keys in often.items():
        for number, key in enumerate(keys):
            law = result[key]
            kept: list[Signal] = []
            for signal in law.signals:
                if _name_words(signal) != name:
                    kept.append(signal)
                elif number == 0:
                    more = f"The same in {len(keys) - 1} further pairs."
                    kept.append(replace(signal, why=f"{signal.why} {more}".strip()))
            result[key] = PairLaw(tuple(kept), law.phrases)
    return result


def _name_words(signal: Signal) -> tuple[str, str, str] | None:
    """The words of a signal about words, folded; None for signals about statements."""
    if signal.rule != "words":
        return None
    one, other = (
        " ".join(quote.text.lower().split()).strip(" ,;.") if quote else ""
        for quote in (signal.left, signal.right)
    )
    return signal.rule, one, other


def _opens(statement: Statement) -> bool:
    """Whether a list follows."""
    return statement.words.text[statement.span[1] :].lstrip().startswith(":")


def _continues(before: Statement, statement: Statement) -> bool:
    """Whether a statement stands in the sentence or list of the one before it."""
    if before.words is not statement.words:
        return False
    between = statement.words.text[before.span[1] : statement.span[0]]
    return statement.item or "." not in between


def _tell_group(group: Sequence[Statement], change: Shift, elsewhere: str | None) -> Signal:
    """The signal of statements that come or go together, of the highest grade of them."""
    grade = min((grade_statement(one) for one in group), key=GRADES.index)
    if group[0].force is Force.DEFINITION:
        grade = grade_statement(group[0])
    if elsewhere:
        grade = Grade.LOW
    return make_statement_signal(
        group, change, grade=grade, elsewhere=(elsewhere,) if elsewhere else ()
    )


def _has_other_act(left: Statement, right: Statement, match: Match) -> bool:
    """Whether statements that share few words are about different acts: one was put in the place of
    the other."""
    return (
        match.likeness.dice < SAME_ACT
        and match.likeness.contained < 0.6
        and bool(left.act and right.act)
        and left.act not in right.keys
        and right.act not in left.keys
    )


def _is_same_rule(left: Statement, right: Statement, match: Match) -> bool:
    """Whether another modal verb is another force of one rule."""
    if left.own_force is None and right.own_force is None:
        return False
    for one, other in ((left, right), (right, left)):
        if one.own_force is not None and other.own_force is None:
            words = one.words.keys[slice(*one.own_force)]
            if any(key and key in other.keys for key in words):
                return False  # "encouraging" in a list of duties
    if left.act == right.act or Force.ENCOURAGEMENT in (left.force, right.force):
        return match.likeness.value >= SAME_ACT
    return match.likeness.value >= SAME_ACT and (left.act in right.keys or right.act in left.keys)


def grade_replaced(left: Statement, right: Statement) -> Grade:
    """The grade of a statement in whose place another stands."""
    grades = grade_statement(left), grade_statement(right)
    return Grade.HIGH if Grade.HIGH in grades else Grade.MEDIUM


def grade_stretch(stretch: Stretch, weights: Weights) -> Grade | None:
    """The grade of changed words, None where they are wording only: few or common words seldom
    change the law."""
    lost, gained = weights.sum(stretch.lost), weights.sum(stretch.gained)
    if lost and gained:
        told = min(lost, gained) >= HEAVY or lost + gained >= HEAVY_TOGETHER
    else:
        told = lost + gained >= (HEAVY_JOINED if stretch.joined else HEAVY)
    return Grade.MEDIUM if told else None


def _opens_list(clause: Clause) -> bool:
    text = (clause.text or "").rstrip()
    return bool(text) and text[-1] in ":,-\u2013\u2014" or bool(text) and text[-1].isalpha()


def _count(statements: Iterable[Statement]) -> Counter[str]:
    return Counter(key for statement in statements for key in (*statement.head, *statement.keys))
