"""What has exactly one answer, as data: a Fix puts one text in the place of another, in one line.

The same Fix is shown as a suggestion by the formats and carried out by `check --fix`.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ..files.writing import edit_whole
from ..files.yaml_read import Node, parse_yaml, read_text
from ..model.characters import clean_text
from ..model.problems import Location, file_problem
from .files import CheckedFile


class Fix(NamedTuple):
    """`old` stands at `location` and is to become `new`; neither holds a line feed. `value` is what
    the scalar there then says."""

    location: Location
    old: str
    new: str
    value: str


def fix_scalar(file: CheckedFile, node: Node, value: str) -> Fix | None:
    """The fix that makes a scalar say `value`, in the quotes it stands in; None where that is not
    one piece of one line (blocks, folded or escaped text)."""
    if not isinstance(node.value, str):
        return None
    span = file.span(node)
    old = file.text[span.start : span.end]
    quote = span.style if span.style in ("'", '"') else ""
    if old != f"{quote}{node.value}{quote}" or "\n" in old or "\\" in value:
        return None
    return Fix(node.location, old, f"{quote}{value}{quote}", value)


def find_nearest(value: str, valid: Iterable[str]) -> str | None:
    """The valid name that is one slip away from `value` (a letter more, less, other, or two that
    changed places), if it is the only one."""
    near = process.extract(value, list(valid), scorer=OSA.distance, score_cutoff=1, limit=2)
    return near[0][0] if len(near) == 1 else None


def suggest_name(value: str, valid: Iterable[str]) -> str | None:
    """'did you mean ...' for the valid name that is most like `value`, None when none is near; fast
    enough for a file in which every name is wrong."""
    near = process.extractOne(value, list(valid), scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean '{near[0]}'?" if near else None


def apply_fixes(text: str, fixes: Iterable[Fix]) -> str:
    """A file's text with the fixes in it. One that does not fit (its old text is not there, it
    overlaps another, or the file would say anything else than is meant) is left out; if the whole
    then says something else, the text stays as it is."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    after, end, done = [], 0, {}
    for fix in sorted(set(fixes)):
        place = fix.location
        if place.line >= len(starts):
            continue
        start = starts[place.line - 1] + place.column - 1
        if start < end or not text.startswith(fix.old, start):
            continue
        after += [text[end:start], fix.new]
        end = start + len(fix.old)
        done[place.line, place.column] = fix
    fixed = "".join([*after, text[end:]])
    return fixed if _says(text, fixed, done) else text


def _says(before: str, after: str, fixes: dict[tuple[int, int], Fix]) -> bool:
    """Whether the second text says what the first does, but for the fixed scalars."""
    one, other = parse_yaml(before), parse_yaml(after)
    if one.root is None or other.root is None or len(one.problems) != len(other.problems):
        return False
    todo = [(one.root, other.root)]
    while todo:
        left, right = todo.pop()
        if isinstance(left.value, dict) and isinstance(right.value, dict):
            if list(left.value) != list(right.value):
                return False
            todo += zip(left.value.values(), right.value.values())
        elif isinstance(left.value, list) and isinstance(right.value, list):
            if len(left.value) != len(right.value):
                return False
            todo += zip(left.value, right.value)
        else:
            fix = fixes.get((left.line, left.column))
            if right.value != (fix.value if fix else left.value):
                return False
    return True


def _group(fixes: Iterable[Fix]) -> dict[str, list[Fix]]:
    by_path: defaultdict[str, list[Fix]] = defaultdict(list)
    for fix in fixes:
        by_path[fix.location.path].append(fix)
    return dict(sorted(by_path.items()))


def write_fixes(fixes: Iterable[Fix]) -> list[str]:
    """Carry the fixes out; the files that were changed. Everything else in them stays. Raises
    InputError for a file that cannot be read or written."""

    def change(text: str | None, path: str, found: list[Fix]) -> str:
        if text is None:
            raise file_problem(path, "the file is gone")
        return apply_fixes(text, found)

    return [
        path
        for path, found in _group(fixes).items()
        if edit_whole(path, partial(change, path=path, found=found))
    ]


def show_fixes(fixes: Iterable[Fix]) -> Iterator[str]:
    """The lines of a unified diff of what the fixes change, without line feeds and control
    characters; nothing is written. No line stands around a change: none can begin with `::`, which
    CI services take for a command."""
    for path, found in _group(fixes).items():
        before = read_text(path)
        after = apply_fixes(before, found)
        lines = difflib.unified_diff(
            before.split("\n"), after.split("\n"), path, path, "", "", 0, ""
        )
        yield from map(clean_text, lines)
