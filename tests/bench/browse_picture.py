"""The picture of `browse` in the README, drawn by textual: python -m tests.bench.browse_picture"""

from __future__ import annotations

import asyncio
from pathlib import Path

from clausecmp.browse.app import BrowseApp
from clausecmp.browse.links import Link
from clausecmp.cli.session import Session
from clausecmp.model.vocabulary import Side
from tests.conftest import ROOT

PICTURE = ROOT / ".github" / "pictures" / "browse.svg"
SIZE = (120, 36)


async def draw_browse(path: Path) -> None:
    """Draw the screen that `browse budapest un-cybercrime@rev3 --article "28(4)"` opens with."""
    session = Session(drafts_folder=str(ROOT / "drafts"), mappings_folder=str(ROOT / "mappings"))
    comparison = session.compare("budapest", "un-cybercrime@rev3")
    app = BrowseApp(comparison, start=Link(Side.RIGHT, "28(4)"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(1)  # until the clause is scrolled into view
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(app.export_screenshot(), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw_browse(PICTURE))
    print(f"written: {PICTURE}")
