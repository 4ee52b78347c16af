"""An answer about a text is worked out once, and never taken for another text's."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.remembered import MOST_KEPT, Remembered


def test_an_answer_is_worked_out_once_a_text() -> None:
    asked: list[tuple[str, str]] = []

    def count(text: str, value: str) -> int:
        asked.append((text, value))
        return text.count(value)

    remembered = Remembered(count)
    first, second = "ada and ada", "ada alone"
    assert [remembered(first, "ada"), remembered(first, "ada"), remembered(first, "and")] == [2, 2, 1]
    assert [remembered(second, "ada"), remembered(first, "ada")] == [1, 2]
    assert asked == [(first, "ada"), (first, "and"), (second, "ada"), (first, "ada")]


@given(st.lists(st.tuples(st.sampled_from(["a b a", "b", "", "aa"]), st.sampled_from("ab")), max_size=12))
def test_the_answers_are_those_of_the_question_itself(asked: list[tuple[str, str]]) -> None:
    remembered = Remembered(str.count)
    assert [remembered(text, value) for text, value in asked] == [text.count(value) for text, value in asked]


def test_it_holds_no_more_answers_than_said() -> None:
    made: list[int] = []

    def length(text: str, number: int) -> int:
        made.append(number)
        return len(text) + number

    remembered, text = Remembered(length), "a text"
    for number in range(MOST_KEPT + 1):  # the last one makes room for itself
        assert remembered(text, number) == 6 + number
    assert remembered(text, 0) == 6
    assert made.count(0) == 2
