"""Two drafts read as law: an invented treaty and its revision, which show every rule, and what is
told of drafts as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from clausecmp.align.alignment import align_drafts
from clausecmp.comparison.compare import compare_drafts
from clausecmp.comparison.result import Comparison
from clausecmp.files.drafts import load_draft
from clausecmp.files.links import Link
from clausecmp.law.drafts import find_draft_law
from clausecmp.law.lexicon import list_languages
from clausecmp.law.signals import PairLaw, Quote
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.vocabulary import Grade, Shift, Slot
from tests.conftest import GOLDEN

from .comparing import compare_texts, find_law

FOLDER = GOLDEN / "law"
LEFT, RIGHT = (load_draft(FOLDER / f"{side}.yaml") for side in ("left", "right"))
LINKS = (  # where the words alone would be paired otherwise
    Link(("3(3)",), ()),
    Link((), ("3(3)",)),
    Link(("7(3)",), ("7(3)", "7(4)")),
    Link(("7(4)",), ("7(5)",)),
    Link((), ("10(2)",)),
    Link(("9(1)",), ("9(1)",)),
)
FOUND = compare_drafts(LEFT, RIGHT, links=LINKS)


def write_quote(quote: Quote | None) -> str:
    return f"{quote.ref} «{quote.text}»" if quote else "–"


def write_law(comparison: Comparison) -> Iterator[str]:
    """A comparison's law in lines that a person can check."""
    for change in comparison.changes:
        if not change.signals and not change.phrases:
            continue
        pair = change.pair
        refs = f"{' + '.join(pair.left) or '–'} → {' + '.join(pair.right) or '–'}"
        yield f"{refs}   {pair.relation}{'' if pair.sure else ', unsure'}"
        for one in change.signals:
            yield f"  {one.grade}: {one.says}"
            yield f"      {write_quote(one.left)} | {write_quote(one.right)}"
            yield f"      {one.slot} {one.change}, {one.kind}, of {one.bearer or 'nobody named'}"
            if one.why:
                yield f"      {one.why}"
        for phrase in change.phrases:
            judged = "" if phrase.judged else ", not judged"
            yield (
                f"  {phrase.slot}{judged}: {write_quote(phrase.left)} | {write_quote(phrase.right)}"
            )
        yield ""


def test_a_treaty_and_its_revision(golden) -> None:
    """Read the file: every line must be what a lawyer would say."""
    golden("law/signals.txt", "\n".join(write_law(FOUND)))


def told(ref: str) -> set[str]:
    """The grades and headlines at the pair that begins with a clause."""
    (found,) = {
        change.signals
        for change in FOUND.changes
        if change.pair.left
        and change.pair.right
        and ref in (change.pair.left[0], change.pair.right[0])
    }
    return {f"{one.grade} {one.says.partition(':')[0]}" for one in found}


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("preamble(1)", {"low object added"}),
        ("1(a)", {"medium words of a definition added", "medium words of a definition dropped"}),
        ("2(1)", {"high duty dropped"}),
        ("2(2)", {"high power added"}),
        ("2(3)", {"high right added"}),
        ("3(2)", {"high reservation dropped"}),
        ("4(1)", {"high ground of refusal dropped"}),
        ("4(2)", {"high safeguard dropped"}),
        ("5(1)", {"high duty becomes encouragement"}),
        ("5(2)", {"high duty becomes permission"}),
        ("5(2)(a)", set()),  # told at the words above it
        ("5(3)(b)", {"high duty becomes permission"}),  # its words are the same
        ("6(1)", {"medium duty of another"}),
        ("6(2)", {"medium condition added"}),
        ("6(3)", {"medium exception dropped"}),
        ("6(4)", {"medium object added"}),
        ("6(5)", {"medium time shorter"}),
        ("6(6)", {"medium quantity higher"}),
        ("6(7)", {"low reference retargeted"}),
        ("7(1)", set()),  # moved within the article
        ("7(3)", set()),  # moved along a split
        ("7(5)", {"low duty dropped"}),  # stands elsewhere
        ("8(1)", {"medium added throughout"}),
        ("8(2)", set()),  # told at 8(1)
        ("9(1)", {"high duty replaced"}),
    ],
)
def test_what_is_told(ref: str, expected: set[str]) -> None:
    assert told(ref) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ((), ("3(3)",), "high offence added"),
        (("3(3)",), (), "high offence dropped"),
        (("10(1)",), (), "high duty dropped"),
        ((), ("10(1)",), "high institution added"),
        ((), ("10(2)",), "low duty added"),
    ],
)
def test_what_is_told_of_clauses_without_counterpart(
    left: Sequence[str], right: Sequence[str], expected: str
) -> None:
    (change,) = [
        change
        for change in FOUND.changes
        if (change.pair.left, change.pair.right) == (tuple(left), tuple(right))
    ]
    first = change.signals[0]
    assert f"{first.grade} {first.says.partition(':')[0]}" == expected


