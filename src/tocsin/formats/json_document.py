"""Some JSON that no other reader knows: kept whole, its members listed.

This is the last resort for JSON and JSON Lines. Families that people often hand in are named in the reason, so that
they know it is not their file that is wrong; no meaning is read into any member.
"""

from tocsin.vocab.evidence import ItemKind
from tocsin.vocab.gathering import Gathering
from tocsin.vocab.passage import Passage, read_records
from tocsin.vocab.reading import Place, Reading
from tocsin.vocab.sample import Sample

NAME = "json-document"
SUMMARY = "any other JSON or JSON Lines: kept whole, nothing read into it"

_LISTED = 1_000  # members, elements or lines listed one by one; the rest is counted
_CERTAINTY = 5


def recognise(sample: Sample) -> int:
    """5 for anything that is JSON or JSON Lines."""
    return _CERTAINTY if sample.json is not None or sample.first_records else 0


def read(sample: Sample) -> Reading:
    """The document as one thing; each top-level member, element or line is listed."""
    found = Gathering()
    if isinstance(sample.json, list):
        _list_several(tuple(Place(pointer=f"/{index}") for index in range(len(sample.json))), "element", found)
        return found.reading(format_name=NAME, kind=ItemKind.ARTIFACT)
    records = read_records(sample)
    found.miss_all(records.bad)
    if sample.json is None:
        _list_several(tuple(each.place for each in records.passages), "line", found)
        return found.reading(format_name=NAME, kind=ItemKind.ARTIFACT)
    document = records.passages[0]
    family = _family(document)
    if family:
        found.miss(Place(pointer=""), f"this is {family}; there is no reader for it, it is kept whole")
    for key in document.keys[:_LISTED]:
        found.miss(document.place_of(key), f"a member of unknown meaning: {_shape(document.get(key).value)}")
    _list_rest(len(document.keys), "member", found)
    return found.reading(format_name=NAME, kind=ItemKind.ARTIFACT)


def _list_several(places: tuple[Place, ...], what: str, found: Gathering) -> None:
    for place in places[:_LISTED]:
        found.miss(place, f"one {what} of a kind that no reader knows; kept with the whole")
    _list_rest(len(places), what, found)


def _list_rest(count: int, what: str, found: Gathering) -> None:
    if count > _LISTED:
        found.miss(Place(pointer=""), f"{count - _LISTED:,} more of the same ({what}) are kept with the whole")


def _family(document: Passage) -> str | None:
    schema = document.text("$schema") or ""
    tests = (
        (document.text("type") == "bundle" and "objects" in document.keys, "a STIX bundle"),
        ("json-schema.org" in schema or {"$defs", "properties", "definitions"} & set(document.keys), "a JSON Schema"),
        (document.get("document").text("csaf_version"), "a CSAF document"),
        (document.text("dataType") == "CVE_RECORD", "a CVE record"),
        (document.text("spdxVersion"), "an SPDX 2 document"),
        (document.get("Event").is_object, "a MISP event"),
    )
    return next((family for told, family in tests if told), None)


def _shape(value: object) -> str:
    if isinstance(value, dict):
        return f"an object of {len(value):,}"
    if isinstance(value, list):
        return f"an array of {len(value):,}"
    return "a text" if isinstance(value, str) else "a plain value"
