"""Accounts are kept for one organization, in either database; what is used once is used once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace
from sqlalchemy import Engine

from tests.store.logs import ORG, OTHER
from tocsin.store.accounts import Accounts, Identity, Link, Passkey, PersonToken, Session
from tocsin.store.database import reading
from tocsin.store.schema import PASSING, metadata
from tocsin.vocab.credential import TokenReach

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
ADA, BO = "person-ada", "person-bo"
SESSION = Session(id="session-1", person=ADA, agent="a browser", how="link", made_at=NOON, seen_at=NOON)
TOKEN = PersonToken(
    id="usertoken-1", person=ADA, reach=TokenReach.READ, label="l", made_at=NOON, until_at=LATER, used_at=None
)
PASSKEY = Passkey(id="passkey-1", person=ADA, credential=b"c", key=b"k", uses=0, label="l", made_at=NOON, used_at=None)

IDENTITY = Identity(id="identity-1", person=ADA, issuer="https://id.example", subject="d", made_at=NOON, used_at=None)

TABLES = ("sign_ins", "passkeys", "identities", "sessions", "sign_in_links", "person_tokens")


@pytest.fixture
def accounts(engine: Engine) -> Accounts:
    """The accounts of one organization."""
    return Accounts(engine, ORG)


def everything(accounts: Accounts, person: str = ADA) -> None:
    """One of each for a person."""
    accounts.put_name(person, f"name of {person}")
    accounts.put_password(person, "kept")
    accounts.add_link(f"link of {person}", Link(person=person, until_at=LATER), by=BO, at=NOON)
    accounts.open_session(f"session of {person}", replace(SESSION, person=person, id=f"session-{person}"))
    accounts.add_token(f"token of {person}", replace(TOKEN, person=person, id=f"usertoken-{person}"))
    accounts.add_passkey(replace(PASSKEY, person=person, id=f"passkey-{person}", credential=person.encode()))
    accounts.add_identity(replace(IDENTITY, person=person, id=f"identity-{person}", subject=f"digest of {person}"))


def test_what_is_kept_comes_back(accounts: Accounts) -> None:
    everything(accounts)
    found = accounts.sign_in(ADA)
    assert found is not None
    assert (found.name, found.password, found.linked_by) == (f"name of {ADA}", "kept", BO)
    assert (found.signed_at, found.linked_at) == (NOON, NOON)
    assert found.has_password
    assert accounts.session(f"session of {ADA}") == replace(SESSION, id=f"session-{ADA}")
    assert accounts.token(f"token of {ADA}") == replace(TOKEN, id=f"usertoken-{ADA}")
    assert accounts.passkey(ADA.encode()) == replace(PASSKEY, id=f"passkey-{ADA}", credential=ADA.encode())
    assert accounts.identity(f"digest of {ADA}") == replace(IDENTITY, id=f"identity-{ADA}", subject=f"digest of {ADA}")
    assert accounts.sign_in(BO) is None
    assert accounts.session("session of nobody") is None


def test_no_organization_sees_or_changes_what_is_anothers(engine: Engine, accounts: Accounts) -> None:
    everything(accounts)
    other = Accounts(engine, OTHER)
    assert not any((other.sign_ins(), other.sessions(), other.tokens(), other.passkeys()))
    assert other.session(f"session of {ADA}") is None
    assert other.token(f"token of {ADA}") is None
    assert other.passkey(ADA.encode()) is None
    assert other.link(f"link of {ADA}", NOON) is None
    assert other.use_link(f"link of {ADA}", NOON) is None
    assert not other.close_session(f"session-{ADA}", ADA)
    assert other.close_sessions(ADA) == 0
    assert not other.drop_passkey(f"passkey-{ADA}", ADA)
    other.drop_token(f"usertoken-{ADA}")
    other.see(f"session-{ADA}", LATER)
    other.forget(ADA)
    other.sweep(made_before=LATER, seen_before=LATER, now=LATER + timedelta(days=999))
    everything(other)  # the same person, name and secrets there are others
    assert accounts.session(f"session of {ADA}") == replace(SESSION, id=f"session-{ADA}")
    assert accounts.link(f"link of {ADA}", NOON) is not None
    assert accounts.tokens(ADA)
    assert accounts.passkeys(ADA)


def test_one_name_is_one_persons_in_an_organization(engine: Engine, accounts: Accounts) -> None:
    assert accounts.put_name(ADA, "name")
    assert not accounts.put_name(BO, "name")
    assert accounts.put_name(ADA, "name")
    other = Accounts(engine, OTHER)
    assert other.put_name(BO, "name")
    assert [one.org for one in accounts.named("name", [ORG])] == [ORG]
    assert {one.org for one in accounts.named("name", [ORG, OTHER])} == {ORG, OTHER}
    assert accounts.named("name", []) == accounts.named(ADA, [ORG, OTHER]) == []
    found = accounts.sign_in(ADA)
    assert found is not None
    assert not found.has_password


def test_a_link_is_used_once_however_many_use_it_at_once(accounts: Accounts) -> None:
    accounts.add_link("digest", Link(person=ADA, until_at=LATER), by=BO, at=NOON)
    assert accounts.link("digest", NOON) == accounts.link("digest", NOON) == Link(person=ADA, until_at=LATER)
    used: list[Link | None] = []
    threads = [threading.Thread(target=lambda: used.append(accounts.use_link("digest", NOON))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([one for one in used if one is not None]) == 1
    assert accounts.link("digest", NOON) is None


def test_a_link_that_is_too_old_opens_nothing(accounts: Accounts) -> None:
    accounts.add_link("digest", Link(person=ADA, until_at=LATER), by=BO, at=NOON)
    assert accounts.link("digest", LATER) is None
    assert accounts.use_link("digest", LATER) is None


def test_sessions_are_ended_one_by_one_or_all_but_one(accounts: Accounts) -> None:
    for number in "1234":
        accounts.open_session(f"digest {number}", replace(SESSION, id=f"session-{number}"))
    accounts.open_session("another's", replace(SESSION, id="session-bo", person=BO))
    assert not accounts.close_session("session-bo", ADA)
    assert accounts.close_session("session-1", ADA)
    assert not accounts.close_session("session-1", ADA)
    assert accounts.close_sessions(ADA, but="session-3") == 2
    assert {one.id for one in accounts.sessions()} == {"session-3", "session-bo"}
    accounts.see("session-3", LATER)
    assert [one.seen_at for one in accounts.sessions(ADA)] == [LATER]


def test_what_came_to_its_end_is_swept(accounts: Accounts) -> None:
    everything(accounts)
    accounts.sweep(made_before=NOON - timedelta(hours=1), seen_before=NOON - timedelta(hours=1), now=NOON)
    assert accounts.sessions()
    assert accounts.tokens()
    accounts.sweep(made_before=NOON - timedelta(hours=1), seen_before=NOON, now=LATER)
    assert not accounts.sessions()
    assert not accounts.tokens()
    assert accounts.use_link(f"link of {ADA}", NOON) is None


def test_nothing_of_somebody_who_is_forgotten_is_kept(engine: Engine, accounts: Accounts) -> None:
    everything(accounts)
    everything(accounts, BO)
    accounts.forget(ADA)
    with reading(engine) as connection:
        for name in TABLES:
            people = {row.person for row in connection.execute(metadata.tables[name].select())}
            assert people == {BO}, name


def test_a_passkey_is_kept_once_and_counts(accounts: Accounts) -> None:
    assert accounts.add_passkey(PASSKEY)
    assert not accounts.add_passkey(replace(PASSKEY, id="passkey-2", person=BO))
    accounts.use_passkey("passkey-1", 7, LATER)
    found = accounts.passkey(b"c")
    assert found is not None
    assert (found.uses, found.used_at) == (7, LATER)
    assert not accounts.drop_passkey("passkey-1", BO)
    assert accounts.drop_passkey("passkey-1", ADA)
    assert accounts.passkey(b"c") is None


def test_how_people_sign_in_is_in_a_backup_and_where_they_are_in_is_not() -> None:
    assert {name for name in TABLES if name not in PASSING} == {"sign_ins", "passkeys", "identities"}
