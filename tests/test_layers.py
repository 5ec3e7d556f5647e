"""Imports run one way: a module imports only from its own group or those to its left (DESIGN,
layout)."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import clausecmp

PACKAGE = Path(clausecmp.__file__).parent
LAYERS = [
    ("problems",),
    ("yamlfile", "model", "refs", "text", "schema", "outputs", "yamledit"),
    ("drafts", "mappings", "glossary", "concerns", "fingerprint"),
    ("align", "redline", "redline_groups", "redline_parts", "signals", "passages", "brackets"),
    (
        "compare",
        "comparison",
        "versions",
        "carry",
        "carry_files",
        "verify",
        "check",
        "importers",
        "fetch",
    ),
    ("render",),
    ("browse",),
    ("cli", "__main__"),
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
HOMES = {  # the one place of each dependency
    "yaml": ("yamlfile",),
    "rapidfuzz": ("align", "redline", "signals", "passages"),
    "click": ("cli",),
    "rich": ("render", "cli", "browse"),
    "textual": ("browse",),
    "pypdfium2": ("importers",),
    "docx": ("importers", "render"),
    "lxml": ("importers", "render"),
    "urllib": ("fetch", "cli"),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_part(path: Path) -> str:
    """`align/score.py` -> align, `drafts.py` -> drafts."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def find_imports(path: Path) -> set[tuple[str, bool]]:
    """What a module imports, however deep in it: (top name of ours or of a package, ours?). Type
    checking alone is free."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    free = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    depth = len(path.relative_to(PACKAGE).parts)
    found: set[tuple[str, bool]] = set()
    for node in ast.walk(tree):
        if node in free:
            continue
        if isinstance(node, ast.Import):
            found |= {(alias.name.partition(".")[0], False) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(((node.module or "").partition(".")[0], False))
        elif isinstance(node, ast.ImportFrom):
            up = depth - node.level
            inside = path.relative_to(PACKAGE).parts[:up]
            names = [node.module] if node.module else [alias.name for alias in node.names]
            found |= {
                ((inside + tuple(name.split(".")))[0], True)
                for name in names
                if inside or name != "__version__"
            }
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_to_the_left(path: Path) -> None:
    part = name_part(path)
    if part == "__init__":
        return
    assert part in RANK, f"{part} has no place in the layers"
    for name, ours in find_imports(path):
        if ours:
            assert name in RANK and RANK[name] <= RANK[part], f"{part} imports {name}"
        elif name in HOMES:
            assert part in HOMES[name], f"{name} is imported in {part}, its home is {HOMES[name]}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_public_functions_say_what_they_do(path: Path) -> None:
    module = ast.parse(path.read_text(encoding="utf-8"))
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    for node in [node for holder in (module, *classes) for node in holder.body]:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node) or len(node.body) <= 4, f"{node.name} says nothing"
