"""What a person has reviewed: the fingerprints of the texts that an entry names, then and now."""

from __future__ import annotations

from ..model.fingerprints import join_fingerprints, split_fingerprints
from ..model.refs import WHOLE
from .lookups import Lookups


def find_changed(
    places: list[tuple[str, list[str | None]]], stamp: str, look: Lookups
) -> list[int]:
    """The positions of the places whose text is not that of their part of the stamp, in any wording
    at hand; empty where a place is unknown (another rule says so)."""
    parts = split_fingerprints(stamp)
    prints = [list_prints(draft, refs, look) for draft, refs in places]
    if not all(prints):
        return []
    if len(parts) != len(places):
        return list(range(len(places)))
    return [at for at, part in enumerate(parts) if part not in prints[at]]


def list_prints(draft: str, refs: list[str | None], look: Lookups) -> list[str]:
    """The fingerprints of clauses in each wording at hand; empty if one is unknown."""
    return [
        look.fingerprint(version, tuple(ref for ref in refs if ref))
        for version in look.versions(draft)
        if all(ref == WHOLE or ref in version.by_ref for ref in refs)
    ]


def make_stamp(places: list[tuple[str, list[str | None]]], look: Lookups) -> str | None:
    """The stamp of an entry as its texts are now, None if one of them is unknown."""
    prints = [list_prints(draft, refs, look) for draft, refs in places]
    return join_fingerprints(found[0] for found in prints) if all(prints) else None
