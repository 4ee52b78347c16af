"""Network addresses: whose they are."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import network
from tocsin.vocab.dictionary import Dictionary

SCANNER = ScannerLater([network], Dictionary(netblocks=("45.155.204.0/24",)))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("from 10.1.2.3 to", "INTERNAL_IP"),
        ("on 100.64.9.1 too", "INTERNAL_IP"),
        ("ours is 45.155.204.7 here", "INTERNAL_IP"),
        ("C2 at 45.155.205.7 seen", "IOC_IPV4"),
        ("C2 at 45[.]155[.]205[.]7 seen", "IOC_IPV4"),
        ("the customer's IP 45.155.205.7 was", "USER_IP"),
        ("client_ip=45.155.205.7 ok", "USER_IP"),
        ("X-Forwarded-For: 45.155.205.7", "USER_IP"),
        ("sshd[8]: Accepted publickey for ada from 45.155.205.7 port 50122", "USER_IP"),
        ("sshd[8]: Failed password for root from 45.155.205.7 port 50122", "IOC_IPV4"),
        ("[client 45.155.205.7] Access denied", "IOC_IPV4"),
        ("ada@kolme.fi logs in, ip: 45.155.205.7", "USER_IP"),
        ("zwykle jestem w domu, 45.155.205.7", "USER_IP"),
        ("c2=45.155.205.7", "IOC_IPV4"),
        ("scanned from 5.9.12.30", "IOC_IPV4"),
        ("fd12:3456:789a::1 answered", "INTERNAL_IP"),
        ("to 2a01:4f8:c17:b0f::2 it", "IOC_IPV6"),
    ],
)
def test_the_network_and_the_words_before_it_decide_whose_it_is(text: str, label: str) -> None:
    (found,) = SCANNER.scan(text)
    assert found.label == label


@pytest.mark.parametrize(
    "text",
    [
        "Wersja 5.4.4.1 jest nowa",
        "バージョン 5.4.4.1 です",
        "the board's firmware, 2.4.0.19, is old",
        "FreeRing 3.2.3.1",
        "service.version: Str(1.9.0.3)",
        "## [7.3.0.2]",
        "build 0.9.14.2",
        "الإصدار 6.0.2.14",
    ],
)
def test_four_numbers_of_a_version_are_no_address(text: str) -> None:
    assert SCANNER.scan(text) == ()


def test_an_address_nobody_speaks_of_is_less_sure_than_an_attackers() -> None:
    (plain,) = SCANNER.scan("then 45.155.205.7 came")
    (told,) = SCANNER.scan("the attacker used 45.155.205.7")
    assert (plain.confidence, told.confidence) == ("low", "high")
