"""What holds for every request, before and around the application."""

import http.client

import httpx
import pytest

from tests.web.scene import Scene
from tocsin.web.shell import HEADERS


@pytest.mark.parametrize("path", ["/", "/healthz", "/p/x", "/taxii2/", "/taxii2", "/favicon.ico", "/p/" + "a" * 20_000])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_every_answer_has_the_headers(scene: Scene, server: str, path: str, method: str) -> None:
    answer = httpx.request(method, server + path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert "server" not in answer.headers
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_missing_slash_never_leads_to_another_host(scene: Scene, server: str) -> None:
    for path in ("/taxii2//evil.example", "/taxii2/%2f%2fevil.example", "/taxii2/desk"):
        answer = httpx.get(server + path)
        assert answer.headers["location"].startswith("/taxii2/")


@pytest.mark.parametrize("length", ["-1", "abc", "99999999999999999999999999"])
def test_a_strange_length_is_refused(scene: Scene, server: str, length: str) -> None:
    connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=10)
    connection.putrequest("POST", "/p/x")
    connection.putheader("Content-Length", length)
    connection.endheaders()
    assert connection.getresponse().status in {400, 413}


def test_a_body_that_is_refused_is_not_read_for_ever(scene: Scene, server: str) -> None:
    partner = scene.partner()
    answer = httpx.post(f"{server}{partner.url}objects/", auth=partner.auth, content=b"x")
    assert answer.headers["connection"] == "close"
