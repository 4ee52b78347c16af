"""What waits is found by the references of the cases as it is by looking at every case."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace
from sqlalchemy import Engine

from tests.store.logs import ORG, OTHER
from tests.vocab.test_case_ref import ADA, BLOCK, CASE, MIRA, NOON
from tocsin.store.database import writing
from tocsin.store.index import Index, put_entities, row_of
from tocsin.vocab.case import Case

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _put(engine: Engine, *cases: Case, org: str = ORG) -> Index:
    with writing(engine) as connection:
        put_entities(connection, org, [row_of(one, one.id) for one in cases])
    return Index(engine, org)


def _case(number: int, **changed: object) -> Case:
    return replace(CASE, id=f"case-{number}", changed_at=NOON + timedelta(minutes=number), **changed)


def test_open_cases_are_counted_and_given_by_who_answers_for_them_newest_change_first(engine: Engine) -> None:
    closed = _case(9, closed_at=NOON)
    mine = (_case(1), _case(4, block=BLOCK), _case(3))
    index = _put(engine, *mine, _case(2, assigned=MIRA), closed)
    _put(engine, _case(7), org=OTHER)
    cases = index.cases
    assert [cases.count_open(who, most=9) for who in (None, ADA, MIRA)] == [4, 3, 1]
    assert [cases.count_open(who, most=2) for who in (None, ADA, MIRA)] == [2, 2, 1]
    assert cases.newest([ADA], 2) == ["case-4", "case-3"]
    assert cases.newest([ADA, MIRA], 9) == ["case-4", "case-3", "case-2", "case-1"]
    assert cases.newest([], 9) == []
    newest = {ADA: NOON + timedelta(minutes=4), MIRA: NOON + timedelta(minutes=2)}
    assert {who: EPOCH + timedelta(microseconds=at) for who, at in cases.answering().items()} == newest


def test_a_case_that_changes_is_found_anew_and_no_longer_where_it_was(engine: Engine) -> None:
    index = _put(engine, _case(1, block=BLOCK), _case(2))
    assert index.cases.owing() == ["case-1"]
    _put(engine, _case(1, assigned=MIRA), _case(2, block=BLOCK, closed_at=NOON))
    assert index.cases.owing() == ["case-2"]
    assert index.cases.count_open(most=9) == 1
    assert index.cases.newest([MIRA], 5) == ["case-1"]
    assert index.cases.answering().keys() == {MIRA}
