"""How people show who they are: links, sessions, tokens, the review.

Nothing of it is an act: an act is what somebody did with a case, and in whose name it was done stands there already.
What signs somebody in is made here and shown once; who comes in with it is the web's to find out.
"""

from datetime import datetime

from msgspec import Struct

from tocsin.rules.account import IDLE, LINK_HOLDS, LONGEST, session_stands, token_ends
from tocsin.stages.desk import Desk
from tocsin.store.accounts import Identity, Link, Passkey, PersonToken, Session
from tocsin.vocab.case import PersonEntry
from tocsin.vocab.credential import (
    SECRET_BYTES,
    CredentialKind,
    TokenReach,
    digest_of,
    read_credential,
    write_credential,
)
from tocsin.vocab.errors import BadInput, Gone, NotHere
from tocsin.vocab.sheet import PersonSheet

LINK_PATH = "/sign-in/link/"
AGENT_SIGNS = 300  # of what a browser calls itself
LABEL_SIGNS = 200


class LinkMade(Struct, frozen=True, kw_only=True):
    """A link that signs in once, as it is shown once: a path of the web desk."""

    person: str
    path: str
    until_at: datetime


class TokenMade(Struct, frozen=True, kw_only=True):
    """A token as it is shown once."""

    token: PersonToken
    secret: str


class PasskeyLine(Struct, frozen=True, kw_only=True):
    """A passkey as its owner sees it."""

    id: str
    label: str
    made_at: datetime
    used_at: datetime | None


class IdentityLine(Struct, frozen=True, kw_only=True):
    """Who somebody is at an identity provider, as its owner sees it: the issuer, and nothing of what it calls them."""

    id: str
    issuer: str
    made_at: datetime
    used_at: datetime | None


class Reviewed(Struct, frozen=True, kw_only=True):
    """One person in the access review: what they may do, and everything with which they could do it."""

    person: str
    name: str
    roles: tuple[str, ...]
    retired: bool
    has_password: bool
    signed_at: datetime | None
    linked_at: datetime | None  # a link signs in as them: by whom one was made last, and when
    linked_by: str
    passkeys: tuple[PasskeyLine, ...]
    identities: tuple[IdentityLine, ...]
    sessions: tuple[Session, ...]
    tokens: tuple[PersonToken, ...]


def make_link(desk: Desk, person: str) -> LinkMade:
    """Make a link that signs a person in once: for set-up, as an invitation, to come back in."""
    person, now = desk.active_person(person), desk.clock.now()
    secret = desk.chance.random_bytes(SECRET_BYTES)
    link = Link(person=person, until_at=now + LINK_HOLDS)
    desk.accounts.add_link(digest_of(secret), link, by=desk.person, at=now)
    text = write_credential(CredentialKind.LINK, desk.org, secret)
    return LinkMade(person=person, path=LINK_PATH + text, until_at=link.until_at)


def make_token(desk: Desk, person: str, reach: TokenReach, *, days: int, label: str = "") -> TokenMade:
    """Make a token for a person's programs; its text is returned here and is nowhere else."""
    person, now = desk.active_person(person), desk.clock.now()
    if len(label) > LABEL_SIGNS:
        raise BadInput(f"the label has {len(label)} signs", hint=f"say it in {LABEL_SIGNS}")
    secret = desk.chance.random_bytes(SECRET_BYTES)
    token = PersonToken(
        id=desk.new_id("usertoken"),
        person=person,
        reach=reach,
        label=label,
        made_at=now,
        until_at=token_ends(now, days),
        used_at=None,
    )
    desk.accounts.add_token(digest_of(secret), token)
    return TokenMade(token=token, secret=write_credential(CredentialKind.TOKEN, desk.org, secret))


def open_session(desk: Desk, person: str, *, agent: str, how: str) -> str:
    """Sign a person in, whoever they showed themselves to be; the text that goes into their cookie."""
    now = desk.clock.now()
    desk.accounts.sweep(made_before=now - LONGEST, seen_before=now - IDLE, now=now)
    secret = desk.chance.random_bytes(SECRET_BYTES)
    session = Session(
        id=desk.new_id("session"),
        person=person,
        agent=agent[:AGENT_SIGNS].encode("utf-8", "replace").decode(),
        how=how,
        made_at=now,
        seen_at=now,
    )
    desk.accounts.open_session(digest_of(secret), session)
    return write_credential(CredentialKind.SESSION, desk.org, secret)


def sessions_of(desk: Desk, person: str) -> tuple[Session, ...]:
    """Where a person is signed in now, newest first."""
    now = desk.clock.now()
    found = [one for one in desk.accounts.sessions(person) if session_stands(one.made_at, one.seen_at, now)]
    return tuple(sorted(found, key=lambda one: one.seen_at, reverse=True))


def tokens_of(desk: Desk, person: str) -> tuple[PersonToken, ...]:
    """The tokens of a person that open something, newest first."""
    found = [one for one in desk.accounts.tokens(person) if desk.clock.now() < one.until_at]
    return tuple(sorted(found, key=lambda one: one.made_at, reverse=True))


