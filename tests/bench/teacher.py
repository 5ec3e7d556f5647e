"""Statements as the rules read them against a parser as the teacher.

    python -m tests.bench.teacher --show 30    # so many differences of each sort

Needs spaCy 3 and an English model of it; the project does not depend on them. A sentence with a
modal verb is read by both: each finite verb of the main clause with a modal verb of its own is one
statement; that of "shall ensure that" is the rule behind it. The place of the modal verb says which
answer each other. The texts are those of the signals but for the acts set aside. The parser errs as
well: agreement is no share of right readings, and each difference needs a reader.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from clausecmp.law.lexicon import FrameMark, Lexicon, load_lexicon
from clausecmp.law.readings import Reading
from clausecmp.law.stems import STEMS
from clausecmp.model.sides import Sides
from clausecmp.model.tokens import FOLDED_WORDS
from clausecmp.model.vocabulary import Force, Side

from .signal_texts import list_names, load_texts

SET_ASIDE = frozenset({"brussels1", "evidence", "mar", "mifid2"})
MODALS = re.compile(r"\b(?:shall|must|may|should|can|cannot|need not)\b")
SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z(\d\u2018\u201c])|\n+|\Z")
FAMILY = {
    **dict.fromkeys((Force.DUTY, Force.EFFECT, Force.DEFINITION), "binds"),
    **dict.fromkeys((Force.PERMISSION, Force.POWER, Force.DISCRETION), "allows"),
    Force.ENCOURAGEMENT: "urges",
    Force.PROHIBITION: "forbids",
}
FRAMES = frozenset({"ensure", "provide", "require", "see"})
FREES, DENIES = {"require", "oblige", "bind"}, {"no", "neither", "nothing", "none", "nobody"}
ENTITLES = frozenset("entitle permit allow authorize authorise empower right power".split())
URGES = frozenset("endeavour endeavor strive seek aim consider encourage".split())
CITED = frozenset("articl paragraph point directiv regulation decision convention".split())


class Read(NamedTuple):
    """One statement as a reader has it: the key of the verb and of the head of the subject, by the
    parser with the words before it; '' where it is a pronoun or there is none."""

    force: str
    verb: str
    bearer: str


Sentence = tuple[str, str, dict[int, Read]]
"""Where it stands, its text, and what the rules read in it by the place of the modal verb."""


def list_sentences(name: str, lexicon: Lexicon) -> Iterator[Sentence]:
    """Every sentence with a modal verb of two texts, as the rules read it."""
    texts = load_texts(name)
    reading = Reading(Sides(texts.left, texts.right), texts.align(), lexicon, texts.fold)
    for side in Side:
        for clause in reading.drafts.of(side).units():
            rules, start = _read_rules(reading, side, clause.ref, lexicon), 0
            for match in SENTENCE.finditer(clause.words):
                text, end = clause.words[start : match.end()], match.end()
                if MODALS.search(text):
                    inside = {at - start: one for at, one in rules.items() if start <= at < end}
                    yield f"{name} {side} {clause.ref}", text, inside
                start = end


def _read_rules(reading: Reading, side: Side, ref: str, lexicon: Lexicon) -> dict[int, Read]:
    words = reading.read_words(side, ref)
    marks = lexicon.marks.find(words.folded)
    frames = [first for first, _, mark in marks if isinstance(mark, FrameMark)]
    found: dict[int, Read] = {}
    for one in reading.read_statements(side, ref):
        places = [*(one.own_force or [at for at in frames if one.first <= at < one.end])]
        if places and one.force is not None:
            force = FAMILY[Force.PROHIBITION if one.negative else one.force]
            found[words.starts[places[0]]] = Read(force, one.act, one.bearer_key)
    return found


def load_parser() -> Any:
    """spaCy's English pipeline. Ends the program, saying what is missing, where there is none."""
    try:
        spacy = import_module("spacy")
    except ImportError:
        raise SystemExit("teacher: spaCy is not installed; nothing was compared") from None
    for name in spacy.util.get_installed_models():
        if name.startswith("en_core"):
            return spacy.load(name, exclude=["ner"])
    raise SystemExit("teacher: no English model of spaCy is installed; nothing was compared")


