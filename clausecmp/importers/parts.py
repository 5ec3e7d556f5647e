"""Pieces -> Parts: the instruments that one file holds (a resolution, the convention annexed to it,
its protocols)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..model.languages import names_instrument
from ..model.problems import InputError, Location, Problem
from .account import count_words
from .fonts import name_pages
from .lines import Line, Speller, flatten, join_lines
from .pieces import DIVISIONS, Piece
from .tree import find_numbered, find_opening


@dataclass(slots=True)
class Part:
    """One instrument of a file. `label` is how `part=` calls it; `pieces` its own, annexes
    included."""

    label: str
    title: str | None = None
    pieces: list[Piece] = field(default_factory=list)
    left_over: list[Line] = field(default_factory=list)
    contents: list[Line] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    annexes: list[Part] = field(default_factory=list)  # that belong to it
    name: str = ""  # what its heading calls it: draft decision, final act

    def add(self, piece: Piece) -> None:
        """Put a piece at the end, and count its kind."""
        self.pieces.append(piece)
        self.kinds[piece.kind] += 1

    @property
    def articles(self) -> int:
        return self.kinds["article"]

    def all_lines(self) -> list[Line]:
        """Every line of the part and of its annexes, their headings too."""
        found = [*self.left_over, *(line for annex in self.annexes for line in annex.all_lines())]
        for piece in self.pieces:
            if piece.kind not in ("organ", "testimony", "resolution", "document") and piece.head:
                found.append(
                    Line(f"{piece.head}\n{_rest_of_title(piece)}", piece.page, row=piece.row)
                )
            found += piece.lines
        return found


def _rest_of_title(piece: Piece) -> str:
    """The words of a title that stand on the lines below its number."""
    title = piece.heading or ""
    for size in range(len(title), 0, -1):
        if piece.head.endswith(title[:size]):
            return title[size:]
    return title


def split_parts(pieces: Sequence[Piece], speller: Speller) -> list[Part]:
    """The parts of a file in order; a table of contents (headings without text) is left out, and
    stands in the first part's `contents`."""
    parts = [Part("main")]
    for piece in _cut_fronts(pieces):
        part = parts[-1]
        if piece.kind == "annex":
            parts.append(Part(" ".join(filter(None, ("annex", piece.number))), piece.heading))
            parts[-1].add(piece)
            continue
        if piece.kind == "document":
            if _is_begun(part):
                parts.append(Part("main"))
            parts[-1].name = piece.number or ""
        elif (
            piece.kind in ("organ", "preamble", "resolution")
            and _has_ended(part)
            or piece.kind == "article"
            and piece.number == "1"
            and part.articles
        ):
            parts.append(_open_part(part))
        parts[-1].add(piece)
    contents = [line for piece in pieces for line in piece.contents]
    contents += [line for part in parts if _is_contents(part) for line in part.all_lines()]
    kept = [part for part in parts if not _is_contents(part)]
    if kept:
        kept[0].contents = contents
    return _name_parts(kept, speller)


def _is_begun(part: Part) -> bool:
    """Whether a part has more than a title page."""
    if any(kind not in ("front", "document") for kind in part.kinds):
        return True
    return any(find_numbered(piece.lines) < len(piece.lines) for piece in part.pieces) or (
        part.kinds["document"] > 0
    )


