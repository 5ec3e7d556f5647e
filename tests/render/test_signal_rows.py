"""What changed in law, as it is read: one line for a signal, the words below it, the summary, the
report and the data."""

from __future__ import annotations

import json

import pytest

from clausecmp.comparison.compare import compare_drafts
from clausecmp.comparison.result import Comparison
from clausecmp.law.signals import Phrase, Quote, Signal
from clausecmp.model.vocabulary import Grade, Shift, Slot
from clausecmp.render.report import report_files
from clausecmp.render.segments import name_many
from clausecmp.render.signal_rows import cite_signal, shorten_quotes, signal_rows, wording_row
from clausecmp.render.summary_rows import count_kinds, signal_summary
from clausecmp.render.terminal import render_rows
from clausecmp.render.writers import render_comparison
from tests.conftest import make_draft, make_quote, make_signal

DRAFT = """
instrument: {name}
version: "1"
title: Convention on Bells
wording: official
clauses:
  - article: 1
    heading: Bells
    clauses:
      - {{paragraph: 1, text: "{first}"}}
      - {{paragraph: 2, text: Bells are made of bronze.}}
  - article: 2
    heading: Ropes
    text: Every rope is renewed each spring before the first storm.
"""
LEFT = make_draft(
    DRAFT.format(name="chime", first="Each Party shall ring a bell within two hours.")
)
RIGHT = make_draft(DRAFT.format(name="gong", first="Each Party may ring a bell within six hours."))
FORCE = make_signal(
    "duty becomes a power: each Party to ring a bell",
    slot=Slot.FORCE,
    change=Shift.CHANGED,
    left=make_quote(LEFT, "1(1)", "shall"),
    right=make_quote(RIGHT, "1(1)", "may"),
    why="What was owed is left to each Party.",
)
TIME = make_signal(
    "time changed: two hours become six",
    slot=Slot.TIME,
    change=Shift.CHANGED,
    grade=Grade.MEDIUM,
    kind="deadline",
    bearer="",
    left=make_quote(LEFT, "1(1)", "within two hours"),
    right=make_quote(RIGHT, "1(1)", "within six hours"),
)
PHRASES = (
    Phrase(Slot.FORCE, FORCE.left, FORCE.right, True),
    Phrase(Slot.TIME, TIME.left, TIME.right, True),
    Phrase(Slot.OBJECT, make_quote(LEFT, "1(1)", "a bell"), None, False),
)


@pytest.fixture
def comparison(found_law) -> Comparison:
    """Two drafts with two signals at 1(1)."""
    found_law({(("1(1)",), ("1(1)",)): ((FORCE, TIME), PHRASES)})
    return compare_drafts(LEFT, RIGHT)


def show(signal: Signal, width: int = 100, **options) -> str:
    return render_rows(signal_rows(signal, **options), width=width)


def test_one_line_tells_grade_what_whose_and_where() -> None:
    signal = make_signal(
        "duty dropped: each Party to designate a contact point", left=Quote("25(4)", 0, 0, "")
    )
    assert show(signal) == (
        "   !!! high  duty dropped: each Party to designate a contact point (25(4))\n"
    )
    assert show(signal, where="rev3 → adopted").startswith("   !!! high  rev3 → adopted  duty")


def test_the_words_and_what_follows_stand_below() -> None:
    assert show(FORCE).splitlines()[1:] == [
        "       “shall” → “may” What was owed is left to each Party."
    ]
    assert show(FORCE, quotes=False).splitlines()[1:] == [
        "       What was owed is left to each Party."
    ]
    gone = make_signal(left=Quote("3", 0, 20, "A bell-ringer is paid"), elsewhere=("4", "5(1)"))
    assert "“A bell-ringer is paid” → – Much the same stands at 4, 5(1) on the right." in show(gone)


def test_words_that_the_headline_has_are_not_told_again() -> None:
    signal = make_signal("duty dropped: each Party to ring", left=Quote("3", 0, 9, "Each Party"))
    assert show(signal).count("\n") == 1
    words = "Each Party shall ring every bell at dawn and at dusk"
    signal = make_signal(f"duty replaced: {words[:40]} ...", left=Quote("3", 0, 52, words))
    assert show(signal).count("\n") == 1


