"""Whatever stands in a folder: findings, never a traceback, never a hang."""

from __future__ import annotations

import json
import os
import random
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clausecmp.check import rules_concerns
from clausecmp.check.formats import FORMATS
from clausecmp.check.rules import RULES
from clausecmp.check.run import check_paths
from clausecmp.files.yaml_read import dump_yaml
from tests.check.folders import SHARED_FOLDER


def check(*paths):
    return check_paths(paths, drafts=[SHARED_FOLDER / "drafts"], mappings=[SHARED_FOLDER])


def rules_of(report):
    return sorted({problem.rule for problem in report.problems})


TEXTS = {
    "empty": "",
    "blank": "\n\n  \n",
    "scalar": "word",
    "list": "- 1\n- 2\n",
    "nothing": "~",
    "nul": "a\0b",
    "bell": "concerns: [\u0007]\n",
    "two": "a: 1\n---\nb: 2\n",
    "tag": "concerns: !!python/object/apply:os.system [ls]\n",
    "alias": "a: &a [x]\nconcerns: *a\n",
    "laughs": "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nconcerns: [*c,*c]\n",
    "deep": "concerns: " + "[" * 5000 + "]" * 5000,
    "deeper": "clauses:\n"
    + "".join(
        " " * (2 * n) + "- article: 1\n" + " " * (2 * n) + "  clauses:\n" for n in range(300)
    ),
    "open": "concerns: [\n",
    "keys": "? [a, b]\n: c\nconcerns: []\n",
    "wrong": "concerns: {a: b}\n",
    "wrong-links": "links: [1, [2], {left: 3, right: {a: b}}]\nleft: [x]\nright: {y: z}\n",
    "wrong-draft": "clauses: [{article: [1]}, {paragraph: {a: b}}, 7, {}]\ninstrument: [x]\nversion: {a: b}\ntitle: [t]\n",
    "wrong-terms": "terms: [{id: [x], defined: [1], budapest: {a: b}}]\ninstruments: {a: b}\n",
    "wrong-numbering": "articles: [{earlier: [1], later: {a: b}}, 3]\nto: [x]\nfrom: x\n",
    "wrong-concern": "record: [x]\nconcerns: [{id: [1], applies_to: [{draft: [x], refs: {a: b}}, 4], cited: {a: b}, anchor: [x], summary: {a: b}, stakeholder: [y], reviewed: [z], note: [n]}]\n",
    "wrong-stamp": "record: late\nconcerns: [{id: a, applies_to: [{draft: toy@2024-01-01, refs: ['2']}], reviewed: {fingerprint: '-', date: x}}]\n",
    "names": "stakeholders: [{id: [x]}, 3, {}]\n",
    "empty-ref": "record: late\nconcerns: [{id: a, applies_to: [{draft: toy@2024-01-01, refs: ['', ' ', '((((', '9' ]}]}]\n",
    "long-ref": "record: late\nconcerns: [{id: a, cited: ['"
    + "article 1 " * 2000
    + "'], applies_to: [{draft: toy@2024-01-01, refs: ['"
    + "1(" * 5000
    + "']}]}]\n",
    "numbers": "instrument: x\nversion: '1'\ntitle: t\nwording: restated\nclauses:\n"
    + "".join(
        f"  - {{article: '{n}', text: t}}\n"
        for n in ("ⅳ", "1" * 40, "iiiiiiiiiiiiiiiiiiii", "zzzzzz", "mmmmm", "-1", "1 bis", "²", "٣")
    ),
    "markup": "record: late\nconcerns:\n  - id: \x1b[31mx\n",
    "link-in": "left: toy@../../etc/passwd\nright: /etc/passwd\nlinks: []\n",
    "next-line": "concerns: [a,\u0085 b,\u2028 c\u2029]\nthema: x\n",
    "comment": "# clausecmp: ignore[" + "x," * 5000 + "]\n" * 3,
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(
    "place", ["x.yaml", "concerns/x.yaml", "drafts/toy/x.yaml", "links/a--b.yaml", "terms.yaml"]
)
def test_broken_files_end_in_findings(tmp_path, name, place):
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TEXTS[name], encoding="utf-8")
    start = time.monotonic()
    report = check(path)
    assert report.problems and time.monotonic() - start < 5
    assert all(
        text.isprintable() and len(text) <= 500
        for problem in report.problems
        for text in (problem.message, problem.hint or "")
    )


def test_bytes_that_are_no_text(tmp_path):
    for name, data in (
        ("a", b"\xff\xfe\x00"),
        ("b", "concerns: []".encode("utf-16")),
        ("c", b"a: \xed\xa0\x80"),
        ("d", os.urandom(4000)),
    ):
        (tmp_path / f"{name}.yaml").write_bytes(data)
    report = check(tmp_path)
    assert {problem.location.path for problem in report.problems} == {
        str(tmp_path / f"{name}.yaml") for name in "abcd"
    }


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links and pipes of POSIX")
def test_links_loops_pipes_and_ways_out(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text("thema: 1\n")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "loop").symlink_to(folder)
    (folder / "up").symlink_to(tmp_path)
    (folder / "self.yaml").symlink_to("self.yaml")
    (folder / "gone.yaml").symlink_to("nowhere")
    (folder / "device.yaml").symlink_to("/dev/zero")
    (folder / "folder.yaml").mkdir()
    os.mkfifo(folder / "pipe.yaml")
    report = check(folder)
    found = {os.path.basename(problem.location.path): problem.rule for problem in report.problems}
    assert found == {
        "self.yaml": "file",
        "gone.yaml": "file",
        "device.yaml": "file",
        "pipe.yaml": "file",
        "x.yaml": "unknown-file",
    }


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_what_may_not_be_read_is_a_finding(tmp_path):
    (tmp_path / "x.yaml").write_text("a: 1")
    (tmp_path / "shut").mkdir()
    (tmp_path / "x.yaml").chmod(0)
    (tmp_path / "shut").chmod(0)
    try:
        assert rules_of(check(tmp_path)) == ["file"] and len(check(tmp_path).problems) == 2
    finally:
        (tmp_path / "shut").chmod(0o700)