def test_what_stands_elsewhere_is_named_on_both_sides() -> None:
    elsewhere = {
        (signal.change, signal.elsewhere, signal.grade)
        for change in FOUND.changes
        for signal in change.signals
        if signal.elsewhere
    }
    assert elsewhere == {
        (Shift.DROPPED, ("10(2)",), Grade.LOW),
        (Shift.ADDED, ("7(4)",), Grade.LOW),
    }


def test_an_unsure_pair_has_only_low_signals() -> None:
    (change,) = [change for change in FOUND.changes if not change.pair.sure]
    assert change.signals and {signal.grade for signal in change.signals} == {Grade.LOW}


def test_the_highest_grade_comes_first() -> None:
    law = find_law(
        ["The keeper shall ring the bell."],
        ['The keeper may ring the bell. "Buoy" means a float with a lamp.'],
    )
    assert [signal.grade for signal in law.signals] == [Grade.HIGH, Grade.MEDIUM]


# what is told once


def words_added(count: int, at: str = "or brass telescopes") -> list[PairLaw]:
    texts = [f"{name} shall buy {thing}" for name, thing in THINGS]
    found = compare_texts(
        [f"{text}." for text in texts],
        [f"{text} {at}." if n < count else f"{text}." for n, text in enumerate(texts)],
    )
    return list(found.pairs.values())


THINGS = [
    ("The keeper", "wicks and matches"),
    ("Each Party", "harbour pilots new uniforms"),
    ("The Bureau", "coal in the autumn"),
    ("Merchants", "permits for docking"),
    ("The owner", "paint against rust"),
    ("Nobody", "lobsters on Mondays"),
]


def test_words_added_in_three_pairs_are_told_in_each() -> None:
    found = words_added(3)
    assert [len(law.signals) for law in found] == [1, 1, 1]
    assert {law.signals[0].says for law in found} == {"object added: or brass telescopes"}


def test_words_added_in_four_pairs_are_told_once() -> None:
    found = words_added(4)
    assert [len(law.signals) for law in found] == [1, 0, 0, 0]
    (signal,) = found[0].signals
    assert (signal.says, signal.why) == ("added throughout: or brass telescopes", "In 4 pairs.")
    assert (signal.grade, signal.change, signal.rule) == (Grade.MEDIUM, Shift.ADDED, "throughout")
    assert all(phrase.judged for law in found for phrase in law.phrases)


def test_long_additions_are_told_in_each_pair() -> None:
    found = words_added(4, "or a brass telescope of my uncle")
    assert [len(law.signals) for law in found] == [1, 1, 1, 1]


def test_a_name_that_gives_way_to_another_is_told_once_and_low() -> None:
    left = [f"{name} shall buy {thing} for the beacon." for name, thing in THINGS]
    found = list(
        compare_texts(left, [one.replace("beacon", "radar") for one in left]).pairs.values()
    )
    assert [len(law.signals) for law in found] == [1, 0, 0, 0, 0, 0]
    (signal,) = found[0].signals
    assert (signal.says, signal.grade) == ("changed throughout: beacon → radar", Grade.LOW)
    assert signal.why == "In 6 pairs."


def test_a_word_that_stays_in_use_is_no_other_name() -> None:
    left = [f"{name} shall buy {thing} for the beacon." for name, thing in THINGS]
    right = [one.replace("beacon", "radar") for one in left]
    stays = ["A beacon is red.", "A beacon is tall.", "No beacon is blue."]
    found = compare_texts([*left, *stays], [*right, *stays])
    assert not any(law.signals for law in found.pairs.values())


def test_a_duty_added_in_four_pairs_is_told_in_each() -> None:
    """Each is a rule of its own, whatever its words."""
    left = [f"{name} shall buy {thing}." for name, thing in THINGS]
    found = compare_texts(left, [f"{text} The fee must never exceed ten florins." for text in left])
    assert [len(law.signals) for law in found.pairs.values()] == [1] * len(left)


