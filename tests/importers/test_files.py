"""Each file format: read right when sound, refused in one sentence when not. All files are made
here."""

from __future__ import annotations

import contextlib
import hashlib
import io
import socket
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clausecmp.files.drafts import build_draft, dump_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.importers.furniture import find_furniture
from clausecmp.importers.html import write_marker
from clausecmp.importers.imported import Imported, import_file
from clausecmp.importers.plain import strip_markdown
from clausecmp.model.problems import InputError

Row = tuple[float, float, float, str, bool]  # x, y, size, text, bold

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(path: Path, **given: Any) -> Imported:
    return import_file(path, instrument="kites", version="1", **given)


def refs(imported: Imported) -> list[str]:
    draft = imported.draft
    loaded, problems = build_draft(parse_yaml(dump_draft(draft)))
    assert loaded == draft and not problems
    return [ref for ref in draft.by_ref if ref != "title"]


def refuse(path: Path, match: str, **given: Any) -> None:
    """The file is refused in one sentence that says so, and nothing is written beside it."""
    before = sorted(path.parent.iterdir())
    with pytest.raises(InputError, match=match) as caught:
        read(path, **given)
    assert "Traceback" not in str(caught.value) and sorted(path.parent.iterdir()) == before


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse_socket(*_: object, **__: object) -> None:
        raise AssertionError("an importer asked the network")

    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse_socket)


# PDF


