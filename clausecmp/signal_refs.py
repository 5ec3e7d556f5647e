"""What the provisions named in two answering clauses become: merely renumbered, another provision, or none; and definitions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .refs import article_of, is_within
from .signal_text import Facing, Found
from .signal_words import OPPOSITE, Words
from .text import Fold, is_word, tokenize

LIKE_ENOUGH = 0.5
"""In texts that share less the references belong to different sentences; they are not compared."""

_ITEMS = r"(?:\s*\([a-z0-9]{1,5}\))*"
_AND = r"\s*(?:,\s*(?:and\s+|or\s+)?|\band\b\s*/\s*\bor\b|\band\b|\bor\b|\bto\b|[-\u2013])\s*"
_NUMBER = rf"\d+[a-z]?{_ITEMS}"
_PARAGRAPHS = rf"{_NUMBER}(?:{_AND}(?:{_NUMBER}|\([a-z0-9]{{1,5}}\){_ITEMS}))*"
_ARTICLES = rf"{_NUMBER}(?:{_AND}{_NUMBER})*"
_MENTION = re.compile(
    rf"\barticles?\s+(?P<articles>{_ARTICLES})(?P<tail>(?:\s*,?\s*(?:and\s+)?\bparagraphs?\s+{_PARAGRAPHS})*)"
    rf"|\bparagraphs?\s+(?P<paragraphs>{_PARAGRAPHS})(?:\s*,?\s+of\s+article\s+(?P<of>\d+[a-z]?))?", re.I)
_TAIL = re.compile(rf"\bparagraphs?\s+({_PARAGRAPHS})", re.I)
# 'of this Convention' stays here, 'of the Statute' and 'of Directive 2003/6/EC' lead elsewhere
_ELSEWHERE = re.compile(r"\s*,?\s*(?:of\s+(?!this\b|the\s+present\b|the\s+convention\b|article|paragraph|that\s+(?:article|paragraph)\b)"
                        r"(?:the\b|that\b|an?\b|[A-Z])|thereof\b|T[EF]+U\b|EC\b|or\s+of\b)")
_PIECE = re.compile(r"(?P<number>\d+[a-z]?)|\((?P<item>[a-z0-9]{1,5})\)|(?P<range>\bto\b|[-\u2013])|(?P<sep>,|\band\b|\bor\b)", re.I)
_DEFINES = re.compile(r"[\u201c\"\u2018']([^\u201c\u201d\"\u2018\u2019]{2,80})[\u201d\"\u2019'](?=[^\u201c\u201d.;]{0,60}?\b(?:means?|is a term|shall (?:mean|include)|are|is)\b)")


class Mention(NamedTuple):
    """A reference as written, and the provisions it names."""

    text: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What a pair needs to know of its drafts. `own`: a ref of either side; `answers` and `answered`: the refs of the other
    draft that surely answer a ref, empty when not known; `known`: the refs of each draft, None to leave broken ones alone."""

    own: tuple[str, str]
    answers: Callable[[str], Collection[str]]
    answered: Callable[[str], Collection[str]]
    known: tuple[Collection[str] | None, Collection[str] | None] = (None, None)

    def swap(self) -> Context:
        return Context(self.own[::-1], self.answered, self.answers, self.known[::-1])


def read_mentions(text: str, own: str) -> list[Mention]:
    """The provisions of its own instrument that a clause names; 'paragraph 1' is one of the article of `own`."""
    if "rticle" not in text and "aragraph" not in text:
        return []
    found = []
    for match in _MENTION.finditer(text):
        if _ELSEWHERE.match(text, match.end()):
            continue
        if match["articles"]:
            refs = _expand(match["articles"], "")
            for tail in _TAIL.finditer(match["tail"]):
                base = refs[-1] if not found or refs else ""
                base = article_of(base)
                refs = [ref for ref in refs if ref != base] + _expand(tail[1], base)
        else:
            refs = _expand(match["paragraphs"], match["of"] or article_of(own))
        found.append(Mention(match.group().strip(), tuple(dict.fromkeys(refs))))
    return found


def _expand(listed: str, base: str) -> list[str]:
    """`1 (a) and (c)` or `2 to 5` as refs below `base`."""
    refs: list[str] = []
    depth, through, fresh = 0, False, True
    for piece in _PIECE.finditer(listed):
        if piece["range"]:
            through = True
        elif piece["sep"]:
            fresh = True
        elif piece["number"]:
            number = piece["number"]
            if through and refs and number.isdigit() and (last := refs[-1].rpartition("(")[2].strip(")")).isdigit():
                refs += [_below(base, str(n)) for n in range(int(last) + 1, min(int(number), int(last) + 60))]
            refs.append(_below(base, number))
            depth, through, fresh = 0, False, False
        elif refs:
            item = f"({piece['item']})"
            if through or fresh and depth:
                refs.append(refs[-1].rpartition("(")[0] + item)
            elif fresh:
                refs.append(refs[-1] + item)
            else:
                refs[-1] += item
                depth += 1
            through, fresh = False, False
    return refs


