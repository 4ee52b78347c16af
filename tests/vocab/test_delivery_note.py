"""A delivery note is read as it was written, or refused."""

import json

import pytest

from tocsin.vocab.delivery_note import FORMAT, DeliveryNote, read_note, write_note
from tocsin.vocab.errors import BadInput, TooMuch
from tocsin.vocab.limits import LIMITS

NOTE = DeliveryNote(
    format=FORMAT,
    record="eyJ~",
    key="sender.example+0a1b2c3d+AAAA",
    file_name="report.json",
    document_salt="1" * 64,
    terms='{"tlp":2}',
    terms_salt="2" * 64,
)
MEMBERS = json.loads(write_note(NOTE))


def test_a_note_is_read_as_it_was_written() -> None:
    assert read_note(write_note(NOTE)) == NOTE


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        json.dumps(MEMBERS | {"more": 1}).encode(),
        json.dumps(MEMBERS | {"format": "tocsin-delivery-note/2"}).encode(),
        json.dumps(MEMBERS | {"document_salt": "1" * 63}).encode(),
        json.dumps(MEMBERS | {"terms": {"tlp": 2}}).encode(),
        json.dumps(MEMBERS)[:-1].encode() + b', "terms": "{}"}',
        b"[" * 1_000,
        b"\xff",
    ],
)
def test_what_is_no_note_is_refused(raw: bytes) -> None:
    with pytest.raises(BadInput):
        read_note(raw)


def test_too_long_a_note_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(TooMuch):
        read_note(b"{" * (LIMITS.record_bytes + 1))
