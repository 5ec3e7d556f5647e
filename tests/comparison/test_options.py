"""What became of options and of attributed words. All texts are made up."""

from __future__ import annotations

from clausecmp.comparison.brackets import compare_texts
from clausecmp.comparison.compare import compare_drafts
from clausecmp.comparison.resolutions import OptionGroup, Resolution
from clausecmp.comparison.result import Comparison
from clausecmp.importers.outline import build_draft
from clausecmp.importers.plain import read_plain
from clausecmp.model.attributions import Delegation, Delegations
from clausecmp.model.draft import Draft
from clausecmp.render.bracket_rows import bracket_rows
from clausecmp.render.json import comparison_data

KNOWN = Delegations(
    [Delegation("eu", "European Union", ("EU",)), Delegation("japan", "Japan", (), "state")]
)

LEFT = """# Agreement on Kites

## Article 1

1. **Option 1:** Each Party shall register every kite that is flown in its airspace with the secretariat.

    **Option 2:** Each Party may keep a national list of kites and reels and publish it once in a year.

2. **Option 1:** Kites of more than two metres need a licence of the weather service.

    **Option 2:** No text

3. **Option 1:** Strings shall be made of cotton or hemp that can be torn by hand.

    **Option 2:** Strings shall be visible from a distance of [fifty][eighty] metres at noon.

4. Reels are free.
"""
RIGHT = """# Agreement on Kites

## Article 1

1. Each Party may keep a national list of kites and reels and publish it once in a year.

2. Reels are free.

3. **Option 1:** Strings shall be made of cotton or hemp that can be torn by hand.

    **Option 2:** Strings shall be visible from a distance of eighty metres at noon.

4. **Option 1:** Storms end all duties under this article for as long as they last.

    **Option 2:** Parties in a storm may ask their neighbours for help with their kites.
"""


def read(text: str, version: str) -> Draft:
    return build_draft(
        read_plain(text, markdown=True), path="t.md", instrument="kites", version=version
    )[0]


def compare() -> Comparison:
    return compare_drafts(read(LEFT, "1"), read(RIGHT, "2"), delegations=KNOWN)


def group(comparison: Comparison, side: str, ref: str) -> OptionGroup:
    return next(one for one in comparison.options if (one.side, one.ref) == (side, ref))


def test_what_became_of_options() -> None:
    comparison = compare()
    first = group(comparison, "left", "1(1)")
    assert (first.resolution, first.chosen, first.now) == (
        Resolution.SETTLED,
        "1(1)(option 2)",
        ("1(1)",),
    )
    assert first.dropped == ("1(1)(option 1)",)
    nothing = group(comparison, "left", "1(2)")
    assert (nothing.resolution, nothing.chosen) == (Resolution.SETTLED, "1(2)(option 2)")
    assert group(comparison, "left", "1(3)").resolution is Resolution.STILL_OPEN
    assert group(comparison, "right", "1(4)").resolution is Resolution.OPENED


def test_an_option_not_taken_is_not_called_removed() -> None:
    from clausecmp.render.rows import change_rows

    comparison = compare()
    change = next(one for one in comparison.changes if one.pair.left == ("1(1)(option 1)",))
    shown = " ".join(
        "".join(segment.text for segment in row.left)
        for row in change_rows(change, comparison, "inline", concerns=False)
    )
    assert "not taken: settled on Option 2, now 1(1)" in shown and "removed  " not in shown
    rows = " ".join(
        "".join(segment.text for segment in row.left) for row in bracket_rows(comparison)
    )
    assert "options of 1(1) on the left" in rows and "nothing stands there now" in rows
    data = comparison_data(comparison)["options"]
    assert {one["resolution"] for one in data} == {"settled", "still open", "opened"}


def test_names_are_no_words_of_a_passage() -> None:
    left = "Kites [EU, Japan: should be red] and fly."
    (found,) = compare_texts(left, "Kites should be red and fly.", delegations=KNOWN)
    assert found.resolution is Resolution.SETTLED
    assert [
        one.resolution
        for one in compare_texts("Fly [kites] [EU].", "Fly [kites].", delegations=KNOWN)
    ] == [Resolution.STILL_OPEN]


def test_words_that_moved_are_not_gone() -> None:
    left = "In pursuit of the aim, [principles and provisions] of the Treaty,"
    right = "In pursuit of the aim of the Treaty, [and guided by its principles and provisions],"
    assert compare_texts(left, right)[0].resolution is Resolution.STILL_OPEN


def test_other_words_at_the_same_place_are_still_open() -> None:
    left = "Parties note the report[, including the summary of the experts of 2014,] and fly."
    right = "Parties note the report [with the annex to the experts' account] and fly."
    (found,) = compare_texts(left, right)
    assert found.resolution is Resolution.STILL_OPEN and "in other words" in found.how
