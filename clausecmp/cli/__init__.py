"""The command line. One module for each command, loaded when it is called; the only place for argv,
environment, Console and exit codes."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, NoReturn

import click

from .. import __version__
from .exit_codes import run
from .streams import flush_output, open_missing_streams

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS: dict[str, tuple[str, str]] = {
    "drafts": ("drafts", "List the drafts that can be compared."),
    "diff": ("diff", "Compare two drafts clause by clause, with the concerns beside them."),
    "browse": ("browse", "Read a comparison interactively in the terminal."),
    "align": ("align", "Say which clause answers which, and why; review what is not sure."),
    "show": ("show", "Show a clause with its counterparts and concerns, or a whole draft."),
    "concerns": ("concerns", "List, search and explain the concerns."),
    "concerns add": ("concerns_add", "Add one concern to a mappings file."),
    "report": ("report", "Write a concern report in markdown, one file for each article."),
    "check": ("check", "Check drafts and mappings, for people and for CI."),
    "schema": ("schema", "Write the JSON Schema of a file format."),
    "export": ("export", "Write a draft as JSON, YAML, text, markdown or Akoma Ntoso."),
    "import": ("import_", "Read an official text from PDF, Word, HTML, Akoma Ntoso or text."),
    "sources": ("sources", "List where the official texts are published."),
    "fetch": ("fetch", "Download an official text and import it."),
    "carry": ("carry", "Move concerns, links and terms to a new version of an instrument."),
    "verify": ("verify", "Hold a restated draft against its official text."),
}
"""Command -> (module, what it does): help needs no other module."""

COMPLETING = "_CLAUSECMP_COMPLETE"
"""Set by a shell that wants completions; see complete.py."""


class Word(click.Choice[str]):
    """One of several words. Any other is told in a sentence, with the nearest."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word. Raises InputError."""
        if value in self.choices:
            return str(value)
        from ..model.problems import argument_problem, suggest

        name = param.opts[0] if param else "value"
        hint = suggest(value, self.choices) or f"it can be {', '.join(self.choices)}"
        raise argument_problem(name, f"{name} cannot be '{value}'", hint=hint)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, and whose errors leave without a
    traceback."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run the command that `args` name, tell its errors, and exit with its code, also where
        click would raise them (`standalone_mode` False)."""
        sys.exit(run(partial(super().main, args, prog_name, complete_var, False, **extra)))

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of that name, from its module; None if there is none."""
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f".{COMMANDS[name][0]}", __name__).command
        for param in command.params:
            if type(param.type) is click.Choice:
                param.type = Word(param.type.choices)
        if COMPLETING in os.environ:
            from .complete import add_completion

            add_completion(command)
        return command

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from .complete import complete_commands

        return complete_commands(COMMANDS, incomplete) + click.Command.shell_complete(
            self, ctx, incomplete
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[:2] == ["concerns", "add"]:
            args = ["concerns add", *args[2:]]
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from ..model.problems import suggest

            hint = suggest(args[0], COMMANDS) or f"the commands are {', '.join(COMMANDS)}"
            raise click.UsageError(f"no command is called '{args[0]}'; {hint}", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="clausecmp")
def group() -> None:
    """Compare treaty drafts clause by clause, and see who is worried about what.

    \b
    Example:
      clausecmp diff budapest un-cybercrime@rev3 --article un-cybercrime:28

    \b
    Shell completion of drafts, refs, themes and stakeholders, in the start file of the shell:
      bash:  eval "$(_CLAUSECMP_COMPLETE=bash_source clausecmp)"
      zsh:   eval "$(_CLAUSECMP_COMPLETE=zsh_source clausecmp)"
      fish:  _CLAUSECMP_COMPLETE=fish_source clausecmp | source
    """


def main() -> None:
    """The console entry point."""
    if COMPLETING in os.environ:
        import_module(".complete", __name__)
    open_missing_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    # a comparison makes half a million objects and drops few: collecting took a tenth of its time
    gc.set_threshold(1_000_000, 20, 50)
    try:
        group.main(prog_name="clausecmp")
    finally:
        flush_output()
