"""browse: movement by keys and by mouse, what the screen says, and what stands behind it without a
screen. How the screens look is held by test_snapshots."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from io import StringIO
from pathlib import Path

import pytest

from clausecmp.browse.articles import cite_clause, list_articles
from clausecmp.browse.drawing import draw_rows
from clausecmp.browse.filters import EVERYTHING, Aspect, Criterion, Filter, count_criteria
from clausecmp.browse.links import (
    Link,
    clause_rows,
    list_links,
    read_links,
    refs_of,
    take_side,
)
from clausecmp.browse.navigation import Navigation, Position, fold_words
from clausecmp.comparison.compare import compare_drafts
from clausecmp.comparison.result import Change, Comparison
from clausecmp.files.concerns import load_concerns
from clausecmp.files.drafts import load_draft
from clausecmp.files.terms import load_glossary
from clausecmp.law.signals import Phrase, Quote
from clausecmp.model.problems import InputError
from clausecmp.model.vocabulary import Grade, Side, Slot
from clausecmp.render.segments import line
from tests.conftest import GOLDEN, ROOT, make_draft, make_signal

DRAFTS = GOLDEN / "diff" / "drafts"
MAPPINGS = GOLDEN / "diff" / "mappings"


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
def navigation(comparison: Comparison) -> Navigation:
    return Navigation(comparison)


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
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(piece.text for piece in strip).rstrip() for strip in strips) + "\n"


def screen_styles(app) -> list:
    """The styles of all that is seen."""
    strips = app.screen._compositor.render_strips()
    return [(piece.text, piece.style) for strip in strips for piece in strip if piece.style]


def messages(app) -> str:
    """What the app has said."""
    return "\n".join(notification.message for notification in app._notifications)


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


def choose(**values: str) -> Filter:
    """A filter of one value in each aspect named."""
    return frozenset(Criterion(Aspect(aspect), value) for aspect, value in values.items())


@pytest.mark.parametrize("size", [(40, 12), (59, 16), (80, 24), (200, 50), (300, 20)])
def test_screen_of_any_size(size: tuple[int, int], comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("n", "v", "z", "z", "t", "f", "escape", "question_mark", "escape", "c")
        assert app.is_running and "Quit" in screen_text(app)

    drive(comparison, check, size)


def test_resize_moves_the_concerns(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        text, concerns = app.article_pane, app.concerns_pane
        assert concerns.region.y >= text.region.bottom and app.view == "inline"
        await pilot.resize_terminal(200, 40)
        await pilot.pause(0.1)
        assert concerns.region.x >= text.region.right and app.view == "side-by-side"
        await press("n", "n", "n")
        assert "│" in "".join(text for text, _ in screen_styles(app))
        await pilot.resize_terminal(120, 40)
        await pilot.pause(0.1)
        assert concerns.region.x >= text.region.right and app.view == "inline"
        await press("v")
        await pilot.pause(0.1)
        assert concerns.region.y >= text.region.bottom and app.view == "side-by-side"

    drive(comparison, check)


def test_text_is_never_markup(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("slash", "type:7", "enter")
        flat = " ".join(screen_text(app).split())
        assert "[bold]consider[/bold]" in flat and "[option 1:" in flat

    drive(comparison, check, (200, 50))


def test_titles_are_never_markup() -> None:
    draft = make_draft(
        "instrument: a\nversion: '1'\ntitle: '[red]T[/red]'\nwording: official\nclauses:\n"
        "  - {article: 1, heading: '[bold]One[/bold] [/x]', text: See article 2.}\n"
        "  - {article: 2, heading: '[@click=app.quit]Two[/]', text: See articles 1 and 2.}"
    )

    async def check(app, pilot, press) -> None:
        await press("end")
        assert screen_text(app).count("[@click=app.quit]Two") >= 3
        await press("g")
        assert "[bold]One[/bold] [/x]" in screen_text(app)
        await press("escape", "w")
        assert "[@click=app.quit]Two[/]" in screen_text(app)
        await press(*["backspace"] * 30, "type:[red]x[/red]", "enter", "escape")
        assert app.is_running

    drive(compare_drafts(draft, draft), check, (120, 40))


def test_keys_move(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        at = lambda: app.navigation.at  # noqa: E731
        assert app.focused.id == "articles" and at() == Position(0, 0)
        await press("j", "j")
        assert at() == Position(2, 0) and "1 Use of terms" in str(app.article_pane.border_title)
        await press("k", "up")
        assert at() == Position(0, 0)
        await press("end")
        assert at().article == len(app.navigation.articles) - 1
        await press("home", "enter")
        assert app.focused.id == "article"
        await press("j")
        assert at() == Position(1, 0)
        await press("p")
        assert "before this" in messages(app)
        await press("tab", "j", "k", "pagedown", "pageup", "home", "end")
        assert app.focused.id == "concerns" and at() == Position(1, 0)
        await press("tab", "right")
        assert app.focused.id == "article"
        await press("left")
        assert app.focused.id == "articles"

    drive(comparison, check)


def test_long_clause_scrolls_before_the_next() -> None:
    long = make_draft(
        "instrument: a\nversion: '1'\ntitle: T\nwording: official\nclauses:\n  - {article: 1, text: "
        + "very long words " * 200
        + "}\n  - {article: 2, text: Short.}"
    )

    async def check(app, pilot, press) -> None:
        pane = app.article_pane
        await press("tab", "j", "j")
        assert app.navigation.article.title == "1" and pane.scroll_offset.y == 0
        await press("j")
        assert app.navigation.article.title == "1" and pane.scroll_offset.y > 0
        await press("k")
        assert app.navigation.article.title == "1" and pane.scroll_offset.y <= 2
        await press(*["j"] * 12)
        assert app.navigation.article.title == "2"

    drive(compare_drafts(long, long), check)


def test_current_clause_is_in_view(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        for _ in range(12):
            await press("n")
            await pilot.pause()
            (current,) = app.article_pane.query(".-current")
            top = app.article_pane.scroll_offset.y
            assert 0 <= current.virtual_region.y - top < app.article_pane.size.height

    drive(comparison, check)


def test_next_changed_passes_over_the_same(navigation: Navigation) -> None:
    seen = []
    while navigation.move_marked(1):
        seen.append(navigation.change)
    assert seen and not any(change.unchanged for change in seen)
    assert len(seen) == sum(not change.unchanged for change in navigation.comparison.changes)
    while navigation.move_marked(-1):
        pass
    assert navigation.change is seen[0]


@pytest.mark.parametrize("side", list(Side))
def test_every_change_stands_in_one_article(side: Side, comparison: Comparison) -> None:
    listed = [
        change.pair for article in list_articles(comparison, side) for change in article.changes
    ]
    assert sorted(map(str, listed)) == sorted(str(change.pair) for change in comparison.changes)


def test_articles_of_the_other_draft_are_told_apart(comparison: Comparison) -> None:
    def foreign(side: Side, arrow: str) -> list[str]:
        titles = [article.title for article in list_articles(comparison, side)]
        return [title for title in titles if title.startswith(arrow)]

    assert foreign(Side.RIGHT, "←") == ["← 5 Candles"]
    assert foreign(Side.LEFT, "→") == ["→ 7 Whales"]


def test_search(navigation: Navigation) -> None:
    right = navigation.comparison.drafts.right
    assert navigation.search("Study HALL")
    assert "study hall" in right.by_ref[navigation.change.pair.right[0]].words
    assert len(navigation.matches) > 2 and navigation.move_marked(1)
    assert navigation.search("Fears that a duty") and navigation.article.title == "4 Silence"
    assert not navigation.search("zebra") and navigation.query == ""
    assert navigation.search("art. 3, para. 2")
    assert navigation.change.pair.right == ("3(2)",) and navigation.query == ""


def test_search_without_a_match_stays_open(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("slash", "type:zebra", "enter")
        assert "Nothing here has “zebra”" in screen_text(app) and len(app.screen_stack) == 2
        await press("type:s")
        assert "Nothing here" not in screen_text(app)
        await press("escape")
        assert len(app.screen_stack) == 1

    drive(comparison, check)


def test_match_is_marked_and_in_view(comparison: Comparison) -> None:
    def marked(app) -> list[str]:
        return [text.lower() for text, style in screen_styles(app) if style.reverse]

    async def check(app, pilot, press) -> None:
        await press("slash", "type:whales", "enter")
        assert "whales" in marked(app) and "search “whales” 1/" in screen_text(app)
        await press("escape")
        assert app.navigation.query == "" and "whales" not in marked(app)

    drive(comparison, check)


def test_match_deep_in_a_clause_is_in_view() -> None:
    long = make_draft(
        "instrument: a\nversion: '1'\ntitle: T\nwording: official\nclauses:\n  - {article: 1, text: "
        + "very long words " * 200
        + "and a needle}"
    )

    async def check(app, pilot, press) -> None:
        await press("slash", "type:a needle", "enter")
        await pilot.pause()
        assert "and a needle" in screen_text(app)

    drive(compare_drafts(long, long), check)


def test_filter(navigation: Navigation) -> None:
    removed = choose(relation="removed")
    assert navigation.choose(removed)
    shown = [change for article in navigation.articles for change in article.changes]
    assert {change.pair.relation for change in shown} == {"removed"}
    assert not navigation.choose(choose(relation="removed", side="mixed"))
    assert navigation.filter == removed
    assert navigation.go_to(Link(Side.RIGHT, "7")) and navigation.filter == EVERYTHING


@pytest.mark.parametrize("aspect", list(Aspect))
def test_filter_keeps_what_it_counts(aspect: Aspect, navigation: Navigation) -> None:
    """Every criterion offered keeps as many changes as it says, and each of them."""
    book = navigation.comparison.book
    counted = count_criteria(navigation.all_articles(), book)
    own = [(criterion, count) for criterion, count in counted if criterion.aspect is aspect]
    assert own
    for criterion, count in own:
        assert navigation.choose(frozenset({criterion}))
        changes = [change for article in navigation.articles for change in article.changes]
        assert len(changes) == count
        if aspect in (Aspect.SIDE, Aspect.THEME):
            concerns = [placed.concern for change in changes for placed in change.placed_concerns]
            values = {
                book.side_of(concern) if aspect is Aspect.SIDE else concern.theme
                for concern in concerns
            }
            assert values == {criterion.value}
        navigation.choose(EVERYTHING)


def test_signals_in_the_text_and_in_the_filter(found_law) -> None:
    """By grade and by where in a statement something changed."""
    quote = Quote("4", 0, 4, "Each")
    hedge = make_signal("hedge added: endeavour", slot=Slot.HEDGE, right=quote, why="It is softer.")
    time = make_signal("time changed: six days", slot=Slot.TIME, grade=Grade.MEDIUM)
    found_law(
        {
            (("3",), ("4",)): ((hedge,), (Phrase(Slot.OBJECT, quote, None, False),)),
            (("2(1)",), ("3(1)",)): ((time,), ()),
            (("2(2)",), ("3(2)",)): ((), (Phrase(Slot.OBJECT, quote, None, False),)),
        },
        "signals: obligations only in Gullish",
    )
    comparison = compare_drafts(
        load_named("harbour@2001-01-01"),
        load_named("lagoon@2024-01-01"),
        glossary=load_glossary([MAPPINGS / "terms.yaml"]),
    )
    navigation = Navigation(comparison)
    counts = {
        criterion: count
        for criterion, count in count_criteria(navigation.all_articles(), comparison.book)
        if criterion.aspect in (Aspect.SLOT, Aspect.GRADE)
    }
    assert {criterion.title: count for criterion, count in counts.items()} == {
        "signal of high grade": 1,
        "signal of medium grade": 1,
        "changed objects": 2,
        "changed times": 1,
        "changed hedges": 1,
        "changed statements": 2,
        "changed words without a signal": 4,
    }
    for value, refs in (("objects", {"3(2)", "4"}), ("times", {"3(1)"}), ("hedges", {"4"})):
        assert navigation.choose(choose(slot=value))
        changes = [change for article in navigation.articles for change in article.changes]
        assert {change.pair.right[0] for change in changes} == refs

    async def check(app, pilot, press) -> None:
        text = screen_text(app)
        assert "!!! high  hedge added: endeavour (4)" in text and "It is softer." in text

    drive(comparison, check, (120, 40), start=Link(Side.RIGHT, "4"))

    async def check_overview(app, pilot, press) -> None:
        assert "obligations only in Gullish" in " ".join(screen_text(app).split())

    drive(comparison, check_overview, (200, 40))


def test_filter_screen(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("f", "space", "down", "space", "enter")
        values = {criterion.value for criterion in app.navigation.filter}
        assert values == {"changed", "split"} and "filter: changed, split" in screen_text(app)
        await press("f", "space", "escape")
        assert {criterion.value for criterion in app.navigation.filter} == values
        await press("F")
        assert app.navigation.filter == EVERYTHING and "filter" not in screen_text(app)

    drive(comparison, check, (120, 40))


def test_counterpart_and_back(navigation: Navigation) -> None:
    navigation.go_to(Link(Side.RIGHT, "4"))
    pair = navigation.change.pair
    assert navigation.cross_over() is None and navigation.side is Side.LEFT
    assert navigation.article.clause.ref == "3" and navigation.change.pair == pair
    assert navigation.go_back() and navigation.side is Side.RIGHT
    assert navigation.article.clause.ref == "4"
    navigation.go_to(Link(Side.RIGHT, "7"))
    assert "7 has no counterpart in Harbour Convention (first)" in navigation.cross_over()
    assert navigation.side is Side.RIGHT


def test_links_of_a_clause(treaty: Comparison) -> None:
    navigation = Navigation(treaty)
    navigation.go_to(Link(Side.RIGHT, "1"))
    assert list_links(navigation.change, treaty) == [
        Link(Side.RIGHT, "3"),
        Link(Side.LEFT, "2"),
        Link(Side.RIGHT, "3(2)(a)"),
        Link(Side.RIGHT, "chapter II"),
    ]
    navigation.go_to(Link(Side.RIGHT, "2(1)"))
    assert [link.ref for link in list_links(navigation.change, treaty)] == ["2(2)", "1", "3"]


@pytest.mark.parametrize(
    "view, expected",
    [
        (
            "inline",
            [
                ("article", "3"),
                ("2", "2"),
                ("3", "3"),
                ("article 3, paragraph 2 (a)", "3(2)(a)"),
                ("chapter II", "chapter II"),
            ],
        ),
        (
            "side-by-side",
            [
                ("article", "2"),
                ("2", "2"),
                ("article 3, paragraph 2 (a)", "3(2)(a)"),
                ("chapter II", "chapter II"),
                ("article", "3"),
                ("3", "3"),
                ("article 3, paragraph 2 (a)", "3(2)(a)"),
                ("chapter II", "chapter II"),
            ],
        ),
    ],
)
def test_links_stand_at_their_words(
    view: str, expected: list[tuple[str, str]], treaty: Comparison
) -> None:
    navigation = Navigation(treaty)
    navigation.go_to(Link(Side.RIGHT, "1"))
    found = [
        ("".join(piece.text for piece in pieces)[span.start : span.end], span.link.ref)
        for row in clause_rows(navigation.change, treaty, view)
        for pieces, spans in ((row.row.left, row.left), (row.row.right, row.right))
        for span in sorted(spans)
    ]
    assert found == expected


@pytest.fixture(scope="module")
def shipped() -> list[Comparison]:
    """The shipped drafts compared as they ship, without links that people decided."""
    folder = ROOT / "drafts"
    budapest = load_draft(folder / "budapest" / "2001-11-23.yaml")
    rev3 = load_draft(folder / "un-cybercrime" / "2024-05-23.yaml")
    adopted = load_draft(folder / "un-cybercrime" / "2024-12-24.yaml")
    return [compare_drafts(budapest, rev3), compare_drafts(rev3, adopted)]


def stays(words: str, ref: str, side: Side, change: Change) -> bool:
    """Whether these words of a clause are unchanged in every redline that shows it."""
    if not (change.pair.left and change.pair.right):
        return False
    return all(
        any(
            words in (edit.left if side is Side.LEFT else edit.right)
            for edit in redline.edits
            if edit.op == "equal"
        )
        for join, redline in zip(change.pair.joins, change.redlines)
        if (join.left if side is Side.LEFT else join.right) == ref
    )


@pytest.mark.parametrize("view", ["inline", "side-by-side"])
def test_every_reference_of_the_shipped_drafts_is_a_link(
    view: str, shipped: list[Comparison]
) -> None:
    """Also where its words changed."""
    references = changed = 0
    for comparison in shipped:
        for change in comparison.changes:
            rows = clause_rows(change, comparison, view)
            shown: dict[Link, str] = {}
            for row in rows:
                for pieces, spans in ((row.row.left, row.left), (row.row.right, row.right)):
                    text = "".join(piece.text for piece in pieces)
                    for start, end, link in spans:
                        assert 0 <= start < end <= len(text)
                        shown[link] = shown.get(link, "") + text[start:end]
            once = {
                join.left
                for join, redline in zip(change.pair.joins, change.redlines)
                if redline.left == redline.right or change.pair.relation == "same"
            }
            for side in Side:
                draft = take_side(comparison.drafts, side)
                for ref in refs_of(change, side):
                    words = draft.by_ref[ref].words
                    for start, end, link in read_links(ref, side, draft):
                        references += 1
                        kept = stays(words[start:end], ref, side, change)
                        changed += not kept
                        if side is Side.LEFT and kept and (view == "inline" or ref in once):
                            continue  # the words are shown once, and lead to the right side
                        assert link in shown
                        if view == "side-by-side":
                            found = "".join(shown[link].replace("→", "").split())
                            assert "".join(words[start:end].split()) in found
    assert references > 900 and changed > 300  # 937 and 341 in November 2026


def test_follow(treaty: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("g")
        assert "names no other clause" in messages(app)
        await press("slash", "type:2(1)", "enter", "g")
        assert "Go to" in screen_text(app) and "Bollards" in screen_text(app)
        await press("down", "down", "enter")
        assert app.navigation.article.clause.ref == "3"
        await press("b")
        assert app.navigation.change.pair.right == ("2(1)",)
        await press("g", "escape")
        assert app.navigation.change.pair.right == ("2(1)",)

    drive(treaty, check)


def test_mouse(treaty: Comparison) -> None:
    async def click(app, pilot, words: str) -> None:
        rows = screen_text(app).splitlines()
        y = next(n for n, row in enumerate(rows) if words in row)
        await pilot.click(offset=(rows[y].index(words) + 3, y))
        await pilot.pause()

    async def check(app, pilot, press) -> None:
        await click(app, pilot, "2 Bollards")
        assert app.navigation.article.clause.ref == "2"
        await click(app, pilot, "bollards that are older")
        assert app.navigation.change.pair.right == ("2(2)",)
        await press("p", "slash", "type:2(1)", "enter")
        await click(app, pilot, "articles 1 and")
        assert app.navigation.article.clause.ref == "1"
        await click(app, pilot, "? Help")
        assert "Marks" in screen_text(app)

    drive(treaty, check, (120, 50))


def test_command_palette_knows_the_actions(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        titles = [command.title for command in app.get_system_commands(app.screen)]
        assert {"Theme", "Search", "Counterpart", "Write"} <= set(titles)
        await press("ctrl+p", "type:next change")
        await pilot.pause(0.5)
        await press("enter")
        await pilot.pause(0.2)
        assert app.navigation.at == Position(1, 0)

    drive(comparison, check)


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
        assert "Go to a clause first" in messages(app)
        await press("slash", "type:4", "enter", "y")
        assert app.clipboard == "Lagoon Convention (TEST 2), article 4"
        await press("Y")
        assert (
            app.clipboard == "Harbour Convention (TEST 1), article 3"
            and "Copied: Harbour" in messages(app)
        )
        await press("slash", "type:7", "enter", "Y")
        assert "no counterpart to cite" in messages(app)

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
        assert "Written: article-4.md" in messages(app)
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
        assert "side by side" in screen_text(app) and app.view == "side-by-side"
        await press("z")
        assert app.screen.maximized is app.article_pane and "3 Opening" not in screen_text(app)
        await press("z", "t")
        assert app.screen.maximized is None and app.theme == "textual-light"
        assert "3 Opening" in screen_text(app)

    drive(comparison, check)


def test_no_color(comparison: Comparison, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def check(app, pilot, press) -> None:
        for keys in ((), ("slash", "type:visitors"), ("enter",), ("question_mark",)):
            await press(*keys)
            for _, style in screen_styles(app):
                for color in (style.color, style.bgcolor):
                    assert color is None or color.is_default
        await press("escape", "f")
        box = lambda: [style for text, style in screen_styles(app) if text == "X"]  # noqa: E731
        before = [(style.bold, style.reverse, style.dim) for style in box()]
        await press("down", "space", "up")
        after = [(style.bold, style.reverse, style.dim) for style in box()]
        assert len(before) == len(after) and before != after  # what is chosen can be told

    drive(comparison, check, theme="ansi-dark")


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
def test_sixteen_colors(theme: str, comparison: Comparison) -> None:
    """The colours of the frame are the terminal's own; those of the text become so."""
    from rich.color import ColorSystem, ColorType

    async def check(app, pilot, press) -> None:
        await press("n", "n", "n")
        for _, style in screen_styles(app):
            for color in (style.color, style.bgcolor):
                assert color is None or color.type is not ColorType.TRUECOLOR
                if color is not None:
                    assert color.downgrade(ColorSystem.STANDARD).number in (None, *range(16))
        at = [style for text, style in screen_styles(app) if text.startswith("3 Opening")]
        assert at[0].bgcolor is not None and not at[0].bgcolor.is_default

    drive(comparison, check, theme=theme)


