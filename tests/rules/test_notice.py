"""Nothing overdue is silent, nothing is told twice, and a notice depends on nothing that may not leave."""

import re
from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.rules.notice import (
    OCCASIONS,
    compose,
    due_now,
    is_quiet,
    key_of,
    occasion_of,
    standing_keys,
    wait_after,
)
from tocsin.vocab.ids import ALPHABET
from tocsin.vocab.notice import NO_CONTENT, WORDS, Occasion, json_of, subject_of, text_of
from tocsin.vocab.promise import Promise, PromiseKind, Side

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
ids = st.text(ALPHABET, min_size=26, max_size=26)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 -- bounds
promises = st.builds(
    lambda kind, one, since, wait, text: Promise(
        kind=kind,
        side=Side.OWE,
        about=f"share-{one}",
        case=f"case-{one}",
        party=f"party-{one}",
        since=since,
        due=None if wait is None else since + wait,
        overdue=False,
        sentence=text,
        command=text,
    ),
    st.sampled_from(PromiseKind),
    ids,
    moments,
    st.none() | st.timedeltas(timedelta(0), timedelta(days=30)),
    st.text(),
)
lists = st.lists(promises, max_size=8, unique_by=lambda one: one.key).map(tuple)


def test_every_kind_has_its_occasions_and_overdue_is_one_of_each() -> None:
    assert set(OCCASIONS) == set(PromiseKind)
    assert all(Occasion.OVERDUE in occasions for occasions in OCCASIONS.values())


@given(lists, moments)
def test_nothing_overdue_is_silent_and_nothing_is_told_twice(owed: tuple[Promise, ...], now: datetime) -> None:
    tellings = due_now(owed, frozenset(), now)
    late = [one for one in owed if one.due is not None and now > one.due]
    assert {key_of(Occasion.OVERDUE, one) for one in late} <= {one.key for one in tellings}
    assert due_now(owed, frozenset(one.key for one in tellings), now) == ()


@given(promises, st.lists(moments, min_size=1, max_size=20))
def test_over_its_whole_life_a_promise_is_told_at_most_once_on_each_occasion_of_its_kind(
    promise: Promise, rounds: list[datetime]
) -> None:
    told: set[str] = set()
    occasions = list[Occasion]()
    for now in sorted(rounds):
        for one in due_now((promise,), frozenset(told), now):
            told.add(one.key)
            occasions.append(one.occasion)
    assert len(set(occasions)) == len(occasions)
    assert set(occasions) <= OCCASIONS[promise.kind]
    assert occasions == sorted(occasions, key=[Occasion.NEW, Occasion.SOON, Occasion.OVERDUE].index)
    assert told <= standing_keys((promise,))


@given(lists.filter(bool), moments, st.text())
def test_a_notice_is_the_same_whatever_is_said_of_a_promise_and_whoever_it_is_with(
    owed: tuple[Promise, ...], now: datetime, text: str
) -> None:
    tellings = due_now(owed, frozenset(), now)
    if not tellings:
        return
    others = tuple(replace(one, sentence=text, command=text, share=text, who=(text,)) for one in owed)
    notice = compose(tellings, now)
    assert json_of(notice) == json_of(compose(due_now(others, frozenset(), now), now))
    assert subject_of(notice).startswith("Tocsin: ")
    left = text_of(notice).replace(NO_CONTENT, "").replace("Look: tocsin status --owe --owed", "")
    left = re.sub(rf"case-[{ALPHABET}]{{8}}", "", left)
    for words in sorted((word for both in WORDS.values() for word in both), key=len, reverse=True):
        left = left.replace(words, "")
    assert re.fullmatch(r"(?:[0-9 :,\n]|overdue|soon|new|and|more)*", left)
    assert not re.search(r"party-|share-", json_of(notice).decode())
    assert sum(line.count for line in notice.lines) == len(tellings)


@given(lists.filter(bool), moments, moments)
def test_a_repeat_has_the_number_of_the_first_and_another_telling_another(
    owed: tuple[Promise, ...], now: datetime, later: datetime
) -> None:
    tellings = due_now(owed, frozenset(), now)
    if tellings:
        first = compose(tellings, now)
        assert compose(tuple(reversed(tellings)), later).number == first.number
        further = (*tellings, replace(tellings[0], key="another"))
        assert compose(further, now).number != first.number


def test_practice_is_told_nobody() -> None:
    one = Promise(
        kind=PromiseKind.QUESTION,
        side=Side.OWE,
        about="feedback-1",
        case="case-" + "0" * 26,
        since=NOON,
        due=NOON,
        overdue=True,
        sentence="",
        command="",
    )
    assert len(due_now((one,), frozenset(), NOON + timedelta(days=1))) == 1
    assert due_now((replace(one, exercise=True),), frozenset(), NOON + timedelta(days=1)) == ()


@pytest.mark.parametrize(
    ("kind", "hours", "occasion"),
    [
        (PromiseKind.DUTY, 0, Occasion.NEW),
        (PromiseKind.DUTY, 48, Occasion.SOON),
        (PromiseKind.DUTY, 72, Occasion.SOON),
        (PromiseKind.DUTY, 73, Occasion.OVERDUE),
        (PromiseKind.QUESTION, 71, Occasion.NEW),
        (PromiseKind.BLOCK, 47, None),
        (PromiseKind.BLOCK, 48, Occasion.SOON),
        (PromiseKind.ACKNOWLEDGEMENT, 72, None),
        (PromiseKind.ACKNOWLEDGEMENT, 73, Occasion.OVERDUE),
    ],
)
def test_each_kind_is_told_in_its_time(kind: PromiseKind, hours: int, occasion: Occasion | None) -> None:
    one = Promise(
        kind=kind,
        side=Side.OWE,
        about="x",
        case="x",
        since=NOON,
        due=NOON + timedelta(hours=72),
        overdue=False,
        sentence="",
        command="",
    )
    assert occasion_of(one, NOON + timedelta(hours=hours)) == occasion


@pytest.mark.parametrize(
    ("hours", "quiet", "loud"),
    [
        ((time(22), time(7)), [time(22), time(23, 59), time(0), time(6, 59)], [time(7), time(12), time(21, 59)]),
        ((time(12), time(13)), [time(12), time(12, 30)], [time(11, 59), time(13)]),
        (None, [], [time(0), time(12)]),
    ],
)
def test_quiet_hours_may_pass_midnight(hours: tuple[time, time] | None, quiet: list[time], loud: list[time]) -> None:
    assert [is_quiet(hours, one) for one in quiet] == [True] * len(quiet)
    assert [is_quiet(hours, one) for one in loud] == [False] * len(loud)


def test_after_a_failure_it_waits_longer_each_time_up_to_six_hours() -> None:
    waits = [wait_after(failures) for failures in range(2000)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=5), timedelta(hours=6))
