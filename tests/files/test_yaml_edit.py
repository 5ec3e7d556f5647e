"""Edits change what is meant and nothing else: read back, the data is as intended; every other line
is as it was."""

from __future__ import annotations

import os
import stat
import sys
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecmp.files.writing import edit_whole, write_whole
from clausecmp.files.yaml_edit import (
    append_entry,
    find_spans,
    set_key,
    set_keys,
    to_data,
)
from clausecmp.files.yaml_read import dump_flow, parse_yaml
from clausecmp.model.problems import InputError

WORD = st.text("abz é'\"#:,[]{}-0", min_size=1, max_size=8).map(str.strip).filter(bool)
LONG = st.lists(
    st.sampled_from("a treaty shall: may # never, be [open] to “all”".split()),
    min_size=8,
    max_size=40,
).map(" ".join)
SCALAR = st.one_of(WORD, LONG, st.integers(0, 99), st.none())
SHORT = st.one_of(
    SCALAR, st.lists(WORD, max_size=3), st.dictionaries(st.sampled_from("pqr"), WORD, max_size=2)
)
ENTRY = st.dictionaries(
    st.sampled_from(["id", "text", "refs", "note", "more"]), SHORT, min_size=1, max_size=4
)
STYLES = st.lists(st.sampled_from(["block", "flow", "comment", "blank"]), min_size=1, max_size=6)


def as_read(data):
    if isinstance(data, dict):
        return {key: as_read(item) for key, item in data.items()}
    if isinstance(data, list):
        return [as_read(item) for item in data]
    return data if data is None else str(data)


def write_file(entries, styles, indent, tail):
    """A file as people write them: entries in either style, comments of every kind, a key before
    and one behind."""
    number = count()
    lines = ["# head", "record: x  # kept", "concerns:  # the list"]
    pad = " " * indent
    for entry, style in zip(entries, styles):
        if style == "flow":
            lines.append(f"{pad}- {dump_flow(entry)}  # e{next(number)}")
            continue
        if style == "blank":
            lines.append("")
        elif style == "comment":
            lines.append(f"{pad}# own line {next(number)}")
        for at, (key, item) in enumerate(entry.items()):
            lead = f"{pad}- " if at == 0 else f"{pad}  "
            lines.append(
                f"{lead}{key}: {'' if item is None else dump_flow(item)}  # k{next(number)}"
            )
    return "\n".join(lines + tail)


TAILS = st.sampled_from(
    [[""], [], ["", "# end", ""], ["note: last", ""], ["", "", "note: >-", "  two", "  lines", ""]]
)


def read(text):
    document = parse_yaml(text)
    assert not document.problems, document.problems
    return document.root


def is_subsequence(some, others):
    rest = iter(others)
    return all(line in rest for line in some)


@settings(max_examples=300, deadline=None)
@given(st.lists(ENTRY, min_size=1, max_size=6), STYLES, st.sampled_from([0, 2, 4]), TAILS, ENTRY)
def test_append_keeps_every_line(entries, styles, indent, tail, new):
    text = write_file(entries, styles, indent, tail)
    before = to_data(read(text))
    after = append_entry(text, "concerns", new)
    assert to_data(read(after)) == {**before, "concerns": [*before["concerns"], as_read(new)]}
    assert is_subsequence(text.rstrip("\n").split("\n"), after.split("\n"))
    assert append_entry(after, "concerns", new).count("\n") > after.count("\n")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(ENTRY, min_size=1, max_size=6), STYLES, st.sampled_from([0, 2, 4]), TAILS, st.data()
)
def test_set_key_keeps_every_other_line(entries, styles, indent, tail, data):
    text = write_file(entries, styles, indent, tail)
    root = read(text)
    at = data.draw(st.integers(0, min(len(entries), len(styles)) - 1))
    key = data.draw(st.sampled_from(["id", "text", "refs", "reviewed"]))
    value = data.draw(SHORT)
    node = root.items("concerns")[at]
    before = to_data(root)
    after = set_key(text, node, key, value)
    before["concerns"][at][key] = as_read(value)
    assert to_data(read(after)) == before
    last = text.count("\n", 0, find_spans(text)[dict, node.line, node.column].end) + 1
    touched = set(range(node.line, last + 1))
    others = [line for number, line in enumerate(text.split("\n"), 1) if number not in touched]
    assert is_subsequence(others, after.split("\n"))
    assert [
        piece for piece in text.split() if piece.startswith(("e", "k")) and piece[1:].isdigit()
    ] == [piece for piece in after.split() if piece.startswith(("e", "k")) and piece[1:].isdigit()]


def check(before, after, edit):
    assert edit(before) == after


def test_append_begins_an_empty_list():
    check(
        "a: x\nlinks: []  # none yet\nb: y\n",
        "a: x\nlinks:  # none yet\n  - left: ['1']\n    right: []\nb: y\n",
        lambda text: append_entry(text, "links", {"left": ["1"], "right": []}),
    )
    check("links:", "links:\n  - a: b\n", lambda text: append_entry(text, "links", {"a": "b"}))
    check(
        "a: x\n",
        "a: x\nlinks:\n  - a: b\n",
        lambda text: append_entry(text, "links", {"a": "b"}),
    )
    check(
        "{a: x, links: []}\n",
        "{a: x, links: [{a: b}]}\n",
        lambda text: append_entry(text, "links", {"a": "b"}),
    )


