"""Laws (DESIGN, how it is measured), as properties over drafts that hypothesis makes up."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clausecmp.align.alignment import align_drafts
from clausecmp.comparison.compare import compare_drafts
from clausecmp.files.drafts import build_draft, dump_draft
from clausecmp.files.links import Link
from clausecmp.files.terms import Glossary, Term
from clausecmp.files.yaml_read import parse_yaml
from clausecmp.model.characters import clean_text
from clausecmp.model.draft import Clause, Draft
from clausecmp.model.refs import format_ref, parse_ref
from clausecmp.model.tokens import tokenize
from clausecmp.model.vocabulary import CONFIDENCES, STATUSES
from clausecmp.redline.words import make_redline
from clausecmp.render.terminal import break_text

calm = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = (
    "Party",
    "shall",
    "may",
    "adopt",
    "measures",
    "data",
    "computer",
    "system",
    "access",
    "without",
    "right",
    "court",
    "order",
    "offence",
    "sixty",
    "days",
    "request",
    "cooperate",
    "disclose",
    "traffic",
    "[option",
    "1]",
    "law,",
    "State",
    "Party's",
    "co-operate",
    "“term”",
)
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join)
any_text = (
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=60
    )
    .map(clean_text)
    .map(str.strip)
    .filter(bool)
)
GLOSSARY = Glossary(
    (
        Term("party", {"one": ("Party",), "two": ("State Party",)}, {}),
        Term("system", {"one": ("computer system",), "two": ("access system",)}, {}),
    )
)


@st.composite
def drafts(draw, instrument: str = "one", version: str = "1", text=sentences) -> Draft:
    """A draft of up to six articles with paragraphs and items, some with marks."""

    def clause(kind: str, number: str, parent: str | None, depth: int) -> Clause:
        ref = format_ref(kind, number, parent)
        below = draw(st.integers(0, 3)) if depth < 3 else 0
        kinds = {0: "paragraph", 1: "item", 2: "item"}
        inner = tuple(
            clause(
                kinds[depth],
                str(n + 1) if depth == 0 else "abc"[n] if depth == 1 else "i" * (n + 1),
                ref,
                depth + 1,
            )
            for n in range(below)
        )
        words = draw(text) if not inner or draw(st.booleans()) else None
        return Clause(
            kind,
            number,
            ref,
            draw(st.none() | text),
            words,
            draw(st.none() | text) if inner else None,
            draw(st.sampled_from((None, *STATUSES))),
            draw(st.sampled_from((None, *CONFIDENCES))),
            draw(st.none() | text),
            inner,
        )

    count = draw(st.integers(1, 6))
    return Draft(
        instrument,
        version,
        draw(text),
        tuple(clause("article", str(n + 1), None, 0) for n in range(count)),
    )


@calm
@given(drafts(text=any_text))
def test_a_draft_written_and_read_again_is_the_same(draft: Draft) -> None:
    loaded, problems = build_draft(parse_yaml(dump_draft(draft)))
    assert loaded == draft, problems


@calm
@given(drafts(), drafts(instrument="two"))
def test_every_clause_stands_in_exactly_one_pair(left: Draft, right: Draft) -> None:
    pairs = align_drafts(left, right).pairs
    assert sorted(ref for pair in pairs for ref in pair.left) == sorted(
        unit.ref for unit in left.units()
    )
    assert sorted(ref for pair in pairs for ref in pair.right) == sorted(
        unit.ref for unit in right.units()
    )
    for pair in pairs:
        assert {join.left for join in pair.joins} == set(pair.left) or not pair.right
        assert {join.right for join in pair.joins} == set(pair.right) or not pair.left


@calm
@given(drafts())
def test_a_draft_against_itself_is_all_same(draft: Draft) -> None:
    pairs = align_drafts(draft, draft).pairs
    assert {pair.relation for pair in pairs} == {"same"}
    assert not any(pair.moved and pair.left == pair.right for pair in pairs)


MIRROR = {"added": "removed", "removed": "added", "split": "merged", "merged": "split"}


@calm
@given(drafts(), drafts(instrument="two"))
def test_a_comparison_mirrored_is_the_comparison_of_the_mirrored(left: Draft, right: Draft) -> None:
    def facts(changes, swap: bool):
        return sorted(
            (
                (p.right, p.left, MIRROR.get(p.relation, p.relation))
                if swap
                else (p.left, p.right, p.relation)
            )
            + (p.moved, p.renumbered, p.score)
            for p in (change.pair for change in changes)
        )

    one = compare_drafts(left, right, glossary=GLOSSARY)
    other = compare_drafts(right, left, glossary=GLOSSARY)
    assert facts(one.changes, True) == facts(other.changes, False)


@calm
@given(drafts(), drafts(instrument="two"))
def test_a_comparison_shows_every_clause_once(left: Draft, right: Draft) -> None:
    changes = compare_drafts(left, right).changes
    assert sorted(ref for change in changes for ref in change.pair.left) == sorted(
        unit.ref for unit in left.units()
    )
    assert sorted(ref for change in changes for ref in change.pair.right) == sorted(
        unit.ref for unit in right.units()
    )
    for change in changes:
        if len(change.redlines) == 1:
            assert change.redlines[0].left == "".join(
                left.by_ref[ref].words for ref in change.pair.left
            )
            assert change.redlines[0].right == "".join(
                right.by_ref[ref].words for ref in change.pair.right
            )


@calm
@given(drafts(), drafts(instrument="two"), st.data())
def test_a_link_is_never_overruled(left: Draft, right: Draft, data) -> None:
    one = data.draw(st.sampled_from([unit.ref for unit in left.units()]))
    other = data.draw(st.sampled_from([unit.ref for unit in right.units()]))
    alone = data.draw(
        st.sampled_from([unit.ref for unit in left.units() if unit.ref != one] or [None])
    )
    links = [Link((one,), (other,))] + ([Link((alone,), ())] if alone else [])
    pairs = align_drafts(left, right, links=links).pairs
    assert any(
        pair.left == (one,) and pair.right == (other,) and pair.by == "link" for pair in pairs
    )
    assert not alone or any(pair.left == (alone,) and not pair.right for pair in pairs)


@given(st.text(max_size=200), st.text(max_size=200))
@settings(deadline=None)
def test_a_redline_rebuilds_both_texts(left: str, right: str) -> None:
    redline = make_redline(left, right, GLOSSARY.fold_for("one", "two"))
    assert (redline.left, redline.right) == (left, right)
    assert all(edit.left == edit.right for edit in redline.edits if edit.op == "equal")


@given(sentences, sentences)
@settings(deadline=None)
def test_a_redline_of_words_rebuilds_both_texts_and_marks_only_changes(
    left: str, right: str
) -> None:
    redline = make_redline(left, right, GLOSSARY.fold_for("one", "two"))
    assert (redline.left, redline.right) == (left, right)
    assert make_redline(left, left).changed is False
    for one, other in zip(redline.edits, redline.edits[1:]):
        assert (one.op, other.op) not in {
            ("delete", "delete"),
            ("insert", "insert"),
            ("insert", "delete"),
            ("equal", "equal"),
        }


@given(st.text(max_size=200))
def test_tokens_cover_all_but_white_space(text: str) -> None:
    tokens, at = tokenize(text, GLOSSARY.fold_for("one", "two")), 0
    for token in tokens:
        assert text[token.start : token.end] == token.text and not text[at : token.start].strip()
        at = token.end
    assert not text[at:].strip()


@given(st.integers(1, 99), st.lists(st.sampled_from(["1", "2", "a", "b", "i", "ii"]), max_size=3))
def test_a_ref_printed_is_read_as_itself(article: int, parts: list[str]) -> None:
    ref = str(article) + "".join(f"({part})" for part in parts)
    assert (
        parse_ref(ref)
        == parse_ref(f"Article {ref}")
        == parse_ref(f"art. {article}" + "".join(f".{part}" for part in parts))
        == ref
    )


@given(st.text(max_size=300), st.integers(12, 60), st.integers(0, 6))
def test_broken_lines_lose_no_word(text: str, width: int, hang: int) -> None:
    kept = "".join(text[start:end] for start, end in break_text(text, width, hang, single=False))
    assert "".join(kept.split()) == "".join(text.split())