def read_parsed(parser: Any, text: str) -> dict[int, Read]:
    """The statements of a sentence by the parser, by the place of the modal verb."""
    doc = parser.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    for _, step in parser.pipeline:
        doc = step(doc)
    found: dict[int, Read] = {}
    for modal in doc:
        verb = main = modal.head
        while main.dep_ == "conj" or main.dep_ == "ccomp" and main.i < main.head.i:
            main = main.head
        if modal.tag_ == "MD" and modal.dep_ == "aux" and main.dep_ == "ROOT":
            inner = _list(verb, "ccomp") if modal.lower_ in ("shall", "must") else []
            inner = [one for one in inner if one.i > verb.i and verb.lemma_ in FRAMES]
            own = [one for framed in inner for one in framed.children if one.tag_ == "MD"]
            said, told = (own or [modal])[0], (inner or [verb])[0]
            bearer = _find_subject(told if own else verb)
            found[said.idx] = Read(_find_force(said, told), _find_verb(told), bearer)
    return found


def _list(verb: Any, *kinds: str) -> list[Any]:
    return [one for one in verb.children if one.dep_ in kinds]


def _find_force(modal: Any, verb: Any) -> str:
    objects, subjects = _list(verb, "dobj", "attr"), _list(verb, "nsubj", "nsubjpass")
    near = [verb, *verb.children, *(own for one in subjects + objects for own in one.children)]
    denied = any(one.dep_ == "neg" or one.lower_ in DENIES for one in near)
    passive = bool(_list(verb, "auxpass"))
    given = {verb.lemma_} if passive else {one.lemma_ for one in objects if verb.lemma_ == "have"}
    if modal.lower_ in ("may", "can", "cannot") or ENTITLES & given:
        denied = denied or modal.lower_ == "cannot"
        return "forbids" if denied else "urges" if verb.lemma_ == "consider" else "allows"
    if denied and (FREES & given or modal.lower_ == "need"):
        return "allows"
    if denied or {"prohibit", "forbid"} & given or verb.lemma_ in ("refrain", "abstain"):
        return "forbids"
    return "urges" if modal.lower_ == "should" or not passive and verb.lemma_ in URGES else "binds"


def _find_verb(verb: Any) -> str:
    """The verb, what is said with "be", or what somebody is entitled or urged to do."""
    kinds = {"be": ("attr", "acomp"), "have": ("dobj",)}.get(verb.lemma_, ())
    kinds = ("xcomp",) if verb.lemma_ in ENTITLES | URGES else kinds
    return STEMS["en"][FOLDED_WORDS[(_list(verb, *kinds) or [verb])[0].lower_]]


def _find_subject(verb: Any) -> str:
    while not (found := _list(verb, "nsubj", "nsubjpass")) and verb.dep_ == "conj":
        verb = verb.head
    if not found or found[0].pos_ in ("PRON", "DET", "X"):
        return ""
    names = [*_list(found[0], "compound"), found[0]]
    return " ".join(STEMS["en"][FOLDED_WORDS[one.lower_]] for one in names)


def compare(sentences: list[Sentence], parser: Any, show: int) -> None:
    """Print how often rules and parser agree, and some of what they differ in."""
    total: Counter[str] = Counter()
    differ: dict[str, list[str]] = defaultdict(list)
    for place, text, rules in sentences:
        parsed = read_parsed(parser, text)
        apart = min(rules.keys() ^ parsed.keys(), default=0)
        found = [("statements", str(len(rules)), str(len(parsed)), apart)]
        for at in rules.keys() & parsed.keys():
            one, other = rules[at], parsed[at]
            found += [("force", one.force, other.force, at), ("verb", one.verb, other.verb, at)]
            if other.bearer:  # nothing is held against whom "it" stands for
                words, term = other.bearer.split(), one.bearer.startswith("\u00a7")
                met = one.bearer in words or term and any(word in one.bearer for word in words)
                met = met or one.bearer == "\u00a7reference" and words[-1] in CITED
                found.append(("bearer", other.bearer if met else one.bearer, other.bearer, at))
        for kind, mine, theirs, at in found:
            total[kind] += 1
            if mine != theirs:
                near = text[max(0, at - 110) : at + 90]
                differ[kind].append(f"{kind} {place}: {mine} / {theirs}: {near!r}")
    print(f"{len(sentences)} sentences; read the same by the rules and by the parser:")
    for kind, number in total.items():
        same = number - len(differ[kind])
        print(f"  {kind:11} {same:5} of {number:5}  {same / number:.3f}")
    for lines in differ.values():
        print(*random.Random(7).sample(lines, min(show, len(lines))), sep="\n")


def main() -> None:
    """Print the figures that are asked for."""
    asks = argparse.ArgumentParser()
    asks.add_argument("--show", type=int, default=0)
    show, parser, lexicon = asks.parse_args().show, load_parser(), load_lexicon("en")
    assert lexicon is not None
    names = [name for name in list_names() if name not in SET_ASIDE]
    found = {one[1]: one for name in names for one in list_sentences(name, lexicon)}
    compare(random.Random(11).sample(list(found.values()), 2000), parser, show)


if __name__ == "__main__":
    main()
