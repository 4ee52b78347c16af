"""Signing in and out as people do it, and as people try who should not."""

import re
from datetime import timedelta

import httpx
import pytest

from tests.builders import DeskOfStories
from tests.web.browser import Browser
from tests.web.people import PASSWORD, somebody
from tests.web.scene import KEY, running
from tocsin.stages.account import make_link
from tocsin.web.device import device_of
from tocsin.web.gate import cookie_name
from tocsin.web.office import WRONG_PASSWORDS, WRONG_PASSWORDS_S

NAME = "ada@example.org"
SESSION = cookie_name(KEY, "session", is_secure=False)
DEVICE = cookie_name(KEY, "device", is_secure=False)


@pytest.fixture
def ada(story: DeskOfStories, server: str) -> Browser:
    """A device on which somebody is signed in who has a name and a password."""
    browser = Browser(server)
    browser.set_up(story.desk, story.desk.person, NAME, PASSWORD)
    return browser


def test_somebody_comes_by_a_link_chooses_a_password_and_comes_back_with_it(
    story: DeskOfStories, server: str, ada: Browser
) -> None:
    assert ada.is_in()
    ada.get("/account")
    assert ada.send("/sign-out").headers["location"] == "/sign-in"
    assert not ada.is_in()
    again = ada.sign_in(" Ada@Example.org ", PASSWORD, "/sign-in?next=/cases%3Fclass%3Dincident")
    assert (again.status_code, again.headers["location"]) == (303, "/cases?class=incident")
    assert ada.is_in()
    assert ada.get("/sign-in").status_code == 303


def test_looking_at_a_link_uses_nothing_up_and_using_it_does(story: DeskOfStories, server: str) -> None:
    path, browser = make_link(story.desk, story.desk.person).path, Browser(server)
    for _ in range(3):
        assert browser.get(path).status_code == 200
        assert Browser(server).client.head(path).status_code in {200, 405}
    assert "Ada" in browser.shown.text
    assert not browser.is_in()
    browser.get(path)
    fields = browser.hidden(path)
    assert browser.client.post(path, data=fields).status_code == 303
    assert browser.client.post(path, data=fields).status_code == 404
    assert Browser(server).get(path).status_code == 404


def test_an_old_link_and_one_that_was_changed_look_the_same(story: DeskOfStories, server: str) -> None:
    path = make_link(story.desk, story.desk.person).path
    story.clock.tick(timedelta(hours=24))
    answers = {
        Browser(server).get(one).text for one in (path, path[:-1] + ("A" if path[-1] != "A" else "B"), path[:40])
    }
    assert len(answers) == 1
    assert Browser(server).get(path).status_code == 404


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(server: str, ada: Browser) -> None:
    wrong = []
    for name, password in ((NAME, "x" * 20), ("nobody@example.org", PASSWORD), (NAME, ""), (NAME, "y" * 2_000)):
        browser = Browser(server)
        answer = browser.sign_in(name, password)
        assert answer.status_code == 403
        wrong.append(re.sub(r'value="[^"]*"', "", answer.text))
        assert not browser.is_in()
    assert len(set(wrong)) == 1


def test_wrong_passwords_from_elsewhere_shut_nobody_out_of_their_own_device(server: str, ada: Browser) -> None:
    ada.get("/account")
    ada.send("/sign-out")
    ada.sign_in(NAME, PASSWORD)  # from now on this device is known as theirs
    ada.get("/account")
    ada.send("/sign-out")
    thief = Browser(server)
    for _ in range(WRONG_PASSWORDS):
        assert thief.sign_in(NAME, "x" * 20).status_code == 403
    stopped = thief.sign_in(NAME, PASSWORD)
    assert stopped.status_code == 429
    assert 0 < int(stopped.headers["retry-after"]) <= WRONG_PASSWORDS_S + 1
    assert not thief.is_in()
    assert Browser(server).sign_in("other@example.org", "x" * 20).status_code == 403  # another name is another count
    assert ada.sign_in(NAME, PASSWORD).status_code == 303
    # And who guesses on a device that is theirs is stopped there.
    ada.get("/account")
    ada.send("/sign-out")
    for _ in range(WRONG_PASSWORDS):
        assert ada.sign_in(NAME, "x" * 20).status_code == 403
    assert ada.sign_in(NAME, PASSWORD).status_code == 429


