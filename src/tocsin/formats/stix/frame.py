"""What every object of a bundle carries: id, times, creator, marks.

Objects are built without their ids: each is a number here, and a gap in the blank that is made of them. What fills it
is drawn from the seed of the document, never from a value: who holds a bundle can test no guess against an id, and two
recipients have no id in common. That holds for cyber observables too, whose deterministic ids STIX only recommends
(OASIS, "STIX Version 2.1", section 2.9).
"""

import re
from datetime import datetime
from typing import TypeAlias

from msgspec import Raw, Struct

from tocsin.vocab.blank import gap

StixObject: TypeAlias = dict[str, object]

# The gaps of a recipient's own texts; those of the ids follow.
OWN_STATEMENT, OWN_TITLE, OWN_NUMBER = range(3)
OWN_TEXTS = 3

# The two sources whose ids the standard's own schemas check (external reference). Searched, not matched whole, as a
# JSON schema does.
_CHECKED = {
    "cve": re.compile(r"^CVE-\d{4}-(0\d{3}|[1-9]\d{3,})$"),
    "capec": re.compile(r"^CAPEC-\d+$"),
}


class Frame(Struct, frozen=True, kw_only=True):
    """The frame of one bundle; `creator` is None where nobody is to be named, `subject` what the notes are about.

    `numbers` are the gaps of the ids so far, by what they stand for.
    """

    numbers: dict[str, int]
    at: str
    creator: str | None
    marks: tuple[str, ...]
    subject: str

    def id_of(self, kind: str, place: str) -> str:
        """What stands for the id of the object of this kind at this place."""
        return f"{kind}--{self.number_of(f'{kind}/{place}')}"

    def number_of(self, place: str) -> int:
        """The number of the id at this place, the next one where it has none yet."""
        return self.numbers.setdefault(place, OWN_TEXTS + len(self.numbers))

    def gapped(self, item: StixObject) -> StixObject:
        """The object with a gap for every id of this bundle, in its own id and in everything that refers to one."""
        fresh = item.copy()
        for name, value in item.items():
            if isinstance(value, str) and (name == "id" or name.endswith("_ref")):
                fresh[name] = self._gap(value)
            elif isinstance(value, list) and name.endswith("_refs"):
                fresh[name] = [self._gap(each) for each in value]
        return fresh

    def _gap(self, identifier: str) -> str | Raw:
        kind, _, number = identifier.partition("--")
        if not number.isdigit():
            return identifier  # somebody else's, or one that goes on
        return Raw(b'"%b--%b"' % (kind.encode(), gap(int(number))))

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


def spelled_gap(number: int) -> Raw:
    """A gap for a whole text, as JSON: for a recipient's own, or for an id without a kind."""
    return Raw(gap(number)) if number < OWN_TEXTS else Raw(b'"%b"' % gap(number))


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
