"""Two aligned drafts -> DraftLaw: what changed in law in every pair.

A statement without an answer is told where it stands nowhere else; statements that answer each other
are held together slot by slot. What many pairs have in common is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..align.pairs import Alignment, Pair
from ..model.draft import Draft
from ..model.sides import Sides
from ..model.tokens import FOLDED_WORDS, Fold
from ..model.vocabulary import GRADES, Force, Grade, Shift, Side, Slot
from .grades import (
    grade_replaced,
    grade_statement,
    make_bearer_signal,
    make_force_signal,
    make_named_signal,
    make_quantity_signal,
    make_reference_signal,
    make_replaced_signal,
    make_statement_signal,
    make_stretch_signal,
    make_throughout_signal,
    quote_tokens,
)
from .lexicon import Lexicon, load_lexicon
from .matching import SHORT, Match, Weights, is_replaced
from .quantities import QuantityChange, compare_quantities, read_quantities
from .readings import PairReading, Reading, Refs
from .references import Answers, ReferenceChange, compare_named, list_units, read_named
from .signals import DraftLaw, PairLaw, Phrase, Quote, Signal
from .slots import (
    Counts,
    Stretch,
    compare_words,
    find_lost_kinds,
    has_other_act,
    has_other_bearer,
    has_other_force,
    is_same_rule,
)
from .statements import Statement
from .stems import STEMS

IN_PAIR, IN_ARTICLE, IN_DRAFT = 0.80, 0.72, 0.80
"""A statement without answer is no loss when this share of its words stands unanswered in its own
pair, in one statement of the answering article, in one of the whole draft."""
IN_PAIR_OPENING = 0.60
"""The first for words that only open a list."""
LEAST_WORDS = 7
"""Fewer words are not looked for in the whole draft, nor are those that open a list: "Each State
Party shall make it a criminal offence:" stands over every offence."""
OFTEN = 4
"""The same words changed in so many pairs are one change of the whole draft."""
LEFT_BEHIND = 0.25
"""A name is another one throughout where at most this share of its uses is in the other draft."""
LONGEST_NAME = 5
"""Words of a phrase that is looked for in other pairs."""
HEAVY, HEAVY_JOINED, HEAVY_TOGETHER = 10.5, 5.3, 25.0
"""Words of this weight that came or went alone, joined by and/or, or one in place of the other, are
told as a change. On the open labels 79, 70 and 85 of 100 such were changes, of lighter ones less
than 40."""
SHORTEST_TERM = 4
"""A defined term of fewer letters is not looked for: it may stand within words."""

_BARE = re.compile(r"\([^)]*\)|[\u2018\u2019\u201c\u201d\"']|\b(?:the term|or)\b.*")

Found = dict[tuple[Refs, Refs], PairLaw]
Finding = tuple[Signal | None, Phrase | None]


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
    reading = Reading(Sides(left, right), alignment, lexicon, fold)
    answers = Answers(alignment)
    found: Found = {}
    for pair in alignment.pairs:
        law = _find_law(pair, reading, answers)
        if law.signals or law.phrases:
            found[pair.left, pair.right] = law
    return DraftLaw(tell_once(found, reading), _describe_unread(lexicon))


def _describe_unread(lexicon: Lexicon) -> str:
    """What is read in a language where that is not all; else ''."""
    if all(slot in lexicon.reads for slot in Slot if slot is not Slot.WORDING):
        return ""
    read = ", ".join(f"{slot}s" for slot in Slot if slot in lexicon.reads)
    return f"signals: only {read} are read in the language '{lexicon.language}'"