# definitions


@pytest.mark.parametrize(
    ("users", "why"),
    [(0, ""), (1, "1 other clause uses the term."), (2, "2 other clauses use the term.")],
)
def test_a_changed_definition_says_how_many_clauses_use_the_term(users: int, why: str) -> None:
    others = [*["A lantern is dear.", "Lanterns break."][:users], "Wax melts."]
    law = find_law(
        ['"lantern" means a lamp that burns oil on a tower.', *others],
        ['"lantern" means a lamp that burns oil, gas or shavings of fir on a tower.', *others],
    )
    (signal,) = law.signals
    assert (signal.slot, signal.kind, signal.why) == (Slot.DEFINITION, "definition", why)


def test_a_definition_that_goes_is_told_as_one() -> None:
    law = find_law(
        ['"lantern" means a lamp that burns; it shall be white and may be electric.'], []
    )
    assert [(one.grade, one.kind) for one in law.signals] == [(Grade.MEDIUM, "definition")]


def test_a_short_term_is_not_looked_for() -> None:
    others = ["The bay is deep.", "Wax melts."]
    law = find_law(
        ['"bay" means a gulf that is narrow.', *others],
        ['"bay" means a gulf that is narrow and frozen over by polar ice.', *others],
    )
    assert [signal.why for signal in law.signals] == [""]


# items and the words above them


def with_items(above: str, *items: str) -> tuple[str, tuple[str, ...]]:
    return above, items


@pytest.mark.parametrize(
    ("head", "item", "grade", "says"),
    [
        ("Each Party shall:", "light wrecks;", Grade.MEDIUM, "item of a duty added: Each Party:"),
        (
            "Each Party shall make it a criminal offence to:",
            "sell counterfeit beacons;",
            Grade.HIGH,  # each act is an offence
            "offence added: Each Party:",
        ),
        (
            "A Party may refuse a request where:",
            "the keeper is a minor;",
            Grade.HIGH,
            "ground of refusal added: A Party:",
        ),
    ],
)
def test_an_item_added_to_a_list_says_whose(head: str, item: str, grade: Grade, says: str) -> None:
    left = with_items(head, "dim a light;")
    right = with_items(head, "dim a light;", item)
    found = compare_texts([left], [right])
    (signal,) = found.pairs[(), ("1(1)(b)",)].signals
    assert signal.grade is grade
    assert signal.says == f"{says} {item.removesuffix(';')}"


def test_the_force_above_items_is_told_once_at_the_words_above() -> None:
    items = ("the wreck lies on its beach;", "the wrecker is one of its nationals;")
    found = compare_texts(
        [with_items("A Party shall hold trials where:", *items)],
        [with_items("A Party may hold trials where:", *items)],
    )
    assert [one.says for law in found.pairs.values() for one in law.signals] == [
        "duty becomes permission: A Party may hold trials where"
    ]


def test_an_item_under_other_words_has_their_force() -> None:
    items = ("the wreck lies on its beach;", "the wrecker is one of its nationals;")
    found = compare_texts(
        [with_items("A Party shall hold trials where:", *items)],
        [
            with_items("A Party shall hold trials where:", items[0]),
            with_items("Any judge may imprison smugglers if:", items[1]),
        ],
        links=[Link(("1(1)(b)",), ("2(1)(a)",))],
    )
    (signal,) = found.pairs[("1(1)(b)",), ("2(1)(a)",)].signals
    assert (signal.grade, signal.slot) == (Grade.HIGH, Slot.FORCE)
    assert signal.says.startswith("duty becomes permission:")
    assert signal.why == "What was required may now be done or left."


@pytest.mark.parametrize(
    ("above", "says"),
    [
        ("A Party shall hold trials for:", "item of a duty added: A Party: theft of bronze"),
        ("A Party shall hold trials.", "rule added: theft of bronze"),
    ],
)
def test_an_item_continues_only_words_that_break_off(above: str, says: str) -> None:
    found = compare_texts(
        [with_items(above, "wrecks on beaches;")],
        [with_items(above, "wrecks on beaches;", "theft of bronze;")],
    )
    assert [one.says for law in found.pairs.values() for one in law.signals] == [says]


