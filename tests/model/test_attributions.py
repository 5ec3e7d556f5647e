"""Who proposes and who opposes words, read from the literal text. All texts are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausecmp.files.groups import load_groups
from clausecmp.model.attributions import Delegations, read_attributions

KNOWN = load_groups([Path(__file__).parents[2] / "mappings" / "groups.yaml"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kites [EU, UK: should] fly.", [("proposed", ("EU", "United Kingdom of Great Britain and Northern Ireland"), "should")]),
        ("Kites [shall][should] [G77] fly.", [("proposed", ("G77",), "should")]),
        ("Kites [shall] (Japan) fly.", [("proposed", ("Japan",), "shall")]),
        ("Kites [promptly] [EU: delete] fly.", [("opposed", ("EU",), "promptly")]),
        ('Kites fly promptly. [AOSIS: delete "promptly"]', [("opposed", ("AOSIS",), "promptly")]),
        ("Kites [EU: delete promptly] fly.", [("opposed", ("EU",), "promptly")]),
        ("Kites fly. (Japan, opposed)", [("opposed", ("Japan",), "Kites fly.")]),
        ("Kites [fly] (opposed by Japan)", [("opposed", ("Japan",), "fly")]),
        ("(AOSIS): Each Party shall fly.", [("proposed", ("AOSIS",), "Each Party shall fly.")]),
        ("Each Party shall fly. (Trinidad and Tobago, LMDC)", [("proposed", ("Trinidad and Tobago", "LMDC"), "Each Party shall fly.")]),
        ("[G77 and China proposal: all] kites", [("proposed", ("G77",), "all")]),
        ("[EU: add: gently]", [("proposed", ("EU",), "gently")]),
        ("[Japan delete: gently]", [("opposed", ("Japan",), "gently")]),
        ("[EU, XYZ: gently]", [("proposed", ("EU", "XYZ"), "gently")]),
        ("[The Umbrella Group: wind, rain: and snow]", [("proposed", ("UG",), "wind, rain: and snow")]),
        ("[EU: kites [US: red] fly]", [("proposed", ("EU",), "kites [US: red] fly"), ("proposed", ("United States of America",), "red")]),
        # no names
        ("[Note: kites] [NDMC: x] [shall] (as appropriate)", []),
        ("small island developing States (SIDS)", []),
        ("least developed countries (LDCs) [and others]", []),
        ("a storm in a city of Japan (Japan) destroys kites", []),
        ("Kites [shall / should] fly [and land].", []),
    ],
)  # fmt: skip
def test_names_become_data(text: str, expected: list[tuple[str, tuple[str, ...], str]]) -> None:
    found = read_attributions(text, KNOWN)
    assert [(one.stance, one.names, one.words) for one in found] == expected
    assert all(text[one.start : one.end].split() == one.words.split() for one in found)


def test_nobody_is_read_where_nobody_is_known() -> None:
    assert read_attributions("[EU: should]", Delegations()) == []


def test_names_without_regard_to_signs() -> None:
    for name in ("G-77 & China", "g77 and china", "The Group of 77"):
        assert (found := KNOWN.find(name)) and found.id == "g77"
    assert KNOWN.find("kites") is None
