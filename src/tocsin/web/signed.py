"""Whoever is signed in: who, of which organization."""

from typing import Protocol

from litestar import Request
from litestar.datastructures import State
from msgspec import Struct

from tocsin.vocab.desk_role import DeskRole


class Signed(Struct, frozen=True, kw_only=True):
    """A person who showed who they are; the roles are those that stand in the log now."""

    org: str
    person: str
    roles: frozenset[DeskRole]
    session: str = ""  # the public id of their session; empty where a token was shown
    token: str = ""  # the id of the API token; empty where it is a session
    csrf: str = ""  # what a form of this session carries; empty with a token, which no browser sends by itself

    def may(self, roles: frozenset[DeskRole]) -> bool:
        """Whether one of their roles is among these."""
        return bool(self.roles & roles)


class Gate(Protocol):
    """Who asks."""

    def who(self, request: Request[object, object, State]) -> Signed | None:
        """Whoever showed a session or a token that holds now; None for every kind of wrong."""