def test_append_keeps_the_blank_line_between_entries():
    text = "links:\n- a: 1\n  b: >-\n    two\n    lines\n\n- a: 2\n  # about b\n  b: 3\n  # still the last entry\n# end\n"
    check(
        text,
        text.replace("# end\n", "\n- a: new\n# end\n"),
        lambda text: append_entry(text, "links", {"a": "new"}),
    )
    check("l: [a, b]\n", "l: [a, b, c]\n", lambda text: append_entry(text, "l", "c"))


def test_append_writes_as_the_shipped_files_are_written():
    new = {
        "id": "x-1",
        "locator": {"turn": 1},
        "summary": "Names as a long-standing reason against a treaty that it would divide States "
        "further instead of uniting them.",
        "cited": ["Article 24"],
        "applies_to": [{"draft": "toy@1", "refs": ["24(1)"]}],
    }
    assert (
        append_entry("concerns: []\n", "concerns", new)
        == """concerns:
  - id: x-1
    locator: {turn: 1}
    summary: >-
      Names as a long-standing reason against a treaty that it would divide States further instead of uniting
      them.
    cited: [Article 24]
    applies_to:
      - {draft: toy@1, refs: [24(1)]}
"""
    )


def test_set_key_in_flow_and_in_block():
    stamp = {"date": "2024-07-02", "fingerprint": "abc"}
    for before, after in (
        (
            "l:\n  - {a: 1}  # c\n",
            "l:\n  - {a: 1, reviewed: {date: '2024-07-02', fingerprint: abc}}  # c\n",
        ),
        ("l:\n  - {}\n", "l:\n  - {reviewed: {date: '2024-07-02', fingerprint: abc}}\n"),
        (
            "l:\n  - a: 1  # c\n",
            "l:\n  - a: 1  # c\n    reviewed: {date: '2024-07-02', fingerprint: abc}\n",
        ),
        (
            "l:\n  - reviewed:\n      date: x\n      fingerprint: y\n    b: 2\n",
            "l:\n  - reviewed: {date: '2024-07-02', fingerprint: abc}\n    b: 2\n",
        ),
        (
            "l:\n  - reviewed:  # why\n    b: 2\n",
            "l:\n  - reviewed: {date: '2024-07-02', fingerprint: abc}  # why\n    b: 2\n",
        ),
        (
            "l:\n  - a: |+\n      x\n\n  - b: 1\n",
            "l:\n  - a: |+\n      x\n\n    reviewed: {date: '2024-07-02', fingerprint: abc}\n  - b: 1\n",
        ),
    ):
        check(
            before, after, lambda text: set_key(text, read(text).items("l")[0], "reviewed", stamp)
        )


def test_many_edits_are_made_at_once():
    text = "l:\n" + "".join(f"  - id: e{n}  # {n}\n" for n in range(500))
    entries = read(text).items("l")
    after = set_keys(text, [(entry, "n", at) for at, entry in enumerate(entries)])
    assert [entry["n"] for entry in to_data(read(after))["l"]] == [str(n) for n in range(500)]
    assert after.count("\n") == 1001


@pytest.mark.parametrize("text", ["a: [", "l: word\n", "- 1\n", "a: &x 1\n"])
def test_what_cannot_be_edited_is_told(text):
    with pytest.raises(InputError):
        append_entry(text, "l", {"a": 1})


def test_data_that_does_not_read_back_is_refused():
    with pytest.raises(InputError, match="more than is meant"):
        append_entry("l: []\n", "l", {"a": "bell \u0007"})


def test_edit_whole_keeps_line_ends_mark_and_mode(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes("\ufeffl:\r\n  - é  # c\r\n".encode())
    path.chmod(0o640)
    assert edit_whole(path, lambda text: append_entry(text or "", "l", "b"))
    assert path.read_bytes() == "\ufeffl:\r\n  - é  # c\r\n  - b\r\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert not edit_whole(path, lambda text: text or "")


def test_write_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "x.yaml"
    path.write_text("old")
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    write_whole(link, "new")
    assert path.read_text() == "new" and link.is_symlink()

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(InputError, match="No space left"):
        write_whole(path, "newer")
    assert path.read_text() == "new" and sorted(os.listdir(tmp_path)) == ["link.yaml", "x.yaml"]


def test_write_whole_tells_what_is_in_the_way(tmp_path):
    for place in (tmp_path, tmp_path / "none" / "x", "bad\0name", ""):
        with pytest.raises(InputError, match="cannot be written"):
            write_whole(place, "x")


@pytest.mark.skipif(sys.platform == "win32", reason="no /dev/null")
def test_write_whole_to_a_device():
    write_whole("/dev/null", "x")


def test_spans_tell_where_values_stand():
    text = "é: >-\n  a b\n\nl: [x, {y: 'z'}]  # c\n"
    spans = {text[span.start : span.end] for span in find_spans(text).values()}
    assert {">-\n  a b", "[x, {y: 'z'}]", "{y: 'z'}", "'z'", "é"} <= spans
