"""A table for a spreadsheet starts no formula, and is read back as it was."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats.csv_table import FORMULA, csv_table, inert


@pytest.mark.parametrize("sign", FORMULA)
def test_a_cell_that_would_start_a_formula_is_text(sign: str) -> None:
    assert inert(f"{sign}cmd|' /C calc'!A0") == f"'{sign}cmd|' /C calc'!A0"
    assert inert(f"  {sign}SUM(A1)").startswith("'")


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_no_cell_begins_with_a_sign_of_a_formula_and_nothing_is_lost(rows: list[list[str]]) -> None:
    text = csv_table(("a", "b"), rows).decode()
    read = list(csv.reader(io.StringIO(text, newline="")))[1:]
    for row, back in zip(rows, read, strict=True):
        for cell, shown in zip(row, back, strict=True):
            assert not shown.startswith(FORMULA)
            assert shown.removeprefix("'" if inert(cell) != cell else "") == cell.encode("utf-8", "replace").decode()
