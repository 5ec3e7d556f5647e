"""Nothing that a reader sees marked is left without a judgement: the phrases, and laws over drafts
that hypothesis makes up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clausecmp.align.alignment import align_drafts
from clausecmp.comparison.compare import compare_drafts
from clausecmp.comparison.result import Change
from clausecmp.law.drafts import find_draft_law
from clausecmp.law.phrases import JoinedRedline, account_for
from clausecmp.law.signals import DraftLaw, PairLaw, Phrase, Quote, Signal
from clausecmp.model.draft import Draft
from clausecmp.model.sides import Sides
from clausecmp.model.vocabulary import Grade, Slot
from clausecmp.redline.words import Op, make_redline
from tests.conftest import make_signal

from .comparing import make_treaty
from .mirrors import mirror_law

calm = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LAW_WORDS = (
    "Each Party,shall,may,shall not,should,need not,ensure that,no keeper,the owner,the Court,keep,"
    "ring,close,a bell,a light,the tower,oil,fog,unless it rains,if asked,within 5 days,"
    "within 9 days,in order to save ships,as appropriate,article 1,article 2(1),and,or,means,applies"
    ',shall not apply,where:,(a),(b),;,.,",is replaced by the following:,human rights,may refuse'
).split(",")


@st.composite
def revised(draw: st.DrawFn) -> tuple[Draft, Draft]:
    """A draft and its revision: some clauses are the same, some have other words, some are gone or
    new, and they may stand elsewhere."""
    words = st.sampled_from(LAW_WORDS)
    left = draw(st.lists(st.lists(words, min_size=1, max_size=14), min_size=1, max_size=4))
    right = [
        text
        if (cut := draw(st.integers(0, 2 * len(text)))) >= len(text)
        else [
            *text[:cut],
            *draw(st.lists(words, max_size=5)),
            *text[cut + draw(st.integers(0, 3)) :],
        ]
        for text in left
    ]
    right = draw(st.permutations(right)) if draw(st.booleans()) else right
    right = [*right[draw(st.integers(0, 1)) :], draw(st.lists(words, min_size=1, max_size=9))]
    below = draw(st.integers(0, 3))
    drafts = [
        make_treaty(
            [
                (" ".join(texts[0]), tuple(map(" ".join, texts[1 : 1 + below]))),
                *map(" ".join, texts[1 + below :]),
            ],
            name,
        )
        for texts, name in (
            ([text for text in left if text], "one"),
            ([text for text in right if text], "two"),
        )
    ]
    return drafts[0], drafts[1]


CHANGES = (Op.DELETE, Op.INSERT, Op.NUMBER)


# a redline and what is found


def account(
    left: str, right: str, signals: tuple[Signal, ...] = (), phrases: tuple[Phrase, ...] = ()
) -> tuple[Phrase, ...]:
    """The phrases of two texts beyond what is known of them."""
    line = JoinedRedline(Sides("1(1)", "2(1)"), make_redline(left, right))
    law = account_for(PairLaw(signals, phrases), [line])
    assert law.signals == signals and law.phrases[: len(phrases)] == phrases
    return law.phrases[len(phrases) :]


def quote(ref: str, text: str, words: str) -> Quote:
    return Quote(ref, text.index(words), text.index(words) + len(words), words)


LEFT_TEXT, RIGHT_TEXT = "The keeper rings a bell at noon.", "The keeper rings a gong at dusk."


def test_what_nobody_speaks_of_is_wording() -> None:
    assert account(LEFT_TEXT, RIGHT_TEXT) == (
        Phrase(
            Slot.WORDING, quote("1(1)", LEFT_TEXT, "bell"), quote("2(1)", RIGHT_TEXT, "gong"), False
        ),
        Phrase(
            Slot.WORDING, quote("1(1)", LEFT_TEXT, "noon"), quote("2(1)", RIGHT_TEXT, "dusk"), False
        ),
    )


def test_what_a_signal_or_a_phrase_quotes_is_accounted_for() -> None:
    told = make_signal(
        left=quote("1(1)", LEFT_TEXT, "a bell"), right=quote("2(1)", RIGHT_TEXT, "a gong")
    )
    known = Phrase(
        Slot.TIME, quote("1(1)", LEFT_TEXT, "noon"), quote("2(1)", RIGHT_TEXT, "at dusk"), False
    )
    assert account(LEFT_TEXT, RIGHT_TEXT, (told,), (known,)) == ()


def test_each_side_is_accounted_for_by_itself_and_in_its_own_clause() -> None:
    told = make_signal(left=quote("1(1)", LEFT_TEXT, "bell at noon"))
    assert [
        (one.left, one.right and one.right.text) for one in account(LEFT_TEXT, RIGHT_TEXT, (told,))
    ] == [
        (None, "gong"),
        (None, "dusk"),
    ]
    other = make_signal(left=quote("9(9)", LEFT_TEXT, "bell at noon"))
    assert len(account(LEFT_TEXT, RIGHT_TEXT, (other,))) == 2


def test_a_quote_that_only_touches_accounts_for_nothing() -> None:
    told = make_signal(left=quote("1(1)", LEFT_TEXT, "rings a "))
    assert account(LEFT_TEXT, RIGHT_TEXT, (told,))[0].left == quote("1(1)", LEFT_TEXT, "bell")


def test_punctuation_is_no_stretch() -> None:
    assert account("Owls, sleep.", "Owls sleep;") == ()


def test_a_number_of_a_reference_lies_in_a_reference() -> None:
    (found,) = account("as article 4 says", "as article 5 says")
    line = make_redline("as article 4 says", "as article 5 says")
    assert (found.slot is Slot.REFERENCE) is (Op.NUMBER in {edit.op for edit in line.edits})


def test_a_clause_without_counterpart_is_accounted_for() -> None:
    line = JoinedRedline(Sides("1(1)", None), make_redline("Owls sleep.", ""))
    assert account_for(PairLaw(), [line]).phrases == (
        Phrase(Slot.STATEMENT, Quote("1(1)", 0, 11, "Owls sleep."), None, False),
    )


# laws


def list_stretches(change: Change) -> Iterator[tuple[str, str, int, int, str]]:
    """The deleted and inserted stretches with a letter or digit: side, ref and place in its
    text."""
    pair = change.pair
    refs = [(join.left, join.right) for join in pair.joins] or [
        *((ref, "") for ref in pair.left),
        *(("", ref) for ref in pair.right),
    ]
    assert len(refs) == len(change.redlines)
    for both, line in zip(refs, change.redlines):
        place = {"left": 0, "right": 0}
        for edit in line.edits:
            for side, ref, text in (("left", both[0], edit.left), ("right", both[1], edit.right)):
                if ref and edit.op in CHANGES and any(char.isalnum() for char in text):
                    yield side, ref, place[side], place[side] + len(text), text
                place[side] += len(text)


def list_quotes(change: Change, side: str) -> list[Quote]:
    found: Iterable[Signal | Phrase] = (*change.signals, *change.phrases)
    return [one for one in (getattr(found, side) for found in found) if one is not None]


def check_comparison(left: Draft, right: Draft, changes: Iterable[Change]) -> None:
    """Every changed stretch is spoken of, and what is quoted stands there."""
    for change in changes:
        for side, draft, refs in (
            ("left", left, change.pair.left),
            ("right", right, change.pair.right),
        ):
            for one in list_quotes(change, side):
                assert one.ref in refs
                assert draft.by_ref[one.ref].words[one.start : one.end] == one.text
        for side, ref, start, end, text in list_stretches(change):
            assert any(
                one.ref == ref and one.start < end and start < one.end
                for one in list_quotes(change, side)
            ), (change.pair, side, text)
        for signal in change.signals:
            assert signal.says and (signal.left or signal.right)
            assert change.pair.sure or signal.grade is Grade.LOW


def law_of(left: Draft, right: Draft) -> DraftLaw:
    return find_draft_law(left, right, align_drafts(left, right))


@calm
@given(revised())
def test_every_change_is_accounted_for_and_every_quote_is_of_the_text(
    drafts: tuple[Draft, Draft],
) -> None:
    check_comparison(*drafts, compare_drafts(*drafts).changes)


@calm
@given(revised())
def test_drafts_exchanged_give_the_law_exchanged(drafts: tuple[Draft, Draft]) -> None:
    left, right = drafts
    assert mirror_law(law_of(left, right), swap=True) == mirror_law(law_of(right, left))


@calm
@given(revised())
def test_a_draft_against_itself_has_no_law(drafts: tuple[Draft, Draft]) -> None:
    draft, _ = drafts
    assert law_of(draft, draft).pairs == {}
    changes = compare_drafts(draft, draft).changes
    assert not any(change.signals or change.phrases for change in changes)


@calm
@given(revised())
def test_without_signals_there_is_no_law(drafts: tuple[Draft, Draft]) -> None:
    changes = compare_drafts(*drafts, signals=False).changes
    assert not any(change.signals or change.phrases for change in changes)


@calm
@given(revised())
def test_every_pair_of_the_law_is_one_of_the_alignment(drafts: tuple[Draft, Draft]) -> None:
    alignment = align_drafts(*drafts)
    law = find_draft_law(*drafts, alignment)
    assert law.pairs.keys() <= {(pair.left, pair.right) for pair in alignment.pairs}
    for found in law.pairs.values():
        grades = [list(Grade).index(one.grade) for one in found.signals]
        assert grades == sorted(grades)
