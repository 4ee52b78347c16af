"""Ages and footers of dated statements."""

from datetime import date, timedelta

import pytest

from tocsin.vocab.dated import is_stale, legal_footer

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(("age", "stale"), [(-1, True), (0, False), (30, False), (31, True)])
def test_a_reading_is_fresh_for_so_many_days_and_never_from_the_future(age: int, stale: bool) -> None:
    assert is_stale(DAY, DAY + timedelta(days=age), 30) is stale


def test_a_footer_names_source_and_day_and_ends_the_same_way() -> None:
    assert legal_footer(DAY, "A statute.", stale=False) == ("Source: A statute. Read on 2026-11-23. Not legal advice.")
    assert "too long ago" in legal_footer(DAY, "A statute", stale=True)
    assert legal_footer(DAY, "A statute", stale=True).endswith("Not legal advice.")
