"""Text of a draft or a record shows in markdown as it is written, whatever it looks like."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from clausecmp.redline.words import make_redline
from clausecmp.render.markdown import draft_markdown, escape, redline_markdown
from tests.conftest import make_draft

NASTY = [
    "---",
    "===",
    "***",
    "___",
    "- - -",
    ":--",
    "+",
    "1.",
    "2)",
    "# head",
    "> quote",
    "| a | b |",
    "```",
    "~~~",
    "http://example.org/a_b",
    "https://example.org",
    "HTTP://EXAMPLE.ORG",
    "www.example.org",
    "ftp://example.org",
    "mailto:ada@example.org",
    "ada@example.org",
    "@octocat",
    "#12",
    "GH-12",
    "<b>bold</b>",
    "<http://example.org>",
    "[x](y)",
    "![x](y)",
    "*s*",
    "_u_",
    "~~d~~",
    "`code`",
    "&amp;",
    "&#64;x",
    "\\",
    "::error::x",
]


class Page(HTMLParser):
    """The tags and the text pieces of some HTML; an element or a comment ends a piece."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.pieces: list[str] = [""]
        parser = MarkdownIt("gfm-like")
        assert parser.linkify
        # GitHub makes a link of www.example.org, but not of example.org
        parser.linkify.set({"fuzzy_link": "www." in markdown.lower()})
        self.feed(parser.render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.pieces.append("")

    def handle_comment(self, data: str) -> None:
        self.pieces.append("")

    def handle_data(self, data: str) -> None:
        self.pieces[-1] += data

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


@pytest.mark.parametrize("text", NASTY)
def test_text_is_no_markup(text: str) -> None:
    for markdown in (escape(text), f"before\n{escape(text)}"):
        page = Page(markdown)
        assert page.tags == ["p"] and page.text.removeprefix("before ") == text


@given(st.lists(st.sampled_from([*NASTY, "word", " ", "\n", "\t"]), max_size=6))
def test_no_mixture_is_markup(parts: list[str]) -> None:
    text = " ".join(" ".join(parts).split()).replace("ada@example.org", "ada@example.test")
    page = Page(f"before\n{escape(text)}")
    assert page.tags == ["p"] and page.text == f"before {text}".strip()


@pytest.mark.parametrize("text", ["@octocat", "ada@example.org", "#12", "GH-12"])
def test_nobody_is_mentioned(text: str) -> None:
    """GitHub reads mentions from the text of the finished HTML."""
    assert not any(text in piece for piece in Page(escape(text)).pieces)


@pytest.mark.parametrize("text", ["---", "1. one", "- item", "# head", "::error::", "www.a.org"])
def test_a_redline_has_no_markup_but_its_own(text: str) -> None:
    page = Page("> " + redline_markdown(make_redline(f"{text} stands", f"{text} falls")))
    assert set(page.tags) == {"blockquote", "p", "s", "strong"}
    assert page.text.startswith(text) and page.text.endswith("falls")


def test_a_draft_as_markdown_shows_its_words() -> None:
    draft = make_draft(
        'instrument: harbour\nversion: "2001"\ntitle: "@octocat"\nlanguage: en\nwording: restated\n'
        "clauses:\n- article: 1\n  heading: '---'\n  clauses:\n"
        "  - {paragraph: 1, text: '=== see www.example.org', closing: '::error::x'}\n"
    )
    page = Page(draft_markdown(draft))
    assert not {"a", "hr"} & set(page.tags) and "=== see www.example.org" in page.text
    assert not any(line.lstrip().startswith("::") for line in draft_markdown(draft).splitlines())
