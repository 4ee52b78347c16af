"""The desk's own files: named by their digest, kept for ever, nothing else beside them."""

import httpx
import pytest

from tocsin.web.asset import address_of


@pytest.mark.parametrize("name", ["desk.css", "desk.js", "mark.svg"])
def test_a_file_is_served_under_its_digest(server: str, name: str) -> None:
    answer = httpx.get(server + address_of(name))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/assets/0000000000000000/desk.css", "/assets/x/..%2f..%2fapp.py", "/assets/x/app.py"]
)
def test_nothing_else_is(server: str, path: str) -> None:
    assert httpx.get(server + path).status_code == 404


def test_what_is_absent_has_no_address() -> None:
    assert not address_of("nothing.js")


def test_a_usual_page_stays_light(server: str) -> None:
    sizes = [len(httpx.get(server + address_of(name)).content) for name in ("desk.css", "desk.js")]
    assert sum(sizes) < 60_000  # htmx adds 38 kB; all of it is compressed by whatever speaks TLS in front