def test_the_words_above_may_stand_further_up() -> None:
    """A paragraph without words of its own between an article and its items."""

    def build(*items: str) -> Draft:
        below = tuple(
            Clause("item", "ab"[n], f"1(1)({'ab'[n]})", text=text) for n, text in enumerate(items)
        )
        paragraph = Clause("paragraph", "1", "1(1)", clauses=below)
        article = Clause("article", "1", "1", text="Each Party shall sell:", clauses=(paragraph,))
        return Draft("lights", str(len(items)), "Lights", (article,))

    left, right = build("oil;"), build("oil;", "wicks of hemp;")
    found = find_draft_law(left, right, align_drafts(left, right))
    (signal,) = [one for law in found.pairs.values() for one in law.signals]
    assert signal.says == "item of a duty added: Each Party: wicks of hemp"


# statements that answer each other


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Each Party shall light its coast.", "Each Party undertakes to light its coast."),
        (
            "The Bureau may not close a light unless the tower is unsafe.",
            "The Bureau may close a light only where the tower is unsafe.",
        ),
        ("The rules apply to boats.", "The rules shall apply to boats."),
        (
            "The keeper shall ring the bell and feed owls.",
            "The keeper shall feed owls and ring the bell.",
        ),
        ("The keeper shall oil the (ABC) wheel.", "The keeper shall oil the (XYZ) wheel."),
        ("The keeper shall go out.", "The keeper shall go there."),
        ("The keeper lights each lamp.", "The keeper lights every lamp."),
    ],
)
def test_the_same_law_in_other_words_is_silent(left: str, right: str) -> None:
    assert find_law([left], [right]).signals == ()
    assert find_law([right], [left]).signals == ()


def test_another_force_of_another_act_is_no_change_of_force() -> None:
    law = find_law(
        ["The keeper shall carry lamp oil, wicks and matches to the cold northern tower."],
        ["The keeper may refuse lamp oil, wicks and matches in the cold northern tower."],
    )
    assert Slot.FORCE not in {signal.slot for signal in law.signals}


def test_a_bearer_is_another_only_if_both_are_known_and_the_counts_agree() -> None:
    rest = "shall paint the tower in white and crimson stripes."
    law = find_law([f"The owner {rest}"], [f"The depositary {rest}"])
    assert [(one.slot, one.says) for one in law.signals] == [
        (Slot.ACTOR, "duty of another: The owner → The depositary")
    ]
    assert law.signals[0].left and law.signals[0].left.text == "The owner"
    assert find_law([f"The goat {rest}"], [f"The mule {rest}"]).signals == ()
    both = " The owner and the depositary meet. The owner and the depositary part."
    swapped = find_law([f"The owner {rest}{both}"], [f"The depositary {rest}{both}"])
    assert [one.slot for one in swapped.signals] == [Slot.ACTOR]


def test_who_is_named_on_both_sides_is_no_other_bearer() -> None:
    rest = "shall paint the tower in white and crimson stripes"
    law = find_law([f"The owner {rest} for the depositary."], [f"The depositary {rest}."])
    assert Slot.ACTOR not in {signal.slot for signal in law.signals}


def test_an_item_that_encourages_under_a_duty_is_no_other_force() -> None:
    found = compare_texts(
        ["Each Party shall encourage keepers to rest by day."],
        [("Each Party shall:", ("encourage keepers to rest by day;",))],
        links=[Link(("1(1)",), ("1(1)(a)",)), Link((), ("1(1)",))],
    )
    assert (("1(1)",), ("1(1)(a)",)) not in found.pairs or not any(
        signal.slot is Slot.FORCE for signal in found.pairs[("1(1)",), ("1(1)(a)",)].signals
    )


def test_where_a_reference_leads_is_no_weight_of_words() -> None:
    law = find_law(
        ["The keeper shall buy oil.", "Owls sleep."],
        ["The keeper shall buy oil under article 2.", "Owls sleep."],
    )
    assert "words" not in {signal.rule for signal in law.signals}


def test_a_rule_that_stands_in_two_parts_of_a_split_is_nothing_new() -> None:
    found = compare_texts(
        ["Each Party shall keep lanterns and bells on every rock."],
        [
            "Each Party shall keep lanterns on every rock.",
            "Each Party shall keep bells on every rock.",
        ],
        links=[Link(("1(1)",), ("1(1)", "2(1)"))],
    )
    assert not any(law.signals for law in found.pairs.values())


def test_a_rule_whose_words_stand_in_another_as_often_is_not_gone() -> None:
    law = find_law(
        ["The keeper shall light the red lamp at dusk. The lamp shall be red."],
        ["The keeper shall light the red lamp at dusk, a red lamp."],
    )
    assert law.signals == ()


