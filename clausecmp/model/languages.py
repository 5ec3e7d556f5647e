"""The words and numerals by which treaties in English, French, Spanish, Russian, Chinese and Arabic
head their parts.

All languages are read at once: no text mixes them so that one's word misleads another's, and a file
need not say in which language it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .numerals import ARABIC_ORDINALS, CHINESE_DIGITS, fold_digits, read_chinese, read_roman

_CHINESE = CHINESE_DIGITS
_ORDINALS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "first": 1,
    "premier": 1,
    "première": 1,
    "1er": 1,
    "1re": 1,
    "primero": 1,
    "primera": 1,
    "único": 1,
    "unique": 1,
    "первая": 1,
    "первый": 1,
    "deuxième": 2,
    "segundo": 2,
    "segunda": 2,
    "вторая": 2,
    "troisième": 3,
    "tercero": 3,
    "tercera": 3,
    "третья": 3,
    "quatrième": 4,
    "cuarto": 4,
    "cuarta": 4,
    "cinquième": 5,
    "quinto": 5,
    "quinta": 5,
}
_NUMBER = (
    r"(?P<number>\d{1,3}(?:er|re)?(?:[ \xa0]?(?:bis|ter|quater|quinquies|sexies|septies|octies|[Aa]lt)\b|[A-Z](?![a-zA-Z]))?"
    r"|[IVXLC]{1,7}(?![a-zA-Z])|(?:"
    + "|".join(sorted(_ORDINALS, key=len, reverse=True))
    + r")(?!\w))"
)
_REST = r"(?P<rest>.*)$"
_BRACKET = r"(?P<open>[\[\s]*)"
_SEPARATOR = r"(?P<separator>\s*[.:]?[\]]?\s*[-–—]\s+|\s*[.:]\s*|\s+|(?=\])|$)"

_ARTICLE = re.compile(
    _BRACKET
    + r"(?:Article|ARTICLE|Art\.|Artículo|ARTÍCULO|Articulo|ARTICULO|Статья|СТАТЬЯ)\s+"
    + _NUMBER
    + _SEPARATOR
    + _REST
)
_CHINESE_ARTICLE = re.compile(
    _BRACKET
    + rf"第\s*(?P<number>[{_CHINESE}]+|\d{{1,3}})\s*条(?P<separator>\s*[:：.．]?\s*)"
    + _REST
)
_ARABIC_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(sorted(ARABIC_ORDINALS, key=len, reverse=True))})(?!\w)"
_ARABIC_ARTICLE = re.compile(
    _BRACKET
    + rf"المادة\s+(?P<number>\(\s?\d{{1,3}}\s?\)|{_ARABIC_NUMBER}(?:\s+مكررا?)?)"
    + _SEPARATOR
    + _REST
)
_ARABIC_DIVISION = re.compile(
    _BRACKET
    + rf"(?P<word>الجزء|الباب|الفصل|القسم|الفرع|المرفق|الملحق|مرفق)(?:\s+(?P<number>{_ARABIC_NUMBER}))?"
    + _SEPARATOR
    + _REST
)
_ARABIC_KINDS = {
    "الجزء": "part",
    "الباب": "title",
    "الفصل": "chapter",
    "القسم": "section",
    "الفرع": "section",
    "المرفق": "annex",
    "الملحق": "annex",
    "مرفق": "annex",
}
_WORDS = {
    "part": "Part Partie Parte Часть",
    "chapter": "Chapter Chapitre Capítulo Capitulo Глава",
    "section": "Section Sección Seccion Раздел",
    "title": "Title Titre Título Titulo",
    "subsection": "Subsection Sub-section Sous-section Subsección Подраздел",
    "annex": "Annex Annexe Anexo Приложение Appendix",
}
_KIND_OF = {word.lower(): kind for kind, words in _WORDS.items() for word in words.split()}
_ANY_WORD = "|".join(
    sorted(
        {
            form
            for words in _WORDS.values()
            for word in words.split()
            for form in (word, word.upper())
        },
        key=len,
        reverse=True,
    )
)
_DIVISION = re.compile(
    _BRACKET
    + rf"(?P<word>{_ANY_WORD})(?:\s+(?:No\.?\s*)?(?P<number>\d{{1,3}}|[IVXLC]{{1,7}}(?![a-zA-Z])|[A-H](?![\w'])"
    rf"|(?i:{'|'.join(_ORDINALS)})(?!\w)))?" + _SEPARATOR + _REST
)
_CHINESE_DIVISION = re.compile(
    _BRACKET
    + rf"(?:第\s*(?P<number>[{_CHINESE}]+|\d{{1,3}})\s*(?P<word>部分|编|章|节)|(?P<annex>附件)\s*(?P<annumber>[{_CHINESE}]+|\d{{1,3}})?)"
    r"(?P<separator>\s*[:：.．]?\s*)" + _REST
)
_CHINESE_KINDS = {"部分": "part", "编": "part", "章": "chapter", "节": "section"}
_ROMAN_HEAD = re.compile(r"^\s*(?P<number>[IVX]{1,5})\.\s+(?P<rest>[^\W\d_].{2,150})$")
_PREAMBLE = re.compile(
    r"^\s*(?:preamble|préambule|preámbulo|преамбула|序言|前言|الديباجة|ديباجة)\s*[.:]?\s*$", re.I
)
_ORGAN = re.compile(
    r"^[\[\s]*(?:The (?:General Assembly|Security Council|Economic and Social Council|Human Rights Council"
    r"|Conference of the (?:States )?Parties(?: to [^,]{3,120})?)|L['’]Assemblée générale|Le Conseil de sécurité"
    r"|La Asamblea General|El Consejo de Seguridad|Генеральная Ассамблея|Совет Безопасности|大会|安全理事会|إن الجمعية العامة|إن مجلس الأمن)[,，،]\s*$"
)
_DOCUMENT = re.compile(
    r"^[\[\s]*(?:(?:[A-Z]|[IVX]{1,4})\.\s+)?(?P<name>Final Act|Draft (?:agreement|decision|resolution|convention|protocol|treaty)"
    r"|(?:Optional |Additional )?Protocol(?: (?:No\. )?(?:\d{1,2}|[IVX]{1,4}))?|Resolution (?:\d{1,2}|[IVX]{1,4})|Declaration|Understandings?"
    r"|Rules of procedure|Agreed conclusions|Acte final|Projet (?:d['’]accord|de décision|de résolution)|Acta final|Proyecto de (?:acuerdo|decisión|resolución))"
    r"(?P<rest>\b(?!\s+and\s)(?=\s+\(?[A-ZÀ-Þ\d]|\s+(?:to|on|of|for|against|relating|concerning|de|du|sur|relatif|sobre)\b|\s*[\])]*$).{0,120})$",
    re.I,
)
_OPENING = re.compile(
    r"^[\[\s]*(?:The (?:member |participating |High |Contracting |undersigned |signatory )*"
    r"(?:States?|Parties|Governments?|Contracting|Members|Signatories)\b"
    r"|Les (?:[ÉE]tats|Parties|Hautes|Gouvernements|Membres)\b|Los (?:Estados|Gobiernos|Miembros)\b|Las (?:Partes|Altas)\b"
    r"|Государства|Стороны|Участники|Высокие|本(?:协定|公约|议定书|条约)|各?缔约|إن (?:الدول|الأطراف|الحكومات)|الدول الأطراف)"
)
_AGREED = re.compile(
    r"hereby agree(?:d)? (?:as follows|upon the following)|(?:have|having) agreed (?:as follows|upon the following)|(?:have|has) adopted this \w+"
    r"|ont adopté l[ae] présente? \w+|a adopté l[ae] présente? \w+|han? adoptado (?:el|la) presente \w+"
    r"|(?:sont|ont) convenu(?:e?s)? de ce qui suit|conviennent de ce qui suit"
    r"|(?:han )?(?:convenido|acordado|convienen|acuerdan) (?:en )?lo siguiente|(?:согласились|договорились) о нижеследующем"
    r"|(?:议定|协议|商定)如下|(?:اتفقت|اتفقوا) على ما يلي",
    re.I,
)
_TESTIMONY = re.compile(
    r"^\s*(?:I(?:N|n) (?:WITNESS WHEREOF|witness whereof|FAITH WHEREOF|faith whereof)|D(?:ONE|one) at|EN FOI DE QUOI|En foi de quoi|FAIT [àÀ]|Fait à"
    r"|EN (?:FE|TESTIMONIO) DE LO CUAL|En (?:fe|testimonio) de lo cual|HECH[OA] en|Hech[oa] en"
    r"|В УДОСТОВЕРЕНИЕ ЧЕГО|В удостоверение чего|СОВЕРШЕНО|Совершено в|(?:为此[，,])?下[列述](?:全权代表|署名)|以资证明|作为证明|(?:و)?إثباتا لما تقدم|(?:و)?إثباتا لذلك|حررت? في"
    r"|\d{1,3}(?:st|nd|rd|th) (?:plenary )?meeting\s*$|\d{1,3}e séance plénière\s*$|\d{1,3}ª sesión plenaria\s*$)"
)
_RESOLUTION = re.compile(
    r"^\s*(?:(?:General Assembly|Security Council) resolution \d+[/(]|Résolution \d+/\d+|Resolución \d+/\d+ de la|\d{1,3}/\d{1,3}\.\s)"
)
_INSTRUMENT_WORD = re.compile(
    r"\b(?:convention|agreement|protocol|treaty|statute|charter|covenant|resolution|accord|protocole|traité|convenio|convención"
    r"|acuerdo|protocolo|tratado|конвенция|соглашение|протокол|договор|резолюция)\b|公约|协定|议定书|条约|决议|اتفاقية|اتفاق|بروتوكول|معاهدة|ميثاق|قرار",
    re.I,
)
_SYMBOL = re.compile(
    r"(?<![\w/])((?:A|E|S|ST|CAC|CTOC)/[A-Z0-9.]+(?:/[A-Z0-9().-]+)*)(?![\w/])"
    r"|\b((?:European Treaty Series|Council of Europe Treaty Series|C?ETS)\s*[-–]?\s*(?:No\.?|n[°o])?\s*\d{1,3})\b"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A line that heads a part of the text. `kind` is a clause kind, or preamble, organ, testimony,
    resolution."""

    kind: str
    number: str | None = None
    rest: str = ""
    separated: bool = True
    open: str = ""


