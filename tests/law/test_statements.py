"""A clause read as statements: where it is cut, what each binds or permits, whom, and what lies in
which slot. Invented sentences on lights and their keepers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausecmp.law.bearers import LONGEST_BEARER
from clausecmp.law.lexicon import Lexicon
from clausecmp.law.slots import has_other_force
from clausecmp.law.words import REFERENCE
from clausecmp.model.vocabulary import Force, Slot

from .readers import load_english, read, read_one, words_in, words_of

ENGLISH: Lexicon = load_english()


def texts(text: str, above: str = "") -> list[str]:
    return [statement.text for statement in read(text, above)]


# splitting


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Each Party shall keep a light. It may close the light in storms.",
            ["Each Party shall keep a light", "It may close the light in storms"],
        ),
        (
            "The keeper shall ring the bell; the owner shall pay the keeper.",
            ["The keeper shall ring the bell", "the owner shall pay the keeper"],
        ),
        (
            "The keeper shall ring the bell\nThe owner shall pay",
            ["The keeper shall ring the bell", "The owner shall pay"],
        ),
        (
            "This fee is low. (2) The keeper sleeps.",
            ["This fee is low", "The keeper sleeps"],
        ),
        ("Wicks are bought at No. 5 Quay Street.", ["Wicks are bought at No. 5 Quay Street"]),
        ("It costs 2.5 coins, e.g. in fog.", ["It costs 2.5 coins, e.g. in fog"]),
        (
            "The keeper shall keep a light: a lamp will do.",
            ["The keeper shall keep a light: a lamp will do"],
        ),
    ],
)
def test_sentences_semicolons_and_lines_are_cut(text: str, pieces: list[str]) -> None:
    assert texts(text) == pieces


def test_a_list_in_a_text_is_cut_at_its_marks() -> None:
    opening, *items = read(
        "The keeper shall: (a) ring the bell; (b) clean the lamp; (c) feed owls."
    )
    assert (opening.text, opening.item) == ("The keeper shall", False)
    assert [item.text for item in items] == ["ring the bell", "clean the lamp", "feed owls"]
    for item, act in zip(items, ("ring", "clean", "feed")):
        assert item.item and item.own_force is None
        assert (item.force, item.bearer, item.act) == (Force.DUTY, "The keeper", act)
        assert item.head == opening.keys and not set(item.head) & set(item.keys)


def test_a_list_behind_a_joined_verb_goes_on_with_the_rule() -> None:
    _, *items = read("The Court shall read the log and shall: (a) sell it; (b) burn it.")
    assert [(item.text, item.force, item.bearer) for item in items] == [
        ("sell it", Force.DUTY, "The Court"),
        ("burn it", Force.DUTY, "The Court"),
    ]


def test_the_second_verb_has_the_bearer_of_the_first() -> None:
    assert [one.bearer for one in read("Each Party shall keep a light and may sell it.")] == [
        "Each Party",
        "Each Party",
    ]


def test_a_list_with_commas_is_cut_at_its_marks() -> None:
    assert texts("The keeper shall: (a) ring the bell, (b) clean the lamp.")[1:] == [
        "ring the bell",
        "clean the lamp",
    ]


def test_what_follows_a_list_is_no_item_of_it() -> None:
    *_, item, last = read("Each Party shall keep: (a) a light; (b) a bell. Fog is no excuse.")
    assert item.item and item.force is Force.DUTY
    assert not last.item and not last.head and last.force is Force.EFFECT


def test_words_behind_a_closing_line_are_no_item() -> None:
    """The closing words of a clause follow its text on a line of their own."""
    first, second = read("The keeper shall ring the bell\nwhere a ship is near.")
    assert (first.text, second.text) == ("The keeper shall ring the bell", "where a ship is near")


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Each Party shall adopt a plan and may publish it.",
            [("Each Party shall adopt a plan", Force.DUTY), ("may publish it", Force.POWER)],
        ),
        (
            "Each Party shall adopt and may publish a plan.",
            [("Each Party shall adopt", Force.DUTY), ("may publish a plan", Force.POWER)],
        ),
        (
            "The keeper shall ring the bell, and the owner may sell the lamp.",
            [
                ("The keeper shall ring the bell", Force.DUTY),
                ("the owner may sell the lamp", Force.PERMISSION),
            ],
        ),
    ],
)
def test_a_second_verb_of_another_force_begins_a_statement(
    text: str, pieces: list[tuple[str, Force]]
) -> None:
    assert [(one.text, one.force) for one in read(text)] == pieces


@pytest.mark.parametrize(
    "text",
    [
        "Each Party shall adopt a plan and publish it.",
        "The keeper shall log ships and boats which may pass.",
        "The keeper shall ring where fog and rain, which may last, come.",
        "The owner may refuse or the owner may wait.",
        '"Keeper" means a person who tends a light and may be paid.',
        '"Tower" means a house with a light and the owner may live in it.',
        "The keeper shall report fog and every other thing in the sea that the owner may need.",
    ],
)
def test_a_joiner_that_begins_no_rule_cuts_nothing(text: str) -> None:
    assert len(read(text)) == 1


def test_amending_text_is_not_read() -> None:
    assert read('Article 5 is replaced by the following: "The keeper shall sleep."') == []
    assert read("In article 5, the following words are inserted: The keeper shall sleep.") == []


@pytest.mark.parametrize("text", ["", "...", "(a)", "1.", "; : , .", "shall", "and/or", "(", ")"])
def test_odd_texts_are_read(text: str) -> None:
    assert all(one.text for one in read(text))


# what an item has from above


def test_an_item_has_the_force_bearer_act_and_kind_of_the_words_above() -> None:
    item = read_one("of the colour of the lamp;", "Each Party shall respect the human rights:")
    assert (item.force, item.bearer, item.act) == (Force.DUTY, "Each Party", "respect")
    assert item.item and item.own_force is None and item.kind is not None
    assert item.kind.name == "safeguard"
    assert read_one("sell oil;", "The keeper shall not:").force is Force.PROHIBITION


def test_an_item_with_a_verb_of_its_own_keeps_it() -> None:
    item = read_one("may sell the bell;", "The keeper shall:")
    assert (item.force, item.bearer, item.act) == (Force.PERMISSION, "The keeper", "sell")


def test_a_verb_about_a_thing_in_an_item_is_not_that_of_the_item() -> None:
    item = read_one("the bell, which shall be rung at noon;", "The keeper may clean:")
    assert (item.force, item.own_force, item.act) == (Force.PERMISSION, None, "clean")


def test_a_limit_above_is_no_limit_below_unless_it_is_said() -> None:
    assert read_one("sell oil;", "The owner may only where fog comes:").force is Force.PERMISSION


# force and polarity


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("The keeper shall ring.", Force.DUTY),
        ("The keeper is required to ring.", Force.DUTY),
        ("Parties undertake to light the coast.", Force.DUTY),
        ("Parties agree to light the coast.", Force.DUTY),
        ("The keeper shall not sleep.", Force.PROHIBITION),
        ("The keeper must not sleep.", Force.PROHIBITION),
        ("The owner is prohibited from selling the tower.", Force.PROHIBITION),
        ("Parties undertake not to dim the light.", Force.PROHIBITION),
        ("The keeper may sleep.", Force.PERMISSION),
        ("The keeper has the right to sleep.", Force.PERMISSION),
        ("Each Party may sleep.", Force.POWER),
        ("The Court is empowered to close a light.", Force.POWER),
        ("The keeper need not ring.", Force.DISCRETION),
        ("The keeper shall not be required to ring.", Force.DISCRETION),
        ("The keeper should ring.", Force.ENCOURAGEMENT),
        ("Each Party shall endeavour to light its coast.", Force.ENCOURAGEMENT),
        ('"Keeper" means a person who tends a light.', Force.DEFINITION),
        ("This chapter applies to boats.", Force.EFFECT),
        ("The tower is twenty metres high.", Force.EFFECT),
    ],
)
def test_force(text: str, force: Force) -> None:
    assert read_one(text).force is force


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("No keeper shall sell oil.", Force.PROHIBITION),
        ("Neither Party may sell oil.", Force.PROHIBITION),
        ("When fog comes, no keeper may sleep.", Force.PROHIBITION),
        ("The keeper shall sell no oil.", Force.PROHIBITION),
        ("The keeper shall report no later than noon.", Force.DUTY),
        ("The keeper shall pay no less than ten coins.", Force.DUTY),
        ("The keeper shall keep, with no help, the light.", Force.DUTY),
        (
            "For this purpose and in fog at sea by night, no Party shall sell oil.",
            Force.PROHIBITION,
        ),
        ("The keeper of a tower with no bell shall ring a gong.", Force.DUTY),
    ],
)
def test_a_denied_subject_or_object_turns_a_duty(text: str, force: Force) -> None:
    assert read_one(text).force is force


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("The rule shall apply to boats.", False),
        ("The rule applies to boats.", False),
        ("The rule shall not apply to boats.", True),
        ("The rule does not apply to boats.", True),
        ("No rule shall apply to boats.", True),
        ("No rule shall not apply to boats.", False),
    ],
)
def test_what_applies_and_what_does_not(text: str, negative: bool) -> None:
    statement = read_one(text)
    assert (statement.force, statement.negative) == (Force.EFFECT, negative)


SAME_LAW = [
    (
        "The Bureau may not close a light unless the tower is unsafe.",
        "The Bureau may close a light only where the tower is unsafe.",
    ),
    ("The rule applies to boats.", "The rule shall apply to boats."),
    ("The rule shall not apply to boats.", "The rule does not apply to boats."),
    ("Parties undertake to light the coast.", "Parties shall light the coast."),
    ("Each Party may light the coast.", "The keeper may light the coast."),
    ('"Keeper" means a person.', '"Keeper" shall mean a person.'),
    ("Each Party shall ensure that towers are lit.", "Each Party shall light its towers."),
]


@pytest.mark.parametrize(("left", "right"), SAME_LAW)
def test_one_force_in_other_words(left: str, right: str) -> None:
    assert not has_other_force(read_one(left), read_one(right))
    assert not has_other_force(read_one(right), read_one(left))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The keeper shall ring.", "The keeper may ring."),
        ("The keeper shall ring.", "The keeper should ring."),
        ("The keeper shall ring.", "The keeper need not ring."),
        ("The keeper shall ring.", "The keeper shall not ring."),
        ("The keeper may not ring.", "The keeper may ring."),
        ("The keeper may not ring unless fog comes.", "The keeper may ring."),
        ("The keeper may not ring.", "The keeper may ring only where fog comes."),
        ("The rule applies to boats.", "The rule shall not apply to boats."),
    ],
)
def test_another_force(left: str, right: str) -> None:
    assert has_other_force(read_one(left), read_one(right))
    assert has_other_force(read_one(right), read_one(left))


def test_words_in_which_a_verb_has_no_force_are_passed_over() -> None:
    statement = read_one("The keeper, as the case may be, shall ring as may be agreed.")
    assert statement.force is Force.DUTY and statement.act == "ring"


@pytest.mark.parametrize(
    "text",
    [
        "The keeper shall ring where a ship may pass.",
        "Where a ship may pass, the keeper shall ring.",
        "If, in fog, a ship may pass, the keeper shall ring.",
        "The keeper shall ring when ships which may pass do so.",
    ],
)
def test_the_verb_of_a_side_clause_is_not_that_of_the_rule(text: str) -> None:
    assert [one.force for one in read(text)] == [Force.DUTY]


def test_a_relative_word_far_before_or_before_a_comma_hides_no_verb() -> None:
    far = "The keeper of the light that burns over the old harbour in the far north shall sleep"
    assert [one.force for one in read(f"{far} and the owner may sell it.")] == [
        Force.DUTY,
        Force.PERMISSION,
    ]
    assert read_one("The owner who may sell oil, shall keep a book.").force is Force.DUTY
    assert read_one("The keeper who tends it, may sleep.").force is Force.PERMISSION


def test_a_word_that_points_hides_no_verb() -> None:
    assert [
        one.force for one in read("The keeper at that light shall ring and the owner may sing.")
    ] == [
        Force.DUTY,
        Force.PERMISSION,
    ]


def test_the_verb_of_a_long_condition_is_not_that_of_the_rule() -> None:
    text = "If a ship from the far end of the old northern sea may pass, the keeper shall ring."
    assert read_one(text).force is Force.DUTY


@pytest.mark.parametrize(
    "text",
    [
        "The keeper shall, without delay, report fog.",
        "The keeper shall, at its request, report it.",
    ],
)
def test_what_stands_between_commas_is_not_the_act(text: str) -> None:
    assert read_one(text).act == "report"


# frames


def test_a_frame_alone_is_a_duty_of_who_sees_to_it() -> None:
    statement = read_one("Each Party shall ensure that towers are painted white.")
    assert (statement.force, statement.bearer) == (Force.DUTY, "Each Party")
    assert statement.own_force is None
    assert "ensur" not in statement.keys and "tower" in statement.keys


def test_behind_a_frame_stands_the_verb_of_the_rule() -> None:
    statement = read_one("Each Party shall ensure that keepers may sleep by day.")
    assert statement.force in (Force.PERMISSION, Force.POWER) and statement.act == "sleep"


def test_what_is_ensured_to_apply_is_a_duty() -> None:
    statement = read_one("Each Party shall ensure that this rule applies to boats.")
    assert (statement.force, statement.bearer) == (Force.DUTY, "Each Party")


def test_measures_to_do_it_are_a_duty_to_do_it() -> None:
    statement = read_one("Each Party shall take the measures necessary to light its coast.")
    assert (statement.force, statement.act) == (Force.DUTY, "light")
    assert not {"tak", "measur", "necessary"} & set(statement.keys)
    other = "Each Party shall take the measures necessary to light its coast for ships which, at night, may pass."
    assert read_one(other).force is Force.DUTY


# who is bound


@pytest.mark.parametrize(
    ("text", "bearer", "key"),
    [
        ("Each Party shall ring.", "Each Party", "party"),
        ("When a storm comes, the keeper shall ring.", "the keeper", "keeper"),
        ("If, in fog, a bell breaks, the owner shall mend it.", "the owner", "owner"),
        ("Upon request, the owner shall sell.", "the owner", "owner"),
        ("Where a Party owns a tower, it shall paint it.", "a Party", "party"),
        ("In applying this Convention, Parties shall consult.", "Parties", "party"),
        ("In the event of fog, the owner may sound a horn.", "the owner", "owner"),
        ("The Court, in open session, shall hear it.", "The Court", "court"),
        ("The owner, subject to article 4, may sell.", "The owner", "owner"),
        ("The lamp, oil and wicks shall be bought.", "The lamp", "lamp"),
        ("The rule on (a) lamps, which burn, applies.", "The rule on (a) lamps", "rule"),
        ("It shall ring.", "", ""),
        ("The tower is high.", "", ""),
    ],
)
def test_bearer(text: str, bearer: str, key: str) -> None:
    statement = read_one(text)
    assert (statement.bearer, statement.bearer_key) == (bearer, key)


def test_a_long_description_is_named_by_its_end() -> None:
    text = (
        "The owner of a tower built on a rock in the sea near the old harbour of the northern"
        " island shall paint it."
    )
    statement = read_one(text)
    assert statement.bearer_key == "owner"
    assert statement.bearer in text and len(statement.bearer.split()) <= LONGEST_BEARER
    assert statement.bearer.endswith("owner")


def test_a_permission_of_an_authority_is_a_power() -> None:
    assert read_one("The Commission may close a light.").force is Force.POWER
    assert read_one("The keeper may close a light.").force is Force.PERMISSION
    assert read_one("close a light;", "The Commission may:").force is Force.POWER


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Each Party shall make it a criminal offence to dim a light.", "offence"),
        ("A Party may make it a criminal offence to dim a light.", None),
        ("The owner shall respect human rights.", "safeguard"),
        ("A Party may refuse help in fog.", "ground of refusal"),
        ("A Party reserves the right to sell towers.", "reservation"),
        ("A Committee of Keepers is hereby established.", "institution"),
        ("The keeper has the right to rest.", "right"),
        ("The keeper shall rest.", None),
        ("A Party may refuse help to protect human rights.", "ground of refusal"),
    ],
)
def test_kind_of_rule(text: str, kind: str | None) -> None:
    found = read_one(text).kind
    assert (found.name if found else None) == kind


# the slots of words


def test_every_word_lies_in_a_slot() -> None:
    statement = read_one(
        "When fog comes, each Party shall close the port of entry, unless its coast has no light,"
        " within two days, in order to save ships, as far as possible, in accordance with article"
        " 4."
    )
    found = {slot: words_in(statement, slot) for slot in Slot if slot in statement.slots}
    assert found == {
        Slot.CONDITION: "When fog comes in accordance with article 4",
        Slot.ACTOR: "each Party",
        Slot.FORCE: "shall",
        Slot.ACT: "close",
        Slot.OBJECT: "the port of entry",
        Slot.EXCEPTION: "unless its coast has no light",
        Slot.TIME: "within two days",
        Slot.PURPOSE: "in order to save ships",
        Slot.HEDGE: "as far as possible",
    }
    assert len(statement.slots) == statement.end - statement.first


def test_a_comma_closes_a_slot_and_a_hedge_closes_itself() -> None:
    statement = read_one("The keeper shall sell, if asked, oil and where appropriate wicks.")
    assert words_in(statement, Slot.CONDITION) == "if asked"
    assert words_in(statement, Slot.HEDGE) == "where appropriate"
    assert words_in(statement, Slot.OBJECT) == "oil and wicks"


def test_a_reference_is_one_word_in_a_slot_of_its_own() -> None:
    statement = read_one("The keeper shall observe article 4, paragraph 2, where article 5 allows.")
    assert statement.keys.count(REFERENCE) == 2
    assert words_in(statement, Slot.REFERENCE) == "article 4, paragraph 2"
    assert words_in(statement, Slot.CONDITION) == "where article 5 allows"


def test_words_without_a_verb_of_law_are_what_the_rule_is_about() -> None:
    assert set(read_one("The tower is high.").slots) == {Slot.OBJECT}


# words


def test_words_are_stemmed_and_small_ones_and_marks_passed_over() -> None:
    words = words_of("(a) The keepers' authorities lighted, and are lighting, 2 lamps")
    assert [key for key in words.keys if key] == [
        "keeper",
        "authority",
        "light",
        "light",
        "2",
        "lamp",
    ]
    assert all(words.text[a:b] for a, b in zip(words.starts, words.ends))


def test_a_cited_act_with_its_article_is_one_word() -> None:
    words = words_of("as article 3 of Regulation (EU) No 12/2031 says")
    assert words.folded.count(REFERENCE) == 1
    assert [key for key in words.keys if key] == [REFERENCE, "say"]


PIECES = st.sampled_from(
    "Each Party shall may not no ensure that , ; : . (a) (b) and or where unless within article 4"
    " means applies the light which keeper 5 days \n".split(" ")
)


@given(st.lists(PIECES, max_size=30).map(" ".join), st.sampled_from(["", "Each Party shall:"]))
def test_statements_follow_each_other_and_hold_their_words(text: str, above: str) -> None:
    last = 0
    for one in read(text, above):
        start, end = one.span
        assert last <= start < end <= len(text) and one.text == text[start:end]
        assert one.keys or one.own_force or one.head or any(one.words.keys[one.first : one.end])
        assert len(one.slots) == one.end - one.first
        assert one.bearer in text or one.bearer in above
        if one.own_force is not None:
            assert one.first <= one.own_force[0] < one.own_force[1] <= one.end
        last = end