def _below(base: str, number: str) -> str:
    return f"{base}({number})" if base else number


def find_reference_changes(left: str, right: str, context: Context, words: Words, likeness: Callable[[], float]) -> Iterator[Found]:
    """References that go elsewhere than renumbering explains, and broken ones. The words may be the same on both sides."""
    ours, theirs = read_mentions(left, context.own[0]), read_mentions(right, context.own[1])
    says = words.sentences["reference"]
    yield from _find_broken(ours, theirs, context, says["broken"])
    if ours and theirs:
        yield from _find_retargeted(ours, theirs, context, says, likeness)


def _find_retargeted(left: Sequence[Mention], right: Sequence[Mention], context: Context, says: dict[str, str],
                     likeness: Callable[[], float]) -> Iterator[Found]:
    ours, theirs = _all_refs(left), _all_refs(right)
    lost = _unanswered(ours, theirs, context.answers, context.answered)
    gained = _unanswered(theirs, ours, context.answered, context.answers)
    if not (lost or gained) or likeness() < LIKE_ENOUGH:
        return
    if lost and gained:
        yield Found("cross-reference", "retargeted", "neutral", "medium", _quote(left, lost), _quote(right, gained), says["retargeted"], says["retargeted"])
    else:
        yield _make_one_sided(context, left, right, lost, gained, says)


def _make_one_sided(context: Context, left: Sequence[Mention], right: Sequence[Mention], lost: Sequence[str],
                    gained: Sequence[str], says: dict[str, str]) -> Found:
    """A provision named on one side only. It has a direction where the rest of the same reference is on both sides (paragraphs 1
    and 2, 1 to 3); a reference of its own may as well be an exception."""
    here, there, back = (left, right, context.answers) if lost else (right, left, context.answered)
    mention = next(mention for mention in here if set(mention.refs) & set(lost or gained))
    rest = [other for ref in mention.refs if ref not in (lost or gained) for other in back(ref)]
    partner = next((other for other in there if _meets(rest, other.refs)), None) if rest else None
    key = "narrower" if lost else "wider"
    quotes = (mention.text, partner.text if partner else "")
    return Found("cross-reference", key, key if partner else "neutral", "medium", *(quotes if lost else quotes[::-1]), says[key], says[OPPOSITE[key]])


def _unanswered(refs: Sequence[str], others: Sequence[str], answers: Callable[[str], Collection[str]], back: Callable[[str], Collection[str]]) -> list[str]:
    """The refs whose known answers are not among `others`; none while it is not known what one of the others answers."""
    if any(not back(other) for other in others):
        return []
    return [ref for ref in refs if (there := answers(ref)) and not _meets(there, others) and not any(_meets(back(other), [ref]) for other in others)]


def _all_refs(mentions: Sequence[Mention]) -> list[str]:
    return list(dict.fromkeys(ref for mention in mentions for ref in mention.refs))


def _meets(refs: Collection[str], others: Collection[str]) -> bool:
    return any(is_within(ref, other) or is_within(other, ref) for ref in refs for other in others)


def _quote(mentions: Sequence[Mention], refs: Sequence[str]) -> str:
    return " · ".join(dict.fromkeys(mention.text for mention in mentions if set(mention.refs) & set(refs)))


def _find_broken(left: Sequence[Mention], right: Sequence[Mention], context: Context, says: str) -> Iterator[Found]:
    for side, mentions in enumerate((left, right)):
        known = context.known[side]
        if known is None:
            continue
        for mention in mentions:
            missing = [ref for ref in mention.refs if ref not in known]
            if missing:
                yield Found("cross-reference", "broken", "neutral", "high", *((mention.text, "") if side == 0 else ("", mention.text)),
                            f"{says} ({', '.join(missing)})", f"{says} ({', '.join(missing)})")


def find_definition_changes(facing: Facing, fold: Fold | None, words: Words) -> Iterator[Found]:
    """A definition of the same term that is worded differently."""
    terms = _defined(facing.left.text), _defined(facing.right.text)
    if not terms[0] or not terms[1]:
        return
    rest = {word for word in facing.changed if word[0].isalnum() and word not in _FRAME}
    if rest - _term_words(terms[0], fold) - _term_words(terms[1], fold):
        says = words.sentences["definition"]["changed"]
        yield Found("definition", "changed", "neutral", "medium", terms[0], terms[1], says, says)


_FRAME = frozenset("means mean shall include includes including is are a an the term for purpose purposes of this article convention directive regulation and or in "
                   "to that which following".split())


def _defined(text: str) -> str | None:
    """The term that a clause defines: quoted near its beginning, with a defining verb behind."""
    match = _DEFINES.search(text, 0, 240)
    return match[1].strip(" ,") if match else None


def _term_words(term: str, fold: Fold | None) -> set[str]:
    return {token.folded for token in tokenize(term, fold) if is_word(token)}
