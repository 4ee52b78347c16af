"""Where a road may end: exactly one place, of the right form for its kind."""

from datetime import date

import pytest
from msgspec.structs import replace

from tocsin.rules.road import answers_at, check_key, end_of, route_to
from tocsin.store.catalogues import load
from tocsin.vocab.delivery import RoadKind
from tocsin.vocab.errors import ActNotAllowed, BadInput, TocsinError
from tocsin.vocab.route import Route, RouteCatalogue, RouteGroup

CHANNELS = {one.channel_id: one for catalogue in load("routes", RouteCatalogue, None) for one in catalogue.channels}
ROUTE = Route(
    route="route-" + "0" * 26,
    channel="isac",
    group=RouteGroup.ISAC,
    address="desk@isac.example",
    confirmed_by="person-" + "0" * 26,
    verified_on=date(2026, 3, 24),
)


def end(kind: RoadKind, given: str, route: Route = ROUTE) -> str:
    return end_of(kind, given, route, CHANNELS.get(route.channel))


@pytest.mark.parametrize(
    ("kind", "given", "expected"),
    [
        (RoadKind.MAIL, "", "desk@isac.example"),
        (RoadKind.MAIL, "desk@isac.example", "desk@isac.example"),
        (RoadKind.BY_HAND, "", "isac"),
        (RoadKind.BY_HAND, "isac", "isac"),
        (RoadKind.TAXII, "energy-isac", "energy-isac"),
        (RoadKind.PAGE, "someone@isac.example", "someone@isac.example"),
        (RoadKind.PAGE, "+1 (555) 010-0199", "+1 (555) 010-0199"),
        (RoadKind.FOLDER, "/srv/partners/isac", "/srv/partners/isac"),
    ],
)
def test_a_road_ends_where_it_is_said(kind: RoadKind, given: str, expected: str) -> None:
    assert end(kind, given) == expected


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (RoadKind.MAIL, "desk@isac.example.net"),
        (RoadKind.MAIL, "Desk@isac.example"),
        (RoadKind.MAIL, "desk@isac.example, other@isac.example"),
        (RoadKind.MAIL, "desk@іsac.example"),
        (RoadKind.MAIL, "desk@isac.example\n"),
        (RoadKind.MAIL, "x"),
        (RoadKind.BY_HAND, "vince"),
        (RoadKind.TAXII, ""),
        (RoadKind.TAXII, "../other"),
        (RoadKind.TAXII, "Energy"),
        (RoadKind.TAXII, "-energy"),
        (RoadKind.TAXII, "e" * 64),
        (RoadKind.PAGE, ""),
        (RoadKind.PAGE, "ask Robin"),
        (RoadKind.PAGE, "a@b.example\u200b"),
        (RoadKind.FOLDER, ""),
        (RoadKind.FOLDER, "partners/isac"),
        (RoadKind.FOLDER, "~/partners"),
    ],
)
def test_any_other_end_is_refused_with_a_way_out(kind: RoadKind, given: str) -> None:
    with pytest.raises(TocsinError) as refused:
        end(kind, given)
    assert refused.value.hint


def test_mail_needs_a_route_that_leads_to_a_mailbox() -> None:
    with pytest.raises(BadInput, match="no mailbox"):
        end(RoadKind.MAIL, "", replace(ROUTE, address="https://isac.example/report"))


@pytest.mark.parametrize("channel", ["ai_isac", "gone_since"])
def test_nothing_goes_by_hand_through_what_does_not_exist(channel: str) -> None:
    with pytest.raises(ActNotAllowed, match="exists"):
        end(RoadKind.BY_HAND, "", replace(ROUTE, channel=channel))


def test_a_key_is_an_age_recipient_or_none() -> None:
    check_key("")
    check_key("age1" + "q" * 58)
    for key in ("age1", "AGE-SECRET-KEY-1" + "Q" * 58, "age1" + "q" * 58 + "\n", "ssh-ed25519 AAAA"):
        with pytest.raises(BadInput):
            check_key(key)


def test_the_route_of_a_road_is_the_one_to_where_the_party_answers_and_no_other() -> None:
    older = replace(ROUTE, route="route-" + "1" * 26, verified_on=date(2025, 1, 1))
    other = replace(ROUTE, route="route-" + "2" * 26, address="soc@other.example", channel="vendor_psirt")
    known = (older, ROUTE, other)
    assert route_to(RoadKind.MAIL, ROUTE.address, "soc@other.example", known) == ROUTE
    assert route_to(RoadKind.FOLDER, "/srv/isac", ROUTE.address, known) == ROUTE
    assert route_to(RoadKind.PAGE, "", other.address, known) == other
    assert route_to(RoadKind.BY_HAND, "vendor_psirt", ROUTE.address, known) == other
    assert route_to(RoadKind.MAIL, "desk@isac.example.net", ROUTE.address, known) is None
    assert route_to(RoadKind.FOLDER, "/srv/isac", "", (replace(ROUTE, address=""),)) is None
    assert answers_at(RoadKind.TAXII, "energy-isac", "desk@isac.example") == "desk@isac.example"
