"""Rules about drafts: numbers, cross-references, brackets, wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model.draft import Clause, Draft
from ..model.numerals import find_breaks
from ..model.problems import WARNING, Location
from ..model.references import ReferenceReader
from ..model.tokens import Token, is_word, tokenize
from .files import CheckedFile
from .lookups import RUN, Lookups
from .rules import Fault, rule
from .texts import list_texts, locate_words


@rule(
    "numbering",
    "Numbers of clauses have a gap, a repetition or a wrong order.",
    "draft",
    severity=WARNING,
)
def find_number_breaks(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Refs follow from the numbers; one that is skipped or repeated moves every ref that people cite.
    A repetition is an error, as two clauses would have one ref; a gap or another order is a
    warning, as some instruments have them. In an official draft the numbers are those of the
    instrument, so it gets one warning for all of them.

    Good: articles 1, 2, 2 bis, 3; paragraphs 1, 2; items a, b; each row beginning with its first
    number.

    Bad: articles 1, 2, 4; items a, c; paragraphs that begin with 2.
    """
    if not isinstance(file.value, Draft):
        return
    articles = [
        clause
        for clause in file.value.walk()
        if clause.kind == "article" and not clause.ref.startswith("annex")
    ]
    breaks = [*_find_breaks_in(articles), *_find_sibling_breaks(file.value.clauses)]
    yield from _gather_official(file.value, breaks, "the numbers do not follow")


def _gather_official(draft: Draft, faults: Sequence[Fault], what: str) -> Iterator[Fault]:
    """The faults as they are, but one for all in an official draft: its words and numbers are those
    of the instrument, or what the import made of them, and nobody wrote them here."""
    if draft.wording != "official" or not faults:
        yield from faults
        return
    first = faults[0]
    places = "one place" if len(faults) == 1 else f"{len(faults)} places"
    lines = ", ".join(str(fault.location.line) for fault in faults[:8])
    yield Fault(
        first.location,
        f"{what} in this official text in {places}; the first: {first.message}",
        f"compare them with the source; lines {lines}" + (" ..." if len(faults) > 8 else ""),
    )


def _find_sibling_breaks(clauses: Sequence[Clause]) -> Iterator[Fault]:
    for kind in dict.fromkeys(clause.kind for clause in clauses):
        if kind != "article" or any(clause.ref.startswith("annex") for clause in clauses):
            yield from _find_breaks_in([clause for clause in clauses if clause.kind == kind])
    for clause in clauses:
        yield from _find_sibling_breaks(clause.clauses)


def _find_breaks_in(clauses: Sequence[Clause]) -> Iterator[Fault]:
    row = [clause for clause in clauses if clause.number]
    for broken in find_breaks([clause.number or "" for clause in row]):
        clause = row[broken.at]
        if broken.what == "stands twice" and any(
            other is not clause and other.ref == clause.ref for other in row
        ):
            continue  # the loader has said so
        expected = f", expected {broken.expected}" if broken.expected else ""
        hint = (
            "a clause that was dropped can stay with status: deleted"
            if broken.what == "leaves a gap"
            else None
        )
        yield Fault(
            clause.location or Location(""),
            f"{clause.kind} {clause.number} ({clause.ref}) {broken.what}{expected}",
            hint,
        )


