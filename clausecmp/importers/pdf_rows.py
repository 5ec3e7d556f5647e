"""PDF -> rows of text with their places, with pypdfium2, in a process of its own.

A PDF of 800 bytes can unpack to gigabytes, and a damaged one can bring pdfium down. So `pdf.py`
runs this module as a program: `python -m clausecmp.importers.pdf_rows FILE` limits its own memory
and time, then prints the rows as JSON. Where the system has no such limits (Windows; macOS for
memory) only `pdf.py`'s own limit of time holds.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from .lines import BREAK, MAX_SIZE, mend_text

MAX_PAGES = 3000
MAX_MEMORY = 400 * 1024 * 1024
"""Bytes of address space; the 64 pages of the BBNJ agreement take 32 MB of it."""
OUT_OF_MEMORY = 9
"""The exit code where memory did not suffice (pdfium itself dies by a signal)."""
SMALL = 0.85
"""A digit below this share of its line's size is a footnote mark; in A/RES/79/271 they have 0.65,
in the UNTOC e-book 0.58."""
TAB = 0.8
"""A gap wider than this many times the type size after a bare number is a tab; a blank of Helvetica
has 0.28, one stretched in a justified line about twice that."""

_BARE = re.compile(r"\s*([0-9]{1,2}|[a-z]|[ivx]{1,5})\s")


@dataclass(slots=True)
class Row:
    """A printed line: its text, where it begins and ends, its baseline, type size and weight
    (points, from the page's foot)."""

    text: str
    x: float
    right: float
    y: float
    size: float
    weight: int
    mark: str = ""  # the raised number that it begins with


class Refused(Exception):
    """The PDF is not read; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def main() -> int:
    """Print the rows of the PDF named on the command line as JSON, or why it is refused."""
    limit_process(int(sys.argv[2]))
    answer: dict[str, Any]
    try:
        pages = read_rows(Path(sys.argv[1]))
        answer = {"pages": [[astuple(row) for row in page] for page in pages]}
    except Refused as error:
        answer = {"refused": str(error), "hint": error.hint}
    except MemoryError:
        return OUT_OF_MEMORY
    json.dump(answer, sys.stdout)
    return 0


def limit_process(seconds: int) -> None:
    """Limit the memory of this process to MAX_MEMORY and its computing time to `seconds`, as far
    as the system knows such limits."""
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: (MAX_MEMORY, MAX_MEMORY),
        resource.RLIMIT_CPU: (seconds, seconds + 1),  # SIGXCPU says why, SIGKILL a second later
    }
    for what, limit in limits.items():
        try:
            resource.setrlimit(what, limit)
        except (OSError, ValueError):
            continue


def read_rows(path: Path) -> list[list[Row]]:
    """The rows of each page from top to bottom. Raises Refused for what is encrypted, broken or
    too long."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise Refused(
                "the PDF is encrypted and needs a password", "save it without one"
            ) from None
        raise Refused(f"the PDF is broken: {error}") from None
    if len(document) > MAX_PAGES:
        raise Refused(f"the PDF has {len(document)} pages, expected at most {MAX_PAGES}")
    pages, size = [], 0
    try:
        for page in document:
            pages.append(_read_page(pypdfium2.raw, page))
            size += sum(len(row.text) for row in pages[-1])
            if size > MAX_SIZE:
                raise Refused(f"the PDF has more than {MAX_SIZE:,} characters")
    except pypdfium2.PdfiumError as error:
        raise Refused(f"the PDF is broken: {error}") from None
    finally:
        document.close()
    return pages


def _read_page(raw: Any, page: Any) -> list[Row]:
    """The rows of a page from top to bottom, footnote marks left out."""
    text_page = page.get_textpage()
    rows = []
    for line in _split_characters(raw, text_page):
        row = _read_row(raw, text_page, line)
        if row:
            rows.append(row)
    text_page.close()
    page.close()
    return _order_rows(rows)


def _split_characters(raw: Any, text_page: Any) -> Iterator[list[tuple[str, int]]]:
    """The page's characters with their indexes, line by line; a hyphen at a line end closes its
    line (pdfium joins the two)."""
    line: list[tuple[str, int]] = []
    unicode = raw.FPDFText_GetUnicode
    handle = text_page.raw
    for index in range(text_page.count_chars()):
        code = unicode(handle, index)
        if code in (10, 13):
            if line:
                yield line
                line = []
        elif code in (0xFFFE, 2):
            yield [*line, (BREAK, index)]
            line = []
        elif code:
            line.append((chr(code), index))
    if line:
        yield line


