"""What was taken out is seen by laying the cleaned text over ours: nothing is invented, nothing is hidden."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.struck import Piece, struck

WORDS = st.text(alphabet="ab ", min_size=1, max_size=4)


def joined(pieces: tuple[Piece, ...]) -> tuple[str, str]:
    """The two texts that the pieces tell of."""
    return "".join(one.text for one in pieces), "".join(one.token or one.text for one in pieces)


@given(st.lists(st.tuples(WORDS, st.booleans()), max_size=8))
def test_the_pieces_tell_both_texts(parts: list[tuple[str, bool]]) -> None:
    ours = "".join(text for text, _ in parts)
    cleaned = "".join(f"[PERSON-{number + 1}]" if gone else text for number, (text, gone) in enumerate(parts))
    found = struck(ours, cleaned)
    assert found is not None
    assert joined(found) == (ours, cleaned)


@given(WORDS, WORDS)
def test_the_cleaned_text_of_another_text_is_told_as_such(ours: str, other: str) -> None:
    found = struck(ours, other)
    assert (found is None) == (ours != other)


def test_each_value_stands_with_its_token() -> None:
    found = struck("ask a@b.example or c@d.example, now", "ask [EMAIL-1] or [EMAIL-2], now")
    assert found == (
        Piece(text="ask "),
        Piece(text="a@b.example", token="[EMAIL-1]"),
        Piece(text=" or "),
        Piece(text="c@d.example", token="[EMAIL-2]"),
        Piece(text=", now"),
    )


def test_a_value_is_never_shown_as_nothing() -> None:
    assert struck("ask now", "ask [EMAIL-1]now") is None


def test_two_values_side_by_side_are_one_stretch_of_our_text() -> None:
    found = struck("xyab", "[PERSON-1][PERSON-2]ab")
    assert found is not None
    assert joined(found) == ("xyab", "[PERSON-1][PERSON-2]ab")
