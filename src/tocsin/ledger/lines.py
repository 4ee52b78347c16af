"""Lines of C2SP texts: base64 and decimal numbers, one spelling each.

What parses serialises back to the same bytes: a second spelling of the same value is refused, so that nobody can
change a text without changing what it says.
"""

import re
from base64 import b64decode, b64encode

from tocsin.ledger.fault import Malformed

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")  # every one below U+0020 but newline

LARGEST = 2**63 - 1  # C2SP tlog-cosignature bounds times so; sizes and indexes share the bound


def decode_base64(text: str, what: str, *, length: int | None = None) -> bytes:
    """The bytes of standard, padded base64 (RFC 4648 section 4), of exactly `length` bytes where one is given."""
    try:
        value = b64decode(text.encode("ascii"), validate=True)
    except ValueError as error:
        raise Malformed(f"{what}: not base64") from error
    if encode_base64(value) != text:
        raise Malformed(f"{what}: base64 with stray bits or characters; one spelling only is accepted")
    if length is not None and len(value) != length:
        raise Malformed(f"{what}: {len(value)} bytes, expected {length}")
    return value


def encode_base64(value: bytes) -> str:
    """Standard, padded base64 (RFC 4648 section 4)."""
    return b64encode(value).decode("ascii")


def decode_decimal(text: str, what: str) -> int:
    """The number that ASCII digits without a leading zero spell, up to 2**63 - 1."""
    if not (text.isascii() and text.isdigit()) or (text[0] == "0" and text != "0"):
        raise Malformed(f"{what}: expected decimal digits without a leading zero")
    if len(text) > len(str(LARGEST)) or int(text) > LARGEST:
        raise Malformed(f"{what}: larger than {LARGEST}")
    return int(text)


def decode_text(raw: bytes, what: str, *, limit_bytes: int) -> str:
    """UTF-8 text that ends in a newline and holds no control character but newline (C2SP signed-note, "Format")."""
    if len(raw) > limit_bytes:
        raise Malformed(f"{what}: {len(raw)} bytes, at most {limit_bytes} are read")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed(f"{what}: byte {error.start} is not UTF-8") from error
    if not text.endswith("\n"):
        raise Malformed(f"{what}: does not end in a newline")
    check_controls(text, what)
    return text


def check_controls(text: str, what: str) -> None:
    """Refuse characters below U+0020 other than newline."""
    if found := _CONTROL.search(text):
        number = text.count("\n", 0, found.start()) + 1
        raise Malformed(f"{what}: line {number} holds a control character")
