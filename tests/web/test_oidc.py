"""By an identity provider people come in who connected themselves, in the roles they have here, and nobody else."""

import shutil
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote_plus, urlsplit

import httpx
import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.web.browser import Browser
from tests.web.people import PASSWORD, somebody
from tests.web.provider import CLIENT_ID, NAME, SECRET, SUBJECT, Manners, Told, told_desk, told_of
from tests.web.scene import KEY, running
from tocsin.settings import load
from tocsin.stages import account
from tocsin.stages.people import add, retire
from tocsin.store.accounts import Identity
from tocsin.vocab.ids import new_id
from tocsin.web import office
from tocsin.web.gate import cookie_name
from tocsin.web.oidc import digest_of_subject
from tocsin.web.oidc_fault import Trouble, sentence_of
from tocsin.web.signing import FRESH
from tocsin.wiring import engine_of, open_house
from tocsin.wiring.founding import found_organization

ROUND, SESSION = (cookie_name(KEY, what, is_secure=False) for what in ("round", "session"))
BUTTON = f"Sign in with {NAME}"


@pytest.fixture(scope="module")
def told(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """One desk with its provider for this file."""
    home = tmp_path_factory.mktemp("told") / "home"
    shutil.copytree(template_home, home)
    with told_desk(home) as made:
        yield made


@pytest.fixture(autouse=True)
def nobody_is_connected(told: Told) -> None:
    """Each test begins with a provider that behaves, and nobody who is connected to it."""
    told.provider.manners, told.provider.subject = Manners(), SUBJECT
    for one in told.desk.accounts.identities():
        told.desk.accounts.drop_identity(one.id, one.person)


def test_whoever_connected_an_identity_comes_in_by_it_where_they_wanted_to_go(told: Told) -> None:
    before = told.desk.log.size()
    told.connected()
    browser = Browser(told.base)
    answer = told.sign_in(browser, "/cases?class=incident")
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases?class=incident")
    assert browser.client.get("/api/v1/whoami").json()["person"] == told.bo
    (kept,) = told.desk.accounts.identities(told.bo)
    assert kept.used_at == told.story.clock.now()
    assert kept.subject == digest_of_subject(KEY, told.provider.issuer, SUBJECT)
    assert told.desk.log.size() == before  # how somebody comes in is no act


def test_what_the_provider_is_asked_is_who_it_is_and_nothing_more(told: Told) -> None:
    browser = Browser(told.base)
    place = urlsplit(browser.get("/sign-in/oidc").headers["location"])
    asked = parse_qs(place.query)
    assert f"{place.scheme}://{place.netloc}{place.path}" == f"{told.provider.issuer}/authorize"
    assert {name: asked[name] for name in ("response_type", "client_id", "scope", "code_challenge_method")} == {
        "response_type": ["code"],
        "client_id": [CLIENT_ID],
        "scope": ["openid"],
        "code_challenge_method": ["S256"],
    }
    assert asked["redirect_uri"] == [f"{told.base}/sign-in/oidc/back"]
    assert set(asked) == {
        *("response_type", "client_id", "scope", "code_challenge_method", "redirect_uri"),
        *("code_challenge", "state", "nonce"),
    }
    kept = browser.client.cookies[ROUND]
    assert not any(asked[name][0] in kept for name in ("state", "nonce", "code_challenge"))


def test_the_secret_goes_to_the_token_endpoint_alone_and_the_code_is_bound_to_who_began(told: Told) -> None:
    told.provider.posted.clear()
    told.connected()
    ((fields, authorization),) = told.provider.posted
    said = b64decode(authorization.removeprefix("Basic ")).decode()
    assert [unquote_plus(part) for part in said.split(":")] == [CLIENT_ID, SECRET]  # RFC 6749, section 2.3.1
    assert set(fields) == {"grant_type", "code", "redirect_uri", "code_verifier"}
    assert SECRET not in str(fields)


def test_the_cookie_of_a_round_trip_is_closed_short_and_gone_afterwards(told: Told) -> None:
    browser = Browser(told.base)
    (said,) = browser.get("/sign-in/oidc").headers.get_list("set-cookie")
    assert all(part in said for part in ("HttpOnly", "SameSite=lax", "Path=/", "Max-Age=600"))
    assert "Domain" not in said
    told.back(browser, browser.shown.headers["location"])
    assert ROUND not in browser.client.cookies


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example/", "/\\evil.example", "/sign-out"])
def test_nobody_is_sent_to_another_host_afterwards(told: Told, place: str) -> None:
    told.connected()
    assert told.sign_in(Browser(told.base), place).headers["location"] == "/"


def test_what_a_request_calls_the_desk_is_not_where_people_come_back_to(told: Told) -> None:
    for host in ("evil.example", "evil.example:80", "localhost.evil.example", "", "[", "[::1"):
        answer = httpx.get(f"{told.base}/sign-in/oidc", headers={"Host": host}, trust_env=False)
        assert answer.status_code in {400, 404}, host
        assert httpx.get(f"{told.base}/sign-in", headers={"Host": host}, trust_env=False).status_code == 200


def test_a_long_way_to_where_somebody_wanted_to_go_fits_into_a_cookie(told: Told) -> None:
    told.connected()
    browser = Browser(told.base)
    (said,) = browser.get("/sign-in/oidc?next=/" + "x" * 9_000).headers.get_list("set-cookie")
    assert len(said) < 4_096
    assert told.back(browser, browser.shown.headers["location"]).status_code == 303


def test_an_identity_that_nobody_connected_opens_nothing_and_adds_nobody(told: Told) -> None:
    people = len(list(told.desk.index.all("person")))
    browser = Browser(told.base)
    answer = told.sign_in(browser)
    assert answer.status_code == 403
    assert sentence_of(Trouble.NOT_CONNECTED) in answer.text
    assert not browser.is_in()
    assert len(list(told.desk.index.all("person"))) == people


def test_the_same_name_at_another_issuer_is_somebody_else() -> None:
    digests = {digest_of_subject(*one) for one in ((KEY, "a", "b"), (KEY, "b", "b"), (KEY, "a", "c"), (b"x", "a", "b"))}
    assert len(digests | {digest_of_subject(KEY, "a/b", ""), digest_of_subject(KEY, "", "a/b")}) == 6


def test_no_role_comes_from_a_token(told: Told) -> None:
    told.provider.manners = Manners(
        claims=lambda claims: claims | {"groups": ["admin"], "roles": ["admin"], "email": "ada@example.org"}
    )
    browser = told.connected()
    assert told.sign_in(Browser(told.base)).status_code == 303
    assert browser.client.get("/api/v1/whoami").json()["roles"] == ["analyst"]


def test_whoever_was_retired_stays_out(told: Told) -> None:
    cy = add(told.desk, "Cy", address="", roles=("analyst",)).id
    told.connected(cy)
    browser = Browser(told.base)
    assert told.sign_in(browser).status_code == 303
    retire(told.desk, cy)
    assert told.desk.accounts.identities(cy) == []
    assert not browser.is_in()
    kept = Identity(
        id="identity-left",
        person=cy,
        issuer=told.provider.issuer,
        subject=digest_of_subject(KEY, told.provider.issuer, SUBJECT),
        made_at=told.story.clock.now(),
        used_at=None,
    )
    for _ in ("forgotten", "left over, such as by a restore"):
        refused = told.sign_in(Browser(told.base))
        assert refused.status_code == 403
        assert sentence_of(Trouble.NOT_CONNECTED) in refused.text
        told.desk.accounts.add_identity(kept)


def test_signing_in_ends_the_session_that_was_there(told: Told) -> None:
    told.connected()
    browser = told.in_by_link()
    before = browser.client.cookies[SESSION]
    assert browser.get("/sign-in/oidc?next=/cases").headers["location"] == "/cases"  # who is in has no need of it
    stale = Browser(told.base)
    gone = stale.get("/sign-in/oidc").headers["location"]
    stale.client.cookies.set(SESSION, before)
    told.back(stale, gone)
    assert httpx.get(f"{told.base}/account", cookies={SESSION: before}, trust_env=False).status_code == 303


def test_an_identity_is_connected_by_a_form_of_the_session_alone(told: Told) -> None:
    browser = told.in_by_link()
    for fields in ({"for": "connect"}, {"for": "connect", "csrf": "0" * 64}):
        assert browser.client.post("/sign-in/oidc", data=fields).status_code == 403
    browser.get("/account")
    csrf = browser.hidden("/sign-out")["csrf"]
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    right = {"for": "connect", "csrf": csrf}
    assert browser.client.post("/sign-in/oidc", data=right, headers=elsewhere).status_code == 403
    assert browser.client.post("/sign-in/oidc", data=right | {"for": "sign-in"}).status_code == 400
    assert Browser(told.base).client.post("/sign-in/oidc", data=right).headers["location"].startswith("/sign-in")
    assert browser.client.post("/sign-in/oidc", data=right).status_code == 200
    assert told.desk.accounts.identities() == []


def test_who_comes_back_signed_out_or_as_somebody_else_connects_nothing(told: Told) -> None:
    for other in ("", told.desk.person):
        browser = told.in_by_link()
        address = told.link_on(browser, "connect")
        del browser.client.cookies[SESSION]
        if other:
            browser.come_by_link(told.desk, other)
        answer = told.back(browser, address)
        assert answer.status_code == 403
        assert sentence_of(Trouble.NOT_SIGNED_IN) in answer.text
    assert told.desk.accounts.identities() == []


def test_one_identity_is_one_persons(told: Told) -> None:
    told.connected()
    for person in (told.bo, told.desk.person):
        browser = told.in_by_link(person)
        answer = told.back(browser, told.link_on(browser, "connect"))
        assert (answer.status_code, sentence_of(Trouble.TAKEN) in answer.text) == (403, True)
    assert [one.person for one in told.desk.accounts.identities()] == [told.bo]


def test_a_device_that_was_left_open_connects_nothing(told: Told) -> None:
    browser = told.in_by_link()
    told.story.clock.tick(FRESH - timedelta(minutes=5))
    address = told.link_on(browser, "connect")
    browser.get("/account")
    fields = {"csrf": browser.hidden("/sign-out")["csrf"], "for": "connect"}
    told.story.clock.tick(timedelta(minutes=5))  # the round trip still holds
    assert f"Connect an identity of {NAME}" not in browser.get("/account").text
    assert browser.client.post("/sign-in/oidc", data=fields).status_code == 403
    late = told.back(browser, address)
    assert (late.status_code, sentence_of(Trouble.NOT_SIGNED_IN) in late.text) == (403, True)
    assert told.desk.accounts.identities() == []


def test_what_a_provider_says_unasked_is_no_sign_that_somebody_is_there(told: Told) -> None:
    told.connected()
    browser = Browser(told.base)
    told.sign_in(browser)
    browser.get("/account")
    assert "Show it at" in browser.shown.text
    wanted = {"name": "bo@example.org", "new_password": PASSWORD, "again": PASSWORD}
    assert 'name="new_password"' not in browser.shown.text
    forced = {"step": "password", "csrf": browser.hidden("/sign-out")["csrf"]} | wanted
    assert browser.client.post("/account", data=forced).status_code == 400
    way = told.desk.accounts.sign_in(told.bo)
    assert way is not None
    assert not way.has_password

    told.provider.manners.auth_time = False
    answer = told.back(browser, told.link_on(browser, "anew"))
    assert (answer.status_code, sentence_of(Trouble.TOKEN_NOT_ANEW) in answer.text) == (403, True)
    told.provider.manners = Manners(claims=lambda claims: claims | {"auth_time": int(str(claims["iat"])) - 3_600})
    assert told.back(browser, told.link_on(browser, "anew")).status_code == 403
    told.provider.manners, told.provider.subject = Manners(), "somebody-else"
    for is_connected in (False, True):
        if is_connected:
            told.connected(told.desk.person)
        answer = told.back(browser, told.link_on(browser, "anew"))
        assert (answer.status_code, sentence_of(Trouble.OTHER_PERSON) in answer.text) == (403, True)

    told.provider.subject = SUBJECT
    address, before = told.link_on(browser, "anew"), browser.client.cookies[SESSION]
    assert parse_qs(urlsplit(address).query)["prompt"] == ["login"]
    assert parse_qs(urlsplit(address).query)["max_age"] == ["0"]
    assert told.back(browser, address).headers["location"] == "/account"
    assert browser.client.cookies[SESSION] != before
    assert httpx.get(f"{told.base}/account", cookies={SESSION: before}, trust_env=False).status_code == 303
    browser.get("/account")
    assert browser.send("/account", "password", **wanted).status_code == 303
    told.desk.accounts.put_password(told.bo, "")


def test_an_identity_is_disconnected_by_its_owner_and_by_an_admin(told: Told) -> None:
    browser = told.connected()
    browser.get("/account")
    assert told.provider.issuer in browser.shown.text
    assert SUBJECT not in browser.shown.text
    assert browser.send("/account", "identity-remove").status_code == 303
    assert told.sign_in(Browser(told.base)).status_code == 403
    told.connected()
    admin = told.in_by_link(somebody(told.desk, "admin").person)
    assert told.provider.issuer in admin.get("/people").text
    assert admin.send(f"/people/{told.bo}/disconnect").status_code == 303
    assert told.sign_in(Browser(told.base)).status_code == 403


def test_the_button_is_there_only_where_the_settings_name_a_provider(told: Told, server: str) -> None:
    page = Browser(told.base).get("/sign-in?next=/cases%3Fx%3D1").text
    assert BUTTON in page
    assert 'href="/sign-in/oidc?next=/cases%3Fx%3D1"' in page
    none = Browser(server)
    assert "Sign in with" not in none.get("/sign-in").text
    for path in ("/sign-in/oidc", "/sign-in/oidc/back?code=x&state=y"):
        assert none.get(path).status_code == 404


def test_over_tls_the_cookie_goes_nowhere_else_and_people_come_back_to_the_address_of_the_settings(
    story: DeskOfStories, told: Told
) -> None:
    desk = told_of(story, told.provider.issuer)
    desk = replace(desk, settings=replace(desk.settings, address="https://desk.example"))
    with running(desk) as base:
        answer = Browser(base).get("/sign-in/oidc")
    assert parse_qs(urlsplit(answer.headers["location"]).query)["redirect_uri"] == [
        "https://desk.example/sign-in/oidc/back"
    ]
    (said,) = answer.headers.get_list("set-cookie")
    assert said.startswith("__Host-tocsin_round_")
    assert "Secure" in said


def test_whoever_sends_what_opens_nothing_is_told_to_wait(story: DeskOfStories, told: Told) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "WRONG_SECRETS", 2)
        with running(told_of(story, told.provider.issuer)) as base:
            found = [Browser(base).get("/sign-in/oidc/back?code=x&state=y").status_code for _ in range(3)]
    assert found == [403, 403, 429]


