"""Scores the importers against the official texts in ../shared/treaties: python
tests/bench/importing.py

For each file: articles and refs found of those in the JSON, refs too many at paragraph level, share
of words equal (longest common subsequence over both sides, article by article), seconds. Prints a
Markdown table.
"""

from __future__ import annotations

import json
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from clausecmp.importers.imported import import_file
from clausecmp.model.draft import Clause, Draft

ROOT = Path(__file__).resolve().parents[2]
TREATIES = ROOT.parent / "shared" / "treaties"


# the BBNJ gold glues the heading of the Part that follows to the last words of an article (its
# SOURCE.md says so for headings)
_GLUED = re.compile(r"\s+(?:PART|PARTIE|PARTE|ЧАСТЬ) [IVX]+ [^a-zà-ÿа-я]+$")
_WORD = re.compile(r"[\u4e00-\u9fff]|[^\W_\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Case:
    """A file to import and the JSON it is held against. `folds_headings`: the gold holds headings
    inside its texts."""

    name: str
    file: str
    gold: str | None
    part: str | None = None
    folds_headings: bool = False
    articles: int = 0


CASES = (
    Case(
        "BBNJ (PDF)", "pdf/BBNJ-agreement-en.pdf", "bbnj/en.json", folds_headings=True, articles=76
    ),
    Case("UNTOC (PDF e-book)", "pdf/UNTOC_TOCebook-e.pdf", "untoc/official.json", articles=41),
    Case("– Trafficking protocol", "pdf/UNTOC_TOCebook-e.pdf", None, "annex II", articles=20),
    Case("– Smuggling protocol", "pdf/UNTOC_TOCebook-e.pdf", None, "annex III", articles=25),
    Case(
        "– Firearms protocol",
        "pdf/UNTOC_TOCebook-e.pdf",
        None,
        "firearms, their parts and components",
        articles=21,
    ),
    Case("A/RES/79/271 (PDF)", "pdf/A-RES-79-271_n2505933.pdf", None),
    Case("Budapest (text)", "budapest/official.txt", "budapest/official.json", articles=48),
    Case(
        "Budapest protocol 1 (text)",
        "budapest-protocol-1/official.txt",
        "budapest-protocol-1/official.json",
        articles=16,
    ),
    Case("UNTOC (text)", "untoc/official.txt", "untoc/official.json", articles=41),
    Case("UNCAC (text)", "uncac/official.txt", "uncac/official.json", articles=71),
)


# how each language heads an article and numbers a paragraph; the texts themselves are made from the
# JSON, in memory only
LANGUAGES = {
    "en": ("Article {}", "{}. "),
    "fr": ("Article {}", "{}. "),
    "es": ("Artículo {}", "{}. "),
    "ru": ("Статья {}", "{}. "),
    "zh": ("第{}条", "{}、"),
}


@dataclass(frozen=True, slots=True)
class Score:
    articles: int
    found: int
    refs: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    words: float | None
    seconds: float
    worst: tuple[tuple[float, str], ...] = ()


def read_words(text: str) -> list[str]:
    """The words of a text as they are compared: letters and digits only, lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def join_clause(clause: Clause) -> str:
    """A clause with all below it in one text, markers included, as the gold has it."""
    marker = f"({clause.number}) " if clause.kind == "item" else ""
    return marker + " ".join(
        filter(None, (clause.text, *map(join_clause, clause.clauses), clause.closing))
    )


def paragraph_refs(draft: Draft) -> list[str]:
    """The refs at the gold's granularity: numbered paragraphs, and articles without any."""
    refs = []
    for clause in draft.walk():
        if clause.kind == "article" and clause.ref == clause.number:
            paragraphs = [below.ref for below in clause.clauses if below.kind == "paragraph"]
            refs.extend(paragraphs or [clause.ref])
    return refs


def compare_words(left: list[str], right: list[str]) -> int:
    """How many words the two have in common, in order."""
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(left, right)


def article_texts(gold: list[dict[str, str]], *, folds_headings: bool) -> dict[str, str]:
    """The gold's text of each article; with `folds_headings` its heading too, once."""
    texts: dict[str, list[str]] = {}
    for clause in gold:
        parts = texts.setdefault(clause["article"], [clause["heading"]] if folds_headings else [])
        parts.append(_GLUED.sub("", clause["text"]) if folds_headings else clause["text"])
    return {article: " ".join(parts) for article, parts in texts.items()}


def score_draft(
    draft: Draft, gold: list[dict[str, str]], *, folds_headings: bool, seconds: float = 0.0
) -> Score:
    """How well `draft` holds what `gold` holds."""
    wanted, own = [clause["ref"] for clause in gold], paragraph_refs(draft)
    equal = total = 0
    worst = []
    for article, text in article_texts(gold, folds_headings=folds_headings).items():
        clause = draft.by_ref.get(article)
        mine = (
            " ".join(
                filter(None, (clause.heading if folds_headings else None, join_clause(clause)))
            )
            if clause
            else ""
        )
        left, right = read_words(text), read_words(mine)
        same = compare_words(left, right)
        equal, total = equal + 2 * same, total + len(left) + len(right)
        worst.append((2 * same / max(len(left) + len(right), 1), article))
    articles = {clause["article"] for clause in gold}
    return Score(
        len(articles),
        len(articles & set(draft.by_ref)),
        len(wanted),
        tuple(ref for ref in wanted if ref not in draft.by_ref),
        tuple(ref for ref in own if ref not in wanted),
        equal / total if total else None,
        seconds,
        tuple(sorted(worst)[:5]),
    )


def write_chinese(number: int) -> str:
    """1 to 99 in Chinese numerals."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (
        (digits[tens] if tens > 1 else "")
        + ("十" if tens else "")
        + (digits[ones] if ones or not tens else "")
    )


def write_text(gold: list[dict[str, str]], language: str) -> str:
    """The gold as a text with headings, numbers and items on lines of their own, as a file of that
    language has them."""
    article, paragraph = LANGUAGES[language]
    count = write_chinese if language == "zh" else str
    lines, last = [], None
    for clause in gold:
        if clause["article"] != last:
            last = clause["article"]
            lines += [
                "",
                article.format(count(int(last))),
                *([clause["heading"], ""] if clause["heading"] else [""]),
            ]
        number = re.search(r"\((\d+)\)$", clause["ref"])
        text = re.sub(
            r" (?=(?:\(?[a-z]{1,5}\)|（[一二三四五六七八九十]+）) ?\S)",
            "\n\n",
            _GLUED.sub("", clause["text"]),
        )
        lines += [(paragraph.format(count(int(number[1]))) if number else "") + text, ""]
    return "\n".join(lines)


def score_language(language: str) -> tuple[Score, Draft]:
    """Import the text made from the BBNJ JSON of one language: a structural round trip."""
    from clausecmp.importers.outline import build_draft
    from clausecmp.importers.plain import read_plain

    gold = json.loads((TREATIES / "bbnj" / f"{language}.json").read_text(encoding="utf-8"))
    text = write_text(gold, language)
    began = time.perf_counter()
    draft, _ = build_draft(read_plain(text), path=language, instrument="bench", version="1")
    return score_draft(draft, gold, folds_headings=True, seconds=time.perf_counter() - began), draft


def score_case(case: Case) -> tuple[Score, Draft]:
    """Import the case's file and score it."""
    began = time.perf_counter()
    imported = import_file(TREATIES / case.file, instrument="bench", version="1", part=case.part)
    seconds = time.perf_counter() - began
    draft = imported.draft
    if case.gold:
        gold = json.loads((TREATIES / case.gold).read_text(encoding="utf-8"))
        return score_draft(draft, gold, folds_headings=case.folds_headings, seconds=seconds), draft
    articles = sum(clause.kind == "article" for clause in draft.walk())
    return Score(case.articles, articles, 0, imported.summary.gaps, (), None, seconds), draft


def main() -> int:
    if not TREATIES.is_dir():
        print(
            f"{TREATIES} is missing: the official texts are not part of this repository",
            file=sys.stderr,
        )
        return 2
    import clausecmp.importers.outline  # noqa: F401  (the time of the imports is not the importers')

    print(
        "| file | articles | refs found | refs too many | words equal | clauses | seconds |\n|---|---|---|---|---|---|---|"
    )
    runs = [(case.name, lambda case=case: score_case(case)) for case in CASES]
    runs += [
        (f"BBNJ {code} (text from JSON)", lambda code=code: score_language(code))
        for code in LANGUAGES
    ]
    for name, run in runs:
        score, draft = run()
        refs = f"{score.refs - len(score.missing)} / {score.refs}" if score.refs else "–"
        words = f"{score.words:.2%}" if score.words is not None else "–"
        print(
            f"| {name} | {score.found} / {score.articles} | {refs} | {len(score.extra)} | {words} | {sum(1 for _ in draft.walk())} | {score.seconds:.2f} |"
        )
        if "-v" in sys.argv:
            print(
                "    missing",
                score.missing[:12],
                "extra",
                score.extra[:12],
                "worst",
                [(round(share, 4), article) for share, article in score.worst],
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
