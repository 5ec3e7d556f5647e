"""The twelve pairs of legal acts with their official correlation tables, and what is right by them.

The data are not in this repository: `../shared/alignment-gold/` beside it, with its scorer
`eval.py`.
"""

from __future__ import annotations

import importlib.util
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from clausecmp.align.units import Unit

GOLD = Path(__file__).resolve().parents[2].parent / "shared" / "alignment-gold"


@dataclass(frozen=True, slots=True)
class Case:
    """One pair of acts: the units of both, the table's rows, and the article pairs of rows that
    could not be read."""

    name: str
    left: list[Unit]
    right: list[Unit]
    gold: list[dict[str, object]]
    dropped: set[tuple[str, str]]

    def swap(self) -> Case:
        """The pair read from the new act to the old one (units only; the table stays)."""
        return Case(self.name, self.right, self.left, self.gold, self.dropped)


def has_gold() -> bool:
    """Whether the gold data lie where they are expected."""
    return (GOLD / "eval.py").is_file()


def load_scorer() -> ModuleType:
    """The official scorer, eval.py."""
    spec = importlib.util.spec_from_file_location("alignment_eval", GOLD / "eval.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORER = load_scorer() if has_gold() else None


def load_cases(names: Iterable[str] = ()) -> list[Case]:
    """The pairs of that name, all by default, in alphabetical order."""
    folders = sorted(path.parent for path in GOLD.glob("*/gold.json"))
    return [load_case(folder) for folder in folders if not names or folder.name in names]


def load_case(folder: Path) -> Case:
    """One pair from its folder."""
    gold = json.loads((folder / "gold.json").read_text())
    return Case(
        folder.name,
        read_side(folder / "old.json"),
        read_side(folder / "new.json"),
        gold,
        SCORER.dropped_pairs(folder / "gold.json"),
    )


def read_side(path: Path) -> list[Unit]:
    """The units of one act; the clause above follows from the ref."""
    rows = json.loads(path.read_text())
    known = {row["ref"] for row in rows}
    return [
        Unit(
            row["ref"],
            row["article"],
            "clause",
            row["heading"],
            row["text"],
            find_parent(row["ref"], known),
        )
        for row in rows
    ]


def find_parent(ref: str, known: set[str]) -> str | None:
    """The nearest ref above that is a unit itself: `2(1)(a)` -> `2(1)`."""
    while shorter := re.sub(r"[(\[][^(\[]*[)\]]$", "", ref):
        if shorter == ref:
            return None
        ref = shorter
        if ref in known:
            return ref
    return None


def score_joins(case: Case, joins: Iterable[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """The official scores of (old ref, new ref) pairs: `paragraph` and `article`, each with P, R,
    F1 and counts."""
    return SCORER.score([{"old": old, "new": new} for old, new in joins], case.gold, case.dropped)


class Judge:
    """Whether single joins are right by the table: True, False, or None where it says nothing."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.known: dict[tuple[str, str], bool | None] = {}

    def judge(self, old: str, new: str) -> bool | None:
        """The table's word on one join."""
        if (old, new) not in self.known:
            found = score_joins(self.case, [(old, new)])["paragraph"]
            self.known[old, new] = found["P"] > 0 if found["pred"] else None
        return self.known[old, new]

    def answers(self, ref: str, side: int) -> set[str] | None:
        """What the table says about one clause of a side: the units that answer it; None where it
        is silent."""
        key, other = ("old", "new") if side == 0 else ("new", "old")
        rows = [
            row
            for row in self.case.gold
            if row[key]
            and (SCORER.inside(ref, row[key]) if not row.get("intro") else ref == row[key])
        ]
        if not rows:
            return None
        units = self.case.right if side == 0 else self.case.left
        return {
            unit.ref
            for unit in units
            for row in rows
            if row[other]
            and (
                unit.ref == row[other] if row.get("intro") else SCORER.inside(unit.ref, row[other])
            )
        }


def list_split_links(case: Case, kind: str) -> list[tuple[str, str]]:
    """The table's links in rows of one kind, `1-n` or `n-1`."""
    return [
        (str(row["old"]), str(row["new"]))
        for row in case.gold
        if row.get("kind") == kind and row["old"] and row["new"]
    ]


def meets_link(joins: Iterable[tuple[str, str]], link: tuple[str, str]) -> bool:
    """Whether some join lies inside a link of the table."""
    return any(SCORER.inside(old, link[0]) and SCORER.inside(new, link[1]) for old, new in joins)
