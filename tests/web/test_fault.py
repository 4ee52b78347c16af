"""A no is said in the language of whoever asked."""

import json

import pytest

from tocsin.web.fault import told
from tocsin.web.refusal import TITLES, refusal


@pytest.mark.parametrize("status", TITLES)
@pytest.mark.parametrize("path", ["/taxii2", "/taxii2/desk/x/"])
def test_under_taxii_it_is_taxii(path: str, status: int) -> None:
    said = told(path, refusal(status))
    assert said.media_type == "application/taxii+json;version=2.1"
    assert json.loads(said.body) == {"title": TITLES[status], "http_status": str(status)}


@pytest.mark.parametrize("status", TITLES)
def test_on_a_page_it_is_a_page(status: int) -> None:
    said = told("/p/secret", refusal(status))
    assert said.media_type == "text/html; charset=utf-8"
    assert TITLES[status].encode() in said.body
    assert b"secret" not in said.body


@pytest.mark.parametrize("path", ["/", "/taxii", "/taxii2x", "/p", "/health", "/cases/x"])
def test_where_people_look_it_is_a_page(path: str) -> None:
    said = told(path, refusal(404))
    assert said.media_type == "text/html; charset=utf-8"
    assert b"style" in said.body
    assert "sha256-" in said.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/api/v1/x", "/api/openapi.json", "/healthz", "/.well-known/x"])
def test_to_programs_it_is_a_problem(path: str) -> None:
    said = told(path, refusal(404))
    assert said.media_type == "application/problem+json"
    assert json.loads(said.body)["status"] == 404


def test_when_to_ask_again_is_said_in_a_header() -> None:
    assert told("/p/x", refusal(429, wait_s=7)).headers["Retry-After"] == "7"
