"""A word -> its stem, so that its forms are one: the commonest endings of a language taken off.

Light on purpose: what a stem joins wrongly is a change that nobody is told of.
"""

from __future__ import annotations

from collections.abc import Callable

from .scripts import stem_arabic, stem_russian


def stem_english(word: str) -> str:
    """Without -s, -ies, -ing, -ed, -e; words of other letters are cut."""
    if not word.isalpha():
        return word
    if not word.isascii():
        return word[:7] if len(word) > 8 else word[:-1] if len(word) > 5 else word
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    return word


def stem_french(word: str) -> str:
    """Without plural, feminine and the endings of -er verbs: `coopèrent` and `coopérer` are one."""
    if not word.isalpha():
        return word
    if word.endswith("aux"):
        word = word[:-2] + "l"
    elif len(word) > 3 and word[-1] in "sx":
        word = word[:-1]
    if word.endswith(_FRENCH_VERB_ENDINGS):
        ending = next(one for one in _FRENCH_VERB_ENDINGS if word.endswith(one))
        return (word[: -len(ending)] + _FRENCH_VERBS[ending]).translate(_FRENCH_ACCENTS)
    word = _take_off(word, _FRENCH)
    return word.translate(_FRENCH_ACCENTS)


_FRENCH = (
    "eraient erait eront erons aient issent issant issaient ité ant ent era ait ées ée er ir é e i it"
).split()
_FRENCH_VERBS = {
    ending: common
    for common, endings in {
        "met": "mettre mettra mettront mettent mettant mette",
        "prend": "prendre prendra prendront prennent prenant prenne",
        "tien": "tenir tiendra tiendront tiennent tient tenant tienne",
        "vien": "venir viendra viendront viennent vient venant vienne",
        "dui": "duire duira duiront duisent duit duite duisant",
        "cri": "crire crira criront crivent crit crite crivant",
        "voi": "voir verra verront voient voit voyant voie",
        "coi": "cevoir cevra cevront çoivent çoit cevant çoive",
    }.items()
    for ending in endings.split()
}
"""Endings of verbs of which the stem changes: `transmettent` and `transmettre`."""
_FRENCH_VERB_ENDINGS = tuple(sorted(_FRENCH_VERBS, key=len, reverse=True))
_FRENCH_ACCENTS = str.maketrans("èéêëîïôûàâç", "eeeeiiouaac")


def stem_spanish(word: str) -> str:
    """Without plural, gender and the endings of verbs: `adoptarán` and `adoptado` are one."""
    if not word.isalpha():
        return word
    return _take_off(word, _SPANISH).translate(_SPANISH_ACCENTS)


_SPANISH = (
    "arán erán irán arían erían irían ieran iendo adas ados idas idos ará erá irá aría ería iría ando "
    "iera aron ieron ada ado ida ido an en ar er ir as es os a e o ó s"
).split()
_SPANISH_ACCENTS = str.maketrans("áéíóúü", "aeiouu")


def _take_off(word: str, endings: list[str]) -> str:
    """The word without the first ending that leaves at least four letters, three for those of one
    letter."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= (4 if len(ending) > 1 else 3):
            return word[: -len(ending)]
    return word


_BY_LANGUAGE: dict[str, Callable[[str], str]] = {
    "fr": stem_french,
    "es": stem_spanish,
    "ru": stem_russian,
    "ar": stem_arabic,
    "zh": str,
}


class _Stems(dict[str, str]):
    """The stems of a language, each worked out once."""

    def __init__(self, find: Callable[[str], str]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> str:
        found = self[word] = self._find(word)
        return found


class _Languages(dict[str, _Stems]):
    def __missing__(self, language: str) -> _Stems:
        found = self[language] = _Stems(_BY_LANGUAGE.get(language, stem_english))
        return found


STEMS = _Languages()
"""STEMS[language][word] is the stem of a folded word."""
