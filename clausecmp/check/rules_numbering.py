"""Rules about numbering files: concerns that were put at the number of an earlier count."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..files.numbering import Numbering
from ..files.yaml_read import Node
from ..model.draft import Draft
from ..model.problems import WARNING
from ..model.refs import article_of
from ..model.tokens import is_word, tokenize
from .entries import Place, Ref, name_entry, read_places
from .files import CheckedFile
from .fixes import Fix, fix_scalar
from .lookups import Lookups
from .rules import Fault, rule
from .rules_refs import read_cited


@rule(
    "old-numbering",
    "A ref was taken at its number, but was meant in an earlier count.",
    "concerns",
    severity=WARNING,
)
def find_old_numbers(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    After a renumbering the old number names another article, and nothing looks wrong. Suspected is
    a concern put at the very article that was cited, where the numbering file gives that number
    another article, and either the meeting was held before the renumbering or the words fit the
    other article clearly better. A note that names either number settles it.

    Good: "Article 13" on child sexual abuse material, put at 14 with a note.

    Bad: the same put at 13, which is now fraud.
    """
    records = look.records
    if file.root is None or records is None:
        return
    record = records.get(file.root.text("record") or "")
    date = (record.text("date") if record else None) or ""
    for entry in file.entries("concerns"):
        for place in read_places(entry):
            numbering, draft = look.numbering(place.draft), look.draft(place.draft)
            if numbering and draft:
                yield from _find_old_numbers(file, entry, place, numbering, draft, date, look)


def _find_old_numbers(
    file: CheckedFile,
    entry: Node,
    place: Place,
    numbering: Numbering,
    draft: Draft,
    date: str,
    look: Lookups,
) -> Iterator[Fault]:
    note = set(re.findall(r"\d+", entry.text("note") or ""))
    named = {article_of(ref.ref): ref for ref in reversed(place.refs) if ref.ref}
    cited = [article_of(ref) for text in entry.texts("cited") for ref in read_cited(text)]
    for number in dict.fromkeys(cited):
        later = numbering.later(number)
        if (
            number not in named
            or later is None
            or later == number
            or later in named
            or later not in draft.by_ref
            or note & {number, later}
        ):
            continue
        before = numbering.until is not None and "" < date < numbering.until
        if before or _fits_better(entry, draft, number, later, look):
            why = (
                f"the meeting of {date} knew only the earlier count"
                if before
                else "the words fit that one better"
            )
            headings = [
                f"{ref} ({draft.by_ref[ref].heading or 'no heading'})" for ref in (number, later)
            ]
            yield Fault(
                named[number].node.location,
                f"{name_entry(entry)}: article {number} as cited is now {headings[1]}, not {headings[0]}; {why}",
                f"put it at {later}, or name the number in a note",
                _move_ref(file, named[number], number, later, draft) if before else None,
            )


def _move_ref(file: CheckedFile, ref: Ref, number: str, later: str, draft: Draft) -> Fix | None:
    """The ref with the later number of its article, if the draft has it: at a meeting before the
    renumbering nobody can have meant another."""
    moved = later + (ref.ref or "")[len(number) :]
    return fix_scalar(file, ref.node, moved) if moved in draft.by_ref else None


def _fits_better(entry: Node, draft: Draft, number: str, other: str, look: Lookups) -> bool:
    """Whether the words of a concern are clearly more those of article `other` than of article
    `number`."""
    said = _bag([*entry.texts("cited"), entry.text("summary") or "", entry.text("anchor") or ""])
    telling = _find_telling(draft, look)
    one, two = telling.get(number, {}), telling.get(other, {})
    scores = [
        sum(weight for word, weight in bag.items() if word in said and weight > rival.get(word, 0))
        for bag, rival in ((one, two), (two, one))
    ]
    return scores[1] >= CLEARLY * max(1, scores[0])


CLEARLY = 3
"""An article fits better when it has so many times the telling words, those of its heading counted
thrice. Of the 12 concerns of the shipped records that cite a number which moved, 3 of the 4 that
mean the old count are found and none of the others."""


COMMON = 0.15
"""Words in more than this share of the articles tell nothing."""


def _find_telling(draft: Draft, look: Lookups) -> dict[str, dict[str, int]]:
    """For each article its telling words: 3 for one of the heading, 1 for one of the text."""
    if draft.name not in look.telling:
        articles = [clause for clause in draft.walk() if clause.kind == "article"]
        bags = {
            clause.ref: {
                **dict.fromkeys(_bag([part.words for part in clause.walk()]), 1),
                **dict.fromkeys(_bag([clause.heading or ""]), 3),
            }
            for clause in articles
        }
        counts = Counter(word for bag in bags.values() for word in bag)
        look.telling[draft.name] = {
            ref: {
                word: weight
                for word, weight in bag.items()
                if counts[word] <= max(1, COMMON * len(articles))
            }
            for ref, bag in bags.items()
        }
    return look.telling[draft.name]


def _bag(texts: Sequence[str]) -> set[str]:
    return {
        token.folded
        for text in texts
        for token in tokenize(text)
        if is_word(token) and len(token.folded) > 4
    }
