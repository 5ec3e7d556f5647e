"""What every room speaks of: drafts and clauses, sides, refs, tokens, numerals, closed sets of
words, problems. Nothing is read from disk and nothing is decided here.
"""
