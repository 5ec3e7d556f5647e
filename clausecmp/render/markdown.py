"""Markdown: a draft, a list of concerns, and the report of one article. Text of a draft or a record
never acts as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..model.draft import Clause, Draft
from ..model.vocabulary import INNER_KINDS
from .concern_rows import describe_places
from .rows import change_head, elsewhere_rows
from .segments import CONFIDENCE_MARKS, describe_draft, head_rows, name_clause
from .signal_rows import GRADE_MARKS, cite_signal, describe_grounds, describe_note, one_line
from .summary_rows import block_heading, describe_terms

if TYPE_CHECKING:
    from ..comparison.placed_concerns import PlacedConcern
    from ..comparison.result import Block, Change, Comparison
    from ..files.concerns import Concern, ConcernBook
    from ..law.signals import Signal
    from ..redline.words import Redline

MARK = "<!-- written by clausecmp report -->"
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_START = re.compile(r"^(\s*)(?:([-+=:])(?=[-+=:\s]|$)|(\d+)([.)])(?=\s|$))")
_ADDRESS = re.compile(r"(?i)(?:(https?|ftp)(:)(?=//)|(www)(\.))")
_MENTION = re.compile(r"((?<![A-Za-z0-9])@(?=\w)|@(?=[\w-]+\.\w)|\\#(?=\w)|GH-(?=\d))")
FAVOUR = ("support",)
WORRY = ("concern", "demand", "opposition")


def escape(text: str) -> str:
    """Text that markdown and HTML show as it is, on one line: no mark of emphasis, list, heading,
    rule or table, no address that becomes a link, no name or number that GitHub takes for a mention
    of a person or an issue."""
    return _escape_start(_escape_inside(text))


def _escape_inside(text: str) -> str:
    text = _SPECIAL.sub(r"\\\1", " ".join(text.split()).replace("&", "&amp;"))
    text = _ADDRESS.sub(lambda match: f"{match[1]}&#58;" if match[1] else f"{match[3]}&#46;", text)
    # GitHub looks for mentions in the finished HTML, where an entity is what it stands for: only
    # something between the sign and the name helps
    return _MENTION.sub(r"\1<!-- -->", text)


def _escape_start(text: str) -> str:
    return _START.sub(
        lambda match: match[1] + (f"\\{match[2]}" if match[2] else f"{match[3]}\\{match[4]}"), text
    )


def redline_markdown(redline: Redline) -> str:
    """The redline in one text: ~~deleted~~, **inserted**, a renamed term in _italics_ as the right
    draft has it."""
    out = []
    for edit in redline.edits:
        if edit.op == "delete":
            out.append(_wrap_mark("~~", edit.left))
        elif edit.op == "insert":
            out.append(_wrap_mark("**", edit.right))
        elif edit.op == "term":
            out.append(_wrap_mark("_", edit.right))
        elif edit.op == "number":
            out += (_wrap_mark("~~", edit.left), _wrap_mark("**", edit.right))
        elif edit.op == "elsewhere":
            text = edit.left or edit.right
            out.append(
                f"{' ' if text[0].isspace() else ''}(… {escape(edit.where)}){' ' if text[-1].isspace() else ''}"
                if edit.where
                else " … "
            )
        elif edit.op == "beside":
            out += (_keep_edges(edit.left), " ⇄ ", _keep_edges(edit.right))
        else:
            out.append(_keep_edges(edit.right))
    # two marked pieces that touch would read as one mark
    joined = re.sub(r"(\*\*|~~)(\*\*|~~|_)(?=\S)", r"\1 \2", "".join(out))
    return _escape_start(joined)


def _wrap_mark(mark: str, text: str) -> str:
    core = escape(text)
    if not core:
        return " " if text else ""
    return (
        f"{' ' if text[0].isspace() else ''}{mark}{core}{mark}{' ' if text[-1].isspace() else ''}"
    )


def _keep_edges(text: str) -> str:
    core = _escape_inside(text)
    return f"{' ' if text[:1].isspace() else ''}{core}{' ' if core and text[-1:].isspace() else ''}"


def draft_markdown(draft: Draft) -> str:
    """A draft as a text to read."""
    lines = [
        f"# {escape(draft.title)}",
        "",
        f"{escape(draft.name)}: {escape(describe_draft(draft))}",
        "",
    ]
    if draft.verified:
        lines += [escape(draft.verified), ""]
    for clause in draft.clauses:
        lines.extend(_clause_lines(clause, 2))
    return "\n".join(lines).rstrip() + "\n"


def _clause_lines(clause: Clause, level: int) -> Iterator[str]:
    mark = CONFIDENCE_MARKS[clause.confidence or "high"]
    status = f" ({escape(clause.status)})" if clause.status else ""
    number = escape(clause.number or "")
    if clause.kind in INNER_KINDS:
        if clause.kind == "option":
            number = escape(name_clause(clause)) + ":"
        else:
            number = f"({number})" if clause.kind == "item" else f"{number}\\."
            number += f" {escape(clause.heading)}" if clause.heading else ""
        yield f"{'  ' * max(level - 6, 0)}- {number}{escape(mark)}{status} {escape(clause.text or '')}".rstrip()
        below = max(level, 6) + 1
    else:
        yield from (
            "",
            f"{'#' * min(level, 6)} {escape(name_clause(clause))}{escape(mark)}{status}",
            "",
        )
        if clause.text:
            yield from (escape(clause.text), "")
        below = level + 1 if clause.kind != "article" else 6
    for inner in clause.clauses:
        yield from _clause_lines(inner, below)
    if clause.closing:
        pad = "  " * max(level - 5, 0) if clause.kind in ("paragraph", "item", "option") else "\n"
        yield f"{pad}{escape(clause.closing)}"


def concerns_markdown(concerns: Sequence[Concern], book: ConcernBook) -> str:
    """A list of concerns with their places."""
    lines = ["# Concerns", ""]
    for concern in concerns:
        who = book.stakeholders[concern.stakeholder]
        lines.append(
            f"- **{escape(str(who))}** ({who.side}), {concern.kind}, {escape(book.themes[concern.theme].name)}: {escape(concern.summary)} "
            f"({escape(describe_places(concern))}; {escape(concern.record)}, {escape(concern.place)}; `{concern.id}`)"
        )
    return "\n".join([*lines, "", f"{len(concerns)} concerns"]) + "\n"


def article_markdown(block: Block, comparison: Comparison, links: Sequence[tuple[str, str]]) -> str:
    """The report of one article: what changed in law, its clauses with the redline, then the
    concerns by theme and side. `links`: (label, file) of the index and the neighbours."""
    title = (
        "".join(segment.text for segment in block_heading(block, comparison.drafts))
        if comparison.drafts.left.clauses
        else name_clause(block.right or block.left[0])
    )
    lines = [
        MARK,
        f"# {escape(title)}",
        "",
        " · ".join(f"[{escape(label)}]({file})" for label, file in links),
        "",
    ]
    lines += [*(f"{escape(text)}  " for text in basis_lines(comparison)), ""]
    lines += [*law_markdown(block, comparison), "## Clauses", ""]
    for change in block.changes:
        lines.extend(_change_lines(change, comparison))
    for row in elsewhere_rows(block, comparison.drafts):
        lines += [escape("".join(segment.text for segment in row.left)), ""]
    return (
        "\n".join(
            [
                *lines,
                *placed_concerns_markdown(
                    list(block.list_placed_concerns().values()), comparison.book
                ),
            ]
        ).rstrip()
        + "\n"
    )


def law_markdown(block: Block, comparison: Comparison) -> Iterator[str]:
    """What changed in law in an article, signal by signal, and what is not read; nothing where
    there is neither, or where nothing is compared."""
    signals = [signal for change in block.changes for signal in change.signals]
    note = comparison.signals_note
    if not comparison.drafts.left.clauses or not (signals or note):
        return
    yield from ("## What changed in law", "")
    if note:
        yield from (f"_{escape(describe_note(note))}_", "")
    for signal in signals:
        yield from signal_markdown(signal)
    yield from ([""] if signals else ())


def signal_markdown(signal: Signal) -> Iterator[str]:
    """One signal: grade, what and whose, where; below it the words and what follows."""
    refs, grounds = cite_signal(signal), describe_grounds(signal)
    mark = f"**{GRADE_MARKS[signal.grade]} {signal.grade}**"
    says = f"{escape(one_line(signal.says))}{f' ({escape(refs)})' if refs else ''}"
    yield f"- {mark} {says}{'  ' if grounds else ''}"
    if grounds:
        yield f"  {escape(grounds)}"


def basis_lines(comparison: Comparison) -> list[str]:
    """What the report rests on, in a line each."""
    if comparison.drafts.left.clauses:
        return [
            "".join(segment.text for segment in row.left)
            for row in head_rows(comparison.drafts)
            if row.kind == "line"
        ]
    right = comparison.drafts.right
    return [f"{right.name}: {describe_draft(right)}"] + (
        ["The text is restated: our own sentences, not the official wording."]
        if right.wording == "restated"
        else []
    )


def _change_lines(change: Change, comparison: Comparison) -> Iterator[str]:
    alone = not comparison.drafts.left.clauses
    head = change_head(change, comparison.drafts)
    yield f"**{escape(head[0].text)}**" + (
        "" if alone else " " + escape("".join(segment.text for segment in head[1:]))
    )
    yield ""
    if change.pair.left and change.pair.right:
        for join, redline in zip(change.pair.joins, change.redlines):
            label = (
                f"{escape(f'{join.left} → {join.right}')}: " if len(change.pair.joins) > 1 else ""
            )
            yield from (f"> {label}{redline_markdown(redline)}", "")
        terms = describe_terms(change.terms, comparison)
        if terms:
            yield from (f"Terms: {escape(terms)}", "")
    else:
        for redline in change.redlines:
            yield from (f"> {escape(redline.left or redline.right)}", "")


def placed_concerns_markdown(
    placed_concerns: Sequence[PlacedConcern], book: ConcernBook
) -> Iterator[str]:
    """Concerns by theme, within a theme by side, each theme with who worries and who is in
    favour."""
    yield from (f"## Concerns ({len(placed_concerns)})", "")
    for theme in (
        theme
        for theme in book.themes.values()
        if any(placed.concern.theme == theme.id for placed in placed_concerns)
    ):
        about = [placed for placed in placed_concerns if placed.concern.theme == theme.id]
        yield from (
            f"### {escape(theme.name)} ({len(about)})",
            "",
            f"_{escape(theme.sentence)}_ {escape(weigh_sides(about, book))}",
            "",
        )
        for side in sorted({book.side_of(placed.concern) for placed in about}):
            yield from (f"**{side}**", "")
            for placed in (placed for placed in about if book.side_of(placed.concern) == side):
                yield placed_concern_markdown(placed, book)
            yield ""


def weigh_sides(placed_concerns: Sequence[PlacedConcern], book: ConcernBook) -> str:
    """Which sides worry and which are in favour, so that agreement and open disagreement are seen
    at a glance."""
    worry = sorted(
        {book.side_of(placed.concern) for placed in placed_concerns if placed.concern.kind in WORRY}
    )
    favour = sorted(
        {
            book.side_of(placed.concern)
            for placed in placed_concerns
            if placed.concern.kind in FAVOUR
        }
    )
    parts = [
        f"Worried or asking for change: {', '.join(worry)}." if worry else "",
        f"In favour: {', '.join(favour)}." if favour else "",
    ]
    if worry and favour:
        parts.append("Open disagreement.")
    elif len(worry) > 1:
        parts.append(f"{len(worry)} sides agree in their worry.")
    return " ".join(filter(None, parts))


def placed_concern_markdown(placed: PlacedConcern, book: ConcernBook) -> str:
    """One concern: who, what kind, on what, in sum, where on record, how sure its place is, and how
    it got here."""
    concern = placed.concern
    who, record = book.stakeholders[concern.stakeholder], book.records[concern.record]
    place = ", ".join(filter(None, (record.id, record.date, concern.place)))
    source = f"{place}; confidence {concern.confidence}; {describe_way(placed)}"
    return f"- **{escape(str(who))}** – {concern.kind} on {escape(placed.on)}: {escape(concern.summary)} ({escape(source)}; `{concern.id}`)"


def describe_way(placed: PlacedConcern) -> str:
    """How a concern got to where it is shown."""
    if placed.via == "carried":
        score = f", pair {placed.score:.2f}" if placed.score is not None else ""
        return f"carried: {placed.verdict or 'by the pair'}{score}"
    if placed.via == "left":
        return "raised about the left draft"
    return (
        "raised about the article as a whole"
        if "(" not in placed.on and placed.on.isdigit()
        else "direct"
    )


def table_markdown(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Rows as a markdown table, the first as its head."""
    for n, row in enumerate(rows):
        yield "| " + " | ".join(str(cell) for cell in row) + " |"
        if n == 0:
            yield "|" + " --- |" * len(row)
