"""Copies of the shipped drafts and mappings with more than 50 planted faults, one or two for each
rule, and where they stand.

Faults are planted by what the entries hold, not by line numbers, so that the shipped files may go
on changing.

    python -m tests.seeded_faults FOLDER      writes the folder, to look at by hand
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from clausecmp.files.yaml_read import Node, read_yaml

ROOT = Path(__file__).parents[2]
REV3, ADOPTED, BUDAPEST = (
    "drafts/un-cybercrime/2024-05-23.yaml",
    "drafts/un-cybercrime/2024-12-24.yaml",
    "drafts/budapest/2001-11-23.yaml",
)
DIPLO, ROUND = "mappings/concerns/diplo-2024.yaml", "mappings/concerns/roundtable-2022.yaml"
LINKS = "mappings/links/budapest@2001-11-23--un-cybercrime@2024-05-23.yaml"
LINKS_2 = "mappings/links/budapest@2001-11-23--un-cybercrime@2024-12-24.yaml"
NUMBERING, TERMS = "mappings/numbering/un-cybercrime.yaml", "mappings/terms.yaml"
GROUPS = "mappings/groups.yaml"
REV3_NAME = "un-cybercrime@2024-05-23"
STALE = 'reviewed: {date: "2024-07-02", fingerprint: 0123456789ab}'


class Planter:
    """Files that are copied, edits of their lines, and the findings that are to be made: (path,
    line, rule)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in ("drafts", "mappings"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("records"))
        self.edits: dict[str, dict[int, tuple[list[str], list[tuple[int, str]]]]] = {}
        self.expected: set[tuple[str, int, str]] = set()
        self.count = 0
        self.used: set[tuple[str, int]] = set()
        self.roots: dict[str, Node] = {}

    def root(self, path: str) -> Node:
        """The nodes of a file as it was copied."""
        if path not in self.roots:
            self.roots[path] = read_yaml(self.folder / path).root
        return self.roots[path]

    def line(self, path: str, number: int) -> str:
        """A line as it will be after the edits so far, without the lines that were added to it."""
        edit = self.edits.get(path, {}).get(number)
        return (
            edit[0][0]
            if edit
            else (self.folder / path).read_text(encoding="utf-8").split("\n")[number - 1]
        )

    def put(self, path: str, number: int, new: str | list[str], *rules: str, at: int = 0) -> None:
        """Put other lines in the place of one; the findings of `rules` stand in the one `at` this
        place."""
        lines = [new] if isinstance(new, str) else new
        _, marks = self.edits.setdefault(path, {}).get(number, ([], []))
        self.edits[path][number] = (lines, [*marks, *((at, rule) for rule in rules)])
        self.count += 1

    def swap(self, path: str, number: int, old: str, new: str, *rules: str) -> None:
        """Put `new` in the place of `old` in a line."""
        line = self.line(path, number)
        assert old in line, f"{path}:{number} does not hold {old!r}: {line!r}"
        self.put(path, number, line.replace(old, new, 1), *rules)

    def add_file(self, path: str, text: str | bytes, *marks: tuple[int, str]) -> None:
        """A further file with the findings in it."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.expected |= {(path, line, rule) for line, rule in marks}
        self.count += len(marks)

    def take(
        self, path: str, key: str, fits: Callable[[Node], object] = lambda entry: True
    ) -> Node:
        """The next entry that fits and bears no fault yet."""
        for entry in self.root(path).items(key):
            if (path, entry.line) not in self.used and fits(entry):
                self.used.add((path, entry.line))
                return entry
        raise LookupError(f"no entry of {path} fits")

    def finish(self) -> None:
        """Write the edited files and count the lines of the findings."""
        for path, edits in self.edits.items():
            lines = (self.folder / path).read_text(encoding="utf-8").split("\n")
            shift, written = 0, []
            for number, line in enumerate(lines, 1):
                new, marks = edits.get(number, ([line], []))
                self.expected |= {(path, number + shift + at, rule) for at, rule in marks}
                shift += len(new) - 1
                written += new
            (self.folder / path).write_text("\n".join(written), encoding="utf-8")


def plant_faults(folder: Path) -> Planter:
    """Fill a folder and plant every fault."""
    planter = Planter(folder)
    for plant in (
        plant_in_files,
        plant_in_names,
        plant_in_anchors,
        plant_in_places,
        plant_in_links,
        plant_in_terms,
        plant_in_drafts,
        plant_in_comments,
    ):
        plant(planter)
    planter.finish()
    return planter


CUP = """record: roundtable-2022
concerns:
  - id: cup-clean
    stakeholder: uk-government
    kind: concern
    theme: safeguards
    applies_to: [{draft: cup@1, refs: ["10"]}]
    summary: Wants clean cups.
    anchor: said over a cup of tea
