"""Links, sessions and tokens are made and shown once; the review shows all of it."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from tests.builders import DeskOfStories, everything_on_disk
from tocsin.rules.account import IDLE, LINK_HOLDS
from tocsin.stages import account
from tocsin.stages.people import add, retire
from tocsin.vocab.credential import TokenReach
from tocsin.vocab.errors import ActNotAllowed, BadInput, NotHere


def link_of(story: DeskOfStories, person: str) -> str:
    """The secret of a new link."""
    return account.make_link(story.desk, person).path.removeprefix(account.LINK_PATH)


def test_a_link_is_used_once_and_within_a_day(story: DeskOfStories) -> None:
    desk = story.desk
    text = link_of(story, desk.person)
    shown = account.link_shown(desk, text)
    assert shown is not None
    assert shown.person == desk.person
    assert account.use_link(desk, text) == shown
    assert account.use_link(desk, text) is None
    assert account.link_shown(desk, text) is None
    late = link_of(story, desk.person)
    story.clock.tick(LINK_HOLDS)
    assert account.use_link(desk, late) is None


def test_who_was_retired_has_no_link_no_session_and_no_token(story: DeskOfStories) -> None:
    desk = story.desk
    bo = add(desk, "Bo", address="", roles=("analyst",)).id
    text = link_of(story, bo)
    account.open_session(desk, bo, agent="", how="link")
    account.make_token(desk, bo, TokenReach.READ, days=1)
    retire(desk, bo)
    assert account.use_link(desk, text) is None
    assert not account.sessions_of(desk, bo)
    assert not account.tokens_of(desk, bo)
    for make in (lambda: account.make_link(desk, bo), lambda: account.make_token(desk, bo, TokenReach.READ, days=1)):
        with pytest.raises(ActNotAllowed, match="retired"):
            make()


def test_no_secret_is_kept_and_no_act_says_that_somebody_came_in(story: DeskOfStories) -> None:
    desk = story.desk
    story.forget_acts()
    link = link_of(story, desk.person)
    session = account.open_session(desk, desk.person, agent="a browser", how="link")
    token = account.make_token(desk, desk.person, TokenReach.APPROVE, days=1, label="ci")
    assert story.new_acts() == []
    kept = everything_on_disk(desk)
    for text in (link, session, token.secret):
        assert text.split("_", 2)[2].encode() not in kept  # a secret in base64url may hold "_" itself


def test_a_session_ends_by_itself_and_is_ended_only_by_its_owner(story: DeskOfStories) -> None:
    desk = story.desk
    account.open_session(desk, desk.person, agent="x" * 999 + "\ud800", how="link")
    (session,) = account.sessions_of(desk, desk.person)
    assert len(session.agent) <= account.AGENT_SIGNS
    with pytest.raises(NotHere):
        account.end_session(desk, "person-other", session.id)
    account.end_session(desk, desk.person, session.id)
    assert account.sessions_of(desk, desk.person) == ()
    account.open_session(desk, desk.person, agent="", how="link")
    story.clock.tick(IDLE)
    assert account.sessions_of(desk, desk.person) == ()


def test_tokens_and_passkeys_are_dropped_only_by_their_owner(story: DeskOfStories) -> None:
    desk = story.desk
    made = account.make_token(desk, desk.person, TokenReach.READ, days=2).token
    with pytest.raises(NotHere):
        account.drop_token(desk, "person-other", made.id)
    with pytest.raises(NotHere):
        account.drop_passkey(desk, desk.person, "passkey-none")
    assert account.tokens_of(desk, desk.person) == (made,)
    account.drop_token(desk, desk.person, made.id)
    assert account.tokens_of(desk, desk.person) == ()
    with pytest.raises(BadInput, match="label"):
        account.make_token(desk, desk.person, TokenReach.READ, days=1, label="x" * 201)


def test_the_review_shows_who_can_come_in_and_with_what(story: DeskOfStories) -> None:
    desk = story.desk
    bo = add(desk, "Bo", address="", roles=("auditor",)).id
    account.make_link(replace(desk, person=desk.person), bo)
    account.open_session(desk, desk.person, agent="a browser", how="link")
    account.make_token(desk, desk.person, TokenReach.WRITE, days=3, label="ci")
    assert not account.has_account(desk)
    desk.accounts.put_name(desk.person, "digest")
    desk.accounts.put_password(desk.person, "kept")
    assert account.has_account(desk)
    story.clock.tick(timedelta(hours=1))
    found = {one.name: one for one in account.review(desk)}
    first, second = found["Ada"], found["Bo"]
    assert (first.name, first.has_password, first.linked_at) == ("Ada", True, None)
    assert first.signed_at is not None
    assert [one.agent for one in first.sessions] == ["a browser"]
    assert [(one.reach, one.label) for one in first.tokens] == [(TokenReach.WRITE, "ci")]
    assert (second.name, second.roles, second.linked_by) == ("Bo", ("auditor",), desk.person)
    assert (second.has_password, second.signed_at, second.sessions) == (False, None, ())
    account.shut_out(desk, desk.person)
    assert not account.sessions_of(desk, desk.person)
    assert not account.tokens_of(desk, desk.person)
