"""What every command needs from the world: folders, drafts, concerns, the width and colour of the
terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..files.folders import find_folders, list_files, move_former_data
from ..model.draft import Draft
from ..model.problems import InputError, Problem, argument_problem, raise_errors
from ..model.refs import RefError, find_ref
from ..model.sides import Sides
from ..model.vocabulary import WORDINGS

if TYPE_CHECKING:
    from ..comparison.result import Comparison
    from ..files.concerns import ConcernBook
    from ..files.links import Link
    from ..files.terms import Glossary
    from ..model.attributions import Delegations


@dataclass(slots=True)
class Session:
    """The options that all commands share, and what is loaded through them."""

    drafts_folder: str | None = None
    mappings_folder: str | None = None
    wording: str | None = None
    color: str = "auto"
    _drafts: dict[Path, Draft] = field(default_factory=dict)
    _concerns: ConcernBook | None = None
    _glossary: Glossary | None = None
    _delegations: Delegations | None = None

    @property
    def drafts_folders(self) -> list[Path]:
        """Where drafts are looked for, first to last."""
        return find_folders("drafts", self.drafts_folder)

    @property
    def mappings_folders(self) -> list[Path]:
        """The mappings in use; entries of an earlier folder hide those with their id in a later
        one."""
        return find_folders("mappings", self.mappings_folder)

    def find_path(self, name: str) -> Path:
        """The file of a draft by its name or path."""
        from ..files.drafts import find_draft

        return find_draft(name, self.drafts_folders, wording=self.wording)

    def load(self, name: str) -> Draft:
        """A draft by its name or path, read once."""
        from ..files.drafts import load_draft

        path = self.find_path(name)
        if path not in self._drafts:
            self._drafts[path] = load_draft(path)
        return self._drafts[path]

    def load_all(self, *names: str) -> list[Draft]:
        """Several drafts; the problems of all of them are raised together."""
        drafts: list[Draft] = []
        problems: list[Problem] = []
        for name in names:
            try:
                drafts.append(self.load(name))
            except InputError as error:
                problems.extend(error.problems)
        raise_errors(problems)
        return drafts

    def load_glossary(self) -> Glossary:
        """The terms in use."""
        from ..files.terms import load_glossary

        if self._glossary is None:
            self._glossary = load_glossary(list_files(self.mappings_folders, "terms.yaml"))
        return self._glossary

    def load_delegations(self) -> Delegations:
        """The States and groups whose names are read in drafts."""
        from ..files.groups import load_groups

        if self._delegations is None:
            self._delegations = load_groups(list_files(self.mappings_folders, "groups.yaml"))
        return self._delegations

    def load_concerns(self) -> ConcernBook:
        """The concerns in use, every name and ref in them checked."""
        from ..files.concerns import check_refs, load_concerns

        if self._concerns is None:
            self._concerns = load_concerns(self.mappings_folders)
            raise_errors(check_refs(self._concerns, self.load))
        return self._concerns

    def load_links(self, left: Draft, right: Draft) -> list[Link]:
        """The links that people decided between two drafts."""
        from ..files.links import find_links

        links, problems = find_links(self.mappings_folders, left.name, right.name)
        raise_errors(problems)
        return links

    def compare(
        self, left: str, right: str, *, concerns: bool = True, links: bool = True
    ) -> Comparison:
        """Two drafts compared, with the concerns and the links that were decided."""
        from ..comparison.compare import compare_drafts

        one, other = self.load_all(left, right)
        book = self.load_concerns() if concerns else None
        decided = self.load_links(one, other) if links else []
        return compare_drafts(
            one,
            other,
            glossary=self.load_glossary(),
            links=decided,
            book=book,
            others=self.load,
            links_between=self.load_links if links else None,
            delegations=self.load_delegations(),
        )

    def find_ref(self, draft: Draft, text: str) -> str:
        """A ref of the draft as a person wrote it. Raises InputError with the nearest refs."""
        try:
            return find_ref(text, draft.by_ref)
        except RefError as error:
            raise argument_problem("REF", f"{draft.name}: {error}", rule="unknown-ref") from None

    def find_sides(
        self, drafts: Sides[Draft], text: str, *, option: str = "--article"
    ) -> Sides[str | None]:
        """A ref that either draft, or both, may have."""
        return Sides(*self.find_refs(drafts, text, option=option))

    def find_refs(
        self, drafts: Sequence[Draft], text: str, *, option: str = "--article"
    ) -> tuple[str | None, ...]:
        """A ref as each of `drafts` has it, None for those that have none; one of them must.
        `budapest:28` is a ref of that instrument alone."""
        found: list[str | None] = []
        errors = []
        only, colon, ref = text.rpartition(":")
        for draft in drafts:
            try:
                names = draft.instrument, draft.name, f"{draft.instrument}@{draft.label}"
                if colon and only.strip().lower() not in [name.lower() for name in names]:
                    raise RefError(f"is not called '{only}'")
                found.append(find_ref(ref, draft.by_ref))
            except RefError as error:
                found.append(None)
                errors.append(f"{draft.name}: {error}" if draft.clauses else "")
        if len(errors) == len(drafts):
            message = "; ".join(filter(None, errors))
            raise argument_problem(option, f"{option} {text}: {message}", rule="unknown-ref")
        return tuple(found)


def shared_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command; the command gets them as `session`."""

    @click.option("--drafts", "drafts_folder", metavar="FOLDER", help="Look for drafts here first.")
    @click.option(
        "--mappings",
        "mappings_folder",
        metavar="FOLDER",
        help="Add the mappings of this folder; an entry hides the one with its id elsewhere.",
    )
    @click.option(
        "--wording",
        type=click.Choice(WORDINGS),
        help="Prefer restated or official texts (default: official where there is one).",
    )
    @click.option(
        "--color", type=click.Choice(("auto", "always", "never")), default="auto", show_default=True
    )
    @wraps(function)
    def wrapped(
        drafts_folder: str | None,
        mappings_folder: str | None,
        wording: str | None,
        color: str,
        **values: Any,
    ) -> Any:
        if moved := move_former_data():
            click.echo(f"clausecmp: {moved}", err=True)
        return function(session=Session(drafts_folder, mappings_folder, wording, color), **values)

    return wrapped
