"""JSON Schemas of every file format, from the declarations that the loaders use."""

from __future__ import annotations

from typing import Any

from ..files.concerns import CONCERNS, STAKEHOLDERS, THEMES
from ..files.drafts import DRAFT
from ..files.groups import GROUPS
from ..files.links import LINKS
from ..files.numbering import NUMBERING
from ..files.records import RECORDS
from ..files.shape import Record, to_json_schema
from ..files.terms import terms_shape

ABOUT: dict[str, tuple[Record, str]] = {
    "draft": (DRAFT, "A treaty draft: drafts/<instrument>/<version>.yaml"),
    "concerns": (CONCERNS, "The concerns voiced in one record: mappings/concerns/<record>.yaml"),
    "links": (
        LINKS,
        "Clauses that people decided to answer each other: mappings/links/<left>--<right>.yaml",
    ),
    "numbering": (
        NUMBERING,
        "How earlier article numbers read in a later draft: mappings/numbering/<instrument>.yaml",
    ),
    "records": (RECORDS, "The meetings whose records are coded: mappings/records.yaml"),
    "stakeholders": (STAKEHOLDERS, "Who speaks in the records: mappings/stakeholders.yaml"),
    "themes": (THEMES, "What concerns are about: mappings/themes.yaml"),
    "groups": (
        GROUPS,
        "Who speaks in negotiations, by the names that drafts print: mappings/groups.yaml",
    ),
    "terms": (
        terms_shape(()),
        "Terms that answer each other between instruments: mappings/terms.yaml",
    ),
}
"""Format -> its shape, and what the files are; beside them the sources, which only the package
has."""
NAMES = (*ABOUT, "sources")


def find_shape(name: str) -> tuple[Record, str]:
    """The shape of a format, and what its files are."""
    if name != "sources":
        return ABOUT[name]
    from ..fetch.sources import SOURCES

    return SOURCES, "Where official texts are published: clausecmp/data/sources.yaml"


def make_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a format."""
    shape, about = find_shape(name)
    schema = to_json_schema(shape, title=f"clausecmp {name}", about=about)
    if name == "terms":  # the instruments are named in the file itself, so their keys are open here
        schema["$defs"]["a-term"]["additionalProperties"] = {
            "type": "array",
            "items": {"type": ["string", "number", "boolean"]},
            "minItems": 1,
        }
    return schema
