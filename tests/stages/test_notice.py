"""What would be told is seen without telling anybody, and without the token in a webhook's path."""

from datetime import timedelta

from msgspec.structs import replace

from tests.builders import NOON, DeskOfStories, a_case
from tests.shares import SERVER
from tocsin.stages.desk import Desk
from tocsin.stages.marking import block
from tocsin.stages.notice import is_quiet_now, planned, roads, to_tell
from tocsin.stages.promise import promises
from tocsin.vocab.hold import BlockReason
from tocsin.vocab.notice import Notices

TOLD = Notices(
    mail_to=("a@example.org", "b@example.org"), webhook="https://hooks.example/T0KEN/x?y=z", secret_file="secret"
)


def _with(desk: Desk, notices: Notices | None) -> Desk:
    return replace(desk, settings=replace(desk.settings, mail=SERVER, notices=notices))


def _blocked(desk: Desk) -> None:
    until = NOON + timedelta(hours=5)
    block(desk, a_case(desk), owner=desk.person, until=until, reason=BlockReason.OTHER, lifts_when="x")


def test_every_address_and_the_webhook_are_roads_of_their_own_whatever_their_order(desk: Desk) -> None:
    here = list(roads(_with(desk, TOLD)))
    assert [one.name for one in here] == ["mail-1", "mail-2", "webhook"]
    turned = list(roads(_with(desk, replace(TOLD, mail_to=("b@example.org", "a@example.org")))))
    assert {one.key for one in here} == {one.key for one in turned}
    assert not any("@" in one.key or "T0KEN" in one.key for one in here)
    assert list(roads(_with(desk, None))) == []


def test_looking_tells_nobody_and_changes_nothing(desk: Desk) -> None:
    here = _with(desk, TOLD)
    _blocked(here)
    first = planned(here)
    assert first == planned(here)
    assert [line.end for line in first] == ["a@example.org", "b@example.org", "https://hooks.example"]
    assert all("1 release block that ends" in line.text for line in first)
    assert [(line.not_before, line.failures, line.quiet) for line in first] == [(None, 0, False)] * 3
    assert all(len(to_tell(here, road, promises(here))) == 1 for road in roads(here))


def test_where_nothing_waits_nothing_would_be_told(desk: Desk) -> None:
    assert [line.text for line in planned(_with(desk, TOLD))] == ["", "", ""]


def test_quiet_hours_are_those_of_the_desk(story: DeskOfStories) -> None:
    here = _with(story.desk, replace(TOLD, quiet="22:00-07:00"))
    assert not is_quiet_now(here)
    in_sydney = replace(here, settings=replace(here.settings, time_zone="Australia/Sydney"))  # 23:00 there
    assert is_quiet_now(in_sydney)
    assert is_quiet_now(_with(story.desk, None))
