"""What changed in law between two answering texts. In: texts, term folding. Out: Signals, stated as
observations.
"""
