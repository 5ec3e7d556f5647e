"""Comparison -> Rows of Segments: what is shown, in which order, with which marks. Shared by every medium."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ..model import Clause, Draft, Sides

if TYPE_CHECKING:  # what lists drafts needs none of the machinery that compares
    from ..compare import Block, Change, Comparison, Voice
    from ..concerns import ConcernBook
    from ..redline import Redline

VIEWS = ("side-by-side", "inline", "summary")
RELATION_ORDER = ("same", "terms", "changed", "split", "merged", "added", "removed")
CONFIDENCE_MARKS = {"high": "", "medium": "~", "low": "?"}
MARKS_LEGEND = "~ after a ref: what is known of the clause is of medium confidence; ?: of low confidence."
REDLINE_LEGEND = "[-deleted-] {+inserted+} <renamed term> ... in another part of a split or merged clause"


class Segment(NamedTuple):
    """Text in one style; the style is a name that each medium maps as it can."""

    text: str
    style: str = ""


class Row(NamedTuple):
    """heading: a title over a block; line: running text, further lines indented by `hang`; sides: two columns; table:
    cells of a table row; blank."""

    kind: str
    left: tuple[Segment, ...] = ()
    right: tuple[Segment, ...] = ()
    indent: int = 0
    hang: int = 0


BLANK = Row("blank")
ELSEWHERE = Segment(" ... ", "dim")
"""In place of words that stand in another part of a split or merged clause."""


def line(*segments: Segment | str, indent: int = 0, hang: int = 0) -> Row:
    """A row of running text."""
    return Row("line", tuple(s if isinstance(s, Segment) else Segment(s) for s in segments), indent=indent, hang=hang)


def compare_rows(comparison: Comparison, view: str, *, concerns: bool = True) -> Iterator[Row]:
    """The rows of a whole comparison in one of VIEWS."""
    yield from head_rows(comparison.drafts)
    if view == "summary":
        yield from summary_rows(comparison)
        return
    yield line(Segment(REDLINE_LEGEND, "dim"))
    for block in comparison.blocks:
        yield BLANK
        yield from block_rows(block, comparison, view, concerns=concerns)
    if concerns and comparison.general:
        yield BLANK
        yield Row("heading", (Segment("Concerns about the instruments as a whole, and about chapters"),))
        for voice in comparison.general:
            yield voice_row(voice, comparison.book, where=True)
    yield BLANK
    yield from count_rows(comparison)


def head_rows(drafts: Sides[Draft]) -> Iterator[Row]:
    """What is compared, and what the texts are worth."""
    yield Row("heading", (Segment(f"{drafts.left.display_name} → {drafts.right.display_name}"),))
    for draft in (drafts.left, drafts.right):
        yield line(Segment(f"{draft.name}: {describe_draft(draft)}", "dim"), hang=2)
    if {drafts.left.wording, drafts.right.wording} == {"restated", "official"}:
        yield line(Segment("A restated text is compared with an official one: differences of wording say nothing here.", "warn"))
    elif drafts.left.wording == "restated":
        yield line(Segment("Both texts are restated: our own sentences, not the official wording.", "warn"))
    if any(clause.confidence in ("medium", "low") for draft in (drafts.left, drafts.right) for clause in draft.walk()):
        yield line(Segment(MARKS_LEGEND, "dim"))


def describe_draft(draft: Draft) -> str:
    """Title, symbol, wording."""
    return ", ".join(filter(None, (draft.title, draft.symbol, f"{draft.wording} wording")))


def block_rows(block: Block, comparison: Comparison, view: str, *, concerns: bool) -> Iterator[Row]:
    """An article with its changes and concerns."""
    yield Row("heading", block_heading(block, comparison.drafts))
    if concerns:
        for voice in block.voices:
            yield voice_row(voice, comparison.book)
    for change in block.changes:
        yield from change_rows(change, comparison, view, concerns=concerns)
    yield from elsewhere_rows(block, comparison.drafts)


def elsewhere_rows(block: Block, drafts: Sides[Draft]) -> Iterator[Row]:
    """Where the pairs stand that reach into this article from another."""
    for pair in block.elsewhere:
        home = drafts.right.article_of(pair.right[0])
        refs = f"{mark_refs(pair.left, drafts.left)} → {mark_refs(pair.right, drafts.right)}"
        yield line(Segment(refs, "ref"), f"  {pair.relation}: stands at {name_clause(home)}", indent=1, hang=4)


def block_heading(block: Block, drafts: Sides[Draft]) -> tuple[Segment, ...]:
    """`Article 28 Search and seizure ← 19 Search and seizure of stored computer data`."""
    left = ", ".join(name_clause(clause, short=block.right is not None) for clause in block.left)
    if block.right is None:
        return (Segment(left), Segment("  removed: no counterpart in the right draft", "removed"))
    segments = [Segment(name_clause(block.right))]
    segments.append(Segment(f"  ← {left}", "heading-left") if left else Segment("  added: no counterpart in the left draft", "added"))
    return tuple(segments)


def name_clause(clause: Clause, *, short: bool = False) -> str:
    """`Article 28 Search and seizure of stored data`; short leaves the word article out."""
    if clause.kind == "article":
        return " ".join(filter(None, ("" if short else "Article", clause.number, clause.heading)))
    if clause.ref == "title":
        return "Title"
    if clause.kind == "preamble":
        return "Preamble"
    return " ".join(filter(None, (f"{clause.kind.capitalize()} {clause.number}", clause.heading)))


def change_rows(change: Change, comparison: Comparison, view: str, *, concerns: bool) -> Iterator[Row]:
    """One pair: its head, the text on both sides, its own concerns."""
    yield BLANK
    yield line(*change_head(change, comparison.drafts), indent=1, hang=4)
    yield from text_rows(change, comparison.drafts, view)
    terms = describe_terms(change.terms, comparison)
    if terms:
        yield line(Segment(f"terms: {terms}", "dim"), indent=3, hang=2)
    if concerns:
        for voice in change.voices:
            if not voice.whole:
                yield voice_row(voice, comparison.book, indent=3)


def change_head(change: Change, drafts: Sides[Draft]) -> list[Segment]:
    """`19(4) → 28(4)~  changed, renumbered  0.83 sure`."""
    pair = change.pair
    left, right = mark_refs(pair.left, drafts.left), mark_refs(pair.right, drafts.right)
    refs = " → ".join(filter(None, (left, right)))
    flags = [pair.relation] + ["moved"] * pair.moved + ["renumbered"] * (pair.renumbered and not pair.moved)
    style = pair.relation if pair.relation in ("added", "removed") else "relation"
    head = [Segment(refs, "ref"), Segment("  "), Segment(", ".join(flags), style)]
    if pair.by == "link":
        head.append(Segment("  decided by link", "dim"))
    elif pair.score is not None:
        head.append(Segment(f"  {pair.score:.2f} {'sure' if pair.sure else 'unsure'}", "dim" if pair.sure else "warn"))
    return head


def mark_refs(refs: Sequence[str], draft: Draft) -> str:
    """Refs with the mark of what is not sure about them."""
    return " + ".join(ref + CONFIDENCE_MARKS[draft.confidence_of(ref)] for ref in refs)


def text_rows(change: Change, drafts: Sides[Draft], view: str) -> Iterator[Row]:
    """The texts of a pair, redlined; for a split or merged pair each join under its refs."""
    pair = change.pair
    if not pair.left or not pair.right:
        for ref, redline in zip(pair.left or pair.right, change.redlines):
            yield line(Segment(redline.left or redline.right), indent=3)
        return
    for join, redline in zip(pair.joins, change.redlines):
        if len(pair.joins) > 1:
            yield line(Segment(f"{join.left} → {join.right}", "ref"), Segment(f"  {join.score:.2f}", "dim"), indent=3)
        if pair.relation == "same":
            yield line(Segment(redline.right), indent=3)
        elif view == "side-by-side":
            yield Row("sides", tuple(side_segments(redline, "left")), tuple(side_segments(redline, "right")), indent=3)
        else:
            yield line(*inline_segments(redline), indent=3)


def inline_segments(redline: Redline) -> Iterator[Segment]:
    """The redline in one text: `[-deleted-]{+inserted+}`, renamed terms as `<term of the right draft>`."""
    for edit in redline.edits:
        if edit.op == "delete":
            yield from _marked("[-", edit.left, "-]", "delete")
        elif edit.op == "insert":
            yield from _marked("{+", edit.right, "+}", "insert")
        elif edit.op == "term":
            yield from _marked("<", edit.right, ">", "term")
        elif edit.op == "elsewhere":
            yield ELSEWHERE
        else:
            yield Segment(edit.right)


def side_segments(redline: Redline, side: str) -> Iterator[Segment]:
    """One side of the redline, its own changes marked."""
    for edit in redline.edits:
        if side == "left" and edit.op == "delete":
            yield from _marked("[-", edit.left, "-]", "delete")
        elif side == "right" and edit.op == "insert":
            yield from _marked("{+", edit.right, "+}", "insert")
        elif edit.op == "elsewhere":
            if edit.left if side == "left" else edit.right:
                yield ELSEWHERE
        elif edit.op not in ("delete", "insert"):
            text = edit.left if side == "left" else edit.right
            yield Segment(text, "term" if edit.op == "term" else "")


def _marked(start: str, text: str, end: str, style: str) -> Iterator[Segment]:
    """Marks hug the words: white space at either end stays outside."""
    core = text.strip()
    if not core:
        yield Segment(text)
        return
    at = text.index(core)
    if at:
        yield Segment(text[:at])
    yield Segment(f"{start}{core}{end}", style)
    if text[at + len(core):]:
        yield Segment(text[at + len(core):])


def describe_terms(terms: Iterable[str], comparison: Comparison) -> str:
    """`computer data = electronic data; ...` in the words of the two instruments."""
    names = comparison.drafts.left.instrument, comparison.drafts.right.instrument
    shown = [tuple(comparison.glossary.usual_form(term, name) or term for name in names) for term in terms]
    return "; ".join(f"{one} = {other}" for one, other in shown)


def voice_row(voice: Voice, book: ConcernBook, *, indent: int = 1, where: bool = False) -> Row:
    """One concern: kind, side, who, what, and where it is on record."""
    concern = voice.concern
    who = book.stakeholders[concern.stakeholder]
    segments = [Segment("* ", "concern"), Segment(f"{concern.kind}, {who.side}: ", "concern"), Segment(str(who), "who"),
                Segment(f": {concern.summary}"), Segment(f" ({describe_source(voice, where)})", "dim")]
    return line(*segments, indent=indent, hang=2)


def describe_source(voice: Voice, where: bool) -> str:
    """`on 24 as a whole; diplo-2024, turn 1; kr-24-principles`, with how it got here and how sure that is."""
    concern = voice.concern
    shown = where or voice.whole or voice.via in ("left", "carried")
    parts = [f"on {voice.on}" + (" as a whole" if voice.whole else "") if shown else "", concern.record + (f", {concern.place}" if concern.place else ""), concern.id]
    if voice.via == "carried":
        carried = [voice.verdict or "by the pair", f"{voice.score:.2f}" if voice.score is not None else ""]
        parts.append("carried: " + ", ".join(filter(None, carried)))
    if concern.confidence != "high":
        parts.append(f"place of {concern.confidence} confidence")
    return "; ".join(filter(None, parts))


def summary_rows(comparison: Comparison) -> Iterator[Row]:
    """One line for each article, then the counts."""
    for block in comparison.blocks:
        counts = Counter(change.pair.relation for change in block.changes)
        voices = {voice.concern.id for voice in (*block.voices, *(v for change in block.changes for v in change.voices))}
        shown = ", ".join(f"{counts[relation]} {relation}" for relation in RELATION_ORDER if counts[relation])
        concerns = f"  {len(voices)} concern{'s' * (len(voices) != 1)}" if voices else ""
        heading = block_heading(block, comparison.drafts)
        yield line(*heading, Segment(f"  {shown}", "dim"), Segment(concerns, "concern"), hang=4)
    yield BLANK
    yield from count_rows(comparison)


def count_rows(comparison: Comparison) -> Iterator[Row]:
    """How many pairs of each relation, how many of them unsure, how many concerns of each side."""
    counts = comparison.count_relations()
    unsure = Counter(change.pair.relation for change in comparison.changes if not change.pair.sure)
    yield Row("heading", (Segment("Counts"),))
    yield Row("table", (Segment("relation"), Segment("pairs"), Segment("of them unsure")))
    for relation in RELATION_ORDER:
        yield Row("table", (Segment(relation), Segment(str(counts[relation])), Segment(str(unsure[relation]))))
    voices = {voice.concern.id: voice.concern for block in comparison.blocks for voice in
              (*block.voices, *(v for change in block.changes for v in change.voices))}
    voices |= {voice.concern.id: voice.concern for voice in comparison.general}
    sides = Counter(map(comparison.book.side_of, voices.values()))
    if sides:
        shown = ", ".join(f"{side} {count}" for side, count in sorted(sides.items()))
        yield line(f"Concerns shown: {len(voices)} ({shown})", hang=2)
