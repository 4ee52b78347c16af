"""Choosing a password: who may, which one, and what ends with it; one name in two organizations."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from argon2.profiles import RFC_9106_LOW_MEMORY

from tests.builders import DeskOfStories
from tests.web.browser import Browser
from tests.web.people import PASSWORD, somebody
from tests.web.scene import KEY
from tocsin.stages.people import retire
from tocsin.web import password
from tocsin.web.signing import digest_of_name

NAME = "ada@example.org"
OTHER = "another five words at night"


@pytest.fixture
def ada(story: DeskOfStories, server: str) -> Browser:
    """A device on which somebody is signed in who has a name and a password."""
    browser = Browser(server)
    browser.set_up(story.desk, story.desk.person, NAME, PASSWORD)
    return browser


def change(browser: Browser, **typed: str) -> int:
    """Ask for another password, and say how it was answered."""
    browser.get("/account")
    return browser.send("/account", "password", **typed).status_code


def test_whoever_came_by_password_shows_it_before_they_change_it(
    story: DeskOfStories, server: str, ada: Browser
) -> None:
    browser = Browser(server)
    browser.sign_in(NAME, PASSWORD)
    assert change(browser, new_password=OTHER, again=OTHER) == 400
    assert change(browser, password="x" * 20, new_password=OTHER, again=OTHER) == 400
    assert ada.is_in()
    assert change(browser, password=PASSWORD, new_password=OTHER, again=OTHER) == 303
    assert browser.is_in()
    assert not ada.is_in()  # every other device is signed out
    assert Browser(server).sign_in(NAME, PASSWORD).status_code == 403
    assert Browser(server).sign_in(NAME, OTHER).status_code == 303


def test_whoever_came_by_a_link_may_change_it_for_half_an_hour(story: DeskOfStories, server: str, ada: Browser) -> None:
    browser = Browser(server)
    browser.come_by_link(story.desk, story.desk.person)
    assert change(browser, new_password=OTHER, again=OTHER) == 303
    story.clock.tick(timedelta(minutes=30))
    assert change(browser, new_password=PASSWORD, again=PASSWORD) == 400


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"new_password": "short", "again": "short"}, "needs 15"),
        ({"new_password": OTHER, "again": PASSWORD}, "two different"),
        ({"new_password": "Ada ada ADA ada ada", "again": "Ada ada ADA ada ada"}, "easily guessed"),
        ({"name": "x" * 201, "new_password": OTHER, "again": OTHER}, "at most 200"),
    ],
)
def test_a_password_that_is_not_taken_is_said_why_and_nothing_changes(
    server: str, ada: Browser, typed: dict[str, str], said: str
) -> None:
    assert change(ada, **typed) == 400
    assert said in ada.shown.text
    assert OTHER not in ada.shown.text
    assert Browser(server).sign_in(NAME, PASSWORD).status_code == 303


def test_two_people_of_one_organization_have_two_names(story: DeskOfStories, server: str, ada: Browser) -> None:
    bo = Browser(server)
    bo.come_by_link(story.desk, somebody(story.desk, "auditor").person)
    assert change(bo, name=" ADA@example.org", new_password=OTHER, again=OTHER) == 400
    assert "Somebody else here" in bo.shown.text
    assert change(bo, name="", new_password=OTHER, again=OTHER) == 400
    assert change(bo, name="bo", new_password=OTHER, again=OTHER) == 303


def test_a_password_under_older_parameters_is_kept_anew(
    story: DeskOfStories, server: str, ada: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(password, "_HASHER", PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY))  # those of now
    accounts, person = story.desk.accounts, story.desk.person
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    accounts.put_password(person, old)
    assert Browser(server).sign_in(NAME, PASSWORD).status_code == 303
    found = accounts.sign_in(person)
    assert found is not None
    assert found.password != old
    assert "m=65536" in found.password


def test_whoever_was_retired_does_not_come_in(story: DeskOfStories, server: str) -> None:
    bo, one = Browser(server), somebody(story.desk, "auditor")
    bo.set_up(story.desk, one.person, "bo", OTHER)
    retire(story.desk, one.person)
    assert not bo.is_in()
    assert Browser(server).sign_in("bo", OTHER).status_code == 403


def test_a_name_is_kept_as_a_digest_under_the_key_of_the_home() -> None:
    assert digest_of_name(KEY, " Ada@Example.ORG") == digest_of_name(KEY, "ada@example.org")
    assert digest_of_name(KEY, "ada") != digest_of_name(b"l" * 32, "ada")
    assert "ada" not in digest_of_name(KEY, "ada")
