"""Mail: one message, one mailbox, the same bytes at every attempt.

`wrap` makes the message once, when a delivery is planned; `send` hands exactly those bytes to the server. A repeat has
the same Message-ID (RFC 5322 section 3.6.4), so that a recipient sees one message. Answers of the server: RFC 5321
section 4.2.1 (4yz: try again, 5yz: do not).
"""

import smtplib
import socket
import ssl
import threading
from base64 import encodebytes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from pathlib import Path
from re import compile as pattern

from tocsin.vocab.delivery import DeliveryReason
from tocsin.vocab.errors import BadInput
from tocsin.vocab.exercise import Live
from tocsin.vocab.notice import Notice, subject_of, text_of
from tocsin.vocab.release import Approved
from tocsin.vocab.road import MAILBOX, MailEnd, MailServer, RefusedForGood, RefusedForNow, Security, SendOutcome, Sent
from tocsin.vocab.visible import one_line, visible

NAME = "mail"
SUMMARY = "SMTP to one mailbox"

TIMEOUT_S = 30  # for one answer; RFC 5321 section 4.5.3.2 allows minutes, a relay of one's own answers in seconds
DEADLINE_S = 180  # for all of it: a server that drips one sign a second is left alone then

_SAID = 300  # signs of an answer that are kept
_WORDS = 400  # signs of a subject or a file name; longer ones are folded so often that readers cut them
_MESSAGE_ID = pattern(r"<[A-Za-z0-9._=+-]{1,100}@[A-Za-z0-9.-]{1,253}>\Z")
_MEDIA_TYPE = pattern(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}\Z")  # RFC 6838 section 4.2
_STRICT = SMTP.clone(raise_on_defect=True)


class _No(Exception):
    """The server said no, or what came is no answer; the text is what it said."""

    def __init__(self, code: int, said: bytes | str) -> None:
        self.code = code
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        super().__init__(one_line(f"{code} {text}" if code else text, _SAID))


def wrap(
    payload: bytes,
    *,
    media_type: str,
    file_name: str,
    subject: str,
    body: str,
    sender: str,
    recipient: str,
    message_id: str,
    date: datetime,
) -> bytes:
    """The whole message as it goes out, the same for the same arguments; BadInput where one cannot stand in a header.

    A payload of text/plain (UTF-8) is the text of the message, and `body` is not used. Any other is attached as
    `file_name` behind the text `body`. The TLP label stands in front of the subject and of the text (FIRST, "Traffic
    Light Protocol (TLP)", version 2.0, August 2022, on messaging): who renders them sees to that.
    """
    _check_mailboxes(sender, recipient, message_id)
    _check_words(subject, file_name)
    _check_media_type(media_type, file_name)
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    message["MIME-Version"] = "1.0"
    if media_type == "text/plain":
        _set(message, payload, "text/plain", charset="utf-8")
        return message.as_bytes()
    cover, attached = EmailMessage(policy=SMTP), EmailMessage(policy=SMTP)
    _set(cover, body.encode(), "text/plain", charset="utf-8")
    _set(attached, payload, media_type)
    attached.add_header("Content-Disposition", "attachment", filename=file_name)
    # No line of base64 and no header of a part begins so; hence the boundary is in no part (RFC 2046 section 5.1.1).
    boundary = f"=_{sha256(message_id.encode()).hexdigest()[:40]}"
    message.add_header("Content-Type", "multipart/mixed", boundary=boundary)
    message.set_payload([cover, attached])
    return message.as_bytes()


def unwrap(wire: bytes) -> bytes:
    """The payload of a message that `wrap` made, byte for byte; BadInput where it is none."""
    message = _parsed(wire)
    if message.get_content_type() == "text/plain":
        return _content(message)
    parts = message.get_payload() if message.get_content_type() == "multipart/mixed" else []
    if not isinstance(parts, list) or len(parts) != 2:
        raise BadInput("this is not a message of ours: it has no text, or not exactly one attachment")
    attached = parts[1]
    assert isinstance(attached, EmailMessage), "the policy SMTP makes these"
    return _content(attached)


def send(approved: Approved, live: Live, wire: bytes, end: MailEnd) -> SendOutcome:
    """Hand the message to the server, for one mailbox, the one that the message itself names."""
    try:
        named = _parsed(wire)["To"]
    except BadInput as fault:
        return RefusedForGood(answer=str(fault))
    if str(named) != end.recipient or not MAILBOX.match(end.recipient):
        return RefusedForGood(answer="the message is written to another mailbox than the one this road ends at")
    return _sent(wire, end)


def tell(notice: Notice, end: MailEnd) -> SendOutcome:
    """Tell one mailbox that something waits. A repeat of the same notice has the same Message-ID."""
    sender = end.server.sender
    wire = wrap(
        text_of(notice).encode(),
        media_type="text/plain",
        file_name="",
        subject=subject_of(notice),
        body="",
        sender=sender,
        recipient=end.recipient,
        message_id=f"<notice-{notice.number}@{sender.rpartition('@')[2]}>",
        date=notice.at,
    )
    return _sent(wire, end)


def look(server: MailServer) -> str:
    """What stands in the way of talking to the server: the connection, its key, the login; "" where nothing does."""
    try:
        with _talking(server):
            return ""
    except _No as no:
        return str(no)


def _check_mailboxes(sender: str, recipient: str, message_id: str) -> None:
    for what, mailbox in (("sender", sender), ("recipient", recipient)):
        if not MAILBOX.match(mailbox):
            raise BadInput(f"the {what} is not one plain mail address", hint="name@example.org, in ASCII, without <>")
    if not _MESSAGE_ID.match(message_id):
        raise BadInput("the Message-ID is not of the form <id@domain>")


