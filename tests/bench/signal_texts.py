"""The texts on which signals are measured: the twelve pairs of acts, UNTOC and UNCAC, Budapest and
the drafts of the United Nations convention; each as two drafts with what answers what.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from clausecmp.align.alignment import align_drafts
from clausecmp.align.pairs import Alignment
from clausecmp.files.drafts import load_draft
from clausecmp.files.links import Link, LinksFile, build_links
from clausecmp.files.terms import load_glossary
from clausecmp.files.yaml_read import read_yaml
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.tokens import Fold

from .gold import GOLD

ROOT = Path(__file__).resolve().parents[2]
TREATIES = ROOT.parent / "shared" / "treaties"
BUDAPEST = "budapest@2001-11-23"
CONVENTIONS = ("un-cybercrime@2024-05-23", "un-cybercrime@2024-12-24")


class Texts(NamedTuple):
    """Two drafts to be compared. `links`: what is known to answer what, from the official
    correlation table or the reviewed links; empty where the program decides alone."""

    name: str
    left: Draft
    right: Draft
    links: tuple[Link, ...] = ()
    fold: Fold | None = None

    def align(self) -> Alignment:
        """What answers what, the links obeyed."""
        return align_drafts(self.left, self.right, fold=self.fold, links=self.links)


def list_names() -> list[str]:
    """The names of all pairs of texts."""
    acts = sorted(path.parent.name for path in GOLD.glob("*/gold.json"))
    return [*acts, "untoc--uncac", *(f"budapest--{name}" for name in CONVENTIONS)]


def load_texts(name: str) -> Texts:
    """The two drafts of that name. Raises OSError where ../shared is missing."""
    if name.startswith("budapest--"):
        return _load_shipped(name.removeprefix("budapest--"))
    if name == "untoc--uncac":
        one, other = (TREATIES / act / "official.json" for act in ("untoc", "uncac"))
        return Texts(name, read_rows(one, "untoc"), read_rows(other, "uncac"))
    folder = GOLD / name
    left = read_rows(folder / "old.json", f"{name}-old")
    right = read_rows(folder / "new.json", f"{name}-new")
    return Texts(name, left, right, tuple(_list_links(folder / "gold.json", left, right)))


def _load_shipped(version: str) -> Texts:
    names = (BUDAPEST, version)
    left, right = (
        load_draft(ROOT / "drafts" / one.split("@")[0] / f"{one.split('@')[1]}.yaml")
        for one in names
    )
    file, _ = build_links(read_yaml(ROOT / "mappings" / "links" / f"{BUDAPEST}--{version}.yaml"))
    assert isinstance(file, LinksFile)
    glossary = load_glossary([ROOT / "mappings" / "terms.yaml"])
    return Texts(
        f"budapest--{version}",
        left,
        right,
        tuple(file.links),
        glossary.fold_for(left.instrument, right.instrument),
    )


def read_rows(path: Path, name: str) -> Draft:
    """A draft from rows of ref, article, heading and text, in document order."""
    rows = json.loads(path.read_text("utf-8"))
    articles: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        articles.setdefault(row["article"], []).append(row)
    clauses = tuple(_build_article(article, found) for article, found in articles.items())
    return Draft(name, "1", name, clauses, wording="official")


def _build_article(article: str, rows: Sequence[dict[str, str]]) -> Clause:
    texts = {row["ref"]: row["text"] for row in rows}
    own = texts.pop(article, None)
    children = _nest(article, list(texts), texts)
    return Clause("article", article, article, rows[0]["heading"] or None, own, clauses=children)


def _nest(above: str, refs: Sequence[str], texts: dict[str, str]) -> tuple[Clause, ...]:
    """The clauses directly below `above`, each with those below it."""
    clauses: list[Clause] = []
    left = list(refs)
    while left:
        ref = left.pop(0)
        below = [other for other in left if other.startswith((ref + "(", ref + "["))]
        left = [other for other in left if other not in below]
        kind = "paragraph" if above.isalnum() else "item"
        number = re.sub(r".*[(\[]|[)\]]$", "", ref)
        clauses.append(Clause(kind, number, ref, text=texts[ref], clauses=_nest(ref, below, texts)))
    return tuple(clauses)


def _list_links(path: Path, left: Draft, right: Draft) -> list[Link]:
    """The table's rows whose provisions are single clauses, those that share a clause as one link;
    rows about whole articles with several clauses are left to the program."""
    groups: list[tuple[set[str], set[str]]] = []
    for row in json.loads(path.read_text("utf-8")):
        old, new = row["old"], row["new"]
        if any(
            ref and (ref not in draft.by_ref or draft.by_ref[ref].clauses and not row.get("intro"))
            for ref, draft in ((old, left), (new, right))
        ):
            continue
        one = ({old} if old else set(), {new} if new else set())
        for group in [group for group in groups if group[0] & one[0] or group[1] & one[1]]:
            groups.remove(group)
            one = (one[0] | group[0], one[1] | group[1])
        groups.append(one)
    return [
        Link(
            tuple(ref for ref in left.by_ref if ref in olds),
            tuple(ref for ref in right.by_ref if ref in news),
        )
        for olds, news in groups
    ]