def read_head(text: str) -> Head | None:
    """`text` read as the heading line of an article, division, annex or preamble, or None.

    Form only: whether the line stands where a heading can stand is the caller's to judge.
    """
    for pattern, kind in (
        (_ARTICLE, "article"),
        (_CHINESE_ARTICLE, "article"),
        (_ARABIC_ARTICLE, "article"),
    ):
        if match := pattern.match(text):
            return _build_head(kind, match, match["number"])
    if match := _DIVISION.match(text):
        kind = _KIND_OF[match["word"].lower()]
        if match["number"] or kind == "annex":
            return _build_head(kind, match, match["number"])
    if match := _ARABIC_DIVISION.match(text):
        kind = _ARABIC_KINDS[match["word"]]
        if match["number"] or kind == "annex":
            return _build_head(kind, match, match["number"])
    if match := _CHINESE_DIVISION.match(text):
        kind = "annex" if match["annex"] else _CHINESE_KINDS[match["word"]]
        return _build_head(kind, match, match["annumber"] if match["annex"] else match["number"])
    for pattern, kind in (
        (_PREAMBLE, "preamble"),
        (_ORGAN, "organ"),
        (_TESTIMONY, "testimony"),
        (_RESOLUTION, "resolution"),
    ):
        if pattern.match(text):
            return Head(kind, rest=text.strip())
    return None