def test_refs_of_both_sides_where_they_differ() -> None:
    left, right = Quote("19(4)", 0, 1, "a"), Quote("28(4)", 0, 1, "b")
    assert cite_signal(make_signal(left=left, right=right)) == "19(4) → 28(4)"
    assert cite_signal(make_signal(left=left, right=right._replace(ref="19(4)"))) == "19(4)"
    assert cite_signal(make_signal(right=right)) == "28(4)"
    assert cite_signal(make_signal()) == ""


def test_long_quotes_are_cut_and_still_show_the_difference() -> None:
    words = [f"w{n}" for n in range(40)]
    text = " ".join(words)
    assert shorten_quotes(text, "") == (" ".join(words[:12]) + " …", "")
    assert shorten_quotes(" ".join(words[:14]), "")[0] == " ".join(words[:14])
    left, right = shorten_quotes(text, text.replace("w30", "other"))
    assert left == "… w27 w28 w29 w30 w31 w32 w33 w34 w35 w36 w37 w38 w39"[: len(left)]
    assert right.startswith("… w27 w28 w29 other ")
    assert shorten_quotes(text, text)[0].startswith("w0 ")


@pytest.mark.parametrize("width", [40, 60, 100, 200])
def test_text_of_a_draft_is_no_markup_and_no_control_character(width: int) -> None:
    nasty = "[bold]ring[/bold]\x1b[31m the\u202e bell\n\tat once"
    signal = make_signal(f"duty dropped: {nasty}", left=Quote("1", 0, 9, f"{nasty} and {nasty}"))
    shown = show(signal, width, where="")
    assert "\x1b" not in shown and "\u202e" not in shown and "\t" not in shown
    assert "[bold]ring[/bold][31m the bell at once" in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= width


def test_phrases_without_a_signal_are_told_by_slot() -> None:
    def text(*slots: Slot) -> str:
        rows = wording_row([Phrase(slot, None, None, False) for slot in slots])
        return render_rows(rows, width=100).strip()

    assert text(Slot.WORDING, Slot.CONDITION, Slot.OBJECT, Slot.CONDITION) == (
        "wording only: 1 in objects, 2 in conditions, 1 other"
    )
    assert text(Slot.WORDING) == "wording only: 1 phrase"
    assert text() == ""
    assert not list(wording_row([Phrase(Slot.FORCE, None, None, True)]))


def test_a_comparison_shows_signals_below_the_words(comparison: Comparison) -> None:
    for width in (60, 100):
        text = render_comparison(comparison, width=width)
        body = " ".join(text.partition("Article 1")[2].split())
        assert "!!! high duty becomes a power: each Party to ring a bell (1(1))" in body
        assert "!! medium time changed: two hours become six (1(1))" in body
        assert "wording only: 1 in objects" in body


def test_the_summary_counts_by_grade_kind_and_phrase(comparison: Comparison) -> None:
    text = render_rows(signal_summary(comparison), width=100)
    assert text.splitlines() == [
        "signals    1 high !!!, 1 medium !!: changes of law",
        "           duty 1 changed; deadline 1 changed",
        "           high in 1",
        "phrases    3 changed, 1 of them wording only: no signal speaks of them",
    ]


def test_kinds_are_counted_in_the_order_of_their_weight() -> None:
    signals = (
        [make_signal() for _ in range(5)]
        + [make_signal(change=Shift.ADDED) for _ in range(12)]
        + [make_signal(kind="offence", change=Shift.ADDED) for _ in range(3)]
        + [make_signal(kind="custom")]
    )
    assert count_kinds(signals) == (
        "offences 3 added; duties 5 dropped, 12 added; custom 1 dropped"
    )


def test_plurals_of_kinds() -> None:
    names = "duty", "ground of refusal", "freedom from a duty", "power", "other", "party", "day"
    assert [name_many(name) for name in names] == [
        "duties",
        "grounds of refusal",
        "freedoms from a duty",
        "powers",
        "others",
        "parties",
        "days",
    ]


NOTES = (
    "no signals: the drafts are in different languages",
    "signals: obligations and references only in Russian",
)