"""


def plant_in_files(planter: Planter) -> None:
    """Files that cannot be read, or read otherwise than they look."""
    groups = (ROOT / GROUPS).read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(groups, 1) if "{id: aosis" in line)
    planter.swap(GROUPS, at, "[AOSIS]", "[AOSIS, LMDC]", "ambiguous-group")
    text = (ROOT / NUMBERING).read_text(encoding="utf-8")
    rows = text.split("\n")
    at = next(number for number, line in enumerate(rows, 1) if line.startswith("  - {earlier"))
    planter.add_file(
        "mappings/numbering/open.yaml",
        "\n".join([*rows[: at - 1], "  - {earlier: [1", *rows[at:]]),
        (at + 1, "syntax"),
    )
    planter.add_file(
        "mappings/numbering/tab.yaml",
        "\n".join([*rows[: at - 1], "\t- {earlier: x}", *rows[at:]]),
        (at, "syntax"),
    )
    planter.add_file(
        "mappings/numbering/latin.yaml",
        "\n".join([*rows[:at], "# C\u00f4te"]).encode("latin-1"),
        (at + 1, "encoding"),
    )
    planter.add_file(
        "mappings/numbering/named.yaml",
        text.replace("\ninstrument: ", "\ninstrument: &name "),
        (text[: text.index("\ninstrument:")].count("\n") + 2, "syntax"),
    )
    planter.add_file("mappings/theme.yaml", "thema:\n  - {id: x}\n", (1, "unknown-file"))
    planter.add_file(
        "drafts/cup/1.yaml", "instrument: cup\nversion: [\n", (3, "syntax"), (1, "not-judged")
    )
    planter.add_file("mappings/concerns/cup.yaml", CUP)
    planter.add_file(
        "mappings/concerns/links.yaml",
        "left: budapest@2001-11-23\nright: un-resolution@2024-05-23\nlinks: []\n",
        (1, "misplaced-file"),
    )
    planter.add_file(
        "drafts/budapest/2001.yaml",
        name_version((ROOT / BUDAPEST).read_text(encoding="utf-8"), "2002-01-01"),
        (1, "misplaced-file"),
    )
    (folder := planter.folder / "mappings").joinpath("lost.yaml").symlink_to(
        folder / "nowhere.yaml"
    )
    planter.expected.add(("mappings/lost.yaml", 1, "file"))
    entry = {
        "path": "mappings/themes.yaml",
        "rule": "schema",
        "message": "was mended",
        "text": "",
        "count": 1,
    }
    planter.add_file(
        "baseline.json",
        '{"schema": 1, "findings": [\n' + json.dumps(entry) + "\n]}\n",
        (2, "baseline-unneeded"),
    )
    planter.count += 1


def name_version(text: str, version: str) -> str:
    """The text of a draft as that of another version."""
    return re.sub(
        r"^(version|label): .*", lambda match: f'{match[1]}: "{version}"', text, count=2, flags=re.M
    )


def put_value(planter: Planter, path: str, entry: Node, key: str, value: str, *rules: str) -> None:
    """Another value for a key that stands on a line of its own."""
    line = entry.locate_key(key).line
    lead = planter.line(path, line).partition(f"{key}:")[0]
    planter.put(path, line, f"{lead}{key}: {value}", *rules)


def plant_in_names(planter: Planter) -> None:
    """Keys, ids, names."""
    entry = planter.take(DIPLO, "concerns")
    put_value(planter, DIPLO, entry, "kind", "worry", "schema")
    entry = planter.take(DIPLO, "concerns")
    line = entry.locate_key("confidence").line
    planter.swap(DIPLO, line, "confidence", "confidense", "schema")
    entry = planter.take(ROUND, "concerns")
    planter.put(ROUND, entry.locate_key("theme").line, "    # theme was here")
    planter.put(ROUND, entry.line, planter.line(ROUND, entry.line), "schema")
    entry = planter.take(DIPLO, "concerns")
    line = entry.locate_key("kind").line
    planter.put(DIPLO, line, [planter.line(DIPLO, line), "    kind: demand"], "duplicate-key", at=1)
    first, second = planter.take(DIPLO, "concerns"), planter.take(DIPLO, "concerns")
    planter.put(DIPLO, second.line, f"  - id: {first.text('id')}", "duplicate-id")
    other = planter.take(ROUND, "concerns")
    planter.put(
        ROUND, other.line, f"  - id: {planter.take(DIPLO, 'concerns').text('id')}", "duplicate-id"
    )
    for path in (DIPLO, ROUND):
        entry = planter.take(path, "concerns")
        put_value(
            planter,
            path,
            entry,
            "stakeholder",
            f"{entry.text('stakeholder')}x",
            "unknown-stakeholder",
        )
        put_value(
            planter, path, planter.take(path, "concerns"), "theme", "safegards", "unknown-theme"
        )
    planter.add_file(
        "mappings/concerns/later.yaml", "record: diplo-2025\nconcerns: []\n", (1, "unknown-record")
    )
    planter.add_file(
        "mappings/concerns/latest.yaml",
        "concerns: []\nnote: the record is missing\n",
        (1, "schema"),
    )


def plant_in_anchors(planter: Planter) -> None:
    """Anchors and summaries."""
    entry = planter.take(DIPLO, "concerns")
    planter.put(DIPLO, entry.locate_key("anchor").line, "    # the anchor was here")
    planter.put(DIPLO, entry.line, planter.line(DIPLO, entry.line), "anchor-missing")
    put_value(
        planter, DIPLO, planter.take(DIPLO, "concerns"), "anchor", "an anchor", "anchor-length"
    )
    put_value(
        planter,
        ROUND,
        planter.take(ROUND, "concerns"),
        "anchor",
        "an anchor that goes on and on and on and on",
        "anchor-length",
    )
    plain = planter.take(
        DIPLO,
        "concerns",
        lambda entry: planter.line(DIPLO, entry.locate_key("summary").line).rstrip().endswith(">-"),
    )
    line = plain.locate_key("summary").line + 1
    planter.put(DIPLO, line, planter.line(DIPLO, line) + " \u202eback")
    planter.put(DIPLO, line - 1, planter.line(DIPLO, line - 1), "control-characters")
    free = [
        entry.text("stakeholder")
        for entry in planter.root(DIPLO).items("concerns")
        if (DIPLO, entry.line) not in planter.used
    ]
    one = planter.take(
        DIPLO,
        "concerns",
        lambda entry: (
            len(entry.text("summary") or "") > 100 and free.count(entry.text("stakeholder")) > 5
        ),
    )
    who = one.text("stakeholder")
    two = planter.take(
        DIPLO, "concerns", lambda entry: entry.text("stakeholder") == who and entry.line > one.line
    )
    start = two.locate_key("summary").line
    after = min(line for key in two.keys if (line := two.locate_key(key).line) > start)
    words = " ".join(reversed((one.text("summary") or "").rstrip(".").split()))
    planter.put(DIPLO, start, f"    summary: '{words.replace(chr(39), '')}'")
    for line in range(start + 1, after):
        planter.put(DIPLO, line, "    #")
    planter.put(DIPLO, two.line, planter.line(DIPLO, two.line), "duplicate-concern")


def place_line(entry: Node, ref: str | None = None) -> int:
    """The line of the first ref of an entry's first place."""
    return entry.items("applies_to")[0].items("refs")[0].line


