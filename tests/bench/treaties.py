"""Budapest to the United Nations convention, by text alone, against the reviewed links of this
repository."""

from __future__ import annotations

from pathlib import Path

from clausecmp.align.alignment import align_units
from clausecmp.align.units import read_units
from clausecmp.files.drafts import load_draft
from clausecmp.files.links import LinksFile, build_links
from clausecmp.files.terms import load_glossary
from clausecmp.files.yaml_read import read_yaml
from clausecmp.model.refs import article_of
from clausecmp.model.tokens import Fold

from .gold import Case, score_joins

ROOT = Path(__file__).resolve().parents[2]
OFFENCES = tuple(str(number) for number in range(2, 10))


def find_files() -> list[Path]:
    """The reviewed links from Budapest to a version of the United Nations convention."""
    return sorted((ROOT / "mappings" / "links").glob("budapest@*--un-cybercrime@*.yaml"))


def load_treaties(path: Path) -> tuple[Case, Fold | None]:
    """The two drafts of a links file as a case, its links as the table."""
    file, _ = build_links(read_yaml(path))
    assert isinstance(file, LinksFile)
    drafts = [load_draft(_find_draft(name)) for name in (file.left, file.right)]
    gold = [
        row
        for number, link in enumerate(file.links)
        for row in _list_rows(number, link.left, link.right)
    ]
    fold = load_glossary([ROOT / "mappings" / "terms.yaml"]).fold_for(
        *(draft.instrument for draft in drafts)
    )
    return Case(path.stem, read_units(drafts[0]), read_units(drafts[1]), gold, set()), fold


def _find_draft(name: str) -> Path:
    instrument, _, version = name.partition("@")
    return ROOT / "drafts" / instrument / f"{version}.yaml"


def _list_rows(
    number: int, left: tuple[str, ...], right: tuple[str, ...]
) -> list[dict[str, object]]:
    """A link as rows of the table; every ref means exactly that clause (`intro`)."""
    kind = (
        "deleted"
        if not right
        else "new"
        if not left
        else f"{'1' if len(left) == 1 else 'n'}-{'1' if len(right) == 1 else 'm' if len(left) > 1 else 'n'}"
    )
    return [
        {"old": one, "new": other, "kind": kind, "row": number, "intro": True}
        for one in left or (None,)
        for other in right or (None,)
    ]


def align_treaties(path: Path) -> tuple[Case, list[tuple[str, str]]]:
    """The case of a links file and the joins that text alone finds."""
    case, fold = load_treaties(path)
    return case, [
        (join.left, join.right)
        for pair in align_units(case.left, case.right, fold=fold).pairs
        for join in pair.joins
    ]


def measure_treaties() -> dict[str, float]:
    """Paragraph F1 by text alone for each links file."""
    return {
        path.stem: round(score_joins(*align_treaties(path))["paragraph"]["F1"], 4)
        for path in find_files()
    }


def print_treaties() -> None:
    """Paragraph F1 by text alone for each links file, and offences that went to an article the
    links do not give them."""
    for path in find_files():
        case, joins = align_treaties(path)
        found = score_joins(case, joins)["paragraph"]
        articles = {
            (article_of(str(row["old"])), article_of(str(row["new"])))
            for row in case.gold
            if row["old"] and row["new"]
        }
        wrong = [
            join
            for join in joins
            if article_of(join[0]) in OFFENCES
            and (article_of(join[0]), article_of(join[1])) not in articles
        ]
        print(
            f"\n{path.stem}, text alone: P {found['P']:.3f} R {found['R']:.3f} F1 {found['F1']:.3f} of {found['gold']} links; "
            f"offences 2 to 9 with a wrong article: {wrong or 'none'}"
        )
