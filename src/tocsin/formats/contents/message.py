"""Mail messages whose words are encoded: headers, texts, attachments.

Sources: RFC 5322; RFC 2045 to 2047. A message that is plain text throughout is read as the text that it is.
"""

import email
import re
from collections.abc import Callable
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.policy import compat32

from tocsin.vocab.contents import TEXT_COPY, Contents, Opening
from tocsin.vocab.errors import BadInput

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,79})[ \t]*:")
_TELLING = frozenset({b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path"})
_ENCODED = re.compile(rb"(?im)^content-transfer-encoding:[ \t]*(?:base64|quoted-printable)|=\?[a-z0-9-]{2,20}\?[bq]\?")
_PARTED = re.compile(rb"(?im)^content-type:\s*multipart/")
_STEPS = 4_000_000  # lines times parts: what the library looks at, some seconds
_SPLITTING = 1_000_000_000  # sum of squares of the lengths of Content-* headers: the library's splitter is quadratic
_CONTENT_FIELD = re.compile(rb"(?i)(?:^|[\r\n])content-[a-z-]{1,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*|\r[ \t][^\r\n]*)*")
_HEADER_CHARS = 16_384  # of one header that is decoded; RFC 5322 section 2.1.1 allows 998 a line
_FAULTS = (LookupError, ValueError, AttributeError, TypeError, AssertionError, RecursionError)  # on broken mail


def is_message(head: bytes) -> bool:
    """Whether a file begins with the headers of a message that is more than plain text."""
    block = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    names = {match.group(1).lower() for line in block.split(b"\n") if (match := _FIELD.match(line))}
    first = block.split(b"\n", 1)[0]
    begins = _FIELD.match(first) is not None or first.startswith(b"From ")
    return begins and len(names & _TELLING) >= 2 and bool(_ENCODED.search(head) or _PARTED.search(block))


def read(data: bytes, opening: Opening, inner: Callable[[bytes], Contents | None]) -> Contents:
    """Headers as they are meant, texts decoded, attachments opened."""
    small = data.lower()
    splitting = sum(len(each.group()) ** 2 for each in _CONTENT_FIELD.finditer(data))
    if (
        splitting > _SPLITTING
        or data.count(b"\n") * (1 + small.count(b"multipart/") + small.count(b"message/")) > _STEPS
    ):
        raise BadInput("the message has too many lines or parts to be split", hint="scan its parts one by one")
    try:
        whole = email.message_from_bytes(data, policy=compat32)
    except _FAULTS as fault:
        raise BadInput("the message is broken beyond reading", hint="scan its parts one by one") from fault
    attachments = parts = 0
    waiting = [(whole, 0)]
    while waiting:
        part, depth = waiting.pop()
        parts += 1
        if parts > opening.limits.mail_parts or depth > opening.limits.depth:
            opening.miss("further parts: there are too many, or they are nested too deep")
            break
        if part is whole or part.get("From"):
            _headers(part, "headers" if part is whole else f"headers of a message within, part {parts}", opening)
        within = part.get_payload()
        if isinstance(within, list):
            waiting += [(one, depth + 1) for one in reversed(within) if isinstance(one, Message)]
            continue
        section = f"part {parts}"
        if _is_attached(part):
            attachments += 1
            section = f"attachment {attachments}"
            opening.fact("attachments")
        _body(part, section, opening, inner)
    return opening.contents("mail message", TEXT_COPY)


def _headers(message: Message, section: str, opening: Opening) -> None:
    for number, (name, value) in enumerate(message.raw_items(), start=1):
        opening.add(section, f"{name}: {_decoded(str(value))}", f"header {number}")


def _body(part: Message, section: str, opening: Opening, inner: Callable[[bytes], Contents | None]) -> None:
    try:
        name, kind = part.get_filename() or "", part.get_content_type()
        data = part.get_payload(decode=True)
        charset = part.get_content_charset("utf-8")
    except _FAULTS:
        opening.miss(f"{section}: its encoding is broken")
        return
    opening.add(section, f"file name: {_decoded(name)}" if name else "", "name")
    if not isinstance(data, bytes):
        opening.miss(f"{section}: its encoding is broken")
        return
    opening.unpack(len(data))
    if kind.startswith("text/") and not _is_attached(part):
        opening.add(section, _text(data, charset))
        return
    opening.look_into(section, data, inner)


def _is_attached(part: Message) -> bool:
    try:
        kind = part.get_content_maintype()
        return kind not in {"text", "multipart", "message"} or part.get_content_disposition() == "attachment"
    except _FAULTS:
        return True


def _text(data: bytes, charset: str) -> str:
    """In its charset where that is a table of signs; others are programs, some of them slow."""
    is_table = re.fullmatch(r"[a-z]{2,8}[-_]?(?:8859[-_][0-9]{1,2}|[0-9]{1,5}|[ru])?|ks_c_5601-1987", charset)
    try:
        return data.decode(charset if is_table and charset not in {"idna", "punycode"} else "utf-8")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")


def _decoded(raw: str) -> str:
    plain = raw[:_HEADER_CHARS].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    plain = plain.replace("\r", "").replace("\n", "")
    try:
        pieces = decode_header(plain)
    except (HeaderParseError, *_FAULTS):
        return plain
    return "".join(one if isinstance(one, str) else _text(one, code or "latin-1") for one, code in pieces)
