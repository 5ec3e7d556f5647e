"""The shape of data/law/<language>.yaml: every key that a lexicon may have, and what it is for."""

from __future__ import annotations

from enum import StrEnum

from ..files.shape import TEXT, Key, Many, Record, Shape, Text
from ..model.vocabulary import GRADES, Force, Slot

NO_EFFECT = "no effect"
"""How a file names an effect that is denied ("shall not apply")."""
LIMITED = "limited permission"
"""How a file names a permission for certain cases only ("ne peut ... que")."""


class Commas(StrEnum):
    """Where a language sets commas: behind what leads the main clause, around every clause and
    participle phrase, or as it likes."""

    LEADING = "behind what leads"
    EVERY = "around every clause"
    FREE = "free"


NUMBER = Text(pattern=r"\d{1,2}", expected="a number")

_FORMS = Many(TEXT, 1)


def _many(record: str, /, **keys: Shape) -> Many:
    return Many(Record(record, {key: Key(shape, True) for key, shape in keys.items()}), 1)


LEXICON = Record(
    "a lexicon of law",
    {
        "language": Key(TEXT, True, "The language, as drafts name it."),
        "reads": Key(Many(Text(tuple(Slot)), 1), True, "The slots that are read in it."),
        "forces": Key(
            _many("a force", force=Text((*Force, NO_EFFECT, LIMITED)), forms=_FORMS),
            True,
            "Words by which a statement binds, permits or says what is.",
        ),
        "verbs": Key(
            Many(TEXT), about="Verbs whose mere indicative binds: prend, adoptent; adoptará."
        ),
        "verb_reach": Key(
            NUMBER,
            about="One of `verbs` at most so many words behind a relative word is not that of the main"
            " clause.",
        ),
        "relative_reach": Key(
            NUMBER,
            about="The same of a modal verb, where no comma stands between; 7 if not said.",
        ),
        "joined_reach": Key(
            NUMBER,
            about="A joiner at most so many words before a second modal verb begins a rule; 7 if not"
            " said.",
        ),
        "gap": Key(NUMBER, about="So many words may stand in the place of `...`; 5 if not said."),
        "commas": Key(
            Text(tuple(Commas)), about="Where commas stand; behind what leads, if not said."
        ),
        "bearer_behind": Key(
            NUMBER,
            about="Who is bound stands behind the verb, within so many words; before it if not said.",
        ),
        "upon": Key(Many(TEXT), about="Words before a bearer that stands behind the verb."),
        "to": Key(
            TEXT, about="How a word begins that says to whom: it is no bearer behind the verb."
        ),
        "no_force": Key(Many(TEXT), about="Phrases in which such words mean something else."),
        "frames": Key(
            Many(TEXT), about="Words that only say who sees to it that the rule behind them holds."
        ),
        "amending": Key(
            Many(TEXT), about="Words of a clause that changes another act: it is not read."
        ),
        "negators": Key(Many(TEXT), about="Words that turn a duty into a prohibition."),
        "verb_negators": Key(Many(TEXT), about="The same, directly before the verb: ne, n'."),
        "comparatives": Key(
            TEXT, about="Words before which one of `negators` denies no verb: no later than."
        ),
        "restrictors": Key(
            Many(TEXT),
            about="Pairs of words behind a negated verb that let out what follows: que si.",
        ),
        "clitics": Key(TEXT, about="Words that stand between such a negator and the verb."),
        "determiners": Key(TEXT, about="Words behind which a form of `verbs` is a noun."),
        "unless": Key(Many(TEXT), about="Words that make a prohibition a limited permission."),
        "only": Key(Many(TEXT), about="Words that make a permission a limited one."),
        "chief": Key(
            Text(("first", "last")),
            about="Which noun of several names the bearer; last if not said.",
        ),
        "relatives": Key(
            Many(TEXT), about="Words behind which a modal verb is not that of the main clause."
        ),
        "pronouns": Key(Many(TEXT), about="The same, of a person or thing: which, who, that."),
        "demonstratives": Key(
            TEXT, about="Those of `pronouns` that point where one of `adjuncts` is before them."
        ),
        "joiners": Key(Many(TEXT), about="Words between two verbs or things."),
        "alternatives": Key(
            TEXT, about="Those of `joiners` behind which somebody else is no other rule."
        ),
        "abbreviations": Key(TEXT, about="Words behind which a full stop ends no sentence."),
        "elisions": Key(
            TEXT, about="What stands before the apostrophe where two words are written as one."
        ),
        "contractions": Key(
            Many(Text(pattern=r"\S+ = \S+ \S+", expected="a word = two words")),
            about="Such words of which the first is another one than it seems: s'il = si il.",
        ),
        "cues": Key(
            Many(
                Record("a cue", {"slot": Key(Text(tuple(Slot)), True), "forms": Key(_FORMS, True)})
            ),
            about="Words with which a slot begins.",
        ),
        "kinds": Key(
            Many(
                Record(
                    "a kind",
                    {
                        "kind": Key(TEXT, True),
                        "grade": Key(
                            Text(GRADES),
                            about="That of a rule which comes or goes; without it the words name no rule.",
                        ),
                        "within": Key(
                            Text(GRADES),
                            about="The grade when its words come or go inside a rule that stays.",
                        ),
                        "forces": Key(
                            Many(Text(tuple(Force))), about="Only statements of such a force."
                        ),
                        "forms": Key(_FORMS, True),
                    },
                )
            ),
            about="Sorts of rules, the first of which words stand in a statement.",
        ),
        "adjuncts": Key(
            Many(TEXT),
            about="Words with which what stands before a bearer begins. With them the bearer is looked"
            " for between commas and a modal verb in an item behind any relative word is passed over;"
            " without them the comma behind what leads says where the main clause begins.",
        ),
        "authorities": Key(Many(TEXT), about="Actors whose permission is a power."),
        "bearers": Key(Many(TEXT), about="Other actors."),
        "small": Key(TEXT, about="Words that say nothing alone."),
        "words": Key(
            TEXT,
            about="Words of several characters, for a language that is written without spaces.",
        ),
        "examples": Key(
            Many(
                Record(
                    "an example",
                    {
                        "text": Key(TEXT, True),
                        "reads": Key(
                            Many(TEXT, 1), True, "For each statement its force and who bears it."
                        ),
                    },
                )
            ),
            about="Sentences and how they are read; run as tests.",
        ),
        "changes": Key(
            Many(
                Record(
                    "a change",
                    {
                        "left": Key(TEXT, True),
                        "right": Key(TEXT, True),
                        "expect": Key(Many(TEXT), True, "The signals, `grade: what change`."),
                    },
                )
            ),
            about="Two answering clauses and the signals that must come out; run as tests.",
        ),
    },
)
