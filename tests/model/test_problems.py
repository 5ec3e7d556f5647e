"""What is suggested for a word that is not known."""

from __future__ import annotations

import pytest

from clausecmp.model.problems import suggest

WORDS = ("secrecy", "security-research", "child-protection", "scope")


@pytest.mark.parametrize(
    ("given", "suggested"),
    [
        ("securty", "security-research"),  # begins alike, and is shorter
        ("secrecey", "secrecy"),
        ("child-protecton", "child-protection"),
        ("scop", "scope"),
        ("zebra", None),
        ("", None),
    ],
)
def test_the_nearest_word_is_suggested(given: str, suggested: str | None) -> None:
    assert suggest(given, WORDS) == (f"did you mean '{suggested}'?" if suggested else None)


def test_several_are_told_nearest_first() -> None:
    assert suggest("scope", ("scopes", "scape"), count=2) == "did you mean 'scopes' or 'scape'?"
