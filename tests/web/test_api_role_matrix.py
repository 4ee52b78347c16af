"""Every operation, as every role, with everything that somebody could show: allowed exactly where its row says so.

Complete by construction: the rows are those of the table. What an allowed operation then answers to a request without
fields is another test's; here it may be anything but a no at the gate.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import httpx
import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.web.people import Somebody, send, somebody
from tests.web.scene import KEY, running
from tocsin.operations.operation import Method
from tocsin.operations.table import AnyOperation, operations
from tocsin.stages.people import retire
from tocsin.vocab.credential import TokenReach
from tocsin.vocab.desk_role import DeskRole

AT_THE_GATE = {401, 403}
NAMES = [one.name for one in operations()]


@pytest.fixture
def client(story: DeskOfStories) -> Iterator[httpx.Client]:
    """A client of a running server."""
    with running(story.desk, KEY) as base, httpx.Client(base_url=base, trust_env=False, timeout=60) as made:
        yield made


@pytest.fixture
def everybody(story: DeskOfStories) -> dict[DeskRole, Somebody]:
    """One person for each role, who has no other."""
    return {role: somebody(story.desk, role, name=f"the {role}") for role in DeskRole}


def status_of(client: httpx.Client, operation: AnyOperation, headers: Mapping[str, str]) -> int:
    """What the gate says to a request for this operation that names nothing that exists."""
    path = "/".join("none" if part.startswith("{") else part for part in operation.path.split("/"))
    with client.stream(operation.method, f"/api/v1{path}", headers=dict(headers)) as answer:
        return answer.status_code


def may(operation: AnyOperation, role: DeskRole, reach: TokenReach | None) -> bool:
    """What the table says, in the words of the guide and not of the gate."""
    if role not in operation.may:
        return False
    if reach is None:
        return True
    if operation.in_session:
        return False
    if operation.method is Method.GET or reach is TokenReach.APPROVE:
        return True
    return reach is TokenReach.WRITE and role is DeskRole.ANALYST


@pytest.mark.parametrize("reach", [None, *TokenReach], ids=["session", *TokenReach])
def test_every_role_may_exactly_what_the_table_says(
    client: httpx.Client, everybody: dict[DeskRole, Somebody], reach: TokenReach | None
) -> None:
    wrong = []
    for role, one in everybody.items():
        headers = one.session() if reach is None else one.token(reach)
        for operation in operations():
            status = status_of(client, operation, headers)
            is_let_in = status not in AT_THE_GATE
            if is_let_in != may(operation, role, reach) or status == 401:
                wrong.append(f"{operation.name} as {role}: {status}")
            if reach is None and is_let_in and operation.method is Method.POST:
                headers = one.session()  # some operations end sessions
    assert not wrong


def _nothing(_: Somebody, __: DeskOfStories) -> dict[str, str]:
    return {}


def _revoked_session(one: Somebody, _: DeskOfStories) -> dict[str, str]:
    headers = one.session()
    one.desk.accounts.close_sessions(one.person)
    return headers


def _old_session(one: Somebody, story: DeskOfStories) -> dict[str, str]:
    headers = one.session()
    story.clock.tick(timedelta(hours=12))
    return headers


def _retired(one: Somebody, _: DeskOfStories) -> dict[str, str]:
    headers = one.session()
    retire(one.desk, one.person)
    return headers


def _retired_with_token(one: Somebody, _: DeskOfStories) -> dict[str, str]:
    headers = one.token()
    retire(one.desk, one.person)
    return headers


def _expired_token(one: Somebody, story: DeskOfStories) -> dict[str, str]:
    headers = one.token(days=1)
    story.clock.tick(timedelta(days=1))
    return headers


def _dropped_token(one: Somebody, _: DeskOfStories) -> dict[str, str]:
    headers = one.token()
    for token in one.desk.accounts.tokens(one.person):
        one.desk.accounts.drop_token(token.id)
    return headers


def _cookie_and_bad_token(one: Somebody, _: DeskOfStories) -> dict[str, str]:
    return one.session() | {"Authorization": "Bearer tocsin-user_none"}


VOID: dict[str, Callable[[Somebody, DeskOfStories], dict[str, str]]] = {
    "nobody": _nothing,
    "revoked session": _revoked_session,
    "old session": _old_session,
    "retired person": _retired,
    "retired person's token": _retired_with_token,
    "expired token": _expired_token,
    "revoked token": _dropped_token,
    "a bad token beside a good session": _cookie_and_bad_token,
}


@pytest.mark.parametrize("what", VOID)
def test_what_is_void_opens_nothing_to_anybody(client: httpx.Client, story: DeskOfStories, what: str) -> None:
    one = somebody(story.desk, *DeskRole)
    headers = VOID[what](one, story)
    answers = {operation.name: status_of(client, operation, headers) for operation in operations()}
    assert answers == dict.fromkeys(NAMES, 401)


def test_a_session_without_the_token_of_its_page_changes_nothing(client: httpx.Client, story: DeskOfStories) -> None:
    one = somebody(story.desk, *DeskRole)
    cookie = {"Cookie": one.session()["Cookie"]}
    for operation in operations():
        if operation.method is Method.POST:
            assert status_of(client, operation, cookie) == 403, operation.name
            assert status_of(client, operation, cookie | {"X-CSRF-Token": "0" * 64}) == 403, operation.name
            other = one.session() | {"Cookie": cookie["Cookie"]}  # the token of another session of the same person
            assert status_of(client, operation, other) == 403, operation.name
            evil = one.session() | {"Sec-Fetch-Site": "cross-site"}
            assert status_of(client, operation, evil) == 403, operation.name


def test_a_secret_in_the_address_opens_nothing(client: httpx.Client, story: DeskOfStories) -> None:
    one = somebody(story.desk, *DeskRole)
    secret = one.token()["Authorization"].removeprefix("Bearer ")
    for name in ("access_token", "token", "authorization", "api_key"):
        assert send(client, "GET", "/whoami", query={name: secret}).status_code == 401
        with_header = send(client, "GET", "/whoami", one.token(), query={name: secret})
        assert with_header.status_code == 400  # no operation takes one, so nobody grows used to it


def test_the_matrix_would_see_a_hole() -> None:
    row = operations()[0]
    assert may(replace(row, may=frozenset({DeskRole.ADMIN})), DeskRole.ADMIN, None)
    assert not may(replace(row, may=frozenset({DeskRole.ADMIN})), DeskRole.AUDITOR, None)
    assert len(set(NAMES)) == len(NAMES) > 50
