"""A difference between statements -> Signal, in words a lawyer uses."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.vocabulary import Force, Grade, Shift, Slot
from .grades import is_part
from .quantities import Quantity, QuantityChange
from .references import ReferenceChange
from .signals import ITEM, NAMED, Phrase, Quote, Signal
from .slots import NamedWords, Stretch, name_force
from .statements import Statement

_TIMES = frozenset({"period", "working days", "date", "day of year", "frequency"})
"""Kinds of quantities that are times."""
HEADLINE = 14
"""So many words of a statement stand in its headline."""
SHOWN = 8
"""So many words of either side where one stands in the place of the other."""

ACT_WORDS = 6
"""So many words behind a modal verb are quoted with it."""

_NAMES = {
    Force.DUTY: "duty",
    Force.PROHIBITION: "prohibition",
    Force.POWER: "power",
    Force.PERMISSION: "permission",
    Force.DISCRETION: "freedom from a duty",
    Force.ENCOURAGEMENT: "encouragement",
    Force.DEFINITION: "definition",
    Force.EFFECT: "rule",
}
_BURDENS = frozenset({Force.DUTY, Force.PROHIBITION})


def quote_statement(statement: Statement) -> Quote:
    """The whole statement as it stands in its clause."""
    start, end = statement.span
    return Quote(statement.words.ref, start, end, statement.words.text[start:end])


def quote_tokens(statement: Statement, first: int, end: int) -> Quote | None:
    """Some of its tokens; None where there are none."""
    if first >= end:
        return None
    start, stop = statement.words.quote(first, end)
    return Quote(statement.words.ref, start, stop, statement.words.text[start:stop])


def name_kind(statement: Statement) -> str:
    """The sort of rule in a word or two."""
    if statement.words.ref.startswith("preamble"):
        return "recital"
    if statement.kind is not None:
        return statement.kind.name
    return _NAMES[statement.force] if statement.force else "words"


def tell_statement(statement: Statement, change: Shift) -> str:
    """`duty dropped: each Party shall designate a contact point`."""
    name = name_kind(statement)
    if is_part(statement):
        name = f"item of {_with_article(name)}"
    return f"{name} {change}: {describe(statement)}"


def _with_article(name: str) -> str:
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def describe(statement: Statement) -> str:
    """Who shall or may do what, in the words of the text: "each Party shall designate ...",
    without what stands before the bearer or between the verb and the act. As it stands where
    nobody is named or nothing is to be done."""
    words, own, act = statement.words, statement.own_force, statement.act_first
    if not statement.bearer or act <= statement.first or act >= statement.end:
        return describe_rule(statement)
    verb = (own[0], min(own[1], act)) if own is not None else (act - 1, act)
    start, end = words.quote(act, statement.end)
    if words.text.find(statement.bearer) > words.starts[act]:
        return describe_rule(statement)  # the bearer follows the verb
    modal = words.text[slice(*words.quote(*verb))] if verb[0] < verb[1] else ""
    return " ".join(filter(None, (statement.bearer, modal, shorten(words.text[start:end]))))


def shorten(text: str, most: int = HEADLINE) -> str:
    """At most so many words of a text on one line."""
    words = text.split()
    return " ".join(words[:most]) + (" ..." if len(words) > most else "")


def make_statement_signal(
    statements: Sequence[Statement],
    change: Shift,
    *,
    grade: Grade,
    elsewhere: tuple[str, ...] = (),
) -> Signal:
    """The signal of statements without counterpart that stand in one sentence or list; the first
    gives the headline."""
    statement = statements[0]
    start, end = statement.span[0], statements[-1].span[1]
    quote = Quote(statement.words.ref, start, end, statement.words.text[start:end])
    left, right = (quote, None) if change is Shift.DROPPED else (None, quote)
    return Signal(
        Slot.STATEMENT,
        change,
        grade,
        name_kind(statement),
        statement.bearer,
        left,
        right,
        tell_statement(statement, change),
        _explain_statement(statement, change, elsewhere),
        ITEM if is_part(statement) else "statement",
        elsewhere,
    )


_KIND_EFFECTS = {
    (
        "ground of refusal",
        Shift.ADDED,
    ): "Refusal is allowed in more cases: the duty to assist shrinks.",
    (
        "ground of refusal",
        Shift.DROPPED,
    ): "Refusal is allowed in fewer cases: the duty to assist grows.",
    ("reservation", Shift.ADDED): "A State can do less than the rule.",
    ("reservation", Shift.DROPPED): "A State cannot do less than the rule any more.",
    ("offence", Shift.ADDED): "More conduct has to be punishable.",
    ("offence", Shift.DROPPED): "Less conduct has to be punishable.",
    (
        "link to safeguards",
        Shift.DROPPED,
    ): "The articles it names may reach these powers by themselves.",
    (
        "link to safeguards",
        Shift.ADDED,
    ): "The articles it names may reach these powers by themselves.",
}


def _explain_statement(statement: Statement, change: Shift, elsewhere: tuple[str, ...]) -> str:
    """What follows from it, where its sort tells that; nothing where much the same stands
    elsewhere."""
    return "" if elsewhere else _KIND_EFFECTS.get((name_kind(statement), change), "")


_FORCE_NAMES = {
    "duty": "duty",
    "prohibition": "prohibition",
    "permission": "permission",
    "discretion": "freedom from a duty",
    "encouragement": "encouragement",
    "effect": "rule that applies",
    "no effect": "rule that does not apply",
}
_FORCE_EFFECTS = {
    ("duty", "permission"): "What was required may now be done or left.",
    ("permission", "duty"): "What could be done or left is now required.",
    ("duty", "encouragement"): "What was required is now only asked for.",
    ("encouragement", "duty"): "What was only asked for is now required.",
    ("duty", "discretion"): "What was required need not be done any more.",
    ("discretion", "duty"): "What need not be done is now required.",
    ("duty", "prohibition"): "What was required is now forbidden.",
    ("prohibition", "duty"): "What was forbidden is now required.",
    ("permission", "prohibition"): "What was allowed is now forbidden.",
    ("prohibition", "permission"): "What was forbidden is now allowed.",
    ("permission", "encouragement"): "What was allowed is now asked for.",
    ("encouragement", "permission"): "What was asked for is now only allowed.",
    ("effect", "no effect"): "What applied does not apply any more.",
    ("no effect", "effect"): "What did not apply now applies.",
}


def make_force_signal(left: Statement, right: Statement, grade: Grade) -> Signal:
    """The signal of statements that answer each other with another force."""
    one, other = name_force(left), name_force(right)
    return Signal(
        Slot.FORCE,
        Shift.CHANGED,
        grade,
        _FORCE_NAMES[one],
        right.bearer or left.bearer,
        _quote_force(left),
        _quote_force(right),
        f"{_FORCE_NAMES[one]} becomes {_FORCE_NAMES[other]}: {describe_rule(right)}",
        _FORCE_EFFECTS.get((one, other), ""),
        "force",
    )


def describe_rule(statement: Statement) -> str:
    """A statement with who it is about, in at most HEADLINE words: an item says little without the
    words above it."""
    text = shorten(statement.text)
    if statement.own_force is None and statement.bearer and statement.bearer not in text:
        return f"{statement.bearer}: {text}"
    return text


def _quote_force(statement: Statement) -> Quote:
    if statement.own_force is None:
        return quote_statement(statement)
    first, end = statement.own_force
    return quote_tokens(statement, first, min(end + ACT_WORDS, statement.end)) or (
        quote_statement(statement)
    )


def make_replaced_signal(left: Statement, right: Statement, grade: Grade) -> Signal:
    """The signal of a statement in whose place another stands."""
    return Signal(
        Slot.STATEMENT,
        Shift.CHANGED,
        grade,
        name_kind(right),
        right.bearer,
        quote_statement(left),
        quote_statement(right),
        f"{name_kind(left)} replaced: {describe(left)} → {describe(right)}",
        "The two stand in the same place and share few words.",
        "replaced",
    )


def make_bearer_signal(left: Statement, right: Statement, grade: Grade) -> Signal:
    """The signal of statements that bind or entitle somebody else."""
    return Signal(
        Slot.ACTOR,
        Shift.CHANGED,
        grade,
        name_kind(right),
        right.bearer,
        _quote_bearer(left),
        _quote_bearer(right),
        f"{name_kind(right)} of another: {left.bearer} → {right.bearer}",
        "",
        "bearer",
    )


def _quote_bearer(statement: Statement) -> Quote:
    at = statement.words.text.find(statement.bearer, statement.span[0])
    if at < 0:
        return quote_statement(statement)
    return Quote(statement.words.ref, at, at + len(statement.bearer), statement.bearer)


def make_stretch_signal(
    left: Statement, right: Statement, stretch: Stretch, grade: Grade
) -> Signal:
    """The signal of words that came or went within a statement."""
    one = quote_tokens(left, stretch.left_first, stretch.left_end)
    other = quote_tokens(right, stretch.right_first, stretch.right_end)
    change = Shift.CHANGED
    if not stretch.gained:
        change = Shift.DROPPED
    elif not stretch.lost:
        change = Shift.ADDED
    statement = right if change is Shift.ADDED else left
    shown = [quote for quote in (one, other) if quote]
    if change is not Shift.CHANGED:  # what stands in its place says nothing
        shown = shown[-1:] if change is Shift.ADDED else shown[:1]
    text = " → ".join(shorten(quote.text, SHOWN) for quote in shown)
    defines = Force.DEFINITION in (left.force, right.force)
    slot = Slot.DEFINITION if defines else stretch.slot
    return Signal(
        slot,
        change,
        grade,
        name_kind(statement),
        statement.bearer,
        one,
        other,
        f"{_name_stretch(slot, change)}: {text}",
        explain_stretch(statement, slot, change),
        "words",
    )


def make_named_signal(statement: Statement, named: NamedWords, change: Shift) -> Signal:
    """The signal of a safeguard or the like that a rule names on one side alone."""
    quote = quote_tokens(statement, named.first, named.end)
    assert quote is not None
    left, right = (quote, None) if change is Shift.DROPPED else (None, quote)
    return Signal(
        Slot.OBJECT,
        change,
        named.kind.within or Grade.LOW,
        named.kind.name,
        statement.bearer,
        left,
        right,
        f"{named.kind.name} {change}: {quote.text}",
        "",
        NAMED,
    )


def _name_stretch(slot: Slot, change: Shift) -> str:
    """`object added`; of a definition only words come and go."""
    if slot is Slot.DEFINITION and change is not Shift.CHANGED:
        return f"words of a definition {change}"
    return f"{slot} {change}"


def explain_stretch(statement: Statement, slot: Slot, change: Shift) -> str:
    """What it does to the rule when a slot grows or shrinks, in a sentence; '' where that cannot be
    told."""
    if change is Shift.CHANGED or slot not in (
        Slot.CONDITION,
        Slot.EXCEPTION,
        Slot.OBJECT,
        Slot.PURPOSE,
    ):
        return ""
    narrows = (slot is not Slot.OBJECT) == (change is Shift.ADDED)
    kind = name_kind(statement)
    if kind == "ground of refusal":
        return (
            "Refusal is allowed in fewer cases: the duty to assist grows."
            if narrows
            else "Refusal is allowed in more cases: the duty to assist shrinks."
        )
    if statement.force in _BURDENS or statement.force in (Force.POWER, Force.PERMISSION):
        name = f"The {_NAMES[statement.force]}"
        return f"{name} reaches fewer cases." if narrows else f"{name} reaches more cases."
    return ""


def make_quantity_signal(
    left: Statement, right: Statement, change: QuantityChange, grade: Grade
) -> Signal:
    """The signal of a period, date, sum or number that changed."""
    one, other = _quote_quantity(left, change.left), _quote_quantity(right, change.right)
    quantity = change.right or change.left
    assert quantity is not None
    slot = Slot.TIME if quantity.kind in _TIMES else Slot.QUANTITY
    name = "time" if slot is Slot.TIME else "quantity"
    shift = Shift.CHANGED
    if one is None:
        shift = Shift.ADDED
    elif other is None:
        shift = Shift.DROPPED
    says = "changed" if change.says == "differs" else change.says
    text = " → ".join(quote.text for quote in (one, other) if quote)
    statement = right if other else left
    return Signal(
        slot,
        shift,
        grade,
        name_kind(statement),
        statement.bearer,
        one,
        other,
        f"{name} {says}: {text}",
        "",
        "quantity",
    )


def _quote_quantity(statement: Statement, quantity: Quantity | None) -> Quote | None:
    if quantity is None:
        return None
    start = statement.span[0]
    return Quote(statement.words.ref, start + quantity.start, start + quantity.end, quantity.text)


def make_reference_signal(change: ReferenceChange, grade: Grade) -> Signal:
    """The signal of a reference that leads elsewhere."""
    one, other = (
        Quote(named.ref, named.start, named.end, named.text) if named else None
        for named in (change.left, change.right)
    )
    text = " → ".join(quote.text for quote in (one, other) if quote)
    shift = Shift.CHANGED if one and other else Shift.DROPPED if one else Shift.ADDED
    return Signal(
        Slot.REFERENCE,
        shift,
        grade,
        "reference",
        "",
        one,
        other,
        f"reference {change.how}: {text}",
        change.targets,
        "reference",
    )


def make_throughout_signal(phrase: Phrase, count: int, told: Signal | None) -> Signal:
    """The signal of words that changed in many pairs, told at the first of them. `told`: the signal
    that they have there, None where they are wording."""
    text = " → ".join(shorten(one.text, SHOWN) for one in (phrase.left, phrase.right) if one)
    shift = (
        Shift.CHANGED
        if phrase.left and phrase.right
        else Shift.DROPPED
        if phrase.left
        else Shift.ADDED
    )
    return Signal(
        phrase.slot,
        shift,
        told.grade if told else Grade.LOW,
        told.kind if told else "words",
        told.bearer if told else "",
        phrase.left,
        phrase.right,
        f"{shift} throughout: {text}",
        f"In {count} pairs.",
        "throughout",
    )
