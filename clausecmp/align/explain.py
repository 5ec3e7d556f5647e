"""Why a clause was paired as it was: shared words, likeness of the articles, the lead over the runner-up.

Nothing is computed before it is asked for; an alignment only keeps what is needed for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log

from ..text import Fold
from .assign import ACCEPT, FIRST, Chances, Decision
from .further import ACCEPT_FURTHER
from .pairs import Join, Pair, Unit
from .relate import SURE, SURE_FURTHER
from .score import ARTICLE_WEIGHT, Edge, Scores
from .words import SHIFT, spell_words

PHRASES = 3
"""Shared passages named at most."""
PHRASE_WORDS = 6
"""Longest passage that is quoted; a longer one is cut at its heaviest words."""
FAR, NEAR = 0.35, 0.10
"""Leads in score called far behind, and close behind below."""
ARTICLES_ALIKE = 0.45
"""Likeness of two articles that is worth saying: one in four article pairs of the claimed joins is below."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an alignment was decided from. `turned`: its left side is the right one of `scores`."""

    scores: Scores
    decision: Decision
    fold: Fold | None = None
    turned: bool = False

    def turn(self) -> Evidence:
        """The same for the exchanged sides."""
        return replace(self, turned=not self.turned)

    @property
    def sides(self) -> tuple[Sequence[Unit], Sequence[Unit]]:
        """The units, left and right as the user has them."""
        left, right = self.scores.units
        return (right, left) if self.turned else (left, right)

    def find_edge(self, left: str, right: str) -> Edge:
        """The place of a join in `scores`, from the refs as the user has them."""
        one, other = (right, left) if self.turned else (left, right)
        return self._place(0, one), self._place(1, other)

    def _place(self, side: int, ref: str) -> int:
        return next(at for at, unit in enumerate(self.scores.units[side]) if unit.ref == ref)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One clause that could answer another: how alike (`score` = `cosine` + what the articles and the defined term add), the
    probability, what both share with its share of the cosine, and the lead over the best other candidate of either side."""

    left: str
    right: str
    chosen: bool
    probability: float
    score: float
    cosine: float
    articles: float
    defined: str | None
    shared: tuple[tuple[str, float], ...]
    lead_left: float
    lead_right: float
    rival_left: str | None
    rival_right: str | None
    verdict: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything known about the pairing of one clause: its candidates, the best first."""

    ref: str
    side: str
    candidates: tuple[Candidate, ...]
    summary: str


def give_reasons(evidence: Evidence, pair: Pair) -> Pair:
    """The pair with the reasons of its joins, and of itself, filled in."""
    if pair.by == "link":
        return replace(pair, reasons=("decided by a person",), joins=tuple(replace(join, reasons=("decided by a person",)) for join in pair.joins))
    joins = tuple(replace(join, reasons=list_reasons(evidence, *evidence.find_edge(join.left, join.right))) for join in pair.joins)
    if not joins:
        return pair
    if pair.relation == "same":
        joins = tuple(replace(join, reasons=("the same words", *join.reasons[1:])) for join in joins)
    return replace(pair, joins=joins, reasons=joins[0].reasons if len(joins) == 1 else
                   tuple(f"{join.left} and {join.right}: {'; '.join(join.reasons)}" for join in joins))


def list_reasons(evidence: Evidence, i: int, j: int) -> tuple[str, ...]:
    """What speaks for a join, in words: shared passages, defined term, articles, the nearest rival."""
    scores = evidence.scores
    left, right = scores.units[0][i], scores.units[1][j]
    phrases = [f"'{phrase}'" for phrase, _ in find_phrases(evidence, i, j)]
    reasons = [f"shares {', '.join(phrases)}" if phrases else "shares no telling words"]
    if scores.bags[0][i].defined and scores.bags[0][i].defined == scores.bags[1][j].defined:
        reasons.append("defines the same term")
    if scores.articles.get((left.article, right.article), 0.0) >= ARTICLES_ALIKE:
        reasons.append(f"articles {left.article} and {right.article} are alike")
    return (*reasons, describe_rival(evidence, i, j))


def describe_rival(evidence: Evidence, i: int, j: int) -> str:
    """The nearest other candidate of either side and how far it is behind."""
    scores = evidence.scores
    own = scores.rows[i].get(j, 0.0)
    rivals = [(s, scores.units[1][k].ref) for k, s in scores.rows[i].items() if k != j]
    rivals += [(s, scores.units[0][k].ref) for k, s in scores.columns[j].items() if k != i]
    if not rivals:
        return "no other candidate"
    score, ref = max(rivals, key=lambda rival: rival[0])
    lead = own - score
    return f"runner-up {ref} " + ("far behind" if lead >= FAR else "behind" if lead >= NEAR else "close behind" if lead >= 0 else "scores higher")


def find_phrases(evidence: Evidence, i: int, j: int) -> list[tuple[str, float]]:
    """The longest shared passages of two clauses, as the left one writes them, heaviest first, with their share of what is
    shared (0 to 1)."""
    scores = evidence.scores
    shared = scores.bags[0][i].terms & scores.bags[1][j].terms
    weights = scores.space.weights
    spelled = spell_words(scores.units[0][i].text, scores.lexicon, evidence.fold)
    total = sum(weights[term] for term in shared) or 1.0
    found: dict[str, float] = {}
    for run in _find_runs(spelled, shared):
        phrase, weight = _trim_run(run, weights, scores.lexicon.stops)
        if phrase:
            found.setdefault(phrase, weight / total)
    return sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:PHRASES]


