"""Mail (.eml): headers, texts, attachments, all kept, none rendered.

Source: RFC 5322, RFC 2045 to 2047, RFC 6532. The library's lenient policy splits the message; its strict header parser
takes seconds for a header made of quotation marks, so headers are decoded by RFC 2047 alone. HTML stays bytes.
"""

import codecs
import email
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

from msgspec import Struct

from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.foreign import caption, clean, details
from tocsin.vocab.foreign_code import foreign_ids_within
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.limits import LIMITS
from tocsin.vocab.reading import ForeignId, InboundObject, Place, Reading
from tocsin.vocab.sample import Sample

NAME = "mail"
SUMMARY = "mail message (.eml) with attachments and forwarded messages"

_DEPTH = 20  # levels of parts within parts; real mail has three or four
_HEADER_CHARS = 16_384  # signs of one header that is decoded; RFC 5322 section 2.1.1 allows 998 a line
_SPLITTING = 1_000_000_000  # sum of squares of the lengths of Content-* headers: the library's splitter is quadratic
_STEPS = 4_000_000  # lines times multipart declarations: what the library looks at, about two seconds
_HEADERS_TYPE = "text/rfc822-headers"  # RFC 6522 section 4

_FIELD = re.compile(
    rb"([A-Za-z][A-Za-z0-9_-]{0,79})[ \t]*:"
)  # narrower than RFC 5322 section 2.2, as all real ones are
_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")
_MAILBOX = re.compile(rb"\n\r?\nFrom [^\r\n]{1,200}[0-9]{4}\r?\n")  # RFC 4155, the default mbox format
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,127}/[a-z0-9!#$&^_.+-]{1,127}")  # RFC 6838 section 4.2
_CONTENT_FIELD = re.compile(rb"(?i)(?:^|[\r\n])content-[a-z-]{1,40}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*|\r[ \t][^\r\n]*)*")
_TELLING = frozenset({b"from", b"to", b"subject", b"date", b"message-id", b"received", b"return-path", b"mime-version"})
_SHOWN = ("From", "To", "Cc", "Reply-To", "Return-Path", "Date", "Message-ID", "In-Reply-To", "References", "X-Mailer")
_TICKET = re.compile(
    r"\[(?:#?([A-Z][A-Z0-9]{1,15}-[0-9]{1,10})|((?:INC|RITM|PRB|CHG|CS|SIR)[0-9]{5,12})|#([0-9]{1,10}))\]"
)

# What the library raises on broken mail: unknown charsets, bad base64, wrong types inside, nesting without end.
_LIBRARY_FAULTS = (LookupError, ValueError, AttributeError, TypeError, AssertionError, RecursionError)

# Charsets that are decoded: plain tables. Others (idna, punycode, unicode_escape) are programs, some of them slow.
_CHARSETS = re.compile(
    r"(?:ascii|utf-8|utf-8-sig|utf-16(?:-[lb]e)?|utf-32(?:-[lb]e)?|latin_1|iso8859-[0-9]{1,2}|cp[0-9]{3,4}|koi8-[rtu]|"
    r"mac-[a-z]+|gb2312|gbk|gb18030|big5|shift_jis|euc_jp|euc_kr|iso2022_jp|iso2022_kr|tis-620|hz)"
)

_AS_IT_WAS = compat32.clone(max_line_length=0)  # no header is folded anew


class _Found(Struct, frozen=True, kw_only=True):
    """One leaf or message met on the way down; `number` as IMAP counts parts (RFC 3501 section 6.4.5)."""

    number: str
    part: Message
    level: int  # how many messages deep: 0 is the mail itself


def recognise(sample: Sample) -> int:
    """95 for a block of at least three of a mail's header fields at the top, 60 for two with a sender."""
    telling = _fields(sample.head) & _TELLING
    if len(telling) >= 3:
        return 95
    return 60 if len(telling) == 2 and b"from" in telling else 0


def read(sample: Sample) -> Reading:
    """Headers, texts and attachments as objects; what is broken is listed, and the headers are read in any case."""
    data = sample.data
    if len(data) > LIMITS.document_bytes:
        raise TooMuch(f"the mail has {len(data):,} bytes; at most {LIMITS.document_bytes:,} are read")
    if not _fields(sample.head):
        raise BadInput("line 1: no mail header", hint="give the raw message as saved by the mail program")
    found = Gathering()
    block = _BLANK_LINE.split(data, maxsplit=1)[0]
    mail = _split(data, block, found)
    subject = _header(mail, "Subject", found)
    _keep_headers(mail, block, caption(subject or ""), "", found)
    texts: list[str] = []
    for each in _walk(mail, found):
        texts += _read_part(each, found)
    if mail.defects:
        found.miss(
            Place(line=1), f"the message breaks the format ({len(mail.defects):,} faults); read as far as it goes"
        )
    if data.startswith(b"From ") and (more := len(_MAILBOX.findall(data))):
        found.miss(
            Place(line=1), f"a mailbox: about {more:,} further messages are kept with the whole; save them singly"
        )
    found.name_ids((*foreign_ids_within(subject or ""), *_ticket_ids(subject or "")))
    return found.reading(
        format_name=NAME,
        kind=ItemKind.MESSAGE,
        title=subject,
        text="\n\n".join(texts) or None,
        reported_at=_header(mail, "Date", None),
        reporter=_header(mail, "From", None),
    )


def _fields(head: bytes) -> frozenset[bytes]:
    """The names of the header fields at the top, in lower case; none where the first line is no field."""
    names: list[bytes] = []
    lines = head.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n")
    for number, line in enumerate(lines):
        found = _FIELD.match(line)
        if found:
            names.append(found.group(1).lower())
        elif not (line.startswith((b" ", b"\t")) and names) and not (number == 0 and line.startswith(b"From ")):
            break
    return frozenset(names)


def _split(data: bytes, block: bytes, found: Gathering) -> Message:
    """The message as the library splits it; only its headers where splitting would cost too much or fails."""
    lines = data.count(b"\n") + data.count(b"\r")
    small = data.lower()
    declarations = small.count(b"multipart/") + small.count(b"message/")
    headers = sum(len(each.group()) ** 2 for each in _CONTENT_FIELD.finditer(data))
    why = "the body is nested or broken beyond reading"
    if lines * (1 + declarations) <= _STEPS and headers <= _SPLITTING:
        try:
            return email.message_from_bytes(data, policy=compat32)
        except _LIBRARY_FAULTS:
            pass  # answered below: the headers are read, the body is listed
    else:
        why = "the body has too many lines, parts or parameters to be split"
    found.miss(Place(line=block.count(b"\n") + 2), f"{why}; it is kept with the whole")
    bare = b"\n".join(line for line in block.split(b"\n") if not line.lower().startswith(b"content-"))
    return BytesHeaderParser(policy=compat32).parsebytes(bare)


def _walk(mail: Message, found: Gathering) -> Iterator[_Found]:
    """Leaves and forwarded messages in document order."""
    waiting: list[tuple[_Found, int]] = [(_Found(number="", part=mail, level=0), 0)]
    met = 0
    while waiting:
        each, depth = waiting.pop()
        met += 1
        if met > LIMITS.mail_parts:
            found.miss(Place(), f"more than {LIMITS.mail_parts:,} parts; the rest is kept with the whole")
            return
        forwarded = each.part.get_content_type() == "message/rfc822"
        inside = each.part.get_payload() if each.part.is_multipart() else None
        descend = isinstance(inside, list) and (forwarded or each.part.get_content_maintype() == "multipart")
        if not descend or forwarded:
            yield each
        if descend and depth >= _DEPTH:
            found.miss(Place(), f"part {each.number}: nested deeper than {_DEPTH} levels; kept with the whole")
        elif descend and isinstance(inside, list):
            level = each.level + forwarded
            prefix = f"{each.number}." if each.number else ""
            several = [
                (_Found(number=f"{prefix}{place}", part=part, level=level), depth + 1)
                for place, part in enumerate(inside, start=1)
                if isinstance(part, Message)
            ]
            waiting += reversed(several)


def _read_part(each: _Found, found: Gathering) -> tuple[str, ...]:
    """One part as an object; the words that belong to the account, which are the mail's own plain texts alone."""
    part = each.part
    number = each.number or "1"
    if part.is_multipart():
        _keep_forwarded(each, number, found)
        return ()
    try:
        payload = part.get_payload(decode=True)
    except _LIBRARY_FAULTS:
        payload = None
    if not isinstance(payload, bytes):
        found.miss(Place(), f"part {number}: its transfer encoding is broken; kept with the whole")
        return ()
    if part.defects:
        found.miss(Place(), f"part {number}: breaks the format; decoded as far as it goes")
    name = _decoded(_file_name(part))
    media_type = part.get_content_type()
    attached = name is not None or part.get_content_disposition() == "attachment"
    words = None if attached or media_type != "text/plain" else _words(part, payload, number, found)
    inline = not attached and media_type.startswith("text/") and (words is not None or media_type != "text/plain")
    if inline and not payload.strip():
        return ()
    found.add(
        InboundObject(
            kind=ItemKind.MESSAGE if inline else ItemKind.ATTACHMENT,
            data=payload if words is None else words.encode("utf-8"),
            media_type=media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream",
            label=caption(name or f"part {number}"),
            details=details({"part": number, "file name": name, "content id": _decoded(_raw(part, "Content-ID"))}),
        )
    )
    return (words,) if words is not None and each.level == 0 else ()


def _keep_forwarded(each: _Found, number: str, found: Gathering) -> None:
    """A message within the mail, written out again where it is the outermost, else its headers; its parts follow."""
    inside = each.part.get_payload()
    inner = inside[0] if isinstance(inside, list) and inside and isinstance(inside[0], Message) else each.part
    try:
        whole = inner.as_bytes(policy=_AS_IT_WAS) if each.level == 0 else b""
    except _LIBRARY_FAULTS:
        whole = b""
        found.miss(
            Place(), f"part {number}: cannot be written out again; its parts stand alone, it is kept with the whole"
        )
    subject = _header(inner, "Subject", found)
    if not whole:
        block = b"\n".join(_bytes_of(f"{name}: {value}") for name, value in inner.raw_items())
        _keep_headers(inner, block, caption(subject or ""), number, found)
        return
    found.add(
        InboundObject(
            kind=ItemKind.MESSAGE,
            data=whole,
            media_type="message/rfc822",
            label=caption(subject or f"part {number}"),
            at=_header(inner, "Date", None),
            details=details({"part": number, **_shown(inner)}),
        )
    )


def _keep_headers(message: Message, block: bytes, label: str, number: str, found: Gathering) -> None:
    found.add(
        InboundObject(
            kind=ItemKind.MESSAGE,
            data=block,
            media_type=_HEADERS_TYPE,
            label=label,
            at=_header(message, "Date", None),
            details=details({"part": number or None, **_shown(message)}),
        )
    )


def _shown(message: Message) -> dict[str, object]:
    return {name.lower(): _header(message, name, None) for name in _SHOWN}


def _words(part: Message, payload: bytes, number: str, found: Gathering) -> str | None:
    """A text in its declared charset; None, and listed, where it has none that works."""
    try:
        charset = part.get_content_charset("utf-8")
    except _LIBRARY_FAULTS:
        charset = "unreadable"
    words = _text_in(payload, charset)
    if words is None:
        found.miss(Place(), f"part {number}: its charset is unknown or does not fit; kept as bytes")
    return words


def _text_in(payload: bytes, charset: str) -> str | None:
    try:
        codec = codecs.lookup(charset)
        name = "utf-8" if codec.name == "ascii" else codec.name  # senders say us-ascii and write UTF-8
        return payload.decode(name) if _CHARSETS.fullmatch(name) else None
    except (LookupError, ValueError):
        return None


def _file_name(part: Message) -> str | None:
    try:
        return part.get_filename()
    except _LIBRARY_FAULTS:
        return "unreadable name"


def _header(message: Message, name: str, found: Gathering | None) -> str | None:
    """A header as text; one that is too long is listed, once, where `found` is given."""
    raw = _raw(message, name)
    if raw is not None and len(raw) > _HEADER_CHARS:
        if found is not None:
            found.miss(Place(), f"the header {name} has {len(raw):,} signs; kept, not decoded")
        return None
    return _decoded(raw)


def _raw(message: Message, name: str) -> str | None:
    return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), None)


