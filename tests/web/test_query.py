"""What a query means."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.errors import BadInput
from tocsin.web.query import BEGINNING, FIELDS, MOST, Filters, Wanted, moment_us, wanted_in

moments = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(9999, 12, 31))  # noqa: DTZ001  # UTC is set below


def test_nothing_said_is_nothing_wanted_in_particular() -> None:
    assert wanted_in(b"", FIELDS) == Wanted() == Wanted(filters=Filters(), after_us=BEGINNING, limit=None, cursor="")


@given(moments, st.integers(0, 6))
def test_a_time_means_the_same_with_any_number_of_digits(moment: datetime, digits: int) -> None:
    text = moment.isoformat(timespec="microseconds")
    cut = text[: 19 + bool(digits) + digits] + "Z"
    held = moment.replace(microsecond=moment.microsecond // 10 ** (6 - digits) * 10 ** (6 - digits))
    assert moment_us(cut) == (held.replace(tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@given(st.binary(max_size=200))
def test_any_query_is_read_or_refused(query: bytes) -> None:
    try:
        found = wanted_in(query, FIELDS)
    except BadInput:
        return
    assert found.limit is None or 1 <= found.limit <= MOST


@given(st.dictionaries(st.sampled_from(["limit", "added_after", "next", "match[type]", "match[version]"]), st.text()))
def test_any_value_is_read_or_refused(said: dict[str, str]) -> None:
    try:
        found = wanted_in(urlencode(said).encode(), FIELDS)
    except BadInput:
        return
    assert found.cursor == said.get("next", "")


def test_filters_are_the_same_in_any_order_and_spelling() -> None:
    one = wanted_in(quote("match[type]=note,file&match[version]=last,first", safe="=&").encode(), FIELDS)
    other = wanted_in(b"match[version]=first,last,last&match[type]=file,note", FIELDS)
    assert one == other


def test_a_filter_that_a_resource_does_not_have_is_refused() -> None:
    with pytest.raises(BadInput, match="not served here"):
        wanted_in(b"match[type]=note", {"version"})


def test_a_large_limit_is_cut() -> None:
    assert wanted_in(b"limit=999999", FIELDS).limit == MOST