def has_article(entry: Node) -> bool:
    """Whether an entry stands at one article of Rev.3 alone, without a note or a stamp."""
    places = entry.items("applies_to")
    return (
        len(places) == 1
        and places[0].text("draft") == REV3_NAME
        and len(places[0].items("refs")) == 1
        and places[0].texts("refs")[0][0].isdigit()
    )


def plant_in_places(planter: Planter) -> None:
    """Drafts, refs and citations."""
    for ref in ("14(77)", "199"):
        entry = planter.take(DIPLO, "concerns", has_article)
        planter.swap(
            DIPLO,
            place_line(entry),
            entry.items("applies_to")[0].texts("refs")[0],
            ref,
            "unknown-ref",
        )
    for name in ("un-cybercrime@rev3", "un-cybercrime@2024-05-32"):
        entry = planter.take(ROUND, "concerns", has_article)
        planter.swap(ROUND, place_line(entry), REV3_NAME, name, "unknown-draft")
    for path in (DIPLO, ROUND):
        entry = (
            planter.take(
                path, "concerns", lambda entry: has_article(entry) and entry.get("note") is None
            )
            if path == DIPLO
            else planter.take(path, "concerns", has_article)
        )
        if note := entry.get("note"):
            drop_note(planter, path, entry, note)
        line = entry.locate_key("applies_to").line
        planter.put(
            path, line, ["    cited: [Article 67]", planter.line(path, line)], "cited-unexplained"
        )
        if entry.get("cited"):
            planter.put(path, entry.locate_key("cited").line, "    #")
    for path in (DIPLO, ROUND):
        entry = planter.take(
            path,
            "concerns",
            lambda entry: (
                entry.get("note") is not None
                and has_article(entry)
                and not any(map(re.compile(r"\d").search, entry.texts("cited")))
            ),
        )
        drop_note(planter, path, entry, entry.get("note"))
        for line in range(
            entry.locate_key("applies_to").line + 1, entry.locate_key("confidence").line
        ):
            planter.put(path, line, "    #")
        planter.put(
            path, entry.locate_key("applies_to").line, "    applies_to: []", "orphan-concern"
        )
    text = (ROOT / NUMBERING).read_text(encoding="utf-8")
    planter.add_file(
        "mappings/numbering/later.yaml",
        text.replace(f"to: {REV3_NAME}", "to: un-cybercrime@2025"),
        (text[: text.index("\nto:")].count("\n") + 2, "unknown-draft"),
    )
    planter.add_file(
        "mappings/concerns/old.yaml", OLD_NUMBERS, (8, "old-numbering"), (17, "old-numbering")
    )
    entry = planter.take(DIPLO, "concerns", has_article)
    line = entry.locate_key("confidence").line
    planter.put(DIPLO, line, [planter.line(DIPLO, line), f"    {STALE}"], "stale-concern", at=1)


