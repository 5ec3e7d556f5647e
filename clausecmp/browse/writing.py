"""The current article as a markdown file."""

from __future__ import annotations

from pathlib import Path

from ..comparison.result import Block, Comparison
from ..files.writing import write_result
from ..model.draft import Clause
from ..model.problems import InputError
from ..render.markdown import article_markdown


def name_file(clause: Clause) -> str:
    """`article-28.md`, the name that is proposed."""
    return f"{clause.kind}-{clause.number}.md" if clause.number else f"{clause.kind}.md"


def write_article(block: Block, comparison: Comparison, name: str, asked: set[str]) -> str | None:
    """Write the report of an article. None when that is done; else what is wrong, and nothing is
    written. A file that is there already is replaced only when its name is in `asked`, to which it
    is added."""
    path = Path(name.strip()).expanduser()
    if not name.strip() or path.is_dir():
        return "A file name, please."
    if path.exists() and name not in asked:
        asked.add(name)
        return f"{name} is there already: Enter again replaces it, Esc leaves it."
    try:
        write_result(path, article_markdown(block, comparison, ()), force=name in asked)
    except InputError as error:
        return f"{error.problems[0].message}"
    return None
