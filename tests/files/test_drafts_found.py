"""Which file a name of a draft means, where several would do."""

from __future__ import annotations

from pathlib import Path

import pytest

from clausecmp.files.drafts import find_draft, list_drafts

TEXT = 'instrument: pier\nversion: "1"\ntitle: Pier convention\nwording: {}\nclauses: []\n'


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    """The same version, restated in the first folder and official in the second."""
    found = []
    for name in ("restated", "official"):
        folder = tmp_path / name
        (folder / "pier").mkdir(parents=True)
        (folder / "pier" / "1.yaml").write_text(TEXT.format(name))
        found.append(folder)
    return found


@pytest.mark.parametrize(
    ("wording", "expected"),
    [(None, "official"), ("official", "official"), ("restated", "restated")],
)
def test_the_official_text_is_preferred_unless_the_restated_one_is_wanted(
    folders: list[Path], wording: str | None, expected: str
) -> None:
    for order in (folders, folders[::-1]):
        (entry,) = list_drafts(order, wording=wording)
        assert entry.wording == expected
        assert find_draft("pier@1", order, wording=wording).parent.parent.name == expected


def test_of_two_files_with_the_same_wording_the_earlier_folder_wins(folders: list[Path]) -> None:
    (folders[1] / "pier" / "1.yaml").write_text(TEXT.format("restated"))
    for order in (folders, folders[::-1]):
        assert find_draft("pier@1", order).parent.parent == order[0]
