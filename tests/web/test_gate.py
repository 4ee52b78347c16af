"""The gate reads everything anew with each request, and writes down seldom that it was passed."""

from datetime import timedelta

import httpx
import pytest

from tests.builders import DeskOfStories
from tests.web.people import send, somebody
from tests.web.scene import KEY
from tocsin.rules.account import LONGEST
from tocsin.stages.desk import Desk
from tocsin.stages.house import house_of
from tocsin.stages.people import retire
from tocsin.vocab.credential import TokenReach
from tocsin.vocab.desk_role import DeskRole
from tocsin.web.gate import SEEN_EVERY, USED_EVERY, Gate, cookie_name, roles_of


@pytest.fixture
def client(server: str) -> httpx.Client:
    """A client of the running server."""
    return httpx.Client(base_url=server, trust_env=False, timeout=60)


def test_a_session_is_seen_when_it_is_used_and_not_each_time(story: DeskOfStories, client: httpx.Client) -> None:
    one = somebody(story.desk, "auditor")
    headers = one.session()

    def seen() -> timedelta:
        (session,) = story.desk.accounts.sessions(one.person)
        return session.seen_at - session.made_at

    story.clock.tick(SEEN_EVERY - timedelta(seconds=1))
    assert send(client, "GET", "/whoami", headers).status_code == 200
    assert seen() == timedelta(0)
    story.clock.tick(timedelta(seconds=1))
    send(client, "GET", "/whoami", headers)
    assert seen() == SEEN_EVERY


def test_a_session_that_is_used_all_the_time_ends_all_the_same(story: DeskOfStories, client: httpx.Client) -> None:
    headers = somebody(story.desk, "auditor").session()
    step = timedelta(hours=11)
    for _ in range(LONGEST // step):
        story.clock.tick(step)
        assert send(client, "GET", "/whoami", headers).status_code == 200
    story.clock.tick(step)
    assert send(client, "GET", "/whoami", headers).status_code == 401


def test_a_token_says_when_it_was_used_last(story: DeskOfStories, client: httpx.Client) -> None:
    one = somebody(story.desk, "auditor")
    headers = one.token(TokenReach.READ)

    def used() -> object:
        (token,) = story.desk.accounts.tokens(one.person)
        return token.used_at

    assert used() is None
    send(client, "GET", "/whoami", headers)
    first = used()
    assert first == story.clock.now()
    story.clock.tick(USED_EVERY / 2)
    send(client, "GET", "/whoami", headers)
    assert used() == first
    story.clock.tick(USED_EVERY)
    send(client, "GET", "/whoami", headers)
    assert used() == story.clock.now()


@pytest.mark.parametrize("scheme", ["Basic", "Digest", "bearer ", "Bearer\t"])
def test_other_schemes_open_nothing_and_capitals_do_not_count(
    story: DeskOfStories, client: httpx.Client, scheme: str
) -> None:
    one = somebody(story.desk, "auditor")
    secret = one.token()["Authorization"].removeprefix("Bearer ")
    status = send(client, "GET", "/whoami", {"Authorization": f"{scheme} {secret}"}).status_code
    assert status == (200 if scheme.strip().lower() == "bearer" and "\t" not in scheme else 401)


def test_a_cookie_has_the_name_of_its_home() -> None:
    assert cookie_name(KEY, "session", is_secure=False) != cookie_name(b"l" * 32, "session", is_secure=False)
    assert cookie_name(KEY, "session", is_secure=True).startswith("__Host-")


def test_who_was_retired_or_never_was_has_no_roles(story: DeskOfStories) -> None:
    desk: Desk = story.desk
    one = somebody(desk, "auditor", "counsel")
    assert roles_of(desk, one.person) == frozenset({DeskRole.AUDITOR, DeskRole.COUNSEL})
    retire(desk, one.person)
    assert roles_of(desk, one.person) is None
    assert roles_of(desk, "person-none") is None
    assert roles_of(desk, desk.org) is None


def test_a_session_of_one_home_is_none_of_another(story: DeskOfStories) -> None:
    one = somebody(story.desk, "auditor")
    text = one.session()["Cookie"].partition("=")[2]
    who = Gate(house_of(story.desk), KEY).with_session(text)
    assert who is not None
    elsewhere = Gate(house_of(story.desk), b"l" * 32).with_session(text)
    assert elsewhere is not None
    assert elsewhere.csrf != who.csrf
    assert Gate(house_of(story.desk), KEY).with_session(text + "x") is None
