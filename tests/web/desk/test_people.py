"""People: invited with a link that is shown once, shut out, retired; who may see it."""

import re

from tests.builders import DeskOfStories
from tests.web.browser import Browser
from tests.web.desk.visitor import HOSTILE, SHOWN, is_inert, visitor
from tocsin.operations.table import operations


def test_somebody_is_invited_comes_in_and_is_retired(story: DeskOfStories, server: str) -> None:
    admin = visitor(story, server)
    admin.get("/people")
    shown = admin.send("/people", name=HOSTILE, role="analyst")
    assert shown.status_code == 200
    assert is_inert(shown.text)
    path = re.search(rf'value="{server}(/sign-in/link/[^"]+)"', shown.text)
    assert path is not None, "the whole address stands there, to be selected where no script runs"
    assert f"A link that signs in, for {SHOWN}" in shown.text
    assert path[1] not in admin.get("/people").text
    guest = Browser(server)
    guest.get(path[1])
    assert guest.send(path[1]).status_code == 303
    assert guest.get("/cases").status_code == 200
    person = next(one.id for one in story.desk.index.all("person") if one.id != story.desk.person)
    admin.get("/people")
    assert admin.send(f"/people/{person}/shut-out").status_code == 303
    assert guest.get("/cases").status_code == 303
    admin.get("/people")
    assert admin.send(f"/people/{person}/retire").status_code == 303
    assert "retired" in admin.get("/people").text


def test_an_analyst_sees_nobodys_devices_and_an_auditor_only_looks(story: DeskOfStories, server: str) -> None:
    assert visitor(story, server, "analyst").get("/people").status_code == 403
    auditor = visitor(story, server, "auditor")
    page = auditor.get("/people")
    assert page.status_code == 200
    assert "Invite somebody" not in page.text
    assert auditor.client.post("/people", data=auditor.hidden("/theme") | {"name": "x"}).status_code == 403
    assert auditor.get("/people/review").headers["content-type"].startswith("text/csv")


def test_what_each_role_may_do_is_on_one_table(story: DeskOfStories, server: str) -> None:
    page = visitor(story, server).get("/people/roles").text
    assert all(f"<code>{one.name}</code>" in page for one in operations())
