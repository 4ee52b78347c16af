"""Fetches are recorded after the answer, whatever gets in the way."""

import threading

from tests.web.scene import Scene, notes, until
from tocsin.stages.feedback import Said, receive
from tocsin.stages.share import find
from tocsin.vocab.delivery import DeliveryReason, DeliveryState
from tocsin.vocab.errors import ChannelDown
from tocsin.web.collecting import Collecting, record_on

FETCHED = DeliveryReason.FETCHED


def test_a_fetch_is_recorded_once(scene: Scene) -> None:
    partner = scene.partner()
    delivery = scene.delivered(partner, notes(1))
    collecting, size = Collecting(record_on(scene.desk)), scene.desk.log.size()
    collecting.start()
    for _ in range(5):
        collecting.take(frozenset({delivery.id}), FETCHED)
    until(collecting.is_idle)
    collecting.take(frozenset({delivery.id}), FETCHED)
    collecting.end()
    assert scene.state(delivery) == DeliveryState.COLLECTED
    assert scene.desk.log.size() == size + 1


def test_what_fails_is_tried_again_and_holds_nothing_up() -> None:
    tries: list[str] = []
    is_up = threading.Event()

    def record(delivery: str, reason: DeliveryReason) -> None:
        tries.append(delivery)
        if delivery == "bad" and not is_up.is_set():
            raise ChannelDown("the disk is full")

    collecting = Collecting(record, first_pause_s=0.01)
    collecting.start()
    collecting.take(frozenset({"bad"}), FETCHED)
    collecting.take(frozenset({"good"}), FETCHED)
    until(lambda: "good" in tries and tries.count("bad") > 2)
    assert not collecting.is_idle()
    is_up.set()
    until(collecting.is_idle)
    collecting.end()


def test_an_unexpected_fault_does_not_end_the_recording() -> None:
    seen: list[str] = []

    def record(delivery: str, reason: DeliveryReason) -> None:
        seen.append(delivery)
        if len(seen) == 1:
            raise RuntimeError("ours")

    collecting = Collecting(record, first_pause_s=0.01)
    collecting.start()
    collecting.take(frozenset({"a"}), FETCHED)
    until(collecting.is_idle)
    collecting.end()
    assert seen == ["a", "a"]


def test_taking_returns_at_once_and_an_end_sees_to_what_waits() -> None:
    held, seen = threading.Event(), []

    def record(delivery: str, reason: DeliveryReason) -> None:
        held.wait(10)
        seen.append(delivery)

    collecting = Collecting(record)
    collecting.start()
    collecting.take(frozenset({"a", "b"}), FETCHED)
    assert not seen
    held.set()
    collecting.end()
    assert seen == ["a", "b"]


def test_what_was_acknowledged_meanwhile_stays_so(scene: Scene) -> None:
    partner = scene.partner()
    delivery = scene.delivered(partner, notes(1))
    receive(scene.desk, find(scene.desk, delivery.share), Said(party=partner.party, kind="acknowledged"))
    record_on(scene.desk)(delivery.id, FETCHED)
    assert scene.state(delivery) == DeliveryState.ACKNOWLEDGED
