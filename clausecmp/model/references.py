"""Cross-references: the words of a clause that point to another ("paragraphs 1 and 2 of article
24").

The one reader of them. In: a text, the ref of the clause it stands in, and the draft if there is
one. Out: the places of the references and the refs that they point to. It reads both styles of
treaties, "Article 9, paragraph 2, a" and "article 9, paragraph 2 (a)", and that of the European
Union, "point (a) of Article 9(2)". The grammar, with `n` for a number:

    reference = list [of reference]           paragraphs 1 and 2 of article 24
              | this KIND                     this article, the preceding paragraph
    list      = KIND n below {and n below}    articles 3 to 5, 7 and 9
    below     = {(n) | n) | .n | , n}         9 (1) (a), 9 a), 9.1.a, 9, a
                {[,] [PART,] KIND n below}    article 9, paragraph 1 (a) and (c)
    PART      = ORDINAL subparagraph          Article 5(1), first subparagraph, point (a)

References in French, Spanish, Russian, Chinese and Arabic are read by the same grammar: see
reference_languages.

A reference to another instrument ("article 16 of the Covenant") is found, and points nowhere.
What is joined to it by a comma or `and` points there too ("Articles 3 and 4, Article 6 and point
(a) of Article 8 of the Statute"): of its own provisions an instrument says `of this Convention`
in such a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from .draft import Draft
from .numerals import ADDED, CARDINALS, Numeral, System, is_decimal, read_numerals, write_numeral
from .reference_languages import Translated, translate_references
from .refs import WHOLE, article_of, parent_of

MOST_EXPANDED = 100
"""Between the ends of a range stand at most so many provisions: of a longer one (`articles 1 to
999`) only the ends are read."""


class Word(IntEnum):
    """What a reference names, from the outside in."""

    INSTRUMENT = 0
    DIVISION = 1
    ARTICLE = 2
    PARAGRAPH = 3
    ITEM = 4


class Target(NamedTuple):
    """A clause that a reference names, and the words [start, end) of the text that name it. What
    lies within a range (`3 to 5`) is named by the words between its ends."""

    ref: str
    start: int
    end: int


class Reference(NamedTuple):
    """The words [start, end) of a text that point to other clauses, and these in the order of the
    text. `own`: said of the clause itself or of what holds it, without a number (this article).
    `external`: it points to another instrument. An external reference has no targets, nor has one
    that cannot be resolved ("paragraph 1" where it is not known in which clause it stands)."""

    word: Word
    start: int
    end: int
    targets: tuple[Target, ...] = ()
    own: bool = False
    external: bool = False

    @property
    def refs(self) -> tuple[str, ...]:
        """The refs of the targets, each once."""
        return tuple(dict.fromkeys(target.ref for target in self.targets))


def _translate_back(reference: Reference, translated: Translated) -> Reference:
    """The reference with its places in the text as it was."""
    start, end = translated.find_start(reference.start), translated.find_end(reference.end)
    targets = [
        Target(
            target.ref,
            min(max(translated.find_start(target.start), start), end),
            min(max(translated.find_end(target.end), start), end),
        )
        for target in reference.targets
    ]
    return reference._replace(start=start, end=end, targets=tuple(targets))


class ReferenceReader:
    """Reads the references in the texts of one draft, or of none that is at hand.

    With the draft, ranges name the clauses that are there (4bis among 3 to 5), chapters are found
    by their number alone, and of several readings one that is there is taken.
    """

    def __init__(self, draft: Draft | None = None) -> None:
        self._draft = draft
        self._rows: dict[str, _Row] = {}
        self._found: dict[tuple[str, str | None], list[Reference]] = {}

    def read(self, text: str, own: str | None = None) -> list[Reference]:
        """The references of `text` in their order; none overlap. `own` is the ref of the clause
        that it stands in: without it "paragraph 1" and "this article" point nowhere. A target need
        not be in the draft: see `find_clause`."""
        found = self._found.get((text, own))
        if found is None:  # law reads the same text twice
            found = self._found[text, own] = self._read(text, own)
        return found

    def _read(self, text: str, own: str | None) -> list[Reference]:
        translated = translate_references(text)
        if translated is None:
            return _Text(text, own, self._draft, self._rows).read()
        found = _Text(translated.text, own, self._draft, self._rows).read()
        return [_translate_back(reference, translated) for reference in found]


def read_references(
    text: str, own: str | None = None, draft: Draft | None = None
) -> list[Reference]:
    """The references of one text, see ReferenceReader."""
    return ReferenceReader(draft).read(text, own)


def find_clause(ref: str, draft: Draft) -> str | None:
    """The clause of the draft that a target means: itself, else the nearest one above that exists;
    None if there is none."""
    at: str | None = ref
    while at and at not in draft.by_ref:
        at = parent_of(at)
    return at


_WORDS = {
    form: word
    for word, forms in {
        Word.DIVISION: "part chapter section subsection title annex",
        Word.ARTICLE: "article art",
        Word.PARAGRAPH: "paragraph para",
        Word.ITEM: "sub-paragraph subparagraph sub-para subpara point item letter lit",
        Word.INSTRUMENT: "convention protocol agreement treaty covenant statute charter directive "
        "regulation decision resolution",
    }.items()
    for form in forms.split()
}
_NUMBERED = [form for form, word in _WORDS.items() if word is not Word.INSTRUMENT]
_SINGULAR = {form + ("es" if form == "annex" else "s"): form for form in _NUMBERED}
_SINGULAR |= {form: form for form in _NUMBERED}
_ALONE = [form for form in _WORDS if form not in ("point", "item", "letter", "lit", "art")]
"""What `this` can stand before: `this point` is no reference."""
_STEPS = {"preceding": -1, "previous": -1, "foregoing": -1, "following": 1, "next": 1}


def _any_of(forms: Iterable[str]) -> str:
    """A pattern for one of the forms, the longest first."""
    return "|".join(sorted(forms, key=lambda form: (-len(form), form)))


def _any_behind_first(forms: Iterable[str]) -> str:
    """The same for a place behind the first letter of the form."""
    rest: dict[str, list[str]] = {}
    for form in forms:
        rest.setdefault(form[0], []).append(form[1:])
    return "|".join(f"(?<={first})(?:{_any_of(those)})" for first, those in rest.items())


# a pattern that begins with a class of letters is searched for faster than one that begins with
# alternatives
_HEAD = re.compile(
    rf"[AaCcIiLlPpSsTt](?<![\w-].)(?i:(?P<word>{_any_behind_first(_SINGULAR)})\.?\s+(?=[0-9(a-z])"
    rf"|(?P<which>(?<=t)(?:his|he\s+(?:present|{_any_of(_STEPS)})))"
    rf"\s+(?P<alone>{_any_of(_ALONE)})\b)"
)
_ORDINAL = "(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|introductory)"
_ORDINALS = rf"(?:the\s+)?{_ORDINAL}(?:(?:,\s+|,?\s+(?:and|or|to)\s+)(?:the\s+)?{_ORDINAL})*"
_PARTS = rf"{_ORDINALS}\s+(?:sub-?paragraph|paragraph|sentence|indent|part)s?\b"
# ', first subparagraph, second indent' behind a number: drafts give these no number
_PART_BEHIND = re.compile(rf"(?:\s*,?\s+{_PARTS}){{1,3}}", re.I)
_BELOW = re.compile(
    rf"(?:\s*,?\s+{_PARTS}){{0,3}}"
    r"\s*(?P<joint>,?\s*(?:\b(?:and|or)\b)?)\s*\b"
    rf"(?P<word>{_any_of(form for form in _SINGULAR if _WORDS[_SINGULAR[form]] > Word.ARTICLE)})\b"
    r"\.?\s+(?=[0-9(a-z])",
    re.I,
)
_ADDED = "|".join(ADDED)
_DECIMAL = re.compile(
    rf"[0-9]{{1,9}}(?:\s?(?:{_ADDED})\b|[a-z](?![\w)]))?(?!\w|[.,][0-9]{{3}}\b)", re.I
)
_IN_WORDS = re.compile(
    rf"(?:{_any_of(word for word, n in CARDINALS.items() if n <= 12)})\b(?!-|\s+of\b)", re.I
)
_BRACKETED = re.compile(r"\(\s?([0-9]{1,3}[a-z]?|[a-z]{1,5})\s?\)|([a-z]{1,4})\)", re.I)
# a letter without brackets: `a` before a noun is none
_BARE = r"([a-z]{1,4})(?=\.?\s*(?:[,;:]|$|\b(?:and|or|to|through|of)\b)|\.\s)"
_BARE_LETTER = re.compile(_BARE)
_BARE_SUFFIX = re.compile(r",\s?" + _BARE)
_SUFFIX = re.compile(
    r"\s*\(\s?([0-9]{1,3}[a-z]?|[a-z]{1,5})\s?\)|\s([a-z]{1,4})\)|\.([0-9]{1,3}|[a-z]{1,4})(?!\w)",
    re.I,
)
_DIVISION_NUMBER = re.compile(r"(?:[IVXLC]+|[ivxlc]{2,}|[0-9]{1,3}[a-z]?|[A-Z])\b")
_CONNECTOR = re.compile(
    r"\s*(?:(?P<to>,?\s*\b(?:to|through)\b|[-\u2010-\u2014](?=\s?[0-9(]))"
    r"|(?P<and>,?\s*\b(?:and\s*/\s*or|and|or)\b)|,)\s*",
    re.I,
)
# before these a number is a figure: `article 5, 30 days`
_FIGURE = re.compile(
    r"\s*(?:(?:calendar|working|business)\s+)?(?:(?:day|week|month|year|hour)s?|per\s+cent|euros?)\b|\s*%",
    re.I,
)
_PART_OF = rf"(?:the\s+{_PARTS})"
_OF = re.compile(rf"\.?\s*,?\s+of\s+(?:{_PART_OF}\s+of\s+)?")
_HELD_BY = re.compile(
    rf"(?:(?P<own>this|the\s+present)|that|the\s+(?:same|said)|such)\s+(?P<form>{_any_of(_WORDS)})\b",
    re.I,
)
# 'of the Statute', 'of Directive 2003/6/EC'; `20.d. of the Statute`
_EXTERNAL = re.compile(
    rf"\.?\s*,?\s*(?:of\s+(?!{_PART_OF}|(?i:articles?|paragraphs?)\b)(?:(?:the|that|an?)\b|[A-Z])|T[EF]+U\b|EC\b|of\s*,)"
)
_THE_ANNEX = re.compile(r"the\s+Annex\b(?!\s+(?:[IVXLC0-9]|to\b))")
_TO_ANOTHER = re.compile(r"\s*,?\s*to,?\s+(?:(?:the(?!\s+present\b)|that|an?)\b|[A-Z])")
_THEREOF = re.compile(r"\s*,?\s*thereof\b")
_NUMBERS_OF = re.compile(
    r"(?:[\s,0-9]|\(\w{1,5}\)|and\b|or\b|to\b)*"
    r"of\s+(?:(?:this\s+|the\s+present\s+)?article|this\s+paragraph)\b",
    re.I,
)
# 'Article 4(1), point (a) of Article 6': the point is not one of article 4
_NUMBERS_ELSEWHERE = {
    word: re.compile(
        r"(?:[\s,0-9]|\(\w{1,5}\)|and\b|or\b|to\b)*"
        rf"of\s+(?:{_PART_OF}\s+of\s+)?{form}s?\s+[0-9]",
        re.I,
    )
    for word, form in (
        (Word.ARTICLE, "(?:article|paragraph)"),
        (Word.PARAGRAPH, "paragraph"),
        (Word.ITEM, "(?!)"),
    )
}
_JOINED = re.compile(r"\s*(?:,|,?\s*\b(?:and|or)\b)\s*")
_HELD_TOGETHER = re.compile(
    rf"(?:\s*,?\s+{_PARTS}){{0,2}}\s*,?\s*\b(?:and|or)\b\s*(?:(?:to|in|of|under|with)\b\s*)?",
    re.I,
)
_EXCEPTED = re.compile(
    r"\s*,?\s*(?:with\s+(?:the\s+)?exception\s+of|except(?:\s+for)?|other\s+than|excluding)\s*"
)
_NUMBERS = re.compile(r"\((\w+)\)")


class _Number(NamedTuple):
    """A number with what is bracketed, dotted or put behind it: `9 (1) (a)` is 9, 1, a. `decimal`:
    it begins with digits without brackets; `bare`: its last letter stands without brackets."""

    parts: tuple[str, ...]
    end: int
    decimal: bool = False
    bare: bool = False


class _Item(NamedTuple):
    """A member of a list: its numbers from the named level down, and the words that say it.
    `through`: it closes a range, at these numbers (9 in `articles 3 to 9, paragraph 1`)."""

    path: tuple[str, ...]
    start: int
    end: int
    through: tuple[str, ...] = ()


class _Level(NamedTuple):
    """A word of a list to which further numbers may belong, below `prefix`. `closed`: its last
    number (`and 2`) was read."""

    word: Word
    plural: bool
    prefix: tuple[str, ...] = ()
    closed: bool = False


class _List(NamedTuple):
    """A list as read: what it names, in which form (`chapter`), its members."""

    word: Word
    form: str
    items: list[_Item]

    @property
    def end(self) -> int:
        return self.items[-1].end


class _Holder(NamedTuple):
    """What `of ...` behind a list says: the refs that hold its provisions, None where it says none.
    `end`: where the words that name it end; `after`: where reading goes on. `said`: there is such
    an `of`."""

    end: int
    after: int
    refs: tuple[str, ...] | None = None
    external: bool = False
    said: bool = False


class _Row(NamedTuple):
    """Clauses that stand beside each other, and the place of each."""

    refs: list[str]
    places: dict[str, int]


class _Text:
    """One text, read from left to right. `rows`: the rows of clauses of the draft that were needed
    so far, by what they stand in."""

    def __init__(
        self, text: str, own: str | None, draft: Draft | None, rows: dict[str, _Row]
    ) -> None:
        self._text, self._own = text, own
        self._draft, self._rows = draft, rows
        self._article = article_of(own) if own else None
        self._last = self._article  # what `that article` means; None: one of another instrument
        self._found: list[Reference] = []
        self._open: _List | None = None  # the last one, if nothing said what holds it

    def read(self) -> list[Reference]:
        """Every reference."""
        at = 0
        while match := _HEAD.search(self._text, at):
            at = match.end()
            if match["alone"]:
                self._add_alone(match)
            elif listed := self._read_list(match):
                at = self._add_list(match.start(), listed)
        return self._found

    # a list, as written

    def _read_list(self, head: re.Match[str]) -> _List | None:
        """The list that begins with this word; None if no number follows."""
        start, at = head.start(), head.end()
        word, form, plural = _read_word(self._text[start : head.end("word")])
        if word is Word.DIVISION:
            return self._read_divisions(form, start, at)
        number = self._read_first(word, at)
        if number is None:
            return None
        levels, items = [_Level(word, plural)], [_Item(number.parts, start, number.end)]
        least = int(number.decimal)
        while number := (
            self._read_below(levels, items) or self._read_next(levels, items, number, least)
        ):
            pass
        return _List(word, form, items)

    def _read_divisions(self, form: str, start: int, at: int) -> _List | None:
        """`chapters II to V`, `part I`."""
        items: list[_Item] = []
        through = False
        while (match := _DIVISION_NUMBER.match(self._text, at)) and read_numerals(match[0]):
            path = (match[0].upper(),)
            items.append(_Item(path, at if items else start, match.end(), path if through else ()))
            connector = _CONNECTOR.match(self._text, match.end())
            if connector is None:
                break
            through, at = bool(connector["to"]), connector.end()
        return _List(Word.DIVISION, form, items) if items else None

    def _read_first(self, word: Word, at: int) -> _Number | None:
        """The number right behind a word."""
        if match := _DECIMAL.match(self._text, at):
            return self._read_suffixes(match[0], match.end(), word=word)
        if word is not Word.ITEM and (match := _IN_WORDS.match(self._text, at)):
            return _Number((str(CARDINALS[match[0].lower()]),), match.end(), decimal=True)
        if word is Word.ARTICLE:
            return None
        return self._read_bracketed(at) or (self._read_bare(at) if word is Word.ITEM else None)

    def _read_bracketed(self, at: int) -> _Number | None:
        match = _BRACKETED.match(self._text, at)
        number = match and (match[1] or match[2])
        return (
            self._read_suffixes(number, match.end())
            if match and number and read_numerals(number)
            else None
        )

    def _read_bare(self, at: int) -> _Number | None:
        match = _BARE_LETTER.match(self._text, at)
        return (
            self._read_suffixes(match[1], match.end())._replace(bare=True)
            if match and read_numerals(match[1])
            else None
        )

    def _read_suffixes(self, first: str, at: int, *, word: Word | None = None) -> _Number:
        """A number with what stands behind it: `(a)`, `a)`, `.a`; behind a paragraph `, a` too.
        `word`: given for a number of digits."""
        parts, bare = ["".join(first.split())], False
        while True:
            match = _SUFFIX.match(self._text, at)
            if match is None and word is Word.PARAGRAPH and len(parts) == 1:
                match = _BARE_SUFFIX.match(self._text, at)
            part = next(filter(None, match.groups()), "") if match else ""
            if match is None or not read_numerals(part):
                return _Number(tuple(parts), at, word is not None, bare)
            parts.append(part)
            bare, at = match[0][0] in ".,", match.end()

    def _read_below(self, levels: list[_Level], items: list[_Item]) -> _Number | None:
        """`, paragraph 1` behind `article 9`: the last member of the list is read on. `and
        paragraph 2` is only read behind another paragraph of the article."""
        match = _BELOW.match(self._text, items[-1].end)
        if match is None:
            return None
        word, _, plural = _read_word(match["word"])
        known = next((level for level in levels[1:] if level.word is word), None)
        joined = bool(match["joint"].strip(", \n\t"))
        if (
            word <= levels[0].word
            or joined
            and (known is None or _NUMBERS_OF.match(self._text, match.end()))
            or _NUMBERS_ELSEWHERE[levels[0].word].match(self._text, match.end())
        ):
            return None
        number = self._read_first(word, match.end())
        if number is None:
            return None
        if known:  # paragraph 21 (b) and paragraph 22
            del levels[levels.index(known) :]
            item = _Item(known.prefix + number.parts, match.start("word"), number.end)
        else:
            last = items.pop()
            item = last._replace(path=last.path + number.parts, end=number.end)
        levels.append(_Level(word, plural, item.path[: -len(number.parts)]))
        items.append(item)
        return number

    def _read_next(
        self, levels: list[_Level], items: list[_Item], before: _Number, least: int
    ) -> _Number | None:
        """`, 7`, `and 9`, `to (c)`: the next member. `least`: so many numbers of a path stay."""
        last = items[-1]
        at = last.end
        if before.bare and self._text.startswith(".", at):  # sub-paragraphs d. and e
            at += 1
        connector = _CONNECTOR.match(self._text, at)
        if connector is None:
            return None
        at = connector.end()
        number: _Number | None
        if match := _DECIMAL.match(self._text, at):
            if _FIGURE.match(self._text, match.end()) or not least and levels[0].word is Word.ITEM:
                return None
            _leave_levels(levels, last)
            number = self._read_suffixes(match[0], match.end(), word=levels[-1].word)
            path = levels[-1].prefix + number.parts
        else:
            number = self._read_bracketed(at)
            if number is None and (before.bare or levels[-1].word is Word.ITEM):
                number = self._read_bare(at)
            if number is None:
                return None
            path = _place_beside(last.path, number.parts[0], least) + number.parts[1:]
        if connector["and"]:
            levels[-1] = levels[-1]._replace(closed=True)
        items.append(_Item(path, at, number.end, path if connector["to"] else ()))
        return number

    # what it points to

    def _add_list(self, start: int, listed: _List) -> int:
        """Add the reference that a list makes; where reading goes on."""
        holder = self._read_holder(listed)
        before = self._found[-1] if self._found else None
        if holder.external:
            self._make_external(start, holder.end, listed.word)
            self._found.append(Reference(listed.word, start, holder.end, external=True))
            self._last = None
            return holder.after
        if (
            not holder.said
            and listed.word > Word.ARTICLE
            and before
            and not (before.own or before.external)
            and (
                before.word is Word.ARTICLE
                and _EXCEPTED.fullmatch(self._text, before.end, start)
                or "nnex" in self._text[before.start : before.end]
                and before.word is Word.DIVISION
                and self._text[before.end : start].strip() == ","
            )
        ):  # 'Article 24, with the exception of paragraphs 4 and 5'; 'Annex I, point 3'
            holder = holder._replace(refs=before.refs[-1:])
        targets = list(self._resolve(listed, holder))
        if targets:
            targets[-1] = targets[-1]._replace(end=holder.end)
            if holder.said or listed.word <= Word.ARTICLE:  # 'that article' is not the own one
                self._last = article_of(targets[-1].ref)
        if holder.said and holder.refs is not None:
            self._hold_joined(start, listed.word, holder)
        self._found.append(Reference(listed.word, start, holder.end, tuple(targets)))
        self._open = None if holder.said else listed
        return holder.after

    def _hold_joined(self, start: int, word: Word, holder: _Holder) -> None:
        """Let what is joined stand in the same provision: 'paragraph 1 or paragraph 5 of that
        article' are both of it."""
        before = self._found[-1] if self._found else None
        if (
            before
            and self._open
            and before.word is word
            and word > Word.ARTICLE
            and not (before.own or before.external)
            and _HELD_TOGETHER.fullmatch(self._text, before.end, start)
        ):
            targets = tuple(self._resolve(self._open, holder))
            self._found[-1] = before._replace(targets=targets)

    def _make_external(self, start: int, end: int, word: Word) -> None:
        """Let what is joined to a reference of another instrument point there too: 'Article 35(4)
        or Article 25(2) of Directive 2003/6/EC' are both of the directive."""
        for at in range(len(self._found) - 1, -1, -1):
            before, text = self._found[at], self._text
            both = (text[before.start : before.end], text[start:end])
            alike = (
                before.word is word
                or all("rticle" in one for one in both)
                or before.word is Word.DIVISION  # 'Annex I, point 3, of Directive 2003/6/EC'
                and word is Word.ITEM
                and "," in text[before.end : start]
            )
            if before.own or before.external or not alike or not self._is_joined(before, start):
                return
            self._found[at] = before._replace(targets=(), external=True)
            start, end, word = before.start, before.end, before.word

    def _is_joined(self, before: Reference, start: int) -> bool:
        """Whether only a comma, `and` or `except` stands between a reference and what begins at
        `start`."""
        return any(
            pattern.fullmatch(self._text, before.end, start) for pattern in (_JOINED, _EXCEPTED)
        )

    def _read_holder(self, listed: _List, *, inner: bool = True) -> _Holder:
        """What `of ...` behind a list says. `inner`: the list stands in no other, so that it may
        stand in an item ('points (i) and (ii) of point (k) of Article 3')."""
        text, end = self._text, listed.end
        part = _PART_BEHIND.match(text, end)
        at = part.end() if part else end
        of = _OF.match(text, at)
        if of and (held := _HELD_BY.match(text, of.end())):
            form = held["form"].lower()
            word = _WORDS[form]
            if held["own"] or word > Word.DIVISION:
                refs = self._own_refs(form) if held["own"] else self._last_refs(word)
                if refs and word is listed.word is Word.ITEM:
                    # 'points (a) and (b) of that subparagraph': a part of the paragraph
                    refs = tuple(map(_paragraph_of, refs))
                return _Holder(end, held.end(), refs, refs is None and word > Word.DIVISION, True)
        if of and (head := _HEAD.match(text, of.end())) and head["word"]:
            word, form, _ = _read_word(text[head.start() : head.end("word")])
            inside = word < listed.word or word is Word.DIVISION
            inside = inside or inner and word is Word.ITEM and listed.word is Word.ITEM
            outer = self._read_list(head) if inside else None
            if outer:
                holder = self._read_holder(outer, inner=False)
                refs = tuple(target.ref for target in self._resolve(outer, holder))
                if word is Word.DIVISION and form != "annex" and listed.word > word:
                    within = None if listed.word is Word.ARTICLE else ()
                    return holder._replace(end=end, refs=within, said=True)
                return holder._replace(refs=refs, said=True)
        if of and (annex := _THE_ANNEX.match(text, of.end())):
            return _Holder(end, annex.end(), ("annex",), said=True)
        if thereof := _THEREOF.match(text, at):
            refs = self._last_refs(Word.ARTICLE) if listed.word > Word.ARTICLE else None
            return _Holder(end, thereof.end(), refs, refs is None, True)
        external = _EXTERNAL.match(text, at)
        if external is None and listed.form == "annex":
            external = _TO_ANOTHER.match(text, at)
        return _Holder(end, end, external=external is not None)

    def _own_refs(self, form: str) -> tuple[str, ...] | None:
        """The clause that `this article`, `this paragraph`, `this annex` is: () where it is not
        known; None for what tells nothing of a provision (`of this Convention`)."""
        word, own = _WORDS[form], self._own
        if form == "annex" and own and own.startswith("annex"):
            return (own.partition(",")[0].partition("(")[0],)
        if word < Word.ARTICLE:
            return None
        if own is None:
            return ()
        if word is Word.ARTICLE:
            return (article_of(own),)
        return (_paragraph_of(own) if word is Word.PARAGRAPH else own,)

    def _last_refs(self, word: Word) -> tuple[str, ...] | None:
        """The clause that `that article` or `that paragraph` is: the last one that was named; None
        where it is one of another instrument."""
        if word is Word.ARTICLE or self._last is None:
            return (self._last,) if self._last else () if self._own is None else None
        named = [target.ref for reference in self._found for target in reference.targets]
        return tuple(named[-1:])

    def _resolve(self, listed: _List, holder: _Holder) -> Iterator[Target]:
        """The targets of a list below what holds it."""
        for base in (None,) if holder.refs is None else holder.refs:
            before: str | None = None
            for n, item in enumerate(listed.items):
                if item.through and before:
                    last = self._find_ref(listed, item.through, base, holder)
                    for ref in self._list_between(before, last) if last else ():
                        yield Target(ref, listed.items[n - 1].end, item.start)
                before = self._find_ref(listed, item.path, base, holder)
                if before:
                    yield Target(before, item.start, item.end)

    def _find_ref(
        self, listed: _List, path: Sequence[str], base: str | None, holder: _Holder
    ) -> str | None:
        """The ref of a member of a list."""
        first, below = path[0], "".join(f"({number})" for number in path[1:])
        if listed.word is Word.DIVISION:
            return self._find_division(f"{listed.form} {first}", base)
        if listed.word is Word.ARTICLE:
            annex = base or (self._own or "").partition(",")[0]
            in_annex = f"{annex}, article {first}"
            if annex == base or not holder.said and self._exists(in_annex):
                return in_annex + below
            return first + below
        if listed.word is Word.PARAGRAPH and is_decimal(first[:1]):
            if base is None and self._is_top_paragraph(first):
                return first + below
            base = base or self._article
            return f"{base}({first}){below}" if base else None
        return self._find_item(first, below, base)

    def _find_item(self, first: str, below: str, base: str | None) -> str | None:
        """The item that `subparagraph (a)` means: below `base`, else of the paragraph or item that
        the text stands in."""
        own = self._own
        if own is None or base and self._draft is None:
            return f"{base}({first}){below}" if base else None
        if self._draft is not None:
            above: list[str] = [base] if base else []
            at: str | None = own
            while at:
                above.append(at)
                at = parent_of(at)
            for one in above:
                if self._exists(f"{one}({first}){below}"):
                    return f"{one}({first}){below}"
        if is_decimal(first[:1]) and not base:
            return None  # point 5: of what?
        path = _split_ref(own)
        return (
            base + f"({first}){below}"
            if base
            else _join_ref(_place_beside(path, first, len(_split_ref(_paragraph_of(own))))) + below
        )

    def _find_division(self, name: str, base: str | None) -> str:
        """The ref of `chapter II`: in the draft it may stand within another division."""
        if base:
            return f"{base}, {name}"
        if self._draft is None or name in self._draft.by_ref:
            return name
        found = [ref for ref in self._draft.by_ref if ref.endswith(f", {name}")]
        near = [ref for ref in found if self._is_near(ref)]
        return near[0] if near else found[0] if len(found) == 1 else name

    def _is_near(self, ref: str) -> bool:
        """Whether the division stands in one that holds the text's own clause."""
        assert self._draft is not None
        outer = ref.rpartition(", ")[0]
        return self._own in self._draft.by_ref and self._draft.stands_in(self._own or "", outer)

    def _exists(self, ref: str) -> bool:
        return self._draft is not None and ref in self._draft.by_ref

    def _is_top_paragraph(self, number: str) -> bool:
        """Whether paragraphs of this instrument (a resolution) stand in no article."""
        draft, own = self._draft, self._own
        if draft is None or number not in draft.by_ref or own not in draft.by_ref:
            return False
        return (
            draft.by_ref[number].kind == "paragraph"
            and draft.article_of(own or "").kind != "article"
        )

    def _list_between(self, first: str, last: str) -> list[str]:
        """The refs between the ends of a range: those of the draft, else as the numbers count."""
        row = self._find_row(first)
        if row and first in row.places and last in row.places:
            between = row.refs[row.places[first] + 1 : row.places[last]]
            return between if len(between) <= MOST_EXPANDED else []
        if "(" in first or "(" in last or first.startswith("annex"):
            above, opening, one = first.rpartition("(")
            other_above, _, other = last.rpartition("(")
        else:
            above, opening, one = first.rpartition(" ")
            other_above, _, other = last.rpartition(" ")
        if above != other_above:
            return []
        closing = ")" if opening == "(" else ""
        numbers = _count_between(one.removesuffix(")"), other.removesuffix(")"))
        return [f"{above}{opening}{number}{closing}" for number in numbers]

    def _find_row(self, ref: str) -> _Row | None:
        """The clause and those beside it in the draft, articles through all chapters; None where it
        is not there."""
        draft = self._draft
        if draft is None or ref not in draft.by_ref:
            return None
        kind = draft.by_ref[ref].kind
        above = ref.rpartition(", ")[0] if kind == "article" else draft.parents.get(ref)
        key = f"{kind} {above or ''}"
        if key not in self._rows:
            if kind == "article":
                found = [one for one, other in draft.by_ref.items() if other.kind == kind]
                found = [one for one in found if one.rpartition(", ")[0] == above]
            else:
                beside = draft.by_ref[above].clauses if above else draft.clauses
                found = [other.ref for other in beside if other.kind == kind]
            self._rows[key] = _Row(found, {one: at for at, one in enumerate(found)})
        return self._rows[key]

    # this article, the preceding paragraph

    def _add_alone(self, match: re.Match[str]) -> None:
        """Add a reference that gives no number."""
        form = match["alone"].lower()
        word = _WORDS[form]
        step = _STEPS.get(match["which"].split()[-1].lower(), 0)
        ref = self._find_alone(form, word)
        if step:
            ref = self._step(ref, step) if ref and word > Word.INSTRUMENT else None
        targets = (Target(ref, match.start(), match.end()),) if ref else ()
        self._found.append(Reference(word, match.start(), match.end(), targets, own=not step))

    def _find_alone(self, form: str, word: Word) -> str | None:
        """The clause itself or what holds it, as `this chapter` names it."""
        if word is Word.INSTRUMENT:
            return WHOLE
        refs = self._own_refs(form)
        if refs is not None:
            return refs[0] if refs else None
        if self._draft is None or self._own not in self._draft.by_ref:
            return None
        above = self._draft.ancestors(self._own or "")
        return next((clause.ref for clause in above if clause.kind == form), None)

    def _step(self, ref: str, step: int) -> str | None:
        """The clause before or behind another."""
        row = self._find_row(ref)
        if row and ref in row.places:
            at = row.places[ref] + step
            return row.refs[at] if 0 <= at < len(row.refs) else None
        *above, number = _split_ref(ref)
        numeral = next(iter(read_numerals(number)), None)
        if numeral is None or numeral.value + step < 1:
            return None
        written = write_numeral(Numeral(numeral.system, numeral.value + step))
        return _join_ref((*above, written)) if written else None


