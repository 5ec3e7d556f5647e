"""Short fingerprints of clause texts: what a person has read, so that a later change of it is
noticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from .draft import Clause, Draft
from .refs import WHOLE
from .tokens import is_word, tokenize

LENGTH = 12
"""Hexadecimal digits kept of the SHA-256: a chance of one in 10^14 that a change goes unnoticed."""
JOIN = "-"
"""Between the fingerprints of several places in one stamp: two sides of a link, several drafts of a
concern."""


def fingerprint(draft: Draft, refs: Iterable[str]) -> str:
    """The fingerprint of the words of `refs` and of all below them, whatever their order; spelling,
    case, punctuation and numbers of clauses do not count. `whole` is the draft as such. Raises
    KeyError for a ref that is not there."""
    digest = hashlib.sha256()
    for ref in sorted(set(refs)):
        clauses: Iterable[Clause] = draft.walk() if ref == WHOLE else draft.by_ref[ref].walk()
        for clause in clauses:
            if clause.has_words:
                digest.update(
                    " ".join(
                        token.folded for token in tokenize(clause.words) if is_word(token)
                    ).encode()
                    + b"\n"
                )
        digest.update(b"\0")
    return digest.hexdigest()[:LENGTH]


def join_fingerprints(parts: Iterable[str]) -> str:
    """The stamp of an entry with several places, in their order."""
    return JOIN.join(parts)


def split_fingerprints(stamp: str) -> list[str]:
    """The parts of a stamp."""
    return stamp.split(JOIN)
