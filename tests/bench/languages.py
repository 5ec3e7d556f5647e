"""How well clauses are paired in other languages than English, and between languages: `python -m
tests.bench.languages`.

The truth is that of the BBNJ agreement, which has the same numbers in all its languages (Chinese
but for article 1). Within a language one character of every clause is changed, or half of the words
are dropped on either side. Between English and each other language articles are numbered
otherwise, left out, moved and shuffled, paragraphs left out on both sides. Draws are from one seed.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from clausecmp.align.alignment import align_drafts
from clausecmp.model.draft import Clause, Draft

from ..conftest import SHARED

FOLDER = SHARED / "treaties" / "bbnj"
LANGUAGES = ("en", "es", "fr", "ru", "zh")
OTHER_LETTER = {"zh": "鲸", "ru": "ж"}


class Row(NamedTuple):
    """One clause: its article and paragraph now, the ref it has in the agreement, its words."""

    article: str
    paragraph: str
    truth: str
    heading: str
    text: str

    @property
    def ref(self) -> str:
        return f"{self.article}({self.paragraph})" if self.paragraph else self.article


class Found(NamedTuple):
    """Shares of the clauses with a counterpart that were paired right, of the joins that are right,
    of the sure joins that are right; how many are sure, and seconds."""

    recall: float
    precision: float
    sure_precision: float
    sure: int
    seconds: float


def load_rows(language: str) -> list[Row]:
    """The agreement in one language."""
    return [
        Row(
            row["article"],
            row["ref"].partition("(")[2].rstrip(")"),
            row["ref"],
            row["heading"],
            row["text"],
        )
        for row in json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    ]


def make_draft(rows: list[Row], language: str, version: str) -> Draft:
    """The rows as a draft."""
    articles: dict[str, list[Row]] = {}
    for row in rows:
        articles.setdefault(row.article, []).append(row)
    clauses = []
    for article, found in articles.items():
        below = tuple(
            Clause("paragraph", row.paragraph, row.ref, text=row.text)
            for row in found
            if row.paragraph
        )
        text = next((row.text for row in found if not row.paragraph), None)
        heading = found[0].heading or None
        clauses.append(Clause("article", article, article, heading, text, clauses=below))
    return Draft("bbnj", version, language, tuple(clauses), language=language, wording="official")


def order_articles(rows: list[Row], order: list[str], shift: int = 0) -> list[Row]:
    """The articles of `order`, numbered anew from 1 + shift on."""
    return [
        row._replace(article=str(number))
        for number, article in enumerate(order, 1 + shift)
        for row in rows
        if row.article == article
    ]


def drop_paragraphs(rows: list[Row], share: float, rng: random.Random) -> list[Row]:
    """Without that share of the paragraphs, the others numbered anew."""
    kept = []
    counts: dict[str, int] = {}
    for row in rows:
        if rng.random() >= share:
            counts[row.article] = counts.get(row.article, 0) + 1
            number = str(counts[row.article]) if row.paragraph else ""
            kept.append(row._replace(paragraph=number))
    return kept


def change_character(text: str, language: str, rng: random.Random) -> str:
    """The text with one of its letters exchanged."""
    at = rng.choice([n for n, sign in enumerate(text) if sign.isalpha()])
    return text[:at] + OTHER_LETTER.get(language, "q") + text[at + 1 :]


def drop_words(text: str, language: str, rng: random.Random) -> str:
    """The text without half of its words, of Chinese its signs."""
    words = list(text) if language == "zh" else text.split()
    kept = [word for word in words if rng.random() >= 0.5] or words[:1]
    return ("" if language == "zh" else " ").join(kept)


def measure(left: list[Row], right: list[Row], languages: tuple[str, str]) -> Found:
    """Align the rows, and compare with the truth."""
    drafts = make_draft(left, languages[0], "1"), make_draft(right, languages[1], "2")
    start = time.perf_counter()
    pairs = align_drafts(*drafts).pairs
    seconds = time.perf_counter() - start
    truth = {row.ref: row.truth for row in left}, {row.ref: row.truth for row in right}
    joins = [join for pair in pairs for join in pair.joins if join.left != "title"]
    good = [join for join in joins if truth[0][join.left] == truth[1].get(join.right)]
    sure = [join for join in joins if join.sure]
    common = set(truth[0].values()) & set(truth[1].values())
    return Found(
        len(good) / len(common),
        len(good) / max(len(joins), 1),
        sum(join.sure for join in good) / max(len(sure), 1),
        len(sure),
        seconds,
    )


def list_cases(left: list[Row], right: list[Row]) -> Iterator[tuple[str, list[Row], list[Row]]]:
    """The cases between two languages."""
    rng = random.Random(3)
    articles = list(dict.fromkeys(row.article for row in left))

    def choose(size: int) -> list[str]:
        return sorted(rng.sample(articles, size), key=int)

    moved = articles[:10] + articles[40:45] + articles[10:40] + articles[45:]
    yield "as they are", left, right
    yield "numbers + 7", left, order_articles(right, articles, 7)
    yield "10 of 76 left out", left, order_articles(right, choose(66))
    yield "16 and 20 left out", order_articles(left, choose(60)), order_articles(right, choose(56))
    yield "5 moved", left, order_articles(right, moved)
    yield "all shuffled", left, order_articles(right, rng.sample(articles, len(articles)))
    dropped = drop_paragraphs(left, 0.15, rng), drop_paragraphs(right, 0.15, rng)
    yield "15 % of paragraphs out", *dropped


def print_row(name: str, language: str, found: Found) -> None:
    print(
        f"{name:24}{language:8}{found.recall:8.3f}{found.precision:10.3f}"
        f"{found.sure_precision:8.3f} of {found.sure:<6}{found.seconds:6.2f}"
    )


def main() -> int:
    if not FOLDER.is_dir():
        print(f"{FOLDER} is not here: nothing to measure", file=sys.stderr)
        return 1
    print(f"{'case':24}{'':8}{'paired':>8}{'precision':>10}{'sure':>8}{'s':>16}")
    rows = {language: load_rows(language) for language in LANGUAGES}
    for name, change in (("one character changed", change_character), ("half dropped", drop_words)):
        for language, own in rows.items():
            rng = random.Random(5)
            sides = [
                [row._replace(text=change(row.text, language, rng)) for row in own] for _ in "12"
            ]
            if change is change_character:
                sides[0] = own
            print_row(name, language, measure(*sides, (language, language)))
    for language in LANGUAGES[1:]:
        for name, left, right in list_cases(rows["en"], rows[language]):
            print_row(name, f"en-{language}", measure(left, right, ("en", language)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