def _build_head(kind: str, match: re.Match[str], number: str | None) -> Head | None:
    rest = match["rest"].strip()
    if rest.startswith("]") and "[" in match["open"]:  # '[Article 3 bis] Finance'
        head = _build_head_with(kind, match, number, rest[1:].strip(" .:-–—"))
        return head and replace(
            head, rest=f"{match[0][: match.start('rest') + 1].strip()} {head.rest}".strip(), open=""
        )
    return _build_head_with(kind, match, number, rest)


def _build_head_with(kind: str, match: re.Match[str], number: str | None, rest: str) -> Head | None:
    separated = bool(match["separator"].strip()) or not rest
    if rest and not _can_begin_title(rest, separated):
        return None
    number = read_number(number, roman=kind == "article") if number else None
    return Head(kind, number, rest, separated, match["open"].strip())


_TOPIC = re.compile(r"^\([^()]{2,120}\)\s*[\].:]*$")
"""`Article 2 (purpose)`: a heading in round brackets, in small letters as it may be."""


def _can_begin_title(rest: str, separated: bool) -> bool:
    if _TOPIC.match(rest):
        return True
    first = rest.lstrip("[(“\"«‘'* ")[:1]
    if separated and re.match(r"\d", rest):
        return False  # 'Article 3.2 says' is a reference
    return (
        not first
        or not (first.isalpha() and first.islower() and not rest.startswith("["))
        and rest[0] not in ",;)"
    )


