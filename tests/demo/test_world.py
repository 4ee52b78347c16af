"""The recipients of the story are real servers and clients on this machine."""

import smtplib
from email.message import EmailMessage
from pathlib import Path

import pytest
from litestar import Litestar, get

from tocsin.demo import world
from tocsin.settings import load
from tocsin.vocab.road import is_loopback
from tocsin.wiring.founding import make_home


def test_the_mail_server_keeps_what_it_takes_over_and_saves_what_is_attached(tmp_path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@a.example", "b@b.example", "[TLP:AMBER] x"
    message.set_content("the words")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="../up.pdf")
    with world.mail_server(tmp_path / "inbox") as (kept, port):
        with smtplib.SMTP(world.HOST, port) as client:
            client.send_message(message)
        (letter,) = kept.letters
    assert (letter.recipient, letter.subject, letter.text.strip()) == ("b@b.example", "[TLP:AMBER] x", "the words")
    assert letter.attached == (tmp_path / "inbox" / "up.pdf",)
    assert letter.attached[0].read_bytes() == b"%PDF"


def test_the_web_server_answers_and_ends() -> None:
    @get("/here", sync_to_thread=False)
    def here() -> str:
        return "yes"

    with world.web_server(Litestar([here], openapi_config=None)) as port:
        assert world.visit(port, "/here") == (200, "yes")
    with pytest.raises(ConnectionError):
        world.visit(port, "/here")


def test_a_served_story_has_a_mail_server_of_its_own_for_as_long_as_it_runs(tmp_path: Path) -> None:
    home = tmp_path / "home"
    make_home(home, person="Ada", organization="")
    heard: list[Path] = []
    with world.post_office(home, tmp_path / "mailbox", heard.append):
        server = load(home).mail
        assert server is not None
        assert is_loopback(server.host)
        with smtplib.SMTP(server.host, server.port) as client:
            for whom in ("a@a.example", "../../b@b.example"):
                client.sendmail(world.SENDER, [whom], f"Subject: to {whom}\r\n\r\nthe words\r\n")
    assert [one.name for one in heard] == ["001-a@a.example.eml", "002-.._.._b@b.example.eml"]
    assert {one.parent for one in heard} == {tmp_path / "mailbox"}
    assert b"the words" in heard[1].read_bytes()
    assert load(home).mail is None
    with pytest.raises(OSError, match="refused"):
        smtplib.SMTP(server.host, server.port)
