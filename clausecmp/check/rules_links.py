"""Rules about links, the pairs that people decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ..align.pairs import Join
from ..files.terms import Glossary
from ..files.yaml_read import Node
from ..model.draft import Draft
from ..model.problems import WARNING
from ..model.tokens import Fold, is_word, tokenize
from .entries import Ref, read_refs
from .files import CheckedFile
from .lookups import Lookups
from .reviews import find_changed
from .rules import Fault, rule

BETTER = 0.9
"""A partner that the texts give this probability, while they do not join the linked clauses,
contradicts a link; none of the 354 shipped links that join clauses has one."""
NOTHING = 0.05
"""Linked clauses that share less of their weighted words than this have nothing in common; five of
the shipped links do, each with a note that says why, and those without a note share .86 or more."""


class Linked(NamedTuple):
    """A link with its node and its refs as they stand in both drafts."""

    node: Node
    left: tuple[Ref, ...]
    right: tuple[Ref, ...]


def read_links(file: CheckedFile) -> list[Linked]:
    """The links of a file, in order."""
    return (
        [
            Linked(node, read_refs(node, "left"), read_refs(node, "right"))
            for node in file.entries("links")
        ]
        if file.kind == "links"
        else []
    )


def find_sides(file: CheckedFile, look: Lookups) -> tuple[Draft, Draft] | None:
    """The drafts that a links file joins, None if one is not at hand."""
    names = (file.root.text("left"), file.root.text("right")) if file.root else ("", "")
    left, right = (look.draft(name or "") for name in names)
    return (left, right) if left and right else None


@rule("link-overlap", "A clause stands in two links of a file.", "links")
def find_overlaps(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Which of the two is obeyed is left to chance. A clause that was split or merged is one link with
    several refs.

    Good: `{left: ["19(4)"], right: ["28(4)", "28(5)"], relation: split}`.

    Bad: one link 19(4) -> 28(4) and another 19(4) -> 28(5).
    """
    seen: dict[tuple[str, str], Node] = {}
    for link in read_links(file):
        for side, refs in (("left", link.left), ("right", link.right)):
            for ref in refs:
                first = seen.setdefault((side, ref.ref or ref.text), ref.node)
                if first is not ref.node:
                    yield Fault(
                        ref.node.location,
                        f"{side} {ref.text} stands in two links (first in line {first.line})",
                        "make it one link with several refs",
                    )


