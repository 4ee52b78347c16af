"""The same bytes every time, the payload unchanged in them, and the server's answer told as it was."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders import a_case
from tests.certificates import certificate
from tests.deliveries import RECIPIENT, plan, proof_of
from tests.post_office import SENDER, Mood, PostOffice, open_for_business
from tocsin.channels import mail
from tocsin.stages.desk import Desk
from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.errors import BadInput
from tocsin.vocab.exercise import Live
from tocsin.vocab.release import Approved
from tocsin.vocab.road import MailEnd, MailServer, RefusedForGood, RefusedForNow, Security, SendOutcome, Sent

NOON = datetime(2026, 3, 24, 12, 0, tzinfo=UTC)
ID = "<delivery-00000000000000000000000000@sender.example>"


def _wrap(payload: bytes = b"TLP:AMBER\n\nIt happened.\n", **said: str) -> bytes:
    words = {
        "media_type": "text/plain",
        "file_name": "report.txt",
        "subject": "[TLP:AMBER] An agent forwarded mail",
        "body": "TLP:AMBER\n\nSee the attachment. Grüße\n",
        "sender": SENDER,
        "recipient": RECIPIENT,
        "message_id": ID,
    } | said
    return mail.wrap(
        payload,
        media_type=words["media_type"],
        file_name=words["file_name"],
        subject=words["subject"],
        body=words["body"],
        sender=words["sender"],
        recipient=words["recipient"],
        message_id=words["message_id"],
        date=NOON,
    )


# --- wrapped and unwrapped --------------------------------------------------------------------------------------------


@given(st.binary(max_size=3000), st.sampled_from(["text/plain", "application/json", "application/pdf", "text/html"]))
@example(b"", "text/plain")
@example(b"", "application/json")
@example(b".\r\n", "text/plain")
@example(b"\r\n.\r\nFrom me\n--=_boundary--\n", "application/json")
@example(b"a\rb\nc\r\nd", "text/plain")
def test_the_payload_comes_out_as_it_went_in(payload: bytes, media_type: str) -> None:
    wire = _wrap(payload, media_type=media_type)
    assert mail.unwrap(wire) == payload
    assert wire == _wrap(payload, media_type=media_type)


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=300), st.binary(max_size=200))
def test_every_line_of_every_message_is_one_that_any_server_takes(subject: str, payload: bytes) -> None:
    for media_type in ("text/plain", "application/pdf"):
        wire = _wrap(payload, media_type=media_type, subject=subject)
        assert wire.isascii()
        assert wire.endswith(b"\r\n")
        assert all(len(line) <= 998 for line in wire.split(b"\r\n"))  # RFC 5322 section 2.1.1
        assert b"\n" not in wire.replace(b"\r\n", b"")
        assert b"\r" not in wire.replace(b"\r\n", b"")
        assert mail.unwrap(wire) == payload


def test_a_text_is_the_message_itself() -> None:
    message = message_from_bytes(_wrap("TLP:AMBER\n\nGrüße\n".encode()), policy=SMTP)
    assert message.get_content_type() == "text/plain"
    assert message.get_content().startswith("TLP:AMBER\n\nGrüße")
    assert dict(message.items()) == {
        "From": SENDER,
        "To": RECIPIENT,
        "Subject": "[TLP:AMBER] An agent forwarded mail",
        "Date": "Tue, 24 Mar 2026 12:00:00 +0000",
        "Message-ID": ID,
        "MIME-Version": "1.0",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "base64",
    }


def test_anything_else_is_attached_behind_a_text_that_begins_with_the_label() -> None:
    wire = _wrap(b"%PDF", media_type="application/pdf", file_name="Bericht Nr. 7 – Grüße.pdf")
    message = message_from_bytes(wire, policy=SMTP)
    cover, attached = message.iter_parts()
    assert cover.get_content().splitlines() == ["TLP:AMBER", "", "See the attachment. Grüße"]
    assert (attached.get_content(), attached.get_filename()) == (b"%PDF", "Bericht Nr. 7 – Grüße.pdf")
    assert attached.get_content_disposition() == "attachment"


def test_another_message_has_another_boundary() -> None:
    ids = (ID, ID.replace("0@", "1@"))
    found = {message_from_bytes(_wrap(media_type="a/b", message_id=each)).get_boundary() for each in ids}
    assert len(found) == 2


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"subject": "[TLP:AMBER] x\r\nBcc: c@d.example"}, "subject"),
        ({"subject": "x\n\nbody"}, "subject"),
        ({"subject": "x\0"}, "subject"),
        ({"subject": "x\u2028Bcc: c@d"}, "subject"),
        ({"subject": "\u202eelpmaxe"}, "subject"),
        ({"subject": "x" * 401}, "subject"),
        ({"file_name": "a\r\nContent-Type: text/html"}, "file name"),
        ({"media_type": "a/b", "file_name": ""}, "file name"),
        ({"media_type": "a/b", "file_name": "../a"}, "file name"),
        ({"recipient": "a@b.example, c@d.example"}, "recipient"),
        ({"recipient": "a@b.example\r\nBcc: c@d.example"}, "recipient"),
        ({"recipient": "A <a@b.example>"}, "recipient"),
        ({"sender": "a@b.example\n"}, "sender"),
        ({"message_id": "<a@b>\r\nBcc: c@d"}, "Message-ID"),
        ({"message_id": "a@b"}, "Message-ID"),
        ({"message_id": "<a b@c>"}, "Message-ID"),
        ({"media_type": "text/plain; charset=x"}, "media type"),
        ({"media_type": "text/plain\r\nBcc: c@d"}, "media type"),
        ({"media_type": "message/rfc822"}, "media type"),
        ({"media_type": "multipart/mixed"}, "media type"),
    ],
)
def test_nothing_can_be_slipped_into_a_header(said: dict[str, str], complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint):
        _wrap(b"x", **said)


@pytest.mark.parametrize(
    "wire",
    [
        b"",
        b"no message",
        b"Subject: x\r\n\r\nplain text",
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: 8bit\r\n\r\nx\r\n",
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\na\r\n--x--\r\n",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\nno part",
        b"Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\na\r\n--x\r\n\r\nb\r\n--x--\r\n",
        _wrap().replace(b"VExQ", b"VE!Q"),
        _wrap(media_type="a/b").replace(b"\r\n--=_", b"\r\n--=_x"),
        _wrap(media_type="a/b")[:-60],
    ],
)
def test_what_is_no_message_of_ours_is_not_unwrapped(wire: bytes) -> None:
    with pytest.raises(BadInput):
        mail.unwrap(wire)


# --- sent -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def proof(desk: Desk) -> tuple[Approved, Live]:
    """What the road wants to see."""
    return proof_of(desk, plan(desk, a_case(desk)))


@pytest.fixture
def office() -> PostOffice:
    """Where the messages arrive."""
    return PostOffice()


def _no(outcome: SendOutcome, reason: DeliveryReason) -> str:
    assert isinstance(outcome, RefusedForNow)
    assert outcome.reason is reason
    return outcome.answer


@pytest.mark.parametrize("media_type", ["text/plain", "application/json"])
def test_the_server_gets_exactly_these_bytes_for_exactly_one_mailbox(
    proof: tuple[Approved, Live], office: PostOffice, media_type: str
) -> None:
    wire = _wrap(b"\n.\n..\n.a\r\n" * 50, media_type=media_type)
    with open_for_business(office) as server:
        outcome = mail.send(*proof, wire, MailEnd(recipient=RECIPIENT, server=server))
    assert outcome == Sent(answer="250 2.0.0 taken over as 4711")
    assert office.kept == [(SENDER, RECIPIENT, wire)]
    assert mail.unwrap(office.kept[0][2]) == b"\n.\n..\n.a\r\n" * 50
    assert office.helo == ["sender.example"]  # not the name of this machine


@pytest.mark.parametrize(
    ("mood", "answer"),
    [(Mood.BUSY, "451 4.3.0 try again later"), (Mood.FULL, "452 4.2.2 mailbox full"), (Mood.DISTRUSTS, "553 5.7.1")],
)
def test_refused_for_now_and_then_taken(
    proof: tuple[Approved, Live], office: PostOffice, mood: Mood, answer: str
) -> None:
    office.moods = [mood]
    with open_for_business(office) as server:
        end = MailEnd(recipient=RECIPIENT, server=server)
        assert _no(mail.send(*proof, _wrap(), end), DeliveryReason.REFUSED_FOR_NOW).startswith(answer)
        assert isinstance(mail.send(*proof, _wrap(), end), Sent)
    assert [kept[2] for kept in office.kept] == [_wrap()]


@pytest.mark.parametrize("mood", [Mood.UNKNOWN, Mood.DISLIKES])
def test_refused_for_good(proof: tuple[Approved, Live], office: PostOffice, mood: Mood) -> None:
    office.moods = [mood]
    with open_for_business(office) as server:
        outcome = mail.send(*proof, _wrap(), MailEnd(recipient=RECIPIENT, server=server))
    assert isinstance(outcome, RefusedForGood)
    assert outcome.answer.startswith("55")
    assert office.kept == []


def test_an_answer_is_kept_short_and_inert(proof: tuple[Approved, Live], office: PostOffice) -> None:
    office.moods = [Mood.BABBLES]
    with open_for_business(office) as server:
        outcome = mail.send(*proof, _wrap(), MailEnd(recipient=RECIPIENT, server=server))
    assert isinstance(outcome, RefusedForGood)
    assert len(outcome.answer) <= 300
    assert outcome.answer.isprintable()
    assert "⟨U+001B⟩" in outcome.answer


@pytest.mark.parametrize("mood", [Mood.HANGS_UP, Mood.KEEPS_AND_HANGS_UP])
def test_a_server_that_goes_away_is_tried_again_with_the_same_bytes(
    proof: tuple[Approved, Live], office: PostOffice, mood: Mood
) -> None:
    office.moods = [mood]
    with open_for_business(office) as server:
        end = MailEnd(recipient=RECIPIENT, server=server)
        _no(mail.send(*proof, _wrap(), end), DeliveryReason.NOT_REACHABLE)
        assert isinstance(mail.send(*proof, _wrap(), end), Sent)
    assert {kept[2] for kept in office.kept} == {_wrap()}  # once, or twice the same


def test_a_server_that_never_answers_is_left_alone_in_the_end(
    proof: tuple[Approved, Live], office: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_S", 0.3)
    office.moods = [Mood.SLOW]
    with open_for_business(office) as server:
        outcome = mail.send(*proof, _wrap(), MailEnd(recipient=RECIPIENT, server=server))
    assert "timed out" in _no(outcome, DeliveryReason.NOT_REACHABLE)


@contextmanager
def _a_dripping_server() -> Iterator[MailServer]:
    """One line of a greeting every tenth of a second, and never the last one."""
    over = threading.Event()

    def drip(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            while not over.wait(0.1):
                try:
                    connection.send(b"220-and\r\n")
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, args=(listener,))
        thread.start()
        port = int(listener.getsockname()[1])
        yield MailServer(host="127.0.0.1", port=port, security=Security.NONE, sender=SENDER)
        over.set()
        thread.join()


def test_a_server_that_drips_is_cut_off_at_the_deadline(
    proof: tuple[Approved, Live], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "DEADLINE_S", 0.6)
    with _a_dripping_server() as server:
        outcome = mail.send(*proof, _wrap(), MailEnd(recipient=RECIPIENT, server=server))
    _no(outcome, DeliveryReason.NOT_REACHABLE)


def test_nobody_there_is_not_reachable(proof: tuple[Approved, Live]) -> None:
    with open_for_business(PostOffice()) as server:
        pass
    outcome = mail.send(*proof, _wrap(), MailEnd(recipient=RECIPIENT, server=server))
    assert "not reachable" in _no(outcome, DeliveryReason.NOT_REACHABLE)
    assert "not reachable" in mail.look(server)


@pytest.mark.parametrize("other", ["someone@else.example", "DESK@agency.example", ""])
def test_a_message_goes_to_nobody_but_whom_it_is_written_to(
    proof: tuple[Approved, Live], office: PostOffice, other: str
) -> None:
    with open_for_business(office) as server:
        outcome = mail.send(*proof, _wrap(), MailEnd(recipient=other, server=server))
    assert isinstance(outcome, RefusedForGood)
    assert (office.kept, office.helo) == ([], [])


def test_what_is_no_message_is_not_sent(proof: tuple[Approved, Live], office: PostOffice) -> None:
    with open_for_business(office) as server:
        outcome = mail.send(*proof, b"To: x", MailEnd(recipient=RECIPIENT, server=server))
    assert isinstance(outcome, RefusedForGood)
    assert office.kept == []


# --- protected and logged in ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_server_is_trusted_by_its_certificate_alone(
    proof: tuple[Approved, Live],
    office: PostOffice,
    tmp_path: Path,
    security: Security,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    context, public = certificate(tmp_path)
    later = context if security is Security.STARTTLS else None
    with open_for_business(office, starttls=later, tls=None if later else context) as plain:
        end = MailEnd(recipient=RECIPIENT, server=replace(plain, host="localhost", security=security))
        unknown = mail.send(*proof, _wrap(), end)
        assert "certificate" in _no(unknown, DeliveryReason.NOT_REACHABLE).lower()
        monkeypatch.setenv("SSL_CERT_FILE", str(public))
        assert isinstance(mail.send(*proof, _wrap(), end), Sent)
        wrong = replace(end, server=replace(end.server, host="127.0.0.1"))  # a name that the certificate does not have
        assert "certificate" in _no(mail.send(*proof, _wrap(), wrong), DeliveryReason.NOT_REACHABLE).lower()
        assert mail.look(end.server) == ""
    assert len(office.kept) == 1


def test_a_server_without_starttls_gets_nothing_where_it_is_asked_for(
    proof: tuple[Approved, Live], office: PostOffice
) -> None:
    with open_for_business(office) as plain:
        end = MailEnd(recipient=RECIPIENT, server=replace(plain, security=Security.STARTTLS))
        outcome = mail.send(*proof, _wrap(), end)
    assert "STARTTLS" in _no(outcome, DeliveryReason.NOT_REACHABLE)
    assert office.kept == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_the_password_stands_in_a_file_and_a_wrong_one_can_be_mended(
    proof: tuple[Approved, Live], office: PostOffice, tmp_path: Path
) -> None:
    file = tmp_path / "smtp-password"
    with open_for_business(office, login=True) as plain:
        end = MailEnd(recipient=RECIPIENT, server=replace(plain, username="desk", password_file=str(file)))
        assert "cannot be read" in _no(mail.send(*proof, _wrap(), end), DeliveryReason.NOT_REACHABLE)
        file.write_text("wrong\n")
        said = _no(mail.send(*proof, _wrap(), end), DeliveryReason.REFUSED_FOR_NOW)
        assert said.startswith("535")
        assert "wrong" not in said
        file.write_text("p4ss word\n")
        assert isinstance(mail.send(*proof, _wrap(), end), Sent)
        assert mail.look(end.server) == ""
    assert office.logins[-1] == ("desk", "p4ss word")
    assert len(office.kept) == 1
