"""What is written is there whole, what others wrote meanwhile stays, and nothing else is left."""

from __future__ import annotations

import ctypes
import errno
import multiprocessing
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clausecmp.files import writing, yaml_edit
from clausecmp.files.writing import edit_whole, write_folder, write_result, write_whole
from clausecmp.files.yaml_edit import append_entry, shorten_list
from clausecmp.model.problems import InputError

fcntl = pytest.importorskip("fcntl", reason="no locks on folders on this system")

MARK = "<!-- ours -->"


def add_lines(path: str, name: str, count: int) -> None:
    """Add lines to a file, as one of several processes."""
    for n in range(count):
        edit_whole(path, lambda text, n=n: f"{text or ''}{name} {n}\n")


def count_lines(tmp_path: Path) -> int:
    path = tmp_path / "new" / "x.txt"
    spawn = multiprocessing.get_context("spawn")
    workers = [spawn.Process(target=add_lines, args=(str(path), f"w{n}", 20)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert os.listdir(path.parent) == ["x.txt"]
    return len(set(path.read_text().splitlines()))


def test_four_processes_lose_no_line(tmp_path: Path) -> None:
    assert count_lines(tmp_path) == 80


def test_a_lock_file_serves_where_folders_cannot_be_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = fcntl.flock

    def flock(descriptor: int, operation: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EBADF, "as a network drive says")
        real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    monkeypatch.setattr(writing, "WAIT", 0.05)
    write_whole(tmp_path / "x", "1")
    with writing._locked(tmp_path), pytest.raises(InputError, match="has been writing here"):
        write_whole(tmp_path / "x", "2")
    write_whole(tmp_path / "x", "3")
    assert (tmp_path / "x").read_text() == "3"
    assert list((tmp_path / "home" / "locks").iterdir()) and len(os.listdir(tmp_path)) == 2


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WAIT", 0.05)
    with writing._locked(tmp_path), pytest.raises(InputError, match="has been writing here"):
        write_whole(tmp_path / "x", "1")
    assert os.listdir(tmp_path) == []


def test_the_lock_is_that_of_the_folder_that_has_the_name(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    write_folder(folder, {"a.md": MARK + "1"}, mark=MARK)
    with writing._locked(folder):
        folder.rename(tmp_path / "g")
        folder.mkdir()
        with writing._locked(folder):
            assert True


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, OSError(28, "No space left")])
@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_every_way_out_leaves_the_earlier_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], call: str
) -> None:
    path = tmp_path / "x.txt"
    path.write_text("earlier")

    def stop(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(os, call, stop)
        with pytest.raises((InputError, KeyboardInterrupt, SystemExit)):
            write_whole(path, "later")
    assert path.read_text() == "earlier" and os.listdir(tmp_path) == ["x.txt"]


def test_a_temporary_name_is_never_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "victim").write_text("mine")
    monkeypatch.setattr(writing, "_name_beside", lambda target: tmp_path / "trap")
    (tmp_path / "trap").symlink_to(tmp_path / "victim")
    with pytest.raises(InputError, match="cannot be written"):
        write_whole(tmp_path / "x", "text")
    assert (tmp_path / "victim").read_text() == "mine"


def test_file_and_folder_reach_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []
    real = os.fsync

    def note(descriptor: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(descriptor).st_mode))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    write_whole(tmp_path / "x", "text")
    assert synced == [False, True]


def test_an_error_while_changing_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("a")

    def fail(text: str | None) -> str:
        raise ValueError("a fault of ours is told as it is")

    with pytest.raises(ValueError, match="as it is"):
        edit_whole(path, fail)
    assert path.read_text() == "a" and edit_whole(path, lambda text: f"{text}b")
    assert path.read_text() == "ab"


