"""Several versions of a text: each clause followed through all of them, by the comparisons of
neighbours."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from ..files.concerns import Concern
from ..model.draft import Clause, Draft
from ..model.refs import is_within
from ..model.sides import Sides
from ..redline.words import Redline
from .filters import filter_concerns, filter_signals, is_kind
from .result import Change, Comparison


class Thread(NamedTuple):
    """A clause through all versions. `refs[k]`: its clauses in draft k, none where it is absent;
    `steps[k]`: the changes between draft k and the next; `lone[k]`: those of clauses that were
    added or removed there."""

    refs: tuple[tuple[str, ...], ...]
    steps: tuple[tuple[Change, ...], ...]
    lone: tuple[tuple[Change, ...], ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether it stands in every version, with the same words but for terms and spelling."""
        return all(self.refs) and all(change.unchanged for step in self.steps for change in step)


class Versions(NamedTuple):
    """Two or more drafts, the comparison of each with the next, and the threads in the order of the
    last draft, with clauses that it lacks behind the clause that stood before them."""

    drafts: tuple[Draft, ...]
    comparisons: tuple[Comparison, ...]
    threads: tuple[Thread, ...]

    def group_threads(self) -> list[Group]:
        """Neighbouring threads of one article: that of the last draft that has them, or, for a
        clause that went, the one that most clauses of its article came to."""
        last = len(self.drafts) - 1
        came: dict[tuple[int, str], Counter[str]] = {}
        for thread in self.threads:
            if thread.refs[last]:
                home = self.drafts[last].article_of(thread.refs[last][0]).ref
                for k, refs in enumerate(thread.refs[:-1]):
                    for ref in refs:
                        came.setdefault((k, self.drafts[k].article_of(ref).ref), Counter())[
                            home
                        ] += 1
        groups: list[Group] = []
        for thread in self.threads:
            at = max(k for k, refs in enumerate(thread.refs) if refs)
            article = self.drafts[at].article_of(thread.refs[at][0])
            if (at, article.ref) in came:
                at, article = (
                    last,
                    self.drafts[last].by_ref[came[at, article.ref].most_common(1)[0][0]],
                )
            if groups and groups[-1][:2] == (at, article):
                groups[-1].threads.append(thread)
            else:
                groups.append(Group(at, article, [thread]))
        return groups


class Group(NamedTuple):
    """Threads shown under one article, of draft number `at`."""

    at: int
    article: Clause
    threads: list[Thread]


def compare_versions(
    drafts: Sequence[Draft], compare: Callable[[Draft, Draft], Comparison]
) -> Versions:
    """The versions in the order given, each compared with the next by `compare`. Every clause with
    words stands in exactly one thread; clauses that any comparison joins stand in the same."""
    comparisons = tuple(compare(one, other) for one, other in itertools.pairwise(drafts))
    roots: dict[tuple[int, str], tuple[int, str]] = {}
    for k, draft in enumerate(drafts):
        for unit in draft.units():
            roots[k, unit.ref] = (k, unit.ref)
    for k, comparison in enumerate(comparisons):
        for change in comparison.changes:
            nodes = [(k, ref) for ref in change.pair.left] + [
                (k + 1, ref) for ref in change.pair.right
            ]
            for node in nodes[1:]:
                roots[_find_root(node, roots)] = _find_root(nodes[0], roots)
    members: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for node in roots:
        members.setdefault(_find_root(node, roots), []).append(node)
    changes = [
        Sides(
            {ref: change for change in comparison.changes for ref in change.pair.left},
            {ref: change for change in comparison.changes for ref in change.pair.right},
        )
        for comparison in comparisons
    ]
    threads = [_make_thread(nodes, changes) for nodes in members.values()]
    return Versions(tuple(drafts), comparisons, tuple(_order_threads(threads, drafts)))


def _find_root(
    node: tuple[int, str], roots: dict[tuple[int, str], tuple[int, str]]
) -> tuple[int, str]:
    while roots[node] != node:
        roots[node] = roots[roots[node]]
        node = roots[node]
    return node


def _make_thread(
    nodes: Sequence[tuple[int, str]], changes: Sequence[Sides[dict[str, Change]]]
) -> Thread:
    refs = tuple(tuple(ref for at, ref in nodes if at == k) for k in range(len(changes) + 1))
    steps, lone = [], []
    for k, found in enumerate(changes):
        # one change may hold several refs: once each, by its pair
        left = {found.left[ref].pair.left: found.left[ref] for ref in refs[k]}
        right = [found.right[ref] for ref in refs[k + 1]]
        steps.append(tuple(change for change in left.values() if change.pair.right))
        lone.append(
            (
                *(change for change in left.values() if not change.pair.right),
                *(change for change in right if not change.pair.left),
            )
        )
    return Thread(refs, tuple(steps), tuple(lone))


def _order_threads(threads: Sequence[Thread], drafts: Sequence[Draft]) -> list[Thread]:
    """In the order of the last draft; what it lacks stands behind the clause before it in the last
    draft that has it."""
    home = {
        (k, ref): n
        for n, thread in enumerate(threads)
        for k, refs in enumerate(thread.refs)
        for ref in refs
    }
    order: list[int] = []
    for k in reversed(range(len(drafts))):
        before = None
        placed = set(order)
        for unit in drafts[k].units():
            n = home[k, unit.ref]
            if n not in placed:
                order.insert(order.index(before) + 1 if before is not None else 0, n)
                placed.add(n)
            before = n
    return [threads[n] for n in order]


