"""browse: the screen as plain text (golden/browse), movement by keys, and what stands behind it
without a screen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from clausecmp.browse.entries import Wanted, cite_clause, list_entries
from clausecmp.browse.frame import decide_layout
from clausecmp.browse.mentions import find_mentions, link_row
from clausecmp.browse.pages import fit_text, lay_row, list_links
from clausecmp.browse.palette import DARK, LIGHT, find_styles
from clausecmp.browse.reading import Place, Reading, fold_plain
from clausecmp.comparison.compare import compare_drafts
from clausecmp.comparison.result import Comparison
from clausecmp.files.concerns import load_concerns
from clausecmp.files.drafts import load_draft
from clausecmp.files.terms import load_glossary
from clausecmp.model.problems import InputError
from clausecmp.render.segments import Segment, line
from tests.conftest import GOLDEN, ROOT, make_draft

DRAFTS = GOLDEN / "diff" / "drafts"
MAPPINGS = GOLDEN / "diff" / "mappings"
SIZES = ((80, 24), (120, 40))


def load_named(name: str):
    return load_draft(DRAFTS / f"{name.replace('@', '/')}.yaml")


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    """Two treaties about libraries, with concerns."""
    return compare_drafts(
        load_named("harbour@2001-01-01"),
        load_named("lagoon@2024-01-01"),
        book=load_concerns([MAPPINGS]),
        others=load_named,
        glossary=load_glossary([MAPPINGS / "terms.yaml"]),
    )


@pytest.fixture
def reading(comparison: Comparison) -> Reading:
    return Reading(comparison)


@pytest.fixture(scope="module")
def treaty() -> Comparison:
    """A treaty whose clauses name others, in two versions."""
    text = """
instrument: quay
version: "{version}"
title: Convention on Quays
wording: official
clauses:
  - chapter: I
    clauses:
      - article: 1
        heading: Scope
        text: This Convention applies as article {n} and article 3, paragraph 2 (a), provide, and chapter II; article 1 of the Statute stays.
      - article: 2
        heading: Bollards
        clauses:
          - {{paragraph: 1, text: "Each Party shall paint its bollards, subject to paragraph 2 of this article and articles 1 and 3."}}
          - {{paragraph: 2, text: "A Party may exempt bollards that are older than a century."}}
  - chapter: II
    clauses:
      - article: 3
        heading: Ropes
        clauses:
          - {{paragraph: 1, text: Each Party shall coil its ropes at night.}}
          - paragraph: 2
            text: "No rope shall be left"
            clauses:
              - {{item: a, text: in the water; or}}
              - {{item: b, text: on the steps.}}
