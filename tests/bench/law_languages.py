"""How well law is read in the languages beside English: one treaty in all of them.

For each paragraph the forces read in the language are held against those read in English, each with
how often it is read (effect and discretion are left out; power is permission). `joined`: two verbs
of one subject and one force count once, for one language repeats the modal verb where another does
not. What differs is by no means all wrong: translations differ too.

    python -m tests.bench.law_languages [fr|es] [--list]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence

from clausecmp.law.lexicon import list_languages, load_lexicon
from clausecmp.law.statements import Head, Statement, make_head, read_statements
from clausecmp.law.words import read_words
from clausecmp.model.references import ReferenceReader
from clausecmp.model.vocabulary import Force

from .signal_texts import TREATIES

FORCES = {
    Force.DUTY: "duty",
    Force.PROHIBITION: "prohibition",
    Force.POWER: "permission",
    Force.PERMISSION: "permission",
    Force.ENCOURAGEMENT: "encouragement",
    Force.DEFINITION: "definition",
}
READER = ReferenceReader()


def read_rows(language: str) -> dict[str, dict[str, str]]:
    """The paragraphs of the treaty by their refs. Raises OSError where ../shared is missing."""
    rows = json.loads((TREATIES / "bbnj" / f"{language}.json").read_text("utf-8"))
    return {row["ref"]: row for row in rows}


def find_languages() -> list[str]:
    """The languages that have a lexicon and the treaty."""
    return [
        one
        for one in list_languages()
        if one != "en" and (TREATIES / "bbnj" / f"{one}.json").exists()
    ]


def read(row: dict[str, str], language: str) -> list[Statement]:
    """The statements of a paragraph; a heading that ends with a colon is the head of a list."""
    lexicon = load_lexicon(language)
    assert lexicon is not None
    head: Head | None = None
    if (row["heading"] or "").rstrip().endswith(":"):
        words = read_words(row["heading"], row["ref"], lexicon, None, READER)
        above = read_statements(words, lexicon)
        head = make_head(above[-1]) if above else None
    words = read_words(row["text"], row["ref"], lexicon, None, READER)
    return read_statements(words, lexicon, head)


def count_forces(statements: Sequence[Statement], *, joined: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    before: Statement | None = None
    for statement in statements:
        same = (
            before is not None
            and statement.force is before.force
            and statement.own_force is not None
            and statement.own_force[0] == statement.first == before.end + 1
        )
        before = statement
        if statement.force in FORCES and not (joined and same):
            counts[FORCES[statement.force]] += 1
    return counts


def compare(language: str, *, joined: bool) -> list[tuple[str, Counter[str], Counter[str]]]:
    """The forces in English and in the language, for each paragraph."""
    ours, theirs = read_rows("en"), read_rows(language)
    return [
        (
            ref,
            count_forces(read(ours[ref], "en"), joined=joined),
            count_forces(read(theirs[ref], language), joined=joined),
        )
        for ref in ours
        if ref in theirs
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("languages", nargs="*", help="default: all that have a lexicon")
    parser.add_argument("--list", action="store_true", help="list the paragraphs that differ")
    asked = parser.parse_args()
    print("language  paragraphs  agree  joined")
    for language in asked.languages or find_languages():
        plain, joined = (compare(language, joined=way) for way in (False, True))
        shares = [
            sum(one == other for _, one, other in rows) / len(rows) for rows in (plain, joined)
        ]
        print(f"{language:8}  {len(plain):10}  {shares[0]:5.3f}  {shares[1]:6.3f}")
        for ref, one, other in plain if asked.list else ():
            if one != other:
                print(f"  {ref:10} en {dict(one)} | {language} {dict(other)}")


if __name__ == "__main__":
    main()
