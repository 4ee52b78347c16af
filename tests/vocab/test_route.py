"""The shipped channels: all are off, pinned exactly, dated, and none is lost."""

import re
from datetime import date

import msgspec
import pytest

from tocsin.store.catalogues import load
from tocsin.vocab.party import PartyKind
from tocsin.vocab.route import REQUIRED_GROUPS, Channel, Route, RouteCatalogue, RouteGroup

CHANNELS = tuple(channel for routes in load("routes", RouteCatalogue, None) for channel in routes.channels)

EXPECTED = {
    *("jcdc_email", "jcdc_working", "cisa_report", "cisa_phone", "ais", "cisa_cti_form", "vince", "malware_next_gen"),
    *("pcii", "ciscp", "isac", "law_enforcement", "mitre_ai_incidents", "flare_ai", "vendor_psirt", "ai_isac"),
    "affected_partner",
}


def test_every_channel_is_shipped_once() -> None:
    keys = [channel.channel_id for channel in CHANNELS]
    assert len(keys) == len(set(keys))
    assert set(keys) == EXPECTED


def test_nothing_shipped_is_a_route_and_nobody_verified_for_others() -> None:
    assert not set(Route.__struct_fields__) & {"on", "enabled"}
    assert {channel.verified_by for channel in CHANNELS} == {""}


def test_every_required_group_has_a_channel_that_exists() -> None:
    assert {channel.group for channel in CHANNELS if channel.active} >= set(REQUIRED_GROUPS)
    assert RouteGroup.OTHER not in REQUIRED_GROUPS


def test_every_kind_of_party_may_use_some_channel() -> None:
    assert {kind for channel in CHANNELS for kind in channel.party_kinds} == set(PartyKind) - {
        PartyKind.COMMUNITY,
        PartyKind.PUBLIC,
    }


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.channel_id)
def test_pins_are_whole_addresses_in_their_plainest_form(channel: Channel) -> None:
    for host in (*channel.hosts, *(box.partition("@")[2] for box in channel.mailboxes)):
        assert re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", host)
        assert not host.startswith("xn--")
    if channel.address.startswith("https://"):
        assert channel.address.split("/")[2] in channel.hosts
    elif "@" in channel.address:
        assert channel.address in channel.mailboxes
    elif channel.address:
        assert channel.address in channel.phones


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.channel_id)
def test_an_alternative_is_never_the_address_in_use(channel: Channel) -> None:
    assert channel.address not in {other.address for other in channel.alternatives}


def test_the_jcdc_address_in_conflict_is_kept_and_not_pinned() -> None:
    jcdc = next(channel for channel in CHANNELS if channel.channel_id == "jcdc_email")
    assert jcdc.mailboxes == ("cisa.jcdc@cisa.dhs.gov",)
    assert [other.address for other in jcdc.alternatives] == ["JCDC@cisa.dhs.gov"]
    assert jcdc.conflict_note


def test_rows_that_nobody_confirmed_carry_no_day() -> None:
    undated = {channel.channel_id for channel in CHANNELS if channel.verified_on is None}
    assert undated == {"cisa_phone", "law_enforcement", "affected_partner"}
    assert {channel.verified_on for channel in CHANNELS} == {None, date(2026, 11, 23)}


def test_a_channel_that_stands_twice_is_refused() -> None:
    body = msgspec.to_builtins(load("routes", RouteCatalogue, None)[0])
    body["channels"] += body["channels"][:1]
    with pytest.raises(msgspec.ValidationError, match="twice"):
        msgspec.convert(body, RouteCatalogue)