def _read_row(raw: Any, text_page: Any, line: Sequence[tuple[str, int]]) -> Row | None:
    inked = [(sign, index) for sign, index in line if not sign.isspace() and sign != BREAK]
    if not inked:
        return None
    handle = text_page.raw
    size = _size_of(raw, handle, inked[0][1])
    if (
        size and inked[0][0].isdigit() and len(inked) > 2
    ):  # the number that opens a footnote is small itself
        size = max(size, _size_of(raw, handle, inked[-1][1]))
    mark = _find_lead(raw, handle, inked)
    base = inked[len(mark)] if mark else inked[0]
    text = mend_text("".join(_drop_marks(raw, handle, line)))
    if bare := _BARE.match(text):
        text = _keep_tab(raw, handle, text, inked, len(bare[1]), size)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, base[1], x, y)
    baseline = y.value
    raw.FPDFText_GetCharOrigin(handle, inked[0][1], x, y)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(handle, inked[-1][1], left, right, bottom, top)
    weight = raw.FPDFText_GetFontWeight(handle, inked[0][1])
    return Row(text, x.value, right.value, baseline, size, weight, mark)


def _find_lead(raw: Any, handle: Any, inked: Sequence[tuple[str, int]]) -> str:
    """The raised footnote number that a line begins with, '' if it begins with none."""
    count = 0
    while count < min(len(inked), 4) and inked[count][0].isdigit():
        count += 1
    if not count or count == len(inked):
        return ""
    mark, text = inked[0][1], inked[count][1]
    if _size_of(raw, handle, mark) >= SMALL * _size_of(raw, handle, text):
        return ""
    x, high, low = ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, mark, x, high)
    raw.FPDFText_GetCharOrigin(handle, text, x, low)
    return "".join(sign for sign, _ in inked[:count]) if high.value - low.value > 1 else ""


def _keep_tab(
    raw: Any, handle: Any, text: str, inked: Sequence[tuple[str, int]], length: int, size: float
) -> str:
    """`text` with a tab after a bare number or letter that stands apart, as the Council of Europe
    sets `1   Each Party`."""
    if len(inked) <= length:
        return text
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(handle, inked[length - 1][1], left, right, bottom, top)
    end = right.value
    raw.FPDFText_GetCharBox(handle, inked[length][1], left, right, bottom, top)
    lead = text[: len(text) - len(text.lstrip())]
    return (
        f"{lead}{text.strip()[:length]}\t{text.strip()[length:].lstrip()}"
        if left.value - end > TAB * size
        else text
    )


def _size_of(raw: Any, handle: Any, index: int) -> float:
    """Type size in points: the font's size times the scale it is drawn at (many files set size 1
    and scale it)."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    size: float = raw.FPDFText_GetFontSize(handle, index)
    return round(size * math.hypot(matrix.b, matrix.d), 2)


def _drop_marks(raw: Any, handle: Any, line: Sequence[tuple[str, int]]) -> list[str]:
    """The characters of a line without raised footnote numbers: digits smaller than the letter or
    sign they follow."""
    kept: list[str] = []
    inked, mark = -1, False  # the index of the last sign kept, and whether we are amid a mark
    for sign, index in line:
        if sign.isdigit() and mark:
            continue
        mark = (
            sign.isdigit()
            and inked >= 0
            and not kept[-1].isdigit()
            and _size_of(raw, handle, index) < SMALL * _size_of(raw, handle, inked)
        )
        if mark:
            continue
        kept.append(sign)
        inked = inked if sign.isspace() else index
    return kept


def _order_rows(rows: list[Row]) -> list[Row]:
    """Rows from top to bottom, those on one baseline joined from left to right (a title drawn last
    stands first)."""
    ordered: list[Row] = []
    for row in sorted(rows, key=lambda row: (-row.y, row.x)):
        last = ordered[-1] if ordered else None
        if last and abs(last.y - row.y) < 0.35 * max(last.size, row.size, 4):
            _join_row(last, row)
        else:
            ordered.append(row)
    return ordered


def _join_row(last: Row, row: Row) -> None:
    small, big = sorted((last, row), key=lambda each: each.size)
    if small.text.strip().isdigit() and small.size < SMALL * big.size and small is row:
        return  # a footnote mark drawn by itself
    first, second = (last, row) if last.x <= row.x else (row, last)
    if second.mark:  # amid a line it is no footnote's own number
        second.text = second.text.lstrip().removeprefix(second.mark)
    last.mark = first.mark
    if _BARE.fullmatch(first.text.strip() + " ") and second.x - first.right > TAB * first.size:
        first.text = first.text.strip() + "\t"
    blank = (
        ""
        if first.text.endswith((" ", "\t"))
        or second.text.startswith(" ")
        or second.x - first.right < 0.1 * first.size
        else " "
    )
    last.text = first.text + blank + second.text
    last.x, last.right, last.size, last.weight, last.y = (
        first.x,
        max(first.right, second.right),
        big.size,
        first.weight,
        big.y,
    )


if __name__ == "__main__":
    raise SystemExit(main())
