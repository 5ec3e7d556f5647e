"""Why a clause was paired as it was: shared words, likeness of the articles, the lead over the next
candidate. Computed from the evidence of an alignment, for the clauses that are asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from ..model.sides import Sides
from ..model.vocabulary import Decider, Relation, Side
from .across import list_shared_names
from .assign import ASSIGNED_WEIGHTS, AssignmentRater, log_odds, logistic
from .evidence import Evidence
from .pairs import Pair, UnitAlignment, mirror_pair
from .relate import SURE_EXTRA_FROM, SURE_FROM
from .score import Candidates, Edge
from .splits import UNCLAIMED_WEIGHTS, CandidateRater
from .words import PAIR_SHIFT, spell_words

MOST_PHRASES = 3
"""Most shared passages that are named."""
MOST_PHRASE_WORDS = 6
"""Most words of a passage that are quoted: the heaviest ones."""
TELLING_SHARE = 0.08
"""A second or third passage is named from this share of the weight of all that is shared."""
FAR_LEAD, CLOSE_LEAD = 0.35, 0.10
"""A runner-up is far behind from the first lead in score on, close behind below the second."""
ARTICLES_ALIKE = 0.45
"""Two articles are called alike from this likeness on: four in five article pairs of the claimed
joins of the twelve pairs reach it."""
_PUNCTUATION = re.compile(r"^[^\w\u00a7]+|[^\w]+$")


class Agreement(StrEnum):
    """Whether two clauses define the same term."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One clause that could answer another.

    `score` is `cosine` (of words and word pairs) plus what the likeness of the `articles`, the
    `defined` term (None: not both define one) and the `context` (neighbours, clauses above) add.
    `probability`: that it is right; `shared`: passages, each with its share of the weight of all
    that is shared. `rival_left` is the best other candidate of the left clause and `lead_left` how
    far it is behind; the same for the right clause. `verdict`: what it is taken for, and what would
    have to change.
    """

    left: str
    right: str
    chosen: bool
    probability: float
    score: float
    cosine: float
    articles: float
    defined: Agreement | None
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
    if evidence.across:
        reasons = [_say_structure(evidence, i, j)]
    else:
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


def _say_structure(evidence: Evidence, i: int, j: int) -> str:
    """What joins two clauses in different languages."""
    scores = evidence.scores
    shared = list_shared_names(scores, i, j)
    left, right = scores.units[0][i], scores.units[1][j]
    found = ["the same number"] if left.ref == right.ref else []
    found += [f"'{name}'" for name, _ in shared[:MOST_PHRASES]]
    return f"shares {', '.join(found)}" if found else "stands in the same place"


def describe_rival(evidence: Evidence, i: int, j: int) -> str:
    """The nearest other candidate of either side and how far it is behind."""
    scores, (rows, columns) = evidence.scores, evidence.decision.candidates
    rivals = [(s, scores.units[1][k].ref) for k, s in rows[i].items() if k != j]
    rivals += [(s, scores.units[0][k].ref) for k, s in columns[j].items() if k != i]
    if not rivals:
        return "no other candidate"
    score, ref = max(rivals)
    lead = evidence.rate(i, j) - score
    return f"runner-up {ref} " + (
        "far behind"
        if lead >= FAR_LEAD
        else "behind"
        if lead >= CLOSE_LEAD
        else "close behind"
        if lead >= 0
        else "scores higher"
    )


def find_phrases(evidence: Evidence, i: int, j: int) -> list[tuple[str, float]]:
    """The telling passages that two clauses share, as the one computed as left writes them,
    heaviest first, with their share of the weight of all that is shared (0 to 1)."""
    scores = evidence.scores
    if evidence.across:
        return list_shared_names(scores, i, j)[:MOST_PHRASES]
    weights, shared = scores.sets.weights, scores.bags[0][i].terms & scores.bags[1][j].terms
    total = sum(map(weights.__getitem__, shared)) or 1.0
    found: dict[str, float] = {}
    for run in _find_runs(
        spell_words(scores.units[0][i].text, scores.lexicon, evidence.fold), shared
    ):
        phrase, weight = _trim_run(run, weights, scores.lexicon.stops)
        if phrase:
            found.setdefault(phrase, weight / total)
    ranked = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:MOST_PHRASES]
    return [entry for at, entry in enumerate(ranked) if not at or entry[1] >= TELLING_SHARE]


def _find_runs(
    spelled: Sequence[tuple[int, str]], shared: set[int]
) -> Iterable[list[tuple[int, str]]]:
    """Runs of words in which each word pair is shared; a run of one word is a shared word."""
    run: list[tuple[int, str]] = []
    for number, word in spelled:
        if run and ((run[-1][0] + 1) << PAIR_SHIFT | number) in shared:
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
        for end in range(start, min(len(run), start + MOST_PHRASE_WORDS)):
            number = run[end][0]
            weight += weights[number] if number >= stops else 0.0
            if end > start:
                weight += weights[(run[end - 1][0] + 1) << PAIR_SHIFT | number]
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
    rater = CandidateRater(evidence.scores, evidence.decision)
    found = sorted(
        (explain_candidate(evidence, rater, edge) for edge in sorted(edges)),
        key=lambda one: (not one.chosen, -one.probability, -one.score),
    )
    return Explanation(ref, side, tuple(found[:most]), _summarise(evidence, place, own, found))


def explain_candidate(evidence: Evidence, rater: CandidateRater, edge: Edge) -> Candidate:
    """One candidate in full, sides as the user has them."""
    scores, decision, (i, j) = evidence.scores, evidence.decision, edge
    score, plain = evidence.rate(i, j), scores.rows[i].get(j, 0.0)
    terms = scores.bags[0][i].defined, scores.bags[1][j].defined
    rivals = [_find_rival(decision.candidates[0][i], j), _find_rival(decision.candidates[1][j], i)]
    leads = Sides(*(score - best for best, _ in rivals))
    names = Sides(
        *(
            scores.units[1 - side][at].ref if at >= 0 else None
            for side, (_, at) in enumerate(rivals)
        )
    )
    refs = Sides(scores.units[0][i].ref, scores.units[1][j].ref)
    if evidence.mirrored:
        leads, names, refs = leads.swap(), names.swap(), refs.swap()
    chance = (
        decision.joins[edge]
        if edge in decision.joins
        else logistic(rater.sum_log_odds(i, j, UNCLAIMED_WEIGHTS))
    )
    return Candidate(
        refs.left,
        refs.right,
        edge in decision.joins,
        round(chance, 4),
        round(score, 4),
        round(scores.sets.cosine(i, j), 4),
        round(
            scores.articles.get((scores.units[0][i].article, scores.units[1][j].article), 0.0), 4
        ),
        _compare_terms(*terms),
        round(score - plain, 4),
        tuple((phrase, round(share, 3)) for phrase, share in find_phrases(evidence, i, j)),
        round(leads.left, 4),
        round(leads.right, 4),
        names.left,
        names.right,
        judge_candidate(evidence, edge, chance),
    )


def _compare_terms(left: tuple[int, ...] | None, right: tuple[int, ...] | None) -> Agreement | None:
    if not left or not right:
        return None
    return Agreement.SAME if left == right else Agreement.DIFFERENT


def _find_rival(candidates: Candidates, own: int) -> tuple[float, int]:
    """Score and place of the best candidate but `own`; place -1 if there is none."""
    score, place = min(
        ((-score, place) for place, score in candidates.items() if place != own), default=(0.0, -1)
    )
    return -score, place


def judge_candidate(evidence: Evidence, edge: Edge, chance: float) -> str:
    """What a candidate is taken for, and what would have to change for it to be more."""
    decision = evidence.decision
    if edge in decision.linked:
        return "decided by a person"
    if edge in decision.extra:
        return (
            "sure"
            if chance >= SURE_EXTRA_FROM
            else f"suggested as a further partner at {chance:.2f}, sure from {SURE_EXTRA_FROM:.2f}; a link would settle it"
        )
    if edge in decision.joins:
        return (
            "sure"
            if chance >= SURE_FROM
            else f"unsure at {chance:.2f}; would be sure from {SURE_FROM:.2f}: lacks {_find_lack(chance, SURE_FROM):.2f} of score or lead"
        )
    if edge[0] in decision.settled[0] or edge[1] in decision.settled[1]:
        return "ruled out by a link"
    if taken := [
        side for side in (0, 1) if any(join[side] == edge[side] for join in decision.joins)
    ]:
        return (
            "not claimed: "
            + " and ".join(_name_taken(evidence, edge, side) for side in taken)
            + ", and it says too little that is new beside that"
        )
    first = min(
        AssignmentRater(decision.candidates).rate(*edge, evidence.rate(*edge)),
        decision.claim_from - 0.01,
    )
    return f"not claimed: as a pair {first:.2f}, where {decision.claim_from:.2f} is needed; lacks {_find_lack(first, decision.claim_from):.2f} of score or lead, or a link"


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
    return (log_odds(level) - log_odds(chance)) / sum(ASSIGNED_WEIGHTS[:3])


def _summarise(evidence: Evidence, place: int, own: int, candidates: Sequence[Candidate]) -> str:
    chosen = [candidate for candidate in candidates if candidate.chosen]
    if place in evidence.decision.settled[own]:
        return "decided by a person" + ("" if chosen else ": no counterpart")
    if not candidates:
        return "no counterpart: shares no telling words with any clause"
    return (
        "; ".join(candidate.verdict for candidate in chosen)
        if chosen
        else f"no counterpart; the nearest is {candidates[0].verdict}"
    )
