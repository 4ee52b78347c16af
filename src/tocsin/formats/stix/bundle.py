"""A STIX 2.1 bundle for one recipient, written and read back.

Source: OASIS, "STIX Version 2.1", OASIS Standard, 10 June 2021. Objects stand in the order of their kinds and of the
copy; ids come from the document's seed, times from its writing. Nothing in it is made from a value.
"""

from collections.abc import Iterable

import msgspec

from tocsin.formats.stix import read, recall
from tocsin.formats.stix.content import closing_notes, content, subject_kind
from tocsin.formats.stix.frame import Frame, StixObject, seeded_id, timestamp
from tocsin.formats.stix.marks import iep_extension, iep_mark, mark_losses, terms_mark, tlp_extension, tlp_mark
from tocsin.formats.stix.parts import prompt_extension
from tocsin.vocab.handling import sender_of, stricter_parts
from tocsin.vocab.marking import TLP2_MARKING_IDS, Tlp
from tocsin.vocab.package import Package, Rendered, Shown
from tocsin.vocab.release import Purpose
from tocsin.vocab.writable import file_stem, refuse_unwritable

NAME = "stix"
SUMMARY = "STIX 2.1: a bundle with TLP 2.0, indicators, notes and the prompt extension"
MEDIA_TYPE = "application/stix+json;version=2.1"
CARRIES = frozenset(Tlp)


def write(package: Package) -> Rendered:
    """The bundle's bytes. A correction keeps the ids of what goes on; a withdrawal revokes everything it can."""
    refuse_unwritable(package)
    frame = _frame(package)
    identity = _identity(frame, package)
    if package.purpose is Purpose.WITHDRAWAL:
        objects, losses = recall.withdraw(frame, package, closing_notes)
    else:
        objects, losses = content(frame, package)
        objects = [*identity, *objects]
        if package.purpose is Purpose.CORRECTION:
            objects, more = recall.correct(frame, package, objects)
            losses += more
    definitions = _definitions(frame, package, objects)
    bundle: StixObject = {
        "type": "bundle",
        "id": frame.id_of("bundle", "whole"),
        "objects": [*definitions, *objects],
    }
    return Rendered(
        data=msgspec.json.encode(bundle),
        media_type=MEDIA_TYPE,
        file_name=f"{file_stem(package.number)}.json",
        losses=(*stricter_parts(package), *mark_losses(package.terms), *losses),
    )


def show(data: bytes) -> Shown:
    """What the bundle says, read by another parser."""
    return read.show(data)


def _frame(package: Package) -> Frame:
    seed = package.seed
    marks = [TLP2_MARKING_IDS[package.terms.tlp], seeded_id(seed, "marking-definition", "terms")]
    creator = seeded_id(seed, "identity", "sender") if sender_of(package.sender, package.terms) else None
    frame = Frame(
        seed=seed,
        at=timestamp(package.written_at),
        creator=creator,
        marks=tuple(marks),
        subject=seeded_id(seed, subject_kind(package.copy), "subject"),
    )
    policy = iep_mark(frame, package)
    return msgspec.structs.replace(frame, marks=(*marks, str(policy["id"]))) if policy else frame


def _identity(frame: Frame, package: Package) -> list[StixObject]:
    sender = sender_of(package.sender, package.terms)
    named: StixObject = {"name": sender, "identity_class": "organization"}
    return [frame.made("identity", "sender", named)] if sender else []


def _definitions(frame: Frame, package: Package, objects: Iterable[StixObject]) -> list[StixObject]:
    """The extensions and marks that the objects use, each label once, from open to strict."""
    used: set[object] = set()
    for each in objects:
        marks = each.get("object_marking_refs")
        used.update(marks if isinstance(marks, list) else ())
    policy = iep_mark(frame, package)
    extensions = [tlp_extension(), *([iep_extension()] if policy else [])]
    if any(each["type"] == "ai-prompt" for each in objects):
        extensions.append(prompt_extension())
    labels = [tlp_mark(tlp) for tlp, mark in TLP2_MARKING_IDS.items() if mark in used]
    return [*extensions, *labels, terms_mark(frame, package), *([policy] if policy else [])]
