"""security.txt: there if and only if a contact was set, with the fields that RFC 9116 asks for."""

from datetime import datetime, timedelta

import httpx
from msgspec.structs import replace

from tests.builders import NOON, DeskOfStories
from tests.web.outsiders import CONTACT, opened
from tests.web.scene import running
from tocsin.web.security import PATH, fields_of


def test_without_a_contact_there_is_no_such_file_and_with_one_there_is(story: DeskOfStories) -> None:
    with running(story.desk) as base:
        found = httpx.get(base + PATH, trust_env=False)
        never = httpx.get(f"{base}/.well-known/nothing", trust_env=False)
        assert (found.status_code, found.content) == (never.status_code, never.content)
    with running(opened(story.desk)) as base:
        found = httpx.get(base + PATH, trust_env=False)
    assert found.headers["content-type"] == "text/plain; charset=utf-8"
    assert found.text.startswith(f"Contact: {CONTACT}\nExpires: 2026-")


def test_it_expires_within_a_year_and_names_the_form_where_people_reach_it(story: DeskOfStories) -> None:
    policy = "https://example.org/policy"
    desk = opened(story.desk, address="https://desk.example.org", security_policy=policy)
    said = fields_of(desk)
    assert [value for name, value in said if name == "Contact"] == ["https://desk.example.org/intake", CONTACT]
    assert dict(said)["Canonical"] == f"https://desk.example.org{PATH}"
    assert dict(said)["Policy"] == policy
    expires = datetime.fromisoformat(dict(said)["Expires"])
    assert NOON < expires < NOON + timedelta(days=365)
    closed = replace(desk, settings=replace(desk.settings, public_intake=False))
    assert [value for name, value in fields_of(closed) if name == "Contact"] == [CONTACT]
