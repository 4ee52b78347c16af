"""A device's cookie proves whose name was right there, and nothing else."""

import pytest

from tocsin.web.device import Device, device_of, form_token, is_known, made_known

KEY = b"k" * 32
NEW = Device(number="a" * 32)


def test_a_device_is_known_for_one_name_under_one_key() -> None:
    known = made_known(KEY, NEW, "ada")
    assert device_of(known.text) == known
    assert is_known(KEY, known, "ada")
    assert not is_known(KEY, known, "bo")
    assert not is_known(b"l" * 32, known, "ada")
    assert not is_known(KEY, NEW, "ada")
    assert not is_known(KEY, Device(number="b" * 32, known=known.known), "ada")


def test_a_form_is_of_one_device() -> None:
    assert form_token(KEY, NEW) == form_token(KEY, made_known(KEY, NEW, "ada"))
    assert form_token(KEY, NEW) != form_token(KEY, Device(number="b" * 32))
    assert form_token(KEY, NEW) != form_token(b"l" * 32, NEW)


@pytest.mark.parametrize("text", ["", "a.b", "a" * 32, f"{'A' * 32}.{'a' * 32}", f"{'a' * 32}.{'a' * 32}\n"])
def test_anything_else_is_no_device(text: str) -> None:
    assert device_of(text) is None
