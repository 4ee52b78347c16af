"""A bundle read back: every property of every object."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache

from tocsin.formats.stix.frame import StixObject, texts_in
from tocsin.vocab.errors import BadInput
from tocsin.vocab.foreign import plain
from tocsin.vocab.marking import Tlp, tlp_of_marking_id
from tocsin.vocab.package import Shown
from tocsin.vocab.visible import visible

# Said by the place of an object and by the standard, not to a person.
_TECHNICAL = {"type", "spec_version", "id", "pattern_type", "pattern_version", "extension_type"}
_UNMARKED = {"marking-definition", "extension-definition"}

_DECODER = json.JSONDecoder()
_SPACE = r"[ \t\n\r]*"  # RFC 8259, section 2
_SIGNS = {sign: re.compile(f"{_SPACE}{re.escape(sign)}{_SPACE}") for sign in "{}[]:,"}
_NO_BUNDLE = "/type: not a STIX bundle with objects"


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
    lines = tuple(line for each in objects for line in _lines(each))
    return Shown(tlp=max(max(found) for found in reports) if is_whole else None, lines=lines)


def lines(data: bytes) -> Iterator[tuple[str, str]]:
    """The same lines one after another: of a long bundle no more is read than somebody looks at.

    BadInput where the bytes are no bundle, as soon as that is seen.
    """
    for each in _one_by_one(data):
        yield from _lines(each)


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


def _lines(item: StixObject) -> list[tuple[str, str]]:
    kind = plain(item.get("type", "object"))
    found: list[tuple[str, str]] = []
    for name, value in item.items():
        if name not in _TECHNICAL and not name.endswith(("_ref", "_refs")):
            _add_values(found, kind, name, value)
    return found


def _add_values(found: list[tuple[str, str]], kind: str, name: str, value: object) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _TECHNICAL:
                _add_values(found, kind, f"{name} {key}", inner)
    elif isinstance(value, list):
        for inner in value:
            _add_values(found, kind, name, inner)
    else:
        said = visible(plain(value).replace("\r\n", "\n"), keep_lines=True)
        found.append((_named(kind, name), said))


@lru_cache(maxsize=1_000)  # a long bundle has a few names, again and again
def _named(kind: str, name: str) -> str:
    return f"{visible(kind)} {visible(name)}"