def _cut_fronts(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """`pieces`, a title page cut before the title of a treaty whose preamble opens in it, after a
    text of its own (the Final Act of the conference, its resolutions)."""
    for piece in pieces:
        opening = find_opening(piece.lines) if piece.kind in ("front", "document") else -1
        numbered = find_numbered(piece.lines)
        if opening <= 0 or numbered >= opening:
            yield piece
            continue
        cut = opening
        while cut > numbered + 1 and _is_title_line(piece.lines[cut - 1]) and opening - cut < 12:
            cut -= 1
        yield replace(piece, lines=piece.lines[:cut])
        yield Piece("document", "", lines=piece.lines[cut:], page=piece.lines[cut].page)


def _is_title_line(line: Line) -> bool:
    text = line.text.strip()
    return (line.heading or text.isupper()) and not text.endswith((".", ";", ","))


def _has_ended(part: Part) -> bool:
    kinds = part.kinds
    return bool(
        kinds["article"]
        or kinds["testimony"]
        or kinds["annex"]
        and (kinds["organ"] or kinds["preamble"])
    )


def _open_part(before: Part) -> Part:
    """A new part; the lines at the end of the part before that name it are its front."""
    front = Piece("front")
    if before.pieces:
        last = before.pieces[-1]
        cut = _find_front(last)
        front.lines, last.lines = last.lines[cut:], last.lines[:cut]
    part = Part("main")
    part.add(front)
    return part


def _find_front(piece: Piece) -> int:
    """Where the next instrument's title page begins in the last lines of a piece, or their end."""
    if piece.kind in ("testimony", "resolution", "front"):
        first = 1 if piece.kind == "testimony" else 0
        gaps = [at for at, line in enumerate(piece.lines) if at >= first and line.gap]
        return gaps[0] if gaps else len(piece.lines)
    for at in range(len(piece.lines) - 1, -1, -1):
        if (
            piece.lines[at].gap
            and names_instrument(piece.lines[at].text)
            and len(piece.lines) - at < 12
        ):
            return at
    return len(piece.lines)


def _is_contents(part: Part) -> bool:
    """A table of contents: five articles or more, nearly all without text."""
    articles = [piece for piece in part.pieces if piece.kind == "article"]
    return len(articles) >= 5 and sum(not piece.lines for piece in articles) > 0.8 * len(articles)


def _name_parts(parts: list[Part], speller: Speller) -> list[Part]:
    for part in parts:
        if part.label == "main" and part.name:
            part.label = part.name
        elif part.label == "main" and part.kinds["organ"] and not part.articles:
            part.label = "resolution"
        if part.title is None:
            part.title = _find_title(part, speller)
    return parts


def _find_title(part: Part, speller: Speller) -> str | None:
    """The instrument's name among the lines before its preamble or first article: what heads it,
    else the last group that names one."""
    if part.name and (title := _find_own_title(part, speller)):
        return title
    groups: list[list[Line]] = []
    for piece in part.pieces:
        if piece.kind not in ("front", "resolution", "document"):
            break
        opening = find_opening(piece.lines)
        for line in piece.lines if opening < 0 else piece.lines[:opening]:
            if not groups or piece.lines[0] is line or not _goes_on(groups[-1][-1], line):
                groups.append([])
            groups[-1].append(line)
    titles = [flatten(join_lines([line.text for line in group], speller)) for group in groups]
    named = [
        title
        for title in titles
        if names_instrument(title) and len(title) < 500 and not title.endswith((".", ";", ":"))
    ]
    resolution = [
        title for title in titles if title[:1].isdigit() and "/" in title[:8] and ". " in title[:12]
    ]
    best = resolution or named
    return best[-1] if best else (titles[0][:300] if titles and len(titles[0]) < 300 else None)


def _find_own_title(part: Part, speller: Speller) -> str | None:
    """The heading of a text within a file, as many lines as it has."""
    lines = next(piece.lines for piece in part.pieces if piece.kind == "document" and piece.number)
    end = 1
    while end < min(len(lines), 8) and _is_title_line(lines[end]):
        end += 1
    return flatten(join_lines([line.text for line in lines[:end]], speller)) or None


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a line of a title page belongs to the line before."""
    if line.gap or line.page != before.page:
        return False
    return line.starts is not True or before.heading and line.heading


def choose_part(
    parts: Sequence[Part], wanted: str | None, path: str
) -> tuple[Part, list[Part], list[Part]]:
    """The part to import, the annexes that belong to it, and the other parts.

    Without `wanted`: the first part with articles, else the first. `wanted` is a label (`annex II`,
    `resolution`), a number counting from 1, or words of the title. Raises InputError naming the
    parts if it fits none or several.
    """
    groups = _group_annexes(list(parts))
    heads = [group[0] for group in groups]
    if wanted is None:
        chosen = next(
            (head for head in heads if head.articles), heads[0] if heads else Part("main")
        )
    else:
        chosen = _find_part(heads, wanted, path)
    return _choose(groups, chosen)


def list_choices(parts: Sequence[Part]) -> list[tuple[Part, list[Part], list[Part]]]:
    """Every part as `choose_part` gives it, the first with articles first."""
    groups = _group_annexes(list(parts))
    heads = sorted((group[0] for group in groups), key=lambda head: not head.articles)
    return [_choose(groups, head) for head in heads]


def _choose(groups: list[list[Part]], chosen: Part) -> tuple[Part, list[Part], list[Part]]:
    own = next((group[1:] for group in groups if group[0] is chosen), [])
    for head, *annexes in groups:
        head.annexes = annexes
    others = [group[0] for group in groups if group[0] is not chosen]
    return chosen, own, others


def _group_annexes(parts: list[Part]) -> list[list[Part]]:
    """Each part with the annexes that belong to it: all that follow a treaty, and those without
    articles or title page of their own that follow a resolution; an annexed convention with
    articles stands for itself."""
    groups: list[list[Part]] = []
    for part in parts:
        annex = part.label.startswith("annex")
        owner = groups[-1][0] if groups else None
        if (
            annex
            and owner is not None
            and (not part.articles or owner.articles and not owner.label.startswith("annex"))
        ):
            groups[-1].append(part)
        elif not annex and owner is not None and not _is_text(part):
            owner.left_over.extend(line for piece in part.pieces for line in piece.lines)
        else:
            groups.append([part])
    return groups


def _is_text(part: Part) -> bool:
    return any(
        piece.kind in ("article", "organ", "preamble", "document", *DIVISIONS)
        for piece in part.pieces
    )


def _find_part(heads: list[Part], wanted: str, path: str) -> Part:
    low = wanted.strip().lower()
    names = [_part_names(head, at) for at, head in enumerate(heads, 1)]
    low = "main" if low == "resolution" and not any(own[0] == low for own in names) else low
    found: list[Part] = []
    for where in (slice(0, 2), 2):
        found = [head for head, own in zip(heads, names) if low in own[where]]
        found = (
            found if len(found) == 1 else [head for head in found if head.articles] or found
        )  # the treaty, not its resolution
        if len(found) == 1:
            return found[0]
    message = f"part '{wanted}' " + ("is ambiguous" if found else "is not in this file")
    raise InputError(
        [
            Problem(
                Location(path),
                message,
                "unknown-part",
                hint="the file holds " + "; ".join(describe_parts(heads)),
            )
        ]
    )


def _part_names(head: Part, at: int) -> tuple[str, str, str]:
    return head.label.lower(), str(at), (head.title or "").lower()


def describe_parts(parts: Sequence[Part]) -> list[str]:
    """`annex II (Protocol to ..., 20 articles, 4,120 words, pages 3-9)` for each part."""
    shown = []
    for part in parts:
        title = (part.title or "")[:80]
        count = f"{part.articles} articles" if part.articles else "no articles"
        lines = part.all_lines()
        words = f"{count_words(line.text for line in lines).total():,} words"
        pages = [line.page for line in lines if line.page is not None]
        where = name_pages(pages) if pages else ""
        shown.append(f"{part.label} ({', '.join(filter(None, (title, count, words, where)))})")
    return shown
