"""The words of cross-references in French, Spanish, Russian, Chinese and Arabic, put into English
for the one reader of references.

In: a text. Out: the same text with these words in English, and the way back from places in it to
places in the text; None for a text that has none of them. Only the words of references are put
into English ("l'alinéa b) du paragraphe 2" as "subparagraph b) of paragraph 2"), so the result is
nothing to be shown. Of Chinese and Arabic references articles and paragraphs are read, no items.

Which language it is follows from the words: they are not the same in two of these languages, nor
in English.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .numerals import fold_digits, read_chinese


class Translated(NamedTuple):
    """A text with its references in English. `places`: for each piece of it where it begins, and
    where that piece begins and ends in the text; `same`: the piece was left as it was."""

    text: str
    places: list[tuple[int, int, int, bool]]

    def find_start(self, at: int) -> int:
        """The place in the text of what begins here."""
        start, there, _, same = self._piece(at)
        return there + at - start if same else there

    def find_end(self, at: int) -> int:
        """The place in the text of what ends here."""
        start, there, end, same = self._piece(max(0, at - 1))
        return there + at - start if same else end

    def _piece(self, at: int) -> tuple[int, int, int, bool]:
        return self.places[max(0, bisect_right(self.places, at, key=lambda one: one[0]) - 1)]


class _Language(NamedTuple):
    """`plain` and `accented`: the words, without and with other letters than those of English, by
    which a text is told to have references in this language; `translate`: the pieces of a text to
    be replaced, in order, each with its English."""

    plain: tuple[str, ...]
    accented: tuple[str, ...]
    translate: Callable[[str], Iterator[tuple[int, int, str]]]


def translate_references(text: str) -> Translated | None:
    """See the module."""
    ascii_only = text.isascii()
    for language in _LANGUAGES:
        marks = language.plain if ascii_only else language.accented
        if any([mark in text for mark in marks]):
            if language.translate is _ARABIC:
                text = fold_digits(text)
            return _put_together(text, language.translate(text))
    return None


def _put_together(text: str, pieces: Iterator[tuple[int, int, str]]) -> Translated:
    written: list[str] = []
    places: list[tuple[int, int, int, bool]] = []
    length = at = 0
    for start, end, english in pieces:
        for piece, first, last, same in (
            (text[at:start], at, start, True),
            (english, start, end, False),
        ):
            if piece:
                places.append((length, first, last, same))
                written.append(piece)
                length += len(piece)
        at = end
    places.append((length, at, len(text), True))
    written.append(text[at:])
    return Translated("".join(written), places)


def _make(rules: list[tuple[str, str]]) -> Callable[[str], Iterator[tuple[int, int, str]]]:
    """A translator from rules: a pattern and its English, the first that fits counts."""
    pattern = "|".join(f"(?P<r{n}>{rule})" for n, (rule, _) in enumerate(rules))
    english = {f"r{n}": words for n, (_, words) in enumerate(rules)}

    def translate(text: str) -> Iterator[tuple[int, int, str]]:
        for match in re.finditer(pattern, text):  # compiled when first met: most drafts need none
            yield match.start(), match.end(), english[match.lastgroup or ""]

    return translate


_NUMBER = r"(?:[0-9]|\(?[a-zA-Z]{1,4}\)|[IVX]+\b)"

# French

_KIND = r"(?i:articles?|paragraphes?|(?:sous-)?alinéas?|points?|parties?|chapitres?|sections?|annexes?|titres?)"
_FRENCH = _make(
    [
        (rf"\b(?:du|des?|de\s+la)\b(?=\s+présente?s?\b|\s+{_KIND}\s+{_NUMBER})", "of"),
        (rf"\b(?:de\s+)?l['’](?=\s?{_KIND}\s+{_NUMBER})", "of "),
        (r"\bde\s+cel(?:le|ui)-ci\b", "thereof"),
        (r"\b(?:dudit|de\s+(?:cet|cette|ce|ladite))(?=\s)", "of that"),
        (
            r"\b(?:du|des|de\s+la)(?=\s+(?:[A-ZÉ]|directive|règlement|décision|convention|protocole))",
            "of the",
        ),
        (r"\bde\s+l['’](?=[A-ZÉ])", "of the "),
        (r"\b(?i:présente?)(?=\s+(?:[a-zé]|[A-ZÉ]))", "this"),
        (r"\b[Aa]rticles(?=\s)", "articles"),
        (r"\b[Pp]aragraphes(?=\s)", "paragraphs"),
        (r"\b[Pp]aragraphe\b", "paragraph"),
        (r"\b(?:[Ss]ous-)?[Aa]linéas(?=\s)", "subparagraphs"),
        (r"\b(?:[Ss]ous-)?[Aa]linéa\b", "subparagraph"),
        (r"\b[Pp]artie(?=\s+[IVX]+\b)|(?<=présente )partie\b", "part"),
        (r"\b[Cc]hapitre\b", "chapter"),
        (r"\b[Aa]nnexe(?=\s+[IVX0-9]+\b)", "annex"),
        (r"\bAccord\b", "Agreement"),
        (r"\bProtocole\b", "Protocol"),
        (r"\bTraité\b", "Treaty"),
        (r"\bRèglement\b|(?<=présent )règlement\b", "Regulation"),
        (r"(?<=[0-9)])\s+à\s+(?=[0-9a-z(])", " to "),
        (r"\b(?:et|ainsi\s+que)\b", "and"),
        (r"\bou\b", "or"),
    ]
)

# Spanish

_KIND = r"(?i:artículos?|párrafos?|apartados?|incisos?|letras?|partes?|capítulos?|secci[óo]n(?:es)?|anexos?|títulos?)"
_SPANISH = _make(
    [
        (rf"\b(?:del|de\s+l[ao]s?)\b(?=\s+presentes?\b|\s+{_KIND}\s+{_NUMBER})", "of"),
        (r"\b(?:de\s+(?:dich[oa]|es[ea]|est[ea])|del\s+mism[oa])(?=\s)", "of that"),
        (r"\b(?:del|de\s+l[ao]s?)(?=\s+[A-ZÁÉÍÓÚ])", "of the"),
        (r"\b[Pp]resente(?=\s+\w)", "this"),
        (r"\b[Aa]rtículos(?=\s)", "articles"),
        (r"\b[Aa]rtículo\b", "article"),
        (r"\b[Pp]árrafos(?=\s)|\b[Aa]partados(?=\s+[0-9])", "paragraphs"),
        (r"\b[Pp]árrafo\b|\b[Aa]partado(?=\s+[0-9])", "paragraph"),
        (r"\b(?:[Aa]partado|[Ii]nciso|[Ll]etra)s(?=\s+\(?[a-z]{1,4}\))", "subparagraphs"),
        (r"\b(?:[Aa]partado|[Ii]nciso|[Ll]etra)(?=\s+\(?[a-z]{1,4}\))", "subparagraph"),
        (r"\b[Pp]arte(?=\s+[IVX]+\b)|(?<=presente )parte\b", "part"),
        (r"\b[Cc]apítulo\b", "chapter"),
        (r"\b[Ss]ección(?=\s+[0-9IVX])", "section"),
        (r"\b[Aa]nexo(?=\s+[IVX0-9]+\b)", "annex"),
        (r"\bAcuerdo\b", "Agreement"),
        (r"\b(?:Convención|Convenio)\b", "Convention"),
        (r"\bProtocolo\b", "Protocol"),
        (r"\bTratado\b", "Treaty"),
        (r"\bReglamento\b", "Regulation"),
        (r"\bDirectiva\b", "Directive"),
        (r"(?<=[0-9)])\s+a\s+(?=[0-9a-z(])", " to "),
        (r"\b[ye]\b", "and"),
        (r"\b[ou]\b", "or"),
    ]
)

# Russian: what stands in the genitive behind a reference holds it

_INSTRUMENT = r"Конвенци|Соглашени|Протокол|Договор|Устав|Статут|Пакт|Хартии|Директив|Регламент"
_RUSSIAN = _make(
    [
        (r"\b[Нн]астоящ(?:его|ей)(?=\s+(?:статьи|пункта|подпункта|части|главы|[А-Я]))", "of this"),
        (r"\b[Нн]астоящ(?:ий|ая|ее|ем|ему|им|ую|ей|его|их)(?=\s+\w)", "this"),
        (r"\b(?:этой|данной|указанной|той\s+же)(?=\s+статьи\b)", "of that"),
        (rf"(?<=[0-9)IVX] )(?={_INSTRUMENT})", "of the "),
        (rf"(?<=[0-9)IVX] )к(?=\s+(?:{_INSTRUMENT}))", "to the"),
        (r"(?<=настоящей )статьи\b|\b[Сс]татьями\b", "article"),
        (r"(?:(?<=этой )|(?<=данной )|(?<=указанной )|(?<=же ))статьи\b", "article"),
        (r"(?<=[0-9)] )статьи\b|(?<=[0-9)] )статей\b", "of article"),
        (r"\b[Сс]тат(?:ей|ьях|ьям)(?=\s+[0-9])", "articles"),
        (r"\b[Сс]тать(?:ей|[яиеюё])", "article"),
        (r"(?<=[0-9)] )пункт(?:а|ов)\b", "of paragraph"),
        (r"\b[Пп]ункт(?:ы|ов|ам|ами|ах)(?=\s+[0-9])", "paragraphs"),
        (r"\b[Пп]ункт(?:ом|[аеу])?\b", "paragraph"),
        (r"\b[Пп]одпункт(?:ы|ов|ам|ами|ах)(?=\s)", "subparagraphs"),
        (r"\b[Пп]одпункт(?:ом|[аеу])?\b", "subparagraph"),
        (r"\b[Чч]аст(?:ью|[ьи])(?=\s+[IVX]+\b)|(?<=настоящей )части\b", "part"),
        (r"\b[Гг]лав(?:ой|[аеыу])\b", "chapter"),
        (r"\b[Пп]риложени(?:ем|[еяюи])(?=\s+[IVX0-9])", "annex"),
        (r"\b(?:Соглашени)\w+", "Agreement"),
        (r"\b(?:Конвенци)\w+", "Convention"),
        (r"\bПротокол\w*", "Protocol"),
        (r"\bДоговор\w*", "Treaty"),
        (r"(?<=[0-9)])\s+по\s+(?=[0-9a-z(])", " to "),
        (r"\bи\b", "and"),
        (r"\bили\b", "or"),
    ]
)

# Arabic

_ARABIC = _make(
    [
        (r"من\s+(?=هذه\s+(?:المادة|الفقرة|الاتفاقية)|هذا\s+(?:الاتفاق|البروتوكول))", "of "),
        (r"هذه(?=\s+(?:المادة|الفقرة|الاتفاقية))|هذا(?=\s+(?:الاتفاق|البروتوكول))", "this"),
        (r"من\s+(?=المادة|المواد|المادتين|الفقرة|الفقرات|الفقرتين)", "of "),
        (r"من\s+(?=الاتفاقية|البروتوكول|الميثاق|المعاهدة|النظام)", "of the "),
        (r"\b[وبل]?ل?ا?ل?(?:المواد|مواد|المادتين|مادتين|المادتان)(?=\s*\(?[0-9])", "articles"),
        (r"\b[وبل]?(?:المادة|للمادة|مادة)", "article"),
        (r"\b[وبل]?(?:الفقرات|للفقرات|الفقرتين|للفقرتين|الفقرتان)", "paragraphs"),
        (r"\b[وبل]?(?:الفقرة|للفقرة)", "paragraph"),
        (r"الاتفاقية\b", "Convention"),
        (r"الاتفاق\b", "Agreement"),
        (r"البروتوكول\b", "Protocol"),
        (r"(?<=[0-9])\s+إلى\s+(?=[0-9])", " to "),
        (r"(?<=[0-9])\s*و\s*(?=[0-9])", " and "),
        (r"(?<=[0-9])\s*أو\s*(?=[0-9])", " or "),
        (r"،", ","),
    ]
)

# Chinese

_HAN_NUMBER = r"[零〇一二两三四五六七八九十百0-9]{1,7}"
_CHAIN = re.compile(
    rf"(?P<of>《[^》]{{1,60}}》\s?)?(?:第{_HAN_NUMBER}条(?:之[一二三四五六七八九])?|第{_HAN_NUMBER}款|本条|本款|该条)"
    rf"(?:第{_HAN_NUMBER}[条款]|第?[（(]{_HAN_NUMBER}[）)]项?|(?:、|，|和|或|及|以及|至)(?=第{_HAN_NUMBER}[条款]|第?[（(]{_HAN_NUMBER}[）)]项))*"
)
_LINK = re.compile(
    rf"第({_HAN_NUMBER})([条款])|(本条|本款|该条)|(、|，|和|或|以及|及|至)|(第?[（(]{_HAN_NUMBER}[）)]项?)"
)
_JOINTS = {"、": ", ", "，": ", ", "和": " and ", "及": " and ", "以及": " and ", "或": " or "}
_OWN = {"公约": "Convention", "协定": "Agreement", "议定书": "Protocol", "条约": "Treaty"}
_OWN_PARTS = {"本条": " this article ", "本款": " this paragraph ", "该条": ""}
_OWN_NAME = re.compile("本(公约|协定|议定书|条约)")


def _translate_chinese(text: str) -> Iterator[tuple[int, int, str]]:
    """第五条第一款和第二款 is 'article 5, paragraph 1 and 2', 本条第一款 is 'paragraph 1 of this
    article'."""
    found = [(match.start(), match) for match in _CHAIN.finditer(text)]
    found += [(match.start(), match) for match in _OWN_NAME.finditer(text)]
    for _, match in sorted(found, key=lambda one: one[0]):
        if match.re is _OWN_NAME:
            yield match.start(), match.end(), f" this {_OWN[match[1]]} "
        else:
            yield from _translate_chain(text, match)


