"""A mail: the label in subject and body, no header that somebody slipped in, no line that passes for ours."""

import re
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given, settings

from tests.documents import HOSTILE, OTHER_SEED, a_package, bytes_elsewhere, texts, unsaid, with_text
from tocsin.formats import mail_text
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import TLP_NAMES, Tlp
from tocsin.vocab.outline import outline_of
from tocsin.vocab.package import Package
from tocsin.vocab.release import Purpose
from tocsin.vocab.terms import Terms


def _ours(package: Package) -> list[str]:
    """The lines that are not behind a bar."""
    lines = mail_text.split(mail_text.write(package).data)[1].split("\n")
    return [re.split(r"(?<=[:)]) ", line)[0] for line in lines if not line.startswith("| ")]


def test_everything_is_said_and_the_label_stands_in_subject_and_body() -> None:
    rendered = mail_text.write(a_package())
    subject, body = mail_text.split(rendered.data)
    assert subject == "[TLP:AMBER] Report NP-2026-0001"
    assert body.startswith("TLP:AMBER\n")
    assert body.endswith("\nTLP:AMBER\n")
    shown = mail_text.show(rendered.data)
    assert shown.tlp is Tlp.AMBER
    assert unsaid(a_package(), shown) == []
    assert rendered.file_name == "NP-2026-0001.txt"


@pytest.mark.parametrize("tlp", Tlp)
def test_every_label_is_read_back(tlp: Tlp) -> None:
    rendered = mail_text.write(a_package(terms=Terms(tlp=tlp)))
    assert mail_text.split(rendered.data)[0].startswith(f"[{TLP_NAMES[tlp]}] ")
    assert mail_text.show(rendered.data).tlp is tlp


@settings(max_examples=60)
@given(texts())
def test_no_text_reaches_the_subject_or_passes_for_a_line_of_ours(text: str) -> None:
    package = with_text(a_package(), text)
    assert mail_text.split(mail_text.write(package).data)[0] == "[TLP:AMBER] Report NP-2026-0001"
    assert _ours(package) == _ours(a_package())
    shown = mail_text.show(mail_text.write(package).data)
    assert unsaid(package, shown) == []
    assert shown.tlp is Tlp.AMBER


@pytest.mark.parametrize("number", HOSTILE)
def test_no_number_slips_a_header_in(number: str) -> None:
    data = mail_text.write(a_package(number=number)).data
    subject, body = mail_text.split(data)
    message = EmailMessage()
    message["Subject"] = subject
    message.set_content(body)
    read = message_from_bytes(message.as_bytes(), policy=default)
    assert set(read.keys()) == {"Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"}
    assert read["Subject"].lstrip().startswith("[TLP:AMBER] Report ")
    raw = message_from_bytes(data, policy=default)
    assert raw.keys() == ["Subject"]


def test_a_bare_text_would_slip_a_header_in() -> None:
    raw = message_from_bytes(f"Subject: {HOSTILE[5]}\n\nx".encode(), policy=default)
    assert "Bcc" in raw


def test_the_same_package_gives_the_same_bytes_in_another_process() -> None:
    package = a_package()
    once = mail_text.write(package).data
    assert once == bytes_elsewhere("mail-text", package, "3")
    assert once == mail_text.write(a_package(seed=OTHER_SEED)).data


def test_a_withdrawal_says_so_in_its_subject() -> None:
    package = a_package(purpose=Purpose.WITHDRAWAL, follows="NP-2026-0000", why="Wrong package.")
    rendered = mail_text.write(package)
    assert mail_text.split(rendered.data)[0] == "[TLP:AMBER] Withdrawal of an earlier report NP-2026-0001"
    assert ("Document", "NP-2026-0000") in mail_text.show(rendered.data).lines
    assert rendered.losses == outline_of(package).losses


def test_two_labels_that_differ_are_none() -> None:
    data = mail_text.write(a_package()).data
    assert mail_text.show(data.replace(b"\nTLP:AMBER\n", b"\nTLP:GREEN\n", 1)).tlp is None
    assert mail_text.show(data.replace(b"[TLP:AMBER]", b"[TLP:CLEAR]", 1)).tlp is None
    assert mail_text.show(b"Subject: x\n\nx").tlp is None


@pytest.mark.parametrize(
    "data", [b"", b"\n\nSubject: x", b"Subject: a\nBcc: b\n\nx", b"Subject: a\rBcc: b\n\nx", b"a\xff"]
)
def test_what_is_no_such_mail_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput):
        mail_text.split(data)
