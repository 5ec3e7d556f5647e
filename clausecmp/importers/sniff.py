"""Which format a file has, by its content; whether its name says the same; and the reader for
it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from ..files.yaml_read import read_bytes, read_text
from ..model.problems import InputError, file_problem
from .lines import MAX_TEXT_BYTES, Source

MAX_BYTES = 200 * 1024 * 1024
"""The official PDFs at hand have 0.2 to 0.4 MB; scans are larger."""

_BY_SUFFIX = {
    ".pdf": ("pdf",),
    ".docx": ("docx",),
    ".html": ("html",),
    ".htm": ("html",),
    ".xhtml": ("html",),
    ".xml": ("akn", "html"),
    ".akn": ("akn",),
    ".txt": ("text",),
    ".text": ("text",),
    ".md": ("text",),
    ".markdown": ("text",),
}
NAMES = {
    "pdf": "a PDF",
    "docx": "a Word file (.docx)",
    "html": "an HTML page",
    "akn": "XML",
    "text": "plain text",
    "doc": "an old Word file (.doc)",
    "zip": "a ZIP archive, but no Word file",
    "rtf": "Rich Text",
    "binary": "binary data of no known kind",
}
"""How a message calls each format, known or not."""
_ENCRYPTED = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e".encode("latin-1")


_LEADING = re.compile(r"\s+|<!--.*?-->|<\?.*?\?>", re.S)


def sniff_content(path: Path) -> str:
    """pdf, docx, html, akn or text, whatever the file's name. Raises InputError for an empty,
    unreadable or unknown file."""
    found = _sniff_bytes(_read_start(path), path)
    if found in ("doc", "zip", "rtf", "binary"):
        raise _unknown_format(path, found)
    return found


def sniff_format(path: Path) -> str:
    """pdf, docx, html, akn, text or markdown. Raises InputError for an empty, unreadable, unknown
    or misnamed file."""
    found = sniff_content(path)
    suffix = path.suffix.lower()
    expected = _BY_SUFFIX.get(suffix)
    if expected and found not in expected:
        message = f"the name ends in {suffix}, but the file is {NAMES[found]}"
        hint = (
            "a site may have sent a page in place of the document: open its address in a browser"
            if found == "html"
            else "rename it to what it is"
        )
        raise file_problem(path, message, rule="wrong-suffix", hint=hint)
    return "markdown" if found == "text" and suffix in (".md", ".markdown") else found


def _read_start(path: Path) -> bytes:
    data = read_bytes(path, most=64 * 1024, limit=MAX_BYTES)
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise file_problem(path, "the file is empty")
    return data


def _sniff_bytes(data: bytes, path: Path) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "docx" if _holds_word(path) else "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    text = _decode_start(data)
    if text is None:
        return "binary"
    start = _skip_leading(text[:8192]).lower()
    if re.match(r"<!doctype\s+html|<(?:html|head|body|script|main|article|div|p)[\s>]", start):
        return "html"
    declared = (
        text.lstrip().startswith("<?xml") or "akomantoso" in start or start.startswith("<!doctype")
    )
    return "akn" if declared and re.match(r"<!doctype|<[\w:.-]+[\s/>]", start) else "text"


def _skip_leading(text: str) -> str:
    """What follows the blanks, comments and processing instructions at the start. One after the
    other, since a repeated pattern tries every way to divide them."""
    at = 0
    while match := _LEADING.match(text, at):
        at = match.end()
    return text[at:]


def _holds_word(path: Path) -> bool:
    """Whether a ZIP names the main part of a Word file; a damaged one is judged by its raw
    bytes."""
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.startswith("word/") for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        with open(path, "rb") as file:
            return b"word/" in file.read(MAX_BYTES)


def _decode_start(data: bytes) -> str | None:
    """The start of a file as text, None if it is binary."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if (
        data.count(b"\0")
        or sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in data[:4096])
        > len(data[:4096]) // 50
    ):
        return None
    return data.decode("utf-8-sig", "replace")


def _unknown_format(path: Path, found: str) -> InputError:
    known = "known are .pdf, .docx, .html, .xml (Akoma Ntoso), .txt and .md"
    if found == "doc" and _ENCRYPTED in path.read_bytes():
        return file_problem(
            path, "the Word file is encrypted and needs a password", hint="save it without one"
        )
    hint = {"doc": "save it as .docx", "rtf": "save it as .docx", "zip": f"unpack it; {known}"}.get(
        found, known
    )
    if found == "zip" and path.suffix.lower() == ".docx":
        return file_problem(
            path,
            f"the name ends in .docx, but the file is {NAMES[found]}",
            rule="wrong-suffix",
            hint=hint,
        )
    return file_problem(path, f"the file is {NAMES[found]}", rule="unknown-format", hint=hint)


def read_source(
    path: Path, found: str, *, changes: str = "accepted", legend: Mapping[str, str] | None = None
) -> Source:
    """The lines of a file in the format `found` (not akn). `changes` and `legend` are for Word
    files."""
    if found == "pdf":
        from .pdf import read_pdf

        return read_pdf(path)
    if found == "docx":
        from .docx import read_docx

        return read_docx(path, changes=changes, legend=legend)
    if found == "html":
        from .html import read_html

        return read_html(path)
    from .plain import read_plain

    return read_plain(_read_plain_text(path), markdown=found == "markdown")


def _read_plain_text(path: Path) -> str:
    data = read_bytes(path, limit=MAX_TEXT_BYTES)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeError:
            raise file_problem(
                path,
                "not UTF-16, though it begins so",
                rule="encoding",
                hint="save the file as UTF-8",
            ) from None
    return read_text(path)