def _find_law(pair: Pair, reading: Reading, answers: Answers) -> PairLaw:
    """What changed in law in one pair, highest grade first."""
    one = reading.pairs.get((pair.left, pair.right))
    findings: list[Finding] = []
    if one is not None:
        findings += ((signal, None) for signal in _find_unanswered(one, reading))
        findings += _find_differences(one, reading)
    findings += ((signal, None) for signal in _find_other_heads(pair, reading))
    if pair.left and pair.right and Slot.REFERENCE in reading.lexicon.reads:
        findings += _find_references(pair, reading, answers)
    signals = [_tell_uses(found, reading.drafts) for found, _ in findings if found]
    signals = [one for one in signals if one.slot in reading.lexicon.reads]
    signals = [_tell_open(signal, reading.drafts) for signal in signals]
    if not pair.sure or _is_introductory(pair):
        signals = [replace(signal, grade=Grade.LOW) for signal in signals]
    signals.sort(key=lambda signal: GRADES.index(signal.grade))
    phrases = (phrase for _, phrase in findings if phrase)
    return PairLaw(tuple(signals), tuple(_judge(phrase, signals) for phrase in phrases))


def _judge(phrase: Phrase, signals: Iterable[Signal]) -> Phrase:
    """A phrase, judged where a signal speaks of some of its words."""
    judged = any(
        one is not None
        and other is not None
        and one.ref == other.ref
        and one.start < other.end
        and other.start < one.end
        for signal in signals
        for one, other in ((phrase.left, signal.left), (phrase.right, signal.right))
    )
    return phrase._replace(judged=judged)


def _tell_open(signal: Signal, drafts: Sides[Draft]) -> Signal:
    """What stands in square brackets is not agreed: nothing about it is above low."""
    for draft, quote in zip(drafts, (signal.left, signal.right)):
        if quote is not None and _is_open(draft.by_ref[quote.ref].words, quote):
            why = f"{signal.why} In square brackets: not agreed.".strip()
            return replace(signal, grade=Grade.LOW, why=why)
    return signal


def _is_open(words: str, quote: Quote) -> bool:
    """Whether the words stand in square brackets, or are little else than what does."""
    if "[" not in words:
        return False
    before, own = words[: quote.start], words[quote.start : quote.end]
    return before.count("[") > before.count("]") or own.lstrip().startswith("[")


def _is_introductory(pair: Pair) -> bool:
    """Whether it is a recital or the title: they bind nobody."""
    return all(ref.startswith(("preamble", "title")) for ref in (*pair.left, *pair.right))


# statements that one side lacks


def _find_unanswered(one: PairReading, reading: Reading) -> Iterator[Signal]:
    """A signal for the statements without answer that stand nowhere else; those of one sentence or
    list together."""
    counts = one.count_words()
    for side, change in ((Side.LEFT, Shift.DROPPED), (Side.RIGHT, Shift.ADDED)):
        answered = {match.places.of(side) for match in one.matches}
        group: list[Statement] = []
        place: str | None = None
        for number, statement in enumerate(one.statements.of(side)):
            missing, where = (
                (False, None)
                if number in answered
                else _is_missing(statement, one, side, reading, counts)
            )
            if group and not (missing and where == place and _continues(group[-1], statement)):
                yield _tell_group(group, change, place)
                group = []
            if missing:
                group, place = [*group, statement], where
        if group:
            yield _tell_group(group, change, place)


def _is_missing(
    statement: Statement, one: PairReading, side: Side, reading: Reading, counts: Counts
) -> tuple[bool, str | None]:
    """Whether a statement without answer is to be told, and the clause elsewhere in the other draft
    that says much the same."""
    keys, weights, other = statement.keys, reading.weights, side.opposite
    residues = reading.residues.of(other)
    refs = one.pair.right if side is Side.LEFT else one.pair.left
    if _stands_in_part(statement, one, side, weights):
        return False, None
    least = IN_PAIR_OPENING if _opens(statement) else IN_PAIR
    if residues.share_in_clauses(keys, refs) >= least:
        return False, None
    kept = {key for key in keys if counts.of(other)[key] >= counts.of(side)[key]}
    if weights.sum(kept) >= least * weights.sum(set(keys)):
        return False, None
    article = reading.drafts.of(side).article_of(statement.words.ref).ref
    answering = sorted(reading.answering.get((side, article), ()))
    if residues.share_in_articles(keys, answering) >= IN_ARTICLE:
        return False, None
    if named := _find_in_named(statement, refs, other, reading):
        return True, named
    if _opens(statement) or len(set(keys)) < LEAST_WORDS:
        return True, None
    return True, residues.find(keys, IN_DRAFT)


