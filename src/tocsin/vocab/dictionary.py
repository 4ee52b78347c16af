"""What an organization calls its own: names, hosts, networks, victims.

Written by the organization, never guessed. What stands here is looked for in every usual spelling.
"""

import ipaddress
import re
from collections.abc import Iterable
from itertools import pairwise

import msgspec
from msgspec import Struct

from tocsin.vocab.errors import BadInput, TooMuch

MOST_BYTES = 4 * 1024 * 1024  # a list of 100,000 names; more is an asset register, to be brought in by parts
LEAST_SIGNS = 3  # a shorter name would be found in every other word
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+")
_JOINTS = r"[\s_\-.+]{0,2}"
# Endings that name a legal form; the name is used without them as often as with them.
# Source: ISO 20275:2017 code list of entity legal forms (GLEIF); the common ones, without points, lower case.
_LEGAL_FORMS_WORDS = (
    "inc incorporated corp corporation company co llc llp lp ltd limited plc gmbh ag kg ohg ug se sa sas sarl spa "
    "srl bv nv ab as asa oy oyj aps kk pty pte sro doo kft zrt sl"
)
LEGAL_FORMS = frozenset(_LEGAL_FORMS_WORDS.split())


# Providers of private mail: nobody's own domain. Their public pages; the largest ones.
_PRIVATE_MAIL_WORDS = (
    "gmail googlemail outlook hotmail live msn yahoo ymail aol icloud me gmx web t-online freenet proton protonmail "
    "tutanota tuta mail yandex zoho fastmail hey qq 163 126 sina naver daum orange wanadoo free laposte libero seznam"
)
_PRIVATE_MAIL = frozenset(_PRIVATE_MAIL_WORDS.split())


class Word(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One word of a dictionary, and the list in which it stands."""

    field: str
    value: str


class Dictionary(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words, hosts and networks by which an organization and its customers can be recognised."""

    org_names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()  # a mail address or a host below one is the organization's
    host_suffixes: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()  # bare host names
    netblocks: tuple[str, ...] = ()  # CIDR
    codenames: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    cloud_accounts: tuple[str, ...] = ()
    tenants: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()  # user and service account names
    people: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for block in self.netblocks:
            try:
                ipaddress.ip_network(block, strict=False)
            except ValueError:
                raise BadInput(f"netblocks: {block[:60]!r} is no network", hint="write it as 192.0.2.0/24") from None
        for field in self.__struct_fields__:
            for name in getattr(self, field):
                if len(name.strip()) < LEAST_SIGNS:
                    raise BadInput(
                        f"{field}: {name[:60]!r} is shorter than {LEAST_SIGNS} signs and would be found everywhere",
                        hint="write the longer name, or leave it out",
                    )

    def owns_host(self, host: str) -> bool:
        """Whether a host name is one of the organization's, or lies below one of its domains or suffixes."""
        name = host.casefold().rstrip(".")
        ends = (*self.domains, *self.host_suffixes, *self.hosts)
        return any(name == end or name.endswith(f".{end}") for end in (each.casefold().lstrip("*.") for each in ends))

    def owns_address(self, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
        """Whether an address lies in one of the organization's networks."""
        return any(address in ipaddress.ip_network(block, strict=False) for block in self.netblocks)


NO_DICTIONARY = Dictionary()


def is_private_mail(domain: str) -> bool:
    """Whether a domain is that of a provider at which everybody may have a mailbox."""
    parts = domain.casefold().strip(".").split(".")
    country = len(parts) == 3 and parts[1] in ("co", "com", "net", "org")
    return (len(parts) == 2 or country) and parts[0] in _PRIVATE_MAIL and len(parts[-1]) <= 4


def with_words(before: Dictionary, words: Iterable[Word], *, without: bool = False) -> Dictionary:
    """The dictionary with these words too, or without them; BadInput where a list is none or a word too short."""
    lists = {field: dict.fromkeys(getattr(before, field)) for field in Dictionary.__struct_fields__}
    for word in words:
        if word.field not in lists:
            raise BadInput(f"{word.field[:60]!r} is no list of the dictionary", hint=f"one of {', '.join(lists)}")
        here, value = lists[word.field], " ".join(word.value.split())
        same = next((one for one in here if one.casefold() == value.casefold()), None)
        if without and same is not None:
            del here[same]
        elif not without and same is None:
            here[value] = None
    return Dictionary(**{field: tuple(values) for field, values in lists.items()})


def read_dictionary(data: bytes) -> Dictionary:
    """A dictionary from its JSON form; BadInput names what is wrong with it."""
    if len(data) > MOST_BYTES:
        raise TooMuch(f"the dictionary is larger than {MOST_BYTES:,} bytes", hint="bring it in by parts")
    try:
        return msgspec.json.decode(data, type=Dictionary)
    except msgspec.DecodeError as fault:
        fields = ", ".join(Dictionary.__struct_fields__)
        raise BadInput(
            f"the dictionary cannot be read: {fault}", hint=f"one JSON object with lists of texts: {fields}"
        ) from fault


def spelling(name: str) -> str:
    """A regular expression, without regard to case, for a name as it is spelled in prose, in code and in host names.

    Words may be joined as the name joins them, or by a space, a hyphen, an underscore, a point, a plus or nothing. A
    word that the name writes as one is never split: the code name Saltmarsh is not the words "salt marsh". Signs around
    the name belong to it where they stand there: what is left of "Inc." would tell that the name ends with a point.
    """
    words = list(_WORDS.finditer(name))
    if not words:
        return re.escape(name)
    shape = re.escape(words[0].group())
    for before, word in pairwise(words):
        own = name[before.end() : word.start()]
        joined = rf"(?:\s*{_signs(own)}\s*|{_JOINTS})" if own.strip() else _JOINTS
        shape += joined + re.escape(word.group())
    head, tail = name[: words[0].start()].strip(), name[words[-1].end() :].strip()
    return (f"(?:{_signs(head)})?" if head else "") + shape + (f"(?:{_signs(tail)})?" if tail else "")


def _signs(text: str) -> str:
    """Signs as they stand, their spaces of any length."""
    return r"\s*".join(map(re.escape, text.split()))


def short_forms(name: str) -> tuple[str, ...]:
    """The name itself, without its legal form, and its first two words: what people call it."""
    words = name.split()
    while len(words) > 1 and re.sub(r"\W", "", words[-1]).casefold() in LEGAL_FORMS:
        words.pop()
    short = " ".join(words).rstrip(",")
    forms = {name: None, short: None}
    if len(words) > 2:
        forms[" ".join(words[:2])] = None  # a name of three words or more is shortened from behind
    return tuple(form for form in forms if len(form) >= LEAST_SIGNS)
