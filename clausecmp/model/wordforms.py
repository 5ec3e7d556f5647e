"""The words of a language by which texts are compared: those that say nothing alone, the endings
that make no difference, and the words that name provisions.

English is read in align/words.py and model/references.py, more closely than the others here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from .detection import UNKNOWN
from .numerals import read_chinese, read_roman

LANGUAGES = {
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "ru": "Russian",
    "zh": "Chinese",
    "ar": "Arabic",
}
"""The languages that are read, with their names in English."""


def name_language(code: str) -> str:
    """`Chinese`; what is not known, by its code."""
    return LANGUAGES.get(code, "an unknown language" if code == UNKNOWN else f"'{code}'")


def say_unread(language: str) -> str:
    """One sentence on a language that is not read."""
    names = ", ".join(LANGUAGES.values())
    what = "the language was not recognised" if language == UNKNOWN else f"'{language}' is not read"
    return (
        f"{what}; articles, cross-references and small words are known in {names} only, "
        "so the text is compared by its plain words"
    )


class Provision(NamedTuple):
    """Words [start, end) of a text that name provisions: of what kind, and the digits and letters
    that say which."""

    kind: str
    numbers: tuple[str, ...]
    start: int
    end: int


class WordForms(NamedTuple):
    """What is known of a language. `elided`: short words written together with the next one;
    `stem`: a word, folded, without its ending; `defined`: the term that a text defines stands in
    group 1."""

    stop_words: tuple[str, ...]
    provisions: re.Pattern[str]
    stem: Callable[[str], str]
    defined: re.Pattern[str]
    elided: re.Pattern[str] | None = None


_STOP_WORDS = {
    "fr": "le la les l un une des de du d et ou à au aux en dans par pour sur avec sans sous ce cet cette ces "
    "qui que qu dont il elle ils elles on est sont a ont être été se s sa son ses leur leurs ne n pas plus "
    "tout toute tous toutes si y lorsque comme ainsi",
    "es": "el la los las lo un una unos unas de del y e o u a al en por para con sin sobre que se su sus es son "
    "ha han sido ser no si este esta estos estas ese esa esos esas dicho dicha cuando como toda todo todos "
    "todas cada más entre",
    "ru": "и в во на с со к ко по о об от до из за для при не ни или а но что как это этот эта эти этой этого "
    "их его ее она он они который которая которые которых которой котором также если быть был были является "
    "являются все всех всеми любой любая любые любых таких такой такие том той тех",
    "zh": "的 和 或 及 与 在 对 其 为 以 于 等 之 该 此 这 所 有 并 可 按 由 将 被 不 得 各 任 何 应 而 了 是 者",
    "ar": "في من على الى عن مع او و ان لا ما هذا هذه ذلك تلك التي الذي الذين كل اي بين عند اذا كما قد لم لن هو هي "
    "ثم بعد قبل حتى غير دون",
}
_ENDINGS = {
    "ru": "иями ями ами ого его ому ему ыми ими ией иях ях ах ов ев ей ий ый ой ая яя ое ее ые ие ую юю ом ем ам "
    "ям ию ия ии ет ют ут ат ят ит ть ся сь а е и о у ы ь ю я й",
    "ar": "ات ون ين ان ها هم ية ة ه ي",
}
_ARABIC_ARTICLE = re.compile("^(?:[وف]?(?:[بك]?ال|لل)|و(?=.{4}))(?=.{2})")


def _stem_french(word: str) -> str:
    if len(word) < 5:
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"
    word = word[:-1] if word[-1] in "sx" and word[-2] != "s" else word
    return word[:-1] if word[-1] == "e" else word


def _stem_spanish(word: str) -> str:
    if len(word) < 5:
        return word
    word = word[:-1] if word[-1] == "s" else word
    return word[:-1] if word[-1] in "aeo" else word


def _cut_ending(word: str, language: str) -> str:
    for ending in _ENDINGS[language].split():
        if len(word) - len(ending) >= 3 and word.endswith(ending):
            return word[: -len(ending)]
    return word


def _stem_russian(word: str) -> str:
    return _cut_ending(word, "ru")


def _stem_arabic(word: str) -> str:
    return _cut_ending(_ARABIC_ARTICLE.sub("", word), "ar")


def _keep(word: str) -> str:
    return word


_STEMS = {
    "fr": _stem_french,
    "es": _stem_spanish,
    "ru": _stem_russian,
    "zh": _keep,
    "ar": _stem_arabic,
}
KINDS_OF_PROVISIONS = (
    "article",
    "paragraph",
    "point",
    "annex",
    "chapter",
    "section",
    "title",
    "part",
)
_KIND_FORMS = {
    "en": {
        "article": r"articles?|art\.",
        "paragraph": r"paragraphs?|sub-?paragraphs?|paras?\.",
        "point": r"points?|items?",
        "annex": r"annex(?:es)?",
        "chapter": r"chapters?",
        "section": r"sections?",
        "title": r"titles?",
        "part": r"parts?",
    },
    "fr": {
        "article": r"articles?|art\.",
        "paragraph": r"paragraphes?|alinéas?|par\.",
        "point": r"points?|lettres?",
        "annex": r"annexes?",
        "chapter": r"chapitres?",
        "section": r"sections?",
        "title": r"titres?",
        "part": r"parties?",
    },
    "es": {
        "article": r"art[íi]culos?|art\.",
        "paragraph": r"p[áa]rrafos?|apartados?|incisos?",
        "point": r"puntos?|letras?",
        "annex": r"anexos?",
        "chapter": r"cap[íi]tulos?",
        "section": r"secci(?:ón|on|ones)",
        "title": r"t[íi]tulos?",
        "part": r"partes?",
    },
    "ru": {
        "article": r"стат(?:ья|ьи|ье|ью|ьей|ьям|ьями|ьях|ей)",
        "paragraph": r"(?:под)?пункт(?:а|е|у|ом|ы|ов|ам|ами|ах)?",
        "point": r"букв(?:а|ы|е|у|ой)",
        "annex": r"приложени(?:е|я|ю|ем|и|й|ям|ями|ях)",
        "chapter": r"глав(?:а|ы|е|у|ой|ам|ами|ах)?",
        "section": r"раздел(?:а|е|у|ом|ы|ов|ам|ами|ах)?",
        "title": r"титул(?:а|е)?",
        "part": r"част(?:ь|и|ью|ей|ям|ями|ях)",
    },
    "ar": {
        "article": r"(?:[وفبك]?ال|لل|[وبل])?ماد(?:ة|تين|تان)|(?:[وفبك]?ال|لل)مواد",
        "paragraph": r"(?:[وفبك]?ال|لل|[وبل])?فقر(?:ة|تين|تان|ات)",
        "point": r"(?:[وفبك]?ال|لل)بند(?:ين)?",
        "annex": r"(?:[وفبك]?ال|لل)مرفق",
        "chapter": r"(?:[وفبك]?ال|لل)فصل",
        "section": r"(?:[وفبك]?ال|لل)قسم",
        "title": r"(?:[وفبك]?ال|لل)باب",
        "part": r"(?:[وفبك]?ال|لل)جز[ءئ]",
    },
}
_JOINTS = {
    "en": "and|or|to|through|and/or",
    "fr": "et|ou|à|et/ou",
    "es": "y|e|o|u|a|al|y/o",
    "ru": "и|или|до|по|и/или",
    "ar": "و|أو|إلى",
}
_CHINESE_NUMBER = "[〇零一二三四五六七八九十百0-9]+"
_CHINESE_KINDS = {
    "条": "article",
    "款": "paragraph",
    "项": "point",
    "部分": "part",
    "编": "title",
    "章": "chapter",
    "节": "section",
}


@cache  # compiled when it is needed: a comparison of English texts needs none
def _write_pattern(language: str) -> re.Pattern[str]:
    """`articles 5, 7 et 9`, `la lettre a) du paragraphe 2`: a word and the numbers behind it."""
    if language == "zh":
        kinds = "|".join(_CHINESE_KINDS)
        one = rf"(?:第\s*(?:{_CHINESE_NUMBER})\s*|第?\s*[(（]\s*(?:{_CHINESE_NUMBER}|[a-z])\s*[)）]\s*)"
        more = rf"(?:(?:、|和|或|及|至|到|以及){one})*"
        return re.compile(rf"(?P<list>{one}(?P<other>{more}))(?P<zh>{kinds})")
    digit = r"[\d\u0660-\u0669]"
    number = (
        rf"(?:\(?{digit}+(?:[a-z](?!\w))?\)?|\(\w{{1,4}}\)|[a-zа-я]\)|[IVXLC]+\b)"
        rf"(?:\s?\((?:{digit}+[a-z]?|\w{{1,4}})\))*(?:\s(?:bis|ter|quater)\b)?"
    )
    joint = _JOINTS[language]
    # the joint may be written together with the next word in Arabic
    space = r"\s?" if language == "ar" else r"\s"
    listed = rf"{number}(?:(?:[,،]\s?|\s?[-\u2013]\s?|[,،]?\s(?:{joint}){space}){number})*"
    kinds = "|".join(f"(?P<{kind}>{forms})" for kind, forms in _KIND_FORMS[language].items())
    return re.compile(rf"(?<!\w)(?i:{kinds})\s(?P<list>{listed})")


_NUMBERS = re.compile(r"\d+|[IVXLC]+\b|(?<=\()\w{1,4}(?=\))|\w(?=\))")
_CHINESE_NUMBERS = re.compile(rf"{_CHINESE_NUMBER}|[a-z]")
_ELIDED = re.compile(r"(?<!\w)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['\u2019]", re.I)
_DEFINED = re.compile(
    r"^\W{0,4}(?:Por\s|Le terme\s|L['\u2019]expression\s|Se entenderá por\s)?"
    r"[\"\u201c\u00ab\u201e\u300c]\s?([^\"\u201d\u00bb\u300d]{2,80}?)\s?[\"\u201d\u00bb\u300d]"
)


@cache
def forms_of(language: str) -> WordForms | None:
    """The words of a language as texts in it are compared; None for English, and for a language
    that is not read."""
    if language not in _STOP_WORDS:
        return None
    return WordForms(
        tuple(_STOP_WORDS[language].split()),
        _write_pattern(language),
        _STEMS[language],
        _DEFINED,
        _ELIDED if language == "fr" else None,
    )


def name_kind(match: re.Match[str]) -> str:
    """The kind of provision that a match of WordForms.provisions names."""
    if found := match.groupdict().get("zh"):
        return _CHINESE_KINDS[found]
    return next(kind for kind in KINDS_OF_PROVISIONS if match.groupdict().get(kind))


def find_provisions(text: str, language: str) -> list[Provision]:
    """The provisions that a text names, in order, in a language that is read."""
    numbers = _CHINESE_NUMBERS if language == "zh" else _NUMBERS
    return [
        Provision(
            name_kind(match),
            tuple(map(_read_number, numbers.findall(match["list"]))),
            match.start(),
            match.end(),
        )
        for match in _write_pattern(language).finditer(text)
    ]


@lru_cache(maxsize=1024)
def _read_number(written: str) -> str:
    if written.isdecimal():
        return str(int(written)) if len(written) < 10 else written
    if value := read_chinese(written):
        return str(value)
    return str(read_roman(written) or written) if written.isupper() else written
