"""Readiness: what each route lacks, and addresses that only look right."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tocsin.rules.readiness import (
    AddressReason,
    Need,
    Warn,
    channel_of,
    is_confirmed_address,
    judge_address,
    judge_route,
    may_use,
    readiness,
)
from tocsin.store.catalogues import load
from tocsin.vocab.party import PartyKind
from tocsin.vocab.route import REQUIRED_GROUPS, Channel, Route, RouteCatalogue, RouteGroup

CHANNELS = tuple(channel for routes in load("routes", RouteCatalogue, None) for channel in routes.channels)
BY_ID: dict[str, Channel] = {channel.channel_id: channel for channel in CHANNELS}
TODAY = date(2026, 11, 23)
ANNA, BELA, CORA = (f"person-{sign * 26}" for sign in "abc")
EVERYBODY = frozenset({ANNA, BELA, CORA})


def a_route(channel: str, group: RouteGroup, address: str, tail: str = "0") -> Route:
    return Route(
        route=f"route-{tail * 26}",
        channel=channel,
        group=group,
        address=address,
        confirmed_by=ANNA,
        verified_on=TODAY,
        people=(ANNA,),
        deputies=(BELA,),
        hours="always",
        scope="AI security events",
    )


JCDC = a_route("jcdc_email", RouteGroup.JCDC, "cisa.jcdc@cisa.dhs.gov")
ALL_ROUTES = (
    a_route("cisa_report", RouteGroup.CISA, "https://www.cisa.gov/report", "1"),
    JCDC,
    a_route("isac", RouteGroup.ISAC, "desk@isac.example", "2"),
    a_route("vendor_psirt", RouteGroup.VENDOR, "https://vendor.example/security", "3"),
    a_route("affected_partner", RouteGroup.AFFECTED_PARTNER, "soc@partner.example", "4"),
)


def needs_of(route: Route, people: frozenset[str] = EVERYBODY) -> tuple[Need, ...]:
    return judge_route(BY_ID.get(route.channel), route, people, TODAY, 180).needs


def test_a_new_home_is_not_ready_and_every_required_group_is_named() -> None:
    answer = readiness(CHANNELS, (), people=EVERYBODY, today=TODAY, stale_after_days=180)
    assert not answer.ready
    assert tuple(group.group for group in answer.groups) == REQUIRED_GROUPS
    assert len(REQUIRED_GROUPS) == 5
    assert not any(group.ready for group in answer.groups)


def test_one_whole_route_per_group_is_ready() -> None:
    answer = readiness(CHANNELS, ALL_ROUTES, people=EVERYBODY, today=TODAY, stale_after_days=180)
    assert answer.ready
    assert all(group.ready for group in answer.groups)


@pytest.mark.parametrize("missing", ALL_ROUTES, ids=lambda route: str(route.group))
def test_one_missing_group_is_not_ready(missing: Route) -> None:
    rest = tuple(route for route in ALL_ROUTES if route is not missing)
    answer = readiness(CHANNELS, rest, people=EVERYBODY, today=TODAY, stale_after_days=180)
    assert not answer.ready
    assert [group.group for group in answer.groups if not group.ready] == [missing.group]


def test_asking_for_no_groups_is_not_a_pass() -> None:
    assert not readiness(CHANNELS, ALL_ROUTES, people=EVERYBODY, today=TODAY, stale_after_days=180, required=()).ready


@pytest.mark.parametrize(
    ("wrong", "need"),
    [
        (replace(JCDC, channel="pigeon"), Need.CHANNEL_UNKNOWN),
        (replace(JCDC, channel="ai_isac", group=RouteGroup.ISAC), Need.CHANNEL_INACTIVE),
        (replace(JCDC, group=RouteGroup.CISA), Need.WRONG_GROUP),
        (replace(JCDC, confirmed_by=None), Need.NOT_CONFIRMED),
        (replace(JCDC, verified_on=None), Need.NOT_CONFIRMED),
        (replace(JCDC, address="cisa.jcdc@cisa-dhs.example"), Need.ADDRESS_REFUSED),
        (replace(JCDC, verified_on=date(2026, 5, 26)), Need.VERIFIED_TOO_LONG_AGO),
        (replace(JCDC, verified_on=date(2026, 11, 24)), Need.VERIFIED_TOO_LONG_AGO),
        (replace(JCDC, people=()), Need.NO_PERSON),
        (replace(JCDC, deputies=()), Need.NO_DEPUTY),
        (replace(JCDC, deputies=(ANNA,)), Need.NO_DEPUTY),
        (replace(JCDC, hours=" "), Need.NO_HOURS),
        (replace(JCDC, key_fingerprint="AB", key_expires_on=date(2026, 11, 22)), Need.KEY_EXPIRED),
        (replace(JCDC, key_fingerprint="AB"), Need.KEY_WITHOUT_EXPIRY),
    ],
    ids=lambda value: str(value) if isinstance(value, Need) else "",
)
def test_each_lack_is_named(wrong: Route, need: Need) -> None:
    assert needs_of(JCDC) == ()
    assert need in needs_of(wrong)


def test_every_need_is_walked_above() -> None:
    everything = Route(
        route=JCDC.route,
        channel="ai_isac",
        group=RouteGroup.CISA,
        address="",
        confirmed_by=None,
        verified_on=date(2020, 1, 1),
        key_fingerprint="AB",
        key_expires_on=date(2020, 1, 1),
    )
    assert {*needs_of(everything), Need.CHANNEL_UNKNOWN, Need.KEY_WITHOUT_EXPIRY} == set(Need)


@pytest.mark.parametrize(("day", "fresh"), [(date(2026, 5, 27), True), (date(2026, 5, 26), False)])
def test_the_age_of_a_verification_is_exact(day: date, fresh: bool) -> None:
    assert (Need.VERIFIED_TOO_LONG_AGO not in needs_of(replace(JCDC, verified_on=day))) is fresh


def test_people_who_left_do_not_count() -> None:
    assert needs_of(JCDC, frozenset({BELA})) == (Need.NO_PERSON,)
    assert needs_of(JCDC, frozenset({ANNA})) == (Need.NO_DEPUTY,)


@pytest.mark.parametrize(
    ("day", "warned", "expired"),
    [
        (date(2026, 11, 22), False, True),
        (TODAY, True, False),
        (date(2026, 12, 23), True, False),
        (date(2026, 12, 24), False, False),
    ],
)
def test_a_key_that_runs_out_is_warned_of_before_and_refused_after(day: date, warned: bool, expired: bool) -> None:
    judged = judge_route(
        BY_ID["jcdc_email"], replace(JCDC, key_fingerprint="AB", key_expires_on=day), EVERYBODY, TODAY, 180
    )
    assert (judged.warnings == (Warn.KEY_EXPIRING,)) is warned
    assert (Need.KEY_EXPIRED in judged.needs) is expired


def test_the_conflict_note_travels_with_the_route() -> None:
    assert "two addresses" in judge_route(BY_ID["jcdc_email"], JCDC, EVERYBODY, TODAY, 180).conflict_note


def test_only_named_people_may_use_a_route() -> None:
    assert [may_use(JCDC, person) for person in (ANNA, BELA, CORA)] == [True, True, False]


def test_a_send_goes_exactly_where_somebody_confirmed() -> None:
    assert is_confirmed_address("cisa.jcdc@cisa.dhs.gov", JCDC)
    assert not is_confirmed_address("JCDC@cisa.dhs.gov", JCDC)
    assert not is_confirmed_address("cisa.jcdc@cisa.dhs.gov", replace(JCDC, confirmed_by=None))
    assert not is_confirmed_address("", replace(JCDC, address=""))


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("cisa_report", "https://www.cisa.gov/report"),
        ("cisa_report", "https://www.cisa.gov/"),
        ("jcdc_email", "cisa.jcdc@cisa.dhs.gov"),
        ("cisa_phone", "1-844-729-2472"),
        ("cisa_phone", "contact@cisa.dhs.gov"),
        ("vince", "https://kb.cert.org/vince/comm/api/vulreport/"),
        ("isac", "desk@isac.example"),
        ("isac", "https://taxii.isac.example/api/"),
    ],
)
def test_the_address_itself_is_accepted(channel: str, address: str) -> None:
    assert judge_address(address, BY_ID[channel]) == ()


R = AddressReason


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://cisa.services/report", R.LOOK_ALIKE),  # a copy of the page stood there
        ("https://report.cisa.gov.evil.test/", R.LOOK_ALIKE),
        ("https://www.cisa.gov.evil.test/report", R.LOOK_ALIKE),
        ("https://www.cisa-gov.test/report", R.LOOK_ALIKE),
        ("https://cisa.gov/report", R.NOT_PINNED),  # no suffix, no parent
        ("https://evil.www.cisa.gov/report", R.NOT_PINNED),
        ("https://evil.test/www.cisa.gov", R.NOT_PINNED),
        ("https://evil.test/?u=https://www.cisa.gov", R.NOT_PINNED),
        ("https://evil.test#www.cisa.gov", R.NOT_PINNED),
        ("http://www.cisa.gov/report", R.NOT_HTTPS),
        ("HTTPS://www.cisa.gov/report", R.NOT_HTTPS),
        ("javascript://www.cisa.gov/%0aalert(1)", R.NOT_HTTPS),
        ("ftp://www.cisa.gov/report", R.NOT_HTTPS),
        ("https://www.cisa.gov@evil.test/", R.USER_IN_ADDRESS),
        ("https://www.cisa.gov:secret@evil.test/", R.USER_IN_ADDRESS),
        ("https://evil@www.cisa.gov/", R.USER_IN_ADDRESS),
        ("https://www.cisa.gov:8443/", R.PORT),
        ("https://www.cisa.gov:/", R.PORT),
        ("https://WWW.CISA.GOV/report", R.CAPITALS),
        ("https://www.cisa.gov./report", R.TRAILING_DOT),
        ("https://www.cis\u0430.gov/report", R.NOT_ASCII),  # Cyrillic a
        ("https://www.\u0441isa.gov/report", R.NOT_ASCII),  # Cyrillic es
        ("https://www.c\u0131sa.gov/report", R.NOT_ASCII),  # dotless i
        ("https://www\u3002cisa.gov/report", R.NOT_ASCII),  # ideographic full stop
        ("https://www.cisa.gov\u200b/report", R.NOT_ASCII),  # zero-width space
        ("https://www.xn--cis-8cd.gov/report", R.PUNYCODE),
        ("https://www.XN--cis-8cd.gov/report", R.PUNYCODE),
        ("https://www.cisa.gov\\@evil.test/", R.HIDDEN_SIGN),
        ("https://www.cisa.gov\t/report", R.HIDDEN_SIGN),
        ("https://www.cisa.gov/report\n", R.HIDDEN_SIGN),
        (" https://www.cisa.gov/report", R.HIDDEN_SIGN),
        ("https://www.cisa.gov\x00.evil.test/", R.HIDDEN_SIGN),
        ("https://www.cisa.gov%2eevil.test/", R.MALFORMED),
        ("https:///www.cisa.gov/report", R.MALFORMED),
        ("https:www.cisa.gov/report", R.MALFORMED),
        ("//www.cisa.gov/report", R.MALFORMED),
        ("www.cisa.gov/report", R.MALFORMED),
        ("https://", R.MALFORMED),
        ("https://www..cisa.gov/", R.MALFORMED),
        ("https://-www.cisa.gov/", R.MALFORMED),
        ("", R.EMPTY),
        ("+1 (917) 555-0100", R.NOTHING_PINNED),
        ("report@cisa.gov", R.NOTHING_PINNED),
    ],
)
def test_a_look_alike_of_a_host_is_refused(address: str, reason: AddressReason) -> None:
    assert reason in judge_address(address, BY_ID["cisa_report"])


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("JCDC@cisa.dhs.gov", R.NOT_PINNED),  # the other address in conflict: not pinned until somebody decides
        ("CISA.JCDC@cisa.dhs.gov", R.NOT_PINNED),
        ("cisa.jcdc@CISA.dhs.gov", R.CAPITALS),
        ("cisa.jcdc@cisa.dhs.gov.", R.TRAILING_DOT),
        ("cisa.jcdc@cisa.dhs.gov.evil.test", R.LOOK_ALIKE),
        ("cisa.jcdc@cisa-dhs.gov", R.LOOK_ALIKE),
        ("cisa.jcdc@evil.test", R.NOT_PINNED),
        ("cisa.jcdc+x@cisa.dhs.gov", R.NOT_PINNED),
        ("cisa.j\u0441dc@cisa.dhs.gov", R.NOT_ASCII),
        ("cisa.jcdc@cisa.dhs.gov,evil@evil.test", R.MALFORMED),
        ("evil@evil.test,cisa.jcdc@cisa.dhs.gov", R.MALFORMED),
        ("cisa.jcdc@cisa.dhs.gov@evil.test", R.MALFORMED),
        ("CISA <cisa.jcdc@cisa.dhs.gov>", R.HIDDEN_SIGN),
        ("cisa.jcdc@cisa.dhs.gov\r\nBcc: evil@evil.test", R.HIDDEN_SIGN),
        ("mailto:cisa.jcdc@cisa.dhs.gov", R.MALFORMED),
        ("@cisa.dhs.gov", R.MALFORMED),
        ("cisa.jcdc@", R.MALFORMED),
        ("https://cisa.dhs.gov/", R.NOTHING_PINNED),
    ],
)
def test_a_look_alike_of_a_mailbox_is_refused(address: str, reason: AddressReason) -> None:
    assert reason in judge_address(address, BY_ID["jcdc_email"])


@pytest.mark.parametrize("address", ["+1 (917) 555-0100", "1-844-729-2473", "18447292472", "1-844-729-2472 "])
def test_another_telephone_number_is_refused(address: str) -> None:
    assert R.NOT_PINNED in judge_address(address, BY_ID["cisa_phone"])


@pytest.mark.parametrize(
    "address",
    [
        *("", "isac", "desk@isac", "desk@@isac.example", "a,b@isac.example", "Desk <desk@isac.example>"),
        *("http://isac.example/", "https://isac.example:8080/", "https://xn--isc-5cd.example/", "desk@Isac.example"),
        *("desk@is\u0430c.example", "https://user@isac.example/", "https://isac.example./"),
    ],
)
def test_an_address_entered_here_is_judged_by_its_form(address: str) -> None:
    assert judge_address(address, BY_ID["isac"])


@pytest.mark.parametrize("channel", sorted(BY_ID))
def test_no_channel_of_others_takes_a_strange_address(channel: str) -> None:
    """Where nothing is pinned, nothing passes; only where the operator enters the address may any well-formed one."""
    entered = BY_ID[channel].entered_by_operator
    assert entered is (channel in {"isac", "vendor_psirt", "affected_partner"})
    for address in ("https://cisa.services/report", "report@cisa.services", "+1 (917) 555-0100"):
        assert bool(judge_address(address, BY_ID[channel])) is not entered


@given(st.text(max_size=60))
def test_only_the_pinned_host_ever_passes(text: str) -> None:
    for address in (text, f"https://{text}", f"https://www.cisa.gov{text}", f"https://{text}www.cisa.gov/"):
        if judge_address(address, BY_ID["cisa_report"]) == ():
            assert address.startswith("https://www.cisa.gov")
            assert address.removeprefix("https://www.cisa.gov")[:1] in ("", "/", "?", "#")


@given(st.text(max_size=40))
def test_only_the_pinned_mailbox_ever_passes(text: str) -> None:
    pinned = "cisa.jcdc@cisa.dhs.gov"
    for address in (text, f"{text}{pinned}", f"{pinned}{text}", pinned.replace("jcdc", text)):
        assert (judge_address(address, BY_ID["jcdc_email"]) == ()) is (address == pinned)


@pytest.mark.parametrize(
    ("address", "kind", "channel"),
    [
        ("desk@isac.example", PartyKind.ISAC, "isac"),
        ("psirt@vendor.example", PartyKind.DEVELOPER, "vendor_psirt"),
        ("soc@adopter.example", PartyKind.ADOPTER, "affected_partner"),
        ("reports@agency.example", PartyKind.FEDERAL, "affected_partner"),  # none of the catalogue: entered here
        ("contact@cisa.dhs.gov", PartyKind.VENDOR, "cisa_phone"),  # pinned, whoever the party says that it is
        ("https://www.cisa.gov/report", PartyKind.FEDERAL, "cisa_report"),
        ("contact@cisa-dhs.example", PartyKind.FEDERAL, None),
        ("https://www.cisa.gov.example/report", PartyKind.VENDOR, None),
    ],
)
def test_an_address_is_confirmed_under_the_channel_that_is_its_own(
    address: str, kind: PartyKind, channel: str | None
) -> None:
    found = channel_of(address, frozenset({kind}), CHANNELS)
    assert (found.channel_id if found else None) == channel
