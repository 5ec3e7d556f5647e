"""Sentences read as statements, for tests."""

from __future__ import annotations

from collections.abc import Sequence

from clausecmp.law.lexicon import Lexicon, load_lexicon
from clausecmp.law.matching import Weights
from clausecmp.law.statements import Statement, make_head, read_statements
from clausecmp.law.words import Words, read_words
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.references import ReferenceReader

KNOWN = Draft("lights", "1", "Lights", (Clause("article", "1", "1", text="Lights burn."),))
READER = ReferenceReader(KNOWN)


def load_english() -> Lexicon:
    """The lexicon of English."""
    lexicon = load_lexicon("en")
    assert lexicon is not None
    return lexicon


def words_of(text: str, ref: str = "1") -> Words:
    """The words of a text."""
    return read_words(text, ref, load_english(), None, READER)


def read(text: str, above: str = "", ref: str = "1") -> list[Statement]:
    """The statements of a text; `above`: what stands in the clause above it."""
    head = make_head(read(above)[-1]) if above else None
    return read_statements(words_of(text, ref), load_english(), head)


def read_one(text: str, above: str = "") -> Statement:
    """The only statement of a text."""
    (statement,) = read(text, above)
    return statement


def weigh(*texts: str) -> Weights:
    """How much the words of some texts tell, each text a clause."""
    return Weights([key for key in words_of(text).keys if key] for text in texts)


def words_in(statement: Statement, slot: str) -> str:
    """The words of a statement that lie in a slot, punctuation and marks of items aside."""
    words = statement.words
    found: Sequence[int] = [
        at
        for at, one in enumerate(statement.slots, statement.first)
        if one == slot
        and words.folded[at][0].isalnum()
        or one == slot
        and words.folded[at][0] == "§"
    ]
    return " ".join(words.text[words.starts[at] : words.ends[at]] for at in found)