def _find_in_named(statement: Statement, refs: Refs, side: Side, reading: Reading) -> str | None:
    """A clause that the answering clauses name and that says much the same: "on the grounds of
    article 40, paragraph 21" keeps each of them."""
    draft, weights, keys = reading.drafts.of(side), reading.weights, set(statement.keys)
    least = IN_ARTICLE * weights.sum(keys)
    for ref in refs:
        for named in read_named(ref, draft.by_ref[ref].words, reading.readers.of(side)):
            for target in named.targets:
                for clause in list_units(target, draft):
                    said = reading.read_words(side, clause.ref).keys
                    if clause.ref not in refs and weights.sum(keys.intersection(said)) >= least:
                        return clause.ref
    return None


def _stands_in_part(statement: Statement, one: PairReading, side: Side, weights: Weights) -> bool:
    """Whether a statement of a split or merged clause says what a statement of the other side says
    that is answered already: the same rule stands in two parts."""
    if len(one.pair.joins) < 2:
        return False
    keys = set(statement.keys)
    weight = weights.sum(keys)
    return any(
        other.force is statement.force and weights.sum(keys & set(other.keys)) >= IN_PAIR * weight
        for other in one.statements.of(side.opposite)
    )


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
    """The signal of statements that come or go together, of the highest grade of them; a definition
    is no more than that whatever verbs it holds."""
    grade = min(map(grade_statement, group), key=GRADES.index)
    if group[0].force is Force.DEFINITION:
        grade = grade_statement(group[0])
    if elsewhere:
        grade = Grade.LOW
    return make_statement_signal(
        group, change, grade=grade, elsewhere=(elsewhere,) if elsewhere else ()
    )


def _find_other_heads(pair: Pair, reading: Reading) -> Iterator[Signal]:
    """A signal where the words above an item bind otherwise than those above its answer: "shall
    establish jurisdiction when" over one, "may" over the other. Where these words answer each other
    they have a signal of their own."""
    if not pair.left or not pair.right:
        return
    refs = pair.left[0], pair.right[0]
    if reading.have_answering_parents(*refs):
        return
    if not (reading.find_head(Side.LEFT, refs[0]) and reading.find_head(Side.RIGHT, refs[1])):
        return
    left = reading.read_statements(Side.LEFT, refs[0])
    right = reading.read_statements(Side.RIGHT, refs[1])
    if (
        left
        and right
        and left[0].own_force is None
        and right[0].own_force is None
        and has_other_force(left[0], right[0])
    ):
        yield make_force_signal(left[0], right[0], Grade.HIGH)


# statements that answer each other


def _find_differences(one: PairReading, reading: Reading) -> Iterator[Finding]:
    """What differs between statements that answer each other."""
    counts = one.count_words()
    for match in one.matches:
        left = one.statements.left[match.left]
        right = one.statements.right[match.right]
        if _is_other_rule(left, right, match):
            yield make_replaced_signal(left, right, grade_replaced(left, right)), None
            continue
        told: list[Signal] = []
        if has_other_force(left, right) and is_same_rule(left, right, match.likeness):
            told.append(make_force_signal(left, right, Grade.HIGH))
        if has_other_bearer(left, right, counts, reading.lexicon):
            told.append(make_bearer_signal(left, right, Grade.MEDIUM))
        told += [
            *_find_named(one, left, right, reading.lexicon),
            *_find_quantities(left, right, reading.lexicon),
        ]
        yield from ((signal, None) for signal in told)
        yield from _find_changed_words(left, right, counts, reading, told)


