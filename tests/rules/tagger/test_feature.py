"""How a word stands: shapes, keys, company; and that what was found counts by its label alone."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tocsin.rules.tagger.feature import SIZE, placed, standing, words_of
from tocsin.vocab.finding import Finding, Label
from tocsin.vocab.triage import Confidence


def found(text: str, value: str, label: Label = Label.PERSON) -> Finding:
    """A finding of a value that stands in a text once."""
    start = text.index(value)
    return Finding(
        label=label, start=start, end=start + len(value), rule="test", confidence=Confidence.HIGH, reason="test"
    )


def features(text: str, *some: Finding) -> dict[str, list[str]]:
    """The features of each word, by the word."""
    words = words_of(text, some)
    return {text[words[at].start : words[at].end]: said for at, said in standing(words, text)}


def test_a_word_is_told_by_its_shape_and_numbers_by_their_length() -> None:
    said = features("Room B12 of McKay 4711")
    assert "s Xdd" in said["B12"]
    assert "mix" in said["B12"]
    assert "s XxXxx" in said["McKay"]
    assert "w #4" in said["4711"]


def test_a_word_is_told_by_the_key_before_it_until_the_list_goes_on() -> None:
    said = features('"door code": "kestrel", next')
    assert "kl code" in said["kestrel"]
    assert "k door code" in said["kestrel"]
    assert not any(one.startswith("k ") for one in said["next"])


def test_what_was_found_is_one_word_and_no_word_of_its_own() -> None:
    text = "told Ann-Marie van Dijk today"
    said = features(text, found(text, "Ann-Marie van Dijk"))
    assert set(said) == {"told", "today"}
    assert "w1 <PERSON>" in said["told"]
    assert "cl <PERSON>" in said["today"]


def test_a_sign_of_a_script_without_spaces_is_a_word() -> None:
    assert set(features("山田さん")) == {"山", "田", "さ", "ん"}


VALUES = st.text(min_size=1, max_size=20).filter(str.strip)


@given(VALUES, VALUES)
def test_the_letters_of_what_was_found_change_nothing(one: str, other: str) -> None:
    before, after = "the key of ", " was left\nin the drawer 12"

    def beside(value: str) -> list[list[str]]:
        text = f"{before}{value}{after}"
        place = Finding(
            label=Label.API_KEY,
            start=len(before),
            end=len(before) + len(value),
            rule="test",
            confidence=Confidence.HIGH,
            reason="test",
        )
        return [said for _, said in standing(words_of(text, [place]), text)]

    assert [sorted(each) for each in beside(one)] == [sorted(each) for each in beside(other)]


@given(st.text(max_size=80))
def test_places_lie_in_the_table_and_words_in_the_text(text: str) -> None:
    words = words_of(text, [])
    assert all(text[one.start : one.end].strip() or text[one.start] == "\n" for one in words)
    assert all(one.end <= other.start for one, other in pairwise(words))
    assert all(0 <= place < SIZE for _, places in placed(words, text) for place in places)
