"""A device that has been here before, by a cookie of its own.

It outlives sessions and opens nothing. It says who signs in on this device, so that wrong passwords from elsewhere do
not shut its owner out; and it ties the form of the sign-in page to the browser that was shown it.

Source: OWASP, "Slow Down Online Guessing Attacks with Device Cookies".
"""

import hmac
import re

from msgspec import Struct

_FORM = re.compile(r"(?P<number>[0-9a-f]{32})\.(?P<known>[0-9a-f]{32})\Z")
NOBODY = "0" * 32


class Device(Struct, frozen=True, kw_only=True):
    """One device; `known` proves whose name was right here last."""

    number: str
    known: str = NOBODY

    @property
    def text(self) -> str:
        """What stands in its cookie."""
        return f"{self.number}.{self.known}"


def device_of(text: str) -> Device | None:
    """The device of a cookie, None where it is none."""
    found = _FORM.match(text)
    return None if found is None else Device(number=found["number"], known=found["known"])


def is_known(key: bytes, device: Device, name: str) -> bool:
    """Whether whoever has this name has signed in on this device."""
    return hmac.compare_digest(device.known, _proof(key, device.number, name))


def made_known(key: bytes, device: Device, name: str) -> Device:
    """The device once whoever has this name has signed in there."""
    return Device(number=device.number, known=_proof(key, device.number, name))


def form_token(key: bytes, device: Device) -> str:
    """What a form carries that was shown on this device to somebody who is not signed in."""
    return hmac.digest(key, f"visit/{device.number}".encode(), "sha256").hex()


def _proof(key: bytes, number: str, name: str) -> str:
    return hmac.digest(key, f"device/{number}/{name}".encode(), "sha256").hex()[:32]