def test_no_concerns_no_pane(comparison: Comparison) -> None:
    async def check(app, pilot, press) -> None:
        await press("n")
        assert not app.concerns_pane.display and app.navigation.change.pair.right == ("4",)

    drive(compare_drafts(*comparison.drafts), check, start=Link(Side.RIGHT, "3(2)"))


def test_control_characters_stay_out() -> None:
    from rich.console import Console

    console = Console(width=40, record=True, file=StringIO())
    console.print(*draw_rows([line("a\tb\x1b[31mc\u202ed")]))
    assert console.export_text().strip() == "a b[31mcd"
    assert len(fold_words("İ’—")) == 3


def test_command_needs_a_terminal(run) -> None:
    result = run(
        "browse", DRAFTS / "harbour" / "2001-01-01.yaml", DRAFTS / "lagoon" / "2024-01-01.yaml"
    )
    assert result.exit_code == 2 and "needs a terminal" in result.output


def test_command_help(run) -> None:
    result = run("browse", "--help")
    assert result.exit_code == 0 and "clausecmp browse budapest" in result.output


@pytest.mark.parametrize(
    "environment, theme",
    [
        ({"COLORTERM": "truecolor", "TERM": "xterm"}, "textual-dark False"),
        ({"COLORTERM": "", "TERM": "xterm-256color", "COLORFGBG": "0;15"}, "textual-light False"),
        ({"COLORTERM": "", "TERM": "xterm"}, "ansi-dark False"),
        ({"COLORTERM": "truecolor", "TERM": "xterm", "NO_COLOR": "1"}, "ansi-dark True"),
        ({"COLORTERM": "", "TERM": "dumb"}, "ansi-dark True"),
    ],
)
def test_command_chooses_the_theme_by_the_terminal(environment: dict[str, str], theme: str) -> None:
    """And whether it goes without colours. Run as a process of its own, in a terminal."""
    import os
    import pty
    import subprocess
    import sys

    pytest.importorskip("textual", reason="textual, the extra [browse], is not installed")
    program = (
        "from textual.app import App; App.run = lambda app: print('theme', app.theme, app.no_color)\n"
        "from clausecmp.cli import main; main()"
    )
    master, terminal = pty.openpty()
    clean = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLORFGBG")
    }
    arguments = [DRAFTS / "harbour" / "2001-01-01.yaml", DRAFTS / "lagoon" / "2024-01-01.yaml"]
    with subprocess.Popen(
        [sys.executable, "-c", program, "browse", *arguments, "--no-concerns"],
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.DEVNULL,
        env=clean | environment,
        cwd=ROOT,
    ) as process:
        assert process.wait(60) == 0
    output = os.read(master, 65536).decode()
    os.close(terminal)
    os.close(master)
    assert f"theme {theme}" in output


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
        before = app.navigation.at
        await press("f")
        rows = screen_text(app).splitlines()
        y = next(n for n, row in enumerate(rows) if "removed" in row)
        await pilot.click(offset=(rows[y].index("removed"), y))
        await press("enter")
        assert {criterion.value for criterion in app.navigation.filter} == {"removed"}
        assert app.navigation.at == before

    drive(comparison, check)
