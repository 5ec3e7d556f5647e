"""clausecmp: which clause of one treaty answers which clause of another, what changed, and who is
worried.

load_draft      a draft from a YAML file
align_drafts    two drafts -> which clause answers which
compare_drafts  two drafts -> what changed, in words and in law, with concerns
check_paths     mapping and draft files -> problems
render_comparison  a comparison -> text, JSON, markdown
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"
_HOMES = {
    "load_draft": "files.drafts",
    "align_drafts": "align.alignment",
    "compare_drafts": "comparison.compare",
    "check_paths": "check.run",
    "render_comparison": "render.writers",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> Any:
    """The library's functions, each imported when it is first asked for: the command line must
    start fast."""
    if name in _HOMES:
        return getattr(import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module 'clausecmp' has no attribute '{name}'")
