"""Official source -> file and provenance; the only network of the project."""

from __future__ import annotations

from .download import Fetched, Policy, Provenance, default_policy, fetch
from .sources import LANGUAGES, Address, Source, find_source, list_sources, source_of_symbol

__all__ = [
    "LANGUAGES",
    "Address",
    "Fetched",
    "Policy",
    "Provenance",
    "Source",
    "default_policy",
    "fetch",
    "find_source",
    "list_sources",
    "source_of_symbol",
]
