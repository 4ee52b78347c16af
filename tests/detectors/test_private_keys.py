"""Private keys: whole blocks."""

from tests.scanners import ScannerLater
from tocsin.detectors import private_keys
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([private_keys], NO_DICTIONARY)


def found(text: str) -> list[str]:
    """What is found, in order."""
    return [text[each.start : each.end] for each in SCANNER.scan(text)]


def test_a_block_ends_where_it_says() -> None:
    block = "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----"
    assert found(f"a\n{block}\nb") == [block]


def test_two_blocks_are_two() -> None:
    block = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
    assert found(f"{block}\nand\n{block}") == [block, block]


def test_a_public_key_stays() -> None:
    assert found("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----") == []
