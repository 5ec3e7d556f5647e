"""Two aligned drafts -> DraftLaw: what changed in law in every pair.

What changed in each pair is found in unanswered.py and differences.py; here it is graded by the
pair it stands in, and what many pairs have in common is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..align.pairs import Alignment, Pair
from ..model.detection import UNKNOWN, languages_of
from ..model.draft import Draft
from ..model.sides import Sides
from ..model.tokens import FOLDED_WORDS, Fold
from ..model.vocabulary import GRADES, Grade, Slot
from .differences import Finding, find_differences, find_references
from .grades import HEAVY_JOINED
from .headlines import make_throughout_signal
from .lexicon import Lexicon, load_lexicon
from .readings import Reading, Refs
from .references import Answers
from .signals import DraftLaw, PairLaw, Phrase, Quote, Signal
from .stems import STEMS
from .unanswered import find_other_heads, find_unanswered

OFTEN = 4
"""The same words changed in so many pairs are one change of the whole draft."""
LEFT_BEHIND = 0.25
"""A name is another one throughout where at most this share of its uses is in the other draft."""
LONGEST_NAME = 5
"""Words of a phrase that is looked for in other pairs."""
SHORTEST_TERM = 4
"""A defined term of fewer letters is not looked for: it may stand within words."""

_BARE = re.compile(r"\([^)]*\)|[\u2018\u2019\u201c\u201d\"']|\b(?:the term|or)\b.*")

Found = dict[tuple[Refs, Refs], PairLaw]


def find_draft_law(
    left: Draft, right: Draft, alignment: Alignment, *, fold: Fold | None = None
) -> DraftLaw:
    """The signals and changed phrases of every pair that has any, by its refs.

    Drafts in different languages, or in one without a lexicon, have none, and `note` says so.
    Mirrored: the drafts exchanged give the same, exchanged.
    """
    language, other = languages_of(Sides(left, right))
    if language != other:
        return DraftLaw({}, "no signals: the drafts are in different languages")
    known = "en" if language == UNKNOWN else language  # a short text may be English
    lexicon = load_lexicon(known)
    if lexicon is None:
        return DraftLaw({}, f"no signals: law is not read in the language '{known}'")
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
        findings += ((signal, None) for signal in find_unanswered(one, reading))
        findings += find_differences(one, reading)
    findings += ((signal, None) for signal in find_other_heads(pair, reading))
    if pair.left and pair.right and Slot.REFERENCE in reading.lexicon.reads:
        findings += find_references(pair, reading, answers)
    signals = [_tell_uses(found, reading) for found, _ in findings if found]
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


def _tell_uses(signal: Signal, reading: Reading) -> Signal:
    """For a definition, with the number of clauses that use the term: each of them says something
    else where the definition does."""
    if signal.kind != "definition":
        return signal
    term = _BARE.sub("", signal.bearer.lower()).strip()
    own = {quote.ref for quote in (signal.left, signal.right) if quote}
    uses = reading.count_uses(term, without=own) if len(term) >= SHORTEST_TERM else Sides(0, 0)
    used = uses.right if signal.right else uses.left
    if not used:
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
    """The signal of words that changed in many pairs, of the grade that they have in the first."""
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
