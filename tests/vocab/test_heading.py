"""Headings are known however they are written, and things have none."""

import pytest

from tocsin.vocab.finding import Label
from tocsin.vocab.heading import is_weak, labels_of, plain


@pytest.mark.parametrize(
    "heading", ["Date of Birth", "date_of_birth", "dateOfBirth", "DATE-OF-BIRTH:", "Date of birth (dd/mm)"]
)
def test_one_heading_in_many_spellings(heading: str) -> None:
    assert labels_of(heading) == (Label.DOB,)


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("Prénom", Label.PERSON),
        ("NOK phone", Label.PHONE),
        ("Teléfono móvil", Label.PHONE),
        ("生年月日", Label.DOB),
        ("Όνομα χρήστη", Label.USERNAME),
        ("PESEL", Label.NATIONAL_ID),
    ],
)
def test_languages_and_composed_headings(heading: str, label: Label) -> None:
    assert labels_of(heading)[0] is label


@pytest.mark.parametrize("heading", ["file name", "tool_name", "id", "status", "MAC address", "", "x" * 60])
def test_things_have_no_label(heading: str) -> None:
    assert labels_of(heading) == ()


def test_a_weak_heading_names_things_too() -> None:
    assert is_weak("name")
    assert not is_weak("full name")
    assert plain(" *E-Mail* ") == "e mail"
