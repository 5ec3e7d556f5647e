"""The colours of render.palettes as rich styles, and what only this view has. Underline is kept for
what can be followed."""

from __future__ import annotations

import re
from functools import lru_cache

from rich.style import Style

from ..render.palettes import make_styles

_WEIGHTS = {"1": "bold", "3": "italic", "4": "underline", "7": "reverse", "9": "strike"}
DARK = {
    "background": "#101418",
    "foreground": "#d8dee4",
    "panel": "#1b2229",
    "bar": "#46515c",
    "accent": "#87d7ff",
    "": "",
    "heading": "bold #ffffff",
    "heading-left": "#9fb3c8",
    "title": "#9fb3c8",
    "focus": "bold #ffffff",
    "ref": "bold #ffffff",
    "who": "bold",
    "same": "#9e9e9e",
    "link": "underline #9be9a8",
    "message": "bold #ffffff",
    "key": "bold #87d7ff",
    "match": "bold reverse",
    "cursor": "bold",
    "mark": "bold #87d7ff",
}
LIGHT = {
    "background": "#fdfdfb",
    "foreground": "#1d2329",
    "panel": "#e9edf1",
    "bar": "#a9b4bf",
    "accent": "#005faf",
    "": "",
    "heading": "bold #000000",
    "heading-left": "#44556a",
    "title": "#44556a",
    "focus": "bold #000000",
    "ref": "bold #000000",
    "who": "bold",
    "same": "#626262",
    "link": "underline #176f2c",
    "message": "bold #000000",
    "key": "bold #005faf",
    "match": "bold reverse",
    "cursor": "bold",
    "mark": "bold #005faf",
}
_FIRST = ("background", "foreground", "panel", "bar", "accent")
_ALIKE = {
    "terms": "term",
    "changed": "number",
    "split": "number",
    "merged": "number",
    "moved": "concern",
}
"""Marks of the list that look like a style of the text."""


@lru_cache
def find_styles(dark: bool) -> dict[str, Style]:
    """Style name -> how it looks."""
    styles = {
        name: _read_code(code)
        for name, code in make_styles("dark" if dark else "light", 256).items()
    }
    styles |= {
        name: styles[alike] + Style(underline=False, italic=False, bold=False)
        for name, alike in _ALIKE.items()
    }
    # reverse is kept for what a search found; the number of exclamation marks tells the grades
    # apart
    styles |= {
        "signal-high": styles["warn"] + Style(bold=True),
        "signal-medium": styles["warn"],
        "signal-low": styles["dim"],
    }
    styles |= {
        name: style + Style(underline=False) for name, style in styles.items() if style.underline
    }
    return styles | {
        name: Style.parse(value or "none")
        for name, value in (DARK if dark else LIGHT).items()
        if name not in _FIRST
    }


def _read_code(code: str) -> Style:
    r"""`\x1b[9;38;5;208m` as a style."""
    color = re.search(r"38;5;(\d+)", code)
    weights = re.sub(r"38;5;\d+", "", code).strip("\x1b[m").split(";")
    return Style.parse(
        " ".join(
            [
                *(_WEIGHTS[weight] for weight in weights if weight in _WEIGHTS),
                f"color({color[1]})" if color else "",
            ]
        ).strip()
        or "none"
    )