def test_what_the_walk_cannot_enter_is_a_finding(tmp_path, monkeypatch):
    def refuse(place):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    report = check(tmp_path)
    assert [problem.message for problem in report.problems] == [
        "the folder cannot be read: Permission denied"
    ]


def test_ten_thousand_findings_in_one_file(tmp_path, run):
    path = tmp_path / "late.yaml"
    entry = "  - {id: c%d, stakeholder: nobody, kind: concern, theme: safeguards, anchor: words of the record %d, summary: s%d, applies_to: [], note: n}\n"
    path.write_text("record: late\nconcerns:\n" + "".join(entry % (n, n, n) for n in range(10_000)))
    start = time.monotonic()
    result = run("check", path, "--mappings", SHARED_FOLDER, "--format", "json")
    assert result.exit_code == 1 and time.monotonic() - start < 30
    assert [problem["line"] for problem in json.loads(result.stdout)["problems"]] == list(
        range(3, 10_003)
    )


def test_ten_thousand_findings_in_the_text_of_a_draft(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        "instrument: x\nversion: '1'\ntitle: t\nwording: restated\nclauses:\n"
        + "".join(
            f"  - {{article: {n}, text: 'See article {n + 20_000} and [open.'}}\n"
            for n in range(1, 5001)
        )
    )
    start = time.monotonic()
    report = check(path)
    assert len(report.problems) == 10_000 and time.monotonic() - start < 30


WORDS = (
    "article shall access computer system information service provider evidence safeguard rights "
    "judicial review proportionality necessity offence criminal procedure interception jurisdiction "
    "preservation cooperation extradition assistance training protection witness victim property"
).split()


def test_summaries_of_one_speaker_are_not_all_compared(tmp_path, monkeypatch):
    """200,000 of them took hours."""
    compared = []
    is_alike = rules_concerns._is_alike
    monkeypatch.setattr(rules_concerns, "RECENT", 5)
    monkeypatch.setattr(
        rules_concerns, "_is_alike", lambda *two: compared.append(1) or is_alike(*two)
    )
    draw = random.Random(3)
    path = tmp_path / "late.yaml"
    path.write_text(
        "record: late\nconcerns:\n"
        + "".join(
            f"  - {{id: c{n}, stakeholder: ann-example, kind: concern, theme: safeguards, note: n, "
            f"anchor: words of record {n}, summary: {' '.join(draw.sample(WORDS, 12))}, "
            "applies_to: []}\n"
            for n in range(1000)
        )
    )
    check(path)
    assert 1000 < len(compared) < 1000 * 2 * 5 * 4, (
        "at most 10 for each of the 3 or 4 longest words"
    )


@pytest.mark.skipif(sys.platform != "linux", reason="file names of any bytes")
def test_names_that_are_no_text(tmp_path, run):
    place = os.fsencode(tmp_path) + b"/\xff\x1b[31m.yaml"
    with open(place, "w") as file:
        file.write("thema: 1\n")
    for form in FORMATS:
        result = run("check", tmp_path, "--format", form, "--output", tmp_path / f"out.{form}")
        assert (
            result.exit_code == 0
            and "Traceback" not in result.output
            and "\x1b" not in (tmp_path / f"out.{form}").read_text()
        )
    assert run("check", tmp_path).exit_code == 0


KEYS = st.sampled_from(
    "record concerns id stakeholder kind theme anchor summary cited applies_to draft refs note reviewed date fingerprint left right links relation "
    "by terms instruments defined game toy articles earlier later from until to instrument version title wording clauses article paragraph item preamble "
    "recital chapter annex heading text closing stakeholders themes records name side sentence hosts sources".split()
)
VALUES = st.sampled_from(
    [
        "toy@2024-01-01",
        "tiny@1",
        "tiny@2",
        "toy",
        "game",
        "1",
        "2",
        "4(2)",
        "2(1)",
        "a",
        "ii",
        "title",
        "whole",
        "late",
        "ann-example",
        "Article 3 and [",
        "concern",
        "restated",
        "paragraph 9 of this article",
        "same",
        "0123456789ab-x",
        "# clausecmp: ignore[schema]",
        "",
        "\u202e",
        "game machine",
        None,
    ]
)
DATA = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=30,
)
FILES = st.dictionaries(KEYS, DATA, min_size=1, max_size=6)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    FILES,
    st.sampled_from(
        [
            "x.yaml",
            "concerns/x.yaml",
            "links/tiny@1--tiny@2.yaml",
            "drafts/toy/x.yaml",
            "terms.yaml",
            "numbering/x.yaml",
            "themes.yaml",
        ]
    ),
)
def test_any_shape_of_data_is_judged(tmp_path, data, place):
    path = tmp_path / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump_yaml(data), encoding="utf-8")
    report = check_paths(
        [path], drafts=[SHARED_FOLDER / "drafts"], mappings=[tmp_path, SHARED_FOLDER]
    )
    assert all(problem.rule in RULES and problem.location.line >= 1 for problem in report.problems)
