"""A line ends at its deadline whatever the other side does, and leads to the host that was named."""

import socket
import threading
from http.client import HTTPException

import pytest

from tocsin.channels.line import talking, target


def test_who_answers_nothing_is_left_at_the_deadline() -> None:
    is_cut = threading.Event()

    def ask(url: str) -> None:
        with talking(url, timeout_s=30, deadline_s=0.2, is_cut=is_cut) as connection:
            connection.request("GET", "/")
            connection.getresponse()

    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises((OSError, HTTPException)):
        ask(f"http://127.0.0.1:{server.getsockname()[1]}/")
    assert is_cut.is_set()


def test_nobody_there_is_said_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(OSError, match="refused"), talking(f"http://127.0.0.1:{port}/", timeout_s=5, deadline_s=5):
        pass


@pytest.mark.parametrize(
    ("url", "asked"),
    [("https://a.example", "/"), ("https://a.example/b?c=d#e", "/b?c=d"), ("http://a.example/?x", "/?x")],
)
def test_what_is_asked_for_is_the_path_and_the_query(url: str, asked: str) -> None:
    assert target(url) == asked