def _translate_chain(text: str, chain: re.Match[str]) -> Iterator[tuple[int, int, str]]:
    """The words of one chain of numbers."""
    start = chain.end("of") if chain["of"] else chain.start()
    links = list(_LINK.finditer(text, start, chain.end()))
    behind = " of the Convention" if chain["of"] else ""
    before = ""
    pieces: list[tuple[int, int, str]] = []
    for n, link in enumerate(links):
        number, level, own, joint, item = link.groups()
        following = links[n + 1] if n + 1 < len(links) else None
        if own and following and following[2] and following.start() == link.end():
            behind = " of that article" if own == "该条" else " of this article"
            english = ""
        elif own:
            english = _OWN_PARTS[own]
        elif joint == "至":
            english = " to "
        elif joint:
            english = _JOINTS[joint]
        elif item:
            english = ""
        else:
            english = _write_link(read_chinese(number), level, before)
        if english or not own:
            pieces.append((link.start(), link.end(), english or " "))
        before = (level or "") if level else before + (joint or "")
    if pieces:
        pieces[0] = (chain.start(), *pieces[0][1:])
        start, end, english = pieces[-1]
        pieces[-1] = (start, end, f"{english.rstrip()}{behind} ")
    yield from pieces


def _write_link(number: int, level: str, before: str) -> str:
    """A number of a chain behind what stands before it: 款 behind 条 is a paragraph of it."""
    if level == "条":
        return str(number) if before.endswith("至") else f" article {number}"
    if before == "条":
        return f", paragraph {number}"
    return str(number) if before.startswith("款") else f" paragraph {number}"


_FRENCH_MARKS = ("aragraphe", "l'article", "aux articles", "des articles")
_SPANISH_MARKS = ("partado ", " presente ")
_LANGUAGES = (
    _Language(_FRENCH_MARKS, (*_FRENCH_MARKS, "linéa", "l’article", "présent"), _FRENCH),
    _Language(_SPANISH_MARKS, (*_SPANISH_MARKS, "rtículo", "árrafo"), _SPANISH),
    _Language((), ("тать", "татей", "ункт", "астоящ"), _RUSSIAN),
    _Language((), ("条", "款", "本公约", "本协定", "本议定书"), _translate_chinese),
    _Language((), ("لمادة", "المواد", "المادتين", "لفقر", "هذه الاتفاقية", "هذا الاتفاق"), _ARABIC),
)