def _check_words(subject: str, file_name: str) -> None:
    for what, text in (("subject", subject), ("file name", file_name)):
        if text != visible(text) or len(text) > _WORDS:
            raise BadInput(f"the {what} has line ends or hidden signs in it, or over {_WORDS} signs")


def _check_media_type(media_type: str, file_name: str) -> None:
    if not _MEDIA_TYPE.match(media_type) or media_type.startswith(("multipart/", "message/")):
        raise BadInput(f"{media_type[:60]!r} is no media type of an attachment")
    if media_type != "text/plain" and (not file_name or "/" in file_name):
        raise BadInput("an attachment needs a plain file name")


def _set(part: EmailMessage, content: bytes, media_type: str, *, charset: str | None = None) -> None:
    """Base64, whatever the content: no server on the way then has a reason to change a byte."""
    part.add_header("Content-Type", media_type, **({"charset": charset} if charset else {}))
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(encodebytes(content).decode("ascii"))


def _parsed(wire: bytes) -> EmailMessage:
    try:
        message = message_from_bytes(wire, policy=_STRICT)
    except (MessageError, ValueError, LookupError) as fault:
        raise BadInput("this is not a message of ours: it breaks the format of mail") from fault
    assert isinstance(message, EmailMessage), "the policy SMTP makes these"
    return message


def _content(part: EmailMessage) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (MessageError, ValueError) as fault:
        raise BadInput("this is not a message of ours: its base64 is broken") from fault
    if part["Content-Transfer-Encoding"] != "base64" or not isinstance(content, bytes):
        raise BadInput("this is not a message of ours: its content is not in base64")
    return content


class _Plain(smtplib.SMTP):
    """A connection that ends at the deadline: the library bounds each wait for a sign, never the whole."""

    watch: threading.Timer | None = None

    def getreply(self) -> tuple[int, bytes]:
        """The next answer; the watch begins before the first one."""
        if self.watch is None:
            self.watch = threading.Timer(DEADLINE_S, self._cut)
            self.watch.daemon = True
            self.watch.start()
        return super().getreply()

    def close(self) -> None:
        """End it, and the watch."""
        if self.watch is not None:
            self.watch.cancel()
        super().close()

    def _cut(self) -> None:
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)  # wakes whoever waits for it


class _Protected(_Plain, smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""


@contextmanager
def _talking(to: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection that is protected and logged in as the settings say; _No where it does not come to be, or breaks."""
    with _faults():
        server = _connected(to)
        try:
            if to.security is Security.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if to.username:
                server.login(to.username, _password(to.password_file))
            yield server
            with suppress(smtplib.SMTPException, OSError):
                server.quit()  # what was taken over is taken over, however they part
        finally:
            server.close()


def _connected(to: MailServer) -> smtplib.SMTP:
    # The name in EHLO goes into the Received lines: the sender's domain says no more than the sender does.
    name = to.sender.rpartition("@")[2]
    if to.security is Security.TLS:
        return _Protected(
            to.host, to.port, local_hostname=name, timeout=TIMEOUT_S, context=ssl.create_default_context()
        )
    return _Plain(to.host, to.port, local_hostname=name, timeout=TIMEOUT_S)


def _password(file: str) -> str:
    try:
        return Path(file).read_text("utf-8").removesuffix("\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise _No(0, f"the password file {file} cannot be read") from fault


def _sent(wire: bytes, end: MailEnd) -> SendOutcome:
    try:
        with _talking(end.server) as server:
            return _hand_over(server, wire, end)
    except _No as no:  # to the connection, not to this message: another time it may be better
        reason = DeliveryReason.REFUSED_FOR_NOW if no.code else DeliveryReason.NOT_REACHABLE
        return RefusedForNow(reason=reason, answer=str(no))


def _hand_over(server: smtplib.SMTP, wire: bytes, end: MailEnd) -> SendOutcome:
    server.ehlo_or_helo_if_needed()
    code, said = server.mail(end.server.sender)
    if not _is_yes(code):  # about us and our settings, which may be mended; not about this message
        return RefusedForNow(reason=DeliveryReason.REFUSED_FOR_NOW, answer=str(_No(code, said)))
    code, said = server.rcpt(end.recipient)
    if _is_yes(code):
        code, said = _data(server, wire)
    answer = str(_No(code, said))
    if _is_yes(code):
        return Sent(answer=answer)
    if 500 <= code <= 599:
        return RefusedForGood(answer=answer)
    return RefusedForNow(reason=DeliveryReason.REFUSED_FOR_NOW, answer=answer)


def _data(server: smtplib.SMTP, wire: bytes) -> tuple[int, bytes]:
    try:
        return server.data(wire)
    except smtplib.SMTPDataError as no:  # before the message, not after it
        said = no.smtp_error
        return no.smtp_code, said if isinstance(said, bytes) else said.encode()


def _is_yes(code: int) -> bool:
    return 200 <= code <= 299


@contextmanager
def _faults() -> Iterator[None]:
    """Turn what the library and the network raise into a no."""
    try:
        yield
    except smtplib.SMTPResponseException as no:
        raise _No(no.smtp_code, no.smtp_error) from no
    except smtplib.SMTPNotSupportedError as fault:
        raise _No(0, f"the server does not do what is asked of it: {fault}") from fault
    except (smtplib.SMTPException, OSError) as fault:
        raise _No(0, f"not reachable: {fault}") from fault
