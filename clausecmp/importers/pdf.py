"""PDF -> lines, with pypdfium2: lines put in reading order, heads, feet and footnotes left out,
paragraphs told by place."""

from __future__ import annotations

import ctypes
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..model.languages import find_symbol
from ..model.problems import file_problem
from .furniture import find_furniture
from .lines import BREAK, Line, Source, mend_text

MAX_PAGES = 3000
MIN_CHARACTERS = 25
"""Characters for each page below which a PDF counts as scanned: page numbers and a stamp have
fewer."""
GAP = 1.25
"""A line further down than this many times the usual leading begins a paragraph; the UNTOC e-book
has 1.3 (17 to 13 points), A/RES/79/271 1.5."""
SMALL = 0.85
"""A digit below this share of its line's size is a footnote mark; in A/RES/79/271 they have 0.65,
in the UNTOC e-book 0.58."""
TAB = 0.8
"""A gap wider than this many times the type size after a bare number is a tab; a blank of Helvetica
has 0.28, one stretched in a justified line about twice that."""

_BARE = re.compile(r"\s*(\d{1,2}|[a-z]|[ivx]{1,5})\s")


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


def read_pdf(path: Path) -> Source:
    """The lines of a PDF. Raises InputError for what is encrypted, broken, cut short, scanned or
    too long."""
    try:
        import pypdfium2
    except ImportError:
        raise file_problem(
            path,
            "reading PDF needs the package pypdfium2",
            rule="missing-package",
            hint='pip install "clausecmp[import]"',
        ) from None
    document = _open_document(pypdfium2, path)
    try:
        if len(document) > MAX_PAGES:
            raise file_problem(
                path, f"the PDF has {len(document)} pages, expected at most {MAX_PAGES}"
            )
        pages = [_read_page(pypdfium2.raw, page) for page in document]
    except pypdfium2.PdfiumError as error:
        raise file_problem(path, f"the PDF is broken: {error}") from None
    finally:
        document.close()
    characters = sum(len(row.text) for page in pages for row in page)
    if characters < MIN_CHARACTERS * max(len(pages), 1):
        raise file_problem(
            path,
            f"the PDF holds no text ({len(pages)} pages, {characters} characters): it is a scan",
            hint="run text recognition (OCR) on it, or get another file of the text",
        )
    return _build_source(pages)


def _open_document(pypdfium2: Any, path: Path) -> Any:
    if b"%%EOF" not in path.read_bytes()[-4096:]:
        raise file_problem(path, "the PDF has no end: it was cut short", hint="download it again")
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise file_problem(
                path, "the PDF is encrypted and needs a password", hint="save it without one"
            ) from None
        raise file_problem(path, f"the PDF is broken: {error}") from None


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
    text = mend_text("".join(_drop_marks(raw, handle, line)))
    if bare := _BARE.match(text):
        text = _keep_tab(raw, handle, text, inked, len(bare[1]), size)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, inked[0][1], x, y)
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(handle, inked[-1][1], left, right, bottom, top)
    return Row(
        text, x.value, right.value, y.value, size, raw.FPDFText_GetFontWeight(handle, inked[0][1])
    )


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
    return round(raw.FPDFText_GetFontSize(handle, index) * math.hypot(matrix.b, matrix.d), 2)


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


def _build_source(pages: list[list[Row]]) -> Source:
    body = Counter(
        row.size for page in pages for row in page for _ in range(len(row.text))
    ).most_common(1)[0][0]
    notes = sum(_drop_footnotes(page, body) for page in pages)
    dropped, symbol = find_furniture([[row.text for row in page] for page in pages])
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
    remarks += [f"{notes} lines of footnotes left out"] if notes else []
    return Source(
        "pdf", tuple(lines), len(pages), next(filter(None, (*first, symbol)), None), tuple(remarks)
    )


def _drop_footnotes(page: list[Row], body: float) -> int:
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
        return 0
    del page[at:]
    return len(found)


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
            gap = above is not None and above.y - row.y > GAP * max(leading, 1.2 * row.size)
            starts = True if gap else _judge_start(row, above, margin, starting, going_on)
            inset = min(row.x - margin, width - row.right) > 0.02 * width
            centre = inset and abs((row.x + row.right) / 2 - (margin + width) / 2) < 0.03 * width
            heavy = row.weight >= 600 and weight[0][0] < 600 or row.size > 1.1 * body
            lines.append(Line(row.text.rstrip(), number, starts, gap, centre or heavy))
            above = row
    return lines


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
            gap = above.y - row.y > GAP * max(leading, 1.2 * row.size)
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
