"""Guesses lie beside what was found, join what belongs together, and leave names of a clean copy alone."""

from itertools import pairwise
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.tagger.test_feature import found
from tocsin.rules.tagger.feature import SIZE, placed, words_of
from tocsin.rules.tagger.guess import RULE, SCALE, guesses
from tocsin.vocab.finding import Label
from tocsin.vocab.triage import Confidence

EVERY = crc32(b"b") % SIZE  # the place of the feature that every word has


def weights(text: str, **odds: float) -> list[int]:
    """Weights under which these words of a text have these odds, and every other word is hardly likely to go."""
    words = words_of(text, [])
    places = {text[words[at].start : words[at].end]: set(each) for at, each in placed(words, text)}
    made = [0] * SIZE
    made[EVERY] = -5 * SCALE
    for word, each in odds.items():
        others = set().union(*(some for other, some in places.items() if other != word))
        made[min(places[word] - others)] = round((each + 5) * SCALE)
    return made


def shown(text: str, table: list[int]) -> list[str]:
    """What is guessed of a text, in which nothing was found."""
    return [text[one.start : one.end] for one in guesses(table, text, ())]


def test_nothing_is_guessed_where_nothing_weighs() -> None:
    assert guesses([-1] * SIZE, "Ann met Bob at 12", ()) == ()


def test_what_is_likely_goes_and_what_is_not_stays() -> None:
    text = "we met Zofia there"
    assert shown(text, weights(text, Zofia=5)) == ["Zofia"]
    assert shown(text, weights(text, Zofia=-5)) == []


def test_a_word_beside_one_that_goes_needs_less() -> None:
    text = "we met Zofia Wrona there"
    assert shown(text, weights(text, Zofia=5, Wrona=0.5)) == ["Zofia Wrona"]
    assert shown(text, weights(text, Wrona=5, Zofia=0.5)) == ["Zofia Wrona"]
    assert shown(text, weights(text, Zofia=0.5, Wrona=0.5)) == []
    assert shown("we met Zofia\nWrona there", weights(text, Zofia=5, Wrona=0.5)) == ["Zofia"]


def test_a_guess_says_that_it_is_one() -> None:
    text = "card 7731 lost"
    (one,) = guesses(weights(text, **{"7731": 5}), text, ())
    assert (one.rule, one.confidence, one.label) == (RULE, Confidence.LOW, Label.ACCOUNT_ID)
    assert "no rule says so" in one.reason


def test_what_says_little_by_itself_is_left() -> None:
    assert shown("a 7 b", [3] * SIZE) == ["a 7 b"]
    text = "we met 77 there at 0123456789abcdef"
    assert shown(text, weights(text, **{"77": 5, "0123456789abcdef": 5})) == []
    assert shown("we met 山 there", weights("we met 山 there", 山=5)) == ["山"]


def test_what_was_found_stays_as_it_was() -> None:
    text = "we met Zofia there"
    one = found(text, "Zofia", Label.USERNAME)
    assert one in guesses([1] * SIZE, text, (one,))


def test_names_of_a_clean_copy_are_nothing_to_guess_about() -> None:
    assert guesses([3] * SIZE, "[PERSON-1]", ()) == ()


@given(st.text(max_size=120), st.integers(0, 5))
def test_guesses_never_overlap_and_lie_in_the_text(text: str, of_six: int) -> None:
    table = [30 if number % 6 > of_six else -30 for number in range(SIZE)]
    some = guesses(table, text, ())
    assert all(0 <= one.start < one.end <= len(text) for one in some)
    assert all(one.end <= other.start for one, other in pairwise(some))
