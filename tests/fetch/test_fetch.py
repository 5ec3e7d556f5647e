"""Fetching against a server of our own that plays each case. The real addresses are never asked."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from clausecmp import fetch as module
from clausecmp.fetch.download import Policy, default_policy, fetch
from clausecmp.fetch.sources import Address, Source, find_source, list_sources, source_of_symbol
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.model.problems import InputError

PDF = b"%PDF-1.4\nkites\n" + bytes(5000) + b"\n%%EOF\n"
STUB = b"<!DOCTYPE html><html><body>Please enable JavaScript</body></html>"


# What a server sends at once, and then again and again: each piece comes in time, the whole never.
TRICKLES = {
    "/slow": (b"HTTP/1.0 200 OK\r\n\r\n%PDF-1.4", b"%"),
    "/slowstatus": (b"HTTP/1.1 2", b"0"),
    "/slowheader": (b"HTTP/1.1 200 OK\r\nX-Kite: ", b"x"),
    "/slowchunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
    "/continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


PAGES: dict[str, bytes] = {}
LENGTHS = {"/superscript": "²", "/digits": "9" * 5000}


class Player(BaseHTTPRequestHandler):
    """Each path is a case."""

    def do_GET(self) -> None:
        case = urlsplit(self.path).path
        body, kind, status, length = PDF, "application/pdf", 200, None
        if case == "/stub":
            body, kind = STUB, "application/pdf"
        elif case == "/missing":
            body, status = b"gone", 404
        elif case == "/forbidden":
            body, status = b"no", 403
        elif case == "/broken":
            body, status = b"oops", 503
        elif case == "/cut":
            length = len(PDF) + 1000
        elif case == "/noend":
            body = PDF[:-8]
        elif case == "/big":
            body = b"%PDF-1.4" + bytes(300_000) + b"%%EOF"
        elif case == "/bigsaid":
            length = 10**9
        elif case == "/empty":
            body = b""
        elif case in PAGES:
            body, kind = PAGES[case], "text/html"
        elif case in LENGTHS:
            self.send_response(200)
            self.send_header("Content-Length", LENGTHS[case])
            self.end_headers()
            self.wfile.write(PDF)
            return
        elif case == "/octets":
            kind = "application/octet-stream"
        elif case == "/word":
            body = b"\xd0\xcf\x11\xe0" + bytes(100)
        elif case in ("/away", "/plain", "/around", "/near", "/endless"):
            self.send_response(302)
            here = f"http://{self.headers['Host']}"
            self.send_header(
                "Location",
                {
                    "/away": "http://evil.example/x.pdf",
                    "/plain": "ftp://127.0.0.1/x",
                    "/around": "/around",
                    "/near": f"{here}/pdf",
                    "/endless": f"{here}/pdf",
                }[case],
            )
            self.end_headers()
            with contextlib.suppress(OSError):
                while case == "/endless":
                    self.wfile.write(bytes(64 * 1024))
            return
        elif case in TRICKLES:
            start, again = TRICKLES[case]
            with contextlib.suppress(OSError):
                self.wfile.write(start)
                for _ in range(400):
                    self.wfile.write(again)
                    time.sleep(0.01)
            return
        elif case == "/silent":
            time.sleep(2)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    running = ThreadingHTTPServer(("127.0.0.1", 0), Player)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}"
    running.shutdown()
    running.server_close()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


POLICY = Policy(
    frozenset(("127.0.0.1",)),
    schemes=frozenset(("http",)),
    max_bytes=200_000,
    wait_seconds=1,
    total_seconds=1.5,
)


def make_source(*urls: str) -> Source:
    return Source(
        "kites",
        "kites@2001-05-01",
        "Kites",
        "high",
        symbol="KTS 1",
        page="https://example.org/kites",
        addresses=tuple(Address(url, "pdf", "en", "high") for url in urls),
    )


def test_a_document_is_stored_with_its_provenance(server: str, tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    fetched = fetch(
        make_source(f"{server}/pdf"),
        folder=tmp_path / "new",
        policy=POLICY,
        progress=lambda size, total: seen.append((size, total)),
    )
    assert fetched.path.read_bytes() == PDF and fetched.path.name == "kites@2001-05-01.en.pdf"
    assert seen[-1] == (len(PDF), len(PDF))
    root = parse_yaml(fetched.record.read_text(encoding="utf-8")).root
    assert root is not None
    assert root.text("sha256") == fetched.provenance.sha256 == sha256(PDF).hexdigest()
    assert (
        root.text("url") == f"{server}/pdf"
        and root.text("type") == "pdf"
        and root.text("content_type") == "application/pdf"
        and root.text("date")
    )
    assert dict(fetched.provenance.as_source())["sha256"] == sha256(PDF).hexdigest()
    assert sorted(path.name for path in fetched.path.parent.iterdir()) == sorted(
        (fetched.path.name, fetched.record.name)
    )


@pytest.mark.parametrize(
    ("case", "match"),
    [
        ("stub", "HTML page in place of a PDF.*open .*stub.*in a browser.*--from FILE"),
        ("missing", "404: the document is not there"),
        ("forbidden", "403: it turns programs away"),
        ("broken", "503"),
        ("cut", "broke off after"),
        ("noend", "cut short"),
        ("big", "more than 200,000 bytes|has 300,"),
        ("bigsaid", "1,000,000,000 bytes, expected at most"),
        ("empty", "empty file"),
        ("word", "expected a PDF: .*Word"),
        ("away", "evil.example is not among those allowed.*redirects there"),
        ("plain", "ftp"),
        ("around", "cannot be reached|answered 302"),
        *((case.strip("/"), "too slow: not all there after 1.5 seconds") for case in TRICKLES),
        ("silent", "no answer within 1 seconds"),
    ],
)
def test_what_goes_wrong_is_said_and_leaves_nothing(
    server: str, tmp_path: Path, case: str, match: str
) -> None:
    with pytest.raises(InputError, match=match):
        fetch(make_source(f"{server}/{case}"), folder=tmp_path, policy=POLICY)
    assert list(tmp_path.iterdir()) == []


def test_an_old_file_stays_when_the_new_one_fails(server: str, tmp_path: Path) -> None:
    old = fetch(make_source(f"{server}/pdf"), folder=tmp_path, policy=POLICY)
    with pytest.raises(InputError):
        fetch(make_source(f"{server}/cut"), folder=tmp_path, policy=POLICY)
    assert old.path.read_bytes() == PDF


def test_the_next_address_is_tried(server: str, tmp_path: Path) -> None:
    assert (
        fetch(
            make_source(f"{server}/stub", f"{server}/near"), folder=tmp_path, policy=POLICY
        ).provenance.final_url
        == f"{server}/pdf"
    )


def test_what_the_host_calls_it_does_not_count(server: str, tmp_path: Path) -> None:
    assert fetch(make_source(f"{server}/octets"), folder=tmp_path, policy=POLICY).path.is_file()


def test_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot be reached.*in a browser"):
        fetch(make_source("http://127.0.0.1:9/x"), folder=tmp_path, policy=POLICY)


@pytest.mark.parametrize(
    "url",
    [
        "http://rm.coe.int/1",
        "https://evil.example/1",
        "https://user@rm.coe.int/1",
        "file:///etc/passwd",
        "https://rm.coe.int.evil.example/1",
        "https://[::1/x",
    ],
)
def test_only_https_to_known_hosts(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", never)
    with pytest.raises(InputError):
        fetch(make_source(url), folder=tmp_path)


def test_a_redirect_is_followed_without_reading_it(server: str, tmp_path: Path) -> None:
    began = time.monotonic()
    fetched = fetch(make_source(f"{server}/endless"), folder=tmp_path, policy=POLICY)
    assert fetched.provenance.final_url == f"{server}/pdf" and time.monotonic() - began < 1


@pytest.mark.parametrize("repeats", [1, 40, 2000])
def test_comments_before_a_page_are_no_trap(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repeats: int
) -> None:
    """Forty comments took the pattern that looked for a page longer than anybody waits."""
    began = time.monotonic()
    monkeypatch.setitem(PAGES, "/comments", b"<!---->" * repeats + b"<p>Please wait")
    with pytest.raises(InputError, match=r"HTML page|plain text"):
        fetch(make_source(f"{server}/comments"), folder=tmp_path, policy=POLICY)
    assert time.monotonic() - began < 5


def test_a_size_that_is_no_number_is_not_believed(server: str, tmp_path: Path) -> None:
    for case in ("superscript", "digits"):
        assert fetch(make_source(f"{server}/{case}"), folder=tmp_path, policy=POLICY).path.is_file()


def test_a_file_downloaded_by_hand(tmp_path: Path) -> None:
    (given := tmp_path / "mine.pdf").write_bytes(PDF)
    fetched = fetch("budapest", folder=tmp_path / "out", from_file=given)
    assert (
        fetched.path.read_bytes() == PDF
        and fetched.provenance.url is None
        and fetched.provenance.note == "downloaded by hand"
    )
    (given := tmp_path / "stub.pdf").write_bytes(STUB)
    with pytest.raises(InputError, match="HTML page"):
        fetch("budapest", folder=tmp_path / "out2", from_file=given)
    (given := tmp_path / "kites.txt").write_text("Article 1\n")
    assert fetch("budapest", folder=tmp_path / "out", from_file=given).path.suffix == ".txt"


def test_languages(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no address is known in fr"):
        fetch("budapest", language="fr", folder=tmp_path)
    with pytest.raises(InputError, match="language 'xx'"):
        fetch("budapest", language="xx", folder=tmp_path)


def test_the_sources_are_complete_and_sound() -> None:
    sources = list_sources()
    ids = [source.id for source in sources]
    assert len(ids) == len(set(ids))
    assert {
        "budapest",
        "budapest-protocol-1",
        "budapest-protocol-2",
        "un-cybercrime",
        "un-cybercrime-rev1",
        "un-cybercrime-rev2",
        "un-cybercrime-rev3",
        "un-cybercrime-l15",
        "un-resolution",
        "un-notes",
        "untoc",
        "uncac",
    } <= set(ids)
    for source in sources:
        assert source.addresses and source.evidence in ("high", "medium", "low")
        for address in source.addresses:
            module.download._check_address(address.url, default_policy())


def test_sources_are_found_by_every_name() -> None:
    assert (
        find_source("un-cybercrime@rev3")
        == find_source("un-cybercrime@2024-05-23")
        == find_source("un-cybercrime-rev3")
        == find_source("A/AC.291/22/Rev.3")
    )
    assert (
        source_of_symbol("A/RES/1/1").addresses[0].url
        == "https://documents.un.org/api/symbol/access?s=A%2FRES%2F1%2F1&l=en&t=pdf"
    )
    assert find_source("A/RES/1/1").draft.startswith("a-res-1-1@")
    for wrong in ("untok", "A/../x", "a b/c"):
        with pytest.raises(InputError):
            find_source(wrong)


def test_a_document_by_symbol(server: str, tmp_path: Path) -> None:
    source = replace(
        source_of_symbol("A/RES/1/1"), addresses=(Address(f"{server}/pdf", "pdf", "ru", "high"),)
    )
    assert fetch(source, language="ru", folder=tmp_path, policy=POLICY).path.name.endswith(
        ".ru.pdf"
    )
