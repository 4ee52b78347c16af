"""A passkey is added by whoever signed in a moment ago, and signs in; everything else about it opens nothing."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest

from tests.builders import DeskOfStories
from tests.web.authenticator import PRESENT, Authenticator
from tests.web.browser import Browser
from tocsin.stages.people import add, retire
from tocsin.vocab.desk_role import DeskRole


class Device:
    """A browser with a passkey."""

    def __init__(self, story: DeskOfStories, server: str) -> None:
        self.base = server.replace("127.0.0.1", "localhost")
        self.story = story
        self.person = add(story.desk, "Bo", address="", roles=tuple(DeskRole)).id
        self.browser, self.key = Browser(self.base), Authenticator(self.base)
        self.browser.come_by_link(story.desk, self.person)

    def add(self) -> int:
        """Add the passkey to the account."""
        self.browser.get("/account")
        answer = self.key.make(options(self.browser))
        return self.browser.send("/account", "passkey", answer=answer, key_label="my telephone").status_code

    def sign_in(self) -> tuple[Browser, int]:
        """Sign in with it in another browser."""
        browser = Browser(self.base)
        browser.get("/sign-in")
        answer = self.key.show(options(browser))
        return browser, browser.send("/sign-in/passkey", answer=answer).status_code


def options(browser: Browser) -> str:
    """What the page asks the browser for."""
    found = re.search(r'data-options="([^"]*)"', browser.shown.text)
    assert found is not None, browser.shown.text
    return unescape(found[1])


@pytest.fixture
def device(story: DeskOfStories, server: str) -> Device:
    """A browser in which a passkey was added."""
    made = Device(story, server)
    assert made.add() == 303
    return made


def test_a_passkey_signs_in(device: Device) -> None:
    browser, status = device.sign_in()
    assert status == 303
    assert browser.is_in()
    assert "my telephone" in browser.get("/account").text
    assert browser.client.get("/api/v1/whoami").json()["person"] == device.person
    assert device.sign_in()[1] == 303


def test_one_answer_is_taken_once_and_on_its_device(device: Device) -> None:
    browser = Browser(device.base)
    browser.get("/sign-in")
    fields = browser.hidden("/sign-in/passkey") | {"answer": device.key.show(options(browser))}
    other = Browser(device.base)
    other.get("/sign-in")
    stolen = fields | {"csrf": other.hidden("/sign-in")["csrf"]}
    assert other.client.post("/sign-in/passkey", data=stolen).status_code == 403
    assert not other.is_in()
    assert browser.client.post("/sign-in/passkey", data=fields).status_code == 403  # whoever tried it has used it up
    assert device.sign_in()[1] == 303


def _late(device: Device, browser: Browser) -> str:
    answer = device.key.show(options(browser))
    device.story.clock.tick(timedelta(minutes=10))
    return answer


def _from_elsewhere(device: Device, browser: Browser) -> str:
    device.key.origin = "https://evil.example"
    return device.key.show(options(browser))


def _for_another_name(device: Device, browser: Browser) -> str:
    device.key.name = "evil.example"
    return device.key.show(options(browser))


def _not_unlocked(device: Device, browser: Browser) -> str:
    device.key.flags = PRESENT
    return device.key.show(options(browser))


def _copied(device: Device, browser: Browser) -> str:
    device.sign_in()
    device.sign_in()
    device.key.uses = 0
    return device.key.show(options(browser))


def _another_key(device: Device, browser: Browser) -> str:
    credential, device.key = device.key.credential, Authenticator(device.base)
    device.key.credential = credential
    return device.key.show(options(browser))


def _unknown(device: Device, browser: Browser) -> str:
    return Authenticator(device.base).show(options(browser))


def _no_answer(_: Device, __: Browser) -> str:
    return '{"id": 7}'


def _retired(device: Device, browser: Browser) -> str:
    retire(device.story.desk, device.person)
    return device.key.show(options(browser))


def _removed(device: Device, browser: Browser) -> str:
    device.browser.get("/account")
    assert device.browser.send("/account", "passkey-remove").status_code == 303
    return device.key.show(options(browser))


WRONG: list[Callable[[Device, Browser], str]] = [
    *(_late, _from_elsewhere, _for_another_name, _not_unlocked, _copied, _another_key, _unknown, _no_answer),
    *(_retired, _removed),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: one.__name__.strip("_"))
def test_what_is_wrong_opens_nothing(device: Device, wrong: Callable[[Device, Browser], str]) -> None:
    browser = Browser(device.base)
    browser.get("/sign-in")
    assert browser.send("/sign-in/passkey", answer=wrong(device, browser)).status_code == 403
    assert not browser.is_in()


def test_a_device_that_was_left_open_adds_no_passkey(story: DeskOfStories, server: str) -> None:
    device = Device(story, server)
    device.browser.get("/account")
    fields = device.browser.hidden("/account", "passkey") | {"answer": device.key.make(options(device.browser))}
    story.clock.tick(timedelta(minutes=31))
    assert device.browser.client.post("/account", data=fields).status_code == 400
    assert "data-options" not in device.browser.get("/account").text
    assert not story.desk.accounts.passkeys()


def test_a_passkey_is_not_offered_where_browsers_know_none(story: DeskOfStories, server: str) -> None:
    assert "data-passkey" not in Browser(server).get("/sign-in").text  # an address in numbers
    assert "data-passkey" in Browser(server.replace("127.0.0.1", "localhost")).get("/sign-in").text


def test_a_passkey_is_kept_once(device: Device) -> None:
    assert device.add() == 400
    assert len(device.story.desk.accounts.passkeys(device.person)) == 1