def test_a_result_never_replaces_what_a_person_wrote(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("mine")
    with pytest.raises(InputError, match="was not written by clausecmp"):
        write_result(path, "1")
    assert path.read_text() == "mine"
    write_result(path, "1", force=True)
    write_result(path, "2")
    path.write_text("2, corrected")
    with pytest.raises(InputError, match="was changed since clausecmp wrote it"):
        write_result(path, "3")
    assert path.read_text() == "2, corrected"
    path.write_text("2")
    write_result(path, "3")
    path.write_text("")
    write_result(path, "4")
    path.unlink()
    write_result(path, "5")
    assert path.read_text() == "5"


def test_without_a_note_of_it_a_file_counts_as_a_persons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_result(tmp_path / "x", "1")
    (note,) = (tmp_path / "home" / "written").iterdir()
    for broken in ("{", "[]", '{"files": 1}'):
        note.write_text(broken)
        with pytest.raises(InputError):
            write_result(tmp_path / "x", "2")
    monkeypatch.setenv("CLAUSECMP_HOME", str(tmp_path / "x" / "cannot be"))
    write_result(tmp_path / "y", "1")
    assert (tmp_path / "y").read_text() == "1"


def list_all(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_folder_is_replaced_whole_and_foreign_files_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_folder(out, {"a.md": MARK + "1", "b.md": MARK + "1"}, mark=MARK)
    (out / "mine.md").write_text("mine")
    (out / "sub").mkdir()
    (out / "sub" / "deep.txt").write_text("deep")
    (out / "link").symlink_to("mine.md")
    out.chmod(0o750)
    write_folder(out, {"a.md": MARK + "2"}, mark=MARK)
    assert list_all(out) == {
        "a.md": MARK + "2",
        "link": "mine",
        "mine.md": "mine",
        "sub/deep.txt": "deep",
    }
    assert (out / "link").is_symlink() and stat.S_IMODE(out.stat().st_mode) == 0o750
    assert sorted(os.listdir(tmp_path)) == ["home", "out"]


def test_a_changed_report_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_folder(out, {"a.md": MARK + "1", "b.md": MARK + "1"}, mark=MARK)
    (out / "b.md").write_text(MARK + "1, corrected")
    with pytest.raises(InputError, match=r"b\.md.*was changed since"):
        write_folder(out, {"a.md": MARK + "2"}, mark=MARK)
    assert (out / "a.md").read_text() == MARK + "1"
    write_folder(out, {"a.md": MARK + "2"}, mark=MARK, force=True)
    assert list_all(out) == {"a.md": MARK + "2"}


def test_names_that_differ_in_case_are_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "A.md").write_text("mine")
    (tmp_path / "c.md").mkdir()
    with pytest.raises(InputError, match=r"A\.md.*stays as it is"):
        write_folder(tmp_path, {"a.md": MARK}, mark=MARK)
    with pytest.raises(InputError, match="a folder stands in the place"):
        write_folder(tmp_path, {"c.md": MARK}, mark=MARK, force=True)


def test_the_current_folder_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    for place in (Path(), tmp_path):
        with pytest.raises(InputError, match="in use as the current one"):
            write_folder(place, {"a.md": MARK}, mark=MARK)


@pytest.mark.parametrize("at", range(12))
@pytest.mark.parametrize("two_steps", [False, True])
def test_a_folder_is_the_earlier_or_the_later_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, two_steps: bool
) -> None:
    """Stopped at any of its calls to the system; `two_steps`: where folders cannot be exchanged."""
    out = tmp_path / "out"
    earlier = dict.fromkeys(("a.md", "b.md"), MARK + "1")
    later = dict.fromkeys(("a.md", "c.md"), MARK + "2")
    write_folder(out, earlier, mark=MARK)
    left = at

    def stopping(call: object) -> object:
        def stop(*args: object, **names: object) -> object:
            nonlocal left
            left -= 1
            if left == -1:
                raise KeyboardInterrupt
            return call(*args, **names)  # type: ignore[operator]

        return stop

    with monkeypatch.context() as patch:
        for name in ("fsync", "replace", "rename", "mkdir", "link"):
            patch.setattr(os, name, stopping(getattr(os, name)))
        if two_steps:
            patch.setattr(sys, "platform", "other")
        try:
            write_folder(out, later, mark=MARK)
        except KeyboardInterrupt:
            pass
        else:
            assert left >= 0
    assert list_all(out) in (earlier, later)
    assert sorted(os.listdir(tmp_path)) == ["home", "out"]


@pytest.mark.skipif(sys.platform not in ("linux", "darwin"), reason="no call that exchanges")
def test_folders_are_exchanged_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text(name)
    if not hasattr(ctypes.CDLL(None), "renameat2" if sys.platform == "linux" else "renameatx_np"):
        pytest.skip("this C library has no call that exchanges")
    monkeypatch.delattr(os, "rename")
    writing._exchange(tmp_path / "a", tmp_path / "b")
    assert list_all(tmp_path) == {"a/b": "b", "b/a": "a"}


SEPARATORS = st.sampled_from(["", "\n", "  # between\n", "# at the margin\n"])
ENTRIES = st.sampled_from(
    [
        "- id: x\n{0}  text: >-\n{0}    one\n{0}    - two\n",
        "- {{id: x, refs: [a, b]}}  # why\n",
        '- id: "two\n{0}    lines"\n{0}  list:\n{0}    - a\n{0}    - b\n',
        "- word\n",
        "- - a\n{0}  - b\n",
        "- |\n{0}  kept\n\n{0}  text\n",
    ]
)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(SEPARATORS, ENTRIES), min_size=18, max_size=30),
    st.sampled_from(["", "  ", "    "]),
    st.sampled_from(["", "note: last\n", "others:\n  - a\n  - b\n  - c\n"]),
)
def test_a_long_list_gets_what_a_short_one_gets(
    entries: list[tuple[str, str]], pad: str, tail: str
) -> None:
    lines = "".join(between + pad + entry.format(pad) for between, entry in entries)
    text = f"# head\ntitle: first\nl:  # the list\n{lines}{tail}"
    new = {"id": "y", "refs": ["1"]}
    assert append_entry(text, "l", new) == yaml_edit._append_entry(text, "l", new)


def test_most_of_a_long_list_is_not_read_again() -> None:
    text = "l:\n" + "  - a: 1\n" * 1000 + "m: 2\n"
    short = shorten_list(text, "l")
    assert short.text.count("a: 1") == 2 and short.text.count("\n") == text.count("\n")
    assert append_entry(text, "l", {"a": 3}).endswith("  - a: 1\n  - a: 3\nm: 2\n")


@pytest.mark.parametrize(
    "middle",
    [
        '  - "open\n',  # the quote would end in what follows
        "  - [a,\n",
        "---\n",
        "...\n",
        "m:\n",
        " - a\n",
        "  - a: 1\n   b: 2\n",
    ],
)
def test_what_is_not_plainly_a_list_is_read_whole(middle: str) -> None:
    text = "l:\n" + "  - a: 1\n" * 15 + middle + "  - a: 1\n" * 15
    assert shorten_list(text, "l").text == text
    try:
        wanted = yaml_edit._append_entry(text, "l", "x")
    except InputError:
        wanted = None
    if wanted is None:
        with pytest.raises(InputError):
            append_entry(text, "l", "x")
    else:
        assert append_entry(text, "l", "x") == wanted


def test_problems_of_a_shortened_text_have_their_lines() -> None:
    text = "l:\n" + "  - a: 1\n" * 100 + "  - a: 1\n    a: 2\n"
    with pytest.raises(InputError, match=r":103:5: error: key 'a' stands twice"):
        append_entry(text, "l", {"a": 3})
