"""What every object of a bundle carries: id, times, creator, marks.

Ids are UUIDs of version 4 by form, made from the seed of the document and the object's place in it, never from a value:
who holds a bundle can test no guess against an id, and two recipients have no id in common. That holds for cyber
observables too, whose deterministic ids STIX only recommends (OASIS, "STIX Version 2.1", section 2.9).
"""

import hmac
import re
from datetime import datetime
from functools import lru_cache
from typing import TypeAlias

from msgspec import Struct

StixObject: TypeAlias = dict[str, object]

# The two sources whose ids the standard's own schemas check (external reference). Searched, not matched whole, as a
# JSON schema does.
_CHECKED = {
    "cve": re.compile(r"^CVE-\d{4}-(0\d{3}|[1-9]\d{3,})$"),
    "capec": re.compile(r"^CAPEC-\d+$"),
}


class Frame(Struct, frozen=True, kw_only=True):
    """The frame of one bundle; `creator` is None where nobody is to be named, `subject` what the notes are about."""

    seed: bytes
    at: str
    creator: str | None
    marks: tuple[str, ...]
    subject: str

    def id_of(self, kind: str, place: str) -> str:
        """The id of the object of this kind at this place."""
        return seeded_id(self.seed, kind, place)

    def made(self, kind: str, place: str, properties: StixObject, marks: tuple[str, ...] = ()) -> StixObject:
        """A domain or relationship object; what is empty is left out, as the standard has it (section 3.1)."""
        item: StixObject = {"type": kind, "spec_version": "2.1", "id": self.id_of(kind, place)}
        if self.creator is not None:
            item["created_by_ref"] = self.creator
        item["created"] = item["modified"] = self.at
        item.update(filled(properties))
        item["object_marking_refs"] = list(marks or self.marks)
        return item

    def note(self, place: str, abstract: str, content: str, **more: object) -> StixObject:
        """A note on the subject."""
        about: StixObject = {"object_refs": [self.subject]}
        return self.made("note", place, {"abstract": abstract, "content": content, **about, **more})

    def observed(self, kind: str, place: str, properties: StixObject) -> StixObject:
        """A cyber-observable object: it has no times and no creator."""
        head: StixObject = {"type": kind, "spec_version": "2.1", "id": self.id_of(kind, place)}
        return {**head, **filled(properties), "object_marking_refs": list(self.marks)}


def seeded_id(seed: bytes, kind: str, place: str) -> str:
    """The id of an object: its type and a UUID that says nothing."""
    return f"{kind}--{seeded_uuid(seed, f'{kind}/{place}')}"


def seeded_uuid(seed: bytes, place: str) -> str:
    """HMAC-SHA-256 of a place under a seed, in the form of a UUID of version 4 (RFC 9562, section 5.4)."""
    keyed = _keyed(seed).copy()
    keyed.update(place.encode())
    digest = bytearray(keyed.digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x40
    digest[8] = digest[8] & 0x3F | 0x80
    plain = digest.hex()
    return f"{plain[:8]}-{plain[8:12]}-{plain[12:16]}-{plain[16:20]}-{plain[20:]}"


@lru_cache(maxsize=8)  # a bundle has thousands of ids and one seed
def _keyed(seed: bytes) -> hmac.HMAC:
    return hmac.new(seed, digestmod="sha256")


def filled(properties: StixObject) -> StixObject:
    """The properties that say something."""
    return {name: value for name, value in properties.items() if value or value == 0}  # a confidence may be 0


def timestamp(at: datetime) -> str:
    """A moment in UTC with milliseconds and Z, as the standard spells it (section 2.16)."""
    return f"{at.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def reference(source: str, identifier: str, description: str = "") -> StixObject:
    """An external reference. A CVE or CAPEC id stands under that name, and what only resembles one never does."""
    for name, form in _CHECKED.items():
        if form.search(identifier):
            return filled({"source_name": name, "description": description, "external_id": identifier})
    is_taken = source in _CHECKED or not source
    named = f"{source} (as given)" if is_taken else source
    return filled({"source_name": named, "description": description, "external_id": identifier})


def text_of(item: StixObject, name: str) -> str:
    """A text property of an object; "" where it has none."""
    value = item.get(name)
    return value if isinstance(value, str) else ""


def texts_in(item: StixObject, name: str) -> list[str]:
    """A list of texts of an object, such as its marks; what is no text is left out."""
    value = item.get(name)
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
