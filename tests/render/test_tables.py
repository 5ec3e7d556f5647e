"""CSV that no spreadsheet takes for a formula and no log for a command."""

from __future__ import annotations

import csv
import io

import pytest

from clausecmp.render.tables import write_csv


def read_cell(cell: str) -> str:
    """The cell as a spreadsheet gets it."""
    ((found,),) = csv.reader(io.StringIO(write_csv([[cell]])))
    return found


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", " ", "  ", "\t", "\n", "\r", "\u00a0", " \n"])
def test_a_formula_is_text(sign: str, before: str) -> None:
    assert read_cell(f"{before}{sign}1+1") == f"'{before}{sign}1+1".replace("\r", "\n")


@pytest.mark.parametrize("before", ["\t", "\n", "\r"])
def test_what_begins_with_a_break_is_text(before: str) -> None:
    assert read_cell(f"{before}one") == f"'{before}one".replace("\r", "\n")


@pytest.mark.parametrize("cell", ["", "one = two", "24(1)", "1-2", "a@b", "Ada", " one"])
def test_other_cells_stay(cell: str) -> None:
    assert read_cell(cell) == cell


@pytest.mark.parametrize("cell", ["::error::x", "one\n::error::x", "one\n  ::error::x"])
def test_no_line_is_a_command(cell: str) -> None:
    assert not any(line.lstrip().startswith("::") for line in write_csv([[cell]]).splitlines())
