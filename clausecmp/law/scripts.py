"""How words are written in Russian, Chinese and Arabic, so that forms of one word are told as one.

In: single words or characters, lower case. Out: the same as they are matched and compared. What
carries meaning in a script is decided here and nowhere else; lists of words are in the lexicons.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import product

LONGEST_WORD = 8
"""No Chinese word that a lexicon lists has more characters."""

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_CHINESE_PIECES = re.compile(
    r"[〇零一二三四五六七八九十百千万亿]+|\d+|[\u3400-\u9fff]|[^\u3400-\u9fff\d]+"
)
_ARABIC_LETTERS = str.maketrans(
    {
        **dict.fromkeys([*map(chr, range(0x064B, 0x0653)), "\u0670", "\u0640"], None),
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ئ": "ي",
        "ة": "ه",
        "ؤ": "و",
        "،": ",",
        "؛": ";",
        "؟": "?",
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    }
)
_BEHIND_AND = ("ي", "ت", "ال")
_SMALL_BEHIND_AND = frozenset("لا لم لن ان من في علي الي ذلك ما هو هي كل اي اذا ينبغي".split())
_ARABIC_PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال", "و")
_ARABIC_SUFFIXES = ("هما", "ها", "هم", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_RUSSIAN_ENDINGS = tuple(
    sorted(
        (
            "иями ями ами иях ях ах иям ям ам ием ем ом ией ей ой ию ью ю ия ья я а ие ье е ии и ий ый й "
            "ов ев о у ы ь ими ыми его ого ему ому их ых им ым ее ое ые ую юю ая яя ою ею ет ют ит ят ат "
            "ут ть ла ло ли л ует уют овать ает ают яет яют ать ять ить еть ивает ивают ывает ывают ивать "
            "ывать ение ения ению ением ании ание ания анию анием ении ениями аниями ений аний"
        ).split(),
        key=len,
        reverse=True,
    )
)
_RUSSIAN_PARTICIPLE = re.compile(
    r"\w+(?:[ющуаящ]щ|вш|нн|[еи]м)(?:ий|ый|ая|яя|ее|ое|ие|ые|его|ого|ей|ой|ему|ому|им|ым|ую|юю|их|ых|ими|ыми|ем|ом)(?:ся)?"
)


def normalize_word(word: str, language: str) -> str:
    """A word as it is matched: in Arabic without vowel signs and with one form of each letter, in
    Russian with `е` for `ё`."""
    if language == "ar":
        return word.translate(_ARABIC_LETTERS) or word
    return word.replace("ё", "е") if language == "ru" else word


def split_word(word: str, language: str) -> Sequence[str]:
    """The words that are written as one: Chinese characters, with a number as one word, and the
    Arabic `and` before a verb, an article or a small word."""
    if language == "zh" and len(word) > 1:
        return _CHINESE_PIECES.findall(word)
    if language == "ar" and word[0] == "و" and len(word) > 2:
        rest = word[1:]
        if len(rest) > 2 and rest.startswith(_BEHIND_AND) or rest in _SMALL_BEHIND_AND:
            return ("و", rest)
    return (word,)


def write_forms(form: str, language: str) -> Iterator[str]:
    """A form of a lexicon in the words that texts are split into. Chinese: a form for each choice,
    in characters. Arabic: with `so` before the first word, too."""
    if language == "zh":
        choices = [word.split("/") if len(word) > 1 else [word] for word in form.split()]
        for chosen in product(*choices):
            yield " ".join(
                [piece for word in chosen if word != "-" for piece in split_word(word, "zh")]
            )
    elif language == "ar":
        first, *rest = [normalize_word(word, "ar") for word in form.split()]
        begins = [word for word in first.split("/") if word != "-"]
        if len(first) > 1 and all(word[0].isalpha() and "*" not in word for word in begins):
            first = "/".join([first, *["ف" + word for word in begins]])
        yield " ".join([first, *rest])
    else:
        yield normalize_word(form, language)


def stem_russian(word: str) -> str:
    """A Russian word without the ending of its case, number or person."""
    if len(word) > 6 and word.endswith(("ся", "сь")):
        word = word[:-2]
    for ending in _RUSSIAN_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def is_russian_participle(word: str) -> bool:
    """Whether a word can open a phrase that a comma closes ("the Party, having ...,"): by its
    ending, so some adjectives are among them."""
    return bool(_RUSSIAN_PARTICIPLE.fullmatch(word))


def stem_arabic(word: str) -> str:
    """An Arabic word without article, joined particles and the commonest endings (after the light
    stemmer of Larkey, Ballesteros and Connell, 2002)."""
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= (3 if prefix == "و" else 2):
            word = word[len(prefix) :]
            break
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            word = word[: -len(suffix)]
    return word


def is_chinese(word: str) -> bool:
    """Whether it is a Chinese character, or begins with one."""
    return bool(_CHINESE.match(word))


def key_characters(
    characters: Sequence[str], known: Collection[str], small: Collection[str]
) -> list[str]:
    """The keys of a run of Chinese characters: a known word as one, on its first character; of the
    rest every two characters that stand together, for most words have two. A single character says
    next to nothing: it has a key only where it stands alone."""
    size = len(characters)
    words = _find_words(characters, known)
    keys = [""] * size
    inside = {at for first, word in words.items() for at in range(first + 1, first + len(word))}
    paired = False
    for at, char in enumerate(characters):
        if at in words:
            keys[at], paired = words[at], False
        elif at in inside or char in small:
            paired = False
        elif at + 1 < size and at + 1 not in words and characters[at + 1] not in small:
            keys[at], paired = char + characters[at + 1], True
        else:
            keys[at], paired = "" if paired else char, False
    return keys


def _find_words(characters: Sequence[str], known: Collection[str]) -> dict[int, str]:
    """The known words, the longest at each place, by the place of their first character."""
    found: dict[int, str] = {}
    at = 0
    while at < len(characters):
        for size in range(min(LONGEST_WORD, len(characters) - at), 1, -1):
            word = "".join(characters[at : at + size])
            if word in known:
                found[at] = word
                at += size - 1
                break
        at += 1
    return found
