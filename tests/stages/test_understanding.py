"""Stage 1, first half: what cannot be read is kept whole and says so; only an empty file is declined."""

import json
from io import BytesIO
from typing import BinaryIO

import pytest

from tests.builders import DeskOfStories
from tocsin.stages.desk import Desk
from tocsin.stages.intake import offer_bytes
from tocsin.stages.understanding import UNREAD, Declined, Offer, Understood, understand
from tocsin.vocab.errors import BadInput
from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.limits import LIMITS


def understood(desk: Desk, name: str, data: bytes, wanted: str = "auto") -> Understood:
    found = understand(desk, offer_bytes(name, data), wanted)
    assert isinstance(found, Understood)
    return found


def pretended(name: str, size_bytes: int, head: bytes) -> Offer:
    """A file that says it is as long as that, of which only the beginning may be read."""

    def opened() -> BinaryIO:
        return BytesIO(head)

    return Offer(name=name, size_bytes=size_bytes, open=opened)


def test_nothing_is_recorded_by_understanding(story: DeskOfStories) -> None:
    before = list(story.desk.vault.check_all())
    understood(story.desk, "a.txt", b"An account of what happened.")
    assert story.new_acts() == []
    assert list(story.desk.vault.check_all()) == before


def test_a_format_is_told_by_content_and_not_by_name(desk: Desk) -> None:
    data = json.dumps({"title": "t", "description": "It answered with another customer's data."}).encode()
    assert {understood(desk, name, data).reading.format for name in ("a.json", "a.exe", "noname")} == {"json-report"}


def test_an_empty_file_is_declined(desk: Desk) -> None:
    found = understand(desk, offer_bytes("a", b""), "auto")
    assert isinstance(found, Declined)
    assert "needs evidence" in found.why


def test_a_file_beyond_every_disk_is_declined_unread(desk: Desk) -> None:
    found = understand(desk, pretended("a", LIMITS.file_bytes + 1, b""), "auto")
    assert isinstance(found, Declined)


@pytest.mark.parametrize(("head", "kind"), [(b"12:00 started", ItemKind.LOG), (b"\xff\xfe" * 9, ItemKind.ARTIFACT)])
def test_a_file_too_large_to_parse_is_kept_whole(desk: Desk, head: bytes, kind: ItemKind) -> None:
    found = understand(desk, pretended("a", LIMITS.document_bytes + 1, head), "auto")
    assert isinstance(found, Understood)
    assert (found.reading.format, found.reading.kind) == ("kept", kind)
    (missed,) = found.reading.not_understood
    assert "not read" in missed.why


def test_a_sign_cut_in_two_at_the_end_of_the_head_is_still_text(desk: Desk) -> None:
    head = b"a" * (64 * 1024 - 1) + "ä".encode()[:1]
    found = understand(desk, pretended("a.log", LIMITS.document_bytes + 1, head), "auto")
    assert isinstance(found, Understood)
    assert found.reading.kind is ItemKind.LOG


def test_a_file_that_no_format_claims_is_kept_whole(desk: Desk) -> None:
    found = understood(desk, "a.bin", b"\xff\xfe\x00\x01")
    assert (found.reading.format, found.reading.kind, found.hazard) == ("kept", ItemKind.ARTIFACT, None)
    assert found.reading.units == len(found.reading.not_understood) == 1


@pytest.mark.parametrize(
    ("name", "data", "hazard"),
    [
        ("model.pkl", b"\x80\x04\x95rest", "runs_code_on_load"),
        ("a.txt", b"\x80\x05rest", "runs_code_on_load"),
        ("model.pt", b"PK\x03\x04\x00\xff", "runs_code_on_load"),
        ("tool.exe", b"MZ\x90\x00\xff", "program"),
    ],
)
def test_what_would_run_code_is_said_to_be_hazardous(desk: Desk, name: str, data: bytes, hazard: str) -> None:
    assert understood(desk, name, data).hazard == hazard


def test_a_format_asked_for_by_name_is_read_as_that_or_refused(desk: Desk) -> None:
    assert understood(desk, "a.md", b"just words", "text").reading.format == "text"
    with pytest.raises(BadInput):
        understand(desk, offer_bytes("a.md", b"just words"), "garak")
    with pytest.raises(BadInput, match="no format"):
        understand(desk, offer_bytes("a.md", b"just words"), "word-perfect")


def test_a_file_of_too_many_records_is_kept_whole_and_says_how_it_is_read(desk: Desk) -> None:
    spans = b"\n".join(b'{"role": "user", "content": "x"}' for _ in range(LIMITS.objects + 1))
    found = understood(desk, "a.jsonl", spans).reading
    (missed,) = found.not_understood
    assert found.format == UNREAD
    assert f"more than {LIMITS.objects:,} records" in missed.why
    assert missed.why.endswith("split it and add the parts")