OLD_NUMBERS = f"""record: roundtable-2022
concerns:
  - id: old-early
    stakeholder: uk-government
    kind: concern
    theme: safeguards
    cited: ["Article 10"]
    applies_to: [{{draft: {REV3_NAME}, refs: ["10"]}}]
    summary: Said before the renumbering.
    anchor: said long before the renumbering
  - id: old-content
    stakeholder: uk-government
    kind: concern
    theme: safeguards
    cited: ["Article 13"]
    summary: Wants the definition of child sexual exploitation material to leave out consensual images among children.
    applies_to: [{{draft: {REV3_NAME}, refs: ["13"]}}]
    anchor: what children do among themselves
"""


def drop_note(planter: Planter, path: str, entry: Node, note: Node | None) -> None:
    """Take the note out, its lines left as comments."""
    line = entry.locate_key("note").line
    total = (planter.folder / path).read_text(encoding="utf-8").count("\n") + 1
    planter.put(path, line, "    #")
    following = line + 1
    while following <= total and planter.line(path, following).startswith("      "):
        planter.put(path, following, "    #")
        following += 1


def is_single(entry: Node) -> bool:
    """Whether a link joins one clause with one."""
    return (
        len(entry.items("left")) == len(entry.items("right")) == 1
        and entry.texts("left")[0][0].isdigit()
    )


