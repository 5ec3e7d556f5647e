"""How the screens of `browse` look, as pictures. A picture is an exact drawing of one version of
textual; what the screens say and do is held by test_browse with every version."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import pytest

from clausecmp.comparison.result import Comparison

from .test_browse import comparison  # noqa: F401  the same two treaties

MADE_WITH = "8.2.8"
"""The version of textual that drew the snapshots."""
try:
    INSTALLED = version("textual")
except PackageNotFoundError:
    INSTALLED = "none"
pytestmark = pytest.mark.skipif(
    INSTALLED != MADE_WITH,
    reason=f"the snapshots were drawn by textual {MADE_WITH}, here is {INSTALLED}",
)
SCREENS = {
    "first": ((80, 24), (), "textual-dark"),
    "clause": ((80, 24), ("n", "n", "n"), "textual-light"),
    "wide": ((200, 50), ("n", "n", "n", "n"), "textual-dark"),
    "search": ((120, 40), ("slash", *"visitors", "enter", "n"), "textual-dark"),
    "filter": ((80, 24), ("f", "down", "space"), "textual-dark"),
    "help": ((80, 24), ("question_mark",), "textual-dark"),
    "narrow": ((50, 16), ("n",), "textual-dark"),
    "sixteen-colors": ((80, 24), ("n", "n", "n"), "ansi-dark"),
}


@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, comparison: Comparison, snap_compare) -> None:  # noqa: F811
    from clausecmp.browse.app import BrowseApp

    size, keys, theme = SCREENS[name]

    async def press(pilot) -> None:
        """Press each key when the screen of the one before is complete."""
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await pilot.pause(1)

    app = BrowseApp(comparison, theme=theme)
    assert snap_compare(app, run_before=press, terminal_size=size)
