"""A road's end is one exact place, or it is none."""

import msgspec
import pytest

from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.road import MAILBOX, MailServer, RefusedForNow, Security, is_loopback

SERVER = {"host": "mail.example", "port": 587, "security": "starttls", "sender": "desk@sender.example"}


def _server(**changed: object) -> MailServer:
    return msgspec.convert(SERVER | changed, MailServer)


@pytest.mark.parametrize("left_out", list(SERVER))
def test_nothing_of_a_mail_server_has_a_default(left_out: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=left_out):
        msgspec.convert({key: value for key, value in SERVER.items() if key != left_out}, MailServer)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"host": ""}, "host"),
        ({"host": "mail.example\r\nEHLO x"}, "host"),
        ({"host": "mail example"}, "host"),
        ({"port": 0}, "port"),
        ({"port": 65_536}, "port"),
        ({"sender": "desk"}, "sender"),
        ({"sender": "Desk <desk@sender.example>"}, "sender"),
        ({"security": "none"}, "this machine only"),
        ({"security": "none", "host": "127.0.0.1.example"}, "this machine only"),
        ({"security": "maybe"}, "maybe"),
        ({"username": "desk"}, "go together"),
        ({"password_file": "smtp-password"}, "go together"),
        ({"password": "in plain sight"}, "unknown field"),
    ],
)
def test_a_mail_server_that_does_not_fit_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=said):
        _server(**changed)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.10", "::1"])
def test_on_this_machine_mail_may_go_unprotected(host: str) -> None:
    assert _server(host=host, security="none").security is Security.NONE
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost.example", "mail.example", "::2"])
def test_another_machine_is_not_this_one(host: str) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("mailbox", ["a@b", "first.last+tag@sub.agency.example", "o'hara@agency.example"])
def test_a_plain_mailbox_is_one(mailbox: str) -> None:
    assert MAILBOX.match(mailbox)


@pytest.mark.parametrize(
    "mailbox",
    [
        "",
        "agency.example",
        "@agency.example",
        "a@",
        "a@b@c",
        "a@b, c@d",
        "a@b\nBcc: c@d",
        "a@b\n",
        " a@b",
        "a@b ",
        "<a@b>",
        '"a b"@c',
        "a@[127.0.0.1]",
        "a..b@c",
        ".a@c",
        "a@-b",
        "a@b.",
        "ä@b",
        "a@аgency.example",  # the first sign behind the @ is Cyrillic
        f"{'a' * 250}@b.example",
    ],
)
def test_anything_else_is_no_mailbox(mailbox: str) -> None:
    assert not MAILBOX.match(mailbox)


def test_a_refusal_for_now_says_which_kind_it_is() -> None:
    assert RefusedForNow(reason=DeliveryReason.NOT_REACHABLE, answer="").reason == "not_reachable"
