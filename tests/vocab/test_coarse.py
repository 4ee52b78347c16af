"""Moments as texts say them."""

import pytest

from tocsin.vocab.coarse import MOMENT, moments_in


@pytest.mark.parametrize(
    "text",
    ["2026-03-24T12:34:56Z", "2026-03-24 12:34", "2026-03-24T12:34:56.789+02:00", "at 2026-03-24 12:34:56 UTC,"],
)
def test_a_moment_is_found_as_programs_write_it(text: str) -> None:
    assert (moments_in(text), moments_in(f"{text} {text}")) == (1, 2)


@pytest.mark.parametrize("text", ["2026-03-24", "2026-03-24T12:00Z", "12:34:56", "2026-13-24T12:34:56Z", "1.2.3.4:80"])
def test_a_day_an_hour_and_other_numbers_are_none(text: str) -> None:
    assert moments_in(text) == 0


def test_a_zone_belongs_to_its_moment_and_a_word_does_not() -> None:
    found = MOMENT.search("2026-03-24T12:34 Zoë said")
    assert found is not None
    assert found.group() == "2026-03-24T12:34"
