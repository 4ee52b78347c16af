"""Addresses of attackers as people write them."""

from tocsin.detectors import disguised_addresses
from tocsin.stages.scanning import Scanner
from tocsin.vocab.dictionary import NO_DICTIONARY, Dictionary

OURS = Dictionary(domains=("kq7-pay.net",))


def test_the_organizations_own_domain_is_no_indicator() -> None:
    text = "the page kq7-pay dot net opened"
    assert len(Scanner([disguised_addresses], NO_DICTIONARY).scan(text)) == 1
    assert Scanner([disguised_addresses], OURS).scan(text) == ()


def test_a_private_address_with_spaces_is_no_indicator() -> None:
    assert Scanner([disguised_addresses], NO_DICTIONARY).scan("net: 192 .168 .0 .9 and 172 .20 .1 .1") == ()
