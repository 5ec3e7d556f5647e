"""Redlines as a person would mark them: the table of pairs is read in tests/golden/redline."""

from __future__ import annotations

import pytest

from clausecmp.files.terms import Glossary, Term
from clausecmp.model.tokens import tokenize
from clausecmp.redline.parts import share_parts
from clausecmp.redline.words import Op, make_redline
from clausecmp.render.redline_rows import inline_segments, side_segments, split_paragraphs

GLOSSARY = Glossary(
    (
        Term("party", {"one": ("Party", "Parties"), "two": ("State Party", "States Parties")}, {}),
        Term("hall", {"one": ("reading room",), "two": ("study hall",)}, {}),
    )
)
FOLD = GLOSSARY.fold_for("one", "two")
PAIRS = {
    "one word": ("Each Party shall lend books.", "Each Party may lend books."),
    "a phrase, not its words": (
        "The keeper shall sweep the stairs of the tower and count the lamps every day.",
        "The keeper shall wash the windows of the tower and count the lamps every day.",
    ),
    "little words do not cut a phrase": (
        "It is open to the members of the Council of the Harbour and to others.",
        "It is open to all States of the region and to others.",
    ),
    "next to nothing in common": (
        "Candles are forbidden near the shelves at night.",
        "Visitors may bring their own lanterns into any hall.",
    ),
    "a phrase in the middle goes with its comma": (
        "to lend, to sell or to burn books",
        "to lend, to bind, to sell or to burn books",
    ),
    "a sentence goes whole": (
        "Each Party shall lend books. A Party may ask for a fee.",
        "Each Party shall lend books.",
    ),
    "a renamed term": (
        "Each Party shall keep a reading room.",
        "Each State Party shall keep a study hall.",
    ),
    "a term in the plural": ("The Parties shall meet.", "The State Party shall meet."),
    "an article that follows a term": (
        "A Party may close a reading room.",
        "A State Party may close a study hall.",
    ),
    "numbers of cross-references": (
        "under articles 14 and 15, paragraph 2 (a), of this treaty",
        "under articles 23 and 24, paragraph 2 (b), of this treaty",
    ),
    "a number that is no cross-reference": ("within 30 days", "within 90 days"),
    "spelling": (
        "Parties shall co-operate and organise a “catalogue”",
        'Parties shall cooperate and organize a "catalogue"',
    ),
    "dashes and quotes": (
        "the keeper’s lamp – at night – burns",
        "the keeper's lamp — at night — burns",
    ),
    "commas and stops": ("lamps, oil and wicks;", "lamps, oil, and wicks."),
    "a and an": ("a lamp", "an lamp"),
    "brackets are never noise": ("within thirty days", "within [thirty] [sixty] days"),
    "words put in brackets": (
        "the keeper shall ring a bell in fog",
        "the keeper shall [ring a bell] in fog",
    ),
    "strokes are never noise": ("[one two]", "[one / two]"),
    "lines": ("The lamps\nshall burn:\nat night.", "The lamps\nshall shine:\nat night."),
    "markup": ("[bold]a[/bold] lamp", "[bold]a[/bold] red lamp"),
}


def show(left: str, right: str, exact: bool = False) -> str:
    return "".join(
        segment.text for segment in inline_segments(make_redline(left, right, FOLD), exact=exact)
    )


def test_phrases_read_as_in_the_golden_file(golden) -> None:
    lines = []
    for name, (left, right) in PAIRS.items():
        redline = make_redline(left, right, FOLD)
        sides = (
            "".join(segment.text for segment in side_segments(redline, side))
            for side in ("left", "right")
        )
        exact = show(left, right, exact=True)
        lines += [
            f"# {name}",
            f"inline: {show(left, right)}",
            *(f"exact:  {exact}" for _ in (1,) if exact != show(left, right)),
            *(f"{side:<7} {text}" for side, text in zip(("left:", "right:"), sides)),
            "",
        ]
    golden("redline/phrases.txt", "\n".join(lines))


@pytest.mark.parametrize("name", ["spelling", "dashes and quotes", "commas and stops", "a and an"])
def test_noise_is_no_change_and_shown_on_demand(name: str) -> None:
    left, right = PAIRS[name]
    assert not make_redline(left, right).changed
    assert show(left, right) == right
    assert "[-" in show(left, right, exact=True) or "{+" in show(left, right, exact=True)


