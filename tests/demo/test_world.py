"""The recipients of the story are real servers and clients on this machine."""

import smtplib
from email.message import EmailMessage
from pathlib import Path

import pytest
from litestar import Litestar, get

from tocsin.demo import world


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
