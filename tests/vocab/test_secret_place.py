"""What stands around a secret that is hinted at, halved or spelled: each word once."""

import pytest

from tocsin.vocab.secret_place import HALVES, HINTS, SPOKEN_DIGITS


@pytest.mark.parametrize("words", [HINTS, HALVES, SPOKEN_DIGITS])
def test_a_word_stands_once_and_in_lower_case(words: tuple[str, ...]) -> None:
    assert len(words) == len(set(words))
    assert all(word == word.lower().strip() and word for word in words)
