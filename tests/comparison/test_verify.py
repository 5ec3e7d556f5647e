"""A restated draft held against its official text, both in sentences of our own."""

from __future__ import annotations

import pytest

from clausecmp.comparison.verify import Agreement, share_headings, verify_draft
from clausecmp.model.draft import Clause, Draft


def make_draft(*paragraphs: str, note: str | None = None) -> Draft:
    """A draft of two articles; the paragraphs are those of article 2."""
    below = tuple(
        Clause("paragraph", str(n), f"2({n})", text=text, note=note)
        for n, text in enumerate(paragraphs, 1)
    )
    return Draft(
        "harbour",
        "1",
        "Harbour Convention",
        (
            Clause("article", "1", "1", "Purpose", text="Harbours shall be lit."),
            Clause("article", "2", "2", "Lamps", clauses=below),
        ),
    )


@pytest.mark.parametrize(
    ("restated", "official", "differences"),
    [
        ("Keepers shall light lamps.", "Lamps shall be lit by the keepers.", []),
        ("Keepers may light lamps.", "Keepers shall light lamps.", ["modal", "modal"]),
        ("Keepers shall wait.", "Keepers shall wait thirty days.", ["number"]),
        ("Keepers shall wait 30 days.", "Keepers shall wait.", ["number"]),
        # one clause, named in several ways
        ("Paragraph 1 of this article applies.", "Paragraph 1 above applies.", []),
        ("Articles 2 to 4 apply.", "Articles 2 through 4 apply.", []),
        ("article 9, paragraph 1 (a)", "Article 9, paragraph 1.a", []),
        ("article 9, paragraph 1 (a)", "point (a) of Article 9(1)", []),
        ("articles 7 and 9", "article 7 and article 9", []),
        # lost ones
        ("Lamps are lit.", "Lamps are lit under article 9.", ["reference"]),
        ("article 9, paragraph 1", "article 9, paragraph 3", ["reference"]),
        ("article 31 and 54", "articles 31, paragraph 1, and 54", ["reference"]),
        ("Lamps are lit.", "Lamps under article 5 of the Statute are lit.", ["reference"]),
        # a number of a reference is no figure
        ("Lamps of article 9 are lit.", "Lamps of article 9 are lit on 9 days.", []),
    ],
)
def test_differences(restated: str, official: str, differences: list[str]) -> None:
    found = verify_draft(make_draft(restated), make_draft(official)).clauses
    assert [clause.ref for clause in found] == ["1", "2(1)"]
    assert [difference.kind for difference in found[1].differences] == differences
    assert found[1].agreement is (Agreement.DIFFERS if differences else Agreement.AGREES)


def test_the_message_names_the_clause() -> None:
    found = verify_draft(make_draft("Lamps."), make_draft("Lamps of article 9, paragraph 1 (a)."))
    assert [one.message for one in found.clauses[1].differences] == [
        "the reference to 9(1)(a) is lost"
    ]
    assert not found.agrees


def test_a_note_explains_and_clauses_are_missing_or_extra() -> None:
    noted = verify_draft(make_draft("Lamps may.", note="a slip"), make_draft("Lamps shall."))
    assert [clause.agreement for clause in noted.clauses] == ["agrees", "explained"]
    assert noted.agrees and noted.clauses[1].note == "a slip"
    missing = verify_draft(make_draft("a"), make_draft("a", "b"))
    assert [clause.agreement for clause in missing.clauses] == ["agrees", "agrees", "missing"]
    extra = verify_draft(make_draft("a", "b"), make_draft("a"))
    assert [clause.agreement for clause in extra.clauses] == ["agrees", "agrees", "extra"]
    assert not missing.agrees and not extra.agrees


def test_shared_headings() -> None:
    assert share_headings(make_draft("a"), make_draft("b")) == 1.0
    assert share_headings(make_draft("a"), Draft("x", "1", "X", ())) == 1.0
