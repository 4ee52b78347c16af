"""Words for numbers of people."""

import pytest

from tocsin.vocab import number_cue

TABLES = [number_cue.IDENTITY_CODES, number_cue.PASSPORT_WORDS, number_cue.ACCOUNT_WORDS]


@pytest.mark.parametrize("words", TABLES)
def test_words_stand_once_and_in_lower_case_where_case_is_left_aside(words: tuple[str, ...]) -> None:
    assert len(words) == len(set(words))
    assert all(word.strip() for word in words)
    if words not in (number_cue.IDENTITY_CODES,):
        assert [word for word in words if word != word.lower()] == []


def test_the_number_of_a_thing_is_not_that_of_a_person() -> None:
    assert {"INV", "CVE"} <= number_cue.THING_PREFIXES
    assert "CUST" not in number_cue.THING_PREFIXES
