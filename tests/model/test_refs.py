"""Refs: which clause stands in which."""

from __future__ import annotations

import pytest

from clausecmp.model.refs import is_within


@pytest.mark.parametrize(
    ("ref", "outer", "expected"),
    [
        ("5", "5", True),
        ("5(1)", "5", True),
        ("5(1)(a)", "5(1)", True),
        ("annex I, 3", "annex I", True),
        ("annex I, 3(a)", "annex I", True),
        ("annex I, 3(a)", "annex I, 3", True),
        ("annex I(2)", "annex I", True),
        ("annex II, 3", "annex I", False),
        ("annex I", "annex I, 3", False),
        ("55", "5", False),
        ("5(10)", "5(1)", False),
        ("5", "5(1)", False),
    ],
)
def test_a_clause_stands_in_those_above_it(ref: str, outer: str, expected: bool) -> None:
    assert is_within(ref, outer) is expected
