"""Why a clause was paired as it was: shared words, likeness of the articles, the lead over the
runner-up.

Nothing is computed before it is asked for; an alignment only keeps what is needed for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log
from typing import TypeVar

from ..model.vocabulary import Decider, Relation, Side
from .assign import ACCEPT, FIRST, Chances, logistic
from .evidence import Evidence
from .pairs import Pair, UnitAlignment, mirror_pair
from .relate import SURE, SURE_FURTHER
from .score import Edge, Row
from .splits import UNCLAIMED, Novelty
from .words import SHIFT, spell_words

PHRASES = 3
"""Shared passages named at most."""
PHRASE_WORDS = 6
"""Longest passage that is quoted; of a longer one the heaviest words."""
TELLING = 0.08
"""A further passage is named from this share of what is shared on."""
FAR, CLOSE = 0.35, 0.10
"""Leads in score: far behind from the one on, close behind below the other."""
ARTICLES_ALIKE = 0.45
"""Likeness of two articles that is worth saying: four in five article pairs of the claimed joins
reach it."""
_PUNCTUATION = re.compile(r"^[^\w\u00a7]+|[^\w]+$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One clause that could answer another. `score` is `cosine` (of words and word pairs) plus what
    the likeness of the `articles`, the `defined` term (same, different, None) and the `context`
    (neighbours, clauses above) add; `probability` that it is right; `shared` passages with their
    share of what is shared; leads over the best other candidate of the left and of the right
    clause, and who these rivals are; `verdict`: what it is taken for, and what would have to
    change."""

    left: str
    right: str
    chosen: bool
    probability: float
    score: float
    cosine: float
    articles: float
    defined: str | None
    context: float
    shared: tuple[tuple[str, float], ...]
    lead_left: float
    lead_right: float
    rival_left: str | None
    rival_right: str | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything known about the pairing of one clause: its candidates, those claimed first, and a
    line that sums it up."""

    ref: str
    side: Side
    candidates: tuple[Candidate, ...]
    summary: str


AnyAlignment = TypeVar("AnyAlignment", bound=UnitAlignment)


def give_reasons(alignment: AnyAlignment, evidence: Evidence) -> AnyAlignment:
    """The alignment with the reasons of every pair and join filled in. Costs about as much as the
    alignment itself."""
    lefts, rights = (
        {unit.ref: at for at, unit in enumerate(side)} for side in evidence.scores.units
    )

    def fill(pair: Pair) -> Pair:
        if evidence.mirrored:
            return mirror_pair(_give_reasons(evidence, mirror_pair(pair), lefts, rights))
        return _give_reasons(evidence, pair, lefts, rights)

    return replace(alignment, pairs=tuple(map(fill, alignment.pairs)))


def _give_reasons(
    evidence: Evidence, pair: Pair, lefts: dict[str, int], rights: dict[str, int]
) -> Pair:
    if pair.by == Decider.LINK:
        decided = ("decided by a person",)
        return replace(
            pair,
            reasons=decided,
            joins=tuple(replace(join, reasons=decided) for join in pair.joins),
        )
    joins = tuple(
        replace(join, reasons=list_reasons(evidence, lefts[join.left], rights[join.right]))
        for join in pair.joins
    )
    if pair.relation == Relation.SAME:
        joins = tuple(
            replace(join, reasons=("the same words", *join.reasons[1:])) for join in joins
        )
    if len(joins) == 1:
        return replace(pair, joins=joins, reasons=joins[0].reasons)
    return replace(
        pair,
        joins=joins,
        reasons=tuple(f"{join.left} and {join.right}: {'; '.join(join.reasons)}" for join in joins),
    )


def list_reasons(evidence: Evidence, i: int, j: int) -> tuple[str, ...]:
    """What speaks for a join, in words: shared passages, defined term, articles, the nearest
    rival."""
    scores = evidence.scores
    left, right = scores.units[0][i], scores.units[1][j]
    phrases = [f"'{phrase}'" for phrase, _ in find_phrases(evidence, i, j)]
    reasons = [f"shares {', '.join(phrases)}" if phrases else "shares no telling words"]
    if scores.bags[0][i].defined and scores.bags[0][i].defined == scores.bags[1][j].defined:
        reasons.append("defines the same term")
    if (
        left.article not in (left.ref, right.ref)
        and scores.articles.get((left.article, right.article), 0.0) >= ARTICLES_ALIKE
    ):
        same = left.article == right.article
        reasons.append(
            f"the articles {left.article} are alike"
            if same
            else f"articles {left.article} and {right.article} are alike"
        )
    return (*reasons, describe_rival(evidence, i, j))


def describe_rival(evidence: Evidence, i: int, j: int) -> str:
    """The nearest other candidate of either side and how far it is behind."""
    scores, (rows, columns) = evidence.scores, evidence.decision.lines
    rivals = [(s, scores.units[1][k].ref) for k, s in rows[i].items() if k != j]
    rivals += [(s, scores.units[0][k].ref) for k, s in columns[j].items() if k != i]
    if not rivals:
        return "no other candidate"
    score, ref = max(rivals)
    lead = evidence.rate(i, j) - score
    return f"runner-up {ref} " + (
        "far behind"
        if lead >= FAR
        else "behind"
        if lead >= CLOSE
        else "close behind"
        if lead >= 0
        else "scores higher"
    )


def find_phrases(evidence: Evidence, i: int, j: int) -> list[tuple[str, float]]:
    """The telling passages that two clauses share, as the one computed as left writes them,
    heaviest first, with their share of the weight of all that is shared (0 to 1)."""
    scores = evidence.scores
    weights, shared = scores.space.weights, scores.bags[0][i].terms & scores.bags[1][j].terms
    total = sum(map(weights.__getitem__, shared)) or 1.0
    found: dict[str, float] = {}
    for run in _find_runs(
        spell_words(scores.units[0][i].text, scores.lexicon, evidence.fold), shared
    ):
        phrase, weight = _trim_run(run, weights, scores.lexicon.stops)
        if phrase:
            found.setdefault(phrase, weight / total)
    ranked = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:PHRASES]
    return [entry for at, entry in enumerate(ranked) if not at or entry[1] >= TELLING]


def _find_runs(
    spelled: Sequence[tuple[int, str]], shared: set[int]
) -> Iterable[list[tuple[int, str]]]:
    """Runs of words in which each word pair is shared; a run of one word is a shared word."""
    run: list[tuple[int, str]] = []
    for number, word in spelled:
        if run and ((run[-1][0] + 1) << SHIFT | number) in shared:
            run.append((number, word))
            continue
        if len(run) > 1 or run and run[0][0] in shared:
            yield run
        run = [(number, word)]
    if len(run) > 1 or run and run[0][0] in shared:
        yield run


def _trim_run(
    run: list[tuple[int, str]], weights: dict[int, float], stops: int
) -> tuple[str, float]:
    """The heaviest stretch of a run, without stop words at its ends, and its weight."""
    best: tuple[float, int, int] = (0.0, 0, 0)
    for start in range(len(run)):
        weight = 0.0
        for end in range(start, min(len(run), start + PHRASE_WORDS)):
            number = run[end][0]
            weight += weights[number] if number >= stops else 0.0
            if end > start:
                weight += weights[(run[end - 1][0] + 1) << SHIFT | number]
            if run[start][0] >= stops and number >= stops and weight > best[0]:
                best = (weight, start, end + 1)
    words = " ".join(word for _, word in run[best[1] : best[2]] if word)
    return _PUNCTUATION.sub("", words).replace("\u00a7", ""), best[0]


def explain_ref(
    evidence: Evidence, ref: str, side: Side = Side.LEFT, most: int = 10
) -> Explanation:
    """The candidates of one clause, those claimed first, then by probability. Raises KeyError if
    the side has no such unit."""
    own = evidence.number_of(side)
    place = next(
        (at for at, unit in enumerate(evidence.scores.units[own]) if unit.ref == ref), None
    )
    if place is None:
        raise KeyError(ref)
    line = evidence.scores.columns[place] if own else evidence.scores.rows[place]
    edges = {(other, place) if own else (place, other) for other in line}
    edges.update(edge for edge in evidence.decision.joins if edge[own] == place)
    novelty = Novelty(evidence.scores, evidence.decision)
    found = sorted(
        (explain_edge(evidence, novelty, edge) for edge in sorted(edges)),
        key=lambda one: (not one.chosen, -one.probability, -one.score),
    )
    return Explanation(ref, side, tuple(found[:most]), _summarise(evidence, place, own, found))


def explain_edge(evidence: Evidence, novelty: Novelty, edge: Edge) -> Candidate:
    """One candidate in full, sides as the user has them."""
    scores, decision, (i, j) = evidence.scores, evidence.decision, edge
    score, plain = evidence.rate(i, j), scores.rows[i].get(j, 0.0)
    terms = scores.bags[0][i].defined, scores.bags[1][j].defined
    rivals = [_find_rival(decision.lines[0][i], j), _find_rival(decision.lines[1][j], i)]
    leads = [score - best for best, _ in rivals]
    names = [
        scores.units[1 - side][at].ref if at >= 0 else None for side, (_, at) in enumerate(rivals)
    ]
    refs = [scores.units[0][i].ref, scores.units[1][j].ref]
    if evidence.mirrored:
        leads, names, refs = leads[::-1], names[::-1], refs[::-1]
    chance = (
        decision.joins[edge]
        if edge in decision.joins
        else logistic(novelty.sum_evidence(i, j, UNCLAIMED))
    )
    return Candidate(
        *refs,
        edge in decision.joins,
        round(chance, 4),
        round(score, 4),
        round(scores.space.compare(i, j), 4),
        round(
            scores.articles.get((scores.units[0][i].article, scores.units[1][j].article), 0.0), 4
        ),
        None if not all(terms) else "same" if terms[0] == terms[1] else "different",
        round(score - plain, 4),
        tuple((phrase, round(share, 3)) for phrase, share in find_phrases(evidence, i, j)),
        round(leads[0], 4),
        round(leads[1], 4),
        names[0],
        names[1],
        judge_edge(evidence, edge, chance),
    )


def _find_rival(line: Row, own: int) -> tuple[float, int]:
    """Score and place of the best other candidate of a line; place -1 if there is none."""
    score, place = min(
        ((-score, place) for place, score in line.items() if place != own), default=(0.0, -1)
    )
    return -score, place


def judge_edge(evidence: Evidence, edge: Edge, chance: float) -> str:
    """What a candidate is taken for, and what would have to change for it to be more."""
    decision = evidence.decision
    if edge in decision.linked:
        return "decided by a person"
    if edge in decision.further:
        return (
            "sure"
            if chance >= SURE_FURTHER
            else f"suggested as a further partner at {chance:.2f}, sure from {SURE_FURTHER:.2f}; a link would settle it"
        )
    if edge in decision.joins:
        return (
            "sure"
            if chance >= SURE
            else f"unsure at {chance:.2f}; would be sure from {SURE:.2f}: lacks {_find_lack(chance, SURE):.2f} of score or lead"
        )
    if edge[0] in decision.closed[0] or edge[1] in decision.closed[1]:
        return "ruled out by a link"
    if taken := [
        side for side in (0, 1) if any(join[side] == edge[side] for join in decision.joins)
    ]:
        return (
            "not claimed: "
            + " and ".join(_name_taken(evidence, edge, side) for side in taken)
            + ", and it says too little that is new beside that"
        )
    first = min(Chances(decision.lines).rate(*edge, evidence.rate(*edge)), ACCEPT - 0.01)
    return f"not claimed: as a pair {first:.2f}, where {ACCEPT:.2f} is needed; lacks {_find_lack(first, ACCEPT):.2f} of score or lead, or a link"


def _name_taken(evidence: Evidence, edge: Edge, side: int) -> str:
    units = evidence.scores.units
    partners = [
        units[1 - side][join[1 - side]].ref
        for join in evidence.decision.joins
        if join[side] == edge[side]
    ]
    return f"{units[side][edge[side]].ref} goes with {', '.join(partners)}"


def _find_lack(chance: float, level: float) -> float:
    """How much more score (and with it lead over both rivals) a join would need to reach a
    probability."""
    return (log(level / (1 - level)) - log(chance / (1 - chance))) / sum(FIRST[:3])


def _summarise(evidence: Evidence, place: int, own: int, candidates: Sequence[Candidate]) -> str:
    chosen = [candidate for candidate in candidates if candidate.chosen]
    if place in evidence.decision.closed[own]:
        return "decided by a person" + ("" if chosen else ": no counterpart")
    if not candidates:
        return "no counterpart: shares no telling words with any clause"
    return (
        "; ".join(candidate.verdict for candidate in chosen)
        if chosen
        else f"no counterpart; the nearest is {candidates[0].verdict}"
    )