def passkeys_of(desk: Desk, person: str) -> tuple[PasskeyLine, ...]:
    """The passkeys of a person, oldest first."""
    return tuple(_line(one) for one in sorted(desk.accounts.passkeys(person), key=lambda one: one.made_at))


def identities_of(desk: Desk, person: str) -> tuple[IdentityLine, ...]:
    """Who a person is at identity providers, oldest first; one of another provider than that of now opens nothing."""
    found = sorted(desk.accounts.identities(person), key=lambda one: one.made_at)
    return tuple(_identity_line(one) for one in found)


def end_session(desk: Desk, person: str, session: str) -> None:
    """End one session of a person; NotHere where they have no such."""
    if not desk.accounts.close_session(session, person):
        raise NotHere("there is no such session", hint="look at the list: it may have ended already")


def drop_token(desk: Desk, person: str, token: str) -> None:
    """A token of a person opens nothing any more; NotHere where they have no such."""
    if token not in {one.id for one in desk.accounts.tokens(person)}:
        raise NotHere("there is no such token", hint="look at the list: it may have ended already")
    desk.accounts.drop_token(token)


def drop_passkey(desk: Desk, person: str, passkey: str) -> None:
    """A passkey of a person opens nothing any more; NotHere where they have no such."""
    if not desk.accounts.drop_passkey(passkey, person):
        raise NotHere("there is no such passkey", hint="look at the list")


def drop_identity(desk: Desk, person: str, identity: str) -> None:
    """An identity of a person opens nothing here any more; NotHere where they have no such."""
    if not desk.accounts.drop_identity(identity, person):
        raise NotHere("there is no such identity", hint="look at the list")


def shut_out(desk: Desk, person: str) -> None:
    """Everything with which a person or their programs are in is void; how they sign in stays."""
    desk.accounts.close_sessions(person)
    for token in desk.accounts.tokens(person):
        desk.accounts.drop_token(token.id)


def has_account(desk: Desk) -> bool:
    """Whether anybody can sign in at all."""
    accounts = desk.accounts
    oidc = desk.settings.oidc
    is_connected = oidc is not None and any(one.issuer == oidc.issuer for one in accounts.identities())
    return any(one.has_password for one in accounts.sign_ins()) or bool(accounts.passkeys()) or is_connected


def link_shown(desk: Desk, text: str) -> Link | None:
    """What a link opens now; looking at it does not use it up. None for a retired person's, too."""
    shown = read_credential(CredentialKind.LINK, text)
    link = desk.accounts.link(shown.digest, desk.clock.now()) if shown and shown.org == desk.org else None
    return link if link is not None and _acts_here(desk, link.person) else None


def use_link(desk: Desk, text: str) -> Link | None:
    """The same, once."""
    shown = read_credential(CredentialKind.LINK, text)
    link = desk.accounts.use_link(shown.digest, desk.clock.now()) if shown and shown.org == desk.org else None
    return link if link is not None and _acts_here(desk, link.person) else None


def review(desk: Desk) -> tuple[Reviewed, ...]:
    """Who may come in, with what, and when they last did; in the order in which they were added."""
    entries = [entry for entry in desk.index.all("person") if isinstance(entry, PersonEntry)]
    names = {commit: sheet.name for commit, sheet in desk.sheets((one.sheet for one in entries), PersonSheet).items()}
    ways = {one.person: one for one in desk.accounts.sign_ins()}
    found = []
    for entry in entries:
        way = ways.get(entry.id)
        found.append(
            Reviewed(
                person=entry.id,
                name=names.get(entry.sheet, "(purged)"),
                roles=entry.roles,
                retired=entry.retired,
                has_password=way is not None and way.has_password,
                signed_at=way.signed_at if way else None,
                linked_at=way.linked_at if way else None,
                linked_by=way.linked_by if way else "",
                passkeys=passkeys_of(desk, entry.id),
                identities=identities_of(desk, entry.id),
                sessions=sessions_of(desk, entry.id),
                tokens=tokens_of(desk, entry.id),
            )
        )
    return tuple(found)


def sheet_of(desk: Desk, person: str) -> PersonSheet:
    """What a person is called and how they are reached; of a purged one nothing."""
    entry = desk.index.get("person", person)
    assert isinstance(entry, PersonEntry), "whoever is signed in is of this desk"
    try:
        return desk.sheet(entry.sheet, PersonSheet) or PersonSheet(name="")
    except Gone:
        return PersonSheet(name="")


def _acts_here(desk: Desk, person: str) -> bool:
    entry = desk.index.get("person", person)
    return isinstance(entry, PersonEntry) and not entry.retired


def _identity_line(one: Identity) -> IdentityLine:
    return IdentityLine(id=one.id, issuer=one.issuer, made_at=one.made_at, used_at=one.used_at)


def _line(passkey: Passkey) -> PasskeyLine:
    return PasskeyLine(id=passkey.id, label=passkey.label, made_at=passkey.made_at, used_at=passkey.used_at)