@pytest.mark.parametrize("note", NOTES)
def test_what_is_not_read_is_said_everywhere(found_law, note: str) -> None:
    found_law({}, note)
    comparison = compare_drafts(LEFT, RIGHT)
    summary = render_rows(signal_summary(comparison), width=100)
    assert note.removeprefix("signals: ") in summary and "none" not in summary
    assert json.loads(render_comparison(comparison, "json"))["signals_note"] == note
    files = report_files(comparison)
    assert all(note in files[name] for name in ("article-1.md",))
    assert note.removeprefix("signals: ") in files["index.md"]
    found_law({(("1(1)",), ("1(1)",)): ((FORCE,), ())}, note)
    summary = render_rows(signal_summary(compare_drafts(LEFT, RIGHT)), width=200)
    assert f"1 high !!!: changes of law; {note.removeprefix('signals: ')}" in summary


def test_a_note_that_names_no_signals_is_put_in_context(found_law) -> None:
    found_law({}, "only force is read in Russian")
    comparison = compare_drafts(LEFT, RIGHT)
    assert "signals    only force is read in Russian" in render_comparison(comparison)
    assert "_signals: only force is read in Russian_" in report_files(comparison)["article-1.md"]


def test_nothing_found_in_what_is_read_is_none(found_law) -> None:
    found_law({})
    text = render_rows(signal_summary(compare_drafts(LEFT, RIGHT)), width=80)
    assert text.startswith("signals    none\n")  # what changed is accounted for as wording


def test_data_of_a_signal(comparison: Comparison) -> None:
    data = json.loads(render_comparison(comparison, "json"))
    assert data["signals_note"] == ""
    (pair,) = [pair for pair in data["pairs"] if pair["signals"]]
    assert pair["signals"][0] == {
        "id": "duty-changed",
        "rule": "by hand",
        "slot": "force",
        "change": "changed",
        "grade": "high",
        "kind": "duty",
        "bearer": "each Party",
        "left": "shall",
        "right": "may",
        "says": "duty becomes a power: each Party to ring a bell",
        "why": "What was owed is left to each Party.",
        "elsewhere": [],
        "spans": {
            "left": {"ref": "1(1)", "start": 11, "end": 16},
            "right": {"ref": "1(1)", "start": 11, "end": 14},
        },
    }
    assert pair["phrases"][2] == {"slot": "object", "left": "a bell", "right": "", "judged": False}
    for other in data["pairs"]:
        assert set(other) >= {"signals", "phrases"}


def test_a_side_without_words_is_empty_in_the_data(found_law) -> None:
    found_law({(("1(1)",), ("1(1)",)): ((make_signal(left=FORCE.left),), ())})
    data = json.loads(render_comparison(compare_drafts(LEFT, RIGHT), "json"))
    (signal,) = [signal for pair in data["pairs"] for signal in pair["signals"]]
    assert signal["right"] == "" and signal["spans"]["right"] is None


def test_the_report_lists_what_changed_in_law(comparison: Comparison) -> None:
    files = report_files(comparison)
    article = files["article-1.md"]
    section = article.partition("## What changed in law\n")[2].partition("## Clauses")[0]
    assert section == (
        "\n- **!!! high** duty becomes a power: each Party to ring a bell (1(1))  \n"
        "  “shall” → “may” What was owed is left to each Party.\n"
        "- **!! medium** time changed: two hours become six (1(1))  \n"
        "  “within two hours” → “within six hours”\n\n"
    )
    assert "What changed in law" not in files["article-2.md"]
    index = files["index.md"]
    assert (
        "1. !!! duty becomes a power: each Party to ring a bell [1(1) → 1(1)](article-1.md)"
        in index
    )
    assert index.index("duty becomes") < index.index("time changed")


def test_text_of_a_draft_is_no_markup_in_the_report(found_law) -> None:
    nasty = make_signal(
        "duty dropped: <b>*ring*</b>\x07 [x](y)", left=Quote("1(1)", 0, 4, "_a_\u202e")
    )
    found_law({(("1(1)",), ("1(1)",)): ((nasty,), ())})
    files = report_files(compare_drafts(LEFT, RIGHT))
    for name in ("article-1.md", "index.md"):
        assert r"duty dropped: \<b\>\*ring\*\</b\> \[x\](y)" in files[name]
        assert "\x07" not in files[name] and "\u202e" not in files[name]
