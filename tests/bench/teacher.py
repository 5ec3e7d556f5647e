"""Statements as the rules read them against a parser as the teacher.

    python -m tests.bench.teacher                # agreement, by what is compared
    python -m tests.bench.teacher --show 30      # so many differences of each sort as well
    python -m tests.bench.teacher --sentences 0  # every sentence, not a draw

Needs spaCy 3 and one of its English models, found among the packages that are installed; the
project does not depend on them. A sentence with a modal verb is read by both: each finite verb of
the main clause with a modal verb of its own is one statement, and that of a rule which only says
who sees to it ("shall ensure that") is the verb behind it. Statements answer each other by the
place of the modal verb. The texts are those of the signals but for the acts set aside. The parser
errs as well: agreement is no share of right readings, and each difference needs a reader.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from clausecmp.law.lexicon import FrameMark, Lexicon, load_lexicon
from clausecmp.law.readings import Reading
from clausecmp.law.words import stem
from clausecmp.model.sides import Sides
from clausecmp.model.tokens import FOLDED_WORDS
from clausecmp.model.vocabulary import Force, Side

from .signal_texts import list_names, load_texts

SET_ASIDE = frozenset({"brussels1", "evidence", "mar", "mifid2"})
MODALS = re.compile(r"\b(?:shall|must|may|should|can|cannot|need not)\b")
SENTENCE = re.compile(r"(?<=[.;:])\s+(?=[A-Z(\d\u2018\u201c])|\n+")
FAMILY = {
    Force.DUTY: "binds",
    Force.EFFECT: "binds",
    Force.DEFINITION: "binds",
    Force.ENCOURAGEMENT: "urges",
    Force.PERMISSION: "allows",
    Force.POWER: "allows",
    Force.DISCRETION: "allows",
    Force.PROHIBITION: "forbids",
}
FRAMES = frozenset({"ensure", "provide", "require", "see"})
FREES = frozenset({"require", "oblige", "bind", "need"})
ENTITLES = frozenset(
    {"entitle", "permit", "allow", "authorize", "authorise", "empower", "right", "power"}
)
URGES = frozenset(
    {"endeavour", "endeavor", "strive", "seek", "aim", "consider", "encourage", "invite"}
)
CITED = frozenset(
    {"articl", "paragraph", "point", "directiv", "regulation", "decision", "convention"}
)


class Read(NamedTuple):
    """One statement as a reader has it: the key of the verb and of the head of the subject, by the
    parser with the words before it; '' where it is a pronoun or there is none."""

    force: str
    verb: str
    bearer: str


class Sentence(NamedTuple):
    """A sentence and what the rules read in it, by the place of the modal verb."""

    texts: str
    ref: str
    text: str
    rules: dict[int, Read]


def list_sentences(name: str, lexicon: Lexicon) -> Iterator[Sentence]:
    """Every sentence with a modal verb of two texts, as the rules read it."""
    texts = load_texts(name)
    reading = Reading(Sides(texts.left, texts.right), texts.align(), lexicon, texts.fold)
    for side in Side:
        draft = reading.drafts.of(side)
        for clause in draft.units():
            rules = _read_rules(reading, side, clause.ref, lexicon)
            start = 0
            for end in [*(match.end() for match in SENTENCE.finditer(clause.words)), None]:
                text = clause.words[start:end]
                if MODALS.search(text):
                    last = start + len(text)
                    inside = {at - start: one for at, one in rules.items() if start <= at < last}
                    yield Sentence(f"{name} {side}", clause.ref, text, inside)
                start = end or 0


def _read_rules(reading: Reading, side: Side, ref: str, lexicon: Lexicon) -> dict[int, Read]:
    words = reading.read_words(side, ref)
    frames = [
        mark[0] for mark in lexicon.marks.find(words.folded) if isinstance(mark[2], FrameMark)
    ]
    found: dict[int, Read] = {}
    for one in reading.read_statements(side, ref):
        at = next((frame for frame in frames if one.first <= frame < one.end), None)
        at = one.own_force[0] if one.own_force else at
        if at is None or one.force is None:
            continue
        denied = one.force is Force.EFFECT and one.negative
        force = "forbids" if denied else FAMILY[one.force]
        found[words.starts[at]] = Read(force, one.act, one.bearer_key)
    return found


def load_parser() -> Any:
    """spaCy's English pipeline. Ends the program, saying what is missing, where there is none."""
    try:
        import spacy
    except ImportError:
        raise SystemExit("teacher: spaCy is not installed; nothing was compared") from None
    models = [name for name in spacy.util.get_installed_models() if name.startswith("en_core")]
    if not models:
        raise SystemExit("teacher: no English model of spaCy is installed; nothing was compared")
    return spacy.load(models[0], exclude=["ner"])


def read_parsed(parser: Any, text: str) -> dict[int, Read]:
    """The statements of a sentence by the parser, by the place of the modal verb."""
    doc = parser.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    for _, step in parser.pipeline:
        doc = step(doc)
    found: dict[int, Read] = {}
    for modal in doc:
        verb = modal.head
        if modal.tag_ == "MD" and modal.dep_ == "aux" and _is_main(verb):
            inner = _find_framed(modal, verb)
            own = [one for one in inner.children if one.tag_ == "MD"] if inner else []
            said = own[0] if own else modal
            bearer = _find_subject(inner if own else verb)
            found[said.idx] = Read(
                _find_force(said, inner or verb), _find_verb(inner or verb), bearer
            )
    return found


