"""Colours for a dark and a light terminal. Deletions orange, insertions blue: told apart by every kind of colour blindness
(after Okabe and Ito); each has its mark in the text as well. Underline is for what can
be followed."""

from __future__ import annotations

from rich.style import Style

DARK = {
    "background": "#101418", "foreground": "#d8dee4", "panel": "#1b2229", "bar": "#46515c", "accent": "#8ab4f8",
    "": "", "heading": "bold #ffffff", "heading-left": "#9fb3c8", "title": "#9fb3c8", "focus": "bold #ffffff", "ref": "bold #ffffff",
    "relation": "italic #c3cbd3", "same": "#8b98a5", "terms": "#5fc9c9", "changed": "#f0c674", "split": "#f0c674", "merged": "#f0c674",
    "moved": "#c3a6ff", "added": "bold #6cb6ff", "removed": "bold #ff9d5c", "delete": "strike #ff9d5c", "insert": "#6cb6ff",
    "term": "#5fc9c9", "concern": "#f0c674", "who": "bold", "warn": "#e79bff", "dim": "#8b98a5", "link": "underline #9be9a8", "message": "bold #ffffff",
    "key": "bold #8ab4f8", "match": "bold reverse", "cursor": "bold", "mark": "bold #8ab4f8",
}
LIGHT = {
    "background": "#fdfdfb", "foreground": "#1d2329", "panel": "#e9edf1", "bar": "#a9b4bf", "accent": "#0b57d0",
    "": "", "heading": "bold #000000", "heading-left": "#44556a", "title": "#44556a", "focus": "bold #000000", "ref": "bold #000000",
    "relation": "italic #3d4852", "same": "#5f6b77", "terms": "#00696b", "changed": "#7a5200", "split": "#7a5200", "merged": "#7a5200",
    "moved": "#6a3fb5", "added": "bold #0550ae", "removed": "bold #a33b00", "delete": "strike #a33b00", "insert": "#0550ae",
    "term": "#00696b", "concern": "#7a5200", "who": "bold", "warn": "#8a2fa3", "dim": "#5f6b77", "link": "underline #176f2c", "message": "bold #000000",
    "key": "bold #0b57d0", "match": "bold reverse", "cursor": "bold", "mark": "bold #0b57d0",
}
_FIRST = ("background", "foreground", "panel", "bar", "accent")


def make_styles(colors: dict[str, str]) -> dict[str, Style]:
    """Style name -> how it looks."""
    return {name: Style.parse(value or "none") for name, value in colors.items() if name not in _FIRST}


def find_darkness(colorfgbg: str | None) -> bool:
    """Whether the terminal is dark, by the variable COLORFGBG (`15;0`) that some set; dark where it says nothing."""
    last = (colorfgbg or "").rpartition(";")[2]
    return not last.isdigit() or int(last) not in (7, 15)