def plant_in_links(planter: Planter) -> None:
    """Links that are unknown, double, missing, wrong, stale."""
    added = planter.take(
        LINKS, "links", lambda entry: not entry.items("left") and len(entry.items("right")) > 2
    )
    first = added.items("right")[0]
    planter.swap(LINKS, first.line, f'"{first.value}"', f'"{first.value}", "88(8)"', "unknown-ref")
    added = planter.take(
        LINKS, "links", lambda entry: not entry.items("left") and len(entry.items("right")) > 2
    )
    first = added.items("right")[0]
    planter.swap(LINKS, first.line, f'"{first.value}"', f'"{first.value}", "7(1)"', "link-conflict")
    seen = next(
        ref
        for entry in planter.root(LINKS).items("links")
        for ref in entry.items("right")
        if ref.value == "7(1)"
    )
    planter.put(
        LINKS,
        max(seen.line, first.line),
        planter.line(LINKS, max(seen.line, first.line)),
        "link-overlap",
    )
    added = planter.take(
        LINKS_2, "links", lambda entry: not entry.items("left") and len(entry.items("right")) > 2
    )
    first = added.items("right")[0]
    planter.swap(LINKS_2, first.line, f'"{first.value}", ', "")
    line = planter.root(LINKS_2).get("right").line
    planter.put(LINKS_2, line, planter.line(LINKS_2, line), "link-incomplete")
    for path, old, new in (
        (LINKS, "changed", "same"),
        (LINKS_2, "terms", "changed"),
        (LINKS, "same", "split"),
    ):
        entry = planter.take(
            path, "links", lambda entry, old=old: is_single(entry) and entry.text("relation") == old
        )
        planter.swap(
            path,
            entry.get("relation").line,
            f"relation: {old}",
            f"relation: {new}",
            "link-conflict",
        )
    one, two = (
        planter.take(
            LINKS_2,
            "links",
            lambda entry: (
                is_single(entry) and not entry.get("note") and entry.text("relation") == "terms"
            ),
        )
        for _ in range(2)
    )
    for entry, other in ((one, two), (two, one)):
        planter.swap(
            LINKS_2,
            entry.line,
            f'right: ["{entry.texts("right")[0]}"]',
            f'right: ["{other.texts("right")[0]}"]',
            "link-conflict",
        )
    entry = planter.take(LINKS, "links", is_single)
    planter.swap(
        LINKS,
        entry.get("by").line,
        f"by: {entry.text('by')}",
        f"by: {entry.text('by')}, {STALE}",
        "stale-link",
    )


def plant_in_terms(planter: Planter) -> None:
    """Forms and definitions."""
    entry = planter.take(TERMS, "terms", lambda entry: entry.text("id") == "system")
    planter.swap(
        TERMS,
        entry.locate_key("budapest").line,
        "computer systems]",
        "computer sytems]",
        "term-unused",
    )
    entry = planter.take(TERMS, "terms", lambda entry: entry.text("id") == "data")
    planter.swap(TERMS, entry.locate_key("defined").line, '"1(b)"', '"1(k)"', "unknown-ref")
    text = (ROOT / NUMBERING).read_text(encoding="utf-8")
    at = text[: text.index('later: "3"')].count("\n") + 1
    planter.add_file(
        "mappings/numbering/wide.yaml",
        text.replace('later: "3"', 'later: "300"'),
        (at, "unknown-ref"),
    )


def find_clause(planter: Planter, path: str, *numbers: str) -> Node:
    """The clause with these numbers, from the article down."""
    todo = list(planter.root(path).items("clauses"))
    for number in numbers:
        while todo:
            node = todo.pop(0)
            if (
                node.text("article") == number
                or node.text("paragraph") == number
                or node.text("item") == number
            ):
                todo = list(node.items("clauses"))
                break
            todo += node.items("clauses") if node.text("article") is None else []
    return node