@rule(
    "broken-reference",
    "A text refers to an article or paragraph that the draft does not have.",
    "draft",
    severity=WARNING,
)
def find_broken_references(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    After renumbering, references are what is forgotten; then a duty hangs on a provision that is
    not there. Read are "paragraph 3 of this article", "article 28, paragraph 4", "articles 7 to
    10", "Article 2 through 5"; references to other instruments ("article 15 of the Covenant") are
    left alone.

    Good: in an article with two paragraphs::

        text: Paragraph 2 of this article shall apply.

    Bad: in the same article::

        text: Paragraph 3 of this article shall apply.
    """
    if not isinstance(file.value, Draft):
        return
    missing = list(_find_missing(file, file.value, look))
    yield from _gather_official(file.value, missing, "references lead nowhere")


def _find_missing(file: CheckedFile, draft: Draft, look: Lookups) -> Iterator[Fault]:
    reader = ReferenceReader(draft)
    for clause, node, text in list_texts(file, draft):
        after = 0
        for reference in reader.read(text, clause.ref):
            missing = [
                ref for ref in reference.refs if ref[:1].isdigit() and ref not in draft.by_ref
            ]
            if missing:
                words = text[reference.start : reference.end]
                place, after = locate_words(file, node, words, after=after)
                what = ", ".join(missing[:4]) + (" ..." if len(missing) > 4 else "")
                yield Fault(
                    place,
                    f"{clause.ref} refers to {what} ('{words}'), which this draft does not have",
                    look.hint_ref(missing[0], draft),
                )


@rule("brackets", "Square brackets in a text do not close.", "draft", severity=WARNING)
def find_open_brackets(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Square brackets mark text that is not agreed. One that is missing makes a whole article open, or
    closes what is still disputed. A bracket may close in a later paragraph of its article.

    Good::

        text: Each Party [shall][may] cooperate.

    Bad::

        text: Each Party [shall cooperate.
    """
    if not isinstance(file.value, Draft):
        return
    found = list(_find_unpaired(file, file.value))
    yield from _gather_official(file.value, found, "brackets do not close")


def _find_unpaired(file: CheckedFile, draft: Draft) -> Iterator[Fault]:
    open_in: dict[str, list[tuple[str, Location]]] = {}
    for clause, node, text in list_texts(file, draft):
        stack = open_in.setdefault(draft.article_of(clause.ref).ref, [])
        after = 0
        for match in re.finditer(r"[\[\]]", text) if "[" in text or "]" in text else ():
            place, after = locate_words(file, node, match.group(), after=after)
            if match.group() == "[":
                stack.append((clause.ref, place))
            elif stack:
                stack.pop()
            else:
                yield Fault(
                    place, f"{clause.ref} closes a bracket that was not opened in its article"
                )
    for stack in open_in.values():
        for ref, place in stack:
            yield Fault(place, f"{ref} opens a bracket that does not close in its article")


@rule(
    "wording",
    f"A restated text shares a run of {RUN} words or more with an official draft at hand.",
    "draft",
)
def find_copied_runs(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Official wordings are not ours to publish; restated drafts say the same in sentences of their
    own. Names in capitals, numbers and references do not count. Nothing is found where no official
    draft is at hand.

    Good::

        wording: restated   # and every sentence framed anew

    Bad::

        wording: restated   # with a sentence of the official text in it
    """
    draft = file.value
    if not isinstance(draft, Draft) or draft.wording != "restated" or not look.official_runs:
        return
    for clause, node, text in list_texts(file, draft):
        tokens = [token for token in tokenize(text) if is_word(token)]
        folded = tuple(token.folded for token in tokens)
        at = 0
        while at + RUN <= len(tokens):
            source = look.official_runs.get(folded[at : at + RUN])
            if source is None or sum(map(_is_fact, tokens[at : at + RUN])) * 2 > RUN:
                at += 1
                continue
            end = at + 1
            while end + RUN <= len(tokens) and folded[end : end + RUN] in look.official_runs:
                end += 1
            words = text[tokens[at].start : tokens[end + RUN - 2].end]
            place, _ = locate_words(file, node, " ".join(words.split()[:6]))
            yield Fault(
                place,
                f"{clause.ref} shares {end + RUN - 1 - at} words in a row with {source}: '{' '.join(words.split())[:80]}...'",
                f"say it in other words, at most {RUN - 1} in a row",
            )
            at = end + RUN - 1


def _is_fact(token: Token) -> bool:
    """Whether a word is none of anybody's wording: a name, a number, a reference."""
    return (
        token.text[0].isupper()
        or token.text[0].isdigit()
        or token.folded in ("article", "articles", "paragraph", "paragraphs")
    )
