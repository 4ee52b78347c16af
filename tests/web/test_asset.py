"""The desk's own files: named by their digest, kept for ever, nothing else beside them."""

import re

import httpx
import pytest

from tocsin.web.asset import FOLDER, address_of, compressed


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


def test_whoever_takes_gzip_gets_it_and_nobody_else_does(server: str) -> None:
    plain = httpx.get(server + address_of("desk.css"), headers={"Accept-Encoding": "identity"})
    small = httpx.get(server + address_of("desk.css"), headers={"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert small.content == plain.content
    assert plain.headers["vary"] == small.headers["vary"] == "Accept-Encoding"


def test_no_page_is_compressed(server: str) -> None:
    answer = httpx.get(f"{server}/sign-in", headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers, "a form's token and text from outside stand on one page"


def test_the_first_page_loads_no_more_than_150_kilobytes_of_style_and_script(server: str) -> None:
    first = httpx.get(f"{server}/sign-in").text
    named = set(re.findall(r'(?:href|src)="(/assets/[^"]+\.(?:css|js))"', first))
    with httpx.Client() as client:
        sizes = [
            len(b"".join(client.send(client.build_request("GET", server + one), stream=True).iter_raw()))
            for one in named
        ]
    assert len(sizes) >= 2
    assert sum(sizes) <= 150_000


def test_the_same_holds_of_everything_that_any_page_loads_but_the_graph() -> None:
    names = [path.name for path in FOLDER.iterdir() if path.suffix in {".css", ".js"} and "graph" not in path.name]
    assert sum(len(compressed(name)) for name in names) <= 150_000
