"""clausecmp schema NAME"""

from __future__ import annotations

import json

import click

from ..check.schemas import NAMES, make_schema
from ..files.writing import write_result
from .console import print_text


@click.command()
@click.argument("name", type=click.Choice(NAMES))
@click.option("--output", metavar="FILE", help="Write the schema to a file.")
@click.option(
    "--force", is_flag=True, help="Replace a file that is not ours or was changed by hand."
)
def command(name: str, output: str | None, force: bool) -> None:
    """Write the JSON Schema of a file format, for editors and other checkers.

    An editor with a YAML language server reads it through a first line like
    # yaml-language-server: $schema=concerns.schema.json

    \b
    Example:
      clausecmp schema concerns --output concerns.schema.json
    """
    text = json.dumps(make_schema(name), ensure_ascii=False, indent=1) + "\n"
    if output:
        write_result(output, text, force=force)
    else:
        print_text(text)
