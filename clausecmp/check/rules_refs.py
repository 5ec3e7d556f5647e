"""Rules about what mapping files name: drafts, clauses, and the provisions that speakers cite."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ..files.numbering import Numbering
from ..files.terms import Glossary
from ..files.yaml_read import Node
from ..model.draft import Draft
from ..model.problems import WARNING, suggest
from ..model.refs import WHOLE, article_of, is_within, nearest_refs
from ..model.tokens import is_word, tokenize
from .entries import Place, Ref, name_entry, read_places, read_ref, read_refs
from .files import CheckedFile
from .lookups import Lookups
from .rules import Found, rule

_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
}
_CITED = re.compile(
    r"\barticles?\b[\s.]*(?:in\s+)?(?P<first>\d+\w*|" + "|".join(_WORDS) + r")"
    r"(?:\s*(?:to|through|[-\u2013])\s*(?P<last>\d+)|(?P<below>(?:\.\w+|\s*\(\w+\)|[\s,]+para(?:graph)?s?\.?\s+\w+)*))",
    re.I,
)
_NUMBERS = re.compile(r"\d+(?:\.\d+[a-z]?|\s*\([a-z0-9]{1,4}\))+")
_BELOW = re.compile(r"\.(\w+)|\((\w+)\)|para(?:graph)?s?\.?\s+(\w+)", re.I)


def name_places(file: CheckedFile) -> Iterator[tuple[Node, Place]]:
    """Every draft that a file names with the refs it names in it, and the entry: concerns, links,
    terms, numbering."""
    root = file.root
    if root is None:
        return
    for entry in file.entries("concerns") if file.kind == "concerns" else ():
        for place in read_places(entry):
            yield entry, place
    for side in ("left", "right") if file.kind == "links" else ():
        node = root.get(side)
        if node is not None and isinstance(node.value, str):
            refs = tuple(ref for entry in file.entries("links") for ref in read_refs(entry, side))
            yield root, Place(node.value, node, refs)
    if file.kind == "numbering" and (node := root.get("to")) and isinstance(node.value, str):
        rows = [
            later
            for row in file.entries("articles")
            if (later := row.get("later")) and isinstance(later.value, str)
        ]
        yield (
            root,
            Place(
                node.value, node, tuple(Ref(row.value, read_ref(row.value), row) for row in rows)
            ),
        )  # type: ignore[arg-type]


@rule(
    "unknown-draft",
    "A file names a draft that is not there, or not by its full name.",
    "concerns",
    "links",
    "numbering",
    "terms",
)
def find_unknown_drafts(file: CheckedFile, look: Lookups) -> Iterator[Found]:
    """
    Entries are joined to drafts by the full name, `instrument@version`; a short one that a command
    would understand joins nothing.

    Good: `draft: un-cybercrime@2024-05-23`.

    Bad: `draft: un-cybercrime@rev3`; `draft: un-cybercrime@2024-05-32`.
    """
    for _, place in name_places(file):
        if place.draft not in look.draft_files:
            full = look.full_name(place.draft)
            hint = (
                f"write {full}"
                if full
                else suggest(place.draft, look.draft_files)
                or f"known are {', '.join(look.draft_files) or 'none'}"
            )
            yield Found(
                place.node.location, f"no draft has the full name '{place.draft[:60]}'", hint
            )
    for node in file.root.items("instruments") if file.root and file.kind == "terms" else ():
        if isinstance(node.value, str) and node.value not in look.instruments:
            hint = (
                suggest(node.value, look.instruments)
                or f"known are {', '.join(look.instruments) or 'none'}"
            )
            yield Found(
                node.location, f"there is no draft of an instrument '{node.value[:60]}'", hint
            )


@rule(
    "unknown-ref",
    "A ref is not in its draft, or not in a form that joins it.",
    "concerns",
    "links",
    "numbering",
    "terms",
)
def find_unknown_refs(file: CheckedFile, look: Lookups) -> Iterator[Found]:
    """
    An entry at a clause that is not there is never shown, and a link to it is never obeyed. Links
    name clauses with words of their own, in the very form in which refs are printed.

    Good: `refs: ["28(4)"]`.

    Bad: `refs: ["28(14)"]`; `left: ["Article 28, para. 4"]`.
    """
    for entry, place in name_places(file):
        draft = look.draft(place.draft)
        for ref in place.refs if draft else ():
            assert draft
            if found := _judge_ref(ref, draft, file.kind or ""):
                start = f"{entry.text('id')}: " if entry.text("id") else ""
                yield Found(ref.node.location, start + found[0], found[1])
    if isinstance(file.value, Glossary):
        yield from _find_unknown_definitions(file, look)


def _judge_ref(ref: Ref, draft: Draft, kind: str) -> tuple[str, str | None] | None:
    """What is wrong with a ref, and the hint; None if nothing is."""
    if ref.ref is None:
        return (
            f"'{ref.text[:40]}' is no ref",
            "expected one like 28(4), 6(1)(a)(i), preamble(3), title or chapter II",
        )
    if ref.ref == WHOLE and kind == "concerns":
        return None
    if ref.ref not in draft.by_ref:
        same = next((known for known in draft.by_ref if known.lower() == ref.ref.lower()), None)
        if same:
            return f"{draft.name} writes {same}, not {ref.text[:40]}", f"write {same}"
        return f"{draft.name} has no {ref.text[:40]}", nearest_refs(
            ref.ref, draft.by_ref
        ).removeprefix("; ") or None
    if kind == "links" and ref.text != ref.ref:
        return f"'{ref.text[:40]}' is not the form of links", f"write {ref.ref}"
    if kind == "links" and not draft.by_ref[ref.ref].has_words:
        below = [clause.ref for clause in draft.by_ref[ref.ref].walk() if clause.has_words]
        return (
            f"{ref.ref} has no words of its own in {draft.name}, so this link joins nothing",
            f"name its clauses: {', '.join(below[:8])}",
        )
    return None


def _find_unknown_definitions(file: CheckedFile, look: Lookups) -> Iterator[Found]:
    for entry in file.entries("terms"):
        defined = entry.get("defined")
        for name, node in (
            defined.value.items() if defined and isinstance(defined.value, dict) else ()
        ):
            drafts = [
                draft for full in look.instruments.get(name, ()) if (draft := look.draft(full))
            ]
            if (
                isinstance(node.value, str)
                and drafts
                and not any(read_ref(node.value) in draft.by_ref for draft in drafts)
            ):
                yield Found(
                    node.location,
                    f"{name_entry(entry)}: no draft of {name} has {node.value[:40]}",
                    nearest_refs(
                        read_ref(node.value) or node.value, drafts[-1].by_ref
                    ).removeprefix("; ")
                    or None,
                )


def read_cited(text: str) -> list[str]:
    """The articles, with paragraphs, that words of a speaker name: 'Article 6, Paragraph 2' ->
    6(2); 'articles 7 to 9' -> 7, 8, 9."""
    found: list[str] = []
    for match in _CITED.finditer(text):
        first = _WORDS.get(match["first"].lower(), match["first"])
        if match["last"] and first.isdigit() and 0 < int(match["last"]) - int(first) < 60:
            found += [str(number) for number in range(int(first), int(match["last"]) + 1)]
            continue
        below = [
            _WORDS.get(part.lower(), part)
            for parts in _BELOW.findall(match["below"] or "")
            for part in parts
            if part
        ]
        found.append(first + "".join(f"({part})" for part in below))
    if (
        not found
        and _NUMBERS.fullmatch(text.strip())
        and (ref := read_ref(re.sub(r"(?<=\d)(?=[a-z]\b)", ".", text)))
    ):
        found.append(ref)
    return found


@rule(
    "cited-unexplained",
    "What the speaker cited is not where the concern was put, and no note says why.",
    "concerns",
    severity=WARNING,
)
def find_unexplained(file: CheckedFile, look: Lookups) -> Iterator[Found]:
    """
    Speakers use old numbers and transcripts garble them, so a concern often belongs elsewhere; but
    then the reader who finds "Article 13" in the record must be told why the concern stands at 14.

    Good::

        cited: ["Article 13"]
        applies_to: [{draft: un-cybercrime@2024-05-23, refs: ["14"]}]
        note: article 13 of the drafts before May 2024 is article 14 of Rev.3

    Bad: the same without the note.
    """
    for entry in file.entries("concerns"):
        if entry.get("note"):
            continue
        places = read_places(entry)
        for node in entry.items("cited"):
            for cited in read_cited(node.value) if isinstance(node.value, str) else ():
                if not any(
                    _covers(ref, cited, place, look) for place in places for ref in place.refs
                ):
                    shown = (
                        ", ".join(ref.text for place in places for ref in place.refs) or "nothing"
                    )
                    yield Found(
                        node.location,
                        f"{name_entry(entry)}: '{node.value}' was cited, but it applies to {shown[:80]}; no note says why",
                    )


def _covers(ref: Ref, cited: str, place: Place, look: Lookups) -> bool:
    if ref.ref is None or is_within(ref.ref, cited) or is_within(cited, ref.ref):
        return ref.ref is not None
    draft = look.draft(place.draft)
    return bool(
        draft
        and article_of(cited) in draft.by_ref
        and ref.ref in {above.ref for above in draft.ancestors(article_of(cited))}
    )


@rule(
    "old-numbering",
    "A ref was taken at its number, but was meant in an earlier count.",
    "concerns",
    severity=WARNING,
)
def find_old_numbers(file: CheckedFile, look: Lookups) -> Iterator[Found]:
    """
    After a renumbering the old number names another article, and nothing looks wrong. Suspected is
    a concern put at the very article that was cited, where the numbering file gives that number
    another article, and either the meeting was held before the renumbering or the words fit the
    other article clearly better. A note that names either number settles it.

    Good: "Article 13" on child sexual abuse material, put at 14 with a note.

    Bad: the same put at 13, which is now fraud.
    """
    record = look.records.get(file.root.text("record") or "") if file.root else None
    date = (record.text("date") if record else None) or ""
    for entry in file.entries("concerns") if look.numberings else ():
        for place in read_places(entry):
            numbering, draft = _numbering_of(place.draft, look), look.draft(place.draft)
            if numbering and draft:
                yield from _find_old_numbers(entry, place, numbering, draft, date, look)


def _numbering_of(name: str, look: Lookups) -> Numbering | None:
    """The numbering file that explains earlier counts of a draft: made for it, or for an earlier
    version of it."""
    instrument = name.partition("@")[0]
    return next(
        (found for found in look.numberings if found.instrument == instrument and found.to <= name),
        None,
    )


def _find_old_numbers(
    entry: Node, place: Place, numbering: Numbering, draft: Draft, date: str, look: Lookups
) -> Iterator[Found]:
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
        if before or fits_better(entry, draft, number, later, look):
            why = (
                f"the meeting of {date} knew only the earlier count"
                if before
                else "the words fit that one better"
            )
            headings = [
                f"{ref} ({draft.by_ref[ref].heading or 'no heading'})" for ref in (number, later)
            ]
            yield Found(
                named[number].node.location,
                f"{name_entry(entry)}: article {number} as cited is now {headings[1]}, not {headings[0]}; {why}",
                f"put it at {later}, or name the number in a note",
            )


def fits_better(entry: Node, draft: Draft, number: str, other: str, look: Lookups) -> bool:
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
    known = look.seen["telling words"]
    if draft.name not in known:
        articles = [clause for clause in draft.walk() if clause.kind == "article"]
        bags = {
            clause.ref: {
                **dict.fromkeys(_bag([part.words for part in clause.walk()]), 1),
                **dict.fromkeys(_bag([clause.heading or ""]), 3),
            }
            for clause in articles
        }
        counts = Counter(word for bag in bags.values() for word in bag)
        known[draft.name] = {
            ref: {
                word: weight
                for word, weight in bag.items()
                if counts[word] <= max(1, COMMON * len(articles))
            }
            for ref, bag in bags.items()
        }
    return known[draft.name]


def _bag(texts: Sequence[str]) -> set[str]:
    return {
        token.folded
        for text in texts
        for token in tokenize(text)
        if is_word(token) and len(token.folded) > 4
    }