def _decoded(raw: str | None) -> str | None:
    """A raw header value unfolded, its encoded words decoded; as it stands where they are broken."""
    if raw is None:
        return None
    plain = _bytes_of(raw[:_HEADER_CHARS].replace("\r", "").replace("\n", "")).decode("utf-8", "replace").strip()
    try:
        pieces = [_piece(content, charset) for content, charset in decode_header(plain)]
    except (HeaderParseError, *_LIBRARY_FAULTS):
        return plain or None
    return plain if None in pieces else clean("".join(each for each in pieces if each)) or None


def _piece(content: bytes | str, charset: str | None) -> str | None:
    if isinstance(content, str):
        return content
    return _text_in(content, charset or "utf-8") if charset else content.decode("raw_unicode_escape")


def _bytes_of(raw: str) -> bytes:
    """The bytes behind a header value: the library carries bytes beyond ASCII as lone surrogates."""
    try:
        return raw.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a charset named in a parameter can make others
        return raw.encode("utf-8", "replace")


def _ticket_ids(subject: str) -> tuple[ForeignId, ...]:
    """Ticket numbers as trackers put them in a subject: in square brackets."""
    return tuple(
        ForeignId(scheme="ticket", value=next(filter(None, each.groups()))) for each in _TICKET.finditer(subject)
    )
