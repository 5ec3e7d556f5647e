"""Small drafts compared as law, for tests."""

from __future__ import annotations

from collections.abc import Sequence

from clausecmp.align.alignment import align_drafts
from clausecmp.files.links import Link
from clausecmp.law.drafts import find_draft_law
from clausecmp.law.signals import DraftLaw, PairLaw
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.sides import Sides

FILLER = tuple(f"Harbour {n}{n} trades in ware{n}{n}." for n in range(10, 50))
"""Clauses of no interest: in two drafts of a page a word is too common to tell anything."""

Text = str | tuple[str, tuple[str, ...]]
"""A clause, or one with the items below it."""


def make_treaty(
    texts: Sequence[Text], instrument: str = "lights", *, filler: Sequence[str] = ()
) -> Draft:
    """A draft with one article for each text, in paragraph 1 of it."""
    return Draft(
        instrument,
        "1",
        "Treaty on lights",
        tuple(_make_article(str(n), text) for n, text in enumerate(texts, 1))
        + tuple(_make_article(str(n), text) for n, text in enumerate(filler, 101)),
    )


def _make_article(number: str, text: Text) -> Clause:
    above, items = (text, ()) if isinstance(text, str) else text
    ref = f"{number}(1)"
    below = tuple(
        Clause("item", "abcdef"[n], f"{ref}({'abcdef'[n]})", text=item)
        for n, item in enumerate(items)
    )
    paragraph = Clause("paragraph", "1", ref, text=above, clauses=below)
    return Clause("article", number, number, clauses=(paragraph,))


def compare_texts(
    left: Sequence[Text], right: Sequence[Text], links: Sequence[Link] = ()
) -> DraftLaw:
    """What changed in law from one list of texts to another. The articles of one number answer each
    other, unless `links` say otherwise; both drafts end with FILLER."""
    drafts = make_treaty(left, filler=FILLER), make_treaty(right, "lamps", filler=FILLER)
    told = Sides(
        {ref for link in links for ref in link.left}, {ref for link in links for ref in link.right}
    )
    lefts, rights = (
        [unit.ref for unit in draft.units() if unit.ref not in known]
        for draft, known in zip(drafts, told)
    )
    links = [*links, *(Link((ref,), (ref,)) for ref in lefts if ref in rights)]
    links += [Link((ref,), ()) for ref in lefts if ref not in rights]
    links += [Link((), (ref,)) for ref in rights if ref not in lefts]
    return find_draft_law(*drafts, align_drafts(*drafts, links=links))


def find_law(left: Sequence[Text], right: Sequence[Text]) -> PairLaw:
    """What changed in law in the first article; the others stand there to be weighed or cited."""
    pairs = compare_texts(left, right).pairs
    first = ("1(1)",)
    return next(
        (law for refs, law in pairs.items() if refs[0] == first or refs[1] == first), PairLaw()
    )
