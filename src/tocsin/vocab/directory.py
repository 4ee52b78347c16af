"""A directory of parties: one entry as a person or a file gives it."""

import re
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from tocsin.vocab.errors import BadInput
from tocsin.vocab.party import PartyKind
from tocsin.vocab.visible import visible

_LINE = 200  # signs of a name, a mailbox, a time of day: each is one line
_NOTE = 4_000
_ISSUER = re.compile(r"[!-*,-~]{1,200}\Z")  # a key's name: C2SP signed-note, "Format"
_POINT = re.compile(r"0[23][0-9a-f]{64}\Z")  # a compressed point of P-256: SEC 1 version 2.0 section 2.3.3


class PartyEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who a party is. ValueError names what does not fit.

    `record_key` is the key with which it signs its receipts: ES256, the compressed point in hex; `record_iss` the name
    that stands in them as their issuer (where "", the key's thumbprint).
    """

    name: str
    kinds: tuple[PartyKind, ...]
    contact: str = ""
    phone: str = ""
    hours: str = ""
    sector: str = ""
    note: str = ""
    record_key: str = ""
    record_iss: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or self.name != self.name.strip():
            raise ValueError("a party needs a name, without space around it")
        if self.name.startswith("party-"):
            raise ValueError("a name that looks like an id would be taken for one")
        if not self.kinds or len(set(self.kinds)) != len(self.kinds):
            raise ValueError("a party is of at least one kind, and of each once")
        for text in (self.name, self.contact, self.phone, self.hours, self.sector):
            if len(text) > _LINE or visible(text) != text:
                raise ValueError(f"one line of at most {_LINE} signs, none of them hidden, was expected")
        if len(self.note) > _NOTE:
            raise ValueError(f"a note has at most {_NOTE} signs")
        if self.record_key and not _POINT.match(self.record_key):
            raise ValueError("a record key is a compressed point of P-256 in hex: 66 signs, the first two 02 or 03")
        if self.record_iss and not (self.record_key and _ISSUER.match(self.record_iss)):
            raise ValueError("a record issuer goes with a record key, and is ASCII without spaces and plus signs")


def entry_of(members: dict[str, object], where: str = "") -> PartyEntry:
    """An entry from its members; BadInput says what is wrong, after `where`."""
    try:
        return msgspec.convert(members, PartyEntry)
    except msgspec.ValidationError as error:
        kinds = f"kinds are: {', '.join(PartyKind)}"
        known = f"members are: {', '.join(PartyEntry.__struct_fields__)}; {kinds}"
        raise BadInput(f"{where}{': ' if where else ''}{error}", hint=known) from error


def no_name_twice(entries: Iterable[PartyEntry]) -> None:
    """BadInput where two entries have one name: nobody could say later which is meant."""
    seen = set[str]()
    for entry in entries:
        folded = entry.name.casefold()
        if folded in seen:
            raise BadInput(f"{entry.name[:60]!r} stands twice", hint="give each party a name of its own")
        seen.add(folded)
