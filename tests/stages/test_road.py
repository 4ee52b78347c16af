"""Stage 5, how a party is reached: on a confirmed route, to one end, and nowhere near this home."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.post_office import PostOffice, open_for_business
from tocsin.stages import people, ready
from tocsin.stages.desk import Desk
from tocsin.stages.party import declare
from tocsin.stages.ready import Confirmation
from tocsin.stages.road import Opening, close_road, open_road, roads, try_roads
from tocsin.stages.token import issue_token
from tocsin.vocab.acts.home import RouteConfirmed
from tocsin.vocab.acts.party import RoadClosed, RoadOpened
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.directory import PartyEntry
from tocsin.vocab.errors import ActNotAllowed, BadInput, TocsinError
from tocsin.vocab.party import PartyKind
from tocsin.vocab.secret import TokenScope
from tocsin.vocab.sharing import Party

MAILBOX = "desk@isac.example"


@pytest.fixture
def isac(desk: Desk) -> Party:
    return declare(desk, PartyEntry(name="Example ISAC", kinds=(PartyKind.ISAC,)))


@pytest.fixture
def route(desk: Desk) -> str:
    deputy = people.add(desk, "Robin Vale", address="", roles=("analyst",))
    confirmation = Confirmation(
        channel="isac", address=MAILBOX, people=(desk.person,), deputies=(deputy.id,), hours="always"
    )
    return ready.confirm(desk, confirmation).id


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def test_a_road_is_opened_on_a_route_and_its_end_lies_in_the_vault(
    story: DeskOfStories, isac: Party, route: str
) -> None:
    story.forget_acts()
    road = open_road(story.desk, isac, Opening(kind=RoadKind.MAIL, route=route[:14]))
    (act,) = story.new_acts()
    assert isinstance(act, RoadOpened)
    assert (act.road, act.party, act.kind, act.route) == (road.id, isac.id, "mail", route)
    (seen,) = roads(story.desk, isac)
    assert (seen.address, seen.closed) == (MAILBOX, None)
    assert MAILBOX.encode() not in b"".join(entry.leaf for entry in story.desk.log.entries())


def test_a_look_alike_is_no_end_of_mail(story: DeskOfStories, isac: Party, route: str) -> None:
    story.forget_acts()
    with pytest.raises(ActNotAllowed, match="nowhere else"):
        open_road(story.desk, isac, Opening(kind=RoadKind.MAIL, route=route, address="desk@isac.example.net"))
    assert story.new_acts() == []


def test_no_road_stands_on_a_route_that_was_withdrawn_or_never_was(desk: Desk, isac: Party, route: str) -> None:
    ready.withdraw(desk, route, "moved")
    with pytest.raises(ActNotAllowed, match="withdrawn"):
        open_road(desk, isac, Opening(kind=RoadKind.MAIL, route=route))
    with pytest.raises(BadInput):
        open_road(desk, isac, Opening(kind=RoadKind.MAIL, route="route-zzz"))


def test_one_word_opens_a_road_where_somebody_checked_the_address(story: DeskOfStories, isac: Party) -> None:
    way = Opening(kind=RoadKind.MAIL, address=MAILBOX)
    story.forget_acts()
    with pytest.raises(ActNotAllowed, match="confirmed") as refused:
        open_road(story.desk, isac, way)
    assert "`tocsin party road 'Example ISAC' mail:desk@isac.example --checked`" in (refused.value.hint or "")
    for bad in (replace(way, address="x", checked=True), replace(way, checked=True, encrypt_to="no key")):
        with pytest.raises(TocsinError):
            open_road(story.desk, isac, bad)
    assert story.new_acts() == [], "nothing is confirmed for a road that cannot be opened"
    road = open_road(story.desk, isac, replace(way, checked=True, hours="always"))
    confirmed, opened = story.new_acts()
    assert isinstance(confirmed, RouteConfirmed)
    assert (confirmed.channel, confirmed.people, road.route) == ("isac", (story.desk.person,), confirmed.route)
    assert isinstance(opened, RoadOpened)


def test_a_road_without_a_route_stands_on_the_one_to_where_the_party_answers(
    desk: Desk, isac: Party, route: str, shared: Path
) -> None:
    assert open_road(desk, isac, Opening(kind=RoadKind.MAIL, address=MAILBOX)).route == route
    folder = Opening(kind=RoadKind.FOLDER, address=str(shared))
    with pytest.raises(BadInput, match="nobody said where") as unsaid:
        open_road(desk, isac, folder)
    assert "--contact MAILBOX --checked" in (unsaid.value.hint or "")
    assert open_road(desk, isac, replace(folder, contact=MAILBOX)).route == route
    assert open_road(desk, isac, Opening(kind=RoadKind.BY_HAND, route="isac")).route == route
    with pytest.raises(ActNotAllowed, match="bears a name"):
        open_road(desk, isac, Opening(kind=RoadKind.MAIL, address="contact@cisa-dhs.example", checked=True))


def test_a_folder_is_there_and_has_nothing_to_do_with_the_home(
    desk: Desk, isac: Party, route: str, shared: Path
) -> None:
    link = shared.parent / "link"
    link.symlink_to(shared)
    file = shared / "file"
    file.touch()
    inside = desk.home / "outbox"
    inside.mkdir()
    for bad in (shared / "none", file, link, link / "..", desk.home, inside, desk.home / "vault", desk.home.parent):
        with pytest.raises(TocsinError):
            open_road(desk, isac, Opening(kind=RoadKind.FOLDER, route=route, address=str(bad)))
    open_road(desk, isac, Opening(kind=RoadKind.FOLDER, route=route, address=str(shared)))
    assert [road.address for road in roads(desk, isac)] == [str(shared)]


def test_a_vault_elsewhere_is_not_shared_either(desk: Desk, isac: Party, route: str, shared: Path) -> None:
    vault = shared / "vault"
    vault.mkdir()
    elsewhere = replace(desk, settings=replace(desk.settings, vault=str(vault)))
    with pytest.raises(ActNotAllowed, match="one in the other"):
        open_road(elsewhere, isac, Opening(kind=RoadKind.FOLDER, route=route, address=str(shared)))


def test_the_same_road_is_not_opened_twice_but_again_after_it_was_closed(
    story: DeskOfStories, isac: Party, route: str
) -> None:
    desk, opening = story.desk, Opening(kind=RoadKind.TAXII, route=route, address="energy")
    road = open_road(desk, isac, opening)
    with pytest.raises(ActNotAllowed, match="open already"):
        open_road(desk, isac, opening)
    story.forget_acts()
    assert close_road(desk, road.id[:12], "moved").closed == "moved"
    assert story.new_acts() == [RoadClosed(road=road.id, reason="moved")]
    with pytest.raises(ActNotAllowed, match="closed before"):
        close_road(desk, road.id, "moved")
    story.clock.tick()
    open_road(desk, isac, opening)
    assert [one.closed for one in roads(desk, isac)] == ["moved", None]


def test_a_reason_to_close_is_a_closed_word(desk: Desk, isac: Party, route: str) -> None:
    road = open_road(desk, isac, Opening(kind=RoadKind.MAIL, route=route))
    with pytest.raises(BadInput, match="reason to close"):
        close_road(desk, road.id, "because Robin said so")


def verdicts(desk: Desk, party: Party) -> dict[str, str]:
    return {check.what: "" if check.holds else check.why or "no" for check in try_roads(desk, party)}


def test_a_party_without_a_road_cannot_be_reached(desk: Desk, isac: Party) -> None:
    assert "no road" in verdicts(desk, isac)["roads"]


def test_every_kind_of_road_is_tried(desk: Desk, isac: Party, route: str, shared: Path) -> None:
    for kind, address in (
        (RoadKind.MAIL, ""),
        (RoadKind.FOLDER, str(shared)),
        (RoadKind.TAXII, "energy"),
        (RoadKind.PAGE, MAILBOX),
        (RoadKind.BY_HAND, ""),
    ):
        open_road(desk, isac, Opening(kind=kind, route=route, address=address))
    found = verdicts(desk, isac)
    assert "mail server" in found.pop("mail: server")
    assert "token" in found.pop("taxii: token")
    assert set(found.values()) == {""}
    issue_token(desk, isac, TokenScope.TAXII, days=1)
    assert verdicts(desk, isac)["taxii: token"] == ""
    shared.rmdir()
    assert verdicts(desk, isac)["folder: can be written to"]


def test_a_route_that_is_not_ready_today_is_said(story: DeskOfStories, isac: Party, route: str) -> None:
    open_road(story.desk, isac, Opening(kind=RoadKind.PAGE, route=route, address=MAILBOX))
    ready.confirm(story.desk, Confirmation(channel="isac", address=MAILBOX, people=(story.desk.person,), route=route))
    assert verdicts(story.desk, isac)["page: route"] == "no_deputy, no_hours"
    (mend,) = (one.mend for one in try_roads(story.desk, isac) if not one.holds)
    assert mend.startswith(f"tocsin route confirm isac --route {route[:14]} --address {MAILBOX} --deputy PERSON")
    ready.withdraw(story.desk, route, "retired")
    assert "withdrawn" in verdicts(story.desk, isac)["page: route"]


def test_mail_whose_route_moved_is_not_pinned_any_more(desk: Desk, isac: Party, route: str) -> None:
    open_road(desk, isac, Opening(kind=RoadKind.MAIL, route=route))
    ready.confirm(desk, Confirmation(channel="isac", address="new@isac.example", people=(desk.person,), route=route))
    assert "open the road anew" in verdicts(desk, isac)["mail: address"]


def test_the_mail_server_is_asked_for_a_sign_of_life(desk: Desk, isac: Party, route: str) -> None:
    open_road(desk, isac, Opening(kind=RoadKind.MAIL, route=route))
    with open_for_business(PostOffice()) as server:
        reachable = replace(desk, settings=replace(desk.settings, mail=server))
        assert verdicts(reachable, isac)["mail: server"] == ""
    assert verdicts(reachable, isac)["mail: server"]
