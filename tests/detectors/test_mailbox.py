"""Mail addresses: the victim's and the attacker's look the same."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import mailbox
from tocsin.stages.scanning import Scanner
from tocsin.vocab.dictionary import Dictionary

SCANNER = ScannerLater([mailbox], Dictionary(domains=("acme-tidal.com",)))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("write to ada@acme-tidal.com", "EMAIL"),
        ("reach ada.l@gmail.com today", "EMAIL"),
        ("The phishing mail came from billing@kq7-update.top and", "IOC_EMAIL"),
        ("seen billing[@]kq7[.]top again", "IOC_EMAIL"),
        ("przyszła fałszywa faktura od anna@kq7-update.top", "IOC_EMAIL"),
        ("block kq7-update[.]top, they write as anna@kq7-update.top", "IOC_EMAIL"),
        ("he used helper.kq7@gmail.com, the scammer", "EMAIL"),
        ("the scammer used helper.kq7@gmail.com", "IOC_EMAIL"),
        ('payload={"email": "anna@kq7-update.top"}', "EMAIL"),
        ("the customer ada@some-firm.de wrote", "EMAIL"),
        ("ada@some-firm.de", "EMAIL"),
        ("reach ada at mailbox dot org now", "EMAIL"),
    ],
)
def test_the_domain_and_the_words_before_it_decide(text: str, label: str) -> None:
    assert [each.label for each in SCANNER.scan(text)] == [label]


def test_the_id_of_a_message_is_nobodys_mailbox() -> None:
    assert SCANNER.scan("Message-ID: <3f2a9c@kq7-update.top>") == ()


def test_a_documentation_name_is_ours_where_the_dictionary_says_so() -> None:
    ours = Scanner([mailbox], Dictionary(domains=("tidal.example",)))
    text = "ada@desk.tidal.example wrote to nobody@other.example; git@tidal.example:a/b.git"
    assert [text[each.start : each.end] for each in ours.scan(text)] == ["ada@desk.tidal.example"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Return-Path: <invoice@harbour-konto.shop>", "IOC_EMAIL"),
        ("Please do not reply to office@harbour-konto.net", "IOC_EMAIL"),
        ("Your files are encrypted. Write to owl@harbour-konto.net", "IOC_EMAIL"),
        ("Contact her at mira@harbour-konto.shop", "EMAIL"),
        ("mira@harbour-konto.net rang", "EMAIL"),
    ],
)
def test_several_weak_signs_lay_an_address_to_the_attacker(text: str, label: str) -> None:
    assert [each.label for each in SCANNER.scan(text)] == [label]
