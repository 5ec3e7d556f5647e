"""The official text of a draft that was restated so far: is the restatement right, and does what
was written about it (links, concerns, terms) hold for the official text too?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..align.alignment import align_drafts
from ..files.concerns import ConcernBook
from ..files.links import LinksFile
from ..files.terms import Glossary, Term
from ..model.detection import languages_of
from ..model.draft import Draft
from ..model.problems import Location
from ..model.refs import WHOLE, RefError, parse_ref
from ..model.tokens import is_word, tokenize
from ..model.vocabulary import Verdict
from .carry import Carrier, Successor
from .verify import (
    STRANGE,
    Agreement,
    ClauseCheck,
    Verification,
    share_headings,
    verify_draft,
)


class Lapse(NamedTuple):
    """Something that no longer holds: the clause of the restated draft it is about ('' for none),
    of what kind it is (clause, link, concern, term), its name, why, and where it stands."""

    ref: str
    kind: str
    name: str
    why: str
    location: Location | None = None


class Adoption(NamedTuple):
    """What came of holding an official text against its restated draft. `verification` None: they
    are in different languages; `strange`: the text seems to be of another instrument; `counts`: how
    many entries were read again, by kind."""

    restated: Draft
    official: Draft
    verification: Verification | None
    strange: bool
    counts: dict[str, int]
    lapses: tuple[Lapse, ...]

    @property
    def differing(self) -> list[ClauseCheck]:
        """The clauses that are not as they were restated."""
        agreeing = (Agreement.AGREES, Agreement.EXPLAINED)
        checks = self.verification.clauses if self.verification else ()
        return [check for check in checks if check.agreement not in agreeing]

    def list_by_clause(self) -> list[tuple[str, ClauseCheck | None, tuple[Lapse, ...]]]:
        """For each clause about which something is to be said, in the order of the restated draft:
        what differs, and the entries that no longer hold."""
        checks = {check.ref: check for check in self.differing}
        lapses: dict[str, list[Lapse]] = {}
        for lapse in self.lapses:
            lapses.setdefault(lapse.ref, []).append(lapse)
        refs = [*self.restated.by_ref, *self.official.by_ref, *lapses]
        order = {ref: at for at, ref in reversed(list(enumerate(refs)))}
        return [
            (ref, checks.get(ref), tuple(lapses.get(ref, ())))
            for ref in sorted({*checks, *lapses}, key=lambda ref: order.get(ref, len(refs)))
        ]


def adopt_official(
    restated: Draft,
    official: Draft,
    *,
    links: Iterable[LinksFile] = (),
    book: ConcernBook | None = None,
    glossary: Glossary | None = None,
) -> Adoption:
    """Hold the official text against the restated draft of the same name, and read again every
    entry about it: is its clause there, and are what was read there and what stands there the same
    clause?"""
    same_language = len(set(languages_of((restated, official)))) == 1
    verification = verify_draft(restated, official) if same_language else None
    strange = same_language and share_headings(restated, official) < STRANGE
    reader = _Reader(restated, official, verification)
    counts = {"link": 0, "concern": 0, "term": 0}
    lapses = [
        Lapse(unit.ref, "clause", unit.ref, why)
        for unit in restated.units()
        if (why := reader.find_elsewhere(unit.ref))
    ]
    for file in links:
        for refs, name, location in _list_link_refs(file, restated.name):
            counts["link"] += 1
            lapses += reader.read("link", name, refs, location)
    for concern in book.concerns if book else ():
        if refs := concern.refs_in(restated.name):
            counts["concern"] += 1
            lapses += reader.read("concern", concern.id, refs, concern.location)
    for term in glossary.terms if glossary else ():
        if restated.instrument in term.forms:
            counts["term"] += 1
            lapses += reader.read_term(term) if same_language else ()
    return Adoption(restated, official, verification, strange, counts, tuple(lapses))


def _list_link_refs(
    file: LinksFile, name: str
) -> Iterator[tuple[tuple[str, ...], str, Location | None]]:
    """The refs of a draft in each link of a file, and what the link is called."""
    for link in file.links:
        refs = (link.left if file.left == name else ()) + (link.right if file.right == name else ())
        other = file.right if file.left == name else file.left
        if refs:
            shown = f"{' + '.join(link.left) or '-'} → {' + '.join(link.right) or '-'} ({other})"
            yield refs, shown, link.location


class _Reader:
    """Reads entries about the restated draft by the official text."""

    def __init__(self, restated: Draft, official: Draft, verification: Verification | None) -> None:
        self.restated, self.official = restated, official
        self.carrier = Carrier(align_drafts(restated, official))
        agreeing = (Agreement.AGREES, Agreement.EXPLAINED)
        self.differing = {
            check.ref: check
            for check in (verification.clauses if verification else ())
            if check.agreement not in agreeing
        }
        self._words: dict[str, str] = {}

    def read(
        self, kind: str, name: str, refs: Sequence[str], location: Location | None
    ) -> Iterator[Lapse]:
        """What of an entry's clauses does not hold."""
        for written in refs:
            ref = _plain(written)
            if ref != WHOLE and (why := self._judge(ref)):
                yield Lapse(ref, kind, name, why, location)

    def find_elsewhere(self, ref: str) -> str:
        """Where the words of a clause surely stand, if not under the same ref; '' else."""
        successor = self.carrier.find_successor(ref)
        if not self._is_elsewhere(ref, successor):
            return ""
        return f"its words stand at {', '.join(successor.refs)} in the official text"

    def _judge(self, ref: str) -> str:
        """Why an entry about this clause no longer holds; '' where it does."""
        if ref not in self.restated.by_ref and ref in self.official.by_ref:
            return ""
        successor = self.carrier.find_successor(ref)
        found = ", ".join(successor.refs)
        if ref not in self.official.by_ref:
            return f"{ref} is not in the official text" + (
                f"; its words stand at {found}" if found else ""
            )
        if self._is_elsewhere(ref, successor):
            return f"what was restated as {ref} stands at {found} in the official text"
        clause, other = self.restated.by_ref[ref], self.official.by_ref[ref]
        if clause.has_words and not other.has_words:
            return f"{ref} has no words of its own in the official text"
        holder = self._find_differing(ref)
        if holder:
            return f"{holder} was restated otherwise than the official text has it: read it again"
        return ""

    def _is_elsewhere(self, ref: str, successor: Successor) -> bool:
        """Whether the clause surely answers others of the official text, and not its namesake."""
        if not successor.refs or ref in successor.refs or successor.verdict == Verdict.UNSURE:
            return False
        return not any(
            self.official.stands_in(ref, one) or self.official.stands_in(one, ref)
            for one in successor.refs
        )

    def _find_differing(self, ref: str) -> str | None:
        """The clause that was held against the official text and differs: this one or one above it,
        up to its article."""
        above = [ref, *(one.ref for one in self.restated.ancestors(ref))]
        return next((one for one in above if one in self.differing), None)

    def read_term(self, term: Term) -> Iterator[Lapse]:
        """Whether a term stands in the official text, and where it is said to be defined."""
        instrument = self.restated.instrument
        ref = term.defined.get(instrument)
        forms = term.forms[instrument]
        if ref and ref not in self.official.by_ref:
            yield Lapse(
                ref, "term", term.id, f"{ref} is not in the official text, which defines it there"
            )
        elif ref:
            words = " ".join(one.words for one in self.official.by_ref[ref].walk() if one.has_words)
            heading = self.official.by_ref[ref].heading or ""
            if not any(_fold(form) in _fold(f"{heading} {words}") for form in forms):
                yield Lapse(
                    ref,
                    "term",
                    term.id,
                    f"'{forms[0]}' does not stand at {ref}, where it is defined",
                )
        for form in forms:
            if self._stands_in(form, self.restated) and not self._stands_in(form, self.official):
                yield Lapse("", "term", term.id, f"'{form}' stands nowhere in the official text")

    def _stands_in(self, form: str, draft: Draft) -> bool:
        if draft.wording not in self._words:
            self._words[draft.wording] = _fold(
                "\n".join(f"{one.heading or ''}\n{one.words}" for one in draft.walk())
            )
        return _fold(form) in self._words[draft.wording]


def _fold(text: str) -> str:
    """The words of a text as they are compared, each between blanks."""
    words = [token.folded for token in tokenize(text) if is_word(token)]
    return f" {' '.join(words)} "


def _plain(ref: str) -> str:
    try:
        return parse_ref(ref)
    except RefError:
        return ref