def _read_word(written: str) -> tuple[Word, str, bool]:
    """What a word names, its singular, and whether it is a plural."""
    low = written.lower()
    form = _SINGULAR[low]
    return _WORDS[form], form, form != low


def _leave_levels(levels: list[_Level], last: _Item) -> None:
    """Leave the words of a list to which a further number without brackets does not belong:
    `articles 31, paragraph 1, and 54` names article 54, `article 31, paragraphs 1 and 2` a
    paragraph."""
    while len(levels) > 1:
        level = levels[-1]
        if level.word is Word.ITEM:
            belongs = is_decimal(last.path[len(level.prefix)][:1])
        else:
            belongs = not levels[0].plural or level.plural and not level.closed
        if belongs:
            return
        levels.pop()


def _place_beside(path: tuple[str, ...], number: str, least: int) -> tuple[str, ...]:
    """The path of the next number in brackets: behind `1 (a) (ii)` the `(iii)` stands beside
    `(ii)`, the `(b)` beside `(a)`, and what is beside none stands below all."""
    values = _read_values(number)
    for at in range(len(path) - 1, least - 1, -1):
        if any(values.get(system, 0) > value for system, value in _read_values(path[at]).items()):
            return (*path[:at], number)
    return (*path, number)


def _read_values(number: str) -> dict[System, int]:
    """The values of a number by the way of counting. `ii` is two, hardly ever the letter behind
    `hh`; `c` and `l` are letters, hardly ever 100 and 50."""
    values = {numeral.system: numeral.value for numeral in read_numerals(number)}
    if len(values) > 1 and len(number) > 1:
        del values[System.LETTERS]
    elif len(values) > 1 and number in "clCL":
        del values[System.ROMAN]
    return values


def _count_between(first: str, last: str) -> list[str]:
    """The numbers between two, in the way of counting in which they stand nearest; none where they
    do not count on or more than MOST_EXPANDED lie between."""
    ones, others = (
        {numeral.system: numeral for numeral in read_numerals(number)} for number in (first, last)
    )
    ranges = [
        (others[system].value - one.value, system)
        for system, one in ones.items()
        if system in others and 0 < others[system].value - one.value <= MOST_EXPANDED
    ]
    if not ranges:
        return []
    size, system = min(ranges)
    start = ones[system].value
    written = [write_numeral(Numeral(system, start + n)) or "" for n in range(1, size)]
    return [number.upper() for number in written] if last.isupper() else written


def _split_ref(ref: str) -> tuple[str, ...]:
    """`6(1)(a)` as 6, 1, a."""
    article = article_of(ref)
    return (article, *_NUMBERS.findall(ref, len(article)))


def _join_ref(path: Sequence[str]) -> str:
    return path[0] + "".join(f"({number})" for number in path[1:])


def _paragraph_of(ref: str) -> str:
    """The paragraph that a clause stands in, its article where that has none."""
    path = _split_ref(ref)
    return _join_ref(path[: 1 + (len(path) > 1 and is_decimal(path[1][:1]))])
