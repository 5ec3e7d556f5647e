"""What is read from YAML that stands there twice."""

from __future__ import annotations

from clausecmp.files.yaml_read import parse_yaml


def test_of_a_key_that_stands_twice_the_first_value_is_read() -> None:
    """Its place and its value belong together; the second is told as an error."""
    document = parse_yaml("title: first\nother: 1\ntitle: second\n", "x.yaml")
    assert document.root is not None
    assert document.root.text("title") == "first"
    assert document.root.keys["title"] == (1, 1)
    (problem,) = document.problems
    assert (problem.rule, problem.location.line) == ("duplicate-key", 3)
