"""Where the words of an imported file went: which share of them the draft holds, and what the rest
is, by page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model.draft import Draft
from .lines import BREAK, LeftOut, Line

WARN_BELOW = 0.97
"""Share of a part's words below which an import warns; an import without fault keeps 0.98 and more
(closing formula and signatures are left over)."""
REFUSE_BELOW = 0.70
"""Share below which nothing is written without `--force`: so much is lost only where the outline of
a text was not understood."""

MOST_ON_TITLE_PAGE = 120
"""Words of a title page or masthead; those of UN resolutions have 45."""
LEFT_OVER, OTHER_PARTS = "left over", "other parts"
LOST = "not found again"
"""Words that no reader left out, and that the draft does not hold all the same."""

_WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+")
_HYPHEN = re.compile(rf"(?<=\w)[-\u2010\u2011\xad{BREAK}]\s*(?=\w)")


@dataclass(frozen=True, slots=True)
class Rest:
    """Words of a file that the draft does not hold: why, how many, on which pages."""

    why: str
    words: int
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """The words of a file. `file`: all of them; `part`: those of the instrument that was imported;
    `kept`: those of them that the draft holds; `rest`: what the others of the file are."""

    file: int
    part: int
    kept: int
    rest: tuple[Rest, ...] = ()

    @property
    def share(self) -> float:
        """The share of the part's words that the draft holds."""
        return self.kept / self.part if self.part else 1.0


def count_words(texts: Iterable[str]) -> Counter[str]:
    """The words of a text as a multiset: without case, hyphens closed up, of Chinese its signs."""
    joined = unicodedata.normalize("NFKC", "\n".join(texts)).casefold()
    return Counter(_WORD.findall(_HYPHEN.sub("", joined)))


def account_words(
    draft: Draft,
    lines: Sequence[Line],
    left_out: Sequence[LeftOut],
    *,
    outside: Mapping[str, Sequence[Line]],
    left: Sequence[Line],
) -> Account:
    """The Account of a draft that was read from `lines`. `left_out`: what the reader of the format
    took off beforehand; `outside`: lines of a known kind that are no part of the instrument (its
    table of contents, other parts); `left`: lines of the instrument that went into no clause."""
    whole = count_words(line.text for line in lines)
    own = whole.copy()
    rest = []
    for why in dict.fromkeys(one.why for one in left_out):
        some = [one for one in left_out if one.why == why]
        rest.append(_count_rest(why, some))
    for why, some_lines in outside.items():
        if some_lines:
            own -= count_words(line.text for line in some_lines)
            rest.append(_count_rest(why, some_lines))
    lost = (own - count_words(_draft_texts(draft))).total()
    if left:
        over = _count_rest(LEFT_OVER, left)
        rest.append(Rest(LEFT_OVER, min(over.words, lost), over.pages))
        lost_unseen = max(0, lost - over.words)
    else:
        lost_unseen = lost
    if lost_unseen:
        rest.append(Rest(LOST, lost_unseen))
    taken = sum(count_words([one.text]).total() for one in left_out)
    return Account(
        whole.total() + taken,
        own.total(),
        own.total() - lost,
        tuple(_join_rests(rest)),
    )


def _join_rests(rest: Sequence[Rest]) -> Iterable[Rest]:
    """One Rest for each reason: a title page can be left out by the reader and by the outline."""
    for why in dict.fromkeys(one.why for one in rest):
        some = [one for one in rest if one.why == why]
        pages = tuple(sorted({page for one in some for page in one.pages}))
        if words := sum(one.words for one in some):
            yield Rest(why, words, pages)


def _count_rest(why: str, lines: Sequence[Line | LeftOut]) -> Rest:
    pages = sorted({line.page for line in lines if line.page is not None})
    return Rest(why, count_words(line.text for line in lines).total(), tuple(pages))


def _draft_texts(draft: Draft) -> Iterable[str]:
    """What a draft holds of a text: its words, and the kinds and numbers of its clauses."""
    yield draft.title
    for clause in draft.walk():
        yield from filter(None, (clause.kind, clause.number, clause.heading, clause.words))
        if clause.number and "-" in clause.number:  # `1-2`, the second that is printed 1
            yield clause.number.partition("-")[0]
        if clause.status:
            yield clause.status.replace("-", " ")
