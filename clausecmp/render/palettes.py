"""Styles as escape codes, for dark and light terminals.

Deleted and inserted are orange and blue, which people with any of the usual colour blindnesses tell
apart; each has a mark of its own besides (struck, underlined, and signs in the text), so that
colour never carries a meaning alone.
"""

from __future__ import annotations

from collections.abc import Mapping

PALETTES = ("auto", "dark", "light")
_WEIGHTS = {
    "heading": "1",
    "heading-left": "22",
    "ref": "1",
    "relation": "3",
    "added": "1",
    "removed": "1",
    "delete": "9",
    "insert": "4",
    "term": "3",
    "number": "1;4",
    "concern": "",
    "who": "1",
    "warn": "",
    "dim": "",
    "open": "1",
    "signal-high": "1;7",
    "signal-medium": "1",
    "signal-low": "",
    "both": "4;9",
}
_DARK = {
    "added": 117,
    "removed": 208,
    "delete": 208,
    "insert": 117,
    "term": 152,
    "number": 222,
    "concern": 183,
    "warn": 222,
    "dim": 247,
    "open": 229,
    "signal-medium": 222,
    "both": 229,
}
_LIGHT = {
    "added": 25,
    "removed": 130,
    "delete": 130,
    "insert": 25,
    "term": 23,
    "number": 94,
    "concern": 90,
    "warn": 94,
    "dim": 241,
    "open": 54,
    "signal-medium": 94,
    "both": 54,
}
# sixteen colours are the terminal's own: only those that its owner can read on the background are
# used
_DARK_16 = {
    "added": 96,
    "removed": 33,
    "delete": 33,
    "insert": 96,
    "term": 36,
    "number": 93,
    "concern": 95,
    "warn": 93,
    "dim": 37,
    "open": 93,
    "both": 93,
}
_LIGHT_16 = {
    "added": 34,
    "removed": 31,
    "delete": 31,
    "insert": 34,
    "term": 36,
    "number": 35,
    "concern": 35,
    "warn": 35,
    "dim": 90,
    "open": 35,
    "both": 35,
}


_MARKED = ("delete", "insert", "term", "number", "both")
"""Styles whose marks stand in the same colour, but upright and neither struck nor underlined."""


def make_styles(palette: str, colors: int) -> dict[str, str]:
    """Style -> the escape code that begins it, '' for none. `palette`: dark or light; `colors`: 16
    or 256."""
    if colors >= 256:
        codes = {
            style: f"38;5;{number}"
            for style, number in (_LIGHT if palette == "light" else _DARK).items()
        }
    else:
        codes = {
            style: str(number)
            for style, number in (_LIGHT_16 if palette == "light" else _DARK_16).items()
        }
    styles = {
        style: ";".join(filter(None, (weight, codes.get(style))))
        for style, weight in _WEIGHTS.items()
    }
    styles |= {f"{style}-mark": codes[style] for style in _MARKED}
    return {style: f"\x1b[{code}m" if code else "" for style, code in styles.items()}


def choose_palette(wanted: str, environment: Mapping[str, str]) -> str:
    """dark or light: as wanted, else by the background colour that some terminals tell in
    COLORFGBG, else dark."""
    if wanted in ("dark", "light"):
        return wanted
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return (
        "light"
        if background.isdigit() and (int(background) == 7 or 9 <= int(background) <= 15)
        else "dark"
    )


def count_colors(environment: Mapping[str, str]) -> int:
    """How many colours a terminal shows: 0, 16 or 256."""
    term = environment.get("TERM", "")
    if term in ("dumb", "unknown"):
        return 0
    rich = (
        environment.get("COLORTERM", "").lower() in ("truecolor", "24bit")
        or "256" in term
        or term.endswith(("kitty", "direct"))
    )
    return 256 if rich or "WT_SESSION" in environment else 16
