"""PDF -> lines: heads, feet and footnotes left out, paragraphs told by place. `pdf_rows.py` reads
the file."""

from __future__ import annotations

import importlib.util
import itertools
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from ..model.languages import find_symbol
from ..model.problems import InputError, file_problem
from .fonts import REFUSE_FROM, find_unreadable, tell_unreadable
from .furniture import find_furniture
from .lines import FURNITURE, NOTES, LeftOut, Line, Source
from .pdf_rows import MAX_MEMORY, OUT_OF_MEMORY, Row

MIN_CHARACTERS = 25
"""Characters for each page below which a PDF counts as scanned: page numbers and a stamp have
fewer."""
GAP = 1.25
"""A line further down than this many times the usual leading begins a paragraph; the UNTOC e-book
has 1.3 (17 to 13 points), A/RES/79/271 1.5."""
SECONDS, SECONDS_FOR_MB = 4, 2
"""Computing time for a PDF, and for each MB of it; the official PDFs at hand take 1 s for a MB."""
PATIENCE = 4
"""How many times that long we wait on a busy machine, and on one that limits no computing time."""


def read_pdf(path: Path) -> Source:
    """The lines of a PDF. Raises InputError for what is encrypted, broken, cut short, scanned, too
    long, or needs too much memory or time."""
    if importlib.util.find_spec("pypdfium2") is None:
        raise file_problem(
            path,
            "reading PDF needs the package pypdfium2",
            rule="missing-package",
            hint='pip install "clausecmp[import]"',
        )
    if not has_pdf_end(path):
        raise file_problem(path, "the PDF has no end: it was cut short", hint="download it again")
    pages = _read_pages(path)
    characters = sum(len(row.text) for page in pages for row in page)
    if characters < MIN_CHARACTERS * max(len(pages), 1):
        raise file_problem(
            path,
            f"the PDF holds no text ({len(pages)} pages, {characters} characters): it is a scan",
            hint="run text recognition (OCR) on it, or get another file of the text",
        )
    unreadable, share = find_unreadable(["\n".join(row.text for row in page) for page in pages])
    if share >= REFUSE_FROM:
        raise file_problem(path, tell_unreadable(unreadable), rule="unreadable-font")
    source = _build_source(pages)
    if unreadable:
        return replace(source, notes=(tell_unreadable(unreadable), *source.notes))
    return source


def has_pdf_end(path: Path) -> bool:
    """Whether a PDF ends as it must; one that does not was cut short."""
    with open(path, "rb") as file:
        file.seek(max(0, path.stat().st_size - 4096))
        return b"%%EOF" in file.read()


def _read_pages(path: Path) -> list[list[Row]]:
    """The rows of each page, read by `pdf_rows` in a process of its own with limits."""
    seconds = SECONDS + SECONDS_FOR_MB * path.stat().st_size // 1_000_000
    program = [sys.executable, "-P", "-m", "clausecmp.importers.pdf_rows"]
    places = os.pathsep.join(os.path.abspath(place) for place in sys.path)
    try:
        done = subprocess.run(
            [*program, os.path.abspath(path), str(seconds)],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE * seconds,
            env={**os.environ, "PYTHONPATH": places},
        )
    except subprocess.TimeoutExpired:
        raise _too_slow(path, seconds) from None
    if done.returncode < 0 and -done.returncode == getattr(signal, "SIGXCPU", None):
        raise _too_slow(path, seconds)
    if done.returncode == OUT_OF_MEMORY or done.returncode < 0:
        raise file_problem(
            path,
            f"the PDF is damaged, or needs more than {MAX_MEMORY // 1024**2} MB of memory",
            hint="print it to a new PDF, and import that",
        )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise file_problem(path, answer["refused"], hint=answer["hint"])
    return [[Row(*row) for row in page] for page in answer["pages"]]


def _too_slow(path: Path, seconds: int) -> InputError:
    return file_problem(
        path,
        f"the PDF needs more than {seconds} seconds to read",
        hint="print it to a new PDF, and import that",
    )


def _build_source(pages: list[list[Row]]) -> Source:
    body = Counter(
        row.size for page in pages for row in page for _ in range(len(row.text))
    ).most_common(1)[0][0]
    footnotes = [
        LeftOut(row.text, NOTES, number)
        for number, page in enumerate(pages, 1)
        for row in _drop_footnotes(page, body)
    ]
    dropped, symbol = find_furniture([[row.text for row in page] for page in pages])
    for number, page in enumerate(pages):
        for at, row in enumerate(page):
            if row.mark and row.size >= 0.95 * body and (number, at) not in dropped:
                row.text = row.text.lstrip().removeprefix(row.mark)
    first = [find_symbol(row.text) for row in pages[0][:6]] if pages else []
    kept = [
        [row for at, row in enumerate(page) if (number, at) not in dropped]
        for number, page in enumerate(pages)
    ]
    lines = _place_lines(kept, body)
    remarks = (
        [f"{len(dropped)} lines of page heads, feet and ruled footnotes left out"]
        if dropped
        else []
    )
    remarks += [f"{len(footnotes)} lines of footnotes left out"] if footnotes else []
    heads = [
        LeftOut(pages[number][at].text, FURNITURE, number + 1) for number, at in sorted(dropped)
    ]
    return Source(
        "pdf",
        tuple(lines),
        len(pages),
        next(filter(None, (*first, symbol)), None),
        tuple(remarks),
        (*heads, *footnotes),
    )


