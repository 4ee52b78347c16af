"""A long text in parts: nothing is lost or doubled, whatever the pieces, and the margins are the neighbours."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.parting import cut

texts = st.text(alphabet="ab\né", max_size=400)


@given(texts, st.lists(st.integers(0, 400)), st.integers(1, 60), st.integers(0, 30))
def test_parts_are_the_text_whatever_the_pieces(text: str, places: list[int], part: int, margin: int) -> None:
    ends = sorted({0, len(text), *(place for place in places if place < len(text))})
    pieces = [text[start:end] for start, end in pairwise(ends)]
    parts = list(cut(pieces, part, margin))
    assert parts == list(cut([text], part, margin))
    assert "".join(each.text[each.start : each.end] for each in parts) == text
    for each in parts:
        start, end = each.offset + each.start, each.offset + each.end
        assert 0 < end - start <= part
        assert each.text == text[max(0, start - margin) : end + margin]


def test_a_part_ends_with_a_line_where_it_can() -> None:
    assert [each.text for each in cut(["one\ntwo\nthree and more"], 8, 0)] == ["one\ntwo\n", "three an", "d more"]
