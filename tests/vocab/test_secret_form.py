"""Forms of secrets: a drawn value is told from a word, a name and a place-holder."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.vocab.secret_form import entropy, is_drawn, is_placeholder, strength, user_and_password


@pytest.mark.parametrize(
    "value", ["${PASS}", "<password>", "********", "changeme", "os.environ", "none", "@PW@", "aaaa"]
)
def test_a_place_holder_is_told(value: str) -> None:
    assert is_placeholder(value)
    assert strength(value) == 0


@pytest.mark.parametrize(
    "value",
    [
        *("policy", "2031-04-05", "10:11:12", "OPS-2231", "sha256", "passwords.xlsx", "https://example.com/a1"),
        *("10.20.30.40", "ada@example.com", "v1.2.3", "T1110.003", "C:\\users\\a1", "WPA2-PSK", "12h"),
    ],
)
def test_a_known_form_is_no_secret(value: str) -> None:
    assert strength(value) == 0


@pytest.mark.parametrize("value", ["Kite&Rope7", "Luna_Sol_44", "Salz!Wasser", "mango#77"])
def test_signs_digits_and_letters_together_are_drawn(value: str) -> None:
    assert strength(value) == 3


def test_a_name_of_a_host_may_be_a_secret_but_need_not() -> None:
    assert strength("srv-db1") == 1
    assert strength("river-stone-17") == 1
    assert strength("tbk2031qq") == 2


@given(st.text(st.sampled_from("ab"), min_size=1, max_size=40))
def test_two_signs_give_at_most_one_bit(value: str) -> None:
    assert entropy(value) <= 1
    assert not is_drawn(value)


def test_user_and_password_are_read_from_base64() -> None:
    assert user_and_password(base64.b64encode(b"ada:opensesame").decode())
    assert not user_and_password(base64.b64encode(b"adamantsesame").decode())
    assert not user_and_password("no base64!")
