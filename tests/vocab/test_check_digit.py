"""Check digits: one changed digit is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.check_digit import codice_fiscale, digits_of, is_day, luhn, mod_97, verhoeff, weighted


@given(st.lists(st.integers(0, 9), min_size=5, max_size=20), st.data())
def test_one_changed_digit_breaks_luhn(digits: list[int], data: st.DataObject) -> None:
    (last,) = [digit for digit in range(10) if luhn([*digits, digit])]
    place = data.draw(st.integers(0, len(digits) - 1))
    changed = [*digits[:place], (digits[place] + 1) % 10, *digits[place + 1 :], last]
    assert not luhn(changed)


@given(st.lists(st.integers(0, 9), min_size=5, max_size=20), st.data())
def test_one_changed_digit_breaks_verhoeff(digits: list[int], data: st.DataObject) -> None:
    (last,) = [digit for digit in range(10) if verhoeff([*digits, digit])]
    place = data.draw(st.integers(0, len(digits) - 1))
    assert not verhoeff([*digits[:place], (digits[place] + 1) % 10, *digits[place + 1 :], last])


def test_verhoeff_is_the_one_of_the_literature() -> None:
    assert verhoeff([2, 3, 6, 3])


def test_the_sum_of_weights_ends_with_the_weights() -> None:
    assert weighted([1, 2, 3], (10, 1)) == 12


@pytest.mark.parametrize(("value", "holds"), [("RSSMRA85T10A562S", True), ("RSSMRA85T10A562T", False), ("RSS", False)])
def test_the_letter_of_a_codice_fiscale(value: str, holds: bool) -> None:
    assert codice_fiscale(value) is holds


def test_an_iban_is_checked_with_its_head_behind() -> None:
    assert mod_97("WEST12345698765432GB82")
    assert not mod_97("WEST12345698765432GB83")


def test_a_day_is_in_its_month() -> None:
    assert is_day(2028, 2, 29)
    assert not is_day(2029, 2, 29)
    assert not is_day(2028, 13, 1)
    assert digits_of("1-2a3") == [1, 2, 3]