def _find_named(
    one: PairReading, left: Statement, right: Statement, lexicon: Lexicon
) -> Iterator[Signal]:
    """A safeguard or the like that a rule names on one side, and no rule of the pair on the other."""
    for named in find_lost_kinds(left, one.statements.right, lexicon):
        yield make_named_signal(left, named, Shift.DROPPED)
    for named in find_lost_kinds(right, one.statements.left, lexicon):
        yield make_named_signal(right, named, Shift.ADDED)


def _is_other_rule(left: Statement, right: Statement, match: Match) -> bool:
    """Whether one statement was put in the place of another."""
    if min(len(left.keys), len(right.keys)) < SHORT:
        return False
    return is_replaced(match.likeness) or has_other_act(left, right, match.likeness)


def _find_quantities(left: Statement, right: Statement, lexicon: Lexicon) -> Iterator[Signal]:
    """Periods, dates, sums and numbers that changed."""
    if Slot.QUANTITY not in lexicon.reads or left.keys == right.keys:
        return
    texts = left.text, right.text
    one, other = (read_quantities(text, lexicon.language) for text in texts)
    for change in compare_quantities(one, other, *texts):
        yield make_quantity_signal(left, right, change, Grade.MEDIUM)


def _find_changed_words(
    left: Statement, right: Statement, counts: Counts, reading: Reading, told: Sequence[Signal]
) -> Iterator[Finding]:
    """Every changed stretch of words; those that `told` speaks of have no signal of their own."""
    for stretch in compare_words(left, right, counts, reading.lexicon):
        quotes = Sides(
            quote_tokens(left, stretch.left_first, stretch.left_end),
            quote_tokens(right, stretch.right_first, stretch.right_end),
        )
        grade = grade_stretch(stretch, reading.weights)
        signal = None
        if grade is not None and not _is_told(stretch, quotes, told):
            signal = make_stretch_signal(left, right, stretch, grade)
        yield signal, Phrase(stretch.slot, quotes.left, quotes.right)


def grade_stretch(stretch: Stretch, weights: Weights) -> Grade | None:
    """The grade of changed words, None where they are wording only: few or common words seldom
    change the law."""
    lost, gained = weights.sum(stretch.lost), weights.sum(stretch.gained)
    if lost and gained:
        told = min(lost, gained) >= HEAVY or lost + gained >= HEAVY_TOGETHER
    else:
        told = lost + gained >= (HEAVY_JOINED if stretch.joined else HEAVY)
    return Grade.MEDIUM if told else None


def _is_told(stretch: Stretch, quotes: Sides[Quote | None], told: Iterable[Signal]) -> bool:
    """Whether the new words of a stretch are hardly more than what a signal quotes already."""
    return any(
        (not stretch.lost or _covers(signal.left, quotes.left))
        and (not stretch.gained or _covers(signal.right, quotes.right))
        for signal in told
    )


def _covers(outer: Quote | None, inner: Quote | None) -> bool:
    """Whether at least half of the words lie within others; nothing lies within anything."""
    if inner is None:
        return True
    if outer is None or outer.ref != inner.ref:
        return False
    common = min(outer.end, inner.end) - max(outer.start, inner.start)
    return 2 * common >= inner.end - inner.start


def _find_references(pair: Pair, reading: Reading, answers: Answers) -> Iterator[Finding]:
    """References of the pair's clauses that lead elsewhere than the alignment explains."""
    named = Sides(
        *(
            [
                one
                for ref in refs
                for one in read_named(
                    ref, reading.drafts.of(side).by_ref[ref].words, reading.readers.of(side)
                )
            ]
            for side, refs in ((Side.LEFT, pair.left), (Side.RIGHT, pair.right))
        )
    )
    if not any(named):
        return
    for change in compare_named(*named, answers):
        signal = make_reference_signal(change, grade_reference(change))
        yield signal, Phrase(Slot.REFERENCE, signal.left, signal.right)


