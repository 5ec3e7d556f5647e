"""Draft, Clause, Sides: what every stage hands to the next. Immutable; no reading, no deciding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from .problems import Location
from .vocabulary import INNER_KINDS


class Place(NamedTuple):
    """Where a clause stands in the file that it was imported from: a page where the format has
    pages, else a line of the file."""

    page: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        return f"page {self.page}" if self.page is not None else f"line {self.line}"


@dataclass(frozen=True, slots=True)
class Clause:
    """Any unit of a draft. `ref` follows from the nesting; `text` and `closing` are its own words,
    before and after its sub-clauses. `confidence` None means high, or what its parent says.
    `source`: where it stands in the file that it was imported from."""

    kind: str
    number: str | None
    ref: str
    heading: str | None = None
    text: str | None = None
    closing: str | None = None
    status: str | None = None
    confidence: str | None = None
    note: str | None = None
    clauses: tuple[Clause, ...] = ()
    location: Location | None = field(default=None, compare=False)
    source: Place | None = None

    @property
    def has_words(self) -> bool:
        """Whether the clause has words of its own, beside those of its sub-clauses."""
        return bool(self.text or self.closing)

    @property
    def words(self) -> str:
        """Its own words in one string: text, then closing on a line of its own."""
        return "\n".join(filter(None, (self.text, self.closing)))

    def walk(self) -> Iterator[Clause]:
        """The clause and all below it, in document order."""
        yield self
        for clause in self.clauses:
            yield from clause.walk()


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of an instrument. `clauses` are the top level; the instrument's name is the
    clause `title`."""

    instrument: str
    version: str
    title: str
    clauses: tuple[Clause, ...]
    label: str | None = None
    title_confidence: str | None = None
    short_title: str | None = None
    symbol: str | None = None
    language: str = "en"
    wording: str = "restated"
    verified: str | None = None
    sources: tuple[tuple[tuple[str, str], ...], ...] = ()
    path: str | None = field(default=None, compare=False)
    by_ref: dict[str, Clause] = field(default_factory=dict, compare=False, repr=False)
    parents: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.by_ref["title"] = Clause(
            "title", None, "title", text=self.title, confidence=self.title_confidence
        )
        self.parents["title"] = None
        self._index(self.clauses, None)

    def _index(self, clauses: tuple[Clause, ...], parent: str | None) -> None:
        for clause in clauses:
            self.by_ref.setdefault(clause.ref, clause)
            self.parents.setdefault(clause.ref, parent)
            self._index(clause.clauses, clause.ref)

    @property
    def name(self) -> str:
        """`instrument@version`, the draft's full name."""
        return f"{self.instrument}@{self.version}"

    @property
    def display_name(self) -> str:
        """A short name for headings: short title or instrument, and the label or version."""
        return f"{self.short_title or self.instrument} ({self.label or self.version})"

    def walk(self) -> Iterator[Clause]:
        """The title, then every clause in document order."""
        return iter(self.by_ref.values())

    def units(self) -> list[Clause]:
        """Every clause with words of its own, in document order: what is aligned, compared and
        exported."""
        return [clause for clause in self.by_ref.values() if clause.has_words]

    def ancestors(self, ref: str) -> Iterator[Clause]:
        """The clauses above `ref`, nearest first."""
        parent = self.parents.get(ref)
        while parent is not None:
            yield self.by_ref[parent]
            parent = self.parents.get(parent)

    def stands_in(self, ref: str, outer: str) -> bool:
        """Whether `ref` is `outer` or stands below it, be it an article or a chapter."""
        return ref == outer or any(above.ref == outer for above in self.ancestors(ref))

    def article_of(self, ref: str) -> Clause:
        """The article (or preamble, title, annex, unnumbered top clause) that `ref` belongs to: the
        unit of the views."""
        clause = self.by_ref[ref]
        for above in (clause, *self.ancestors(ref)):
            if above.kind in ("article", "preamble", "annex"):
                return above
            clause = above if above.kind in INNER_KINDS else clause
        return clause

    def source_of(self, ref: str) -> Place | None:
        """Where a clause stands in the file that it was imported from, else the nearest clause
        above it."""
        for clause in (self.by_ref[ref], *self.ancestors(ref)):
            if clause.source:
                return clause.source
        return None

    def confidence_of(self, ref: str) -> str:
        """high, medium or low: the clause's own mark, else that of the nearest clause above it,
        else high."""
        for clause in (self.by_ref[ref], *self.ancestors(ref)):
            if clause.confidence:
                return clause.confidence
        return "high"
