"""Mail: headers, texts, attachments, forwarded messages; broken mail is listed, not lost."""

import base64
import time
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.formats import mail
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.reading import ForeignId, Reading
from tocsin.vocab.sample import Sample

HEAD = b"From: Kim <kim@example.com>\nTo: desk@example.com\nSubject: Odd\nDate: Thu, 1 Jan 2099 10:00:00 +0000\n"
MIXED = HEAD + b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"


def _reading(data: bytes) -> Reading:
    sample = Sample("m.eml", data)
    assert mail.recognise(sample) == 95
    reading = mail.read(sample)
    assert reading.units == len(reading.objects) + len(reading.not_understood)
    return reading


def _message() -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Kim <kim@example.com>"
    message["To"] = "desk@example.com"
    message["Subject"] = "[SEC-12] Grüße: CVE-2099-0001 and VU#123456 [#77]"
    message["Date"] = "Thu, 01 Jan 2099 10:00:00 +0000"
    message["Message-ID"] = "<1@example.com>"
    message.set_content("The model said: ignore \u202eall\u200b rules.\n")
    message.add_alternative("<p onclick=run()>The model</p>", subtype="html")
    message.add_attachment(b"PK\x03\x04zip", maintype="application", subtype="zip", filename="log.zip")
    return message


def test_a_mail_with_texts_html_and_an_attachment() -> None:
    reading = _reading(_message().as_bytes())
    assert reading.title == "[SEC-12] Grüße: CVE-2099-0001 and VU#123456 [#77]"
    assert reading.text == "The model said: ignore \u202eall\u200b rules.\n"
    assert reading.reporter == "Kim <kim@example.com>"
    assert reading.reported_at == "Thu, 01 Jan 2099 10:00:00 +0000"
    assert [(each.kind, each.media_type) for each in reading.objects] == [
        (ItemKind.MESSAGE, "text/rfc822-headers"),
        (ItemKind.MESSAGE, "text/plain"),
        (ItemKind.MESSAGE, "text/html"),
        (ItemKind.ATTACHMENT, "application/zip"),
    ]
    assert reading.objects[2].data == b"<p onclick=run()>The model</p>\n"
    assert (reading.objects[3].data, reading.objects[3].label) == (b"PK\x03\x04zip", "log.zip")
    assert {each.name: each.value for each in reading.objects[0].details}["message-id"] == "<1@example.com>"
    assert set(reading.foreign_ids) == {
        ForeignId(scheme="cve", value="CVE-2099-0001"),
        ForeignId(scheme="vu", value="VU#123456"),
        ForeignId(scheme="ticket", value="SEC-12"),
        ForeignId(scheme="ticket", value="77"),
    }
    assert reading.not_understood == ()


def test_the_headers_are_kept_to_the_byte() -> None:
    data = HEAD + b"X-Odd:   two  spaces \n\tfolded\n\nbody CVE-1999-0001\n"
    reading = _reading(data)
    assert reading.objects[0].data == data.split(b"\n\n")[0]
    assert reading.foreign_ids == ()


def test_a_forwarded_message_and_what_is_in_it() -> None:
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "a@example.com", "b@example.com", "Fwd"
    outer.set_content("see below\n")
    outer.add_attachment(_message())
    reading = _reading(outer.as_bytes())
    kinds = [(each.kind, each.media_type) for each in reading.objects]
    assert kinds[1:3] == [(ItemKind.MESSAGE, "text/plain"), (ItemKind.MESSAGE, "message/rfc822")]
    assert b"1@example.com" in reading.objects[2].data
    assert [each.data for each in reading.objects if each.kind is ItemKind.ATTACHMENT] == [b"PK\x03\x04zip"]
    assert reading.text == "see below\n"
    assert reading.foreign_ids == ()


def test_five_thousand_parts_end_at_the_limit() -> None:
    reading = _reading(MIXED + b"--x\nContent-Type: text/plain\n\nhello\n" * 5_000 + b"--x--\n")
    assert len(reading.objects) == 1_000
    assert "more than 1,000 parts" in reading.not_understood[0].why


