"""The tests of the law room run no command: they need no world of their own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def plain_world() -> None:
    """In the place of the fixture that sets the environment for a command: a thousand tests without
    a folder each."""