@pytest.mark.parametrize(
    ("left", "right", "numbers"),
    [
        ("see articles 163a and 7.", "see articles 208 and 7.", [("163a", "208")]),
        ("see paragraph 2 of article 9.", "see paragraph 3 of article 9.", [("2", "3")]),
        ("of chapter II of this treaty", "of chapter IV of this treaty", [("II", "IV")]),
        ("article 5 of the Statute", "article 6 of the Statute", [("5", "6")]),
        ("article 5, 30 days later", "article 5, 90 days later", []),
        ("plan a is kept", "plan b is kept", []),
    ],
)
def test_numbers_of_references(left: str, right: str, numbers: list[tuple[str, str]]) -> None:
    edits = make_redline(left, right).edits
    assert [(edit.left, edit.right) for edit in edits if edit.op is Op.NUMBER] == numbers


@pytest.mark.parametrize(
    "name",
    [
        "brackets are never noise",
        "strokes are never noise",
        "numbers of cross-references",
        "a number that is no cross-reference",
    ],
)
def test_what_may_matter_is_a_change(name: str) -> None:
    assert make_redline(*PAIRS[name]).changed


def test_a_renamed_term_is_a_term_and_no_change() -> None:
    redline = make_redline(*PAIRS["a renamed term"], FOLD)
    assert not redline.changed and redline.terms == ("party", "hall")
    assert make_redline(*PAIRS["a term in the plural"], GLOSSARY.fold_for("one", "one")).terms == ()


def test_tokens_of_a_redline_are_those_of_the_text_module() -> None:
    from clausecmp.redline.words import _read_side

    for text in (
        *(text for pair in PAIRS.values() for text in pair),
        "co‑operation’s end\u00a0– 訪客, x",
    ):
        for fold in (None, FOLD):
            side, tokens = _read_side(text, fold), tokenize(text, fold)
            assert list(zip(side.words, side.folded, side.starts, side.ends)) == [
                token[:4] for token in tokens
            ]


def test_parts_of_a_split_clause_say_where_the_rest_stands() -> None:
    whole = "Each Party shall lend books to every visitor. Visitors shall return all books within a month."
    parts = [
        "Each Party shall lend books to every visitor.",
        "Visitors shall return all borrowed books within a month.",
    ]
    lines = share_parts([make_redline(whole, part) for part in parts], ["5", "6"])
    shown = ["".join(segment.text for segment in inline_segments(line)) for line in lines]
    assert shown == [
        "Each Party shall lend books to every visitor. (… 6)",
        "(… 5) Visitors shall return all {+borrowed+} books within a month.",
    ]
    assert [line.left for line in lines] == [whole, whole] and [
        line.right for line in lines
    ] == parts


def test_words_that_no_part_has_stay_deleted() -> None:
    whole = "Each Party shall lend books to every visitor. No keeper may sleep. Visitors shall return all books within a month."
    parts = [
        "Each Party shall lend books to every visitor.",
        "Visitors shall return all books within a month.",
    ]
    lines = share_parts([make_redline(whole, part) for part in parts], ["5", "6"])
    assert [
        "".join(edit.left for edit in line.edits if edit.op == "delete").strip() for line in lines
    ] == ["No keeper may sleep."] * 2


def test_paragraphs_stand_beside_each_other() -> None:
    parts = split_paragraphs(make_redline(*PAIRS["lines"]))
    assert [(part.left, part.right) for part in parts] == [
        ("The lamps", "The lamps"),
        ("shall burn:", "shall shine:"),
        ("at night.", "at night."),
    ]


@pytest.mark.parametrize(
    ("kept", "replaced"), [(1, True), (2, True), (3, True), (5, False), (8, False)]
)
def test_texts_with_next_to_nothing_in_common_are_one_replacement(
    kept: int, replaced: bool
) -> None:
    """Of sixteen words `kept` stand on both sides, together: below a fifth they hold nothing."""
    same = "lanterns ferry harbour captain anchor tide signal beacon".split()[:kept]
    left = "north east south west red green blue white black brown grey pink gold".split()
    right = "one two three four five six seven eight nine ten eleven twelve dozen".split()
    size = 16 - kept
    texts = (
        " ".join([*(left * 2)[: size // 2], *same, *(left * 2)[size // 2 : size]]),
        " ".join([*(right * 2)[: size // 2], *same, *(right * 2)[size // 2 : size]]),
    )
    ops = [edit.op for edit in make_redline(*texts).edits]
    assert (ops == ["delete", "insert"]) is replaced
