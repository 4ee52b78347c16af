"""Corrections and withdrawals: the same objects again, newer, or revoked.

Source: OASIS, "STIX Version 2.1", section 3.6 (versioning, revoking). An object goes on where the new bundle has one
that says the same thing in its place (the same pattern, the same number of a component, the same note); it keeps its
id and its `created`. What is no longer there is revoked, and does not say again what it said: a document that named
somebody can be taken back without naming them once more. Cyber observables and marks have no versions.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from tocsin.formats.stix.frame import Frame, StixObject, text_of, texts_in, timestamp
from tocsin.vocab.errors import BadInput
from tocsin.vocab.marking import TLP2_MARKING_IDS, tlp_of_marking_id
from tocsin.vocab.outline import WITHDRAWN
from tocsin.vocab.package import Loss, Package
from tocsin.vocab.visible import visible

Closing = Callable[[Frame, Package], Iterator[StixObject]]

# What tells two objects of a kind apart, beside their order.
_TELLING = {
    "indicator": "pattern",
    "attack-pattern": "name",
    "note": "abstract",
    "course-of-action": "description",
    "software": "name",
    "ai-prompt": "value",
}
_UNVERSIONED = {"software", "ai-prompt"}
_STAYS = {"identity"}  # the sender is not taken back
# What a revoked object keeps beside its references, and what stands where the standard wants a text. Nothing matches
# the pattern: names under `invalid` exist nowhere (RFC 2606 section 2).
_KEPT = {"type", "spec_version", "id", "created", "pattern_type", "pattern_version", "valid_from", "published"} | {
    "report_types"
}
_INSTEAD = {"name": "Withdrawn", "content": "Withdrawn", "pattern": "[domain-name:value = 'withdrawn.invalid']"}


def correct(frame: Frame, package: Package, objects: list[StixObject]) -> tuple[list[StixObject], list[Loss]]:
    """The new objects under the ids of those they continue, then those that are taken back."""
    if not package.earlier:
        why = "the document it follows was no STIX bundle; nothing can be revoked"
        return objects, [Loss(what="the ids of the document that is corrected", why=why)]
    earlier = [each for each in _objects(package.earlier) if not each.get("revoked")]
    held = dict(_keyed(earlier))
    renamed = {text_of(each, "id"): text_of(held[key], "id") for key, each in _keyed(objects) if key in held}
    olds = {text_of(each, "id"): each for each in held.values()}
    gone = [each for each in earlier if text_of(each, "id") not in set(renamed.values()) and _can_be_revoked(each)]
    going_on = [_continued(_renamed(each, renamed), olds, frame.at) for each in objects]
    return [*going_on, *(_revoked(each, frame) for each in gone)], []


def withdraw(frame: Frame, package: Package, closing: Closing) -> tuple[list[StixObject], list[Loss]]:
    """Everything of the earlier bundle that can be revoked, revoked, and notes that say why."""
    if not package.earlier:
        raise BadInput("a withdrawal in STIX needs the bundle that it withdraws", hint="withdraw it as mail or form")
    earlier = _objects(package.earlier)
    revoked = [_revoked(each, frame) for each in earlier if _can_be_revoked(each) and not each.get("revoked")]
    report = next((text_of(each, "id") for each in revoked if each["type"] == "report"), "")
    if not report:
        raise BadInput("the earlier bundle holds no report that could be withdrawn", hint="withdraw it as mail or form")
    stays = [each for each in earlier if each.get("type") in _STAYS]
    here = _about(frame, report, text_of(stays[0], "id") if stays else None)
    said = "\n".join(filter(None, (WITHDRAWN, f"Document: {visible(package.follows)}", package.why)))
    notes = [here.note("withdrawal", "What this document withdraws", said), *closing(here, package)]
    why = "STIX has no versions of them; the report and the notes that name them are revoked"
    observed = any(each.get("type") in _UNVERSIONED for each in earlier)
    losses = [Loss(what="the revoking of software and prompts", why=why)] if observed else []
    unsaid = "a withdrawal does not repeat what it takes back"
    return [*stays, *revoked, *notes], [Loss(what="the content of the document that is withdrawn", why=unsaid), *losses]


def _about(frame: Frame, subject: str, creator: str | None) -> Frame:
    return replace(frame, creator=creator, subject=subject)


def _objects(data: bytes) -> list[StixObject]:
    try:
        found = json.loads(data)
        listed = found["objects"]
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise BadInput(
            "the earlier document is no STIX bundle", hint="send it again in a format it was sent in"
        ) from fault
    return [each for each in listed if isinstance(each, dict) and "id" in each] if isinstance(listed, list) else []


def _can_be_revoked(item: StixObject) -> bool:
    kind = item.get("type")
    is_definition = kind in {"marking-definition", "extension-definition"}
    return not is_definition and kind not in _UNVERSIONED | _STAYS and "modified" in item


def _keyed(objects: Iterable[StixObject]) -> Iterator[tuple[tuple[str, str, int], StixObject]]:
    """Each object with what it is: its kind, what tells it apart, and its number among equals."""
    told: dict[str, str] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for each in objects:
        kind = text_of(each, "type")
        if kind in {"marking-definition", "extension-definition"}:
            continue
        about = [text_of(each, "sighting_of_ref"), *texts_in(each, "object_refs")[:1]]
        named = [text_of(each, _TELLING.get(kind, "")), *(told.get(identifier, "") for identifier in about)]
        telling = "" if kind == "report" else json.dumps(named)
        told[text_of(each, "id")] = telling
        seen[kind, telling] += 1
        yield (kind, telling, seen[kind, telling]), each


def _renamed(item: StixObject, renamed: dict[str, str]) -> StixObject:
    """The object under other ids, in its own id and in everything that refers to one."""
    fresh: StixObject = {}
    for name, value in item.items():
        if name == "id" or name.endswith("_ref"):
            fresh[name] = renamed.get(str(value), value)
        elif name.endswith("_refs"):
            fresh[name] = [renamed.get(each, each) for each in texts_in(item, name)]
        else:
            fresh[name] = value
    return fresh


def _continued(item: StixObject, olds: dict[str, StixObject], at: str) -> StixObject:
    old = olds.get(text_of(item, "id"))
    if old is None or "modified" not in item:
        return item
    return {**item, "created": old["created"], "modified": _newer(old, at)}


def _revoked(item: StixObject, frame: Frame) -> StixObject:
    """The object taken back, without what it said, under its own label where that is the stricter one."""
    labels = {mark for mark in texts_in(item, "object_marking_refs") if tlp_of_marking_id(mark) is not None}
    known = [tlp for mark in [*labels, frame.marks[0]] if (tlp := tlp_of_marking_id(mark)) is not None]
    marks = [TLP2_MARKING_IDS[max(known)], *frame.marks[1:]]
    kept = {name: value for name, value in item.items() if name in _KEPT or name.endswith(("_ref", "_refs"))}
    unsaid = {name: text for name, text in _INSTEAD.items() if name in item}
    return {
        **kept,
        **unsaid,
        "modified": _newer(item, frame.at),
        "revoked": True,
        "object_marking_refs": marks,
    }


def _newer(old: StixObject, at: str) -> str:
    """The time of the new version: never that of the old one or before it."""
    try:
        before = datetime.fromisoformat(text_of(old, "modified")).astimezone(UTC)
    except ValueError as fault:
        raise BadInput("an object of the earlier bundle has no time of its version") from fault
    return max(at, timestamp(before + timedelta(milliseconds=1)))
