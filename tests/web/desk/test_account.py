"""The page of one's own account, without script."""

from collections.abc import Iterator

import httpx
import pytest

from tests.builders import DeskOfStories, story, template_home
from tests.web.browser import Browser
from tests.web.people import PASSWORD
from tests.web.scene import running

__all__ = ["story", "template_home"]


@pytest.fixture
def server(story: DeskOfStories) -> Iterator[str]:
    """A server over the desk."""
    with running(story.desk) as address:
        yield address


@pytest.fixture
def ada(story: DeskOfStories, server: str) -> Browser:
    """A device of somebody with a name and a password."""
    browser = Browser(server)
    browser.set_up(story.desk, story.desk.person, "ada", PASSWORD)
    return browser


def test_devices_are_listed_and_signed_out_one_by_one_or_all(server: str, ada: Browser) -> None:
    others = [Browser(server) for _ in range(3)]
    for other in others:
        other.client.headers["User-Agent"] = "<script>alert(1)</script>\u202e another"
        other.sign_in("ada", PASSWORD)
    page = ada.get("/account")
    assert "&lt;script&gt;" in page.text
    assert "<script>alert" not in page.text
    assert "\u202e" not in page.text
    assert ada.send("/account", "session").status_code == 303
    assert sorted(other.is_in() for other in others) == [False, True, True]
    ada.get("/account")
    assert ada.send("/account", "sessions").status_code == 303
    assert not any(other.is_in() for other in others)
    assert ada.is_in()


def test_a_token_is_shown_once_and_revoked(server: str, ada: Browser) -> None:
    ada.get("/account")
    shown = ada.send("/account", "token", reach="read", days="7", label="nightly")
    assert shown.status_code == 200
    secret = shown.text.split("<pre>")[1].split("</pre>")[0]
    headers = {"Authorization": f"Bearer {secret}"}
    assert httpx.get(f"{server}/api/v1/whoami", headers=headers).status_code == 200
    assert secret not in ada.get("/account").text
    assert "nightly" in ada.shown.text
    ada.send("/account", "token-revoke")
    assert httpx.get(f"{server}/api/v1/whoami", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "wrong", [{"reach": "all", "days": "7"}, {"reach": "read", "days": "0"}, {"reach": "read", "days": "x"}]
)
def test_a_token_for_ever_or_for_everything_is_not_made(
    story: DeskOfStories, ada: Browser, wrong: dict[str, str]
) -> None:
    ada.get("/account")
    assert ada.client.post("/account", data=ada.hidden("/account", "token") | wrong).status_code == 400
    assert not story.desk.accounts.tokens()


def test_what_nobody_can_ask_for_is_refused(ada: Browser) -> None:
    ada.get("/account")
    fields = ada.hidden("/account", "sessions")
    assert ada.client.post("/account", data=fields | {"step": "everything"}).status_code == 400
    for step in ("session", "token-revoke", "passkey-remove"):
        assert ada.client.post("/account", data=fields | {"step": step, "id": "none"}).status_code == 404


def test_nobody_who_is_not_signed_in_sees_it(server: str) -> None:
    answer = httpx.get(f"{server}/account")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=/account")
