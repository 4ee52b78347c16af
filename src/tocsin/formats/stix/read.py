"""A bundle read back: every property of every object."""

import json
from collections.abc import Iterator

from tocsin.formats.stix.frame import StixObject, texts_in
from tocsin.vocab.errors import BadInput
from tocsin.vocab.foreign import plain
from tocsin.vocab.marking import Tlp, tlp_of_marking_id
from tocsin.vocab.package import Shown
from tocsin.vocab.visible import visible

# Said by the place of an object and by the standard, not to a person.
_TECHNICAL = {"type", "spec_version", "id", "pattern_type", "pattern_version", "extension_type"}
_UNMARKED = {"marking-definition", "extension-definition"}


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


def _objects(data: bytes) -> list[StixObject]:
    try:
        bundle = json.loads(data)
    except (ValueError, RecursionError) as fault:
        raise BadInput("not JSON") from fault
    if not isinstance(bundle, dict) or bundle.get("type") != "bundle" or not isinstance(bundle.get("objects"), list):
        raise BadInput("/type: not a STIX bundle with objects")
    if not all(isinstance(each, dict) for each in bundle["objects"]):
        raise BadInput("/objects: not a list of objects")
    return list(bundle["objects"])


def _labels(item: StixObject) -> set[Tlp]:
    found = (tlp_of_marking_id(mark) for mark in texts_in(item, "object_marking_refs"))
    return {tlp for tlp in found if tlp is not None}


def _lines(item: StixObject) -> Iterator[tuple[str, str]]:
    kind = visible(plain(item.get("type", "object")))
    for name, value in item.items():
        if name not in _TECHNICAL and not name.endswith(("_ref", "_refs")):
            yield from ((f"{kind} {visible(inner)}", said) for inner, said in _values(name, value))


def _values(name: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _TECHNICAL:
                yield from _values(f"{name} {key}", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(name, inner)
    else:
        yield name, visible(plain(value).replace("\r\n", "\n"), keep_lines=True)
