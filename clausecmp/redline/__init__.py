"""What changed between two texts, word by word. In: two texts, term folding. Out: Redline[Edit]."""