def _is_main(verb: Any) -> bool:
    """Whether it is the verb of the main clause, or joined to it."""
    while verb.dep_ == "conj" or verb.dep_ == "ccomp" and verb.i < verb.head.i:
        verb = verb.head
    return bool(verb.dep_ == "ROOT")


def _find_framed(modal: Any, verb: Any) -> Any:
    """The verb of the rule that "shall ensure that" holds, None where it is no such verb."""
    if verb.lemma_ not in FRAMES or modal.lower_ not in ("shall", "must"):
        return None
    return next((one for one in verb.children if one.dep_ == "ccomp" and one.i > verb.i), None)


def _find_force(modal: Any, verb: Any) -> str:
    subject = _find_subject_token(verb)
    near = [verb, *verb.children, *(subject.children if subject is not None else ())]
    near += [own for one in verb.children if one.dep_ in ("dobj", "attr") for own in one.children]
    denied = any(one.dep_ == "neg" or one.lower_ in ("no", "neither") for one in near)
    denied = denied or subject is not None and subject.lower_ in ("nothing", "none", "nobody")
    passive = any(one.dep_ == "auxpass" for one in verb.children)
    has = (
        {one.lemma_ for one in verb.children if one.dep_ == "dobj"} if verb.lemma_ == "have" else ()
    )
    if modal.lower_ == "cannot":
        return "forbids"
    if modal.lower_ in ("may", "can") or passive and verb.lemma_ in ENTITLES or ENTITLES & set(has):
        return "forbids" if denied else "urges" if verb.lemma_ == "consider" else "allows"
    if denied:
        return "allows" if passive and verb.lemma_ in FREES or modal.lower_ == "need" else "forbids"
    if passive and verb.lemma_ in ("prohibit", "forbid") or verb.lemma_ in ("refrain", "abstain"):
        return "forbids"
    return "urges" if modal.lower_ == "should" or not passive and verb.lemma_ in URGES else "binds"


def _find_verb(verb: Any) -> str:
    """The verb, what is said with "be", or what somebody is entitled or urged to do."""
    told = {"be": ("attr", "acomp"), "have": ("dobj",)}.get(verb.lemma_, ())
    if verb.lemma_ in ENTITLES | URGES:
        told = ("xcomp",)
    return _key(next((one for one in verb.children if one.dep_ in told), verb))


def _find_subject_token(verb: Any) -> Any:
    while True:
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                return child
        if verb.dep_ != "conj":
            return None
        verb = verb.head


def _find_subject(verb: Any) -> str:
    token = _find_subject_token(verb)
    if token is None or token.pos_ in ("PRON", "DET", "X"):
        return ""
    before = [one for one in token.children if one.dep_ == "compound"]
    return " ".join(map(_key, [*before, token]))


def _is_same_bearer(rules: str, parsed: str) -> bool:
    words = parsed.split()
    folded = any(word in rules for word in words) if rules.startswith("\u00a7") else False
    return rules in words or folded or rules == "\u00a7reference" and words[-1] in CITED


def _key(token: Any) -> str:
    return stem(FOLDED_WORDS[token.lower_])


def compare(sentences: list[Sentence], parser: Any, show: int) -> None:
    """Print how often rules and parser agree, and some of what they differ in."""
    agree: Counter[str] = Counter()
    total: Counter[str] = Counter()
    differ: dict[str, list[str]] = defaultdict(list)

    def count(kind: str, one: str, other: str, sentence: Sentence, at: int = 0) -> None:
        total[kind] += 1
        agree[kind] += one == other
        if one != other:
            words = sentence.text[max(0, at - 110) : at + 90].replace("\n", " ")
            differ[kind].append(f"{kind} {sentence.texts} {sentence.ref}: {one} / {other}: {words}")

    for sentence in sentences:
        rules, parsed = sentence.rules, read_parsed(parser, sentence.text)
        apart = sorted(rules.keys() ^ parsed.keys())
        at = apart[0] if apart else 0
        count("statements", str(len(rules)), str(len(parsed)), sentence, at)
        for at in rules.keys() & parsed.keys():
            one, other = rules[at], parsed[at]
            count("force", one.force, other.force, sentence, at)
            count("verb", one.verb, other.verb, sentence, at)
            if other.bearer:  # nothing is held against whom "it" stands for
                same = _is_same_bearer(one.bearer, other.bearer)
                count("bearer", other.bearer if same else one.bearer, other.bearer, sentence, at)
    print(f"{len(sentences)} sentences; read the same by the rules and by the parser:")
    for kind, number in total.items():
        print(f"  {kind:11} {agree[kind]:5} of {number:5}  {agree[kind] / number:.3f}")
    for lines in differ.values():
        for line in random.Random(7).sample(lines, min(show, len(lines))):
            print(line)


def main() -> None:
    """Print the figures that are asked for."""
    asks = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    asks.add_argument("--show", type=int, default=0)
    asks.add_argument("--sentences", type=int, default=2000)
    asked = asks.parse_args()
    parser, lexicon = load_parser(), load_lexicon("en")
    assert lexicon is not None
    names = [name for name in list_names() if name not in SET_ASIDE]
    found = list(
        {one.text: one for name in names for one in list_sentences(name, lexicon)}.values()
    )
    if 0 < asked.sentences < len(found):
        found = random.Random(11).sample(found, asked.sentences)
    compare(found, parser, asked.show)


if __name__ == "__main__":
    main()
