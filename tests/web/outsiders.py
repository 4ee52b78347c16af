"""Somebody without an account in a test: what they fill in, step by step, and the page of their report."""

import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace

from tests.builders import desk_in
from tests.web.scene import running
from tocsin.stages import report as reports
from tocsin.stages.desk import Desk
from tocsin.vocab.case import Report

CONTACT = "mailto:report@example.org"
HOSTILE = "<script>alert(1)</script>\u202eevil\u200b & 'quotes' \"more\" {{ 7*7 }} javascript:alert(1)"


def opened(desk: Desk, **more: object) -> Desk:
    """The desk with its public form open."""
    on = {"public_intake": True, "sender_name": "Example Org", "security_contact": CONTACT} | more
    return replace(desk, settings=replace(desk.settings, **on))


@pytest.fixture(scope="module")
def desk(template_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk whose public form is open, for every test here."""
    home = tmp_path_factory.mktemp("public") / "home"
    shutil.copytree(template_home, home)
    with desk_in(home) as story:
        yield opened(story.desk)


@pytest.fixture(scope="module")
def base(desk: Desk) -> Iterator[str]:
    """The address of a server over it."""
    with running(desk) as address:
        yield address


def ask(base: str, method: str, path: str, **more: object) -> httpx.Response:
    """One request of a stranger."""
    return httpx.request(method, base + path, trust_env=False, timeout=30, **more)  # type: ignore[arg-type]  # as httpx


class Outsider:
    """A browser without script, at the public form."""

    def __init__(self, base: str, **headers: str) -> None:
        self.client = httpx.Client(base_url=base, trust_env=False, timeout=30, headers=headers)
        self.page = self.client.get("/intake")

    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page that is shown."""
        found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', self.page.text)
        return {name: unescape(value) for name, value in found}

    def post(self, go: str = "next", files: list[tuple[str, bytes]] | None = None, /, **fields: str) -> httpx.Response:
        """Fill in what is asked, and press one of the buttons."""
        given = self.hidden() | {"go": go} | fields
        parts: list[tuple[str, tuple[str | None, str | bytes]]] = [(name, (None, text)) for name, text in given.items()]
        parts += [("files", (name, data)) for name, data in files or [("", b"")]]
        self.page = self.client.post("/intake", files=parts)
        return self.page

    def to_the_end(
        self, about: str = "happened", account: str = "It sent my mail on.", **fields: str
    ) -> httpx.Response:
        """Through every step, to the last page."""
        self.post(about=about)
        own = {"contact", "name", "naming", "handling", "reporter"}
        self.post(account=account, **{name: text for name, text in fields.items() if name not in own})
        return self.post(**{name: text for name, text in fields.items() if name in own})

    def send(self, files: list[tuple[str, bytes]] | None = None, **fields: str) -> str:
        """A whole report; the path of its page."""
        assert self.to_the_end(**fields).status_code == 200, self.page.text
        answer = self.post("send", files)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"].removesuffix("/receipt?new")


def report_at(desk: Desk, path: str) -> Report:
    """The report whose page this is."""
    found = reports.with_receipt(desk, path.split("/")[2])
    assert found is not None
    return found


def count(desk: Desk) -> int:
    """How many reports and items there are."""
    return desk.index.count("report") + desk.index.count("item")
