"""Stage 0: a route is used only after a named person confirmed an address that is pinned sign for sign."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.builders import NOON, DeskOfStories
from tocsin.stages import people, ready
from tocsin.stages.desk import Desk
from tocsin.stages.ready import Confirmation, confirm, how_ready, routes, who_takes, withdraw
from tocsin.vocab.acts.home import RouteConfirmed, RouteWithdrawn
from tocsin.vocab.errors import ActNotAllowed, BadInput, TocsinError
from tocsin.vocab.route import REQUIRED_GROUPS, RouteGroup
from tocsin.vocab.sheet import RouteSheet

ADDRESS = "cisa.jcdc@cisa.dhs.gov"


@pytest.fixture
def jcdc(desk: Desk) -> Confirmation:
    deputy = people.add(desk, "Robin Vale", address="", roles=("analyst",))
    return Confirmation(
        channel="jcdc_email",
        address=ADDRESS,
        people=(desk.person,),
        deputies=(deputy.id[:14],),
        hours="always",
        scope="AI security events",
    )


def test_a_route_is_confirmed_by_the_person_who_acts(story: DeskOfStories, jcdc: Confirmation) -> None:
    story.forget_acts()
    entry = confirm(story.desk, jcdc)
    (act,) = story.new_acts()
    assert isinstance(act, RouteConfirmed)
    assert (act.route, act.channel, act.group, act.verified_on) == (entry.id, "jcdc_email", "jcdc", NOON.date())
    assert act.people == (story.desk.person,)
    assert len(act.deputies[0]) == len(story.desk.person)
    assert story.desk.sheet(act.sheet, RouteSheet) == RouteSheet(
        address=ADDRESS, scope="AI security events", hours="always"
    )
    (route,) = routes(story.desk)
    assert (route.address, route.confirmed_by, route.group) == (ADDRESS, story.desk.person, RouteGroup.JCDC)
    assert ADDRESS.encode() not in b"".join(found.leaf for found in story.desk.log.entries())


@pytest.mark.parametrize(
    "address",
    [
        "cisa.jcdc@cisa.dhs.gov.example",
        "cisa.jcdc@cisa-dhs.gov",
        "CISA.JCDC@cisa.dhs.gov",
        "cisa.jcdc@cısa.dhs.gov",
        "",
    ],
)
def test_a_look_alike_is_refused_with_what_is_pinned(story: DeskOfStories, jcdc: Confirmation, address: str) -> None:
    story.forget_acts()
    with pytest.raises(ActNotAllowed, match="pinned for jcdc_email"):
        confirm(story.desk, replace(jcdc, address=address))
    assert story.new_acts() == []


@pytest.mark.parametrize(
    "change",
    [
        {"channel": "jcdc_fax"},
        {"people": ()},
        {"people": ("Robin Vale",)},
        {"deputies": ("person-" + "0" * 26,)},
        {"verified_on": NOON.date() + timedelta(days=1)},
        {"route": "route-" + "0" * 26},
    ],
    ids=str,
)
def test_a_confirmation_that_names_nobody_or_nothing_known_is_refused(
    story: DeskOfStories, jcdc: Confirmation, change: dict[str, object]
) -> None:
    story.forget_acts()
    with pytest.raises(TocsinError):
        confirm(story.desk, replace(jcdc, **change))
    assert story.new_acts() == []


def test_somebody_who_was_retired_is_no_deputy(story: DeskOfStories, jcdc: Confirmation) -> None:
    people.retire(story.desk, jcdc.deputies[0])
    with pytest.raises(ActNotAllowed, match="retired"):
        confirm(story.desk, jcdc)


def test_a_route_is_confirmed_again_under_its_id(story: DeskOfStories, jcdc: Confirmation) -> None:
    first = confirm(story.desk, jcdc)
    story.clock.tick(timedelta(days=30))
    again = confirm(story.desk, replace(jcdc, route=first.id[:13], hours="weekdays"))
    assert again.id == first.id
    (route,) = routes(story.desk)
    assert (route.hours, route.verified_on) == ("weekdays", NOON.date() + timedelta(days=30))


def test_a_withdrawn_route_is_no_route_and_is_withdrawn_once(story: DeskOfStories, jcdc: Confirmation) -> None:
    entry = confirm(story.desk, jcdc)
    story.forget_acts()
    withdraw(story.desk, entry.id[:13], "address_changed")
    assert story.new_acts() == [RouteWithdrawn(route=entry.id, reason="address_changed")]
    assert list(routes(story.desk)) == []
    with pytest.raises(ActNotAllowed, match="before"):
        withdraw(story.desk, entry.id, "address_changed")
    for unknown in ("route-" + "0" * 26, "jcdc"):
        with pytest.raises(BadInput):
            withdraw(story.desk, unknown, "address_changed")
    confirm(story.desk, replace(jcdc, route=entry.id))
    assert [route.route for route in routes(story.desk)] == [entry.id]


def test_a_reason_that_is_a_sentence_withdraws_nothing(story: DeskOfStories, jcdc: Confirmation) -> None:
    entry = confirm(story.desk, jcdc)
    story.forget_acts()
    with pytest.raises(BadInput):
        withdraw(story.desk, entry.id, "they have moved")
    assert story.new_acts() == []
    assert list(routes(story.desk))


def test_a_home_without_routes_is_not_ready_and_a_confirmed_one_is_a_step(desk: Desk, jcdc: Confirmation) -> None:
    before = how_ready(desk, REQUIRED_GROUPS)
    assert not before.ready
    assert all(not group.ready for group in before.groups)
    confirm(desk, jcdc)
    after = how_ready(desk, REQUIRED_GROUPS)
    assert [group.group for group in after.groups if group.ready] == [RouteGroup.JCDC]
    assert not after.ready


def test_a_route_grows_stale(story: DeskOfStories, jcdc: Confirmation) -> None:
    confirm(story.desk, jcdc)
    assert how_ready(story.desk, (RouteGroup.JCDC,)).ready
    story.clock.tick(timedelta(days=story.desk.settings.stale_after_days + 1))
    assert not how_ready(story.desk, (RouteGroup.JCDC,)).ready


def test_a_channel_of_the_house_stands_beside_the_shipped_ones(desk: Desk) -> None:
    assert {"jcdc_email", "cisa_report"} <= {channel.channel_id for channel in ready.channels(desk)}
    suggestions = who_takes(desk, "a report about an incident for jcdc")
    assert suggestions


def test_a_name_withdraws_nothing(story: DeskOfStories, jcdc: Confirmation) -> None:
    entry = confirm(story.desk, jcdc)
    story.forget_acts()
    with pytest.raises(BadInput):
        withdraw(story.desk, entry.id, "Jane.Doe")
    assert story.new_acts() == []
