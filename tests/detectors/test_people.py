"""People by name: told by what stands beside them, in any script."""

import pytest

from tests.scanners import ScannerLater
from tocsin.detectors import people
from tocsin.vocab.dictionary import NO_DICTIONARY

SCANNER = ScannerLater([people], NO_DICTIONARY)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hello, my name is Noor van der Haddad and", "Noor van der Haddad"),
        ("Je m'appelle Aïcha Benali.", "Aïcha Benali"),
        ("меня зовут Лев Орлов, телефон", "Лев Орлов"),
        ("مرحبا، اسمي نور حداد ورقم", "نور حداد"),
        ("Imre Kovács <imre@mailbox.org>", "Imre Kovács"),
    ],
)
def test_a_name_is_taken_whole(text: str, name: str) -> None:
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == [name]


def test_one_of_a_full_name_is_found_again() -> None:
    text = "Reporter: Imre Kovács. Later Kovács left."
    assert [text[each.start : each.end] for each in SCANNER.scan(text)] == ["Imre Kovács", "Kovács"]


@pytest.mark.parametrize("text", ["Dear customer,", "From: IT Support", "asked Kubernetes to", "Hello World!"])
def test_roles_products_and_greetings_are_nobody(text: str) -> None:
    assert SCANNER.scan(text) == ()
