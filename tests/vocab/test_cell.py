"""A value is what its heading says only where it can be."""

import pytest

from tocsin.vocab.cell import fits
from tocsin.vocab.finding import Label


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        (Label.PERSON, "Oddny Brekke", True),
        (Label.PERSON, "van der Berg", True),
        (Label.PERSON, "build-7", False),
        (Label.PERSON, "None", False),
        (Label.DOB, "3 Feb 1980", True),
        (Label.DOB, "soon", False),
        (Label.PHONE, "+47 611 20 411", True),
        (Label.PHONE, "***", False),
        (Label.NATIONAL_ID, "001", False),
        (Label.USERNAME, "obrekke", True),
        (Label.USERNAME, "root", False),
        (Label.USER_IP, "91.45.3.77", True),
        (Label.USER_IP, "10.0.0.7", False),
        (Label.ADDRESS, "Tannery Row 9", True),
        (Label.ADDRESS, "10.0.0.7", False),
        (Label.JWT, "anything", False),
    ],
)
def test_a_value_fits_its_label(label: Label, value: str, expected: bool) -> None:
    assert fits(label, value) is expected
