"""Writes the pictures of the README into .github/pictures: real output at 100 columns, drawn by
rich. Run it after a change of what is shown: `python tests/bench/pictures.py [--light]`."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME
from rich.text import Text

ROOT = Path(__file__).parent.parent.parent
WIDTH = 100
# name of the picture -> arguments, and the lines shown (first, last)
PICTURES = {
    "diff": ("diff budapest un-cybercrime@rev3 --article un-cybercrime:28(4)", 1, 46),
    "show": ('show un-cybercrime@adopted "24(4)"', 1, 34),
    "concerns": ('concerns --ref "28(4)" --side industry', 1, 26),
}


def draw(arguments: str, first: int, last: int, *, light: bool) -> str:
    """The SVG picture of lines `first` to `last` of what a command prints in colour."""
    words = [word.strip('"') for word in arguments.split()]
    environment = {
        **os.environ,
        "COLUMNS": str(WIDTH),
        "TERM": "xterm-256color",
        "PYTHONIOENCODING": "utf-8",
    }
    found = subprocess.run(
        [sys.executable, "-m", "clausecmp", *words, "--color", "always"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout.splitlines()
    shown = found[first - 1 : last] + (["..."] if last < len(found) else [])
    console = Console(record=True, width=WIDTH, file=StringIO())
    console.print(Text.from_ansi("\n".join(shown)), soft_wrap=True)
    theme = DEFAULT_TERMINAL_THEME if light else SVG_EXPORT_THEME
    picture = console.export_svg(title=f"clausecmp {arguments}", theme=theme, unique_id="clausecmp")
    # a picture asks for nothing on the net: the reader's own monospaced font will do
    return re.sub(r"@font-face \{.*?\}\s*", "", picture, flags=re.DOTALL)


def main() -> None:
    """Write every picture; say where."""
    folder = ROOT / ".github" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    for name, (arguments, first, last) in PICTURES.items():
        path = folder / f"{name}.svg"
        path.write_text(draw(arguments, first, last, light="--light" in sys.argv), encoding="utf-8")
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
