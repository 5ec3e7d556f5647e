"""The picture of `browse` in the README, drawn by textual: python -m tests.bench.browse_picture"""

from __future__ import annotations

import asyncio
from pathlib import Path

from clausecmp.browse.app import BrowseApp
from clausecmp.browse.links import Link
from clausecmp.comparison.compare import compare_drafts
from clausecmp.files.concerns import load_concerns
from clausecmp.files.drafts import load_draft
from clausecmp.files.links import find_links
from clausecmp.files.terms import load_glossary
from clausecmp.model.vocabulary import Side
from tests.conftest import ROOT

PICTURE = ROOT / ".github" / "pictures" / "browse.svg"
SIZE = (120, 36)


async def draw_browse(path: Path) -> None:
    """Draw the screen that `browse budapest un-cybercrime@rev3 --article "28(4)"` opens with."""
    left = load_draft(ROOT / "drafts" / "budapest" / "2001-11-23.yaml")
    right = load_draft(ROOT / "drafts" / "un-cybercrime" / "2024-05-23.yaml")
    mappings = ROOT / "mappings"
    links, _ = find_links(sorted((mappings / "links").glob("*.yaml")), left.name, right.name)
    comparison = compare_drafts(
        left,
        right,
        glossary=load_glossary([mappings / "terms.yaml"]),
        links=links,
        book=load_concerns([mappings]),
    )
    app = BrowseApp(comparison, start=Link(Side.RIGHT, "28(4)"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(app.export_screenshot(), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw_browse(PICTURE))
    print(f"written: {PICTURE}")
