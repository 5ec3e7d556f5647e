"""clausecmp check [PATH...]"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..files.writing import write_result, write_whole
from ..model.problems import InputError, Location, Problem
from .console import print_text, wants_color
from .exit_codes import ExitCode
from .session import Session, shared_options

FORMATS = ("text", "json", "github", "gitlab", "rdjson", "sarif", "junit")
"""Those of check.formats, which is loaded only when files are checked."""
if TYPE_CHECKING:
    from ..check.run import Report

EVERY = 0.1
"""Seconds between two lines of progress."""


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--select", metavar="RULE,...", multiple=True, help="Only these rules.")
@click.option("--ignore", metavar="RULE,...", multiple=True, help="All rules but these.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="Default: text; github in GitHub Actions."
)
@click.option("--output", metavar="FILE", help="Write the report to a file.")
@click.option(
    "--baseline",
    metavar="FILE",
    help="Leave out the findings that this file holds; only new ones count.",
)
@click.option("--write-baseline", is_flag=True, help="Write all findings of today to the baseline.")
@click.option(
    "--force",
    is_flag=True,
    help="--output, --write-baseline: replace a file that is not ours or was changed by hand.",
)
@click.option(
    "--fix", is_flag=True, help="Mend in PATH what has exactly one answer, then check again."
)
@click.option(
    "--diff", is_flag=True, help="Show what --fix would change and write nothing; 1 if anything."
)
@click.option(
    "--accept", is_flag=True, help="Stamp the entries of PATH (or of PATH:LINE) as reviewed today."
)
@click.option(
    "--explain", metavar="RULE", help="Say what a rule is about, with a good and a bad example."
)
@click.option("--list-rules", is_flag=True, help="List all rules.")
@shared_options
def command(
    session: Session,
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    form: str | None,
    output: str | None,
    baseline: str | None,
    write_baseline: bool,
    force: bool,
    fix: bool,
    diff: bool,
    accept: bool,
    explain: str | None,
    list_rules: bool,
) -> None:
    """Check drafts and mappings: files, numbers, references, terms, refs, links, anchors, stale
    entries.

    Without PATH the nearest folders are checked: those named by --drafts and --mappings, ./drafts
    and ./mappings, your own, the shipped ones. Folders are searched for YAML files. Exit codes: 0
    no errors, 1 errors (or warnings, with --strict), 2 bad arguments. What --fix mends: a name that
    is one slip away from the only valid one, a short name of a draft, another form of a ref, a ref
    of an earlier count that can only be meant so by the numbering file.

    \b
    Examples:
      clausecmp check
      clausecmp check mappings --strict --format sarif --output check.sarif
      clausecmp check mappings --diff
      clausecmp check mappings --fix
      clausecmp check --explain stale-link
      clausecmp check --accept mappings/concerns/diplo-2024.yaml:120
    """
    if explain or list_rules:
        print_text(_describe_rules(explain))
        return
    if write_baseline and not baseline:
        raise click.UsageError("--write-baseline needs --baseline FILE")
    if accept:
        _accept(session, paths)
        return
    if fix and not diff and not paths:
        raise click.UsageError("--fix needs a PATH: only what was named is changed")
    chosen = _choose(select, ignore)
    report = _run(session, paths, chosen, baseline if not write_baseline else None)
    if diff:
        _show_diff(report)
        return
    if fix and report.fixes:
        from ..check.fixes import write_fixes

        for path in write_fixes(report.fixes):
            click.echo(f"{path}: mended", err=True)
        report = _run(session, paths, chosen, baseline if not write_baseline else None)
    if baseline and write_baseline:
        from ..check.baseline import write_baseline as make_text

        _write_baseline(baseline, make_text(report.findings, baseline), force=force)
        click.echo(f"{baseline}: {len(report.findings)} known from now on", err=True)
        return
    _write_report(
        session,
        report,
        form or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"),
        output,
        force=force,
    )
    if report.fails(strict=strict):
        raise click.exceptions.Exit(ExitCode.FOUND)


def _describe_rules(name: str | None) -> str:
    from ..check import rules

    try:
        return rules.explain_rule(name) if name else rules.list_rules()
    except rules.UnknownRule as error:
        raise click.UsageError(str(error)) from None


def _choose(select: tuple[str, ...], ignore: tuple[str, ...]) -> set[str]:
    from ..check.rules import UnknownRule, choose_rules

    try:
        return choose_rules(select, ignore)
    except UnknownRule as error:
        raise click.UsageError(str(error)) from None


def _show_diff(report: Report) -> None:
    """What the fixes change, as a diff; nothing is written. Exits with 1 if there is anything, as
    other tools do that check files."""
    from ..check.fixes import show_fixes

    lines = list(show_fixes(report.fixes))
    print_text("".join(line + "\n" for line in lines))
    if lines:
        raise click.exceptions.Exit(ExitCode.FOUND)


def _run(
    session: Session, paths: tuple[str, ...], chosen: set[str], baseline: str | None
) -> Report:
    from ..check.baseline import apply_baseline, read_baseline
    from ..check.run import check_paths

    folders = _find_folders(session, paths)
    given = [str(path) for path in paths] or [
        str(path)
        for found in (session.drafts_folders, session.mappings_folders)
        for path in found[:1]
    ]
    missing = [
        Problem(Location(path), "there is no file or folder here", "file")
        for path in given
        if not _exists(path)
    ]
    if missing:
        raise InputError(missing)
    known = read_baseline(baseline) if baseline else None
    report = check_paths(
        given, drafts=folders[0], mappings=folders[1], chosen=chosen, progress=_show_progress()
    )
    return apply_baseline(report, known, chosen) if known else report


def _exists(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def _find_folders(session: Session, paths: tuple[str, ...]) -> tuple[list[Path], list[Path]]:
    """Where names and refs are looked up: in the folders that are named, else beside the files
    first."""
    from ..check.files import find_roots

    drafts, mappings = find_roots(paths)
    named = (
        session.drafts_folder or os.environ.get("CLAUSECMP_DRAFTS"),
        session.mappings_folder or os.environ.get("CLAUSECMP_MAPPINGS"),
    )
    return (
        [*([] if named[0] else drafts), *session.drafts_folders],
        [*([] if named[1] else mappings), *session.mappings_folders],
    )


def _show_progress() -> Callable[[int, int], None] | None:
    """Progress on stderr, if a person sees it."""
    if not sys.stderr.isatty():
        return None
    last = 0.0

    def show(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done == total:
            sys.stderr.write("\r\x1b[K" if last else "")
        elif now - last >= EVERY:
            last = now
            sys.stderr.write(f"\rchecking {done} of {total} files")
        sys.stderr.flush()

    return show


def _write_baseline(path: str, text: str, *, force: bool) -> None:
    """Any baseline may be replaced, on any machine: it is made to be written anew. Other files are
    replaced with `force` only."""
    from ..check.baseline import read_baseline

    if os.path.exists(path) and not force:
        try:
            read_baseline(path)
        except InputError:
            write_result(path, text)
            return
    write_whole(path, text)


def _write_report(
    session: Session, report: Report, form: str, output: str | None, *, force: bool
) -> None:
    from ..check.formats import FORMATS as WRITERS
    from ..check.formats import summarize

    color = form == "text" and not output and wants_color(session.color)
    text = WRITERS[form](report, color=color)
    if output:
        write_result(output, text, force=force)
        click.echo(summarize(report), err=True)
    else:
        print_text(text, exact=form != "text")


def _accept(session: Session, paths: tuple[str, ...]) -> None:
    from ..check.stamps import accept_paths

    if not paths:
        raise click.UsageError("--accept needs a PATH: stamp only what was read")
    drafts, mappings = _find_folders(
        session, tuple(path.rpartition(":")[0] or path for path in paths)
    )
    failed = False
    for done in accept_paths(paths, drafts=drafts, mappings=mappings):
        click.echo(f"{done.path}: {done.stamped} stamped, {done.fresh} as they were", err=True)
        for problem in done.problems:
            click.echo(str(problem), err=True)
        failed = failed or bool(done.problems)
    if failed:
        raise click.exceptions.Exit(ExitCode.FOUND)