def test_a_provider_that_is_down_is_said_on_the_page_and_the_password_still_opens(story: DeskOfStories) -> None:
    with running(told_of(story, "http://127.0.0.1:9")) as base:
        browser = Browser(base)
        browser.set_up(story.desk, story.desk.person, "ada@example.org", PASSWORD)
        browser.get("/account")
        browser.send("/sign-out")
        answer = browser.get("/sign-in/oidc")
        assert (answer.status_code, sentence_of(Trouble.NOT_REACHABLE) in answer.text) == (503, True)
        assert browser.sign_in("ada@example.org", PASSWORD).status_code == 303


def test_the_provider_signs_in_nobody_of_another_organization(story: DeskOfStories, told: Told) -> None:
    home = story.desk.home
    other, bo = new_id("org", story.desk.chance.random_bytes), new_id("person", story.desk.chance.random_bytes)
    settings = replace(load(home), organization=other, acting=bo, origin="")
    engine = engine_of(home, settings)
    found_organization(home, settings, engine, person="Bo", organization="Other Org")
    engine.dispose()
    with open_house(home) as house:
        own = told_of(DeskOfStories(house.own, story.clock), told.provider.issuer)
        with running(replace(house, own=own)) as base:
            theirs = house.desk_of(other)
            assert theirs is not None
            assert theirs.settings.oidc is None
            browser = Browser(base)
            browser.come_by_link(theirs, bo)
            assert NAME not in browser.get("/account").text
            fields = {"csrf": browser.hidden("/sign-out")["csrf"], "for": "connect"}
            assert browser.client.post("/sign-in/oidc", data=fields).status_code == 404


def test_whoever_can_come_by_the_provider_needs_no_first_link(told: Told) -> None:
    desk = told_of(told.story, told.provider.issuer)
    assert not account.has_account(desk)
    told.connected()
    assert account.has_account(desk)
    assert not account.has_account(told.desk)
