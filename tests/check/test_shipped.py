"""What the shipped files are held against where the official texts and the records are at hand."""

from __future__ import annotations

import shutil

from clausecmp.check.lookups import Lookups
from clausecmp.check.run import check_paths
from tests.conftest import ROOT, SHARED, needs_shared


@needs_shared
def test_no_restated_draft_copies_an_official_text(tmp_path, run):
    folder = tmp_path / "drafts"
    shutil.copytree(ROOT / "drafts", folder)
    for name in ("budapest", "untoc", "uncac"):
        (folder / name).mkdir(exist_ok=True)
        assert (
            run(
                "import",
                SHARED / "treaties" / name / "official.txt",
                "--instrument",
                name,
                "--version",
                "off",
                "--out",
                folder / name / "off.yaml",
            ).exit_code
            == 0
        )
    assert len(Lookups([folder]).official_runs) > 15_000, "the official texts were read"
    report = check_paths(
        [folder],
        drafts=[folder],
        mappings=[ROOT / "mappings"],
        chosen={"wording", "broken-reference", "numbering", "undefined-term"},
    )
    assert report.problems == []


@needs_shared
def test_every_anchor_stands_once_in_its_record(tmp_path):
    folder = tmp_path / "mappings"
    shutil.copytree(ROOT / "mappings", folder, ignore=shutil.ignore_patterns("records"))
    shutil.copytree(SHARED / "records", folder / "records")
    look = Lookups([ROOT / "drafts"], [folder])
    assert all(look.record_text(name) for name in look.records), (
        "the texts are the ones that were coded"
    )
    rules = {"anchor-missing", "anchor-length"}
    assert (
        check_paths([folder], drafts=[ROOT / "drafts"], mappings=[folder], chosen=rules).problems
        == []
    )
    path = folder / "concerns" / "diplo-2024.yaml"
    path.write_text(path.read_text().replace("    anchor: ", "    anchor: zzz ", 1))
    assert [
        problem.rule
        for problem in check_paths([path], mappings=[folder], chosen={"anchor-missing"}).problems
    ] == ["anchor-missing"]
