"""Who asks: a session in a cookie, or a person's token in a header.

Nothing of it is remembered here: whether a session, a token or a person still stands is read with every request, so
that what is revoked, by whichever process, is void from the next request on. A secret is never looked for in an
address: addresses are logged and passed on by others.
"""

import hmac
from collections.abc import Callable
from datetime import timedelta

from litestar import Request
from litestar.datastructures import State

from tocsin.rules.account import roles_within, session_stands
from tocsin.stages.desk import Desk
from tocsin.stages.house import House
from tocsin.vocab.case import PersonEntry
from tocsin.vocab.credential import CredentialKind, read_credential
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import ChannelDown
from tocsin.web.signed import Signed

SEEN_EVERY = timedelta(minutes=5)  # so often at most it is written down that a session was used
USED_EVERY = timedelta(hours=1)  # the same of a token: programs ask more often than people
UNCHANGING = frozenset({"GET", "HEAD"})


class Gate:
    """The gate of one server."""

    def __init__(self, house: House, key: bytes) -> None:
        self._house, self._key = house, key
        self.cookie = cookie_name(key, "session", is_secure=house.own.settings.address.startswith("https://"))

    def who(self, request: Request[object, object, State], *, is_use: bool = True) -> Signed | None:
        """Whoever showed a session or a token that holds now; None for every kind of wrong.

        Where a token is shown a cookie beside it does not count: what a program may is not more than its token says.
        An open window that listens is no use of a session: it would never end.
        """
        header = request.headers.get("authorization")
        if header is not None:
            scheme, _, text = header.partition(" ")
            changes = request.method not in UNCHANGING
            return self._with_token(text.strip(), changes=changes) if scheme.lower() == "bearer" else None
        text = request.cookies.get(self.cookie, "")
        return self.with_session(text, is_use=is_use) if text else None

    def with_session(self, text: str, *, is_use: bool = True) -> Signed | None:
        """Whoever holds the session of a cookie."""
        shown = read_credential(CredentialKind.SESSION, text)
        desk = self._house.desk_of(shown.org) if shown else None
        if shown is None or desk is None:
            return None
        session, now = desk.accounts.session(shown.digest), desk.clock.now()
        if session is None or not session_stands(session.made_at, session.seen_at, now):
            return None
        roles = roles_of(desk, session.person)
        if roles is None:
            return None
        if is_use and now >= session.seen_at + SEEN_EVERY:
            _note(lambda: desk.accounts.see(session.id, now))
        csrf = self._csrf(shown.digest)
        return Signed(org=desk.org, person=session.person, roles=roles, session=session.id, csrf=csrf)

    def _with_token(self, text: str, *, changes: bool) -> Signed | None:
        shown = read_credential(CredentialKind.TOKEN, text)
        desk = self._house.desk_of(shown.org) if shown else None
        if shown is None or desk is None:
            return None
        token, now = desk.accounts.token(shown.digest), desk.clock.now()
        if token is None or now >= token.until_at:
            return None
        roles = roles_of(desk, token.person)
        if roles is None:
            return None
        if now >= (token.used_at or token.made_at - USED_EVERY) + USED_EVERY:
            _note(lambda: desk.accounts.use_token(token.id, now))
        within = roles_within(token.reach, roles, changes=changes)
        return Signed(org=desk.org, person=token.person, roles=within, token=token.id)

    def _csrf(self, digest: str) -> str:
        return hmac.digest(self._key, f"csrf/{digest}".encode(), "sha256").hex()


def cookie_name(key: bytes, what: str, *, is_secure: bool) -> str:
    """A cookie's name, of this home alone: two desks on one machine share a cookie jar, whatever their ports.

    `__Host-` binds it to this host, to TLS and to the whole path. Source: RFC 6265bis (draft 20), section 4.1.3.2.
    """
    name = f"tocsin_{what}_{hmac.digest(key, b'cookie', 'sha256').hex()[:8]}"
    return f"__Host-{name}" if is_secure else name


def roles_of(desk: Desk, person: str) -> frozenset[DeskRole] | None:
    """The roles of somebody as they stand in the log now; None for whoever acts here no longer, or never did."""
    entry = desk.index.get("person", person)
    if not isinstance(entry, PersonEntry) or entry.retired:
        return None
    return frozenset(role for role in DeskRole if role in entry.roles)


def _note(write: Callable[[], None]) -> None:
    """Write down that something was used; a database that is busy now is told the next time."""
    try:
        write()
    except ChannelDown:
        return
