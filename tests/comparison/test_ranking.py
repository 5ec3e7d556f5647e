"""What is read first: grade, then the sort of rule, then how much of the text it concerns."""

from __future__ import annotations

from itertools import pairwise

from clausecmp.comparison.compare import compare_drafts
from clausecmp.comparison.ranking import (
    ELSEWHERE_WEIGHT,
    GRADE_WEIGHTS,
    KIND_WEIGHT,
    SIZES,
    STAKES,
    rank_signals,
)
from clausecmp.comparison.result import Change, Comparison
from clausecmp.law.signals import Signal
from clausecmp.model.vocabulary import Grade, Shift
from tests.conftest import make_draft, make_signal

HEAD = 'instrument: {name}\nversion: "1"\ntitle: Convention on Bells\nwording: official\nclauses:\n'
TOWERS = """  - article: 1
    heading: Towers
    clauses:
      - {paragraph: 1, text: Each Party shall build a tower of stone.}
      - {paragraph: 2, text: A Party may paint its tower in any colour.}
"""
ROPES = """  - article: 2
    heading: Ropes
    clauses:
      - {paragraph: 1, text: Each Party shall punish whoever cuts a rope.}
      - {paragraph: 2, text: No Party shall sell old ropes abroad.}
"""
OWLS = """  - article: 3
    heading: Owls
    text: Owls that nest among the beams stay where they are.
"""


def compare(left: str, right: str) -> Comparison:
    return compare_drafts(
        make_draft(HEAD.format(name="chime") + left), make_draft(HEAD.format(name="gong") + right)
    )


def with_signals(comparison: Comparison, signals: dict[str, tuple[Signal, ...]]) -> Comparison:
    """The comparison with other signals, by a ref of the pair they stand at."""

    def replace(change: Change) -> Change:
        refs = (*change.pair.right, *change.pair.left)
        return change._replace(
            signals=next((found for ref, found in signals.items() if ref in refs), ())
        )

    blocks = tuple(
        block._replace(changes=tuple(map(replace, block.changes))) for block in comparison.blocks
    )
    return comparison._replace(blocks=blocks)


def test_grade_comes_before_kind_and_kind_before_place() -> None:
    duty = make_signal("duty dropped: a", kind="duty")
    offence = make_signal("offence dropped: b", kind="offence")
    medium = make_signal("offence changed: c", kind="offence", grade=Grade.MEDIUM)
    odd = make_signal("custom dropped: d", kind="custom")
    comparison = with_signals(
        compare(TOWERS + OWLS, TOWERS + OWLS), {"1(1)": (medium, duty), "1(2)": (odd, offence)}
    )
    ranked = rank_signals(comparison)
    assert [one.signal for one in ranked] == [offence, duty, odd, medium]
    assert ranked[0].because == f"high grade; offence ({STAKES['offence']})"
    assert ranked[2].because == "high grade; custom"


def test_no_lower_grade_outweighs_a_higher_one() -> None:
    most = KIND_WEIGHT * len(STAKES) + len(SIZES)
    steps = sorted(GRADE_WEIGHTS.values())
    assert all(other - one > most - ELSEWHERE_WEIGHT for one, other in pairwise(steps))
    assert len(SIZES) < KIND_WEIGHT


def test_equal_weights_keep_the_order_of_the_document() -> None:
    signals = [make_signal(f"duty dropped: {name}") for name in "xbma"]
    comparison = with_signals(
        compare(TOWERS + OWLS, TOWERS + OWLS),
        {"1(1)": tuple(signals[:2]), "1(2)": tuple(signals[2:])},
    )
    assert [one.signal for one in rank_signals(comparison)] == signals


def test_an_article_that_is_new_or_gone_is_one_entry() -> None:
    offence = make_signal("offence added: cutting ropes", kind="offence", change=Shift.ADDED)
    ban = make_signal("prohibition added: to sell ropes", kind="prohibition", change=Shift.ADDED)
    comparison = with_signals(
        compare(TOWERS + OWLS, TOWERS + ROPES + OWLS), {"2(1)": (offence,), "2(2)": (ban,)}
    )
    (one,) = rank_signals(comparison)
    assert one.says == "new article 2, Ropes: offence added: cutting ropes (and 1 more)"
    assert one.signal == offence and one.others == (ban,) and one.change.pair.right == ("2(1)",)
    assert one.because.endswith("; whole article; 2 clauses")
    gone = with_signals(compare(TOWERS + ROPES + OWLS, TOWERS + OWLS), {"2(2)": (ban,)})
    (one,) = rank_signals(gone)
    assert one.says == "gone: article 2, Ropes: prohibition added: to sell ropes"


def test_a_change_told_at_several_clauses_is_one_entry() -> None:
    told = make_signal("actor changed: each Party", kind="duty", grade=Grade.MEDIUM)
    alone = make_signal("actor changed: the Bureau", kind="duty", grade=Grade.MEDIUM)
    comparison = with_signals(
        compare(TOWERS + OWLS, TOWERS + OWLS), {"1(1)": (alone, told), "1(2)": (told,)}
    )
    first, second = rank_signals(comparison)
    assert first.signal == told and first.others == (told,) and "2 clauses" in first.because
    assert second.signal == alone and not second.others


def test_what_stands_elsewhere_weighs_less() -> None:
    moved = make_signal("offence dropped: a", kind="offence", elsewhere=("3",))
    duty = make_signal("duty dropped: b", kind="duty")
    comparison = with_signals(compare(TOWERS + OWLS, TOWERS + OWLS), {"1(1)": (moved, duty)})
    ranked = rank_signals(comparison)
    weights = {one.signal: one.weight for one in ranked}
    plain = rank_signals(
        with_signals(comparison, {"1(1)": (make_signal("offence dropped: a", kind="offence"),)})
    )
    assert weights[moved] == plain[0].weight + ELSEWHERE_WEIGHT
    assert "much the same at 3" in next(one.because for one in ranked if one.signal == moved)


def test_exchanged_sides_weigh_the_same() -> None:
    def weigh(left: str, right: str, change: Shift) -> list[int]:
        comparison = with_signals(
            compare(left, right),
            {
                "2(1)": (make_signal(kind="offence", change=change),),
                "1(1)": (make_signal(change=change, grade=Grade.MEDIUM),),
            },
        )
        return [one.weight for one in rank_signals(comparison)]

    assert weigh(TOWERS + OWLS, TOWERS + ROPES + OWLS, Shift.ADDED) == weigh(
        TOWERS + ROPES + OWLS, TOWERS + OWLS, Shift.DROPPED
    )


def test_nothing_found_is_nothing_ranked() -> None:
    assert rank_signals(with_signals(compare(TOWERS, TOWERS), {})) == []
