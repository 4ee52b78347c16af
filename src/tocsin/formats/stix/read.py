"""A bundle read back: every property of every object, in words.

An object is called by what tells it apart from others: an indicator by its value, a note by its abstract, anything
else by its name. A property that nobody gave words to is shown under its own name. What is the same for the whole
bundle (the time, the sender, the label) is said where it is said first, and again wherever it differs.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from tocsin.formats.stix.frame import StixObject, text_of, texts_in
from tocsin.vocab.errors import BadInput
from tocsin.vocab.foreign import plain
from tocsin.vocab.marking import TLP_NAMES, Tlp, tlp_of_marking_id
from tocsin.vocab.package import Shown
from tocsin.vocab.triage import STIX_CONFIDENCE
from tocsin.vocab.visible import visible

# Said by the place of an object and by the standard, not to a person.
_TECHNICAL = {"type", "spec_version", "id", "pattern_type", "pattern_version", "extension_type", "definition_type"}
_UNMARKED = {"marking-definition", "extension-definition"}

_KINDS: dict[str, str] = {
    "identity": "Organization",
    "attack-pattern": "Technique",
    "course-of-action": "What helps",
    "ai-prompt": "Prompt",
    "marking-definition": "Mark",
    "extension-definition": "Extension of the standard",
}
_NAMES: dict[str, str] = {
    "abstract": "Named",
    "affected_party_notifications": "Telling affected parties",
    "content": "Text",
    "count": "Times seen",
    "definition": "Terms",
    "description": "What it says",
    "encrypt_in_transit": "Encryption in transit",
    "end_date": "Terms end",
    "external_references": "Known elsewhere as",
    "first_seen": "First seen",
    "iep_id": "Number of the terms",
    "iep_version": "Version of the terms' form",
    "identity_class": "Kind",
    "labels": "Keyword",
    "last_seen": "Last seen",
    "name": "Name",
    "permitted_actions": "Permitted actions",
    "provider_attribution": "Naming the source",
    "report_types": "Kind of report",
    "revoked": "Taken back",
    "schema": "Defined at",
    "start_date": "Terms begin",
    "statement": "Terms",
    "tlp": "Label (TLP 1)",
    "tlp_2_0": "Label (TLP 2.0)",
    "tlp_ref": "Label (by its object)",
    "unmodified_resale": "Selling it on unchanged",
    "valid_from": "Use from",
    "valid_until": "Use until",
    "value": "Text",
}
_TIMES = {
    *("created", "modified", "published", "valid_from", "valid_until"),
    *("first_seen", "last_seen", "start_date", "end_date"),
}
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.0+)?(\.\d+)?Z")
_SURE = {number: word.value for word, number in STIX_CONFIDENCE.items() if number is not None}
# One comparison with a text, as most patterns are (STIX Version 2.1, section 9).
_COMPARED = re.compile(r"\[[\w.:'-]+ = '((?:[^'\\]|\\.)*)'\]", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

_BACK = "taken back"

_DECODER = json.JSONDecoder()
_SPACE = r"[ \t\n\r]*"  # RFC 8259, section 2
_SIGNS = {sign: re.compile(f"{_SPACE}{re.escape(sign)}{_SPACE}") for sign in "{}[]:,"}
_NO_BUNDLE = "/type: not a STIX bundle with objects"

Line = tuple[str, str]


def show(data: bytes) -> Shown:
    """The label of the report and every line of every object; BadInput where the bytes are no bundle.

    The label is None where there is no report, where its marks say none or more than one, and where any other object
    has no label at all.
    """
    objects = _objects(data)
    content = [each for each in objects if each.get("type") not in _UNMARKED]
    labels = [_labels(each) for each in content]
    reports = [found for each, found in zip(content, labels, strict=True) if each.get("type") == "report"]
    is_whole = all(len(found) == 1 for found in labels) and bool(reports)
    return Shown(tlp=max(max(found) for found in reports) if is_whole else None, lines=tuple(_said(objects)))


def lines(data: bytes) -> Iterator[Line]:
    """The same lines one after another: of a long bundle no more is read than somebody looks at.

    BadInput where the bytes are no bundle, as soon as that is seen.
    """
    yield from _said(_one_by_one(data))


def _objects(data: bytes) -> list[StixObject]:
    try:
        bundle = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise BadInput("not JSON") from fault
    if not isinstance(bundle, dict) or bundle.get("type") != "bundle" or not isinstance(bundle.get("objects"), list):
        raise BadInput(_NO_BUNDLE)
    if not all(isinstance(each, dict) for each in bundle["objects"]):
        raise BadInput("/objects: not a list of objects")
    return list(bundle["objects"])


def _labels(item: StixObject) -> set[Tlp]:
    found = (tlp_of_marking_id(mark) for mark in texts_in(item, "object_marking_refs"))
    return {tlp for tlp in found if tlp is not None}


class _Scan:
    """A JSON text, value by value; ValueError where it is none."""

    def __init__(self, text: str) -> None:
        self._text, self._at = text, 0

    def value(self) -> object:
        """The value that follows."""
        found, self._at = _DECODER.raw_decode(self._text, self._at)
        return found

    def is_past(self, sign: str) -> bool:
        """Whether this sign follows; then it lies behind, with the space around it."""
        found = _SIGNS[sign].match(self._text, self._at)
        self._at = found.end() if found else self._at
        return found is not None

    def go_past(self, sign: str) -> None:
        """Go past this sign."""
        if not self.is_past(sign):
            raise ValueError(f"{sign} is missing")


def _one_by_one(data: bytes) -> Iterator[StixObject]:
    """The objects in their order, each parsed when it is asked for."""
    try:
        scan = _Scan(data.decode())
        scan.go_past("{")
        while (name := scan.value()) != "objects":
            scan.go_past(":")
            if scan.value() != "bundle" and name == "type":
                raise BadInput(_NO_BUNDLE)
            scan.go_past(",")
        scan.go_past(":")
        scan.go_past("[")
        while not scan.is_past("]"):
            each = scan.value()
            if not isinstance(each, dict):
                raise BadInput("/objects: not a list of objects")
            yield each
            if not scan.is_past(","):
                scan.go_past("]")
                return
    except (ValueError, RecursionError) as fault:
        raise BadInput("not JSON, or no STIX bundle with objects") from fault


def _said(objects: Iterable[StixObject]) -> Iterator[Line]:
    """The objects in words; those that were read before are called by their names where others refer to them."""
    known, common = dict[str, str](), dict[str, str]()
    for each in objects:
        kind, name = text_of(each, "type"), _called(each, known)
        known[text_of(each, "id")] = name
        yield "Heading", _heading(kind, name)
        is_called_so = {"abstract": kind == "note", "name": kind != "report"}
        for prop, value in each.items():
            if prop in _TECHNICAL or (is_called_so.get(prop) and name == value):
                continue
            if prop.endswith(("_ref", "_refs")):
                yield from _references(prop, value, kind, known, common)
            elif prop in {"created", "modified"}:
                is_first = prop == "created" and each.get("modified", value) != value
                yield from _once(common, "First written" if is_first else "Written", _in_words(prop, value))
            else:
                named = "Title" if (kind, prop) == ("report", "name") else prop
                yield from _lines(named, value)


def _heading(kind: str, name: str) -> str:
    if kind == "note" and name not in {"", _BACK}:
        return _shown(name)
    said = _KINDS.get(kind) or plain(kind or "object").replace("-", " ").capitalize()
    return _shown(f"{said}: {name}" if name else said)


def _called(item: StixObject, known: dict[str, str]) -> str:
    """What tells an object apart from others."""
    if item.get("revoked") is True:
        return _BACK
    match text_of(item, "type"):
        case "note":
            return text_of(item, "abstract")
        case "indicator":
            found = _COMPARED.fullmatch(text_of(item, "pattern"))
            return _ESCAPED.sub(r"\1", found[1]) if found else text_of(item, "name")
        case "sighting":
            return known.get(text_of(item, "sighting_of_ref"), "")
        case "report":
            return ""  # its title stands right below
        case "marking-definition" if "definition" in item:
            return text_of(item, "name") or "terms of this document"
    return text_of(item, "name")


def _references(prop: str, value: object, kind: str, known: dict[str, str], common: dict[str, str]) -> Iterator[Line]:
    """What an object refers to, by name; an id that nothing here explains is shown as it is."""
    wanted = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    refs = [each for each in wanted if isinstance(each, str)]
    if prop == "object_marking_refs":
        labels = [TLP_NAMES[tlp] for each in refs if (tlp := tlp_of_marking_id(each)) is not None]
        yield from _once(common, "Label", ", ".join(labels) or "none")
    elif prop == "created_by_ref":
        yield from _once(common, "From", _shown(", ".join(known.get(each, each) for each in refs)))
    elif prop == "object_refs" and kind == "report":
        yield "Holds", f"{len(refs)} {'object' if len(refs) == 1 else 'objects'}"
    elif prop == "object_refs":
        about = [name for each in refs if (name := known.get(each, each))]
        if about:
            yield from _once(common, "About", _shown(", ".join(about)))
    elif prop != "sighting_of_ref" or not all(known.get(each) for each in refs):
        yield from _lines(prop, [known.get(each, each) for each in refs])


def _once(common: dict[str, str], name: str, said: str) -> Iterator[Line]:
    """What holds until something else is said."""
    if common.get(name) != said:
        common[name] = said
        yield name, said


def _lines(name: str, value: object) -> Iterator[Line]:
    if isinstance(value, dict):
        if name == "external_references" and "source_name" in value:
            yield from _reference(value)
            return
        for key, inner in value.items():
            if key not in _TECHNICAL:
                is_place = name in {"extensions", "definition"} or name.startswith("extension-definition--")
                yield from _lines(key if is_place else f"{name} {key}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _lines(name, inner)
    else:
        yield _named(name), _in_words(name, value)


def _reference(given: dict[str, object]) -> Iterator[Line]:
    """A number or name that somebody else gave it, with its source in front."""
    source, number = given["source_name"], given.get("external_id", "")
    yield _named("external_references"), _shown(f"{plain(source)}: {plain(number)}" if number else plain(source))
    for key, inner in given.items():
        if key not in {"source_name", "external_id"}:
            yield from _lines(key, inner)


def _in_words(name: str, value: object) -> str:
    if name == "confidence" and isinstance(value, int) and not isinstance(value, bool):
        return f"{_SURE[value]} ({value} of 100)" if value in _SURE else f"{value} of 100"
    if isinstance(value, bool):
        return "yes" if value else "no"
    said = _shown(plain(value))
    if name in _TIMES and (found := _TIME.fullmatch(said)):
        return f"{found[1]} {found[2]}{found[3] or ''} UTC"
    return said


def _shown(text: str) -> str:
    return visible(text.replace("\r\n", "\n"), keep_lines=True)


@lru_cache(maxsize=1_000)  # a long bundle has a few names, again and again
def _named(name: str) -> str:
    said = visible(name.replace("_", " "))
    return _NAMES.get(name) or said[:1].upper() + said[1:]
