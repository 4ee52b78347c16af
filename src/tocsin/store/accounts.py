"""Accounts: how an organization's people come in, and where they did.

A process, not a record: who somebody is and what they may stands in the log. Losing these tables means that everybody
is signed out and is given a new link with `tocsin user link`; nothing of a case is lost. They are trusted as far as
whoever may write into the database. No secret lies here in plain: passwords as argon2id, the rest as digests of random
bytes, names under a key of the home.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from tocsin.store.database import reading, writing
from tocsin.store.schema import identities, passkeys, person_tokens, preferences, sessions, sign_in_links, sign_ins
from tocsin.vocab.credential import TokenReach

RowT = TypeVar("RowT", bound=Struct)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NEVER = _EPOCH


class SignIn(Struct, frozen=True, kw_only=True):
    """How one person signs in. `name` is the digest of their sign-in name, or their id where none was chosen."""

    org: str
    person: str
    name: str
    password: str  # as argon2 writes it; "" where there is none
    signed_at: datetime | None
    linked_at: datetime | None  # when a link was made for them last
    linked_by: str

    @property
    def has_password(self) -> bool:
        """Whether they can sign in with a name and a password."""
        return bool(self.password) and self.name != self.person


class Session(Struct, frozen=True, kw_only=True):
    """Somebody signed in on one device."""

    id: str
    person: str
    agent: str
    how: str  # password, passkey, link
    made_at: datetime
    seen_at: datetime


class Link(Struct, frozen=True, kw_only=True):
    """What signs in once."""

    person: str
    until_at: datetime


class PersonToken(Struct, frozen=True, kw_only=True):
    """A secret for a person's programs; never the secret itself."""

    id: str
    person: str
    reach: TokenReach
    label: str
    made_at: datetime
    until_at: datetime
    used_at: datetime | None


class Passkey(Struct, frozen=True, kw_only=True):
    """A public key of a person's device; its private part never leaves the device."""

    id: str
    person: str
    credential: bytes
    key: bytes
    uses: int
    label: str
    made_at: datetime
    used_at: datetime | None


class Identity(Struct, frozen=True, kw_only=True):
    """Who somebody is at an identity provider; `subject` is a keyed digest of what it calls them."""

    id: str
    person: str
    issuer: str
    subject: str
    made_at: datetime
    used_at: datetime | None