def _drop_footnotes(page: list[Row], body: float) -> list[Row]:
    """Take the footnotes off the foot of a page: small rows up to the one that a number or star
    opens."""
    at = len(page)
    while at > 0 and page[at - 1].size < 0.95 * body:
        at -= 1
    while (
        at < len(page)
        and not page[at].text.strip()[:1].isdigit()
        and not page[at].text.strip().startswith(("*", "_"))
    ):
        at += 1
    found = page[at:]
    if not any(any(sign.isalpha() for sign in row.text) for row in found):
        return []
    del page[at:]
    return found


def _place_lines(pages: list[list[Row]], body: float) -> list[Line]:
    """Rows as Lines: whether each begins a paragraph, by the space above it and by where lines that
    do are indented."""
    leading = _find_leading(pages, body)
    margins = [_find_margin(page) for page in pages]
    rights = sorted(row.right for page in pages for row in page)
    width = rights[int(len(rights) * 0.9)] if rights else 0.0
    weight = Counter(
        row.weight for page in pages for row in page for _ in range(len(row.text))
    ).most_common(1)
    starting, going_on = _count_indents(pages, margins, leading)
    lines: list[Line] = []
    for number, (page, margin) in enumerate(zip(pages, margins), 1):
        above: Row | None = None
        for row in page:
            gap = above is not None and _is_gap(above, row, leading)
            starts = True if gap else _judge_start(row, above, margin, starting, going_on)
            inset = min(row.x - margin, width - row.right) > 0.02 * width
            centre = inset and abs((row.x + row.right) / 2 - (margin + width) / 2) < 0.03 * width
            heavy = row.weight >= 600 and weight[0][0] < 600 or row.size > 1.1 * body
            indent = round(2 * (row.x - margin) / body) if body else None
            lines.append(
                Line(row.text.rstrip(), number, starts, gap, centre or heavy, indent=indent)
            )
            above = row
    return lines


def _is_gap(above: Row, row: Row, leading: float) -> bool:
    """Whether there is blank space between two rows. Large type needs more, and a leading that is
    no more than the type's size was not measured right."""
    tight = leading < 1.05 * row.size
    return above.y - row.y > GAP * (max(leading, 1.2 * row.size) if tight else leading)


def _find_leading(pages: list[list[Row]], body: float) -> float:
    """The usual step from line to line: the smallest that is no rarity (in a short text paragraph
    gaps can be more frequent)."""
    steps = Counter(
        round(above.y - row.y, 0)
        for page in pages
        for above, row in itertools.pairwise(page)
        if abs(row.size - body) < 0.5 and above.y - row.y > 0.8 * body
    )
    usual = [
        step for step, count in steps.items() if count + steps[step + 1] >= 0.15 * steps.total()
    ]
    return min(usual, default=1.2 * body)


def _find_margin(page: list[Row]) -> float:
    """The left edge of the text: the leftmost place where several lines begin."""
    places = Counter(round(row.x) for row in page)
    often = [
        place
        for place, count in places.items()
        if count + places[place + 1] + places[place - 1] >= max(2, len(page) // 10)
    ]
    return min(often, default=min(places, default=0))


def _count_indents(
    pages: list[list[Row]], margins: list[float], leading: float
) -> tuple[Counter[int], Counter[int]]:
    """How often each indent (points from the margin) begins a paragraph after a gap, and how often
    it goes on."""
    starting: Counter[int] = Counter()
    going_on: Counter[int] = Counter()
    for page, margin in zip(pages, margins):
        for above, row in itertools.pairwise(page):
            gap = _is_gap(above, row, leading)
            (starting if gap else going_on)[round((row.x - margin) / 3)] += 1
    return starting, going_on


def _judge_start(
    row: Row, above: Row | None, margin: float, starting: Counter[int], going_on: Counter[int]
) -> bool | None:
    """Whether a row without space above begins a paragraph: an indent that elsewhere only begins
    (or only continues) one."""
    indent = round((row.x - margin) / 3)
    begins, continues = starting[indent], going_on[indent]
    if above is None:  # the first line of a page
        return None if begins + continues < 3 or begins <= 3 * continues or indent <= 1 else True
    if abs(row.x - above.x) < 2:
        return False
    if indent > 1 and row.x > above.x + 4 and begins > 3 * continues:
        return None
    if indent <= 1 and above.x > row.x:
        return False if continues >= begins else None
    return None if begins > continues else False
