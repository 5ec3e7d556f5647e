"""Word (.docx) -> lines: the parts of the archive, and what is left over of them."""

from __future__ import annotations

import itertools
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import Element

from ..model.languages import find_symbol, names_parties
from ..model.problems import file_problem
from .docx_marks import DELETED, INSERTED, describe_colours, shorten
from .docx_styles import W, read_numbering, read_styles
from .docx_text import BodyText, Paragraph
from .headings import MIN_HEADS, mark_heads
from .lines import FURNITURE, NOTES, TITLE_PAGE, LeftOut, Line, Remark, Source, flatten, mend_text
from .xmlsafe import parse_xml

MAX_UNPACKED = 40 * 1024 * 1024
"""Bytes of XML; the Word files at hand have 500 for a paragraph."""
MAX_RATIO = 200
"""Unpacked to packed size; deflate packs a run of one byte at 1,000, Word's XML at a few dozen at
most."""

_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PARTS = ("document", "numbering", "styles", "footnotes", "endnotes", "comments")
MOST_OF_TITLE = 60
"""Words at the head of a file among which its title is looked for; what more stands before the
first heading of an act is its cover."""

_RECITAL = re.compile(r"(?:whereas|recalling|noting|considering|bearing in mind)\b", re.I)
_ENDNOTES = re.compile(r"^end\s?notes?\b", re.I)


