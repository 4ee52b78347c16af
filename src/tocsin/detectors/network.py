"""Network addresses: ours, the victim's, the attacker's, or nobody's.

A private address is the organization's. A public one is the victim's where the text says so, and an indicator
otherwise. Documentation, loopback and well-known resolver addresses are nobody's.
"""

import ipaddress
import re

from tocsin.vocab.dictionary import Dictionary
from tocsin.vocab.finding import Finding, Hit, Label, Pattern, finding
from tocsin.vocab.role import Role, role
from tocsin.vocab.triage import Confidence

NAME = "network"
SUMMARY = "IPv4 and IPv6 addresses, plain and defanged"

_DOT = r"(?:\.|\s?[\[({]\s?(?:\.|dot)\s?[\])}]\s?)"
_COLON = r"(?:\[:\]|:)"
PATTERNS = (
    Pattern(
        rule="ipv4-address",
        label=Label.IOC_IPV4,
        trigger=r"[0-9] ?[\[({]?(?:\.|dot| dot)",
        regex=rf"(?<![\w.])(?:\d{{1,3}}{_DOT}){{3}}\d{{1,3}}(?![\w%]|\.\d)",
        reason="four numbers of an IPv4 address",
        examples=("beacon to ⟦203.0.114.9⟧:443", "C2 ⟦45[.]155[.]205[.]9⟧ seen", "⟦45(.)155(.)205(.)9⟧"),
        counterexamples=(
            "version 1.2.3.4",
            "Chrome/120.0.6099.71",
            "resolver 8.8.8.8",
            "127.0.0.1",
            "192.0.2.7",
            "1.2.3.4.5",
        ),
    ),
    Pattern(
        rule="ipv6-address",
        label=Label.IOC_IPV6,
        trigger=r"[0-9a-f]?\[?:\]?[0-9a-f:\[]",
        regex=(
            rf"(?<![\w:.])(?=[0-9a-fA-F\[\]:]{{0,60}}\d)(?:[0-9a-fA-F]{{0,4}}{_COLON})"
            rf"{{2,7}}[0-9a-fA-F]{{0,4}}(?![\w:])"
        ),
        reason="an IPv6 address",
        examples=("from ⟦2a01:4f8:c17:b0f::2⟧ at", "⟦2a01[:]4f8[:]c17[:]b0f[:][:]2⟧"),
        counterexamples=("at 10:22:01 today", "::1", "2001:db8::1", "std::vector", "a::b"),
    ),
)
# Resolvers and time servers that stand in every configuration and tell nothing. Sources: their operators' pages.
_WELL_KNOWN_WORDS = (
    "8.8.8.8 8.8.4.4 1.1.1.1 1.0.0.1 9.9.9.9 149.112.112.112 208.67.222.222 208.67.220.220 4.2.2.2 168.63.129.16 "
    "169.254.169.254 2001:4860:4860::8888 2606:4700:4700::1111 2620:fe::fe"
)
_WELL_KNOWN = frozenset(_WELL_KNOWN_WORDS.split())
_VERSION = re.compile(
    r"(?i)(?:\b(?:versions?|ver|v|build|release[sd]?|driver|tag|image|firmware|rev|chrome|firefox|kernel|"
    r"update)[\s=:/\"'-]{1,4}|[/=@~^]v?|\bv|[<>=~]=\s?|\bchangelog |\b(?:bump|upgrad|downgrad|pin|updat)"
    r"\w* [\w.@/-]{1,60} (?:from |to ))$"
)
_KEPT_SLASH = re.compile(r"(?i)(?:://|ip=|addr\w*=|host=|src=|dst=|from=|client=)$")
_USERS_KEY = re.compile(
    r"(?i)(?:client|user|customer|remote_user|visitor|caller|end.?user)[_.\- ]?(?:ip|addr(?:ess)?)(?:[_ "
    r"]?address)?[\"'\s]{0,3}[:=]?[\"'\s]{0,3}$"
)


def patterns(dictionary: Dictionary) -> tuple[Pattern, ...]:
    """The rules; the networks of the dictionary are asked when a hit is confirmed."""
    return PATTERNS


def confirm(text: str, hit: Hit, dictionary: Dictionary) -> Finding | None:
    """The address and whose it is; None where it is none, or nobody's."""
    written = text[hit.start : hit.end]
    end = hit.end - (written.endswith(":") and not written.endswith("::"))
    address = _address(re.sub(r"[\[\](){}\s]", "", text[hit.start : end]).replace("dot", "."))
    if address is None or str(address) in _WELL_KNOWN:
        return None
    before = text[max(0, hit.start - 40) : hit.start]
    if address.version == 4 and "[" not in written and _VERSION.search(before) and not _KEPT_SLASH.search(before):
        return None
    return _judged(text, hit, dictionary, address, end)


def _judged(
    text: str,
    hit: Hit,
    dictionary: Dictionary,
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
    end: int,
) -> Finding | None:
    if dictionary.owns_address(address):
        reason = "it lies in a network of the organization's dictionary"
        return finding(hit, end=end, label=Label.INTERNAL_IP, confidence=Confidence.HIGH, reason=reason)
    if _is_nobodys(address):
        return None
    if not address.is_global:
        reason = "addresses of this block are used inside organizations only (IANA special-purpose registries)"
        return finding(hit, end=end, label=Label.INTERNAL_IP, confidence=Confidence.HIGH, reason=reason)
    if _USERS_KEY.search(text[max(0, hit.start - 40) : hit.start]) or role(text, hit.start, near=40) is Role.VICTIM:
        reason = "the text says that it is a customer's or a user's address"
        return finding(hit, end=end, label=Label.USER_IP, reason=reason)
    if role(text, hit.start) is Role.ATTACKER or "[" in text[hit.start : end]:
        reason = "a public address that the text lays to the attacker, or that is defanged"
        return finding(hit, end=end, confidence=Confidence.HIGH, reason=reason)
    reason = "a public address; nothing near it says whose it is"
    return finding(hit, end=end, confidence=Confidence.LOW, reason=reason)


def _address(written: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(written)
    except ValueError:
        return None


def _is_nobodys(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    documentation = (
        "192.0.2.0/24",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "2001:db8::/32",
        "3fff::/20",
    )  # RFC 5737, 3849, 9637
    if any(address in ipaddress.ip_network(block) for block in documentation):
        return True
    return (
        address.is_reserved
        or address.is_loopback
        or address.is_unspecified
        or address.is_multicast
        or address.is_link_local
    )