def test_a_rule_in_the_place_of_another_is_one_signal() -> None:
    law = find_law(
        ["Gulls shall be fed by the youngest apprentice each morning."],
        ["Pigeons shall be shot by the youngest apprentice near telegraph wires."],
    )
    (signal,) = law.signals
    assert (signal.rule, signal.grade, signal.change) == ("replaced", Grade.HIGH, Shift.CHANGED)
    assert signal.left and signal.right and signal.right.text.endswith("telegraph wires")


# notes


def in_language(draft: Draft, language: str) -> Draft:
    return replace(draft, language=language)


def test_two_languages_have_no_signals_and_a_note() -> None:
    right = in_language(RIGHT, "fr")
    law = find_draft_law(LEFT, right, align_drafts(LEFT, right))
    assert law.pairs == {} and "different languages" in law.note
    comparison = compare_drafts(LEFT, right)
    assert comparison.signals_note == law.note
    assert not any(change.signals or change.phrases for change in comparison.changes)


def test_a_language_that_is_not_read_has_no_signals_and_a_note() -> None:
    left, right = in_language(LEFT, "tlh"), in_language(RIGHT, "tlh")
    assert "tlh" not in list_languages()
    law = find_draft_law(left, right, align_drafts(left, right))
    assert law.pairs == {} and "'tlh'" in law.note
    assert not any(change.signals for change in compare_drafts(left, right).changes)


def test_english_is_read_whole() -> None:
    assert find_draft_law(LEFT, LEFT, align_drafts(LEFT, LEFT)) == ({}, "")


def test_signals_that_are_not_asked_for() -> None:
    comparison = compare_drafts(LEFT, RIGHT, signals=False)
    assert not any(change.signals or change.phrases for change in comparison.changes)
    assert "not asked" in comparison.signals_note


# a safeguard within a rule


def test_a_safeguard_that_a_rule_names_on_one_side_alone() -> None:
    left = "Searches of towers shall be subject to the following: supervision by a judge of peace."
    right = left.replace("judge of peace", "judge of peace and the right to an effective remedy")
    signal = find_law([left], [right]).signals[0]
    assert (signal.grade, signal.kind, signal.change) == (Grade.HIGH, "safeguard", Shift.ADDED)
    assert signal.right and "effective remedy" in signal.right.text and signal.left is None
    assert find_law([right, left], [right.replace("a judge", "the judge"), left]).signals == ()


# words that came or went


FOG = "in dense fog near the old northern cliffs"


@pytest.mark.parametrize(
    ("left", "right", "slot", "change"),
    [
        (
            "The keeper shall sell bread.",
            "The keeper shall sell, if asked, candles, ropes, anchors, bread.",
            Slot.CONDITION,  # that of the cue with which they begin
            Shift.ADDED,
        ),
        (
            "Each spring the keeper shall scrub with pumice, brushes, lye, sand, tallow, ash old heavy copper bells near rusty iron garden gates.",
            "Each spring the keeper shall scrub with pumice, brushes, lye, sand, tallow, ash new light silver drums near painted wooden cellar doors.",
            Slot.OBJECT,  # one long stretch, though a word stays
            Shift.CHANGED,
        ),
        (
            "The keeper shall report a broken lens by 14 February 1931.",
            "The keeper shall report a broken lens.",
            Slot.TIME,  # as a quantity, and not once more as words
            Shift.DROPPED,
        ),
        (
            f"The keeper shall ring {FOG}.",
            f"The keeper shall ring {FOG}, in order to warn trawlers, ferries, yachts.",
            Slot.PURPOSE,
            Shift.ADDED,
        ),
    ],
)
def test_what_came_or_went_is_one_signal(left: str, right: str, slot: Slot, change: Shift) -> None:
    assert [(one.slot, one.change) for one in find_law([left], [right]).signals] == [(slot, change)]
    assert [(one.slot, one.change) for one in find_law([right], [left]).signals] == [
        (slot, change.mirrored)
    ]


def test_short_names_are_no_change() -> None:
    text = "The keeper shall log bells, gongs and horns"
    short = " (the 'BLL', 'GNG' and 'HRN')"
    assert find_law([f"{text}."], [f"{text}{short}."]).signals == ()


