"""Tables are read to their end, and no sentence is one."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.grid import grid, rows


def read(text: str) -> list[list[str]]:
    table = grid(text, 0)
    return [] if table is None else [[text[cell.start : cell.end] for _, cell in row] for row in rows(text, table)]


@given(st.lists(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=3, max_size=3), min_size=1, max_size=5))
def test_cells_come_back_as_they_were_written(cells: list[list[str]]) -> None:
    for delimiter in (",", ";", "\t", " | ", "   "):
        text = "\n".join(delimiter.join(row) for row in [["one", "two", "six"], *cells])
        assert read(text) == cells


def test_a_delimiter_in_quotes_parts_nothing() -> None:
    assert read('one,two\n"a, b",c\n') == [["a, b", "c"]]


def test_a_table_ends_with_an_empty_line() -> None:
    assert read("one,two\na,b\n\nc,d\n") == [["a", "b"]]


def test_a_line_without_cells_is_no_table() -> None:
    assert grid("just a line", 0) is None
