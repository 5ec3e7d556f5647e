"""The law of two drafts in a form in which both orders of the drafts can be held together."""

from __future__ import annotations

from collections.abc import Iterable

from clausecmp.law.signals import DraftLaw, Quote

Facts = dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[list[str], list[str]]]


def mirror_law(law: DraftLaw, *, swap: bool = False) -> Facts:
    """For each pair the facts of its signals and phrases, in no order; with `swap` the sides
    exchanged. The sentences are left out: they are said from the left to the right."""
    found: Facts = {}
    for (left, right), one in law.pairs.items():
        refs = (right, left) if swap else (left, right)
        signals = [
            f"{signal.grade} {signal.slot} "
            f"{signal.change.mirrored if swap else signal.change} {signal.rule} {signal.elsewhere} "
            + _name(signal.left, signal.right, swap)
            for signal in one.signals
        ]
        phrases = [
            f"{phrase.slot} {phrase.judged} " + _name(phrase.left, phrase.right, swap)
            for phrase in one.phrases
        ]
        found[_sort(refs[0]), _sort(refs[1])] = sorted(signals), sorted(phrases)
    return found


def _sort(refs: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(refs))


def _name(left: Quote | None, right: Quote | None, swap: bool) -> str:
    return str((right, left) if swap else (left, right))
