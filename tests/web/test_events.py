"""Whoever listens is told what is recorded while they may, and nothing that the log of a case would not tell them."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.builders import DeskOfStories, a_case, an_item
from tests.web.people import Somebody, send, somebody
from tests.web.scene import KEY, running, until
from tocsin.operations.table import by_name
from tocsin.stages.people import retire
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import BadInput
from tocsin.web.events import MOST_EACH, Asked, Events, Listener, News, begin_after, may_listen, may_still
from tocsin.web.refusal import Refusal
from tocsin.web.signed import Signed

ADA = Signed(org="org-x", person="person-ada", roles=frozenset({DeskRole.ANALYST}), session="session-1")
PATH = "/api/v1/events"
Json = Any


@pytest.fixture
def client(story: DeskOfStories) -> Iterator[httpx.Client]:
    """A client of a running server."""
    with running(story.desk, KEY) as base, httpx.Client(base_url=base, trust_env=False, timeout=30) as made:
        yield made


class Heard:
    """What one listener hears, in a thread of its own."""

    def __init__(
        self, client: httpx.Client, headers: dict[str, str], query: str = "", *, most: float = float("inf")
    ) -> None:
        self.lines: list[str] = []
        self.status = 0
        self._client, self._headers, self._query, self._most = client, headers, query, most
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()
        until(lambda: self.status)

    def _listen(self) -> None:
        with (
            suppress(httpx.HTTPError),  # the client was closed
            self._client.stream("GET", PATH + self._query, headers=self._headers) as answer,
        ):
            self.status = answer.status_code
            self.type = answer.headers["content-type"]
            for line in answer.iter_lines():
                self.lines.append(line)
                if len(self.lines) >= self._most:
                    return

    @property
    def events(self) -> list[Json]:
        """The events so far."""
        return [json.loads(line.removeprefix("data: ")) for line in self.lines if line.startswith("data: ")]

    def has_ended(self) -> bool:
        """Whether the server ended it."""
        return not self._thread.is_alive()


def test_what_is_recorded_is_told_to_whoever_listens(client: httpx.Client, story: DeskOfStories) -> None:
    one = somebody(story.desk, DeskRole.ANALYST)
    listeners = [Heard(client, one.token()), Heard(client, one.session())]
    case = a_case(story.desk, name="The blue heron")
    last = story.desk.log.size() - 1
    for heard in listeners:
        until(lambda heard=heard: heard.events and heard.events[-1]["index"] == last)
        assert heard.type == "text/event-stream"
        assert {event["stream"] for event in heard.events} == {case.id}
        assert all(set(event) == {"index", "stream", "act", "at"} for event in heard.events)
        assert "heron" not in "".join(heard.lines)
        assert f"id: {last}" in heard.lines


def test_it_begins_where_a_listener_was(client: httpx.Client, story: DeskOfStories) -> None:
    one, last = somebody(story.desk, DeskRole.ANALYST), story.desk.log.size() - 1
    for headers, query, first in (
        ({}, "?after=-1", 0),
        ({}, f"?after={last - 1}", last),
        ({"Last-Event-ID": str(last - 1)}, "?after=0", last),
    ):
        heard = Heard(client, one.token() | headers, query)
        until(lambda heard=heard: heard.events)
        assert heard.events[0]["index"] == first


@pytest.mark.parametrize("query", ["?after=x", "?after=-2", "?after=1.5", "?after=" + "9" * 30])
def test_a_place_that_is_none_is_refused(client: httpx.Client, story: DeskOfStories, query: str) -> None:
    headers = somebody(story.desk, DeskRole.ANALYST).token()
    assert client.get(PATH + query, headers=headers).json()["code"] == "bad_input"


def test_nobody_hears_more_than_the_log_of_a_case_tells_them(client: httpx.Client, story: DeskOfStories) -> None:
    case = a_case(story.desk)
    item = an_item(story.desk, case)
    counsel = somebody(story.desk, DeskRole.COUNSEL, name="Counsel")
    marked = send(
        client,
        "POST",
        f"/cases/{case.id}/assert",
        counsel.session(),
        fields={"target": item.id, "prong": "attorney_client", "because": "advice on the blue heron"},
    )
    assert marked.status_code in {200, 400}, marked.text  # either way the log has what it has
    for role in DeskRole:
        one = somebody(story.desk, role, name=f"the {role}")
        log = send(client, "GET", f"/cases/{case.id}/log", one.token())
        if role not in by_name()["case.log"].may:
            assert log.status_code == client.get(PATH, headers=one.token()).status_code == 403
            continue
        told = {
            (entry["index"], entry["leaf"]["stream"], entry["leaf"]["act"]["type"]): entry["leaf"]["at"]
            for entry in log.json()
        }
        heard = Heard(client, one.token(), "?after=-1")
        until(lambda heard=heard: heard.events and heard.events[-1]["index"] == story.desk.log.size() - 1)
        mine = {(e["index"], e["stream"], e["act"]) for e in heard.events if e["stream"] == case.id}
        assert mine == set(told), role
        assert "heron" not in "".join(heard.lines)


def test_without_a_session_or_a_token_nobody_listens(client: httpx.Client, story: DeskOfStories) -> None:
    assert client.get(PATH).json()["code"] == "not_signed_in"
    secret = somebody(story.desk, DeskRole.ANALYST).token()["Authorization"].removeprefix("Bearer ")
    assert client.get(f"{PATH}?token={secret}").status_code == 401


def _ended_session(one: Somebody, _: DeskOfStories) -> None:
    one.desk.accounts.close_sessions(one.person)


def _retired(one: Somebody, _: DeskOfStories) -> None:
    retire(one.desk, one.person)


def _dropped_token(one: Somebody, _: DeskOfStories) -> None:
    for token in one.desk.accounts.tokens(one.person):
        one.desk.accounts.drop_token(token.id)


def _time(_: Somebody, story: DeskOfStories) -> None:
    story.clock.tick(timedelta(days=2))


@pytest.mark.parametrize(
    ("ends", "shows"),
    [
        (_ended_session, Somebody.session),
        (_retired, Somebody.session),
        (_retired, Somebody.token),
        (_dropped_token, Somebody.token),
        (_time, Somebody.session),
        (_time, Somebody.token),
    ],
)
def test_it_ends_with_what_was_shown_and_nothing_is_told_after_it(
    client: httpx.Client,
    story: DeskOfStories,
    ends: Callable[[Somebody, DeskOfStories], None],
    shows: Callable[[Somebody], dict[str, str]],
) -> None:
    one = somebody(story.desk, DeskRole.ANALYST)
    heard = Heard(client, shows(one))
    ends(one, story)
    case = a_case(story.desk)
    until(heard.has_ended)
    assert case.id not in "".join(heard.lines)


def test_listening_is_no_use_of_a_session(client: httpx.Client, story: DeskOfStories) -> None:
    one = somebody(story.desk, DeskRole.ANALYST)
    headers = one.session()
    (before,) = one.desk.accounts.sessions(one.person)
    story.clock.tick(timedelta(hours=1))
    heard = Heard(client, headers)
    a_case(story.desk)
    until(lambda: heard.events)
    (after,) = one.desk.accounts.sessions(one.person)
    assert after.seen_at == before.seen_at
    assert send(client, "GET", "/whoami", headers).status_code == 200
    (after,) = one.desk.accounts.sessions(one.person)
    assert after.seen_at > before.seen_at


def test_the_server_ends_though_somebody_listens(story: DeskOfStories) -> None:
    headers = somebody(story.desk, DeskRole.ANALYST).token()
    with running(story.desk, KEY) as base, httpx.Client(base_url=base, trust_env=False, timeout=30) as made:
        heard = Heard(made, headers)
        began = time.monotonic()
    assert time.monotonic() - began < 10
    until(heard.has_ended)


async def _joined(news: News, who: Signed, times: int) -> list[int]:
    """How often somebody may listen at once before they are refused, and how many listen when they have gone."""
    held = []
    for _ in range(times):
        entered = news.listening(who)
        entered.__enter__()
        held.append(entered)
    with pytest.raises(Refusal) as refused, news.listening(who):
        pass
    most = news.count()
    for entered in held:
        entered.__exit__(None, None, None)
    return [refused.value.status, most, news.count()]


def test_a_person_has_so_many_listeners_and_no_more() -> None:
    news = News(lambda org: 0)
    assert asyncio.run(_joined(news, ADA, MOST_EACH)) == [429, MOST_EACH, 0]


def test_nobody_begins_to_listen_at_the_end() -> None:
    news = News(lambda org: 0)
    news.end()
    assert asyncio.run(_joined(news, ADA, 0)) == [503, 0, 0]


def test_whoever_goes_listens_no_longer(client: httpx.Client, story: DeskOfStories) -> None:
    one = somebody(story.desk, DeskRole.ANALYST)
    for _ in range(MOST_EACH + 2):
        until(Heard(client, one.token(), most=1).has_ended)
    until(lambda: Heard(client, one.token(), most=1).status == 200)


def test_one_thread_looks_for_all_and_survives_a_log_that_cannot_be_read() -> None:
    looks: list[str] = []

    def size_of(org: str) -> int:
        looks.append(org)
        if len(looks) == 1:
            raise BadInput("not now")
        return len(looks)

    async def story() -> None:
        news = News(size_of, look_s=0.01)
        news.start()
        with news.listening(ADA) as first, news.listening(ADA) as second:
            await first.wait(10)
            await second.wait(10)
        news.end()

    asyncio.run(story())
    assert set(looks) == {"org-x"}


def test_a_heartbeat_comes_while_nothing_does(story: DeskOfStories) -> None:
    async def heard() -> list[bytes]:
        asked = Asked(desk=story.desk, after=story.desk.log.size() - 1, still=lambda: ADA)
        lines = Events(listener=Listener(ADA), asked=asked, heartbeat_s=0.01).lines()
        return [await anext(lines) for _ in range(3)]

    assert asyncio.run(heard()) == [b"retry: 3000\n\n", b":\n\n", b":\n\n"]


def test_it_begins_now_unless_a_place_is_named() -> None:
    assert begin_after(None, None, 7) == 6
    assert begin_after(None, "-1", 7) == -1
    assert begin_after("3", "5", 7) == 3


@pytest.mark.parametrize("role", DeskRole)
def test_whoever_may_read_a_log_may_listen(role: DeskRole) -> None:
    who = Signed(org="org-x", person="person-ada", roles=frozenset({role}))
    assert may_listen(who) is (role in by_name()["case.log"].may)


@pytest.mark.parametrize(
    ("now", "may"),
    [
        (ADA, True),
        (None, False),
        (Signed(org="org-x", person="person-ada", roles=ADA.roles, session="session-2"), False),
        (Signed(org="org-x", person="person-bo", roles=ADA.roles, session="session-1"), False),
        (Signed(org="org-x", person="person-ada", roles=frozenset({DeskRole.ADMIN}), session="session-1"), False),
    ],
)
def test_it_goes_on_for_the_same_one_who_still_may(now: Signed | None, may: bool) -> None:
    assert may_still(ADA, now) is may
