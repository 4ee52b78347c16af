"""Which TAXII media types may be asked for, and the one that is sent.

Source: OASIS, "TAXII Version 2.1", OASIS Standard, 10 June 2021, section 3.1: a media type that the standard defines is
never refused, with its version or without it.
"""

import re

TAXII = "application/taxii+json;version=2.1"
VERSION = "2.1"

_ZERO = re.compile(r"0(?:\.0{0,3})?\Z")  # a weight of zero means: not this one (RFC 9110 section 12.4.2)


def accepts(header: str | None) -> bool:
    """Whether a client that sent this Accept takes what we serve; one that sent none takes anything."""
    if header is None or not header.strip():
        return True
    return any(_is_ours(part) or _is_wild(part) for part in header.split(","))


def is_content_type(header: str | None) -> bool:
    """Whether what a client says it sends is TAXII."""
    return header is not None and _is_ours(header)


def _is_ours(part: str) -> bool:
    name, parameters = _split(part)
    version = parameters.get("version", VERSION)
    return name == "application/taxii+json" and version == VERSION and _is_wanted(parameters)


def _is_wild(part: str) -> bool:
    name, parameters = _split(part)
    return name in {"*/*", "application/*"} and _is_wanted(parameters)


def _is_wanted(parameters: dict[str, str]) -> bool:
    return _ZERO.match(parameters.get("q", "1")) is None


def _split(part: str) -> tuple[str, dict[str, str]]:
    name, *rest = part.split(";")
    pairs = (parameter.partition("=") for parameter in rest)
    return name.strip().lower(), {key.strip().lower(): value.strip().strip('"') for key, _, value in pairs}
