"""Which clause of the left draft answers which of the right one. In: two drafts, terms, links.
Out: Alignment[Pair].

alignment is the way in. units says what is aligned, words makes words of text, score says how alike
two clauses are, matching finds the best one-to-one assignment, assign decides by it, splits adds
further partners, relate makes pairs of the joins; evidence keeps what that was decided from, for
explain (why) and review (what a person should decide next).

The figures in this room: "F1" is the mean F1 of paragraphs over twelve pairs of acts with official
correlation tables (`tests/bench/alignment.py` measures it), unless another set is named. Thresholds
and weights were chosen on the same twelve pairs.
"""
