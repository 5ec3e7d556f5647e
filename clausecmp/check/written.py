"""A draft that is about to be written, read again as a stranger would read it."""

from __future__ import annotations

from ..files.drafts import build_draft
from ..files.yaml_read import parse_yaml
from ..model.draft import Draft
from ..model.problems import ERROR, raise_errors
from .files import CheckedFile
from .lookups import Lookups
from .rules import RULES
from .run import Unjudged, check_file


def check_written(text: str, path: str, draft: Draft) -> None:
    """Make sure that the file `text` loads to `draft` and has no errors by any rule. Raises
    InputError with the errors, and RuntimeError where another draft would be loaded (a fault of
    ours)."""
    document = parse_yaml(text, path)
    loaded, problems = build_draft(document)
    raise_errors(problems)
    if loaded != draft:
        raise RuntimeError(f"the draft written to {path} would not load as it was read")
    findings, _ = check_file(CheckedFile(document), Lookups(), RULES, Unjudged())
    raise_errors([one.problem for one in findings if one.problem.severity == ERROR])
