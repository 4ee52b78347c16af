"""Base64, decimals and text: one spelling each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.ledger.fault import Malformed
from tocsin.ledger.lines import LARGEST, decode_base64, decode_decimal, decode_text, encode_base64


@given(st.binary(max_size=70))
def test_base64_reads_back(value: bytes) -> None:
    assert decode_base64(encode_base64(value), "x") == value


@pytest.mark.parametrize("text", ["QQ", "QQ=", "QR==", "QQ==\n", " QQ==", "Q Q==", "QQ===", "-_==", "Qé==", "QQ==QQ=="])
def test_another_spelling_of_base64_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        decode_base64(text, "x")


def test_base64_of_another_length_is_refused() -> None:
    with pytest.raises(Malformed, match="1 bytes, expected 32"):
        decode_base64("QQ==", "x", length=32)


@given(st.integers(0, LARGEST))
def test_decimals_read_back(number: int) -> None:
    assert decode_decimal(str(number), "x") == number


@pytest.mark.parametrize(
    "text", ["", "00", "01", "-1", "+1", " 1", "1 ", "1_0", "1.0", "٣", "²", str(2**63), "9" * 5000]
)
def test_another_spelling_of_a_number_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        decode_decimal(text, "x")


@pytest.mark.parametrize("raw", [b"", b"a", b"a\r\n", b"a\0\n", b"\xff\n", b"\xed\xa0\x80\n", b"aaaaaaaaaa\n"])
def test_bad_text_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed):
        decode_text(raw, "x", limit_bytes=10)
