"""Rules about files as such: read or not, in their place, told apart. Most of their findings are
made where files are walked, read and built; they are declared here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..model.draft import Draft
from ..model.problems import WARNING, Location
from .files import CheckedFile, has_head, kind_by_keys, kind_by_place
from .lookups import Lookups
from .rules import Fault, declare_rule, rule

declare_rule(
    "file",
    "A file or folder cannot be read.",
    """
    What is not read is not checked, and whoever relies on the check does not know it. Pipes and devices are not opened;
    folders are entered once, also where symbolic links make a loop.

    Good: a regular file of at most 64 MiB that the user may read.

    Bad: a symbolic link that leads nowhere; a pipe; a file without the right to read it.
    """,
)
declare_rule(
    "encoding",
    "A file is not UTF-8, or holds a character that YAML does not allow.",
    """
    Treaty texts hold names in many scripts; one encoding for all files keeps them readable everywhere.

    Good::

        summary: Côte d'Ivoire asks for a definition.

    Bad: the same line saved as Latin-1, where ô is the single byte 0xF4.
    """,
)
declare_rule(
    "syntax",
    "A file is not the plain YAML that these files are written in.",
    """
    Nothing in a file can be relied on when its structure cannot be read. Tags, anchors, aliases and further documents
    are refused too: no format needs them, and they make a file say something else than what a reader sees.

    Good::

        cited: ["Article 24"]

    Bad::

        cited: ["Article 24"
    """,
)
declare_rule(
    "schema",
    "A key is unknown or missing, or a value is not of its kind.",
    """
    A misspelled key is silently passed over by most readers of YAML, and with it what a person wrote there.

    Good::

        - {id: kr-24, stakeholder: katitza-rodriguez, kind: concern, theme: safeguards, summary: ..., applies_to: []}

    Bad::

        - {id: kr-24, stakeholder: katitza-rodriguez, kind: worry, thema: safeguards, summary: ..., applies_to: []}
    """,
)
declare_rule(
    "duplicate-key",
    "A key stands twice in one mapping.",
    """
    Only one of the two values can count, and which one differs from reader to reader.

    Good::

        confidence: high

    Bad::

        confidence: high
        note: as the speaker said
        confidence: low
    """,
)
declare_rule(
    "empty-clause",
    "A clause has neither text nor sub-clauses.",
    """
    A clause without words can neither be compared nor answer another one; usually its text was lost on the way.

    Good::

        - paragraph: 2
          text: Each Party shall keep the register.

    Bad::

        - paragraph: 2
          heading: Register
    """,
)
declare_rule(
    "control-characters",
    "A text holds control, bidirectional or invisible characters.",
    """
    They make a text look different from what it says (and from what is compared), and can take over a terminal.

    Good::

        text: A Party may refuse.

    Bad: the same line with a right-to-left override (U+202E) or a zero-width space (U+200B) in it.
    """,
    severity=WARNING,
)
declare_rule(
    "unknown-file",
    "The format of a file cannot be told, so nothing in it was checked.",
    """
    A file whose format is not known is read by no command; a misspelled key at its top loses all of it.

    Good::

        record: diplo-2024
        concerns: []

    Bad::

        record: diplo-2024
        consern: []
    """,
    severity=WARNING,
)
declare_rule(
    "not-judged",
    "A file has errors that keep other rules from judging what rests on it.",
    """
    Without the terms, every renamed term looks like another substance; without the themes, every theme looks
    undeclared. Rather than blame the files that are right, the rules leave out what they cannot know, and this line says
    which ones did, in which files.

    Good: a terms.yaml that can be read.

    Bad: one bracket missing in terms.yaml; the links of all drafts are then not held against their words.
    """,
    severity=WARNING,
)
declare_rule(
    "unused-ignore",
    "A comment ignores a finding that is not there.",
    """
    It would hide the next, real finding of that rule on its line, and nobody would notice.

    Good: the comment stands on a line, or alone on the line before it, that has a finding of that rule::

        refs: ["99"]  # clausecmp: ignore[unknown-ref] article 99 of the draft annex, not published

    Bad::

        refs: ["9"]  # clausecmp: ignore[unknown-ref] was article 99
    """,
    severity=WARNING,
)
declare_rule(
    "ignore-reason",
    "A comment ignores a finding and does not say why.",
    """
    The next reader cannot tell whether it may go, nor whether the finding was ever looked at.

    Good::

        refs: ["99"]  # clausecmp: ignore[unknown-ref] article 99 of the draft annex, not published

    Bad::

        refs: ["99"]  # clausecmp: ignore[unknown-ref]
    """,
    severity=WARNING,
)
declare_rule(
    "baseline-unneeded",
    "The baseline holds a finding that is no longer made.",
    """
    Left there, it would let the same mistake in again unseen. `--baseline FILE --write-baseline` writes the file anew.

    Good: a baseline whose every entry is a finding of today.

    Bad: an entry for a ref that was corrected since.
    """,
    severity=WARNING,
)


@rule("duplicate-id", "Two entries bear one id.", "concerns", "draft", "terms", "groups")
def find_duplicate_ids(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Reports and links name an entry by its id; with two of them nobody can say which is meant. Ids
    of concerns are unique in all files together, those of stakeholders, themes, records, terms
    and groups in their file, and a draft is there once in each wording.

    Good::

        - {id: kr-24-principles, ...}
        - {id: kr-24-review, ...}

    Bad::

        - {id: kr-24-principles, ...}
        - {id: kr-24-principles, ...}
    """
    if isinstance(file.value, Draft) and file.root and (node := file.root.get("version")):
        name = f"{file.value.name} ({file.value.wording})"
        yield from _note_first(look.first, "draft", name, node.location)
    elif file.kind in ("concerns", "terms", "groups"):
        first = look.first if file.kind == "concerns" else {}
        for entry in file.entries(file.kind):
            node = entry.get("id")
            if node is not None and isinstance(node.value, str):
                yield from _note_first(first, f"{file.kind[:-1]} id", node.value, node.location)


def _note_first(
    first: dict[tuple[str, str], Location], what: str, name: str, place: Location
) -> Iterator[Fault]:
    before = first.setdefault((what, name), place)
    if before is not place:
        at = f"at {before.path}:{before.line}"
        where = f"in line {before.line}" if before.path == place.path else at
        yield Fault(place, f"{what} '{name}' stands twice (first {where})")


@rule(
    "misplaced-file",
    "A file stands where no command looks for it.",
    "draft",
    "concerns",
    "links",
    "numbering",
    "stakeholders",
    "themes",
    "records",
    "terms",
    "groups",
)
def find_misplaced_files(file: CheckedFile, look: Lookups) -> Iterator[Fault]:
    """
    Drafts and mappings are found by their place: drafts/<instrument>/<version>.yaml,
    concerns/<record>.yaml, links/<left>--<right>.yaml, themes.yaml and so on, all ending in .yaml.
    Elsewhere they are never read.

    Good: `drafts/budapest/2001-11-23.yaml` with `instrument: budapest` and `version: "2001-11-23"`.

    Bad: `drafts/budapest/2002.yaml` with that content; a file of links in concerns/; themes.yml.
    """
    place, told = kind_by_place(file.path), kind_by_keys(file.root)
    if told and not has_head(file.root, told):
        return
    start, path = Location(file.path), Path(file.path)
    if path.suffix != ".yaml" and place:
        yield Fault(
            start,
            f"the file ends in '{path.suffix}', only .yaml files are read",
            f"rename it to {path.stem}.yaml",
        )
    if place and told and place != told:
        yield Fault(start, f"this is a {told} file in the place of a {place} file")
    elif place == "draft" and isinstance(file.value, Draft):
        if (path.parent.name, path.stem) != (file.value.instrument, file.value.version):
            yield Fault(
                start,
                f"the draft {file.value.name} is looked for at {file.value.instrument}/{file.value.version}.yaml",
            )
    elif place == "links" and file.root and "--" in path.stem:
        names = file.root.text("left"), file.root.text("right")
        if None not in names and path.stem not in (
            f"{names[0]}--{names[1]}",
            f"{names[1]}--{names[0]}",
        ):
            yield Fault(start, f"these links are looked for at {names[0]}--{names[1]}.yaml")
