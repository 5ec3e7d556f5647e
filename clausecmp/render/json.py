"""Comparison, alignment, draft and concerns as plain data for JSON; the shapes are a contract,
numbered by `schema`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..model.attributions import (
    NONE_KNOWN,
    Delegations,
    Stance,
    fold_name,
    read_clause,
)
from .segments import notes_on_languages

if TYPE_CHECKING:  # an export of a draft needs none of the machinery that compares
    from ..align.explain import Explanation
    from ..align.pairs import Alignment, Pair
    from ..comparison.carry import Carried
    from ..comparison.placed_concerns import PlacedConcern
    from ..comparison.resolutions import OptionGroup
    from ..comparison.result import Change, Comparison
    from ..files.concerns import Concern, ConcernBook
    from ..law.signals import Phrase, Quote, Signal
    from ..model.draft import Draft
    from ..redline.words import Edit, Redline

SCHEMA = 1


def draft_data(draft: Draft) -> dict[str, Any]:
    """Every clause with words of its own, in document order."""
    clauses = []
    for clause in draft.units():
        heading = next(
            (above.heading for above in (clause, *draft.ancestors(clause.ref)) if above.heading),
            None,
        )
        clauses.append(
            {
                "ref": clause.ref,
                "kind": clause.kind,
                "heading": heading,
                "text": clause.text,
                "closing": clause.closing,
                "status": clause.status,
                "confidence": draft.confidence_of(clause.ref),
            }
        )
    return {"schema": SCHEMA, "draft": draft.name, "wording": draft.wording, "clauses": clauses}


def alignment_data(alignment: Alignment) -> dict[str, Any]:
    """The pairs, and for clauses without counterpart what could be looked at."""
    drafts = alignment.drafts
    return {
        "schema": SCHEMA,
        "left": drafts.left.name,
        "right": drafts.right.name,
        "language": {"left": drafts.left.language, "right": drafts.right.language},
        "notes": notes_on_languages(drafts),
        "pairs": [pair_data(pair) for pair in alignment.pairs],
        "possible": {
            side: {
                ref: [
                    {"left": join.left, "right": join.right, "score": round(join.score, 4)}
                    for join in joins
                ]
                for ref, joins in found.items()
            }
            for side, found in (
                ("left", alignment.possible.left),
                ("right", alignment.possible.right),
            )
        },
    }


def pair_data(pair: Pair) -> dict[str, Any]:
    """One pair with its joins."""
    return {
        "left": list(pair.left),
        "right": list(pair.right),
        "relation": pair.relation,
        "renumbered": pair.renumbered,
        "moved": pair.moved,
        "score": _round(pair.score),
        "sure": pair.sure,
        "by": pair.by,
        "reasons": list(pair.reasons),
        "joins": [
            {"left": join.left, "right": join.right, "score": _round(join.score), "sure": join.sure}
            for join in pair.joins
        ],
    }


def _round(score: float | None) -> float | None:
    return None if score is None else round(score, 4)


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """The pairs of a comparison, each with redline, terms, signals, phrases and concerns."""
    drafts = comparison.drafts
    return {
        "schema": SCHEMA,
        "left": drafts.left.name,
        "right": drafts.right.name,
        "wording": {"left": drafts.left.wording, "right": drafts.right.wording},
        "signals_note": comparison.signals_note,
        "language": {"left": drafts.left.language, "right": drafts.right.language},
        "notes": notes_on_languages(drafts),
        "pairs": [change_data(change, comparison) for change in comparison.changes],
        "concerns": [placed_concern_data(placed) for placed in comparison.general],
        "options": [option_data(group) for group in comparison.options],
    }


def option_data(group: OptionGroup) -> dict[str, Any]:
    """What became of the options at one place."""
    return {
        "side": group.side,
        "ref": group.ref,
        "options": list(group.options),
        "resolution": group.resolution,
        "chosen": group.chosen,
        "now": list(group.now),
        "dropped": list(group.dropped),
    }


def change_data(change: Change, comparison: Comparison) -> dict[str, Any]:
    """A pair with what changed in it. The redline of a split or merged pair is that of its texts,
    one after the other."""
    data = pair_data(change.pair)
    data["redline"] = redline_data(comparison.redline_of(change))
    if change.across:
        data["texts"] = comparison.redline_of(change).edits[0]._asdict()
        del data["texts"]["op"], data["texts"]["where"]
    data["signals"] = [signal_data(signal) for signal in change.signals]
    data["phrases"] = [phrase_data(phrase) for phrase in change.phrases]
    data["terms"] = list(change.terms)
    data["concerns"] = [placed_concern_data(placed) for placed in change.placed_concerns]
    for draft, side, refs in zip(
        comparison.drafts, ("left", "right"), (change.pair.left, change.pair.right)
    ):
        if found := attributions_data(draft, refs, comparison.delegations):
            data.setdefault("attributions", {})[side] = found
    return data


def redline_data(redline: Redline) -> list[dict[str, str]]:
    """Edits as equal, delete and insert, from which both texts can be rebuilt; `as` tells a renamed
    term, a number of a cross-reference, or mere punctuation or spelling."""
    data: list[dict[str, str]] = []
    for edit in redline.edits:
        if edit.op == "beside":
            continue  # texts in two languages stand in `texts`
        data.extend(_edit_data(edit))
    return data


def _edit_data(edit: Edit) -> Iterable[dict[str, str]]:
    if edit.op in ("delete", "insert"):
        yield {"op": edit.op, "text": edit.left or edit.right}
    elif edit.left == edit.right:
        yield {"op": "equal", "text": edit.left}
    else:
        if edit.left:
            yield {"op": "delete", "text": edit.left, "as": edit.op}
        if edit.right:
            yield {"op": "insert", "text": edit.right, "as": edit.op}


def signal_data(signal: Signal) -> dict[str, Any]:
    """A change of law. `left` and `right`: the quoted words, '' on a side that has none; `spans`:
    where they stand in the words of a clause, null on a side that has none."""
    return {
        "id": signal.id,
        "rule": signal.rule,
        "slot": signal.slot,
        "change": signal.change,
        "grade": signal.grade,
        "kind": signal.kind,
        "bearer": signal.bearer,
        "left": signal.left.text if signal.left else "",
        "right": signal.right.text if signal.right else "",
        "says": signal.says,
        "why": signal.why,
        "elsewhere": list(signal.elsewhere),
        "spans": {"left": _span_data(signal.left), "right": _span_data(signal.right)},
    }


def _span_data(quote: Quote | None) -> dict[str, Any] | None:
    return {"ref": quote.ref, "start": quote.start, "end": quote.end} if quote else None


def phrase_data(phrase: Phrase) -> dict[str, Any]:
    """A stretch of changed words; `judged`: a signal speaks of it."""
    return {
        "slot": phrase.slot,
        "left": phrase.left.text if phrase.left else "",
        "right": phrase.right.text if phrase.right else "",
        "judged": phrase.judged,
    }


def placed_concern_data(placed: PlacedConcern) -> dict[str, Any]:
    """A concern where it is shown."""
    data: dict[str, Any] = {
        "id": placed.concern.id,
        "via": placed.via,
        "on": placed.on,
        "whole": placed.whole,
    }
    if placed.via == "carried":
        data |= {"verdict": placed.verdict, "score": _round(placed.score)}
    return data


def concern_data(concern: Concern, book: ConcernBook) -> dict[str, Any]:
    """One concern with the keys of its file and the stakeholder spelled out."""
    who = book.stakeholders[concern.stakeholder]
    return {
        "id": concern.id,
        "record": concern.record,
        "stakeholder": {
            "id": who.id,
            "name": who.name,
            "organisation": who.organisation,
            "side": who.side,
        },
        "kind": concern.kind,
        "theme": concern.theme,
        "locator": dict(concern.locator),
        "anchor": concern.anchor,
        "summary": concern.summary,
        "cited": list(concern.cited),
        "applies_to": [
            {
                "draft": draft,
                "refs": list(refs),
                **({"carried": remark} if (remark := concern.carried_to(draft)) else {}),
            }
            for draft, refs in concern.applies_to
        ],
        "confidence": concern.confidence,
        "note": concern.note,
    }


def concerns_data(concerns: Iterable[Concern], book: ConcernBook) -> dict[str, Any]:
    """A list of concerns."""
    return {"schema": SCHEMA, "concerns": [concern_data(concern, book) for concern in concerns]}


def attributions_data(
    draft: Draft, refs: Iterable[str], delegations: Delegations
) -> list[dict[str, Any]]:
    """Who proposes and who opposes words of clauses: ids of groups.yaml, names as printed where it
    has none."""
    found = []
    for ref in refs:
        for one in read_clause(draft.by_ref[ref], delegations):
            ids = {fold_name(name): who.id for who in one.by for name in (who.name, *who.aliases)}
            names = [ids.get(fold_name(name), name) for name in one.printed]
            proposed = one.stance is Stance.PROPOSED
            found.append(
                {
                    "ref": ref,
                    "words": one.words,
                    "proposed_by": names if proposed else [],
                    "opposed_by": [] if proposed else names,
                }
            )
    return found


def place_data(draft: Draft, ref: str) -> dict[str, int] | None:
    """The page or line of the imported file that a clause stands on."""
    place = draft.source_of(ref)
    if place is None:
        return None
    return {key: value for key, value in place._asdict().items() if value is not None}


def show_data(
    draft: Draft,
    ref: str,
    views: Iterable[Comparison],
    placed_concerns: Iterable[PlacedConcern],
    book: ConcernBook | None,
    delegations: Delegations = NONE_KNOWN,
) -> dict[str, Any]:
    """A clause, its counterparts and its concerns."""
    clause = draft.by_ref[ref]
    return {
        "schema": SCHEMA,
        "draft": draft.name,
        "ref": ref,
        "kind": clause.kind,
        "heading": clause.heading,
        "text": clause.text,
        "closing": clause.closing,
        "status": clause.status,
        "confidence": draft.confidence_of(ref),
        "note": clause.note,
        "source": place_data(draft, ref),
        "attributions": attributions_data(draft, [ref], delegations),
        "counterparts": [
            {
                "left": view.drafts.left.name,
                "right": view.drafts.right.name,
                "signals_note": view.signals_note,
                "pairs": [change_data(change, view) for change in view.changes],
            }
            for view in views
        ],
        "concerns": [
            {**concern_data(placed.concern, book), **placed_concern_data(placed)}
            for placed in placed_concerns
        ]
        if book
        else [],
    }


def successors_data(
    carried: Iterable[Carried], direct: Iterable[Concern], book: ConcernBook, draft: Draft
) -> dict[str, Any]:
    """Concerns as they stand on a draft."""
    return {
        "schema": SCHEMA,
        "draft": draft.name,
        "direct": [
            {**concern_data(concern, book), "refs": list(concern.refs_in(draft.name))}
            for concern in direct
        ],
        "carried": [
            {
                **concern_data(entry.concern, book),
                "from": entry.successor.ref,
                "refs": list(entry.successor.refs),
                "verdict": entry.successor.verdict,
                "moved": entry.successor.moved,
                "score": _round(entry.successor.score),
                "redline": redline_data(entry.successor.redline)
                if entry.successor.redline
                else None,
                "candidates": [
                    {"ref": ref, "score": _round(score)}
                    for ref, score in entry.successor.candidates
                ],
            }
            for entry in carried
        ],
    }


def explanations_data(explanations: Iterable[Explanation]) -> dict[str, Any]:
    """Why clauses were paired as they were."""
    return {
        "schema": SCHEMA,
        "explanations": [
            {
                "ref": one.ref,
                "side": one.side,
                "summary": one.summary,
                "candidates": [
                    {
                        "left": found.left,
                        "right": found.right,
                        "chosen": found.chosen,
                        "probability": _round(found.probability),
                        "wording": _round(found.cosine),
                        "articles": _round(found.articles),
                        "context": _round(found.context),
                        "defined": found.defined,
                        "verdict": found.verdict,
                        "shared": [
                            {"words": words, "weight": _round(weight)}
                            for words, weight in found.shared
                        ],
                    }
                    for found in one.candidates
                ],
            }
            for one in explanations
        ],
    }
