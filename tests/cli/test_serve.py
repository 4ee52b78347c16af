"""`tocsin serve`, as an operator starts and stops it."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from tests.builders import desk_in
from tests.terminal import PROGRAM, tocsin
from tests.web.scene import Scene, asked, ids, notes
from tocsin.web.office import collection_of
from tocsin.wiring.serving import signing_key


@contextmanager
def serving(home: Path, log: Path, *more: str) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """A server as a process of its own, ended by its own id."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            [PROGRAM, "serve", "--port", "0", "--home", home, *more], stdout=said, stderr=said, stdin=subprocess.DEVNULL
        )
    try:
        deadline = time.monotonic() + 60
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text())):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, "it did not start"
            time.sleep(0.05)
        yield found[0], process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_until_it_is_told_to_stop(own_home: Path, tmp_path: Path, number: int) -> None:
    with serving(own_home, tmp_path / "log") as (base, process):
        assert httpx.get(f"{base}/healthz", timeout=30).text == "ok\n"
        assert httpx.get(f"{base}/readyz", timeout=30).status_code == 200
        os.kill(process.pid, number)
        assert process.wait(30) == 0
    assert "what was begun was brought to its end" in (tmp_path / "log").read_text()
    assert not list((own_home / "running").iterdir())


def test_a_partner_fetches_from_it_and_the_fetch_is_recorded(own_home: Path, tmp_path: Path) -> None:
    with desk_in(own_home) as story:
        story.clock.tick(datetime.now(UTC) - story.clock.now())  # the server's clock does not stand still
        scene = Scene(story)
        partner = scene.partner()
        delivery = scene.delivered(partner, notes(1), wait_s=0)
        with serving(own_home, tmp_path / "log", "--no-worker") as (base, process):
            url = f"/taxii2/desk/collections/{collection_of(signing_key(own_home), partner.party)}/objects/"
            assert len(ids(asked(base, partner, url))) == 1
            os.kill(process.pid, signal.SIGTERM)
            assert process.wait(30) == 0
        assert scene.state(delivery) == "collected"
    assert partner.secret not in (tmp_path / "log").read_text()


def test_a_port_that_is_taken_is_said(own_home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = tocsin("serve", "--port", str(taken.getsockname()[1]), home=own_home)
    assert ran.code == 2
    assert "in use" in ran.err
    assert "--port" in ran.err


def test_a_folder_that_is_no_home_is_said_before_anything_listens(tmp_path: Path) -> None:
    ran = tocsin("serve", "--port", "0", home=tmp_path)
    assert ran.code == 2
    assert "serving" not in ran.err
