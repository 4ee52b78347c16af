"""A party's view: made from the log alone, always the same, and of its own deliveries only."""

from datetime import timedelta

import pytest

from tests.builders import DeskOfStories
from tests.web.scene import Document, Scene, a_file, bundle, note, notes
from tocsin.stages.views import SPACING_US, Views, moment_text, order_of, slices_of
from tocsin.vocab.delivery import DeliveryState


@pytest.fixture
def scene(story: DeskOfStories) -> Scene:
    """A desk with a case."""
    return Scene(story)


def test_a_view_that_grew_is_the_view_that_was_made_at_once(scene: Scene) -> None:
    partner, growing = scene.partner(), Views(scene.desk)
    for start in range(0, 12, 3):
        scene.delivered(partner, notes(start, start + 1, start + 2), wait_s=start % 2)
        growing.of(partner.party)
    assert growing.of(partner.party) == Views(scene.desk).of(partner.party)
    assert len(growing.of(partner.party).objects) == 12


def test_what_came_earlier_never_moves(scene: Scene) -> None:
    partner, views = scene.partner(), Views(scene.desk)
    seen: tuple[object, ...] = ()
    for start in range(0, 9, 3):
        scene.delivered(partner, notes(start, start + 1, start + 2), wait_s=0)
        now = views.of(partner.party).objects
        assert now[: len(seen)] == seen
        seen = now
    assert [one.added_us for one in views.of(partner.party).objects] == sorted({one.added_us for one in now})


def test_the_order_is_that_of_the_log_and_a_clock_that_goes_back_changes_nothing(scene: Scene) -> None:
    partner = scene.partner()
    first = scene.delivered(partner, notes(1))
    scene.story.clock.tick(-timedelta(hours=3))
    second = scene.delivered(partner, notes(2))
    found = Views(scene.desk).of(partner.party).objects
    assert [one.delivery for one in found] == [first.id, second.id]
    assert found[1].added_us == found[0].added_us + SPACING_US


def test_a_delivery_that_bounced_later_leaves_the_times_of_the_others(scene: Scene) -> None:
    from tocsin.stages.delivery import Move, moved  # noqa: PLC0415  # for this one story

    partner, views = scene.partner(), Views(scene.desk)
    first = scene.delivered(partner, notes(1), wait_s=0)
    scene.delivered(partner, notes(2), wait_s=0)
    before = views.of(partner.party).objects
    moved(scene.desk, first, Move(state=DeliveryState.BOUNCED))
    assert views.of(partner.party).objects == before[1:]


def test_only_what_was_sent_and_not_yet_fetched_waits(scene: Scene) -> None:
    from tocsin.stages.delivery import Move, moved  # noqa: PLC0415  # for this one story

    partner, views = scene.partner(), Views(scene.desk)
    first, second = scene.delivered(partner, notes(1)), scene.delivered(partner, notes(2))
    assert views.of(partner.party).waiting == {first.id, second.id}
    moved(scene.desk, first, Move(state=DeliveryState.COLLECTED))
    assert views.of(partner.party).waiting == {second.id}
    assert len(views.of(partner.party).objects) == 2


def test_a_party_without_deliveries_has_an_empty_view(scene: Scene) -> None:
    scene.delivered(scene.partner(), notes(1))
    assert Views(scene.desk).of("party-" + "0" * 26).objects == ()


def test_bodies_are_the_slices_and_nothing_after_a_purge(scene: Scene) -> None:
    partner, views = scene.partner(), Views(scene.desk)
    delivery = scene.delivered(partner, Document(payload=bundle(note(1), a_file(1, "é"))))
    found = views.of(partner.party).objects
    assert views.bodies(found) == slices_of(scene.desk.vault.read(delivery.payload))
    scene.desk.vault.destroy(delivery.payload)
    assert views.bodies(found) == [None, None]


def test_slices_are_byte_for_byte() -> None:
    odd = b'{ "id" : "a", "n": 1.0e5 ,"t":"\\u0041" }'
    assert slices_of(bundle(odd, note(1)))[0] == odd
    for nothing in (b"", b"[]", b'{"objects":1}', b"\xff", b'{"objects":[{]}'):
        assert slices_of(nothing) == []


def test_versions_sort_by_time_whatever_their_digits() -> None:
    texts = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.05Z", "2026-01-01T00:00:00.5Z", "2026-01-01T00:00:01.000Z"]
    assert sorted(texts, key=order_of) == texts
    assert order_of("2026-01-01T00:00:00.000Z") == order_of("2026-01-01T00:00:00Z")


def test_a_moment_has_six_digits() -> None:
    assert moment_text(0) == "1970-01-01T00:00:00.000000Z"
    assert moment_text(1_000_001) == "1970-01-01T00:00:01.000001Z"
