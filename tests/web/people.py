"""Somebody at the web desk in a test: what they show, and how they ask."""

from collections.abc import Mapping, Sequence

import httpx
from msgspec import Struct
from msgspec.structs import replace

from tests.web.scene import KEY
from tocsin.stages.account import make_token, open_session
from tocsin.stages.desk import Desk
from tocsin.stages.house import house_of
from tocsin.stages.people import add
from tocsin.vocab.credential import TokenReach
from tocsin.web.gate import Gate

PASSWORD = "four plain words at night"


class Somebody(Struct, frozen=True, kw_only=True):
    """A person of a desk."""

    desk: Desk
    person: str

    def session(self, how: str = "password") -> dict[str, str]:
        """The headers of somebody who has just signed in, with the token that a script of a page shows."""
        text = open_session(self.desk, self.person, agent="a test", how=how)
        gate = Gate(house_of(self.desk), KEY)
        who = gate.with_session(text)
        assert who is not None
        return {"Cookie": f"{gate.cookie}={text}", "X-CSRF-Token": who.csrf}

    def token(self, reach: TokenReach = TokenReach.APPROVE, *, days: int = 1) -> dict[str, str]:
        """The headers of a program of theirs."""
        made = make_token(self.desk, self.person, reach, days=days)
        return {"Authorization": f"Bearer {made.secret}"}


def somebody(desk: Desk, *roles: str, name: str = "Somebody", address: str = "") -> Somebody:
    """A new person in some roles."""
    return Somebody(desk=desk, person=add(desk, name, address=address, roles=roles).id)


def acting(desk: Desk) -> Somebody:
    """The person in whose name the desk acts."""
    return Somebody(desk=desk, person=desk.person)


def in_name_of(one: Somebody) -> Desk:
    """The desk as it is handed to an operation that this person asked for."""
    return replace(one.desk, person=one.person)


def send(
    client: httpx.Client,
    method: str,
    path: str,
    headers: Mapping[str, str] | None = None,
    *,
    fields: Mapping[str, object] | None = None,
    query: Mapping[str, str | Sequence[str]] | None = None,
) -> httpx.Response:
    """One request to the API; nothing is remembered between two of them."""
    client.cookies.clear()
    more: dict[str, object] = {} if fields is None else {"json": dict(fields)}
    return client.request(method, f"/api/v1{path}", headers=dict(headers or {}), params=query, **more)  # type: ignore[arg-type]  # json, as httpx says
