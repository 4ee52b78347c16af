"""One's own account: who asks, where they are signed in, their tokens."""

from msgspec import Struct

from tocsin.operations.operation import EVERYBODY, Method, Nothing, Operation
from tocsin.stages import account
from tocsin.stages.account import IdentityLine, PasskeyLine, TokenMade
from tocsin.stages.desk import Desk
from tocsin.stages.standing import is_solo
from tocsin.store.accounts import PersonToken, Session
from tocsin.vocab.case import PersonEntry
from tocsin.vocab.credential import TokenReach

DAYS = 90  # a quarter of a year, as for a partner's token


class Whoever(Struct, frozen=True, kw_only=True):
    """Who asks: the person, what they are called, their roles as they stand in the log, and of which organization.

    `token` is the one that they have shown: how far it reaches, and until when.
    """

    person: str
    name: str
    roles: tuple[str, ...]
    org: str
    is_solo: bool  # nobody else may approve here: what leaves says that it was self-approved
    token: PersonToken | None = None


class Ended(Struct, frozen=True, kw_only=True):
    """What opens nothing any more."""

    id: str


class SessionNamed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One session, by its id."""

    session: str


class AllBut(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every session, but one where it is named."""

    but: str = ""


class OwnTokenWanted(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a token reaches, for how many days, and for which program it is."""

    reach: TokenReach
    days: int = DAYS
    label: str = ""


class OwnTokenNamed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One token of one's own, by its id."""

    token: str


class PasskeyNamed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One passkey, by its id."""

    passkey: str


class IdentityNamed(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One identity at a provider, by its id here."""

    identity: str


def whoami(desk: Desk, _asked: Nothing) -> Whoever:
    """Who asks, and what they may."""
    entry = desk.index.get("person", desk.person)
    assert isinstance(entry, PersonEntry), "whoever asks is of this desk"
    name = account.sheet_of(desk, desk.person).name
    shown = next((one for one in account.tokens_of(desk, desk.person) if one.id == desk.token), None)
    return Whoever(person=desk.person, name=name, roles=entry.roles, org=desk.org, is_solo=is_solo(desk), token=shown)


def sessions(desk: Desk, _asked: Nothing) -> tuple[Session, ...]:
    """Where I am signed in: on which device, since when, and when it was last used."""
    return account.sessions_of(desk, desk.person)


def end_session(desk: Desk, asked: SessionNamed) -> Ended:
    """Sign out on one device."""
    account.end_session(desk, desk.person, asked.session)
    return Ended(id=asked.session)


def end_sessions(desk: Desk, asked: AllBut) -> tuple[Session, ...]:
    """Sign out on every device, but one where it is named; those that are left."""
    desk.accounts.close_sessions(desk.person, but=asked.but)
    return account.sessions_of(desk, desk.person)


def tokens(desk: Desk, _asked: Nothing) -> tuple[PersonToken, ...]:
    """My tokens: how far they reach, until when, when they were last used. Never the secret."""
    return account.tokens_of(desk, desk.person)


def make_token(desk: Desk, asked: OwnTokenWanted) -> TokenMade:
    """Make a token for a program of mine; it is shown here once and kept nowhere."""
    return account.make_token(desk, desk.person, asked.reach, days=asked.days, label=asked.label)


def drop_token(desk: Desk, asked: OwnTokenNamed) -> Ended:
    """Revoke a token of mine: from this moment on it opens nothing."""
    account.drop_token(desk, desk.person, asked.token)
    return Ended(id=asked.token)


def passkeys(desk: Desk, _asked: Nothing) -> tuple[PasskeyLine, ...]:
    """My passkeys."""
    return account.passkeys_of(desk, desk.person)


def drop_passkey(desk: Desk, asked: PasskeyNamed) -> Ended:
    """Remove a passkey of mine: from this moment on it opens nothing."""
    account.drop_passkey(desk, desk.person, asked.passkey)
    return Ended(id=asked.passkey)


def identities(desk: Desk, _asked: Nothing) -> tuple[IdentityLine, ...]:
    """Who I am at the identity provider: which of its identities sign me in here. Connecting one needs a browser."""
    return account.identities_of(desk, desk.person)


def drop_identity(desk: Desk, asked: IdentityNamed) -> Ended:
    """Disconnect an identity of mine: from this moment on it opens nothing here."""
    account.drop_identity(desk, desk.person, asked.identity)
    return Ended(id=asked.identity)


OPERATIONS = (
    Operation(
        name="account.whoami",
        method=Method.GET,
        path="/whoami",
        may=EVERYBODY,
        takes=Nothing,
        gives=Whoever,
        does=whoami,
    ),
    Operation(
        name="account.sessions",
        method=Method.GET,
        path="/account/sessions",
        may=EVERYBODY,
        takes=Nothing,
        gives=tuple[Session, ...],
        does=sessions,
    ),
    Operation(
        name="account.session_end",
        method=Method.POST,
        path="/account/sessions/{session}/end",
        may=EVERYBODY,
        takes=SessionNamed,
        gives=Ended,
        does=end_session,
    ),
    Operation(
        name="account.sessions_end",
        method=Method.POST,
        path="/account/sessions/end",
        may=EVERYBODY,
        takes=AllBut,
        gives=tuple[Session, ...],
        does=end_sessions,
    ),
    Operation(
        name="account.tokens",
        method=Method.GET,
        path="/account/tokens",
        may=EVERYBODY,
        takes=Nothing,
        gives=tuple[PersonToken, ...],
        does=tokens,
    ),
    Operation(
        name="account.token_make",
        method=Method.POST,
        path="/account/tokens",
        may=EVERYBODY,
        takes=OwnTokenWanted,
        gives=TokenMade,
        does=make_token,
        in_session=True,
    ),
    Operation(
        name="account.token_revoke",
        method=Method.POST,
        path="/account/tokens/{token}/revoke",
        may=EVERYBODY,
        takes=OwnTokenNamed,
        gives=Ended,
        does=drop_token,
    ),
    Operation(
        name="account.passkeys",
        method=Method.GET,
        path="/account/passkeys",
        may=EVERYBODY,
        takes=Nothing,
        gives=tuple[PasskeyLine, ...],
        does=passkeys,
    ),
    Operation(
        name="account.passkey_remove",
        method=Method.POST,
        path="/account/passkeys/{passkey}/remove",
        may=EVERYBODY,
        takes=PasskeyNamed,
        gives=Ended,
        does=drop_passkey,
        in_session=True,
    ),
    Operation(
        name="account.identities",
        method=Method.GET,
        path="/account/identities",
        may=EVERYBODY,
        takes=Nothing,
        gives=tuple[IdentityLine, ...],
        does=identities,
    ),
    Operation(
        name="account.identity_remove",
        method=Method.POST,
        path="/account/identities/{identity}/remove",
        may=EVERYBODY,
        takes=IdentityNamed,
        gives=Ended,
        does=drop_identity,
        in_session=True,
    ),
)
