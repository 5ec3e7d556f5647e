"""Shell completion of drafts, refs, concerns and what they name. Loaded only while a shell
completes.

Enabled by one line in the shell's start file: bash (~/.bashrc):  eval
  "$(_CLAUSECMP_COMPLETE=bash_source clausecmp)" zsh  (~/.zshrc):   eval
  "$(_CLAUSECMP_COMPLETE=zsh_source clausecmp)" fish (~/.config/fish/completions/clausecmp.fish):
  _CLAUSECMP_COMPLETE=fish_source clausecmp | source
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from types import MethodType

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    split_arg_string,
)

from ..model.draft import Draft
from ..model.problems import InputError
from .session import Session

Found = Iterator[tuple[str, str]]
"""What can be written, and what it is."""
WORD = 60
"""Characters of a description that a shell has room for."""


class AtBashComplete(BashComplete):
    """bash cuts words at @ and gives the parts: here the whole line is read, and only what follows
    the last cut returned."""

    source_template = BashComplete.source_template.replace(
        'COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD',
        'COMP_LINE="$COMP_LINE" COMP_POINT=$COMP_POINT COMP_WORDBREAKS="$COMP_WORDBREAKS"',
    )

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one it stands in as a whole."""
        line = (
            os.environ["COMP_LINE"]
            .encode()[: int(os.environ["COMP_POINT"])]
            .decode(errors="ignore")
        )
        words = split_arg_string(line)
        incomplete = "" if line[-1:].isspace() or not words else words.pop()
        self._cut = (
            max(
                [
                    incomplete.rfind(char)
                    for char in "@:="
                    if char in os.environ.get("COMP_WORDBREAKS", "@:=")
                ],
                default=-1,
            )
            + 1
        )
        return words[1:], incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """What bash puts in place of the part it asked about."""
        return f"{item.type},{item.value[self._cut :] if item.type == 'plain' else item.value}"


add_completion_class(AtBashComplete)


def complete_commands(
    commands: dict[str, tuple[str, str]], incomplete: str
) -> list[CompletionItem]:
    """The commands, without importing any."""
    return [
        CompletionItem(name, help=about)
        for name, (_, about) in commands.items()
        if name.startswith(incomplete) and " " not in name
    ]


def add_completion(command: click.Command) -> click.Command:
    """Give every parameter of a command that takes a known kind of name its completion."""
    for param in command.params:
        find = FINDERS.get(param.name or "")
        if find is not None and not isinstance(param.type, click.Choice):
            param.shell_complete = MethodType(_make_completion(find), param)  # type: ignore[method-assign]
    return command


def _make_completion(
    find: Callable[[Session, click.Context, str], Found],
) -> Callable[[click.Parameter, click.Context, str], list[CompletionItem]]:
    def complete(
        param: click.Parameter, ctx: click.Context, incomplete: str
    ) -> list[CompletionItem]:
        """What can stand here; drafts may be files."""
        session = Session(ctx.params.get("drafts_folder"), ctx.params.get("mappings_folder"))
        found: dict[str, str] = {}
        try:
            for value, about in find(session, ctx, incomplete):
                if value.startswith(incomplete):
                    found.setdefault(value, " ".join(about.split())[:WORD])
        except InputError:
            return []  # a shell has no place for the problems of a file
        if not found and find is find_drafts:
            return [CompletionItem(incomplete, type="file")]
        return [CompletionItem(value, help=about) for value, about in found.items()]

    return complete


def find_drafts(session: Session, ctx: click.Context, incomplete: str) -> Found:
    """Drafts by label or, once an @ is written, by version too; an instrument alone where it has
    several."""
    from ..files.drafts import list_drafts

    entries = list_drafts(session.drafts_folders)
    names = [entry.instrument for entry in entries]
    for name in dict.fromkeys(names):
        yield name, "the newest version"
    for entry in entries:
        if entry.label:
            yield f"{entry.instrument}@{entry.label}", f"{entry.version}, {entry.wording}"
        if not entry.label or "@" in incomplete:
            yield entry.name, f"{entry.label or ''} {entry.wording}"


def find_refs(session: Session, ctx: click.Context, incomplete: str) -> Found:
    """Refs of the drafts already on the command line, one level deeper than what is written; with
    dots (28.4.a), which no shell wants quoted, unless a bracket is written already."""
    quoted = "(" in incomplete
    depth = incomplete.count("(") if quoted else incomplete.count(".")
    for draft in _given_drafts(session, ctx):
        for clause in draft.walk():
            written = (
                clause.ref
                if quoted
                else clause.ref.replace(")(", ".").replace("(", ".").rstrip(")")
            )
            if clause.ref.count("(") <= depth and " " not in written:
                yield written, clause.heading or clause.text or clause.kind


def _given_drafts(session: Session, ctx: click.Context) -> Iterator[Draft]:
    values = [ctx.params.get(name) or () for name in ("left", "right", "more", "draft", "on")]
    # behind an option that still lacks its value click has sorted nothing: the drafts are then
    # among the loose words
    names = [
        name for value in values for name in ((value,) if isinstance(value, str) else value)
    ] or [word for word in ctx.args if word[:1] != "-"]
    for name in dict.fromkeys(names):
        try:
            yield session.load(name)
        except InputError:
            continue


def _find_named(file: str, key: str, about: str) -> Callable[[Session, click.Context, str], Found]:
    def find(session: Session, ctx: click.Context, incomplete: str) -> Found:
        """Their ids and what they are."""
        from ..files.folders import list_files
        from ..files.yaml_read import read_yaml

        for path in list_files(session.mappings_folders, file):
            root = read_yaml(path).root
            for node in root.items(key) if root is not None else ():
                yield node.text("id") or "", node.text(about) or ""

    return find


def _spread(
    names: Iterable[str], find: Callable[[Session, click.Context, str], Found]
) -> dict[str, Callable[[Session, click.Context, str], Found]]:
    return dict.fromkeys(names, find)


FINDERS: dict[str, Callable[[Session, click.Context, str], Found]] = {
    **_spread(("left", "right", "more", "draft", "against", "on"), find_drafts),
    **_spread(("ref", "articles", "article"), find_refs),
    "stakeholder": _find_named("stakeholders.yaml", "stakeholders", "name"),
    "theme": _find_named("themes.yaml", "themes", "name"),
    "record": _find_named("records.yaml", "records", "title"),
    "id": _find_named("concerns", "concerns", "summary"),
}
"""Name of a parameter, in any command -> what can stand there."""