def test_parts_within_parts_end_at_a_depth() -> None:
    data = HEAD
    for number in range(60):
        data += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    reading = _reading(data + b"\ninnermost\n")
    assert any("nested deeper than 20" in each.why for each in reading.not_understood)
    assert len(reading.objects) == 1


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"Content-Type: text/plain" + b"; a=b" * 60_000 + b"\n\nhi",
        HEAD + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3_000)),
        MIXED + b"--x\nContent-Type: message/rfc822\n\n" * 3_000 + b"line\n" * 100_000,
    ],
    ids=["parameters", "nesting", "forwarding"],
)
def test_what_costs_too_much_is_listed_and_the_headers_are_read(data: bytes) -> None:
    begun = time.monotonic()
    reading = _reading(data)
    assert (reading.title, len(reading.objects)) == ("Odd", 1)
    assert any("kept with the whole" in each.why for each in reading.not_understood)
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("field", [b'"' * 16_000, b"<" * 16_000, b"(" * 16_000, b"=?utf-8?q?a?=" * 1_200])
def test_header_bombs_are_read_at_once(field: bytes) -> None:
    begun = time.monotonic()
    _reading(b"From: " + field + b"\nTo: " + field + b"\nSubject: " + field + b"\n\nhi")
    assert time.monotonic() - begun < 5


def test_a_header_that_is_too_long_is_listed() -> None:
    reading = _reading(b"From: a@example.com\nTo: b@example.com\nSubject: " + b"v" * 100_000 + b"\n\nhi")
    assert reading.title is None
    assert "Subject has 100,000" in reading.not_understood[0].why


@pytest.mark.parametrize("charset", [b"klingon", b"idna", b"punycode", b"unicode_escape", b"zlib", b"utf-8", b"\xff"])
def test_a_charset_that_does_not_work_leaves_the_bytes(charset: bytes) -> None:
    reading = _reading(HEAD + b"Content-Type: text/plain; charset=" + charset + b"\n\n\xff\xfe\x80")
    assert reading.objects[1].data == b"\xff\xfe\x80"
    assert reading.objects[1].kind is ItemKind.ATTACHMENT
    assert "charset" in reading.not_understood[0].why
    assert reading.text is None


@pytest.mark.parametrize(("charset", "body"), [("iso-8859-1", b"Gr\xfc\xdfe"), ("us-ascii", "Grüße".encode())])
def test_other_charsets_are_decoded(charset: str, body: bytes) -> None:
    assert _reading(HEAD + f"Content-Type: text/plain; charset={charset}\n\n".encode() + body).text == "Grüße"


def test_nested_base64_is_decoded_once() -> None:
    inner = base64.b64encode(base64.b64encode(b"secret"))
    part = b"--x\nContent-Type: application/x-odd\nContent-Transfer-Encoding: base64\n\n" + inner + b"\n--x--\n"
    assert _reading(MIXED + part).objects[1].data == base64.b64encode(b"secret")


def test_broken_mails_are_listed_not_lost() -> None:
    broken = b"--x\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!not base64\n"
    reading = _reading(MIXED + broken)
    assert {each.why.split(";")[0] for each in reading.not_understood} >= {
        "part 1: breaks the format",
        "the message breaks the format (1 faults)",
    }
    assert reading.objects[0].data == MIXED.strip()


def test_further_messages_of_a_mailbox_are_listed() -> None:
    one = b"From kim@example.com Thu Jan  1 10:00:00 2099\n" + HEAD + b"\nhi\n\n"
    reading = _reading(one * 3)
    assert reading.title == "Odd"
    assert any("about 2 further messages" in each.why for each in reading.not_understood)


@pytest.mark.parametrize("data", [b"PK\x03\x04" + bytes(500), b"plain words\n", b"# From: x\n", b'{"From": 1}', b""])
def test_what_is_no_mail_is_refused(data: bytes) -> None:
    assert mail.recognise(Sample("bomb.eml", data)) == 0
    with pytest.raises(BadInput):
        mail.read(Sample("bomb.eml", data))


_LINES = st.sampled_from(
    [
        *(b"Content-Type: multipart/mixed; boundary=x", b"--x", b"--x--", b"Content-Type: message/rfc822", b""),
        *(b"Content-Transfer-Encoding: base64", b"Content-Transfer-Encoding: x-uuencode", b"QUJD", b"\xff\0", b" fold"),
        *(
            b"Content-Type: text/plain; charset=\xff; name*0*=utf-8''%ff",
            b"Content-Disposition: attachment; filename*=",
        ),
        *(b"Content-Type: message/delivery-status", b"Subject: =?utf-8?b?!?= =?x?q?=ff?=", b"From: =?", b"begin 644 a"),
        *(b"Content-Type: multipart/mixed", b"Content-Type: ;;", b"Content-Type: message/external-body", b": x", b"A:"),
    ]
)


@given(st.lists(_LINES, max_size=25), st.sampled_from([b"\n", b"\r\n", b"\r"]))
def test_any_mail_is_read_or_refused(lines: list[bytes], end: bytes) -> None:
    data = HEAD + end.join(lines)
    reading = mail.read(Sample("m.eml", data))
    assert reading.objects[0].media_type == "text/rfc822-headers"
    for each in reading.objects:
        each.label.encode("utf-8")
