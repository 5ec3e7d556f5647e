"""Imports run one way: a room imports only from itself and rooms to its left."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import clausecmp

PACKAGE = Path(clausecmp.__file__).parent
ROOMS = (
    "model files align redline law comparison importers fetch check render browse cli __main__"
).split()
HOMES = {  # the one place of each dependency
    "yaml": {"files"},
    "rapidfuzz": {"files", "align", "redline", "law", "check"},
    "click": {"cli"},
    "rich": {"render", "cli", "browse"},
    "textual": {"browse"},
    "pypdfium2": {"importers"},
    "docx": {"importers", "render"},
    "lxml": {"importers", "render"},
    "platformdirs": {"files"},
    "filelock": {"files"},
    "urllib": {"fetch", "cli"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_room(path: Path) -> str:
    """`align/score.py` -> align."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def find_imports(path: Path, *, types: bool = False) -> set[tuple[str, ...]]:
    """What a module imports, however deep in it: ("clausecmp", room, module) or ("click",).
    Imports for type checking alone count only with `types`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    free = {
        node
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test) and not types
        for node in ast.walk(block)
    }
    inside = path.relative_to(PACKAGE).parts[:-1]
    found: set[tuple[str, ...]] = set()
    for node in ast.walk(tree):
        if node in free:
            continue
        if isinstance(node, ast.Import):
            found |= {(alias.name.partition(".")[0],) for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(((node.module or "").partition(".")[0],))
        elif isinstance(node, ast.ImportFrom):
            outer = inside[: len(inside) - node.level + 1]
            base = (*outer, *(node.module.split(".") if node.module else ()))
            for alias in node.names:
                below = (*base, alias.name)
                is_module = PACKAGE.joinpath(*below).with_suffix(".py").is_file()
                found.add(("clausecmp", *(below if is_module else base)))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_from_its_left(path: Path) -> None:
    room = name_room(path)
    if room == "__init__":
        return
    assert room in ROOMS, f"{room} has no place among the rooms"
    for name, *below in find_imports(path):
        if name == "clausecmp" and below:
            assert ROOMS.index(below[0]) <= ROOMS.index(room), f"{room} imports {below[0]}"
        elif name in HOMES:
            assert room in HOMES[name], f"{name} is imported in {room}, its home is {HOMES[name]}"


def test_no_two_modules_import_each_other() -> None:
    """Nor in a circle, and imports that serve types alone count as well."""
    graph = {
        path.relative_to(PACKAGE).with_suffix("").parts: {
            tuple(below) for name, *below in find_imports(path, types=True) if name == "clausecmp"
        }
        for path in MODULES
    }
    done: set[tuple[str, ...]] = set()

    def visit(module: tuple[str, ...], trail: tuple[tuple[str, ...], ...]) -> None:
        assert module not in trail, " -> ".join("/".join(one) for one in (*trail, module))
        if module not in done:
            for other in sorted(graph.get(module, ())):
                visit(other, (*trail, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_public_functions_say_what_they_do(path: Path) -> None:
    module = ast.parse(path.read_text(encoding="utf-8"))
    classes = [node for node in module.body if isinstance(node, ast.ClassDef)]
    for node in [node for holder in (module, *classes) for node in holder.body]:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node) or len(node.body) <= 4, f"{node.name} says nothing"
