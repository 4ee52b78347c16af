"""Mail addresses: the victim's and the attacker's look the same."""

import pytest

from tocsin.detectors import mailbox
from tocsin.stages.scanning import Scanner
from tocsin.vocab.dictionary import Dictionary

SCANNER = Scanner([mailbox], Dictionary(domains=("acme-tidal.com",)))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("write to ada@acme-tidal.com", "EMAIL"),
        ("reach ada.l@gmail.com today", "EMAIL"),
        ("The phishing mail came from billing@kq7-update.top and", "IOC_EMAIL"),
        ("seen billing[@]kq7[.]top again", "IOC_EMAIL"),
        ("the customer ada@some-firm.de wrote", "EMAIL"),
        ("ada@some-firm.de", "EMAIL"),
        ("reach ada at mailbox dot org now", "EMAIL"),
    ],
)
def test_the_domain_and_the_words_before_it_decide(text: str, label: str) -> None:
    assert [each.label for each in SCANNER.scan(text)] == [label]


def test_the_id_of_a_message_is_nobodys_mailbox() -> None:
    assert SCANNER.scan("Message-ID: <3f2a9c@kq7-update.top>") == ()