@rule(
    "link-incomplete",
    "A draft pair has links, but some clauses are neither linked nor declared without counterpart.",
    "links",
    severity=WARNING,
)
def find_incomplete(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    A file of links is read as the whole concordance of two drafts; a clause that is left out looks
    decided and is not.

    Good: every clause with words of its own stands in a link, if need be with an empty list on the
    other side; between two versions of one instrument, every clause whose words or place differ.

    Bad: the same file after a paragraph was added to a draft.
    """
    sides = find_sides(file, look)
    links = read_links(file)
    for side, draft in zip(("left", "right"), sides or ()):
        named = {
            ref.ref for link in links for ref in (link.left if side == "left" else link.right)
        } | _find_unchanged(*sides)  # type: ignore[misc]
        missing = [clause.ref for clause in draft.units() if clause.ref not in named]
        if missing and links:
            shown = ", ".join(missing[:12]) + (
                f" and {len(missing) - 12} more" if len(missing) > 12 else ""
            )
            yield Fault(
                file.root.get(side).location,  # type: ignore[union-attr]
                f"{len(missing)} of {len(draft.units())} clauses of {draft.name} stand in no link: {shown}",
                "link them, or declare them with an empty list on the other side",
            )


def _find_unchanged(left: Draft, right: Draft) -> set[str]:
    """Clauses with the same words under the same number in two versions of one instrument: nothing
    is to be decided there."""
    if left.instrument != right.instrument:
        return set()
    return {
        ref
        for ref, clause in left.by_ref.items()
        if ref in right.by_ref and right.by_ref[ref].words == clause.words
    }


@rule("link-conflict", "The texts contradict a link.", "links", severity=WARNING)
def find_conflicts(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Links are obeyed, never overruled; so a slip of the pen would stay. Suspected is a link whose
    clause the texts surely give to another one; one whose clauses have no words in common, unless a
    note says why; and a relation that is not that of the clauses (same, though words changed;
    merged, though there is one on each side).

    Good: `{left: ["19(4)"], right: ["28(4)"], relation: changed}`.

    Bad: `{left: ["19(4)"], right: ["27"], relation: same}`.
    """
    sides = find_sides(file, look)
    if not sides:
        return
    left, right = sides
    alignment, glossary = look.align(left, right), look.glossary
    if alignment is None or glossary is None:
        return
    joins = [join for pair in alignment.pairs for join in pair.joins]
    weights = _weigh_words(left, right)
    for link in read_links(file):
        if not all(
            ref.ref in draft.by_ref and draft.by_ref[ref.ref].has_words
            for refs, draft in ((link.left, left), (link.right, right))
            for ref in refs
        ):
            continue
        yield from _judge_relation(link, left, right, glossary)
        yield from _find_better(link, joins)
        if not link.node.get("note"):
            yield from _find_nothing_common(link, left, right, weights)


def _find_better(link: Linked, joins: list[Join]) -> Iterator[Fault]:
    """A clause of the link that the texts give to a clause outside it, and to none inside."""
    left, right = {ref.ref for ref in link.left}, {ref.ref for ref in link.right}
    for refs, other, of in ((link.left, right, 0), (link.right, left, 1)):
        for ref in refs:
            partners = {
                (join.left, join.right)[1 - of]: join
                for join in joins
                if (join.left, join.right)[of] == ref.ref
            }
            best = max(partners.values(), key=lambda join: join.score, default=None)
            if best and best.sure and best.score >= BETTER and other.isdisjoint(partners):
                what = (
                    f"linked with {', '.join(sorted(map(str, other)))}"
                    if other
                    else "declared without counterpart"
                )
                yield Fault(
                    ref.node.location,
                    f"{'left' if of == 0 else 'right'} {ref.text} is {what}, but by its text it surely answers "
                    f"{(best.left, best.right)[1 - of]} ({best.score:.2f})",
                    "mend the link; if it is meant so, ignore this finding with a reason",
                )
                return


def _weigh_words(left: Draft, right: Draft) -> dict[str, float]:
    counts = Counter(
        word
        for draft in (left, right)
        for clause in draft.units()
        for word in _words_of(clause.words)
    )
    return {word: 1 / count for word, count in counts.items()}


def _words_of(text: str) -> set[str]:
    return {token.folded for token in tokenize(text) if is_word(token)}


def _find_nothing_common(
    link: Linked, left: Draft, right: Draft, weights: dict[str, float]
) -> Iterator[Fault]:
    if not link.left or not link.right:
        return
    one, two = (
        set().union(*(_words_of(draft.by_ref[ref.ref or ""].words) for ref in refs))
        for refs, draft in ((link.left, left), (link.right, right))
    )
    total = min(sum(map(weights.__getitem__, words)) for words in (one, two))
    share = sum(map(weights.__getitem__, one & two)) / total if total else 1.0
    if share < NOTHING:
        yield Fault(
            link.left[0].node.location,
            f"{link.left[0].text} and {link.right[0].text} are linked, but have next to no words in common ({share:.2f})",
            "mend the link, or say in a note why",
        )


SHAPES = {"added": (0, None), "removed": (None, 0), "split": (1, None), "merged": (None, 1)}
"""How many clauses a relation has on the left and on the right; None: any number but none (for
split and merged: several)."""


def _judge_relation(link: Linked, left: Draft, right: Draft, glossary: Glossary) -> Iterator[Fault]:
    relation = link.node.get("relation")
    if relation is None or not isinstance(relation.value, str):
        return
    counts = len(link.left), len(link.right)
    name = relation.value
    if name in SHAPES:
        least = 2 if name in ("split", "merged") else 1
        fits = all(
            count == wanted if wanted is not None else count >= least
            for count, wanted in zip(counts, SHAPES[name])
        )
    else:
        fits = min(counts) > 0 and (counts == (1, 1) or name == "changed")
    if not fits:
        yield Fault(
            relation.location,
            f"the relation is '{name}', but there are {counts[0]} clauses on the left and {counts[1]} on the right",
        )
    elif counts == (1, 1):
        yield from _judge_words(link, relation, left, right, glossary)


def _judge_words(
    link: Linked, relation: Node, left: Draft, right: Draft, glossary: Glossary
) -> Iterator[Fault]:
    one, two = (
        left.by_ref[link.left[0].ref or ""].words,
        right.by_ref[link.right[0].ref or ""].words,
    )
    fold = glossary.fold_for(left.instrument, right.instrument)
    is_so = (
        "same"
        if _read_words(one) == _read_words(two)
        else "terms"
        if _read_words(one, fold) == _read_words(two, fold)
        else "changed"
    )
    if relation.value != is_so:
        yield Fault(
            relation.location,
            f"{link.left[0].text} -> {link.right[0].text} is called '{relation.value}', but by their words it is '{is_so}'",
            f"write relation: {is_so}",
        )


def _read_words(text: str, fold: Fold | None = None) -> list[str]:
    """The folded words in order: punctuation makes no difference of substance to a link."""
    return [token.folded for token in tokenize(text, fold) if is_word(token)]


@rule("stale-link", "The text of a linked clause has changed since the link was reviewed.", "links")
def find_stale_links(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    A decision holds for the words it was made on. `reviewed` holds their fingerprints, left and
    right; after reading again, `clausecmp check --accept PATH` writes the new ones.

    Good: `reviewed: {date: "2024-07-02", fingerprint: ...}` with the fingerprints of the clauses as
    they are.

    Bad: the same link after one of the clauses was redrafted.
    """
    names = (file.root.text("left"), file.root.text("right")) if file.root else (None, None)
    for link in read_links(file):
        if (
            (reviewed := link.node.get("reviewed"))
            and (stamp := reviewed.get("fingerprint"))
            and isinstance(stamp.value, str)
        ):
            places = list_link_places(link, names)
            if changed := find_changed(places, stamp.value, look):
                shown = " and ".join(
                    f"{places[at][0]} {', '.join(ref or '' for ref in places[at][1])}"
                    for at in changed
                )
                yield Fault(
                    stamp.location,
                    f"the text of {shown[:120]} is not what was reviewed on {reviewed.text('date')}",
                    "read it again, then clausecmp check --accept PATH:LINE",
                )


def list_link_places(
    link: Linked, names: tuple[str | None, str | None]
) -> list[tuple[str, list[str | None]]]:
    """(draft, refs) for each side of a link that is not empty."""
    return [
        (name or "", [ref.ref for ref in refs])
        for name, refs in zip(names, (link.left, link.right))
        if refs
    ]