def _find_runs(spelled: Sequence[tuple[int, str]], shared: set[int]) -> Iterable[list[tuple[int, str]]]:
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


def _trim_run(run: list[tuple[int, str]], weights: dict[int, float], stops: int) -> tuple[str, float]:
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
    return " ".join(word for _, word in run[best[1]:best[2]]), best[0]


def explain_ref(evidence: Evidence, ref: str, side: str = "left", most: int = 10) -> Explanation:
    """The candidates of one clause, best first, and what would have to change. Raises KeyError if the side has no such unit."""
    turned = (side == "right") != evidence.turned
    scores = evidence.scores
    place = next((at for at, unit in enumerate(scores.units[int(turned)]) if unit.ref == ref), None)
    if place is None:
        raise KeyError(ref)
    line = scores.columns[place] if turned else scores.rows[place]
    edges = [(other, place) if turned else (place, other) for other in line]
    edges += [edge for edge in evidence.decision.joins if edge[int(turned)] == place and edge not in edges]
    chances = Chances(scores.rows, scores.columns)
    rated = sorted(edges, key=lambda edge: (-evidence.decision.joins.get(edge, 0.0), -_rate(evidence, chances, edge), edge))
    candidates = tuple(explain_edge(evidence, chances, edge) for edge in rated[:most])
    return Explanation(ref, side, candidates, _summarise(evidence, place, int(turned), candidates))


def _rate(evidence: Evidence, chances: Chances, edge: Edge) -> float:
    return chances.rate(*edge, evidence.scores.rows[edge[0]].get(edge[1], 0.0))


def explain_edge(evidence: Evidence, chances: Chances, edge: Edge) -> Candidate:
    """One candidate in full."""
    scores, decision, (i, j) = evidence.scores, evidence.decision, edge
    score = scores.rows[i].get(j, 0.0)
    articles = scores.articles.get((scores.units[0][i].article, scores.units[1][j].article), 0.0)
    terms = scores.bags[0][i].defined, scores.bags[1][j].defined
    defined = None if not all(terms) else "same" if terms[0] == terms[1] else "different"
    rivals = _find_rival(scores.rows[i], j), _find_rival(scores.columns[j], i)
    leads = [score + rival[0] for rival in rivals]
    names = [scores.units[1 - side][rival[1]].ref if rival[1] >= 0 else None for side, rival in enumerate(rivals)]
    refs = [scores.units[0][i].ref, scores.units[1][j].ref]
    if evidence.turned:
        leads, names, refs = leads[::-1], names[::-1], refs[::-1]
    probability = decision.joins.get(edge, _rate(evidence, chances, edge))
    return Candidate(*refs, edge in decision.joins, round(probability, 4), round(score, 4), round(scores.space.compare(i, j), 4), round(articles, 4),
                     defined, tuple((phrase, round(share, 3)) for phrase, share in find_phrases(evidence, i, j)),
                     round(leads[0], 4), round(leads[1], 4), names[0], names[1], judge_edge(evidence, edge, probability))


def _find_rival(line: dict[int, float], own: int) -> tuple[float, int]:
    """The score and place of the best other candidate of a line; place -1 if there is none."""
    return min(((-s, k) for k, s in line.items() if k != own), default=(0.0, -1))


def judge_edge(evidence: Evidence, edge: Edge, probability: float) -> str:
    """What the join is taken for, and what would have to change for more."""
    decision = evidence.decision
    if edge in decision.linked:
        return "decided by a person"
    if edge in decision.joins:
        level = SURE_FURTHER if edge in decision.further else SURE
        return "sure" if probability >= level else f"unsure at {probability:.2f}; sure from {level:.2f}{_say_lack(probability, level)}"
    if edge[0] in decision.closed[0] or edge[1] in decision.closed[1]:
        return "ruled out by a link"
    taken = [side for side in (0, 1) if any(join[side] == edge[side] for join in decision.joins)]
    level = ACCEPT_FURTHER if taken else ACCEPT
    if taken:
        return f"not claimed: {' and '.join(_name_taken(evidence, edge, side) for side in taken)}; as a further partner it brings too little that is new"
    return f"not claimed at {probability:.2f}; claimed from {level:.2f}{_say_lack(probability, level)}"


def _name_taken(evidence: Evidence, edge: Edge, side: int) -> str:
    units = evidence.scores.units
    partners = [units[1 - side][join[1 - side]].ref for join in evidence.decision.joins if join[side] == edge[side]]
    return f"{units[side][edge[side]].ref} goes with {', '.join(partners)}"


def _say_lack(probability: float, level: float) -> str:
    """How much more score (and with it lead) the join would need to reach a probability."""
    if not 0.0 < probability < level:
        return ""
    lack = log(level / (1 - level)) - log(probability / (1 - probability))
    return f", which lacks {lack / sum(FIRST[:3]):.2f} of score by more common wording"


def _summarise(evidence: Evidence, place: int, side: int, candidates: Sequence[Candidate]) -> str:
    if place in evidence.decision.closed[side]:
        return "decided by a person" + ("" if any(candidate.chosen for candidate in candidates) else ": no counterpart")
    chosen = [candidate for candidate in candidates if candidate.chosen]
    if not candidates:
        return "shares no telling words with any clause"
    return "; ".join(candidate.verdict for candidate in chosen) if chosen else f"no counterpart: {candidates[0].verdict}"
