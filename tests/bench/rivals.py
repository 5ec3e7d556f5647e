"""Other methods on the same data in the same run, one setting each; scikit-learn and scipy only if
they are installed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import mean

from .gold import Case, score_joins

Joins = list[tuple[str, str]]
DIFFLIB_SECONDS = 60.0
"""difflib is given up on a pair after this time."""


def match_token_set(case: Case) -> Joins:
    """rapidfuzz token_set_ratio, for each new clause the best old one, from 70 on (best of 50 to 90
    in steps of 5)."""
    from rapidfuzz import fuzz, process

    texts = [unit.text.lower() for unit in case.left]
    found = [
        (
            process.extractOne(
                unit.text.lower(), texts, scorer=fuzz.token_set_ratio, score_cutoff=70
            ),
            unit,
        )
        for unit in case.right
    ]
    return [(case.left[best[2]].ref, unit.ref) for best, unit in found if best]


def match_difflib(case: Case) -> Joins:
    """difflib's ratio over words, for each new clause the best old one, from .5 on; gives up after
    DIFFLIB_SECONDS."""
    from difflib import SequenceMatcher

    end = time.perf_counter() + DIFFLIB_SECONDS
    texts, joins = [unit.text.lower().split() for unit in case.left], []
    for unit in case.right:
        matcher, best = SequenceMatcher(autojunk=False), (0.5, -1)
        matcher.set_seq2(unit.text.lower().split())
        for at, words in enumerate(texts):
            matcher.set_seq1(words)
            if matcher.real_quick_ratio() > best[0] and matcher.quick_ratio() > best[0]:
                best = max(best, (matcher.ratio(), at))
        if best[1] >= 0:
            joins.append((case.left[best[1]].ref, unit.ref))
        if time.perf_counter() > end:
            raise TimeoutError(f"{case.name}: difflib did not end within {DIFFLIB_SECONDS:.0f} s")
    return joins


def match_cosine(case: Case) -> Joins:
    """scikit-learn's word and word-pair weights, scipy's optimal assignment, from cosine .2 on."""
    from scipy.optimize import linear_sum_assignment
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit(
        [unit.text for unit in (*case.left, *case.right)]
    )
    cosine = (
        vectors.transform([u.text for u in case.left])
        @ vectors.transform([u.text for u in case.right]).T
    ).toarray()
    rows, columns = linear_sum_assignment(-cosine)
    return [
        (case.left[i].ref, case.right[j].ref) for i, j in zip(rows, columns) if cosine[i, j] >= 0.2
    ]


METHODS: dict[str, Callable[[Case], Joins]] = {
    "rapidfuzz token_set": match_token_set,
    "difflib": match_difflib,
    "cosine + assignment": match_cosine,
}


def print_rivals(cases: Sequence[Case]) -> None:
    """Means of every method that is installed and ends in time."""
    print(f"\n{'method':<22} {'para F1':>8} {'art F1':>7} {'s/pair':>7}")
    for name, match in METHODS.items():
        try:
            start = time.perf_counter()
            scores = [score_joins(case, match(case)) for case in cases]
        except (ImportError, TimeoutError) as reason:
            print(f"{name:<22} left out: {reason}")
            continue
        seconds = (time.perf_counter() - start) / len(cases)
        print(
            f"{name:<22} {mean(s['paragraph']['F1'] for s in scores):8.4f} {mean(s['article']['F1'] for s in scores):7.4f} {seconds:7.2f}"
        )
