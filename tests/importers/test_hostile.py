"""Files made to hurt: read or refused in a sentence, within 5 seconds and 500 MB, without a
traceback."""

from __future__ import annotations

import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clausecmp.files.drafts import build_draft, dump_draft, load_draft
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.importers.imported import import_file
from clausecmp.importers.lines import Line
from clausecmp.importers.markers import split_markers, write_number
from clausecmp.importers.summary import find_gaps
from clausecmp.importers.tree import find_opening
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.problems import InputError
from clausecmp.render.akn import AKN, write_akn
from tests.importers.test_files import NUMBERING, listed, make_docx, p

SECONDS, MEGABYTES = 5, 500
MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, done.stderr)
"""


def run_import(path: Path) -> tuple[int, str]:
    """Exit code and messages of `import`, which must keep within the limits of time and memory;
    a draft that it wrote must load."""
    out = path.with_name("out.yaml")
    command = [sys.executable, "-m", "clausecmp", "import", str(path), "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command, "--instrument", "kites", "--version", "1"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    code, seconds, megabytes, said = done.stdout.split(" ", 3)
    assert code in ("0", "2") and "Traceback" not in said, said[-2000:]
    assert float(seconds) < SECONDS and int(megabytes) < MEGABYTES
    if code == "0":
        assert load_draft(out).clauses
    return int(code), said


def wrap_akn(body: str) -> bytes:
    return f'<akomaNtoso xmlns="{AKN}"><act><body>{body}</body></act></akomaNtoso>'.encode()


def write_article(number: str, text: str = "Fly.") -> str:
    return f"<article><num>{number}</num><content><p>{text}</p></content></article>"


def wrap_html(body: str) -> bytes:
    start = (
        "<html><body><p>Kite Treaty, about kites, their strings and the wind.</p><p>Article 1</p>"
    )
    return f"{start}{body}</body></html>".encode()


def make_pdf_bomb(unit: bytes, size: int) -> bytes:
    """A PDF of one page whose content is `unit` up to `size`, packed three times."""
    packer = zlib.compressobj(9)
    piece = unit * (1024 * 1024 // len(unit))
    data = b"".join(packer.compress(piece) for _ in range(size // len(piece))) + packer.flush()
    data = zlib.compress(zlib.compress(data, 9), 9)
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter [/FlateDecode /FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
        % (len(data), data),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    made, places = b"%PDF-1.4\n", b""
    for number, body in enumerate(objects, 1):
        places += b"%010d 00000 n \n" % len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 6\n0000000000 65535 f \n" + places + b"trailer << /Size 6 /Root 1 0 R >>\n"
    return made + table + b"startxref\n%d\n%%%%EOF\n" % len(made)


@pytest.mark.parametrize(
    ("unit", "size"),
    [(b" ", 1024**3), (b"BT /F1 9 Tf (kites) Tj ET\n", 300 * 1024**2)],
    ids=["blanks", "words"],
)
def test_a_small_pdf_that_unpacks_to_much(tmp_path: Path, unit: bytes, size: int) -> None:
    pytest.importorskip("pypdfium2")
    (path := tmp_path / "kites.pdf").write_bytes(make_pdf_bomb(unit, size))
    assert path.stat().st_size < 5000
    code, said = run_import(path)
    assert code == 2 and ("more than 400 MB of memory" in said or "seconds to read" in said)


def test_a_word_file_of_400_000_paragraphs(tmp_path: Path) -> None:
    body = p("Kite Treaty") + p("Article 1") + "".join(p(f"{n}. Fly.") for n in range(400_000))
    (path := tmp_path / "kites.docx").write_bytes(make_docx(body))
    code, said = run_import(path)
    assert code == 2 and "more than 500,000 elements" in said


def test_a_word_file_that_unpacks_to_much(tmp_path: Path) -> None:
    with zipfile.ZipFile(path := tmp_path / "kites.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document>" + b" " * 1024**3)
    code, said = run_import(path)
    assert code == 2 and "unpacks to 1,073,741,836 bytes" in said


def test_counters_of_a_word_file_run_on(tmp_path: Path) -> None:
    """A list that begins with the Roman numeral of 9,999."""
    numbering = NUMBERING.replace('<w:start w:val="1"/>', '<w:start w:val="9999"/>')
    body = p("Kite Treaty") + p("Article 1") + listed("Each Party:", 0) + listed("flies.", 1)
    (path := tmp_path / "kites.docx").write_bytes(make_docx(body, numbering=numbering))
    assert run_import(path)[0] == 0
    assert write_number("roman", 9999) == "9999" and write_number("LETTER", 0) == "0"


@pytest.mark.parametrize("number", ["²", "Article ①", "٣", "9" * 5000, "999999999999"])
def test_numbers_that_are_none(tmp_path: Path, number: str) -> None:
    body = write_article("Article 1") + write_article(number) + write_article("Article 3")
    (path := tmp_path / "kites.xml").write_bytes(wrap_akn(body))
    assert run_import(path)[0] == 0
    text = f"Kite Treaty\n\nArticle 1\n\n{number}. Fly.\n\n({number}) Land.\n\nArticle {number}\n\nFly.\n"
    (path := tmp_path / "kites.txt").write_text(text, encoding="utf-8")
    assert run_import(path)[0] == 0
    items = f"<ol start='{number}'><li value='{number}'>Fly &#{'9' * 5000};</li></ol>"
    (path := tmp_path / "kites.html").write_bytes(wrap_html(items))
    assert run_import(path)[0] == 0


def test_gaps_up_to_a_high_number_are_not_listed() -> None:
    articles = [Clause("article", n, n, text="Fly.") for n in ("1", "3", "9" * 15, "9" * 5000)]
    assert find_gaps(Draft("kites", "1", "Kites", tuple(articles))) == [
        "article 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14 ... not found"
    ]


@pytest.mark.parametrize(
    "markup",
    ["<![x]>", "<![", "<![if !lists]>", "<![CDATA[x]]>", "<!-- <![endif]--><p>2. Land.</p>"],
)
def test_marked_sections_of_html(tmp_path: Path, markup: str) -> None:
    (path := tmp_path / "kites.html").write_bytes(wrap_html(f"<p>1. Fly.</p>{markup}"))
    refs = import_file(path, instrument="kites", version="1").draft.by_ref
    assert "1(1)" in refs and ("1(2)" in refs) == ("Land" in markup)


@pytest.mark.parametrize("piece", ["<!--", "<![", "<a x='", "</", "<?", "&#", "<li>x", "</b>x"])
def test_html_repeated_without_end(tmp_path: Path, piece: str) -> None:
    nested = "<div>" * 1900
    (path := tmp_path / "kites.html").write_bytes(
        wrap_html(f"<p>Fly.</p>{nested}{piece * 100_000}")
    )
    run_import(path)


@pytest.mark.parametrize("name", ["kites.html", "kites.xml", "kites.txt"])
def test_comments_before_the_text(tmp_path: Path, name: str) -> None:
    """Forty comments took the pattern that looks for the first element longer than anybody
    waits."""
    (path := tmp_path / name).write_text("<!---->" * 40 + "x Kite Treaty\n\nArticle 1\n\nFly.\n")
    assert run_import(path)[0] == (0 if name == "kites.txt" else 2)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("The General Assembly,\n\n", 20_000),
        ("Preamble\n\nThe States Parties,\n\n", 10_000),
        ("The States Parties do\n\n", 20_000),
        ("Article 1\n\nFly.\n\n", 10_000),
        ("(i) x;\n", 10_000),
        ("(a) (i) ", 50_000),
        ("a\n", 400_000),
        ("kite ", 3_000_000),
    ],
)
def test_one_line_again_and_again(tmp_path: Path, line: str, count: int) -> None:
    text = "Article 1\n\n" + line * count
    (path := tmp_path / "kites.txt").write_text(text, encoding="utf-8")
    code, said = run_import(path)
    assert code == 0 or "expected at most" in said or "no articles" in said


def test_openings_are_looked_for_once() -> None:
    lines = [Line("The States Parties do", starts=True)] * 20_000
    assert find_opening(lines) == -1
    assert find_opening([*lines, Line("Have agreed as follows:", starts=True)]) == 0


def test_markers_on_one_line_are_counted() -> None:
    pieces = split_markers("(a) (i) (A) (I) 1) " * 10 + "Fly.")
    assert len(pieces) < 12 and pieces[-1][0].endswith("Fly.")


def test_many_equal_numbers_take_no_longer(tmp_path: Path) -> None:
    """The identifiers of 20,000 clauses whose numbers are written alike took minutes."""
    body = "".join(write_article("Article 1") for _ in range(20_000))
    (path := tmp_path / "kites.xml").write_bytes(wrap_akn(body))
    imported = import_file(path, instrument="kites", version="1")
    assert len(imported.draft.by_ref) == 20_001 and "1-20000" in imported.draft.by_ref
    cyrillic = [Clause("article", f"{n}б", f"{n}б", text="Fly.") for n in range(20_000)]
    same = [Clause("article", chr(0x4E00 + n % 20_000), str(n), text="Fly.") for n in range(20_000)]
    for clauses in (cyrillic, same):
        written = write_akn(Draft("kites", "1", "Kites", tuple(clauses)))
        names = [element.get("eId") for element in ElementTree.fromstring(written).iter()]
        made = [name for name in names if name and name.startswith("art")]
        assert len(made) == len(set(made)) == 20_000


@pytest.mark.parametrize("strange", ["\ufffe", "\uffff", "\ud800", "\x01", "\ufeff"])
def test_characters_that_xml_cannot_hold(tmp_path: Path, strange: str) -> None:
    clause = Clause("article", "1", "1", f"He{strange}ad", f"Fl{strange}y.", note=f"n{strange}o")
    draft = Draft("kites", "1", f"Ki{strange}tes", (clause,), verified=f"{strange}yes")
    written = write_akn(draft)
    ElementTree.fromstring(written)
    (path := tmp_path / "kites.xml").write_text(written, encoding="utf-8")
    plain = Clause("article", "1", "1", "Head", "Fly.", note="no")
    assert import_file(path).draft == Draft("kites", "1", "Kites", (plain,), verified="yes")


@pytest.mark.parametrize("name", ["kites.txt", "kites.md", "kites.html", "kites.xml"])
def test_strange_characters_reach_no_draft(tmp_path: Path, name: str) -> None:
    strange = "\ufffe\uffff" if name != "kites.xml" else "\u202e\ufeff"
    text = f"Kite{strange} Treaty of the kites and their strings\n\nArticle 1\n\nFl{strange}y{strange}.\n"
    data = text.encode()
    if name == "kites.html":
        data = wrap_html(f"<p>Fl{strange}y high.</p><ol><li>Land{strange}.</ol>")
    elif name == "kites.xml":
        data = wrap_akn(write_article(f"1{strange}", f"Fl{strange}y."))
    (path := tmp_path / name).write_bytes(data)
    draft = import_file(path, instrument="kites", version="1").draft
    loaded, problems = build_draft(parse_yaml(dump_draft(draft)))
    assert loaded == draft and not problems
    assert not set(strange) & set(dump_draft(draft))


def test_clauses_may_not_nest_without_end(tmp_path: Path) -> None:
    for depth, match in ((40, "nest more than 25 deep"), (300, "more than 100 deep")):
        inner = "<content><p>Fly.</p></content>"
        body = "<chapter><num>1</num>" * depth + inner + "</chapter>" * depth
        (path := tmp_path / "kites.xml").write_bytes(wrap_akn(body))
        with pytest.raises(InputError, match=match):
            import_file(path, instrument="kites", version="1")


def test_an_own_file_with_a_number_twice_is_refused(tmp_path: Path) -> None:
    clause = Clause("article", "1", "1", text="Fly.")
    written = write_akn(Draft("kites", "1", "Kites", (clause, clause)))
    (path := tmp_path / "kites.xml").write_text(written, encoding="utf-8")
    with pytest.raises(InputError, match="1 stands twice"):
        import_file(path)


def test_an_article_without_a_number_gets_one(tmp_path: Path) -> None:
    body = "<article><content><p>Fly.</p></content></article>" * 2 + write_article("Article 1")
    (path := tmp_path / "kites.xml").write_bytes(wrap_akn(body))
    assert run_import(path)[0] == 0
    imported = import_file(path, instrument="kites", version="1")
    assert [*imported.draft.by_ref][1:] == ["article-1", "article-2", "1"]
    assert any("no number in the source" in note for note in imported.summary.notes)
