"""A STIX 2.1 bundle for one recipient, written and read back.

Source: OASIS, "STIX Version 2.1", OASIS Standard, 10 June 2021. Objects stand in the order of their kinds and of the
copy; ids come from the document's seed, times from its writing. Nothing in it is made from a value. Everything is built
once as a blank, whose gaps are the ids and the few texts that differ from recipient to recipient.
"""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from tocsin.formats.stix import read, recall
from tocsin.formats.stix.content import closing_notes, content, subject_kind, title
from tocsin.formats.stix.frame import (
    OWN_NUMBER,
    OWN_STATEMENT,
    OWN_TEXTS,
    OWN_TITLE,
    Frame,
    StixObject,
    reference,
    timestamp,
)
from tocsin.formats.stix.marks import (
    iep_extension,
    iep_mark,
    mark_losses,
    statement,
    terms_mark,
    tlp_extension,
    tlp_mark,
)
from tocsin.formats.stix.parts import prompt_extension
from tocsin.vocab.blank import Blank, cut, filled
from tocsin.vocab.handling import sender_of, stricter_parts
from tocsin.vocab.marking import TLP2_MARKING_IDS, Tlp
from tocsin.vocab.package import Package, Rendered, Shown
from tocsin.vocab.release import Purpose
from tocsin.vocab.writable import refuse_unwritable

NAME = "stix"
SUMMARY = "STIX 2.1: a bundle with TLP 2.0, indicators, notes and the prompt extension"
MEDIA_TYPE = "application/stix+json;version=2.1"
CARRIES = frozenset(Tlp)


def write(package: Package) -> Rendered:
    """The bundle's bytes. A correction keeps the ids of what goes on; a withdrawal revokes everything it can."""
    return filled(blank(package), own(package), package)


def blank(package: Package) -> Blank:
    """The bundle with gaps for its ids, its name, its number and the statement of its terms."""
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
    # Marks and extensions come last: whoever reads the bundle from its beginning reads what it says.
    gapped = [frame.gapped(each) for each in (*objects, *_definitions(frame, package, objects))]
    whole = frame.gapped({"type": "bundle", "id": frame.id_of("bundle", "whole")}) | {"objects": gapped}
    pieces, gaps = cut(msgspec.json.encode(whole))
    return Blank(
        pieces=pieces,
        gaps=gaps,
        own=OWN_TEXTS,
        ids=len(frame.numbers),
        media_type=MEDIA_TYPE,
        ending=".json",
        losses=(*stricter_parts(package), *mark_losses(package.terms), *losses),
    )


def own(package: Package) -> tuple[bytes, ...]:
    """The statement of the terms, the name and the number, as JSON."""
    texts: dict[int, object] = {
        OWN_STATEMENT: statement(package),
        OWN_TITLE: title(package),
        OWN_NUMBER: reference("document number", package.number),
    }
    try:
        return tuple(msgspec.json.encode(texts[number]) for number in range(OWN_TEXTS))
    except UnicodeEncodeError:
        refuse_unwritable(package)
        raise


def show(data: bytes) -> Shown:
    """What the bundle says, read by another parser."""
    return read.show(data)


def lines(data: bytes) -> Iterator[tuple[str, str]]:
    """Every line of it, one after another: a long bundle is read as far as somebody looks."""
    return read.lines(data)


def _frame(package: Package) -> Frame:
    bare = Frame(numbers={}, at=timestamp(package.written_at), creator=None, marks=(), subject="")
    marks = [TLP2_MARKING_IDS[package.terms.tlp], bare.id_of("marking-definition", "terms")]
    policy = iep_mark(bare, package)
    return replace(
        bare,
        creator=bare.id_of("identity", "sender") if sender_of(package.sender, package.terms) else None,
        marks=(*marks, str(policy["id"])) if policy else tuple(marks),
        subject=bare.id_of(subject_kind(package.copy), "subject"),
    )


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
    return [*extensions, *labels, terms_mark(frame), *([policy] if policy else [])]
