"""Codes and foreign numbers at the terminal."""

from pathlib import Path

import pytest

from tests.terminal import tocsin


@pytest.fixture
def case(own_home: Path) -> str:
    inner = tocsin("case", "new", "--name", "Poisoned tool", "--json", home=own_home).record["case"]
    assert isinstance(inner, dict)
    return str(inner["id"])


def test_a_code_gets_the_name_it_has_in_that_edition(own_home: Path, case: str) -> None:
    ran = tocsin("case", "technique", case, "ATLAS", "5.6.0", "AML.T0051.001", home=own_home)
    assert ran.code == 0
    assert "ATLAS 5.6.0 AML.T0051.001" in ran.out
    assert "Indirect" in ran.out


def test_a_code_that_was_renumbered_says_what_became_of_it(own_home: Path, case: str) -> None:
    ran = tocsin("case", "technique", case, "ATLAS", "5.6.0", "AML.T0104", home=own_home)
    assert "AML.T0110" in ran.out


def test_a_code_that_the_edition_does_not_have_is_refused(own_home: Path, case: str) -> None:
    ran = tocsin("case", "technique", case, "ATLAS", "5.6.0", "AML.T9999", home=own_home)
    assert ran.code == 2
    assert "renumbered" in ran.err


def test_an_edition_that_is_not_shipped_needs_the_name(own_home: Path, case: str) -> None:
    assert tocsin("case", "technique", case, "CWE", "4.18", "CWE-94", home=own_home).code == 2
    named = ("--name", "Code Injection", "--json")
    found = tocsin("case", "technique", case, "CWE", "4.18", "CWE-94", *named, home=own_home).record
    assert found["codes"] == [{"scheme": "CWE", "version": "4.18", "id": "CWE-94", "name": "Code Injection"}]


def test_a_foreign_number_is_linked_once_and_shown(own_home: Path, case: str) -> None:
    for _ in range(2):
        found = tocsin("case", "foreign-id", case, "vu", "VU#123456", "--json", home=own_home).json
    assert found == [["vu", "VU#123456"]]
    assert "VU#123456" in tocsin("case", "show", case, home=own_home).out


def test_an_unknown_scheme_of_numbers_is_refused(own_home: Path, case: str) -> None:
    ran = tocsin("case", "foreign-id", case, "library-card", "7", home=own_home)
    assert ran.code == 2
    assert "cve" in ran.err