def filter_versions(
    versions: Versions,
    *,
    refs: Sequence[Sequence[str | None]] = (),
    only: Collection[str] = (),
    grades: Collection[str] = (),
    keep: Callable[[Concern], bool] | None = None,
) -> Versions:
    """Only threads about any of `refs` (as each draft has it), with a change of one of the kinds of
    `only`; only signals of `grades` (then slots are asked for of the signals alone), only concerns
    that `keep` wants."""
    comparisons = versions.comparisons
    if keep is not None:
        comparisons = tuple(filter_concerns(comparison, keep) for comparison in comparisons)
    if grades:
        comparisons = tuple(filter_signals(comparison, grades) for comparison in comparisons)
    changes = [
        {(change.pair.left, change.pair.right): change for change in comparison.changes}
        for comparison in comparisons
    ]

    def find(steps: Sequence[Sequence[Change]]) -> tuple[tuple[Change, ...], ...]:
        return tuple(
            tuple(found[change.pair.left, change.pair.right] for change in step)
            for step, found in zip(steps, changes)
        )

    threads = [
        thread._replace(steps=find(thread.steps), lone=find(thread.lone))
        for thread in versions.threads
    ]
    if refs:
        threads = [thread for thread in threads if any(_is_about(thread, ref) for ref in refs)]
    if only:
        threads = [
            thread
            for thread in threads
            if any(_is_kind(thread, kind, bool(grades)) for kind in only)
        ]
    return versions._replace(comparisons=comparisons, threads=tuple(threads))


def _is_about(thread: Thread, ref: Sequence[str | None]) -> bool:
    return any(
        outer is not None and is_within(one, outer)
        for own, outer in zip(thread.refs, ref)
        for one in own
    )


def _is_kind(thread: Thread, kind: str, graded: bool) -> bool:
    if kind in ("added", "removed"):
        pairs = list(zip(thread.refs, thread.refs[1:]))
        return any(
            not one and other if kind == "added" else one and not other for one, other in pairs
        )
    steps = thread.steps if kind == "concerns" else (*thread.steps, *thread.lone)
    return any(is_kind(change, kind, graded=graded) for step in steps for change in step)


class Mark(NamedTuple):
    """Characters [start, end) of a clause: new (not in the version before), gone (not in the next),
    both, term (a renamed term), number (of a cross-reference)."""

    start: int
    end: int
    kind: str


def mark_words(versions: Versions, thread: Thread, k: int, ref: str) -> list[Mark]:
    """What is marked in a clause of draft `k`: what the version before lacks and what the next one
    drops. Words of a split or merged clause that stand in another of its parts are neither."""
    into = [
        line
        for change in (thread.steps[k - 1] if k else ())
        for join, line in zip(change.pair.joins, change.redlines)
        if join.right == ref
    ]
    out = [
        line
        for change in (thread.steps[k] if k < len(thread.steps) else ())
        for join, line in zip(change.pair.joins, change.redlines)
        if join.left == ref
    ]
    size = len(versions.drafts[k].by_ref[ref].words)
    new, gone = _find_common(into, "insert", size), _find_common(out, "delete", size)
    other = [mark for line in into for mark in _find_ranges(line, ("term", "number"), right=True)]
    borders = sorted(
        {0, size, *(border for start, end, _ in (*new, *gone, *other) for border in (start, end))}
    )
    marks = []
    for start, end in itertools.pairwise(borders):
        kinds = [
            kind for kind, found in (("new", new), ("gone", gone)) if _covers(found, start, end)
        ]
        kind = (
            "both"
            if len(kinds) == 2
            else kinds[0]
            if kinds
            else next((mark.kind for mark in other if mark.start <= start and end <= mark.end), "")
        )
        if kind:
            marks.append(Mark(start, end, kind))
    return marks


def _covers(found: Sequence[Mark], start: int, end: int) -> bool:
    return any(mark.start <= start and end <= mark.end for mark in found)


def _find_ranges(line: Redline, ops: Collection[str], *, right: bool) -> list[Mark]:
    marks, at = [], 0
    for edit in line.edits:
        text = edit.right if right else edit.left
        if edit.op in ops and text.strip():
            marks.append(Mark(at, at + len(text), edit.op))
        at += len(text)
    return marks


def _find_common(lines: Sequence[Redline], op: str, size: int) -> list[Mark]:
    """Where every one of `lines` has `op`: new is what no clause of the version before has."""
    if not lines:
        return []
    found = [_find_ranges(line, (op,), right=op == "insert") for line in lines]
    if len(found) == 1:
        return found[0]
    borders = sorted(
        {0, size, *(border for marks in found for mark in marks for border in mark[:2])}
    )
    return [
        Mark(start, end, op)
        for start, end in itertools.pairwise(borders)
        if all(_covers(marks, start, end) for marks in found)
    ]
