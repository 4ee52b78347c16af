"""Two organizations in one home never meet, whatever one asks with the other's ids.

Complete by construction: every operation of the table is asked, with the ids of the other organization in every field
that names a thing of a kind.
"""

import threading
from collections.abc import Iterator

import httpx
import msgspec
import pytest
from msgspec.structs import replace
from sqlalchemy import select

from tests.builders import NOON, DeskOfStories, StandingClock, an_item
from tests.web.browser import Browser
from tests.web.people import PASSWORD, Somebody, somebody
from tests.web.scene import KEY, Scene, notes, running
from tocsin.operations.operation import Method
from tocsin.operations.table import AnyOperation, operations
from tocsin.settings import load
from tocsin.stages.desk import Desk
from tocsin.stages.house import House
from tocsin.store.database import reading
from tocsin.store.index import KINDS
from tocsin.store.schema import metadata
from tocsin.vocab.credential import CredentialKind, read_credential
from tocsin.vocab.desk_role import DeskRole
from tocsin.vocab.ids import new_id
from tocsin.wiring import engine_of, open_house
from tocsin.wiring.founding import found_organization

CANARY = "kestrel-quarry-lantern"


class Two:
    """One home, two organizations: `ours` asks, `theirs` has something that is none of our business."""

    def __init__(self, house: House, other: str, bo: str) -> None:
        clock = StandingClock(NOON)

        def desk_of(org: str) -> Desk | None:
            found = house.desk_of(org)
            return None if found is None else replace(found, clock=clock)

        self.house = House(own=replace(house.own, clock=clock), orgs=house.orgs, desk_of=desk_of)
        theirs = desk_of(house.own.org)
        ours = desk_of(other)
        assert theirs is not None
        assert ours is not None
        self.theirs, self.ours = theirs, replace(ours, person=bo)
        scene = Scene(DeskOfStories(theirs, clock))
        partner = scene.partner(CANARY)
        scene.delivered(partner, notes(1, text=CANARY))
        an_item(theirs, scene.case, CANARY.encode())

    def known(self) -> dict[str, str]:
        """One id of theirs for each kind of thing."""
        found = {}
        for kind in KINDS:
            first = next(iter(self.theirs.index.all(kind)), None)
            if first is not None:
                found[kind] = first.id
        return found

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of theirs, to see that none was changed."""
        engine = self.theirs.index._engine
        with reading(engine) as connection:
            return {
                table.name: [
                    tuple(row) for row in connection.execute(select(table).where(table.c.org == self.theirs.org))
                ]
                for table in metadata.sorted_tables
                if "org" in table.c
            }


@pytest.fixture
def two(story: DeskOfStories) -> Iterator[Two]:
    """Two organizations in one home."""
    home = story.desk.home
    other = new_id("org", story.desk.chance.random_bytes)
    settings = replace(
        load(home), organization=other, acting=new_id("person", story.desk.chance.random_bytes), origin=""
    )
    engine = engine_of(home, settings)
    found_organization(home, settings, engine, person="Bo", organization="Other Org")
    engine.dispose()
    with open_house(home) as house:
        yield Two(house, other, settings.acting)


@pytest.fixture
def base(two: Two) -> Iterator[str]:
    """The address of a server over both."""
    with running(two.house, KEY) as address:
        yield address


def request_for(operation: AnyOperation, known: dict[str, str]) -> tuple[str, dict[str, object]]:
    """The path and the fields of a request that names things of theirs wherever a thing can be named."""
    path = "/".join(
        known.get(part[1:-1], "none") if part.startswith("{") else part for part in operation.path.split("/")
    )
    fields: dict[str, object] = {}
    for field in msgspec.structs.fields(operation.takes):
        if field.name in operation.fields_in_path:
            continue
        kind = field.name if field.name in known else field.name.removesuffix("s")
        if kind in known:
            fields[field.name] = known[kind] if field.type in (str, str | None) else [known[kind]]
    return path, fields


def ask(client: httpx.Client, operation: AnyOperation, known: dict[str, str], one: Somebody) -> httpx.Response:
    """Ask for this with their ids."""
    path, fields = request_for(operation, known)
    headers = one.session() if operation.in_session else one.token()
    in_query = operation.method is Method.GET or operation.does_with is not None
    more: dict[str, object] = {"params": fields} if in_query else {"json": fields}
    return client.request(operation.method, f"/api/v1{path}", headers=headers, **more)  # type: ignore[arg-type]  # as httpx says


def test_nobody_sees_or_changes_anything_of_the_other_organization(two: Two, base: str) -> None:
    known = two.known()
    assert {"case", "item", "party", "road", "share", "delivery", "token", "person"} <= set(known)
    us = somebody(two.ours, *DeskRole)
    before = two.rows()
    secrets = {CANARY, *(id_ for id_ in known.values()), two.theirs.org}
    with httpx.Client(base_url=base, trust_env=False, timeout=60) as client:
        for operation in operations():
            answer = ask(client, operation, known, us)
            assert answer.status_code < 500, f"{operation.name}: {answer.text}"
            if any(part.startswith("{") for part in operation.path.split("/")):
                assert answer.status_code >= 400, f"{operation.name}: {answer.text}"
            sent = {
                str(value) for value in known.values() if value in str(answer.request.url) + str(answer.request.content)
            }
            for secret in secrets - sent:
                assert secret not in answer.text, operation.name
            assert CANARY not in answer.text, operation.name
    assert two.rows() == before


def test_what_they_see_is_there_so_the_other_test_could_fail(two: Two, base: str) -> None:
    them = somebody(two.theirs, *DeskRole)
    with httpx.Client(base_url=base, trust_env=False, timeout=60) as client:
        known = two.known()
        by_name = {one.name: one for one in operations()}
        assert CANARY in ask(client, by_name["party.list"], known, them).text
        assert ask(client, by_name["case.show"], known, them).status_code == 200


def test_a_session_or_token_under_the_name_of_the_other_organization_opens_nothing(two: Two, base: str) -> None:
    us = somebody(two.ours, *DeskRole)
    ours, theirs = two.ours.org.removeprefix("org-"), two.theirs.org.removeprefix("org-")
    for headers in (us.session(), us.token()):
        assert httpx.get(f"{base}/api/v1/whoami", headers=headers).json()["org"] == two.ours.org
        forged = {name: value.replace(ours, theirs) for name, value in headers.items()}
        assert forged != headers
        assert httpx.get(f"{base}/api/v1/whoami", headers=forged).status_code == 401


def test_one_name_in_both_leads_to_the_desk_of_its_password(two: Two, base: str) -> None:
    other = "another five words at night"
    Browser(base).set_up(two.theirs, two.theirs.person, "ada", PASSWORD)
    us = somebody(two.ours, "analyst")
    Browser(base).set_up(two.ours, us.person, "ada", other)
    for password, desk in ((PASSWORD, two.theirs), (other, two.ours)):
        browser = Browser(base)
        assert browser.sign_in("ada", password).status_code == 303
        found = browser.client.get("/api/v1/whoami").json()
        assert found["org"] == desk.org
        (session,) = [one for one in browser.client.cookies.jar if "session" in one.name]
        shown = read_credential(CredentialKind.SESSION, session.value or "")
        assert shown is not None
        assert shown.org == desk.org


def test_the_desk_of_another_organization_says_nothing_of_the_first(two: Two) -> None:
    settings = two.ours.settings
    assert (settings.sender_name, settings.sender_contact, settings.mail, settings.notices) == ("", "", None, None)
    assert settings.acting == ""
    assert two.house.desk_of("org-" + "0" * 26) is None


def test_a_desk_is_opened_once_however_many_ask(two: Two) -> None:
    found: list[Desk | None] = []
    with open_house(two.theirs.home) as house:
        threads = [threading.Thread(target=lambda: found.append(house.desk_of(two.ours.org))) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len({id(one) for one in found}) == 1