class Accounts:
    """One organization's accounts."""

    def __init__(self, engine: Engine, org: str) -> None:
        self._engine = engine
        self._org = org

    # How people sign in.

    def sign_in(self, person: str) -> SignIn | None:
        """How one person signs in; None where they never were given a link."""
        return next(iter(self._read(SignIn, sign_ins, sign_ins.c.person == person)), None)

    def sign_ins(self) -> list[SignIn]:
        """How everybody signs in."""
        return self._read(SignIn, sign_ins)

    def named(self, name: str, orgs: Sequence[str]) -> list[SignIn]:
        """Whoever has this name in one of these organizations: the one question that is asked before it is known
        whose desk it is. Oldest sign-in last."""
        found = select(sign_ins).where(sign_ins.c.org.in_(orgs), sign_ins.c.name == name)
        with reading(self._engine) as connection:
            rows = connection.execute(found.order_by(sign_ins.c.signed_at.desc(), sign_ins.c.org)).all()
        return [_made(SignIn, row) for row in rows]

    def put_name(self, person: str, name: str) -> bool:
        """The person's sign-in name from now on; False where another of this organization has it."""
        try:
            self._put_sign_in(person, name=name)
        except IntegrityError:
            return False
        return True

    def put_password(self, person: str, password: str) -> None:
        """The person's password from now on; "" takes it away."""
        self._put_sign_in(person, password=password)

    def _put_sign_in(self, person: str, **columns: object) -> None:
        bare = {"name": person, "password": "", "signed_at": 0, "linked_at": 0, "linked_by": ""}
        with writing(self._engine) as connection:
            put = _into(connection, sign_ins).values(org=self._org, person=person, **(bare | columns))
            over = put.on_conflict_do_update(
                index_elements=("org", "person"), set_={name: put.excluded[name] for name in columns}
            )
            connection.execute(over)

    # Links.

    def add_link(self, digest: str, link: Link, *, by: str, at: datetime) -> None:
        """Keep a link; whoever looks at the account sees that there was one, and who made it."""
        self._put_sign_in(link.person, linked_at=_number(at), linked_by=by)
        self._add(sign_in_links, digest=digest, person=link.person, until_at=_number(link.until_at))

    def link(self, digest: str, now: datetime) -> Link | None:
        """What a link opens at a moment; looking at it does not use it up."""
        holds = (sign_in_links.c.digest == digest, sign_in_links.c.until_at > _number(now))
        return next(iter(self._read(Link, sign_in_links, *holds)), None)

    def use_link(self, digest: str, now: datetime) -> Link | None:
        """What a link opens, once: of several that use it at the same time, one gets it."""
        gone = (
            delete(sign_in_links)
            .where(sign_in_links.c.org == self._org, sign_in_links.c.digest == digest)
            .returning(*sign_in_links.c)
        )
        with writing(self._engine) as connection:
            row = connection.execute(gone).first()
        found = None if row is None else _made(Link, row)
        return found if found is not None and found.until_at > now else None

    # Sessions.

    def open_session(self, digest: str, session: Session) -> None:
        """Somebody is signed in from now on; it is their last sign-in."""
        self._put_sign_in(session.person, signed_at=_number(session.made_at))
        self._add(sessions, digest=digest, **_columns(session))

    def session(self, digest: str) -> Session | None:
        """The session of a secret, whether or not it still holds."""
        return next(iter(self._read(Session, sessions, sessions.c.digest == digest)), None)

    def sessions(self, person: str | None = None) -> list[Session]:
        """Every session, or those of one person."""
        return self._read(Session, sessions, *_of(sessions, person))

    def see(self, session: str, at: datetime) -> None:
        """The session was used."""
        self._change(sessions, sessions.c.id == session, seen_at=_number(at))

    def close_session(self, session: str, person: str) -> bool:
        """End one session of a person; False where they have no such."""
        return self._drop(sessions, sessions.c.id == session, sessions.c.person == person) > 0

    def close_sessions(self, person: str, *, but: str = "") -> int:
        """End every session of a person, but one where it is named; how many there were."""
        return self._drop(sessions, sessions.c.person == person, sessions.c.id != but)

    # Tokens.

    def add_token(self, digest: str, token: PersonToken) -> None:
        """Keep a token."""
        self._add(person_tokens, digest=digest, **_columns(token))

    def token(self, digest: str) -> PersonToken | None:
        """The token of a secret, whether or not it still holds."""
        return next(iter(self._read(PersonToken, person_tokens, person_tokens.c.digest == digest)), None)

    def tokens(self, person: str | None = None) -> list[PersonToken]:
        """Every token, or those of one person."""
        return self._read(PersonToken, person_tokens, *_of(person_tokens, person))

    def use_token(self, token: str, at: datetime) -> None:
        """The token was shown."""
        self._change(person_tokens, person_tokens.c.id == token, used_at=_number(at))

    def drop_token(self, token: str) -> None:
        """The token opens nothing any more."""
        self._drop(person_tokens, person_tokens.c.id == token)

    # Passkeys.

    def add_passkey(self, passkey: Passkey) -> bool:
        """Keep a passkey; False where it is kept already."""
        try:
            self._add(passkeys, **_columns(passkey))
        except IntegrityError:
            return False
        return True

    def passkey(self, credential: bytes) -> Passkey | None:
        """The passkey of a credential."""
        return next(iter(self._read(Passkey, passkeys, passkeys.c.credential == credential)), None)

    def passkeys(self, person: str | None = None) -> list[Passkey]:
        """Every passkey, or those of one person."""
        return self._read(Passkey, passkeys, *_of(passkeys, person))

    def use_passkey(self, passkey: str, uses: int, at: datetime) -> None:
        """The passkey was used; its device has counted so far."""
        self._change(passkeys, passkeys.c.id == passkey, uses=uses, used_at=_number(at))

    def drop_passkey(self, passkey: str, person: str) -> bool:
        """The passkey of a person opens nothing any more; False where they have no such."""
        return self._drop(passkeys, passkeys.c.id == passkey, passkeys.c.person == person) > 0

    # Identities at a provider.

    def add_identity(self, identity: Identity) -> bool:
        """Keep an identity; False where it is somebody's already."""
        try:
            self._add(identities, **_columns(identity))
        except IntegrityError:
            return False
        return True

    def identity(self, subject: str) -> Identity | None:
        """The identity of a keyed digest."""
        return next(iter(self._read(Identity, identities, identities.c.subject == subject)), None)

    def identities(self, person: str | None = None) -> list[Identity]:
        """Every identity, or those of one person."""
        return self._read(Identity, identities, *_of(identities, person))

    def use_identity(self, identity: str, at: datetime) -> None:
        """The identity was shown."""
        self._change(identities, identities.c.id == identity, used_at=_number(at))

    def drop_identity(self, identity: str, person: str) -> bool:
        """The identity of a person opens nothing here any more; False where they have no such."""
        return self._drop(identities, identities.c.id == identity, identities.c.person == person) > 0

    # All of it.

    def forget(self, person: str) -> None:
        """Nothing that this person shows opens anything any more, and nothing of it or of what they prefer is kept."""
        with writing(self._engine) as connection:
            for table in (sessions, sign_in_links, person_tokens, passkeys, identities, sign_ins, preferences):
                connection.execute(delete(table).where(table.c.org == self._org, table.c.person == person))

    def sweep(self, *, made_before: datetime, seen_before: datetime, now: datetime) -> None:
        """Remove sessions, links and tokens that came to their end."""
        over = (sessions.c.made_at <= _number(made_before)) | (sessions.c.seen_at <= _number(seen_before))
        self._drop(sessions, over)
        self._drop(sign_in_links, sign_in_links.c.until_at <= _number(now))
        self._drop(person_tokens, person_tokens.c.until_at <= _number(now))

    def _read(self, type_: type[RowT], table: Table, *conditions: ColumnElement[bool]) -> list[RowT]:
        found = select(table).where(table.c.org == self._org, *conditions).order_by(*table.primary_key.columns)
        with reading(self._engine) as connection:
            rows = connection.execute(found).all()
        return [_made(type_, row) for row in rows]

    def _add(self, table: Table, **columns: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(insert(table).values(org=self._org, **columns))

    def _change(self, table: Table, which: ColumnElement[bool], **columns: object) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(table).where(table.c.org == self._org, which).values(**columns))

    def _drop(self, table: Table, *which: ColumnElement[bool]) -> int:
        with writing(self._engine) as connection:
            return connection.execute(delete(table).where(table.c.org == self._org, *which)).rowcount


def _of(table: Table, person: str | None) -> tuple[ColumnElement[bool], ...]:
    return () if person is None else (table.c.person == person,)


def _into(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _columns(value: Struct) -> dict[str, object]:
    """The columns of a value: moments as numbers, no moment as 0."""
    return {
        name: _number(one or _NEVER) if name.endswith("_at") else one
        for name, one in msgspec.structs.asdict(value).items()
    }


def _made(type_: type[RowT], row: Row[tuple[object, ...]]) -> RowT:
    """The value of a row; a moment of 0 is none."""
    columns = row._mapping
    values = {
        name: (_at(columns[name]) if columns[name] else None) if name.endswith("_at") else columns[name]
        for name in type_.__struct_fields__
    }
    return msgspec.convert(values, type_)


def _number(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def _at(number: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=number)
