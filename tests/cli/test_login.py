"""`login`, `logout`, `whoami`: a token is kept for one address, told who it is, and forgotten."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from ssl import SSLContext

import pytest

from tests.builders import a_case
from tests.certificates import certificate
from tests.terminal import Ran, tocsin
from tests.web.scene import KEY, running
from tocsin.client.logins import FILE
from tocsin.wiring import open_desk

NONE = "tocsin-user_" + "0" * 26 + "_" + "A" * 43  # of no organization


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a person's own settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "tocsin"


@pytest.fixture
def base(own_home: Path, config: Path) -> Iterator[str]:
    """The address of a desk that is served."""
    with open_desk(own_home) as desk:
        a_case(desk, name="The blue heron")
        with running(desk, KEY) as address:
            yield address


def token(home: Path, scope: str = "approve") -> bytes:
    """A token of Ada's, as a person pastes it."""
    return tocsin("user", "token", "Ada", "--scope", scope, "--label", "laptop", home=home).out.encode()


def test_a_token_is_kept_and_tells_who_asks(base: str, own_home: Path, config: Path) -> None:
    ran = tocsin("login", base, "--name", "ours", "--json", stdin=token(own_home))
    assert (ran.code, ran.record["name"], ran.record["desk"], ran.record["address"]) == (0, "Ada", "ours", base)
    assert (config / FILE).stat().st_mode & 0o777 == 0o600
    for named in ("ours", base):
        shown = tocsin("whoami", "--desk", named)
        assert shown.code == 0
        assert all(word in shown.out for word in ("Ada", "analyst", "org-", base, "laptop", "approve", "until"))
    assert "blue heron" in tocsin("case", "list", "--desk", "ours").out
    here = tocsin("whoami", home=own_home)
    assert ("Ada" in here.out, str(own_home) in here.out) == (True, True)


def test_the_secret_is_in_the_file_and_nowhere_else(base: str, own_home: Path, config: Path) -> None:
    secret = token(own_home)
    ran = tocsin("login", base, stdin=secret)
    assert secret.decode().strip() in (config / FILE).read_text()
    assert secret.decode().strip() not in ran.out + ran.err + tocsin("whoami", "--desk", base, "--json").out
    assert ran.code == 0
    assert base.removeprefix("http://") in (config / FILE).read_text(), "it is called by its host"


@pytest.mark.parametrize(
    ("url", "given", "said"),
    [
        ("http://desk.example", b"x", "plain HTTP"),
        ("desk.example", b"x", "no address"),
        ("https://ada:word@desk.example", b"x", "no address"),
        ("BASE", b"", "that is no token"),
        ("BASE", b"hunter2\n", "that is no token"),
        ("BASE", NONE.encode(), "does not know this token"),
        ("http://127.0.0.1:9", NONE.encode(), "did not answer"),
    ],
)
def test_what_does_not_work_is_said_and_not_kept(base: str, config: Path, url: str, given: bytes, said: str) -> None:
    ran = tocsin("login", url.replace("BASE", base), stdin=given)
    assert (ran.code != 0, said in ran.err, "hint: " in ran.err) == (True, True, True), ran.err
    assert "hunter2" not in ran.err
    assert "word" not in ran.err.replace("password", "")
    assert not config.exists()


def test_who_logs_out_forgets_the_token_and_revokes_it_where_asked(base: str, own_home: Path) -> None:
    secret = token(own_home)
    tocsin("login", base, "--name", "one", stdin=secret)
    left = tocsin("logout", "--json")
    assert left.record == {"desk": "one", "address": base, "revoked": False}
    gone = tocsin("case", "list", "--desk", "one")
    assert (gone.code, "not logged in" in gone.err, "tocsin login" in gone.err) == (2, True, True)
    tocsin("login", base, "--name", "two", stdin=secret)
    assert tocsin("logout", "two", "--revoke").code == 0
    again = tocsin("login", base, stdin=secret)
    assert (again.code, "does not know this token" in again.err) == (1, True)
    assert tocsin("logout").code == 2


def test_a_token_that_was_revoked_meanwhile_says_how_to_make_a_new_one(base: str, own_home: Path) -> None:
    tocsin("login", base, "--name", "ours", stdin=token(own_home))
    assert tocsin("user", "shut-out", "Ada", home=own_home).code == 0
    ran = tocsin("case", "list", "--desk", "ours")
    assert (ran.code, "tocsin user token" in ran.err, "tocsin login" in ran.err) == (1, True, True)


def test_a_token_that_only_reads_changes_nothing(base: str, own_home: Path) -> None:
    tocsin("login", base, "--name", "ours", stdin=token(own_home, "read"))
    assert tocsin("case", "list", "--desk", "ours").code == 0
    ran = tocsin("case", "new", "--name", "x", "--desk", "ours")
    assert (ran.code, "reach" in ran.err) == (1, True)


def test_what_no_token_opens_says_where_it_is_done(base: str, own_home: Path) -> None:
    tocsin("login", base, "--name", "ours", stdin=token(own_home))
    for words in (("user", "add", "Kim"), ("user", "link", "Ada")):
        ran = tocsin(*words, "--desk", "ours")
        assert (ran.code, "no token opens" in ran.err, "sign in" in ran.err) == (1, True, True)


def test_a_home_and_a_desk_are_not_named_together(base: str, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tocsin("login", base, "--name", "ours", stdin=token(own_home))
    both = tocsin("case", "list", "--desk", "ours", home=own_home)
    assert (both.code, "--home" in both.err, "--desk" in both.err) == (2, True, True)
    acting = tocsin("--as", "Ada", "case", "list", "--desk", "ours")
    assert (acting.code, "token says who acts" in acting.err) == (2, True)
    monkeypatch.setenv("TOCSIN_DESK", "ours")
    assert "blue heron" in tocsin("case", "list").out
    assert "blue heron" in tocsin("case", "list", home=own_home).out, "what is typed goes before the environment"
    nowhere = tocsin("doctor", "--desk", "ours", home=own_home)
    assert (nowhere.code, "asks no desk elsewhere" in nowhere.err) == (2, True)


def test_a_certificate_of_ones_own_is_trusted_where_it_is_named(tmp_path: Path, config: Path) -> None:
    context, trusted = certificate(tmp_path)
    with _tls(context) as address:

        def login(*more: str | Path) -> Ran:
            return tocsin("login", address, "--json", *more, stdin=NONE.encode())

        refused = login()
        assert (refused.code, "not trusted" in refused.err, "--ca" in refused.err) == (3, True, True)
        for wrong in (b"no certificate", b"-----BEGIN PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n"):
            (tmp_path / "wrong.txt").write_bytes(wrong)
            assert "no certificate in PEM" in login("--ca", tmp_path / "wrong.txt").err
        (tmp_path / "broken.txt").write_text("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
        assert "no certificates" in login("--ca", tmp_path / "broken.txt").err
        assert not config.exists()
        told = login("--ca", trusted)
        assert (told.code, told.record["name"]) == (0, "Ada")
    assert json.loads((config / FILE).read_text())["logins"][0]["trusted"] == trusted.read_text()


@contextmanager
def _tls(context: SSLContext) -> Iterator[str]:
    """A server over TLS that says who asks."""
    said = {"person": "person-a", "name": "Ada", "roles": ["analyst"], "org": "org-a", "is_solo": True}

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"https://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
