"""One's own account: who asks, sessions, tokens and passkeys; never somebody else's."""

import pytest
from msgspec.structs import replace

from tests.asking import ask, in_role
from tests.builders import DeskOfStories
from tocsin.operations.table import by_name
from tocsin.stages.account import open_session
from tocsin.stages.desk import Desk
from tocsin.store.accounts import Identity, Passkey
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.errors import BadInput, NotHere


def test_everybody_is_told_who_they_are(story: DeskOfStories) -> None:
    desk = in_role(story, "auditor", "counsel")
    found = ask(desk, "account.whoami")
    assert (found["person"], found["roles"], found["org"]) == (desk.person, ["auditor", "counsel"], desk.org)


def test_sessions_are_listed_and_ended_by_their_owner(story: DeskOfStories) -> None:
    ada, bo = story.desk, in_role(story, "auditor")
    for agent in ("one", "two", "three"):
        open_session(ada, ada.person, agent=agent, how="link")
    ids = {one["agent"]: one["id"] for one in ask(ada, "account.sessions")}
    assert set(ids) == {"one", "two", "three"}
    assert ask(bo, "account.sessions") == []
    with pytest.raises(NotHere):
        ask(bo, "account.session_end", session=ids["one"])
    assert ask(bo, "account.sessions_end") == []
    assert ask(ada, "account.session_end", session=ids["one"]) == {"id": ids["one"]}
    assert [one["agent"] for one in ask(ada, "account.sessions_end", but=ids["two"])] == ["two"]


def test_a_token_is_listed_without_its_secret_and_revoked_by_its_owner(story: DeskOfStories) -> None:
    ada, bo = story.desk, in_role(story, "auditor")
    made = ask(ada, "account.token_make", reach="write", days=3, label="ci")
    assert made["secret"].startswith("tocsin-user_")
    listed = ask(ada, "account.tokens")
    assert [(one["id"], one["reach"], one["label"]) for one in listed] == [(made["token"]["id"], "write", "ci")]
    assert made["secret"][-20:] not in str(listed)
    assert ask(bo, "account.tokens") == []
    with pytest.raises(NotHere):
        ask(bo, "account.token_revoke", token=made["token"]["id"])
    ask(ada, "account.token_revoke", token=made["token"]["id"])
    assert ask(ada, "account.tokens") == []
    with pytest.raises(BadInput, match="days"):
        ask(ada, "account.token_make", reach="read", days=0)


def test_an_identity_is_listed_without_what_it_is_called_and_disconnected_by_its_owner(story: DeskOfStories) -> None:
    ada, bo = story.desk, in_role(story, "auditor")
    now = ada.clock.now()
    kept = Identity(
        id="identity-1", person=ada.person, issuer="https://id.example", subject="d1g3st", made_at=now, used_at=None
    )
    ada.accounts.add_identity(kept)
    (found,) = ask(ada, "account.identities")
    assert sorted(found) == ["id", "issuer", "made_at", "used_at"]
    assert "d1g3st" not in str(found)
    assert ask(bo, "account.identities") == []
    with pytest.raises(NotHere):
        ask(bo, "account.identity_remove", identity="identity-1")
    assert ask(ada, "account.identity_remove", identity="identity-1") == {"id": "identity-1"}
    assert ask(ada, "account.identities") == []


def test_a_passkey_is_listed_without_its_key_and_removed_by_its_owner(story: DeskOfStories) -> None:
    ada, bo = story.desk, in_role(story, "auditor")
    now = ada.clock.now()
    ada.accounts.add_passkey(
        Passkey(
            id="passkey-1", person=ada.person, credential=b"c", key=b"k", uses=0, label="l", made_at=now, used_at=None
        )
    )
    assert [sorted(one) for one in ask(ada, "account.passkeys")] == [["id", "label", "made_at", "used_at"]]
    with pytest.raises(NotHere):
        ask(bo, "account.passkey_remove", passkey="passkey-1")
    ask(ada, "account.passkey_remove", passkey="passkey-1")
    assert ask(ada, "account.passkeys") == []


def test_what_shows_who_somebody_is_is_made_in_a_session_and_by_no_program() -> None:
    rows = by_name()
    for name in ("account.token_make", "account.passkey_remove", "user.add", "user.link"):
        assert rows[name].in_session, name
    assert all(rows[name].may == frozenset(DeskRole) for name in rows if name.startswith("account."))


def test_nobody_is_asked_in_the_name_of_somebody_else(desk: Desk) -> None:
    fields = {
        field for row in by_name().values() if row.name.startswith("account.") for field in row.takes.__struct_fields__
    }
    assert not fields & {"person", "org"}
    assert ask(replace(desk, person=desk.person), "account.whoami")["person"] == desk.person