"""
    return compare_drafts(
        make_draft(text.format(version="1", n=2)), make_draft(text.format(version="2", n=3))
    )


def screen_text(app) -> str:
    """The screen as it is seen, without styles."""
    return (
        "\n".join(
            "".join(piece.text for piece in strip).rstrip()
            for strip in app.screen._compositor.render_strips()
        )
        + "\n"
    )


def drive(
    comparison: Comparison,
    check: Callable[..., Awaitable[None]],
    size: tuple[int, int] = (80, 24),
    **options,
) -> None:
    """Run `check(app, pilot, press)` in the app; `press('n', 'type:words')` waits for the screen
    after each key."""
    pytest.importorskip("textual", reason="textual, the extra [browse], is not installed")
    from clausecmp.browse.app import BrowseApp

    async def run() -> None:
        app = BrowseApp(comparison, **options)
        async with app.run_test(size=size) as pilot:

            async def press(*keys: str) -> None:
                for key in keys:
                    await pilot.press(*(key[5:] if key.startswith("type:") else [key]))
                    await pilot.pause()

            await pilot.pause()
            await check(app, pilot, press)

    asyncio.run(run())


SCREENS = {
    "first": (),
    "clause": ("tab", "n", "n", "n"),
    "left": ("tab", "slash", "type:4", "enter", "c"),
    "search": ("slash", "type:visitors", "enter", "n"),
    "filter": ("f",),
    "filtered": ("f", "space", "enter"),
    "help": ("question_mark",),
    "brackets": ("slash", "type:7", "enter"),
    "write": ("n", "w"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, size: tuple[int, int], comparison: Comparison, golden) -> None:
    shots: list[str] = []

    async def check(app, pilot, press) -> None:
        await press(*SCREENS[name])
        shots.append(screen_text(app))

    drive(comparison, check, size)
    rows = shots[0].splitlines()
    assert len(rows) == size[1] and max(map(len, rows)) <= size[0]
    golden(f"browse/{name}-{size[0]}x{size[1]}.txt", shots[0])


@pytest.mark.parametrize("size", [(40, 12), (59, 16), (200, 50), (300, 20)])
def test_screen_of_any_size(size: tuple[int, int], comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("n", "v", "z", "z", "t", "f", "escape", "question_mark", "escape", "c")
        assert app.is_running and "quit" in screen_text(app)

    drive(comparison, check, size)


def test_resize_moves_the_concerns(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        assert app.arranged.concerns == "below"
        await pilot.resize_terminal(200, 40)
        await pilot.pause()
        assert (
            app.arranged == decide_layout(200, 40, None)
            and app.arranged.concerns == "beside"
            and "│" in screen_text(app)
        )

    drive(comparison, check)


def test_text_is_never_markup(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("slash", "type:7", "enter")
        flat = " ".join(screen_text(app).split())
        assert "[bold]consider[/bold]" in flat and "[option 1:" in flat

    drive(comparison, check, (200, 50))


def test_keys_move(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        at = lambda: app.reading.at  # noqa: E731
        assert app.focused.id == "list" and at() == Place(0, 0)
        await press("j", "j")
        assert at() == Place(2, 0)
        await press("k", "up", "up")
        assert at() == Place(0, 0)
        await press("end")
        assert at().entry == len(app.reading.entries) - 1
        await press("home", "enter")
        assert app.focused.id == "text"
        await press("j")
        assert at() == Place(1, 0)
        await press("p")
        assert "before this" in screen_text(app)
        await press("tab", "j", "k", "pagedown", "pageup", "home", "end", "tab")
        assert app.focused.id == "list"

    drive(comparison, check)


def test_long_clause_scrolls_before_the_next(treaty: Comparison) -> None:
    long = make_draft(
        "instrument: a\nversion: '1'\ntitle: T\nwording: official\nclauses:\n  - {article: 1, text: "
        + "very long words " * 200
        + "}\n  - {article: 2, text: Short.}"
    )

    async def check(app, pilot, press) -> None:
        pane = app.find_pane("text")
        await press("tab", "j", "j")
        assert app.reading.entry.title == "1" and pane.scroll_offset.y == 0
        await press("j")
        assert app.reading.entry.title == "1" and pane.scroll_offset.y > 0
        await press("k")
        assert app.reading.entry.title == "1" and pane.scroll_offset.y <= 2
        await press(*["j"] * 12)
        assert app.reading.entry.title == "2"

    drive(compare_drafts(long, long), check)


def test_next_changed_passes_over_the_same(reading: Reading) -> None:
    seen = []
    while reading.move_marked(1):
        seen.append(reading.change)
    assert seen and not any(change.unchanged for change in seen)
    assert len(seen) == sum(not change.unchanged for change in reading.comparison.changes)
    while reading.move_marked(-1):
        pass
    assert reading.change is seen[0]


@pytest.mark.parametrize("side", ["left", "right"])
def test_every_change_stands_in_one_entry(side: str, comparison: Comparison) -> None:
    listed = [change.pair for entry in list_entries(comparison, side) for change in entry.changes]
    assert sorted(map(str, listed)) == sorted(str(change.pair) for change in comparison.changes)


def test_entries_of_the_other_draft_are_told_apart(comparison: Comparison) -> None:
    assert [
        entry.title for entry in list_entries(comparison, "right") if entry.title.startswith("←")
    ]
    assert [
        entry.title for entry in list_entries(comparison, "left") if entry.title.startswith("→")
    ] == ["→ 7 Whales"]


def test_search(reading: Reading) -> None:
    assert (
        reading.search("Study HALL")
        and "study hall"
        in reading.comparison.drafts.right.by_ref[reading.change.pair.right[0]].words
    )
    assert len(reading.matches) > 2 and reading.move_marked(1)
    assert reading.search("Fears that a duty") and reading.entry.title == "4 Silence"
    assert not reading.search("zebra") and reading.query == ""
    assert (
        reading.search("art. 3, para. 2")
        and reading.change.pair.right == ("3(2)",)
        and reading.query == ""
    )


def test_search_without_a_match_stays_open(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("slash", "type:zebra", "enter")
        assert "Nothing here has “zebra”" in screen_text(app) and len(app.screen_stack) == 2
        await press("escape")
        assert len(app.screen_stack) == 1

    drive(comparison, check)


def test_match_is_marked(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("slash", "type:whales", "enter")
        marked = [
            piece.text
            for strip in app.screen._compositor.render_strips()
            for piece in strip
            if piece.style and piece.style.reverse
        ]
        assert "whales" in [text.lower() for text in marked]
        await press("escape")
        assert app.reading.query == ""

    drive(comparison, check)


def test_filter(reading: Reading) -> None:
    assert reading.choose(Wanted(frozenset({"removed"})))
    assert {change.pair.relation for entry in reading.entries for change in entry.changes} == {
        "removed"
    }
    assert not reading.choose(
        Wanted(frozenset({"removed"}), sides=frozenset({"mixed"}))
    ) and reading.wanted.relations == {"removed"}
    assert reading.go_to("right", "7") and reading.wanted == Wanted()


def test_filter_by_side_keeps_its_concerns_only(reading: Reading) -> None:
    book = reading.comparison.book
    side = book.stakeholders["ada"].side
    assert reading.choose(Wanted(sides=frozenset({side})))
    shown = [placed.concern for entry in reading.entries for placed in entry.all_placed_concerns]
    assert shown and {book.side_of(concern) for concern in shown} == {side}


def test_counterpart_and_back(reading: Reading) -> None:
    reading.go_to("right", "4")
    pair = reading.change.pair
    assert (
        reading.cross_over() is None
        and reading.side == "left"
        and reading.entry.clause.ref == "3"
        and reading.change.pair == pair
    )
    assert reading.go_back() and reading.side == "right" and reading.entry.clause.ref == "4"
    reading.go_to("right", "7")
    assert (
        "7 has no counterpart in Harbour Convention (first)" in reading.cross_over()
        and reading.side == "right"
    )


@pytest.mark.parametrize(
    "text, refs",
    [
        ("under article 40.", ["40"]),
        ("articles 7 to 10 and 12", ["7", "10", "12"]),
        ("in article 9, paragraph 1 (a) and (c)", ["9(1)(a)", "9(1)(c)"]),
        ("articles 3 to 5, 7 and 9, paragraph 2", ["3", "5", "7", "9(2)"]),
        ("paragraph 1 (a) (i) or (ii) of this article", ["28(1)(a)(i)", "28(1)(a)(ii)"]),
        ("paragraphs 2 to 4", ["28(2)", "28(4)"]),
        ("paragraph 3 of article 6", ["6(3)"]),
        ("chapter III", ["chapter III"]),
        ("Article 28(4)", ["28(4)"]),
        ("article 57 of the Convention against Corruption", []),
        ("article 2 of Directive 2003/6/EC", []),
        ("article 5 of this Convention", ["5"]),
        ("this article", []),
    ],
)
def test_find_mentions(text: str, refs: list[str]) -> None:
    found = list(find_mentions(text, "28(4)"))
    assert [mention.ref for mention in found] == refs
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found)


def test_links_of_a_clause(treaty: Comparison) -> None:
    reading = Reading(treaty)
    reading.go_to("right", "1")
    assert list_links(reading) == [
        ("right", "3"),
        ("left", "2"),
        ("right", "3(2)(a)"),
        ("right", "chapter II"),
    ]
    reading.go_to("right", "2(1)")
    assert list_links(reading) == [("right", "2(2)"), ("right", "1"), ("right", "3")]


def test_links_keep_the_text(treaty: Comparison) -> None:
    change = treaty.blocks[0].changes[0]
    row = line(
        Segment("article "),
        Segment("[-2-]", "delete"),
        Segment("{+3+}", "insert"),
        Segment(" applies"),
    )
    linked = link_row(row, change, treaty.drafts)
    assert "".join(piece.text for piece in linked.left) == "article [-2-]{+3+} applies"
    assert [(piece.text, piece.style) for piece in linked.left if "@" in piece.style] == [
        ("article ", "@right:3"),
        ("2", "delete@left:2"),
        ("3", "insert@right:3"),
    ]


def test_follow(treaty: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("g")
        assert "names no other clause" in screen_text(app)
        await press("slash", "type:2(1)", "enter", "g")
        assert "Go to" in screen_text(app) and "Bollards" in screen_text(app)
        await press("j", "j", "enter")
        assert app.reading.entry.clause.ref == "3"
        await press("b")
        assert app.reading.change.pair.right == ("2(1)",)
        await press("g", "escape")
        assert app.reading.change.pair.right == ("2(1)",)

    drive(treaty, check)


def test_mouse(treaty: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await pilot.click("#list", offset=(3, 4))
        await pilot.pause()
        chosen = app.find_pane("list").page.lines[3].owner
        assert app.reading.at.entry == chosen > 0
        await press("slash", "type:2(1)", "enter")
        rows = screen_text(app).splitlines()
        y = next(n for n, row in enumerate(rows) if "paragraph 2" in row)
        await pilot.click(offset=(rows[y].index("paragraph 2") + 3, y))
        await pilot.pause()
        assert app.reading.change.pair.right == ("2(2)",)
        foot = screen_text(app).splitlines()[-1]
        await pilot.click(offset=(foot.index("? help"), 23))
        await pilot.pause()
        assert "Moving" in screen_text(app)

    drive(treaty, check)


@pytest.mark.parametrize(
    "refs, expected",
    [
        (("3(2)",), "Lagoon Convention (TEST 2), article 3(2)"),
        (("5", "6"), "Lagoon Convention (TEST 2), articles 5 and 6"),
        (("title",), "Lagoon Convention (TEST 2), title"),
    ],
)
def test_cite(refs: tuple[str, ...], expected: str, comparison: Comparison) -> None:
    assert cite_clause(comparison.drafts.right, refs) == expected


def test_cite_of_the_shipped_draft() -> None:
    draft = load_draft(ROOT / "drafts" / "un-cybercrime" / "2024-05-23.yaml")
    assert (
        cite_clause(draft, ["28(4)"])
        == "UN Convention against Cybercrime (A/AC.291/22/Rev.3), article 28(4)"
    )
    assert (
        cite_clause(draft, ["preamble(3)"])
        == "UN Convention against Cybercrime (A/AC.291/22/Rev.3), preamble, paragraph 3"
    )


def test_cite_key_copies(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("y")
        assert "Go to a clause first" in screen_text(app)
        await press("slash", "type:4", "enter", "y")
        assert app.clipboard == "Lagoon Convention (TEST 2), article 4"
        await press("Y")
        assert (
            app.clipboard == "Harbour Convention (TEST 1), article 3"
            and "Copied: Harbour" in screen_text(app)
        )
        await press("slash", "type:7", "enter", "Y")
        assert "no counterpart to cite" in screen_text(app)

    drive(comparison, check)


def test_write(comparison: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article-4.md").write_text("mine")

    async def check(app, pilot, press) -> None:
        await press("slash", "type:4", "enter", "w", "enter")
        assert (
            "is there already" in screen_text(app)
            and (tmp_path / "article-4.md").read_text() == "mine"
        )
        await press("enter")
        assert "Written: article-4.md" in screen_text(app)
        text = (tmp_path / "article-4.md").read_text()
        assert "Silence" in text and "Fears that a duty" in text
        await press("w", *["backspace"] * 20, "type:no/such.md", "enter")
        assert "cannot be written" in screen_text(app)
        await press("escape")

    drive(comparison, check)


def test_views_and_themes(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("slash", "type:4", "enter")
        assert "inline" in screen_text(app)
        await press("v")
        assert "side by side" in screen_text(app) and app.arranged.view == "side-by-side"
        await press("z")
        assert not app.find_pane("list").display and not app.find_pane("concerns").display
        await press("z", "t")
        assert app.find_pane("list").display and app.theme == "clausecmp-light"

    drive(comparison, check)


def test_plain_has_no_color(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        for keys in ((), ("slash", "type:visitors"), ("enter",), ("question_mark",)):
            await press(*keys)
            styles = [
                piece.style
                for strip in app.screen._compositor.render_strips()
                for piece in strip
                if piece.style
            ]
            assert not any(style.color or style.bgcolor for style in styles)

    drive(comparison, check, plain=True)


def test_no_concerns_no_pane(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("n")
        assert not app.find_pane("concerns").display and app.reading.change.pair.right == ("4",)

    drive(compare_drafts(*comparison.drafts), check, start=("right", "3(2)"))


def test_palettes_know_the_same_styles() -> None:
    assert DARK.keys() == LIGHT.keys() and find_styles(True).keys() == find_styles(False).keys()
    assert not [
        name for name, style in find_styles(True).items() if style.underline and name != "link"
    ]


@pytest.mark.parametrize("width", [60, 80, 117, 118, 150, 200])
def test_layout_leaves_room_for_text(width: int) -> None:
    for view in (None, "inline", "side-by-side"):
        layout = decide_layout(width, 24, view)
        text = width - layout.list_width - (layout.size if layout.concerns == "beside" else 0)
        assert text >= 40 and (view is None or layout.view == view)


def test_control_characters_stay_out() -> None:
    pieces = [piece for found in lay_row(line("a\tb\x1b[31mc\u202ed"), 40) for piece in found]
    assert "".join(piece.text for piece in pieces).strip() == "a b[31mcd"
    assert (
        fit_text("字字字字", 5) == "字字…"
        and fit_text("ab", 4) == "ab  "
        and len(fold_plain("İ’—")) == 3
    )


def test_command_needs_a_terminal(run) -> None:
    result = run(
        "browse", DRAFTS / "harbour" / "2001-01-01.yaml", DRAFTS / "lagoon" / "2024-01-01.yaml"
    )
    assert result.exit_code == 2 and "needs a terminal" in result.output


def test_command_help(run) -> None:
    result = run("browse", "--help")
    assert result.exit_code == 0 and "clausecmp browse budapest" in result.output


def test_missing_textual_is_named(comparison: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from clausecmp.browse import browse_comparison

    monkeypatch.delitem(sys.modules, "clausecmp.browse.app", raising=False)
    for name in [name for name in sys.modules if name.partition(".")[0] == "textual"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual", None)
    with pytest.raises(InputError, match=r'pip install "clausecmp\[browse\]"'):
        browse_comparison(comparison)


def test_a_click_in_a_dialog_moves_nothing_below(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        before = app.reading.at
        await press("f")
        rows = screen_text(app).splitlines()
        y = next(n for n, row in enumerate(rows) if "[ ] removed" in row)
        await pilot.click(offset=(rows[y].index("[ ]"), y))
        await pilot.pause()
        assert "[x] removed" in screen_text(app) and app.reading.at == before

    drive(comparison, check)
