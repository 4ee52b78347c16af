"""A change stands line by line: nothing of either text is lost, and what did not change is only counted."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.correction import How, Stretch, laid_over
from tocsin.web.desk.changed import by_line

TEXTS = st.text(alphabet="ab.\n ", max_size=40)


def said(pieces: tuple[Stretch, ...]) -> str:
    return "".join(one.text for one in pieces)


def test_a_sentence_is_shown_as_it_was_and_as_it_is() -> None:
    old = "It began on Monday. Nobody saw it.\nIt ended at noon."
    new = "It began on Tuesday. Nobody saw it.\nIt ended at noon. We know why."
    found = by_line(laid_over(old, new))
    assert [(said(one.was), said(one.now)) for one in found.changed] == [
        ("It began on Monday. ", "It began on Tuesday. "),
        ("It ended at noon.", "It ended at noon. We know why."),
    ]
    assert found.same == 1


@given(TEXTS, TEXTS)
def test_every_word_that_went_or_came_stands_in_a_line(old: str, new: str) -> None:
    stretches = laid_over(old, new)
    found = by_line(stretches)
    for how, sides in (
        (How.REMOVED, [one.was for one in found.changed]),
        (How.ADDED, [one.now for one in found.changed]),
    ):
        shown = "".join(one.text for side in sides for one in side if one.how is how)
        assert "".join(shown.split()) == "".join("".join(one.text for one in stretches if one.how is how).split())
