"""Codes as people read them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tocsin.vocab.marking import Tlp
from tocsin.vocab.promise import PromiseKind
from tocsin.vocab.triage import EventClass, Flag
from tocsin.web.desk.words import CLASSES, FLAGS, PROMISES, WORDS

NOW = datetime(2026, 3, 24, 12, tzinfo=UTC)


def test_every_code_that_pages_show_has_words() -> None:
    assert set(CLASSES) == set(EventClass)
    assert set(FLAGS) == set(Flag)
    assert set(PROMISES) == set(PromiseKind)


def test_a_label_is_written_as_first_writes_it_whatever_names_it() -> None:
    assert WORDS.tlp_name(Tlp.AMBER_STRICT) == WORDS.tlp_name("amber+strict") == "TLP:AMBER+STRICT"
    assert {WORDS.tlp_class(label) for label in Tlp} == {"red", "amber", "green", "clear"}


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (timedelta(days=3), "in 3 days"),
        (timedelta(hours=47), "in 47 hours"),
        (timedelta(hours=-5), "5 hours ago"),
        (timedelta(minutes=3), "in 3 minutes"),
        (timedelta(seconds=-3), "under 2 minutes ago"),
    ],
)
def test_a_moment_has_a_second_reading(by: timedelta, said: str) -> None:
    assert WORDS.away(NOW + by, NOW) == said
    assert not WORDS.away(None, NOW)


def test_sizes_and_numbers_agree_with_their_nouns() -> None:
    assert [WORDS.size(count) for count in (7, 2048, 3 * 1024**2, 5 * 1024**3)] == [
        "7 bytes",
        "2.0 KiB",
        "3.0 MiB",
        "5.0 GiB",
    ]
    assert (WORDS.count(1, "case", "cases"), WORDS.count(1000, "case", "cases")) == ("1 case", "1,000 cases")


def test_a_moment_stands_in_a_zone_beside_utc_with_its_own_day_where_it_has_one() -> None:
    kolkata = ZoneInfo("Asia/Kolkata")
    assert WORDS.local(datetime(2026, 3, 24, 12, tzinfo=UTC), kolkata) == "(17:30 IST)"
    assert WORDS.local(datetime(2026, 3, 24, 20, tzinfo=UTC), kolkata) == "(2026-03-25 01:30 IST)"
    assert WORDS.local(datetime.max.replace(tzinfo=UTC), kolkata) == ""


def test_a_number_says_where_it_was_counted_no_further() -> None:
    said = [WORDS.count(number, "case is yours", "cases are yours", 1_000) for number in (1, 999, 1_000)]
    assert said == ["1 case is yours", "999 cases are yours", "1,000 or more cases are yours"]
    assert WORDS.count(1_000, "case", "cases") == "1,000 cases"
