"""What `import` and `fetch` do when an official text comes in beside a restated draft of its
name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..files.drafts import list_drafts, load_draft
from ..model.draft import Draft
from .session import Session

if TYPE_CHECKING:
    from ..comparison.official import Adoption


def find_restated(session: Session, name: str) -> Draft | None:
    """The restated draft of that full name, None if there is none."""
    entries = list_drafts(session.drafts_folders, wording="restated")
    found = [entry for entry in entries if entry.name == name and entry.wording == "restated"]
    return load_draft(found[0].path) if found else None


def name_as(draft: Draft, restated: Draft) -> Draft:
    """The official draft with the names by which people call the restated one, where it has none of
    its own."""
    return replace(
        draft,
        title=restated.title if draft.title == draft.instrument else draft.title,
        label=draft.label or restated.label,
        short_title=draft.short_title or restated.short_title,
        symbol=draft.symbol or restated.symbol,
        by_ref={},
        parents={},
    )


def adopt(session: Session, restated: Draft, path: Path) -> Adoption:
    """Hold the official text, as it was written, against the restated draft, with every entry of
    the mappings in use that is about it."""
    from ..comparison.official import adopt_official
    from ..files.concerns import load_concerns
    from ..files.folders import list_files
    from ..files.links import build_links
    from ..files.yaml_read import read_yaml

    files = [
        file
        for one in list_files(session.mappings_folders, "links")
        if (file := build_links(read_yaml(one))[0])
    ]
    return adopt_official(
        restated,
        load_draft(path),
        links=files,
        book=load_concerns(session.mappings_folders),
        glossary=session.load_glossary(),
    )


def is_used(session: Session, draft: Draft, path: Path) -> bool:
    """Whether the draft of this name is read from this file from now on."""
    return session.wording != "restated" and any(
        entry.name == draft.name and entry.path.exists() and entry.path.samefile(path)
        for entry in list_drafts(session.drafts_folders)
    )
