"""What waits is found whoever forgot it; one worker has it; what is given back waits for its moment."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine, event, text

from tests.store.logs import CASE, ORG, OTHER, a_log
from tocsin.store.database import open_engine, reading, writing
from tocsin.store.index import row_of
from tocsin.store.migrations import bring_up_to_date
from tocsin.store.outbox import Outbox
from tocsin.vocab.delivery import DeliveryState
from tocsin.vocab.errors import ProofFailed
from tocsin.vocab.ports import Append
from tocsin.vocab.sharing import Delivery

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)
ONE = "delivery-" + "1" * 26


def _delivery(number: int, state: str = "queued") -> Delivery:
    return Delivery(
        id=f"delivery-{number:026}",
        case=CASE,
        share="share-" + "0" * 26,
        recipient="party-" + "0" * 26,
        document="document-" + "0" * 26,
        payload="0" * 64,
        road="road-" + "0" * 26,
        kind="mail",
        wire=None,
        send_after=NOON,
        planned_by="person-" + "0" * 26,
        planned_at=NOON + timedelta(seconds=number // 2),  # two of each moment
        state=state,
    )


def _keep(engine: Engine, *deliveries: Delivery, org: str = ORG, seq: int = 0) -> None:
    log = a_log(engine, org)
    if seq == 0:
        log.open_new()
    rows = [row_of(each, CASE) for each in deliveries]
    log.append(Append(stream=CASE, expected=seq, leaves=(b"{}",), entities=rows))


def test_everything_that_waits_is_found_and_nothing_else(engine: Engine) -> None:
    each = [_delivery(number, state) for number, state in enumerate(DeliveryState)]
    _keep(engine, *each)
    _keep(engine, _delivery(99), org=OTHER)
    found = Outbox(engine, ORG).waiting()
    assert [one.state for one in found] == ["queued", "sending", "failed"]
    assert found == [one for one in each if one.state in {"queued", "sending", "failed"}]


def test_pages_are_whole_and_in_the_order_of_planning(engine: Engine) -> None:
    outbox = Outbox(engine, ORG)
    planned = [_delivery(number) for number in range(23)]
    _keep(engine, *reversed(planned))
    found: list[Delivery] = []
    while page := outbox.free(NOON, after=found[-1] if found else None, limit=4):
        assert len(page) <= 4
        found += page
    assert found == planned


def test_the_outbox_is_read_by_its_small_index_however_much_else_there_is(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/home.db", create=True)
    bring_up_to_date(engine)
    said: list[tuple[str, tuple[object, ...]]] = []
    event.listen(engine, "before_cursor_execute", lambda *heard: said.append((heard[2], heard[3])))
    Outbox(engine, ORG).free(NOON, after=_delivery(1))
    ((query, values),) = [one for one in said if "leases" in one[0]]
    with reading(engine) as connection:
        found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values)
        plan = [str(row[3]) for row in found]
    engine.dispose()
    assert [one.split()[1] for one in plan] == ["entities", "leases"]
    assert "ix_entities_waiting" in plan[0]


def test_one_has_it_until_the_lease_runs_out(engine: Engine) -> None:
    outbox = Outbox(engine, ORG)
    assert outbox.take(ONE, "a", now=NOON, until=LATER)
    assert not outbox.take(ONE, "b", now=NOON, until=LATER)
    assert not outbox.take(ONE, "a", now=NOON, until=LATER)  # not even again by the same
    assert not outbox.take(ONE, "b", now=LATER - timedelta(milliseconds=1), until=LATER)
    assert outbox.take(ONE, "b", now=LATER, until=LATER + timedelta(minutes=5))
    assert not outbox.put_back(ONE, "a", due=NOON)
    assert not outbox.let_go(ONE, "a")
    assert outbox.leases([ONE])[ONE].owner == "b"


def test_another_organization_has_its_own(engine: Engine) -> None:
    assert Outbox(engine, ORG).take(ONE, "a", now=NOON, until=LATER)
    assert Outbox(engine, OTHER).take(ONE, "b", now=NOON, until=LATER)
    assert Outbox(engine, OTHER).let_go(ONE, "b")
    assert Outbox(engine, ORG).leases([ONE])[ONE].owner == "a"


def test_what_is_given_back_waits_for_its_moment(engine: Engine) -> None:
    outbox = Outbox(engine, ORG)
    outbox.take(ONE, "a", now=NOON, until=LATER)
    assert outbox.put_back(ONE, "a", due=LATER)
    assert not outbox.take(ONE, "b", now=LATER - timedelta(milliseconds=1), until=LATER)
    outbox.hasten(ONE)
    assert outbox.take(ONE, "b", now=NOON, until=LATER)
    outbox.hasten(ONE)
    assert not outbox.take(ONE, "c", now=NOON, until=LATER)
    assert outbox.let_go(ONE, "b")
    assert outbox.leases([ONE]) == {}
    outbox.hasten(ONE)
    assert outbox.leases([ONE]) == {}


def test_what_somebody_has_or_what_waits_is_not_free(engine: Engine) -> None:
    outbox, planned = Outbox(engine, ORG), [_delivery(number) for number in range(4)]
    _keep(engine, *planned)
    for number in (0, 1, 2):
        outbox.take(planned[number].id, "a", now=NOON, until=LATER)
    outbox.put_back(planned[1].id, "a", due=LATER)
    outbox.put_back(planned[2].id, "a", due=NOON)
    assert outbox.free(NOON) == planned[2:]
    assert outbox.free(LATER) == planned
    assert outbox.waiting() == planned


@pytest.mark.parametrize("tries", range(3))
def test_of_many_that_reach_for_it_at_once_exactly_one_gets_it(engine: Engine, tries: int) -> None:
    outbox, ready = Outbox(engine, ORG), threading.Barrier(8)
    if tries:
        outbox.take(ONE, "before", now=NOON - timedelta(hours=1), until=NOON)  # a lease that has run out
    got: list[str] = []

    def reach(owner: str) -> None:
        ready.wait()
        if outbox.take(ONE, owner, now=NOON, until=LATER):
            got.append(owner)

    threads = [threading.Thread(target=reach, args=(f"worker {number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 1
    assert outbox.leases([ONE])[ONE].owner == got[0]


def test_without_the_table_of_leases_nothing_is_forgotten(engine: Engine) -> None:
    outbox = Outbox(engine, ORG)
    sending = _delivery(1, "sending")
    _keep(engine, sending)
    outbox.take(sending.id, "a", now=NOON, until=LATER)
    assert outbox.free(NOON) == []
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM leases"))
    assert outbox.free(NOON) == [sending]


def test_a_delivery_that_is_none_any_more_is_told(engine: Engine) -> None:
    _keep(engine, _delivery(1))
    with writing(engine) as connection:
        connection.execute(text("UPDATE entities SET body = :body"), {"body": b"{}"})
    with pytest.raises(ProofFailed, match="delivery"):
        Outbox(engine, ORG).waiting()


def test_a_delivery_at_its_end_leaves_the_outbox(engine: Engine) -> None:
    _keep(engine, _delivery(1))
    _keep(engine, replace(_delivery(1), state="sent"), seq=1)
    assert Outbox(engine, ORG).waiting() == []


def test_what_a_dead_worker_left_of_an_ended_delivery_is_swept_away_and_nothing_else(engine: Engine) -> None:
    outbox = Outbox(engine, ORG)
    ended, alive, waiting = _delivery(1, "sent"), _delivery(2, "sent"), _delivery(3)
    _keep(engine, ended, alive, waiting)
    outbox.take(ended.id, "dead", now=NOON, until=NOON)
    outbox.take(alive.id, "slow", now=NOON, until=LATER)
    outbox.take(waiting.id, "dead", now=NOON, until=NOON)
    Outbox(engine, OTHER).take(ended.id, "dead", now=NOON, until=NOON)
    assert outbox.sweep(NOON) == 1
    assert outbox.sweep(NOON) == 0
    assert set(outbox.leases([ended.id, alive.id, waiting.id])) == {alive.id, waiting.id}
    assert set(Outbox(engine, OTHER).leases([ended.id])) == {ended.id}