def read_number(written: str, *, roman: bool = False) -> str:
    """A heading's number as it stands in refs: Chinese numerals and words as digits; Roman ones too
    if `roman`."""
    written = fold_digits(written).strip("() ")
    low = written.lower()
    if ordinal := ARABIC_ORDINALS.get(written):
        return str(ordinal)
    if match := re.fullmatch(r"(.+?)\s+مكررا?", written):
        return read_number(match[1]) + "bis"
    if low in _ORDINALS:
        return str(_ORDINALS[low])
    if written[0] in _CHINESE:
        return str(read_chinese(written))
    if match := re.fullmatch(
        r"(\d+)\s*(bis|ter|quater|quinquies|sexies|septies|octies|[Aa]lt|[A-Za-z])", written
    ):
        return match[1] + (match[2].lower() if len(match[2]) > 1 else match[2])
    if match := re.fullmatch(r"(\d+)(?:er|re)", written):
        return match[1]
    if roman and written.isupper():
        return str(read_roman(written) or written)
    return written


def read_roman_head(text: str) -> Head | None:
    """`IV. Final provisions`: a division that has a number and no word."""
    match = _ROMAN_HEAD.match(text)
    if (
        not match
        or not match["rest"][0].isupper()
        or match["rest"].rstrip().endswith((".", ";", ":", ","))
    ):
        return None
    return Head("chapter", match["number"], match["rest"].strip())


def read_document_head(text: str) -> Head | None:
    """`B. DRAFT DECISION`, `FINAL ACT OF THE ...`, `Resolution 2`: what opens another text of a
    file, by its form; `number` holds what it is, in small letters."""
    match = _DOCUMENT.match(text)
    if not match or len(text) > 160 or text.rstrip().endswith((".", ";", ",", ":")):
        return None
    name = " ".join(match["name"].lower().split())
    return Head("document", name, match["rest"].strip(" ]"))


def is_opening(text: str) -> bool:
    """Whether a preamble can open with this: the parties named, then a comma."""
    return (
        bool(_OPENING.match(text))
        and text.rstrip().endswith((",", "，", "،", ":", "："))
        or bool(_ORGAN.match(text))
    )


def names_parties(text: str) -> bool:
    """Whether a line can be the first of a preamble's opening formula (`is_opening` wants all of
    it)."""
    return bool(_OPENING.match(text) or _ORGAN.match(text))


def is_agreed(text: str) -> bool:
    """Whether this is the 'Have agreed as follows' that closes a preamble."""
    return len(text) < 400 and bool(_AGREED.search(text))


def names_instrument(text: str) -> bool:
    """Whether `text` holds a word for a treaty or resolution, as titles do."""
    return bool(_INSTRUMENT_WORD.search(text))


def find_symbol(text: str) -> str | None:
    """The first document symbol or treaty number in `text`."""
    match = _SYMBOL.search(text)
    return " ".join((match[1] or match[2]).split()) if match else None