def test_a_device_cookie_that_was_made_up_is_not_known(server: str, ada: Browser) -> None:
    thief = Browser(server)
    for number in range(WRONG_PASSWORDS + 1):
        thief.client.cookies.set(DEVICE, f"{number:032x}." + "f" * 32)
        answer = thief.sign_in(NAME, "x" * 20)
    assert answer.status_code == 429


def test_a_session_that_somebody_else_put_there_is_not_taken_over(
    story: DeskOfStories, server: str, ada: Browser
) -> None:
    thief = somebody(story.desk, "auditor")
    planted = Browser(server)
    planted.come_by_link(story.desk, thief.person)
    secret = planted.client.cookies[SESSION]
    victim = Browser(server)
    victim.client.cookies.set(SESSION, secret)
    victim.client.cookies.set(DEVICE, ada.client.cookies[DEVICE])
    victim.client.get("/account")
    path = make_link(story.desk, story.desk.person).path
    victim.get(path)
    assert victim.send(path).status_code == 303
    # By the fixed name a browser would now hold the new one alone; here both jars are looked at.
    new = [one.value for one in victim.client.cookies.jar if one.name == SESSION]
    assert [one for one in new if one != secret]
    assert httpx.get(f"{server}/account", cookies={SESSION: secret}).status_code == 303


def test_a_form_without_its_token_or_from_elsewhere_signs_nobody_in(story: DeskOfStories, server: str) -> None:
    browser = Browser(server)
    path = make_link(story.desk, story.desk.person).path
    browser.get(path)
    fields = browser.hidden(path)
    assert Browser(server).client.post(path, data=fields).status_code == 403  # shown on another device
    assert browser.client.post(path, data={"csrf": "0" * 64}).status_code == 403
    assert browser.client.post(path, data={"x": "y"}).status_code == 403
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert browser.client.post(path, data=fields, headers=headers).status_code == 403
    assert browser.client.post(path, json=fields).status_code == 400
    assert browser.client.post(path, data=fields).status_code == 303


def test_nobody_is_signed_out_or_changed_by_a_page_of_somebody_else(ada: Browser) -> None:
    ada.get("/account")
    fields = ada.hidden("/account", "sessions")
    for wrong in ({"x": "y"}, {"csrf": "0" * 64}):
        assert ada.client.post("/sign-out", data=wrong).status_code == 403
        assert ada.client.post("/account", data=fields | {"csrf": ""} | wrong).status_code == 403
    assert ada.is_in()


@pytest.mark.parametrize(
    "place",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/%0d%0aX: y",
        "\t/x",
        "/sign-out",
    ],
)
def test_nobody_is_sent_to_another_host(ada: Browser, place: str) -> None:
    ada.get("/account")
    ada.send("/sign-out")
    ada.client.get("/sign-in")
    ada.get("/sign-in")
    fields = ada.hidden("/sign-in") | {"next": place, "name": NAME, "password": PASSWORD}
    answer = ada.client.post("/sign-in", data=fields)
    assert answer.status_code == 303
    found = answer.headers["location"]
    assert found == "/" or (found.startswith("/%0d%0aX") and "\n" not in found)


def test_cookies_are_closed_to_scripts_and_to_other_sites(ada: Browser, server: str) -> None:
    browser = Browser(server)
    said = [*browser.get("/sign-in").headers.get_list("set-cookie")]
    said += browser.sign_in(NAME, PASSWORD).headers.get_list("set-cookie")
    assert len(said) >= 3
    for cookie in said:
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
    assert device_of(browser.client.cookies[DEVICE]) is not None


def test_the_pages_are_kept_by_nobody_and_in_no_frame(ada: Browser, server: str) -> None:
    for answer in (Browser(server).get("/sign-in"), ada.get("/account")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-frame-options"] == "DENY"
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


def test_over_tls_cookies_go_nowhere_else(story: DeskOfStories) -> None:
    from msgspec.structs import replace  # noqa: PLC0415  # for this one story

    desk = replace(story.desk, settings=replace(story.desk.settings, address="https://desk.example"))
    with running(desk, KEY) as base:
        said = Browser(base).get("/sign-in").headers.get_list("set-cookie")
    assert said
    assert all(one.startswith("__Host-tocsin_") and "Secure" in one for one in said)
