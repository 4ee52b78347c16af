"""Words around orders to a model: each once, none empty."""

import pytest

from tocsin.vocab.order_cue import HIDDEN, MACHINES, NOTES, OPENINGS


@pytest.mark.parametrize("words", [HIDDEN, MACHINES, NOTES, OPENINGS])
def test_a_word_stands_once_and_is_one(words: tuple[str, ...]) -> None:
    assert len(words) == len(set(words))
    assert all(word.strip() for word in words)
