"""Words as patterns: the longer first, and in every case that an engine of bytes would miss."""

import re

from tocsin.vocab.cue import one_of, trigger_of


def test_of_two_words_the_longer_is_tried_first() -> None:
    found = re.match(one_of(["pass", "passphrase", "p.w"]), "passphrase")
    assert found is not None
    assert found.group() == "passphrase"
    assert re.fullmatch(one_of(["p.w"]), "pxw") is None


def test_a_word_outside_ascii_is_looked_for_in_its_three_cases() -> None:
    pattern = re.compile(trigger_of(["ключ", "key"]).encode(), re.IGNORECASE)
    assert all(pattern.fullmatch(word.encode()) for word in ("ключ", "Ключ", "КЛЮЧ", "key", "KEY"))
    assert pattern.fullmatch("кЛюч".encode()) is None
