"""Files are opened in quiet: what the readers say of broken ones is no word for a terminal."""

import logging
from contextlib import suppress

import msgspec
import pytest

from tests.formats.contents_files import MAIL, exif, pdf, picture
from tocsin.stages.opening import MOST_LISTED, contents_of, listed, needs_opening, pixels_of, plain_text
from tocsin.vocab.errors import BadInput


def test_a_broken_document_is_refused_without_a_word_of_it(capfd: pytest.CaptureFixture[str]) -> None:
    broken = pdf("hello").replace(b"/Type /Page\n", b"/Type /\x1b[31m\n").replace(b"xref", b"xxxx")
    with suppress(BadInput):  # whether it is read or refused: nothing of it is said
        contents_of(broken)
    assert logging.getLogger("pypdf").level == logging.CRITICAL
    assert "".join(capfd.readouterr()) == ""


def test_a_mail_whose_words_are_encoded_is_no_plain_text() -> None:
    plain = f"From: {MAIL}\nTo: a@b.example\nSubject: x\n\nhello\n"
    assert plain_text(plain.encode()) == plain
    encoded = plain.replace("Subject: x", "Subject: x\nContent-Transfer-Encoding: base64").encode()
    for data in (encoded, b"\xff\xfe\0"):
        with pytest.raises(BadInput):
            plain_text(data)


def test_what_is_listed_holds_no_word_of_the_file_and_stays_short() -> None:
    found = contents_of(picture("JPEG", exif=exif()))
    assert found is not None
    assert listed(found).startswith("picture (JPEG); it holds Exif, the position")
    assert listed(msgspec.structs.replace(found, facts=tuple(map(str, range(40))))).count(",") == MOST_LISTED + 1


def test_only_a_picture_is_copied_as_pixels() -> None:
    for data, is_picture in ((picture("PNG", exif=exif()), True), (pdf("hello"), False)):
        assert needs_opening(data)
        found = contents_of(data)
        assert found is not None
        copy = pixels_of(data, found)
        assert (copy is not None) == is_picture
        assert copy is None or MAIL.encode() not in copy
    assert contents_of(b"plain text") is None
