"""Options of a negotiating draft and what became of them: which one was settled on, which were
dropped, where there are new ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ..model.draft import Clause, Draft
from ..model.vocabulary import Side
from .resolutions import KEPT_SHARE, OptionGroup, Resolution

if TYPE_CHECKING:
    from .result import Comparison

_NO_TEXT = re.compile(r"^\W*no (?:\w+ )?(?:text|provision|reference|article|option)\b", re.I)


def compare_options(comparison: Comparison) -> list[OptionGroup]:
    """The groups of options of the left draft, then those of the right one that answer none of
    them, each in document order."""
    left, right = comparison.drafts
    to_right, to_left = _list_joins(comparison)
    found = [
        _judge_group(holder, options, left, right, to_right) for holder, options in _groups(left)
    ]
    for holder, options in _groups(right):
        answers = [_answer(option, right, to_left) for option in options]
        if not any(_in_option(left, ref) for refs in answers for ref in refs):
            now = tuple(dict.fromkeys(ref for refs in answers for ref in refs))
            refs = tuple(option.ref for option in options)
            found.append(OptionGroup(Side.RIGHT, holder, refs, Resolution.OPENED, None, now))
    return found


def _list_joins(comparison: Comparison) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """What answers each clause on the other side: left to right, right to left."""
    to_right: dict[str, list[str]] = defaultdict(list)
    to_left: dict[str, list[str]] = defaultdict(list)
    for change in comparison.changes:
        for join in change.pair.joins:
            to_right[join.left].append(join.right)
            to_left[join.right].append(join.left)
    return to_right, to_left


def _groups(draft: Draft) -> Iterator[tuple[str, list[Clause]]]:
    """The options that follow each other in a clause, with its ref ('' at the top). A first option
    begins a new group."""
    yield from _groups_in("", draft.clauses)
    for clause in draft.walk():
        yield from _groups_in(clause.ref, clause.clauses)


def _groups_in(ref: str, clauses: Iterable[Clause]) -> Iterator[tuple[str, list[Clause]]]:
    group: list[Clause] = []
    for clause in clauses:
        if clause.kind == "option":
            first = (clause.number or "").partition("-")[0].lower() in ("1", "i", "a")
            if first and len(group) > 1:
                yield ref, group
                group = []
            group.append(clause)
        elif group:
            yield ref, group
            group = []
    if group:
        yield ref, group


def _answer(option: Clause, draft: Draft, joins: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The clauses that answer an option, if they answer enough of its words."""
    total = answered = 0
    found: dict[str, int] = {}
    for clause in option.walk():
        size = len(clause.words.split())
        total += size
        refs = joins.get(clause.ref, ())
        answered += size if refs else 0
        for ref in refs:
            found[ref] = found.get(ref, 0) + size
    if not total or answered < KEPT_SHARE * total:
        return ()
    return tuple(found)


def _in_option(draft: Draft, ref: str) -> bool:
    return draft.by_ref[ref].kind == "option" or any(
        above.kind == "option" for above in draft.ancestors(ref)
    )


def _judge_group(
    holder: str, options: list[Clause], left: Draft, right: Draft, joins: Mapping[str, list[str]]
) -> OptionGroup:
    refs = tuple(option.ref for option in options)
    nothing = next((one.ref for one in options if _says_nothing(one)), None)
    answers = {
        option.ref: () if option.ref == nothing else _answer(option, left, joins)
        for option in options
    }
    if not any(answers.values()) and holder:
        answers |= _find_in_holder(options, joins.get(holder, ()), right, nothing)
    dropped = tuple(ref for ref in refs if not answers[ref])
    still = [ref for ref in refs if any(_in_option(right, one) for one in answers[ref])]
    if still:
        now = tuple(dict.fromkeys(one for ref in still for one in answers[ref]))
        if any(_says_nothing(one) for one in _beside(right, now)):
            dropped = tuple(ref for ref in dropped if ref != nothing)
        return OptionGroup(Side.LEFT, holder, refs, Resolution.STILL_OPEN, None, now, dropped)
    taken = [option for option in options if answers[option.ref]]
    if taken:
        chosen = max(taken, key=lambda one: sum(len(c.words) for c in one.walk())).ref
        others = tuple(ref for ref in refs if ref != chosen)
        return OptionGroup(
            Side.LEFT, holder, refs, Resolution.SETTLED, chosen, answers[chosen], others
        )
    if nothing:
        others = tuple(ref for ref in refs if ref != nothing)
        return OptionGroup(Side.LEFT, holder, refs, Resolution.SETTLED, nothing, (), others)
    return OptionGroup(Side.LEFT, holder, refs, Resolution.DELETED, None, (), dropped)


def _find_in_holder(
    options: list[Clause], refs: Iterable[str], right: Draft, nothing: str | None
) -> dict[str, tuple[str, ...]]:
    """The option whose words stand in what answers the clause that holds the options: a heading
    with options can become a paragraph with the words of one."""
    for ref in refs:
        words = Counter(_content(right.by_ref[ref].words))
        best, share = None, 0.0
        for option in options:
            own = Counter(_content(" ".join(clause.words for clause in option.walk())))
            found = (own & words).total() / max(own.total(), 1)
            if option.ref != nothing and found > share:
                best, share = option.ref, found
        if best and share >= KEPT_SHARE:
            return {best: (ref,)}
    return {}


def _content(words: str) -> list[str]:
    return re.findall(r"\w{3,}", words.casefold())


def _says_nothing(option: Clause) -> bool:
    """Whether an option is to have no text: equal words say nothing of which place answers it."""
    return bool(_NO_TEXT.match(option.words)) and len(option.words.split()) < 20


def _beside(draft: Draft, refs: Iterable[str]) -> Iterator[Clause]:
    """The options at the places where clauses stand in an option."""
    for ref in refs:
        for above in (draft.by_ref[ref], *draft.ancestors(ref)):
            if above.kind == "option":
                parent = draft.parents[above.ref]
                yield from draft.by_ref[parent].clauses if parent else draft.clauses
                break