def grade_reference(change: ReferenceChange) -> Grade:
    """A reference that leads elsewhere is a smaller change than the rule it stands in."""
    return Grade.LOW


# what is told once for a whole draft


def _tell_uses(signal: Signal, drafts: Sides[Draft]) -> Signal:
    """For a definition, with the number of clauses that use the term: each of them says something
    else where the definition does."""
    if signal.kind != "definition":
        return signal
    term = _BARE.sub("", signal.bearer.lower()).strip()
    draft = drafts.right if signal.right else drafts.left
    own = {quote.ref for quote in (signal.left, signal.right) if quote}
    used = sum(term in clause.words.lower() for clause in draft.units() if clause.ref not in own)
    if len(term) < SHORTEST_TERM or not used:
        return signal
    clauses = "1 other clause uses" if used == 1 else f"{used} other clauses use"
    return replace(signal, why=f"{signal.why} {clauses} the term.".strip())


def tell_once(found: Found, reading: Reading) -> Found:
    """The same words put in, taken out or exchanged in many pairs are told once, at the first of
    them, with the number of the others: a name that changed throughout, an addition made
    everywhere."""
    places: dict[tuple[str, str], list[tuple[Refs, Refs]]] = {}
    for key, law in found.items():
        for name in dict.fromkeys(map(_name_phrase, law.phrases)):
            if name is not None:
                places.setdefault(name, []).append(key)
    result = dict(found)
    for name, keys in places.items():
        if len(keys) < OFTEN or not _is_telling(name, reading):
            continue
        for key in keys:
            law = result[key]
            own = [one for one in law.signals if one.rule != "words" or _name_signal(one) != name]
            if key == keys[0]:
                own.append(_tell_throughout(name, law, len(keys)))
            result[key] = law._replace(signals=tuple(own))
    return result


def _tell_throughout(name: tuple[str, str], law: PairLaw, count: int) -> Signal:
    """The signal of words that changed in many pairs, of the highest grade that they have in one."""
    told = [one for one in law.signals if one.rule == "words" and _name_signal(one) == name]
    phrase = next(one for one in law.phrases if _name_phrase(one) == name)
    return make_throughout_signal(phrase, count, told[0] if told else None)


def _is_telling(name: tuple[str, str], reading: Reading) -> bool:
    """Whether words are more than style. A name gives way to another: hardly any use of it is left.
    What only came or went must weigh as much as a change in one pair."""
    keys = [_list_keys(text, reading.lexicon) for text in name]
    if not all(name):
        return reading.weights.sum(keys[0] or keys[1]) >= HEAVY_JOINED
    left, right = reading.count_uses(name[0]), reading.count_uses(name[1])
    return all(keys) and (
        left.right <= LEFT_BEHIND * left.left and right.left <= LEFT_BEHIND * right.right
    )


def _list_keys(text: str, lexicon: Lexicon) -> list[str]:
    words = (FOLDED_WORDS[token.strip("(),.;:")] for token in text.split())
    stems = STEMS[lexicon.language]
    return [stems[word] for word in words if len(word) > 1 and word not in lexicon.small]


def _name_phrase(phrase: Phrase) -> tuple[str, str] | None:
    """The words of a phrase, folded; None for long ones, and for what has no letter."""
    name = _fold_quote(phrase.left), _fold_quote(phrase.right)
    if max(len(one.split()) for one in name) > LONGEST_NAME:
        return None
    return name if any(char.isalpha() for one in name for char in one) else None


def _name_signal(signal: Signal) -> tuple[str, str]:
    return _fold_quote(signal.left), _fold_quote(signal.right)


def _fold_quote(quote: Quote | None) -> str:
    return " ".join(quote.text.lower().split()).strip(" ,;.") if quote else ""
