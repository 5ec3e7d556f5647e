"""Official source -> file and provenance: what is asked, what is followed, what is kept."""

from __future__ import annotations

import hashlib
import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import IO, BinaryIO

from ..files.writing import stage, write_whole
from ..files.yaml_read import dump_yaml
from ..importers.pdf import has_pdf_end
from ..importers.sniff import NAMES, sniff_content, sniff_format
from ..model.numerals import read_decimal
from ..model.problems import InputError, Problem, suggest
from .deadline import Deadline
from .sources import LANGUAGES, Address, Source, fail, find_source, read_sources

CHUNK = 64 * 1024
# some hosts turn urllib's own name away
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; clausecmp)",
    "Accept": "application/pdf,text/html;q=0.5,*/*;q=0.3",
    "Accept-Encoding": "identity",
}
_ANSWERS = {
    401: "it turns programs away",
    403: "it turns programs away",
    429: "it turns programs away",
    404: "the document is not there",
    410: "the document is not there",
    500: "it has a fault",
    502: "it has a fault",
    503: "it has a fault",
    504: "it has a fault",
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What a download may do. Only tests allow other schemes than https."""

    hosts: frozenset[str]
    schemes: frozenset[str] = frozenset(("https",))
    max_bytes: int = 60 * 1024 * 1024  # the PDFs at hand have under 1 MB; room for scans
    wait_seconds: float = 30.0  # for each answer
    total_seconds: float = 300.0
    max_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a file came from. `url` is the address asked, `final_url` the one that answered; both
    None for a file given by hand."""

    source: str
    title: str
    url: str | None
    final_url: str | None
    date: str
    type: str
    content_type: str | None
    sha256: str
    bytes: int
    language: str
    symbol: str | None = None
    evidence: str | None = None
    note: str | None = None

    def as_source(self) -> tuple[tuple[str, str], ...]:
        """One entry of a draft's `sources`."""
        given = (
            ("title", self.title),
            ("url", self.final_url or self.url),
            ("date", self.date),
            ("type", self.type),
            ("sha256", self.sha256),
            ("note", self.note),
        )
        return tuple((key, value) for key, value in given if value)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file on disk, its provenance, and the file beside it that records it."""

    path: Path
    provenance: Provenance
    record: Path


Progress = Callable[[int, int | None], None]
"""Called with bytes so far and bytes in all (None if the host does not say)."""


@cache
def default_policy() -> Policy:
    """https to the hosts of data/sources.yaml."""
    return Policy(frozenset(read_sources().texts("hosts")))


def fetch(
    source: Source | str,
    *,
    language: str = "en",
    folder: str | Path,
    progress: Progress | None = None,
    policy: Policy | None = None,
    from_file: str | Path | None = None,
) -> Fetched:
    """Download a source (or take `from_file`) into `folder` and record its provenance beside it.

    Guarantees: only `policy`'s schemes and hosts are asked, also after redirects; nothing is left
    behind unless the whole document came, has the expected type and was renamed into place. Raises
    InputError saying what went wrong at each address, and which to open in a browser.
    """
    source = find_source(source) if isinstance(source, str) else source
    if language not in LANGUAGES:
        raise fail(
            source.id,
            f"language '{language}' is not known, expected one of {', '.join(LANGUAGES)}",
            hint=suggest(language, LANGUAGES),
        )
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fail(str(folder), f"no folder can be made here: {error.strerror}") from None
    if from_file is not None:
        return _take_file(source, Path(from_file), language, folder)
    policy = policy or default_policy()
    addresses = [address for address in source.addresses if address.language == language]
    if not addresses:
        languages = sorted({address.language for address in source.addresses})
        raise fail(
            source.id,
            f"no address is known in {language}",
            hint=f"known in {', '.join(languages) or 'none'}; a file of it can be given with --from",
        )
    problems: list[Problem] = []
    for address in addresses:
        try:
            return _download(source, address, folder, progress, policy)
        except InputError as error:
            problems.extend(error.problems)
    raise InputError(problems)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A document on its way: the stream, what is expected of it, and where it comes from."""

    stream: BinaryIO
    type: str
    language: str
    where: str
    limit: int
    url: str | None = None
    final_url: str | None = None
    length: int | None = None
    content_type: str | None = None
    evidence: str | None = None
    note: str | None = None
    hint: str | None = None


def _take_file(source: Source, path: Path, language: str, folder: Path) -> Fetched:
    """A document downloaded by hand, checked as a downloaded one is."""
    found = sniff_format(path)
    suffix = {"akn": "xml", "markdown": "md", "text": "txt"}.get(found, found)
    with open(path, "rb") as file:
        return _store(
            source,
            _Arrival(
                file,
                suffix,
                language,
                str(path),
                default_policy().max_bytes,
                note="downloaded by hand",
            ),
            folder,
            None,
        )


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to where the policy allows a first request."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        vars(self).update(max_redirections=policy.max_redirects, max_repeats=policy.max_redirects)

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The next request. Raises InputError where the policy does not allow it. What the answer
        holds beside the address is not read: it may have no end."""
        fp.close()
        _check_address(newurl, self.policy, came_from=req.full_url)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check_address(url: str, policy: Policy, *, came_from: str | None = None) -> None:
    try:
        parts = urllib.parse.urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise fail(url, "this is no address") from None
    redirected = f"; {came_from} redirects there" if came_from else ""
    if parts.scheme not in policy.schemes:
        allowed = ", ".join(sorted(policy.schemes))
        raise fail(
            url,
            f"the address is {parts.scheme or 'nothing'}, only {allowed} is asked{redirected}",
            rule="fetch-policy",
        )
    if host not in policy.hosts or parts.username is not None:
        raise fail(
            url,
            f"the host {host} is not among those allowed{redirected}",
            rule="fetch-policy",
            hint=f"if you trust it, open {came_from or url} in a browser and give the file with --from",
        )


def _download(
    source: Source,
    address: Address,
    folder: Path,
    progress: Progress | None,
    policy: Policy,
) -> Fetched:
    _check_address(address.url, policy)
    hint = _browser_hint(source, address)
    request = urllib.request.Request(address.url, headers=HEADERS)
    with Deadline(policy.total_seconds) as deadline:
        director = urllib.request.build_opener(_Redirects(policy), *deadline.handlers())
        try:
            with director.open(request, timeout=policy.wait_seconds) as answer:
                _check_address(answer.geturl(), policy, came_from=address.url)
                arrival = _Arrival(
                    answer,
                    address.type,
                    address.language,
                    address.url,
                    policy.max_bytes,
                    address.url,
                    answer.geturl(),
                    read_decimal(answer.headers.get("Content-Length") or ""),
                    answer.headers.get("Content-Type"),
                    address.evidence,
                    address.note,
                    hint,
                )
                return _store(source, arrival, folder, progress)
        except urllib.error.HTTPError as error:
            error.close()
            said = _ANSWERS.get(error.code, error.reason)
            message = f"the site answered {error.code}: {said}"
        except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            message = f"cannot be reached: {reason}"
            if isinstance(reason, TimeoutError):
                message = f"no answer within {policy.wait_seconds:g} seconds"
        except InputError:
            if not deadline.passed:  # else the stream broke off because we closed it
                raise
            message = ""
        if deadline.passed:
            message = f"too slow: not all there after {policy.total_seconds:g} seconds"
    raise fail(address.url, message, hint=hint)


def _browser_hint(source: Source, address: Address) -> str:
    page = f" (or {source.page})" if source.page else ""
    return f"open {address.url}{page} in a browser, save the document, and give it with --from FILE"


def _store(source: Source, arrival: _Arrival, folder: Path, progress: Progress | None) -> Fetched:
    """Copy a stream into place by way of a temporary file; check it before it gets its name."""
    if arrival.length is not None and arrival.length > arrival.limit:
        raise fail(
            arrival.where,
            f"the document has {arrival.length:,} bytes, expected at most {arrival.limit:,}",
            hint=arrival.hint,
        )
    name = re.sub(r"[^A-Za-z0-9@._-]+", "-", source.draft)
    path = folder / f"{name}.{arrival.language}.{arrival.type}"
    with stage(path) as file:
        digest, size = _copy(arrival, file, progress)
        file.flush()
        _check_type(Path(file.name), arrival)
    provenance = Provenance(
        source.id,
        source.title,
        arrival.url,
        arrival.final_url,
        datetime.now(UTC).isoformat(timespec="seconds"),
        arrival.type,
        arrival.content_type,
        digest,
        size,
        arrival.language,
        source.symbol,
        arrival.evidence,
        arrival.note,
    )
    record = path.with_name(path.name + ".provenance.yaml")
    write_whole(
        record,
        dump_yaml(
            {
                key: value
                for key in Provenance.__slots__
                if (value := getattr(provenance, key)) is not None
            }
        ),
    )
    return Fetched(path, provenance, record)


def _copy(arrival: _Arrival, file: BinaryIO, progress: Progress | None) -> tuple[str, int]:
    """Copy in pieces, within the limits of size and time. Returns SHA-256 and size."""
    digest, size = hashlib.sha256(), 0
    while chunk := arrival.stream.read(CHUNK):
        size += len(chunk)
        if size > arrival.limit:
            raise fail(
                arrival.where,
                f"the document has more than {arrival.limit:,} bytes, the download was stopped",
                hint=arrival.hint,
            )
        digest.update(chunk)
        file.write(chunk)
        if progress:
            progress(size, arrival.length)
    if arrival.length is not None and size < arrival.length:
        raise fail(
            arrival.where,
            f"the download broke off after {size:,} of {arrival.length:,} bytes",
            hint=arrival.hint,
        )
    return digest.hexdigest(), size


def _check_type(path: Path, arrival: _Arrival) -> None:
    """Whether the bytes are what was asked for; what the host calls them counts for nothing."""
    wanted = {"xml": "akn", "txt": "text", "md": "text"}.get(arrival.type, arrival.type)
    if path.stat().st_size == 0:
        raise fail(arrival.where, "the site sent an empty file", hint=arrival.hint)
    try:
        found = sniff_content(path)
    except InputError as error:
        message = f"expected {NAMES[wanted]}: {error.problems[0].message}"
        raise fail(arrival.where, message, rule=error.problems[0].rule, hint=arrival.hint) from None
    if found == "html" != wanted:
        message = f"the site sent an HTML page in place of {NAMES[wanted]}"
        raise fail(arrival.where, message, rule="html-stub", hint=arrival.hint)
    if found != wanted:
        message = f"expected {NAMES[wanted]}: the file is {NAMES[found]}"
        raise fail(arrival.where, message, rule="wrong-suffix", hint=arrival.hint)
    if found == "pdf" and not has_pdf_end(path):
        raise fail(
            arrival.where, "the PDF has no end: the download was cut short", hint=arrival.hint
        )
