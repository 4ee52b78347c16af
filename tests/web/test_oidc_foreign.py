"""A certified provider of somebody else's making (npm oidc-provider) as judge: the whole way, over real HTTP."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from msgspec import Struct
from msgspec.structs import replace

from tests.builders import DeskOfStories
from tests.web.browser import Browser
from tests.web.scene import running
from tocsin.stages.desk import Desk
from tocsin.stages.people import add, retire
from tocsin.vocab.identity import IdentityProvider
from tocsin.wiring import SystemClock

PACKAGE = Path(__file__).resolve().parents[2] / "frontend" / "node_modules" / "oidc-provider"
PROGRAM = Path(__file__).with_name("oidc_provider.mjs")
SECRET = "a secret of forty signs, for one test only"
NAME = "The foreign provider"


class Foreign(Struct, frozen=True, kw_only=True):
    """The provider's process, and where it listens."""

    process: subprocess.Popen[str]
    issuer: str

    def knows(self, *backs: str) -> None:
        """Tell it its clients: one for each algorithm and place to come back to."""
        clients = [
            {
                "client_id": f"{algorithm}-{number}",
                "client_secret": SECRET,
                "redirect_uris": [back],
                "id_token_signed_response_alg": algorithm,
                "token_endpoint_auth_method": "client_secret_basic",
            }
            for number, back in enumerate(backs)
            for algorithm in ("RS256", "ES256", "EdDSA")
        ]
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(clients) + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "ready\n"


@pytest.fixture
def foreign() -> Iterator[Foreign]:
    """The provider, started; the test is skipped, aloud, where it cannot be."""
    node = shutil.which("node")
    if node is None or not PACKAGE.is_dir():
        pytest.skip("node or the package oidc-provider is absent: apt-get install npm, then make assets")
    command = [node, str(PROGRAM), str(PACKAGE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port, "the provider did not start"
        try:
            yield Foreign(process=process, issuer=f"http://127.0.0.1:{port}")
        finally:
            process.terminate()


def at(story: DeskOfStories, foreign: Foreign, client: str, folder: Path) -> Desk:
    """The desk, for which the provider signs people in."""
    (folder / "secret").write_text(SECRET + "\n")
    told = IdentityProvider(issuer=foreign.issuer, client_id=client, secret_file=str(folder / "secret"), name=NAME)
    return replace(story.desk, settings=replace(story.desk.settings, oidc=told), clock=SystemClock())


FORM = re.compile(r'<form[^>]*action="([^"]+)"[^>]*>(.*?)</form>', re.DOTALL)
FIELD = re.compile(r'name="([^"]+)"(?: value="([^"]*)")?')


def through(browser: Browser, address: str, login: str) -> httpx.Response:
    """Go where the provider leads, fill in its forms as this person, and come back to the desk: its answer."""
    client, answer = browser.client, browser.client.get(address)
    for _ in range(20):
        if answer.has_redirect_location:
            address = urljoin(str(answer.url), answer.headers["location"])
            answer = client.get(address)
            if urlsplit(address).path == "/sign-in/oidc/back":
                browser.shown = answer
                return answer
            continue
        found = FORM.search(answer.text)
        assert found is not None, f"{answer.status_code} {answer.url}: {answer.text[:500]}"
        fields = {name: unescape(value) for name, value in FIELD.findall(found[2])}
        typed = {"login": login, "password": "anything"} if "login" in fields else {}
        answer = client.post(urljoin(str(answer.url), unescape(found[1])), data=fields | typed)
    raise AssertionError("the provider never sends the browser back")


def link_in(answer: httpx.Response) -> str:
    """Where the page leads on to."""
    assert answer.status_code == 200, answer.text
    found = re.search(r'class="button do" href="([^"]+)"', answer.text)
    assert found is not None, answer.text
    return unescape(found[1])


def test_somebody_connects_an_identity_and_signs_in_with_it_and_nobody_else_does(
    story: DeskOfStories, foreign: Foreign, tmp_path: Path
) -> None:
    bo = add(story.desk, "Bo", address="", roles=("analyst",)).id
    with running(at(story, foreign, "RS256-0", tmp_path)) as base:
        foreign.knows(f"{base}/sign-in/oidc/back")
        desk = story.desk
        browser = Browser(base)
        browser.come_by_link(replace(desk, clock=SystemClock()), bo)
        browser.get("/account")
        address = link_in(browser.send("/sign-in/oidc"))
        assert through(browser, address, "bo@foreign.example").headers["location"].startswith("/account?done=")
        assert foreign.issuer in browser.get("/account").text

        other = Browser(base)
        assert NAME in other.get("/sign-in?next=/cases").text
        gone = other.get("/sign-in/oidc?next=/cases")
        back = through(other, gone.headers["location"], "bo@foreign.example")
        assert (back.status_code, back.headers["location"]) == (303, "/cases")
        assert other.client.get("/api/v1/whoami").json()["person"] == bo
        assert "by identity provider" in other.get("/account").text

        again = Browser(base)  # the desk signed them out, and the provider still knows them
        again.client.cookies = httpx.Cookies(other.client.cookies)
        again.get("/account")
        again.send("/sign-out")
        assert not again.is_in()
        assert through(again, again.get("/sign-in/oidc").headers["location"], "").status_code == 303
        assert again.is_in()

        # To add a way in, they show it anew; the provider asks, though it knows them.
        page = again.get("/account")
        assert 'data-passkey="create"' not in page.text
        address = link_in(again.send("/sign-in/oidc"))
        assert "prompt=login" in address
        assert through(again, address, "bo@foreign.example").headers["location"] == "/account"
        assert "asked anew" in again.get("/account").text

        stranger = Browser(base)
        no = through(stranger, stranger.get("/sign-in/oidc").headers["location"], "eve@foreign.example")
        assert no.status_code == 403
        assert "connected to nobody here" in no.text
        assert not stranger.is_in()

        retire(desk, bo)
        gone_now = through(stranger, stranger.get("/sign-in/oidc").headers["location"], "bo@foreign.example")
        assert gone_now.status_code == 403
        assert not any(one.is_in() for one in (browser, other, again, stranger))


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
@pytest.mark.parametrize("algorithm", ["ES256", "EdDSA"])
def test_its_other_algorithms_are_understood(
    story: DeskOfStories, foreign: Foreign, tmp_path: Path, algorithm: str
) -> None:
    desk = at(story, foreign, f"{algorithm}-0", tmp_path)
    with running(desk) as base:
        foreign.knows(f"{base}/sign-in/oidc/back")
        browser = Browser(base)
        browser.come_by_link(desk, desk.person)
        browser.get("/account")
        address = link_in(browser.send("/sign-in/oidc"))
        assert through(browser, address, "ada").headers["location"].startswith("/account?done=")


def test_whoever_says_no_there_is_told_so_here(story: DeskOfStories, foreign: Foreign, tmp_path: Path) -> None:
    with running(at(story, foreign, "RS256-0", tmp_path)) as base:
        foreign.knows(f"{base}/sign-in/oidc/back")
        browser = Browser(base)
        page = browser.client.get(browser.get("/sign-in/oidc").headers["location"], follow_redirects=True)
        found = re.search(r'href="([^"]+/abort)"', page.text)
        assert found is not None, page.text
        back = browser.client.get(urljoin(str(page.url), found[1]), follow_redirects=True)
        assert back.status_code == 403
        assert "was not allowed" in back.text