def put_text(planter: Planter, path: str, clause: Node, text: str, *rules: str) -> None:
    """Another text for a clause, on one line; the rest of the old one becomes comments."""
    line = clause.locate_key("text").line
    lead = planter.line(path, line).partition("text:")[0]
    depth = len(lead) - len(lead.lstrip(" -")) if lead.strip() else len(lead)
    planter.put(path, line, f"{lead}text: {text}", *rules)
    following = line + 1
    lines = (planter.folder / path).read_text(encoding="utf-8").split("\n")
    while (
        following <= len(lines)
        and lines[following - 1].strip()
        and len(lines[following - 1]) - len(lines[following - 1].lstrip()) > depth
    ):
        planter.put(path, following, " " * depth + "#")
        following += 1


def plant_in_drafts(planter: Planter) -> None:
    """Numbers, references, terms, brackets, borrowed wording. In a further version, so that links
    and concerns keep their clauses."""
    words = "Whoever lends a hand to a stranger in the dark shall be given bread and salt and a lamp by the elders of the village"
    planter.add_file(
        "drafts/borrowed/1.yaml",
        f'instrument: borrowed\nversion: "1"\ntitle: Charter of Hospitality\nwording: official\n'
        f"clauses:\n  - article: 1\n    text: {words}.\n",
    )
    text = name_version((ROOT / BUDAPEST).read_text(encoding="utf-8"), "1999-01-01")
    path = "drafts/budapest/1999-01-01.yaml"
    planter.add_file(path, text)
    put_text(
        planter,
        path,
        find_clause(planter, path, "16", "1"),
        "Subject to paragraph 9 of this article, each Party shall act.",
        "broken-reference",
    )
    put_text(
        planter,
        path,
        find_clause(planter, path, "16", "3"),
        "Articles 40 through 53 apply.",
        "broken-reference",
    )
    put_text(
        planter,
        path,
        find_clause(planter, path, "17", "2"),
        "An information and communications technology system is a thing.",
        "undefined-term",
    )
    put_text(
        planter, path, find_clause(planter, path, "18", "2"), "Each Party shall [act.", "brackets"
    )
    put_text(
        planter,
        path,
        find_clause(planter, path, "19", "5"),
        "Each Party shall act] at once.",
        "brackets",
    )
    put_text(
        planter,
        path,
        find_clause(planter, path, "20", "3"),
        f"{words.lower().replace('village', 'town')}.",
        "wording",
    )
    put_text(
        planter,
        path,
        find_clause(planter, path, "21", "3"),
        '"Each Party shall \\u200bact."',
        "control-characters",
    )
    clause = find_clause(planter, path, "22", "5")
    planter.swap(path, clause.line, "paragraph: 5", "paragraph: 7", "numbering")
    clause = find_clause(planter, path, "24", "2")
    planter.swap(path, clause.line, "paragraph: 2", "paragraph: 1", "numbering")
    clause = find_clause(planter, path, "43", "2")
    put_text(planter, path, clause, "''")
    planter.put(path, clause.line, planter.line(path, clause.line), "empty-clause")


def plant_in_comments(planter: Planter) -> None:
    """Comments that ignore nothing, or do not say why."""
    entry = planter.take(DIPLO, "concerns", has_article)
    planter.put(
        DIPLO,
        place_line(entry),
        planter.line(DIPLO, place_line(entry)) + "  # clausecmp: ignore[unknown-ref] was garbled",
        "unused-ignore",
    )
    entry = planter.take(DIPLO, "concerns", has_article)
    line = place_line(entry)
    planter.swap(DIPLO, line, entry.items("applies_to")[0].texts("refs")[0], "188")
    planter.put(
        DIPLO,
        line,
        planter.line(DIPLO, line) + "  # clausecmp: ignore[unknown-ref]",
        "ignore-reason",
    )


if __name__ == "__main__":
    made = plant_faults(Path(sys.argv[1]))
    for where in sorted(made.expected):
        print(*where)
