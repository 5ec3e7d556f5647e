"""Which clause of the left draft answers which of the right one. In: two drafts, terms, links.
Out: Alignment[Pair].

words makes words of text, score says how alike two clauses are, assign which goes with which,
splits finds further clauses of a pair, relate says what kind of relation it is, explain why, and
review what a person should decide next.
"""