def read_docx(
    path: Path, *, changes: str = "accepted", legend: Mapping[str, str] | None = None
) -> Source:
    """The paragraphs of a Word file; `changes`: how tracked ones are read; `legend`: the status
    that a colour stands for. Raises InputError for what is broken, cut short, encrypted or unpacks
    to a bomb."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(archive, path)
            names = archive.namelist()
            parts = {
                name: _read_part(archive, f"word/{name}.xml", path)
                for name in _PARTS
                if f"word/{name}.xml" in names
            }
            margins = [
                _read_part(archive, name, path)
                for name in names
                if re.fullmatch(r"word/(?:header|footer)\d+\.xml", name)
            ][:20]
            title = _read_title(archive, path) if "docProps/core.xml" in names else None
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        NotImplementedError,
        EOFError,
        ValueError,
        RuntimeError,
        KeyError,
    ) as error:
        raise file_problem(
            path,
            f"the Word file is broken or was cut short: {error}",
            hint="download or save it again",
        ) from None
    if "document" not in parts:
        raise file_problem(path, "the Word file has no text part (word/document.xml)")
    reader = BodyText(
        changes,
        read_numbering(parts.get("numbering")),
        read_styles(parts.get("styles")),
        legend or {},
    )
    paragraphs = reader.read(parts["document"])
    if not any(one.text for one in paragraphs):
        raise file_problem(path, "the Word file holds no text (pictures of pages?)")
    lines, left = _build_lines(paragraphs)
    shown = dict.fromkeys(flatten("".join(one.itertext())) for one in margins)
    symbol = next(filter(None, map(find_symbol, (" ".join(m.itertext()) for m in margins))), None)
    opening = " ".join(line.text for line in lines[:40]).lower()
    return Source(
        "docx",
        tuple(lines),
        None,
        symbol,
        tuple(_describe(reader)),
        (
            *reader.left,
            *left,
            *(LeftOut(text, FURNITURE) for text in shown if text),
            *_read_notes(parts.get("footnotes"), "footnote"),
            *_read_notes(parts.get("endnotes"), "endnote"),
        ),
        title if title and title.lower() in opening else None,
        (*reader.remarks, *_read_comments(parts.get("comments"), reader.anchors)),
    )


def _describe(reader: BodyText) -> list[str]:
    """What was read how, and what has no meaning yet."""
    notes = []
    if reader.tracked:
        by = f" (by {', '.join(sorted(reader.authors))})" if reader.authors else ""
        notes.append(f"{reader.tracked} tracked changes read as {reader.changes}{by}")
    if reader.drawings:
        notes.append(
            f"{reader.drawings[DELETED]} passages struck through and {reader.drawings[INSERTED]} "
            f"underlined read as {reader.changes} changes"
        )
    notes.extend(describe_colours(reader.colours, reader.legend))
    if reader.partly and reader.legend:
        notes.append(f"{reader.partly} paragraphs are coloured in part only: no status was given")
    return notes


def _build_lines(paragraphs: Sequence[Paragraph]) -> tuple[list[Line], list[LeftOut]]:
    """Paragraphs as Lines with the heads of articles marked; contents and endnotes left over."""
    lines: list[Line] = []
    left: list[LeftOut] = []
    notes_level: int | None = None
    for one in paragraphs:
        if one.level is not None:
            ends = notes_level is not None and one.level <= notes_level
            notes_level = one.level if _ENDNOTES.match(one.text) else None if ends else notes_level
        if notes_level is not None:
            left.append(LeftOut(flatten(one.text), NOTES))
            continue
        after = bool(lines) and lines[-1].heading
        lines.append(
            Line(
                one.text,
                None,
                not one.goes_on,
                not (one.heading and after),
                one.heading,
                level=one.level,
                plain=one.row,
                status=one.status,
            )
        )
    marked, contents = mark_heads(lines)
    cover = _find_cover(marked)
    left.extend(LeftOut(flatten(line.text), TITLE_PAGE) for line in marked[slice(*cover)])
    return marked[: cover[0]] + marked[cover[1] :], [*left, *contents]


def _find_cover(lines: Sequence[Line]) -> tuple[int, int]:
    """Where the cover of an act is, from and to: what stands before the first heading of its
    outline, unless a preamble opens there. Its first lines, which hold the title, are kept."""
    heads = [at for at, line in enumerate(lines) if line.head and line.head.kind == "article"]
    end = next((at for at, line in enumerate(lines) if line.level is not None and line.head), 0)
    if len(heads) < MIN_HEADS or lines[heads[0]].level is None or end > heads[0]:
        return 0, 0
    front = lines[:end]
    if any(names_parties(line.text) or _RECITAL.match(line.text) for line in front):
        return 0, 0
    words = itertools.accumulate(len(line.text.split()) for line in front)
    return sum(count <= MOST_OF_TITLE for count in words), end


def _read_notes(root: Element | None, name: str) -> list[LeftOut]:
    """The footnotes or endnotes of a file, without the lines that part them from the text."""
    found = []
    for note in root.iter(W + name) if root is not None else ():
        words = flatten(mend_text("".join(text.text or "" for text in note.iter(W + "t"))))
        if words and note.get(W + "type") in (None, "normal"):
            found.append(LeftOut(words, NOTES))
    return found


def _read_comments(root: Element | None, anchors: Mapping[str, list[str]]) -> list[Remark]:
    """The comments of a file with their authors and the passages they are about."""
    found = []
    for comment in root.iter(W + "comment") if root is not None else ():
        words = flatten(
            mend_text(
                " ".join(
                    "".join(text.text or "" for text in paragraph.iter(W + "t"))
                    for paragraph in comment.iter(W + "p")
                )
            )
        )
        anchor = shorten(mend_text("".join(anchors.get(comment.get(W + "id") or "", []))))
        author = flatten(mend_text(comment.get(W + "author") or ""))
        if words:
            date = (comment.get(W + "date") or "")[:10] or None
            found.append(Remark("comment", author, words, anchor, date))
    return found


def _read_title(archive: zipfile.ZipFile, path: Path) -> str | None:
    """The title among the properties of the file."""
    root = _read_part(archive, "docProps/core.xml", path)
    for element in root.iter():
        if element.tag.endswith("}title"):
            return flatten(element.text or "") or None
    return None


def _check_archive(archive: zipfile.ZipFile, path: Path) -> None:
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        raise file_problem(
            path, "the Word file is encrypted and needs a password", hint="save it without one"
        )
    texts = [info for info in infos if info.filename.endswith((".xml", ".rels"))]
    size, packed = sum(info.file_size for info in texts), sum(info.compress_size for info in texts)
    if (
        len(infos) > 20_000
        or size > MAX_UNPACKED
        or size > 5_000_000
        and size > MAX_RATIO * max(packed, 1)
    ):
        raise file_problem(
            path,
            f"the Word file unpacks to {size:,} bytes from {packed:,}: no document does, it is not read",
        )


def _read_part(archive: zipfile.ZipFile, name: str, path: Path) -> Element:
    """One part as XML; read with a limit, since the sizes an archive states can lie."""
    with archive.open(name) as file:
        data = file.read(MAX_UNPACKED + 1)
    if len(data) > MAX_UNPACKED:
        raise file_problem(
            path, f"{name} unpacks to more than {MAX_UNPACKED:,} bytes, it is not read"
        )
    return parse_xml(data.replace(_STRICT.encode(), W[1:-1].encode()), path, inside=name)
