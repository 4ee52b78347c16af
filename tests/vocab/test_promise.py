"""A promise has one name as long as it stands, and another date makes it another promise."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.vocab.promise import Promise, PromiseKind, Side

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
ONE = Promise(
    kind=PromiseKind.QUESTION,
    side=Side.OWE,
    about="feedback-1",
    case="case-1",
    party="party-1",
    since=NOON,
    due=NOON,
    overdue=False,
    sentence="a question waits",
    command="tocsin status",
)


@given(st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=90)), st.text(), st.booleans())
def test_the_key_changes_with_the_date_and_with_nothing_that_only_time_changes(
    later: timedelta, sentence: str, overdue: bool
) -> None:
    assert replace(ONE, sentence=sentence, overdue=overdue).key == ONE.key
    assert replace(ONE, due=NOON + later).key != ONE.key
    assert replace(ONE, due=None).key == "question/feedback-1/party-1/"


def test_two_parties_and_two_kinds_are_two_promises() -> None:
    others = (replace(ONE, party="party-2"), replace(ONE, kind=PromiseKind.WIDER), replace(ONE, about="feedback-2"))
    assert len({ONE.key, *(one.key for one in others)}) == 4
