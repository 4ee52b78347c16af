"""Routes at the terminal: off until somebody confirms them, look-alikes refused."""

from pathlib import Path

import pytest

from tests.terminal import tocsin

CISA = ("route", "confirm", "cisa_report")


def test_a_new_home_is_not_ready_and_says_what_is_missing(own_home: Path) -> None:
    ran = tocsin("ready", home=own_home)
    assert ran.code == 1
    for group in ("cisa", "jcdc", "isac", "vendor", "affected_partner"):
        assert group in ran.out
    assert "tocsin route" in ran.out


def test_a_confirmed_route_with_people_and_hours_is_ready(own_home: Path) -> None:
    deputy = str(tocsin("user", "add", "Marek", "--json", home=own_home).record["id"])
    confirmed = tocsin(
        *CISA, "--address", "https://www.cisa.gov/report", "--deputy", deputy, "--hours", "always", home=own_home
    )
    assert confirmed.code == 0, confirmed.err
    assert tocsin("ready", "--group", "cisa", home=own_home).code == 0
    assert tocsin("ready", home=own_home).code == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://cisa.services/report",
        "https://www.cisa.gov.evil.example/report",
        "http://www.cisa.gov/report",
        "https://www.cis\u0430.gov/report",
        "https://www.cisa.gov@evil.example/report",
    ],
)
def test_a_look_alike_is_refused_with_its_reasons(own_home: Path, address: str) -> None:
    ran = tocsin(*CISA, "--address", address, home=own_home)
    assert ran.code == 1
    assert "refused" in ran.err
    assert tocsin("ready", "--group", "cisa", "--json", home=own_home).record["ready"] is False


def test_a_withdrawn_route_is_not_ready_any_more(own_home: Path) -> None:
    made = tocsin(*CISA, "--address", "https://www.cisa.gov/report", "--json", home=own_home).record
    assert tocsin("route", "withdraw", str(made["id"]), home=own_home).code == 0
    listed = tocsin("route", "list", "--group", "cisa", "--json", home=own_home).record
    assert listed["routes"] == []


def test_where_needs_no_home_and_shows_what_happens_by_default(tmp_path: Path) -> None:
    ran = tocsin("where", "a vulnerability in a model gateway", home=tmp_path / "none")
    assert ran.code == 0
    assert "vince" in ran.out
    assert "may publish 45" in ran.out


def test_where_says_plainly_that_nothing_fits(tmp_path: Path) -> None:
    ran = tocsin("where", "zzzz", home=tmp_path / "none")
    assert "no channel" in ran.out


def test_a_folder_is_no_address_of_a_route_and_the_hint_says_where_it_goes(own_home: Path, tmp_path: Path) -> None:
    refused = tocsin("route", "confirm", "isac", "--address", tmp_path, home=own_home)
    assert (refused.code, "tocsin party road PARTY folder:/FOLDER" in refused.err) == (1, True)
    other = tocsin("route", "confirm", "cisa_report", "--address", "https://cisa.gov.example/report", home=own_home)
    assert "take the address from the recipient's own page" in other.err