def make_pdf(pages: list[list[Row]], *, encrypt: bool = False) -> bytes:
    """A PDF of text rows in two Helvetica cuts; with `encrypt` under a user password (40-bit
    RC4)."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    key, encryption = make_encryption() if encrypt else (b"", b"")
    kids = []
    for page in pages:
        stream = b"".join(
            b"BT /F%d %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n"
            % (2 if bold else 1, size, x, y, escape(text))
            for x, y, size, text, bold in page
        )
        number = len(objects) + 1
        if encrypt:
            stream = apply_rc4(
                hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10], stream
            )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>"
            % number
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), b" ".join(kids))
    if encrypt:
        objects.append(encryption)
    out, places = bytearray(b"%PDF-1.4\n"), []
    for at, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (at, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % place for place in places
    )
    locked = (
        b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (len(objects), b"00" * 16, b"00" * 16)
        if encrypt
        else b""
    )
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        locked,
        table,
    )
    return bytes(out)


def escape(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def apply_rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def make_encryption() -> tuple[bytes, bytes]:
    """Key and dictionary of the standard handler, revision 2, for the user password 'kite' (PDF
    1.4, algorithms 3.2 to 3.4)."""
    padding = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    user = (b"kite" + padding)[:32]
    owner = apply_rc4(hashlib.md5(user).digest()[:5], user)
    key = hashlib.md5(user + owner + (-4 & 0xFFFFFFFF).to_bytes(4, "little") + bytes(16)).digest()[
        :5
    ]
    mark = apply_rc4(key, padding)
    return key, b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >>" % (
        owner.hex().encode(),
        mark.hex().encode(),
    )


def set_lines(rows: list[tuple[float, str]], *, top: float = 700, leading: float = 12) -> list[Row]:
    """Rows (x, text) as a column; an empty text is blank space."""
    placed: list[Row] = []
    for x, text in rows:
        if text:
            placed.append((x, top, 10.0, text, False))
        top -= leading if text else leading * 0.6
    return placed


def un_document() -> list[list[Row]]:
    """Three pages as the General Assembly prints them: heads, feet, job numbers, a footnote, an
    annexed convention."""
    first: list[Row] = [
        (60, 740, 14, "United Nations", False),
        (460, 740, 10, "A/RES/99/1", False),
        (60, 27, 12, "*2599999*", True),
        (60, 42, 10, "25-99999 (E)", False),
        *set_lines(
            [
                (120, "99/1. Agreement on Kites"),
                (120, ""),
                (145, "The General Assembly,"),
                (120, ""),
                (145, "Recalling its resolution 1/1 of 24 December 2001, in which it"),
                (120, "asked for a text on kites and on the winds that carry them far"),
                (120, "beyond the hill,"),
                (120, ""),
                (145, "1. Adopts the Agreement annexed to the present resolution;"),
                (120, ""),
                (145, "2. Asks the mayor for a report on kites, on all the strings and on"),
                (120, "the wind of the year."),
            ]
        ),
    ]
    marked = next(row for row in first if row[3].startswith("asked for"))
    first += [
        (440, marked[1] + 4, 6, "1", False),
        (100, 110, 9, "_______________", False),
        (117, 98, 5.5, "1", False),
        (122, 96, 8.5, "Kite Series, vol. 12.", False),
    ]
    head: list[Row] = [
        (60, 752, 8.5, "Agreement on Kites", True),
        (500, 752, 8.5, "A/RES/99/1", True),
    ]
    second = [
        *head,
        (60, 37, 8.5, "25-99999", False),
        (520, 37, 8.5, "2/3", False),
        (285, 700, 12, "Annex", True),
        (250, 680, 12, "Agreement on Kites", True),
        (285, 655, 10, "Chapter I", True),
        (265, 643, 10, "General provisions", True),
        (290, 615, 10, "Article 1", True),
        (280, 603, 10, "Use of terms", True),
        *set_lines(
            [
                (145, "For the purposes of this Agreement:"),
                (120, ""),
                (
                    145,
                    "(a) \u201cKite\u201d means a toy that flies on a string and that is held by",
                ),
                (120, "a child or by a grown person on a hill;"),
                (120, ""),
                (145, "(b) \u201cString\u201d means a cord."),
            ],
            top=580,
        ),
        (290, 490, 10, "Article 2", True),
        (270, 478, 10, "Care and mending", True),
        *set_lines(
            [
                (145, "1. Each Party shall mend its kites before the first day of each"),
                (120, "month and shall keep them dry in the"),
            ],
            top=455,
        ),
    ]
    third = [
        *head,
        (60, 37, 8.5, "3/3", False),
        (500, 37, 8.5, "25-99999", False),
        *set_lines(
            [(120, "rain."), (120, ""), (145, "2. A Party may ask another Party for string.")]
        ),
    ]
    return [first, second, third]


def test_a_un_document(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    (path := tmp_path / "un.pdf").write_bytes(make_pdf(un_document()))
    imported = read(path)
    assert refs(imported) == ["chapter I", "1", "1(a)", "1(b)", "2", "2(1)", "2(2)"]
    assert imported.draft.title == "Agreement on Kites" and imported.draft.symbol == "A/RES/99/1"
    assert imported.draft.by_ref["2"].heading == "Care and mending"
    assert (
        imported.draft.by_ref["2(1)"].text
        == "Each Party shall mend its kites before the first day of each month and shall keep them dry in the rain."
    )
    words = dump_draft(imported.draft)
    assert "99999" not in words and "A/RES/99/1\n" in words and "Series" not in words
    assert imported.summary.pages == 3


def test_the_resolution_of_a_un_document(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    (path := tmp_path / "un.pdf").write_bytes(make_pdf(un_document()))
    imported = read(path, part="resolution")
    assert refs(imported) == ["preamble", "preamble(1)", "1", "2"]
    assert imported.draft.title == "99/1. Agreement on Kites"
    assert (imported.draft.by_ref["preamble(1)"].text or "").endswith("far beyond the hill,")
    assert {left.page for left in imported.summary.left_over} <= {1}


def test_bare_numbers_set_apart(tmp_path: Path) -> None:
    """The Council of Europe prints `1`, `a` and `i` without dot or bracket, in a hanging indent."""
    pytest.importorskip("pypdfium2")
    rows: list[Row] = [(70, 700, 11, "Article 1 \u2013 Kites", True)]
    y = 680.0
    for x, number, *texts in (
        (70, "1", "Each Party shall establish that a kite and", "a string are toys:"),
        (106, "a", "in the hands of a child; or"),
        (106, "b", "on a hill:"),
        (142, "i", "in the wind; or"),
        (142, "ii", "in the rain."),
        (70, "2", "A Party may keep 3 kites."),
    ):
        rows.append((x, y, 10, number, False))
        for text in texts:
            rows.append((x + 36, y, 10, text, False))
            y -= 12
        y -= 8
    (path := tmp_path / "coe.pdf").write_bytes(make_pdf([rows]))
    imported = read(path)
    assert refs(imported) == [
        "1",
        "1(1)",
        "1(1)(a)",
        "1(1)(b)",
        "1(1)(b)(i)",
        "1(1)(b)(ii)",
        "1(2)",
    ]
    assert (
        imported.draft.by_ref["1(1)"].text
        == "Each Party shall establish that a kite and a string are toys:"
    )
    assert imported.draft.by_ref["1"].heading == "Kites"


def test_a_pdf_of_500_pages(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    pages = [
        set_lines(
            [
                (100, f"Article {number}. Kite {number}"),
                (100, ""),
                (100, "1. Words about this kite and its string."),
                (100, ""),
                (100, "2. More words."),
            ]
        )
        for number in range(1, 501)
    ]
    (path := tmp_path / "long.pdf").write_bytes(make_pdf(pages))
    imported = read(path)
    assert (
        imported.summary.articles == 500
        and imported.summary.paragraphs == 1000
        and not imported.summary.gaps
    )


@pytest.mark.parametrize(
    ("name", "data", "match"),
    [
        ("broken.pdf", b"%PDF-1.4\nnonsense\n%%EOF\n", "broken"),
        ("cut.pdf", make_pdf(un_document())[:3000], "cut short"),
        ("empty.pdf", b"", "empty"),
        ("locked.pdf", make_pdf(un_document(), encrypt=True), "encrypted"),
        ("scan.pdf", make_pdf([[], [(60, 30, 8, "1", False)]]), "scan"),
        (
            "page.pdf",
            b"<!DOCTYPE html><html><body>Please wait</body></html>",
            "HTML page.*open its address in a browser",
        ),
        ("text.pdf", b"Article 1\n\nKites\n", "plain text"),
        ("really.docx", make_pdf(un_document()), "the name ends in .docx, but the file is a PDF"),
        (
            "old.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
            r"old Word file.*save it as \.docx",
        ),
        (
            "locked.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + bytes(600)
            + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
        ),
        ("noise.bin", bytes(range(256)) * 4, "binary"),
        ("letter.rtf", b"{\\rtf1 hello}", "Rich Text"),
        ("bad.txt", b"Article 1\n\xff\xfe\xfa words", "not UTF-8"),
        ("blank.txt", b" \n\n\t\n", "empty"),
        ("zip.zip", b"PK\x05\x06" + bytes(18), "ZIP"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, name: str, data: bytes, match: str) -> None:
    if name.endswith(".pdf"):
        pytest.importorskip("pypdfium2")
    (tmp_path / name).write_bytes(data)
    refuse(tmp_path / name, match)


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    refuse(tmp_path, "folder")
    with pytest.raises(InputError, match="cannot be read"):
        read(tmp_path / "none.pdf")


def test_the_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    (path := tmp_path / "un.pdf").write_bytes(make_pdf(un_document()))
    refuse(path, r'pypdfium2.*pip install "clausecmp\[import\]"')


def test_heads_and_feet_by_pattern() -> None:
    pages = [
        ["A/AC.1/2", "Title of all", "text", "text ends", "2/9", "V.24-01234 (E)"],
        ["Title of all A/AC.1/2", "other", "Convention.", "25-01234 3/9"],
        ["Title of all", "A/AC.1/2", "last", "4"],
    ]
    dropped, symbol = find_furniture(pages)
    assert symbol == "A/AC.1/2"
    assert dropped == {(0, 0), (0, 1), (0, 4), (0, 5), (1, 0), (1, 3), (2, 0), (2, 1), (2, 3)}


# Word


def make_docx(
    body: str, *, numbering: str = "", styles: str = "", extra: dict[str, bytes] | None = None
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        )
        if numbering:
            archive.writestr(
                "word/numbering.xml", f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>'
            )
        if styles:
            archive.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return buffer.getvalue()


def p(text: str, *, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, level: int) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%3)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def test_word_with_numbers_that_word_draws(tmp_path: Path) -> None:
    body = (
        p("Kite Treaty")
        + p("Article 1")
        + p("Care")
        + listed("Each Party shall:", 0)
        + listed("mend kites;", 1)
        + listed("fly them:", 1)
        + listed("high; or", 2)
        + listed("low.", 2)
        + listed("Nothing else.", 0)
    )
    (path := tmp_path / "kites.docx").write_bytes(make_docx(body, numbering=NUMBERING))
    imported = read(path)
    assert refs(imported) == [
        "1",
        "1(1)",
        "1(1)(a)",
        "1(1)(b)",
        "1(1)(b)(i)",
        "1(1)(b)(ii)",
        "1(2)",
    ]
    assert imported.draft.title == "Kite Treaty" and imported.draft.by_ref["1"].heading == "Care"


def test_tracked_changes(tmp_path: Path) -> None:
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    gone = "<w:del><w:r><w:delText xml:space='preserve'>{}</w:delText></w:r></w:del>"
    came = "<w:ins><w:r><w:t xml:space='preserve'>{}</w:t></w:r></w:ins>"
    body = (
        p("Kite Treaty")
        + p("Article 1")
        + p("Care")
        + f"<w:p>{run.format('Each Party ')}{gone.format('shall')}{came.format('may')}{run.format(' fly ')}</w:p>"
        + f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run.format('a kite')}</w:p><w:p>{run.format(' on a hill.')}</w:p>"
    )
    (path := tmp_path / "kites.docx").write_bytes(make_docx(body))
    accepted, rejected = read(path), read(path, changes="rejected")
    assert accepted.draft.by_ref["1"].text == "Each Party may fly a kite on a hill."
    assert rejected.draft.by_ref["1"].text == "Each Party shall fly a kite on a hill."
    assert any("tracked changes read as accepted" in note for note in accepted.summary.notes)


def test_word_made_by_python_docx(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Kite Treaty", 0)
    for text in ("Article 1\tScope", "This Treaty covers kites.", "Article 2"):
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=2)
    for row, (number, text) in zip(table.rows, (("1.", "Fly."), ("2.", "Land."))):
        row.cells[0].text, row.cells[1].text = number, text
    document.save(path := tmp_path / "kites.docx")
    imported = read(path)
    assert refs(imported) == ["1", "2", "2(1)", "2(2)"]
    assert (
        imported.draft.title == "Kite Treaty"
        and imported.draft.by_ref["1"].heading == "Scope"
        and imported.draft.by_ref["2(2)"].text == "Land."
    )


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]><akomaNtoso>&c;</akomaNtoso>'
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE akomaNtoso SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso>&x;</akomaNtoso>'


def test_word_files_that_cannot_be_read(tmp_path: Path) -> None:
    sound = make_docx(p("Article 1") + p("Words."))
    bomb = make_docx(p("x"), extra={"word/numbering.xml": b" " * 40_000_000})
    entities = make_docx("", extra={})
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", BOMB)
    cases = {
        "cut.docx": (sound[:-60], "broken or was cut short"),
        "bomb.docx": (bomb, "unpacks to"),
        "none.docx": (entities, "no text"),
        "entities.docx": (buffer.getvalue(), "document type"),
        "sheet.docx": (make_docx("").replace(b"word/", b"xl__/"), "ZIP archive, but no Word file"),
    }
    for name, (data, match) in cases.items():
        (tmp_path / name).write_bytes(data)
        refuse(tmp_path / name, match)


# HTML


PAGE = """<!doctype html><html><head><title>Kites</title><style>p {{}}</style><script>Article 9</script></head><body>
<nav><a href="/">Home</a> Article 8</nav><header>Site of kites</header><main><h1>Kite Treaty</h1>
<h2>Article 1<br>Scope</h2><p>This Treaty covers <b>kites</b><sup><a href="#_ftn1">1</a></sup> &amp; strings.</p>
<h2>Article 2</h2><h3>Duties</h3>{body}<p hidden>secret</p></main><footer>Article 7 Cookies</footer></body></html>"""


@pytest.mark.parametrize(
    "body",
    [
        "<ol><li>Fly:<ol type='a'><li>red kites;</li><li>blue kites.</li></ol></li><li>Land.</li></ol>",
        "<p>1. Fly:</p><p>(a) red kites;</p><p>(b) blue kites.</p><p>2. Land.</p>",
        "<p>1. Fly:<p>(a) red kites;<p>(b) blue kites.<p>2. Land.",
        "<table><tr><td>1.</td><td>Fly:</td></tr><tr><td>(a)</td><td>red kites;</td></tr><tr><td>(b)</td><td>blue kites.</td></tr><tr><td>2.</td><td>Land.</td></tr></table>",
    ],
)
def test_html(tmp_path: Path, body: str) -> None:
    (path := tmp_path / "kites.html").write_text(PAGE.format(body=body), encoding="utf-8")
    imported = read(path)
    assert refs(imported) == ["1", "2", "2(1)", "2(1)(a)", "2(1)(b)", "2(2)"]
    assert (
        imported.draft.title == "Kite Treaty"
        and imported.draft.by_ref["1"].heading == "Scope"
        and imported.draft.by_ref["2"].heading == "Duties"
    )
    assert imported.draft.by_ref["1"].text == "This Treaty covers kites & strings."
    assert "secret" not in dump_draft(imported.draft) and "Cookies" not in dump_draft(
        imported.draft
    )


def test_a_page_without_text(tmp_path: Path) -> None:
    (path := tmp_path / "app.html").write_text(
        "<!doctype html><html><body><div id=app></div><script>load('Article 1')</script></body></html>"
    )
    refuse(path, "holds no text; it builds its text by script.*browser")
    (path := tmp_path / "deep.html").write_text("<html>" + "<div>" * 50_000)
    refuse(path, "nests")


def test_list_markers() -> None:
    assert [
        write_marker(style, 4) for style in ("digit", "letter", "LETTER", "roman", "ROMAN")
    ] == ["4.", "(d)", "(D)", "(iv)", "(IV)"]


def test_markdown_marks() -> None:
    assert (
        strip_markdown("## **Article 1** _Scope_ of [kites](http://x/y_(z)) \\[a\\]")
        == "Article 1 Scope of kites [a]"
    )
    assert strip_markdown("a_b_c * 3") == "a_b_c * 3"


# XML


def test_xml_that_cannot_be_read(tmp_path: Path) -> None:
    deep = b'<?xml version="1.0"?><akomaNtoso>' + b"<a>" * 5000
    cases = {
        "bomb.xml": (BOMB, "document type"),
        "external.xml": (EXTERNAL, "document type"),
        "cut.xml": (b'<?xml version="1.0"?><akomaNtoso><act>', "broken.*cut short"),
        "other.xml": (b'<?xml version="1.0"?><rss></rss>', "expected <akomaNtoso>"),
        "deep.xml": (deep, "nests"),
    }
    for name, (data, match) in cases.items():
        (tmp_path / name).write_bytes(data)
        refuse(tmp_path / name, match)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from([".pdf", ".docx", ".html", ".xml", ".txt", ".md", ""]),
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=200).map(lambda data: b"%PDF-1.7\n" + data + b"%%EOF"),
        st.binary(max_size=200).map(lambda data: b"PK\x03\x04word/" + data),
        st.text(max_size=200).map(lambda text: ("<html>" + text).encode("utf-8", "replace")),
        st.text(max_size=200).map(
            lambda text: ("<?xml version='1.0'?><akomaNtoso>" + text).encode("utf-8", "replace")
        ),
    ),
)
def test_noise_is_a_draft_or_an_input_error(tmp_path: Path, suffix: str, data: bytes) -> None:
    (path := tmp_path / f"noise{suffix}").write_bytes(data)
    with contextlib.suppress(InputError):
        refs(read(path))


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(["un.pdf", "kites.docx", "kites.html", "kites.xml"]),
    st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8
    ),
    st.floats(0, 1),
)
def test_damaged_files_are_a_draft_or_an_input_error(
    tmp_path: Path, name: str, flips: list[tuple[float, int]], kept: float
) -> None:
    body = p("Kite Treaty") + p("Article 1") + listed("Each Party:", 0) + listed("flies.", 1)
    sound = {
        "un.pdf": make_pdf(un_document()),
        "kites.docx": make_docx(body, numbering=NUMBERING),
        "kites.html": PAGE.format(body="<p>1. Fly.</p>").encode(),
        "kites.xml": b'<?xml version="1.0"?><akomaNtoso><act><body><article><num>Article 1</num><content><p>Fly.</p></content></article></body></act></akomaNtoso>',
    }
    data = bytearray(sound[name])
    for place, byte in flips:
        data[int(place * len(data))] = byte
    (path := tmp_path / name).write_bytes(
        data[: int(len(data) * max(kept, 0.5))] if kept < 0.8 else data
    )
    with contextlib.suppress(InputError):
        refs(read(path))
