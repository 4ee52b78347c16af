"""Likeness is a share: the same is 1, nothing in common is 0, and it does not matter who is asked first."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.similarity import NEAR, READ_CHARS, WORDS, likeness, shingles

TEXTS = st.lists(st.sampled_from(["the", "agent", "mailed", "a", "list", "to", "stranger", "again"]), max_size=40).map(
    " ".join
)
LONG = " ".join(f"word{number}" for number in range(100))


@given(TEXTS, TEXTS)
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    share = likeness(shingles(one), shingles(other))
    assert 0 <= share <= 1
    assert share == likeness(shingles(other), shingles(one))


@given(TEXTS.filter(bool))
def test_a_text_is_wholly_like_itself_whatever_its_case_and_spaces(text: str) -> None:
    assert likeness(shingles(text), shingles(text.upper().replace(" ", "\n\t "))) == 1


def test_texts_without_words_are_alike_to_nothing() -> None:
    assert likeness(shingles(""), shingles("")) == 0
    assert likeness(shingles("... !"), shingles("the agent")) == 0


def test_one_changed_word_of_many_stays_near_and_another_text_does_not() -> None:
    assert likeness(shingles(LONG), shingles(LONG.replace("word50", "other"))) >= NEAR
    assert likeness(shingles(LONG), shingles(LONG.replace("word", "term"))) == 0


def test_the_order_of_words_counts() -> None:
    assert likeness(shingles(LONG), shingles(" ".join(reversed(LONG.split())))) == 0


def test_a_text_shorter_than_a_shingle_is_one_shingle() -> None:
    assert len(shingles("a b")) == len(shingles("a " * WORDS)) == 1
    assert likeness(shingles("a b"), shingles("a c")) == 0


def test_no_more_of_a_text_is_read_than_is_needed() -> None:
    numbered = "".join(f"{number:7} " for number in range(READ_CHARS // 4))  # eight signs each, twice as long as read
    assert shingles(numbered) == shingles(numbered[:READ_CHARS])
    assert shingles(numbered) != shingles(numbered[: READ_CHARS // 2])