def test_short_statements_are_not_replaced() -> None:
    assert find_law(["Owls eat mice."], ["Gulls eat fish."]).signals == ()


@pytest.mark.parametrize(
    ("right", "grade"),
    [
        ("The keeper shall ring a gong at the harbour on holidays of the navy.", Grade.MEDIUM),
        ("The keeper may ring a gong at the harbour on holidays of the navy.", Grade.HIGH),
    ],
)
def test_the_same_act_written_anew_is_of_medium_grade(right: str, grade: Grade) -> None:
    law = find_law(["The keeper shall ring the copper bell of the north tower in fog."], [right])
    assert [(one.rule, one.grade) for one in law.signals] == [("replaced", grade)]


def test_rules_with_little_in_common_have_no_force_in_common() -> None:
    law = find_law(
        ["The keeper shall ring the copper bell of the north tower in fog."],
        ["The keeper may ring a gong at the tower on holidays of the navy."],
    )
    assert Slot.FORCE not in {signal.slot for signal in law.signals}


REFUSAL = "A Party may refuse a request for pilots"


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        (
            f"{REFUSAL}.",
            f"{REFUSAL}, provided that its coast suffers floods.",
            "Refusal is allowed in fewer cases: the duty to assist grows.",
        ),
        (
            f"{REFUSAL}, provided that its coast suffers floods.",
            f"{REFUSAL}.",
            "Refusal is allowed in more cases: the duty to assist shrinks.",
        ),
        (
            "A Party may sell buoys.",
            "A Party may sell buoys, provided that its coast suffers floods.",
            "The power reaches fewer cases.",
        ),
        (
            "A Party shall sell buoys.",
            "A Party shall sell buoys, unless its coast suffers floods.",
            "The duty reaches fewer cases.",
        ),
        (
            "A Party shall sell buoys.",
            "A Party shall sell buoys and wax candles.",
            "The duty reaches more cases.",
        ),
    ],
)
def test_what_follows_is_said(left: str, right: str, why: str) -> None:
    assert [signal.why for signal in find_law([left], [right]).signals] == [why]


# what is accounted for elsewhere


def list_rules(law: PairLaw) -> set[str]:
    return {signal.rule for signal in law.signals}


def test_a_rule_that_went_into_another_one_is_not_gone() -> None:
    ring = "The keeper shall ring the heavy copper bell of the northern tower at noon in dense fog"
    left = (
        "Stairs, yards and cellars shall be washed. The Bureau shall sell stairs, yards, cellars,"
        f" coal, ropes, tar and hemp each spring. {ring}."
    )
    right = (
        "The Bureau shall sell coal, ropes, tar and hemp each spring."
        f" {ring}, and wash stairs, yards and cellars."
    )
    assert "statement" not in list_rules(find_law([left], [right]))


def test_words_that_open_a_list_may_go_with_the_list() -> None:
    left = (
        "The keeper shall perform with care: (a) ringing of the copper bell of the tower; (b) sweeping"
        " of the spiral stairs."
    )
    right = "The keeper shall ring the copper bell of the tower with care. Spiral stairs shall be swept."
    assert find_law([left], [right]).signals == ()


def test_a_new_rule_that_resembles_one_that_has_its_answer_is_new() -> None:
    rule = "The keeper shall ring the copper bell at noon in"
    found = compare_texts([f"{rule} dense fog."], [f"{rule} thick fog.", f"{rule} dense smoke."])
    (signal,) = found.pairs[(), ("2(1)",)].signals
    assert (signal.grade, signal.elsewhere) == (Grade.HIGH, ())


@pytest.mark.parametrize(
    ("left", "right", "says", "name"),
    [
        (
            "A Party shall light its coast. A keeper shall paint the towers.",
            "A Party shall light its coast.",
            "duty dropped",
            "duty-dropped",
        ),
        (
            "A Party shall light its coast with lanterns, bells, fires and painted towers.",
            "A Party shall light its coast.",
            "object dropped",
            "duty-changed",  # the duty is still there
        ),
        (
            "A Party shall keep records.",
            "A Party shall keep records with due regard to human rights.",
            "safeguard added",
            "safeguard-added",
        ),
    ],
)
def test_a_rule_is_not_dropped_where_a_part_of_it_is(
    left: str, right: str, says: str, name: str
) -> None:
    law = find_law([left, "Owls sleep."], [right, "Owls sleep."])
    assert (says, name) in [(one.says.split(":")[0], one.id) for one in law.signals]
